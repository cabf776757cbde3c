/* Which profiles are concerned by what has changed. */
#include "collate_parts.h"

enum { TOGETHER_MAX = 4096 }; /* profiles that hang together; more are not followed */

/* --------------------------------------------------------------------------------------------------------------- sets */

static size_t slot_of(const qt_id_set *set, int64_t id)
{
    size_t at = (size_t)((uint64_t)id * 0x9e3779b97f4a7c15u >> 20) & (set->capacity - 1);
    while (set->slots[at] && set->slots[at] != id) at = (at + 1) & (set->capacity - 1);
    return at;
}

bool qt_id_set_has(const qt_id_set *set, int64_t id) { return set->capacity && set->slots[slot_of(set, id)]; }

bool qt_id_set_add(qt_arena *arena, qt_id_set *set, int64_t id, bool *added)
{
    if (set->count * 2 >= set->capacity) {
        qt_id_set grown = {.capacity = set->capacity ? set->capacity * 4 : 64};
        grown.slots = QT_ARENA_NEW(arena, int64_t, grown.capacity);
        if (!grown.slots) return false;
        for (size_t i = 0; i < set->capacity; i++)
            if (set->slots[i]) grown.slots[slot_of(&grown, set->slots[i])] = set->slots[i];
        grown.count = set->count;
        *set = grown;
    }
    int64_t *slot = &set->slots[slot_of(set, id)];
    *added = *slot == 0;
    if (*added) set->count++;
    *slot = id;
    return true;
}

int qt_collate_seed(qt_collating *k, int64_t profile)
{
    return qt_vec_push(k->arena, &k->seeds, profile) ? QUOTH_OK : qt_collate_full(k);
}

int qt_collate_seed_all(qt_collating *k, const qt_who_ids *profiles)
{
    int status = QUOTH_OK;
    for (size_t i = 0; i < profiles->count && !status; i++) status = qt_collate_seed(k, profiles->items[i]);
    return status;
}

int qt_collate_leaf(qt_collating *k, int64_t profile)
{
    bool added;
    if (!qt_id_set_add(k->arena, &k->as_leaves, profile, &added)) return qt_collate_full(k);
    return !added || qt_vec_push(k->arena, &k->leaves, profile) ? QUOTH_OK : qt_collate_full(k);
}

int qt_collate_touch(qt_collating *k, int64_t entity)
{
    bool added = false;
    if (!entity) return QUOTH_OK;
    if (!qt_id_set_add(k->arena, &k->touched, entity, &added)) return qt_collate_full(k);
    return !added || qt_vec_push(k->arena, &k->entities, entity) ? QUOTH_OK : qt_collate_full(k);
}

/* ------------------------------------------------------------------------------------------------------------ blocks */

static bool has(const qt_who_ids *ids, int64_t id)
{
    for (size_t i = 0; i < ids->count; i++)
        if (ids->items[i] == id) return true;
    return false;
}

/* A block as it was before something was done in it. */
typedef struct before {
    qt_who_block block;
    qt_who_ids members; /* one more than the cap, at most */
} before;

static size_t cap_of(bool fine) { return fine ? QT_COLLATE_ANCHORS : QT_COLLATE_COARSE; }

int qt_collate_anchors(qt_collating *k, const qt_who_block *block, qt_arena *arena, qt_who_ids *out, bool *full)
{
    const size_t cap = cap_of(block->fine);
    int status = qt_who_members(k->c, block->key, cap + 1, arena, out, k->error);
    *full = out->count > cap;
    if (*full) out->count = block->fine ? cap : 0;
    return status;
}

static int look(qt_collating *k, qt_str key, bool fine, before *out)
{
    out->block = (qt_who_block){key, fine};
    return qt_who_members(k->c, key, cap_of(fine) + 1, k->arena, &out->members, k->error);
}

/* All that are in the block see others now than before: those of a small one, and all of a full one whose anchors changed or
 * which has become full or ceased to be. */
static int concern(qt_collating *k, const before *was)
{
    before now;
    const size_t cap = cap_of(was->block.fine);
    int status = look(k, was->block.key, was->block.fine, &now);
    if (status) return status;
    const bool full = now.members.count > cap, was_full = was->members.count > cap;
    bool changed = full != was_full;
    for (size_t i = 0; i < cap && i < now.members.count && was->block.fine; i++)
        changed = changed || i >= was->members.count || now.members.items[i] != was->members.items[i];
    if (full && was_full && (!was->block.fine || !changed)) return QUOTH_OK;
    if (full && (was->block.fine || !was_full))
        status = qt_who_members(k->c, was->block.key, SIZE_MAX >> 1, k->arena, &now.members, k->error);
    if (!status) status = qt_collate_seed_all(k, &was->members);
    return status ? status : qt_collate_seed_all(k, &now.members);
}

