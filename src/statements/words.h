/* What the rules of this room read of the tokens: lower case and lemmas for look-ups in the lexicon, the trees. */
#ifndef QT_STATEMENTS_WORDS_H
#define QT_STATEMENTS_WORDS_H

#include "statements/lexicon.h"
#include "syntax/syntax.h"

typedef struct qt_words {
    const qt_text *text;
    const qt_syntax *syntax;
    qt_arena *arena;  /* where lemmas that are asked for live */
    char *lower;      /* the tokens in ASCII lower case, curly apostrophes straightened, one behind the other */
    uint32_t *places; /* [token_count + 1] where each begins in `lower` */
    bool *full;       /* whether the arena had no room for a lemma: whoever asked for lemmas looks here in the end */
} qt_words;

/* `syntax` is that of `text` and has words. What is read lives in `arena`, lemmas that are asked for too. */
int qt_words_read(const qt_text *text, const qt_syntax *syntax, qt_arena *arena, qt_words *out, quoth_error *error);

static inline qt_str qt_word_lower(const qt_words *words, uint32_t token)
{
    return (qt_str){words->lower + words->places[token], words->places[token + 1] - words->places[token]};
}

static inline bool qt_words_is(const qt_words *words, uint32_t token, const char *lower)
{
    return qt_str_equal(qt_word_lower(words, token), qt_str_of(lower));
}

/* Whether the token in lower case is one of a list that ends with NULL. */
static inline bool qt_words_among(const qt_words *words, uint32_t token, const char *const *list)
{
    return qt_str_among(qt_word_lower(words, token), list);
}

/* The lemma of a token by its tag; where the cue lexicon has no such word, the word as it stands ("disappointed") and its
 * lemma as a verb ("DENIES" of a headline, which is tagged as a name), if the lexicon has those. */
qt_str qt_words_lemma(const qt_words *words, uint32_t token);

/* What the tree says of a token. Its children are looked for in its sentence, which is never longer than a window. */
static inline uint32_t qt_words_head(const qt_words *words, uint32_t token) { return words->syntax->words[token].head; }
static inline qt_dep qt_words_dep(const qt_words *words, uint32_t token) { return qt_dep_at(words->syntax, token); }
static inline qt_xpos qt_words_tag(const qt_words *words, uint32_t token) { return qt_xpos_at(words->syntax, token); }

/* The first child of `token` that stands at `from` or behind it in its sentence; QT_NONE if there is none. */
uint32_t qt_words_child(const qt_words *words, uint32_t token, uint32_t from);

/* The first child with this relation (for NSUBJ and CSUBJ, that of a passive too); QT_NONE if there is none. */
uint32_t qt_words_child_as(const qt_words *words, uint32_t token, qt_dep dep);

/* The word of [first, last) that governs the rest of it: of those whose head stands outside, the first with a subject,
 * else the first that is no mark of punctuation. */
uint32_t qt_words_top(const qt_words *words, uint32_t first, uint32_t last);

/* The tokens [first, first + n) as the lexicon writes them, joined by one space; false where they are longer than any
 * entry. */
bool qt_words_form(const qt_words *words, uint32_t first, uint32_t n, char key[QT_ENTRY_BYTES], size_t *size);

/* Whether a token's first character is a capital, and whether it begins with a letter or a digit (is not a mark). */
bool qt_token_is_capital(const qt_text *text, uint32_t token);
bool qt_token_is_word(const qt_text *text, uint32_t token);
bool qt_token_is_number(const qt_text *text, uint32_t token); /* begins with a digit */

#endif
