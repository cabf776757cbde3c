/* Transcripts: who is named before the colon speaks. */
#include "fixture.h"

static const char talk[] =
    "GAZETTE: When did you hear of the fire?\n\nORLEC: At six. The foreman said the roof was gone.\n\n"
    "GAZETTE: Will you rebuild?\n\nORLEC: I will.\n\nThe mill burned on Sunday.";

static void each_turn_is_its_speakers(void **state)
{
    fixture *f = *state;
    text(f, talk);
    find(f, "The foreman", "said", "the roof was gone", 0);
    read_all(f);
    assert_int_equal(f->statement_count, 5);
    const qt_statement *asks = &f->statements[0], *says = &f->statements[1], *inner = &f->statements[2];
    assert_text(f, asks->sources[0].span, "GAZETTE");
    assert_int_equal(asks->kind, QT_KIND_QUESTION);
    assert_text(f, says->sources[0].span, "ORLEC");
    assert_int_equal(says->sources[0].resolved, QT_RESOLVED_PRINTED);
    assert_text(f, says->cue[0], ":");
    assert_text(f, says->content[0], "At six. The foreman said the roof was gone.");
    assert_int_equal(says->voice, QT_VOICE_DIRECT);
    assert_int_equal(says->quoted_count, 1);
    assert_text(f, inner->sources[0].span, "The foreman");
    assert_int_equal(inner->within, 1);
    assert_text(f, f->statements[4].content[0], "I will.");
}

static void a_find_that_reads_the_label_gives_way(void **state)
{
    fixture *f = *state;
    text(f, talk);
    find(f, "ORLEC", ":", "At six", 0);
    f->items[0].cue = run_of(f, ":", 48); /* Orlec's, not the Gazette's */
    read_all(f);
    assert_int_equal(f->statement_count, 4);
}

static void nobody_speaks_behind_the_last_turn(void **state)
{
    fixture *f = *state;
    text(f, talk);
    read_all(f);
    for (size_t i = 0; i < f->statement_count; i++)
        for (size_t k = 0; k < f->statements[i].content_count; k++)
            assert_true(f->statements[i].content[k].end < strlen(talk) - 20);
}

static void a_turn_of_a_word_is_in_no_scare_quotes(void **state)
{
    fixture *f = *state;
    text(f, "Q: Will you go?\n\nA: yes\n\nQ: And you?\n\nA: \"never\" I said");
    read_all(f);
    assert_int_equal(f->statement_count, 4);
    assert_text(f, f->statements[1].content[0], "yes");
    assert_int_equal(f->statements[1].hedge_count, 0);
    assert_int_equal(f->statements[3].hedge_count, 1);
    assert_text(f, f->statements[3].hedges[0].span, "\"never\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(each_turn_is_its_speakers), TEST(a_find_that_reads_the_label_gives_way),
                                       TEST(nobody_speaks_behind_the_last_turn),
                                       TEST(a_turn_of_a_word_is_in_no_scare_quotes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
