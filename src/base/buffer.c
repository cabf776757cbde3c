#include "base/buffer.h"

#include <stdlib.h>

/* A buffer that drains holds no more than this, and what is added at once. */
#define DRAINED_AT ((size_t)64 * 1024)

static void drain(qt_buffer *b)
{
    if (b->size && !b->failed && b->drain(b->context, (qt_str){b->data, b->size})) b->failed = true;
    b->size = 0;
}

/* Room for `count` more bytes and a NUL. */
static bool reserve(qt_buffer *b, size_t count)
{
    if (b->drain && b->size >= DRAINED_AT) drain(b);
    if (b->failed) return false;
    if (count < b->capacity - b->size)
        return true; /* one byte is kept for the NUL; capacity is 0 or larger than size */
    size_t least = b->size + count + 1, wanted = b->capacity + b->capacity / 2;
    if (wanted < least) wanted = least < 256 ? 256 : least;
    char *grown = count < SIZE_MAX / 4 && b->size < SIZE_MAX / 4 ? realloc(b->data, wanted) : NULL;
    if (!grown) {
        b->failed = true;
        return false;
    }
    b->data = grown;
    b->capacity = wanted;
    return true;
}

void qt_buffer_add(qt_buffer *buffer, qt_str s)
{
    if (buffer->drain && s.size >= DRAINED_AT) {
        drain(buffer);
        if (!buffer->failed && buffer->drain(buffer->context, s)) buffer->failed = true;
        return;
    }
    if (!reserve(buffer, s.size)) return;
    if (s.size) memcpy(buffer->data + buffer->size, s.data, s.size);
    buffer->size += s.size;
}

bool qt_buffer_drained(qt_buffer *buffer)
{
    drain(buffer);
    free(buffer->data);
    bool good = !buffer->failed;
    *buffer = (qt_buffer){.data = NULL};
    return good;
}

void qt_buffer_add_number(qt_buffer *buffer, int64_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (number < 0) digits[--at] = '-';
    qt_buffer_add(buffer, (qt_str){digits + at, sizeof digits - at});
}

char *qt_buffer_take(qt_buffer *buffer, size_t *size)
{
    char *data = reserve(buffer, 0) ? buffer->data : NULL;
    if (data) data[buffer->size] = '\0';
    else free(buffer->data);
    if (size) *size = data ? buffer->size : 0;
    *buffer = (qt_buffer){.data = NULL};
    return data;
}
