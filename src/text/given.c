/* A text whose tokens, sentences and paragraphs somebody else found. */
#include "base/utf8.h"

#include "text/quotes.h"
#include "text/sentences.h"
#include "text/text.h"
#include "text/tokens.h"

static bool splits_character(qt_str bytes, size_t at)
{
    return at < bytes.size && ((unsigned char)bytes.data[at] & 0xc0) == 0x80;
}

static int check_token(qt_str bytes, qt_span span, uint32_t end, quoth_error *error)
{
    if (span.begin >= span.end || span.end > bytes.size || span.begin < end)
        return qt_fail_at(error, QUOTH_REFUSED, span.begin, "a token is empty, out of order or outside the text");
    if (splits_character(bytes, span.begin) || splits_character(bytes, span.end))
        return qt_fail_at(error, QUOTH_REFUSED, span.begin, "a token cuts a character in two");
    return QUOTH_OK;
}

/* Fills tokens and paragraphs, whose arrays have room, and `begins`. */
static int place_tokens(const qt_given_token *given, size_t count, uint8_t *begins, qt_text *out, quoth_error *error)
{
    uint32_t end = 0;
    for (size_t i = 0; i < count; i++) {
        qt_span span = given[i].span;
        int status = check_token(out->bytes, span, end, error);
        if (status) return status;
        if (i == 0 || given[i].begins_paragraph)
            out->paragraphs[out->paragraph_count++] =
                (qt_paragraph){.span = span, .first = (uint32_t)i, .part = QT_PART_BODY};
        qt_paragraph *paragraph = &out->paragraphs[out->paragraph_count - 1];
        paragraph->last = (uint32_t)i + 1;
        paragraph->span.end = end = span.end;
        begins[i] = given[i].begins_sentence;
        out->tokens[i] = (qt_token){.span = span, .shape = (uint8_t)qt_token_shape(qt_str_at(out->bytes, span))};
        qt_token_place(&out->tokens[i], 0, out->paragraph_count - 1);
    }
    return QUOTH_OK;
}

int qt_text_read_given(qt_str bytes, const qt_given_token *given, size_t count, qt_arena *arena, qt_text *out,
                       quoth_error *error)
{
    int status = qt_text_check_utf8(bytes, error);
    if (status) return status;
    qt_text text = {.bytes = bytes, .token_count = count};
    qt_arena *scratch = qt_arena_scratch(arena);
    uint8_t *begins = scratch ? QT_ARENA_NEW(scratch, uint8_t, count) : NULL;
    size_t paragraphs = count > 0;
    for (size_t i = 1; i < count; i++) paragraphs += given[i].begins_paragraph;
    text.tokens = QT_ARENA_NEW(arena, qt_token, count);
    text.paragraphs = QT_ARENA_NEW(arena, qt_paragraph, paragraphs);
    if (!begins || !text.tokens || !text.paragraphs) status = qt_arena_error(arena, error);
    if (!status) status = place_tokens(given, count, begins, &text, error);
    if (!status) status = qt_quotes_find(arena, &text, error);
    if (!status) status = qt_sentences_set(begins, arena, &text, error);
    if (!status) *out = text;
    qt_arena_free(scratch);
    return status;
}
