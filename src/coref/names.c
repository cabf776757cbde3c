#include "coref/grouper.h"

#include <stdlib.h>

uint32_t qt_names_root(const qt_grouper *g, uint32_t i)
{
    while (g->group[i] != i) i = g->group[i] = g->group[g->group[i]];
    return i;
}

void qt_names_join(qt_grouper *g, uint32_t a, uint32_t b)
{
    a = qt_names_root(g, a);
    b = qt_names_root(g, b);
    if (a < b) g->group[b] = a;
    else g->group[a] = b;
}

static int compare(const void *left, const void *right)
{
    const qt_name_entry *a = left, *b = right;
    int order = qt_str_compare(a->word, b->word);
    return order ? order : (a->name > b->name) - (a->name < b->name);
}

void qt_by_word(qt_grouper *g, qt_word_of *word, qt_each_run *each)
{
    for (uint32_t i = 0; i < g->count; i++) g->entries[i] = (qt_name_entry){word(g, i), i};
    if (g->count) qsort(g->entries, g->count, sizeof *g->entries, compare);
    for (size_t i = 0, end; i < g->count; i = end) {
        for (end = i + 1; end < g->count && qt_str_equal(g->entries[end].word, g->entries[i].word);) end++;
        each(g, g->entries + i, end - i);
    }
}

/* The type that most of the names have, and how many. */
static uint8_t usual_type(const qt_grouper *g, const qt_name_entry *run, size_t count, size_t *of_it)
{
    size_t votes[QT_MENTION_TYPES] = {0};
    uint8_t best = 0;
    for (size_t i = 0; i < count; i++) votes[g->names[run[i].name].type]++;
    for (size_t t = 1; t < QT_MENTION_TYPES; t++)
        if (votes[t] > votes[best]) best = (uint8_t)t;
    *of_it = votes[best];
    return best;
}

/* Names written alike. One word that is now a person's name and now a place's may be two; where four of five say the same,
 * the fifth was misread. */
static void join_alike(qt_grouper *g, const qt_name_entry *run, size_t count)
{
    size_t votes, last[QT_MENTION_TYPES];
    uint8_t usual = usual_type(g, run, count, &votes);
    bool all = qt_name_length(g, run[0].name) > 1 || votes * 5 >= count * 4;
    for (size_t t = 0; t < QT_MENTION_TYPES; t++) last[t] = count;
    for (size_t i = 0; i < count; i++) {
        uint8_t type = all ? usual : g->names[run[i].name].type;
        if (last[type] < count) qt_names_join(g, run[i].name, run[last[type]].name);
        last[type] = i;
    }
}

int qt_names_group(const qt_words *words, const qt_mention *names, size_t count, qt_arena *arena, uint32_t **group,
                   quoth_error *error)
{
    qt_grouper g = {.words = words, .names = names, .count = count};
    g.group = QT_ARENA_NEW(arena, uint32_t, count);
    g.first = QT_ARENA_NEW(arena, uint32_t, count);
    g.entries = QT_ARENA_NEW(arena, qt_name_entry, count);
    g.nobody = QT_ARENA_NEW(arena, bool, count);
    g.surname = QT_ARENA_NEW(arena, bool, count);
    g.own = QT_ARENA_NEW(arena, uint32_t, count);
    if (!g.group || !g.nobody || !g.surname || !g.own || !g.first || !g.entries) return qt_arena_error(arena, error);
    for (uint32_t i = 0; i < count; i++) {
        bool article = names[i].last - names[i].first > 1 && qt_words_is(words, names[i].first, "the");
        g.group[i] = i;
        g.own[i] = QT_NONE;
        g.first[i] = names[i].first + article;
    }
    qt_by_word(&g, qt_name_whole, join_alike);
    for (uint32_t i = 0; i < count; i++)
        if (names[i].acronym_of != QT_NONE) qt_names_join(&g, i, names[i].acronym_of);
    int status = qt_names_group_bodies(&g, arena, error);
    if (status) return status;
    qt_names_group_persons(&g);
    for (uint32_t i = 0; i < count; i++) g.first[i] = qt_names_root(&g, g.own[i] == QT_NONE ? i : g.own[i]);
    for (uint32_t i = 0; i < count; i++) g.group[i] = g.nobody[i] ? QT_NONE : g.first[i];
    *group = g.group;
    return QUOTH_OK;
}
