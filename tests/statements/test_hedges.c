/* Hedges and whose they are. */
#include "fixture.h"

static void a_modal_is_the_speakers_and_caution_about_a_fact_the_narrators(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt said the mill might close. Ada Lunt condemned the alleged theft. Ada Lunt seems to think so. "
            "Ada Lunt suspects fraud. Ada Lunt said: \"The kilns 'puff' at night\".");
    find(f, "Ada Lunt", "said", "the mill might close", 0);
    find(f, "Ada Lunt", "condemned", "the alleged theft", 36);
    find(f, "Ada Lunt", "think", "so", 74);
    find(f, "Ada Lunt", "suspects", "fraud", 102);
    find(f, "Ada Lunt", "said", "\"The kilns 'puff' at night\"", 127);
    read_all(f);
    const qt_statement *s = f->statements;
    assert_int_equal(s[0].hedges[0].by, QT_OWNER_SPEAKER);
    assert_int_equal(s[1].hedges[0].by, QT_OWNER_NARRATOR);
    assert_int_equal(s[2].hedge_count, 1);
    assert_text(f, s[2].hedges[0].span, "seems to");
    assert_int_equal(s[2].hedges[0].by, QT_OWNER_NARRATOR);
    assert_int_equal(s[3].hedge_count, 0);
    assert_int_equal(s[4].hedge_count, 1);
    assert_text(f, s[4].hedges[0].span, "'puff'");
    assert_int_equal(s[4].hedges[0].by, QT_OWNER_SPEAKER);
}

static void hedges_are_placed_with_their_owner(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt reportedly said the alleged thief had fled, calling it \"possibly the worst night\".");
    find(f, "Ada Lunt", "said", "the alleged thief had fled", 0);
    find(f, "Ada Lunt", "calling", "it \"possibly the worst night\"", 0);
    read_all(f);
    const qt_statement *s = f->statements;
    assert_int_equal(s[0].hedge_count, 2);
    assert_text(f, s[0].hedges[0].span, "reportedly");
    assert_int_equal(s[0].hedges[0].by, QT_OWNER_NARRATOR);
    assert_text(f, s[0].hedges[1].span, "alleged");
    assert_int_equal(s[0].hedges[1].by, QT_OWNER_UNCLEAR);
    assert_int_equal(s[1].hedge_count, 1);
    assert_int_equal(s[1].hedges[0].by, QT_OWNER_SPEAKER);
    assert_false(s[0].unplaced_hedge);
}

static void a_hedge_of_nobody_flags_its_sentence(void **state)
{
    fixture *f = *state;
    text(f, "The suspected bomber was seen, and Ada Lunt said the wall held. Ada Lunt said it was late. In May, Ada "
            "Lunt said so.");
    find(f, "Ada Lunt", "said", "the wall held", 0);
    find(f, "Ada Lunt", "said", "it was late", 63);
    find(f, "Ada Lunt", "said", "so", 96);
    read_all(f);
    assert_true(f->statements[0].unplaced_hedge);
    assert_false(f->statements[1].unplaced_hedge);
    assert_false(f->statements[2].unplaced_hedge);
}

static void the_cue_of_another_row_is_no_hedge(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt said that Orsel claimed to have seen it.");
    find(f, "Ada Lunt", "said", "that Orsel claimed to have seen it", 0);
    find(f, "Orsel", "claimed", "to have seen it", 0);
    read_all(f);
    assert_int_equal(f->statement_count, 2);
    assert_int_equal(f->statements[0].hedge_count + f->statements[1].hedge_count, 0);
    f->count = 1;
    read_all(f);
    assert_int_equal(f->statements[0].hedge_count, 1);
}

static void hedges_of_several_words(void **state)
{
    static const struct {
        const char *bytes, *content, *hedge;
    } cases[] = {
        {"Ada Lunt said: \"Isn't that sort of a theft of the tide?\"", "\"Isn't that sort of a theft of the tide?\"",
         "sort of a"},
        {"Ada Lunt said: \"This sort of a night is long.\"", "\"This sort of a night is long.\"", NULL},
        {"Ada Lunt said: \"I am, quote-unquote, not fit to sail.\"", "\"I am, quote-unquote, not fit to sail.\"",
         "quote-unquote"},
        {"Ada Lunt said: \"They have a kind of truce.\"", "\"They have a kind of truce.\"", "kind of"},
        {"Ada Lunt said: \"The likely voters stay at home.\"", "\"The likely voters stay at home.\"", NULL},
        {"Ada Lunt said: \"I'm pretty sure it was the tide.\"", "\"I'm pretty sure it was the tide.\"",
         "I'm pretty sure"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        text(f, cases[i].bytes);
        f->count = 0;
        find(f, "Ada Lunt", "said", cases[i].content, 0);
        read_all(f);
        if (f->statements[0].hedge_count != (cases[i].hedge ? 1 : 0)) fail_msg("%s", cases[i].bytes);
        if (cases[i].hedge) assert_text(f, f->statements[0].hedges[0].span, cases[i].hedge);
    }
}

/* Words that nobody is given: around a quotation, the quotation's own. */
static void what_is_quoted_beside_a_statement_flags_it(void **state)
{
    fixture *f = *state;
    text(f, "\"Perhaps the kiln burst. Nobody knows,\" Ada Lunt said. Perhaps it had rained.");
    find(f, "Ada Lunt", "said", "Nobody knows,", 0);
    read_all(f);
    assert_int_equal(f->statements[0].hedge_count, 0);
    assert_true(f->statements[0].unplaced_hedge);
    text(f, "\"The kiln burst. Nobody knows,\" Ada Lunt said. Perhaps it had rained.");
    f->count = 0;
    find(f, "Ada Lunt", "said", "Nobody knows,", 0);
    read_all(f);
    assert_false(f->statements[0].unplaced_hedge);
}

static void scare_quotes_of_the_narrator(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt said the mill was shut, and \"rebels\" cheered. Ada Lunt called it a \"mess\".");
    find(f, "Ada Lunt", "said", "the mill was shut", 0);
    find(f, "Ada Lunt", "called", "it a \"mess\"", 50);
    read_all(f);
    assert_true(f->statements[0].unplaced_hedge);
    assert_int_equal(f->statements[1].hedge_count, 0);
    assert_false(f->statements[1].unplaced_hedge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_cue_of_another_row_is_no_hedge),
        TEST(hedges_of_several_words),
        TEST(what_is_quoted_beside_a_statement_flags_it),
        TEST(scare_quotes_of_the_narrator),
        TEST(a_modal_is_the_speakers_and_caution_about_a_fact_the_narrators),
        TEST(hedges_are_placed_with_their_owner),
        TEST(a_hedge_of_nobody_flags_its_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
