#include "collate.h"

#include <stdio.h>
#include <stdlib.h>

#include "collate_parts.h"

enum { WORK_MAX = 1 << 30, TOLD_APART = 16 }; /* people of one name in one document that are told apart, at most */

/* A person of the document under one of the full names that it bears. */
typedef struct bearer {
    qt_str key;
    int64_t profile;
} bearer;

typedef struct placing {
    qt_collating *k;
    qt_id_set taken; /* profiles of persons of this document */
    QT_VEC(bearer) bearers;
} placing;

/* --------------------------------------------------------------------------------------------------- what is said */

typedef QT_VEC(char) bytes;

static bool add_bytes(qt_arena *arena, bytes *out, qt_str s, char end)
{
    for (size_t i = 0; i < s.size; i++)
        if (!qt_vec_push(arena, out, s.data[i])) return false;
    return qt_vec_push(arena, out, end);
}

static int compare_texts(const void *left, const void *right)
{
    return qt_str_compare(*(const qt_str *)left, *(const qt_str *)right);
}

/* A word of the full name alone, which says nothing that the full name does not. */
static bool says_nothing(qt_str name, qt_str full)
{
    if (name.size >= full.size) return false;
    const char before = full.data[full.size - name.size - 1], behind = full.data[name.size];
    return (qt_str_ends(full, name) && before == ' ') || (qt_str_starts(full, name) && behind == ' ');
}

static bool add_list(qt_arena *arena, bytes *out, qt_strs list, qt_str full)
{
    qt_str *sorted = QT_ARENA_NEW(arena, qt_str, list.count);
    size_t count = 0;
    if (!sorted) return false;
    for (size_t i = 0; i < list.count; i++)
        if (!full.data || !says_nothing(list.items[i], full)) sorted[count++] = list.items[i];
    if (count) qsort(sorted, count, sizeof *sorted, compare_texts);
    for (size_t i = 0; i < count; i++)
        if (!add_bytes(arena, out, sorted[i], '\x1f')) return false;
    return qt_vec_push(arena, out, '\x1e');
}

/* All that a comparison looks at but its context, in an order of its own. */
static bool facts_of(qt_arena *arena, const qt_profile *p, bytes *out)
{
    char head[64];
    snprintf(head, sizeof head, "%d %d %d %u", (int)p->type, p->government, p->status, p->age);
    const qt_str full = p->type == QT_MENTION_PERSON && p->names.count ? p->names.items[0] : (qt_str){NULL, 0};
    return add_bytes(arena, out, qt_str_of(head), '\x1e') && add_bytes(arena, out, p->date, '\x1e') &&
           add_list(arena, out, p->names, full) && add_list(arena, out, p->originals, (qt_str){NULL, 0}) &&
           add_list(arena, out, p->titles, (qt_str){NULL, 0}) && add_list(arena, out, p->roles, (qt_str){NULL, 0}) &&
           add_list(arena, out, p->descriptions, (qt_str){NULL, 0});
}

/* `own` is for a referent that shares its profile with nobody: what it alone has. */
static int digest_of(qt_collating *k, const qt_profile *p, bool own, char out[65])
{
    bytes facts = {0};
    qt_sha256 hash;
    bool room = facts_of(k->arena, p, &facts);
    if (own) room = room && add_bytes(k->arena, &facts, p->document, ':') && add_bytes(k->arena, &facts, p->key, '.');
    if (!room) return qt_collate_full(k);
    int status = qt_sha256_of((qt_str){facts.items, facts.count}, &hash, k->error);
    if (!status) qt_sha256_hex(&hash, out);
    return status;
}

/* Whether another document that said just this of somebody would be taken to mean the same. */
static int is_shareable(qt_collating *k, const qt_profile *p, bool *out)
{
    qt_profile one = *p, other = *p;
    qt_comparison comparison;
    one.context = other.context = (qt_strs){NULL, 0};
    other.key = QT_STR("~");
    other.document = QT_STR("~");
    int status = qt_entity_compare(&one, &other, k->arena, &comparison, k->error);
    *out = !status && comparison.verdict == QT_VERDICT_SAME;
    return status;
}

static bool names(const qt_who_pair *pairs, size_t count, qt_str key)
{
    size_t i = 0;
    while (i < count && !qt_str_equal(pairs[i].key, key) && !qt_str_equal(pairs[i].other, key)) i++;
    return i < count;
}

/* Whether a person decided that it is not the same as somebody: it then stands for itself. */
static bool is_set_apart(const qt_collating *k, qt_str key)
{
    return names(k->decided.not_same, k->decided.not_same_count, key);
}

/* ----------------------------------------------------------------------------------------------------------- placing */

static int new_profile(qt_collating *k, const char *digest, qt_str key, const qt_entity_keys *keys, qt_who_profile *out)
{
    *out = (qt_who_profile){.key = key};
    int status = qt_who_add(k->c, qt_str_of(digest), key, &out->id, k->error);
    if (!status) status = qt_collate_enter(k, out, keys);
    return status ? status : qt_collate_seed(k, out->id);
}

