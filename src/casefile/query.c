/* The ledger and the list of documents.
 *
 * Which rows there are is settled first (ids only); then they are read some at a time, each batch in a transaction of
 * its own that is over before the caller sees a row. A pager that stands still keeps no writer waiting, and memory does
 * not grow with the number of rows. */
#include "casefile/query.h"
#include "base/utf8.h"
#include "casefile/overlay.h"

enum { BATCH = 64, IDS_MAX = 1 << 30 };

int qt_query_ids(qt_case *c, sqlite3_stmt *stmt, qt_arena *arena, qt_ids *out, quoth_error *error)
{
    QT_VEC(int64_t) ids = {0};
    bool row = true;
    int status = QUOTH_OK;
    while (!status && !(status = qt_db_step(c, stmt, &row, error)) && row)
        if (!qt_vec_push(arena, &ids, qt_db_int(stmt, 0))) status = qt_arena_error(arena, error);
    qt_db_reset(stmt);
    *out = (qt_ids){ids.items, ids.count};
    return status;
}

/* ------------------------------------------------------------------------------------------------------- statements */

/* Those that somebody deleted stay NULL, unless `hidden`. */
static int read_batch(qt_case *c, const qt_body *body, const int64_t *ids, size_t count, bool hidden, json_t **rows,
                      quoth_error *error)
{
    int status = qt_db_begin_read(c, error);
    if (status) return status;
    qt_arena_reset(c->scratch);
    for (size_t i = 0; i < count && !status; i++) {
        qt_stored_statement stored;
        bool found = false;
        status = qt_read_statement(c, body, ids[i], c->scratch, &stored, &found, error);
        bool deleted = false;
        if (!status && found) status = qt_stored_json(c, body, &stored, &rows[i], error);
        if (!status && found) status = qt_overlay_apply(c, rows[i], &deleted, error);
        if (deleted && !hidden) {
            json_decref(rows[i]);
            rows[i] = NULL;
        }
    }
    return qt_db_end(c, status, error);
}

/* A statement that has gone since its id was read leaves its row NULL. */
static int emit_statements(qt_case *c, const qt_body *body, const qt_ids *ids, bool hidden, qt_row row, void *context,
                           quoth_error *error)
{
    int status = QUOTH_OK;
    for (size_t first = 0; first < ids->count && !status; first += BATCH) {
        json_t *rows[BATCH] = {NULL};
        size_t count = ids->count - first < BATCH ? ids->count - first : BATCH;
        status = read_batch(c, body, ids->items + first, count, hidden, rows, error);
        for (size_t i = 0; i < count; i++) {
            if (rows[i] && !status) status = row(context, rows[i]);
            json_decref(rows[i]);
        }
    }
    return status;
}

int qt_query_statement(qt_case *c, const qt_body *body, int64_t id, bool hidden, json_t **out, quoth_error *error)
{
    json_t *row = NULL;
    int status = read_batch(c, body, &id, 1, hidden, &row, error);
    if (status) json_decref(row); /* it may have been read before the failure */
    *out = status ? NULL : row;
    return status;
}

static const char LIST_DOCUMENTS[] =
    "SELECT d.id FROM document d WHERE EXISTS (SELECT 1 FROM statement WHERE document = d.id)"
    " AND (?1 IS NULL OR length(?1) >= 8 AND substr(d.sha256, 1, length(?1)) = ?1"
    "  OR EXISTS (SELECT 1 FROM place p WHERE p.document = d.id"
    "   AND (qt_contains(p.name, ?1) OR qt_contains(p.title, ?1) OR qt_contains(p.url, ?1))))"
    " ORDER BY d.sha256";

/* Which of the sources that share their words x is. */
#define NTH_SOURCE                                                                                                     \
    "(SELECT count(*) FROM statement_source y WHERE y.statement = x.statement AND y.begin = x.begin AND y.end = x.end" \
    " AND y.position <= x.position)"

