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

typedef struct drained {
    char bytes[400000];
    size_t size, largest, full_at;
} drained;

static int keep(void *context, qt_str bytes)
{
    drained *d = context;
    if (bytes.size > d->largest) d->largest = bytes.size;
    if (d->size + bytes.size > d->full_at) return -1;
    memcpy(d->bytes + d->size, bytes.data, bytes.size);
    d->size += bytes.size;
    return 0;
}

static void what_drains_comes_in_pieces_and_whole(void **state)
{
    (void)state;
    static drained d;
    static char large[100000];
    d.full_at = sizeof d.bytes;
    memset(large, 'x', sizeof large);
    qt_buffer b = {.drain = keep, .context = &d};
    for (size_t i = 0; i < 60000; i++) {
        qt_buffer_add(&b, QT_STR("ab,"));
        assert_true(b.size < 66000);
    }
    qt_buffer_add(&b, (qt_str){large, sizeof large});
    qt_buffer_add(&b, QT_STR("end"));
    assert_true(qt_buffer_drained(&b));
    assert_null(b.data);
    assert_int_equal(d.size, 3 * 60000 + sizeof large + 3);
    for (size_t i = 0; i < 60000; i++) assert_memory_equal(d.bytes + 3 * i, "ab,", 3);
    assert_memory_equal(d.bytes + d.size - 4, "xend", 4);
}

static void a_drain_that_fails_is_a_failure(void **state)
{
    (void)state;
    static drained d;
    d.full_at = 100000;
    qt_buffer b = {.drain = keep, .context = &d};
    for (size_t i = 0; i < 100000; i++) qt_buffer_add(&b, QT_STR("ab,"));
    assert_true(b.failed);
    assert_false(qt_buffer_drained(&b));
    assert_true(d.size <= 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_added_comes_out),         cmocka_unit_test(nothing_is_an_empty_string),
        cmocka_unit_test(a_failure_is_told_at_the_end),    cmocka_unit_test(what_drains_comes_in_pieces_and_whole),
        cmocka_unit_test(a_drain_that_fails_is_a_failure),
    };
    return cmocka_run_group_tests_name("base/buffer", tests, NULL, NULL);
}
