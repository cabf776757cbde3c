/* One statement of one sentence, whose tree is given by hand. */
#ifndef TESTS_STATEMENTS_PARSED_H
#define TESTS_STATEMENTS_PARSED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stand_in.h"

typedef struct parsed {
    qt_arena *arena;
    qt_text text;
    qt_statement *statements;
    size_t count;
} parsed;

static inline qt_run parsed_run(const qt_text *text, const char *words)
{
    const char *at = strstr(text->bytes.data, words);
    assert_non_null(at);
    const uint32_t begin = (uint32_t)(at - text->bytes.data), end = begin + (uint32_t)strlen(words);
    return (qt_run){(uint32_t)qt_text_token_at(text, begin), (uint32_t)qt_text_token_at(text, end)};
}

/* Reads one find; `source` and `content` may be NULL. */
static inline void parsed_read(parsed *p, const char *text, const char *parse, const char *source, const char *cue,
                               const char *content)
{
    quoth_error error = {0};
    *p = (parsed){.arena = qt_arena_new((size_t)16 << 20)};
    assert_int_equal(qt_text_read(qt_str_of(text), 0, p->arena, &p->text, &error), QUOTH_OK);
    qt_syntax syntax = parsed_syntax(&p->text, parse, p->arena);
    qt_run from = source ? parsed_run(&p->text, source) : (qt_run){0, 0};
    qt_run words = content ? parsed_run(&p->text, content) : (qt_run){0, 0};
    qt_find find = {.cue = parsed_run(&p->text, cue),
                    .sources = &from,
                    .contents = &words,
                    .source_count = source != NULL,
                    .content_count = content != NULL,
                    .cue_probability = 0.9f,
                    .span_probability = 0.9f};
    qt_finds finds = {&find, 1, 1};
    assert_int_equal(qt_statements_read(&p->text, &syntax, &finds, p->arena, &p->statements, &p->count, &error),
                     QUOTH_OK);
    assert_int_equal(p->count, 1);
}

#endif
