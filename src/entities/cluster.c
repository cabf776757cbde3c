/* Clusters of nodes: a person's decisions first, then what is the same, then what is the same if it is the only one. */
#include <stdlib.h>

#include "entities/cluster.h"

typedef struct group { /* of a root */
    uint32_t *nodes;
    size_t count;
    uint32_t *documents; /* of people: ranks, sorted */
    size_t document_count;
} group;

typedef struct clusterer {
    qt_nodes nodes;
    qt_pairs pairs;
    uint32_t *parent;  /* [node] */
    group *groups;     /* [node], of roots */
    uint64_t *refused; /* pairs of roots that may not meet, an open table; 0 is free */
    size_t refused_size, refused_count;
    qt_arena *arena, *scratch;
    quoth_error *error;
} clusterer;

static uint32_t root(clusterer *c, uint32_t n)
{
    while (c->parent[n] != n) n = c->parent[n] = c->parent[c->parent[n]];
    return n;
}

/* ---- which clusters may not meet ---- */

/* Free slot or the slot of `code`. */
static size_t slot(const uint64_t *table, size_t size, uint64_t code)
{
    size_t at = (size_t)((code * 0x9e3779b97f4a7c15u) >> 20) & (size - 1);
    while (table[at] && table[at] != code) at = (at + 1) & (size - 1);
    return at;
}

static uint64_t code_of(uint32_t a, uint32_t b)
{
    return a < b ? (uint64_t)a << 32 | (b + 1ull) : (uint64_t)b << 32 | (a + 1ull);
}

static bool is_refused(const clusterer *c, uint32_t a, uint32_t b)
{
    return c->refused_size && c->refused[slot(c->refused, c->refused_size, code_of(a, b))] != 0;
}

/* What two clusters may not, they may not when they have grown; a root that changes is only asked again. */
static bool refuse(clusterer *c, uint32_t a, uint32_t b)
{
    if ((c->refused_count + 1) * 2 > c->refused_size) {
        size_t size = c->refused_size ? c->refused_size * 2 : 64;
        uint64_t *table = QT_ARENA_NEW(c->arena, uint64_t, size);
        if (!table) return false;
        for (size_t i = 0; i < c->refused_size; i++)
            if (c->refused[i]) table[slot(table, size, c->refused[i])] = c->refused[i];
        c->refused = table;
        c->refused_size = size;
    }
    uint64_t code = code_of(a, b);
    c->refused[slot(c->refused, c->refused_size, code)] = code;
    c->refused_count++;
    return true;
}

static bool share_document(const group *a, const group *b)
{
    for (size_t i = 0, k = 0; i < a->document_count && k < b->document_count;) {
        if (a->documents[i] == b->documents[k]) return true;
        if (a->documents[i] < b->documents[k]) i++;
        else k++;
    }
    return false;
}

static bool decided_apart(clusterer *c, uint32_t a, uint32_t b)
{
    uint32_t less = c->groups[a].count <= c->groups[b].count ? a : b, other = less == a ? b : a;
    for (size_t i = 0; i < c->groups[less].count; i++) {
        const qt_node *node = &c->nodes.items[c->groups[less].nodes[i]];
        for (size_t k = 0; k < node->partner_count; k++)
            if (root(c, node->partners[k]) == other) return true;
    }
    return false;
}

/* Every node of one against every node of the other. */
static bool may_meet(clusterer *c, uint32_t a, uint32_t b)
{
    const group *x = &c->groups[a], *y = &c->groups[b];
    if (x->count + y->count > QT_ENTITY_CLUSTER || share_document(x, y) || decided_apart(c, a, b)) return false;
    for (size_t i = 0; i < x->count; i++)
        for (size_t k = 0; k < y->count; k++) {
            qt_comparison found;
            qt_arena_reset(c->scratch);
            qt_read_compare(&c->nodes.items[x->nodes[i]].read, &c->nodes.items[y->nodes[k]].read, c->scratch, &found);
            if (found.apart) return false;
        }
    return true;
}

/* ---- putting together ---- */

static uint32_t *merge_sorted(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, size_t *count,
                              qt_arena *arena)
{
    uint32_t *out = QT_ARENA_NEW(arena, uint32_t, a_count + b_count);
    size_t used = 0;
    if (!out) return NULL;
    for (size_t i = 0, k = 0; i < a_count || k < b_count;) {
        uint32_t next = k == b_count || (i < a_count && a[i] <= b[k]) ? a[i++] : b[k++];
        if (used == 0 || out[used - 1] != next) out[used++] = next;
    }
    *count = used;
    return out;
}

