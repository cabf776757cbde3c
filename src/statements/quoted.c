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

/* The quotation around the cue, which is another's: who is told of in it is not quoted by it. An empty span where the cue
 * stands in none. */
static qt_span around_cue(const qt_text *text, const qt_outer *outer, const qt_draft *draft)
{
    const qt_span none = {0, 0};
    if (!qt_draft_has_cue(draft)) return none;
    const qt_span cue = qt_run_span(text, draft->cue);
    const size_t i = qt_outer_from(text, outer, cue.begin);
    if (i == outer->count) return none;
    const qt_span inner = text->quotations[outer->items[i]].inner;
    return inner.begin <= cue.begin && cue.end <= inner.end ? inner : none;
}

typedef QT_VEC(qt_quoted) quoted_parts;

static int add_part(const qt_text *text, const qt_quotation *q, qt_span content, qt_arena *arena, quoted_parts *out,
                    quoth_error *error)
{
    qt_quoted part = {.span = q->inner, .closed = q->closed || q->continues};
    if (part.span.begin < content.begin) part.span.begin = content.begin;
    if (part.span.end > content.end) part.span.end = content.end;
    part.elided = has_ellipsis(text, part.span);
    return qt_vec_push(arena, out, part) ? QUOTH_OK : qt_arena_error(arena, error);
}

/* The first quotation right inside `outer` that may end behind byte `at`; they all stand before `end`. */
static uint32_t first_inside(const qt_text *text, uint32_t outer, uint32_t end, uint32_t at)
{
    uint32_t low = outer + 1, high = end;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (text->quotations[middle].span.begin < at) low = middle + 1;
        else high = middle;
    }
    uint32_t before = low - 1;
    while (before > outer && text->quotations[before].parent != outer) before = text->quotations[before].parent;
    return before > outer ? before : low;
}

/* Those right inside a quotation that the content has a part in. */
static int quoted_inside(const qt_text *text, uint32_t index, uint32_t end, qt_span content, qt_arena *arena,
                         quoted_parts *out, quoth_error *error)
{
    for (uint32_t k = first_inside(text, index, end, content.begin); k < end; k++) {
        const qt_quotation *q = &text->quotations[k];
        if (q->span.begin >= content.end) break;
        if (q->parent != index || !qt_span_overlaps(q->inner, content)) continue;
        int status = add_part(text, q, content, arena, out, error);
        if (status) return status;
    }
    return QUOTH_OK;
}

/* The quotations of a content: outer ones, and of the one that the cue stands in (`mine`) those right inside it. */
static int quoted_in(const qt_text *text, const qt_outer *outer, qt_span mine, qt_span content, qt_arena *arena,
                     quoted_parts *out, quoth_error *error)
{
    for (size_t i = qt_outer_from(text, outer, content.begin); i < outer->count; i++) {
        const qt_quotation *q = &text->quotations[outer->items[i]];
        if (q->span.begin >= content.end) break;
        if (!qt_span_overlaps(q->inner, content)) continue;
        const uint32_t end = i + 1 < outer->count ? outer->items[i + 1] : (uint32_t)text->quotation_count;
        const bool another = q->inner.begin == mine.begin && q->inner.end == mine.end;
        int status = another ? quoted_inside(text, outer->items[i], end, content, arena, out, error)
                             : add_part(text, q, content, arena, out, error);
        if (status) return status;
    }
    return QUOTH_OK;
}

/* By how many of the content's words stand among its quoted parts, which are sorted. */
static qt_voice voice_of(const qt_text *text, const qt_draft *draft, const quoted_parts *parts)
{
    size_t inside = 0, outside = 0;
    for (size_t i = 0; i < draft->contents.count; i++) {
        size_t k = 0;
        for (uint32_t t = draft->contents.items[i].first; t < draft->contents.items[i].last; t++) {
            if (!qt_token_is_word(text, t)) continue;
            const qt_span span = text->tokens[t].span;
            while (k < parts->count && parts->items[k].span.end <= span.begin) k++;
            if (k < parts->count && parts->items[k].span.begin < span.end) inside++;
            else outside++;
        }
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
    const qt_span mine = around_cue(text, outer, draft);
    for (size_t i = 0; i < draft->contents.count; i++) {
        int status = quoted_in(text, outer, mine, qt_run_span(text, draft->contents.items[i]), arena, &parts, error);
        if (status) return status;
    }
    out->quoted = parts.items;
    out->quoted_count = (uint32_t)parts.count;
    out->voice = voice_of(text, draft, &parts);
    return QUOTH_OK;
}
