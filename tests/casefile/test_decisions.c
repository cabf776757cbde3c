/* Decisions in a case file: how they enter the log, what they do to what is read, what the log and verify say of them. */
#include "casefile/decisions.h"
#include "collate.h"
#include "fixture.h"

static char *folder, *path;
static qt_case *c;
static fx report;
static char keys[5][64]; /* of the report's statements, as the ledger has them */

static int collect_keys(void *context, json_t *row)
{
    size_t *n = context;
    snprintf(keys[(*n)++], sizeof keys[0], "%s", fx_string(row, "key"));
    return 0;
}

static int setup(void **state)
{
    size_t n = 0;
    (void)state;
    folder = fx_folder();
    path = fx_path(folder, "a.case");
    report = fx_report();
    c = fx_open(path, QT_CASE_CREATE);
    fx_store(c, &report);
    assert_int_equal(qt_case_statements(c, NULL, collect_keys, &n, NULL), 0);
    assert_int_equal(n, 5);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    qt_case_close(c);
    fx_free(&report);
    free(path);
    fx_remove_folder(folder);
    return 0;
}

static char *uid; /* of the decision made last */
static quoth_error failure;

static int keep(void *context, json_t *row)
{
    (void)context;
    free(uid);
    uid = strdup(fx_string(row, "uid"));
    return 0;
}

static int decide(qt_decision d)
{
    failure = (quoth_error){0};
    if (!d.author.data) d.author = QT_STR("Ada Quill");
    return qt_collate_decide(c, &d, keep, NULL, &failure);
}

static int set_source(const char *author, const char *key, const char *name)
{
    return decide((qt_decision){
        .action = QT_ACTION_SET_SOURCE, .author = qt_str_of(author), .key = qt_str_of(key), .value = qt_str_of(name)});
}

static int delete (const char *author, const char *key)
{
    return decide((qt_decision){.action = QT_ACTION_DELETE, .author = qt_str_of(author), .key = qt_str_of(key)});
}

static int undo(const char *author, const char *decision)
{
    return decide((qt_decision){.action = QT_ACTION_UNDO, .author = qt_str_of(author), .undoes = qt_str_of(decision)});
}

static json_t *log_rows(void)
{
    json_t *rows = json_array();
    assert_int_equal(qt_case_log(c, fx_collect, rows, NULL), 0);
    return rows;
}

static void assert_log(size_t i, const char *field, const char *wanted)
{
    json_t *rows = log_rows();
    assert_string_equal(fx_string(json_array_get(rows, i), field), wanted);
    json_decref(rows);
}

/* The row of statement `key`, also where it is hidden. */
static json_t *statement(const char *key)
{
    json_t *rows = json_array();
    quoth_error error = {0};
    if (qt_case_show(c, qt_str_of(key), fx_collect, rows, &error)) fail_msg("%s", error.message);
    json_t *row = json_incref(json_object_get(json_array_get(rows, 0), "statement"));
    json_decref(rows);
    return row;
}

static json_t *source(const json_t *row, size_t i) { return json_array_get(json_object_get(row, "sources"), i); }

static size_t count_by_source(const char *name)
{
    const qt_statement_filter filter = {.source = qt_str_of(name)};
    json_t *rows = json_array();
    assert_int_equal(qt_case_statements(c, &filter, fx_collect, rows, NULL), 0);
    size_t count = json_array_size(rows);
    json_decref(rows);
    return count;
}

/* ------------------------------------------------------------------------------------------------------- set-source */

static void test_set_source(void **state)
{
    (void)state;
    assert_int_equal(set_source(NULL, keys[1], "Ova Brandt"), 0); /* She → Lin Okoro (machine) */
    json_t *row = statement(keys[1]);
    assert_string_equal(fx_string(row, "status"), "decided");
    assert_string_equal(fx_string(source(row, 0), "text"), "She");
    assert_string_equal(fx_string(source(row, 0), "name"), "Ova Brandt");
    assert_string_equal(fx_string(source(row, 0), "resolved"), "person");
    assert_string_equal(fx_string(source(row, 0), "by"), "Ada Quill");
    const json_t *machine = json_object_get(source(row, 0), "machine");
    assert_string_equal(fx_string(machine, "name"), "Lin Okoro");
    assert_string_equal(fx_string(machine, "resolved"), "machine");
    assert_int_equal(json_array_size(json_object_get(row, "decisions")), 1);
    json_decref(row);
    row = statement(keys[0]);
    assert_string_equal(fx_string(row, "status"), "unchecked");
    assert_int_equal(json_array_size(json_object_get(row, "decisions")), 0);
    assert_null(json_object_get(source(row, 0), "machine"));
    json_decref(row);
    assert_int_equal(count_by_source("ova brandt"), 1);
    assert_int_equal(count_by_source("lin okoro"),
                     1); /* the first statement prints it; the second is not hers any more */
    qt_case_close(c);
    fx_assert_sound(path);
    c = fx_open(path, QT_CASE_WRITE);
}

