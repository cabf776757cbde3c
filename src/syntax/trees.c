#include "syntax/syntax.h"

/* children[] sorted by head, left to right within one: counting sort. */
static void list_children(const qt_syntax *s, uint32_t begin, uint32_t end, uint32_t *first, uint32_t *children)
{
    uint32_t count = end - begin, total = 0;
    for (uint32_t t = begin; t < end; t++)
        if (s->words[t].head != QT_NONE) first[s->words[t].head - begin + 1]++;
    for (uint32_t i = 0; i < count; i++) first[i + 1] += first[i];
    for (uint32_t t = end; t-- > begin;) /* from the right: each goes before those already there */
        if (s->words[t].head != QT_NONE) children[--first[s->words[t].head - begin + 1]] = t;
    for (uint32_t i = 0; i < count; i++) {
        first[i] = first[i + 1]; /* where the children of i begin stood one place too far right */
        total += s->words[begin + i].head != QT_NONE;
    }
    first[count] = total;
}

/* Every word widens the reach of those above it, up to one that has it already. */
static void find_reach(const qt_syntax *s, uint32_t begin, uint32_t end, qt_reach *reach)
{
    for (uint32_t t = begin; t < end; t++) reach[t - begin] = (qt_reach){t, t + 1};
    for (uint32_t t = begin; t < end; t++)
        for (uint32_t h = s->words[t].head; h != QT_NONE; h = s->words[h].head) {
            qt_reach *r = &reach[h - begin];
            if (r->first <= t && r->last > t) break;
            if (r->first > t) r->first = t;
            if (r->last <= t) r->last = t + 1;
        }
}

int qt_trees_read(const qt_syntax *syntax, uint32_t begin, uint32_t end, qt_arena *arena, qt_trees *out,
                  quoth_error *error)
{
    uint32_t count = end - begin;
    uint32_t *first = QT_ARENA_NEW(arena, uint32_t, (size_t)count + 1);
    uint32_t *children = QT_ARENA_NEW(arena, uint32_t, count);
    qt_reach *reach = QT_ARENA_NEW(arena, qt_reach, count);
    if (!first || !children || !reach) return qt_arena_error(arena, error);
    list_children(syntax, begin, end, first, children);
    find_reach(syntax, begin, end, reach);
    *out = (qt_trees){begin, end, first, children, reach};
    return QUOTH_OK;
}
