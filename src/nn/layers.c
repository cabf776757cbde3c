#include "nn/layers.h"

#include <math.h>

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Outputs [first, last) of a layer, both in whole lanes, to the same columns of y, whose rows are `stride` apart. */
static void run_outputs(const qt_product *p, const qt_linear *l, size_t first, size_t last, const float *x, size_t rows,
                        float *y, size_t stride)
{
    const qt_kernels *k = p->kernels;
    if (k->exact) {
        k->linear(x, l->in, rows, l->in, l->exact + first * l->in, l->bias + first, last - first, y + first, stride);
        return;
    }
    const qt_weights *all = &l->weights;
    const qt_weights some = {l->in, last - first, all->packed + first * l->in, all->scale + first, all->shift + first};
    const qt_rows block = {p->rows.q, l->in, p->rows.scale};
    for (size_t r = 0; r < rows; r += QT_BLOCK_ROWS) {
        size_t n = least(QT_BLOCK_ROWS, rows - r);
        k->quantise(x + r * l->in, l->in, n, l->in, &block);
        k->multiply(&block, n, &some, l->bias + first, y + r * stride + first, stride);
    }
}

void qt_linear_run(const qt_product *p, const qt_linear *l, const float *x, size_t rows, float *y)
{
    size_t out = qt_whole_lanes(l->out);
    run_outputs(p, l, 0, out, x, rows, y, out);
}

/* The columns of one head, k[rows][dim] (rows `stride` apart), as weights with an output a row: [rows / 16][dim][16]. */
static void pack_keys(const float *k, size_t stride, size_t rows, size_t dim, float *out)
{
    size_t whole = qt_whole_lanes(rows);
    for (size_t r = 0; r < whole; r++) {
        float *column = out + r / QT_LANES * QT_LANES * dim + r % QT_LANES;
        for (size_t d = 0; d < dim; d++) column[d * QT_LANES] = r < rows ? k[r * stride + d] : 0;
    }
}

/* v[rows][dim] as weights with an output a column: [dim / 16][rows][16]. */
static void pack_values(const float *v, size_t stride, size_t rows, size_t dim, float *out)
{
    for (size_t d = 0; d < dim; d += QT_LANES)
        for (size_t r = 0; r < rows; r++, out += QT_LANES) memcpy(out, v + r * stride + d, QT_LANES * sizeof(float));
}

/* mixed = softmax(q k^T / sqrt(dim)) v for one head. */
static void attend_exactly(const qt_scratch *s, const float *q, size_t queries, const float *k, const float *v,
                           size_t rows, size_t stride, size_t dim, float *mixed, size_t width)
{
    const qt_kernels *kernels = s->product.kernels;
    float scale = 1.0f / sqrtf((float)dim);
    size_t whole = qt_whole_lanes(rows);
    pack_keys(k, stride, rows, dim, s->keys);
    pack_values(v, stride, rows, dim, s->values);
    for (size_t r = 0; r < queries; r += QT_SCORE_ROWS) {
        size_t n = least(QT_SCORE_ROWS, queries - r);
        kernels->linear(q + r * stride, stride, n, dim, s->keys, s->zeros, whole, s->scores, QT_WINDOW_MAX);
        kernels->softmax(s->scores, QT_WINDOW_MAX, n, rows, scale);
        kernels->linear(s->scores, QT_WINDOW_MAX, n, rows, s->values, s->zeros, dim, mixed + r * width, width);
    }
}

/* s->mixed[queries] = attention over the rows in s->qkv, whose queries are the first ones. */
static void attend(const qt_scratch *s, const qt_block *block, size_t queries, size_t rows)
{
    size_t width = block->qkv.in, dim = width / block->heads, stride = 3 * width;
    for (size_t at = 0; at < width; at += dim) {
        const float *q = s->qkv + at, *k = q + width, *v = k + width;
        float *mixed = s->mixed + at;
        if (s->product.kernels->exact) attend_exactly(s, q, queries, k, v, rows, stride, dim, mixed, width);
        else s->product.kernels->attend(q, queries, k, v, rows, stride, dim, &s->attention, mixed, width);
    }
}

/* y[rows][width] = down(gelu(up(x))), for one block of rows. */
static void feed_forward(const qt_scratch *s, const qt_block *block, const float *x, size_t rows, float *y)
{
    const qt_kernels *k = s->product.kernels;
    const qt_linear *down = &block->down;
    qt_linear_run(&s->product, &block->up, x, rows, s->inner);
    if (k->exact) {
        k->gelu(s->inner, rows * down->in);
        qt_linear_run(&s->product, down, s->inner, rows, y);
    } else {
        const qt_rows inner = {s->product.rows.q, down->in, s->product.rows.scale};
        k->gelu_quantise(s->inner, down->in, rows, down->in, &inner);
        k->multiply(&inner, rows, &down->weights, down->bias, y, down->out);
    }
}

/* What comes behind attention: x = the layer's output, of its input x and s->mixed. */
static void finish(const qt_scratch *s, const qt_block *block, float *x, size_t rows)
{
    const qt_kernels *k = s->product.kernels;
    const size_t width = block->qkv.in;
    float *y = s->qkv; /* read to the end by attend() */
    for (size_t r = 0; r < rows; r += QT_BLOCK_ROWS, x += QT_BLOCK_ROWS * width) {
        size_t n = least(QT_BLOCK_ROWS, rows - r);
        qt_linear_run(&s->product, &block->o, s->mixed + r * width, n, y);
        k->add_norm(x, y, n, width, block->norm1.weight, block->norm1.bias);
        feed_forward(s, block, x, n, y);
        k->add_norm(x, y, n, width, block->norm2.weight, block->norm2.bias);
    }
}

void qt_block_run(const qt_scratch *s, const qt_block *block, float *x, size_t rows)
{
    qt_linear_run(&s->product, &block->qkv, x, rows, s->qkv);
    attend(s, block, rows, rows);
    finish(s, block, x, rows);
}

void qt_block_run_some(const qt_scratch *s, const qt_block *block, const float *x, size_t rows, const uint16_t *some,
                       size_t count, float *out)
{
    const size_t width = block->qkv.in, stride = 3 * width;
    for (size_t i = 0; i < count; i++) memcpy(out + i * width, x + some[i] * width, width * sizeof *out);
    run_outputs(&s->product, &block->qkv, 0, width, out, count, s->qkv, stride);
    run_outputs(&s->product, &block->qkv, width, stride, x, rows, s->qkv, stride);
    attend(s, block, count, rows);
    finish(s, block, out, count);
}