static void test_one_of_several_sources(void **state)
{
    char key[80];
    (void)state;
    assert_int_equal(set_source(NULL, keys[2], "Ova Brandt"), QUOTH_USAGE);
    assert_non_null(strstr(failure.message, "which of its 2 sources? #1 the council, #2 it"));
    snprintf(key, sizeof key, "%s#3", keys[2]);
    assert_int_equal(set_source(NULL, key, "Ova Brandt"), QUOTH_USAGE);
    snprintf(key, sizeof key, "%s#0", keys[2]);
    assert_int_equal(set_source(NULL, key, "Ova Brandt"), QUOTH_USAGE);
    snprintf(key, sizeof key, "%s#2", keys[2]);
    assert_int_equal(set_source(NULL, key, "Ova Brandt"), 0);
    json_t *row = statement(keys[2]);
    assert_string_equal(fx_string(source(row, 0), "resolved"), "printed");
    assert_string_equal(fx_string(source(row, 1), "resolved"), "person");
    assert_int_equal(json_array_size(json_object_get(source(row, 1), "candidates")), 0);
    const json_t *machine = json_object_get(source(row, 1), "machine");
    assert_int_equal(json_array_size(json_object_get(machine, "candidates")), 2);
    json_decref(row);
}

/* A source that the text leaves out: nothing is printed of it. */
static void test_source_of_none(void **state)
{
    (void)state;
    assert_int_equal(set_source(NULL, keys[3], "Ova Brandt"), 0);
    json_t *row = statement(keys[3]);
    assert_int_equal(json_array_size(json_object_get(row, "sources")), 1);
    assert_string_equal(fx_string(source(row, 0), "text"), "");
    assert_string_equal(fx_string(source(row, 0), "name"), "Ova Brandt");
    assert_true(json_is_null(json_object_get(source(row, 0), "machine")));
    assert_true(json_equal(json_object_get(source(row, 0), "begin"), json_object_get(source(row, 0), "end")));
    json_decref(row);
    assert_int_equal(count_by_source("brandt"), 1);
}

static void test_conflict(void **state)
{
    (void)state;
    assert_int_equal(set_source("Ada", keys[1], "Ova Brandt"), 0);
    assert_int_equal(set_source("Bo", keys[1], "Max Orr"), 0);
    json_t *row = statement(keys[1]);
    assert_string_equal(fx_string(row, "status"), "in conflict");
    assert_string_equal(fx_string(source(row, 0), "name"), "Lin Okoro");     /* the machine's reading stands */
    assert_int_equal(json_array_size(json_object_get(row, "decisions")), 2); /* and both are shown */
    json_decref(row);
    assert_log(0, "status", "in conflict");
    assert_log(1, "status", "in conflict");
    assert_int_equal(undo("Bo", uid), 0);
    row = statement(keys[1]);
    assert_string_equal(fx_string(source(row, 0), "name"), "Ova Brandt");
    json_decref(row);
    assert_log(1, "status", "undone");
}

/* ----------------------------------------------------------------------------------------------------------- delete */

static void test_delete(void **state)
{
    (void)state;
    const qt_statement_filter all = {.deleted = true};
    assert_int_equal(delete ("Ada", keys[4]), 0);
    json_t *rows = fx_statements(c), *shown = json_array();
    assert_int_equal(json_array_size(rows), 4);
    assert_int_equal(qt_case_statements(c, &all, fx_collect, shown, NULL), 0);
    assert_int_equal(json_array_size(shown), 5);
    assert_string_equal(fx_string(json_array_get(shown, 4), "status"), "deleted by Ada");
    json_array_clear(rows);
    assert_int_equal(qt_case_search(c, QT_STR("claims"), fx_collect, rows, NULL), 0);
    assert_int_equal(json_array_size(rows), 1); /* the document, whose text has the word */
    assert_string_equal(fx_string(json_array_get(rows, 0), "type"), "document");
    json_decref(rows);
    json_decref(shown);
    assert_log(0, "value", "statement");
    assert_int_equal(undo("Bo", uid), 0);
    rows = fx_statements(c);
    assert_int_equal(json_array_size(rows), 5);
    json_decref(rows);
}

