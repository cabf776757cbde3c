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

#ifdef __cplusplus
}
#endif
#endif