/* The profile that says the same, id 0 where there is none yet. Two of one name in one document are not one: the second has
 * a profile of its own. */
static int find_profile(const placing *pl, const qt_profile *p, bool shareable, char digest[65], qt_who_profile *out)
{
    qt_collating *k = pl->k;
    int status = digest_of(k, p, !shareable, digest);
    if (!status) status = qt_who_find(k->c, qt_str_of(digest), k->arena, out, k->error);
    if (status || !out->id || p->type != QT_MENTION_PERSON || !qt_id_set_has(&pl->taken, out->id)) return status;
    status = digest_of(k, p, true, digest);
    return status ? status : qt_who_find(k->c, qt_str_of(digest), k->arena, out, k->error);
}

static int place_named(placing *pl, const qt_who_referent *referent)
{
    qt_collating *k = pl->k;
    qt_profile profile = {.type = QT_MENTION_OTHER};
    qt_entity_keys keys = {.count = 0};
    qt_who_profile found = {.id = 0};
    char digest[65];
    bool shareable = false;
    int status = qt_who_read(k->c, referent->id, k->arena, &profile, k->error);
    if (!status) status = qt_entity_keys_of(&profile, k->arena, &keys, k->error);
    if (!status && !is_set_apart(k, referent->key)) status = is_shareable(k, &profile, &shareable);
    if (!status) status = find_profile(pl, &profile, shareable, digest, &found);
    const bool person = profile.type == QT_MENTION_PERSON;
    if (!status && !found.id) status = new_profile(k, digest, referent->key, &keys, &found);
    if (!status) status = qt_who_place(k->c, referent->id, found.id, k->error);
    if (!status) status = qt_collate_touch(k, found.entity);
    if (!status && qt_str_compare(referent->key, found.key) < 0) status = qt_collate_rekey(k, &found, referent->key);
    bool added;
    if (!status && person && !qt_id_set_add(k->arena, &pl->taken, found.id, &added)) return qt_collate_full(k);
    for (size_t i = 0; i < keys.count && !status && person; i++)
        if (keys.items[i].level == QT_KEY_FINE) {
            const qt_str copy = qt_arena_copy(k->arena, keys.items[i].text);
            if (!copy.data || !qt_vec_push(k->arena, &pl->bearers, (bearer){copy, found.id})) return qt_collate_full(k);
        }
    return status;
}

/* "A senior official" is an entity of its document, and of nothing else unless a person says so. Read again, it has its
 * profile still: what lost a referent is dropped later, where nobody stands for it. */
static int place_described(qt_collating *k, const qt_who_referent *referent)
{
    char digest[65], line[96];
    qt_sha256 hash;
    qt_who_profile profile = {.id = 0};
    snprintf(line, sizeof line, "described %lld %.*s", (long long)referent->document, QT_STR_ARG(referent->key));
    int status = qt_sha256_of(qt_str_of(line), &hash, k->error);
    if (status) return status;
    qt_sha256_hex(&hash, digest);
    status = qt_who_find(k->c, qt_str_of(digest), k->arena, &profile, k->error);
    const bool fresh = profile.id == 0;
    if (fresh) profile.key = referent->key;
    if (!status && fresh) status = qt_who_add(k->c, qt_str_of(digest), referent->key, &profile.id, k->error);
    if (!status) status = qt_who_place(k->c, referent->id, profile.id, k->error);
    if (status) return status;
    const bool joined = names(k->decided.same, k->decided.same_count, referent->key);
    return fresh && !joined ? qt_collate_alone(k, &profile) : qt_collate_seed(k, profile.id);
}

static int compare_bearers(const void *left, const void *right)
{
    const bearer *a = left, *b = right;
    int c = qt_str_compare(a->key, b->key);
    return c ? c : (a->profile > b->profile) - (a->profile < b->profile);
}

/* Two people of one full name in one document are two people: whoever wrote it tells them apart. */
static int tell_apart(placing *pl, int64_t document)
{
    qt_collating *k = pl->k;
    int status = QUOTH_OK;
    if (pl->bearers.count) qsort(pl->bearers.items, pl->bearers.count, sizeof *pl->bearers.items, compare_bearers);
    for (size_t i = 0; i < pl->bearers.count && !status; i++)
        for (size_t j = i + 1; j < pl->bearers.count && j <= i + TOLD_APART && !status; j++) {
            const bearer *a = &pl->bearers.items[i], *b = &pl->bearers.items[j];
            if (!qt_str_equal(a->key, b->key)) break;
            if (a->profile == b->profile) continue;
            status = qt_who_add_apart(k->c, a->profile, b->profile, document, k->error);
            if (!status) status = qt_collate_seed(k, a->profile);
            if (!status) status = qt_collate_seed(k, b->profile);
        }
    return status;
}