static int look_all(qt_collating *k, int64_t profile, before **out, size_t *count)
{
    qt_who_blocks blocks = {0};
    int status = qt_who_blocks_of(k->c, profile, k->arena, &blocks, k->error);
    before *list = QT_ARENA_NEW(k->arena, before, blocks.count);
    if (!status && !list) status = qt_collate_full(k);
    for (size_t i = 0; i < blocks.count && !status; i++)
        status = look(k, blocks.items[i].key, blocks.items[i].fine, &list[i]);
    *out = list;
    *count = blocks.count;
    return status;
}

static int concern_all(qt_collating *k, const before *list, size_t count)
{
    int status = QUOTH_OK;
    for (size_t i = 0; i < count && !status; i++) status = concern(k, &list[i]);
    return status;
}

int qt_collate_enter(qt_collating *k, const qt_who_profile *profile, const qt_entity_keys *keys)
{
    int status = QUOTH_OK;
    for (size_t i = 0; i < keys->count && !status; i++) {
        before was;
        status = look(k, keys->items[i].text, keys->items[i].level == QT_KEY_FINE, &was);
        if (!status) status = qt_who_add_block(k->c, &was.block, profile, k->error);
        if (!status) status = concern(k, &was);
    }
    return status;
}

int qt_collate_rekey(qt_collating *k, const qt_who_profile *profile, qt_str key)
{
    before *list = NULL;
    size_t count = 0;
    int status = look_all(k, profile->id, &list, &count);
    if (!status) status = qt_who_set_key(k->c, profile->id, key, k->error);
    if (!status) status = qt_collate_seed(k, profile->id);
    return status ? status : concern_all(k, list, count);
}

int qt_collate_drop(qt_collating *k, const qt_who_profile *profile)
{
    before *list = NULL;
    size_t count = 0;
    qt_who_ids others = {0};
    int status = look_all(k, profile->id, &list, &count);
    if (!status) status = qt_collate_touch(k, profile->entity);
    if (!status && profile->entity) status = qt_who_of_entity(k->c, profile->entity, k->arena, &others, k->error);
    if (!status) status = qt_collate_seed_all(k, &others);
    if (!status) status = qt_who_joining(k->c, profile->id, k->arena, &others, k->error);
    if (!status) status = qt_collate_seed_all(k, &others);
    if (!status) status = qt_who_drop(k->c, profile->id, k->error);
    return status ? status : concern_all(k, list, count);
}

/* ----------------------------------------------------------------------------------------------- what hangs together */

typedef struct walk {
    qt_collating *k;
    qt_arena *arena;
    QT_VEC(qt_who_profile) found; /* anchors; grows while it is walked over */
    QT_VEC(qt_strs) full;         /* of each, the keys of the full blocks in which it is none */
} walk;

/* A profile that is an anchor nowhere is a leaf, unless it has no full name: it is then alone. */
static int is_leaf(walk *w, int64_t id, bool *out)
{
    qt_who_blocks blocks = {0};
    int status = qt_who_blocks_of(w->k->c, id, w->arena, &blocks, w->k->error);
    *out = blocks.count > 0 && !qt_id_set_has(&w->k->judged, id);
    for (size_t i = 0; i < blocks.count && !status && *out; i++) {
        qt_who_ids members = {0};
        bool full = false;
        status = qt_collate_anchors(w->k, &blocks.items[i], w->arena, &members, &full);
        if (has(&members, id)) *out = false;
    }
    return status;
}

static int reach(walk *w, int64_t id)
{
    bool added = false;
    qt_who_profile profile;
    if (qt_id_set_has(&w->k->visited, id) || w->found.count >= TOGETHER_MAX) return QUOTH_OK;
    int status = qt_who_get(w->k->c, id, w->k->arena, &profile, w->k->error);
    if (status || !profile.id) return status;
    if (!qt_id_set_add(w->k->arena, &w->k->visited, id, &added) || !qt_vec_push(w->arena, &w->found, profile))
        return qt_collate_full(w->k);
    return QUOTH_OK;
}

