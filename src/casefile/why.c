#include "casefile/why.h"

#include <stdio.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "casefile/query.h"
#include "entities/entities.h"

enum { IDS_MAX = 1 << 26 };

static json_t *column_json(sqlite3_stmt *stmt, int i)
{
    const qt_str s = qt_db_text(stmt, i);
    return qt_utf8_valid_prefix(s) == s.size ? qt_str_json(s) : json_null();
}

/* ---------------------------------------------------------------------------------------------------------- evidence */

/* What a kind of evidence says; a kind that this program does not know is named as it is stored. */
static qt_str says(qt_str kind, bool against)
{
    for (int k = 0; k < QT_EVIDENCE_KINDS; k++)
        if (qt_str_equal(qt_evidence_name((qt_evidence_kind)k), kind))
            return qt_evidence_says((qt_evidence_kind)k, against);
    return kind;
}

/* What documents say of somebody, with whatever hedges it where they say it. */
static const char EVIDENCE[] =
    "SELECT e.kind, e.against, e.low, e.high,"
    " CASE WHEN e.kind IN ('role', 'title', 'description', 'age') THEN (SELECT group_concat(text, ', ')"
    "  FROM (SELECT DISTINCT h.text FROM pair q JOIN referent r ON r.profile IN (q.low, q.high)"
    "   JOIN attribute a ON a.referent = r.id AND a.text IN (e.low, e.high)"
    "   JOIN attribute_hedge h ON h.attribute = a.id WHERE q.id = e.pair ORDER BY h.text)) END"
    " FROM pair_evidence e WHERE e.pair = ?1 ORDER BY e.position";

/* "same name: Ada Lunt / A. Lunt", "role agrees: surgeon [hedged: reportedly]" */
static json_t *words_of(qt_str what, const json_t *low, const json_t *high, const json_t *hedges)
{
    const char *one = json_string_value(low), *other = json_string_value(high), *hedged = json_string_value(hedges);
    if (!one && !other) return qt_str_json(what);
    const char *between = one && other && strcmp(one, other) != 0 ? " / " : "";
    return json_sprintf("%.*s: %s%s%s%s%s%s", QT_STR_ARG(what), one ? one : "", between,
                        other && (!one || *between) ? other : "", hedged ? " [hedged: " : "", hedged ? hedged : "",
                        hedged ? "]" : "");
}

static int add_evidence(sqlite3_stmt *stmt, json_t *list, json_t **why)
{
    const bool against = qt_db_int(stmt, 1) != 0;
    const qt_str what = says(qt_db_text(stmt, 0), against);
    json_t *one = json_object();
    int bad = qt_json_put(one, "kind", column_json(stmt, 0));
    bad |= qt_json_put(one, "says", qt_str_json(what));
    bad |= qt_json_put(one, "against", json_boolean(against));
    bad |= qt_json_put(one, "left", column_json(stmt, 2));
    bad |= qt_json_put(one, "right", column_json(stmt, 3));
    bad |= qt_json_put(one, "hedges", column_json(stmt, 4));
    json_t *words =
        words_of(what, json_object_get(one, "left"), json_object_get(one, "right"), json_object_get(one, "hedges"));
    json_t *longer =
        *why ? json_sprintf("%s; %s", json_string_value(*why), json_string_value(words)) : json_incref(words);
    json_decref(words);
    json_decref(*why);
    *why = longer;
    return json_array_append_new(list, one) | bad | (longer ? 0 : -1);
}

/* "evidence" and "why" of a pair. */
static int put_evidence(qt_case *c, int64_t pair, json_t *row, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    json_t *list = json_array(), *why = NULL;
    bool more = true;
    int bad = list ? 0 : -1, status = QT_QUERY(c, &stmt, error, EVIDENCE, qt_int(pair));
    while (!status && !bad && !(status = qt_db_step(c, stmt, &more, error)) && more)
        bad = add_evidence(stmt, list, &why);
    qt_db_reset(stmt);
    bad |= qt_json_put(row, "evidence", list);
    bad |= qt_json_put(row, "why", why ? why : json_string(""));
    return bad && !status ? qt_db_no_memory(c, error) : status;
}

/* ---------------------------------------------------------------------------------------------------------- proposals */

/* Of several pairs between two entities, the firmest. */
static const char PROPOSED[] =
    "SELECT e.id, e.key, e.name, x.score, x.id, max(x.score) FROM (SELECT b.entity AS other, q.score, q.id FROM profile a"
    "  JOIN pair q ON q.low = a.id AND q.verdict = 'proposed' JOIN profile b ON b.id = q.high WHERE a.entity = ?1"
    " UNION ALL SELECT b.entity, q.score, q.id FROM profile a"
    "  JOIN pair q ON q.high = a.id AND q.verdict = 'proposed' JOIN profile b ON b.id = q.low WHERE a.entity = ?1) x"
    " JOIN entity e ON e.id = x.other WHERE e.id <> ?1 GROUP BY e.id ORDER BY x.score DESC, e.key";

