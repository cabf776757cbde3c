#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"

/* Control characters (C1 ones too: terminals obey those), line and paragraph separators, and marks that turn the direction
 * of writing round, which can make a file name read as another. */
static bool unprintable(uint32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029 ||
           (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/* A message may quote a hostile file name or text: no control sequence and nothing but UTF-8 leaves here. A character that
 * was cut off at the end (`cut`) goes. */
static void make_printable(char *s, bool cut)
{
    qt_str all = qt_str_of(s);
    size_t to = 0, n;
    uint32_t code;
    for (size_t at = 0; at < all.size; at += n ? n : 1) {
        n = qt_utf8_decode(all, at, &code);
        if (n == 0 && cut && all.size - at < 4 && (unsigned char)s[at] >= 0xc2) break;
        if (n == 0 || unprintable(code)) s[to++] = '?';
        else {
            memmove(s + to, s + at, n);
            to += n;
        }
    }
    s[to] = '\0';
}

static void record(quoth_error *error, quoth_status status, const char *format, va_list arguments)
{
    error->status = status;
    int size = vsnprintf(error->message, sizeof error->message, format, arguments);
    if (size < 0) error->message[0] = '\0';
    make_printable(error->message, size >= (int)sizeof error->message);
}

int qt_fail_record_(quoth_error *error, quoth_status status, const char *format, ...)
{
    if (error && error->status == QUOTH_OK) {
        va_list arguments;
        va_start(arguments, format);
        record(error, status, format, arguments);
        va_end(arguments);
    }
    return (int)status;
}

int qt_fail_at_record_(quoth_error *error, quoth_status status, uint64_t byte, const char *format, ...)
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
        make_printable(error->source, n < source.size);
    }
    return (int)error->status;
}
