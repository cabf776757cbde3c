/* The kernels in whole numbers, written once on top of kernels_float.h. Each kernels_*.c defines before it
 *
 *     DOT_ROWS, DOT_BLOCKS  rows of x, and blocks of 16 outputs, whose sums are in registers at once
 *     dot()                 sum[r][16 outputs] += q[r] . w, for `rows` rows (DOT_ROWS or 1) and `blocks` blocks of packed
 *                           weights (DOT_BLOCKS, 2 or 1), q counting from 0; or, where DOT_CENTRED is 1, from 128
 *     words                 a vector of 2 * VEC numbers of 16 bits
 *     HIGH_PRODUCT(a, b)    the high words of the products of words
 *     PACK_WORDS(a, b)      two vectors of whole numbers, from 0 on, as words; what is over 65535 becomes 65535
 *     STORE_WORDS(p, a, b)  a and b as bytes: the lowest come from a's a and b, the highest from b's
 *     LARGER_INT(a, b)      the larger of whole numbers (where the processor has an instruction)
 *     NEAREST(x)            the nearest whole number, of two the even one (where the processor has an instruction)
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

#ifndef LARGER_INT
#define LARGER_INT(a, b) larger_int(a, b)
INLINE ivec larger_int(ivec a, ivec b) { return (ivec)choose(a > b, (vec)a, (vec)b); }
#endif

INLINE int32_t largest_lane(ivec v)
{
#if VEC == 16
    v = LARGER_INT(v, SWAP_8(v));
#endif
#if VEC >= 8
    v = LARGER_INT(v, SWAP_4(v));
#endif
    v = LARGER_INT(v, SWAP_2(v));
    v = LARGER_INT(v, SWAP_1(v));
    return v[0];
}

INLINE int32_t sum_ints(ivec v)
{
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

/* Without its sign. As whole numbers these bits sort as the numbers do, and what is not finite comes last. */
INLINE ivec absolute(vec x) { return (ivec)x & 0x7fffffff; }

/* The nearest whole number, of two the even one, for |x| < 2^22, in the low bits of the sum: adding 1.5 * 2^23 leaves no
 * room for a fraction. */
INLINE ivec nearest_bits(vec x) { return (ivec)(x + QT_EXP_ROUND); }

#ifndef NEAREST
#define NEAREST(x) (nearest_bits(x) - (ivec)splat(QT_EXP_ROUND))
#endif

/* The scale of numbers up to `top` (its bits), and what turns them into whole ones up to 127: both are 0 where top is not
 * finite, or too small to divide by. */
INLINE float scale_of(int32_t bits, float *inverse)
{
    float top;
    memcpy(&top, &bits, sizeof top);
    bool good = top >= QT_QUANTUM_MIN && top < INFINITY;
    *inverse = good ? 127.0f / top : 0.0f;
    return good ? top / 127.0f : 0.0f;
}

/* ---------------------------------------------------------------------------------------------- rows */

/* x[0..n) in whole numbers, `most` the bits of its largest. */
INLINE void quantise_row(const float *x, size_t n, ivec most, uint8_t *q, float *scale)
{
    float inverse;
    *scale = scale_of(largest_lane(most), &inverse);
    if (inverse > 0) /* 128 is added with the number that rounds */
        for (size_t i = 0; i < n; i += VEC) STORE_BYTES(q + i, (ivec)(load(x + i) * inverse + (QT_EXP_ROUND + 128)));
    else memset(q, 128, n);
}

static void quantise(const float *x, size_t x_stride, size_t rows, size_t n, const qt_rows *out)
{
    for (size_t r = 0; r < rows; r++, x += x_stride) {
        ivec most = {0};
        for (size_t i = 0; i < n; i += VEC) most = LARGER_INT(absolute(load(x + i)), most);
        quantise_row(x, n, most, out->q + r * out->stride, &out->scale[r]);
    }
}

/* gelu(x) = max(x, 0) - g(|x|), g a bump that QT_GELU_MAX cuts off. */
INLINE vec short_gelu(vec x)
{
    vec t = SMALLER((vec)absolute(x), splat(QT_GELU_MAX)), p = splat(qt_gelu_terms[0]);
    for (int i = 1; i < QT_GELU_TERMS; i++) p = p * t + qt_gelu_terms[i];
    return LARGER(x, splat(0)) - p * t;
}

