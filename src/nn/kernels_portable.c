/* Vectors of 4 in C alone: what every x86-64 and every 64-bit ARM has. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "nn/kernels.h"

#define VEC 4
#define TILE_ROWS 3
#include "nn/kernels_float.h"

typedef uint16_t words __attribute__((vector_size(16)));

/* Compilers know these loops. */
#define HIGH_PRODUCT high_product
INLINE words high_product(words a, words b)
{
    uint16_t x[8], y[8];
    memcpy(x, &a, sizeof x);
    memcpy(y, &b, sizeof y);
    for (int i = 0; i < 8; i++) x[i] = (uint16_t)((uint32_t)x[i] * y[i] >> 16);
    memcpy(&a, x, sizeof a);
    return a;
}

#define PACK_WORDS pack_words
INLINE words pack_words(ivec a, ivec b)
{
    words out;
    for (int i = 0; i < VEC; i++) {
        out[i] = (uint16_t)(a[i] < 65535 ? a[i] : 65535);
        out[i + VEC] = (uint16_t)(b[i] < 65535 ? b[i] : 65535);
    }
    return out;
}

#define STORE_WORDS store_words
INLINE void store_words(uint8_t *p, words a, words b)
{
    for (int i = 0; i < 2 * VEC; i++) {
        p[i] = (uint8_t)a[i];
        p[i + 2 * VEC] = (uint8_t)b[i];
    }
}

enum { DOT_ROWS = 2, DOT_BLOCKS = 1, DOT_CENTRED = 0 };

typedef int16_t svec __attribute__((vector_size(VEC * sizeof(float))));

/* Four bytes lie in the halves of two lanes of 16 bits each; the product of two bytes fits in one. */
INLINE void dot(const uint8_t *q, size_t stride, size_t rows, size_t in, const int8_t *w, size_t blocks,
                ivec sum[DOT_ROWS][DOT_BLOCKS * PARTS])
{
    (void)blocks;
    for (size_t i = 0; i < in; i += QT_DEPTH, w += QT_LANES * QT_DEPTH)
        for (size_t b = 0; b < PARTS; b++) {
            svec four = *(const svec *)(const void *)(w + b * VEC * QT_DEPTH), even = (svec)(four << 8) >> 8,
                 odd = four >> 8;
            for (size_t r = 0; r < rows; r++) {
                const uint8_t *x = q + r * stride + i;
                svec x_even = (svec)((ivec){0} + (x[0] | x[2] << 16)), x_odd = (svec)((ivec){0} + (x[1] | x[3] << 16));
                ivec low = (ivec)(even * x_even), high = (ivec)(odd * x_odd);
                sum[r][b] += (low << 16 >> 16) + (low >> 16) + (high << 16 >> 16) + (high >> 16);
            }
        }
}

#define KERNELS qt_kernels_portable
#define NAME "portable"
#include "nn/kernels_int8.h"
