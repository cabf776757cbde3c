#include "statements/read.h"

static bool has_ellipsis(const qt_text *text, qt_span span)
{
    qt_str s = qt_str_at(text->bytes, span);
    for (size_t i = 0; i + 3 <= s.size; i++)
        if (memcmp(s.data + i, "...", 3) == 0 || memcmp(s.data + i, "\xe2\x80\xa6", 3) == 0) return true;
    return false;
}

/* Outer ones are disjoint and sorted. */
size_t qt_outer_from(const qt_text *text, const qt_outer *outer, uint32_t at)
{
    size_t low = 0, high = outer->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text->quotations[outer->items[middle]].span.end <= at) low = middle + 1;
        else high = middle;
    }
    return low;
}

typedef QT_VEC(qt_quoted) quoted_parts;

static int quoted_in(const qt_text *text, const qt_outer *outer, qt_span content, qt_arena *arena, quoted_parts *out,
                     quoth_error *error)
{
    for (size_t i = qt_outer_from(text, outer, content.begin); i < outer->count; i++) {
        const qt_quotation *q = &text->quotations[outer->items[i]];
        if (q->span.begin >= content.end) break;
        if (!qt_span_overlaps(q->inner, content)) continue;
        qt_quoted part = {.span = q->inner, .closed = q->closed || q->continues};
        if (part.span.begin < content.begin) part.span.begin = content.begin;
        if (part.span.end > content.end) part.span.end = content.end;
        part.elided = has_ellipsis(text, part.span);
        if (!qt_vec_push(arena, out, part)) return qt_arena_error(arena, error);
    }
    return QUOTH_OK;
}

static qt_voice voice_of(const qt_text *text, const qt_draft *draft)
{
    size_t inside = 0, outside = 0;
    for (size_t i = 0; i < draft->contents.count; i++)
        for (uint32_t t = draft->contents.items[i].first; t < draft->contents.items[i].last; t++)
            if (qt_token_is_word(text, t)) {
                if (text->tokens[t].quote == QT_QUOTE_OUTSIDE) outside++;
                else inside++;
            }
    return inside == 0 ? QT_VOICE_INDIRECT : outside == 0 ? QT_VOICE_DIRECT : QT_VOICE_MIXED;
}

int qt_outer_read(const qt_text *text, qt_arena *arena, qt_outer *out, quoth_error *error)
{
    QT_VEC(uint32_t) outer = {0};
    for (uint32_t i = 0; i < text->quotation_count; i++)
        if (text->quotations[i].parent == QT_NONE && !qt_vec_push(arena, &outer, i))
            return qt_arena_error(arena, error);
    *out = (qt_outer){outer.items, outer.count};
    return QUOTH_OK;
}

int qt_read_quoted(const qt_text *text, const qt_outer *outer, const qt_draft *draft, qt_arena *arena,
                   qt_statement *out, quoth_error *error)
{
    quoted_parts parts = {0};
    for (size_t i = 0; i < draft->contents.count; i++) {
        int status = quoted_in(text, outer, qt_run_span(text, draft->contents.items[i]), arena, &parts, error);
        if (status) return status;
    }
    out->quoted = parts.items;
    out->quoted_count = (uint32_t)parts.count;
    out->voice = voice_of(text, draft);
    return QUOTH_OK;
}