static const char LIST_STATEMENTS[] =
    "SELECT s.id FROM statement s WHERE s.document = ?1 AND (?2 IS NULL OR s.kind = ?2) AND s.confidence >= ?3"
    " AND (?4 IS NULL OR EXISTS (SELECT 1 FROM statement_source x WHERE x.statement = s.id"
    "  AND (qt_contains(x.text, ?4) OR CASE WHEN qt_decided(s.key, x.begin, x.end, " NTH_SOURCE ","
    "   (SELECT count(*) FROM statement_source WHERE statement = s.id)) IS NULL"
    "   THEN qt_contains(x.name, ?4) OR EXISTS ("
    "    SELECT 1 FROM referent r JOIN profile p ON p.id = r.profile JOIN entity e ON e.id = p.entity"
    "    LEFT JOIN alias a ON a.entity = e.id"
    "    WHERE r.id = x.referent AND (qt_contains(e.name, ?4) OR qt_contains(a.text, ?4)))"
    "   ELSE qt_contains(qt_decided(s.key, x.begin, x.end, " NTH_SOURCE ","
    "    (SELECT count(*) FROM statement_source WHERE statement = s.id)), ?4) END))"
    "  OR qt_contains(qt_decided(s.key, 0, 0, 1, 0), ?4)"
    "   AND NOT EXISTS (SELECT 1 FROM statement_source WHERE statement = s.id))"
    " AND (?5 IS NULL OR qt_contains(s.words, ?5) OR EXISTS (SELECT 1 FROM statement_about x"
    "   JOIN referent r ON r.id = x.referent JOIN profile p ON p.id = r.profile JOIN entity e ON e.id = p.entity"
    "   LEFT JOIN alias a ON a.entity = e.id"
    "   WHERE x.statement = s.id AND (qt_contains(e.name, ?5) OR qt_contains(a.text, ?5)))) ORDER BY s.begin, s.end, s.key";

static int document_statements(qt_case *c, int64_t document, const qt_statement_filter *f, qt_arena *arena, qt_row row,
                               void *context, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    qt_ids ids = {0};
    qt_body body = {0};
    bool found = false;
    qt_arena_reset(arena);
    int status = QT_QUERY(c, &stmt, error, LIST_STATEMENTS, qt_int(document), qt_text_value(f->kind),
                          qt_real(f->min_confidence), qt_text_value(f->source), qt_text_value(f->about));
    if (!status) status = qt_query_ids(c, stmt, arena, &ids, error);
    if (!status && ids.count) status = qt_read_body(c, document, true, &body, &found, error);
    if (!status && found) status = emit_statements(c, &body, &ids, f->deleted, row, context, error);
    qt_body_free(&body);
    return status;
}

int qt_case_statements(qt_case *c, const qt_statement_filter *filter, qt_row row, void *context, quoth_error *error)
{
    static const qt_statement_filter ANY;
    const qt_statement_filter *f = filter ? filter : &ANY;
    sqlite3_stmt *stmt = NULL;
    qt_ids documents = {0};
    if (f->kind.data && qt_kind_of(f->kind) == QT_KIND_COUNT)
        return qt_fail(error, QUOTH_USAGE, "there is no kind of statement \"%.*s\"", QT_STR_ARG(f->kind));
    qt_arena *arena = qt_arena_new(IDS_MAX), *inner = qt_arena_new(IDS_MAX);
    int status = arena && inner ? qt_overlay_load(c, error) : qt_db_no_memory(c, error);
    if (!status) status = QT_QUERY(c, &stmt, error, LIST_DOCUMENTS, qt_text_value(f->document));
    if (!status) status = qt_query_ids(c, stmt, arena, &documents, error);
    for (size_t i = 0; i < documents.count && !status; i++)
        status = document_statements(c, documents.items[i], f, inner, row, context, error);
    qt_arena_free(arena);
    qt_arena_free(inner);
    return status;
}

/* -------------------------------------------------------------------------------------------------------- documents */

/* Each document, and which version of its URL it is. CROSS JOIN: the versions are numbered once, in one walk. */
static const char LIST_VERSIONS[] =
    "SELECT f.id, v.version, f.sha256 FROM version v CROSS JOIN documents f WHERE f.id = v.document AND f.url = v.url"
    " UNION ALL SELECT id, 1, sha256 FROM documents WHERE url IS NULL ORDER BY 3";
static const char LIST_PLACES[] =
    "SELECT name, path, url, publisher, agency, author, title, published, published_basis, captured FROM place"
    " WHERE document = ?1 ORDER BY document, title IS NULL, coalesce(published, '~'), coalesce(publisher, ''),"
    " coalesce(url, ''), coalesce(path, ''), coalesce(title, ''), coalesce(author, ''), coalesce(agency, ''),"
    " coalesce(captured, ''), published_basis";

