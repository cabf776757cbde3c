#include "nn/layers.h"

#include <math.h>

void qt_linear_run(const qt_kernels *kernels, const qt_linear *l, const float *x, size_t rows, float *y)
{
    size_t out = qt_whole_lanes(l->out);
    kernels->linear(x, l->in, rows, l->in, l->weight, l->bias, out, y, out);
}

/* The columns of one head, k[rows][dim] (rows `width` apart), as weights with an output a row: [rows / 16][dim][16]. */
static void pack_keys(const float *k, size_t width, size_t rows, size_t dim, float *out)
{
    size_t whole = qt_whole_lanes(rows);
    for (size_t r = 0; r < whole; r++) {
        float *column = out + r / QT_LANES * QT_LANES * dim + r % QT_LANES;
        for (size_t d = 0; d < dim; d++) column[d * QT_LANES] = r < rows ? k[r * width + d] : 0;
    }
}

/* v[rows][dim] as weights with an output a column: [dim / 16][rows][16]. */
static void pack_values(const float *v, size_t width, size_t rows, size_t dim, float *out)
{
    for (size_t d = 0; d < dim; d += QT_LANES)
        for (size_t r = 0; r < rows; r++, out += QT_LANES) memcpy(out, v + r * width + d, QT_LANES * sizeof(float));
}

/* mixed = softmax(q k^T / sqrt(dim)) v for one head, whose columns begin at `at`. */
static void attend(const qt_kernels *kernels, const qt_scratch *s, size_t width, size_t rows, size_t at, size_t dim)
{
    float scale = 1.0f / sqrtf((float)dim);
    size_t whole = qt_whole_lanes(rows);
    pack_keys(s->k + at, width, rows, dim, s->keys);
    pack_values(s->v + at, width, rows, dim, s->values);
    for (size_t r = 0; r < rows; r += QT_SCORE_ROWS) {
        size_t n = rows - r < QT_SCORE_ROWS ? rows - r : QT_SCORE_ROWS;
        kernels->linear(s->q + r * width + at, width, n, dim, s->keys, s->zeros, whole, s->scores, QT_WINDOW_MAX);
        kernels->softmax(s->scores, QT_WINDOW_MAX, n, rows, scale);
        kernels->linear(s->scores, QT_WINDOW_MAX, n, rows, s->values, s->zeros, dim, s->mixed + r * width + at, width);
    }
}

void qt_block_run(const qt_kernels *kernels, const qt_block *block, const qt_scratch *s, float *x, size_t rows)
{
    size_t width = block->q.in, dim = width / block->heads;
    qt_linear_run(kernels, &block->q, x, rows, s->q);
    qt_linear_run(kernels, &block->k, x, rows, s->k);
    qt_linear_run(kernels, &block->v, x, rows, s->v);
    for (size_t h = 0; h < block->heads; h++) attend(kernels, s, width, rows, h * dim, dim);
    qt_linear_run(kernels, &block->o, s->mixed, rows, s->q);
    kernels->add_norm(x, s->q, rows, width, block->norm1.weight, block->norm1.bias);

    qt_linear_run(kernels, &block->up, x, rows, s->inner);
    kernels->gelu(s->inner, rows * block->up.out);
    qt_linear_run(kernels, &block->down, s->inner, rows, s->q);
    kernels->add_norm(x, s->q, rows, width, block->norm2.weight, block->norm2.bias);
}
