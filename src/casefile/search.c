/* Full text. What the user types is words and "phrases", each with an optional * behind it; it is never read as FTS5's
 * query language, so no input is a syntax error or an operator. */
#include <stdlib.h>

#include "base/utf8.h"
#include "casefile/cells.h"
#include "casefile/overlay.h"
#include "casefile/query.h"

enum { QUERY_MAX = 4096, TERMS_MAX = 64, IDS_MAX = 1 << 30, BEFORE = 80, AFTER = 160, SHOWN_HITS = 16 };

/* ------------------------------------------------------------------------------------------------------------ query */

typedef struct fts_query {
    char text[2 * QUERY_MAX + 4 * TERMS_MAX + 8];
    size_t size, terms;
} fts_query;

static bool is_quote(uint32_t code) { return code == '"' || code == 0x201C || code == 0x201D || code == 0x201E; }

/* The code point at `at`; a byte that is none counts as a space. */
static uint32_t code_at(qt_str s, size_t at, size_t *size)
{
    uint32_t code = ' ';
    *size = qt_utf8_decode(s, at, &code);
    if (!*size) *size = 1;
    return code ? code : ' ';
}

static void put(fts_query *q, const char *bytes, size_t size)
{
    memcpy(q->text + q->size, bytes, size);
    q->size += size;
}

/* One word or phrase as an FTS5 string, at most doubled in size: it holds no quotation mark. */
static void put_term(fts_query *q, qt_str term, bool prefix)
{
    if (q->terms++) put(q, " ", 1);
    put(q, "\"", 1);
    for (size_t at = 0, size; at < term.size; at += size) {
        uint32_t code = code_at(term, at, &size);
        if (is_quote(code) || qt_is_space(code)) put(q, " ", 1);
        else put(q, term.data + at, size);
    }
    put(q, prefix ? "\"*" : "\"", prefix ? 2 : 1);
}

/* The end of the term that begins at `at`: the closing mark of a phrase, or the end of a word. */
static size_t term_end(qt_str s, size_t at, bool phrase)
{
    size_t size;
    for (; at < s.size; at += size) {
        uint32_t code = code_at(s, at, &size);
        if (is_quote(code) || (!phrase && qt_is_space(code))) break;
    }
    return at;
}

static bool has_word(qt_str s)
{
    for (size_t at = 0, size; at < s.size; at += size) {
        uint32_t code = code_at(s, at, &size);
        if (qt_is_letter(code) || qt_is_digit(code) || code > 0x7F) return true;
    }
    return false;
}

static int parse(qt_str s, fts_query *q, quoth_error *error)
{
    if (s.size > QUERY_MAX) return qt_fail(error, QUOTH_USAGE, "a search takes at most %d bytes", QUERY_MAX);
    for (size_t at = 0, size; at < s.size;) {
        uint32_t code = code_at(s, at, &size);
        if (qt_is_space(code)) {
            at += size;
            continue;
        }
        bool phrase = is_quote(code);
        if (phrase) at += size;
        size_t end = term_end(s, at, phrase), next = end;
        if (phrase && end < s.size) code_at(s, end, &size), next = end + size;
        qt_str term = {s.data + at, end - at};
        bool prefix = phrase ? next < s.size && s.data[next] == '*' : qt_str_ends(term, QT_STR("*"));
        at = phrase && prefix ? next + 1 : next;
        if (!has_word(term)) continue;
        if (q->terms == TERMS_MAX) return qt_fail(error, QUOTH_USAGE, "a search takes at most %d words", TERMS_MAX);
        put_term(q, term, prefix);
    }
    if (q->terms == 0) return qt_fail(error, QUOTH_USAGE, "there is no word to search for");
    return QUOTH_OK;
}

/* ------------------------------------------------------------------------------------------------------- statements */

static const char SEARCH_STATEMENTS[] =
    "SELECT s.id, s.document FROM statement_fts f JOIN statement s ON s.id = f.rowid"
    " JOIN document d ON d.id = s.document WHERE statement_fts MATCH ?1"
    " ORDER BY f.rank, d.sha256, s.begin, s.end, s.key";

typedef struct hit {
    int64_t id, document;
    int count;
    qt_span spans[SHOWN_HITS]; /* of a document: where the words stand */
} hit;

typedef struct hits {
    hit *items;
    size_t count, capacity;
} hits;

static int statement_row(qt_case *c, const qt_body *body, int64_t id, qt_row row, void *context, quoth_error *error)
{
    json_t *statement = NULL;
    int status = qt_query_statement(c, body, id, false, &statement, error);
    if (status || !statement) return status;
    json_t *out = json_object();
    int bad = json_object_set_new(out, "type", json_string("statement"));
    bad |= json_object_set_new(out, "statement", statement);
    status = bad ? qt_db_no_memory(c, error) : row(context, out);
    json_decref(out);
    return status;
}

