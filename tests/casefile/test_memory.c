/* Memory that runs out at any moment: an error, and nothing lost or leaked. */
#include "collate.h"
#include "fixture.h"

#include "annotation_print.h"

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

/* jansson's memory, which ends after `left` allocations. */
static long left = -1;

static void *sparse_malloc(size_t size)
{
    if (left == 0) return NULL;
    if (left > 0) left--;
    return malloc(size);
}

static int ignore(void *context, json_t *row)
{
    (void)context;
    (void)row;
    return 0;
}

static int call(qt_case *c, int which, quoth_error *error)
{
    switch (which) {
    case 0: return qt_case_statements(c, NULL, ignore, NULL, error);
    case 1: return qt_case_documents(c, ignore, NULL, error);
    case 2: return qt_case_search(c, QT_STR("denied"), ignore, NULL, error);
    case 3: return qt_case_show(c, QT_STR("3"), ignore, NULL, error);
    case 4: return qt_case_log(c, ignore, NULL, error);
    default: return qt_case_verify(c, ignore, NULL, error);
    }
}

static void test_rows_without_memory(void **state)
{
    (void)state;
    fx f = fx_report();
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    fx_store(c, &f);
    const qt_decision said[] = {
        {.action = QT_ACTION_SET_SOURCE, .author = QT_STR("Ada"), .key = QT_STR("3#1"), .value = QT_STR("Ova")},
        {.action = QT_ACTION_SET_SOURCE, .author = QT_STR("Bo"), .key = QT_STR("3#1"), .value = QT_STR("Max")},
        {.action = QT_ACTION_SET_SOURCE, .author = QT_STR("Bo"), .key = QT_STR("4"), .value = QT_STR("Max")}};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        assert_int_equal(qt_collate_decide(c, &said[i], ignore, NULL, NULL), 0);
    json_set_alloc_funcs(sparse_malloc, free);
    for (int which = 0; which < 6; which++) {
        int status = QUOTH_FAILED, failures = 0;
        for (long n = 0; status && n < 5000; n++) {
            quoth_error error = {0};
            left = n;
            status = call(c, which, &error);
            failures += status != 0;
            if (status) assert_int_equal(status, QUOTH_FAILED);
            if (status) assert_true(error.message[0]);
        }
        assert_int_equal(status, 0);
        assert_true(failures > (which == 5 ? 0 : 5));
    }
    left = -1;
    int incomplete = 0;
    for (long n = 0; n < 2000; n += 7) {
        left = n;
        qt_buffer printed = {.data = NULL};
        qt_annotation_print(QT_PRINT_JSON, &f.document, &f.annotation, &printed);
        incomplete += printed.failed;
        free(qt_buffer_take(&printed, NULL));
    }
    left = -1;
    assert_in_range(incomplete, 2, 2000 / 7); /* and in the end there is enough */
    json_set_alloc_funcs(malloc, free);
    qt_case_close(c);
    fx_free(&f);
}

static void test_storing_without_memory(void **state)
{
    (void)state;
    qt_case_close(fx_open(path, QT_CASE_CREATE));
    int stored = 0, failed = 0;
    for (sqlite3_int64 limit = 40000; limit < 2000000; limit += limit / 16) {
        qt_case *c = NULL;
        quoth_error error = {0};
        fx f = fx_report();
        char name[40];
        snprintf(name, sizeof name, "%lld.txt", (long long)limit);
        f.document.name = f.document.path = qt_str_of(name);
        qt_stored what = QT_STORED_KNOWN;
        sqlite3_hard_heap_limit64(limit);
        int status = qt_case_open(path, QT_CASE_WRITE, &c, &error);
        if (!status) status = qt_case_store(c, &f.document, &f.annotation, fx_model(), &what, &error);
        sqlite3_hard_heap_limit64(0);
        qt_case_close(c);
        stored += status == 0;
        failed += status != 0;
        if (status) assert_int_equal(status, QUOTH_FAILED);
        if (status) assert_string_equal(error.source, path);
        fx_free(&f);
        fx_assert_sound(path);
    }
    assert_true(stored > 0 && failed > 0);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM place"), stored);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM document"), 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {TEST(test_rows_without_memory), TEST(test_storing_without_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
