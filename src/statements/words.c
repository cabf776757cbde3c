#include "statements/words.h"

#include "base/utf8.h"

/* Writes the token in lower case to `out` and returns its size, which is never more. */
static size_t lower_token(qt_str token, char *out)
{
    static const char curly[] = "\xe2\x80\x99"; /* U+2019 */
    size_t n = 0;
    for (size_t i = 0; i < token.size; i++) {
        char c = token.data[i];
        if (token.size - i >= 3 && memcmp(token.data + i, curly, 3) == 0) {
            c = '\'';
            i += 2;
        } else if (c >= 'A' && c <= 'Z') {
            c = (char)(c + ('a' - 'A'));
        }
        out[n++] = c;
    }
    return n;
}

int qt_words_read(const qt_text *text, qt_arena *arena, qt_words *out, quoth_error *error)
{
    size_t room = 0;
    for (size_t i = 0; i < text->token_count; i++) room += text->tokens[i].span.end - text->tokens[i].span.begin;
    qt_words words = {text, QT_ARENA_NEW(arena, char, room), QT_ARENA_NEW(arena, uint32_t, text->token_count + 1)};
    if (!words.lower || !words.places) return qt_arena_error(arena, error);
    for (size_t i = 0; i < text->token_count; i++) {
        qt_str token = qt_str_at(text->bytes, text->tokens[i].span);
        words.places[i + 1] = words.places[i] + (uint32_t)lower_token(token, words.lower + words.places[i]);
    }
    *out = words;
    return QUOTH_OK;
}

bool qt_words_form(const qt_words *words, uint32_t first, uint32_t n, char key[QT_ENTRY_BYTES], size_t *size)
{
    *size = 0;
    for (uint32_t i = first; i < first + n; i++) {
        qt_str w = qt_word_lower(words, i);
        if (*size + 1 + w.size > QT_ENTRY_BYTES) return false;
        if (i > first) key[(*size)++] = ' ';
        memcpy(key + *size, w.data, w.size);
        *size += w.size;
    }
    return true;
}

static uint32_t first_code(const qt_text *text, uint32_t token)
{
    uint32_t code = 0;
    qt_utf8_decode(text->bytes, text->tokens[token].span.begin, &code);
    return code;
}

bool qt_token_is_capital(const qt_text *text, uint32_t token) { return qt_is_upper(first_code(text, token)); }

bool qt_token_is_word(const qt_text *text, uint32_t token)
{
    uint32_t code = first_code(text, token);
    return qt_is_letter(code) || qt_is_digit(code);
}
