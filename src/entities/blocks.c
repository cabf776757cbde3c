/* Which nodes are compared at all: those that share a key, in blocks of a stated size. */
#include <stdlib.h>

#include "entities/cluster.h"

typedef struct entry {
    qt_entity_key key;
    uint32_t node;
} entry;

typedef QT_VEC(entry) entries;

static int compare_entries(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    int order = qt_str_compare(x->key.text, y->key.text);
    return order ? order : (x->node > y->node) - (x->node < y->node);
}

typedef QT_VEC(uint64_t) codes;

static int compare_codes(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* The pairs of one block, of entries sorted by node. Past the cap: none of a coarse one, of a fine one each with the first. */
static bool pair_block(qt_nodes *nodes, const entry *block, size_t count, codes *pairs, qt_arena *arena)
{
    bool coarse = block[0].key.level == QT_KEY_COARSE;
    if (coarse && count > QT_ENTITY_BLOCK) {
        for (size_t i = 0; i < count; i++) nodes->items[block[i].node].crowded = true;
        return true;
    }
    for (size_t i = 0; i < count && i < QT_ENTITY_BLOCK; i++)
        for (size_t k = i + 1; k < count; k++)
            if (!qt_vec_push(arena, pairs, (uint64_t)block[i].node << 32 | block[k].node)) return false;
    return true;
}

static bool is_full(const qt_profile *p, qt_str key)
{
    for (size_t i = 0; i < p->full.count; i++)
        if (qt_str_equal(p->full.items[i], key)) return true;
    return false;
}

static int collect(qt_nodes *nodes, qt_arena *arena, entries *all, quoth_error *error)
{
    for (size_t n = 0; n < nodes->count; n++) {
        qt_entity_keys keys;
        int rc = qt_read_keys(&nodes->items[n].read, arena, &keys, error);
        if (rc) return rc;
        for (size_t i = 0; i < keys.count; i++) {
            if (is_full(&nodes->items[n].profile, keys.items[i].text)) {
                if (keys.items[i].level == QT_KEY_COARSE) nodes->items[n].crowded = true;
                continue;
            }
            if (!qt_vec_push(arena, all, (entry){keys.items[i], (uint32_t)n})) return qt_arena_error(arena, error);
        }
    }
    return 0;
}

static int compare_all(const qt_nodes *nodes, const codes *pairs, qt_arena *arena, qt_pairs *out, quoth_error *error)
{
    for (size_t i = 0; i < pairs->count; i++) {
        if (i && pairs->items[i] == pairs->items[i - 1]) continue;
        uint32_t a = (uint32_t)(pairs->items[i] >> 32), b = (uint32_t)pairs->items[i];
        qt_comparison c;
        qt_read_compare(&nodes->items[a].read, &nodes->items[b].read, arena, &c);
        if (c.verdict == QT_VERDICT_DIFFERENT || c.score == 0) continue;
        qt_pair pair = {
            .a = a, .b = b, .verdict = (uint8_t)c.verdict, .score = c.score, .apart = c.apart, .if_sole = c.if_sole};
        if (!qt_vec_push(arena, out, pair)) return qt_arena_error(arena, error);
    }
    return 0;
}

int qt_nodes_pairs(qt_nodes *nodes, qt_arena *arena, qt_pairs *out, quoth_error *error)
{
    entries all = {0};
    codes pairs = {0};
    *out = (qt_pairs){0};
    int rc = collect(nodes, arena, &all, error);
    if (rc) return rc;
    if (all.count) qsort(all.items, all.count, sizeof *all.items, compare_entries);
    for (size_t first = 0, last; first < all.count; first = last) {
        last = first + 1;
        while (last < all.count && qt_str_equal(all.items[first].key.text, all.items[last].key.text)) last++;
        if (!pair_block(nodes, &all.items[first], last - first, &pairs, arena)) return qt_arena_error(arena, error);
    }
    if (pairs.count) qsort(pairs.items, pairs.count, sizeof *pairs.items, compare_codes);
    return compare_all(nodes, &pairs, arena, out, error);
}
