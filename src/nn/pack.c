/* From the rows of a model file to weights in the order in which kernels read them. */
#include <math.h>
#include <stdlib.h>

#include "nn/network.h"

enum {
    PACK_COLUMNS = 128, /* floats turned at a time, so that they stay in the cache */
    COLUMNS_MAX = 4096, /* of any matrix; the configuration allows no more */
};

/* out[count] = row `row` of the matrix from column `at` on. */
static void read_values(const qt_matrix *m, uint32_t row, uint32_t at, uint32_t count, float *out)
{
    size_t begin = (size_t)row * m->columns + at;
    if (!m->scales) {
        for (size_t i = 0; i < count; i++) out[i] = qt_tensor_float(m->data, begin + i);
        return;
    }
    float scale = qt_tensor_float(m->scales, row);
    const int8_t *values = (const int8_t *)m->data + begin;
    for (size_t i = 0; i < count; i++) out[i] = (float)values[i] * scale;
}

void qt_matrix_row(const qt_matrix *matrix, uint32_t index, float *row)
{
    read_values(matrix, index, 0, matrix->columns, row);
}

/* Rows [first, first + 16) of the matrix -> [columns][16]; rows that are not there stay zero. */
static void pack_exact(const qt_matrix *m, uint32_t first, float *out)
{
    float rows[QT_LANES][PACK_COLUMNS];
    uint32_t count = m->rows - first < QT_LANES ? m->rows - first : QT_LANES;
    for (uint32_t at = 0; at < m->columns; at += PACK_COLUMNS) {
        uint32_t n = m->columns - at < PACK_COLUMNS ? m->columns - at : PACK_COLUMNS;
        for (uint32_t r = 0; r < count; r++) read_values(m, first + r, at, n, rows[r]);
        for (uint32_t i = 0; i < n; i++, out += QT_LANES)
            for (uint32_t r = 0; r < count; r++) out[r] = rows[r][i];
    }
}

/* A row in whole numbers: as it stands in the file, or rounded to 127ths of its largest number. */
static const int8_t *whole_row(const qt_matrix *m, uint32_t row, int8_t *room, float *scale)
{
    if (m->scales) {
        *scale = qt_tensor_float(m->scales, row);
        return (const int8_t *)m->data + (size_t)row * m->columns;
    }
    float top = 0, value;
    for (uint32_t i = 0; i < m->columns; i++) {
        read_values(m, row, i, 1, &value);
        top = fmaxf(top, fabsf(value));
    }
    *scale = top / 127.0f;
    for (uint32_t i = 0; i < m->columns; i++) {
        read_values(m, row, i, 1, &value);
        room[i] = top > 0 ? (int8_t)rintf(value / top * 127.0f) : 0;
    }
    return room;
}

/* Row `row` of the matrix becomes output `o`. */
static void pack_whole(const qt_matrix *m, uint32_t row, size_t o, int8_t *packed, float *scale, int32_t *shift)
{
    int8_t room[COLUMNS_MAX];
    const int8_t *values = whole_row(m, row, room, &scale[o]);
    int8_t *out = packed + o / QT_LANES * QT_LANES * m->columns + o % QT_LANES * QT_DEPTH;
    int32_t sum = 0;
    for (uint32_t i = 0; i + QT_DEPTH <= m->columns; i += QT_DEPTH, out += QT_LANES * QT_DEPTH) {
        memcpy(out, values + i, QT_DEPTH);
        for (uint32_t k = 0; k < QT_DEPTH; k++) sum += values[i + k];
    }
    shift[o] = 128 * sum;
}

bool qt_linear_pack(qt_model *model, const qt_matrix *matrices, size_t count, qt_linear *out)
{
    uint32_t columns = matrices[0].columns;
    size_t rows = 0, o = 0;
    for (size_t m = 0; m < count; m++) rows += matrices[m].rows;
    size_t whole = qt_whole_lanes(rows);
    float *exact = NULL, *scale = NULL;
    int8_t *packed = NULL;
    int32_t *shift = NULL;
    if (model->kernels.exact) {
        if (!(exact = qt_model_alloc(model, whole * columns * sizeof *exact))) return false;
    } else if (!(packed = qt_model_alloc(model, whole * columns)) ||
               !(scale = qt_model_alloc(model, whole * sizeof *scale)) ||
               !(shift = qt_model_alloc(model, whole * sizeof *shift))) {
        return false;
    }
    for (size_t m = 0; m < count; o += matrices[m++].rows)
        for (uint32_t r = 0; r < matrices[m].rows; r++) {
            if (!exact) pack_whole(&matrices[m], r, o + r, packed, scale, shift);
            else if (r % QT_LANES == 0) pack_exact(&matrices[m], r, exact + (o + r) * columns);
        }
    *out = (qt_linear){.in = columns, .out = (uint32_t)rows, .exact = exact, .bias = out->bias};
    out->weights = (qt_weights){.in = columns, .out = whole, .packed = packed, .scale = scale, .shift = shift};
    if (model->widest < columns) model->widest = columns;
    return true;
}
