/* Paths -> documents. A reader a format, behind one interface; nothing larger than one document is ever held. */
#ifndef QT_INGEST_INGEST_H
#define QT_INGEST_INGEST_H

#include "text/document.h"

typedef struct qt_ingest_options {
    qt_str published, publisher; /* hold for documents that give none; data NULL: none */
} qt_ingest_options;

/* Iterates over files, folders (sorted by name, recursively, hidden files and links out of the tree left out) and "-" (standard
 * input) in the order given. */
typedef struct qt_ingest qt_ingest;
int qt_ingest_open(const char *const *paths, size_t count, const qt_ingest_options *options, qt_ingest **out,
                   quoth_error *error);
void qt_ingest_close(qt_ingest *ingest);

typedef enum qt_ingest_result {
    QT_INGEST_DOCUMENT, /* *out is filled, its views in `arena` */
    QT_INGEST_REFUSED,  /* one input was refused: *error names it, the byte and the reason; go on calling */
    QT_INGEST_END,
    QT_INGEST_FAILED, /* the system failed: stop */
} qt_ingest_result;

/* The next document. `error` is overwritten at each call that refuses or fails. */
qt_ingest_result qt_ingest_next(qt_ingest *ingest, qt_arena *arena, qt_document *out, quoth_error *error);

/* How far it is, for a progress bar: bytes consumed so far, and in all where that is known (0 where not: standard input). */
void qt_ingest_progress(const qt_ingest *ingest, uint64_t *done, uint64_t *total);

#endif
