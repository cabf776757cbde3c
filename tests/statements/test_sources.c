/* Sources: whom they name, what they take in, what is none. */
#include "fixture.h"

static void cues_of_one_sentence_share_the_whole_source(void **state)
{
    fixture *f = *state;
    text(f, "The clubs protested, with Ada Lunt of Orsel saying that the wall fell, adding that it was old.");
    find(f, "Ada Lunt of Orsel", "saying", "that the wall fell", 0);
    find(f, "Ada", "adding", "that it was old", 0);
    read_all(f);
    assert_text(f, f->statements[1].sources[0].span, "Ada Lunt of Orsel");
}

static void pronouns_and_descriptions_stay_unresolved(void **state)
{
    fixture *f = *state;
    text(f, "\"She said the wall held.\" The Ministry said it fell. Officials said so too. Lunt said otherwise.");
    find(f, "She", "said", "the wall held", 0);
    find(f, "The Ministry", "said", "it fell", 26);
    find(f, "Officials", "said", "so too", 53);
    find(f, "Lunt", "said", "otherwise", 75);
    read_all(f);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(f->statements[i].sources[0].resolved, QT_RESOLVED_UNRESOLVED);
        assert_null(f->statements[i].sources[0].name.data);
    }
    assert_int_equal(f->statements[3].sources[0].resolved, QT_RESOLVED_PRINTED);
}

static void a_source_left_out_is_no_source(void **state)
{
    fixture *f = *state;
    text(f, "It was reported that the wall had fallen.");
    find(f, NULL, "was reported", "that the wall had fallen", 0);
    read_all(f);
    assert_int_equal(f->statements[0].source_count, 0);
    assert_int_equal(f->statements[0].cue_count, 1);
}

static void a_list_of_names_is_one_source(void **state)
{
    static const struct {
        const char *bytes, *found, *expected;
    } cases[] = {
        {"Coast Bank, Pier Bank, and Home Bank said that they would pay.", "Home Bank",
         "Coast Bank, Pier Bank, and Home Bank"},
        {"The Orsel League, Veld and Marra said that they would pay.", "Veld and Marra",
         "The Orsel League, Veld and Marra"},
        {"It was late when the Bank of Orsel and Marra said that they would pay.", "Marra",
         "the Bank of Orsel and Marra"},
        /* No lists of names that fill their clause: */
        {"Ada Lunt met Otto Brandt and Rudi Kamm said that they would pay.", "Rudi Kamm", "Rudi Kamm"},
        {"In Orsel, Ada Lunt and Rudi Kamm said that they would pay.", "Ada Lunt and Rudi Kamm",
         "Ada Lunt and Rudi Kamm"},
        {"On Monday, Rudi Kamm said that they would pay.", "Rudi Kamm", "Rudi Kamm"},
        {"Yesterday, Ada and Rudi said that they would pay.", "Ada and Rudi", "Ada and Rudi"},
        {"An aide of Otto Brandt, Ada and Rudi said that they would pay.", "Rudi", "Rudi"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        text(f, cases[i].bytes);
        f->count = 0;
        find(f, cases[i].found, "said", "that they would pay", 0);
        read_all(f);
        assert_int_equal(f->statement_count, 1);
        assert_text(f, f->statements[0].sources[0].span, cases[i].expected);
    }
}

static void a_source_takes_in_its_house(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt of the Orsel Watch said that it rained. Rudi Kamm of Veld, a smith, said that it rained.");
    find(f, "Ada Lunt", "said", "that it rained", 0);
    find(f, "Rudi Kamm", "said", "that it rained", strlen("Ada Lunt of the Orsel Watch said that it rained."));
    read_all(f);
    assert_text(f, f->statements[0].sources[0].span, "Ada Lunt of the Orsel Watch");
    assert_text(f, f->statements[1].sources[0].span, "Rudi Kamm"); /* what else belongs to him is not for this rule */
}

static void who_has_a_candidate_and_no_name(void **state)
{
    static const struct {
        const char *bytes, *candidate;
    } cases[] = {
        {"They met Mayor Ada Lunt, who said that it rained.", "Mayor Ada Lunt"},
        {"Ada Lunt of Orsel, who said that it rained, left.", "Ada Lunt of Orsel"},
        {"They met an aide of Ada Lunt, who said that it rained.", NULL},
        {"They met a baker, who said that it rained.", NULL},
        {"They know who said that it rained.", NULL},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        text(f, cases[i].bytes);
        f->count = 0;
        find(f, "who", "said", "that it rained", 0);
        read_all(f);
        const qt_source *source = f->statements[0].sources;
        assert_text(f, source->span, "who");
        assert_int_equal(source->resolved, QT_RESOLVED_UNRESOLVED);
        assert_null(source->name.data);
        assert_int_equal(source->candidate_count, cases[i].candidate ? 1 : 0);
        if (cases[i].candidate) assert_text(f, source->candidates[0], cases[i].candidate);
    }
}

static void the_subject_of_a_passive_names_nobody(void **state)
{
    static const struct {
        const char *bytes, *cue;
        size_t sources;
    } cases[] = {
        {"It was reported that the mill had shut.", "was reported", 0},
        {"Later it had been said that the mill had shut.", "had been said", 0},
        {"It was adamant that the mill had shut.", "was adamant", 1},
        {"It reported that the mill had shut.", "reported", 1},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        text(f, cases[i].bytes);
        f->count = 0;
        find(f, strncmp(cases[i].bytes, "It", 2) == 0 ? "It" : "it", cases[i].cue, "that the mill had shut", 0);
        read_all(f);
        assert_int_equal(f->statement_count, 1);
        assert_int_equal(f->statements[0].source_count, cases[i].sources);
    }
}

static void a_source_holds_no_other_cue(void **state)
{
    fixture *f = *state;
    text(f, "The Lantern said a study of Orsel found that the mill was empty.");
    find(f, "The Lantern", "said", "a study of Orsel found that the mill was empty", 0);
    find(f, "The Lantern said a study of Orsel", "found", "that the mill was empty", 0);
    read_all(f);
    assert_true(f->statement_count >= 1);
    assert_text(f, f->statements[0].sources[0].span, "The Lantern");
}

static void a_source_ends_at_its_cue(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt claimed smiths saw it, citing guards.");
    find(f, "Ada Lunt", "claimed", "smiths saw it", 0);
    find(f, "Ada Lunt claimed smiths", "citing", "guards", 0);
    read_all(f);
    assert_int_equal(f->statement_count, 2);
    for (size_t i = 0; i < 2; i++) assert_text(f, f->statements[i].sources[0].span, "Ada Lunt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_source_ends_at_its_cue),
        TEST(cues_of_one_sentence_share_the_whole_source),
        TEST(pronouns_and_descriptions_stay_unresolved),
        TEST(a_source_left_out_is_no_source),
        TEST(a_list_of_names_is_one_source),
        TEST(a_source_takes_in_its_house),
        TEST(who_has_a_candidate_and_no_name),
        TEST(the_subject_of_a_passive_names_nobody),
        TEST(a_source_holds_no_other_cue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
