/* Who a statement is by and about, across documents: put into its object once the document's own reading is in it. */
#include "base/utf8.h"
#include "casefile/overlay.h"
#include "casefile/read.h"
#include "casefile/status.h"

typedef struct patching {
    qt_case *c;
    const qt_body *body;
    int64_t statement;
    json_t *row;
    quoth_error *error;
} patching;

static bool readable(qt_str s) { return s.data && qt_utf8_valid_prefix(s) == s.size; }

static const char SOURCES[] = "SELECT x.position, e.id, e.name, e.named, x.resolved FROM statement_source x"
                              " JOIN referent r ON r.id = x.referent JOIN profile p ON p.id = r.profile"
                              " JOIN entity e ON e.id = p.entity WHERE x.statement = ?1";

/* A name that a person gave stands before what the machine read of the document. */
static int patch_renamed(json_t *source, qt_str author)
{
    static const char *const MEMBERS[] = {"entity", "name", "resolved"};
    json_t *machine = json_object();
    int bad = 0;
    for (size_t i = 0; i < 3; i++) bad |= json_object_set(machine, MEMBERS[i], json_object_get(source, MEMBERS[i]));
    bad |= json_object_set_new(machine, "candidates", json_array());
    bad |= json_object_set_new(source, "resolved", json_string("person"));
    bad |= json_object_set_new(source, "by", qt_str_json(author));
    return bad | json_object_set_new(source, "machine", machine);
}

static bool tells_crime(qt_str words) { return qt_status_of(words) == QT_STATUS_CRIMINAL || qt_status_in_name(words); }

/* A source that is only described keeps what its document calls it. That it is "the arsonist" is told by somebody elsewhere in
 * the document, perhaps hedged: no name for the one who speaks here. */
static int patch_source(patching *p, sqlite3_stmt *stmt)
{
    json_t *source = json_array_get(json_object_get(p->row, "sources"), (size_t)qt_db_int(stmt, 0));
    const char *own = json_string_value(json_object_get(source, "name"));
    const qt_str name = qt_db_text(stmt, 2);
    if (!source || qt_str_equal(qt_db_text(stmt, 4), QT_STR("unresolved"))) return 0;
    int bad = json_object_set_new(source, "entity", json_integer(qt_db_int(stmt, 1)));
    const qt_str namer = qt_overlay_namer(p->c, qt_db_int(stmt, 1));
    const bool machine = qt_str_equal(qt_db_text(stmt, 4), QT_STR("machine"));
    const bool told = machine && own && tells_crime(qt_str_of(own));
    if (namer.data) bad |= patch_renamed(source, namer);
    if ((qt_db_int(stmt, 3) || namer.data || told) && readable(name))
        bad |= json_object_set_new(source, "name", qt_str_json(name));
    return bad;
}

static const char CANDIDATES[] =
    "SELECT c.position, c.candidate, e.id, e.name FROM source_candidate c"
    " JOIN referent r ON r.document = ?2 JOIN mention m ON m.referent = r.id AND m.begin = c.begin AND m.end = c.end"
    " JOIN profile p ON p.id = r.profile JOIN entity e ON e.id = p.entity WHERE c.statement = ?1";

static int patch_candidate(patching *p, sqlite3_stmt *stmt)
{
    const json_t *source = json_array_get(json_object_get(p->row, "sources"), (size_t)qt_db_int(stmt, 0));
    json_t *candidate = json_array_get(json_object_get(source, "candidates"), (size_t)qt_db_int(stmt, 1));
    const qt_str name = qt_db_text(stmt, 3);
    if (!candidate) return 0;
    int bad = json_object_set_new(candidate, "entity", json_integer(qt_db_int(stmt, 2)));
    return readable(name) ? bad | json_object_set_new(candidate, "name", qt_str_json(name)) : bad;
}

static const char ABOUT[] = "SELECT a.begin, a.end, a.role, e.id, e.name, e.named, r.text FROM statement_about a"
                            " JOIN referent r ON r.id = a.referent LEFT JOIN profile p ON p.id = r.profile"
                            " LEFT JOIN entity e ON e.id = p.entity WHERE a.statement = ?1 ORDER BY a.position";

static int patch_about(patching *p, sqlite3_stmt *stmt)
{
    json_t *one = json_object();
    const bool entity = sqlite3_column_type(stmt, 3) != SQLITE_NULL;
    const qt_str own = qt_db_text(stmt, 6);
    const qt_str name = entity && (qt_db_int(stmt, 5) || tells_crime(own)) ? qt_db_text(stmt, 4) : own;
    int bad = qt_json_put(one, "entity", entity ? json_integer(qt_db_int(stmt, 3)) : json_null());
    bad |= qt_json_put(one, "name", readable(name) ? qt_str_json(name) : json_null());
    bad |= qt_json_put(one, "begin", json_integer(qt_db_int(stmt, 0)));
    bad |= qt_json_put(one, "end", json_integer(qt_db_int(stmt, 1)));
    bad |= qt_json_put(one, "role", qt_str_json(qt_db_text(stmt, 2)));
    return json_array_append_new(json_object_get(p->row, "about"), one) | bad;
}

static int each(patching *p, const char *sql, int (*patch)(patching *, sqlite3_stmt *))
{
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    const qt_value values[] = {qt_int(p->statement), qt_int(p->body->id)};
    int bad = 0, status = qt_db_query(p->c, &stmt, p->error, sql, values, patch == patch_candidate ? 2 : 1);
    while (!status && !bad && !(status = qt_db_step(p->c, stmt, &row, p->error)) && row) bad = patch(p, stmt);
    qt_db_reset(stmt);
    return bad && !status ? qt_db_no_memory(p->c, p->error) : status;
}

int qt_read_who(qt_case *c, const qt_body *body, const qt_stored_statement *stored, json_t *row, quoth_error *error)
{
    patching p = {c, body, stored->id, row, error};
    bool candidates = false;
    for (uint32_t i = 0; i < stored->statement.source_count; i++)
        candidates = candidates || stored->statement.sources[i].candidate_count;
    int status = each(&p, SOURCES, patch_source);
    if (!status && candidates) status = each(&p, CANDIDATES, patch_candidate);
    return status ? status : each(&p, ABOUT, patch_about);
}
