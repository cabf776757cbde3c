/* From the tensors of a model file to the weights in memory. */
#include <math.h>
#include <stdio.h>

#include "nn/encoder.h"
#include "nn/network.h"
#include "nn/refer.h"

enum { NAME_MAX_BYTES = 64, PARTS_MAX = 3 /* matrices that become one qt_linear */ };

typedef struct loader {
    qt_model *model;
    const qt_tensors *tensors;
    quoth_error *error;
} loader;

/* ---------------------------------------------------------------------------------------------- tensors */

void *qt_model_alloc(qt_model *model, size_t size)
{
    uintptr_t line = 64, p = (uintptr_t)qt_arena_alloc(model->arena, size + line, 1);
    return p ? (void *)((p + line - 1) / line * line) : NULL;
}

static bool full(const loader *l)
{
    qt_arena_error(l->model->arena, l->error);
    return false;
}

/* Finds a tensor and checks its shape; columns 0 asks for a vector of `rows`. */
static const qt_tensor *find(const loader *l, const char *name, uint32_t rows, uint32_t columns)
{
    const qt_tensor *t = qt_tensors_find(l->tensors, name);
    uint32_t rank = columns ? 2 : 1;
    if (!t) {
        qt_fail_at(l->error, QUOTH_REFUSED, 8, "the model has no tensor \"%s\"", name);
        return NULL;
    }
    if (t->rank != rank || t->shape[0] != rows || (columns && t->shape[1] != columns)) {
        qt_fail_at(l->error, QUOTH_REFUSED, t->begin, "tensor \"%s\" is not of the shape [%u%s%.0u]", name, rows,
                   columns ? "," : "", columns);
        return NULL;
    }
    return t;
}

static bool is_float(const loader *l, const qt_tensor *t, const char *name)
{
    if (t->dtype == QT_DTYPE_F32) return true;
    qt_fail_at(l->error, QUOTH_REFUSED, t->begin, "tensor \"%s\" is not of the type F32", name);
    return false;
}

/* Every one of `count` floats is finite and not below `least`. */
static bool check_floats(const loader *l, const qt_tensor *t, const char *name, size_t count, float least)
{
    for (size_t i = 0; i < count; i++) {
        float value = qt_tensor_float(t->data, i);
        if (isfinite(value) && value >= least) continue;
        qt_fail_at(l->error, QUOTH_REFUSED, t->begin + 4 * i, "tensor \"%s\" holds %s", name,
                   isfinite(value) ? "a negative scale" : "a value that is not finite");
        return false;
    }
    return true;
}

static bool load_matrix(const loader *l, const char *name, uint32_t rows, uint32_t columns, qt_matrix *out)
{
    const qt_tensor *t = find(l, name, rows, columns), *scales = NULL;
    if (!t) return false;
    if (t->dtype == QT_DTYPE_I8) {
        char scale_name[NAME_MAX_BYTES + 8];
        snprintf(scale_name, sizeof scale_name, "%s.scale", name);
        scales = find(l, scale_name, rows, 0);
        if (!scales || !is_float(l, scales, scale_name) || !check_floats(l, scales, scale_name, rows, 0)) return false;
    } else if (!is_float(l, t, name) || !check_floats(l, t, name, (size_t)rows * columns, -INFINITY)) {
        return false;
    }
    *out = (qt_matrix){rows, columns, t->data, scales ? scales->data : NULL};
    return true;
}

/* The vectors of `count` names, each of `size`, in one; filled up to whole lanes. */
static bool load_vectors(const loader *l, const char *const *names, size_t count, uint32_t size, const float **out)
{
    float *values = qt_model_alloc(l->model, qt_whole_lanes(count * size) * sizeof *values);
    if (!values) return full(l);
    *out = values;
    for (size_t v = 0; v < count; v++) {
        const qt_tensor *t = find(l, names[v], size, 0);
        if (!t || !is_float(l, t, names[v]) || !check_floats(l, t, names[v], size, -INFINITY)) return false;
        for (size_t i = 0; i < size; i++) *values++ = qt_tensor_float(t->data, i);
    }
    return true;
}

static bool load_vector(const loader *l, const char *name, uint32_t size, const float **out)
{
    return load_vectors(l, &name, 1, size, out);
}

/* A small embedding, as floats. */
static bool load_table(const loader *l, const char *name, uint32_t rows, uint32_t columns, const float **out)
{
    qt_matrix m;
    if (!load_matrix(l, name, rows, columns, &m)) return false;
    float *values = qt_model_alloc(l->model, (size_t)rows * columns * sizeof *values);
    if (!values) return full(l);
    for (uint32_t r = 0; r < rows; r++) qt_matrix_row(&m, r, values + (size_t)r * columns);
    *out = values;
    return true;
}

