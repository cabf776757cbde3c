#include "nn/tree.h"

#include <math.h>
#include <stdlib.h>

enum {
    NODES = QT_TREE_MAX + 1, /* the words, and the root behind them */
    GROUPS = 2 * NODES,      /* nodes, and what they are contracted to */
};

/* An arc that enters a group: between two nodes. */
typedef struct arc {
    uint16_t from, to;
} arc;

struct qt_tree {
    double score[NODES][NODES]; /* of the best arc from node u into group g: score[slot[g]][u], less what it replaces */
    uint16_t enters[NODES][NODES];        /* the node in group g that this arc enters */
    uint16_t slot[GROUPS];                /* the row of a group: that of one of its nodes */
    uint16_t group[NODES];                /* the outermost group of each node */
    uint16_t parent[GROUPS];              /* the group that a group was contracted to, or NOBODY */
    uint16_t child[GROUPS], next[GROUPS]; /* its first part; the next part of the same group */
    arc in[GROUPS];
    double in_score[GROUPS];
    bool on_path[GROUPS];
    uint16_t path[GROUPS], cut[GROUPS];
    uint16_t node_count, group_count, path_count, cut_count;
};

#define NOBODY UINT16_MAX

qt_tree *qt_tree_new(void) { return calloc(1, sizeof(qt_tree)); }

void qt_tree_free(qt_tree *tree) { free(tree); }

/* ------------------------------------------------------------------------------------------------ the easy case */

static float number(float x)
{
    const float most = 1e6f; /* far above any score, and a sum of them is still exact enough */
    return x < most ? (x > -most ? x : -most) : x >= most ? most : -most;
}

static uint32_t best_head(const float *scores, uint32_t n, uint32_t i)
{
    uint32_t best = n;
    for (uint32_t j = 0; j < n; j++)
        if (j != i && number(scores[j]) > number(scores[best])) best = j;
    return best == n ? QT_NONE : best;
}

/* Exactly one root, and every other word hangs from it. */
static bool is_tree(const uint32_t *heads, uint32_t n)
{
    uint32_t seen[QT_TREE_MAX] = {0}, roots = 0; /* seen[i]: the walk that came by i first, from 1 */
    for (uint32_t i = 0; i < n; i++) {
        roots += heads[i] == QT_NONE;
        uint32_t at = i;
        for (; at != QT_NONE && !seen[at]; at = heads[at]) seen[at] = i + 1;
        if (at != QT_NONE && seen[at] == i + 1) return false;
    }
    return roots == 1;
}

/* ------------------------------------------------------------------------------------------------ contraction */

static void begin(qt_tree *t, const float *scores, size_t stride, uint32_t n)
{
    double low = 1e6, high = -1e6;
    t->node_count = (uint16_t)(n + 1);
    t->group_count = t->node_count;
    t->path_count = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j <= n; j++) {
            double s = (double)number(scores[i * stride + j]);
            if (i == j) continue;
            low = s < low ? s : low;
            high = s > high ? s : high;
            t->score[i][j] = s;
        }
    for (uint32_t i = 0; i < n; i++) {
        t->score[i][n] -= (high - low) * (double)n + 1; /* two roots cost more than any choice of arcs can gain */
        t->score[n][i] = 0; /* arcs into the root make the graph strongly connected; expansion leaves them out */
    }
    for (uint16_t g = 0; g < t->node_count; g++) {
        t->slot[g] = t->group[g] = g;
        t->parent[g] = t->child[g] = NOBODY;
        t->on_path[g] = false;
        for (uint16_t u = 0; u < t->node_count; u++) t->enters[g][u] = g;
    }
}

/* The best arc that enters group g from outside; false where there is no outside left. */
static bool find_in(qt_tree *t, uint16_t g)
{
    const double *score = t->score[t->slot[g]];
    uint16_t best = NOBODY;
    for (uint16_t u = 0; u < t->node_count; u++)
        if (t->group[u] != g && (best == NOBODY || score[u] > score[best])) best = u;
    if (best == NOBODY) return false;
    t->in[g] = (arc){best, t->enters[t->slot[g]][best]};
    t->in_score[g] = score[best];
    return true;
}

/* Group `part` becomes part of group `whole`, whose row (that of its first part) takes the better of both. */
static void join(qt_tree *t, uint16_t part, uint16_t whole)
{
    uint16_t into = t->slot[whole], from = t->slot[part];
    bool first = t->child[whole] == NOBODY;
    for (uint16_t u = 0; u < t->node_count; u++) {
        double s = t->score[from][u] - t->in_score[part];
        if (first || s > t->score[into][u]) {
            t->score[into][u] = s;
            t->enters[into][u] = t->enters[from][u];
        }
    }
    t->parent[part] = whole;
    t->next[part] = t->child[whole];
    t->child[whole] = part;
    t->on_path[part] = false;
}

/* The end of the path from group g on is a cycle: it becomes one group, which ends the path instead. */
static void contract(qt_tree *t, uint16_t g)
{
    uint16_t whole = t->group_count++, part;
    t->slot[whole] = t->slot[t->path[t->path_count - 1]];
    t->parent[whole] = t->child[whole] = NOBODY;
    do {
        part = t->path[--t->path_count];
        join(t, part, whole);
    } while (part != g);
    for (uint16_t u = 0; u < t->node_count; u++)
        if (t->parent[t->group[u]] == whole) t->group[u] = whole;
    t->path[t->path_count++] = whole;
    t->on_path[whole] = true;
}

/* Follows best arcs backwards from node 0, contracting each cycle, until all is one group. */
static void contract_all(qt_tree *t)
{
    t->path[t->path_count++] = 0;
    t->on_path[0] = true;
    for (;;) {
        uint16_t g = t->path[t->path_count - 1];
        if (!find_in(t, g)) return;
        uint16_t from = t->group[t->in[g].from];
        if (t->on_path[from]) {
            contract(t, from);
        } else {
            t->path[t->path_count++] = from;
            t->on_path[from] = true;
        }
    }
}

/* ------------------------------------------------------------------------------------------------ expansion */

/* Takes apart every group around node u. The other parts keep the arcs that enter them; those that are groups are still
 * to be taken apart. */
static void take_apart(qt_tree *t, uint16_t u)
{
    for (uint16_t g = u; t->parent[g] != NOBODY;) {
        uint16_t whole = t->parent[g];
        for (uint16_t part = t->child[whole]; part != NOBODY; part = t->next[part]) {
            t->parent[part] = NOBODY;
            if (part != g && t->child[part] != NOBODY) t->cut[t->cut_count++] = part;
        }
        g = whole;
    }
}

static void expand(qt_tree *t, uint16_t root)
{
    t->cut_count = 0;
    take_apart(t, root);
    while (t->cut_count) {
        arc in = t->in[t->cut[--t->cut_count]];
        t->in[in.to] = in;
        take_apart(t, in.to);
    }
}

void qt_tree_best(qt_tree *tree, const float *scores, size_t stride, uint32_t n, uint32_t *heads)
{
    if (n == 0 || n > QT_TREE_MAX) return;
    for (uint32_t i = 0; i < n; i++) heads[i] = best_head(scores + i * stride, n, i);
    if (is_tree(heads, n)) return;
    begin(tree, scores, stride, n);
    contract_all(tree);
    expand(tree, (uint16_t)n);
    for (uint32_t i = 0; i < n; i++) heads[i] = tree->in[i].from == n ? QT_NONE : tree->in[i].from;
}
