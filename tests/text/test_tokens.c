/* Tokens: the words of UD English EWT, in any Unicode text. Every text here is invented. */
#include "reading.h"

/* Reads `source` and compares its tokens, a bar between two. */
static void expect_tokens(const char *source, const char *expected)
{
    static reading r;
    read_bytes(&r, qt_str_of(source), 0);
    size_t at = 0;
    show_tokens(&r, &at, 0, r.text.token_count, '|');
    assert_string_equal(r.shown, expected);
    close_reading(&r);
}

typedef struct example {
    const char *source, *tokens;
} example;

static void expect_all(const example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) expect_tokens(examples[i].source, examples[i].tokens);
}

#define EXPECT_ALL(examples) expect_all((examples), sizeof(examples) / sizeof *(examples))

static void test_words_and_stops(void **state)
{
    (void)state;
    static const example examples[] = {
        {"", ""},
        {" \t\n ", ""},
        {"The ferry sank.", "The|ferry|sank|."},
        {"Who? He! No... yes", "Who|?|He|!|No|...|yes"},
        {"What?! Never!!", "What|?!|Never|!!"},
        {"them…remained", "them|…|remained"},
        {"quay--the old one—sank – fast", "quay|--|the|old|one|—|sank|–|fast"},
        {"(seven) [of] {ten}; a: b", "(|seven|)|[|of|]|{|ten|}|;|a|:|b"},
        {"the end.The next", "the|end|.|The|next"},
    };
    EXPECT_ALL(examples);
}

static void test_clitics(void **state)
{
    (void)state;
    static const example examples[] = {
        {"don't can't won't", "do|n't|ca|n't|wo|n't"},
        {"It's I'm they're we've he'd she'll", "It|'s|I|'m|they|'re|we|'ve|he|'d|she|'ll"},
        {"It’s don’t Quill’s", "It|’s|do|n’t|Quill|’s"},
        {"IT'S DON'T", "IT|'S|DO|N'T"},
        {"couldn't've", "could|n't|'ve"},
        {"cannot gonna Cannot", "can|not|gon|na|Can|not"},
        {"the sailors' strike", "the|sailors|'|strike"},
        {"O'Brien Qa'im d'Arc", "O'Brien|Qa'im|d'Arc"},
        {"the '90s, the 1990s and the 1960's", "the|'90s|,|the|1990s|and|the|1960's"},
        {"2023's budget", "2023|'s|budget"},
        {"“Heron”’s crew", "“|Heron|”|’s|crew"},
        {"'tis ’twas", "'t|is|’t|was"},
        {"n't 's", "n't|'s"},
    };
    EXPECT_ALL(examples);
}

static void test_hyphens_and_slashes(void **state)
{
    (void)state;
    static const example examples[] = {
        {"a 15-year-old", "a|15|-|year|-|old"},
        {"e-mail co-founder non-lethal mid-1990s", "e-mail|co-founder|non-lethal|mid-1990s"},
        {"anti-ship-missile", "anti-ship|-|missile"},
        {"clockwork-wise", "clockwork-wise"},
        {"well-known vice-mayor", "well|-|known|vice|-|mayor"},
        {"Port-e-Alder U-2 half-a-dozen", "Port|-|e|-|Alder|U|-|2|half|-|a|-|dozen"},
        {"U.S.-led", "U.S.|-|led"},
        {"and/or he/she w/o", "and|/|or|he|/|she|w/o"},
        {"F-16", "F|-|16"},
    };
    EXPECT_ALL(examples);
}

static void test_numbers(void **state)
{
    (void)state;
    static const example examples[] = {
        {"1,000.5 and 3.14 and 1,234,567", "1,000.5|and|3.14|and|1,234,567"},
        {"1,2,3 and 12,34", "1|,|2|,|3|and|12|,|34"},
        {"at 10:30 or 9:05:07", "at|10:30|or|9:05:07"},
        {"9/11, 3/4, 11/22/2026, 24/7", "9/11|,|3/4|,|11/22/2026|,|24|/|7"},
        {"555-1234, 555-123-4567, 2026-11-22", "555-1234|,|555-123-4567|,|2026-11-22"},
        {"3-4, 1998-2000, 500-1000", "3|-|4|,|1998|-|2000|,|500|-|1000"},
        {"$5, £3.20, €7m, US$9bn", "$|5|,|£|3.20|,|€|7|m|,|US|$|9|bn"},
        {"20% 20 percent", "20|%|20|percent"},
        {"5km 10pm 7p.m. tomorrow 3G 23rd", "5|km|10|pm|7|p.m.|tomorrow|3G|23rd"},
        {"#1 and +44 20 and .04", "#|1|and|+44|20|and|.04"},
        {"Flight 12.", "Flight|12|."},
        {"½ and 5½ and m²", "½|and|5½|and|m²"},
    };
    EXPECT_ALL(examples);
}

