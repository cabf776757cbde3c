/* When somebody held an office, as the words of a role say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "mentions/role_time.h"

typedef struct row {
    const char *text, *role, *mark, *said, *from, *until;
} row;

static void test_what_roles_say_of_their_time(void **state)
{
    (void)state;
    static const row rows[] = {
        {"Former President Orlec", "President", "former", "", "", ""},
        {"Former President Orlec", "Former President", "former", "", "", ""},
        {"then-President Orlec", "President", "then", "", "", ""},
        {"President-elect Orlec", "President", "incoming", "", "", ""},
        {"acting head of the board", "acting head of the board", "acting", "", "", ""},
        {"head of the former ministry", "head of the former ministry", "", "", "", ""},
        {"the board fired its mayor of Tavin", "mayor of Tavin", "", "", "", ""},
        {"mayor of Tavin since 2031, said", "mayor of Tavin since 2031", "", "since 2031", "2031", ""},
        {"mayor of Tavin since 2031, said", "mayor of Tavin", "", "since 2031", "2031", ""},
        {"mayor from May 2029 to 2031", "mayor from May 2029 to 2031", "", "from May 2029 to 2031", "2029-05", "2031"},
        {"mayor (2029\xe2\x80\x93"
         "2031)",
         "mayor", "",
         "2029\xe2\x80\x93"
         "2031",
         "2029", "2031"},
        {"mayor until last year", "mayor until last year", "", "until last year", "", "2031"},
        {"mayor until next month", "mayor until next month", "", "until next month", "", "2033-01"},
        {"mayor in a town of 2031 people", "mayor in a town of 2031 people", "", "", "", ""},
        {"mayor of Tavin. Since 2031 it rains", "mayor of Tavin", "", "", "", ""},
        {"mayor until", "mayor until", "", "", "", ""},
        {"\xe2\x80", "\xe2\x80", "", "", "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const row *r = &rows[i];
        qt_str text = qt_str_of(r->text);
        uint32_t begin = (uint32_t)(strstr(r->text, r->role) - r->text);
        char from[QT_ROLE_DATE] = "", until[QT_ROLE_DATE] = "";
        qt_role_time time;
        bool any = qt_role_time_read(text, (qt_span){begin, begin + (uint32_t)strlen(r->role)}, &time);
        assert_int_equal(any, r->mark[0] || r->said[0]);
        if (!qt_str_equal(time.mark, qt_str_of(r->mark))) fail_msg("%s: %.*s", r->text, QT_STR_ARG(time.mark));
        qt_str said = qt_span_empty(time.said) ? (qt_str){"", 0} : qt_str_at(text, time.said);
        if (!qt_str_equal(said, qt_str_of(r->said))) fail_msg("%s: %.*s", r->text, QT_STR_ARG(said));
        if (said.size) qt_role_time_values(said, QT_STR("2032-12-24"), from, until);
        assert_string_equal(from, r->from);
        assert_string_equal(until, r->until);
    }
}

/* A date told from the day of writing has no value where that day is not known. */
static void test_no_day_no_value(void **state)
{
    (void)state;
    char from[QT_ROLE_DATE], until[QT_ROLE_DATE];
    assert_false(qt_role_time_values(QT_STR("until last year"), (qt_str){NULL, 0}, from, until));
    assert_string_equal(until, "");
    assert_false(qt_role_time_values(QT_STR("until last month"), QT_STR("2032"), from, until));
    assert_string_equal(until, "");
    assert_true(qt_role_time_values(QT_STR("until last year"), QT_STR("2032"), from, until));
    assert_string_equal(until, "2031");
    assert_false(qt_role_time_values(QT_STR("since 2031"), QT_STR("2032"), from, until));
    assert_string_equal(from, "2031");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_roles_say_of_their_time),
        cmocka_unit_test(test_no_day_no_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
