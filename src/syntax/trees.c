#include "syntax/syntax.h"

/* children[] sorted by head, left to right within one: counting sort. */
static void list_children(const qt_syntax *s, uint32_t *first, uint32_t *children)
{
    for (size_t t = 0; t < s->count; t++)
        if (s->words[t].head != QT_NONE) first[s->words[t].head + 1]++;
    for (size_t t = 0; t < s->count; t++) first[t + 1] += first[t];
    for (size_t t = s->count; t-- > 0;) /* from the right: each goes before those already there */
        if (s->words[t].head != QT_NONE) children[--first[s->words[t].head + 1]] = (uint32_t)t;
    uint32_t total = 0;
    for (size_t t = 0; t < s->count; t++) {
        first[t] = first[t + 1]; /* where the children of t begin stood one place too far right */
        total += s->words[t].head != QT_NONE;
    }
    first[s->count] = total;
}

/* Every word widens the reach of those above it, up to one that has it already. */
static void find_reach(const qt_syntax *s, qt_reach *reach)
{
    for (uint32_t t = 0; t < s->count; t++) reach[t] = (qt_reach){t, t + 1};
    for (uint32_t t = 0; t < s->count; t++)
        for (uint32_t h = s->words[t].head; h != QT_NONE && (reach[h].first > t || reach[h].last <= t);
             h = s->words[h].head) {
            if (reach[h].first > t) reach[h].first = t;
            if (reach[h].last <= t) reach[h].last = t + 1;
        }
}

int qt_trees_read(const qt_syntax *syntax, qt_arena *arena, qt_trees *out, quoth_error *error)
{
    uint32_t *first = QT_ARENA_NEW(arena, uint32_t, syntax->count + 1);
    uint32_t *children = QT_ARENA_NEW(arena, uint32_t, syntax->count);
    qt_reach *reach = QT_ARENA_NEW(arena, qt_reach, syntax->count);
    if (!first || !children || !reach) return qt_arena_error(arena, error);
    list_children(syntax, first, children);
    find_reach(syntax, reach);
    *out = (qt_trees){first, children, reach};
    return QUOTH_OK;
}