static void gelu_quantise(float *x, size_t x_stride, size_t rows, size_t n, const qt_rows *out)
{
    for (size_t r = 0; r < rows; r++, x += x_stride) {
        ivec most = {0};
        for (size_t i = 0; i < n; i += VEC) {
            vec v = short_gelu(load(x + i));
            most = LARGER_INT(absolute(v), most);
            store(x + i, v);
        }
        quantise_row(x, n, most, out->q + r * out->stride, &out->scale[r]);
    }
}

/* ---------------------------------------------------------------------------------------------- products */

/* Blocks of 16 outputs to take at once where so many outputs are left. `blocks` is a constant wherever sums are made, so
 * that they stay in registers: BY_BLOCKS calls a function with the constant. */
INLINE size_t blocks_in(size_t outputs)
{
    if (outputs >= DOT_BLOCKS * QT_LANES) return DOT_BLOCKS;
    return DOT_BLOCKS > 2 && outputs >= 2 * QT_LANES ? 2 : 1;
}

#define BY_BLOCKS(blocks, function, ...)                                                         \
    do {                                                                                         \
        if ((blocks) == DOT_BLOCKS) function(DOT_BLOCKS, __VA_ARGS__);                           \
        else if (DOT_BLOCKS > 2 && (blocks) == 2) function(DOT_BLOCKS > 2 ? 2 : 1, __VA_ARGS__); \
        else function(1, __VA_ARGS__);                                                           \
    } while (0)

INLINE void multiply_tile(size_t blocks, const qt_rows *x, size_t r0, size_t rows, const qt_weights *w, size_t o,
                          const float *bias, float *y, size_t y_stride)
{
    ivec sum[DOT_ROWS][DOT_BLOCKS * PARTS];
    /* clang-format off */
    UNROLL for (size_t b = 0; b < blocks * PARTS; b++)
        UNROLL for (size_t r = 0; r < rows; r++)
            sum[r][b] = DOT_CENTRED ? (ivec){0} : -load_ints(w->shift + o + b * VEC);
    dot(x->q + r0 * x->stride, x->stride, rows, w->in, w->packed + o * w->in, blocks, sum);
    UNROLL for (size_t b = 0; b < blocks * PARTS; b++) {
        vec scale = load(w->scale + o + b * VEC), add = load(bias + o + b * VEC);
        UNROLL for (size_t r = 0; r < rows; r++)
            store(y + (r0 + r) * y_stride + o + b * VEC,
                  __builtin_convertvector(sum[r][b], vec) * x->scale[r0 + r] * scale + add);
    }
    /* clang-format on */
}

/* All rows against some outputs, whose weights stay in the cache. */
INLINE void multiply_column(size_t blocks, const qt_rows *x, size_t rows, const qt_weights *w, size_t o,
                            const float *bias, float *y, size_t y_stride)
{
    size_t r = 0;
    for (; r + DOT_ROWS <= rows; r += DOT_ROWS) multiply_tile(blocks, x, r, DOT_ROWS, w, o, bias, y, y_stride);
    for (; r < rows; r++) multiply_tile(blocks, x, r, 1, w, o, bias, y, y_stride);
}

static void multiply(const qt_rows *x, size_t rows, const qt_weights *w, const float *bias, float *y, size_t y_stride)
{
    for (size_t o = 0, blocks; o < w->out; o += blocks * QT_LANES) {
        blocks = blocks_in(w->out - o);
        BY_BLOCKS(blocks, multiply_column, x, rows, w, o, bias, y, y_stride);
    }
}

/* ---------------------------------------------------------------------------------------------- attention */

/* A scale for each column of x[rows][dim], and its inverse. False, with zeros, where a number is not finite. */
INLINE bool scale_columns(const float *x, size_t stride, size_t rows, size_t dim, float *scale, float *inverse)
{
    ivec all = {0};
    for (size_t d = 0; d < dim; d += VEC) {
        ivec most = {0};
        for (size_t r = 0; r < rows; r++) most = LARGER_INT(absolute(load(x + r * stride + d)), most);
        for (size_t i = 0; i < VEC; i++) scale[d + i] = scale_of(most[i], &inverse[d + i]);
        all = LARGER_INT(most, all);
    }
    if (largest_lane(all) < QT_INFINITY_BITS) return true;
    memset(scale, 0, dim * sizeof *scale);
    return false;
}

