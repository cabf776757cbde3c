/* Profiles in canonical order, those that differ in nothing that matters as one. */
#include <stdlib.h>

#include "entities/cluster.h"
#include "mentions/lexicon.h"

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

/* Sorts what is read of a list into `out`, each string once. */
static size_t sort_list(qt_strs list, qt_str *out)
{
    size_t count = 0;
    for (size_t i = 0; i < list.count && i < QT_ENTITY_NAMES; i++) {
        size_t at = count;
        while (at > 0 && qt_str_compare(out[at - 1], list.items[i]) > 0) at--;
        if (at > 0 && qt_str_equal(out[at - 1], list.items[i])) continue;
        memmove(&out[at + 1], &out[at], (count - at) * sizeof *out);
        out[at] = list.items[i];
        count++;
    }
    return count;
}

static int compare_lists(qt_strs a, qt_strs b)
{
    qt_str x[QT_ENTITY_NAMES], y[QT_ENTITY_NAMES];
    size_t m = sort_list(a, x), n = sort_list(b, y);
    if (m != n) return m < n ? -1 : 1;
    for (size_t i = 0; i < m; i++) {
        int order = qt_str_compare(x[i], y[i]);
        if (order) return order;
    }
    return 0;
}

static unsigned sexes(const qt_profile *p)
{
    unsigned set = 0;
    for (size_t i = 0; i < p->titles.count && i < QT_ENTITY_NAMES; i++)
        set |= (unsigned char)qt_title_sex(p->titles.items[i]);
    return set;
}

/* By all that can tell two apart or together but for ages, status and documents, which find_sure() and group() see to. Roles only
 * ever help somebody of whom less than the full name is known. */
static int compare_contents(const qt_profile *a, const qt_profile *b)
{
    int order = (a->type > b->type) - (a->type < b->type);
    if (!order) order = (a->government > b->government) - (a->government < b->government);
    if (!order) order = compare_lists(a->names, b->names);
    if (!order) order = compare_lists(a->originals, b->originals);
    if (!order && a->type == QT_MENTION_PERSON) {
        unsigned x = sexes(a), y = sexes(b);
        order = (x > y) - (x < y);
    }
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

/* Whether another profile of these contents would be the same without a look at contexts and roles. */
static int find_sure(const qt_profile *p, qt_arena *arena, bool *sure, quoth_error *error)
{
    qt_profile x = *p, y = *p;
    qt_comparison c;
    x.context = x.roles = x.titles = x.descriptions = (qt_strs){NULL, 0};
    x.status = x.anonymous = false;
    x.age = QT_ENTITY_NO_AGE;
    y = x;
    x.key = x.document = QT_STR("1");
    y.key = y.document = QT_STR("2");
    const int rc = qt_entity_compare(&x, &y, arena, &c, error);
    *sure = !rc && c.verdict == QT_VERDICT_SAME;
    return rc;
}

/* Marks with one group number the candidates [first, last) of one content that may be one node. */
static int group(const candidate *c, size_t first, size_t last, qt_arena *parent, uint32_t *group_of, uint32_t number,
                 quoth_error *error)
{
    bool sure = false;
    if (last - first < 2) return 0;
    qt_arena *arena = qt_arena_scratch(parent);
    if (!arena) return qt_arena_error(parent, error);
    const int rc = find_sure(c[first].profile, arena, &sure, error);
    qt_arena_free(arena);
    for (size_t i = first; sure && i < last; i++) {
        bool person = c[i].profile->type == QT_MENTION_PERSON;
        bool before = i > first && qt_str_equal(c[i].profile->document, c[i - 1].profile->document);
        bool after = i + 1 < last && qt_str_equal(c[i].profile->document, c[i + 1].profile->document);
        const qt_profile *p = c[i].profile;
        bool plain = !p->status && !p->anonymous && p->age == QT_ENTITY_NO_AGE;
        if (!c[i].lone && plain && !(person && (before || after))) group_of[c[i].at] = number;
    }
    return rc;
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
        const int rc = group(c, first, last, arena, group_of, (uint32_t)first, error);
        if (rc) return rc;
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

/* The first titles or roles of the members, in canonical order, each once; `which` is an offset in qt_profile. */
static bool gather(const qt_nodes *nodes, const qt_node *node, size_t which, qt_strs *out, qt_arena *arena)
{
    qt_str *items = QT_ARENA_NEW(arena, qt_str, QT_ENTITY_NAMES);
    size_t count = 0;
    if (!items) return false;
    for (size_t m = 0; m < node->member_count && count < QT_ENTITY_NAMES; m++) {
        qt_strs list;
        memcpy(&list, (const char *)nodes->order[node->members[m]] + which, sizeof list);
        for (size_t i = 0; i < list.count && i < QT_ENTITY_NAMES && count < QT_ENTITY_NAMES; i++) {
            size_t k = 0;
            while (k < count && !qt_str_equal(items[k], list.items[i])) k++;
            if (k == count) items[count++] = list.items[i];
        }
    }
    *out = (qt_strs){items, count};
    return true;
}

static int read_node(const qt_nodes *nodes, qt_node *node, qt_arena *arena, quoth_error *error)
{
    node->profile = *nodes->order[node->first];
    if (node->member_count > 1 && node->profile.type == QT_MENTION_PERSON &&
        (!gather(nodes, node, offsetof(qt_profile, titles), &node->profile.titles, arena) ||
         !gather(nodes, node, offsetof(qt_profile, roles), &node->profile.roles, arena)))
        return qt_arena_error(arena, error);
    return qt_profile_read(&node->profile, arena, &node->read, error);
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
    for (size_t n = 0; !rc && n < out->count; n++) rc = read_node(out, &out->items[n], arena, error);
    return rc;
}
