/* Words as they are compared: lower case, without diacritics, in Latin letters. */
#ifndef QT_ENTITIES_FOLD_H
#define QT_ENTITIES_FOLD_H

#include "base/arena.h"
#include "entities/lexicon.h"

enum { QT_FOLD_BYTES = 64 }; /* no folded word is longer */

typedef struct qt_folded {
    qt_str printed;   /* the word in the string that was folded */
    qt_str plain;     /* "orlec"; letters without a romanisation (Chinese, Japanese …) stay as they are */
    unsigned origins; /* of its script */
    uint8_t letters, capitals;
    bool hyphen;    /* joined to the word before it */
    bool comma;     /* a comma stands before it */
    bool dotted;    /* a full stop stands behind it */
    bool vowelless; /* from a script that leaves out vowels */
    bool foreign;   /* has letters without a romanisation */
} qt_folded;

typedef struct qt_words {
    qt_folded *items;
    size_t count; /* 0 where the string is too long, has too many words, or none */
} qt_words;

/* Folds `name` into at most `most` words. Apostrophes are dropped, with the "s" of a possessive behind them. */
int qt_fold_words(qt_str name, size_t most, qt_arena *arena, qt_words *out, quoth_error *error);

/* The words' plain forms with `between` between them; data is NULL where the arena is full. */
qt_str qt_fold_join(const qt_words *words, size_t first, size_t last, const char *between, qt_arena *arena);

/* A folded word as the rules of one origin leave it (lexicon/romanisations.tsv); data is NULL where the arena is full. */
qt_str qt_romanise(qt_str plain, qt_origin origin, qt_arena *arena);

/* Two such words agree, letter by letter. */
bool qt_romanised_alike(qt_str a, qt_str b, qt_origin origin);

/* What all words that agree with `romanised` have in common, for keys: consonants in classes. In out[QT_FOLD_BYTES]. */
qt_str qt_skeleton(qt_str romanised, qt_origin origin, char *out);

#endif
