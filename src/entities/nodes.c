/* Profiles in canonical order, those that differ in nothing that matters as one. */
#include <stdlib.h>

#include "entities/cluster.h"

typedef struct entry {
    const qt_profile *profile;
    uint32_t index;
} entry;

static int compare_keys(const void *a, const void *b)
{
    return qt_str_compare(((const entry *)a)->profile->key, ((const entry *)b)->profile->key);
}

static int sort_profiles(const qt_profile *profiles, size_t count, qt_arena *arena, qt_nodes *out, quoth_error *error)
{
    entry *entries = QT_ARENA_NEW(arena, entry, count);
    out->order = QT_ARENA_NEW(arena, const qt_profile *, count);
    out->index = QT_ARENA_NEW(arena, uint32_t, count);
    out->node = QT_ARENA_NEW(arena, uint32_t, count);
    if (!entries || !out->order || !out->index || !out->node) return qt_arena_error(arena, error);
    for (size_t i = 0; i < count; i++) entries[i] = (entry){&profiles[i], (uint32_t)i};
    if (count) qsort(entries, count, sizeof *entries, compare_keys);
    for (size_t i = 0; i < count; i++) {
        if (i && qt_str_equal(entries[i].profile->key, entries[i - 1].profile->key))
            return qt_fail(error, QUOTH_REFUSED, "two profiles have the key %.*s", QT_STR_ARG(entries[i].profile->key));
        out->order[i] = entries[i].profile;
        out->index[i] = entries[i].index;
    }
    out->profile_count = count;
    return 0;
}

static int compare_lists(qt_strs a, qt_strs b)
{
    if (a.count != b.count) return a.count < b.count ? -1 : 1;
    for (size_t i = 0; i < a.count; i++) {
        int order = qt_str_compare(a.items[i], b.items[i]);
        if (order) return order;
    }
    return 0;
}

/* By all that comparing looks at, but for the document, its date and its context, and for descriptions, which weigh little. */
static int compare_contents(const qt_profile *a, const qt_profile *b)
{
    int order = (a->type > b->type) - (a->type < b->type);
    if (!order) order = (a->government > b->government) - (a->government < b->government);
    if (!order) order = compare_lists(a->names, b->names);
    if (!order) order = compare_lists(a->originals, b->originals);
    if (!order) order = compare_lists(a->titles, b->titles);
    if (!order) order = compare_lists(a->roles, b->roles);
    return order;
}

typedef struct candidate {
    const qt_profile *profile;
    uint32_t at; /* position */
    bool lone;
} candidate;

static int compare_candidates(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    int order = compare_contents(x->profile, y->profile);
    if (!order) order = qt_str_compare(x->profile->document, y->profile->document);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* Whether another profile of these contents would be the same without a look at the contexts. */
static bool is_sure(const qt_profile *p, qt_arena *arena, bool *sure, quoth_error *error)
{
    qt_profile x = *p, y = *p;
    qt_comparison c;
    *sure = false;
    if (p->status || p->anonymous || p->age != QT_ENTITY_NO_AGE) return true;
    x.context = y.context = (qt_strs){NULL, 0};
    x.key = x.document = QT_STR("1");
    y.key = y.document = QT_STR("2");
    if (qt_entity_compare(&x, &y, arena, &c, error)) return false;
    *sure = c.verdict == QT_VERDICT_SAME;
    return true;
}

/* Marks with one group number the candidates [first, last) of one content that may be one node. */
static bool group(candidate *c, size_t first, size_t last, qt_arena *parent, uint32_t *group_of, uint32_t number,
                  quoth_error *error)
{
    bool sure = false;
    if (last - first < 2) return true;
    qt_arena *arena = qt_arena_scratch(parent);
    if (!arena) return qt_arena_error(parent, error) == 0;
    bool done = is_sure(c[first].profile, arena, &sure, error);
    qt_arena_free(arena);
    for (size_t i = first; sure && i < last; i++) {
        bool person = c[i].profile->type == QT_MENTION_PERSON;
        bool before = i > first && qt_str_equal(c[i].profile->document, c[i - 1].profile->document);
        bool after = i + 1 < last && qt_str_equal(c[i].profile->document, c[i + 1].profile->document);
        if (!c[i].lone && !(person && (before || after))) group_of[c[i].at] = number;
    }
    return done;
}

/* group_of[position]: the same number for profiles of one node, QT_NONE for one by itself. */
static int find_groups(const qt_nodes *nodes, const bool *lone, qt_arena *arena, uint32_t *group_of, quoth_error *error)
{
    size_t count = nodes->profile_count;
    candidate *c = QT_ARENA_NEW(arena, candidate, count);
    if (!c) return qt_arena_error(arena, error);
    for (size_t i = 0; i < count; i++) {
        c[i] = (candidate){nodes->order[i], (uint32_t)i, lone[nodes->index[i]]};
        group_of[i] = QT_NONE;
    }
    if (count) qsort(c, count, sizeof *c, compare_candidates);
    for (size_t first = 0, last; first < count; first = last) {
        last = first + 1;
        while (last < count && compare_contents(c[first].profile, c[last].profile) == 0) last++;
        if (!group(c, first, last, arena, group_of, (uint32_t)first, error)) return QUOTH_FAILED;
    }
    return 0;
}

static int fill(qt_nodes *nodes, const uint32_t *group_of, qt_arena *arena, quoth_error *error)
{
    size_t count = nodes->profile_count;
    uint32_t *node_of_group = QT_ARENA_NEW(arena, uint32_t, count);
    nodes->items = QT_ARENA_NEW(arena, qt_node, count);
    if (!node_of_group || !nodes->items) return qt_arena_error(arena, error);
    for (size_t i = 0; i < count; i++) node_of_group[i] = QT_NONE;
    for (size_t i = 0; i < count; i++) {
        uint32_t *known = group_of[i] == QT_NONE ? NULL : &node_of_group[group_of[i]];
        if (!known || *known == QT_NONE) {
            if (known) *known = (uint32_t)nodes->count;
            nodes->node[i] = (uint32_t)nodes->count;
            nodes->items[nodes->count++].first = (uint32_t)i;
        } else {
            nodes->node[i] = *known;
        }
        nodes->items[nodes->node[i]].member_count++;
    }
    for (size_t n = 0; n < nodes->count; n++) {
        qt_node *node = &nodes->items[n];
        node->members = QT_ARENA_NEW(arena, uint32_t, node->member_count);
        if (!node->members) return qt_arena_error(arena, error);
        node->member_count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        qt_node *node = &nodes->items[nodes->node[i]];
        node->members[node->member_count++] = (uint32_t)i;
    }
    return 0;
}

int qt_nodes_make(const qt_profile *profiles, size_t count, const bool *lone, qt_arena *arena, qt_nodes *out,
                  quoth_error *error)
{
    *out = (qt_nodes){0};
    uint32_t *group_of = QT_ARENA_NEW(arena, uint32_t, count);
    if (!group_of) return qt_arena_error(arena, error);
    int rc = sort_profiles(profiles, count, arena, out, error);
    if (!rc) rc = find_groups(out, lone, arena, group_of, error);
    if (!rc) rc = fill(out, group_of, arena, error);
    for (size_t n = 0; !rc && n < out->count; n++)
        rc = qt_profile_read(out->order[out->items[n].first], arena, &out->items[n].read, error);
    return rc;
}
