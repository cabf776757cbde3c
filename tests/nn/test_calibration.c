/* The map from stated to measured confidence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "nn/calibration.h"

static void it_is_straight_between_knots_and_level_beyond(void **state)
{
    (void)state;
    qt_calibration map;
    assert_int_equal(qt_calibration_read(QT_STR("[[0.2, 0.1], [0.6, 0.3], [1, 0.9]]"), &map, NULL), 0);
    static const double pairs[][2] = {{0, 0.1}, {0.2, 0.1}, {0.4, 0.2}, {0.6, 0.3}, {0.8, 0.6}, {1, 0.9}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_float_equal(qt_calibrated(&map, pairs[i][0]), pairs[i][1], 1e-9);
}

static void without_a_map_it_says_what_was_stated(void **state)
{
    (void)state;
    qt_calibration map;
    assert_int_equal(qt_calibration_read((qt_str){NULL, 0}, &map, NULL), 0);
    assert_float_equal(qt_calibrated(&map, 0.37), 0.37, 0);
}

static void what_is_no_map_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "{}",
        "[]",
        "[[0, 0.5]]",
        "[[0, 0.5], [1]]",
        "[[0, 0.5], [1, 0.6, 0.7]]",
        "[[0, 0.5], [1, \"1\"]]",
        "[[0, 0.5], [0, 0.6]]",
        "[[0, 0.5], [1, 0.4]]",
        "[[0, 0.5], [1, 1.1]]",
        "[[-0.1, 0.5], [1, 1]]",
        ("[[0,0],[0.01,0],[0.02,0],[0.03,0],[0.04,0],[0.05,0],[0.06,0],[0.07,0],[0.08,0],[0.09,0],[0.1,0],[0.11,0],"
         "[0.12,0],[0.13,0],[0.14,0],[0.15,0],[0.16,0]]"),
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        qt_calibration map = {.count = 99};
        if (qt_calibration_read(qt_str_of(bad[i]), &map, NULL) != QUOTH_REFUSED) fail_msg("taken: %s", bad[i]);
        assert_int_equal(map.count, 99);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_straight_between_knots_and_level_beyond),
        cmocka_unit_test(without_a_map_it_says_what_was_stated),
        cmocka_unit_test(what_is_no_map_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
