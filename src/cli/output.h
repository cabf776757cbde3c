/* Standard output whose errors are noticed: a full disk is a failure, a closed pipe a quiet end. */
#ifndef QT_CLI_OUTPUT_H
#define QT_CLI_OUTPUT_H

#include <jansson.h>

#include "base/error.h"

enum { QT_OUT_BUFFER = 64 * 1024 };

/* A buffered file descriptor. After the first failure nothing more is written and `failed` keeps its errno. */
typedef struct qt_out {
    int fd;
    bool terminal; /* it is one: what is written must not carry control sequences, and is flushed row by row */
    int failed;
    size_t used;
    char buffer[QT_OUT_BUFFER];
} qt_out;

/* Takes over `fd`, which stays open. */
void qt_out_open(qt_out *out, int fd);
void qt_out_write(qt_out *out, qt_str bytes);
void qt_out_flush(qt_out *out);

/* Ends a row: flushes on a terminal. Non-zero (QUOTH_FAILED) once writing has failed, so that a query stops. */
int qt_out_row(qt_out *out);

/* Flushes; on failure says so on standard error (except for a closed pipe) and returns QUOTH_FAILED, else `status`. */
int qt_out_finish(qt_out *out, int status);

/* One JSON value as one line: compact, keys in their order, UTF-8. DEL, C1 controls, line
 * separators and invisible format characters (a bidi override among them) are written as \u escapes, which are the same
 * JSON and safe to print. The value of qt_out_row. */
int qt_out_json(qt_out *out, const json_t *value);

/* JSON that is text already, without a line end, escaped likewise. */
void qt_out_json_text(qt_out *out, qt_str text);

#endif
