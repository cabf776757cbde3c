/* Finds are given by hand, as the network would give them; the rest is the room's own work. */
#ifndef TESTS_STATEMENTS_FIXTURE_H
#define TESTS_STATEMENTS_FIXTURE_H

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

static inline int setup(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = qt_arena_new((size_t)64 << 20);
    *state = f;
    return 0;
}

static inline int teardown(void **state)
{
    fixture *f = *state;
    qt_arena_free(f->arena);
    free(f);
    return 0;
}

static inline void text(fixture *f, const char *bytes)
{
    quoth_error error = {0};
    assert_int_equal(qt_text_read(qt_str_of(bytes), 0, f->arena, &f->text, &error), QUOTH_OK);
}

/* The run of tokens of the first occurrence of `words` behind byte `from`; empty for NULL. */
static inline qt_run run_of(const fixture *f, const char *words, size_t from)
{
    if (!words) return (qt_run){0, 0};
    const char *at = strstr(f->text.bytes.data + from, words);
    assert_non_null(at);
    uint32_t begin = (uint32_t)(at - f->text.bytes.data), end = begin + (uint32_t)strlen(words);
    return (qt_run){(uint32_t)qt_text_token_at(&f->text, begin), (uint32_t)qt_text_token_at(&f->text, end)};
}

static inline void find(fixture *f, const char *source, const char *cue, const char *content, size_t from)
{
    qt_find *d = &f->items[f->count++];
    *d = (qt_find){.cue = run_of(f, cue, from), .cue_probability = 0.95f, .span_probability = 0.95f};
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

static inline void read_by(fixture *f, qt_syntax syntax)
{
    quoth_error error = {0};
    qt_finds finds = {f->items, f->count, MOST};
    assert_int_equal(
        qt_statements_read(&f->text, &syntax, &finds, f->arena, &f->statements, &f->statement_count, &error), QUOTH_OK);
}

static inline void read_all(fixture *f) { read_by(f, flat_syntax(&f->text, f->arena)); }

static inline void assert_text(const fixture *f, qt_span span, const char *expected)
{
    qt_str s = qt_str_at(f->text.bytes, span);
    assert_int_equal(s.size, strlen(expected));
    assert_memory_equal(s.data, expected, s.size);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
