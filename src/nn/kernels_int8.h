/* The kernels in whole numbers, written once on top of kernels_float.h. Each kernels_*.c defines before it
 *
 *     DOT_ROWS, DOT_BLOCKS  rows of x, and blocks of 16 outputs, whose sums are in registers at once
 *     dot()                 sum[r][16 outputs] += q[r] . w, for `rows` rows (DOT_ROWS or 1) and `blocks` blocks of packed
 *                           weights (DOT_BLOCKS or 1), q counting from 0; or, where DOT_CENTRED is 1, from 128
 *     KERNELS, NAME         the table's name in C and in print */

typedef uint8_t bytes __attribute__((vector_size(VEC)));
typedef ivec unaligned_ivec __attribute__((aligned(1), may_alias));

INLINE ivec load_ints(const void *p) { return *(const unaligned_ivec *)p; }

INLINE void store_ints(void *p, ivec v) { *(unaligned_ivec *)p = v; }

#ifndef STORE_BYTES
#define STORE_BYTES store_bytes
/* The low bytes of v. */
INLINE void store_bytes(uint8_t *p, ivec v)
{
    bytes low = __builtin_convertvector(v, bytes);
    memcpy(p, &low, VEC);
}
#endif

INLINE vec absolute(vec x) { return (vec)((ivec)x & 0x7fffffff); }

/* The nearest whole number, of two the even one, for |x| < 2^22: adding 1.5 * 2^23 leaves no room for a fraction. */
INLINE ivec nearest(vec x) { return (ivec)(x + QT_EXP_ROUND) - (ivec)splat(QT_EXP_ROUND); }

/* x in whole numbers from -127 to 127. */
INLINE ivec whole(vec x, vec inverse) { return nearest(between(x * inverse, -127.0f, 127.0f)); }

INLINE float inverse_of(float top) { return top > 0 ? 127.0f / top : 0.0f; }

/* ---------------------------------------------------------------------------------------------- rows */

INLINE void quantise_rows(float *x, size_t x_stride, size_t rows, size_t n, bool with_gelu, const qt_rows *out)
{
    for (size_t r = 0; r < rows; r++, x += x_stride) {
        vec most[PARTS];
        for (size_t b = 0; b < PARTS; b++) most[b] = splat(0);
        for (size_t i = 0; i < n; i += QT_LANES)
            for (size_t b = 0; b < PARTS; b++) {
                vec v = load(x + i + b * VEC);
                if (with_gelu) store(x + i + b * VEC, v = gelu_of(v));
                most[b] = LARGER(absolute(v), most[b]);
            }
        float top = max_lanes(most);
        vec inverse = splat(inverse_of(top));
        out->scale[r] = top / 127.0f;
        for (size_t i = 0; i < n; i += VEC)
            STORE_BYTES(out->q + r * out->stride + i, whole(load(x + i), inverse) + 128);
    }
}

static void quantise(const float *x, size_t x_stride, size_t rows, size_t n, const qt_rows *out)
{
    quantise_rows((float *)(uintptr_t)x, x_stride, rows, n, false, out);
}

static void gelu_quantise(float *x, size_t x_stride, size_t rows, size_t n, const qt_rows *out)
{
    quantise_rows(x, x_stride, rows, n, true, out);
}

/* ---------------------------------------------------------------------------------------------- products */

/* Where the sums of 16 outputs start, so that they come out for q - zero. */
INLINE ivec start_of(const int32_t *shift, int zero)
{
    if (zero == 128) return DOT_CENTRED ? (ivec){0} : -load_ints(shift);
    return DOT_CENTRED ? load_ints(shift) : (ivec){0};
}

/* sum[r] = (q[r] - zero) W^T for `blocks` blocks of 16 outputs. */
INLINE void sums(const uint8_t *q, size_t stride, size_t rows, size_t in, const int8_t *w, const int32_t *shift,
                 size_t blocks, int zero, ivec sum[DOT_ROWS][DOT_BLOCKS * PARTS])
{
    /* clang-format off */
    UNROLL for (size_t b = 0; b < blocks * PARTS; b++)
        UNROLL for (size_t r = 0; r < rows; r++)
            sum[r][b] = start_of(shift + b * VEC, zero);
    /* clang-format on */
    dot(q, stride, rows, in, w, blocks, sum);
}

INLINE void multiply_tile(const qt_rows *x, size_t r0, size_t rows, const qt_weights *w, size_t o, size_t blocks,
                          const float *bias, float *y, size_t y_stride)
{
    ivec sum[DOT_ROWS][DOT_BLOCKS * PARTS];
    sums(x->q + r0 * x->stride, x->stride, rows, w->in, w->packed + o * w->in, w->shift + o, blocks, 128, sum);
    /* clang-format off */
    UNROLL for (size_t b = 0; b < blocks * PARTS; b++) {
        vec scale = load(w->scale + o + b * VEC), add = load(bias + o + b * VEC);
        UNROLL for (size_t r = 0; r < rows; r++)
            store(y + (r0 + r) * y_stride + o + b * VEC,
                  __builtin_convertvector(sum[r][b], vec) * x->scale[r0 + r] * scale + add);
    }
    /* clang-format on */
}

