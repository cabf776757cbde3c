/* The kernels in float, written once with vectors of VEC floats (GCC's vector extensions; clang has them too). Included by
 * kernels_*.c, each of which defines
 *
 *     VEC           floats in a vector: 4, 8 or 16
 *     TILE_ROWS     rows of x whose sums linear() holds in registers at once
 *     LARGER(a, b)  a where a > b, else b; SMALLER(a, b) a where a < b, else b (where the processor has an instruction)
 *
 * and includes this, then kernels_int8.h, between the pragmas that choose the processor. Whatever VEC is, element i of a
 * block of 16 is computed by the same operations, and sums over a row run in 16 lanes that are joined in one order. */
#include "nn/approximations.h"

#define PARTS (QT_LANES / VEC) /* vectors in a block of 16 */

typedef float vec __attribute__((vector_size(VEC * sizeof(float))));
typedef int32_t ivec __attribute__((vector_size(VEC * sizeof(float))));
typedef vec unaligned_vec __attribute__((aligned(4), may_alias)); /* in memory */

/* Before a loop of constant bounds. */
#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

#define INLINE static inline __attribute__((always_inline))

INLINE vec load(const float *p) { return *(const unaligned_vec *)p; }

INLINE void store(float *p, vec v) { *(unaligned_vec *)p = v; }

INLINE vec splat(float x) { return x - (vec){0}; }

/* yes where the mask's bits are set, else no. */
INLINE vec choose(ivec mask, vec yes, vec no) { return (vec)((mask & (ivec)yes) | (~mask & (ivec)no)); }

#ifndef LARGER
#define LARGER(a, b) choose((a) > (b), (a), (b))
#define SMALLER(a, b) choose((a) < (b), (a), (b))
#endif

/* What is not a number becomes `least`. */
INLINE vec between(vec x, float least, float most)
{
    x = LARGER(x, splat(least));
    return SMALLER(x, splat(most));
}

/* The lanes of v with those 8, 4, 2 and 1 away. */
#if VEC == 16
#define SWAP_8(v) __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)
#define SWAP_4(v) __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11)
#define SWAP_2(v) __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)
#define SWAP_1(v) __builtin_shufflevector(v, v, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14)
#elif VEC == 8
#define SWAP_4(v) __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3)
#define SWAP_2(v) __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5)
#define SWAP_1(v) __builtin_shufflevector(v, v, 1, 0, 3, 2, 5, 4, 7, 6)
#else
#define SWAP_2(v) __builtin_shufflevector(v, v, 2, 3, 0, 1)
#define SWAP_1(v) __builtin_shufflevector(v, v, 1, 0, 3, 2)
#endif

/* The 16 lanes joined in one order: each half with the other, until one is left. */
INLINE float sum_lanes(vec lanes[PARTS])
{
    for (size_t half = PARTS / 2; half > 0; half /= 2)
        for (size_t b = 0; b < half; b++) lanes[b] += lanes[b + half];
    vec v = lanes[0];
#if VEC == 16
    v += SWAP_8(v);
#endif
#if VEC >= 8
    v += SWAP_4(v);
#endif
    v += SWAP_2(v);
    v += SWAP_1(v);
    return v[0];
}

INLINE float max_lanes(vec lanes[PARTS])
{
    for (size_t half = PARTS / 2; half > 0; half /= 2)
        for (size_t b = 0; b < half; b++) lanes[b] = LARGER(lanes[b], lanes[b + half]);
    vec v = lanes[0];
#if VEC == 16
    v = LARGER(v, SWAP_8(v));
#endif
#if VEC >= 8
    v = LARGER(v, SWAP_4(v));
#endif
    v = LARGER(v, SWAP_2(v));
    v = LARGER(v, SWAP_1(v));
    return v[0];
}

