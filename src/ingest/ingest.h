/* Paths -> documents. A reader a format, behind one interface (reader.h); nothing larger than one document is ever held.
 *
 * Read: plain text and Markdown (.txt, .text, .md, no extension, any other text), JSON Lines (.jsonl, .ndjson, and .json
 * that holds one object a line), folders, and "-" (standard input: JSON Lines where its first byte that is not blank is
 * '{', else plain text); CoNLL-U where it is asked for. What is known to be another format (PDF, zip, HTML, CSV, pictures …) is refused by its name. */
#ifndef QT_INGEST_INGEST_H
#define QT_INGEST_INGEST_H

#include <signal.h>

#include "base/arena.h"
#include "text/document.h"

/* Views and strings are copied by qt_ingest_open. */
typedef struct qt_ingest_options {
    qt_str published,
        publisher;        /* hold for documents that give none; data NULL: none. published: ISO 8601 or RFC 5322 */
    const char *manifest; /* CSV with metadata of files (manifest.h), or NULL. Never read as a document itself */
    const char *skip;     /* a file that folders leave out, with its -wal, -shm and -journal: the case file; or NULL */
    bool conllu;          /* every input is CoNLL-U, and its documents come with their tokens (qt_document.given) */
    bool measure;         /* walk the folders once beforehand, so that qt_ingest_progress knows the total */
    const volatile sig_atomic_t *stop; /* set by a signal handler: ends a read that waits for more input; or NULL */
} qt_ingest_options;

/* Iterates over files, folders and "-" in the order given. Folders are read recursively, names in byte order; hidden
 * files and symbolic links inside them are left out, so the walk never leaves the tree and never loops (what a link
 * inside the tree leads to is met as itself). A link given as a path is followed. */
typedef struct qt_ingest qt_ingest;

/* `options` may be NULL. QUOTH_USAGE for a date that is none; QUOTH_REFUSED or QUOTH_FAILED for a manifest that cannot be
 * read. Paths are not looked at before qt_ingest_next (`measure` apart): a missing one is a refusal like any other. */
int qt_ingest_open(const char *const *paths, size_t count, const qt_ingest_options *options, qt_ingest **out,
                   quoth_error *error);
void qt_ingest_close(qt_ingest *ingest);

typedef enum qt_ingest_result {
    QT_INGEST_DOCUMENT, /* *out is filled, its views in `arena` */
    QT_INGEST_REFUSED,  /* one input was refused: *error names it, the byte and the reason; go on calling */
    QT_INGEST_END,
    QT_INGEST_FAILED, /* the system failed: stop */
} qt_ingest_result;

/* The next document. `error` is overwritten at each call that refuses or fails: its `source` is the path, with ":LINE"
 * for a record, and its `byte` counts from the start of that file or line (of a line that is not JSON: where the parser saw it). A date that is no ISO 8601 or RFC 5322 date is
 * left unknown: nothing is guessed. */
qt_ingest_result qt_ingest_next(qt_ingest *ingest, qt_arena *arena, qt_document *out, quoth_error *error);

/* How far it is, for a progress bar: bytes consumed so far, and in all where that is known (0 where not: standard input,
 * or not measured). */
void qt_ingest_progress(const qt_ingest *ingest, uint64_t *done, uint64_t *total);

#endif
