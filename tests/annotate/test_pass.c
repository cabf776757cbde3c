/* The per-document pass with the model that ships: forms of attribution that any reporter meets, on sentences of ours,
 * and what must hold for any text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "annotation_json.h"
#include "base/utf8.h"
#include "quoth.h"

typedef struct fixture {
    qt_model *model;
    qt_annotator *annotator;
    qt_arena *arena;
    qt_document document;
    qt_annotation annotation;
} fixture;

static int open_model(void **state)
{
    quoth_error error = {0};
    fixture *f = calloc(1, sizeof *f);
    f->arena = qt_arena_new((size_t)256 << 20);
    if (qt_model_open(QUOTH_SOURCE_DIR "/models/quoth.safetensors", &f->model, &error)) {
        print_error("%s: %s\n", error.source, error.message);
        return -1;
    }
    *state = f;
    return qt_annotator_new(f->model, &f->annotator, &error);
}

static int close_model(void **state)
{
    fixture *f = *state;
    qt_annotator_free(f->annotator);
    qt_model_close(f->model);
    qt_arena_free(f->arena);
    free(f);
    return 0;
}

static void annotate(fixture *f, const char *text)
{
    quoth_error error = {0};
    qt_arena_reset(f->arena);
    f->document = (qt_document){.name = QT_STR("test"), .text = qt_str_of(text), .original = qt_str_of(text)};
    assert_int_equal(qt_annotate(f->annotator, &f->document, f->arena, &f->annotation, &error), QUOTH_OK);
}

static bool is(const fixture *f, qt_span span, const char *text)
{
    return qt_str_equal(qt_str_at(f->document.text, span), qt_str_of(text));
}

/* The statement whose cue holds the first occurrence of `cue` behind `content`, or before it where there is none behind;
 * NULL if there is no such statement. */
static const qt_statement *by_cue(const fixture *f, const char *cue, const char *content)
{
    const char *from = strstr(f->document.text.data, content);
    assert_non_null(from);
    const char *at = strstr(from + strlen(content), cue);
    if (!at) at = strstr(f->document.text.data, cue);
    assert_non_null(at);
    qt_span span = {(uint32_t)(at - f->document.text.data), (uint32_t)(at - f->document.text.data + (long)strlen(cue))};
    for (size_t i = 0; i < f->annotation.statement_count; i++) {
        const qt_statement *s = &f->annotation.statements[i];
        if (s->cue_count && qt_span_contains(s->cue[0], span)) return s;
    }
    return NULL;
}

/* The network may take an apposition or a comma in or not; the name must stand in the span. */
static bool names(const fixture *f, qt_span span, const char *name)
{
    qt_str s = qt_str_at(f->document.text, span);
    size_t n = strlen(name);
    for (size_t i = 0; i + n <= s.size; i++)
        if (memcmp(s.data + i, name, n) == 0) return true;
    return false;
}

static void expect(const fixture *f, const char *source, const char *cue, const char *content)
{
    const qt_statement *s = by_cue(f, cue, content);
    if (!s) fail_msg("no statement with the cue: %s", cue);
    assert_int_equal(s->source_count, source ? 1 : 0);
    if (source) assert_true(names(f, s->sources[0].span, source));
    assert_true(s->content_count >= 1);
    assert_true(is(f, s->content[0], content));
}

static void the_common_forms_are_found(void **state)
{
    fixture *f = *state;
    annotate(f, "Crews will drain the tunnel by Friday, Ilse Brandt, the mayor of Ostrel, said on Tuesday.\n\n"
                "\"We lost two pumps in the night,\" said Rudi Kamm, who runs the water works.\n\n"
                "The transport ministry denied that it had been warned about the doors.\n\n"
                "According to the coast guard, nine people were rescued from the roof of the station.\n\n"
                "It was reported that the operator had sold the older trains.\n");
    expect(f, "Ilse Brandt", "said", "Crews will drain the tunnel by Friday");
    expect(f, "Rudi Kamm", "said", "\"We lost two pumps in the night,\"");
    expect(f, "The transport ministry", "denied", "that it had been warned about the doors");
    expect(f, "the coast guard", "According to", "nine people were rescued from the roof of the station");
    expect(f, NULL, "was reported", "that the operator had sold the older trains");
    assert_int_equal(by_cue(f, "denied", "The transport ministry")->kind, QT_KIND_DENIAL);
}

static void check_span(const fixture *f, qt_span span)
{
    qt_str text = f->document.text;
    assert_true(span.begin <= span.end && span.end <= text.size);
    assert_true(span.begin == text.size || ((unsigned char)text.data[span.begin] & 0xc0) != 0x80);
    assert_true(span.end == text.size || ((unsigned char)text.data[span.end] & 0xc0) != 0x80);
}