int qt_why_proposed(qt_case *c, int64_t entity, json_t *out, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    int bad = out ? 0 : -1, status = QT_QUERY(c, &stmt, error, PROPOSED, qt_int(entity));
    while (!status && !bad && !(status = qt_db_step(c, stmt, &row, error)) && row) {
        json_t *one = json_object();
        bad = qt_json_put(one, "entity", json_integer(qt_db_int(stmt, 0)));
        bad |= qt_json_put(one, "key", column_json(stmt, 1));
        bad |= qt_json_put(one, "name", column_json(stmt, 2));
        bad |= qt_json_put(one, "score", json_integer(qt_db_int(stmt, 3)));
        if (!bad) status = put_evidence(c, qt_db_int(stmt, 4), one, error);
        (void)json_object_del(one, "evidence");
        bad |= json_array_append_new(out, one);
    }
    qt_db_reset(stmt);
    return bad && !status ? qt_db_no_memory(c, error) : status;
}

/* ---------------------------------------------------------------------------------------------------------------- why */

static const char SIDE[] =
    "SELECT r.key, r.text, (SELECT name FROM documents WHERE id = r.document),"
    " (SELECT count(DISTINCT document) FROM referent WHERE profile = p.id)"
    " FROM profile p JOIN referent r ON r.profile = p.id AND r.key = p.key WHERE p.id = ?1 LIMIT 1";

static int put_side(qt_case *c, const char *name, int64_t profile, json_t *row, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    json_t *side = json_object();
    bool found = false;
    int bad = 0, status = QT_QUERY(c, &stmt, error, SIDE, qt_int(profile));
    if (!status) status = qt_db_step(c, stmt, &found, error);
    if (!status && found) {
        bad = qt_json_put(side, "key", column_json(stmt, 0));
        bad |= qt_json_put(side, "text", column_json(stmt, 1));
        bad |= qt_json_put(side, "document", column_json(stmt, 2));
        bad |= qt_json_put(side, "documents", json_integer(qt_db_int(stmt, 3)));
    }
    qt_db_reset(stmt);
    bad |= qt_json_put(row, name, side);
    return bad && !status ? qt_db_no_memory(c, error) : status;
}

static const char ENTITY[] = "SELECT key, name FROM entity WHERE id = ?1";

static int put_entity(qt_case *c, int64_t entity, qt_str verdict, json_t *row, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    int status = QT_QUERY(c, &stmt, error, ENTITY, qt_int(entity));
    if (!status) status = qt_db_step(c, stmt, &found, error);
    int bad = qt_json_put(row, "entity", json_integer(entity));
    if (!status && found) {
        bad |= qt_json_put(row, "key", column_json(stmt, 0));
        bad |= qt_json_put(row, "name", column_json(stmt, 1));
    }
    qt_db_reset(stmt);
    bad |= qt_json_put(row, "verdict", qt_str_json(verdict));
    return bad && !status ? qt_db_no_memory(c, error) : status;
}

static const char PAIR[] = "SELECT low, high, verdict, score FROM pair WHERE id = ?1";

static int read_pair(qt_case *c, int64_t entity, int64_t pair, json_t *row, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    int status = QT_QUERY(c, &stmt, error, PAIR, qt_int(pair));
    if (!status) status = qt_db_step(c, stmt, &found, error);
    if (status || !found) return status;
    const int64_t low = qt_db_int(stmt, 0), high = qt_db_int(stmt, 1), score = qt_db_int(stmt, 3);
    const bool same = qt_str_equal(qt_db_text(stmt, 2), QT_STR("same"));
    qt_db_reset(stmt);
    status = put_entity(c, entity, same ? QT_STR("same") : QT_STR("proposed"), row, error);
    if (!status) status = put_side(c, "left", low, row, error);
    if (!status) status = put_side(c, "right", high, row, error);
    if (!status && qt_json_put(row, "score", json_integer(score))) status = qt_db_no_memory(c, error);
    return status ? status : put_evidence(c, pair, row, error);
}

/* A profile of several documents. */
static int read_alike(qt_case *c, int64_t entity, int64_t profile, json_t *row, quoth_error *error)
{
    int status = put_entity(c, entity, QT_STR("alike"), row, error);
    if (!status) status = put_side(c, "left", profile, row, error);
    if (status) return status;
    const json_int_t count = json_integer_value(json_object_get(json_object_get(row, "left"), "documents"));
    int bad = qt_json_put(row, "right", json_null());
    bad |= qt_json_put(row, "score", json_null());
    bad |= qt_json_put(row, "evidence", json_array());
    bad |= qt_json_put(row, "why", json_sprintf("%" JSON_INTEGER_FORMAT " documents say the same of them", count));
    return bad ? qt_db_no_memory(c, error) : QUOTH_OK;
}

static const char LIST_ALIKE[] =
    "SELECT p.id FROM profile p WHERE p.entity = ?1"
    " AND (SELECT count(*) FROM (SELECT 1 FROM referent WHERE profile = p.id LIMIT 2)) = 2 ORDER BY p.key";
