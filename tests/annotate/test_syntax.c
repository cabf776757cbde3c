/* The whole pass with a model whose heads are random: what must hold of sentences and trees whatever the heads say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../nn/bent_files.h"
#include "annotate.h"

typedef struct fixture {
    qt_model *model;
    qt_annotator *annotator;
    qt_arena *arena;
    qt_annotation annotation;
} fixture;

static int setup(void **state)
{
    static fixture f;
    quoth_error error = {0};
    f.arena = qt_arena_new((size_t)256 << 20);
    if (qt_model_open(QUOTH_SOURCE_DIR "/tests/nn/network.safetensors", &f.model, &error))
        fail_msg("%s", error.message);
    assert_int_equal(qt_annotator_new(f.model, &f.annotator, NULL), 0);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    qt_annotator_free(f->annotator);
    qt_model_close(f->model);
    qt_arena_free(f->arena);
    return 0;
}

static void check_sentences(const qt_text *text)
{
    uint32_t token = 0, sentence = 0;
    for (uint32_t p = 0; p < text->paragraph_count; p++) {
        const qt_paragraph *paragraph = &text->paragraphs[p];
        assert_int_equal(paragraph->first, token);
        assert_int_equal(paragraph->sentence_first, sentence);
        for (; sentence < paragraph->sentence_last; sentence++) {
            const qt_sentence *s = &text->sentences[sentence];
            assert_int_equal(s->first, token);
            assert_int_equal(text->tokens[s->first].paragraph, p);
            assert_int_equal(s->span.begin, text->tokens[s->first].span.begin);
            assert_int_equal(s->span.end, text->tokens[s->last - 1].span.end);
            assert_in_range(s->last - s->first, 1, QT_WINDOW_MAX);
            for (; token < s->last; token++) assert_int_equal(text->tokens[token].sentence, sentence);
        }
        assert_int_equal(paragraph->last, token);
    }
    assert_int_equal(text->token_count, token);
    assert_int_equal(text->sentence_count, sentence);
}

static void check_trees(const qt_annotation *a)
{
    const qt_text *text = &a->text;
    const qt_syntax *syntax = &a->syntax;
    assert_int_equal(syntax->count, text->token_count);
    for (size_t s = 0; s < text->sentence_count; s++) {
        uint32_t first = text->sentences[s].first, last = text->sentences[s].last, roots = 0;
        for (uint32_t t = first; t < last; t++) {
            uint32_t at = t, steps = 0;
            for (; at != QT_NONE; at = syntax->words[at].head) {
                assert_in_range(at, first, last - 1);
                assert_true(steps++ < last - first);
            }
            roots += syntax->words[t].head == QT_NONE;
            assert_int_equal(syntax->words[t].head == QT_NONE, qt_dep_at(syntax, t) == QT_DEP_ROOT);
            assert_true(qt_upos_label(syntax, t).size > 0 && qt_xpos_label(syntax, t).size > 0);
        }
        assert_int_equal(roots, 1);
    }
}

/* An I follows only what it goes on from, and never the end of a paragraph. */
static void check_names(const qt_annotation *a)
{
    const qt_token *tokens = a->text.tokens;
    for (uint32_t t = 0; t < a->text.token_count; t++) {
        uint8_t tag = a->name_tags[t];
        assert_in_range(tag, 0, 14);
        if (tag == 0 || tag % 2) continue;
        assert_true(t > 0 && tokens[t].paragraph == tokens[t - 1].paragraph);
        assert_true(a->name_tags[t - 1] == tag || a->name_tags[t - 1] == tag - 1);
    }
}

/* In order, none in another, each of whole tokens of one sentence; what stands beside one is in its sentence and not in it. */
static void check_mentions(const qt_annotation *a)
{
    for (size_t i = 0; i < a->coref.mention_count; i++) {
        const qt_mention *m = &a->coref.mentions[i];
        assert_true(m->first < m->last && m->last <= a->text.token_count && m->type < QT_MENTION_TYPES);
        /* outer before inner, in the text's order */
        const qt_mention *before = i ? &a->coref.mentions[i - 1] : NULL;
        assert_true(!before || before->first < m->first || (before->first == m->first && before->last >= m->last));
        const qt_token *tokens = a->text.tokens;
        assert_true(m->span.begin == tokens[m->first].span.begin && m->span.end == tokens[m->last - 1].span.end);
        assert_int_equal(tokens[m->first].sentence, tokens[m->last - 1].sentence);
        const qt_span_list *lists[] = {&m->beside->titles, &m->beside->roles, &m->beside->appositions};
        for (size_t n = 0; n < 3; n++)
            for (size_t k = 0; k < lists[n]->count; k++) {
                qt_span sentence = a->text.sentences[tokens[m->first].sentence].span;
                assert_true(qt_span_contains(sentence, lists[n]->items[k]) && !qt_span_empty(lists[n]->items[k]));
                assert_false(qt_span_overlaps(m->span, lists[n]->items[k]));
            }
        assert_true(m->acronym_of == QT_NONE || m->acronym_of < a->coref.mention_count);
    }
}

static void read_document(fixture *f, const qt_document *document)
{
    quoth_error error = {0};
    qt_arena_reset(f->arena);
    if (qt_annotate(f->annotator, document, f->arena, &f->annotation, &error)) fail_msg("%s", error.message);
    check_sentences(&f->annotation.text);
    check_trees(&f->annotation);
    check_names(&f->annotation);
    check_mentions(&f->annotation);
}

static void read_text(fixture *f, const char *text)
{
    qt_document document = {.name = QT_STR("test"), .text = qt_str_of(text), .original = qt_str_of(text)};
    read_document(f, &document);
}

