/* A lower-cased view of tokens, for lexicon look-ups. */
#ifndef QT_STATEMENTS_WORDS_H
#define QT_STATEMENTS_WORDS_H

#include "statements/lexicon.h"
#include "text/text.h"

typedef struct qt_words {
    const qt_text *text;
    char *lower;      /* the tokens in ASCII lower case, curly apostrophes straightened, one behind the other */
    uint32_t *places; /* [token_count + 1] where each begins in `lower` */
} qt_words;

int qt_words_read(const qt_text *text, qt_arena *arena, qt_words *out, quoth_error *error);

static inline qt_str qt_word_lower(const qt_words *words, uint32_t token)
{
    return (qt_str){words->lower + words->places[token], words->places[token + 1] - words->places[token]};
}

static inline bool qt_words_is(const qt_words *words, uint32_t token, const char *lower)
{
    return qt_str_equal(qt_word_lower(words, token), qt_str_of(lower));
}

/* The tokens [first, first + n) as the lexicon writes them, joined by one space; false where they are longer than any
 * entry. */
bool qt_words_form(const qt_words *words, uint32_t first, uint32_t n, char key[QT_ENTRY_BYTES], size_t *size);

/* Whether a token's first character is a capital, and whether it begins with a letter or a digit (is not a mark). */
bool qt_token_is_capital(const qt_text *text, uint32_t token);
bool qt_token_is_word(const qt_text *text, uint32_t token);

#endif
