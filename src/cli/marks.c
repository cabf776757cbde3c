#include "cli/marks.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "export/row.h"

bool qt_marked_new(qt_str text, uint32_t begin, qt_marked *out)
{
    uint8_t *marks = calloc(text.size ? text.size : 1, 1);
    if (!marks) return false;
    *out = (qt_marked){text, begin, marks};
    return true;
}

void qt_marked_free(qt_marked *marked)
{
    free(marked->marks);
    *marked = (qt_marked){0};
}

void qt_marked_set(qt_marked *marked, qt_span span, qt_mark mark)
{
    size_t end = span.end > marked->begin ? span.end - marked->begin : 0;
    if (span.begin == QT_NONE) return;
    if (end > marked->text.size) end = marked->text.size;
    for (size_t i = span.begin > marked->begin ? span.begin - marked->begin : 0; i < end; i++)
        marked->marks[i] = (uint8_t)(marked->marks[i] | mark);
}

void qt_marked_statement(qt_marked *marked, const json_t *statement)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(statement, "hedges"), i, item)
        qt_marked_set(marked, qt_row_span(item), QT_MARK_HEDGE);
    json_array_foreach(json_object_get(statement, "quoted"), i, item) {
        qt_marked_set(marked, qt_row_span(item), QT_MARK_QUOTED);
        if (json_is_false(json_object_get(item, "closed"))) qt_marked_set(marked, qt_row_span(item), QT_MARK_UNCLOSED);
    }
}

/* Quotation marks as qt_text reads them: straight, curly, low, angle. */
static bool is_quotation_mark(uint32_t code)
{
    return code == '"' || code == '\'' || code == '`' || code == 0xab || code == 0xbb ||
           (code >= 0x2018 && code <= 0x201f) || code == 0x2039 || code == 0x203a || (code >= 0x300c && code <= 0x300f);
}

static bool mark_before(qt_str text, size_t at)
{
    uint32_t code = 0;
    return at > 0 && qt_utf8_decode(text, qt_utf8_before(text, at), &code) && is_quotation_mark(code);
}

static bool mark_behind(qt_str text, size_t at)
{
    uint32_t code = 0;
    return at < text.size && qt_utf8_decode(text, at, &code) && is_quotation_mark(code);
}

/* The characters that show where a mark begins and ends; outer ones first. */
static const struct {
    uint8_t mark;
    bool bracket;
    const char *open, *close;
} shown[] = {
    {QT_MARK_CONTENT, true, "«", "»"}, {QT_MARK_SOURCE, true, "[", "]"}, {QT_MARK_CUE, true, "{", "}"},
    {QT_MARK_QUOTED, false, "“", "”"}, {QT_MARK_HEDGE, false, "‹", "›"},
};
enum { SHOWN = sizeof shown / sizeof shown[0] };

static qt_style style_of(uint8_t marks, qt_style plain)
{
    if (marks & QT_MARK_HEDGE) return marks & QT_MARK_QUOTED ? QT_STYLE_HEDGE_QUOTED : QT_STYLE_HEDGE;
    if (marks & QT_MARK_SOURCE) return QT_STYLE_WHO;
    if (marks & QT_MARK_CUE) return QT_STYLE_CUE;
    return marks & (QT_MARK_QUOTED | QT_MARK_MATCH) ? QT_STYLE_QUOTED : plain;
}

static void add_closing(const qt_marked *m, size_t at, uint8_t gone, uint8_t old, bool brackets, qt_style plain,
                        qt_para *para)
{
    for (size_t k = SHOWN; k-- > 0;) {
        if (!(gone & shown[k].mark) || (shown[k].bracket && !brackets)) continue;
        if (shown[k].mark == QT_MARK_QUOTED && ((old & QT_MARK_UNCLOSED) || mark_behind(m->text, at))) continue;
        qt_para_add(para, style_of((uint8_t)(old & (shown[k].mark | QT_MARK_QUOTED)), plain),
                    qt_str_of(shown[k].close));
    }
}

static void add_opening(const qt_marked *m, size_t at, uint8_t come, uint8_t new, bool brackets, qt_style plain,
                        qt_para *para)
{
    for (size_t k = 0; k < SHOWN; k++) {
        if (!(come & shown[k].mark) || (shown[k].bracket && !brackets)) continue;
        if (shown[k].mark == QT_MARK_QUOTED && mark_before(m->text, at)) continue;
        qt_para_add(para, style_of((uint8_t)(new &(shown[k].mark | QT_MARK_QUOTED)), plain), qt_str_of(shown[k].open));
    }
}

void qt_marked_add(const qt_marked *m, qt_style plain, bool brackets, qt_para *para)
{
    uint8_t old = 0;
    for (size_t at = 0; at < m->text.size;) {
        uint8_t now = m->marks[at];
        size_t run = at;
        while (run < m->text.size && m->marks[run] == now) run++;
        add_closing(m, at, (uint8_t)(old & ~now), old, brackets, plain, para);
        add_opening(m, at, (uint8_t)(now & ~old), now, brackets, plain, para);
        qt_para_add(para, style_of(now, plain), (qt_str){m->text.data + at, run - at});
        old = now;
        at = run;
    }
    add_closing(m, m->text.size, old, old, brackets, plain, para);
}
