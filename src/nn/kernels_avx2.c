/* Vectors of 8; bytes are widened, because the instruction that multiplies them as they are (vpmaddubsw) saturates. */
#if defined(__x86_64__)
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "nn/kernels.h"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#endif

#define VEC 8
#define TILE_ROWS 6
#define LARGER(a, b) _mm256_max_ps(a, b)
#define SMALLER(a, b) _mm256_min_ps(a, b)
#include "nn/kernels_float.h"

#define STORE_BYTES store_low_bytes
INLINE void store_low_bytes(uint8_t *p, ivec v)
{
    const __m256i low = _mm256_set1_epi64x(0x0c080400);
    __m256i bytes = _mm256_shuffle_epi8((__m256i)v, low);
    __m128i both = _mm_unpacklo_epi32(_mm256_castsi256_si128(bytes), _mm256_extracti128_si256(bytes, 1));
    _mm_storel_epi64((__m128i *)(void *)p, both);
}

#define NEAREST(x) ((ivec)_mm256_cvtps_epi32(x))
#define LARGER_INT(a, b) ((ivec)_mm256_max_epi32((__m256i)(a), (__m256i)(b)))

typedef uint16_t words __attribute__((vector_size(32)));
#define HIGH_PRODUCT(a, b) ((words)_mm256_mulhi_epu16((__m256i)(a), (__m256i)(b)))
#define PACK_WORDS(a, b) ((words)_mm256_packus_epi32((__m256i)(a), (__m256i)(b)))

/* Packing works within halves of a register; here fours of bytes come back into their order. */
#define STORE_WORDS store_words
INLINE void store_words(uint8_t *p, words a, words b)
{
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    __m256i packed = _mm256_permutevar8x32_epi32(_mm256_packus_epi16((__m256i)a, (__m256i)b), order);
    _mm256_storeu_si256((__m256i *)(void *)p, packed);
}

enum { DOT_ROWS = 3, DOT_BLOCKS = 1, DOT_CENTRED = 0 };

/* In vpmaddwd's result each output has two neighbouring sums; they are joined at the end. */
INLINE void dot(const uint8_t *q, size_t stride, size_t rows, size_t in, const int8_t *w, size_t blocks,
                ivec sum[DOT_ROWS][DOT_BLOCKS * PARTS])
{
    (void)blocks;
    __m256i halves[DOT_ROWS][4];
    /* clang-format off */
    UNROLL for (size_t r = 0; r < rows; r++)
        UNROLL for (size_t b = 0; b < 4; b++)
            halves[r][b] = _mm256_setzero_si256();
    for (size_t i = 0; i < in; i += QT_DEPTH) {
        __m256i x[DOT_ROWS];
        UNROLL for (size_t r = 0; r < rows; r++) {
            int32_t four;
            memcpy(&four, q + r * stride + i, sizeof four);
            x[r] = _mm256_cvtepu8_epi16(_mm_set1_epi32(four));
        }
        UNROLL for (size_t b = 0; b < 4; b++) {
            __m256i four = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(w + (i + b) * QT_LANES)));
            UNROLL for (size_t r = 0; r < rows; r++)
                halves[r][b] = _mm256_add_epi32(halves[r][b], _mm256_madd_epi16(x[r], four));
        }
    }
    UNROLL for (size_t r = 0; r < rows; r++)
        UNROLL for (size_t b = 0; b < 2; b++)
            sum[r][b] += (ivec)_mm256_permute4x64_epi64(_mm256_hadd_epi32(halves[r][2 * b], halves[r][2 * b + 1]), 0xd8);
    /* clang-format on */
}

#define KERNELS qt_kernels_avx2
#define NAME "avx2"
#include "nn/kernels_int8.h"

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#else
typedef int qt_no_kernels_avx2; /* a translation unit holds something */
#endif