int qt_collate_place(qt_collating *k, int64_t document)
{
    placing pl = {.k = k};
    qt_who_referents referents = {0};
    int status = qt_who_unplaced(k->c, document, k->arena, &referents, k->error);
    for (size_t i = 0; i < referents.count && !status; i++)
        status =
            referents.items[i].named ? place_named(&pl, &referents.items[i]) : place_described(k, &referents.items[i]);
    return status ? status : tell_apart(&pl, document);
}

/* A profile that lost a referent: another may stand for it now, or nobody does. */
int qt_collate_lost(qt_collating *k, int64_t id)
{
    qt_who_profile profile;
    int64_t first = 0;
    qt_str key;
    int status = qt_who_get(k->c, id, k->arena, &profile, k->error);
    if (status || !profile.id) return status;
    status = qt_collate_touch(k, profile.entity);
    if (!status) status = qt_who_first(k->c, id, &first, &key, k->arena, k->error);
    if (!status && !first) return qt_collate_drop(k, &profile);
    if (!status) status = qt_collate_seed(k, id);
    if (!status && !qt_str_equal(key, profile.key)) status = qt_collate_rekey(k, &profile, key);
    return status;
}

/* --------------------------------------------------------------------------------------------------------- documents */

static int note_judged(qt_collating *k, const qt_who_pair *pairs, size_t count)
{
    int status = QUOTH_OK;
    for (size_t i = 0; i < 2 * count && !status; i++) {
        const qt_who_pair *pair = &pairs[i / 2];
        int64_t id = 0;
        bool added;
        status = qt_who_by_key(k->c, i % 2 ? pair->other : pair->key, &id, k->error);
        if (!status && id && !qt_id_set_add(k->arena, &k->judged, id, &added)) status = qt_collate_full(k);
    }
    return status;
}

int qt_collate_judged(qt_collating *k)
{
    int status = note_judged(k, k->decided.same, k->decided.same_count);
    return status ? status : note_judged(k, k->decided.not_same, k->decided.not_same_count);
}

static int collate(qt_collating *k, const qt_touched *touched)
{
    int status = qt_who_decisions(k->c, k->arena, &k->decided, k->error);
    if (!status && touched->document) status = qt_collate_place(k, touched->document);
    for (size_t i = 0; i < touched->profile_count && !status; i++) status = qt_collate_lost(k, touched->profiles[i]);
    if (!status) status = qt_collate_judged(k);
    return status ? status : qt_collate_settle(k);
}

/* What one transaction is to store. */
typedef struct job {
    int64_t id;
    const qt_document *document; /* NULL: it is removed */
    const qt_annotation *annotation;
    const qt_sha256 *model;
    qt_stored *what; /* NULL: it is read anew */
    bool *known;     /* not NULL: no more than its place is new */
} job;

static int put(qt_collating *k, const job *j, qt_touched *touched)
{
    if (!j->document) return qt_case_take(k->c, j->id, k->arena, touched, k->error);
    if (j->known) return qt_case_put_place(k->c, j->document, k->arena, j->known, j->what, touched, k->error);
    if (j->what) return qt_case_put(k->c, j->document, j->annotation, j->model, k->arena, j->what, touched, k->error);
    return qt_case_put_again(k->c, j->id, j->document, j->annotation, j->model, k->arena, touched, k->error);
}

static int run(qt_case *c, const job *j, quoth_error *error)
{
    qt_collating k = {.c = c, .error = error, .arena = qt_arena_new(WORK_MAX)};
    qt_touched touched = {0};
    if (!k.arena) return qt_fail(error, QUOTH_FAILED, "out of memory");
    int status = qt_who_begin(c, error);
    if (!status) {
        status = put(&k, j, &touched);
        if (!status) status = collate(&k, &touched);
        status = qt_who_end(c, status, error);
    }
    qt_arena_free(k.arena);
    return status;
}

int qt_collate_store(qt_case *c, const qt_document *document, const qt_annotation *annotation, const qt_sha256 *model,
                     qt_stored *what, quoth_error *error)
{
    qt_stored stored = QT_STORED_KNOWN;
    int status = run(c, &(job){.document = document, .annotation = annotation, .model = model, .what = &stored}, error);
    if (!status) *what = stored;
    return status;
}

int qt_collate_known(qt_case *c, const qt_document *document, bool *known, qt_stored *what, quoth_error *error)
{
    bool read = false, place = false;
    qt_stored stored = QT_STORED_KNOWN;
    int status = qt_case_knows(c, document, &read, &place, error);
    if (!status && read && !place)
        status = run(c, &(job){.document = document, .what = &stored, .known = &read}, error);
    if (status) return status;
    *known = read;
    if (read) *what = stored;
    return QUOTH_OK;
}

int qt_collate_restore(qt_case *c, int64_t id, const qt_document *document, const qt_annotation *annotation,
                       const qt_sha256 *model, quoth_error *error)
{
    return run(c, &(job){.id = id, .document = document, .annotation = annotation, .model = model}, error);
}

int qt_collate_remove(qt_case *c, int64_t id, quoth_error *error) { return run(c, &(job){.id = id}, error); }