static const char LIST_PAIRS[] =
    "SELECT q.id FROM pair q JOIN profile a ON a.id = q.low JOIN profile b ON b.id = q.high"
    " WHERE q.id IN (SELECT q.id FROM profile p JOIN pair q ON q.low = p.id WHERE p.entity = ?1"
    "  UNION SELECT q.id FROM profile p JOIN pair q ON q.high = p.id WHERE p.entity = ?1)"
    " ORDER BY q.verdict = 'proposed', q.score DESC, a.key, b.key";

static int each_row(qt_case *c, int64_t entity, const char *sql, qt_arena *arena,
                    int (*read)(qt_case *, int64_t, int64_t, json_t *, quoth_error *), qt_row row, void *context,
                    quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    qt_ids ids = {0};
    int status = QT_QUERY(c, &stmt, error, sql, qt_int(entity));
    if (!status) status = qt_query_ids(c, stmt, arena, &ids, error);
    for (size_t i = 0; i < ids.count && !status; i++) {
        json_t *one = json_object();
        status = qt_db_begin_read(c, error);
        if (!status) status = qt_db_end(c, read(c, entity, ids.items[i], one, error), error);
        if (!status && json_object_size(one)) status = row(context, one);
        json_decref(one);
    }
    return status;
}

int qt_case_why(qt_case *c, qt_str key, qt_row row, void *context, quoth_error *error)
{
    int64_t entity = 0;
    int status = qt_case_find_entity(c, key, &entity, error);
    if (status) return status;
    qt_arena *arena = qt_arena_new(IDS_MAX);
    if (!arena) return qt_db_no_memory(c, error);
    status = each_row(c, entity, LIST_ALIKE, arena, read_alike, row, context, error);
    if (!status) status = each_row(c, entity, LIST_PAIRS, arena, read_pair, row, context, error);
    qt_arena_free(arena);
    return status;
}

/* ------------------------------------------------------------------------------------------------------------ finding */

/* From the narrowest reading of the word to the widest: the first that finds anything is the one. */
static const char *const FINDERS[] = {
    "SELECT id, key, name FROM entity WHERE CAST(id AS TEXT) = ?1 AND id = CAST(?1 AS INTEGER)",
    ("SELECT DISTINCT e.id, e.key, e.name FROM referent r JOIN profile p ON p.id = r.profile"
     " JOIN entity e ON e.id = p.entity WHERE r.key = ?1 ORDER BY e.key LIMIT 6"),
    ("SELECT DISTINCT e.id, e.key, e.name FROM referent r JOIN profile p ON p.id = r.profile"
     " JOIN entity e ON e.id = p.entity WHERE r.key >= ?1 AND r.key < ?1 || '~' AND length(?1) >= 4"
     " ORDER BY e.key LIMIT 6"),
    "SELECT id, key, name FROM entity WHERE named = 1 AND name = ?1 ORDER BY key LIMIT 6",
    ("SELECT e.id, e.key, e.name FROM alias a JOIN entity e ON e.id = a.entity WHERE a.text = ?1"
     " ORDER BY e.key LIMIT 6"),
    ("SELECT DISTINCT e.id, e.key, e.name FROM alias a JOIN entity e ON e.id = a.entity WHERE qt_contains(a.text, ?1)"
     " AND length(a.text) = length(?1) ORDER BY e.key LIMIT 6"),
};

static int find_by(qt_case *c, const char *sql, qt_str key, int64_t *id, quoth_error *error)
{
    enum { SHOWN = 5 };
    sqlite3_stmt *stmt = NULL;
    char list[SHOWN * 80] = "";
    size_t used = 0;
    bool row = true;
    int found = 0, status = QT_QUERY(c, &stmt, error, sql, qt_text_value(key));
    while (!status && !(status = qt_db_step(c, stmt, &row, error)) && row) {
        const qt_str name = qt_db_text(stmt, 2), one = qt_db_text(stmt, 1);
        if (++found == 1) *id = qt_db_int(stmt, 0);
        if (found > SHOWN) continue;
        int size = snprintf(list + used, sizeof list - used, "%s%.*s (%.*s)", found > 1 ? ", " : "",
                            (int)(name.size < 32 ? name.size : 32), name.data ? name.data : "",
                            (int)(one.size < 40 ? one.size : 40), one.data ? one.data : "");
        used += size > 0 && (size_t)size < sizeof list - used ? (size_t)size : 0;
    }
    qt_db_reset(stmt);
    if (!status && found > 1)
        status = qt_fail(error, QUOTH_USAGE, "\"%.*s\" could be %s%s", (int)(key.size < 80 ? key.size : 80), key.data,
                         list, found > SHOWN ? ", …" : "");
    return status;
}

int qt_case_find_entity(qt_case *c, qt_str key, int64_t *id, quoth_error *error)
{
    int64_t found = 0;
    int status = QUOTH_OK;
    for (size_t i = 0; i < sizeof FINDERS / sizeof *FINDERS && !status && !found && key.size; i++)
        status = find_by(c, FINDERS[i], key, &found, error);
    if (!status && !found)
        status = qt_fail(error, QUOTH_USAGE, "there is no entity \"%.*s\"", (int)(key.size < 80 ? key.size : 80),
                         key.data ? key.data : "");
    if (!status) *id = found;
    return status;
}
