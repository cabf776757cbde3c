/* What the files of this room share. */
#ifndef QT_COLLATE_PARTS_H
#define QT_COLLATE_PARTS_H

#include "base/vec.h"
#include "casefile/who.h"
#include "collate.h"

/* A set of ids that are not 0: open addressing. */
typedef struct qt_id_set {
    int64_t *slots;
    size_t count, capacity; /* a power of two, or 0 */
} qt_id_set;

/* *added says whether it was not there yet. */
bool qt_id_set_add(qt_arena *arena, qt_id_set *set, int64_t id, bool *added);
bool qt_id_set_has(const qt_id_set *set, int64_t id);

typedef QT_VEC(int64_t) qt_id_list;

/* One transaction's work. */
typedef struct qt_collating {
    qt_case *c;
    quoth_error *error;
    qt_arena *arena;
    qt_who_decided decided;
    qt_id_list seeds;  /* profiles that are new, or whose surroundings have changed */
    qt_id_list leaves; /* profiles to join to an anchor, once the anchors are settled */
    qt_id_set visited, as_leaves;
    qt_id_set judged;           /* profiles of which people said that they are the same as others, or not */
    qt_id_list entities;        /* that this transaction has touched: they are settled in the end */
    qt_id_set touched, claimed; /* of these; those that a cluster of this transaction goes on as */
} qt_collating;

static inline int qt_collate_full(const qt_collating *k) { return qt_arena_error(k->arena, k->error); }

/* Notes profiles to be looked at. */
int qt_collate_seed(qt_collating *k, int64_t profile);
int qt_collate_seed_all(qt_collating *k, const qt_who_ids *profiles);
int qt_collate_leaf(qt_collating *k, int64_t profile);

/* Notes an entity to be settled in the end; 0 is none. */
int qt_collate_touch(qt_collating *k, int64_t entity);

/* Puts the referents of a document that have no profile into one. */
int qt_collate_place(qt_collating *k, int64_t document);

/* A profile that lost a referent: another may stand for it now, or nobody does. */
int qt_collate_lost(qt_collating *k, int64_t id);

/* Notes the profiles that decisions name. */
int qt_collate_judged(qt_collating *k);

/* Before a profile is put into its blocks, given another key, or dropped: who else is concerned. */
int qt_collate_enter(qt_collating *k, const qt_who_profile *profile, const qt_entity_keys *keys);
int qt_collate_rekey(qt_collating *k, const qt_who_profile *profile, qt_str key);
int qt_collate_drop(qt_collating *k, const qt_who_profile *profile);

/* Clusters what hangs together with the seeds, joins the leaves, settles entities. */
int qt_collate_settle(qt_collating *k);

/* Joins a leaf to the entity of the anchor that it agrees with most firmly, or leaves it alone. */
int qt_collate_join(qt_collating *k, int64_t profile, qt_arena *arena);

/* Gives a profile that is one with no other an entity of its own: the one it has, where nobody else is in it. */
int qt_collate_alone(qt_collating *k, const qt_who_profile *profile);

/* Clusters profiles that hang together, and gives each cluster its entity. `full`: as in qt_profile. */
int qt_collate_group(qt_collating *k, const qt_who_profile *profiles, const qt_strs *full, size_t count);

/* The profile that stands for profile `id` in a comparison. */
int qt_collate_profile(qt_collating *k, int64_t id, qt_arena *arena, qt_profile *out);

/* The profiles of a block that are compared with all others of it, and whether there are more: the anchors of a fine one;
 * of a coarse one all, or none where it is full. */
int qt_collate_anchors(qt_collating *k, const qt_who_block *block, qt_arena *arena, qt_who_ids *out, bool *full);

#endif
