/* Vectors of 16; vpdpbusd multiplies 64 pairs of bytes at once. */
#if defined(__x86_64__)
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "nn/kernels.h"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512vl,avx512vnni")
#endif

#define VEC 16
#define TILE_ROWS 12
#define LARGER(a, b) _mm512_max_ps(a, b)
#define SMALLER(a, b) _mm512_min_ps(a, b)
#include "nn/kernels_float.h"

#define STORE_BYTES(p, v) _mm_storeu_si128((__m128i *)(void *)(p), _mm512_cvtepi32_epi8((__m512i)(v)))
enum { DOT_ROWS = 6, DOT_BLOCKS = 4, DOT_CENTRED = 0 };

INLINE void dot(const uint8_t *q, size_t stride, size_t rows, size_t in, const int8_t *w, size_t blocks,
                ivec sum[DOT_ROWS][DOT_BLOCKS])
{
    __m512i four[DOT_BLOCKS];
    /* clang-format off */
    for (size_t i = 0; i < in; i += QT_DEPTH) {
        UNROLL for (size_t b = 0; b < blocks; b++)
            four[b] = _mm512_loadu_si512(w + (b * in + i) * QT_LANES);
        UNROLL for (size_t r = 0; r < rows; r++) {
            int32_t x;
            memcpy(&x, q + r * stride + i, sizeof x);
            UNROLL for (size_t b = 0; b < blocks; b++)
                sum[r][b] = (ivec)_mm512_dpbusd_epi32((__m512i)sum[r][b], _mm512_set1_epi32(x), four[b]);
        }
    }
    /* clang-format on */
}

#define KERNELS qt_kernels_avx512vnni
#define NAME "avx512vnni"
#include "nn/kernels_int8.h"

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#else
typedef int qt_no_kernels_avx512vnni; /* a translation unit holds something */
#endif
