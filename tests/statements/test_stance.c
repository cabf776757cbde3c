/* Kind, polarity and certainty. */
#include "fixture.h"

static void kinds_reach_into_the_content_and_heed_negation(void **state)
{
    fixture *f = *state;
    text(f, "The Grey Guard claimed responsibility for the fire. Ilse Brandt did not deny the visit. Ilse Brandt "
            "warned of floods.");
    find(f, "The Grey Guard", "claimed", "responsibility for the fire", 0);
    find(f, "Ilse Brandt", "did not deny", "the visit", 0);
    find(f, "Ilse Brandt", "warned", "of floods", 60);
    read_all(f);
    assert_int_equal(f->statements[0].kind, QT_KIND_CLAIM_OF_RESPONSIBILITY);
    assert_int_equal(f->statements[1].kind, QT_KIND_STATEMENT);
    assert_int_equal(f->statements[1].polarity, QT_POLARITY_UNDERSPECIFIED);
    assert_int_equal(f->statements[2].kind, QT_KIND_WARNING);
    assert_memory_equal(f->statements[2].cue_lemma.data, "warn", 4);
}

/* One sentence, one statement, and what is read off it. */
static void assert_reading(fixture *f, const char *sentence, const char *cue, const char *content, const char *expected)
{
    char got[128];
    f->count = 0;
    text(f, sentence);
    find(f, "Ada Lunt", cue, content, 0);
    read_all(f);
    const qt_statement *s = &f->statements[0];
    snprintf(got, sizeof got, "%s %s %s", qt_kind_name(s->kind).data, qt_polarity_name(s->polarity).data,
             qt_certainty_name(s->certainty).data);
    if (strcmp(got, expected) != 0) fail_msg("%s: %s instead of %s", sentence, got, expected);
}

static void a_neutral_cue_takes_its_kind_from_what_is_said(void **state)
{
    fixture *f = *state;
    assert_reading(f, "Ada Lunt said \"I hope they come home soon\".", "said", "\"I hope they come home soon\"",
                   "opinion positive underspecified");
    assert_reading(f, "Ada Lunt said she would rebuild the mill.", "said", "she would rebuild the mill",
                   "pledge positive certain");
    assert_reading(f, "Ada Lunt told the crew to leave.", "told", "the crew to leave",
                   "demand positive underspecified");
    assert_reading(f, "Ada Lunt called the plan a disgrace.", "called", "the plan a disgrace",
                   "criticism positive certain");
    assert_reading(f, "Ada Lunt called the raid heinous.", "called", "the raid heinous",
                   "condemnation positive certain");
    assert_reading(f, "Ada Lunt said \"Who paid for it?\"", "said", "\"Who paid for it?\"",
                   "question underspecified underspecified");
    assert_reading(f, "Ada Lunt asked the crew to leave.", "asked", "the crew to leave",
                   "demand positive underspecified");
    assert_reading(f, "Ada Lunt asked that the crew leave.", "asked", "that the crew leave",
                   "demand positive underspecified");
    assert_reading(f, "Ada Lunt told them that rain came to Orsel.", "told", "that rain came to Orsel",
                   "statement positive certain");
    assert_reading(f, "Ada Lunt had a dispute about the weir.", "dispute about", "the weir",
                   "statement underspecified underspecified");
    assert_reading(f, "Ada Lunt issued a statement condemning the raid.", "issued a statement condemning", "the raid",
                   "condemnation positive certain");
    assert_reading(f, "Ada Lunt issued a statement saying it rained.", "issued a statement saying", "it rained",
                   "statement positive certain");
    assert_reading(f, "Ada Lunt decided to sell.", "decided", "to sell", "pledge positive certain");
    assert_reading(f, "Ada Lunt was seeking to mend it.", "seeking", "to mend it", "pledge positive certain");
    assert_reading(f, "Ada Lunt asked why the mill was shut.", "asked", "why the mill was shut",
                   "question underspecified underspecified");
}

static void polarity_is_the_main_clauses_read_with_the_cue(void **state)
{
    fixture *f = *state;
    assert_reading(f, "Ada Lunt said the mill would not close.", "said", "the mill would not close",
                   "statement negative certain");
    assert_reading(f, "Ada Lunt said there was no fire.", "said", "there was no fire", "statement negative certain");
    assert_reading(f, "Ada Lunt said the mill was shut because the crew did not come.", "said",
                   "the mill was shut because the crew did not come", "statement positive certain");
    assert_reading(f, "Ada Lunt said the mill not only burnt but sank.", "said", "the mill not only burnt but sank",
                   "statement positive certain");
    assert_reading(f, "Ada Lunt denied that the mill was shut.", "denied", "that the mill was shut",
                   "denial negative certain");
    assert_reading(f, "Ada Lunt denied that she had not paid.", "denied", "that she had not paid",
                   "denial positive certain");
    assert_reading(f, "Ada Lunt declined to say whether it was shut.", "declined", "to say whether it was shut",
                   "statement underspecified underspecified");
    assert_reading(f, "Ada Lunt did not rule out a strike.", "did not rule out", "a strike",
                   "statement positive possible");
}

static void certainty_is_the_weakest_of_cue_modal_and_condition(void **state)
{
    fixture *f = *state;
    assert_reading(f, "Ada Lunt said the mill might close.", "said", "the mill might close",
                   "statement positive possible");
    assert_reading(f, "Ada Lunt said the mill will close.", "said", "the mill will close",
                   "statement positive certain");
    assert_reading(f, "Ada Lunt believes the mill will close.", "believes", "the mill will close",
                   "opinion positive probable");
    assert_reading(f, "Ada Lunt fears the mill will close.", "fears", "the mill will close",
                   "opinion positive possible");
    assert_reading(f, "Ada Lunt doubts that the mill will close.", "doubts", "that the mill will close",
                   "opinion negative probable");
    assert_reading(f, "Ada Lunt does not believe it is shut.", "does not believe", "it is shut",
                   "opinion negative probable");
    assert_reading(f, "Ada Lunt said the mill would close if the crew left.", "said",
                   "the mill would close if the crew left", "statement positive underspecified");
    assert_reading(f, "Ada Lunt said she thinks it is shut.", "said", "she thinks it is shut",
                   "opinion positive certain");
    assert_reading(f, "Ada Lunt said: “I think it is shut.”", "said", "“I think it is shut.”",
                   "opinion positive probable");
}

static void a_promise_in_strong_words_is_no_opinion(void **state)
{
    fixture *f = *state;
    text(f, "\"I will utterly ruin it,\" Ada Lunt said. \"It will utterly fail,\" Ada Lunt said.");
    find(f, "Ada Lunt", "said", "\"I will utterly ruin it,\"", 0);
    find(f, "Ada Lunt", "said", "\"It will utterly fail,\"", 41);
    for (size_t i = 0; i < 2; i++) {
        f->items[i].kind = QT_KIND_OPINION;
        f->items[i].kind_probability = 0.9f;
    }
    read_all(f);
    assert_int_equal(f->statement_count, 2);
    assert_int_equal(f->statements[0].kind, QT_KIND_PLEDGE);
    assert_int_equal(f->statements[1].kind, QT_KIND_OPINION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_promise_in_strong_words_is_no_opinion),
        TEST(kinds_reach_into_the_content_and_heed_negation),
        TEST(a_neutral_cue_takes_its_kind_from_what_is_said),
        TEST(polarity_is_the_main_clauses_read_with_the_cue),
        TEST(certainty_is_the_weakest_of_cue_modal_and_condition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