static void test_abbreviations(void **state)
{
    (void)state;
    static const example examples[] = {
        {"Mr. Roe met Gen. Quill.", "Mr.|Roe|met|Gen.|Quill|."},
        {"the U.S. President", "the|U.S.|President"},
        {"in the U.S. He left", "in|the|U.S|.|He|left"},
        {"in the U.S.", "in|the|U.S|."},
        {"in the U.S. \"We left\"", "in|the|U.S|.|\"|We|left|\""},
        {"the U.S.[7] He left", "the|U.S|.|He|left"},
        {"the U.S.[7] Navy left", "the|U.S.|Navy|left"},
        {"on Jan. 3 at 9 a.m. local time", "on|Jan.|3|at|9|a.m.|local|time"},
        {"at 9 p.m. Tuesday", "at|9|p.m.|Tuesday"},
        {"at 9 p.m. Crews came", "at|9|p.m|.|Crews|came"},
        {"No. 10 said no. No. He", "No.|10|said|no|.|No|.|He"},
        {"Heron Inc. said Inc., (Heron Inc.)", "Heron|Inc.|said|Inc.|,|(|Heron|Inc.|)"},
        {"J. K. Rowe and George W. Heron", "J.|K.|Rowe|and|George|W.|Heron"},
        {"a Ph.D. student, e.g. Ada", "a|Ph.D.|student|,|e.g.|Ada"},
        {"GEN. QUILL", "GEN.|QUILL"},
        {"She works for Heron etc...", "She|works|for|Heron|etc|..."},
        {"AT&T B&B", "AT&T|B&B"},
    };
    EXPECT_ALL(examples);
}

static void test_addresses(void **state)
{
    (void)state;
    static const example examples[] = {
        {"See https://alder.example/a?b=(c)&d.", "See|https://alder.example/a?b=(c)&d|."},
        {"(www.alder.example/x), she", "(|www.alder.example/x|)|,|she"},
        {"ada.quill@alder.example.", "ada.quill@alder.example|."},
        {"alder.org, budget.xls; co.uk/news, so", "alder.org|,|budget.xls|;|co.uk/news|,|so"},
        {"It sank.@adaquill", "It|sank|.|@adaquill"},
        {"@adaquill #harbour fire", "@adaquill|#harbour|fire"},
        {"fish &amp; chips :-)", "fish|&amp;|chips|:-)"},
    };
    EXPECT_ALL(examples);
}

static void test_quotation_marks_and_references(void **state)
{
    (void)state;
    static const example examples[] = {
        {"\"No,\" he said.", "\"|No|,|\"|he|said|."},
        {"“No,” ‘yes’ «oui» ''so''", "“|No|,|”|‘|yes|’|«|oui|»|''|so|''"},
        {"It sank.[3] Then[4][5] it", "It|sank|.|Then|it"},
        {"[32] It sank", "It|sank"},
        {"the ferry,[3] which sank", "the|ferry|,|which|sank"},
    };
    EXPECT_ALL(examples);
}

static void test_any_script(void **state)
{
    (void)state;
    static const example examples[] = {
        {"市长辞职。", "市|长|辞|职|。"},
        {"Мэр ушёл.", "Мэр|ушёл|."},
        {"استقال الرئيس", "استقال|الرئيس"},
        {"Jose\xcc\x81 left", "Jose\xcc\x81|left"},
        {"so \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x92! \xe2\x9d\xa4\xef\xb8\x8f",
         "so|\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x92|!|\xe2\x9d\xa4\xef\xb8\x8f"},
        {"\xef\xbb\xbfThe\xc2\xa0"
         "end",
         "The|end"},
        {"co\xc2\xadworker", "co\xc2\xadworker"},
        {"\xe2\x80\x8ehe\xe2\x80\x8f", "he"},
    };
    EXPECT_ALL(examples);
}

