/* The pieces that the encoder knows: a sorted table, searched as a trie. */
#ifndef QT_NN_VOCABULARY_H
#define QT_NN_VOCABULARY_H

#include "base/arena.h"

enum { QT_PIECE_PAD = 0, QT_PIECE_UNK = 100, QT_PIECE_CLS = 101, QT_PIECE_SEP = 102 };

enum { QT_VOCABULARY_MAX = 1 << 20 }; /* pieces */

typedef struct qt_vocabulary_entry {
    qt_str text;
    int32_t id;
} qt_vocabulary_entry;

typedef struct qt_vocabulary {
    qt_vocabulary_entry *entries; /* [count] in byte order */
    size_t count;
    uint32_t starts[257]; /* [b], [b + 1]: entries that begin with byte b */
    uint32_t joins[257];  /* the same for entries that begin with "##" and b */
} qt_vocabulary;

/* Builds a vocabulary from pieces in the order of their ids, a line feed between each two (and perhaps after the last).
 * `lines` must outlive `out`. Refuses an empty or repeated piece, one that is not UTF-8, and a vocabulary whose
 * special pieces are not at BERT's places. */
int qt_vocabulary_build(qt_str lines, qt_arena *arena, qt_vocabulary *out, quoth_error *error);

/* The longest piece that word[at..] begins with; where at > 0, one written with "##" before it. Returns its id and sets
 * *size to the bytes of the word it covers, or returns -1. Costs size * log(count). */
int32_t qt_vocabulary_longest(const qt_vocabulary *vocabulary, qt_str word, size_t at, size_t *size);

#endif
