/* One open file or standard input, read front to back through one block. */
#ifndef QT_INGEST_INPUT_H
#define QT_INGEST_INPUT_H

#include <signal.h>

#include "base/arena.h"

#define QT_INPUT_BLOCK ((size_t)64 * 1024)

typedef struct qt_input {
    int fd;        /* closed by qt_input_close, unless it is standard input's */
    qt_str path;   /* UTF-8, as reached from the command line; the owner of the input keeps it */
    qt_str name;   /* its base name */
    uint64_t size; /* of a regular file; 0 where not known */
    uint64_t consumed;
    char *block; /* [QT_INPUT_BLOCK] */
    size_t begin, end;
    bool at_end;
    const volatile sig_atomic_t *stop; /* not NULL: a read that a signal interrupts gives up once this is set */
} qt_input;

/* Takes over `fd`. On failure (memory) the descriptor stays the caller's. */
int qt_input_open(qt_input *input, int fd, uint64_t size, quoth_error *error);
void qt_input_close(qt_input *input);

/* The bytes at hand without consuming them, after reading on until at least `wanted` of them (at most a block) are there or
 * the input ends. Size 0 only at the end. A read error is QUOTH_REFUSED; QUOTH_FAILED where `stop` ended it. */
int qt_input_peek(qt_input *input, size_t wanted, qt_str *out, quoth_error *error);

/* As qt_input_peek, until the bytes at hand hold a line end behind something that is not blank (or fill the block): enough
 * to see what a stream holds, without waiting for more of it than its first line. */
int qt_input_peek_line(qt_input *input, qt_str *out, quoth_error *error);

/* Consumes `count` of the bytes at hand. */
void qt_input_skip(qt_input *input, size_t count);

/* All the rest, in the arena; QUOTH_REFUSED as soon as it is known to be over `max` bytes. */
int qt_input_rest(qt_input *input, size_t max, qt_arena *arena, qt_str *out, quoth_error *error);

/* strerror as a view in `buffer`, safe among threads. */
const char *qt_system_reason(int number, char buffer[128]);

#endif
