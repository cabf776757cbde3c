#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

/* A message may quote a hostile file name: no terminal control sequence leaves here. */
static void make_printable(char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < 0x20 || *s == 0x7f) *s = '?';
}

static void record(quoth_error *error, quoth_status status, const char *format, va_list arguments)
{
    error->status = status;
    if (vsnprintf(error->message, sizeof error->message, format, arguments) < 0) error->message[0] = '\0';
    make_printable(error->message);
}

int qt_fail(quoth_error *error, quoth_status status, const char *format, ...)
{
    if (error && error->status == QUOTH_OK) {
        va_list arguments;
        va_start(arguments, format);
        record(error, status, format, arguments);
        va_end(arguments);
    }
    return (int)status;
}

int qt_fail_at(quoth_error *error, quoth_status status, uint64_t byte, const char *format, ...)
{
    if (error && error->status == QUOTH_OK) {
        va_list arguments;
        va_start(arguments, format);
        record(error, status, format, arguments);
        va_end(arguments);
        error->byte = byte;
        error->has_byte = true;
    }
    return (int)status;
}

int qt_fail_in(quoth_error *error, qt_str source)
{
    if (!error) return QUOTH_FAILED;
    if (!error->source[0]) {
        size_t n = source.size < sizeof error->source - 1 ? source.size : sizeof error->source - 1;
        if (n) memcpy(error->source, source.data, n);
        error->source[n] = '\0';
        make_printable(error->source);
    }
    return (int)error->status;
}
