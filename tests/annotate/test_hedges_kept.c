/* No word of hedging goes missing: what hedges in a sentence with a row stands among a row's hedges, is its cue, or flags it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "annotate.h"

static qt_model *model;

static int set_up(void **state)
{
    (void)state;
    return qt_model_open(QUOTH_SOURCE_DIR "/models/quoth.safetensors", &model, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    qt_model_close(model);
    return 0;
}

/* Words that hedge wherever they stand. */
static const char *const always[] = {"allegedly",   "alleged",    "reportedly", "apparently", "seemingly", "supposedly",
                                     "purportedly", "ostensibly", "presumably", "probably",   "possibly",  "perhaps",
                                     "so-called",   "might",      "purported",  NULL};

static const char *const invented[] = {
    "Orlec said the alleged thief might be in Marn, and the so-called Dawn group perhaps knew of it.\n",
    "Rudi Kamm, who allegedly set the fire, denied on Monday that he had purportedly been paid for it.\n",
    "“It was probably the kiln. It burst at night,” Zoë Orlec told the Gazette. “Perhaps the tide was to blame.”\n",
    "The ministry condemned the alleged torture, which apparently went on for weeks, as a disgrace.\n",
    ("Mill Might Close, Union Says\n\nThe union said that the mill was seemingly insolvent, though the owner, who is "
     "reportedly abroad, insisted that wages would be paid.\n"),
    "Police believe the men, possibly four, fled; Orlec, supposedly their friend, called it “a lie”.\n",
    "Presumably to spare the town, Kamm announced that the works would reopen, Radio Tavrin reported.\n",
};

static bool meets(qt_span a, qt_span b) { return a.begin < b.end && b.begin < a.end; }

static bool any_meets(const qt_span *spans, uint32_t count, qt_span span)
{
    for (uint32_t i = 0; i < count; i++)
        if (meets(spans[i], span)) return true;
    return false;
}

/* Whether the row has a word in the sentence, and whether it has the span as a hedge or in its cue, or is flagged. */
static bool touches(const qt_statement *s, qt_span sentence)
{
    return any_meets(s->cue, s->cue_count, sentence) || any_meets(s->content, s->content_count, sentence);
}

static bool keeps(const qt_statement *s, qt_span span)
{
    bool kept = s->unplaced_hedge || any_meets(s->cue, s->cue_count, span);
    for (uint32_t i = 0; i < s->hedge_count; i++) kept |= meets(s->hedges[i].span, span);
    return kept;
}

static bool is_hedge(qt_str word)
{
    char lower[16];
    if (word.size >= sizeof lower) return false;
    for (size_t i = 0; i < word.size; i++)
        lower[i] = word.data[i] >= 'A' && word.data[i] <= 'Z' ? (char)(word.data[i] + 32) : word.data[i];
    return qt_str_among((qt_str){lower, word.size}, always);
}

/* How many such words stand in a sentence with a row of `text`. */
static size_t expect_kept(qt_str text)
{
    size_t found = 0;
    qt_annotator *annotator = NULL;
    qt_annotation a;
    qt_arena *arena = qt_arena_new((size_t)256 << 20);
    const qt_document document = {.name = QT_STR("test"), .text = text, .original = text};
    assert_int_equal(qt_annotator_new(model, &annotator, NULL), QUOTH_OK);
    assert_int_equal(qt_annotate(annotator, &document, arena, &a, NULL), QUOTH_OK);
    for (size_t t = 0; t < a.text.token_count; t++) {
        const qt_span span = a.text.tokens[t].span, sentence = a.text.sentences[a.text.tokens[t].sentence].span;
        if (!is_hedge(qt_str_at(text, span))) continue;
        bool told = false, kept = false;
        for (size_t i = 0; i < a.statement_count; i++) {
            if (!touches(&a.statements[i], sentence)) continue;
            told = true;
            kept |= keeps(&a.statements[i], span);
        }
        if (told && !kept) fail_msg("lost \"%.*s\"", QT_STR_ARG(qt_str_at(text, sentence)));
        found += told;
    }
    qt_annotator_free(annotator);
    qt_arena_free(arena);
    return found;
}

static void no_hedge_of_invented_sentences_is_lost(void **state)
{
    (void)state;
    size_t found = 0;
    for (size_t i = 0; i < sizeof invented / sizeof *invented; i++) found += expect_kept(qt_str_of(invented[i]));
    assert_true(found >= 12);
}

static void no_hedge_of_the_examples_is_lost(void **state)
{
    (void)state;
    static const char *const names[] = {"courier-2023-09-15.txt",
                                        "courier-2023-09-21.txt",
                                        "encyclopaedia-extract.txt",
                                        "harbour-gazette.txt",
                                        "kaldovian-herald.txt",
                                        "ministry-statement.txt",
                                        "mpa-wire.txt",
                                        "northern-post.txt",
                                        "observer-investigation.md",
                                        "radio-and-business.jsonl",
                                        "tavrin-daily.txt"};
    static char bytes[1 << 20];
    size_t found = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/examples/reports/%s", QUOTH_SOURCE_DIR, names[i]);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        const size_t size = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        assert_true(size > 0 && size < sizeof bytes);
        found += expect_kept((qt_str){bytes, size});
    }
    assert_true(found > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_hedge_of_invented_sentences_is_lost),
        cmocka_unit_test(no_hedge_of_the_examples_is_lost),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
