/* What people decided, as collating needs it. */
#include "casefile/decisions.h"
#include "casefile/who.h"

/* ------------------------------------------------------------------------------------------------------------ values */

/* Quadratic in the authors who named one entity, of whom no more than these are heard. */
enum { AUTHORS_MAX = 64 };

qt_str qt_who_agreed(const qt_who_value *values, size_t count)
{
    const qt_who_value *last[AUTHORS_MAX];
    size_t authors = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < authors && !qt_str_equal(last[at]->author, values[i].author)) at++;
        if (at == AUTHORS_MAX) return (qt_str){NULL, 0};
        if (at == authors) authors++;
        last[at] = &values[i];
    }
    for (size_t i = 1; i < authors; i++)
        if (!qt_str_equal(last[i]->value, last[0]->value)) return (qt_str){NULL, 0};
    return authors ? last[0]->value : (qt_str){NULL, 0};
}

/* ------------------------------------------------------------------------------------------------------- all of them */

static const char DOCUMENT_OF[] = "SELECT document FROM referent WHERE key = ?1 ORDER BY id LIMIT 1";

int qt_who_document_of(qt_case *c, qt_str key, int64_t *document, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int status = QT_QUERY(c, &stmt, error, DOCUMENT_OF, qt_text_value(key));
    if (!status) status = qt_db_step(c, stmt, &row, error);
    *document = !status && row ? qt_db_int(stmt, 0) : 0;
    qt_db_reset(stmt);
    return status;
}

typedef struct finder {
    qt_case *c;
    quoth_error *error;
    int status;
} finder;

/* A pair is orphaned where one of its referents is not there: it then says nothing against others. */
static qt_str find(void *context, qt_str key, qt_action action)
{
    finder *f = context;
    int64_t document = 0;
    (void)action;
    if (!f->status) f->status = qt_who_document_of(f->c, key, &document, f->error);
    return document ? key : (qt_str){NULL, 0};
}

/* Merges in force, or all that sets two apart. */
static bool add_pairs(const qt_decisions *log, const qt_settled *settled, bool apart, qt_arena *arena,
                      const qt_who_pair **out, size_t *count)
{
    QT_VEC(qt_who_pair) list = {0};
    for (size_t i = 0; i < log->count; i++) {
        const qt_decision *d = &log->items[i];
        const bool wanted = apart ? qt_is_apart(d->action) : d->action == QT_ACTION_MERGE;
        if (settled[i].state != QT_IN_FORCE || !wanted) continue;
        if (!qt_vec_push(arena, &list, (qt_who_pair){d->key, d->other})) return false;
    }
    *out = list.items;
    *count = list.count;
    return true;
}

static bool add_values(const qt_decisions *log, const qt_settled *settled, qt_action action, qt_arena *arena,
                       const qt_who_value **out, size_t *count)
{
    QT_VEC(qt_who_value) list = {0};
    for (size_t i = 0; i < log->count; i++) {
        const qt_decision *d = &log->items[i];
        if (d->action != action || settled[i].state == QT_UNDONE) continue;
        if (!qt_vec_push(arena, &list, (qt_who_value){d->key, d->value, d->author})) return false;
    }
    *out = list.items;
    *count = list.count;
    return true;
}

int qt_who_decisions(qt_case *c, qt_arena *arena, qt_who_decided *out, quoth_error *error)
{
    finder f = {c, error, QUOTH_OK};
    const qt_subjects subjects = {find, &f};
    qt_decisions log = {NULL, 0};
    *out = (qt_who_decided){.same_count = 0};
    int status = qt_decisions_load(c, arena, &log, error);
    if (status || !log.count) return status;
    qt_settled *settled = QT_ARENA_NEW(arena, qt_settled, log.count);
    if (!settled) return qt_arena_error(arena, error);
    status = qt_decisions_settle(&log, &subjects, arena, settled, error);
    if (f.status) return f.status;
    if (status) return status;
    bool room = add_pairs(&log, settled, false, arena, &out->same, &out->same_count) &&
                add_pairs(&log, settled, true, arena, &out->not_same, &out->not_same_count) &&
                add_values(&log, settled, QT_ACTION_RENAME, arena, &out->names, &out->name_count) &&
                add_values(&log, settled, QT_ACTION_RETYPE, arena, &out->types, &out->type_count);
    return room ? QUOTH_OK : qt_arena_error(arena, error);
}

/* ---------------------------------------------------------------------------------------------------------- concerned */

static const char READ_ONE[] = "SELECT action, key, other, value, undoes FROM decision WHERE uid = ?1";

enum { UNDOS_MAX = 1000 };

int qt_case_concerned(qt_case *c, const qt_decision *decision, qt_arena *arena, qt_str keys[2], size_t *count,
                      bool *apart, quoth_error *error)
{
    qt_decision d = *decision;
    int status = QUOTH_OK;
    *count = 0;
    for (int i = 0; i < UNDOS_MAX && d.action == QT_ACTION_UNDO && !status; i++) {
        sqlite3_stmt *stmt = NULL;
        bool row = false, full = false;
        status = QT_QUERY(c, &stmt, error, READ_ONE, qt_text_value(d.undoes));
        if (!status) status = qt_db_step(c, stmt, &row, error);
        if (status || !row) return status;
        d = (qt_decision){.action = qt_action_of(qt_db_text(stmt, 0)),
                          .key = qt_db_copy(stmt, 1, arena, &full),
                          .other = qt_db_copy(stmt, 2, arena, &full),
                          .value = qt_db_copy(stmt, 3, arena, &full),
                          .undoes = qt_db_copy(stmt, 4, arena, &full)};
        qt_db_reset(stmt);
        if (full) return qt_arena_error(arena, error);
    }
    bool pair = qt_is_pair(d.action);
    if (!pair && d.action != QT_ACTION_RENAME && d.action != QT_ACTION_RETYPE) return status;
    keys[0] = d.key;
    keys[1] = d.other;
    *count = pair ? 2 : 1;
    *apart = pair && d.action != QT_ACTION_MERGE;
    return status;
}
