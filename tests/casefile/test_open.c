/* What a case file may be, what is refused and in which words, and what lies on the disk before and after. */
#include <fcntl.h>

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

/* Opening fails with `status`, names the file, and says `words`. */
static void assert_refused(const char *file, qt_case_mode mode, int status, const char *words)
{
    qt_case *c = (qt_case *)&folder;
    quoth_error error = {0};
    assert_int_equal(qt_case_open(file, mode, &c, &error), status);
    assert_ptr_equal(c, &folder);
    assert_string_equal(error.source, file);
    if (!strstr(error.message, words)) fail_msg("\"%s\" does not say \"%s\"", error.message, words);
}

static void write_file(const char *file, const char *bytes, size_t size)
{
    FILE *out = fopen(file, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, size, out), size);
    assert_int_equal(fclose(out), 0);
}

static mode_t mode_of(const char *file)
{
    struct stat info;
    assert_int_equal(stat(file, &info), 0);
    return info.st_mode & 0777;
}

static bool is_there(const char *suffix)
{
    char file[256];
    snprintf(file, sizeof file, "%s%s", path, suffix);
    return access(file, F_OK) == 0;
}

static mode_t mode_of_companion(const char *suffix)
{
    char file[256];
    snprintf(file, sizeof file, "%s%s", path, suffix);
    return mode_of(file);
}

static void test_only_its_owner_may_read_it(void **state)
{
    (void)state;
    const mode_t masks[] = {0, 022, 0777};
    for (size_t i = 0; i < 3; i++) {
        mode_t before = umask(masks[i]);
        qt_case *c = fx_open(path, QT_CASE_CREATE);
        fx f = fx_small(1);
        fx_store(c, &f);
        assert_int_equal(mode_of(path), 0600);
        assert_true(is_there("-wal"));
        assert_int_equal(mode_of_companion("-wal"), 0600);
        assert_int_equal(mode_of_companion("-shm"), 0600);
        qt_case_close(c);
        umask(before);
        fx_free(&f);
        assert_int_equal(unlink(path), 0);
    }
    /* An empty file that others could read becomes private before it holds anything. */
    write_file(path, "", 0);
    chmod(path, 0666);
    qt_case_close(fx_open(path, QT_CASE_CREATE));
    assert_int_equal(mode_of(path), 0600);
}

/* At rest: one file, in rollback mode (bytes 18 and 19 of the header), that reading does not change. */
static void test_one_file_at_rest(void **state)
{
    (void)state;
    fx f = fx_small(1);
    qt_case *c = fx_open(path, QT_CASE_CREATE), *reader = NULL;
    fx_store(c, &f);
    reader = fx_open(path, QT_CASE_READ);
    qt_case_close(c);
    qt_case_close(reader); /* the writer could not fold it up with a reader there; the next one does */
    c = fx_open(path, QT_CASE_WRITE);
    qt_case_close(c);
    assert_false(is_there("-wal"));
    assert_false(is_there("-shm"));
    assert_false(is_there("-journal"));
    unsigned char header[20];
    int file = open(path, O_RDONLY);
    assert_int_equal(read(file, header, sizeof header), sizeof header);
    close(file);
    assert_int_equal(header[18], 1);
    assert_int_equal(header[19], 1);
    struct stat before, after;
    assert_int_equal(stat(path, &before), 0);
    reader = fx_open(path, QT_CASE_READ);
    json_decref(fx_statements(reader));
    quoth_error error = {0};
    qt_stored what;
    assert_int_equal(qt_case_store(reader, &f.document, &f.annotation, fx_model(), &what, &error), QUOTH_FAILED);
    qt_case_close(reader);
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_equal(before.st_size, after.st_size);
    assert_false(is_there("-wal"));
    fx_free(&f);
}

/* A reader sees what was committed, while a writer goes on: a row in the reader's hands locks nothing, be the file in
 * WAL mode because a writer was there first, or at rest when the reader came. */
typedef struct meanwhile {
    int next;
    qt_case *writer;
} meanwhile;

