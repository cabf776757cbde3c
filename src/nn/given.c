/* The second network: a transformer of its own over the tokens around a cue, told where the cue is. */
#include "nn/encoder_state.h"

/* In integers: b is the largest number with 2^b <= (|t - first| + 1)^2. */
uint32_t qt_distance_row(uint32_t t, uint32_t first)
{
    uint32_t distance = t > first ? t - first : first - t, square = (distance + 1) * (distance + 1), b = 0;
    while (b < 19 && square >> (b + 1)) b++;
    return t < first ? 20 - b : 20 + b;
}

/* The mean of the cue's tokens, behind the place for what is read at its first; e->cue = given.cue of it. */
static void read_cue(qt_encoder *e, const uint32_t *cue, uint32_t cue_count)
{
    const qt_model *m = e->model;
    size_t width = m->config.width;
    float *mean = e->vector + m->config.given_width;
    memset(mean, 0, width * sizeof *mean);
    for (uint32_t c = 0; c < cue_count; c++)
        for (size_t i = 0; i < width; i++) mean[i] += e->tokens[cue[c] * width + i];
    for (size_t i = 0; i < width; i++) mean[i] /= (float)cue_count;
    qt_linear_run(&e->scratch.product, &m->given.cue, mean, 1, e->cue);
}

/* x[n][given_width]: tokens from `begin` on, with the cue, how far off it is, and which of them it is. */
static void embed(qt_encoder *e, const uint32_t *cue, uint32_t cue_count, uint32_t first, qt_given_mark mark,
                  uint32_t begin, uint32_t n)
{
    const qt_model *m = e->model;
    size_t width = m->config.given_width;
    uint8_t marks[QT_WINDOW_MAX] = {QT_GIVEN_OTHER};
    for (uint32_t c = 0; c < cue_count; c++)
        if (cue[c] - begin < n) marks[cue[c] - begin] = (uint8_t)mark;
    for (uint32_t t = 0; t < n; t++) {
        const float *distance = m->given.distance + (size_t)qt_distance_row(begin + t, first) * width;
        const float *marked = m->given.marks + marks[t] * width, *given = e->given + (begin + t) * width;
        for (size_t i = 0; i < width; i++) e->x[t * width + i] = given[i] + e->cue[i] + distance[i] + marked[i];
    }
    m->kernels.add_norm(e->x, NULL, n, width, m->given.norm.weight, m->given.norm.bias);
}

/* scores = log-probabilities of the labels of one of the statement's heads. */
static void label(qt_encoder *e, const qt_linear *head, float *scores)
{
    qt_linear_run(&e->scratch.product, head, e->hidden, 1, e->tags);
    qt_log_softmax(e->tags, 1, QT_LANES, head->out, scores);
}

/* mean[given_width] of what is read at the tokens with a tag of content; zeros where there is none. */
static void read_content(const qt_encoder *e, const uint8_t *tags, float *mean)
{
    const size_t width = e->model->config.given_width;
    size_t count = 0;
    memset(mean, 0, width * sizeof *mean);
    for (uint32_t t = 0; t < e->given_count; t++) {
        if (tags[t] != QT_SPAN_B_CONTENT && tags[t] != QT_SPAN_I_CONTENT) continue;
        for (size_t i = 0; i < width; i++) mean[i] += e->x[t * width + i];
        count++;
    }
    for (size_t i = 0; i < width && count; i++) mean[i] /= (float)count;
}

/* From what is read at the cue's first token, the cue's mean (read_cue has left it in its place), the mean of what is read at the
 * content. */
qt_given_labels qt_encoder_labels(qt_encoder *e, const uint8_t *tags)
{
    const qt_model *m = e->model;
    const size_t width = m->config.given_width;
    memcpy(e->vector, e->x + e->given_at * width, width * sizeof *e->vector);
    read_content(e, tags, e->vector + width + m->config.width);
    qt_linear_run(&e->scratch.product, &m->given.hidden, e->vector, 1, e->hidden);
    m->kernels.gelu(e->hidden, width);
    label(e, &m->given.kind, e->kind);
    label(e, &m->given.polarity, e->polarity);
    label(e, &m->given.certainty, e->certainty);
    return (qt_given_labels){e->kind, e->polarity, e->certainty};
}

qt_given qt_encoder_given(qt_encoder *e, const uint32_t *cue, uint32_t cue_count, qt_given_mark mark)
{
    const qt_model *m = e->model;
    uint32_t first = cue[0];
    for (uint32_t c = 1; c < cue_count; c++) first = cue[c] < first ? cue[c] : first;
    uint32_t begin = first > m->config.given_before ? first - m->config.given_before : 0, n = e->token_count - begin;
    if (n > m->config.given_span) n = m->config.given_span;
    if (!e->has_given) qt_linear_run(&e->scratch.product, &m->given.x, e->tokens, e->token_count, e->given);
    e->has_given = true;
    read_cue(e, cue, cue_count);
    embed(e, cue, cue_count, first, mark, begin, n);
    for (uint32_t i = 0; i < m->config.given_layers; i++) qt_block_run(&e->scratch, &m->given.layer[i], e->x, n);
    qt_linear_run(&e->scratch.product, &m->given.out, e->x, n, e->tags);
    for (uint32_t t = 0; t < n; t++)
        memcpy(e->scores + t * QT_SPAN_TAGS, e->tags + t * QT_LANES, QT_SPAN_TAGS * sizeof *e->scores);
    e->given_at = first - begin;
    e->given_count = n;
    return (qt_given){begin, n, e->scores};
}
