/* quoth: who said what, and who says otherwise.
 *
 * The library's one public header. Conventions that hold everywhere below:
 *
 *  - Text is UTF-8 in (pointer, length) pairs; nothing is NUL-terminated unless it says so.
 *  - Spans are [begin, end) in bytes of a document's stored text.
 *  - Functions that can fail return a quoth_status; 0 is success. On failure their outputs are untouched and `error`
 *    (which may be NULL) says what happened. The first failure wins: nothing on the way up overwrites it.
 *  - Handles are opaque. Whoever opens one closes it; closing NULL does nothing.
 *  - The library never prints, exits, aborts, reads the environment or keeps mutable globals.
 *  - A quoth_model is read-only once open and may be shared by any number of threads. Every other handle belongs to one
 *    thread at a time.
 */
#ifndef QUOTH_H
#define QUOTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------------------------------------ version, errors */

/* The program's version as "MAJOR.MINOR.PATCH", NUL-terminated, static. */
const char *quoth_version(void);

/* What went wrong, in the exit codes of the commands. */
typedef enum quoth_status {
    QUOTH_OK = 0,        /* done */
    QUOTH_FAILED = 1,    /* the system or the case file refused: disk full, no memory, locked, not a case file */
    QUOTH_USAGE = 2,     /* the caller asked for something that makes no sense */
    QUOTH_REFUSED = 3,   /* an input was refused: too large, not text, malformed */
    QUOTH_INTEGRITY = 4, /* stored data does not match its hashes, offsets or log */
} quoth_status;

/* One failure. Zero-initialise before use. `source` names the file (or record) concerned, or is empty. */
typedef struct quoth_error {
    quoth_status status;
    char message[400]; /* one line, NUL-terminated, no control characters */
    char source[400];  /* NUL-terminated, no control characters */
    uint64_t byte;     /* where in the source, if has_byte */
    bool has_byte;
} quoth_error;

/* ---------------------------------------------------------------------------------------------------------- limits */

#define QUOTH_MAX_TEXT ((size_t)16 * 1024 * 1024) /* bytes of one document's stored text */

/* ----------------------------------------------------------------------------------------------------------- model */

typedef struct quoth_model quoth_model;

/* Zero-initialise, then set what is wanted. `kernel` is how to multiply, NUL-terminated: "portable", "avx2", "avx512vnni",
 * "neon" (the same bits, as far as the processor has them) or "float" (the reference, close to them); NULL: the fastest. */
typedef struct quoth_model_options {
    const char *kernel;
} quoth_model_options;

/* Maps a model file read-only and checks it (QUOTH_REFUSED where it is none; QUOTH_USAGE where the processor lacks the
 * kernel, with the names of those it has). `options` may be NULL. Close with quoth_model_close, after everything that
 * uses it. */
quoth_status quoth_model_open(const char *path, const quoth_model_options *options, quoth_model **out,
                              quoth_error *error);
void quoth_model_close(quoth_model *model);

/* -------------------------------------------------------------------------------------------------------- annotate */

/* One document. Zero-initialise, then set what is known. Views stay the caller's. */
typedef struct quoth_input {
    const char *name; /* NUL-terminated; NULL: "" */
    const char *text; /* valid UTF-8, `size` bytes, at most QUOTH_MAX_TEXT */
    size_t size;
    size_t title_size; /* the first bytes of `text` that are its title; 0: none given */
} quoth_input;

/* Reads one document: `*json` is the object that `quoth annotate --json` prints, `*size` bytes and a NUL behind them.
 * The caller frees it with quoth_free. Pure: the same input and model give the same bytes, on any number of threads. */
quoth_status quoth_annotate(const quoth_model *model, const quoth_input *input, char **json, size_t *size,
                            quoth_error *error);

void quoth_free(void *memory);

/* ------------------------------------------------------------------------------------------------------- case file */

typedef struct quoth_case quoth_case;

typedef enum quoth_mode {
    QUOTH_READ,
    QUOTH_WRITE,
    QUOTH_CREATE, /* or open for writing what is there */
} quoth_mode;

