/* UTF-8 held to the table of well-formed byte sequences (Unicode 15, table 3-7), over every lead and second byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"

/* The table itself: how long a well-formed sequence of these bytes is, 0 if it is none. */
static size_t table_length(const unsigned char *b, size_t size)
{
    static const struct {
        unsigned char first, last, second_first, second_last;
        size_t length;
    } rows[] = {{0x00, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
                {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
                {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (b[0] < rows[i].first || b[0] > rows[i].last) continue;
        if (rows[i].length > size) return 0;
        if (rows[i].length > 1 && (b[1] < rows[i].second_first || b[1] > rows[i].second_last)) return 0;
        for (size_t j = 2; j < rows[i].length; j++)
            if (b[j] < 0x80 || b[j] > 0xbf) return 0;
        return rows[i].length;
    }
    return 0;
}

static void decoding_agrees_with_the_table(void **state)
{
    (void)state;
    static const unsigned char tails[] = {0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff};
    unsigned char b[4];
    for (unsigned lead = 0; lead < 256; lead++)
        for (unsigned second = 0; second < 256; second++)
            for (size_t i = 0; i < sizeof tails * sizeof tails; i++)
                for (size_t size = 1; size <= 4; size++) {
                    b[0] = (unsigned char)lead;
                    b[1] = (unsigned char)second;
                    b[2] = tails[i / sizeof tails];
                    b[3] = tails[i % sizeof tails];
                    uint32_t code = 0x12345678;
                    size_t got = qt_utf8_decode((qt_str){(const char *)b, size}, 0, &code);
                    if (got != table_length(b, size))
                        fail_msg("%02x %02x %02x %02x / %zu", lead, second, b[2], b[3], size);
                    if (got == 0) assert_int_equal(code, 0x12345678);
                }
}

static void every_scalar_value_round_trips(void **state)
{
    (void)state;
    char bytes[4];
    for (uint32_t code = 0; code <= 0x10ffff; code++) {
        if (code >= 0xd800 && code <= 0xdfff) continue;
        uint32_t back = 0;
        size_t size = qt_utf8_encode(code, bytes);
        assert_int_equal(qt_utf8_decode((qt_str){bytes, size}, 0, &back), size);
        assert_int_equal(back, code);
    }
}

static void valid_prefix_names_the_first_bad_byte(void **state)
{
    (void)state;
    assert_int_equal(qt_utf8_valid_prefix(QT_STR("")), 0);
    assert_int_equal(qt_utf8_valid_prefix(QT_STR("na\xc3\xafve")), 6);
    assert_int_equal(qt_utf8_valid_prefix(QT_STR("na\xefve")), 2);
    assert_int_equal(qt_utf8_valid_prefix(QT_STR("cut \xe2\x80")), 4);
    assert_int_equal(qt_utf8_valid_prefix(QT_STR("\xc0\xaf")), 0);
    assert_int_equal(qt_utf8_valid_prefix(QT_STR("a\0b")), 3);
}

static void before_steps_back_over_whole_characters(void **state)
{
    (void)state;
    qt_str s = QT_STR("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x8c\x8a");
    const size_t starts[] = {6, 3, 1, 0};
    size_t at = s.size;
    for (size_t i = 0; i < 4; i++) {
        at = qt_utf8_before(s, at);
        assert_int_equal(at, starts[i]);
    }
}

static void properties(void **state)
{
    (void)state;
    assert_true(qt_is_letter('a') && qt_is_letter('Z') && qt_is_letter(0xe9) && qt_is_letter(0x4e00));
    assert_true(qt_is_letter(0x301)); /* a combining accent: a decomposed name stays one word */
    assert_false(qt_is_letter('@') || qt_is_letter('[') || qt_is_letter('`') || qt_is_letter('{') || qt_is_letter('1'));
    assert_true(qt_is_upper('A') && qt_is_upper(0xc9) && qt_is_upper(0x1c5)); /* a title-case digraph */
    assert_false(qt_is_upper('a') || qt_is_upper('1'));
    assert_true(qt_is_lower('z') && qt_is_lower(0xe9));
    assert_false(qt_is_lower('Z') || qt_is_lower(0x4e00));
    assert_true(qt_lower('Z') == 'z' && qt_lower(0xc9) == 0xe9 && qt_lower('z') == 'z' && qt_lower(0x4e00) == 0x4e00);
    assert_true(qt_is_digit('7') && qt_is_digit(0x664));
    assert_false(qt_is_digit(0xb2)); /* a superscript is no decimal digit */
    const uint32_t spaces[] = {' ', '\t', '\n', '\r', 0x85, 0xa0, 0x200b, 0x2009, 0x2028, 0x202f, 0x3000, 0xfeff};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) assert_true(qt_is_space(spaces[i]));
    assert_false(qt_is_space('a') || qt_is_space(0x1f) || qt_is_space(0x200d));
    assert_false(qt_is_letter(0x110000) || qt_is_space(0xffffffff));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decoding_agrees_with_the_table),
        cmocka_unit_test(every_scalar_value_round_trips),
        cmocka_unit_test(valid_prefix_names_the_first_bad_byte),
        cmocka_unit_test(before_steps_back_over_whole_characters),
        cmocka_unit_test(properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
