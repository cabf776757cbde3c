#include "nn/refer.h"

#include <math.h>

#include "nn/network.h"

bool qt_model_refers(const qt_model *model) { return model->has_refer; }

qt_refer_word qt_refer_word_of(const float u[QT_REFER_WIDTH])
{
    qt_refer_word word;
    float top = 0;
    for (size_t i = 0; i < QT_REFER_WIDTH; i++) top = fabsf(u[i]) > top ? fabsf(u[i]) : top;
    word.scale = top / 127;
    for (size_t i = 0; i < QT_REFER_WIDTH; i++) word.values[i] = top > 0 ? (int8_t)lrintf(u[i] / top * 127) : 0;
    return word;
}

/* y = W x (+ bias), W [rows][QT_REFER_WIDTH] */
static void multiply(const qt_model *m, const float *w, const float *bias, const float *x, size_t rows, float *y)
{
    m->kernels.dots(w, x, rows, QT_REFER_WIDTH, y);
    for (size_t r = 0; bias && r < rows; r++) y[r] += bias[r];
}

void qt_refer_read(const qt_model *m, const qt_refer_word *word, const uint8_t traits[QT_REFER_TRAIT_KINDS],
                   qt_refer_vector *out)
{
    static const uint8_t base[QT_REFER_TRAIT_KINDS] = {0, 24, 28, 34, 43};
    for (size_t i = 0; i < QT_REFER_WIDTH; i++) out->u[i] = (float)word->values[i] * word->scale;
    for (size_t k = 0; k < QT_REFER_TRAIT_KINDS; k++) {
        const float *row = m->refer.trait + (size_t)(base[k] + traits[k]) * QT_REFER_WIDTH;
        for (size_t i = 0; i < QT_REFER_WIDTH; i++) out->u[i] += row[i];
    }
    multiply(m, m->refer.antecedent, NULL, out->u, QT_REFER_HIDDEN, out->antecedent);
}

void qt_refer_ask(const qt_model *m, const qt_refer_vector *mention, qt_refer_query *out)
{
    float hidden[QT_REFER_HIDDEN];
    const float *const one = hidden;
    multiply(m, m->refer.bilinear, NULL, mention->u, QT_REFER_WIDTH, out->asked);
    multiply(m, m->refer.mention, m->refer.mention_bias, mention->u, QT_REFER_HIDDEN, out->mention);
    multiply(m, m->refer.none, m->refer.none_bias, mention->u, QT_REFER_HIDDEN, hidden);
    out->none = m->kernels.relu_dot(&one, 1, QT_REFER_HIDDEN, m->refer.out_none) + m->refer.out_none_bias[0];
}

float qt_refer_score(const qt_model *m, const qt_refer_query *q, const qt_refer_vector *a,
                     const uint8_t pair[QT_REFER_PAIR_KINDS])
{
    const float *terms[2 + QT_REFER_PAIR_KINDS] = {a->antecedent, q->mention};
    float asked;
    for (size_t k = 0; k < QT_REFER_PAIR_KINDS; k++)
        terms[2 + k] = m->refer.pair + (k * QT_REFER_PAIR_VALUES + pair[k]) * QT_REFER_HIDDEN;
    m->kernels.dots(a->u, q->asked, 1, QT_REFER_WIDTH, &asked);
    return m->kernels.relu_dot(terms, 2 + QT_REFER_PAIR_KINDS, QT_REFER_HIDDEN, m->refer.out) + m->refer.out_bias[0] +
           asked;
}
