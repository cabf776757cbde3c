/* exp, erf and log of our own, because those of C libraries differ in their last bits. Constants, and the scalar forms;
 * kernels_float.h has exp and erf over vectors, step by step the same. NaN goes in and something finite comes out. */
#ifndef QT_NN_APPROXIMATIONS_H
#define QT_NN_APPROXIMATIONS_H

#include <stdint.h>
#include <string.h>

#define QT_NORM_EPSILON 1e-12f
#define QT_SQRT_HALF 0.70710678118654752440f

/* exp(x) = 2^n exp(r), n = round(x / ln 2), |r| <= ln 2 / 2; exp(r) = 1 + r + r^2 P(r), P by S. Moshier (Cephes Math
 * Library 2.2, expf.c, 1992). Relative error below 2e-7. Adding and taking away 1.5 * 2^23 rounds, and leaves n in the
 * low bits of the sum. */
#define QT_EXP_MIN (-87.0f)
#define QT_EXP_MAX 88.0f
#define QT_EXP_LOG2E 1.44269504088896341f
#define QT_EXP_ROUND 12582912.0f
#define QT_EXP_LN2_HIGH 0.693359375f
#define QT_EXP_LN2_LOW (-2.12194440e-4f)
enum { QT_EXP_TERMS = 6 };
static const float qt_exp_terms[QT_EXP_TERMS] = {1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f,
                                                 4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f};

/* Shares of attention, 255 * 2^-x for x up to QT_SHARE_FAR octaves, in words: z = x / QT_SHARE_FAR * 2^16, then
 * (P(z) / 2^16)^8 by three squarings, P(z) = a - z (b - z (c - z d)); a minimax fit of ours. Each product keeps its high 16
 * bits. The error is below a twentieth of a step, and what is farther away comes out as 0. */
#define QT_SHARE_FAR 10.0f
#define QT_SHARE_STEPS (65536.0f / QT_SHARE_FAR)
#define QT_SHARE_STEP_MIN 0.00006103515625f
enum { QT_SHARE_TERMS = 4, QT_SHARE_SQUARES = 3 };
static const uint16_t qt_share_terms[QT_SHARE_TERMS] = {65504, 56716, 24116, 5536};

/* Lower than any score that counts. */
#define QT_SCORE_MIN (-(1 << 30))

/* Numbers this small are 0 among bytes: dividing by them could overflow. */
#define QT_QUANTUM_MIN 1e-30f
#define QT_INFINITY_BITS 0x7f800000

/* GELU for a result in bytes: max(x, 0) - t P(t), t = min(|x|, QT_GELU_MAX); a minimax fit of ours. Absolute error below
 * 2e-4. */
#define QT_GELU_MAX 3.8f
enum { QT_GELU_TERMS = 7 };
static const float qt_gelu_terms[QT_GELU_TERMS] = {-7.30904278e-4f, 1.10594834e-2f,  -6.33342732e-2f, 1.54439087e-1f,
                                                   -6.1366477e-2f,  -3.79633063e-1f, 4.98143073e-1f};

/* erf(x) = x P(x^2) / Q(x^2) for |x| <= 4, a minimax fit used by TensorFlow (XLA, ErfImpl32; Apache-2.0) and Eigen.
 * Absolute error below 3e-7. */
#define QT_ERF_MAX 4.0f
enum { QT_ERF_OVER = 7, QT_ERF_UNDER = 5 };
static const float qt_erf_over[QT_ERF_OVER] = {-2.72614225801306e-10f, 2.77068142495902e-08f,  -2.10102402082508e-06f,
                                               -5.69250639462346e-05f, -7.34990630326855e-04f, -2.95459980854025e-03f,
                                               -1.60960333262415e-02f};
static const float qt_erf_under[QT_ERF_UNDER] = {-1.45660718464996e-05f, -2.13374055278905e-04f, -1.68282697438203e-03f,
                                                 -7.37332916720468e-03f, -1.42647390514189e-02f};

static inline float qt_exp(float x)
{
    x = x > QT_EXP_MIN ? x : QT_EXP_MIN;
    x = x < QT_EXP_MAX ? x : QT_EXP_MAX;
    float shifted = x * QT_EXP_LOG2E + QT_EXP_ROUND, origin = QT_EXP_ROUND;
    float n = shifted - QT_EXP_ROUND;
    float r = x - n * QT_EXP_LN2_HIGH - n * QT_EXP_LN2_LOW;
    float p = qt_exp_terms[0];
    for (int i = 1; i < QT_EXP_TERMS; i++) p = p * r + qt_exp_terms[i];
    p = p * (r * r) + r + 1.0f;
    uint32_t p_bits, n_bits, origin_bits;
    memcpy(&p_bits, &p, 4);
    memcpy(&n_bits, &shifted, 4);
    memcpy(&origin_bits, &origin, 4);
    p_bits += (n_bits - origin_bits) << 23;
    memcpy(&p, &p_bits, 4);
    return p;
}

/* log(x) for finite x >= 1: x = 2^n m, 1/sqrt 2 <= m < sqrt 2; log m = f - f^2/2 + f^3 P(f), f = m - 1, P by S. Moshier
 * (Cephes, logf.c, 1992). Relative error below 2e-7. */
static inline float qt_log(float x)
{
    static const float terms[9] = {7.0376836292e-2f,  -1.1514610310e-1f, 1.1676998740e-1f,
                                   -1.2420140846e-1f, 1.4249322787e-1f,  -1.6668057665e-1f,
                                   2.0000714765e-1f,  -2.4999993993e-1f, 3.3333331174e-1f};
    uint32_t bits;
    memcpy(&bits, &x, 4);
    int n = (int)(bits >> 23) - 126; /* x = 2^n m, 1/2 <= m < 1 */
    bits = (bits & 0x7fffff) | 0x3f000000;
    float m, p = terms[0];
    memcpy(&m, &bits, 4);
    if (m < QT_SQRT_HALF) {
        m += m;
        n--;
    }
    float f = m - 1.0f, z = f * f;
    for (int i = 1; i < 9; i++) p = p * f + terms[i];
    p = p * f * z + (float)n * QT_EXP_LN2_LOW - 0.5f * z;
    return f + p + (float)n * QT_EXP_LN2_HIGH;
}

#endif
