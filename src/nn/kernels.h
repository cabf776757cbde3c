/* The loops that take the time. One source (kernels_float.h, kernels_int8.h), compiled for several processors. Products
 * of whole numbers are exact; everything in float does the same operations in the same order on the same 16 lanes,
 * without fused multiply-add. So all processors give the same bits. */
#ifndef QT_NN_KERNELS_H
#define QT_NN_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum { QT_LANES = 16, QT_DEPTH = 4 };

/* `n` rounded up to whole lanes. */
static inline size_t qt_whole_lanes(size_t n) { return (n + QT_LANES - 1) / QT_LANES * QT_LANES; }

/* Rows in whole numbers with a scale a row: x = (q - 128) * scale, q from 1 to 255. */
typedef struct qt_rows {
    uint8_t *q; /* rows `stride` bytes apart */
    size_t stride;
    float *scale;
} qt_rows;

/* W [out][in] in whole numbers with a scale a row: W = packed * scale. `in` is a multiple of 4 and at most 2^16, `out` one
 * of 16. */
typedef struct qt_weights {
    size_t in, out;
    const int8_t *packed; /* [out / 16][in / 4][16][4] */
    const float *scale;   /* [out] */
    const int32_t *shift; /* [out] 128 times the sum of each row */
} qt_weights;

/* What attend() works in, for windows of T rows (in whole fours of lanes: 64) and heads D wide. */
typedef struct qt_attention {
    qt_rows q;                        /* [T][D] */
    int8_t *keys, *values;            /* [T / 16][D / 4][16][4] and [D / 16][T / 4][16][4] */
    float *key_scale, *value_scale;   /* [D] */
    int32_t *key_start, *value_start; /* [T], [D] where sums start */
    float *inverse;                   /* [D] */
    uint8_t *row;                     /* [D] */
    int32_t *scores;                  /* [QT_TILE_MAX][T] */
    uint8_t *shares;                  /* [QT_TILE_MAX][T] */
} qt_attention;

enum { QT_TILE_MAX = 12 }; /* rows that any kernel takes at once */

/* Strides are in elements. Rows of 16 floats are read and written whole: buffers have room for whole lanes. */
typedef struct qt_kernels {
    const char *name;
    bool exact; /* weights are floats and multiplied by linear(); else whole numbers and multiplied by multiply() */

    /* y[rows][out] = x[rows][in] W^T + bias, for W packed as [out / 16][in][16] and bias [out], `out` in whole lanes.
     * Each output starts at its bias and adds up over `in` from the first to the last. */
    void (*linear)(const float *x, size_t x_stride, size_t rows, size_t in, const float *weight, const float *bias,
                   size_t out, float *y, size_t y_stride);

    /* y[rows] = W x for W [rows][n], n in whole lanes: each sum in 16 lanes that are joined in one order. */
    void (*dots)(const float *w, const float *x, size_t rows, size_t n, float *y);

    /* The same sum, a . max(x[0] + x[1] + ... , 0) of `count` vectors, which are added up from the first to the last. */
    float (*relu_dot)(const float *const *x, size_t count, size_t n, const float *a);

    /* Each row x[0..n) becomes exp(scale * (x - max)) / sum; x[n..whole lanes) becomes 0. scale > 0. */
    void (*softmax)(float *x, size_t x_stride, size_t rows, size_t n, float scale);

    /* x[i] = x[i] / 2 * (1 + erf(x[i] / sqrt 2)), n in whole lanes (Hendrycks & Gimpel 2016). */
    void (*gelu)(float *x, size_t n);

    /* x[rows][width] = norm(x + y), y may be NULL; width in whole lanes (layer norm, Ba et al. 2016; eps 1e-12). */
    void (*add_norm)(float *x, const float *y, size_t rows, size_t width, const float *weight, const float *bias);

    /* Each row x[0..n) in whole numbers: scale = max |x| / 127, q = 128 + x / scale to the nearest, of two the even one. A
     * row counts as zeros where it holds what is not finite, or where max |x| < 1e-30. n in whole lanes. */
    void (*quantise)(const float *x, size_t x_stride, size_t rows, size_t n, const qt_rows *out);

    /* The same after a gelu(x) that is good enough for bytes (absolute error below 2e-4), which overwrites x. */
    void (*gelu_quantise)(float *x, size_t x_stride, size_t rows, size_t n, const qt_rows *out);

    /* y[rows][out] = x[rows][in] W^T + bias: the exact sum of the products of whole numbers, as a float, times the row's
     * scale, times the output's, plus the bias. */
    void (*multiply)(const qt_rows *x, size_t rows, const qt_weights *weights, const float *bias, float *y,
                     size_t y_stride);

    /* mixed[queries] = softmax(q[queries] k[rows]^T / sqrt(dim)) v[rows] for one head, queries at most rows; all `dim` wide,
     * in whole lanes, and rows of q, k and v `stride` apart.
     * k and v are quantised by column, q (times the scales of k's columns) by row, and shares (what exp() gives) to 255ths
     * of the largest. At most 1024 rows; what is not finite in k or in v makes zeros of all of it. */
    void (*attend)(const float *q, size_t queries, const float *k, const float *v, size_t rows, size_t stride,
                   size_t dim, const qt_attention *scratch, float *mixed, size_t mixed_stride);
} qt_kernels;

/* The tables; only those that qt_kernels_at gives are safe to call. */
extern const qt_kernels qt_kernels_portable, qt_kernels_avx2, qt_kernels_avx512vnni, qt_kernels_neon;

/* The `index`th of those that this processor runs: those in whole numbers, slowest first, then "float", the fastest with
 * `exact` set. False where there are no more. */
bool qt_kernels_at(size_t index, qt_kernels *out);

/* The one of that name, or for NULL the fastest. QUOTH_USAGE where this processor has none such, with the names of those
 * that it has. */
int qt_kernels_named(const char *name, qt_kernels *out, quoth_error *error);

#endif
