/* Errors: the first wins, and nothing that steers a terminal gets through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/utf8.h"

static void first_failure_wins(void **state)
{
    (void)state;
    quoth_error error = {0};
    assert_int_equal(qt_fail_at(&error, QUOTH_REFUSED, 12, "bad byte %d", 7), QUOTH_REFUSED);
    assert_int_equal(qt_fail(&error, QUOTH_FAILED, "later"), QUOTH_FAILED);
    assert_int_equal(error.status, QUOTH_REFUSED);
    assert_string_equal(error.message, "bad byte 7");
    assert_true(error.has_byte);
    assert_int_equal(error.byte, 12);
    assert_int_equal(qt_fail_in(&error, QT_STR("inner.txt")), QUOTH_REFUSED);
    assert_int_equal(qt_fail_in(&error, QT_STR("outer.txt")), QUOTH_REFUSED);
    assert_string_equal(error.source, "inner.txt");
}

static void nothing_needs_an_error(void **state)
{
    (void)state;
    assert_int_equal(qt_fail(NULL, QUOTH_USAGE, "x"), QUOTH_USAGE);
    assert_int_equal(qt_fail_at(NULL, QUOTH_INTEGRITY, 3, "x"), QUOTH_INTEGRITY);
    assert_int_equal(qt_fail_in(NULL, QT_STR("x")), QUOTH_FAILED);
}

static void plain_failure_has_no_byte(void **state)
{
    (void)state;
    quoth_error error = {0};
    qt_fail(&error, QUOTH_FAILED, "no");
    assert_false(error.has_byte);
    assert_string_equal(error.source, "");
}

static void hostile_names_are_made_printable(void **state)
{
    (void)state;
    static const struct {
        const char *given, *printed;
    } cases[] = {
        {"a\033[31mb\nc\177", "a?[31mb?c?"},
        {"csi \xc2\x9b"
         "31m",
         "csi ?31m"}, /* C1: a control sequence in two bytes */
        {"caf\xc3\xa9 \xe2\x80\x9cquay\xe2\x80\x9d", "caf\xc3\xa9 \xe2\x80\x9cquay\xe2\x80\x9d"},
        {"bad \xff\xc3(", "bad ?"
                          "?("}, /* no UTF-8 */
        {"txt.\xe2\x80\xae"
         "cod",
         "txt.?cod"},                      /* right-to-left override */
        {"one\xe2\x80\xa8two", "one?two"}, /* a line separator: messages are one line */
        {"ends \xe2\x80", "ends ??"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        quoth_error error = {0};
        qt_fail(&error, QUOTH_REFUSED, "%s", cases[i].given);
        qt_fail_in(&error, qt_str_of(cases[i].given));
        assert_string_equal(error.message, cases[i].printed);
        assert_string_equal(error.source, cases[i].printed);
    }
}

/* However long, what is cut stays UTF-8. */
static void long_messages_are_cut_at_a_character(void **state)
{
    (void)state;
    char name[1200];
    for (size_t shift = 0; shift < 3; shift++) {
        quoth_error error = {0};
        memset(name, 'x', shift);
        for (size_t at = shift; at + 3 < sizeof name; at += 3) memcpy(name + at, "\xe2\x82\xac", 3);
        name[1100 + shift] = '\0';
        qt_fail(&error, QUOTH_REFUSED, "%s", name);
        qt_fail_in(&error, (qt_str){name, 1050});
        size_t size = strlen(error.message), source = strlen(error.source);
        assert_in_range(size, sizeof error.message - 4, sizeof error.message - 1);
        assert_in_range(source, sizeof error.source - 4, sizeof error.source - 1);
        assert_int_equal(qt_utf8_valid_prefix(qt_str_of(error.message)), size);
        assert_null(strchr(error.message, '?'));
        assert_int_equal(qt_utf8_valid_prefix(qt_str_of(error.source)), source);
        assert_null(strchr(error.source, '?'));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_failure_wins),
        cmocka_unit_test(nothing_needs_an_error),
        cmocka_unit_test(plain_failure_has_no_byte),
        cmocka_unit_test(hostile_names_are_made_printable),
        cmocka_unit_test(long_messages_are_cut_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
