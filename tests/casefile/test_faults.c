/* The disk, other processes and sudden death: what was stored stays, what was not is not there by halves. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

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

/* For children: no assertions of cmocka's there, only an exit code. Writes a byte to `progress` (unless -1) for each
 * document that is new. */
static int store_and_tell(int first, int last, int progress)
{
    qt_case *c = NULL;
    if (qt_case_open(path, QT_CASE_CREATE, &c, NULL)) return 1;
    for (int i = first; i < last; i++) {
        fx f = fx_small(i);
        qt_stored what;
        int status = qt_case_store(c, &f.document, &f.annotation, fx_model(), &what, NULL);
        fx_free(&f);
        if (status) return 2;
        if (progress >= 0 && what == QT_STORED_NEW && write(progress, "", 1) != 1) return 3;
    }
    qt_case_close(c);
    return 0;
}

static int store_some(int first, int last) { return store_and_tell(first, last, -1); }

static int64_t documents(void)
{
    qt_case *c = fx_open(path, QT_CASE_READ);
    json_t *rows = fx_documents(c);
    int64_t count = (int64_t)json_array_size(rows);
    json_decref(rows);
    qt_case_close(c);
    return count;
}

/* kill -9 at twenty moments: the file opens, verifies, holds every document that was said to be stored and only whole
 * ones, and `add` goes on. */
static void test_killed_while_storing(void **state)
{
    (void)state;
    int64_t before = 0;
    for (int round = 0; round < 20; round++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) _exit(store_and_tell(0, 1 << 20, ends[1]) + 10);
        close(ends[1]);
        char byte;
        for (int i = 0; i < round; i++) assert_int_equal(read(ends[0], &byte, 1), 1);
        const struct timespec pause = {.tv_nsec = round * 97000}; /* any moment will do, so long as they differ */
        nanosleep(&pause, NULL);
        kill(child, SIGKILL);
        int result = 0;
        assert_int_equal(waitpid(child, &result, 0), child);
        assert_true(WIFSIGNALED(result));
        close(ends[0]);
        qt_case_close(fx_open(path, QT_CASE_CREATE)); /* finishes a creation that was cut off */
        fx_assert_sound(path);
        int64_t now = documents();
        assert_true(now >= before + round);
        assert_int_equal(fx_number(path, "SELECT count(*) FROM statement"), now);
        assert_int_equal(fx_number(path, "SELECT count(*) FROM place"), now);
        before = now;
    }
}

/* Death in the middle of one transaction, its pages half on the disk. */
static void test_killed_within_a_transaction(void **state)
{
    (void)state;
    assert_int_equal(store_some(0, 3), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        qt_case *c = NULL;
        if (qt_case_open(path, QT_CASE_WRITE, &c, NULL)) _exit(1);
        int bad = sqlite3_exec(c->db,
                               "PRAGMA cache_size = 2; BEGIN IMMEDIATE;"
                               "DELETE FROM statement; DELETE FROM sentence; UPDATE document SET text = 'gone';"
                               "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                               " INSERT INTO migration SELECT 100 + i, hex(randomblob(500)) FROM n",
                               NULL, NULL, NULL);
        if (bad) _exit(2);
        kill(getpid(), SIGKILL);
    }
    int result = 0;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFSIGNALED(result));
    fx_assert_sound(path);
    assert_int_equal(documents(), 3);
}

static void test_two_at_once(void **state)
{
    (void)state;
    enum { PROCESSES = 3, EACH = 40 };
    pid_t children[PROCESSES];
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0) _exit(store_some(i * EACH / 2, i * EACH / 2 + EACH)); /* half of each overlaps the next */
    }
    for (int i = 0; i < PROCESSES; i++) {
        int result = 0;
        assert_int_equal(waitpid(children[i], &result, 0), children[i]);
        assert_true(WIFEXITED(result));
        assert_int_equal(WEXITSTATUS(result), 0);
    }
    fx_assert_sound(path);
    assert_int_equal(documents(), (PROCESSES + 1) * EACH / 2);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM statement"), (PROCESSES + 1) * EACH / 2);
    char companion[200];
    snprintf(companion, sizeof companion, "%s-wal", path);
    assert_int_equal(access(companion, F_OK), -1);
}

static void test_locked(void **state)
{
    (void)state;
    assert_int_equal(store_some(0, 1), 0);
    sqlite3 *other = NULL;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    const qt_case_options options = {qt_schema_current(), 1000};
    qt_case *c = NULL;
    quoth_error error = {0};
    assert_int_equal(qt_case_open_with(path, QT_CASE_WRITE, &options, &c, &error), 0);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    fx f = fx_small(7);
    qt_stored what;
    assert_int_equal(qt_case_store(c, &f.document, &f.annotation, fx_model(), &what, &error), QUOTH_FAILED);
    assert_string_equal(error.message, "another program is using the case file (waited 1 s); try again later");
    assert_string_equal(error.source, path);
    json_t *rows = fx_statements(c); /* readers are not kept waiting */
    assert_int_equal(json_array_size(rows), 1);
    json_decref(rows);
    assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(fx_store(c, &f), QT_STORED_NEW);
    sqlite3_close(other);
    qt_case_close(c);
    fx_free(&f);
    fx_assert_sound(path);
}

