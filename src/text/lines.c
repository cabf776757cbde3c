#include "text/lines.h"

#include "text/chars.h"

enum {
    WRAP_MIN = 45,     /* columns: narrower lines are verse, tables or headlines */
    WRAP_LINES = 3,    /* lines with another behind them that it takes to decide */
    WRAP_PERCENT = 80, /* of them that must be full */
    WRAP_SLACK = 12,   /* columns that a line may be short of full and still run on */
    CAPTION_MAX = 240, /* bytes of a line that is a caption by what stands inside it */
    BYLINE_MAX = 80,
};

typedef struct caption {
    const char *form, *where, *source;
} caption;

static const caption captions[] = {
#include "lexicon/captions.inc"
};

/* ----------------------------------------------------------------------------------------------- finding lines */

/* The size of the line break at `at`, or 0. *blank: it also ends a paragraph, as a blank line would. */
static uint32_t break_size(qt_str bytes, size_t at, bool *blank)
{
    unsigned char c = (unsigned char)bytes.data[at];
    *blank = c == '\f';
    if (c == '\r') return at + 1 < bytes.size && bytes.data[at + 1] == '\n' ? 2 : 1;
    if (c >= '\n' && c <= '\f') return 1;
    if (c == 0xc2) return at + 1 < bytes.size && (unsigned char)bytes.data[at + 1] == 0x85 ? 2 : 0;
    if (c != 0xe2 || at + 2 >= bytes.size || (unsigned char)bytes.data[at + 1] != 0x80) return 0;
    unsigned char last = (unsigned char)bytes.data[at + 2];
    *blank = last == 0xa9;
    return last == 0xa8 || last == 0xa9 ? 3 : 0;
}

/* Skips [32] and the like backwards, so that "end.[32]" is seen to end in a stop. */
static size_t before_marks(qt_str bytes, size_t begin, size_t end)
{
    while (end > begin && bytes.data[end - 1] == ']') {
        size_t at = end - 1;
        while (at > begin && end - at < 12 && bytes.data[at] != '[') at--;
        if (bytes.data[at] != '[') break;
        end = at;
    }
    return end;
}

/* The full stop, question mark or the like that ends the line, or 0. */
static uint32_t stop_of(qt_str bytes, qt_span line)
{
    size_t end = before_marks(bytes, line.begin, line.end);
    while (end > line.begin) {
        size_t last = qt_utf8_before(bytes, end);
        uint32_t c = qt_char_at(bytes, last).code;
        if (c == '.' || c == '!' || c == '?' || c == ':' || c == 0x2026 || c == 0x3002) return c;
        if (!qt_is_closing_mark(c) && c != ')' && c != ']') return 0;
        end = last;
    }
    return 0;
}

qt_line qt_line_at(qt_str bytes, uint32_t at, uint32_t end)
{
    qt_line line = {.span = {at, at}};
    qt_str text = {bytes.data, end};
    bool seen = false, in_word = false, separator = false;
    uint32_t columns = 0, size = 0, i = at;
    for (; i < end && (size = break_size(text, i, &separator)) == 0;) {
        qt_char c = qt_char_at(text, i);
        columns++;
        bool visible = c.class != QT_CLASS_GAP && c.class != QT_CLASS_JOINER;
        if (visible) {
            if (!seen) line.span.begin = i;
            in_word |= !seen;
            seen = true;
            line.span.end = i + c.size;
            line.width = columns;
        } else if (seen) {
            in_word = false;
        }
        line.first_word += in_word;
        i += c.size;
    }
    line.next = i + size;
    if (!seen) line.span = (qt_span){i, i};
    line.blank = !seen;
    line.stop = seen ? stop_of(bytes, line.span) : 0;
    return line;
}

/* -------------------------------------------------------------------------------------------------- hard wrapping */

static bool is_full(uint32_t width, const qt_line *line, const qt_line *next)
{
    return line->width + 1 + next->first_word > width;
}

/* The width that 98 of 100 lines with another behind them keep to. */
static uint32_t common_width(qt_str bytes, uint32_t begin, uint32_t end)
{
    uint32_t counts[QT_LINE_WIDTH_MAX + 2] = {0}, all = 0;
    qt_line line = {.blank = true};
    for (uint32_t at = begin; at < end;) {
        qt_line next = qt_line_at(bytes, at, end);
        if (!line.blank && !next.blank) {
            counts[line.width <= QT_LINE_WIDTH_MAX ? line.width : QT_LINE_WIDTH_MAX + 1]++;
            all++;
        }
        line = next;
        at = next.next;
    }
    uint32_t width = 0, held = 0;
    while (width <= QT_LINE_WIDTH_MAX && (uint64_t)held * 100 < (uint64_t)all * 98) held += counts[++width];
    return all >= WRAP_LINES ? width : 0;
}

