/* Finds are given by hand, as the network would give them; the rest is the room's own work. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stand_in.h"

enum { MOST = 16 };

typedef struct fixture {
    qt_arena *arena;
    qt_text text;
    qt_find items[MOST];
    size_t count;
    qt_statement *statements;
    size_t statement_count;
} fixture;

static int setup(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = qt_arena_new((size_t)64 << 20);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    qt_arena_free(f->arena);
    free(f);
    return 0;
}

static void text(fixture *f, const char *bytes)
{
    quoth_error error = {0};
    assert_int_equal(qt_text_read(qt_str_of(bytes), 0, f->arena, &f->text, &error), QUOTH_OK);
}

/* The run of tokens of the first occurrence of `words` behind byte `from`; empty for NULL. */
static qt_run run_of(const fixture *f, const char *words, size_t from)
{
    if (!words) return (qt_run){0, 0};
    const char *at = strstr(f->text.bytes.data + from, words);
    assert_non_null(at);
    uint32_t begin = (uint32_t)(at - f->text.bytes.data), end = begin + (uint32_t)strlen(words);
    return (qt_run){(uint32_t)qt_text_token_at(&f->text, begin), (uint32_t)qt_text_token_at(&f->text, end)};
}

static void find(fixture *f, const char *source, const char *cue, const char *content, size_t from)
{
    qt_find *d = &f->items[f->count++];
    *d = (qt_find){.cue = run_of(f, cue, from), .cue_probability = 0.9f, .span_probability = 0.9f};
    if (source) {
        d->sources = QT_ARENA_NEW(f->arena, qt_run, 1);
        d->sources[0] = run_of(f, source, from);
        d->source_count = 1;
    }
    if (content) {
        d->contents = QT_ARENA_NEW(f->arena, qt_run, 1);
        d->contents[0] = run_of(f, content, from);
        d->content_count = 1;
    }
}

static void read_all(fixture *f)
{
    quoth_error error = {0};
    qt_finds finds = {f->items, f->count, MOST};
    qt_syntax syntax = flat_syntax(&f->text, f->arena);
    assert_int_equal(
        qt_statements_read(&f->text, &syntax, &finds, f->arena, &f->statements, &f->statement_count, &error), QUOTH_OK);
}

static void assert_text(const fixture *f, qt_span span, const char *expected)
{
    qt_str s = qt_str_at(f->text.bytes, span);
    assert_int_equal(s.size, strlen(expected));
    assert_memory_equal(s.data, expected, s.size);
}

static void spans_are_verbatim_and_in_order(void **state)
{
    fixture *f = *state;
    text(f, "The mill will reopen, Dana Orlec said. Rudi Kamm denied that it was shut.");
    find(f, "Dana Orlec", "said", "The mill will reopen", 0);
    find(f, "Rudi Kamm", "denied", "that it was shut", 0);
    read_all(f);
    assert_int_equal(f->statement_count, 2);
    const qt_statement *s = f->statements;
    assert_text(f, s[0].cue[0], "said");
    assert_text(f, s[0].content[0], "The mill will reopen");
    assert_text(f, s[0].sources[0].span, "Dana Orlec");
    assert_text(f, s[0].sentence, "The mill will reopen, Dana Orlec said.");
    assert_int_equal(s[0].sources[0].resolved, QT_RESOLVED_PRINTED);
    assert_int_equal(s[0].voice, QT_VOICE_INDIRECT);
    assert_int_equal(s[0].kind, QT_KIND_STATEMENT);
    assert_int_equal(s[1].kind, QT_KIND_DENIAL);
    assert_int_equal(s[1].polarity, QT_POLARITY_NEGATIVE);
    assert_int_equal(s[1].within, QT_NONE);
}

static void contents_are_trimmed_and_quoted_whole(void **state)
{
    fixture *f = *state;
    text(f, "Dana Orlec said: the mill will reopen, and \"all will work,\" she added.");
    find(f, "Dana Orlec", "said", ": the mill will reopen,", 0);
    find(f, "she", "added", "all will work,\"", 0);
    read_all(f);
    assert_text(f, f->statements[0].content[0], "the mill will reopen");
    assert_text(f, f->statements[1].content[0], "\"all will work,\"");
}

static void only_cue_and_source_break_a_content(void **state)
{
    fixture *f = *state;
    text(f, "The mill will, Dana Orlec said, reopen on Monday next week.");
    find(f, "Dana Orlec", "said", "The mill will", 0);
    qt_find *d = &f->items[0];
    d->contents = QT_ARENA_NEW(f->arena, qt_run, 3);
    d->contents[0] = run_of(f, "The mill will", 0);
    d->contents[1] = run_of(f, "reopen", 0);
    d->contents[2] = run_of(f, "next week", 0);
    d->content_count = 3;
    read_all(f);
    assert_int_equal(f->statements[0].content_count, 2);
    assert_text(f, f->statements[0].content[1], "reopen on Monday next week");
}

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

static void voice_tells_quotation_from_paraphrase(void **state)
{
    fixture *f = *state;
    text(f, "\"We heard it twice,\" Ada Lunt said. Ada Lunt called it \"a long, bad night\" for all. Ada Lunt said it "
            "was late.");
    find(f, "Ada Lunt", "said", "\"We heard it twice,\"", 0);
    find(f, "Ada Lunt", "called", "it \"a long, bad night\" for all", 34);
    find(f, "Ada Lunt", "said", "it was late", 80);
    read_all(f);
    assert_int_equal(f->statements[0].voice, QT_VOICE_DIRECT);
    assert_int_equal(f->statements[1].voice, QT_VOICE_MIXED);
    assert_int_equal(f->statements[2].voice, QT_VOICE_INDIRECT);
    assert_int_equal(f->statements[0].quoted_count, 1);
    assert_text(f, f->statements[0].quoted[0].span, "We heard it twice,");
    assert_true(f->statements[0].quoted[0].closed);
    assert_text(f, f->statements[1].quoted[0].span, "a long, bad night");
    assert_int_equal(f->statements[2].quoted_count, 0);
}

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