static void test_nul_bytes(void **state)
{
    (void)state;
    static reading r;
    read_bytes(&r, (qt_str){"a\0b", 3}, 0);
    assert_int_equal(r.text.token_count, 2);
    close_reading(&r);
}

static void test_long_runs_are_cut(void **state)
{
    (void)state;
    static reading r;
    enum { SIZE = 300000 };
    char *bytes = malloc(SIZE);
    assert_non_null(bytes);
    for (size_t i = 0; i < SIZE; i += 2) memcpy(bytes + i, "\xc3\xa9", 2);
    read_bytes(&r, (qt_str){bytes, SIZE}, 0);
    assert_int_equal(r.text.token_count, (SIZE + 255) / 256);
    for (size_t i = 0; i < r.text.token_count; i++) {
        qt_span span = r.text.tokens[i].span;
        assert_true(span.end - span.begin <= 256 && span.begin % 2 == 0);
    }
    close_reading(&r);
    free(bytes);
}

static void test_shapes(void **state)
{
    (void)state;
    static reading r;
    static const uint8_t expected[] = {QT_SHAPE_TITLE,        QT_SHAPE_LOWER,   QT_SHAPE_UPPER,   QT_SHAPE_MIXED,
                                       QT_SHAPE_DIGIT,        QT_SHAPE_INITIAL, QT_SHAPE_INITIAL, QT_SHAPE_DOUBLE_QUOTE,
                                       QT_SHAPE_SINGLE_QUOTE, QT_SHAPE_OTHER,   QT_SHAPE_UPPER,   QT_SHAPE_TITLE,
                                       QT_SHAPE_LOWER};
    read_bytes(&r, QT_STR("Heron sank FAST iPhone 3rd J. X ” ‘ % U.N. Émile n't"), 0);
    assert_int_equal(r.text.token_count, sizeof expected);
    for (size_t i = 0; i < sizeof expected; i++) assert_int_equal(r.text.tokens[i].shape, expected[i]);
    close_reading(&r);
}

static void test_token_at(void **state)
{
    (void)state;
    static reading r;
    read_bytes(&r, QT_STR("It sank fast."), 0);
    assert_int_equal(qt_text_token_at(&r.text, 0), 0);
    assert_int_equal(qt_text_token_at(&r.text, 1), 1);
    assert_int_equal(qt_text_token_at(&r.text, 3), 1);
    assert_int_equal(qt_text_token_at(&r.text, 12), 3);
    assert_int_equal(qt_text_token_at(&r.text, 13), 4);
    close_reading(&r);
}

static void test_refusals_leave_the_output(void **state)
{
    (void)state;
    qt_arena *arena = qt_arena_new(1 << 20), *small = qt_arena_new(256);
    assert_non_null(arena);
    assert_non_null(small);
    quoth_error error = {0};
    qt_text text = {.token_count = 77};
    assert_int_equal(qt_text_read(QT_STR("ab\xff"), 0, arena, &text, &error), QUOTH_REFUSED);
    assert_true(error.has_byte && error.byte == 2);
    error = (quoth_error){0};
    assert_int_equal(qt_text_read(QT_STR("It sank. It rose. It sank again, and rose."), 0, small, &text, &error),
                     QUOTH_FAILED);
    error = (quoth_error){0};
    assert_int_equal(qt_text_read((qt_str){"", QUOTH_MAX_TEXT + 1}, 0, arena, &text, &error), QUOTH_REFUSED);
    assert_int_equal(text.token_count, 77);
    qt_arena_free(arena);
    qt_arena_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_and_stops),
        cmocka_unit_test(test_clitics),
        cmocka_unit_test(test_hyphens_and_slashes),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_abbreviations),
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_quotation_marks_and_references),
        cmocka_unit_test(test_any_script),
        cmocka_unit_test(test_nul_bytes),
        cmocka_unit_test(test_long_runs_are_cut),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_token_at),
        cmocka_unit_test(test_refusals_leave_the_output),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
