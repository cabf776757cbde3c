/* The schema: its steps, and its documentation. */
#include "casefile/db.h"
#include "fixture.h"

static char *folder, *path;

static int setup(void **state)
{
    (void)state;
    folder = fx_folder();
    path = fx_path(folder, "a.case");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    free(path);
    fx_remove_folder(folder);
    return 0;
}

/* One more step as a later version might have it: a new column, filled from what is there. */
static const char ADD_HEADLINE[] = "ALTER TABLE place ADD COLUMN headline TEXT;"
                                   "UPDATE place SET headline = upper(name);";

enum { NOW = 4, NEXT = NOW + 1 };

static qt_case_options one_more(const char *step)
{
    static const char *steps[NEXT];
    for (int i = 0; i < NOW; i++) steps[i] = qt_schema_current().steps[i];
    steps[NOW] = step;
    return (qt_case_options){{steps, NEXT}, 1000};
}

static void test_migration(void **state)
{
    (void)state;
    assert_int_equal(qt_schema_current().version, NOW);
    qt_case_options options = one_more(ADD_HEADLINE);
    fx f = fx_small(1), more = fx_small(2);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    fx_store(c, &f);
    qt_case_close(c);
    assert_int_equal(fx_number(path, "PRAGMA application_id"), QT_APPLICATION_ID);
    assert_int_equal(fx_number(path, "PRAGMA user_version"), NOW);
    /* A reader leaves it as it is and says so; a writer brings it up to date. */
    quoth_error error = {0};
    assert_int_equal(qt_case_open_with(path, QT_CASE_READ, &options, &c, &error), QUOTH_FAILED);
    assert_non_null(strstr(error.message, "older quoth"));
    assert_int_equal(fx_number(path, "PRAGMA user_version"), NOW);
    assert_int_equal(qt_case_open_with(path, QT_CASE_WRITE, &options, &c, NULL), 0);
    fx_store(c, &more);
    json_t *rows = fx_statements(c);
    assert_int_equal(json_array_size(rows), 2);
    json_decref(rows);
    qt_case_close(c);
    assert_int_equal(fx_number(path, "PRAGMA user_version"), NEXT);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM migration WHERE program = '" QUOTH_VERSION "'"), NEXT);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM place WHERE headline = '1.TXT'"), 1);
    /* A migrated file and a new one hold the same objects. */
    assert_int_equal(qt_case_open_with(path, QT_CASE_READ, &options, &c, NULL), 0);
    int status;
    rows = fx_verify(c, &status);
    assert_int_equal(status, 0);
    json_decref(rows);
    qt_case_close(c);
    assert_int_equal(qt_case_open(path, QT_CASE_READ, &c, NULL), QUOTH_FAILED); /* it does not know the next version */
    fx_free(&f);
    fx_free(&more);
}

static void test_failed_migration_changes_nothing(void **state)
{
    (void)state;
    qt_case_options options = one_more("ALTER TABLE place ADD COLUMN headline TEXT; UPDATE nothing SET x = 1;");
    qt_case_close(fx_open(path, QT_CASE_CREATE));
    qt_case *c = NULL;
    quoth_error error = {0};
    assert_int_equal(qt_case_open_with(path, QT_CASE_WRITE, &options, &c, &error), QUOTH_FAILED);
    assert_null(c);
    assert_int_equal(fx_number(path, "PRAGMA user_version"), NOW);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM migration"), NOW);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM pragma_table_info('place') WHERE name = 'headline'"), 0);
    fx_assert_sound(path);
}

/* A file of the first version, without the columns of the second, is taken to this one and reads as before. */
static void test_first_version(void **state)
{
    (void)state;
    const qt_case_options first = {{qt_schema_current().steps, 1}, 1000};
    qt_case *c = NULL;
    fx f = fx_report();
    assert_int_equal(qt_case_open_with(path, QT_CASE_CREATE, &first, &c, NULL), 0);
    qt_case_close(c);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM pragma_table_info('statement') WHERE name = 'denies_for'"),
                     0);
    c = fx_open(path, QT_CASE_WRITE);
    fx_store(c, &f);
    qt_case_close(c);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM ledger WHERE denies_for = 'third' AND channel = 'post'"), 1);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM ledger WHERE denies_for IS NULL AND channel IS NULL"), 4);
    fx_assert_sound(path);
    fx_free(&f);
}

/* Documents of a file of the second version were read without anything of who is who: they are to be read again. */
static void test_second_version(void **state)
{
    (void)state;
    const qt_case_options second = {{qt_schema_current().steps, 2}, 1000};
    qt_case *c = NULL;
    int64_t *ids = NULL;
    size_t count = 0;
    qt_arena *arena = qt_arena_new(1 << 20);
    fx f = fx_report();
    assert_int_equal(qt_case_open_with(path, QT_CASE_CREATE, &second, &c, NULL), 0);
    qt_case_close(c);
    fx_sql(path,
           "INSERT INTO document (sha256, text_sha256, encoding, title_size, language, program, model, text)"
           " VALUES ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',"
           " 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'UTF-8', 0, 'en', '" QUOTH_VERSION
           "', 'abcd010000000000000000000000000000000000000000000000000000000000', '')");
    c = fx_open(path, QT_CASE_WRITE);
    fx_store(c, &f);
    assert_int_equal(qt_case_stale(c, fx_model(), arena, &ids, &count, NULL), 0);
    assert_int_equal(count, 1);
    assert_int_equal(ids[0], 1);
    qt_case_close(c);
    qt_arena_free(arena);
    fx_free(&f);
}

/* docs/CASEFILE.md has a row for every table and view, and that row names every column. */
static void test_documentation(void **state)
{
    (void)state;
    static char page[1 << 16];
    FILE *in = fopen(QUOTH_SOURCE_DIR "/docs/CASEFILE.md", "rb");
    assert_non_null(in);
    page[fread(page, 1, sizeof page - 1, in)] = '\0';
    fclose(in);
    qt_case_close(fx_open(path, QT_CASE_CREATE));
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    int columns = 0;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT t.name, c.name FROM pragma_table_list t, pragma_table_info(t.name) c"
                                        " WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite%'"
                                        " AND t.type IN ('table', 'view', 'virtual')",
                                        -1, &stmt, NULL),
                     SQLITE_OK);
    for (; sqlite3_step(stmt) == SQLITE_ROW; columns++) {
        char start[80], column[80];
        const char *table = (const char *)sqlite3_column_text(stmt, 0),
                   *name = (const char *)sqlite3_column_text(stmt, 1);
        snprintf(start, sizeof start, "\n| `%s` |", table);
        snprintf(column, sizeof column, "`%s`", name);
        const char *row = strstr(page, start), *found = row ? strstr(row, column) : NULL;
        if (!found || found > strchr(row + 1, '\n')) fail_msg("%s.%s is not documented", table, name);
    }
    assert_true(columns > 120);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {TEST(test_migration), TEST(test_failed_migration_changes_nothing),
                                       TEST(test_first_version), TEST(test_second_version), TEST(test_documentation)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
