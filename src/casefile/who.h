/* Who is who across documents, as the case file keeps it: what src/collate.c asks, and what it writes. All inside a write
 * transaction of the caller's.
 *
 * A profile is what several referents have in common: those of whom their documents say the same. Its key is the smallest of
 * its referents' keys, and that referent stands for it. */
#ifndef QT_CASEFILE_WHO_H
#define QT_CASEFILE_WHO_H

#include "casefile/casefile.h"
#include "entities/entities.h"

int qt_who_begin(qt_case *c, quoth_error *error);
/* Commits where `status` is QUOTH_OK, otherwise rolls back; as qt_db_end. */
int qt_who_end(qt_case *c, int status, quoth_error *error);

/* What storing a document changed: qt_case_put, qt_case_put_again, qt_case_take. */
typedef struct qt_touched {
    int64_t document;  /* 0: nothing was read from it anew */
    int64_t *profiles; /* those that lost a referent; in the arena given */
    size_t profile_count;
} qt_touched;

/* qt_case_store and qt_case_restore without their transaction and without who is who. */
int qt_case_put(qt_case *c, const qt_document *document, const qt_annotation *annotation, const qt_sha256 *model,
                qt_arena *arena, qt_stored *what, qt_touched *out, quoth_error *error);
/* qt_case_known likewise: an earlier date gives ages in it other years. */
int qt_case_put_place(qt_case *c, const qt_document *document, qt_arena *arena, bool *known, qt_stored *what,
                      qt_touched *out, quoth_error *error);
int qt_case_put_again(qt_case *c, int64_t id, const qt_document *document, const qt_annotation *annotation,
                      const qt_sha256 *model, qt_arena *arena, qt_touched *out, quoth_error *error);
/* Takes document `id` out, with all that was read from it. QUOTH_USAGE where there is none. */
int qt_case_take(qt_case *c, int64_t id, qt_arena *arena, qt_touched *out, quoth_error *error);

typedef struct qt_who_ids {
    int64_t *items;
    size_t count;
} qt_who_ids;

/* --------------------------------------------------------------------------------------------------------- referents */

typedef struct qt_who_referent {
    int64_t id, document;
    qt_str key;
    bool named;
} qt_who_referent;

typedef struct qt_who_referents {
    qt_who_referent *items;
    size_t count;
} qt_who_referents;

/* Those of a document that have no profile yet, by key. */
int qt_who_unplaced(qt_case *c, int64_t document, qt_arena *arena, qt_who_referents *out, quoth_error *error);

/* What its document says of a referent; everything lives in `arena`. */
int qt_who_read(qt_case *c, int64_t referent, qt_arena *arena, qt_profile *out, quoth_error *error);

/* The referent that stands for a profile; *out is 0 where it has none left. */
int qt_who_first(qt_case *c, int64_t profile, int64_t *out, qt_str *key, qt_arena *arena, quoth_error *error);

/* The profile of the referent with this key; 0 where there is none. */
int qt_who_by_key(qt_case *c, qt_str key, int64_t *profile, quoth_error *error);

/* ---------------------------------------------------------------------------------------------------------- profiles */

typedef struct qt_who_profile {
    int64_t id, entity, joins; /* 0: none */
    qt_str key;
} qt_who_profile;

/* *out has id 0 where there is none. */
int qt_who_find(qt_case *c, qt_str digest, qt_arena *arena, qt_who_profile *out, quoth_error *error);
int qt_who_get(qt_case *c, int64_t id, qt_arena *arena, qt_who_profile *out, quoth_error *error);

int qt_who_add(qt_case *c, qt_str digest, qt_str key, int64_t *id, quoth_error *error);
int qt_who_set_key(qt_case *c, int64_t id, qt_str key, quoth_error *error); /* in its blocks too */
int qt_who_drop(qt_case *c, int64_t id, quoth_error *error);

