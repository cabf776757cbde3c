/* What the tests of this room share: the small model of train/test_vectors.py, and how to take it apart. */
#ifndef QT_TESTS_NN_FIXTURE_H
#define QT_TESTS_NN_FIXTURE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "nn/encoder.h"
#include "nn/network.h"

#define FIXTURE(name) QUOTH_SOURCE_DIR "/tests/nn/" name ".safetensors"

/* The bytes of a file; the caller frees data. */
static inline qt_str read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    assert_true(size > 0);
    rewind(file);
    char *data = malloc((size_t)size);
    assert_non_null(data);
    assert_int_equal(fread(data, 1, (size_t)size, file), (size_t)size);
    fclose(file);
    return (qt_str){data, (size_t)size};
}

static inline void free_file(qt_str file) { free((void *)(uintptr_t)file.data); }

static inline qt_model *open_fixture(const char *path)
{
    quoth_error error = {0};
    qt_model *model = NULL;
    if (qt_model_open(path, &model, &error)) fail_msg("%s: %s", error.source, error.message);
    return model;
}

/* Numbers that look random and are the same everywhere. */
static inline uint32_t draw(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static inline float draw_float(uint32_t *state, float size) { return ((float)draw(state) / 8388608.0f - 1.0f) * size; }

#endif
