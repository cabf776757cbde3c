/* One more decision: its keys found, its time taken, appended. */
#include <stdio.h>
#include <time.h>

#include "casefile/query.h"
#include "casefile/subjects.h"

enum { UID_LEAST = 4, SOURCES_SHOWN = 8 };

/* ------------------------------------------------------------------------------------------------------- set-source */

/* "KEY#N" → KEY and N; N is 0 where there is none. False for a number that is none. */
static bool cut_number(qt_str *key, size_t *number)
{
    *number = 0;
    const char *mark = key->size ? memchr(key->data, '#', key->size) : NULL;
    if (!mark) return true;
    size_t begin = (size_t)(mark - key->data) + 1;
    for (size_t i = begin; i < key->size; i++) {
        if (key->data[i] < '0' || key->data[i] > '9' || *number > 1000000) return false;
        *number = *number * 10 + (size_t)(key->data[i] - '0');
    }
    key->size = begin - 1;
    return *number > 0;
}

static const char LIST_SOURCES[] =
    "SELECT x.begin, x.end, x.text FROM statement_source x JOIN statement s ON s.id = x.statement"
    " WHERE s.key = ?1 ORDER BY s.id, x.position";

/* "hash16:begin-end" of the `number`th source of statement `key`, ".N" behind it where it is the Nth of several with the same
 * words; data NULL where it has none at all. */
static int find_source(qt_case *c, qt_str key, size_t number, qt_arena *arena, qt_str *out, quoth_error *error)
{
    char list[SOURCES_SHOWN * 80] = "", span[80];
    size_t count = 0, used = 0, nth = 0;
    long long begin = -1, end = -1;
    sqlite3_stmt *stmt = NULL;
    bool row = true, chosen = false;
    int status = QT_QUERY(c, &stmt, error, LIST_SOURCES, qt_text_value(key));
    while (!status && !(status = qt_db_step(c, stmt, &row, error)) && row) {
        qt_str text = qt_db_text(stmt, 2);
        const bool again = begin == (long long)qt_db_int(stmt, 0) && end == (long long)qt_db_int(stmt, 1);
        begin = (long long)qt_db_int(stmt, 0);
        end = (long long)qt_db_int(stmt, 1);
        nth = again ? nth + 1 : 1;
        count++;
        if (count == (number ? number : 1)) {
            int size = snprintf(span, sizeof span, "%.16s:%lld-%lld", key.data, begin, end);
            if (nth > 1) (void)snprintf(span + size, sizeof span - (size_t)size, ".%zu", nth);
            chosen = true;
        }
        if (count > SOURCES_SHOWN) continue;
        int size = snprintf(list + used, sizeof list - used, "%s#%zu %.*s", count > 1 ? ", " : "", count,
                            (int)(text.size < 48 ? text.size : 48), text.data);
        used += size > 0 && (size_t)size < sizeof list - used ? (size_t)size : 0;
    }
    qt_db_reset(stmt);
    if (status) return status;
    *out = (qt_str){NULL, 0};
    if (count == 0 && number == 0) return QUOTH_OK;
    if (!chosen || (count > 1 && !number))
        return qt_fail(error, QUOTH_USAGE, "which of its %zu source%s? %s", count, count == 1 ? "" : "s", list);
    *out = qt_arena_copy(arena, qt_str_of(span));
    return out->data ? QUOTH_OK : qt_arena_error(arena, error);
}

/* ------------------------------------------------------------------------------------------------------------- keys */

static const char FIND_UID[] = "SELECT uid FROM decision WHERE uid >= ?1 AND uid < ?1 || '~' ORDER BY uid LIMIT 2";

static int find_decision(qt_case *c, qt_str given, qt_arena *arena, qt_str *uid, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false, full = false, more = false;
    bool fits = given.size >= UID_LEAST && given.size <= QT_UID_SIZE;
    for (size_t i = 0; i < given.size && fits; i++) fits = given.data[i] && strchr("0123456789abcdef", given.data[i]);
    int status = fits ? QT_QUERY(c, &stmt, error, FIND_UID, qt_text_value(given)) : QUOTH_OK;
    if (!status && fits) status = qt_db_step(c, stmt, &row, error);
    if (!status && row) {
        *uid = qt_db_copy(stmt, 0, arena, &full);
        status = qt_db_step(c, stmt, &more, error);
    }
    qt_db_reset(stmt);
    if (full && !status) status = qt_arena_error(arena, error);
    int shown = (int)(given.size < 80 ? given.size : 80);
    if (!status && !row)
        return qt_fail(error, QUOTH_USAGE, "there is no decision \"%.*s\": 'log' lists them", shown, given.data);
    if (!status && more)
        return qt_fail(error, QUOTH_USAGE, "\"%.*s\" begins several decisions: give more of it", shown, given.data);
    return status;
}

