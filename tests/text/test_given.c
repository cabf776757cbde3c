/* Texts with tokens of somebody else's. Every text here is invented. */
#include "reading.h"

static const char bytes[] = "“Don’t go,” she said. It rained. Then";

static int read_given(const qt_given_token *given, size_t count, reading *r, quoth_error *error)
{
    r->arena = qt_arena_new((size_t)1 << 24);
    assert_non_null(r->arena);
    int status = qt_text_read_given((qt_str){bytes, sizeof bytes - 1}, given, count, r->arena, &r->text, error);
    if (!status) check_invariants(&r->text);
    return status;
}

static uint32_t at(const char *word) { return (uint32_t)(strstr(bytes, word) - bytes); }

static qt_given_token token(const char *word, bool sentence, bool paragraph)
{
    return (qt_given_token){{at(word), at(word) + (uint32_t)strlen(word)}, sentence, paragraph};
}

static void tokens_and_ends_are_taken_as_they_are(void **state)
{
    (void)state;
    reading r;
    quoth_error error = {0};
    const qt_given_token given[] = {
        token("“", false, false),   token("Don’t go", false, false), token(",", false, false),
        token("”", false, false),   token("she", false, false),      token("said", false, false),
        token(". It", true, false), token("rained", false, false),   token("Then", false, true),
    };
    assert_int_equal(read_given(given, 9, &r, &error), QUOTH_OK);
    assert_int_equal(r.text.token_count, 9);
    assert_int_equal(r.text.sentence_count, 3);
    assert_int_equal(r.text.paragraph_count, 2);
    assert_int_equal(r.text.sentences[1].first, 6);
    assert_int_equal(r.text.tokens[4].shape, QT_SHAPE_LOWER);
    assert_int_equal(r.text.tokens[0].shape, QT_SHAPE_DOUBLE_QUOTE);
    assert_int_equal(r.text.tokens[1].quote, QT_QUOTE_INSIDE);
    assert_int_equal(r.text.tokens[4].quote, QT_QUOTE_OUTSIDE);
    close_reading(&r);
}

static void no_tokens_make_an_empty_text(void **state)
{
    (void)state;
    reading r;
    quoth_error error = {0};
    assert_int_equal(read_given(NULL, 0, &r, &error), QUOTH_OK);
    assert_int_equal(r.text.sentence_count, 0);
    close_reading(&r);
}

static void expect_refused(const qt_given_token *given, size_t count, uint64_t byte)
{
    reading r;
    quoth_error error = {0};
    assert_int_equal(read_given(given, count, &r, &error), QUOTH_REFUSED);
    assert_int_equal(error.byte, byte);
    close_reading(&r);
}

static void spans_that_cannot_be_are_refused(void **state)
{
    (void)state;
    const qt_given_token backwards[] = {token("said", false, false), token("she", false, false)};
    const qt_given_token overlapping[] = {token("she said", false, false), token("said", false, false)};
    const qt_given_token empty = {{4, 4}, false, false}, outside = {{4, sizeof bytes}, false, false};
    const qt_given_token halved = {{1, 6}, false, false}, cut = {{0, 2}, false, false};
    expect_refused(backwards, 2, at("she"));
    expect_refused(overlapping, 2, at("said"));
    expect_refused(&empty, 1, 4);
    expect_refused(&outside, 1, 4);
    expect_refused(&halved, 1, 1);
    expect_refused(&cut, 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_and_ends_are_taken_as_they_are),
        cmocka_unit_test(no_tokens_make_an_empty_text),
        cmocka_unit_test(spans_that_cannot_be_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