/* Puts a referent into a profile: its names count there, and in the profile's entity if it has one. */
int qt_who_place(qt_case *c, int64_t referent, int64_t profile, quoth_error *error);
/* Takes all referents of a document out of their profiles, which are listed once each. */
int qt_who_unplace(qt_case *c, int64_t document, qt_arena *arena, qt_who_ids *profiles, quoth_error *error);

/* ------------------------------------------------------------------------------------------------------------ blocks */

typedef struct qt_who_block {
    qt_str key;
    bool fine;
} qt_who_block;

typedef struct qt_who_blocks {
    qt_who_block *items;
    size_t count;
} qt_who_blocks;

int qt_who_add_block(qt_case *c, const qt_who_block *block, const qt_who_profile *member, quoth_error *error);
int qt_who_blocks_of(qt_case *c, int64_t profile, qt_arena *arena, qt_who_blocks *out, quoth_error *error);

/* The first `most` profiles of a block, in the order of their keys. */
int qt_who_members(qt_case *c, qt_str block, size_t most, qt_arena *arena, qt_who_ids *out, quoth_error *error);

/* ---------------------------------------------------------------------------------------------------------- entities */

/* The profiles of an entity that do not join it through another. */
int qt_who_of_entity(qt_case *c, int64_t entity, qt_arena *arena, qt_who_ids *out, quoth_error *error);
/* Those that join theirs through `profile`. */
int qt_who_joining(qt_case *c, int64_t profile, qt_arena *arena, qt_who_ids *out, quoth_error *error);

int qt_who_new_entity(qt_case *c, qt_str key, int64_t *id, quoth_error *error);
int qt_who_entities_of_key(qt_case *c, qt_str key, qt_arena *arena, qt_who_ids *out, quoth_error *error);

/* Moves a profile, and those that join through it, to `entity`; their names go along. */
int qt_who_move(qt_case *c, int64_t profile, int64_t entity, int64_t joins, quoth_error *error);

/* Key, name and type of an entity by what is in it, or as given where not NULL; one with nothing in it is deleted. */
int qt_who_settle(qt_case *c, int64_t entity, qt_str name, qt_str type, quoth_error *error);

/* ------------------------------------------------------------------------------------------------------------- pairs */

/* Forgets the pairs of a profile, but for those through which others join. */
int qt_who_clear_pairs(qt_case *c, int64_t profile, quoth_error *error);

/* `low` and `high` are in the order of their keys; `leaf` is the one of them that joins through this pair, or 0;
 * `merged`: one entity, else only proposed. A pair that is there already stays. */
int qt_who_add_pair(qt_case *c, int64_t low, int64_t high, int64_t leaf, const qt_comparison *comparison, bool merged,
                    quoth_error *error);

int qt_who_add_apart(qt_case *c, int64_t one, int64_t other, int64_t document, quoth_error *error);
/* The profiles that some document tells apart from this one. */
int qt_who_apart(qt_case *c, int64_t profile, qt_arena *arena, qt_who_ids *out, quoth_error *error);

/* --------------------------------------------------------------------------------------------------------- decisions */

typedef struct qt_who_pair {
    qt_str key, other;
} qt_who_pair;

typedef struct qt_who_value {
    qt_str key, value, author;
} qt_who_value;

/* What people decided about entities, by any of their referents' keys: collate obeys it. Pairs are those in force; names and
 * types all that nobody undid, in the order of the log: which of them stand shows when it is known what is one entity
 * (qt_who_agreed). */
typedef struct qt_who_decided {
    const qt_who_pair *same, *not_same;
    const qt_who_value *names, *types;
    size_t same_count, not_same_count, name_count, type_count;
} qt_who_decided;

int qt_who_decisions(qt_case *c, qt_arena *arena, qt_who_decided *out, quoth_error *error);

/* What people call one entity, given all that they said of it, in the order of the log: the last word of each author, where
 * all say the same. data NULL where they do not, or nobody said anything. Pure. */
qt_str qt_who_agreed(const qt_who_value *values, size_t count);

/* The document of the referent with this key; 0 where there is none. */
int qt_who_document_of(qt_case *c, qt_str key, int64_t *document, quoth_error *error);

#endif
