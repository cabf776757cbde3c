/* Bytes that grow, in malloc's memory: for output whose size nobody knows beforehand. Zero-initialise before use; with
 * `drain` set, what was added is handed to it now and then, and only what it did not get yet is kept. */
#ifndef QT_BASE_BUFFER_H
#define QT_BASE_BUFFER_H

#include "base/str.h"

typedef struct qt_buffer {
    char *data;
    size_t size, capacity;
    bool failed; /* memory ran out, or `drain` did: what was added since is lost, and nothing more is added */
    int (*drain)(void *context, qt_str bytes); /* or NULL; non-zero is a failure */
    void *context;
} qt_buffer;

void qt_buffer_add(qt_buffer *buffer, qt_str s);

/* Hands what is left to `drain` and frees the buffer's memory; false where it failed, then or earlier. */
bool qt_buffer_drained(qt_buffer *buffer);

/* In decimal digits. */
void qt_buffer_add_number(qt_buffer *buffer, int64_t number);

/* What was added, with a NUL behind it, for the caller to free; NULL, and nothing to free, where the buffer failed.
 * `size` may be NULL. The buffer is empty afterwards. */
char *qt_buffer_take(qt_buffer *buffer, size_t *size);

#endif
