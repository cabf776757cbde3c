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

/* The trees of tokens [begin, end), whole sentences, read from the top down. Word t is `t - begin` in its arrays. */
typedef struct qt_trees {
    uint32_t begin, end;
    const uint32_t
        *first; /* [end - begin + 1]; the children of word i, left to right: children[first[i] .. first[i + 1]) */
    const uint32_t *children; /* token indices */
    const qt_reach *reach;    /* [end - begin] */
} qt_trees;

/* Of word t: its reach, and where its children begin and end in `children`. */
static inline qt_reach qt_reach_of(const qt_trees *trees, uint32_t t) { return trees->reach[t - trees->begin]; }
static inline uint32_t qt_children_begin(const qt_trees *trees, uint32_t t) { return trees->first[t - trees->begin]; }
static inline uint32_t qt_children_end(const qt_trees *trees, uint32_t t) { return trees->first[t - trees->begin + 1]; }

/* Arrays live in `arena`. Linear: a sentence is never longer than a window. */
int qt_trees_read(const qt_syntax *syntax, uint32_t begin, uint32_t end, qt_arena *arena, qt_trees *out,
                  quoth_error *error);

#endif
