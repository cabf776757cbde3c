/* The list of entities: each with what its documents call it and say of it. */
#include "base/utf8.h"
#include "casefile/overlay.h"
#include "casefile/query.h"
#include "casefile/status.h"
#include "casefile/why.h"
#include "mentions/lexicon.h"
#include "mentions/role_time.h"

enum { IDS_MAX = 1 << 30 };

typedef struct listing {
    qt_case *c;
    quoth_error *error;
    int64_t entity;
    json_t *row;
} listing;

/* A text that a stranger may have put into the file: null where it is not UTF-8. */
static json_t *text_json(qt_str s) { return qt_utf8_valid_prefix(s) == s.size ? qt_str_json(s) : json_null(); }

static json_t *column_json(sqlite3_stmt *stmt, int i) { return text_json(qt_db_text(stmt, i)); }

static int each(listing *l, const char *sql, int64_t id, int (*add)(listing *, sqlite3_stmt *, json_t *), json_t *into)
{
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    int bad = into ? 0 : -1, status = QT_QUERY(l->c, &stmt, l->error, sql, qt_int(id));
    while (!status && !bad && !(status = qt_db_step(l->c, stmt, &row, l->error)) && row) bad = add(l, stmt, into);
    qt_db_reset(stmt);
    return bad && !status ? qt_db_no_memory(l->c, l->error) : status;
}

/* ------------------------------------------------------------------------------------------------------------- names */

static const char ALIASES[] = "SELECT text FROM alias WHERE entity = ?1 ORDER BY count DESC, text";

/* What says that somebody has a part in a crime stands among what is said of them. */
static int add_alias(listing *l, sqlite3_stmt *stmt, json_t *into)
{
    const char *type = json_string_value(json_object_get(l->row, "type"));
    if (type && strcmp(type, "person") == 0 && qt_status_in_name(qt_db_text(stmt, 0))) return 0;
    return json_array_append_new(into, column_json(stmt, 0));
}

#define REFERENTS "FROM profile p JOIN referent r ON r.profile = p.id"

static const char SPANS[] = "SELECT d.sha256, m.begin, m.end " REFERENTS " JOIN document d ON d.id = r.document"
                            " JOIN mention m ON m.referent = r.id WHERE p.entity = ?1 AND m.form = 'name'"
                            " ORDER BY d.sha256, m.begin, m.end";

static int add_span(listing *l, sqlite3_stmt *stmt, json_t *into)
{
    (void)l;
    json_t *span = json_object();
    int bad = qt_json_put(span, "document", column_json(stmt, 0));
    bad |= qt_json_put(span, "begin", json_integer(qt_db_int(stmt, 1)));
    bad |= qt_json_put(span, "end", json_integer(qt_db_int(stmt, 2)));
    return json_array_append_new(into, span) | bad;
}

/* -------------------------------------------------------------------------------------------------------- attributes */

/* Words are taken from the document's text by the span, as everywhere. */
#define WORDS(of) "CAST(substr(CAST(d.text AS BLOB), " of ".begin + 1, " of ".end - " of ".begin) AS TEXT)"

static const char HEDGES[] =
    "SELECT " WORDS("h") ", h.begin, h.end, h.by FROM attribute_hedge h JOIN attribute a ON a.id = h.attribute"
                         " JOIN referent r ON r.id = a.referent JOIN document d ON d.id = r.document"
                         " WHERE h.attribute = ?1 ORDER BY h.position";

static int add_hedge(listing *l, sqlite3_stmt *stmt, json_t *into)
{
    (void)l;
    json_t *hedge = json_object();
    int bad = qt_json_put(hedge, "text", column_json(stmt, 0));
    bad |= qt_json_put(hedge, "begin", json_integer(qt_db_int(stmt, 1)));
    bad |= qt_json_put(hedge, "end", json_integer(qt_db_int(stmt, 2)));
    bad |= qt_json_put(hedge, "by", column_json(stmt, 3));
    return json_array_append_new(into, hedge) | bad;
}

/* The bytes of the text around an attribute: as many as qt_role_time_read looks at. */
#define BEFORE "max(a.begin - 32, 0)"
#define AROUND "substr(CAST(d.text AS BLOB), " BEFORE " + 1, a.end - " BEFORE " + 96)"

