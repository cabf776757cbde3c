/* The form of a word that a dictionary has. */
#ifndef QT_SYNTAX_LEMMA_H
#define QT_SYNTAX_LEMMA_H

#include "base/arena.h"
#include "syntax/syntax.h"

/* The lemma of a word as UD English writes it: lower case except for names ("States" -> "State", NNPS) and adjectives
 * made from them; "n't" -> "not", "me" -> "I", "1,200" -> "1200". Words of lexicon/lemmas.tsv have what stands there;
 * other inflected forms lose the longest ending of lexicon/lemma_endings.tsv. Signs, addresses and words of more than
 * 64 bytes stand for themselves.
 *
 * `form` is valid UTF-8. The result views `form`, a table or a copy in `arena`; its data is NULL if the arena is full. */
qt_str qt_lemma(qt_str form, qt_upos upos, qt_xpos xpos, qt_arena *arena);

/* The lemma of token `t` of a text whose syntax was read; likewise. */
static inline qt_str qt_lemma_at(const qt_text *text, const qt_syntax *syntax, uint32_t t, qt_arena *arena)
{
    return qt_lemma(qt_str_at(text->bytes, text->tokens[t].span), qt_upos_at(syntax, t), qt_xpos_at(syntax, t), arena);
}

#endif
