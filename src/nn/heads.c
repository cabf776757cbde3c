#include "nn/heads.h"

#include <stdlib.h>

#include "nn/layers.h"
#include "nn/place.h"
#include "nn/tree.h"

enum { PAIR_ROWS = 16 }; /* tokens whose relations are scored at a time: they stay in the cache */

struct qt_heads {
    const qt_model *model;
    qt_tree *tree;
    void *memory; /* everything below; T is QT_WINDOW_MAX */
    qt_product product;
    float *hidden;             /* [T][widest hidden layer] */
    float *out;                /* [T][most labels, in whole lanes] */
    float *query;              /* [T][arc_width] what a dependent asks of a head */
    float *answer;             /* [T][arc_width] what a head answers */
    float *rel_dep, *rel_head; /* [T][rel_width] */
    float *packed;             /* [T + 1 in whole lanes][arc_width] the answers of one sentence, as weights */
    float *zeros;              /* [T + 1 in whole lanes] */
    float *arcs;               /* [T][T + 1 in whole lanes] scores of one sentence */
    float *pairs;              /* [PAIR_ROWS][relations * rel_width] */
    float *alone;              /* [PAIR_ROWS][relations in whole lanes] */
    uint32_t root;             /* the relation "root" */
};

/* ------------------------------------------------------------------------------------------------- buffers */

static size_t most(size_t a, size_t b) { return a > b ? a : b; }

/* Places every buffer from `memory` on (NULL to measure). Returns the bytes needed. */
static size_t place(qt_heads *h, char *memory)
{
    const qt_config *c = &h->model->config;
    const qt_label_lists *l = &h->model->labels;
    size_t t = QT_WINDOW_MAX, columns = qt_whole_lanes(t + 1);
    size_t labels = qt_whole_lanes(most(most(l->upos.count, l->xpos.count), 2 * QT_NAME_TYPES_MAX + 1));
    size_t relations = l->deprel.count;
    const qt_place places[] = {
        QT_PLACE(h->product.rows.q, QT_BLOCK_ROWS * h->model->widest),
        QT_PLACE(h->product.rows.scale, QT_BLOCK_ROWS),
        QT_PLACE(h->hidden, t * most(most(c->width, c->sentence_width), c->arc_width)),
        QT_PLACE(h->out, t * labels),
        QT_PLACE(h->query, t * c->arc_width),
        QT_PLACE(h->answer, t * c->arc_width),
        QT_PLACE(h->rel_dep, t * c->rel_width),
        QT_PLACE(h->rel_head, t * c->rel_width),
        QT_PLACE(h->packed, columns * c->arc_width),
        QT_PLACE(h->zeros, columns),
        QT_PLACE(h->arcs, t * columns),
        QT_PLACE(h->pairs, PAIR_ROWS * relations * c->rel_width),
        QT_PLACE(h->alone, PAIR_ROWS * qt_whole_lanes(relations)),
    };
    h->product.kernels = &h->model->kernels;
    return qt_place_all(places, sizeof places / sizeof *places, memory, 0);
}

int qt_heads_new(const qt_model *model, qt_heads **out, quoth_error *error)
{
    if (!model->has_network) return qt_fail(error, QUOTH_USAGE, "this model holds a vocabulary only");
    void *memory = NULL;
    qt_heads *h = calloc(1, sizeof *h);
    if (!h) goto full;
    h->model = model;
    h->tree = qt_tree_new();
    size_t bytes = place(h, NULL);
    if (!h->tree || posix_memalign(&memory, 64, bytes)) goto full;
    memset(memory, 0, bytes);
    h->memory = memory;
    place(h, memory);
    while (!qt_str_equal(model->labels.deprel.names[h->root], QT_STR("root"))) h->root++; /* the loader saw to it */
    *out = h;
    return QUOTH_OK;
full:
    qt_heads_free(h);
    return qt_fail(error, QUOTH_FAILED, "out of memory");
}

void qt_heads_free(qt_heads *heads)
{
    if (!heads) return;
    qt_tree_free(heads->tree);
    free(heads->memory);
    free(heads);
}

uint32_t qt_heads_width(const qt_heads *heads) { return heads->model->config.width; }

/* ------------------------------------------------------------------------------------------------- token by token */

static void run(const qt_heads *h, const qt_linear *linear, const float *x, size_t rows, float *y)
{
    qt_linear_run(&h->product, linear, x, rows, y);
}

/* y = gelu(W x + b) */
static void run_gelu(const qt_heads *h, const qt_linear *linear, const float *x, size_t rows, float *y)
{
    run(h, linear, x, rows, y);
    h->model->kernels.gelu(y, rows * linear->out);
}

/* The first of the highest. */
static uint8_t best_of(const float *scores, uint32_t count)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < count; i++)
        if (scores[i] > scores[best]) best = i;
    return (uint8_t)best;
}

void qt_heads_sentences(qt_heads *h, const float *x, uint32_t count, float *begins)
{
    const qt_model *m = h->model;
    run_gelu(h, &m->sentence.hidden, x, count, h->hidden);
    run(h, &m->sentence.out, h->hidden, count, h->out);
    for (uint32_t t = 0; t < count; t++) begins[t] = h->out[t * QT_LANES + 1] - h->out[t * QT_LANES];
}

