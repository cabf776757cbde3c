/* Bytes that grow, in malloc's memory: for output whose size nobody knows beforehand. Zero-initialise before use. */
#ifndef QT_BASE_BUFFER_H
#define QT_BASE_BUFFER_H

#include "base/str.h"

typedef struct qt_buffer {
    char *data;
    size_t size, capacity;
    bool failed; /* memory ran out: what was added since is lost, and nothing more is added */
} qt_buffer;

void qt_buffer_add(qt_buffer *buffer, qt_str s);

/* In decimal digits. */
void qt_buffer_add_number(qt_buffer *buffer, int64_t number);

/* What was added, with a NUL behind it, for the caller to free; NULL, and nothing to free, where the buffer failed.
 * `size` may be NULL. The buffer is empty afterwards. */
char *qt_buffer_take(qt_buffer *buffer, size_t *size);

#endif
