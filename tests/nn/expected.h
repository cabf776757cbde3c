/* What PyTorch made of the fixture's windows (train/test_vectors.py). */
#ifndef QT_TESTS_NN_EXPECTED_H
#define QT_TESTS_NN_EXPECTED_H

#include "fixture.h"

enum { WINDOWS = 3 };

typedef struct expected {
    qt_str file;
    qt_arena *arena;
    qt_tensors tensors;
} expected;

static inline expected load_expected(const char *path)
{
    expected e = {.file = read_file(path), .arena = qt_arena_new((size_t)1 << 20)};
    assert_int_equal(qt_tensors_read(e.file, e.arena, &e.tensors, NULL), 0);
    return e;
}

static inline void free_expected(expected *e)
{
    free_file(e->file);
    qt_arena_free(e->arena);
}

/* `prefix` is "i8" or "f32". */
static inline const qt_tensor *tensor(const expected *e, const char *prefix, int window, const char *name)
{
    char full[64];
    snprintf(full, sizeof full, "%s.%d.%s", prefix, window, name);
    const qt_tensor *t = qt_tensors_find(&e->tensors, full);
    assert_non_null(t);
    return t;
}

/* A whole number that is stored as F32. */
static inline uint32_t whole(const qt_tensor *t, size_t i) { return (uint32_t)qt_tensor_float(t->data, i); }

/* The fixture with the reference kernel. */
static inline qt_model *open_exact(const char *path)
{
    quoth_error error = {0};
    qt_model *model = NULL;
    if (qt_model_open_kernel(path, "float", &model, &error)) fail_msg("%s: %s", error.source, error.message);
    return model;
}

#endif