static void cues_of_one_sentence_share_the_whole_source(void **state)
{
    fixture *f = *state;
    text(f, "The clubs protested, with Ada Lunt of Orsel saying that the wall fell, adding that it was old.");
    find(f, "Ada Lunt of Orsel", "saying", "that the wall fell", 0);
    find(f, "Ada", "adding", "that it was old", 0);
    read_all(f);
    assert_text(f, f->statements[1].sources[0].span, "Ada Lunt of Orsel");
}

static void doubtful_drafts_go_and_what_stood_in_them_stays(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt said that Rudi Kamm had claimed that Ilse Brandt knew the wall would hold for years.");
    find(f, "Ada Lunt", "said", "that Rudi Kamm had claimed that Ilse Brandt knew the wall would hold for years", 0);
    find(f, "Rudi Kamm", "had claimed", "that Ilse Brandt knew the wall would hold for years", 0);
    find(f, "Ilse Brandt", "knew", "the wall would hold for years", 0);
    f->items[1].span_probability = 0.4f;
    read_all(f);
    assert_int_equal(f->statement_count, 2);
    assert_text(f, f->statements[1].cue[0], "knew");
    assert_int_equal(f->statements[1].within, 0);
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
                   "opinion positive probable");
}

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

static void references_support_their_clause_or_sentence(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt said the wall held,[1] while Rudi Kamm said it fell.[2] The town rebuilt it slowly over the "
            "years.[3]\n"
            "[4] Ada Lunt said that it was over.[5]\n");
    find(f, "Ada Lunt", "said", "the wall held", 0);
    find(f, "Rudi Kamm", "said", "it fell", 32);
    find(f, "Ada Lunt", "said", "that it was over", 100);
    read_all(f);
    const qt_statement *s = f->statements;
    assert_int_equal(s[0].reference_count, 2);
    assert_text(f, f->text.references[s[0].references[0]].label, "1");
    assert_int_equal(s[1].reference_count, 1);
    assert_text(f, f->text.references[s[1].references[0]].label, "2");
    assert_int_equal(s[2].reference_count, 1);
    assert_text(f, f->text.references[s[2].references[0]].label, "5");
    assert_int_equal(s[2].unresolved_count, 1);
    assert_text(f, f->text.references[s[2].references_unresolved[0]].label, "4");
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

static void what_nobody_states_is_no_statement(void **state)
{
    static const struct {
        const char *bytes, *source, *cue, *content;
        size_t count;
    } cases[] = {
        {"You agree to receive our letters.", "You", "agree", "to receive our letters", 0},
        {"Here you see the mill.", "you", "see", "the mill", 0},
        {"Readers of The Lantern want you to sign up for our letters.", "Readers of The Lantern", "want",
         "you to sign up for our letters", 0},
        {"\"It rained\" Ada Lunt, a baker.", "Ada Lunt", "\"", "It rained", 0},
        {"A number of the smiths said that it rained.", "A number of", "said", "that it rained", 0},
        {"The smiths said that it rained.", "The smiths", "said", "that it rained", 1},
        {"\"You sign up for our letters,\" Ada Lunt said.", "Ada Lunt", "said", "\"You sign up for our letters,\"", 1},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        text(f, cases[i].bytes);
        f->count = 0;
        find(f, cases[i].source, cases[i].cue, cases[i].content, 0);
        read_all(f);
        if (f->statement_count != cases[i].count) fail_msg("%s: %zu statements", cases[i].bytes, f->statement_count);
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_list_of_names_is_one_source),
        TEST(a_source_takes_in_its_house),
        TEST(who_has_a_candidate_and_no_name),
        TEST(a_second_speaker_has_a_statement_of_his_own),
        TEST(what_nobody_states_is_no_statement),
        TEST(the_subject_of_a_passive_names_nobody),
        TEST(spans_are_verbatim_and_in_order),
        TEST(contents_are_trimmed_and_quoted_whole),
        TEST(only_cue_and_source_break_a_content),
        TEST(kinds_reach_into_the_content_and_heed_negation),
        TEST(voice_tells_quotation_from_paraphrase),
        TEST(a_quotation_that_runs_on_joins_its_statement),
        TEST(a_floating_quotation_carries_its_speaker),
        TEST(a_floating_quotation_between_two_speakers_is_unresolved),
        TEST(no_speaker_carries_from_paraphrase_or_over_a_displaced_line),
        TEST(a_cue_inside_a_content_stands_within),
        TEST(nobody_speaks_inside_his_own_words),
        TEST(a_content_ends_before_the_next_speaker),
        TEST(cues_of_one_sentence_share_the_whole_source),
        TEST(doubtful_drafts_go_and_what_stood_in_them_stays),
        TEST(a_neutral_cue_takes_its_kind_from_what_is_said),
        TEST(polarity_is_the_main_clauses_read_with_the_cue),
        TEST(certainty_is_the_weakest_of_cue_modal_and_condition),
        TEST(a_modal_is_the_speakers_and_caution_about_a_fact_the_narrators),
        TEST(hedges_are_placed_with_their_owner),
        TEST(a_hedge_of_nobody_flags_its_sentence),
        TEST(references_support_their_clause_or_sentence),
        TEST(pronouns_and_descriptions_stay_unresolved),
        TEST(a_source_left_out_is_no_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