static const char ATTRIBUTES[] = "SELECT " WORDS(
    "a") ", d.sha256, a.begin, a.end, s.key, a.type, a.status, a.years, a.id,"
         " (SELECT name FROM documents WHERE id = d.id), (SELECT published FROM documents WHERE id = d.id),"
         " " AROUND ", " BEFORE " " REFERENTS
         " JOIN attribute a ON a.referent = r.id JOIN document d ON d.id = r.document"
         " LEFT JOIN statement s ON s.id = a.statement WHERE p.entity = ?1 ORDER BY d.sha256, a.begin, a.end, a.type";

/* Where a row goes: what is said of a part in a crime is never a role. A title is one where it is an office or a rank. */
static const char *list_of(sqlite3_stmt *stmt)
{
    const qt_str type = qt_db_text(stmt, 5), text = qt_db_text(stmt, 0);
    if (sqlite3_column_type(stmt, 6) != SQLITE_NULL) return "attributed";
    if (qt_str_equal(type, QT_STR("age"))) return "ages";
    const qt_title_entry *title = qt_str_equal(type, QT_STR("title")) ? qt_title_find(text) : NULL;
    return title && !qt_title_is_office(title) ? NULL : "roles";
}

static json_t *date_json(const char *value) { return value[0] ? json_string(value) : json_null(); }

/* When somebody held an office, by its words; null where they do not say. */
static json_t *time_of(sqlite3_stmt *stmt)
{
    const qt_str type = qt_db_text(stmt, 5), around = qt_db_text(stmt, 11), written = qt_db_text(stmt, 10);
    const size_t before = (size_t)qt_db_int(stmt, 12), begin = (size_t)qt_db_int(stmt, 2) - before,
                 end = (size_t)qt_db_int(stmt, 3) - before;
    char from[QT_ROLE_DATE] = "", until[QT_ROLE_DATE] = "";
    bool used = false;
    qt_role_time time;
    if (qt_str_equal(type, QT_STR("age")) || begin > end || end > around.size ||
        !qt_role_time_read(around, (qt_span){(uint32_t)begin, (uint32_t)end}, &time))
        return json_null();
    const bool said = !qt_span_empty(time.said);
    const qt_str words = said ? qt_str_at(around, time.said) : (qt_str){NULL, 0};
    if (said) used = qt_role_time_values(words, written, from, until);
    json_t *out = json_object();
    int bad = qt_json_put(out, "mark", time.mark.size ? qt_str_json(time.mark) : json_null());
    bad |= qt_json_put(out, "text", said ? text_json(words) : json_null());
    bad |= qt_json_put(out, "begin", said ? json_integer((json_int_t)(before + time.said.begin)) : json_null());
    bad |= qt_json_put(out, "end", said ? json_integer((json_int_t)(before + time.said.end)) : json_null());
    bad |= qt_json_put(out, "from", date_json(from));
    bad |= qt_json_put(out, "until", date_json(until));
    bad |= qt_json_put(out, "basis", json_string(used ? "document" : from[0] || until[0] ? "text" : "none"));
    return qt_json_kept(out, bad);
}

static int add_attribute(listing *l, sqlite3_stmt *stmt, json_t *into)
{
    const char *list = list_of(stmt);
    json_t *one = list ? json_object() : NULL, *hedges = json_array();
    if (!list) return json_decref(hedges), 0;
    int bad = qt_json_put(one, "text", column_json(stmt, 0));
    bad |= qt_json_put(one, "type", column_json(stmt, 5));
    bad |= qt_json_put(one, "document", column_json(stmt, 1));
    bad |= qt_json_put(one, "document_name", column_json(stmt, 9));
    bad |= qt_json_put(one, "published", column_json(stmt, 10));
    bad |= qt_json_put(one, "begin", json_integer(qt_db_int(stmt, 2)));
    bad |= qt_json_put(one, "end", json_integer(qt_db_int(stmt, 3)));
    bad |= qt_json_put(one, "statement", column_json(stmt, 4));
    if (each(l, HEDGES, qt_db_int(stmt, 8), add_hedge, hedges)) bad = -1;
    bad |= qt_json_put(one, "hedges", hedges);
    bad |= qt_json_put(one, "time", time_of(stmt));
    if (sqlite3_column_type(stmt, 7) != SQLITE_NULL) bad |= qt_json_put(one, "years", json_integer(qt_db_int(stmt, 7)));
    if (sqlite3_column_type(stmt, 6) != SQLITE_NULL) bad |= qt_json_put(one, "status", column_json(stmt, 6));
    return json_array_append_new(json_object_get(into, list), one) | bad;
}

/* ------------------------------------------------------------------------------------------------------------ counts */