/* The small model with a sentence head that says the same of every token, in the fixture's place until it is closed. */
static void read_with_head(fixture *f, bool begins, const char *text)
{
    parts p = take_apart(FIXTURE("network"));
    json_int_t at = json_integer_value(
        json_array_get(json_object_get(json_object_get(p.header, "sentence.out.bias"), "data_offsets"), 0));
    const float bias[2] = {begins ? -1000 : 1000, begins ? 1000 : -1000};
    memcpy((char *)(uintptr_t)p.data + at, bias, sizeof bias);
    qt_str file = put_together(&p);
    fixture bent = {.arena = f->arena};
    assert_int_equal(qt_model_open_memory(file, NULL, &bent.model, NULL), 0);
    assert_int_equal(qt_annotator_new(bent.model, &bent.annotator, NULL), 0);
    read_text(&bent, text);
    f->annotation.text = bent.annotation.text;
    qt_annotator_free(bent.annotator);
    qt_model_close(bent.model);
    free_file(file);
    discard(&p);
}

static void the_head_decides_where_sentences_begin(void **state)
{
    fixture *f = *state;
    static const char text[] = "The pier was closed.[1] Divers said the wood was rotten and it was to be burnt.[2] "
                               "The mayor, who was there, saw that the rest of it had gone into the sea.[3]";
    const qt_text *t = &f->annotation.text;
    read_with_head(f, true, text);
    assert_int_equal(t->reference_count, 3);
    assert_int_equal(t->sentence_count, t->token_count);
    for (size_t i = 0; i < 3; i++) { /* marks hang on the sentences that were decided: full stops, here */
        assert_int_equal(t->sentences[t->references[i].sentence].span.end, t->references[i].span.begin);
        assert_int_equal(t->sentences[t->references[i].sentence].span.begin + 1, t->references[i].span.begin);
    }
    read_with_head(f, false, text);
    assert_int_equal(t->reference_count, 3);
    assert_int_equal(t->sentence_count, 1);
    for (size_t i = 0; i < 3; i++) assert_int_equal(t->references[i].sentence, 0);
}

/* Whatever the head says, token by token. */
static void no_sentence_begins_with_a_closing_mark(void **state)
{
    fixture *f = *state;
    char text[8192] = "";
    for (int i = 0; i < 60; i++)
        strcat(text, i % 3 ? "\"It was the end of the pier,\" he said. " : "(\xe2\x80\x9cNo.\xe2\x80\x9d) ");
    read_text(f, text);
    const qt_text *t = &f->annotation.text;
    size_t closed = 0;
    for (size_t q = 0; q < t->quotation_count; q++) {
        if (!t->quotations[q].closed) continue;
        size_t mark = qt_text_token_at(t, t->quotations[q].inner.end);
        closed++;
        assert_int_not_equal(t->sentences[t->tokens[mark].sentence].first, mark);
    }
    assert_true(closed > 40 && t->sentence_count > 40);
}

static void paragraphs_and_windows_end_sentences(void **state)
{
    fixture *f = *state;
    char *text = malloc(100000);
    *text = '\0';
    char *at = text;
    for (int i = 0; i < 4000; i++) at += sprintf(at, i % 700 == 699 ? "%d\n\n" : i % 2 ? "the %d " : "of %d ", i);
    read_text(f, text);
    assert_true(f->annotation.text.paragraph_count >= 5);
    free(text);
}

static void given_sentences_stand(void **state)
{
    fixture *f = *state;
    static const char text[] = "they do n't . know";
    static const qt_given_token given[] = {{{0, 4}, true, true},
                                           {{5, 7}, false, false},
                                           {{8, 11}, false, false},
                                           {{12, 13}, true, false},
                                           {{14, 18}, true, true}};
    qt_document document = {.name = QT_STR("test"), .text = qt_str_of(text), .given = given, .given_count = 5};
    read_document(f, &document);
    const qt_text *t = &f->annotation.text;
    assert_int_equal(t->token_count, 5);
    assert_int_equal(t->sentence_count, 3);
    assert_int_equal(t->sentences[0].last, 3);
    assert_int_equal(t->paragraph_count, 2);
    assert_int_equal(f->annotation.syntax.count, 5);
}

/* A given sentence that no window holds is cut, not refused. */
static void an_endless_given_sentence_is_cut(void **state)
{
    fixture *f = *state;
    enum { N = 3000 };
    static char text[2 * N];
    static qt_given_token given[N];
    for (uint32_t i = 0; i < N; i++) {
        memcpy(text + 2 * i, "a ", 2);
        given[i] = (qt_given_token){.span = {2 * i, 2 * i + 1}, .begins_sentence = i == 0};
    }
    qt_document document = {.name = QT_STR("test"), .text = {text, 2 * N}, .given = given, .given_count = N};
    read_document(f, &document);
    assert_true(f->annotation.text.sentence_count > N / QT_WINDOW_MAX);
}

static void nothing_gives_nothing(void **state)
{
    fixture *f = *state;
    read_text(f, "");
    assert_int_equal(f->annotation.syntax.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_decides_where_sentences_begin),
        cmocka_unit_test(no_sentence_begins_with_a_closing_mark),
        cmocka_unit_test(paragraphs_and_windows_end_sentences),
        cmocka_unit_test(given_sentences_stand),
        cmocka_unit_test(an_endless_given_sentence_is_cut),
        cmocka_unit_test(nothing_gives_nothing),
    };
    return cmocka_run_group_tests_name("annotate/syntax", tests, setup, teardown);
}
