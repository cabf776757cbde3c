/* The growing buffer, against what snprintf makes of the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"

static void what_is_added_comes_out(void **state)
{
    (void)state;
    qt_buffer b = {.data = NULL};
    char expected[20000] = "";
    size_t used = 0, size = 0;
    static const int64_t numbers[] = {0, -1, 7, 4294967295, INT64_MAX, INT64_MIN};
    for (int i = 0; i < 900; i++) {
        int64_t n = numbers[i % 6];
        qt_buffer_add(&b, i % 7 ? QT_STR("ab") : (qt_str){NULL, 0});
        qt_buffer_add_number(&b, n);
        used += (size_t)snprintf(expected + used, sizeof expected - used, "%s%" PRId64, i % 7 ? "ab" : "", n);
    }
    char *got = qt_buffer_take(&b, &size);
    assert_int_equal(size, used);
    assert_string_equal(got, expected);
    assert_null(b.data);
    free(got);
}

static void nothing_is_an_empty_string(void **state)
{
    (void)state;
    qt_buffer b = {.data = NULL};
    size_t size = 9;
    char *got = qt_buffer_take(&b, &size);
    assert_string_equal(got, "");
    assert_int_equal(size, 0);
    free(got);
}

static void a_failure_is_told_at_the_end(void **state)
{
    (void)state;
    qt_buffer b = {.data = NULL};
    qt_buffer_add(&b, QT_STR("a"));
    qt_buffer_add(&b, (qt_str){"b", SIZE_MAX / 2}); /* never read: there is no room */
    qt_buffer_add(&b, QT_STR("c"));
    assert_true(b.failed);
    assert_null(qt_buffer_take(&b, NULL));
    assert_false(b.failed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_added_comes_out),
        cmocka_unit_test(nothing_is_an_empty_string),
        cmocka_unit_test(a_failure_is_told_at_the_end),
    };
    return cmocka_run_group_tests_name("base/buffer", tests, NULL, NULL);
}
