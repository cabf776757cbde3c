#include "casefile/subjects.h"

#include "casefile/query.h"

/* ------------------------------------------------------------------------------------------------------- statements */

static const char KEY_OF[] = "SELECT key FROM statement WHERE id = ?1";
static const char HAS_KEY[] = "SELECT key FROM statement WHERE key = ?1 LIMIT 1";

/* The first column of the first row, copied; data NULL where there is none. */
static int one_text(qt_case *c, const char *sql, qt_value value, qt_arena *arena, qt_str *out, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false, full = false;
    *out = (qt_str){NULL, 0};
    int status = qt_db_query(c, &stmt, error, sql, &value, 1);
    if (!status) status = qt_db_step(c, stmt, &row, error);
    if (!status && row) *out = qt_db_copy(stmt, 0, arena, &full);
    qt_db_reset(stmt);
    return full && !status ? qt_arena_error(arena, error) : status;
}

static bool is_of_statements(qt_action action) { return action == QT_ACTION_SET_SOURCE || action == QT_ACTION_DELETE; }

/* --------------------------------------------------------------------------------------------------------- entities */

static const char HAS_REFERENT[] = "SELECT key FROM referent WHERE key = ?1 LIMIT 1";
/* Keys are ASCII: every key that begins with ?1 lies from ?1 to ?1 followed by '~'. */
static const char ONE_REFERENT[] = "SELECT min(key) FROM referent WHERE key >= ?1 AND key < ?1 || '~'"
                                   " AND length(?1) >= 4 HAVING count(*) = 1";
static const char ENTITY_KEY[] = "SELECT key FROM entity WHERE id = ?1";
static const char ENTITY_OF[] = "SELECT e.key FROM referent r JOIN profile p ON p.id = r.profile"
                                " JOIN entity e ON e.id = p.entity WHERE r.key = ?1 LIMIT 1";
static const char ENTITY_WORDS[] = "SELECT e.name || ' (' || e.type || ')' || CASE WHEN r.text = e.name THEN ''"
                                   " ELSE ', here: ' || r.text END FROM referent r"
                                   " JOIN profile p ON p.id = r.profile JOIN entity e ON e.id = p.entity"
                                   " WHERE r.key = ?1 LIMIT 1";

/* A key of a referent stays that key, since it may be taken out of its entity; else the entity's own. */
static int resolve_entity(qt_case *c, qt_str given, qt_arena *arena, qt_str *key, quoth_error *error)
{
    int64_t id = 0;
    int status = one_text(c, HAS_REFERENT, qt_text_value(given), arena, key, error);
    if (!status && !key->data) status = one_text(c, ONE_REFERENT, qt_text_value(given), arena, key, error);
    if (status || key->data) return status;
    status = qt_case_find_entity(c, given, &id, error);
    return status ? status : one_text(c, ENTITY_KEY, qt_int(id), arena, key, error);
}

/* ------------------------------------------------------------------------------------------------------------ either */

static bool all_digits(qt_str s)
{
    for (size_t i = 0; i < s.size; i++)
        if (s.data[i] < '0' || s.data[i] > '9') return false;
    return s.size > 0;
}

/* What is deleted may be either; a key that finds both is no key. */
static int resolve_either(qt_case *c, qt_str given, qt_arena *arena, qt_str *key, const char **what, quoth_error *error)
{
    qt_found found = {0, 0};
    quoth_error of_statement = {0}, of_entity = {0};
    qt_str entity = {NULL, 0};
    int first = qt_find_statement(c, given, &found, &of_statement);
    int second = resolve_entity(c, given, arena, &entity, &of_entity);
    bool number = all_digits(given);
    if (!first && (second || number)) { /* a number is a statement's id first */
        *what = "statement";
        return one_text(c, KEY_OF, qt_int(found.id), arena, key, error);
    }
    if (!first)
        return qt_fail(error, QUOTH_USAGE, "\"%.*s\" could be a statement or an entity: give the whole key",
                       (int)(given.size < 80 ? given.size : 80), given.data);
    if (!second) {
        *what = "entity";
        *key = entity;
        return QUOTH_OK;
    }
    const quoth_error *why = first == QUOTH_USAGE && second == QUOTH_USAGE ? &of_statement
                             : first == QUOTH_USAGE                        ? &of_entity
                                                                           : &of_statement;
    if (error && error->status == QUOTH_OK) *error = *why;
    return (int)why->status;
}

int qt_subject_resolve(qt_case *c, qt_action action, qt_str given, qt_arena *arena, qt_str *key, const char **what,
                       quoth_error *error)
{
    qt_found found;
    if (action == QT_ACTION_DELETE) return resolve_either(c, given, arena, key, what, error);
    *what = "entity";
    if (action != QT_ACTION_SET_SOURCE) return resolve_entity(c, given, arena, key, error);
    *what = "statement";
    int status = qt_find_statement(c, given, &found, error);
    return status ? status : one_text(c, KEY_OF, qt_int(found.id), arena, key, error);
}

int qt_subject_entity(qt_case *c, qt_str key, qt_arena *arena, qt_str *out, quoth_error *error)
{
    return one_text(c, ENTITY_OF, qt_text_value(key), arena, out, error);
}

/* Who is the same is said of referents; names and types are an entity's. */
qt_str qt_subject_find(void *context, qt_str key, qt_action action)
{
    qt_subject_finder *f = context;
    qt_str out = {NULL, 0};
    bool valued = action == QT_ACTION_RENAME || action == QT_ACTION_RETYPE || action == QT_ACTION_DELETE;
    if (!f->status && is_of_statements(action))
        f->status = one_text(f->c, HAS_KEY, qt_text_value(key), f->arena, &out, f->error);
    if (!f->status && !out.data && action != QT_ACTION_SET_SOURCE)
        f->status = one_text(f->c, valued ? ENTITY_OF : HAS_REFERENT, qt_text_value(key), f->arena, &out, f->error);
    return out;
}

/* Words never without their hedges. */
static const char WORDS_OF[] =
    "SELECT coalesce(source || ' · ', CASE WHEN cue IS NULL THEN '(the document itself)'"
    "  ELSE '(no source named) · ' END) || coalesce(cue, '')"
    " || coalesce(' · ' || words, ' · (named only)') || coalesce(' [hedged: ' || hedges || ']', '')"
    " || CASE unplaced_hedge WHEN 0 THEN '' ELSE ' [a hedge in the sentence is not placed]' END"
    " FROM statement WHERE key = ?1 ORDER BY id LIMIT 1";

int qt_subject_words(qt_case *c, qt_str key, qt_action action, qt_arena *arena, qt_str *out, const char **what,
                     quoth_error *error)
{
    int status = QUOTH_OK;
    *out = (qt_str){NULL, 0};
    *what = is_of_statements(action) ? "statement" : "entity";
    if (is_of_statements(action)) status = one_text(c, WORDS_OF, qt_text_value(key), arena, out, error);
    if (status || out->data || action == QT_ACTION_SET_SOURCE) return status;
    status = one_text(c, ENTITY_WORDS, qt_text_value(key), arena, out, error);
    if (out->data) *what = "entity";
    return status;
}
