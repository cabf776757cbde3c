/* Clusters of nodes: a person's decisions first, then what is the same, then what is the same if it is the only one. */
#include <stdlib.h>

#include "entities/cluster.h"

static int compare_firmness(const void *a, const void *b)
{
    const qt_pair *x = *(const qt_pair *const *)a, *y = *(const qt_pair *const *)b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

static int merge_same(qt_clusterer *c)
{
    size_t count = 0;
    qt_pair **same = QT_ARENA_NEW(c->arena, qt_pair *, c->pairs.count);
    if (!same) return qt_arena_error(c->arena, c->error);
    for (size_t i = 0; i < c->pairs.count; i++)
        if (c->pairs.items[i].verdict == QT_VERDICT_SAME) same[count++] = &c->pairs.items[i];
    if (count) qsort(same, count, sizeof *same, compare_firmness);
    for (size_t i = 0; i < count; i++)
        if (!qt_groups_try(c, same[i]->a, same[i]->b, &same[i]->merged)) return qt_arena_error(c->arena, c->error);
    return 0;
}

/* For a cluster of which no node has a full name: the one cluster that has one that fits, and the pair that says so. */
typedef struct sole {
    uint32_t target; /* QT_NONE: none yet; else a root */
    bool several;
    qt_pair *pair;
} sole;

static void note(qt_clusterer *c, sole *soles, const bool *full, qt_pair *pair, uint32_t less, uint32_t more)
{
    uint32_t from = qt_group_root(c, less), to = qt_group_root(c, more);
    if (full[from] || !full[to]) return;
    sole *s = &soles[from];
    if (s->target == QT_NONE) s->target = to;
    s->several |= s->target != to;
    bool better = pair->if_sole && (!s->pair || compare_firmness(&pair, &s->pair) < 0);
    if (better) s->pair = pair;
}

static int merge_sole(qt_clusterer *c)
{
    sole *soles = QT_ARENA_NEW(c->arena, sole, c->nodes.count);
    bool *full = QT_ARENA_NEW(c->arena, bool, c->nodes.count), *crowded = QT_ARENA_NEW(c->arena, bool, c->nodes.count);
    if (!soles || !full || !crowded) return qt_arena_error(c->arena, c->error);
    for (uint32_t n = 0; n < c->nodes.count; n++) {
        soles[n].target = QT_NONE;
        full[qt_group_root(c, n)] |= c->nodes.items[n].read.full;
        crowded[qt_group_root(c, n)] |= c->nodes.items[n].crowded;
    }
    for (size_t i = 0; i < c->pairs.count; i++) {
        qt_pair *pair = &c->pairs.items[i];
        note(c, soles, full, pair, pair->a, pair->b);
        note(c, soles, full, pair, pair->b, pair->a);
    }
    for (uint32_t n = 0; n < c->nodes.count; n++) {
        sole *s = &soles[n];
        if (s->target == QT_NONE || s->several || !s->pair || crowded[n]) continue;
        if (!qt_groups_try(c, n, s->target, &s->pair->merged)) return qt_arena_error(c->arena, c->error);
    }
    return 0;
}

/* ---- a person's decisions ---- */

typedef struct choice {
    uint32_t a, b; /* nodes, a <= b */
    uint32_t index;
} choice;

static int compare_choices(const void *a, const void *b)
{
    const choice *x = a, *y = b;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    if (x->b != y->b) return x->b < y->b ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static bool add_partner(qt_clusterer *c, uint32_t a, uint32_t b)
{
    qt_node *node = &c->nodes.items[a];
    if (node->partner_count == node->partner_capacity &&
        !qt_vec_grow_(c->arena, (void **)&node->partners, &node->partner_capacity, sizeof *node->partners))
        return false;
    node->partners[node->partner_count++] = b;
    return true;
}

static int follow_decisions(qt_clusterer *c, const uint32_t *node_of, const qt_entity_decision *decisions, size_t count,
                            qt_entity_clusters *out)
{
    size_t same = 0;
    choice *choices = QT_ARENA_NEW(c->arena, choice, count);
    out->refused = QT_ARENA_NEW(c->arena, uint32_t, count);
    if (!choices || !out->refused) return qt_arena_error(c->arena, c->error);
    for (size_t i = 0; i < count; i++) {
        uint32_t a = node_of[decisions[i].a], b = node_of[decisions[i].b];
        if (decisions[i].same) choices[same++] = (choice){a < b ? a : b, a < b ? b : a, (uint32_t)i};
        else if (a == b) out->refused[out->refused_count++] = (uint32_t)i; /* nobody is another than himself */
        else if (!add_partner(c, a, b) || !add_partner(c, b, a)) return qt_arena_error(c->arena, c->error);
    }
    if (same) qsort(choices, same, sizeof *choices, compare_choices);
    for (size_t i = 0; i < same; i++) {
        uint32_t a = qt_group_root(c, choices[i].a), b = qt_group_root(c, choices[i].b);
        if (a == b) continue;
        if (qt_groups_decided_apart(c, a, b)) out->refused[out->refused_count++] = choices[i].index;
        else if (!qt_groups_unite(c, a, b)) return qt_arena_error(c->arena, c->error);
    }
    return 0;
}

/* ---- what comes out ---- */

static int number_clusters(qt_clusterer *c, qt_entity_clusters *out)
{
    size_t count = c->nodes.profile_count;
    uint32_t *number = QT_ARENA_NEW(c->arena, uint32_t, c->nodes.count);
    out->cluster = QT_ARENA_NEW(c->arena, uint32_t, count);
    out->first = QT_ARENA_NEW(c->arena, uint32_t, count);
    if (!number || !out->cluster || !out->first) return qt_arena_error(c->arena, c->error);
    for (size_t n = 0; n < c->nodes.count; n++) number[n] = QT_NONE;
    for (size_t i = 0; i < count; i++) {
        uint32_t *known = &number[qt_group_root(c, c->nodes.node[i])];
        if (*known == QT_NONE) {
            *known = (uint32_t)out->count;
            out->first[out->count++] = c->nodes.index[i];
        }
        out->cluster[c->nodes.index[i]] = *known;
    }
    return 0;
}

enum { MOST_MEMBERS = 64 }; /* looked at for the one whose role decided */

static int compare_members(qt_clusterer *c, uint32_t a, uint32_t b, qt_comparison *out)
{
    qt_read x, y;
    qt_arena_reset(c->scratch);
    int rc = qt_profile_read(c->nodes.order[a], c->scratch, &x, c->error);
    if (!rc) rc = qt_profile_read(c->nodes.order[b], c->scratch, &y, c->error);
    if (!rc) qt_read_compare(&x, &y, c->arena, out);
    return rc;
}

/* Compares two profiles again for their reasons, which are views of the caller's strings or lie in the arena. */
static int add_link(qt_clusterer *c, uint32_t a, uint32_t b, bool merged, bool if_sole, qt_entity_clusters *out,
                    size_t *capacity)
{
    if (out->link_count == *capacity && !qt_vec_grow_(c->arena, (void **)&out->links, capacity, sizeof *out->links))
        return qt_arena_error(c->arena, c->error);
    qt_entity_link *link = &out->links[out->link_count];
    *link = (qt_entity_link){.a = c->nodes.index[a], .b = c->nodes.index[b], .merged = merged};
    int rc = compare_members(c, a, b, &link->comparison);
    if (!rc && merged && if_sole)
        qt_evidence_add(&link->comparison, QT_EVIDENCE_SOLE, false, (qt_str){"", 0}, (qt_str){"", 0});
    if (!rc) out->link_count++;
    return rc;
}

/* The members of two nodes that say what the pair says: the first ones, unless a role of another decided. */
static int find_members(qt_clusterer *c, const qt_pair *pair, uint32_t *a, uint32_t *b)
{
    const qt_node *x = &c->nodes.items[pair->a], *y = &c->nodes.items[pair->b];
    *a = x->first;
    *b = y->first;
    for (size_t i = 0; pair->if_sole && i < x->member_count && i < MOST_MEMBERS; i++)
        for (size_t k = 0; k < y->member_count && k < MOST_MEMBERS; k++) {
            qt_comparison found;
            int rc = compare_members(c, x->members[i], y->members[k], &found);
            if (rc) return rc;
            if (!found.if_sole) continue;
            *a = x->members[i];
            *b = y->members[k];
            return 0;
        }
    return 0;
}

static int add_pair(qt_clusterer *c, const qt_pair *pair, qt_entity_clusters *out, size_t *capacity)
{
    uint32_t a, b;
    bool open = pair->verdict >= QT_VERDICT_PROPOSED && qt_group_root(c, pair->a) != qt_group_root(c, pair->b);
    if (!pair->merged && !open) return 0;
    int rc = find_members(c, pair, &a, &b);
    if (rc) return rc;
    return add_link(c, a < b ? a : b, a < b ? b : a, pair->merged, pair->verdict == QT_VERDICT_PROPOSED, out, capacity);
}

static int list_links(qt_clusterer *c, qt_entity_clusters *out)
{
    size_t capacity = 0, next = 0;
    for (uint32_t n = 0; n < c->nodes.count; n++) {
        const qt_node *node = &c->nodes.items[n];
        int rc = 0;
        for (size_t i = 1; !rc && i < node->member_count; i++)
            rc = add_link(c, node->first, node->members[i], true, false, out, &capacity);
        for (; !rc && next < c->pairs.count && c->pairs.items[next].a == n; next++)
            rc = add_pair(c, &c->pairs.items[next], out, &capacity);
        if (rc) return rc;
    }
    return 0;
}

static int read_nodes(qt_clusterer *c, const qt_profile *profiles, size_t count, const qt_entity_decision *decisions,
                      size_t decision_count)
{
    bool *lone = QT_ARENA_NEW(c->arena, bool, count);
    if (!lone) return qt_arena_error(c->arena, c->error);
    for (size_t i = 0; i < decision_count; i++) {
        if (decisions[i].a >= count || decisions[i].b >= count)
            return qt_fail(c->error, QUOTH_REFUSED, "decision %zu names no profile", i);
        lone[decisions[i].a] = lone[decisions[i].b] = true;
    }
    int rc = qt_nodes_make(profiles, count, lone, c->arena, &c->nodes, c->error);
    if (!rc) rc = qt_nodes_pairs(&c->nodes, c->arena, &c->pairs, c->error);
    return rc ? rc : qt_groups_start(c);
}

int qt_entity_cluster(const qt_profile *profiles, size_t profile_count, const qt_entity_decision *decisions,
                      size_t decision_count, qt_arena *arena, qt_entity_clusters *out, quoth_error *error)
{
    qt_clusterer c = {.arena = arena, .error = error, .scratch = qt_arena_scratch(arena)};
    qt_entity_clusters found = {0};
    uint32_t *node_of = QT_ARENA_NEW(arena, uint32_t, profile_count);
    if (!c.scratch || !node_of) {
        qt_arena_free(c.scratch);
        return qt_arena_error(arena, error);
    }
    int rc = read_nodes(&c, profiles, profile_count, decisions, decision_count);
    for (size_t i = 0; !rc && i < profile_count; i++) node_of[c.nodes.index[i]] = c.nodes.node[i];
    if (!rc) rc = follow_decisions(&c, node_of, decisions, decision_count, &found);
    if (!rc) rc = merge_same(&c);
    if (!rc) rc = merge_sole(&c);
    if (!rc) rc = number_clusters(&c, &found);
    if (!rc) rc = list_links(&c, &found);
    qt_arena_free(c.scratch);
    if (!rc) *out = found;
    return rc;
}
