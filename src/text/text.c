#include "text/text.h"

#include "base/utf8.h"

#include "text/paragraphs.h"
#include "text/quotes.h"
#include "text/references.h"
#include "text/sentences.h"
#include "text/tokens.h"
#include "text/turns.h"

int qt_text_check_utf8(qt_str bytes, quoth_error *error)
{
    if (bytes.size > QUOTH_MAX_TEXT)
        return qt_fail(error, QUOTH_REFUSED, "text of %zu bytes is larger than %zu", bytes.size, QUOTH_MAX_TEXT);
    size_t valid = qt_utf8_valid_prefix(bytes);
    if (valid < bytes.size) return qt_fail_at(error, QUOTH_REFUSED, valid, "not valid UTF-8");
    return QUOTH_OK;
}

int qt_text_read(qt_str bytes, size_t title_size, qt_arena *arena, qt_text *out, quoth_error *error)
{
    int status = qt_text_check_utf8(bytes, error);
    if (status) return status;
    while (title_size > 0 && title_size < bytes.size && ((unsigned char)bytes.data[title_size] & 0xc0) == 0x80)
        title_size--;
    qt_text text = {.bytes = bytes};
    status = qt_references_find(bytes, arena, &text, error);
    if (!status) status = qt_paragraphs_find(title_size, arena, &text, error);
    if (!status) status = qt_tokens_find(arena, &text, error);
    if (!status) status = qt_quotes_find(arena, &text, error);
    if (!status) status = qt_turns_find(arena, &text, error);
    if (!status) status = qt_sentences_find(arena, &text, error);
    if (status) return status;
    qt_references_attach(&text);
    *out = text;
    return QUOTH_OK;
}

int qt_text_set_sentences(const uint8_t *begins, qt_arena *arena, qt_text *text, quoth_error *error)
{
    int status = qt_sentences_set(begins, arena, text, error);
    if (!status) qt_references_attach(text);
    return status;
}

size_t qt_text_token_at(const qt_text *text, uint32_t at)
{
    size_t low = 0, high = text->token_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text->tokens[middle].span.begin < at) low = middle + 1;
        else high = middle;
    }
    return low;
}
