/* What SQL cannot say by itself: text compared without case, and where in a document a search hit. */
#include <stdio.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "casefile/overlay.h"
#include "casefile/query.h"

/* ------------------------------------------------------------------------------------------------------ qt_contains */

/* The code point at *at, in lower case; bytes that are none stand for themselves. */
static uint32_t next_lower(qt_str s, size_t *at)
{
    uint32_t code;
    size_t size = qt_utf8_decode(s, *at, &code);
    if (!size) return 0x110000u + (unsigned char)s.data[(*at)++];
    *at += size;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

static bool matches_at(qt_str text, size_t at, qt_str part)
{
    for (size_t i = 0; i < part.size;)
        if (at >= text.size || next_lower(text, &at) != next_lower(part, &i)) return false;
    return true;
}

static bool contains(qt_str text, qt_str part)
{
    if (part.size == 0) return true;
    for (size_t at = 0; at < text.size;) {
        if (matches_at(text, at, part)) return true;
        next_lower(text, &at);
    }
    return false;
}

static qt_str value_text(sqlite3_value *value)
{
    const char *data = (const char *)sqlite3_value_text(value);
    return data ? (qt_str){data, (size_t)sqlite3_value_bytes(value)} : (qt_str){NULL, 0};
}

static void contains_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    qt_str text = value_text(values[0]), part = value_text(values[1]);
    sqlite3_result_int(context, text.data && part.data && contains(text, part));
}

/* ------------------------------------------------------------------------------------------------------- qt_decided */

static void decided_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    const qt_case *c = sqlite3_user_data(context);
    qt_span span = {(uint32_t)sqlite3_value_int64(values[1]), (uint32_t)sqlite3_value_int64(values[2])};
    (void)count;
    qt_source_place place = {span, (size_t)sqlite3_value_int64(values[3]), (size_t)sqlite3_value_int64(values[4])};
    qt_str name = qt_overlay_source(c, value_text(values[0]), place);
    if (name.data) sqlite3_result_text64(context, name.data, name.size, SQLITE_TRANSIENT, SQLITE_UTF8);
    else sqlite3_result_null(context);
}

/* ---------------------------------------------------------------------------------------------------------- qt_hits */

/* FTS5 knows hits by token; this turns the first few into bytes: "begin end begin end …". Hits come by column and then
 * by token, so one walk over the text finds them all (https://sqlite.org/fts5.html#custom_auxiliary_functions). */
enum { HITS = 16 };

typedef struct hit_walk {
    int first[HITS], last[HITS]; /* tokens */
    int begin[HITS], end[HITS];  /* bytes */
    int count, token, open;      /* open: hits that are not ended yet */
} hit_walk;

static int on_token(void *context, int flags, const char *token, int size, int begin, int end)
{
    hit_walk *walk = context;
    (void)token;
    (void)size;
    if (flags & FTS5_TOKEN_COLOCATED) return SQLITE_OK;
    for (int i = 0; i < walk->count; i++) {
        if (walk->first[i] == walk->token) walk->begin[i] = begin;
        if (walk->last[i] == walk->token) {
            walk->end[i] = end;
            walk->open--;
        }
    }
    walk->token++;
    return walk->open ? SQLITE_OK : SQLITE_DONE;
}

static int find_hits(const Fts5ExtensionApi *api, Fts5Context *fts, hit_walk *walk)
{
    int count = 0, rc = api->xInstCount(fts, &count);
    for (int i = 0; i < count && !rc && walk->count < HITS; i++) {
        int phrase, column, token;
        rc = api->xInst(fts, i, &phrase, &column, &token);
        if (rc || column != 0) continue;
        walk->first[walk->count] = token;
        walk->last[walk->count++] = token + api->xPhraseSize(fts, phrase) - 1;
    }
    const char *text = NULL;
    int size = 0;
    if (!rc) rc = api->xColumnText(fts, 0, &text, &size);
    walk->open = walk->count;
    if (!rc && walk->open) rc = api->xTokenize(fts, text, size, walk, on_token);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static void hits_function(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int count,
                          sqlite3_value **values)
{
    hit_walk walk = {0};
    char out[HITS * 24 + 1];
    size_t used = 0;
    (void)count;
    (void)values;
    int rc = find_hits(api, fts, &walk);
    if (rc) {
        sqlite3_result_error_code(context, rc);
        return;
    }
    out[0] = '\0';
    for (int i = 0; i < walk.count; i++)
        used += (size_t)snprintf(out + used, sizeof out - used, "%d %d ", walk.begin[i], walk.end[i]);
    sqlite3_result_text(context, out, (int)used, SQLITE_TRANSIENT);
}

static int fts5_of(sqlite3 *db, fts5_api **out)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL);
    if (!rc) rc = sqlite3_bind_pointer(stmt, 1, out, "fts5_api_ptr", NULL);
    if (!rc) rc = sqlite3_step(stmt) == SQLITE_ROW ? SQLITE_OK : SQLITE_ERROR;
    sqlite3_finalize(stmt);
    return rc ? rc : *out ? SQLITE_OK : SQLITE_ERROR;
}

int qt_query_functions(qt_case *c)
{
    sqlite3 *db = c->db;
    fts5_api *fts = NULL;
    int rc = sqlite3_create_function_v2(db, "qt_contains", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                        NULL, contains_function, NULL, NULL, NULL);
    if (!rc)
        rc = sqlite3_create_function_v2(db, "qt_decided", 5, SQLITE_UTF8 | SQLITE_DIRECTONLY, c, decided_function, NULL,
                                        NULL, NULL);
    if (!rc) rc = fts5_of(db, &fts);
    if (!rc) rc = fts->xCreateFunction(fts, "qt_hits", NULL, hits_function, NULL);
    return rc;
}
