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

/* `source` and `content` may be NULL. Its text must have been read. */
static inline qt_find parsed_find(const parsed *p, const char *source, const char *cue, const char *content,
                                  float cue_probability, float span_probability)
{
    qt_run *runs = QT_ARENA_NEW(p->arena, qt_run, 2);
    assert_non_null(runs);
    if (source) runs[0] = parsed_run(&p->text, source);
    if (content) runs[1] = parsed_run(&p->text, content);
    return (qt_find){.cue = parsed_run(&p->text, cue),
                     .sources = &runs[0],
                     .contents = &runs[1],
                     .source_count = source != NULL,
                     .content_count = content != NULL,
                     .cue_probability = cue_probability,
                     .span_probability = span_probability};
}

static inline void parsed_text(parsed *p, const char *text)
{
    *p = (parsed){.arena = qt_arena_new((size_t)16 << 20)};
    assert_int_equal(qt_text_read(qt_str_of(text), 0, p->arena, &p->text, NULL), QUOTH_OK);
}

/* Reads what the finds are by that tree. */
static inline void parsed_finds(parsed *p, const char *parse, qt_find *items, size_t count)
{
    const qt_syntax syntax = parsed_syntax(&p->text, parse, p->arena);
    const qt_finds finds = {items, count, count};
    assert_int_equal(qt_statements_read(&p->text, &syntax, &finds, p->arena, &p->statements, &p->count, NULL),
                     QUOTH_OK);
}

/* Reads one find, which is one statement; `source` and `content` may be NULL. */
static inline void parsed_read(parsed *p, const char *text, const char *parse, const char *source, const char *cue,
                               const char *content)
{
    parsed_text(p, text);
    qt_find find = parsed_find(p, source, cue, content, 0.9f, 0.9f);
    parsed_finds(p, parse, &find, 1);
    assert_int_equal(p->count, 1);
}

static inline void parsed_free(parsed *p) { qt_arena_free(p->arena); }

#endif
