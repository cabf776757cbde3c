#include "ingest/input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const char *qt_system_reason(int number, char buffer[128])
{
    if (strerror_r(number, buffer, 128) != 0) snprintf(buffer, 128, "error %d", number);
    return buffer;
}

int qt_input_open(qt_input *input, int fd, uint64_t size, quoth_error *error)
{
    char *block = malloc(QT_INPUT_BLOCK);
    if (!block) return qt_fail(error, QUOTH_FAILED, "out of memory");
    *input = (qt_input){.fd = fd, .size = size, .block = block};
    return QUOTH_OK;
}

void qt_input_close(qt_input *input)
{
    if (!input->block) return;
    free(input->block);
    if (input->fd != STDIN_FILENO) close(input->fd);
    *input = (qt_input){.fd = -1};
}

/* One read into the free end of the block. */
static int fill(qt_input *input, quoth_error *error)
{
    ssize_t got;
    do {
        got = read(input->fd, input->block + input->end, QT_INPUT_BLOCK - input->end);
        if (got < 0 && errno == EINTR && input->stop && *input->stop)
            return qt_fail(error, QUOTH_FAILED, "interrupted");
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        char reason[128];
        int number = errno;
        input->at_end = true; /* no reader may come back for more of it */
        return qt_fail_at(error, QUOTH_REFUSED, input->consumed + (input->end - input->begin), "cannot be read: %s",
                          qt_system_reason(number, reason));
    }
    if (got == 0) input->at_end = true;
    input->end += (size_t)got;
    return QUOTH_OK;
}

int qt_input_peek(qt_input *input, size_t wanted, qt_str *out, quoth_error *error)
{
    if (wanted > QT_INPUT_BLOCK) wanted = QT_INPUT_BLOCK;
    if (input->begin && input->end - input->begin < wanted) {
        memmove(input->block, input->block + input->begin, input->end - input->begin);
        input->end -= input->begin;
        input->begin = 0;
    }
    while (!input->at_end && input->end - input->begin < wanted) {
        int rc = fill(input, error);
        if (rc) return rc;
    }
    *out = (qt_str){input->block + input->begin, input->end - input->begin};
    return QUOTH_OK;
}

static bool holds_line(qt_str s)
{
    size_t at = 0;
    while (at < s.size && (s.data[at] == ' ' || (s.data[at] >= '\t' && s.data[at] <= '\r'))) at++;
    return at < s.size && memchr(s.data + at, '\n', s.size - at);
}

int qt_input_peek_line(qt_input *input, qt_str *out, quoth_error *error)
{
    size_t wanted = 1;
    for (;;) {
        int rc = qt_input_peek(input, wanted, out, error);
        if (rc) return rc;
        if (out->size < wanted || out->size == QT_INPUT_BLOCK || holds_line(*out)) return QUOTH_OK;
        wanted = out->size + 1;
    }
}

void qt_input_skip(qt_input *input, size_t count)
{
    input->begin += count;
    input->consumed += count;
}

static int too_large(size_t max, quoth_error *error)
{
    return qt_fail(error, QUOTH_REFUSED, "more than %zu MiB: too large for one text", max >> 20);
}

int qt_input_rest(qt_input *input, size_t max, qt_arena *arena, qt_str *out, quoth_error *error)
{
    uint64_t left = input->size > input->consumed ? input->size - input->consumed : 0;
    if (left > max) return too_large(max, error);
    /* A file says how long it is, give or take what is being written to it; a pipe does not. */
    size_t capacity = left ? (size_t)left : QT_INPUT_BLOCK, size = 0;
    char *data = qt_arena_alloc(arena, capacity, 1);
    if (!data) return qt_arena_error(arena, error);
    for (;;) {
        qt_str piece;
        int rc = qt_input_peek(input, 1, &piece, error);
        if (rc) return rc;
        if (piece.size == 0) break;
        if (piece.size > max - size) return too_large(max, error);
        if (piece.size > capacity - size) {
            size_t wanted = capacity * 2 > size + piece.size ? capacity * 2 : size + piece.size;
            char *grown = qt_arena_grow(arena, data, capacity, wanted);
            if (!grown) return qt_arena_error(arena, error);
            data = grown;
            capacity = wanted;
        }
        memcpy(data + size, piece.data, piece.size);
        size += piece.size;
        qt_input_skip(input, piece.size);
    }
    *out = (qt_str){data, size};
    return QUOTH_OK;
}
