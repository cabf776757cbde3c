/* Decisions and merging through the public header. */
#include "../casefile/fixture.h"
#include "quoth.h"

static int count_row(void *context, const char *json, size_t size)
{
    assert_int_equal(strlen(json), size);
    ++*(int *)context;
    return QUOTH_OK;
}

static void test_decide_and_merge(void **state)
{
    (void)state;
    char *folder = fx_folder(), *a = fx_path(folder, "a.case"), *b = fx_path(folder, "b.case");
    fx f = fx_report();
    qt_case *inside = fx_open(a, QT_CASE_CREATE);
    fx_store(inside, &f);
    qt_case_close(inside);
    quoth_case *c = NULL;
    quoth_error error = {0};
    int rows = 0;
    quoth_decision d = {.action = "set-source", .key = "2", .value = "Ova Brandt", .reason = "she says so"};
    assert_int_equal(quoth_case_open(a, QUOTH_WRITE, &c, &error), QUOTH_OK);
    assert_int_equal(quoth_case_decide(c, &d, count_row, &rows, &error), QUOTH_USAGE);
    assert_non_null(strstr(error.message, "who decides"));
    d.author = "Ada Quill";
    error = (quoth_error){0};
    assert_int_equal(quoth_case_decide(c, &d, count_row, &rows, &error), QUOTH_OK);
    assert_int_equal(quoth_case_decide(c, &d, NULL, NULL, &error), QUOTH_OK);
    d.action = "believe";
    assert_int_equal(quoth_case_decide(c, &d, NULL, NULL, NULL), QUOTH_USAGE);
    assert_int_equal(quoth_case_rows(c, QUOTH_LOG, NULL, count_row, &rows, &error), QUOTH_OK);
    assert_int_equal(rows, 3);
    quoth_case_close(c);
    const char *paths[] = {a, folder};
    quoth_merge_summary summary;
    assert_int_equal(quoth_case_open(b, QUOTH_CREATE, &c, &error), QUOTH_OK);
    assert_int_equal(quoth_case_merge(c, paths, 1, NULL, &summary, &error), QUOTH_OK);
    assert_int_equal(summary.added + summary.decisions, 3);
    assert_int_equal(quoth_case_merge(c, paths, 2, NULL, NULL, &error), QUOTH_REFUSED);
    assert_int_equal(quoth_case_rows(c, QUOTH_FINDINGS, NULL, count_row, &rows, NULL), QUOTH_OK);
    quoth_case_close(c);
    free(a);
    free(b);
    fx_free(&f);
    fx_remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_decide_and_merge)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
