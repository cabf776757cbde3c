/* What each word is and what governs it: one tree a sentence, as basic Universal Dependencies v2. */
#ifndef QT_SYNTAX_SYNTAX_H
#define QT_SYNTAX_SYNTAX_H

#include "syntax/grammar.h"
#include "text/text.h"

typedef struct qt_word {
    uint32_t head;              /* index of the token that governs it, in the same sentence; QT_NONE for the root */
    uint8_t upos, xpos, deprel; /* indices into the model's labels */
} qt_word;

/* Where `words` is NULL the text was not read (it is not in English). */
typedef struct qt_syntax {
    const qt_grammar *grammar; /* the annotator's: outlives the annotation only as long as that */
    qt_word *words;            /* [count], one a token of the text */
    size_t count;
} qt_syntax;

/* What the labels of token `t` mean. */
static inline qt_upos qt_upos_at(const qt_syntax *s, uint32_t t) { return (qt_upos)s->grammar->upos[s->words[t].upos]; }
static inline qt_xpos qt_xpos_at(const qt_syntax *s, uint32_t t) { return (qt_xpos)s->grammar->xpos[s->words[t].xpos]; }
static inline qt_dep qt_dep_at(const qt_syntax *s, uint32_t t) { return (qt_dep)s->grammar->dep[s->words[t].deprel]; }

/* The labels themselves. */
static inline qt_str qt_upos_label(const qt_syntax *s, uint32_t t)
{
    return s->grammar->labels.upos.names[s->words[t].upos];
}
static inline qt_str qt_xpos_label(const qt_syntax *s, uint32_t t)
{
    return s->grammar->labels.xpos.names[s->words[t].xpos];
}
static inline qt_str qt_dep_label(const qt_syntax *s, uint32_t t)
{
    return s->grammar->labels.deprel.names[s->words[t].deprel];
}

/* Tokens [first, last) from the leftmost to the rightmost of a word and all that it governs. */
typedef struct qt_reach {
    uint32_t first, last;
} qt_reach;

/* The trees read from the top down. */
typedef struct qt_trees {
    const uint32_t *first; /* [count + 1]; the children of t, left to right, are children[first[t] .. first[t + 1]) */
    const uint32_t *children; /* token indices */
    const qt_reach *reach;    /* [count] */
} qt_trees;

/* Arrays live in `arena`. Linear: a sentence is never longer than a window. */
int qt_trees_read(const qt_syntax *syntax, qt_arena *arena, qt_trees *out, quoth_error *error);

#endif
