/* Transformer layers over one sequence of at most QT_WINDOW_MAX rows. For src/nn only. */
#ifndef QT_NN_LAYERS_H
#define QT_NN_LAYERS_H

#include "nn/network.h"
#include "nn/windows.h"

enum {
    QT_BLOCK_ROWS = 96, /* rows between two norms at a time: they stay in the cache */
    QT_SCORE_ROWS = 64, /* likewise rows of exact attention */
};

/* What every product needs. */
typedef struct qt_product {
    const qt_kernels *kernels;
    qt_rows rows; /* [QT_BLOCK_ROWS][model->widest]; unless the kernel is exact */
} qt_product;

/* y[rows][out in whole lanes] = x[rows][in] W^T + b, for any number of rows. */
void qt_linear_run(const qt_product *product, const qt_linear *linear, const float *x, size_t rows, float *y);

/* What a layer computes on its way; T is QT_WINDOW_MAX, W the widest layer, D the widest head. */
typedef struct qt_scratch {
    qt_product product;
    float *qkv;             /* [T][3 W] */
    float *mixed;           /* [T][W] */
    float *inner;           /* [QT_BLOCK_ROWS][widest inner] */
    qt_attention attention; /* unless the kernel is exact */
    float *scores;          /* [QT_SCORE_ROWS][T], and the rest of what an exact kernel needs */
    float *keys, *values;   /* [T][D] of one head, packed as weights */
    float *zeros;           /* [T] */
} qt_scratch;

/* x[rows][width] = layer(x): self-attention and a feed-forward network, each added to its input and normed. */
void qt_block_run(const qt_scratch *scratch, const qt_block *block, float *x, size_t rows);

/* The same, but only rows some[0..count) of it, to out[count][width]; count at most rows. The same bits, for less. */
void qt_block_run_some(const qt_scratch *scratch, const qt_block *block, const float *x, size_t rows,
                       const uint16_t *some, size_t count, float *out);

/* The row of given.distance for token t of a window whose cue begins at `first`: 20, plus or minus 2 log2(|t - first| + 1)
 * cut down to a whole number and to 19. Both are below QT_WINDOW_MAX. */
uint32_t qt_distance_row(uint32_t t, uint32_t first);

#endif
