/* "A is B" and "B is C" together say "A is C". Where somebody says "A is not C", the merges on the way from A to C are in
 * conflict with that, and nothing else is.
 *
 * Merges in force span a forest over the keys (union-find, Tarjan 1975); the way is the path in its tree. Merges beside the
 * tree can leave the two joined: then the second round suspends all merges of the tree. Ways are walked within a budget that
 * is linear in the log; what is over it is left to the second round as well. */
#include <stdlib.h>

#include "casefile/settle.h"

enum { STEPS_A_DECISION = 64 };

typedef struct node {
    uint32_t set;                 /* union-find */
    uint32_t parent, edge, depth; /* in the tree: QT_NONE at its root */
    uint32_t first_arc;
} node;

typedef struct arc {
    uint32_t to, edge, next;
} arc;

typedef struct chains {
    const qt_decisions *log;
    qt_settled *out;
    qt_str *keys; /* [count] sorted */
    node *nodes;
    size_t count;
    arc *arcs;
    uint32_t *blame; /* [count] of a tree's root: a decision that its merges are in conflict with */
    size_t arc_count, budget;
} chains;

static int compare_keys(const void *a, const void *b) { return qt_str_compare(*(const qt_str *)a, *(const qt_str *)b); }

static uint32_t node_of(const chains *c, qt_str key)
{
    const qt_str *found = bsearch(&key, c->keys, c->count, sizeof key, compare_keys);
    return (uint32_t)(found - c->keys); /* every pair's key is among them */
}

static uint32_t root_of(chains *c, uint32_t i)
{
    while (c->nodes[i].set != i) i = c->nodes[i].set = c->nodes[c->nodes[i].set].set;
    return i;
}

static bool holds(const chains *c, size_t i, bool apart)
{
    qt_action action = c->log->items[i].action;
    return c->out[i].state == QT_IN_FORCE && (apart ? qt_is_apart(action) : action == QT_ACTION_MERGE);
}

/* Joins the merges in force; those that join two trees become arcs of the forest. */
static void join(chains *c)
{
    c->arc_count = 0;
    for (uint32_t i = 0; i < c->count; i++) c->nodes[i] = (node){i, QT_NONE, QT_NONE, 0, QT_NONE};
    for (uint32_t i = 0; i < c->log->count; i++) {
        if (!holds(c, i, false)) continue;
        uint32_t ends[2] = {node_of(c, c->log->items[i].key), node_of(c, c->log->items[i].other)};
        uint32_t a = root_of(c, ends[0]), b = root_of(c, ends[1]);
        if (a == b) continue;
        c->nodes[a < b ? b : a].set = a < b ? a : b;
        for (int k = 0; k < 2; k++) {
            c->arcs[c->arc_count] = (arc){ends[1 - k], i, c->nodes[ends[k]].first_arc};
            c->nodes[ends[k]].first_arc = (uint32_t)c->arc_count++;
        }
    }
}

/* Gives every node its parent and depth. `queue` has room for all. */
static void plant(chains *c, uint32_t *queue)
{
    for (uint32_t root = 0; root < c->count; root++) {
        if (c->nodes[root].set != root) continue;
        size_t next = 0, queued = 0;
        queue[queued++] = root;
        while (next < queued) {
            uint32_t at = queue[next++];
            for (uint32_t a = c->nodes[at].first_arc; a != QT_NONE; a = c->arcs[a].next) {
                node *child = &c->nodes[c->arcs[a].to];
                if (c->arcs[a].to == c->nodes[at].parent) continue;
                child->parent = at;
                child->edge = c->arcs[a].edge;
                child->depth = c->nodes[at].depth + 1;
                queue[queued++] = c->arcs[a].to;
            }
        }
    }
}

static bool same_author(const chains *c, uint32_t a, uint32_t b)
{
    return qt_str_equal(c->log->items[a].author, c->log->items[b].author);
}

