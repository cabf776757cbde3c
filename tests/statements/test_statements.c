/* What a statement is made of: its spans, its voice, and which readings are kept. */
#include "fixture.h"

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

static void a_dash_in_front_of_a_content_is_the_lists(void **state)
{
    static const char *const dashes[] = {"-- ", "- ", "\xe2\x80\x94 ", ""};
    fixture *f = *state;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        char bytes[128], content[64];
        snprintf(content, sizeof content, "%sThe mill was shut by non-smiths", dashes[i]);
        snprintf(bytes, sizeof bytes, "It rained.\n\n%s, Ada Lunt said.", content);
        text(f, bytes);
        f->count = 0;
        find(f, "Ada Lunt", "said", content, 0);
        read_all(f);
        assert_int_equal(f->statement_count, 1);
        assert_text(f, f->statements[0].content[0], "The mill was shut by non-smiths");
    }
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

static void a_content_does_not_end_at_an_opening_mark(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt said that the ferry \"was late all year, blaming the tide\" on Monday. Nobody knew why.");
    find(f, "Ada Lunt", "said", "that the ferry \"", 0);
    read_all(f);
    assert_text(f, f->statements[0].content[0], "that the ferry \"was late all year, blaming the tide\"");
    f->count = 0;
    text(f, "Ada Lunt said that the ferry \"was late all year, blaming the tide. Nobody knew why.");
    find(f, "Ada Lunt", "said", "that the ferry \"", 0);
    read_all(f);
    assert_text(f, f->statements[0].content[0], "that the ferry \"was late all year, blaming the tide.");
}

static void what_stands_in_a_doubtful_draft_is_as_doubtful(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt said that Rudi Kamm had claimed that the wall would hold for years.");
    find(f, "Ada Lunt", "said", "that Rudi Kamm had claimed that the wall would hold for years", 0);
    find(f, "Rudi Kamm", "had claimed", "that the wall would hold for years", 0);
    f->items[0].span_probability = 0.4f;
    f->items[1].span_probability = 0.8f;
    read_all(f);
    assert_int_equal(f->statement_count, 0);
    f->items[1].span_probability = 0.95f;
    read_all(f);
    assert_int_equal(f->statement_count, 1);
    assert_int_equal(f->statements[0].within, QT_NONE);
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

/* Who is told of in somebody's quotation is not quoted by it, but for what stands in quotation marks there again. */
static void what_a_quotation_tells_is_no_quotation(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt said: \"Bo Hale thinks the mill is dead, and Bo Hale said 'it is gone' again.\"");
    find(f, "Ada Lunt", "said", "\"Bo Hale thinks the mill is dead, and Bo Hale said 'it is gone' again.\"", 0);
    find(f, "Bo Hale", "thinks", "the mill is dead", 0);
    find(f, "Bo Hale", "said", "'it is gone'", 48);
    read_all(f);
    assert_int_equal(f->count, 3);
    assert_int_equal(f->statements[0].voice, QT_VOICE_DIRECT);
    assert_int_equal(f->statements[1].voice, QT_VOICE_INDIRECT);
    assert_int_equal(f->statements[1].quoted_count, 0);
    assert_int_equal(f->statements[2].voice, QT_VOICE_DIRECT);
    assert_text(f, f->statements[2].quoted[0].span, "it is gone");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(spans_are_verbatim_and_in_order),
        TEST(contents_are_trimmed_and_quoted_whole),
        TEST(a_dash_in_front_of_a_content_is_the_lists),
        TEST(voice_tells_quotation_from_paraphrase),
        TEST(what_a_quotation_tells_is_no_quotation),
        TEST(a_content_does_not_end_at_an_opening_mark),
        TEST(what_stands_in_a_doubtful_draft_is_as_doubtful),
        TEST(doubtful_drafts_go_and_what_stood_in_them_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
