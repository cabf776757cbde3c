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

int qt_subject_resolve(qt_case *c, qt_action action, qt_str given, qt_arena *arena, qt_str *key, const char **what,
                       quoth_error *error)
{
    qt_found found;
    (void)action;
    *what = "statement";
    int status = qt_find_statement(c, given, &found, error);
    return status ? status : one_text(c, KEY_OF, qt_int(found.id), arena, key, error);
}

qt_str qt_subject_find(void *context, qt_str key, qt_action action)
{
    qt_subject_finder *finder = context;
    qt_str out = {NULL, 0};
    (void)action;
    if (finder->status) return key;
    finder->status = one_text(finder->c, HAS_KEY, qt_text_value(key), finder->arena, &out, finder->error);
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
    (void)action;
    *what = "statement";
    return one_text(c, WORDS_OF, qt_text_value(key), arena, out, error);
}