INLINE void multiply_column(const qt_rows *x, size_t rows, const qt_weights *w, size_t o, size_t blocks,
                            const float *bias, float *y, size_t y_stride)
{
    size_t r = 0;
    for (; r + DOT_ROWS <= rows; r += DOT_ROWS) multiply_tile(x, r, DOT_ROWS, w, o, blocks, bias, y, y_stride);
    for (; r < rows; r++) multiply_tile(x, r, 1, w, o, blocks, bias, y, y_stride);
}

static void multiply(const qt_rows *x, size_t rows, const qt_weights *w, const float *bias, float *y, size_t y_stride)
{
    const size_t wide = DOT_BLOCKS * QT_LANES;
    size_t o = 0;
    for (; o + wide <= w->out; o += wide) multiply_column(x, rows, w, o, DOT_BLOCKS, bias, y, y_stride);
    for (; DOT_BLOCKS > 1 && o < w->out; o += QT_LANES) multiply_column(x, rows, w, o, 1, bias, y, y_stride);
}

/* ---------------------------------------------------------------------------------------------- attention */

/* s->k as weights with an output a row. Rows are filled up with the first, which changes no maximum. */
INLINE void pack_keys(const qt_attention *s, size_t rows, size_t dim)
{
    for (size_t r = 0; r < rows; r += QT_LANES) {
        uint32_t *packed = (uint32_t *)(void *)(s->keys + r * dim);
        for (size_t lane = 0; lane < QT_LANES; lane++) {
            size_t from = r + lane < rows ? r + lane : 0;
            s->key_scale[r + lane] = s->k.scale[from];
            for (size_t d = 0; d < dim; d += QT_DEPTH) {
                uint32_t four;
                memcpy(&four, s->k.q + from * s->k.stride + d, sizeof four);
                packed[d * (QT_LANES / QT_DEPTH) + lane] = four ^ 0x80808080u;
            }
        }
        for (size_t b = 0; b < PARTS; b++) {
            ivec sum = {0};
            for (size_t d = 0; d < dim; d += QT_DEPTH) {
                ivec four = load_ints(packed + d * (QT_LANES / QT_DEPTH) + b * VEC);
                sum += (four >> 24) + (four << 8 >> 24) + (four << 16 >> 24) + (four << 24 >> 24);
            }
            store_ints(s->key_shift + r + b * VEC, sum * 128);
        }
    }
}

/* v[rows][dim] as weights with an output a column and a scale for each; rows are filled up with zeros. */
INLINE void pack_values(const float *v, size_t stride, size_t rows, size_t whole_rows, size_t dim,
                        const qt_attention *s)
{
    for (size_t d = 0; d < dim; d += VEC) {
        vec most = splat(0), inverse;
        for (size_t r = 0; r < rows; r++) most = LARGER(absolute(load(v + r * stride + d)), most);
        for (size_t i = 0; i < VEC; i++) inverse[i] = inverse_of(most[i]);
        store(s->value_scale + d, most / 127.0f);
        ivec sum = {0};
        int8_t *packed = s->values + d / QT_LANES * QT_LANES * whole_rows + d % QT_LANES * QT_DEPTH;
        for (size_t r = 0; r < whole_rows; r += QT_DEPTH, packed += QT_LANES * QT_DEPTH) {
            ivec four = {0};
            for (size_t k = 0; k < QT_DEPTH && r + k < rows; k++) {
                ivec one = whole(load(v + (r + k) * stride + d), inverse);
                sum += one;
                four |= (one & 255) << (int)(8 * k);
            }
            store_ints(packed, four);
        }
        store_ints(s->value_shift + d, sum * 128);
    }
}

/* scores[r] = q k^T but for q's scale; top[r] the largest of each row. */
INLINE void score_rows(const qt_attention *s, size_t r0, size_t rows, size_t whole_rows, size_t dim, float *top)
{
    vec most[DOT_ROWS][PARTS];
    for (size_t r = 0; r < rows; r++)
        for (size_t b = 0; b < PARTS; b++) most[r][b] = splat(-INFINITY);
    for (size_t j = 0; j < whole_rows;) {
        ivec sum[DOT_ROWS][DOT_BLOCKS * PARTS];
        size_t blocks = j + DOT_BLOCKS * QT_LANES <= whole_rows ? DOT_BLOCKS : 1;
        const uint8_t *q = s->q.q + r0 * s->q.stride;
        if (blocks == DOT_BLOCKS)
            sums(q, s->q.stride, rows, dim, s->keys + j * dim, s->key_shift + j, DOT_BLOCKS, 128, sum);
        else sums(q, s->q.stride, rows, dim, s->keys + j * dim, s->key_shift + j, 1, 128, sum);
        for (size_t b = 0; b < blocks * PARTS; b++, j += VEC) {
            vec scale = load(s->key_scale + j);
            for (size_t r = 0; r < rows; r++) {
                vec score = __builtin_convertvector(sum[r][b], vec) * scale;
                most[r][b % PARTS] = LARGER(score, most[r][b % PARTS]);
                store(s->scores + r * whole_rows + j, score);
            }
        }
    }
    for (size_t r = 0; r < rows; r++) top[r] = max_lanes(most[r]);
}