/* Rows of q, each times the scales of the keys' columns, in whole numbers. Rows are short: first the largest of each, then
 * all scales, so that no row waits for its own. */
INLINE void quantise_queries(const float *q, size_t stride, size_t rows, size_t dim, const qt_attention *s)
{
    int32_t *top = s->scores; /* nothing else is there yet */
    float *inverse = (float *)(s->scores + qt_whole_lanes(rows));
    for (size_t r = 0; r < rows; r++) {
        ivec most = {0};
        for (size_t d = 0; d < dim; d += VEC)
            most = LARGER_INT(absolute(load(q + r * stride + d) * load(s->key_scale + d)), most);
        top[r] = largest_lane(most);
    }
    for (size_t r = 0; r < rows; r++) s->q.scale[r] = scale_of(top[r], &inverse[r]);
    for (size_t r = 0; r < rows; r++) {
        uint8_t *out = s->q.q + r * s->q.stride;
        if (inverse[r] == 0) memset(out, 128, dim);
        for (size_t d = 0; inverse[r] > 0 && d < dim; d += VEC) {
            vec v = load(q + r * stride + d) * load(s->key_scale + d);
            STORE_BYTES(out + d, (ivec)(v * inverse[r] + (QT_EXP_ROUND + 128)));
        }
    }
}

/* Where the sums of a tile of keys start, so that they come out for q - 128: minus what a q of 128s makes of them. */
INLINE void start_keys(size_t blocks, const qt_attention *s, size_t j, size_t dim, const uint8_t *middle)
{
    ivec sum[DOT_ROWS][DOT_BLOCKS * PARTS] = {{{0}}};
    dot(middle, dim, 1, dim, s->keys + j * dim, blocks, sum);
    for (size_t b = 0; b < blocks * PARTS; b++) store_ints(s->key_start + j + b * VEC, -sum[0][b]);
}

/* k as weights with an output a row. Rows that fill up the last block have the lowest score. */
INLINE void pack_keys(const float *k, size_t stride, size_t rows, size_t dim, const qt_attention *s)
{
    const size_t whole_rows = qt_whole_lanes(rows);
    uint8_t *row = s->row;
    if (!scale_columns(k, stride, rows, dim, s->key_scale, s->inverse)) rows = 0;
    for (size_t r = 0; r < whole_rows; r++) {
        uint32_t *packed = (uint32_t *)(void *)(s->keys + r / QT_LANES * QT_LANES * dim) + r % QT_LANES;
        for (size_t d = 0; d < dim; d += VEC)
            STORE_BYTES(row + d, r < rows ? nearest_bits(load(k + r * stride + d) * load(s->inverse + d)) : (ivec){0});
        for (size_t d = 0; d < dim; d += QT_DEPTH) memcpy(packed + d * (QT_LANES / QT_DEPTH), row + d, QT_DEPTH);
    }
    memset(row, 128, dim);
    for (size_t j = 0, blocks; j < whole_rows; j += blocks * QT_LANES) {
        blocks = blocks_in(whole_rows - j);
        BY_BLOCKS(blocks, start_keys, s, j, dim, row);
    }
}

/* v as weights with an output a column; rows are filled up with zeros. */
INLINE void pack_values(const float *v, size_t stride, size_t rows, size_t dim, const qt_attention *s)
{
    const size_t whole_rows = qt_whole_lanes(rows);
    if (!scale_columns(v, stride, rows, dim, s->value_scale, s->inverse)) rows = 0;
    for (size_t d = 0; d < dim; d += VEC) {
        vec inverse = load(s->inverse + d);
        ivec sum = {0};
        int8_t *packed = s->values + d / QT_LANES * QT_LANES * whole_rows + d % QT_LANES * QT_DEPTH;
        for (size_t r = 0; r < whole_rows; r += QT_DEPTH, packed += QT_LANES * QT_DEPTH) {
            ivec four = {0};
            for (size_t k = 0; k < QT_DEPTH && r + k < rows; k++) {
                ivec one = nearest_bits(load(v + (r + k) * stride + d) * inverse) & 255;
                if (DOT_CENTRED) sum += one << 24 >> 24;
                four |= one << (int)(8 * k);
            }
            store_ints(packed, four);
        }
        if (DOT_CENTRED) store_ints(s->value_start + d, sum * 128); /* shares count from 0 */
    }
}

