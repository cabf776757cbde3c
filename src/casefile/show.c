/* One statement in its context, found by id, key, or the beginning of a key. */
#include <stdio.h>

#include "casefile/overlay.h"
#include "casefile/query.h"

enum { CANDIDATES = 10 };

/* ---------------------------------------------------------------------------------------------------------- finding */

typedef qt_found found;

/* Steps once; *out is left alone where there is no row. */
static int first_row(qt_case *c, sqlite3_stmt *stmt, found *out, quoth_error *error)
{
    bool row = false;
    int status = qt_db_step(c, stmt, &row, error);
    if (!status && row) *out = (found){qt_db_int(stmt, 0), qt_db_int(stmt, 1)};
    qt_db_reset(stmt);
    return status;
}

static const char BY_ID[] =
    "SELECT id, document FROM statement WHERE CAST(id AS TEXT) = ?1 AND id = CAST(?1 AS INTEGER)";
/* Keys are ASCII: every key that begins with ?1 lies from ?1 to ?1 followed by '~'. */
static const char BY_KEY[] = "SELECT s.id, s.document, s.key FROM statement s JOIN document d ON d.id = s.document"
                             " WHERE s.key >= ?1 AND s.key < ?1 || '~' AND (?2 = 0 OR s.key = ?1)"
                             " ORDER BY s.key, d.sha256 LIMIT 11";

static int ambiguous(qt_case *c, sqlite3_stmt *stmt, qt_str key, quoth_error *error)
{
    char list[CANDIDATES * 80] = "";
    size_t used = 0;
    bool row = true;
    int status = QUOTH_OK, shown = 0;
    for (; row && !status && shown < CANDIDATES; shown++) {
        qt_str one = qt_db_text(stmt, 2);
        int size = snprintf(list + used, sizeof list - used, "%s%.*s (id %lld)", shown ? ", " : "",
                            (int)(one.size < 60 ? one.size : 60), one.data, (long long)qt_db_int(stmt, 0));
        used += size > 0 && (size_t)size < sizeof list - used ? (size_t)size : 0;
        status = qt_db_step(c, stmt, &row, error);
    }
    if (!status)
        status = qt_fail(error, QUOTH_USAGE, "\"%.*s\" could be %s%s", QT_STR_ARG(key), list, row ? ", …" : "");
    qt_db_reset(stmt);
    return status;
}

static int by_key(qt_case *c, qt_str key, bool exact, found *out, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int status = QT_QUERY(c, &stmt, error, BY_KEY, qt_text_value(key), qt_int(exact));
    if (!status) status = qt_db_step(c, stmt, &row, error);
    if (status || !row) return status;
    found first = {qt_db_int(stmt, 0), qt_db_int(stmt, 1)};
    status = qt_db_step(c, stmt, &row, error);
    if (!status && row) {
        qt_db_reset(stmt);
        status = QT_QUERY(c, &stmt, error, BY_KEY, qt_text_value(key), qt_int(exact));
        if (!status) status = qt_db_step(c, stmt, &row, error);
        return status ? status : ambiguous(c, stmt, key, error);
    }
    if (!status) *out = first;
    return status;
}

/* A number is an id first. A key that is whole wins over those that it begins. */
int qt_find_statement(qt_case *c, qt_str key, qt_found *out, quoth_error *error)
{
    static const char allowed[] = "0123456789abcdef:-.";
    sqlite3_stmt *stmt = NULL;
    *out = (found){0, 0};
    bool fits = key.size > 0 && key.size < 64;
    for (size_t i = 0; i < key.size && fits; i++) fits = key.data[i] && strchr(allowed, key.data[i]);
    if (fits) {
        int status = QT_QUERY(c, &stmt, error, BY_ID, qt_text_value(key));
        if (!status) status = first_row(c, stmt, out, error);
        if (!status && !out->id) status = by_key(c, key, true, out, error);
        if (!status && !out->id) status = by_key(c, key, false, out, error);
        if (status || out->id) return status;
    }
    int size = (int)(key.size < 80 ? key.size : 80);
    return qt_fail(error, QUOTH_USAGE, "there is no statement \"%.*s\"", size, key.data ? key.data : "");
}

/* ---------------------------------------------------------------------------------------------------------- context */

