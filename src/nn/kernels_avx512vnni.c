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
#define NEAREST(x) ((ivec)_mm512_cvtps_epi32(x))
#define LARGER_INT(a, b) ((ivec)_mm512_max_epi32((__m512i)(a), (__m512i)(b)))

typedef uint16_t words __attribute__((vector_size(64)));
#define HIGH_PRODUCT(a, b) ((words)_mm512_mulhi_epu16((__m512i)(a), (__m512i)(b)))
#define PACK_WORDS(a, b) ((words)_mm512_packus_epi32((__m512i)(a), (__m512i)(b)))

/* Packing works within quarters of a register; here fours of bytes come back into their order. */
#define STORE_WORDS store_words
INLINE void store_words(uint8_t *p, words a, words b)
{
    const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    _mm512_storeu_si512(p, _mm512_permutexvar_epi32(order, _mm512_packus_epi16((__m512i)a, (__m512i)b)));
}

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