static void check_statement(const fixture *f, const qt_statement *s)
{
    check_span(f, s->sentence);
    for (size_t i = 0; i < s->source_count; i++) check_span(f, s->sources[i].span);
    for (size_t i = 0; i < s->cue_count; i++) check_span(f, s->cue[i]);
    for (size_t i = 0; i < s->content_count; i++) check_span(f, s->content[i]);
    for (size_t i = 0; i < s->quoted_count; i++) check_span(f, s->quoted[i].span);
    for (size_t i = 0; i < s->hedge_count; i++) check_span(f, s->hedges[i].span);
    assert_true(s->confidence >= 0 && s->confidence <= 1);
    assert_true(s->within == QT_NONE || s->within < f->annotation.statement_count);
}

/* Words and marks in an order that no grammar made, from a fixed sequence of numbers. */
static void any_text_gives_spans_inside_it(void **state)
{
    /* clang-format off */
    static const char *const words[] = {"said",  "\"", "\xe2\x80\x9c", "\xe2\x80\x9d", "Ada",   "Lunt",  ".",    ",",  "[4]",
                                        "that",  "\n", "\n\n",        "\xc3\xa9t\xc3\xa9", "allegedly", "according to", "he",
                                        "denied", "\xf0\x9f\x98\x80", "the", "wall", "'", "(", ")", "[32]", "\xe6\xbc\xa2"};
    /* clang-format on */
    fixture *f = *state;
    uint32_t random = 12345;
    for (int round = 0; round < 12; round++) {
        char text[2048] = "The people said that they were all there. ";
        for (int i = 0; i < 160; i++) {
            random = random * 1664525u + 1013904223u;
            strcat(text, words[(random >> 16) % (sizeof words / sizeof *words)]);
            if (random & 0x8000) strcat(text, " ");
        }
        annotate(f, text);
        for (size_t i = 0; i < f->annotation.statement_count; i++) check_statement(f, &f->annotation.statements[i]);
    }
}

static void another_language_is_stored_and_not_read(void **state)
{
    fixture *f = *state;
    annotate(f, "Le ministre a d\xc3\xa9"
                "clar\xc3\xa9 que les travaux de la nouvelle gare seraient achev\xc3\xa9s avant la fin de "
                "l'ann\xc3\xa9"
                "e. Selon le maire, la ville n'a pas \xc3\xa9t\xc3\xa9 consult\xc3\xa9"
                "e et elle ne paiera pas.");
    assert_true(qt_str_equal(f->annotation.language, QT_STR("und")));
    assert_int_equal(f->annotation.statement_count, 0);
    assert_true(f->annotation.text.token_count > 20);
}

static void nothing_in_nothing_out(void **state)
{
    fixture *f = *state;
    annotate(f, "");
    assert_int_equal(f->annotation.statement_count, 0);
    annotate(f, "\n\n \n");
    assert_int_equal(f->annotation.statement_count, 0);
}

static void the_public_function_prints_the_same_twice(void **state)
{
    (void)state;
    quoth_error error = {0};
    quoth_model *model;
    assert_int_equal(quoth_model_open(QUOTH_SOURCE_DIR "/models/quoth.safetensors", NULL, &model, &error), QUOTH_OK);
    const char *text = "Late trains\n\nThe operator said the doors were tested.";
    quoth_input input = {.name = "a", .text = text, .size = strlen(text), .title_size = 11};
    char *first, *second;
    size_t n, m;
    assert_int_equal(quoth_annotate(model, &input, &first, &n, &error), QUOTH_OK);
    assert_int_equal(quoth_annotate(model, &input, &second, &m, &error), QUOTH_OK);
    assert_int_equal(n, m);
    assert_memory_equal(first, second, n);
    assert_non_null(strstr(first, "\"cue\":{\"text\":\"said\""));
    quoth_free(first);
    quoth_free(second);
    input.title_size = 1000;
    assert_int_equal(quoth_annotate(model, &input, &first, &n, &error), QUOTH_USAGE);
    input = (quoth_input){.text = "\xff", .size = 1};
    error = (quoth_error){0};
    assert_int_equal(quoth_annotate(model, &input, &first, &n, &error), QUOTH_REFUSED);
    assert_true(error.has_byte);
    quoth_model_close(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_common_forms_are_found),
        cmocka_unit_test(any_text_gives_spans_inside_it),
        cmocka_unit_test(another_language_is_stored_and_not_read),
        cmocka_unit_test(nothing_in_nothing_out),
        cmocka_unit_test(the_public_function_prints_the_same_twice),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
