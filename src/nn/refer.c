#include "nn/refer.h"

#include <math.h>

#include "nn/layers.h"

bool qt_model_refers(const qt_model *model) { return model->has_refer; }

void qt_refer_words(qt_heads *heads, const float *x, uint32_t rows, qt_refer_word *words)
{
    const float *u = qt_heads_refer(heads, x, rows);
    for (uint32_t r = 0; r < rows; r++, u += QT_REFER_WIDTH) {
        float top = 0;
        for (size_t i = 0; i < QT_REFER_WIDTH; i++) top = fabsf(u[i]) > top ? fabsf(u[i]) : top;
        words[r].scale = top / 127;
        for (size_t i = 0; i < QT_REFER_WIDTH; i++) words[r].values[i] = top > 0 ? (int8_t)lrintf(u[i] / top * 127) : 0;
    }
}

/* y = W x (+ bias), W [rows][QT_REFER_WIDTH] */
static void multiply(const float *w, const float *bias, const float *x, size_t rows, float *y)
{
    for (size_t r = 0; r < rows; r++) y[r] = qt_dot(w + r * QT_REFER_WIDTH, x, QT_REFER_WIDTH) + (bias ? bias[r] : 0);
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
    multiply(m->refer.antecedent, NULL, out->u, QT_REFER_HIDDEN, out->antecedent);
}

void qt_refer_ask(const qt_model *m, const qt_refer_vector *mention, qt_refer_query *out)
{
    float hidden[QT_REFER_HIDDEN];
    multiply(m->refer.bilinear, NULL, mention->u, QT_REFER_WIDTH, out->asked);
    multiply(m->refer.mention, m->refer.mention_bias, mention->u, QT_REFER_HIDDEN, out->mention);
    multiply(m->refer.none, m->refer.none_bias, mention->u, QT_REFER_HIDDEN, hidden);
    for (size_t i = 0; i < QT_REFER_HIDDEN; i++) hidden[i] = hidden[i] > 0 ? hidden[i] : 0;
    out->none = qt_dot(m->refer.out_none, hidden, QT_REFER_HIDDEN) + m->refer.out_none_bias[0];
}

float qt_refer_score(const qt_model *m, const qt_refer_query *q, const qt_refer_vector *a,
                     const uint8_t pair[QT_REFER_PAIR_KINDS])
{
    float hidden[QT_REFER_HIDDEN];
    for (size_t i = 0; i < QT_REFER_HIDDEN; i++) hidden[i] = a->antecedent[i] + q->mention[i];
    for (size_t k = 0; k < QT_REFER_PAIR_KINDS; k++) {
        const float *row = m->refer.pair + (k * QT_REFER_PAIR_VALUES + pair[k]) * QT_REFER_HIDDEN;
        for (size_t i = 0; i < QT_REFER_HIDDEN; i++) hidden[i] += row[i];
    }
    for (size_t i = 0; i < QT_REFER_HIDDEN; i++) hidden[i] = hidden[i] > 0 ? hidden[i] : 0;
    return qt_dot(m->refer.out, hidden, QT_REFER_HIDDEN) + m->refer.out_bias[0] + qt_dot(q->asked, a->u, QT_REFER_WIDTH);
}