/* "PREFIX.PART"; the longest there is, "given.layer.23.norm1.weight", is far from the limit. */
static const char *join(char name[NAME_MAX_BYTES], const char *prefix, const char *part)
{
    size_t a = strlen(prefix), b = strlen(part);
    name[0] = '\0';
    if (a + b + 2 > NAME_MAX_BYTES) return name;
    memcpy(name, prefix, a);
    name[a] = '.';
    memcpy(name + a + 1, part, b + 1);
    return name;
}

/* PREFIX.PART.weight and .bias for each of `count` parts, each [out][in], as one. */
static bool load_parts(const loader *l, const char *prefix, const char *const *parts, size_t count, uint32_t in,
                       uint32_t out, qt_linear *linear)
{
    char names[PARTS_MAX][NAME_MAX_BYTES], name[NAME_MAX_BYTES];
    const char *biases[PARTS_MAX];
    qt_matrix matrices[PARTS_MAX];
    for (size_t i = 0; i < count; i++) {
        join(name, prefix, parts[i]);
        if (!load_matrix(l, join(names[i], name, "weight"), out, in, &matrices[i])) return false;
        biases[i] = join(names[i], name, "bias");
    }
    if (!load_vectors(l, biases, count, out, &linear->bias)) return false;
    return qt_linear_pack(l->model, matrices, count, linear) || full(l);
}

static bool load_linear(const loader *l, const char *prefix, const char *part, uint32_t in, uint32_t out,
                        qt_linear *linear)
{
    return load_parts(l, prefix, &part, 1, in, out, linear);
}

static bool load_norm(const loader *l, const char *prefix, uint32_t width, qt_norm *norm)
{
    char name[NAME_MAX_BYTES];
    norm->width = width;
    return load_vector(l, join(name, prefix, "weight"), width, &norm->weight) &&
           load_vector(l, join(name, prefix, "bias"), width, &norm->bias);
}

static bool load_block(const loader *l, const char *prefix, uint32_t width, uint32_t heads, uint32_t inner, qt_block *b)
{
    static const char *const attention[PARTS_MAX] = {"q", "k", "v"};
    char name[NAME_MAX_BYTES];
    b->heads = heads;
    return load_parts(l, prefix, attention, PARTS_MAX, width, width, &b->qkv) &&
           load_linear(l, prefix, "o", width, width, &b->o) &&
           load_norm(l, join(name, prefix, "norm1"), width, &b->norm1) &&
           load_linear(l, prefix, "up", width, inner, &b->up) &&
           load_linear(l, prefix, "down", inner, width, &b->down) &&
           load_norm(l, join(name, prefix, "norm2"), width, &b->norm2);
}

static bool load_blocks(const loader *l, const char *prefix, uint32_t count, uint32_t width, uint32_t heads,
                        uint32_t inner, qt_block **out)
{
    char name[NAME_MAX_BYTES];
    qt_block *blocks = QT_ARENA_NEW(l->model->arena, qt_block, count);
    if (!blocks) return full(l);
    for (uint32_t i = 0; i < count; i++) {
        char number[12];
        snprintf(number, sizeof number, "%u", i);
        if (!load_block(l, join(name, prefix, number), width, heads, inner, &blocks[i])) return false;
    }
    *out = blocks;
    return true;
}

static bool load_encoder(const loader *l, qt_model *m)
{
    const qt_config *c = &m->config;
    return load_matrix(l, "embed.word", c->pieces, c->width, &m->embed.word) &&
           load_table(l, "embed.position", c->positions, c->width, &m->embed.position) &&
           load_vector(l, "embed.type", c->width, &m->embed.type) &&
           load_table(l, "embed.shape", c->shapes, c->width, &m->embed.shape) &&
           load_table(l, "embed.quote", c->quotes, c->width, &m->embed.quote) &&
           load_norm(l, "embed.norm", c->width, &m->embed.norm) &&
           load_blocks(l, "layer", c->layers, c->width, c->heads, c->inner, &m->layer);
}

static bool load_statement_heads(const loader *l, qt_model *m)
{
    const qt_config *c = &m->config;
    return load_linear(l, "cue", "hidden", c->width, c->width, &m->cue.hidden) &&
           load_linear(l, "cue", "out", c->width, QT_CUE_TAGS, &m->cue.out) &&
           load_linear(l, "given", "x", c->width, c->given_width, &m->given.x) &&
           load_linear(l, "given", "cue", c->width, c->given_width, &m->given.cue) &&
           load_table(l, "given.distance", c->distances, c->given_width, &m->given.distance) &&
           load_table(l, "given.is_cue", QT_GIVEN_MARKS, c->given_width, &m->given.marks) &&
           load_norm(l, "given.norm", c->given_width, &m->given.norm) &&
           load_blocks(l, "given.layer", c->given_layers, c->given_width, c->given_heads, c->given_inner,
                       &m->given.layer) &&
           load_linear(l, "given", "out", c->given_width, QT_SPAN_TAGS, &m->given.out) &&
           load_table(l, "given.transition", QT_SPAN_TAGS + 1, QT_SPAN_TAGS, &m->given.transitions) &&
           load_linear(l, "given", "hidden", c->given_width + c->width + c->given_width, c->given_width,
                       &m->given.hidden) &&
           load_linear(l, "given", "kind", c->given_width, m->labels.kinds.count, &m->given.kind) &&
           load_linear(l, "given", "polarity", c->given_width, m->labels.polarities.count, &m->given.polarity) &&
           load_linear(l, "given", "certainty", c->given_width, m->labels.certainties.count, &m->given.certainty) &&
           load_linear(l, "narrate", "hidden", c->width, c->narrate_width, &m->narrate.hidden) &&
           load_linear(l, "narrate", "out", c->narrate_width, 2, &m->narrate.out);
}

