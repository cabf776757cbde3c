/* Case files joined: what comes out, whatever the order; what is refused; what a killed merge leaves. */
#include "../casefile/fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include "collate.h"
#include "merge.h"

static char *folder, *a, *b, *joined, *other;

static int setup(void **state)
{
    (void)state;
    folder = fx_folder();
    a = fx_path(folder, "a.case");
    b = fx_path(folder, "b.case");
    joined = fx_path(folder, "joined.case");
    other = fx_path(folder, "other.case");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    free(a);
    free(b);
    free(joined);
    free(other);
    fx_remove_folder(folder);
    return 0;
}

static void store_at(const char *path, const fx *f)
{
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    qt_stored what;
    assert_int_equal(qt_collate_store(c, &f->document, &f->annotation, fx_model(), &what, NULL), 0);
    qt_case_close(c);
}

static size_t refusals;
static char why[400];
static void on_refused(void *context, const quoth_error *error)
{
    (void)context;
    refusals++;
    snprintf(why, sizeof why, "%s", error->message);
}

static qt_merge_summary merge(const char *into, const char *const *paths, size_t count)
{
    qt_merge_summary summary;
    quoth_error error = {0};
    const qt_add_options options = {.refused = on_refused};
    qt_case *c = fx_open(into, QT_CASE_CREATE);
    refusals = 0;
    if (qt_merge(c, paths, count, &options, &summary, &error)) fail_msg("%s: %s", error.source, error.message);
    qt_case_close(c);
    assert_int_equal(summary.refused, refusals);
    return summary;
}

static int ignore(void *context, json_t *row)
{
    (void)context;
    (void)row;
    return 0;
}

static void set_source(const char *path, const char *author, const char *key, const char *name)
{
    qt_case *c = fx_open(path, QT_CASE_WRITE);
    quoth_error error = {0};
    const qt_decision d = {
        .action = QT_ACTION_SET_SOURCE, .author = qt_str_of(author), .key = qt_str_of(key), .value = qt_str_of(name)};
    if (qt_collate_decide(c, &d, ignore, NULL, &error)) fail_msg("%s", error.message);
    qt_case_close(c);
}

/* All that a case file says, ids aside. */
static int collect_bare(void *context, json_t *row)
{
    json_object_del(row, "id");
    json_object_del(row, "within");
    json_object_del(json_object_get(row, "document"), "id");
    return json_array_append(context, row);
}

static char *contents(const char *path)
{
    qt_case *c = fx_open(path, QT_CASE_READ);
    json_t *rows = json_array();
    assert_int_equal(qt_case_statements(c, NULL, collect_bare, rows, NULL), 0);
    assert_int_equal(qt_case_documents(c, collect_bare, rows, NULL), 0);
    assert_int_equal(qt_case_log(c, collect_bare, rows, NULL), 0);
    qt_case_close(c);
    char *text = json_dumps(rows, 0);
    json_decref(rows);
    return text;
}

static void assert_same(const char *one, const char *two)
{
    char *x = contents(one), *y = contents(two);
    assert_string_equal(x, y);
    free(x);
    free(y);
}

/* A report with every field, with those it refers to. */
static fx whole_report(void)
{
    fx f = fx_report();
    qt_coref *who = &f.annotation.coref;
    static qt_beside beside;
    static qt_span role;
    role = fx_span(&f, "harbour master", 1);
    beside = (qt_beside){.roles = {&role, 1}};
    who->mentions = QT_ARENA_NEW(f.arena, qt_mention, 3);
    who->referent_of = QT_ARENA_NEW(f.arena, uint32_t, 3);
    who->referents = QT_ARENA_NEW(f.arena, qt_referent, 2);
    uint32_t *lists = QT_ARENA_NEW(f.arena, uint32_t, 3);
    for (uint32_t i = 0; i < 3; i++) lists[i] = i;
    who->mentions[0] = (qt_mention){.span = fx_span(&f, "Lin Okoro", 1), .beside = &beside, .acronym_of = QT_NONE};
    who->mentions[1] =
        (qt_mention){.span = fx_span(&f, "She", 1), .beside = &beside, .acronym_of = QT_NONE, .form = QT_FORM_PRONOUN};
    who->mentions[2] = (qt_mention){.span = fx_span(&f, "the crew", 1),
                                    .beside = &beside,
                                    .acronym_of = QT_NONE,
                                    .type = QT_MENTION_GROUP,
                                    .form = QT_FORM_NOMINAL};
    who->referent_of[2] = 1;
    who->mention_count = 3;
    who->referents[0] = (qt_referent){.mentions = lists, .mention_count = 2, .best = 0, .named = true};
    who->referents[1] = (qt_referent){.mentions = lists + 2, .mention_count = 1, .best = 2, .type = QT_MENTION_GROUP};
    who->referent_count = 2;
    f.annotation.statements[0].sources[0].referent = 0;
    f.annotation.statements[1].sources[0].referent = 0;
    f.annotation.statements[1].about = QT_ARENA_NEW(f.arena, qt_about, 1);
    f.annotation.statements[1].about[0] =
        (qt_about){.referent = 1, .span = fx_span(&f, "the crew", 1), .role = QT_ABOUT_MENTIONED};
    f.annotation.statements[1].about_count = 1;
    return f;
}