/* scores[r] = q k^T but for the row's scale; most[r] has the largest among them. */
INLINE void score_tile(size_t blocks, const qt_attention *s, size_t r0, size_t rows, size_t dim, size_t j,
                       size_t stride, ivec most[DOT_ROWS])
{
    ivec sum[DOT_ROWS][DOT_BLOCKS * PARTS];
    /* clang-format off */
    UNROLL for (size_t b = 0; b < blocks * PARTS; b++)
        UNROLL for (size_t r = 0; r < rows; r++)
            sum[r][b] = load_ints(s->key_start + j + b * VEC);
    dot(s->q.q + r0 * s->q.stride, s->q.stride, rows, dim, s->keys + j * dim, blocks, sum);
    UNROLL for (size_t r = 0; r < rows; r++)
        UNROLL for (size_t b = 0; b < blocks * PARTS; b++) {
            most[r] = LARGER_INT(sum[r][b], most[r]);
            store_ints(s->scores + r * stride + j + b * VEC, sum[r][b]);
        }
    /* clang-format on */
}

/* QT_SHARE_* in approximations.h, of 2 VEC distances at once. */
INLINE words share_of(words far)
{
    words p = (words){0} + qt_share_terms[0], slope = (words){0} + qt_share_terms[QT_SHARE_TERMS - 1];
    for (int i = QT_SHARE_TERMS - 2; i > 0; i--) slope = qt_share_terms[i] - HIGH_PRODUCT(far, slope);
    p -= HIGH_PRODUCT(far, slope);
    for (int i = 0; i < QT_SHARE_SQUARES; i++) p = HIGH_PRODUCT(p, p);
    return (p + 128) >> 8;
}

/* A score's part of the way to QT_SHARE_FAR, for scores of this scale; within bounds, so that nothing overflows. */
INLINE float step_of(float scale)
{
    float step = scale * QT_SHARE_STEPS;
    step = step < 65536.0f ? step : 65536.0f;
    return step > QT_SHARE_STEP_MIN ? step : QT_SHARE_STEP_MIN;
}

/* shares[j] = 255 exp2((scores[j] - top) * step / QT_SHARE_STEPS) to the nearest; returns their sums by lane. Scores below
 * `least` count as it. */
INLINE words share_row(const int32_t *scores, size_t n, int32_t top, int32_t least, float step, uint8_t *shares)
{
    words sum = {0};
    ivec floor = (ivec){0} + least;
    for (size_t j = 0; j < n; j += 4 * VEC) {
        ivec far[4];
        /* clang-format off */
        UNROLL for (size_t i = 0; i < 4; i++)
            far[i] = NEAREST(__builtin_convertvector(top - LARGER_INT(load_ints(scores + j + i * VEC), floor), vec) * step);
        /* clang-format on */
        words low = share_of(PACK_WORDS(far[0], far[1])), high = share_of(PACK_WORDS(far[2], far[3]));
        STORE_WORDS(shares + j, low, high);
        sum += low + high;
    }
    return sum;
}

/* The shares of a tile's rows, and for each what makes one of their sum. */
INLINE void share_rows(const qt_attention *s, size_t r0, size_t rows, size_t stride, float by_root,
                       const ivec most[DOT_ROWS], float factor[DOT_ROWS])
{
    int32_t top[DOT_ROWS], least[DOT_ROWS];
    float step[DOT_ROWS];
    words sum[DOT_ROWS];
    for (size_t r = 0; r < rows; r++) { /* all rows, so that none waits for its own */
        top[r] = largest_lane(most[r]);
        step[r] = step_of(s->q.scale[r0 + r] * by_root);
        least[r] = top[r] - (int32_t)(65535.0f / step[r]) - 1;
    }
    for (size_t r = 0; r < rows; r++)
        sum[r] = share_row(s->scores + r * stride, stride, top[r], least[r], step[r], s->shares + r * stride);
    for (size_t r = 0; r < rows; r++)
        factor[r] = 1.0f / (float)sum_ints(((ivec)sum[r] & 0xffff) + ((ivec)sum[r] >> 16 & 0xffff));
}