static bool load_syntax_heads(const loader *l, qt_model *m)
{
    const qt_config *c = &m->config;
    const qt_label_lists *labels = &m->labels;
    uint32_t relations = labels->deprel.count;
    return load_linear(l, "sentence", "hidden", c->width, c->sentence_width, &m->sentence.hidden) &&
           load_linear(l, "sentence", "out", c->sentence_width, 2, &m->sentence.out) &&
           load_linear(l, "tag", "hidden", c->width, c->width, &m->tag.hidden) &&
           load_linear(l, "upos", "out", c->width, labels->upos.count, &m->tag.upos) &&
           load_linear(l, "xpos", "out", c->width, labels->xpos.count, &m->tag.xpos) &&
           load_linear(l, "parse", "arc_dep", c->width, c->arc_width, &m->parse.arc_dep) &&
           load_linear(l, "parse", "arc_head", c->width, c->arc_width, &m->parse.arc_head) &&
           load_linear(l, "parse", "arc", c->arc_width, c->arc_width, &m->parse.arc) &&
           load_vector(l, "parse.root_arc", c->arc_width, &m->parse.root_arc) &&
           load_linear(l, "parse", "rel_dep", c->width, c->rel_width, &m->parse.rel_dep) &&
           load_linear(l, "parse", "rel_head", c->width, c->rel_width, &m->parse.rel_head) &&
           load_linear(l, "parse", "rel_pair", c->rel_width, relations * c->rel_width, &m->parse.rel_pair) &&
           load_linear(l, "parse", "rel_dep_only", c->rel_width, relations, &m->parse.rel_dep_only) &&
           load_linear(l, "name", "hidden", c->width, c->width, &m->name.hidden) &&
           load_linear(l, "name", "out", c->width, 2 * labels->names.count + 1, &m->name.out);
}

static bool load_refer(const loader *l, qt_model *m)
{
    m->has_refer = qt_tensors_find(l->tensors, "refer.token.weight") != NULL;
    return !m->has_refer ||
           (load_linear(l, "refer", "token", m->config.width, QT_REFER_WIDTH, &m->refer.token) &&
            load_table(l, "refer.trait.weight", QT_REFER_TRAITS, QT_REFER_WIDTH, &m->refer.trait) &&
            load_table(l, "refer.pair.weight", QT_REFER_PAIR_KINDS * QT_REFER_PAIR_VALUES, QT_REFER_HIDDEN,
                       &m->refer.pair) &&
            load_table(l, "refer.mention.weight", QT_REFER_HIDDEN, QT_REFER_WIDTH, &m->refer.mention) &&
            load_vector(l, "refer.mention.bias", QT_REFER_HIDDEN, &m->refer.mention_bias) &&
            load_table(l, "refer.antecedent.weight", QT_REFER_HIDDEN, QT_REFER_WIDTH, &m->refer.antecedent) &&
            load_table(l, "refer.none.weight", QT_REFER_HIDDEN, QT_REFER_WIDTH, &m->refer.none) &&
            load_vector(l, "refer.none.bias", QT_REFER_HIDDEN, &m->refer.none_bias) &&
            load_table(l, "refer.bilinear.weight", QT_REFER_WIDTH, QT_REFER_WIDTH, &m->refer.bilinear) &&
            load_table(l, "refer.out.weight", 1, QT_REFER_HIDDEN, &m->refer.out) &&
            load_vector(l, "refer.out.bias", 1, &m->refer.out_bias) &&
            load_table(l, "refer.out_none.weight", 1, QT_REFER_HIDDEN, &m->refer.out_none) &&
            load_vector(l, "refer.out_none.bias", 1, &m->refer.out_none_bias));
}

int qt_model_load_network(qt_model *model, const qt_tensors *tensors, quoth_error *error)
{
    quoth_error own = {0};
    loader l = {model, tensors, error ? error : &own};
    int rc = qt_config_read(tensors, model, error);
    if (rc) return rc;
    if (model->config.pieces != model->vocabulary.count)
        return qt_fail_at(error, QUOTH_REFUSED, 8, "the vocabulary has %zu pieces where the configuration says %u",
                          model->vocabulary.count, model->config.pieces);
    if (!load_encoder(&l, model) || !load_statement_heads(&l, model) || !load_syntax_heads(&l, model) ||
        !load_refer(&l, model))
        return (int)l.error->status;
    model->has_network = true;
    return QUOTH_OK;
}