/* ---------------------------------------------------------------------------------------------------------- survival */

/* The document is read again: one statement goes, one stays with a source whose edges moved. */
static void test_survives_a_new_reading(void **state)
{
    (void)state;
    fx again = fx_report();
    quoth_error error = {0};
    char key[80];
    snprintf(key, sizeof key, "%s#1", keys[2]);
    assert_int_equal(set_source("Ada", key, "Ova Brandt"), 0);
    assert_int_equal(delete ("Ada", keys[4]), 0);
    again.annotation.statements[2].sources[0].span.begin += 4; /* "council" */
    again.annotation.statement_count = 4;
    if (qt_case_restore(c, 1, &again.document, &again.annotation, fx_model(), &error)) fail_msg("%s", error.message);
    json_t *row = statement(keys[2]);
    assert_string_equal(fx_string(source(row, 0), "text"), "council");
    assert_string_equal(fx_string(source(row, 0), "name"), "Ova Brandt");
    assert_string_equal(fx_string(source(row, 1), "resolved"), "unresolved");
    json_decref(row);
    assert_log(0, "status", "in force");
    assert_log(1, "status", "orphaned");
    json_t *rows = log_rows();
    const json_t *object = json_array_get(json_object_get(json_array_get(rows, 1), "objects"), 0);
    assert_true(json_is_null(json_object_get(object, "text")));
    json_decref(rows);
    assert_int_equal(qt_case_restore(c, 1, &report.document, &report.annotation, fx_model(), &error), 0);
    assert_log(1, "status", "in force"); /* it is back, and so is the decision */
    fx_free(&again);
}

/* No words without their hedges, in the log either. */
static void test_log_in_words(void **state)
{
    (void)state;
    assert_int_equal(delete ("Ada", keys[1]), 0);
    assert_int_equal(delete ("Ada", keys[3]), 0);
    json_t *rows = log_rows();
    const json_t *first = json_array_get(json_object_get(json_array_get(rows, 0), "objects"), 0);
    assert_string_equal(fx_string(first, "text"),
                        "She → Lin Okoro (machine) · made … claim · about the crew [hedged: reportedly]");
    const json_t *second = json_array_get(json_object_get(json_array_get(rows, 1), "objects"), 0);
    assert_string_equal(fx_string(second, "text"), "(no source named) · was said · that the pier had ice"
                                                   " [a hedge in the sentence is not placed]");
    json_decref(rows);
}

/* ---------------------------------------------------------------------------------------------------------- refusing */