INLINE void mix_tile(size_t blocks, const qt_attention *s, size_t rows, size_t whole_rows, size_t stride, size_t d,
                     const float *factor, float *mixed, size_t mixed_stride)
{
    ivec sum[DOT_ROWS][DOT_BLOCKS * PARTS];
    /* clang-format off */
    UNROLL for (size_t b = 0; b < blocks * PARTS; b++)
        UNROLL for (size_t r = 0; r < rows; r++)
            sum[r][b] = DOT_CENTRED ? load_ints(s->value_start + d + b * VEC) : (ivec){0};
    dot(s->shares, stride, rows, whole_rows, s->values + d * whole_rows, blocks, sum);
    UNROLL for (size_t b = 0; b < blocks * PARTS; b++) {
        vec scale = load(s->value_scale + d + b * VEC);
        UNROLL for (size_t r = 0; r < rows; r++)
            store(mixed + r * mixed_stride + d + b * VEC, __builtin_convertvector(sum[r][b], vec) * factor[r] * scale);
    }
    /* clang-format on */
}

/* Columns of scores and shares: they are read by four vectors. */
INLINE size_t attention_stride(size_t rows) { return (rows + 63) / 64 * 64; }

INLINE void attend_rows(const qt_attention *s, size_t r0, size_t rows, size_t all_rows, size_t dim, float *mixed,
                        size_t mixed_stride)
{
    const size_t whole_rows = qt_whole_lanes(all_rows), stride = attention_stride(all_rows);
    const float log2_e_by_root = QT_EXP_LOG2E / sqrtf((float)dim);
    float factor[DOT_ROWS];
    ivec most[DOT_ROWS];
    for (size_t r = 0; r < rows; r++) most[r] = (ivec){0} + QT_SCORE_MIN;
    for (size_t j = 0, blocks; j < whole_rows; j += blocks * QT_LANES) {
        blocks = blocks_in(whole_rows - j);
        BY_BLOCKS(blocks, score_tile, s, r0, rows, dim, j, stride, most);
    }
    share_rows(s, r0, rows, stride, log2_e_by_root, most, factor);
    for (size_t d = 0, blocks; d < dim; d += blocks * QT_LANES) {
        blocks = blocks_in(dim - d);
        BY_BLOCKS(blocks, mix_tile, s, rows, whole_rows, stride, d, factor, mixed, mixed_stride);
    }
}

static void attend(const float *q, size_t queries, const float *k, const float *v, size_t rows, size_t stride,
                   size_t dim, const qt_attention *s, float *mixed, size_t mixed_stride)
{
    const size_t columns = attention_stride(rows);
    pack_keys(k, stride, rows, dim, s);
    pack_values(v, stride, rows, dim, s);
    quantise_queries(q, stride, queries, dim, s);
    for (size_t j = rows; j < qt_whole_lanes(rows); j++) s->key_start[j] = QT_SCORE_MIN;
    for (size_t i = 0; i < DOT_ROWS * columns; i++) s->scores[i] = QT_SCORE_MIN; /* also where no key is */
    size_t r = 0;
    for (; r + DOT_ROWS <= queries; r += DOT_ROWS)
        attend_rows(s, r, DOT_ROWS, rows, dim, mixed + r * mixed_stride, mixed_stride);
    for (; r < queries; r++) attend_rows(s, r, 1, rows, dim, mixed + r * mixed_stride, mixed_stride);
}

const qt_kernels KERNELS = {
    .name = NAME,
    .linear = linear,
    .dots = dots,
    .relu_dot = relu_dot,
    .softmax = softmax,
    .gelu = gelu,
    .add_norm = add_norm,
    .quantise = quantise,
    .gelu_quantise = gelu_quantise,
    .multiply = multiply,
    .attend = attend,
};
