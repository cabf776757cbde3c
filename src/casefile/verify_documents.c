/* What the case file says of its documents, held against their bytes. */
#include <stdio.h>

#include "base/utf8.h"
#include "casefile/cells.h"
#include "casefile/verify.h"

enum { IDS_MAX = 1 << 30 };

static int report_key(qt_verifying *v, const char *what, qt_str key, const char *detail)
{
    char line[256];
    snprintf(line, sizeof line, "statement %.*s%s%s", QT_STR_ARG(key), detail ? ": " : "", detail ? detail : "");
    return qt_report(v, what, line);
}

/* ----------------------------------------------------------------------------------------------------------- hashes */

static const char READ_DOCUMENT[] =
    "SELECT sha256, text_sha256, title_size, text, original,"
    " (SELECT name FROM place WHERE document = d.id ORDER BY id LIMIT 1) FROM document d WHERE id = ?1";

static int check_hash(qt_verifying *v, qt_str bytes, qt_str hex, const char *what)
{
    qt_sha256 hash;
    char now[65];
    int status = qt_sha256_of(bytes, &hash, v->error);
    if (status) return status;
    qt_sha256_hex(&hash, now);
    return qt_str_equal(hex, qt_str_of(now)) ? QUOTH_OK : qt_report(v, "hash", what);
}

static json_t *document_json(qt_str sha256, qt_str name)
{
    json_t *out = json_object(), *hash = qt_str_json(sha256), *text = qt_str_json(name);
    int bad = json_object_set_new(out, "document", text ? text : json_null());
    bad |= json_object_set_new(out, "sha256", hash ? hash : json_null());
    if (bad) json_decref(out);
    return bad ? NULL : out;
}

static const char READ_PLACES[] =
    "SELECT name, path, url, publisher, agency, author, title, published, captured FROM place WHERE document = ?1";

/* What is known about the document: at least one place, in texts that can be printed. */
static int check_places(qt_verifying *v, int64_t document)
{
    sqlite3_stmt *stmt = NULL;
    bool row = true, good = true;
    int places = 0;
    int status = QT_QUERY(v->c, &stmt, v->error, READ_PLACES, qt_int(document));
    while (!status && !(status = qt_db_step(v->c, stmt, &row, v->error)) && row) {
        places++;
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            qt_str s = qt_db_text(stmt, i);
            good = good && qt_utf8_valid_prefix(s) == s.size;
        }
    }
    qt_db_reset(stmt);
    if (!status && !places) status = qt_report(v, "place", "the document has no place");
    if (!status && !good) status = qt_report(v, "place", "what is known about the document is not valid UTF-8");
    return status;
}

/* The hashes. *text and *sha256 are copies of what is stored, in the case's body arena. */
static int check_document(qt_verifying *v, int64_t id, qt_str *text, qt_str *sha256)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false, full = false;
    int status = QT_QUERY(v->c, &stmt, v->error, READ_DOCUMENT, qt_int(id));
    if (!status) status = qt_db_step(v->c, stmt, &row, v->error);
    if (status || !row) return status;
    qt_arena_reset(v->c->body);
    *sha256 = qt_db_copy(stmt, 0, v->c->body, &full);
    *text = qt_db_copy(stmt, 3, v->c->body, &full);
    bool own = sqlite3_column_type(stmt, 4) != SQLITE_NULL;
    json_decref(v->document);
    v->document = document_json(*sha256, qt_db_text(stmt, 5));
    if (full || !v->document) status = qt_db_no_memory(v->c, v->error);
    if (!status)
        status =
            check_hash(v, own ? qt_db_text(stmt, 4) : *text, *sha256, "the original bytes are not what was stored");
    if (!status) status = check_hash(v, *text, qt_db_text(stmt, 1), "the text is not what was stored");
    size_t title_size = (size_t)qt_db_int(stmt, 2);
    qt_db_reset(stmt);
    if (!status && qt_utf8_valid_prefix(*text) != text->size)
        status = qt_report(v, "text", "the text is not valid UTF-8");
    if (!status && (title_size > text->size || !qt_span_fits(*text, (qt_span){0, (uint32_t)title_size})))
        status = qt_report(v, "text", "the title ends outside the text");
    return status;
}

/* ------------------------------------------------------------------------------------------------------------ spans */