/* One that may have ceased to be an anchor. */
static int reach_or_leave(walk *w, int64_t id)
{
    bool leaf = false;
    if (qt_id_set_has(&w->k->visited, id)) return QUOTH_OK;
    int status = is_leaf(w, id, &leaf);
    if (status) return status;
    return leaf ? qt_collate_leaf(w->k, id) : reach(w, id);
}

/* Those that people said are the same. */
static int reach_decided(walk *w, const qt_who_profile *profile)
{
    const qt_who_decided *d = &w->k->decided;
    int status = QUOTH_OK;
    for (size_t i = 0; i < d->same_count && !status; i++) {
        int64_t one = 0, other = 0;
        status = qt_who_by_key(w->k->c, d->same[i].key, &one, w->k->error);
        if (!status) status = qt_who_by_key(w->k->c, d->same[i].other, &other, w->k->error);
        if (status || !one || !other || (one != profile->id && other != profile->id)) continue;
        status = reach(w, one == profile->id ? other : one);
    }
    return status;
}

static int reach_from(walk *w, const qt_who_profile *profile)
{
    QT_VEC(qt_str) keys = {0};
    qt_who_blocks blocks = {0};
    qt_who_ids ids = {0};
    bool full = false;
    int status = qt_who_blocks_of(w->k->c, profile->id, w->arena, &blocks, w->k->error);
    for (size_t i = 0; i < blocks.count && !status; i++) {
        status = qt_collate_anchors(w->k, &blocks.items[i], w->arena, &ids, &full);
        if (!status && full && !has(&ids, profile->id)) {
            if (!qt_vec_push(w->arena, &keys, blocks.items[i].key)) return qt_collate_full(w->k);
            continue;
        }
        for (size_t m = 0; m < ids.count && !status; m++) status = reach(w, ids.items[m]);
    }
    if (!qt_vec_push(w->arena, &w->full, (qt_strs){keys.items, keys.count})) return qt_collate_full(w->k);
    ids.count = 0;
    if (!status && profile->entity) status = qt_who_of_entity(w->k->c, profile->entity, w->arena, &ids, w->k->error);
    for (size_t m = 0; m < ids.count && !status; m++) status = reach_or_leave(w, ids.items[m]);
    return status ? status : reach_decided(w, profile);
}

static int settle_seed(qt_collating *k, int64_t seed, qt_arena *arena)
{
    walk w = {.k = k, .arena = arena};
    int status = reach_or_leave(&w, seed);
    for (size_t i = 0; i < w.found.count && !status; i++) {
        const qt_who_profile one = w.found.items[i];
        status = reach_from(&w, &one);
    }
    if (!status && w.found.count) status = qt_collate_group(k, w.found.items, w.full.items, w.found.count);
    return status;
}

/* The value that people agree to give the entity. */
static int decided_value(qt_collating *k, int64_t entity, const qt_who_value *values, size_t count, qt_str *out)
{
    QT_VEC(qt_who_value) said = {0};
    int status = QUOTH_OK;
    for (size_t i = 0; i < count && !status; i++) {
        qt_who_profile profile = {.id = 0};
        int64_t id = 0;
        status = qt_who_by_key(k->c, values[i].key, &id, k->error);
        if (!status && id) status = qt_who_get(k->c, id, k->arena, &profile, k->error);
        if (!status && id && profile.entity == entity && !qt_vec_push(k->arena, &said, values[i]))
            return qt_collate_full(k);
    }
    if (!status) *out = qt_who_agreed(said.items, said.count);
    return status;
}

static int settle_entity(qt_collating *k, int64_t entity)
{
    const qt_who_decided *d = &k->decided;
    qt_str name, type;
    int status = decided_value(k, entity, d->names, d->name_count, &name);
    if (!status) status = decided_value(k, entity, d->types, d->type_count, &type);
    return status ? status : qt_who_settle(k->c, entity, name, type, k->error);
}

int qt_collate_settle(qt_collating *k)
{
    qt_arena *arena = qt_arena_scratch(k->arena);
    int status = arena ? QUOTH_OK : qt_collate_full(k);
    for (size_t i = 0; i < k->seeds.count && !status; i++) {
        qt_arena_reset(arena);
        status = settle_seed(k, k->seeds.items[i], arena);
    }
    for (size_t i = 0; i < k->leaves.count && !status; i++) {
        qt_arena_reset(arena);
        status = qt_collate_join(k, k->leaves.items[i], arena);
    }
    for (size_t i = 0; i < k->entities.count && !status; i++) status = settle_entity(k, k->entities.items[i]);
    qt_arena_free(arena);
    return status;
}
