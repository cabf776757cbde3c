/* What the files that read a clause share: its words by their place in it, and their parts of the reading. */
#ifndef QT_STATEMENTS_CLAUSE_H
#define QT_STATEMENTS_CLAUSE_H

#include "statements/read.h"

/* Word `i` of the clause in lower case; empty behind its end. */
static inline qt_str qt_clause_word(const qt_words *words, const qt_clause *c, size_t i)
{
    return i < c->count ? qt_word_lower(words, c->tokens[i]) : QT_STR("");
}

static inline bool qt_clause_is(const qt_words *words, const qt_clause *c, size_t i, const char *lower)
{
    return qt_str_equal(qt_clause_word(words, c, i), qt_str_of(lower));
}

/* Whether word `i` is one of a list that ends with NULL. */
static inline bool qt_clause_among(const qt_words *words, const qt_clause *c, size_t i, const char *const *list)
{
    return qt_str_among(qt_clause_word(words, c, i), list);
}

/* negation.c: `negated`, of a clause whose start, verb and stop are known. */
void qt_clause_find_negation(const qt_words *words, qt_clause *c);

#endif
