/* The model that ships, and a text read with it. */
#ifndef TESTS_COREF_READING_H
#define TESTS_COREF_READING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "annotate.h"

static qt_model *model;
static qt_annotator *annotator;
static qt_arena *arena;
static qt_annotation a;

static int setup(void **state)
{
    (void)state;
    quoth_error error = {0};
    arena = qt_arena_new((size_t)256 << 20);
    if (qt_model_open(QUOTH_SOURCE_DIR "/models/quoth.safetensors", &model, &error)) return -1;
    return qt_annotator_new(model, &annotator, &error);
}

static int teardown(void **state)
{
    (void)state;
    qt_annotator_free(annotator);
    qt_model_close(model);
    qt_arena_free(arena);
    return 0;
}

static void annotate(const char *text)
{
    quoth_error error = {0};
    qt_document document = {.name = QT_STR("test"), .text = qt_str_of(text), .original = qt_str_of(text)};
    qt_arena_reset(arena);
    assert_int_equal(qt_annotate(annotator, &document, arena, &a, &error), QUOTH_OK);
}

#endif
