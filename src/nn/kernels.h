/* The loops that take the time. One source (kernels_body.h), compiled for several processors; every one of them does the
 * same operations in the same order on the same 16 lanes, without fused multiply-add, so all give the same bits. */
#ifndef QT_NN_KERNELS_H
#define QT_NN_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

enum { QT_LANES = 16 };

/* `n` rounded up to whole lanes. */
static inline size_t qt_whole_lanes(size_t n) { return (n + QT_LANES - 1) / QT_LANES * QT_LANES; }

/* Strides are in floats. Rows of 16 floats are read and written whole: buffers have room for whole lanes. */
typedef struct qt_kernels {
    const char *name;

    /* y[rows][out] = x[rows][in] W^T + bias, for W packed as [out / 16][in][16] and bias [out], `out` in whole lanes.
     * Each output starts at its bias and adds up over `in` from the first to the last. */
    void (*linear)(const float *x, size_t x_stride, size_t rows, size_t in, const float *weight, const float *bias,
                   size_t out, float *y, size_t y_stride);

    /* Each row x[0..n) becomes exp(scale * (x - max)) / sum; x[n..whole lanes) becomes 0. scale > 0. */
    void (*softmax)(float *x, size_t x_stride, size_t rows, size_t n, float scale);

    /* x[i] = x[i] / 2 * (1 + erf(x[i] / sqrt 2)), n in whole lanes (Hendrycks & Gimpel 2016). */
    void (*gelu)(float *x, size_t n);

    /* x[rows][width] = norm(x + y), y may be NULL; width in whole lanes (layer norm, Ba et al. 2016; eps 1e-12). */
    void (*add_norm)(float *x, const float *y, size_t rows, size_t width, const float *weight, const float *bias);
} qt_kernels;

/* The tables; only those that qt_kernels_at gives are safe to call. */
extern const qt_kernels qt_kernels_portable, qt_kernels_avx2, qt_kernels_avx512;

/* The fastest that this processor runs. */
qt_kernels qt_kernels_best(void);

/* The `index`th of those that this processor runs, slowest first; false where there are no more. For tests. */
bool qt_kernels_at(size_t index, qt_kernels *out);

#endif
