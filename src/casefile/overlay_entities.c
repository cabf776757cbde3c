#include <stdlib.h>

#include "casefile/overlay.h"
#include "casefile/subjects.h"

enum { OVERLAY_MAX = 1 << 30 };

/* A decision about an entity that is in force or in conflict. One about two entities is laid over both. */
typedef struct qt_laid_entity {
    int64_t entity;
    uint32_t index;
} laid;

void qt_entity_overlay_free(qt_entity_overlay *overlay) { qt_arena_free(overlay->arena); }

static int compare_laid(const void *left, const void *right)
{
    const laid *a = left, *b = right;
    if (a->entity != b->entity) return a->entity < b->entity ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static const char ENTITY_OF[] = "SELECT p.entity FROM referent r JOIN profile p ON p.id = r.profile"
                                " WHERE r.key = ?1 AND p.entity IS NOT NULL LIMIT 1";

/* The entity's id goes to the list, once for each decision. */
static int lay(qt_case *c, qt_entity_overlay *o, qt_str key, uint32_t index, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int status = QT_QUERY(c, &stmt, error, ENTITY_OF, qt_text_value(key));
    if (!status) status = qt_db_step(c, stmt, &row, error);
    int64_t entity = !status && row ? qt_db_int(stmt, 0) : 0;
    qt_db_reset(stmt);
    bool again = o->count && o->items[o->count - 1].index == index && o->items[o->count - 1].entity == entity;
    if (entity && !again) o->items[o->count++] = (laid){entity, index};
    return status;
}

static int fill(qt_case *c, qt_entity_overlay *o, quoth_error *error)
{
    qt_subject_finder finder = {c, o->arena, error, QUOTH_OK};
    const qt_subjects subjects = {qt_subject_find, &finder};
    int status = qt_decisions_load(c, o->arena, &o->log, error);
    if (status) return status;
    o->settled = QT_ARENA_NEW(o->arena, qt_settled, o->log.count);
    o->items = QT_ARENA_NEW(o->arena, laid, o->log.count * 2);
    if (!o->settled || !o->items) return qt_arena_error(o->arena, error);
    status = qt_decisions_settle(&o->log, &subjects, o->arena, o->settled, error);
    if (finder.status) return finder.status;
    for (uint32_t i = 0; i < o->log.count && !status; i++) {
        const qt_decision *d = &o->log.items[i];
        bool shown = o->settled[i].state == QT_IN_FORCE || o->settled[i].state == QT_CONFLICT;
        bool statements = d->action == QT_ACTION_SET_SOURCE || d->action == QT_ACTION_UNDO ||
                          (d->action == QT_ACTION_DELETE && !qt_str_equal(d->value, QT_STR("entity")));
        if (!shown || statements) continue;
        status = lay(c, o, d->key, i, error);
        if (!status && d->other.data) status = lay(c, o, d->other, i, error);
    }
    qsort(o->items, o->count, sizeof *o->items, compare_laid);
    return status;
}

int qt_entity_overlay_load(qt_case *c, qt_entity_overlay *out, quoth_error *error)
{
    *out = (qt_entity_overlay){.arena = qt_arena_new(OVERLAY_MAX)};
    return out->arena ? fill(c, out, error) : qt_db_no_memory(c, error);
}

/* The first of the entity's decisions. */
static size_t first_of(const qt_entity_overlay *o, int64_t entity)
{
    size_t low = 0, high = o->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (o->items[middle].entity < entity) low = middle + 1;
        else high = middle;
    }
    return low;
}

qt_str qt_entity_overlay_namer(const qt_entity_overlay *o, int64_t entity)
{
    qt_str author = {NULL, 0};
    for (size_t i = first_of(o, entity); i < o->count && o->items[i].entity == entity; i++)
        if (o->log.items[o->items[i].index].action == QT_ACTION_RENAME &&
            o->settled[o->items[i].index].state == QT_IN_FORCE)
            author = o->log.items[o->items[i].index].author;
    return author;
}

int qt_entity_overlay_apply(qt_case *c, const qt_entity_overlay *o, int64_t entity, json_t *row, bool *hidden,
                            quoth_error *error)
{
    const qt_decision *deleted = NULL;
    bool conflict = false, any = false;
    json_t *list = json_array();
    int bad = 0;
    for (size_t i = first_of(o, entity); i < o->count && o->items[i].entity == entity && !bad; i++) {
        const qt_decision *d = &o->log.items[o->items[i].index];
        qt_decision_state state = o->settled[o->items[i].index].state;
        any = true;
        conflict = conflict || state == QT_CONFLICT;
        if (d->action == QT_ACTION_DELETE && !deleted) deleted = d;
        bad = json_array_append_new(list, qt_overlay_decision(d, state));
    }
    bad |= json_object_set_new(row, "status", any ? qt_overlay_status(deleted, conflict) : json_string("unchecked"));
    bad |= json_object_set_new(row, "decisions", list);
    *hidden = deleted != NULL;
    return bad ? qt_db_no_memory(c, error) : QUOTH_OK;
}