static int search_statements(qt_case *c, qt_str query, qt_arena *arena, qt_row row, void *context, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    hits found = {0};
    bool more = true;
    int status = QT_QUERY(c, &stmt, error, SEARCH_STATEMENTS, qt_text_value(query));
    while (!status && !(status = qt_db_step(c, stmt, &more, error)) && more)
        if (!qt_vec_push(arena, &found, (hit){.id = qt_db_int(stmt, 0), .document = qt_db_int(stmt, 1)}))
            status = qt_arena_error(arena, error);
    qt_db_reset(stmt);
    qt_body body = {0};
    bool there = false;
    for (size_t i = 0; i < found.count && !status; i++) {
        const hit *h = &found.items[i];
        if (!body.json || body.id != h->document) {
            qt_body_free(&body);
            status = qt_read_body(c, h->document, true, &body, &there, error);
        }
        if (!status && there) status = statement_row(c, &body, h->id, row, context, error);
    }
    qt_body_free(&body);
    return status;
}

/* -------------------------------------------------------------------------------------------------------- documents */

static const char SEARCH_DOCUMENTS[] =
    "SELECT d.id, qt_hits(document_fts) FROM document_fts f JOIN document d ON d.id = f.rowid"
    " WHERE document_fts MATCH ?1 ORDER BY f.rank, d.sha256";

/* "begin end begin end …" as qt_hits gives them. */
static void read_hits(const char *text, hit *out)
{
    char *next = NULL;
    while (text && out->count < SHOWN_HITS) {
        unsigned long begin = strtoul(text, &next, 10);
        if (next == text) return;
        unsigned long end = strtoul(next, &next, 10);
        text = next;
        out->spans[out->count++] = (qt_span){(uint32_t)begin, (uint32_t)end};
    }
}

/* Some 80 bytes before the first hit and 160 behind it, cut at white space where there is any, else at a code point. */
static qt_span snippet(qt_str text, qt_span first)
{
    qt_span out = first;
    size_t at = first.begin, size;
    while (at > 0 && first.begin - at < BEFORE) {
        at = qt_utf8_before(text, at);
        if (text.data[at] == ' ' || text.data[at] == '\n') out.begin = (uint32_t)at + 1;
    }
    if (at == 0 || out.begin == first.begin) out.begin = (uint32_t)at;
    at = first.end;
    while (at < text.size && at - first.end < AFTER) {
        if (text.data[at] == ' ' || text.data[at] == '\n') out.end = (uint32_t)at;
        code_at(text, at, &size);
        at += size;
    }
    if (at == text.size || out.end == first.end) out.end = (uint32_t)at;
    return out;
}

static json_t *document_row(const qt_body *body, const hit *h)
{
    qt_span span = h->count ? snippet(body->text, h->spans[0]) : (qt_span){0, 0};
    json_t *out = json_object(), *matches = json_array();
    int bad = json_object_set_new(out, "type", json_string("document"));
    bad |= json_object_set(out, "document", body->json);
    bad |= json_object_set_new(out, "snippet", qt_str_json(qt_str_at(body->text, span)));
    bad |= json_object_set_new(out, "begin", json_integer(span.begin));
    bad |= json_object_set_new(out, "end", json_integer(span.end));
    for (int i = 0; i < h->count; i++)
        if (qt_span_contains(span, h->spans[i])) bad |= json_array_append_new(matches, qt_span_json(h->spans[i]));
    bad |= json_object_set_new(out, "matches", matches);
    if (bad) json_decref(out);
    return bad ? NULL : out;
}

static bool hits_fit(qt_str text, const hit *h)
{
    for (int i = 0; i < h->count; i++)
        if (!qt_span_fits(text, h->spans[i])) return false;
    return true;
}

static int search_documents(qt_case *c, qt_str query, qt_arena *arena, qt_row row, void *context, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    hits found = {0};
    bool more = true;
    int status = QT_QUERY(c, &stmt, error, SEARCH_DOCUMENTS, qt_text_value(query));
    while (!status && !(status = qt_db_step(c, stmt, &more, error)) && more) {
        hit h = {.id = qt_db_int(stmt, 0)};
        read_hits((const char *)sqlite3_column_text(stmt, 1), &h);
        if (!qt_vec_push(arena, &found, h)) status = qt_arena_error(arena, error);
    }
    qt_db_reset(stmt);
    for (size_t i = 0; i < found.count && !status; i++) {
        qt_body body = {0};
        bool there = false;
        status = qt_read_body(c, found.items[i].id, true, &body, &there, error);
        if (!status && there && !hits_fit(body.text, &found.items[i]))
            status = qt_db_damaged(c, error, "the search index does not fit the text", body.name);
        if (!status && there) {
            json_t *out = document_row(&body, &found.items[i]);
            status = out ? row(context, out) : qt_db_no_memory(c, error);
            json_decref(out);
        }
        qt_body_free(&body);
    }
    return status;
}

int qt_case_search(qt_case *c, qt_str query, qt_row row, void *context, quoth_error *error)
{
    fts_query *q = calloc(1, sizeof *q);
    qt_arena *arena = qt_arena_new(IDS_MAX);
    int status = q && arena ? parse(query, q, error) : qt_db_no_memory(c, error);
    qt_str match = q ? (qt_str){q->text, q->size} : (qt_str){NULL, 0};
    if (!status) status = qt_overlay_load(c, error);
    if (!status) status = search_statements(c, match, arena, row, context, error);
    if (!status) status = search_documents(c, match, arena, row, context, error);
    free(q);
    qt_arena_free(arena);
    return status;
}