static json_t *paragraph_json(const qt_text *text, size_t i)
{
    qt_span span = text->paragraphs[i].span;
    json_t *out = json_object();
    int bad = json_object_set_new(out, "text", qt_str_json(qt_str_at(text->bytes, span)));
    bad |= json_object_set_new(out, "begin", json_integer(span.begin));
    bad |= json_object_set_new(out, "end", json_integer(span.end));
    if (bad) json_decref(out);
    return bad ? NULL : out;
}

/* Widens *around so that it covers `span`. */
static void cover(qt_span *around, qt_span span)
{
    if (span.begin < around->begin) around->begin = span.begin;
    if (span.end > around->end) around->end = span.end;
}

static bool touches(const qt_paragraph *paragraph, qt_span span)
{
    return paragraph->span.begin < span.end && span.begin < paragraph->span.end;
}

static bool names_source(const qt_paragraph *paragraph, const qt_statement *s)
{
    for (size_t i = 0; i < s->source_count; i++)
        if (touches(paragraph, s->sources[i].span)) return true;
    return false;
}

/* The paragraphs of the sentence, the cue and the content are `text`; before it stand those that name a source that is
 * carried over and the one just before; behind it the next one. */
static int add_context(qt_case *c, const qt_body *body, const qt_statement *s, json_t *out, quoth_error *error)
{
    qt_text text;
    qt_span around = s->sentence;
    qt_arena_reset(c->scratch);
    int status = qt_text_read(body->text, body->title_size, c->scratch, &text, error);
    if (status) return status;
    for (size_t i = 0; i < s->cue_count; i++) cover(&around, s->cue[i]);
    for (size_t i = 0; i < s->content_count; i++) cover(&around, s->content[i]);
    size_t first = 0, last;
    while (first < text.paragraph_count && text.paragraphs[first].span.end <= around.begin) first++;
    for (last = first; last < text.paragraph_count && touches(&text.paragraphs[last], around); last++)
        cover(&around, text.paragraphs[last].span);
    json_t *before = json_array(), *after = json_array();
    int bad = json_object_set_new(out, "text", qt_str_json(qt_str_at(body->text, around)));
    bad |= json_object_set_new(out, "text_begin", json_integer(around.begin));
    for (size_t i = 0; i < first && !bad; i++)
        if (i + 1 == first || names_source(&text.paragraphs[i], s))
            bad = json_array_append_new(before, paragraph_json(&text, i));
    for (size_t i = last; i < text.paragraph_count && !bad; i++)
        if (i == last || names_source(&text.paragraphs[i], s))
            bad = json_array_append_new(after, paragraph_json(&text, i));
    bad |= json_object_set_new(out, "before", before);
    bad |= json_object_set_new(out, "after", after);
    return bad ? qt_db_no_memory(c, error) : QUOTH_OK;
}

static int read_shown(qt_case *c, const found *at, qt_arena *arena, json_t *out, quoth_error *error)
{
    qt_body body = {0};
    qt_stored_statement stored;
    json_t *statement = NULL;
    bool there = false, deleted = false;
    int status = qt_read_body(c, at->document, true, &body, &there, error);
    if (!status && there) status = qt_read_statement(c, &body, at->id, arena, &stored, &there, error);
    if (!status && !there) status = qt_fail(error, QUOTH_USAGE, "the statement has just gone");
    if (!status) status = qt_stored_json(c, &body, &stored, &statement, error);
    if (!status && json_object_set_new(out, "statement", statement)) status = qt_db_no_memory(c, error);
    if (!status) status = qt_overlay_apply(c, statement, &deleted, error);
    if (!status) status = add_context(c, &body, &stored.statement, out, error);
    qt_body_free(&body);
    return status;
}

int qt_case_show(qt_case *c, qt_str key, qt_row row, void *context, quoth_error *error)
{
    found at;
    qt_arena *arena = qt_arena_new((size_t)1 << 28);
    json_t *out = json_object();
    int status = arena && out ? QUOTH_OK : qt_db_no_memory(c, error);
    if (!status) status = qt_db_begin_read(c, error);
    if (!status) {
        status = qt_find_statement(c, key, &at, error);
        if (!status) status = qt_overlay_load(c, error);
        if (!status) status = read_shown(c, &at, arena, out, error);
        status = qt_db_end(c, status, error);
    }
    if (!status) status = row(context, out);
    json_decref(out);
    qt_arena_free(arena);
    return status;
}