/* QT_EXP_* and the steps of qt_exp() in approximations.h. */
INLINE vec exp_of(vec x)
{
    x = between(x, QT_EXP_MIN, QT_EXP_MAX);
    vec shifted = x * QT_EXP_LOG2E + QT_EXP_ROUND;
    vec n = shifted - QT_EXP_ROUND;
    vec r = x - n * QT_EXP_LN2_HIGH - n * QT_EXP_LN2_LOW;
    vec p = splat(qt_exp_terms[0]);
    for (int i = 1; i < QT_EXP_TERMS; i++) p = p * r + qt_exp_terms[i];
    p = p * (r * r) + r + 1.0f;
    ivec exponent = (ivec)shifted - (ivec)splat(QT_EXP_ROUND);
    return (vec)((ivec)p + (exponent << 23));
}

INLINE vec erf_of(vec x)
{
    x = between(x, -QT_ERF_MAX, QT_ERF_MAX);
    vec z = x * x, p = splat(qt_erf_over[0]), q = splat(qt_erf_under[0]);
    for (int i = 1; i < QT_ERF_OVER; i++) p = p * z + qt_erf_over[i];
    for (int i = 1; i < QT_ERF_UNDER; i++) q = q * z + qt_erf_under[i];
    return x * p / q;
}

/* `rows` rows of x against one block of 16 outputs. `rows` is a constant wherever this is called, so that the sums stay
 * in registers. Multiplied and added apart (-ffp-contract=off): not every processor has a fused form. */
INLINE void tile(const float *x, size_t x_stride, size_t rows, size_t in, const float *weight, const float *bias,
                 float *y, size_t y_stride)
{
    vec sum[TILE_ROWS][PARTS], w[PARTS];
    /* clang-format off */
    UNROLL for (size_t r = 0; r < rows; r++)
        UNROLL for (size_t b = 0; b < PARTS; b++)
            sum[r][b] = load(bias + b * VEC);
    for (size_t i = 0; i < in; i++) {
        UNROLL for (size_t b = 0; b < PARTS; b++)
            w[b] = load(weight + i * QT_LANES + b * VEC);
        UNROLL for (size_t r = 0; r < rows; r++)
            UNROLL for (size_t b = 0; b < PARTS; b++)
                sum[r][b] += x[r * x_stride + i] * w[b];
    }
    UNROLL for (size_t r = 0; r < rows; r++)
        UNROLL for (size_t b = 0; b < PARTS; b++)
            store(y + r * y_stride + b * VEC, sum[r][b]);
    /* clang-format on */
}

static void linear(const float *x, size_t x_stride, size_t rows, size_t in, const float *weight, const float *bias,
                   size_t out, float *y, size_t y_stride)
{
    for (size_t o = 0; o < out; o += QT_LANES) {
        size_t r = 0;
        for (; r + TILE_ROWS <= rows; r += TILE_ROWS)
            tile(x + r * x_stride, x_stride, TILE_ROWS, in, weight + o * in, bias + o, y + r * y_stride + o, y_stride);
        for (; TILE_ROWS > 4 && r + 4 <= rows; r += 4)
            tile(x + r * x_stride, x_stride, 4, in, weight + o * in, bias + o, y + r * y_stride + o, y_stride);
        for (; r < rows; r++)
            tile(x + r * x_stride, x_stride, 1, in, weight + o * in, bias + o, y + r * y_stride + o, y_stride);
    }
}

static void dots(const float *w, const float *x, size_t rows, size_t n, float *y)
{
    for (size_t r = 0; r < rows; r++, w += n) {
        vec sum[PARTS];
        for (size_t b = 0; b < PARTS; b++) sum[b] = splat(0);
        for (size_t i = 0; i < n; i += QT_LANES)
            for (size_t b = 0; b < PARTS; b++) sum[b] += load(w + i + b * VEC) * load(x + i + b * VEC);
        y[r] = sum_lanes(sum);
    }
}

static float relu_dot(const float *const *x, size_t count, size_t n, const float *a)
{
    vec sum[PARTS];
    for (size_t b = 0; b < PARTS; b++) sum[b] = splat(0);
    for (size_t i = 0; i < n; i += QT_LANES)
        for (size_t b = 0; b < PARTS; b++) {
            vec v = load(x[0] + i + b * VEC);
            for (size_t k = 1; k < count; k++) v += load(x[k] + i + b * VEC);
            sum[b] += load(a + i + b * VEC) * LARGER(v, splat(0));
        }
    return sum_lanes(sum);
}