/* Every table of what was read is in the copy as it was, by keys. */
static void test_nothing_is_lost(void **state)
{
    static const char *const SAME[] = {
        "SELECT key, begin, end, text, type, named, government FROM %s.referent",
        "SELECT r.key, m.begin, m.end, m.text, m.type, m.form FROM %s.mention m JOIN %s.referent r ON r.id = m.referent",
        "SELECT r.key, x.begin, x.end, x.text, x.type, x.years, x.status, s.key FROM %s.attribute x"
        " JOIN %s.referent r ON r.id = x.referent LEFT JOIN %s.statement s ON s.id = x.statement",
        "SELECT x.begin, h.begin, h.end, h.text, h.by FROM %s.attribute_hedge h JOIN %s.attribute x"
        " ON x.id = h.attribute",
        "SELECT s.key, x.begin, x.end, x.role, r.key FROM %s.statement_about x JOIN %s.statement s"
        " ON s.id = x.statement JOIN %s.referent r ON r.id = x.referent",
        "SELECT s.key, x.begin, x.end, x.resolved, x.name, r.key FROM %s.statement_source x JOIN %s.statement s"
        " ON s.id = x.statement LEFT JOIN %s.referent r ON r.id = x.referent",
        "SELECT begin, end, label_begin, label_end, attached, supports_begin, supports_end FROM %s.mark",
        "SELECT s.key, m.begin, l.position, l.unresolved FROM %s.statement_mark l JOIN %s.statement s"
        " ON s.id = l.statement JOIN %s.mark m ON m.id = l.mark",
        "SELECT s.key, w.key FROM %s.statement s LEFT JOIN %s.statement w ON w.id = s.within",
        "SELECT sha256, text_sha256, encoding, title_size, language, program, model, text, original FROM %s.document",
    };
    (void)state;
    fx f = whole_report();
    store_at(a, &f);
    fx_sql(a, "UPDATE document SET program = '0.0.9'"); /* read by another version */
    const char *paths[] = {a};
    qt_merge_summary summary = merge(joined, paths, 1);
    assert_int_equal(summary.files + summary.added, 2);
    assert_int_equal(summary.statements, 5);
    fx_assert_sound(joined);
    assert_same(a, joined);
    sqlite3 *db = NULL;
    char sql[4096], attach[300], one[1000], two[1000];
    assert_int_equal(sqlite3_open(a, &db), SQLITE_OK);
    snprintf(attach, sizeof attach, "ATTACH '%s' AS j", joined);
    assert_int_equal(sqlite3_exec(db, attach, NULL, NULL, NULL), SQLITE_OK);
    for (size_t i = 0; i < sizeof SAME / sizeof *SAME; i++) {
        snprintf(one, sizeof one, SAME[i], "main", "main", "main");
        snprintf(two, sizeof two, SAME[i], "j", "j", "j");
        snprintf(sql, sizeof sql,
                 "SELECT (SELECT count(*) FROM (%s)) = (SELECT count(*) FROM (%s)) AND NOT EXISTS"
                 " (%s EXCEPT %s)",
                 one, two, one, two);
        sqlite3_stmt *stmt = NULL;
        if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) || sqlite3_step(stmt) != SQLITE_ROW)
            fail_msg("%s: %s", sql, sqlite3_errmsg(db));
        if (!sqlite3_column_int(stmt, 0)) fail_msg("not the same: %s", one);
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
    assert_int_equal(fx_number(joined, "SELECT count(*) FROM attribute"), 2);
    fx_free(&f);
}