/* Suspends the merges between a and b, which decision `apart` calls two. What the budget does not reach is in conflict
 * whoever said it, and the whole tree is to blame. */
static void suspend_way(chains *c, uint32_t a, uint32_t b, uint32_t apart)
{
    while (a != b) {
        uint32_t *lower = c->nodes[a].depth >= c->nodes[b].depth ? &a : &b;
        uint32_t edge = c->nodes[*lower].edge;
        if (!c->budget) {
            qt_settle_conflict(c->out, apart, edge);
            c->blame[root_of(c, a)] = apart;
            return;
        }
        qt_settle_conflict(c->out, edge, apart);
        if (!same_author(c, edge, apart)) qt_settle_conflict(c->out, apart, edge);
        *lower = c->nodes[*lower].parent;
        c->budget--;
    }
}

static bool joined(chains *c, uint32_t apart, uint32_t *a, uint32_t *b)
{
    *a = node_of(c, c->log->items[apart].key);
    *b = node_of(c, c->log->items[apart].other);
    return root_of(c, *a) == root_of(c, *b);
}

/* All merges in force of every tree that somebody blames. */
static void suspend_trees(chains *c)
{
    for (uint32_t i = 0; i < c->log->count; i++) {
        if (!holds(c, i, false)) continue;
        uint32_t apart = c->blame[root_of(c, node_of(c, c->log->items[i].key))];
        if (apart == QT_NONE) continue;
        qt_settle_conflict(c->out, i, apart);
        if (!same_author(c, i, apart)) qt_settle_conflict(c->out, apart, i);
    }
}

static void forgive(chains *c)
{
    for (uint32_t i = 0; i < c->count; i++) c->blame[i] = QT_NONE;
}

static bool collect_keys(chains *c, qt_arena *arena)
{
    size_t pairs = 0, kept = 0;
    for (size_t i = 0; i < c->log->count; i++) pairs += holds(c, i, true) || holds(c, i, false);
    c->keys = QT_ARENA_NEW(arena, qt_str, pairs * 2);
    c->nodes = QT_ARENA_NEW(arena, node, pairs * 2);
    c->arcs = QT_ARENA_NEW(arena, arc, pairs * 2);
    c->blame = QT_ARENA_NEW(arena, uint32_t, pairs * 2);
    if (!c->keys || !c->nodes || !c->arcs || !c->blame) return false;
    for (size_t i = 0; i < c->log->count; i++) {
        if (!holds(c, i, true) && !holds(c, i, false)) continue;
        c->keys[c->count++] = c->log->items[i].key;
        c->keys[c->count++] = c->log->items[i].other;
    }
    if (c->count) qsort(c->keys, c->count, sizeof *c->keys, compare_keys);
    for (size_t i = 0; i < c->count; i++)
        if (i == 0 || !qt_str_equal(c->keys[i], c->keys[kept - 1])) c->keys[kept++] = c->keys[i];
    c->count = kept;
    return true;
}

bool qt_settle_chains(const qt_decisions *decisions, qt_arena *arena, qt_settled *out)
{
    chains c = {.log = decisions, .out = out, .budget = (decisions->count + 1) * STEPS_A_DECISION};
    uint32_t a, b;
    if (!collect_keys(&c, arena)) return false;
    if (c.count == 0) return true;
    join(&c);
    plant(&c, c.blame); /* room for the nodes is all that it needs */
    forgive(&c);
    for (uint32_t i = 0; i < decisions->count; i++)
        if (holds(&c, i, true) && joined(&c, i, &a, &b)) suspend_way(&c, a, b, i);
    suspend_trees(&c);
    join(&c);
    forgive(&c);
    for (uint32_t i = 0; i < decisions->count; i++)
        if (holds(&c, i, true) && joined(&c, i, &a, &b)) c.blame[root_of(&c, a)] = i;
    suspend_trees(&c);
    return true;
}