static const char COUNTS[] =
    "SELECT (SELECT count(*) " REFERENTS " JOIN mention m ON m.referent = r.id WHERE p.entity = ?1),"
    " (SELECT count(DISTINCT x.statement) " REFERENTS " JOIN statement_source x ON x.referent = r.id"
    "  WHERE p.entity = ?1),"
    " (SELECT count(DISTINCT x.statement) " REFERENTS " JOIN statement_about x ON x.referent = r.id"
    "  WHERE p.entity = ?1),"
    " (SELECT count(DISTINCT r.document) " REFERENTS " WHERE p.entity = ?1)";

static int add_counts(listing *l, sqlite3_stmt *stmt, json_t *into)
{
    (void)l;
    static const char *const NAMES[] = {"mentions", "statements_by", "statements_about", "documents"};
    int bad = 0;
    for (int i = 0; i < 4; i++) bad |= qt_json_put(into, NAMES[i], json_integer(qt_db_int(stmt, i)));
    return bad;
}

/* ----------------------------------------------------------------------------------------------------------- an entity */

static const char HEAD[] = "SELECT id, key, name, type, named FROM entity WHERE id = ?1";

static int add_head(listing *l, sqlite3_stmt *stmt, json_t *into)
{
    static const char *const LISTS[] = {"aliases", "roles", "ages", "attributed", "spans", "proposed"};
    int bad = qt_json_put(into, "id", json_integer(qt_db_int(stmt, 0)));
    bad |= qt_json_put(into, "key", column_json(stmt, 1));
    bad |= qt_json_put(into, "name", column_json(stmt, 2));
    bad |= qt_json_put(into, "type", column_json(stmt, 3));
    bad |= qt_json_put(into, "named", json_boolean(qt_db_int(stmt, 4)));
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) bad |= qt_json_put(into, LISTS[i], json_array());
    (void)l;
    return bad;
}

static int read_entity(qt_case *c, int64_t id, json_t **out, quoth_error *error)
{
    listing l = {c, error, id, json_object()};
    int status = qt_db_begin_read(c, error);
    if (status) return json_decref(l.row), status;
    status = each(&l, HEAD, id, add_head, l.row);
    const bool found = json_object_size(l.row) > 0;
    if (!status && found) status = each(&l, ALIASES, id, add_alias, json_object_get(l.row, "aliases"));
    if (!status && found) status = each(&l, ATTRIBUTES, id, add_attribute, l.row);
    if (!status && found) status = each(&l, COUNTS, id, add_counts, l.row);
    if (!status && found) status = each(&l, SPANS, id, add_span, json_object_get(l.row, "spans"));
    if (!status && found) status = qt_why_proposed(c, id, json_object_get(l.row, "proposed"), error);
    status = qt_db_end(c, status, error);
    if (status || !found) json_decref(l.row);
    else *out = l.row;
    return status;
}

static const char LIST[] = "SELECT id FROM entity WHERE ?1 IS NULL OR type = ?1 ORDER BY named DESC, name, key, id";

int qt_case_entities(qt_case *c, const qt_entity_filter *filter, qt_row row, void *context, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    qt_ids ids = {0};
    qt_mention_type type;
    qt_entity_overlay overlay = {.arena = NULL};
    const qt_str wanted = filter ? filter->type : (qt_str){NULL, 0};
    if (wanted.data && !qt_mention_type_of(wanted, &type))
        return qt_fail(error, QUOTH_USAGE, "there is no type \"%.*s\"", QT_STR_ARG(wanted));
    qt_arena *arena = qt_arena_new(IDS_MAX);
    int status = arena ? QUOTH_OK : qt_db_no_memory(c, error);
    if (!status) status = QT_QUERY(c, &stmt, error, LIST, qt_text_value(wanted));
    if (!status) status = qt_query_ids(c, stmt, arena, &ids, error);
    if (!status) status = qt_entity_overlay_load(c, &overlay, error);
    for (size_t i = 0; i < ids.count && !status; i++) {
        json_t *one = NULL;
        bool hidden = false;
        status = read_entity(c, ids.items[i], &one, error);
        if (!status && one) status = qt_entity_overlay_apply(c, &overlay, ids.items[i], one, &hidden, error);
        if (!status && one && (!hidden || (filter && filter->deleted))) status = row(context, one);
        json_decref(one);
    }
    qt_entity_overlay_free(&overlay);
    qt_arena_free(arena);
    return status;
}
