/* Clusters, and which entity each of them is. */
#include <stdlib.h>

#include "collate_parts.h"

enum { PROPOSED_MAX = 3 }; /* proposals that a leaf makes, the firmest */

/* Profiles that hang together, with what came out. */
typedef struct group {
    qt_collating *k;
    qt_arena *arena;
    const qt_who_profile *profiles;
    size_t count;
    struct by_id {
        int64_t id;
        uint32_t index;
    } * order; /* [count] by id */
    qt_profile *facts;
    QT_VEC(qt_entity_decision) decisions;
    qt_entity_clusters clusters;
    int64_t *entities; /* [clusters.count] */
} group;

int qt_collate_profile(qt_collating *k, int64_t id, qt_arena *arena, qt_profile *out)
{
    int64_t first = 0;
    qt_str key;
    int status = qt_who_first(k->c, id, &first, &key, arena, k->error);
    return status ? status : qt_who_read(k->c, first, arena, out, k->error);
}

/* ------------------------------------------------------------------------------------------------------- what is known */

static int compare_ids(const void *left, const void *right)
{
    const struct by_id *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

/* QT_NONE where the profile is not in the group. */
static uint32_t index_of(const group *g, int64_t id)
{
    const struct by_id key = {.id = id}, *found = bsearch(&key, g->order, g->count, sizeof *g->order, compare_ids);
    return found ? found->index : QT_NONE;
}

static int decide(group *g, uint32_t a, uint32_t b, bool same)
{
    if (a == QT_NONE || b == QT_NONE || a == b) return QUOTH_OK;
    return qt_vec_push(g->arena, &g->decisions, (qt_entity_decision){a, b, same}) ? QUOTH_OK : qt_collate_full(g->k);
}

static int read_apart(group *g, uint32_t index)
{
    qt_who_ids others = {0};
    int status = qt_who_apart(g->k->c, g->profiles[index].id, g->arena, &others, g->k->error);
    for (size_t i = 0; i < others.count && !status; i++) {
        const uint32_t other = index_of(g, others.items[i]);
        if (other != QT_NONE && index < other) status = decide(g, index, other, false);
    }
    return status;
}

static int read_decided(group *g, const qt_who_pair *pairs, size_t count, bool same)
{
    int status = QUOTH_OK;
    for (size_t i = 0; i < count && !status; i++) {
        int64_t one = 0, other = 0;
        status = qt_who_by_key(g->k->c, pairs[i].key, &one, g->k->error);
        if (!status) status = qt_who_by_key(g->k->c, pairs[i].other, &other, g->k->error);
        if (!status) status = decide(g, index_of(g, one), index_of(g, other), same);
    }
    return status;
}

static int read_group(group *g)
{
    int status = QUOTH_OK;
    g->order = QT_ARENA_NEW(g->arena, struct by_id, g->count);
    g->facts = QT_ARENA_NEW(g->arena, qt_profile, g->count);
    if (!g->order || !g->facts) return qt_collate_full(g->k);
    for (uint32_t i = 0; i < g->count; i++) g->order[i] = (struct by_id){g->profiles[i].id, i};
    qsort(g->order, g->count, sizeof *g->order, compare_ids);
    for (uint32_t i = 0; i < g->count && !status; i++) {
        status = qt_collate_profile(g->k, g->profiles[i].id, g->arena, &g->facts[i]);
        if (!status) status = read_apart(g, i);
    }
    const qt_who_decided *d = &g->k->decided;
    if (!status) status = read_decided(g, d->same, d->same_count, true);
    return status ? status : read_decided(g, d->not_same, d->not_same_count, false);
}

/* ------------------------------------------------------------------------------------------------- which entity it is */

static int claim(qt_collating *k, int64_t entity)
{
    bool added;
    return qt_id_set_add(k->arena, &k->claimed, entity, &added) ? QUOTH_OK : qt_collate_full(k);
}

/* Claims the touched entity that had this key, unless another cluster has it by now: *out is then 0. Keys change when all is
 * settled, so that the case file still has them as they were. */
static int claim_by_key(qt_collating *k, qt_str key, int64_t *out)
{
    qt_who_ids ids = {0};
    int status = qt_who_entities_of_key(k->c, key, k->arena, &ids, k->error);
    *out = 0;
    for (size_t i = 0; i < ids.count && !status && !*out; i++)
        if (qt_id_set_has(&k->touched, ids.items[i]) && !qt_id_set_has(&k->claimed, ids.items[i])) *out = ids.items[i];
    return !status && *out ? claim(k, *out) : status;
}

static int new_entity(qt_collating *k, qt_str key, int64_t *out)
{
    int status = qt_who_new_entity(k->c, key, out, k->error);
    if (!status) status = qt_collate_touch(k, *out);
    return status ? status : claim(k, *out);
}

/* Ids stay where keys stay; else a cluster goes on as an entity that one of its profiles was in; else it is new. */
static int name_clusters(group *g)
{
    qt_collating *k = g->k;
    int status = QUOTH_OK;
    for (size_t i = 0; i < g->count && !status; i++) status = qt_collate_touch(k, g->profiles[i].entity);
    g->entities = QT_ARENA_NEW(g->arena, int64_t, g->clusters.count);
    if (!g->entities) return qt_collate_full(k);
    for (size_t n = 0; n < g->clusters.count && !status; n++)
        status = claim_by_key(k, g->facts[g->clusters.first[n]].key, &g->entities[n]);
    for (size_t i = 0; i < g->count && !status; i++) {
        int64_t *mine = &g->entities[g->clusters.cluster[i]];
        const int64_t was = g->profiles[i].entity;
        if (*mine || !was || qt_id_set_has(&k->claimed, was)) continue;
        *mine = was;
        status = claim(k, was);
    }
    for (size_t n = 0; n < g->clusters.count && !status; n++)
        if (!g->entities[n]) status = new_entity(k, g->facts[g->clusters.first[n]].key, &g->entities[n]);
    return status;
}

static int write_links(group *g)
{
    int status = QUOTH_OK;
    for (size_t i = 0; i < g->count && !status; i++)
        status = qt_who_clear_pairs(g->k->c, g->profiles[i].id, g->k->error);
    for (size_t i = 0; i < g->clusters.link_count && !status; i++) {
        const qt_entity_link *link = &g->clusters.links[i];
        status = qt_who_add_pair(g->k->c, g->profiles[link->a].id, g->profiles[link->b].id, 0, &link->comparison,
                                 link->merged, g->k->error);
    }
    return status;
}

/* Which of its anchors a leaf may join depends on who of them are one: it is looked at again. */
static int look_at_leaves(group *g, const qt_who_profile *profile)
{
    qt_who_blocks blocks = {0};
    int status = qt_who_blocks_of(g->k->c, profile->id, g->arena, &blocks, g->k->error);
    for (size_t i = 0; i < blocks.count && !status; i++) {
        qt_who_ids members = {0};
        bool full = false;
        if (!blocks.items[i].fine) continue;
        status = qt_collate_anchors(g->k, &blocks.items[i], g->arena, &members, &full);
        if (!status && full)
            status = qt_who_members(g->k->c, blocks.items[i].key, SIZE_MAX >> 1, g->arena, &members, g->k->error);
        for (size_t m = 0; m < members.count && full && !status; m++)
            if (!qt_id_set_has(&g->k->visited, members.items[m])) status = qt_collate_leaf(g->k, members.items[m]);
    }
    return status;
}

static int move_profiles(group *g)
{
    int status = QUOTH_OK;
    bool moved = false;
    for (size_t i = 0; i < g->count && !status; i++) {
        const qt_who_profile *p = &g->profiles[i];
        const int64_t entity = g->entities[g->clusters.cluster[i]];
        moved = moved || (p->entity && p->entity != entity);
        status = qt_who_move(g->k->c, p->id, entity, 0, g->k->error);
    }
    for (size_t i = 0; i < g->count && moved && !status; i++) status = look_at_leaves(g, &g->profiles[i]);
    return status;
}

int qt_collate_group(qt_collating *k, const qt_who_profile *profiles, const qt_strs *full, size_t count)
{
    group g = {.k = k, .profiles = profiles, .count = count, .arena = qt_arena_scratch(k->arena)};
    if (!g.arena) return qt_collate_full(k);
    int status = read_group(&g);
    for (size_t i = 0; i < count && !status; i++) g.facts[i].full = full[i];
    if (!status)
        status =
            qt_entity_cluster(g.facts, count, g.decisions.items, g.decisions.count, g.arena, &g.clusters, k->error);
    if (!status) status = name_clusters(&g);
    if (!status) status = write_links(&g);
    if (!status) status = move_profiles(&g);
    qt_arena_free(g.arena);
    return status;
}

int qt_collate_alone(qt_collating *k, const qt_who_profile *profile)
{
    int64_t entity = 0;
    int status = qt_collate_touch(k, profile->entity);
    if (!status) status = claim_by_key(k, profile->key, &entity);
    if (!status && !entity) status = new_entity(k, profile->key, &entity);
    return status ? status : qt_who_move(k->c, profile->id, entity, 0, k->error);
}

/* ------------------------------------------------------------------------------------------------------------- leaves */

/* An anchor that a leaf was compared with. */
typedef struct candidate {
    qt_who_profile anchor;
    qt_comparison comparison;
    bool apart;
} candidate;

typedef struct joining {
    qt_collating *k;
    qt_arena *arena;
    qt_who_profile leaf;
    qt_profile facts;
    qt_who_ids apart;
    qt_id_set seen;
    QT_VEC(candidate) candidates;
} joining;

static int compare_with(joining *j, int64_t id)
{
    candidate one = {.apart = false};
    qt_profile facts;
    bool added = false;
    if (id == j->leaf.id) return QUOTH_OK;
    if (!qt_id_set_add(j->arena, &j->seen, id, &added)) return qt_collate_full(j->k);
    if (!added) return QUOTH_OK;
    int status = qt_who_get(j->k->c, id, j->arena, &one.anchor, j->k->error);
    if (!status) status = qt_collate_profile(j->k, id, j->arena, &facts);
    if (!status) status = qt_entity_compare(&facts, &j->facts, j->arena, &one.comparison, j->k->error);
    one.apart = one.comparison.apart || one.comparison.verdict == QT_VERDICT_DIFFERENT;
    for (size_t i = 0; i < j->apart.count; i++) one.apart = one.apart || j->apart.items[i] == id;
    if (status) return status;
    return qt_vec_push(j->arena, &j->candidates, one) ? QUOTH_OK : qt_collate_full(j->k);
}

static int compare_all(joining *j)
{
    qt_who_blocks blocks = {0};
    int status = qt_who_blocks_of(j->k->c, j->leaf.id, j->arena, &blocks, j->k->error);
    for (size_t i = 0; i < blocks.count && !status; i++) {
        qt_who_ids anchors = {0};
        bool full;
        if (!blocks.items[i].fine) continue;
        status = qt_collate_anchors(j->k, &blocks.items[i], j->arena, &anchors, &full);
        for (size_t m = 0; m < anchors.count && !status; m++) status = compare_with(j, anchors.items[m]);
    }
    return status;
}

static bool is_apart_from(const joining *j, int64_t entity)
{
    for (size_t i = 0; i < j->candidates.count; i++)
        if (j->candidates.items[i].apart && j->candidates.items[i].anchor.entity == entity) return true;
    return false;
}

/* The firmest, then the one of the smallest key; NULL where none will do. */
static const candidate *best_of(const joining *j, qt_verdict verdict, const candidate *behind)
{
    const candidate *best = NULL;
    for (size_t i = 0; i < j->candidates.count; i++) {
        const candidate *one = &j->candidates.items[i];
        if (one->comparison.verdict != verdict || is_apart_from(j, one->anchor.entity)) continue;
        const int firmer = best ? one->comparison.score - best->comparison.score : 1;
        const bool better = firmer > 0 || (firmer == 0 && qt_str_compare(one->anchor.key, best->anchor.key) < 0);
        const int past = behind ? behind->comparison.score - one->comparison.score : 1;
        const bool later = past > 0 || (past == 0 && qt_str_compare(behind->anchor.key, one->anchor.key) < 0);
        if (better && later) best = one;
    }
    return best;
}

/* The anchor's key is the smaller one: it stands before the leaf in a block. */
static int write_pair(joining *j, const candidate *with, bool merged)
{
    return qt_who_add_pair(j->k->c, with->anchor.id, j->leaf.id, j->leaf.id, &with->comparison, merged, j->k->error);
}

int qt_collate_join(qt_collating *k, int64_t profile, qt_arena *arena)
{
    joining j = {.k = k, .arena = arena};
    int status = qt_who_get(k->c, profile, arena, &j.leaf, k->error);
    if (status || !j.leaf.id || qt_id_set_has(&k->visited, profile)) return status;
    status = qt_collate_touch(k, j.leaf.entity);
    if (!status) status = qt_collate_profile(k, profile, arena, &j.facts);
    if (!status) status = qt_who_apart(k->c, profile, arena, &j.apart, k->error);
    if (!status) status = compare_all(&j);
    if (!status) status = qt_who_clear_pairs(k->c, profile, k->error);
    const candidate *best = status ? NULL : best_of(&j, QT_VERDICT_SAME, NULL);
    if (!status && best) {
        status = qt_collate_touch(k, best->anchor.entity);
        if (!status) status = qt_who_move(k->c, j.leaf.id, best->anchor.entity, best->anchor.id, k->error);
        return status ? status : write_pair(&j, best, true);
    }
    if (!status) status = qt_collate_alone(k, &j.leaf);
    for (int i = 0; i < PROPOSED_MAX && !status; i++) {
        best = best_of(&j, QT_VERDICT_PROPOSED, best);
        if (!best) break;
        status = write_pair(&j, best, false);
    }
    return status;
}