qt_wrap qt_wrap_of(qt_str bytes, uint32_t begin, uint32_t end)
{
    uint32_t width = common_width(bytes, begin, end);
    if (width < WRAP_MIN || width > QT_LINE_WIDTH_MAX) return (qt_wrap){0};
    uint64_t lines = 0, full = 0, open = 0, ends = 0;
    qt_line line = {.blank = true};
    for (uint32_t at = begin; at < end;) {
        qt_line next = qt_line_at(bytes, at, end);
        if (!line.blank && !next.blank) {
            bool fills = is_full(width, &line, &next);
            lines++;
            full += fills;
            open += fills && !line.stop;
            ends += !fills && line.stop; /* the last line of a paragraph: says nothing either way */
        }
        line = next;
        at = next.next;
    }
    bool wrapped =
        full >= WRAP_LINES && full * 100 >= (lines - ends) * WRAP_PERCENT && open * 2 >= full && full * 4 >= lines;
    return (qt_wrap){wrapped ? width : 0};
}

bool qt_line_runs_on(qt_wrap wrap, const qt_line *line, const qt_line *next)
{
    if (!wrap.width || line->width > wrap.width + WRAP_SLACK) return false;
    if (is_full(wrap.width, line, next)) return true;
    return !line->stop && line->width + 1 + next->first_word + WRAP_SLACK > wrap.width;
}

/* ------------------------------------------------------------------------------------------------- kinds of lines */

static bool space_at(qt_str line, size_t at) { return at < line.size && qt_char_at(line, at).class == QT_CLASS_GAP; }

bool qt_line_is_item(qt_str line)
{
    if (line.size < 3) return false;
    qt_char c = qt_char_at(line, 0);
    bool bullet = c.code == '-' || c.code == '*' || c.code == 0x2022 || c.code == 0x2013 || c.code == 0x2023 ||
                  c.code == 0xb7 || c.code == 0x25aa || c.code == 0x25cf;
    if (bullet) return space_at(line, c.size);
    size_t at = c.code == '(';
    size_t label = at;
    while (at < line.size && at - label < 3 && line.data[at] >= '0' && line.data[at] <= '9') at++;
    bool number = at > label;
    if (!number && at < line.size && line.data[at] >= 'a' && line.data[at] <= 'z') at++;
    if (at == label || at >= line.size) return false;
    bool closed = line.data[at] == ')' || (number && label == 0 && line.data[at] == '.');
    return closed && space_at(line, at + 1);
}

static bool holds(qt_str line, qt_str form)
{
    for (size_t at = 0; at + form.size <= line.size; at++)
        if (memcmp(line.data + at, form.data, form.size) == 0) return true;
    return false;
}

bool qt_line_is_byline(qt_str line)
{
    if (line.size > BYLINE_MAX || line.size < 6) return false;
    if (!qt_str_starts(line, QT_STR("By ")) && !qt_str_starts(line, QT_STR("BY "))) return false;
    size_t capitals = 0, words = 0;
    bool begins = true;
    for (size_t at = 3; at < line.size;) {
        qt_char c = qt_char_at(line, at);
        if (c.code == '.' && at + 1 == line.size) return false;
        if (begins && c.class != QT_CLASS_GAP) {
            words++;
            capitals += qt_is_upper(c.code);
        }
        begins = c.class == QT_CLASS_GAP;
        at += c.size;
    }
    return words >= 2 && words <= 10 && capitals * 3 >= words * 2;
}

bool qt_line_is_caption(qt_str line)
{
    if (line.size > CAPTION_MAX) return false;
    for (size_t i = 0; i < sizeof captions / sizeof *captions; i++) {
        qt_str form = qt_str_of(captions[i].form);
        if (captions[i].where[0] == 'b' ? qt_str_starts(line, form) : holds(line, form)) return true;
    }
    return false;
}

size_t qt_line_markup(qt_str line, bool *heading)
{
    size_t n = 0;
    while (n < line.size && n < 7 && line.data[n] == '#') n++;
    *heading = n >= 1 && n <= 6 && space_at(line, n);
    if (*heading) return n + qt_char_at(line, n).size;
    n = 0;
    while (n < line.size && (line.data[n] == '>' || (n > 0 && line.data[n] == ' '))) n++;
    return n > 1 && line.data[n - 1] == ' ' ? n : 0;
}
