/* What stands in what, and where one speaker ends and the next begins. */
#include "fixture.h"

static void a_cue_inside_a_content_stands_within(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt said that Rudi Kamm had claimed the wall would hold for years.");
    find(f, "Ada Lunt", "said", "that Rudi Kamm had claimed the wall would hold for years", 0);
    find(f, "Rudi Kamm", "had claimed", "the wall would hold for years", 0);
    read_all(f);
    assert_int_equal(f->statements[0].within, QT_NONE);
    assert_int_equal(f->statements[1].within, 0);
}

static void nobody_speaks_inside_his_own_words(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt said that the head of the works had claimed the wall would hold for years.");
    find(f, "Ada Lunt", "said", "that the head of the works had claimed the wall would hold for years", 0);
    find(f, "Ada Lunt", "had claimed", "the wall would hold for years", 0);
    read_all(f);
    assert_int_equal(f->statement_count, 1);
}

static void a_content_ends_before_the_next_speaker(void **state)
{
    fixture *f = *state;
    text(f,
         "Ada Lunt said \"nothing was passed to us\", while the head of the works, Rudi Kamm, said that it was late.");
    find(f, "Ada Lunt", "said",
         "\"nothing was passed to us\", while the head of the works, Rudi Kamm, said that it was late", 0);
    find(f, "Ada Lunt", "said", "that it was late", 0);
    f->items[1].cue = run_of(f, "said", 60);
    read_all(f);
    assert_int_equal(f->statement_count, 1);
    assert_text(f, f->statements[0].content[0], "\"nothing was passed to us\"");
}

static void a_second_speaker_has_a_statement_of_his_own(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt said the mill was shut, and Rudi Kamm denied that it was.");
    find(f, "Ada Lunt", "said", "the mill was shut, and Rudi Kamm denied that it was", 0);
    find(f, "Rudi Kamm", "denied", "that it was", 0);
    read_all(f);
    assert_int_equal(f->statement_count, 2);
    assert_text(f, f->statements[0].content[0], "the mill was shut");
    assert_int_equal(f->statements[1].within, QT_NONE);
    /* Without a conjunction, and for what is thought, it stays within: Ada Lunt says what he said and what they think. */
    text(f, "Ada Lunt said Rudi Kamm denied that it was. Otto Brandt said it rained and the Lunts thought so.");
    f->count = 0;
    find(f, "Ada Lunt", "said", "Rudi Kamm denied that it was", 0);
    find(f, "Rudi Kamm", "denied", "that it was", 0);
    find(f, "Otto Brandt", "said it", "rained and the Lunts thought so", 0);
    find(f, "the Lunts", "thought", "so", 0);
    read_all(f);
    assert_int_equal(f->statement_count, 4);
    assert_text(f, f->statements[0].content[0], "Rudi Kamm denied that it was");
    assert_int_equal(f->statements[1].within, 0);
    assert_text(f, f->statements[2].content[0], "rained and the Lunts thought so");
    assert_int_equal(f->statements[3].within, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_cue_inside_a_content_stands_within),
        TEST(nobody_speaks_inside_his_own_words),
        TEST(a_content_ends_before_the_next_speaker),
        TEST(a_second_speaker_has_a_statement_of_his_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