/* A disk that is full: no file may grow. */
static void test_full_disk(void **state)
{
    (void)state;
    assert_int_equal(store_some(0, 5), 0);
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        const struct rlimit limit = {(rlim_t)info.st_size, (rlim_t)info.st_size};
        qt_case *c = NULL;
        quoth_error error = {0};
        if (setrlimit(RLIMIT_FSIZE, &limit) || qt_case_open(path, QT_CASE_WRITE, &c, NULL)) _exit(1);
        int status = 0, stored = 0;
        for (; !status && stored < 10000; stored++) {
            fx f = fx_small(100 + stored);
            qt_stored what;
            status = qt_case_store(c, &f.document, &f.annotation, fx_model(), &what, &error);
            fx_free(&f);
        }
        bool said = strcmp(error.source, path) == 0 &&
                    strstr(error.message, "cannot write the case file: File too large") &&
                    strstr(error.message, "what was stored before is intact");
        json_t *rows = fx_statements(c);
        bool whole = json_array_size(rows) == (size_t)stored - 1 + 5; /* all but the one that failed */
        qt_case_close(c);
        _exit(status == QUOTH_FAILED && said && whole ? 0 : 2);
    }
    int result = 0;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_int_equal(WEXITSTATUS(result), 0);
    fx_assert_sound(path);
    int64_t before = documents();
    assert_true(before >= 5);
    assert_int_equal(store_some(50, 60), 0);
    assert_int_equal(documents(), before + 10);
    fx_assert_sound(path);
}

/* SQLITE_FULL, as ENOSPC gives it. */
static void test_no_space(void **state)
{
    (void)state;
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    assert_int_equal(sqlite3_exec(c->db, "PRAGMA max_page_count = 40", NULL, NULL, NULL), SQLITE_OK);
    int status = 0, stored = 0;
    quoth_error error = {0};
    for (; !status; stored++) {
        fx f = fx_small(stored);
        qt_stored what;
        status = qt_case_store(c, &f.document, &f.annotation, fx_model(), &what, &error);
        fx_free(&f);
    }
    assert_int_equal(status, QUOTH_FAILED);
    assert_string_equal(error.message, "no space left for the case file; what was stored before is intact");
    json_t *rows = fx_statements(c);
    assert_int_equal(json_array_size(rows), stored - 1);
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
}

static void drop_root(void)
{
    if (geteuid() == 0 && seteuid(65534)) fail_msg("cannot give up the rights of root");
}

/* Read-only file in a read-only folder, as on a CD: everything that reads works, writing is refused by name. */
static void test_read_only(void **state)
{
    (void)state;
    for (int wal = 0; wal < 2; wal++) {
        assert_int_equal(store_some(0, 5), 0);
        if (wal) fx_sql(path, "PRAGMA journal_mode = WAL"); /* as a reader may have left it */
        chmod(path, 0444);
        chmod(folder, 0555);
        drop_root();
        fx_assert_sound(path);
        qt_case *c = fx_open(path, QT_CASE_READ);
        json_t *rows = json_array();
        assert_int_equal(qt_case_search(c, QT_STR("orchard"), fx_collect, rows, NULL), 0);
        assert_int_equal(json_array_size(rows), 10);
        json_decref(rows);
        qt_case_close(c);
        c = NULL;
        quoth_error error = {0};
        assert_int_equal(qt_case_open(path, QT_CASE_WRITE, &c, &error), QUOTH_FAILED);
        if (!wal) assert_string_equal(error.message, "the case file is read-only");
        assert_string_equal(error.source, path);
        char *fresh = fx_path(folder, "b.case");
        quoth_error denied = {0};
        assert_int_equal(qt_case_open(fresh, QT_CASE_CREATE, &c, &denied), QUOTH_FAILED);
        assert_string_equal(denied.message, "cannot make a case file here: Permission denied");
        free(fresh);
        if (geteuid() == 65534 && seteuid(0)) fail_msg("cannot become root again");
        chmod(folder, 0700);
        chmod(path, 0600);
    }
}

/* The index of a read-only file is checked too (in a copy). */
static void test_read_only_index(void **state)
{
    (void)state;
    assert_int_equal(store_some(0, 5), 0);
    fx_sql(path, "INSERT INTO statement_fts (rowid, words) VALUES (99, 'a pear')");
    chmod(path, 0444);
    chmod(folder, 0755);
    drop_root();
    int status;
    qt_case *c = fx_open(path, QT_CASE_READ);
    json_t *rows = fx_verify(c, &status);
    qt_case_close(c);
    if (geteuid() == 65534 && seteuid(0)) fail_msg("cannot become root again");
    assert_int_equal(status, QUOTH_INTEGRITY);
    assert_string_equal(fx_string(json_array_get(rows, 0), "what"), "search index");
    json_decref(rows);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_killed_while_storing),
        TEST(test_killed_within_a_transaction),
        TEST(test_two_at_once),
        TEST(test_locked),
        TEST(test_full_disk),
        TEST(test_no_space),
        TEST(test_read_only),
        TEST(test_read_only_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