/* The same from a with b, from b with a, and from both once more. */
static void test_any_order(void **state)
{
    (void)state;
    fx f[4] = {fx_small(1), fx_small(2), fx_small(3), fx_report()};
    for (int i = 0; i < 3; i++) store_at(a, &f[i]);
    f[2].document.path = QT_STR("elsewhere/3.txt"); /* known to a at another place */
    f[2].document.publisher = QT_STR("The Orchard Post");
    store_at(b, &f[2]);
    store_at(b, &f[3]);
    const char *paths[] = {a, b, a}, *turned[] = {b, a};
    qt_merge_summary summary = merge(joined, paths, 2);
    assert_int_equal(summary.added, 4);
    assert_int_equal(summary.places, 1);
    summary = merge(other, turned, 2);
    assert_same(joined, other);
    assert_int_equal(fx_number(joined, "SELECT count(*) FROM place"), 5);
    summary = merge(joined, paths, 3);
    assert_int_equal(summary.added + summary.places + summary.decisions, 0);
    assert_same(joined, other);
    const char *self[] = {joined};
    merge(joined, self, 1);
    assert_same(joined, other);
    fx_assert_sound(joined);
    for (int i = 0; i < 4; i++) fx_free(&f[i]);
}

/* Contradictory decisions of two people: both kept, the conflict shown, the machine's reading stands. */
static void test_contradictory_decisions(void **state)
{
    (void)state;
    char id[] = "2";
    fx f = fx_report();
    store_at(a, &f);
    store_at(b, &f);
    set_source(a, "Ada", id, "Ova Brandt");
    set_source(b, "Bo", id, "Max Orr");
    set_source(b, "Bo", "5", "Max Orr");
    const char *paths[] = {a, b}, *turned[] = {b, a};
    assert_int_equal(merge(joined, paths, 2).decisions, 3);
    assert_int_equal(merge(other, turned, 2).decisions, 3);
    assert_same(joined, other);
    qt_case *c = fx_open(joined, QT_CASE_READ);
    json_t *rows = json_array();
    assert_int_equal(qt_case_log(c, fx_collect, rows, NULL), 0);
    assert_string_equal(fx_string(json_array_get(rows, 0), "status"), "in conflict");
    assert_string_equal(fx_string(json_array_get(rows, 1), "status"), "in conflict");
    assert_string_equal(fx_string(json_array_get(rows, 2), "status"), "in force");
    json_decref(rows);
    rows = fx_statements(c);
    const json_t *source = json_array_get(json_object_get(json_array_get(rows, 1), "sources"), 0);
    assert_string_equal(fx_string(source, "name"), "Lin Okoro");
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(joined);
    fx_free(&f);
}

/* A decision can come before its document. */
static void test_orphan_finds_its_document(void **state)
{
    (void)state;
    fx f = fx_report();
    store_at(a, &f);
    set_source(a, "Ada", "2", "Ova Brandt");
    fx_sql(a,
           "PRAGMA foreign_keys = ON; DELETE FROM document; INSERT INTO statement_fts(statement_fts) VALUES('rebuild');"
           "INSERT INTO document_fts(document_fts) VALUES('rebuild')");
    store_at(b, &f);
    const char *paths[] = {a, b};
    merge(joined, paths, 1);
    qt_case *c = fx_open(joined, QT_CASE_READ);
    json_t *rows = json_array();
    assert_int_equal(qt_case_log(c, fx_collect, rows, NULL), 0);
    assert_string_equal(fx_string(json_array_get(rows, 0), "status"), "orphaned");
    qt_case_close(c);
    merge(joined, paths, 2);
    c = fx_open(joined, QT_CASE_READ);
    json_array_clear(rows);
    assert_int_equal(qt_case_log(c, fx_collect, rows, NULL), 0);
    assert_string_equal(fx_string(json_array_get(rows, 0), "status"), "in force");
    json_decref(rows);
    qt_case_close(c);
    fx_free(&f);
}

/* What stands in the destination stays, unless the other knows a title. */
static void test_two_models(void **state)
{
    static const qt_sha256 OTHER_MODEL = {{0xee}};
    qt_stored what;
    (void)state;
    fx f = fx_report();
    store_at(a, &f);
    qt_case *c = fx_open(b, QT_CASE_CREATE);
    f.annotation.statement_count = 2;
    f.annotation.statements[1].within = QT_NONE;
    assert_int_equal(qt_case_store(c, &f.document, &f.annotation, &OTHER_MODEL, &what, NULL), 0);
    qt_case_close(c);
    const char *paths[] = {b};
    merge(a, paths, 1);
    assert_int_equal(fx_number(a, "SELECT count(*) FROM statement"), 5);
    assert_int_equal(fx_number(a, "SELECT count(*) FROM document WHERE model LIKE 'abcd%'"), 1);
    c = fx_open(other, QT_CASE_CREATE);
    f.document.title_size = 0;
    f.document.title = (qt_str){NULL, 0};
    assert_int_equal(qt_case_store(c, &f.document, &f.annotation, fx_model(), &what, NULL), 0);
    qt_case_close(c);
    merge(other, paths, 1);
    assert_int_equal(fx_number(other, "SELECT count(*) FROM document WHERE model LIKE 'ee%' AND title_size > 0"), 1);
    fx_assert_sound(other);
    fx_free(&f);
}

