/* Dates of metadata: what is kept, what is turned into ISO 8601, what stays unknown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/dates.h"

static void check(const char *given, const char *wanted)
{
    char buffer[QT_DATE_SIZE];
    qt_str out = {NULL, 0};
    bool is = qt_date_read(qt_str_of(given), buffer, &out);
    if (is != (wanted != NULL)) fail_msg("\"%s\" is %sa date", given, is ? "" : "not ");
    if (is && wanted && !qt_str_equal(out, qt_str_of(wanted)))
        fail_msg("\"%s\" became \"%.*s\"", given, QT_STR_ARG(out));
    if (!is) assert_null(out.data);
}

static void iso_dates_are_kept(void **state)
{
    (void)state;
    /* clang-format off */
    static const char *const kept[] = {
        "2031", "2031-05", "2031-05-02", "2031-05-02T10:00", "2031-05-02T10:00:00", "2031-05-02 10:00:00",
        "2031-05-02T10:00:00Z", "2031-05-02T10:00:00.250Z", "2031-05-02T10:00:00,25", "2031-05-02T10:00:00+02:00",
        "2031-05-02T10:00:00-0500", "2031-05-02T10:00+02", "2032-02-29", "2000-02-29", "2016-12-31T23:59:60Z", "2031-05-02T24:00:00"};
    /* clang-format on */
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) check(kept[i], kept[i]);
    check("  2031-05-02\n", "2031-05-02");
    check("20310502", "2031-05-02");
}

static void mail_dates_become_iso(void **state)
{
    (void)state;
    check("Fri, 02 May 2031 10:00:00 GMT", "2031-05-02T10:00:00Z");
    check("Fri, 2 May 2031 10:00:00 +0200", "2031-05-02T10:00:00+02:00");
    check("2 May 2031 10:00 -0330", "2031-05-02T10:00:00-03:30");
    check("02 May 2031 10:00:00 -0000", "2031-05-02T10:00:00Z");
    check("fri, 02 may 2031 10:00:00 est", "2031-05-02T10:00:00-05:00");
    check("Tue, 02 Apr 2024 10:00:00 GMT", "2024-04-02T10:00:00Z");
}

static void anything_else_stays_unknown(void **state)
{
    (void)state;
    /* clang-format off */
    static const char *const none[] = {
        "", " ", "May 2, 2031", "02/05/2031", "2031/05/02", "2031-5-2", "2031-13", "2031-00", "2031-02-29", "1900-02-29",
        "2031-05-32", "2031-05-02T", "2031-05-02T25:00", "2031-05-02T10", "2031-05-02T10:60", "2031-05-02T10:00:61",
        "2031-05-02T10:00:00.", "2031-05-02T10:00:00X", "2031-05-02T10:00:00+", "2031-05-02T10:00:00+2", "2031-05-02T10:00Z1",
        "203", "20311", "yesterday", "31", "20310231", "2031-05-02T24:00:01",
        "Mon, 02 May 2031 10:00:00 GMT", /* it was a Friday */
        "Fri, 02 May 31 10:00:00 GMT", "Fri, 32 May 2031 10:00:00 GMT", "Fri, 02 Mai 2031 10:00:00 GMT",
        "Fri, 02 May 2031 10:00:00", "Fri, 02 May 2031 10:00:00 A", "Fri, 02 May 2031 10:00:00 +02000",
        "Fri, 02 May 2031 10:00:00 GMT and more", "Fri 02 May 2031 10:00:00 GMT",
        "2031-05-02T10:00:00.000000000000000000000000000000000000000000000000000"};
    /* clang-format on */
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) check(none[i], NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(iso_dates_are_kept), cmocka_unit_test(mail_dates_become_iso),
                                       cmocka_unit_test(anything_else_stays_unknown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
