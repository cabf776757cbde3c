/* How a document is cut for the encoder. Windows depend on the document alone, so results depend on nothing else:
 * whole paragraphs up to about 160 pieces; a paragraph over 440 pieces is cut at a sentence end, else a token, with 64
 * pieces of overlap. What stands before a paragraph is read with it only where both have room: text before a window as
 * unscored context cost a fifth of the time and changed no score for the better (models/README.md). */
#ifndef QT_NN_WINDOWS_H
#define QT_NN_WINDOWS_H

#include "nn/wordpiece.h"
#include "text/text.h"

enum { QT_WINDOW_MAX = 512 }; /* pieces, [CLS] and [SEP] included: the encoder has as many positions */

typedef struct qt_window {
    uint32_t piece_count;
    const int32_t *pieces;       /* [piece_count]; [CLS] … [SEP], a [SEP] after each paragraph */
    const uint8_t *shapes;       /* [piece_count] qt_shape; QT_SHAPE_OTHER for [CLS] and [SEP] */
    const uint8_t *quotes;       /* [piece_count] qt_quote_state; likewise QT_QUOTE_OUTSIDE */
    uint32_t token_count;        /* tokens in the window */
    const uint32_t *tokens;      /* [token_count] indices into the text's tokens, increasing */
    const uint16_t *first_piece; /* [token_count] */
    uint32_t score_first,
        score_last; /* positions [first, last) in `tokens` that are scored here; the rest is overlap */
} qt_window;

typedef struct qt_windows {
    qt_window *items;
    size_t count;
} qt_windows;

/* The windows of a text, one at a time. Every token of the text is scored in exactly one of them. */
typedef struct qt_window_cutter qt_window_cutter;

/* `model` and `text` must outlive the cutter, which lives in `arena`: some bytes a token. */
int qt_windows_open(const qt_model *model, const qt_text *text, qt_arena *arena, qt_window_cutter **out,
                    quoth_error *error);

/* The next window, its arrays in `arena`; `piece_count` is 0 behind the last one. */
int qt_windows_next(qt_window_cutter *cutter, qt_arena *arena, qt_window *out, quoth_error *error);

/* All of them at once. Arrays live in `arena`. */
int qt_windows_cut(const qt_model *model, const qt_text *text, qt_arena *arena, qt_windows *out, quoth_error *error);

#endif
