/* WordPiece (Schuster & Nakajima 2012, as BERT uses it: lower-cased, NFD with marks stripped, greedy longest match). */
#ifndef QT_NN_WORDPIECE_H
#define QT_NN_WORDPIECE_H

#include "base/vec.h"
#include "nn/model.h"

typedef QT_VEC(int32_t) qt_pieces;

enum { QT_PIECE_PAD = 0, QT_PIECE_UNK = 100, QT_PIECE_CLS = 101, QT_PIECE_SEP = 102 };

/* Appends the pieces of one token's text to `out`: always at least one ([UNK] where nothing matches). */
int qt_wordpiece(const qt_model *model, qt_str token, qt_arena *arena, qt_pieces *out, quoth_error *error);

#endif
