/* WordPiece (Schuster & Nakajima 2012, as BERT uses it: lower-cased, NFD with marks stripped, greedy longest match). */
#ifndef QT_NN_WORDPIECE_H
#define QT_NN_WORDPIECE_H

#include "base/vec.h"
#include "nn/model.h"
#include "nn/vocabulary.h"

typedef QT_VEC(int32_t) qt_pieces;

/* Appends the pieces of one token's text to `out`: always at least one ([UNK] where nothing matches). Linear in the
 * token. Agrees with Hugging Face's BertWordPieceTokenizer (train/check_wordpiece.py). */
int qt_wordpiece(const qt_model *model, qt_str token, qt_arena *arena, qt_pieces *out, quoth_error *error);

#endif
