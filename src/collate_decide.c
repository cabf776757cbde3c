/* A decision about entities, made or taken back: those that it names are placed and clustered again. */
#include "collate_parts.h"

enum { WORK_MAX = 1 << 30 };

/* A referent that somebody sets apart stands for itself, and shares a profile again when that is undone. Its document is
 * placed anew: what was lost first, so that nothing is in the way of what is the same again. */
static int place_again(qt_collating *k, int64_t document)
{
    qt_who_ids lost = {0};
    int status = qt_who_unplace(k->c, document, k->arena, &lost, k->error);
    for (size_t i = 0; i < lost.count && !status; i++) status = qt_collate_lost(k, lost.items[i]);
    return status ? status : qt_collate_place(k, document);
}

/* Whoever is in one entity with `key` is looked at again. */
static int look_again(qt_collating *k, qt_str key)
{
    qt_who_profile profile = {.id = 0};
    qt_who_ids others = {0};
    int64_t id = 0;
    int status = qt_who_by_key(k->c, key, &id, k->error);
    if (status || !id) return status;
    status = qt_who_get(k->c, id, k->arena, &profile, k->error);
    if (!status) status = qt_collate_seed(k, id);
    if (!status) status = qt_collate_touch(k, profile.entity);
    if (!status && profile.entity) status = qt_who_of_entity(k->c, profile.entity, k->arena, &others, k->error);
    if (!status) status = qt_collate_seed_all(k, &others);
    if (!status) status = qt_who_joining(k->c, id, k->arena, &others, k->error);
    return status ? status : qt_collate_seed_all(k, &others);
}

static int apply(qt_collating *k, const qt_decisions *added)
{
    qt_str keys[2];
    size_t count = 0;
    bool apart = false, any = false;
    int status = qt_who_decisions(k->c, k->arena, &k->decided, k->error);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < added->count && !status; i++) {
            status = qt_case_concerned(k->c, &added->items[i], k->arena, keys, &count, &apart, k->error);
            for (size_t n = 0; n < count && !status; n++) {
                int64_t document = 0;
                any = true;
                if (pass == 1) status = look_again(k, keys[n]);
                if (pass == 1 || !apart) continue;
                status = look_again(k, keys[n]);
                if (!status) status = qt_who_document_of(k->c, keys[n], &document, k->error);
                if (!status && document) status = place_again(k, document);
            }
        }
    if (!status && any) status = qt_collate_judged(k);
    return status || !any ? status : qt_collate_settle(k);
}

typedef struct deciding {
    const qt_decision *given; /* or NULL: all of `from` */
    qt_case *from;
    qt_decision made;
    qt_decisions added;
} deciding;

static int append(qt_collating *k, deciding *d)
{
    if (!d->given) return qt_case_take_decisions(k->c, d->from, k->arena, &d->added, k->error);
    int status = qt_case_decide(k->c, d->given, k->arena, &d->made, k->error);
    d->added = (qt_decisions){&d->made, status ? 0 : 1};
    return status;
}

static int run(qt_collating *k, deciding *d)
{
    int status = qt_who_begin(k->c, k->error);
    if (status) return status;
    status = append(k, d);
    if (!status && d->added.count) status = apply(k, &d->added);
    return qt_who_end(k->c, status, k->error);
}

int qt_collate_decide(qt_case *c, const qt_decision *decision, qt_row row, void *context, quoth_error *error)
{
    qt_collating k = {.c = c, .error = error, .arena = qt_arena_new(WORK_MAX)};
    deciding d = {.given = decision};
    int status = k.arena ? run(&k, &d) : qt_fail(error, QUOTH_FAILED, "out of memory");
    if (!status) status = qt_case_log_row(c, d.made.uid, row, context, error);
    qt_arena_free(k.arena);
    return status;
}

int qt_collate_take_decisions(qt_case *c, qt_case *from, size_t *added, quoth_error *error)
{
    qt_collating k = {.c = c, .error = error, .arena = qt_arena_new(WORK_MAX)};
    deciding d = {.from = from};
    int status = k.arena ? run(&k, &d) : qt_fail(error, QUOTH_FAILED, "out of memory");
    if (!status) *added = d.added.count;
    qt_arena_free(k.arena);
    return status;
}
