/* Which texts are transcripts, and what is said in their turns. Every text here is invented. */
#include "reading.h"

static const char talk[] =
    "A talk about the mill\n\nGAZETTE: When did you hear of the fire?\n\nORLEC: At six. \"It is gone,\" they told me.\n\n"
    "GAZETTE: Will you rebuild?\n\nORLEC: I will.\n\nThe mill burned on Sunday.";

static void assert_words(const reading *r, qt_span span, const char *expected)
{
    const qt_str s = qt_str_at(r->text.bytes, span);
    assert_int_equal(s.size, strlen(expected));
    assert_memory_equal(s.data, expected, s.size);
}

static qt_span label(const reading *r, size_t turn)
{
    const qt_turn *t = &r->text.turns[turn];
    return (qt_span){r->text.tokens[t->first].span.begin, r->text.tokens[t->last - 1].span.end};
}

static void turns_are_quotations_without_marks(void **state)
{
    (void)state;
    static reading r;
    read_bytes(&r, qt_str_of(talk), 0);
    assert_int_equal(r.text.turn_count, 4);
    assert_words(&r, label(&r, 1), "ORLEC");
    const qt_quotation *said = &r.text.quotations[r.text.turns[1].quotation];
    assert_words(&r, said->span, "At six. \"It is gone,\" they told me.");
    assert_int_equal(said->parent, QT_NONE);
    assert_words(&r, said[1].inner, "It is gone,");
    assert_int_equal(said[1].parent, r.text.turns[1].quotation);
    assert_int_equal(r.text.tokens[r.text.turns[3].speech].quote, QT_QUOTE_INSIDE);
    assert_int_equal(r.text.tokens[r.text.turns[3].first].quote, QT_QUOTE_OUTSIDE);
    assert_int_equal(r.text.tokens[r.text.token_count - 1].quote, QT_QUOTE_OUTSIDE);
    close_reading(&r);
}

static void labels_stand_in_brackets_too(void **state)
{
    (void)state;
    static reading r;
    read_bytes(
        &r,
        qt_str_of(
            "((GZ)) When did you hear of it?\n\nZoë Orlec: At six.\n\n((GZ)) Will you rebuild?\n\nZoë Orlec: I will."),
        0);
    assert_int_equal(r.text.turn_count, 4);
    assert_words(&r, label(&r, 0), "GZ");
    assert_words(&r, label(&r, 3), "Zoë Orlec");
    close_reading(&r);
}

static void other_lines_with_a_colon_are_no_talk(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Image: A mill in flames\n\nMore: The fires of May\n\nImage: The owner on the bridge\n\nMore: Who pays for it",
        "ORLEC: When will you go?\n\nKAMM: I will go at six.\n\nThe mill burned.",    /* two lines make no talk */
        "Owner: Is it yours?\n\nMill: You know it.\n\nTown: We do.\n\nRiver: I see.", /* nobody speaks twice */
        "The owner said: I will go.\n\nThe baker said: I stay.\n\nThe owner said: You go.\n\nThe baker said: We do."};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        static reading r;
        read_bytes(&r, qt_str_of(texts[i]), 0);
        assert_int_equal(r.text.turn_count, 0);
        close_reading(&r);
    }
}

static void a_turn_that_a_quotation_leaves_is_left_out(void **state)
{
    (void)state;
    static reading r;
    read_bytes(
        &r,
        qt_str_of(
            "Q: Will you \"go\"?\n\nA: I will.\n\nQ: Do \"you know?\n\n\"A: I do.\"\n\nQ: And we?\n\nA: You stay."),
        0);
    for (size_t i = 0; i < r.text.turn_count; i++) {
        const qt_quotation *said = &r.text.quotations[r.text.turns[i].quotation];
        for (size_t q = 0; q < r.text.quotation_count; q++) {
            const qt_span span = r.text.quotations[q].span;
            assert_true(!qt_span_overlaps(span, said->span) || qt_span_contains(said->span, span));
        }
    }
    assert_true(r.text.turn_count >= 4);
    close_reading(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turns_are_quotations_without_marks),
        cmocka_unit_test(labels_stand_in_brackets_too),
        cmocka_unit_test(other_lines_with_a_colon_are_no_talk),
        cmocka_unit_test(a_turn_that_a_quotation_leaves_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