static void label(qt_heads *h, const qt_linear *linear, uint32_t count, uint8_t *labels)
{
    size_t stride = qt_whole_lanes(linear->out);
    run(h, linear, h->hidden, count, h->out);
    for (uint32_t t = 0; t < count; t++) labels[t] = best_of(h->out + t * stride, linear->out);
}

void qt_heads_tags(qt_heads *h, const float *x, uint32_t count, uint8_t *upos, uint8_t *xpos)
{
    const qt_model *m = h->model;
    run_gelu(h, &m->tag.hidden, x, count, h->hidden);
    label(h, &m->tag.upos, count, upos);
    label(h, &m->tag.xpos, count, xpos);
}

void qt_heads_names(qt_heads *h, const float *x, uint32_t count, float *scores)
{
    const qt_model *m = h->model;
    size_t tags = m->name.out.out, stride = qt_whole_lanes(tags);
    run_gelu(h, &m->name.hidden, x, count, h->hidden);
    run(h, &m->name.out, h->hidden, count, h->out);
    for (uint32_t t = 0; t < count; t++) memcpy(scores + t * tags, h->out + t * stride, tags * sizeof *scores);
}

/* ------------------------------------------------------------------------------------------------- the parser */

void qt_heads_parse(qt_heads *h, const float *x, uint32_t count)
{
    const qt_model *m = h->model;
    run_gelu(h, &m->parse.arc_dep, x, count, h->hidden);
    run(h, &m->parse.arc, h->hidden, count, h->query);
    run_gelu(h, &m->parse.arc_head, x, count, h->answer);
    run_gelu(h, &m->parse.rel_dep, x, count, h->rel_dep);
    run_gelu(h, &m->parse.rel_head, x, count, h->rel_head);
}

/* The answers of tokens [first, first + n), and the root's behind them, as weights: [rows / 16][arc_width][16]. */
static void pack_answers(qt_heads *h, uint32_t first, uint32_t n)
{
    size_t width = h->model->config.arc_width, whole = qt_whole_lanes(n + 1u);
    for (size_t r = 0; r < whole; r++) {
        const float *from = r < n ? h->answer + (first + r) * width : r == n ? h->model->parse.root_arc : NULL;
        float *column = h->packed + r / QT_LANES * QT_LANES * width + r % QT_LANES;
        for (size_t i = 0; i < width; i++) column[i * QT_LANES] = from ? from[i] : 0;
    }
}

const float *qt_heads_refer(qt_heads *h, const float *x, uint32_t count)
{
    run(h, &h->model->refer.token, x, count, h->hidden);
    return h->hidden;
}

/* The best relation but "root", from its score by the two words together (`pair`) and by the dependent alone. */
static uint8_t best_relation(const qt_heads *h, const float *pair, const float *head, const float *alone)
{
    uint32_t count = h->model->labels.deprel.count, best = QT_NONE;
    float together[QT_LABELS_MAX], best_score = 0;
    h->model->kernels.dots(pair, head, count, h->model->config.rel_width, together);
    for (uint32_t r = 0; r < count; r++) {
        if (r == h->root) continue;
        float score = together[r] + alone[r];
        if (best == QT_NONE || score > best_score) {
            best = r;
            best_score = score;
        }
    }
    return (uint8_t)best;
}

static void label_arcs(qt_heads *h, uint32_t first, uint32_t n, const uint32_t *head, uint8_t *deprel)
{
    const qt_model *m = h->model;
    size_t width = m->config.rel_width, relations = m->labels.deprel.count;
    for (uint32_t at = 0; at < n; at += PAIR_ROWS) {
        uint32_t rows = n - at < PAIR_ROWS ? n - at : PAIR_ROWS;
        const float *x = h->rel_dep + (size_t)(first + at) * width;
        run(h, &m->parse.rel_pair, x, rows, h->pairs);
        run(h, &m->parse.rel_dep_only, x, rows, h->alone);
        for (uint32_t i = 0; i < rows; i++) {
            uint32_t j = head[at + i];
            const float *pair = h->pairs + i * relations * width, *alone = h->alone + i * qt_whole_lanes(relations);
            deprel[at + i] = j == QT_NONE ? (uint8_t)h->root
                                          : best_relation(h, pair, h->rel_head + (size_t)(first + j) * width, alone);
        }
    }
}

void qt_heads_tree(qt_heads *h, uint32_t first, uint32_t last, uint32_t *head, uint8_t *deprel)
{
    const qt_model *m = h->model;
    size_t width = m->config.arc_width;
    uint32_t n = last - first;
    size_t columns = qt_whole_lanes(n + 1u);
    pack_answers(h, first, n);
    m->kernels.linear(h->query + first * width, width, n, width, h->packed, h->zeros, columns, h->arcs, columns);
    qt_tree_best(h->tree, h->arcs, columns, n, head);
    label_arcs(h, first, n, head, deprel);
}
