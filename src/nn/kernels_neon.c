/* Vectors of 4 on 64-bit ARM; bytes are multiplied as signed ones, so what counts from 0 is moved to count from 128. */
#if defined(__aarch64__)
#include <arm_neon.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "nn/kernels.h"

#define VEC 4
#define TILE_ROWS 6
#include "nn/kernels_float.h"

#define LARGER_INT(a, b) ((ivec)vmaxq_s32((int32x4_t)(a), (int32x4_t)(b)))

typedef uint16_t words __attribute__((vector_size(16)));
#define PACK_WORDS(a, b) ((words)vcombine_u16(vqmovun_s32((int32x4_t)(a)), vqmovun_s32((int32x4_t)(b))))
#define HIGH_PRODUCT high_product
INLINE words high_product(words a, words b)
{
    uint32x4_t low = vmull_u16(vget_low_u16((uint16x8_t)a), vget_low_u16((uint16x8_t)b));
    uint32x4_t high = vmull_high_u16((uint16x8_t)a, (uint16x8_t)b);
    return (words)vuzp2q_u16(vreinterpretq_u16_u32(low), vreinterpretq_u16_u32(high));
}

#define STORE_WORDS store_words
INLINE void store_words(uint8_t *p, words a, words b)
{
    vst1q_u8(p, vcombine_u8(vmovn_u16((uint16x8_t)a), vmovn_u16((uint16x8_t)b)));
}

enum { DOT_ROWS = 4, DOT_BLOCKS = 1, DOT_CENTRED = 1 };

/* Two products of bytes from -128 to 127 and from -127 to 127 fit in 16 bits. Each output has two neighbouring sums; they
 * are joined at the end. */
INLINE void dot(const uint8_t *q, size_t stride, size_t rows, size_t in, const int8_t *w, size_t blocks,
                ivec sum[DOT_ROWS][DOT_BLOCKS * PARTS])
{
    (void)blocks;
    int32x4_t halves[DOT_ROWS][PARTS][2];
    for (size_t r = 0; r < rows; r++)
        for (size_t b = 0; b < PARTS; b++) halves[r][b][0] = halves[r][b][1] = vdupq_n_s32(0);
    for (size_t i = 0; i < in; i += QT_DEPTH, w += QT_LANES * QT_DEPTH)
        for (size_t b = 0; b < PARTS; b++) {
            int8x16_t four = vld1q_s8(w + b * VEC * QT_DEPTH);
            for (size_t r = 0; r < rows; r++) {
                uint32_t bits;
                memcpy(&bits, q + r * stride + i, sizeof bits);
                int8x8_t x = vreinterpret_s8_u32(vdup_n_u32(bits ^ 0x80808080u));
                halves[r][b][0] = vpadalq_s16(halves[r][b][0], vmull_s8(vget_low_s8(four), x));
                halves[r][b][1] = vpadalq_s16(halves[r][b][1], vmull_s8(vget_high_s8(four), x));
            }
        }
    for (size_t r = 0; r < rows; r++)
        for (size_t b = 0; b < PARTS; b++) sum[r][b] += (ivec)vpaddq_s32(halves[r][b][0], halves[r][b][1]);
}

#define KERNELS qt_kernels_neon
#define NAME "neon"
#include "nn/kernels_int8.h"
#else
typedef int qt_no_kernels_neon; /* a translation unit holds something */
#endif