#define SPANS(table)                                                                               \
    "SELECT x.begin, x.end, x.text, s.key FROM " table " x JOIN statement s ON s.id = x.statement" \
    " WHERE s.document = ?1 ORDER BY s.id, x.position"

static const char *const SPAN_QUERIES[] = {
    SPANS("statement_source"),
    SPANS("source_candidate"),
    SPANS("statement_cue"),
    SPANS("statement_content"),
    SPANS("statement_quoted"),
    SPANS("statement_hedge"),
    SPANS("statement_channel"),
    SPANS("statement_head"),
    SPANS("statement_about"),
    "SELECT begin, end, text, key FROM referent WHERE document = ?1 ORDER BY begin",
    ("SELECT m.begin, m.end, m.text, r.key FROM mention m JOIN referent r ON r.id = m.referent WHERE r.document = ?1"
     " ORDER BY m.id"),
    ("SELECT a.begin, a.end, a.text, r.key FROM attribute a JOIN referent r ON r.id = a.referent WHERE r.document = ?1"
     " ORDER BY a.id"),
    ("SELECT h.begin, h.end, h.text, r.key FROM attribute_hedge h JOIN attribute a ON a.id = h.attribute"
     " JOIN referent r ON r.id = a.referent WHERE r.document = ?1 ORDER BY a.id, h.position"),
    "SELECT begin, end, text, 'sentence' FROM sentence WHERE document = ?1 ORDER BY begin",
    "SELECT begin, end, text, 'reference mark' FROM mark WHERE document = ?1 ORDER BY begin",
    "SELECT label_begin, label_end, NULL, 'label of a reference mark' FROM mark WHERE document = ?1 ORDER BY begin",
    ("SELECT supports_begin, supports_end, NULL, 'what a reference mark supports' FROM mark"
     " WHERE document = ?1 AND supports_begin IS NOT NULL ORDER BY begin"),
};

static int check_span(qt_verifying *v, sqlite3_stmt *stmt, qt_str text)
{
    int64_t begin = qt_db_int(stmt, 0), end = qt_db_int(stmt, 1);
    qt_str stored = qt_db_text(stmt, 2), whose = qt_db_text(stmt, 3);
    char line[256];
    bool inside = begin >= 0 && begin <= end && end <= (int64_t)text.size;
    qt_span span = {inside ? (uint32_t)begin : 0, inside ? (uint32_t)end : 0};
    const char *what = !inside || !qt_span_fits(text, span)                          ? "does not fit the text"
                       : stored.data && !qt_str_equal(stored, qt_str_at(text, span)) ? "is not what stands there"
                                                                                     : NULL;
    if (!what) return QUOTH_OK;
    snprintf(line, sizeof line, "%.*s: %lld-%lld %s", QT_STR_ARG(whose), (long long)begin, (long long)end, what);
    return qt_report(v, "span", line);
}

static int check_spans(qt_verifying *v, int64_t document, qt_str text)
{
    int status = QUOTH_OK;
    for (size_t i = 0; i < sizeof SPAN_QUERIES / sizeof *SPAN_QUERIES && !status; i++) {
        sqlite3_stmt *stmt = NULL;
        bool row = true;
        status = QT_QUERY(v->c, &stmt, v->error, SPAN_QUERIES[i], qt_int(document));
        while (!status && !(status = qt_db_step(v->c, stmt, &row, v->error)) && row) status = check_span(v, stmt, text);
        qt_db_reset(stmt);
    }
    return status;
}

/* ------------------------------------------------------------------------------------------------------- statements */

static const char READ_ROW[] =
    "SELECT s.source, s.cue, s.words, s.hedges, s.begin, s.end, w.document IS NULL OR w.document = s.document"
    " FROM statement s LEFT JOIN statement w ON w.id = s.within WHERE s.id = ?1";

static bool same(qt_str a, qt_str b) { return a.data && b.data ? qt_str_equal(a, b) : !a.data && !b.data; }

/* "HASH16:BEGIN-END", and ".N" behind it. */
static bool key_fits(qt_str key, qt_str sha256, qt_span range)
{
    char start[64];
    int size =
        snprintf(start, sizeof start, "%.16s:%u-%u", sha256.size == 64 ? sha256.data : "", range.begin, range.end);
    qt_str wanted = {start, (size_t)size};
    if (!qt_str_starts(key, wanted)) return false;
    qt_str rest = {key.data + wanted.size, key.size - wanted.size};
    if (rest.size == 0) return true;
    if (rest.size < 2 || rest.data[0] != '.' || rest.data[1] == '0') return false;
    for (size_t i = 1; i < rest.size; i++)
        if (rest.data[i] < '0' || rest.data[i] > '9') return false;
    return !qt_str_equal(rest, QT_STR(".1"));
}

