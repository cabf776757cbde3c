#include "cli/para.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "cli/safe.h"

/* Select Graphic Rendition sequences (ECMA-48, section 8.3.117), each from a reset state. */
static const char *const sequences[QT_STYLE_COUNT] = {
    [QT_STYLE_PLAIN] = "",
    [QT_STYLE_HEAD] = "\033[1m",
    [QT_STYLE_WHO] = "\033[1;36m",
    [QT_STYLE_CUE] = "\033[35m",
    [QT_STYLE_QUOTED] = "\033[1m",
    [QT_STYLE_HEDGE] = "\033[4;33m",
    [QT_STYLE_HEDGE_QUOTED] = "\033[1;4;33m",
    [QT_STYLE_FAINT] = "\033[2m",
    [QT_STYLE_WARNING] = "\033[1;31m",
};

void qt_para_free(qt_para *para)
{
    free(para->bytes);
    free(para->styles);
    *para = (qt_para){0};
}

void qt_para_clear(qt_para *para)
{
    para->size = 0;
    para->failed = false;
}

static bool reserve(qt_para *para, size_t more)
{
    if (para->failed) return false;
    if (para->capacity - para->size >= more) return true;
    size_t wanted = para->capacity ? para->capacity : 256;
    while (wanted - para->size < more) {
        if (wanted > SIZE_MAX / 2) return !(para->failed = true);
        wanted *= 2;
    }
    char *bytes = realloc(para->bytes, wanted);
    if (bytes) para->bytes = bytes;
    uint8_t *styles = bytes ? realloc(para->styles, wanted) : NULL;
    if (styles) para->styles = styles;
    if (!bytes || !styles) return !(para->failed = true);
    para->capacity = wanted;
    return true;
}

static void append(qt_para *para, qt_style style, const char *bytes, size_t size)
{
    if (!reserve(para, size)) return;
    memcpy(para->bytes + para->size, bytes, size);
    memset(para->styles + para->size, (int)style, size);
    para->size += size;
}

void qt_para_add(qt_para *para, qt_style style, qt_str text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t code = '?';
        size_t n = qt_utf8_decode(text, at, &code);
        char safe[4];
        size_t size = qt_safe_character(code, safe);
        bool space = size == 1 && safe[0] == ' ';
        bool after_space = para->size == 0 || para->bytes[para->size - 1] == ' ' || para->bytes[para->size - 1] == '\n';
        if (!space || !after_space) append(para, style, safe, size);
        at += n ? n : 1;
    }
}

void qt_para_addf(qt_para *para, qt_style style, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (n >= 0) qt_para_add(para, style, qt_str_of(text));
}

void qt_para_break(qt_para *para)
{
    if (para->size && para->bytes[para->size - 1] != '\n') append(para, QT_STYLE_PLAIN, "\n", 1);
}

/* The line of `para` that begins at *at, in at most `width` columns: its end (trailing spaces excluded) and its columns;
 * *at moves to the next line. A word wider than the line is cut. False when there is none left. */
static bool next_line(const qt_para *para, unsigned width, size_t *at, size_t *end, unsigned *columns)
{
    size_t begin = *at, i = begin, space = 0;
    unsigned used = 0, used_at_space = 0;
    if (begin >= para->size) return false;
    while (i < para->size && para->bytes[i] != '\n') {
        uint32_t code = '?';
        size_t n = qt_utf8_decode((qt_str){para->bytes, para->size}, i, &code);
        unsigned cells = qt_columns(code);
        if (used + cells > width && i > begin && code != ' ') break;
        if (code == ' ' && used <= width) space = i, used_at_space = used;
        used += cells;
        i += n ? n : 1;
    }
    bool whole = i >= para->size || para->bytes[i] == '\n';
    if (whole && used > width) { /* nothing but the spaces behind the last word stick out */
        *end = space, *columns = used_at_space, *at = i < para->size ? i + 1 : i;
    } else if (whole) {
        *end = i, *columns = used, *at = i < para->size ? i + 1 : i;
    } else if (space > begin) {
        *end = space, *columns = used_at_space, *at = space + 1;
    } else {
        *end = i, *columns = used, *at = i;
    }
    while (*end > begin && para->bytes[*end - 1] == ' ') (*end)--, (*columns)--;
    return true;
}

static void print_spaces(unsigned count, qt_out *out)
{
    for (unsigned i = 0; i < count; i++) qt_out_write(out, QT_STR(" "));
}

/* Bytes [begin, end), with an escape sequence wherever the style changes. */
static void print_styled(const qt_para *para, size_t begin, size_t end, bool colour, qt_out *out)
{
    while (begin < end) {
        size_t run = begin;
        uint8_t style = para->styles[begin];
        while (run < end && para->styles[run] == style) run++;
        bool styled = colour && style != QT_STYLE_PLAIN;
        if (styled) qt_out_write(out, qt_str_of(sequences[style]));
        qt_out_write(out, (qt_str){para->bytes + begin, run - begin});
        if (styled) qt_out_write(out, QT_STR("\033[0m"));
        begin = run;
    }
}

void qt_columns_print(const qt_column *columns, size_t count, unsigned indent, unsigned gap, bool colour, qt_out *out)
{
    size_t at[QT_COLUMNS_MAX] = {0};
    if (count > QT_COLUMNS_MAX) count = QT_COLUMNS_MAX;
    for (size_t i = 0; i < count; i++)
        if (columns[i].para->failed && !out->failed) out->failed = ENOMEM; /* never print half a row */
    while (!out->failed) {
        bool any = false;
        for (size_t i = 0; i < count; i++) any = any || at[i] < columns[i].para->size;
        if (!any) return;
        unsigned pending = indent; /* spaces are written only before text: no line ends in them */
        for (size_t i = 0; i < count; i++) {
            size_t begin = at[i], end = begin;
            unsigned used = 0;
            if (next_line(columns[i].para, columns[i].width, &at[i], &end, &used) && end > begin) {
                print_spaces(pending, out);
                print_styled(columns[i].para, begin, end, colour, out);
                pending = 0;
            }
            pending += (columns[i].width > used ? columns[i].width - used : 0) + gap;
        }
        qt_out_write(out, QT_STR("\n"));
    }
}

void qt_para_print(const qt_para *para, unsigned indent, const qt_terminal *terminal, qt_out *out)
{
    qt_column column = {para, terminal->width > indent ? terminal->width - indent : 1};
    qt_columns_print(&column, 1, indent, 0, terminal->colour, out);
}