static void test_refused(void **state)
{
    (void)state;
    static char longest[QT_DECISION_TEXT_MAX + 2], author[QT_AUTHOR_MAX + 2];
    memset(longest, 'n', sizeof longest - 1);
    memset(author, 'a', sizeof author - 1);
    const struct {
        qt_decision d;
        const char *says;
    } CASES[] = {
        {{.action = QT_ACTION_DELETE, .author = QT_STR(""), .key = QT_STR("1")}, "name of who decides"},
        {{.action = QT_ACTION_DELETE, .author = QT_STR(" \t")}, "a key is missing"},
        {{.action = QT_ACTION_DELETE, .author = QT_STR("  "), .key = QT_STR("1")}, "no author"},
        {{.action = QT_ACTION_DELETE, .author = QT_STR("A\x1b[31m"), .key = QT_STR("1")}, "control characters"},
        {{.action = QT_ACTION_DELETE, .author = QT_STR("A\xff"), .key = QT_STR("1")}, "not UTF-8"},
        {{.action = QT_ACTION_DELETE, .author = {author, sizeof author - 1}, .key = QT_STR("1")}, "too long"},
        {{.action = QT_ACTION_DELETE, .key = QT_STR("1"), .reason = QT_STR("one\ntwo")}, "control characters"},
        {{.action = QT_ACTION_DELETE, .key = QT_STR("1"), .reason = QT_STR("")}, "reason is empty"},
        {{.action = QT_ACTION_SET_SOURCE, .key = QT_STR("1"), .value = QT_STR("x\0y")}, "control characters"},
        {{.action = QT_ACTION_SET_SOURCE, .key = QT_STR("1"), .value = QT_STR("")}, "value is empty"},
        {{.action = QT_ACTION_SET_SOURCE, .key = QT_STR("1")}, "what it shall be"},
        {{.action = QT_ACTION_SET_SOURCE, .key = QT_STR("1"), .value = {longest, sizeof longest - 1}}, "too long"},
        {{.action = QT_ACTION_DELETE, .key = QT_STR("'; DROP TABLE decision; --")}, "no statement"},
        {{.action = QT_ACTION_DELETE, .key = QT_STR("0000000000000000:1-2")}, "no statement"},
        {{.action = QT_ACTION_DELETE, .key = {keys[0], 17}}, "could be"}, /* begins all five */
        {{.action = QT_ACTION_UNDO, .undoes = QT_STR("abcdef")}, "no decision"},
        {{.action = QT_ACTION_UNDO, .undoes = QT_STR("abc")}, "no decision"},
        {{.action = QT_ACTION_UNDO, .undoes = QT_STR("%' OR 1")}, "no decision"},
        {{.action = QT_ACTION_UNDO}, "a key is missing"},
        {{.action = QT_ACTION_COUNT, .key = QT_STR("1")}, "no such decision"},
        {{.action = QT_ACTION_RETYPE, .key = QT_STR("1"), .value = QT_STR("suspect")}, "the types are"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        if (decide(CASES[i].d) != QUOTH_USAGE) fail_msg("case %zu was not refused", i);
        if (!strstr(failure.message, CASES[i].says)) fail_msg("case %zu: %s", i, failure.message);
    }
    json_t *rows = log_rows();
    assert_int_equal(json_array_size(rows), 0);
    json_decref(rows);
}

/* What looks dangerous and is plain text is kept as it is. */
static void test_kept_as_given(void **state)
{
    static char name[5001];
    static const char SQL[] = "Robert'); DROP TABLE decision;--";
    (void)state;
    memset(name, 'x', sizeof name - 1);
    assert_int_equal(set_source(SQL, keys[0], name), 0);
    assert_int_equal(set_source(SQL, keys[1], "=cmd|' /C calc'!A0"), 0);
    assert_log(0, "author", SQL);
    assert_log(0, "value", name);
    json_t *row = statement(keys[0]);
    assert_string_equal(fx_string(source(row, 0), "name"), name);
    json_decref(row);
    assert_log(1, "value", "=cmd|' /C calc'!A0");
}

static void test_undo_twice(void **state)
{
    (void)state;
    char first[40];
    assert_int_equal(delete ("Ada", keys[0]), 0);
    snprintf(first, sizeof first, "%s", uid);
    assert_int_equal(undo("Ada", first), 0);
    assert_int_equal(undo("Ada", first), QUOTH_USAGE);
    char *undoing = strdup(uid);
    assert_int_equal(undo("Ada", undoing), 0); /* takes the undo back */
    assert_log(0, "status", "in force");
    first[6] = '\0'; /* the beginning of a uid does */
    assert_int_equal(undo("Ada", first), 0);
    assert_log(0, "status", "undone");
    free(undoing);
}

static void test_reader_cannot(void **state)
{
    (void)state;
    qt_case_close(c);
    c = fx_open(path, QT_CASE_READ);
    assert_int_equal(delete ("Ada", keys[0]), QUOTH_FAILED);
    assert_non_null(strstr(failure.message, "read-only"));
}

/* Two writers take turns; neither's decision is lost. */
static void test_two_writers(void **state)
{
    (void)state;
    qt_case *mine = c, *other = fx_open(path, QT_CASE_WRITE);
    for (int i = 0; i < 4; i++) {
        c = i % 2 ? other : mine;
        assert_int_equal(delete (i % 2 ? "Bo" : "Ada", keys[i]), 0);
    }
    c = mine;
    qt_case_close(other);
    json_t *rows = log_rows();
    assert_int_equal(json_array_size(rows), 4);
    json_decref(rows);
}

/* ------------------------------------------------------------------------------------------------------------ verify */

static void assert_found(const char *sql, const char *detail)
{
    int status = 0;
    char *text = NULL;
    qt_case_close(c);
    fx_sql(path, "DROP TRIGGER decision_kept; DROP TRIGGER decision_fixed; DROP TRIGGER decision_once;"
                 "PRAGMA ignore_check_constraints = ON;");
    fx_sql(path, sql);
    c = fx_open(path, QT_CASE_READ);
    json_t *rows = fx_verify(c, &status);
    text = json_dumps(rows, 0);
    assert_int_equal(status, QUOTH_INTEGRITY);
    if (!strstr(text, detail)) fail_msg("no '%s' in %s", detail, text);
    free(text);
    json_decref(rows);
}

static void two_decisions(void)
{
    assert_int_equal(set_source("Ada", keys[0], "Ova Brandt"), 0);
    assert_int_equal(undo("Bo", uid), 0);
}

#define FOUND(name, sql, detail)       \
    static void name(void **state)     \
    {                                  \
        (void)state;                   \
        two_decisions();               \
        assert_found((sql), (detail)); \
    }
FOUND(test_altered_value, "UPDATE decision SET value = 'Max Orr' WHERE id = 1", "its uid is another's")
FOUND(test_altered_author, "UPDATE decision SET author = 'Cy' WHERE id = 2", "its uid is another's")
FOUND(test_taken_out, "DELETE FROM decision WHERE id = 2", "taken out of the log")
FOUND(test_undoes_nothing, "DELETE FROM decision WHERE id = 1", "what it undoes is not in the log")
FOUND(test_no_such_time, "UPDATE decision SET time = '2031-02-29T10:00:00.000Z' WHERE id = 1", "its time is none")
FOUND(test_control_characters, "UPDATE decision SET reason = 'x' || char(27) || '[31m' WHERE id = 1",
      "its reason has control characters")
FOUND(test_no_triggers, "SELECT 1", "trigger decision_kept is missing")

/* The triggers hold against other tools, and quoth does not write where they are gone. */
static void test_append_only(void **state)
{
    static const char *const SQL[] = {"DELETE FROM decision", "UPDATE decision SET author = 'Cy'",
                                      "INSERT OR REPLACE INTO decision SELECT * FROM decision",
                                      ("REPLACE INTO decision (id, uid, author, time, action, key, value)"
                                       " SELECT 9, uid, 'Cy', time, action, key, value FROM decision WHERE id = 1")};
    (void)state;
    two_decisions();
    qt_case_close(c);
    c = NULL;
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof SQL / sizeof *SQL; i++) {
        if (sqlite3_exec(db, SQL[i], NULL, NULL, NULL) == SQLITE_OK) fail_msg("%s went through", SQL[i]);
        assert_non_null(strstr(sqlite3_errmsg(db), "decisions are never"));
    }
    sqlite3_close(db);
    fx_assert_sound(path);
    fx_sql(path, "DROP TRIGGER decision_fixed");
    quoth_error error = {0};
    assert_int_equal(qt_case_open(path, QT_CASE_WRITE, &c, &error), QUOTH_INTEGRITY);
    assert_non_null(strstr(error.message, "decision_fixed"));
}

