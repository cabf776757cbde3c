/* A worker's buffers for one window. For src/nn only. */
#ifndef QT_NN_ENCODER_STATE_H
#define QT_NN_ENCODER_STATE_H

#include "nn/encoder.h"
#include "nn/layers.h"

struct qt_encoder {
    const qt_model *model;
    void *memory; /* everything below */
    qt_scratch scratch;
    float *x;      /* [QT_WINDOW_MAX][widest layer] what the layers work on */
    float *tokens; /* [QT_WINDOW_MAX][width] the window's tokens */
    float *given;  /* [QT_WINDOW_MAX][given_width] given.x of them */
    float *cue;    /* [given_width] given.cue of a cue's mean */
    float *vector; /* [given_width + width + given_width] a statement, as qt_encoder_labels reads it */
    float *hidden; /* [given_width] */
    float *tags;   /* [QT_WINDOW_MAX][QT_LANES] scores of a head */
    float scores[QT_WINDOW_MAX * QT_SPAN_TAGS];
    float kind[QT_STATEMENT_LABELS_MAX], polarity[QT_STATEMENT_LABELS_MAX], certainty[QT_STATEMENT_LABELS_MAX];
    uint32_t token_count;
    uint32_t given_at, given_count; /* of what is read given a cue: where its first token is, how many tokens */
    bool has_given;                 /* `given` belongs to `tokens` */
};

/* scores[rows][n] = log softmax of the first n numbers in each row of x, rows `stride` apart. */
void qt_log_softmax(const float *x, size_t rows, size_t stride, size_t n, float *scores);

#endif