/* shares[j] = 255 exp(scale * (scores[j] - top)) to the nearest; returns their sum. exp is 2^n 2^f with 2^f for |f| <= 1/2
 * by a polynomial (relative error below 2e-4: a twentieth of a step). */
INLINE int share_row(const float *scores, size_t n, float top, float scale, uint8_t *shares)
{
    ivec sum = {0};
    float shift = top * scale;
    for (size_t j = 0; j < n; j += VEC) {
        vec x = LARGER(load(scores + j) * scale - shift, splat(QT_SHARE_MIN));
        vec shifted = x + QT_EXP_ROUND;
        vec f = x - (shifted - QT_EXP_ROUND);
        vec p = splat(qt_share_terms[0]);
        for (int i = 1; i < QT_SHARE_TERMS; i++) p = p * f + qt_share_terms[i];
        ivec share = nearest((vec)((ivec)p + ((ivec)shifted << 23)));
        STORE_BYTES(shares + j, share);
        sum += share;
    }
    int total = 0;
    for (size_t i = 0; i < VEC; i++) total += sum[i];
    return total;
}

INLINE void mix_rows(const qt_attention *s, size_t rows, size_t whole_rows, size_t d, size_t blocks,
                     const float *factor, float *mixed, size_t stride)
{
    ivec sum[DOT_ROWS][DOT_BLOCKS * PARTS];
    sums(s->shares, whole_rows, rows, whole_rows, s->values + d * whole_rows, s->value_shift + d, blocks, 0, sum);
    for (size_t b = 0; b < blocks * PARTS; b++) {
        vec scale = load(s->value_scale + d + b * VEC);
        for (size_t r = 0; r < rows; r++)
            store(mixed + r * stride + d + b * VEC, __builtin_convertvector(sum[r][b], vec) * factor[r] * scale);
    }
}

INLINE void attend_rows(const qt_attention *s, size_t r0, size_t rows, size_t all_rows, size_t dim, float *mixed,
                        size_t stride)
{
    float top[DOT_ROWS], factor[DOT_ROWS];
    size_t whole_rows = qt_whole_lanes(all_rows), d = 0;
    float log2_e_by_root = QT_EXP_LOG2E / sqrtf((float)dim);
    score_rows(s, r0, rows, whole_rows, dim, top);
    for (size_t r = 0; r < rows; r++) {
        uint8_t *shares = s->shares + r * whole_rows;
        int sum =
            share_row(s->scores + r * whole_rows, whole_rows, top[r], s->q.scale[r0 + r] * log2_e_by_root, shares);
        factor[r] = 1.0f / (float)(sum - (int)(whole_rows - all_rows) * shares[0]);
    }
    for (; d + DOT_BLOCKS * QT_LANES <= dim; d += DOT_BLOCKS * QT_LANES)
        mix_rows(s, rows, whole_rows, d, DOT_BLOCKS, factor, mixed, stride);
    for (; DOT_BLOCKS > 1 && d < dim; d += QT_LANES) mix_rows(s, rows, whole_rows, d, 1, factor, mixed, stride);
}

static void attend(const float *q, const float *k, const float *v, size_t stride, size_t rows, size_t dim,
                   const qt_attention *s, float *mixed, size_t mixed_stride)
{
    size_t r = 0;
    quantise(q, stride, rows, dim, &s->q);
    quantise(k, stride, rows, dim, &s->k);
    pack_keys(s, rows, dim);
    pack_values(v, stride, rows, qt_whole_lanes(rows), dim, s);
    for (; r + DOT_ROWS <= rows; r += DOT_ROWS)
        attend_rows(s, r, DOT_ROWS, rows, dim, mixed + r * mixed_stride, mixed_stride);
    for (; r < rows; r++) attend_rows(s, r, 1, rows, dim, mixed + r * mixed_stride, mixed_stride);
}

const qt_kernels KERNELS = {
    .name = NAME,
    .linear = linear,
    .softmax = softmax,
    .gelu = gelu,
    .add_norm = add_norm,
    .quantise = quantise,
    .gelu_quantise = gelu_quantise,
    .multiply = multiply,
    .attend = attend,
};
