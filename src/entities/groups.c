/* Clusters as they grow: which nodes they have, and which may not meet. */
#include <stdlib.h>

#include "entities/cluster.h"

uint32_t qt_group_root(qt_clusterer *c, uint32_t n)
{
    while (c->parent[n] != n) n = c->parent[n] = c->parent[c->parent[n]];
    return n;
}

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

static bool is_refused(const qt_clusterer *c, uint32_t a, uint32_t b)
{
    return c->refused_size && c->refused[slot(c->refused, c->refused_size, code_of(a, b))] != 0;
}

/* What two clusters may not, they may not when they have grown; a root that changes is only asked again. */
static bool refuse(qt_clusterer *c, uint32_t a, uint32_t b)
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

static bool share_document(const qt_group *a, const qt_group *b)
{
    for (size_t i = 0, k = 0; i < a->document_count && k < b->document_count;) {
        if (a->documents[i] == b->documents[k]) return true;
        if (a->documents[i] < b->documents[k]) i++;
        else k++;
    }
    return false;
}

bool qt_groups_decided_apart(qt_clusterer *c, uint32_t a, uint32_t b)
{
    uint32_t less = c->groups[a].count <= c->groups[b].count ? a : b, other = less == a ? b : a;
    for (size_t i = 0; i < c->groups[less].count; i++) {
        const qt_node *node = &c->nodes.items[c->groups[less].nodes[i]];
        for (size_t k = 0; k < node->partner_count; k++)
            if (qt_group_root(c, node->partners[k]) == other) return true;
    }
    return false;
}

/* Every node of one against every node of the other. */
static bool may_meet(qt_clusterer *c, uint32_t a, uint32_t b)
{
    const qt_group *x = &c->groups[a], *y = &c->groups[b];
    if (x->count + y->count > QT_ENTITY_CLUSTER || share_document(x, y) || qt_groups_decided_apart(c, a, b))
        return false;
    for (size_t i = 0; i < x->count; i++)
        for (size_t k = 0; k < y->count; k++) {
            qt_comparison found;
            qt_arena_reset(c->scratch);
            qt_read_compare(&c->nodes.items[x->nodes[i]].read, &c->nodes.items[y->nodes[k]].read, c->scratch, &found);
            if (found.apart) return false;
        }
    return true;
}

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

bool qt_groups_unite(qt_clusterer *c, uint32_t a, uint32_t b)
{
    uint32_t to = a < b ? a : b, from = a < b ? b : a;
    qt_group *x = &c->groups[to], *y = &c->groups[from];
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
bool qt_groups_try(qt_clusterer *c, uint32_t a, uint32_t b, bool *done)
{
    uint32_t x = qt_group_root(c, a), y = qt_group_root(c, b);
    *done = false;
    if (x == y || is_refused(c, x, y)) return true;
    if (!may_meet(c, x, y)) return refuse(c, x, y);
    *done = true;
    return qt_groups_unite(c, x, y);
}

typedef struct ranked {
    qt_str document;
    uint32_t at;
} ranked;

static int compare_ranked(const void *a, const void *b)
{
    return qt_str_compare(((const ranked *)a)->document, ((const ranked *)b)->document);
}

int qt_groups_start(qt_clusterer *c)
{
    size_t count = c->nodes.profile_count;
    ranked *documents = QT_ARENA_NEW(c->arena, ranked, count);
    uint32_t *rank = QT_ARENA_NEW(c->arena, uint32_t, count);
    c->parent = QT_ARENA_NEW(c->arena, uint32_t, c->nodes.count);
    c->groups = QT_ARENA_NEW(c->arena, qt_group, c->nodes.count);
    if (!documents || !rank || !c->parent || !c->groups) return qt_arena_error(c->arena, c->error);
    for (size_t i = 0; i < count; i++) documents[i] = (ranked){c->nodes.order[i]->document, (uint32_t)i};
    if (count) qsort(documents, count, sizeof *documents, compare_ranked);
    for (size_t i = 0, next = 0; i < count; i++) {
        next += i && !qt_str_equal(documents[i].document, documents[i - 1].document);
        rank[documents[i].at] = (uint32_t)next;
    }
    for (uint32_t n = 0; n < c->nodes.count; n++) {
        const qt_node *node = &c->nodes.items[n];
        qt_group *g = &c->groups[n];
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