static int check_row(qt_verifying *v, const qt_stored_statement *stored, qt_str sha256)
{
    sqlite3_stmt *stmt = NULL;
    qt_cells cells;
    bool row = false;
    int status = QT_QUERY(v->c, &stmt, v->error, READ_ROW, qt_int(stored->id));
    if (!status) status = qt_db_step(v->c, stmt, &row, v->error);
    if (status || !row) return status;
    qt_span range = qt_statement_range(&stored->statement);
    if (!qt_cells_of(&stored->statement, stored->text.bytes, v->c->scratch, &cells))
        status = qt_arena_error(v->c->scratch, v->error);
    if (!status && (!same(cells.source, qt_db_text(stmt, 0)) || !same(cells.cue, qt_db_text(stmt, 1)) ||
                    !same(cells.words, qt_db_text(stmt, 2)) || !same(cells.hedges, qt_db_text(stmt, 3))))
        status = report_key(v, "cell", stored->key, "its source, cue, words or hedges are not those of its spans");
    if (!status &&
        (range.begin != qt_db_int(stmt, 4) || range.end != qt_db_int(stmt, 5) || !key_fits(stored->key, sha256, range)))
        status = report_key(v, "key", stored->key, "not that of its document and its cue");
    if (!status && !qt_db_int(stmt, 6)) status = report_key(v, "within", stored->key, "stands in another document's");
    qt_db_reset(stmt);
    return status;
}

static const char LIST_IDS[] = "SELECT id FROM statement WHERE document = ?1 ORDER BY id";

static int check_statements(qt_verifying *v, int64_t document, qt_str text, qt_str sha256, qt_arena *arena)
{
    sqlite3_stmt *stmt = NULL;
    qt_ids ids = {0};
    const qt_body body = {.id = document, .text = text};
    int status = QT_QUERY(v->c, &stmt, v->error, LIST_IDS, qt_int(document));
    if (!status) status = qt_query_ids(v->c, stmt, arena, &ids, v->error);
    for (size_t i = 0; i < ids.count && !status; i++) {
        qt_stored_statement stored;
        quoth_error error = {0};
        bool found = false;
        qt_arena_reset(v->c->scratch);
        status = qt_read_statement(v->c, &body, ids.items[i], v->c->scratch, &stored, &found, &error);
        if (status == QUOTH_INTEGRITY) status = qt_report(v, "statement", error.message);
        else if (status && v->error && v->error->status == QUOTH_OK) *v->error = error;
        else if (!status && !found) status = qt_report(v, "statement", "a statement has no sentence");
        else if (!status) status = check_row(v, &stored, sha256);
    }
    return status;
}

/* -------------------------------------------------------------------------------------------------------------- all */

static const char LIST_DOCUMENTS[] = "SELECT id FROM document ORDER BY sha256";

int qt_verify_documents(qt_verifying *v)
{
    sqlite3_stmt *stmt = NULL;
    qt_ids documents = {0};
    qt_arena *arena = qt_arena_new(IDS_MAX), *inner = qt_arena_new(IDS_MAX);
    int status = arena && inner ? QUOTH_OK : qt_db_no_memory(v->c, v->error);
    if (!status) status = qt_db_query(v->c, &stmt, v->error, LIST_DOCUMENTS, NULL, 0);
    if (!status) status = qt_query_ids(v->c, stmt, arena, &documents, v->error);
    for (size_t i = 0; i < documents.count && !status; i++) {
        qt_str text = {"", 0}, sha256 = {"", 0};
        qt_arena_reset(inner);
        if ((status = qt_db_begin_read(v->c, v->error))) break; /* another process may be replacing its statements */
        status = check_document(v, documents.items[i], &text, &sha256);
        if (!status) status = check_places(v, documents.items[i]);
        if (!status) status = check_spans(v, documents.items[i], text);
        if (!status) status = check_statements(v, documents.items[i], text, sha256, inner);
        status = qt_db_end(v->c, status, v->error);
    }
    json_decref(v->document);
    v->document = NULL;
    qt_arena_free(arena);
    qt_arena_free(inner);
    return status;
}
