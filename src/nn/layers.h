/* Transformer layers over one sequence of at most QT_WINDOW_MAX rows. For src/nn only. */
#ifndef QT_NN_LAYERS_H
#define QT_NN_LAYERS_H

#include "nn/network.h"
#include "nn/windows.h"

/* What a layer computes on its way; T is QT_WINDOW_MAX, W the widest layer, D the widest head. */
typedef struct qt_scratch {
    float *q, *k, *v, *mixed; /* [T][W] */
    float *inner;             /* [T][widest inner] */
    float *scores;            /* [QT_SCORE_ROWS][T] */
    float *keys, *values;     /* [T][D] of one head, packed as weights */
    const float *zeros;       /* [T] */
} qt_scratch;

enum { QT_SCORE_ROWS = 64 }; /* rows of attention at a time: they stay in the cache */

/* y[rows][out in whole lanes] = x[rows][in] W^T + b. */
void qt_linear_run(const qt_kernels *kernels, const qt_linear *linear, const float *x, size_t rows, float *y);

/* x[rows][width] = layer(x): self-attention and a feed-forward network, each added to its input and normed. */
void qt_block_run(const qt_kernels *kernels, const qt_block *block, const qt_scratch *scratch, float *x, size_t rows);

/* The row of given.distance for token t of a window whose cue begins at `first`: 20, plus or minus 2 log2(|t - first| + 1)
 * cut down to a whole number and to 19. Both are below QT_WINDOW_MAX. */
uint32_t qt_distance_row(uint32_t t, uint32_t first);

#endif
