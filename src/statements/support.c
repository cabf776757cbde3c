#include "statements/read.h"

typedef QT_VEC(uint32_t) indices;

/* Two lists a statement, grown side by side before they are handed over. */
typedef struct lists {
    indices supports, unresolved;
} lists;

static bool covers(const qt_statement *s, qt_span clause)
{
    for (size_t i = 0; i < s->content_count; i++)
        if (qt_span_overlaps(s->content[i], clause)) return true;
    for (size_t i = 0; i < s->cue_count; i++)
        if (qt_span_overlaps(s->cue[i], clause)) return true;
    return false;
}

static bool add_unresolved(const qt_touch *touch, uint32_t sentence, uint32_t reference, qt_arena *arena, lists *of)
{
    if (sentence == QT_NONE) return true;
    for (uint32_t i = touch->first[sentence]; i < touch->first[sentence + 1]; i++) {
        indices *list = &of[touch->items[i]].unresolved;
        if (list->count && list->items[list->count - 1] == reference) continue;
        if (!qt_vec_push(arena, list, reference)) return false;
    }
    return true;
}

static bool add_support(const qt_touch *touch, const qt_reference *r, uint32_t index, qt_arena *arena,
                        const qt_statement *statements, lists *of)
{
    if (r->sentence == QT_NONE) return true;
    for (uint32_t i = touch->first[r->sentence]; i < touch->first[r->sentence + 1]; i++) {
        uint32_t s = touch->items[i];
        if (r->attached == QT_ATTACHED_CLAUSE && !covers(&statements[s], r->clause)) continue;
        if (!qt_vec_push(arena, &of[s].supports, index)) return false;
    }
    return true;
}

int qt_read_references(const qt_text *text, const qt_touch *touch, qt_arena *arena, qt_statement *statements,
                       quoth_error *error)
{
    size_t n = touch->first[text->sentence_count], count = 0;
    for (size_t i = 0; i < n; i++)
        if (touch->items[i] >= count) count = (size_t)touch->items[i] + 1;
    lists *of = QT_ARENA_NEW(arena, lists, count);
    if (!of) return qt_arena_error(arena, error);
    for (uint32_t i = 0; i < text->reference_count; i++) {
        const qt_reference *r = &text->references[i];
        /* A displaced mark is shown with the sentence before it, which it may support, and with the one behind it,
         * whose reader sees the mark there; it supports neither for certain. */
        bool ok = r->attached == QT_ATTACHED_DISPLACED ? add_unresolved(touch, r->sentence, i, arena, of) &&
                                                             add_unresolved(touch, r->follows, i, arena, of)
                                                       : add_support(touch, r, i, arena, statements, of);
        if (!ok) return qt_arena_error(arena, error);
    }
    for (size_t s = 0; s < count; s++) {
        statements[s].references = of[s].supports.items;
        statements[s].reference_count = (uint32_t)of[s].supports.count;
        statements[s].references_unresolved = of[s].unresolved.items;
        statements[s].unresolved_count = (uint32_t)of[s].unresolved.count;
    }
    return QUOTH_OK;
}
