#include "cli/message.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"
#include "cli/safe.h"

static struct {
    void (*clear)(void *context);
    void *context;
} before;

void qt_message_before(void (*clear)(void *context), void *context)
{
    before.clear = clear;
    before.context = context;
}

/* A file name need not be UTF-8: what does not decode is a question mark. */
static void print_safely(qt_str text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t code = '?';
        size_t n = qt_utf8_decode(text, at, &code);
        char safe[4];
        (void)fwrite(safe, 1, qt_safe_character(code, safe), stderr);
        at += n ? n : 1;
    }
}

static void print_line(const char *prefix, const char *text)
{
    if (before.clear) before.clear(before.context);
    fputs(prefix, stderr);
    print_safely(qt_str_of(text));
    fputc('\n', stderr);
}

void qt_message(const char *format, ...)
{
    char text[2048];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (n >= 0) print_line("quoth: ", text);
}

static void print_error(const char *prefix, const quoth_error *error)
{
    char text[1024], place[64] = "";
    const char *message = error->message[0] ? error->message : "failed";
    if (error->has_byte) (void)snprintf(place, sizeof place, "byte %" PRIu64 ": ", error->byte);
    (void)snprintf(text, sizeof text, "%s%s%s%s", error->source, error->source[0] ? ": " : "", place, message);
    print_line(prefix, text);
}

int qt_message_error(const quoth_error *error)
{
    print_error("quoth: ", error);
    return error->status == QUOTH_OK ? QUOTH_FAILED : (int)error->status;
}

void qt_message_refused(const quoth_error *error) { print_error("refused: ", error); }