static int store_meanwhile(void *context, json_t *row)
{
    meanwhile *m = context;
    (void)row;
    if (!m->writer) m->writer = fx_open(path, QT_CASE_WRITE);
    fx f = fx_small(m->next++);
    assert_int_equal(fx_store(m->writer, &f), QT_STORED_NEW);
    fx_free(&f);
    return 0;
}

static void test_readers_and_writer(void **state)
{
    (void)state;
    meanwhile m = {10, fx_open(path, QT_CASE_CREATE)};
    for (int i = 1; i <= 3; i++) {
        fx f = fx_small(i);
        fx_store(m.writer, &f);
        fx_free(&f);
    }
    for (int at_rest = 0; at_rest < 2; at_rest++) {
        if (at_rest) qt_case_close(m.writer), m.writer = NULL;
        qt_case *reader = fx_open(path, QT_CASE_READ);
        assert_int_equal(qt_case_statements(reader, NULL, store_meanwhile, &m, NULL), 0);
        json_t *rows = fx_statements(reader);
        assert_int_equal(json_array_size(rows), at_rest ? 12 : 6);
        json_decref(rows);
        qt_case_close(reader);
    }
    qt_case_close(m.writer);
    fx_assert_sound(path);
}

static void test_what_is_no_case_file(void **state)
{
    (void)state;
    assert_refused(path, QT_CASE_READ, QUOTH_FAILED, "no such case file");
    assert_refused(path, QT_CASE_WRITE, QUOTH_FAILED, "no such case file");
    assert_refused("", QT_CASE_CREATE, QUOTH_USAGE, "no name");
    assert_refused(folder, QT_CASE_CREATE, QUOTH_FAILED, "is a folder");
    assert_refused(folder, QT_CASE_READ, QUOTH_FAILED, "is a folder");
    char *nowhere = fx_path(folder, "none/a.case"), *pipe = fx_path(folder, "pipe");
    assert_refused(nowhere, QT_CASE_CREATE, QUOTH_FAILED, "No such file");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_refused(pipe, QT_CASE_READ, QUOTH_FAILED, "not a regular file");
    free(nowhere);
    free(pipe);
    write_file(path, "", 0);
    assert_refused(path, QT_CASE_READ, QUOTH_FAILED, "is empty");
    assert_refused(path, QT_CASE_WRITE, QUOTH_FAILED, "is empty");
    static const char text[] = "A letter about the harbour, and no database at all. "
                               "A letter about the harbour, and no database at all. ";
    write_file(path, text, sizeof text - 1);
    for (qt_case_mode mode = QT_CASE_READ; mode <= QT_CASE_CREATE; mode++)
        assert_refused(path, mode, QUOTH_FAILED, "is not a quoth case file");
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_size, sizeof text - 1);
    unlink(path);
    fx_sql(path, "CREATE TABLE pear (weight)");
    for (qt_case_mode mode = QT_CASE_READ; mode <= QT_CASE_CREATE; mode++)
        assert_refused(path, mode, QUOTH_FAILED, "is an SQLite database, but not a quoth case file");
    assert_int_equal(fx_number(path, "SELECT count(*) FROM sqlite_master"), 1);
    unlink(path);
    fx_sql(path, "PRAGMA encoding = 'UTF-16'; PRAGMA application_id = 1903521652; PRAGMA user_version = 1;"
                 "CREATE TABLE document (text)");
    assert_refused(path, QT_CASE_READ, QUOTH_FAILED, "another encoding");
}

static void test_names_are_paths(void **state)
{
    (void)state;
    static const char *const NAMES[] = {":memory:", "file:b.case?mode=memory", "c d%41?immutable=1.case"};
    char here[512];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(folder), 0);
    for (size_t i = 0; i < 3; i++) {
        qt_case_close(fx_open(NAMES[i], QT_CASE_CREATE));
        assert_int_equal(access(NAMES[i], F_OK), 0);
        qt_case_close(fx_open(NAMES[i], QT_CASE_READ));
    }
    assert_int_equal(chdir(here), 0);
}

