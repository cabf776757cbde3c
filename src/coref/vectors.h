/* Vectors of the words that may head a mention, kept while a document is read window by window. */
#ifndef QT_COREF_VECTORS_H
#define QT_COREF_VECTORS_H

#include "base/vec.h"
#include "nn/refer.h"
#include "syntax/syntax.h"

typedef struct qt_word_vector {
    uint32_t token;
    qt_refer_word word;
} qt_word_vector;

typedef QT_VEC(qt_word_vector) qt_word_vectors; /* by token */

/* Adds those of the tokens that `window` scores, given the vectors of all its tokens; nothing where the model cannot rank
 * antecedents. At most one for every 12 bytes of the text read so far, and some: English has one for 18; of text that no
 * report comes near the rest refers to nobody. */
int qt_word_vectors_read(qt_word_vectors *vectors, const qt_model *model, qt_heads *heads, const qt_text *text,
                         const qt_syntax *syntax, const qt_window *window, const float *x, qt_arena *arena,
                         quoth_error *error);

/* Of a token; NULL where it has none. */
const qt_refer_word *qt_word_vector_of(const qt_word_vectors *vectors, uint32_t token);

#endif
