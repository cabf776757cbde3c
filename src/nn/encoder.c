#include <stdlib.h>

#include "nn/approximations.h"
#include "nn/encoder_state.h"
#include "nn/place.h"

/* ---------------------------------------------------------------------------------------------- buffers */

static size_t largest(size_t a, size_t b) { return a > b ? a : b; }

/* Places every buffer from `memory` on (NULL to measure). Returns the bytes needed. */
static size_t place(qt_encoder *e, char *memory)
{
    const qt_config *c = &e->model->config;
    qt_scratch *s = &e->scratch;
    qt_attention *a = &s->attention;
    size_t t = QT_WINDOW_MAX, width = largest(largest(c->width, c->given_width), c->narrate_width),
           inner = largest(c->inner, c->given_inner);
    size_t dim = largest(c->width / c->heads, c->given_width / c->given_heads);
    const qt_place always[] = {
        QT_PLACE(s->qkv, t * 3 * width),
        QT_PLACE(s->mixed, t * width),
        QT_PLACE(s->inner, QT_BLOCK_ROWS * inner),
        QT_PLACE(e->x, t * width),
        QT_PLACE(e->tokens, t * c->width),
        QT_PLACE(e->given, t * c->given_width),
        QT_PLACE(e->tags, t * QT_LANES),
        QT_PLACE(e->cue, c->given_width),
        QT_PLACE(e->vector, c->given_width + c->width + c->given_width),
        QT_PLACE(e->hidden, c->given_width),
    };
    const qt_place exact[] = {
        QT_PLACE(s->scores, QT_SCORE_ROWS * t),
        QT_PLACE(s->keys, t * dim),
        QT_PLACE(s->values, t * dim),
        QT_PLACE(s->zeros, largest(t, dim)),
    };
    const qt_place whole[] = {
        QT_PLACE(s->product.rows.q, QT_BLOCK_ROWS * e->model->widest),
        QT_PLACE(s->product.rows.scale, QT_BLOCK_ROWS),
        QT_PLACE(a->q.q, t * dim),
        QT_PLACE(a->q.scale, t),
        QT_PLACE(a->keys, t * dim),
        QT_PLACE(a->key_scale, dim),
        QT_PLACE(a->key_start, t),
        QT_PLACE(a->values, t * dim),
        QT_PLACE(a->value_scale, dim),
        QT_PLACE(a->value_start, dim),
        QT_PLACE(a->inverse, dim),
        QT_PLACE(a->row, dim),
        QT_PLACE(a->scores, QT_TILE_MAX * t),
        QT_PLACE(a->shares, QT_TILE_MAX * t),
    };
    a->q.stride = dim;
    s->product.kernels = &e->model->kernels;
    size_t at = qt_place_all(always, sizeof always / sizeof *always, memory, 0);
    if (e->model->kernels.exact) return qt_place_all(exact, sizeof exact / sizeof *exact, memory, at);
    return qt_place_all(whole, sizeof whole / sizeof *whole, memory, at);
}

int qt_encoder_new(const qt_model *model, qt_encoder **out, quoth_error *error)
{
    if (!model->has_network) return qt_fail(error, QUOTH_USAGE, "this model holds a vocabulary only");
    void *memory = NULL;
    qt_encoder *e = calloc(1, sizeof *e);
    if (!e) goto full;
    e->model = model;
    size_t bytes = place(e, NULL);
    if (posix_memalign(&memory, 64, bytes)) goto full;
    memset(memory, 0, bytes);
    e->memory = memory;
    place(e, memory);
    *out = e;
    return QUOTH_OK;
full:
    free(e);
    return qt_fail(error, QUOTH_FAILED, "out of memory");
}

void qt_encoder_free(qt_encoder *encoder)
{
    if (!encoder) return;
    free(encoder->memory);
    free(encoder);
}

/* ---------------------------------------------------------------------------------------------- the encoder */

/* x[p] = norm(word + position + type + shape + quotation state). */
static void embed(const qt_model *m, const qt_window *w, float *x)
{
    size_t width = m->config.width;
    for (size_t p = 0; p < w->piece_count; p++) {
        const float *position = m->embed.position + p * width, *shape = m->embed.shape + w->shapes[p] * width;
        const float *quote = m->embed.quote + w->quotes[p] * width;
        float *row = x + p * width;
        qt_matrix_row(&m->embed.word, (uint32_t)w->pieces[p], row);
        for (size_t i = 0; i < width; i++) row[i] = row[i] + position[i] + m->embed.type[i] + shape[i] + quote[i];
    }
    m->kernels.add_norm(x, NULL, w->piece_count, width, m->embed.norm.weight, m->embed.norm.bias);
}

const float *qt_encoder_run(qt_encoder *e, const qt_window *window)
{
    const qt_model *m = e->model;
    const uint32_t last = m->config.layers - 1; /* of which only the tokens' first pieces are read */
    embed(m, window, e->x);
    for (uint32_t i = 0; i < last; i++) qt_block_run(&e->scratch, &m->layer[i], e->x, window->piece_count);
    qt_block_run_some(&e->scratch, &m->layer[last], e->x, window->piece_count, window->first_piece, window->token_count,
                      e->tokens);
    e->token_count = window->token_count;
    e->has_given = false;
    return e->tokens;
}

/* ---------------------------------------------------------------------------------------------- the heads */

void qt_log_softmax(const float *x, size_t rows, size_t stride, size_t n, float *scores)
{
    for (size_t r = 0; r < rows; r++, x += stride, scores += n) {
        float top = x[0], sum = 0;
        for (size_t i = 1; i < n; i++) top = x[i] > top ? x[i] : top;
        for (size_t i = 0; i < n; i++) sum += qt_exp(x[i] - top);
        for (size_t i = 0; i < n; i++) scores[i] = x[i] - top - qt_log(sum);
    }
}

/* e->tags = the output of a head with one hidden layer of `width`, for every token. */
static void run_head(qt_encoder *e, const qt_linear *hidden, const qt_linear *out)
{
    qt_linear_run(&e->scratch.product, hidden, e->tokens, e->token_count, e->x);
    e->model->kernels.gelu(e->x, (size_t)e->token_count * hidden->out);
    qt_linear_run(&e->scratch.product, out, e->x, e->token_count, e->tags);
}

void qt_encoder_cues(qt_encoder *e, float *scores)
{
    run_head(e, &e->model->cue.hidden, &e->model->cue.out);
    qt_log_softmax(e->tags, e->token_count, QT_LANES, QT_CUE_TAGS, scores);
}

void qt_encoder_narrates(qt_encoder *e, float *odds)
{
    run_head(e, &e->model->narrate.hidden, &e->model->narrate.out);
    for (uint32_t t = 0; t < e->token_count; t++) odds[t] = e->tags[t * QT_LANES + 1] - e->tags[t * QT_LANES];
}