quoth_status quoth_case_open(const char *path, quoth_mode mode, quoth_case **out, quoth_error *error);
void quoth_case_close(quoth_case *c);

typedef struct quoth_add_options {
    size_t jobs;                                            /* threads; 0 counts as 1 */
    const char *published, *publisher;                      /* for documents that give none; NULL: none */
    const char *manifest;                                   /* a CSV file with metadata of files; NULL: none */
    void (*refused)(void *context, const quoth_error *why); /* told each input that is refused; NULL: nobody */
    void *context;
} quoth_add_options;

typedef struct quoth_add_summary {
    size_t added, places, known, refused; /* new documents; known ones at a new place; nothing new; refused inputs */
    size_t statements;                    /* in the documents added */
} quoth_add_summary;

/* Adds files, folders and "-" (standard input) to a case opened for writing, one transaction a document. `options` may
 * be NULL. Returns QUOTH_REFUSED where some inputs were refused and the others added; `summary` (may be NULL) is filled
 * in every case. */
quoth_status quoth_case_add(quoth_case *c, const quoth_model *model, const char *const *paths, size_t count,
                            const quoth_add_options *options, quoth_add_summary *summary, quoth_error *error);

typedef enum quoth_view {
    QUOTH_STATEMENTS, /* the ledger */
    QUOTH_DOCUMENTS,
    QUOTH_SEARCH,   /* `query`: words to find in statements and documents */
    QUOTH_SHOW,     /* `query`: the key, id or unambiguous key prefix of one statement */
    QUOTH_ENTITIES, /* who is who; `type` */
    QUOTH_WHY,      /* `query`: the key, id or name of an entity: why it is one, and what is proposed of it */
    QUOTH_LOG,      /* what people decided, and what became of it */
    QUOTH_FINDINGS, /* what verification finds amiss; the call then returns QUOTH_INTEGRITY */
} quoth_view;

/* NULL and 0 mean "any". The first five are for QUOTH_STATEMENTS. */
typedef struct quoth_filter {
    const char *source, *kind, *about, *document;
    double min_confidence;
    const char *query;
    const char *type; /* for QUOTH_ENTITIES: "person", "organization" … */
} quoth_filter;

/* Called with each row: one JSON object of the contract, NUL-terminated, valid during the call. Non-zero stops. */
typedef int (*quoth_row)(void *context, const char *json, size_t size);

/* `filter` may be NULL where the view needs no query. */
quoth_status quoth_case_rows(quoth_case *c, quoth_view view, const quoth_filter *filter, quoth_row row, void *context,
                             quoth_error *error);

/* ------------------------------------------------------------------------------------------------------- decisions */

/* What a person says of the machine's reading. All NUL-terminated UTF-8; NULL: none. `action` is merge, split, rename,
 * retype, delete, not-same, set-source or undo; `author` is never guessed; keys may be unambiguous beginnings. */
typedef struct quoth_decision {
    const char *action, *author;
    const char *key;    /* what it acts on; of undo: the decision's uid */
    const char *other;  /* merge, split, not-same: the second key */
    const char *value;  /* rename, retype, set-source */
    const char *reason; /* or NULL */
} quoth_decision;

/* Appends it to the log of a case opened for writing. `row` (may be NULL) gets its row of QUOTH_LOG. QUOTH_USAGE where it
 * makes no sense: no author, an unknown action, a key that finds nothing or several things, control characters. */
quoth_status quoth_case_decide(quoth_case *c, const quoth_decision *decision, quoth_row row, void *context,
                               quoth_error *error);

typedef struct quoth_merge_summary {
    size_t files, added, places, known, statements, decisions, refused;
} quoth_merge_summary;

/* Takes what other case files hold into a case opened for writing: documents, places, statements, decisions; one
 * transaction a document. Of options, `refused` and its context are used; NULL: nobody is told. Returns QUOTH_REFUSED where
 * some were refused (no case file, damaged) and the others taken; `summary` (may be NULL) is filled in every case. */
quoth_status quoth_case_merge(quoth_case *c, const char *const *paths, size_t count, const quoth_add_options *options,
                              quoth_merge_summary *summary, quoth_error *error);

#ifdef __cplusplus
}
#endif
#endif
