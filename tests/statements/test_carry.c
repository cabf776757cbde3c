/* Quotations that run on after their cue, and speakers that carry over. */
#include "fixture.h"

static void a_quotation_that_runs_on_joins_its_statement(void **state)
{
    fixture *f = *state;
    text(f, "\"The wall held,\" Ada Lunt said. \"The gate did not hold at all.\"");
    find(f, "Ada Lunt", "said", "\"The wall held,\"", 0);
    read_all(f);
    assert_int_equal(f->statement_count, 1);
    assert_int_equal(f->statements[0].content_count, 2);
    assert_text(f, f->statements[0].content[1], "\"The gate did not hold at all.\"");
    assert_int_equal(f->statements[0].voice, QT_VOICE_DIRECT);
}

static void a_floating_quotation_carries_its_speaker(void **state)
{
    fixture *f = *state;
    text(f, "\"The wall held,\" Ada Lunt said.\n\n\"The gate did not hold at all. We ran.\"\n\nThe town slept.");
    find(f, "Ada Lunt", "said", "\"The wall held,\"", 0);
    read_all(f);
    assert_int_equal(f->statement_count, 2);
    const qt_statement *s = &f->statements[1];
    assert_int_equal(s->cue_count, 0);
    assert_int_equal(s->source_count, 1);
    assert_text(f, s->sources[0].span, "Ada Lunt");
    assert_int_equal(s->sources[0].resolved, QT_RESOLVED_MACHINE);
    assert_text(f, s->content[0], "\"The gate did not hold at all. We ran.\"");
}

static void a_colon_announces_the_next_paragraph(void **state)
{
    fixture *f = *state;
    text(f, "The firm of Orlec released a statement:\n\n\"Nothing here shows that we broke a law.\"");
    find(f, "The firm of Orlec", "released a statement:", NULL, 0);
    read_all(f);
    assert_int_equal(f->statement_count, 1);
    assert_int_equal(f->statements[0].content_count, 1);
    assert_text(f, f->statements[0].content[0], "\"Nothing here shows that we broke a law.\"");
    /* not without the colon */
    text(f, "The firm of Orlec released a statement.\n\n\"Nothing here shows that we broke a law.\"");
    f->count = 0;
    find(f, "The firm of Orlec", "released a statement", NULL, 0);
    read_all(f);
    assert_int_equal(f->statements[0].content_count, 0);
}

static void no_speaker_carries_to_a_heading(void **state)
{
    fixture *f = *state;
    text(f, "\"The wall held,\" Ada Lunt said.\n\n\"A gate that did not hold\"\n\nThe town slept.");
    find(f, "Ada Lunt", "said", "\"The wall held,\"", 0);
    read_all(f);
    assert_int_equal(f->statement_count, 1);
}

static void a_floating_quotation_between_two_speakers_is_unresolved(void **state)
{
    fixture *f = *state;
    text(f, "\"The wall held,\" Ada Lunt said. \"It fell,\" said Rudi Kamm.\n\n\"The gate did not hold at all.\"");
    find(f, "Ada Lunt", "said", "\"The wall held,\"", 0);
    find(f, "Rudi Kamm", "said", "\"It fell,\"", 31);
    read_all(f);
    assert_int_equal(f->statement_count, 3);
    const qt_source *source = &f->statements[2].sources[0];
    assert_int_equal(source->resolved, QT_RESOLVED_UNRESOLVED);
    assert_int_equal(source->span.begin, source->span.end);
    assert_null(source->name.data);
    assert_int_equal(source->candidate_count, 2);
    assert_text(f, source->candidates[1], "Rudi Kamm");
}

static void no_speaker_carries_from_paraphrase_or_over_a_displaced_line(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt said the wall held.\n\n\"The gate did not hold at all.\"");
    find(f, "Ada Lunt", "said", "the wall held", 0);
    read_all(f);
    assert_int_equal(f->statements[1].sources[0].resolved, QT_RESOLVED_UNRESOLVED);
    f->count = 0;
    text(f, "\"The wall held,\" Ada Lunt said.[7]\n[8] \"The gate did not hold at all.\"\n");
    find(f, "Ada Lunt", "said", "\"The wall held,\"", 0);
    read_all(f);
    assert_int_equal(f->statement_count, 1);
    assert_int_equal(f->statements[0].content_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_quotation_that_runs_on_joins_its_statement),
        TEST(a_floating_quotation_carries_its_speaker),
        TEST(a_colon_announces_the_next_paragraph),
        TEST(no_speaker_carries_to_a_heading),
        TEST(a_floating_quotation_between_two_speakers_is_unresolved),
        TEST(no_speaker_carries_from_paraphrase_or_over_a_displaced_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