/* The decision with whole keys instead of what was typed. */
static int resolve(qt_case *c, const qt_decision *given, qt_arena *arena, qt_decision *d, quoth_error *error)
{
    const char *what = NULL, *other = NULL;
    size_t number = 0;
    *d = *given;
    if (d->action == QT_ACTION_UNDO) return find_decision(c, given->undoes, arena, &d->undoes, error);
    qt_str key = given->key;
    if (d->action == QT_ACTION_SET_SOURCE && !cut_number(&key, &number))
        return qt_fail(error, QUOTH_USAGE, "what stands behind # in a key is the number of a source, from 1");
    int status = qt_subject_resolve(c, d->action, key, arena, &d->key, &what, error);
    if (!status && given->other.data)
        status = qt_subject_resolve(c, d->action, given->other, arena, &d->other, &other, error);
    if (!status && d->action == QT_ACTION_SET_SOURCE) status = find_source(c, d->key, number, arena, &d->other, error);
    if (!status && d->action == QT_ACTION_SET_SOURCE && qt_is_key(d->value))
        status = qt_subject_resolve(c, QT_ACTION_RENAME, given->value, arena, &d->value, &other, error);
    if (d->action == QT_ACTION_DELETE) d->value = what ? qt_str_of(what) : d->value;
    return status;
}

/* ----------------------------------------------------------------------------------------------------------- adding */

/* What the person typed, before anything is looked up. */
static int check_given(const qt_decision *d, quoth_error *error)
{
    bool pair = qt_is_pair(d->action);
    bool undo = d->action == QT_ACTION_UNDO;
    if (d->action >= QT_ACTION_COUNT) return qt_fail(error, QUOTH_USAGE, "there is no such decision");
    if (!d->author.size) return qt_fail(error, QUOTH_USAGE, "a decision needs the name of who decides");
    if (undo ? !d->undoes.data : !d->key.data || (pair && !d->other.data))
        return qt_fail(error, QUOTH_USAGE, "a key is missing");
    bool valued = d->action == QT_ACTION_RENAME || d->action == QT_ACTION_RETYPE || d->action == QT_ACTION_SET_SOURCE;
    if (valued && !d->value.data) return qt_fail(error, QUOTH_USAGE, "it does not say what it shall be");
    qt_mention_type type;
    if (d->action == QT_ACTION_RETYPE && !qt_mention_type_of(d->value, &type))
        return qt_fail(error, QUOTH_USAGE,
                       "the types are person, organization, place, group, publication, event and other");
    return QUOTH_OK;
}

static const char IS_TIME[] = "SELECT 1 FROM decision WHERE time = ?1";

/* A time that no decision here has: two of one millisecond would have no order. */
static int take_time(qt_case *c, char time[QT_TIME_SIZE + 1], quoth_error *error)
{
    const struct timespec pause = {.tv_nsec = 1000000};
    int status = QUOTH_OK;
    for (bool taken = true; taken && !status;) {
        sqlite3_stmt *stmt = NULL;
        status = qt_time_now(time, error);
        if (!status) status = QT_QUERY(c, &stmt, error, IS_TIME, qt_text_value((qt_str){time, QT_TIME_SIZE}));
        if (!status) status = qt_db_step(c, stmt, &taken, error);
        qt_db_reset(stmt);
        if (taken && !status) nanosleep(&pause, NULL);
    }
    return status;
}

/* Fills in time and uid. */
static int stamp(qt_case *c, qt_decision *d, char time[QT_TIME_SIZE + 1], char uid[QT_UID_SIZE + 1], quoth_error *error)
{
    const char *what = NULL;
    int status = take_time(c, time, error);
    d->time = (qt_str){time, QT_TIME_SIZE};
    d->uid = (qt_str){NULL, 0};
    if (!status) status = qt_decision_check(d, &what, error);
    if (!status && what) return qt_fail(error, QUOTH_USAGE, "this cannot be decided: %s", what);
    if (!status) status = qt_decision_uid(d, uid, error);
    d->uid = (qt_str){uid, QT_UID_SIZE};
    return status;
}

static const char IS_UNDONE[] = "SELECT 1 FROM decision WHERE undoes = ?1 AND author = ?2 AND uid NOT IN"
                                " (SELECT undoes FROM decision WHERE undoes IS NOT NULL)";

/* The same person undoing the same thing twice is a slip. */
static int check_undo(qt_case *c, const qt_decision *d, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    if (d->action != QT_ACTION_UNDO) return QUOTH_OK;
    int status = QT_QUERY(c, &stmt, error, IS_UNDONE, qt_text_value(d->undoes), qt_text_value(d->author));
    if (!status) status = qt_db_step(c, stmt, &row, error);
    qt_db_reset(stmt);
    return !status && row ? qt_fail(error, QUOTH_USAGE, "you have undone this already") : status;
}

int qt_case_decide(qt_case *c, const qt_decision *given, qt_arena *arena, qt_decision *out, quoth_error *error)
{
    char *time = qt_arena_alloc(arena, QT_TIME_SIZE + 1, 1), *uid = qt_arena_alloc(arena, QT_UID_SIZE + 1, 1);
    qt_decision d;
    int status = time && uid ? check_given(given, error) : qt_arena_error(arena, error);
    if (!status) status = resolve(c, given, arena, &d, error);
    if (!status) status = check_undo(c, &d, error);
    if (!status) status = stamp(c, &d, time, uid, error);
    if (!status) status = qt_decision_add(c, &d, error);
    if (!status) *out = d;
    return status;
}
