/* What a qt_model holds: the network's sizes and its weights, ready to multiply. For src/nn only. */
#ifndef QT_NN_NETWORK_H
#define QT_NN_NETWORK_H

#include "nn/kernels.h"
#include "nn/model.h"
#include "nn/safetensors.h"
#include "nn/vocabulary.h"

typedef struct qt_config {
    uint32_t layers, width, heads, inner, positions, pieces;      /* the encoder */
    uint32_t given_width, given_heads, given_inner, given_layers; /* the network that reads tokens given a cue: */
    uint32_t given_before, given_span;                            /* so many, from so many before the cue on */
    uint32_t distances, shapes, quotes;                           /* rows of the small embeddings */
    uint32_t sentence_width, arc_width, rel_width, narrate_width; /* hidden layers of heads */
} qt_config;

/* A matrix as it stands in the file: int8 with a scale a row, or float. */
typedef struct qt_matrix {
    uint32_t rows, columns;
    const uint8_t *data;   /* [rows][columns] */
    const uint8_t *scales; /* [rows] floats, or NULL where `data` holds floats */
} qt_matrix;

/* y = W x + b. Packed for the kernels: outputs are filled up to whole lanes with zeros. */
typedef struct qt_linear {
    uint32_t in, out;
    const float *exact; /* [out / 16][in][16] for an exact kernel, else NULL */
    qt_weights weights; /* for any other */
    const float *bias;  /* [out] */
} qt_linear;

typedef struct qt_norm {
    uint32_t width;
    const float *weight, *bias; /* [width] */
} qt_norm;

/* One transformer layer. */
typedef struct qt_block {
    uint32_t heads;
    qt_linear qkv, o, up, down; /* q, k and v in one */
    qt_norm norm1, norm2;
} qt_block;

struct qt_model {
    qt_arena *arena; /* everything below that is not in the file */
    void *mapping;   /* the file, or NULL where the caller holds it */
    qt_str file;
    qt_sha256 sha256;
    qt_vocabulary vocabulary;
    qt_calibration calibration[QT_READING_CLASSES];
    bool has_network; /* false: only a vocabulary; nothing below is set */
    qt_config config;
    qt_kernels kernels;
    size_t widest; /* `in` of any qt_linear */
    struct {
        qt_matrix word; /* [pieces][width] */
        const float *position, *type, *shape,
            *quote; /* [positions][width], [width], [shapes][width], [quotes][width] */
        qt_norm norm;
    } embed;
    qt_block *layer; /* [layers] */
    struct {
        qt_linear hidden, out;
    } cue;
    struct {
        qt_linear x, cue, out;
        const float *distance, *marks; /* [distances][given_width], [QT_GIVEN_MARKS][given_width] */
        qt_norm norm;
        qt_block *layer;                             /* [given_layers] */
        const float *transitions;                    /* [QT_SPAN_TAGS + 1][QT_SPAN_TAGS], see crf.h */
        qt_linear hidden, kind, polarity, certainty; /* hidden: [given_width + width + given_width] -> [given_width] */
    } given;
    qt_label_lists labels;
    struct {
        qt_linear hidden, out;
    } sentence, name, narrate;
    struct {
        qt_linear hidden, upos, xpos;
    } tag;
    struct {
        qt_linear arc_dep, arc_head, arc;                    /* arc: [arc_width] -> [arc_width] */
        qt_linear rel_dep, rel_head, rel_pair, rel_dep_only; /* rel_pair: [rel_width] -> [relations * rel_width] */
        const float *root_arc;                               /* [arc_width]: the root as a head */
    } parse;
    bool has_refer; /* false: nothing below is set */
    struct {
        qt_linear token;
        const float *trait, *pair;                                            /* embeddings; sizes in refer.h */
        const float *mention, *antecedent, *none, *bilinear, *out, *out_none; /* [rows][QT_REFER_WIDTH] */
        const float *mention_bias, *none_bias, *out_bias, *out_none_bias;
    } refer;
};

/* Reads the configuration of model->file into model->config and model->labels. */
int qt_config_read(const qt_tensors *tensors, qt_model *model, quoth_error *error);

/* Reads configuration and weights into `model`, whose arena and file are set. */
int qt_model_load_network(qt_model *model, const qt_tensors *tensors, quoth_error *error);

/* row[columns] = row `index` of the matrix. */
void qt_matrix_row(const qt_matrix *matrix, uint32_t index, float *row);

/* Packs the rows of `count` matrices of equal columns, one below the other, for the model's kernels: fills out->in, out,
 * exact or weights. False where the arena is full. */
bool qt_linear_pack(qt_model *model, const qt_matrix *matrices, size_t count, qt_linear *out);

/* `size` zeroed bytes of the model's arena that begin a cache line, or NULL. */
void *qt_model_alloc(qt_model *model, size_t size);

#endif