static void test_newer_and_older(void **state)
{
    (void)state;
    qt_case_close(fx_open(path, QT_CASE_CREATE));
    fx_sql(path, "PRAGMA user_version = 999");
    for (qt_case_mode mode = QT_CASE_READ; mode <= QT_CASE_CREATE; mode++)
        assert_refused(path, mode, QUOTH_FAILED, "was written by a newer quoth (its schema is 999");
    fx_sql(path, "PRAGMA user_version = 0");
    assert_refused(path, QT_CASE_WRITE, QUOTH_FAILED, "no schema version");
}

static void test_damaged(void **state)
{
    (void)state;
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    for (int i = 0; i < 20; i++) {
        fx f = fx_small(i);
        fx_store(c, &f);
        fx_free(&f);
    }
    qt_case_close(c);
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(truncate(path, info.st_size / 2), 0); /* cut in half, as a broken copy is */
    qt_case *half = NULL;
    quoth_error error = {0};
    int status = qt_case_open(path, QT_CASE_READ, &half, &error);
    if (!status) {
        json_t *rows = json_array();
        status = qt_case_verify(half, fx_collect, rows, &error);
        assert_true(json_array_size(rows) > 0);
        json_decref(rows);
        qt_case_close(half);
    }
    assert_int_equal(status, QUOTH_INTEGRITY);
    assert_string_equal(error.source, path);
}

static void test_foreign_schema(void **state)
{
    (void)state;
    qt_case_close(fx_open(path, QT_CASE_CREATE));
    fx_sql(path, "CREATE TRIGGER evil AFTER INSERT ON place BEGIN DELETE FROM document; END");
    assert_refused(path, QT_CASE_WRITE, QUOTH_INTEGRITY, "trigger evil");
    qt_case *c = fx_open(path, QT_CASE_READ); /* reading runs no trigger */
    int status;
    json_t *rows = fx_verify(c, &status);
    assert_int_equal(status, QUOTH_INTEGRITY);
    assert_string_equal(fx_string(json_array_get(rows, 0), "what"), "schema");
    json_decref(rows);
    qt_case_close(c);
    fx_sql(path, "DROP TRIGGER evil; CREATE VIEW mine AS SELECT 1; CREATE TABLE notes (text); DROP VIEW ledger;");
    c = fx_open(path, QT_CASE_WRITE);
    rows = fx_verify(c, &status); /* people's own tables and views are theirs; ours must be there */
    assert_int_equal(json_array_size(rows), 1);
    assert_string_equal(fx_string(json_array_get(rows, 0), "detail"), "view ledger is missing");
    json_decref(rows);
    qt_case_close(c);
    fx_sql(path, "DROP VIEW version; CREATE VIEW version AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n)"
                 " SELECT i AS url, i AS version, i AS document FROM n");
    assert_refused(path, QT_CASE_READ, QUOTH_INTEGRITY, "view version is not as this program makes it");
    fx_sql(path, "DROP VIEW version; DROP TABLE statement_hedge; CREATE VIEW statement_hedge AS SELECT 1");
    assert_refused(path, QT_CASE_READ, QUOTH_INTEGRITY, "table statement_hedge is missing");
}

static void test_settings(void **state)
{
    (void)state;
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    static const struct {
        int what, value;
    } WANTED[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0}, {SQLITE_DBCONFIG_ENABLE_FKEY, 1}};
    for (size_t i = 0; i < 3; i++) {
        int now = -1;
        assert_int_equal(sqlite3_db_config(c->db, WANTED[i].what, -1, &now), SQLITE_OK);
        assert_int_equal(now, WANTED[i].value);
    }
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_prepare_v2(c->db, "PRAGMA cell_size_check", -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(stmt, 0), 1);
    sqlite3_finalize(stmt);
    assert_int_equal(sqlite3_limit(c->db, SQLITE_LIMIT_ATTACHED, -1), 0);
    qt_case_close(c);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
                                     " AND NOT strict AND name NOT LIKE 'sqlite%'"),
                     0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_only_its_owner_may_read_it),
        TEST(test_one_file_at_rest),
        TEST(test_readers_and_writer),
        TEST(test_what_is_no_case_file),
        TEST(test_names_are_paths),
        TEST(test_newer_and_older),
        TEST(test_damaged),
        TEST(test_foreign_schema),
        TEST(test_settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
