/* What a page puts around its text is nobody's statement, and no part of one. */
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

/* The sources of the statements of `text`, each with a semicolon behind it. */
static void expect_sources(const char *text, const char *expected)
{
    char shown[512] = "";
    size_t at = 0;
    qt_annotator *annotator = NULL;
    qt_annotation annotation;
    qt_arena *arena = qt_arena_new((size_t)64 << 20);
    const qt_document document = {.name = QT_STR("test"), .text = qt_str_of(text), .original = qt_str_of(text)};
    assert_int_equal(qt_annotator_new(model, &annotator, NULL), QUOTH_OK);
    assert_int_equal(qt_annotate(annotator, &document, arena, &annotation, NULL), QUOTH_OK);
    for (size_t i = 0; i < annotation.statement_count; i++) {
        const qt_statement *s = &annotation.statements[i];
        assert_int_equal(s->source_count, 1);
        const qt_str source = qt_str_at(document.text, s->sources[0].span);
        at += (size_t)snprintf(shown + at, sizeof shown - at, "%.*s;", QT_STR_ARG(source));
        assert_true(at < sizeof shown);
    }
    assert_string_equal(shown, expected);
    qt_annotator_free(annotator);
    qt_arena_free(arena);
}

static void a_credit_is_no_part_of_a_source(void **state)
{
    (void)state;
    expect_sources(
        "Getty Images Firefighters described the horrific scene, with burned beams on the floor of the mill\n",
        "Firefighters;");
}

static void nothing_is_read_from_promotion(void **state)
{
    (void)state;
    expect_sources("The mill will close.\nOrlec said that the mill would stay open\n", "Orlec;");
    expect_sources("The mill will close.\nRead more: Orlec said that the mill would stay open\n", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_credit_is_no_part_of_a_source),
        cmocka_unit_test(nothing_is_read_from_promotion),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
