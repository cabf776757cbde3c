/* Reading a text in a test, and its tokens, paragraphs and sentences as one line each to compare. */
#ifndef TESTS_TEXT_READING_H
#define TESTS_TEXT_READING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/text.h"

enum { SHOWN_MAX = 1 << 16 };

typedef struct reading {
    qt_arena *arena;
    qt_text text;
    char shown[SHOWN_MAX];
} reading;

/* Every promise of text.h that holds for any text. */
static void check_invariants(const qt_text *text)
{
    uint32_t end = 0;
    for (size_t i = 0; i < text->token_count; i++) {
        const qt_token *token = &text->tokens[i];
        assert_true(token->span.begin >= end && token->span.end > token->span.begin);
        assert_true(token->span.end <= text->bytes.size && token->shape < QT_SHAPE_COUNT);
        assert_true(token->sentence < text->sentence_count && token->paragraph < text->paragraph_count);
        const qt_sentence *sentence = &text->sentences[token->sentence];
        const qt_paragraph *paragraph = &text->paragraphs[token->paragraph];
        assert_true(sentence->first <= i && i < sentence->last &&
                    text->tokens[sentence->first].paragraph == token->paragraph);
        assert_true(paragraph->first <= i && i < paragraph->last);
        for (size_t r = 0; r < text->reference_count; r++)
            assert_false(qt_span_overlaps(token->span, text->references[r].span));
        end = token->span.end;
    }
    for (size_t p = 0; p < text->paragraph_count; p++) {
        const qt_paragraph *paragraph = &text->paragraphs[p];
        assert_true(paragraph->first < paragraph->last && paragraph->sentence_first < paragraph->sentence_last);
        assert_int_equal(paragraph->span.begin, text->tokens[paragraph->first].span.begin);
        assert_int_equal(paragraph->span.end, text->tokens[paragraph->last - 1].span.end);
        assert_int_equal(text->sentences[paragraph->sentence_first].first, paragraph->first);
        assert_int_equal(text->sentences[paragraph->sentence_last - 1].last, paragraph->last);
    }
}

static inline void read_bytes(reading *r, qt_str bytes, size_t title_size)
{
    quoth_error error = {0};
    r->arena = qt_arena_new((size_t)1 << 30);
    assert_non_null(r->arena);
    assert_int_equal(qt_text_read(bytes, title_size, r->arena, &r->text, &error), QUOTH_OK);
    check_invariants(&r->text);
}

static void close_reading(reading *r) { qt_arena_free(r->arena); }

static inline void show(reading *r, size_t *at, qt_span span)
{
    qt_str s = qt_str_at(r->text.bytes, span);
    assert_true(*at + s.size + 8 < SHOWN_MAX);
    memcpy(r->shown + *at, s.data, s.size);
    *at += s.size;
    r->shown[*at] = '\0';
}

/* Tokens [first, last) with `glue` between them, behind what is shown already. */
static inline void show_tokens(reading *r, size_t *at, size_t first, size_t last, char glue)
{
    r->shown[*at] = '\0';
    for (size_t i = first; i < last; i++) {
        if (i > first) r->shown[(*at)++] = glue;
        show(r, at, r->text.tokens[i].span);
    }
}

#endif