/* The uid is the same on every machine. */
static void test_uid(void **state)
{
    char out[QT_UID_SIZE + 1];
    (void)state;
    qt_decision d = {.author = QT_STR("Ada Quill"),
                     .time = QT_STR("2031-05-02T10:00:00.123Z"),
                     .action = QT_ACTION_RENAME,
                     .key = QT_STR("4fc959ebff96e767:812-901"),
                     .value = QT_STR("Lena Holt")};
    assert_int_equal(qt_decision_uid(&d, out, NULL), 0);
    assert_string_equal(out, "4dfb9498d1fd19e27d8341452638c606");
    d.reason = QT_STR("");
    char other[QT_UID_SIZE + 1];
    assert_int_equal(qt_decision_uid(&d, other, NULL), 0);
    assert_string_not_equal(out, other); /* no reason is not an empty one */
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {TEST(test_set_source),
                                       TEST(test_one_of_several_sources),
                                       TEST(test_source_of_none),
                                       TEST(test_conflict),
                                       TEST(test_delete),
                                       TEST(test_survives_a_new_reading),
                                       TEST(test_log_in_words),
                                       TEST(test_refused),
                                       TEST(test_kept_as_given),
                                       TEST(test_undo_twice),
                                       TEST(test_reader_cannot),
                                       TEST(test_two_writers),
                                       TEST(test_altered_value),
                                       TEST(test_altered_author),
                                       TEST(test_taken_out),
                                       TEST(test_undoes_nothing),
                                       TEST(test_no_such_time),
                                       TEST(test_control_characters),
                                       TEST(test_no_triggers),
                                       TEST(test_append_only),
                                       TEST(test_uid)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(uid);
    return failed;
}