static bool unite(clusterer *c, uint32_t a, uint32_t b)
{
    uint32_t to = a < b ? a : b, from = a < b ? b : a;
    group *x = &c->groups[to], *y = &c->groups[from];
    uint32_t *nodes = merge_sorted(x->nodes, x->count, y->nodes, y->count, &x->count, c->arena);
    uint32_t *documents =
        merge_sorted(x->documents, x->document_count, y->documents, y->document_count, &x->document_count, c->arena);
    if (!nodes || !documents) return false;
    x->nodes = nodes;
    x->documents = documents;
    c->parent[from] = to;
    return true;
}

/* Unites what may meet; false where memory is out. */
static bool try_unite(clusterer *c, uint32_t a, uint32_t b, bool *done)
{
    uint32_t x = root(c, a), y = root(c, b);
    *done = false;
    if (x == y || is_refused(c, x, y)) return true;
    if (!may_meet(c, x, y)) return refuse(c, x, y);
    *done = true;
    return unite(c, x, y);
}

static int compare_firmness(const void *a, const void *b)
{
    const qt_pair *x = *(const qt_pair *const *)a, *y = *(const qt_pair *const *)b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

static int merge_same(clusterer *c)
{
    size_t count = 0;
    qt_pair **same = QT_ARENA_NEW(c->arena, qt_pair *, c->pairs.count);
    if (!same) return qt_arena_error(c->arena, c->error);
    for (size_t i = 0; i < c->pairs.count; i++)
        if (c->pairs.items[i].verdict == QT_VERDICT_SAME) same[count++] = &c->pairs.items[i];
    if (count) qsort(same, count, sizeof *same, compare_firmness);
    for (size_t i = 0; i < count; i++)
        if (!try_unite(c, same[i]->a, same[i]->b, &same[i]->merged)) return qt_arena_error(c->arena, c->error);
    return 0;
}

/* For a cluster of which no node has a full name: the one cluster that has one that fits, and the pair that says so. */
typedef struct sole {
    uint32_t target; /* QT_NONE: none yet; else a root */
    bool several;
    qt_pair *pair;
} sole;

static void note(clusterer *c, sole *soles, const bool *full, qt_pair *pair, uint32_t less, uint32_t more)
{
    uint32_t from = root(c, less), to = root(c, more);
    if (full[from] || !full[to]) return;
    sole *s = &soles[from];
    if (s->target == QT_NONE) s->target = to;
    s->several |= s->target != to;
    bool better = pair->if_sole && (!s->pair || compare_firmness(&pair, &s->pair) < 0);
    if (better) s->pair = pair;
}

static int merge_sole(clusterer *c)
{
    sole *soles = QT_ARENA_NEW(c->arena, sole, c->nodes.count);
    bool *full = QT_ARENA_NEW(c->arena, bool, c->nodes.count), *crowded = QT_ARENA_NEW(c->arena, bool, c->nodes.count);
    if (!soles || !full || !crowded) return qt_arena_error(c->arena, c->error);
    for (uint32_t n = 0; n < c->nodes.count; n++) {
        soles[n].target = QT_NONE;
        full[root(c, n)] |= c->nodes.items[n].read.full;
        crowded[root(c, n)] |= c->nodes.items[n].crowded;
    }
    for (size_t i = 0; i < c->pairs.count; i++) {
        qt_pair *pair = &c->pairs.items[i];
        note(c, soles, full, pair, pair->a, pair->b);
        note(c, soles, full, pair, pair->b, pair->a);
    }
    for (uint32_t n = 0; n < c->nodes.count; n++) {
        sole *s = &soles[n];
        if (s->target == QT_NONE || s->several || !s->pair || crowded[n]) continue;
        if (!try_unite(c, n, s->target, &s->pair->merged)) return qt_arena_error(c->arena, c->error);
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

static bool add_partner(clusterer *c, uint32_t a, uint32_t b)
{
    qt_node *node = &c->nodes.items[a];
    if (node->partner_count == node->partner_capacity &&
        !qt_vec_grow_(c->arena, (void **)&node->partners, &node->partner_capacity, sizeof *node->partners))
        return false;
    node->partners[node->partner_count++] = b;
    return true;
}

static int follow_decisions(clusterer *c, const uint32_t *node_of, const qt_entity_decision *decisions, size_t count,
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
        uint32_t a = root(c, choices[i].a), b = root(c, choices[i].b);
        if (a == b) continue;
        if (decided_apart(c, a, b)) out->refused[out->refused_count++] = choices[i].index;
        else if (!unite(c, a, b)) return qt_arena_error(c->arena, c->error);
    }
    return 0;
}

/* ---- documents as ranks ---- */

typedef struct ranked {
    qt_str document;
    uint32_t at;
} ranked;

static int compare_ranked(const void *a, const void *b)
{
    return qt_str_compare(((const ranked *)a)->document, ((const ranked *)b)->document);
}

static int start(clusterer *c)
{
    size_t count = c->nodes.profile_count;
    ranked *documents = QT_ARENA_NEW(c->arena, ranked, count);
    uint32_t *rank = QT_ARENA_NEW(c->arena, uint32_t, count);
    c->parent = QT_ARENA_NEW(c->arena, uint32_t, c->nodes.count);
    c->groups = QT_ARENA_NEW(c->arena, group, c->nodes.count);
    if (!documents || !rank || !c->parent || !c->groups) return qt_arena_error(c->arena, c->error);
    for (size_t i = 0; i < count; i++) documents[i] = (ranked){c->nodes.order[i]->document, (uint32_t)i};
    if (count) qsort(documents, count, sizeof *documents, compare_ranked);
    for (size_t i = 0, next = 0; i < count; i++) {
        next += i && !qt_str_equal(documents[i].document, documents[i - 1].document);
        rank[documents[i].at] = (uint32_t)next;
    }
    for (uint32_t n = 0; n < c->nodes.count; n++) {
        const qt_node *node = &c->nodes.items[n];
        group *g = &c->groups[n];
        c->parent[n] = n;
        g->nodes = QT_ARENA_NEW(c->arena, uint32_t, 1);
        g->documents = QT_ARENA_NEW(c->arena, uint32_t, node->member_count);
        if (!g->nodes || !g->documents) return qt_arena_error(c->arena, c->error);
        g->nodes[g->count++] = n;
        if (node->read.profile->type != QT_MENTION_PERSON) continue;
        for (size_t i = 0; i < node->member_count; i++)
            if (node->read.profile->document.size) g->documents[g->document_count++] = rank[node->members[i]];
    }
    return 0;
}

/* ---- what comes out ---- */

static int number_clusters(clusterer *c, qt_entity_clusters *out)
{
    size_t count = c->nodes.profile_count;
    uint32_t *number = QT_ARENA_NEW(c->arena, uint32_t, c->nodes.count);
    out->cluster = QT_ARENA_NEW(c->arena, uint32_t, count);
    out->first = QT_ARENA_NEW(c->arena, uint32_t, count);
    if (!number || !out->cluster || !out->first) return qt_arena_error(c->arena, c->error);
    for (size_t n = 0; n < c->nodes.count; n++) number[n] = QT_NONE;
    for (size_t i = 0; i < count; i++) {
        uint32_t *known = &number[root(c, c->nodes.node[i])];
        if (*known == QT_NONE) {
            *known = (uint32_t)out->count;
            out->first[out->count++] = c->nodes.index[i];
        }
        out->cluster[c->nodes.index[i]] = *known;
    }
    return 0;
}

/* Compares two profiles again for their reasons. */
static int add_link(clusterer *c, uint32_t a, uint32_t b, bool merged, bool if_sole, qt_entity_clusters *out,
                    size_t *capacity)
{
    if (out->link_count == *capacity && !qt_vec_grow_(c->arena, (void **)&out->links, capacity, sizeof *out->links))
        return qt_arena_error(c->arena, c->error);
    qt_entity_link *link = &out->links[out->link_count];
    *link = (qt_entity_link){.a = c->nodes.index[a], .b = c->nodes.index[b], .merged = merged};
    int rc = qt_entity_compare(c->nodes.order[a], c->nodes.order[b], c->arena, &link->comparison, c->error);
    if (!rc && merged && if_sole)
        qt_evidence_add(&link->comparison, QT_EVIDENCE_SOLE, false, (qt_str){"", 0}, (qt_str){"", 0});
    if (!rc) out->link_count++;
    return rc;
}

static int list_links(clusterer *c, qt_entity_clusters *out)
{
    size_t capacity = 0, next = 0;
    for (uint32_t n = 0; n < c->nodes.count; n++) {
        const qt_node *node = &c->nodes.items[n];
        for (size_t i = 1; i < node->member_count; i++) {
            int rc = add_link(c, node->first, node->members[i], true, false, out, &capacity);
            if (rc) return rc;
        }
        for (; next < c->pairs.count && c->pairs.items[next].a == n; next++) {
            const qt_pair *pair = &c->pairs.items[next];
            bool open = pair->verdict >= QT_VERDICT_PROPOSED && root(c, pair->a) != root(c, pair->b);
            if (!pair->merged && !open) continue;
            bool if_sole = pair->verdict == QT_VERDICT_PROPOSED;
            int rc = add_link(c, node->first, c->nodes.items[pair->b].first, pair->merged, if_sole, out, &capacity);
            if (rc) return rc;
        }
    }
    return 0;
}

static int read_nodes(clusterer *c, const qt_profile *profiles, size_t count, const qt_entity_decision *decisions,
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
    return rc ? rc : start(c);
}

int qt_entity_cluster(const qt_profile *profiles, size_t profile_count, const qt_entity_decision *decisions,
                      size_t decision_count, qt_arena *arena, qt_entity_clusters *out, quoth_error *error)
{
    clusterer c = {.arena = arena, .error = error, .scratch = qt_arena_scratch(arena)};
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