static int read_places(qt_case *c, int64_t document, json_t *out, quoth_error *error)
{
    static const char *const FIELDS[] = {"name",   "path",  "url",       "publisher",       "agency",
                                         "author", "title", "published", "published_basis", "captured"};
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    bool good = true;
    int bad = out ? 0 : -1;
    int status = QT_QUERY(c, &stmt, error, LIST_PLACES, qt_int(document));
    while (!status && !bad && good && !(status = qt_db_step(c, stmt, &row, error)) && row) {
        json_t *place = json_object();
        for (int i = 0; i < (int)(sizeof FIELDS / sizeof *FIELDS); i++) {
            qt_str value = qt_db_text(stmt, i);
            good = good && qt_utf8_valid_prefix(value) == value.size;
            bad |= json_object_set_new(place, FIELDS[i], qt_str_json(value));
        }
        bad |= json_array_append_new(out, place);
    }
    qt_db_reset(stmt);
    if (!status && !good) return qt_db_damaged(c, error, "a document's place cannot be read", (qt_str){0});
    return bad && !status ? qt_db_no_memory(c, error) : status;
}

static json_t *document_json(const qt_body *b, int64_t version, json_t *places)
{
    json_t *out = json_object();
    int bad = json_object_set_new(out, "id", json_integer(b->id));
    bad |= json_object_set_new(out, "sha256", qt_str_json(b->sha256));
    bad |= json_object_set_new(out, "name", qt_str_json(b->name));
    bad |= json_object_set_new(out, "title", qt_str_json(b->title));
    bad |= json_object_set_new(out, "publisher", qt_str_json(b->publisher));
    bad |= json_object_set_new(out, "url", qt_str_json(b->url));
    bad |= json_object_set_new(out, "published", qt_str_json(b->published));
    bad |= json_object_set_new(out, "published_basis", qt_str_json(b->published_basis));
    bad |= json_object_set_new(out, "captured", qt_str_json(b->captured));
    bad |= json_object_set_new(out, "language", qt_str_json(b->language));
    bad |= json_object_set(out, "places", places);
    bad |= json_object_set_new(out, "origin", json_null());
    bad |= json_object_set_new(out, "statements", json_integer(b->statements));
    bad |= json_object_set_new(out, "status", qt_str_json(b->status));
    bad |= json_object_set_new(out, "version", json_integer(version));
    bad |= json_object_set_new(out, "encoding", qt_str_json(b->encoding));
    bad |= json_object_set_new(out, "program", qt_str_json(b->program));
    bad |= json_object_set_new(out, "model", qt_str_json(b->model));
    if (bad) json_decref(out);
    return bad ? NULL : out;
}

static int read_document(qt_case *c, int64_t id, int64_t version, json_t **out, quoth_error *error)
{
    qt_body body = {0};
    bool found = false;
    json_t *places = json_array();
    int status = qt_db_begin_read(c, error);
    if (status) return json_decref(places), status;
    status = qt_read_body(c, id, false, &body, &found, error);
    if (!status && found) status = read_places(c, id, places, error);
    status = qt_db_end(c, status, error);
    if (!status && found && !(*out = document_json(&body, version, places))) status = qt_db_no_memory(c, error);
    json_decref(places);
    qt_body_free(&body);
    return status;
}

typedef struct listed {
    int64_t id, version;
} listed;

int qt_case_documents(qt_case *c, qt_row row, void *context, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    QT_VEC(listed) list = {0};
    bool more = true;
    qt_arena *arena = qt_arena_new(IDS_MAX);
    int status = arena ? QUOTH_OK : qt_db_no_memory(c, error);
    if (!status) status = qt_db_query(c, &stmt, error, LIST_VERSIONS, NULL, 0);
    while (!status && !(status = qt_db_step(c, stmt, &more, error)) && more)
        if (!qt_vec_push(arena, &list, (listed){qt_db_int(stmt, 0), qt_db_int(stmt, 1)}))
            status = qt_arena_error(arena, error);
    qt_db_reset(stmt);
    for (size_t i = 0; i < list.count && !status; i++) {
        json_t *one = NULL;
        status = read_document(c, list.items[i].id, list.items[i].version, &one, error);
        if (!status && one) status = row(context, one);
        json_decref(one);
    }
    qt_arena_free(arena);
    return status;
}