static void softmax(float *x, size_t x_stride, size_t rows, size_t n, float scale)
{
    size_t whole = qt_whole_lanes(n);
    for (size_t r = 0; r < rows; r++, x += x_stride) {
        vec most[PARTS], sum[PARTS];
        for (size_t i = n; i < whole; i++) x[i] = x[0];
        for (size_t b = 0; b < PARTS; b++) most[b] = load(x + b * VEC);
        for (size_t i = 0; i < whole; i += QT_LANES)
            for (size_t b = 0; b < PARTS; b++) most[b] = LARGER(load(x + i + b * VEC), most[b]);
        float top = max_lanes(most);
        for (size_t i = 0; i < whole; i += VEC) store(x + i, exp_of((load(x + i) - top) * scale));
        for (size_t i = n; i < whole; i++) x[i] = 0;
        for (size_t b = 0; b < PARTS; b++) sum[b] = splat(0);
        for (size_t i = 0; i < whole; i += QT_LANES)
            for (size_t b = 0; b < PARTS; b++) sum[b] += load(x + i + b * VEC);
        float share = 1.0f / sum_lanes(sum);
        for (size_t i = 0; i < whole; i += VEC) store(x + i, load(x + i) * share);
    }
}

INLINE vec gelu_of(vec x) { return x * 0.5f * (erf_of(x * QT_SQRT_HALF) + 1.0f); }

static void gelu(float *x, size_t n)
{
    for (size_t i = 0; i < n; i += VEC) store(x + i, gelu_of(load(x + i)));
}

enum { NORM_ROWS = VEC / 4 }; /* rows whose sums run side by side, so that no row waits for its own */

/* The sums of (x - shift), or of its squares, over rows. */
INLINE void row_sums(const float *x, size_t rows, size_t width, const float *shift, bool squares, float *sums)
{
    vec sum[NORM_ROWS][PARTS];
    /* clang-format off */
    UNROLL for (size_t r = 0; r < rows; r++)
        UNROLL for (size_t b = 0; b < PARTS; b++)
            sum[r][b] = splat(0);
    for (size_t i = 0; i < width; i += QT_LANES)
        UNROLL for (size_t r = 0; r < rows; r++)
            UNROLL for (size_t b = 0; b < PARTS; b++) {
                vec d = load(x + r * width + i + b * VEC) - shift[r];
                sum[r][b] += squares ? d * d : d;
            }
    /* clang-format on */
    for (size_t r = 0; r < rows; r++) sums[r] = sum_lanes(sum[r]);
}

INLINE void norm_rows(float *x, size_t rows, size_t width, const float *weight, const float *bias)
{
    float mean[NORM_ROWS] = {0}, variance[NORM_ROWS];
    row_sums(x, rows, width, mean, false, variance);
    for (size_t r = 0; r < rows; r++) mean[r] = variance[r] / (float)width;
    row_sums(x, rows, width, mean, true, variance);
    for (size_t r = 0; r < rows; r++) {
        float factor = 1.0f / sqrtf(variance[r] / (float)width + QT_NORM_EPSILON);
        for (size_t i = 0; i < width; i += VEC)
            store(x + r * width + i, (load(x + r * width + i) - mean[r]) * factor * load(weight + i) + load(bias + i));
    }
}

static void add_norm(float *x, const float *y, size_t rows, size_t width, const float *weight, const float *bias)
{
    if (y)
        for (size_t i = 0; i < rows * width; i += VEC) store(x + i, load(x + i) + load(y + i));
    size_t r = 0;
    for (; r + NORM_ROWS <= rows; r += NORM_ROWS) norm_rows(x + r * width, NORM_ROWS, width, weight, bias);
    for (; NORM_ROWS > 1 && r < rows; r++) norm_rows(x + r * width, 1, width, weight, bias);
}