/* ---------------------------------------------------------------------------------------------------------- refusing */

static void assert_refused(const char *path, const char *says)
{
    const char *paths[] = {path, b};
    char *before = contents(joined);
    qt_merge_summary summary = merge(joined, paths, 2);
    assert_int_equal(summary.refused, 1);
    assert_int_equal(summary.files, 1); /* the other one is taken */
    if (!strstr(why, says)) fail_msg("no '%s' in: %s", says, why);
    char *after = contents(joined);
    assert_string_equal(before, after);
    fx_assert_sound(joined);
    free(before);
    free(after);
}

static void test_refused(void **state)
{
    (void)state;
    fx f = fx_report(), small = fx_small(1);
    store_at(b, &small);
    store_at(joined, &small);
    assert_refused(other, "no such case file");
    assert_refused(folder, "is a folder");
    FILE *file = fopen(other, "w");
    assert_non_null(file);
    fputs("these are no decisions\n", file);
    fclose(file);
    assert_refused(other, "not a quoth case file");
    unlink(other);
    fx_sql(other, "CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('bread')");
    assert_refused(other, "not a quoth case file");
    store_at(a, &f);
    set_source(a, "Ada", "2", "Ova Brandt");
    fx_sql(a, "UPDATE document SET text = replace(text, 'late', 'soon')");
    assert_refused(a, "not what it was");
    fx_sql(a, "UPDATE document SET text = replace(text, 'soon', 'late'); DROP TRIGGER decision_fixed;"
              "UPDATE decision SET value = 'Max Orr';");
    assert_refused(a, "not what it was");
    fx_sql(a, "PRAGMA user_version = 3");
    assert_refused(a, "older quoth");
    fx_sql(a, "PRAGMA user_version = 99");
    assert_refused(a, "newer quoth");
    fx_free(&f);
    fx_free(&small);
}

static void test_reader_cannot(void **state)
{
    (void)state;
    fx f = fx_small(1);
    store_at(a, &f);
    qt_case_close(fx_open(b, QT_CASE_CREATE));
    qt_case *c = fx_open(b, QT_CASE_READ);
    const char *paths[] = {a};
    qt_merge_summary summary;
    quoth_error error = {0};
    assert_int_equal(qt_merge(c, paths, 1, NULL, &summary, &error), QUOTH_FAILED);
    assert_non_null(strstr(error.message, "read-only"));
    assert_int_equal(summary.refused, 0); /* it is not the other's fault */
    qt_case_close(c);
    fx_free(&f);
}

/* ------------------------------------------------------------------------------------------------------------ killed */

/* As fx_number, while another process is writing. */
static int64_t count_documents(void)
{
    int64_t count = 0;
    json_t *rows = NULL;
    qt_case *c = NULL;
    if (qt_case_open(joined, QT_CASE_READ, &c, NULL) == 0) {
        rows = fx_documents(c);
        count = (int64_t)json_array_size(rows);
    }
    json_decref(rows);
    qt_case_close(c);
    return count;
}

static void kill_after(int64_t documents)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const char *paths[] = {a};
        qt_merge_summary summary;
        qt_case *c = NULL;
        if (qt_case_open(joined, QT_CASE_WRITE, &c, NULL) == 0) (void)qt_merge(c, paths, 1, NULL, &summary, NULL);
        _exit(0);
    }
    int64_t there = 0;
    int status = 0;
    while (there < documents && waitpid(child, &status, WNOHANG) == 0) there = count_documents();
    (void)kill(child, SIGKILL);
    (void)waitpid(child, &status, 0);
}

static void test_killed(void **state)
{
    enum { MANY = 150 };
    (void)state;
    qt_case *c = fx_open(a, QT_CASE_CREATE);
    for (int i = 0; i < MANY; i++) {
        fx f = fx_small(i);
        fx_store(c, &f);
        fx_free(&f);
    }
    qt_case_close(c);
    set_source(a, "Ada", "7", "Ova Brandt");
    qt_case_close(fx_open(joined, QT_CASE_CREATE));
    for (int64_t n = 1; n < MANY; n += 60) {
        kill_after(n);
        fx_assert_sound(joined);
        assert_true(count_documents() >= 1);
    }
    const char *paths[] = {a};
    merge(joined, paths, 1);
    assert_same(a, joined);
    fx_assert_sound(joined);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {TEST(test_nothing_is_lost),
                                       TEST(test_any_order),
                                       TEST(test_contradictory_decisions),
                                       TEST(test_orphan_finds_its_document),
                                       TEST(test_two_models),
                                       TEST(test_refused),
                                       TEST(test_reader_cannot),
                                       TEST(test_killed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
