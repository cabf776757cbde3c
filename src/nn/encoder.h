/* The forward pass: pieces -> piece vectors -> token vectors -> scores of the heads, with the kernels that the model
 * was opened with. */
#ifndef QT_NN_ENCODER_H
#define QT_NN_ENCODER_H

#include "nn/windows.h"

enum { QT_CUE_TAGS = 3, QT_SPAN_TAGS = 5 };

/* Tags of the two heads, BIO. */
enum { QT_CUE_O, QT_CUE_B, QT_CUE_I };
enum { QT_SPAN_O, QT_SPAN_B_SOURCE, QT_SPAN_I_SOURCE, QT_SPAN_B_CONTENT, QT_SPAN_I_CONTENT };

/* A worker's buffers for one window at a time; no allocation after the first window. */
typedef struct qt_encoder qt_encoder;
int qt_encoder_new(const qt_model *model, qt_encoder **out, quoth_error *error);
void qt_encoder_free(qt_encoder *encoder);

/* Runs the six layers (Vaswani et al. 2017; post-norm as in Devlin et al. 2019) over one window. Returns the vectors
 * of its tokens (each its first piece's), [token_count][qt_model_width], valid until the next call. */
const float *qt_encoder_run(qt_encoder *encoder, const qt_window *window);

/* Cue scores of the tokens encoded last: log-probabilities, scores[token_count][QT_CUE_TAGS]. */
void qt_encoder_cues(qt_encoder *encoder, float *scores);

/* odds[token_count]: log-odds that a token encoded last is the head of a narrated statement. */
void qt_encoder_narrates(qt_encoder *encoder, float *odds);

/* What a token is marked as. */
typedef enum qt_given_mark { QT_GIVEN_OTHER, QT_GIVEN_CUE, QT_GIVEN_NARRATES, QT_GIVEN_MARKS } qt_given_mark;

/* What is read given a cue, or the head of a narrated statement. Valid until the encoder reads something else. */
typedef struct qt_given {
    uint32_t first, count; /* window positions [first, first + count) were read; a content does not go on beyond them */
    const float *scores;   /* [count][QT_SPAN_TAGS] of source and content: for qt_crf_best */
} qt_given;

/* Reads the tokens encoded last, given that window positions cue[0..cue_count), one at least, are `mark`. */
qt_given qt_encoder_given(qt_encoder *encoder, const uint32_t *cue, uint32_t cue_count, qt_given_mark mark);

/* Log-probabilities of the model's labels. Valid as what was read is. */
typedef struct qt_given_labels {
    const float *kind, *polarity, *certainty;
} qt_given_labels;

/* What kind of statement it is that was read last, given the tags of its tokens, [count]: the words of its content tell. */
qt_given_labels qt_encoder_labels(qt_encoder *encoder, const uint8_t *tags);

/* The best BIO sequence of a linear-chain CRF (Lafferty et al. 2001) over scores[count][QT_SPAN_TAGS] with the model's
 * transitions: out[count]. `back` is scratch of count * QT_SPAN_TAGS bytes. */
void qt_crf_best(const qt_model *model, const float *scores, uint32_t count, uint8_t *back, uint8_t *out);

/* The log of the sum of exp(score) over all sequences that have at each position i one of the tags in the set allowed[i]
 * (bit t: tag t); NULL: over all. The difference of two is the log of a probability. */
float qt_crf_log_sum(const qt_model *model, const float *scores, uint32_t count, const uint8_t *allowed);

/* Best BIO tag sequence (Viterbi 1967): an I follows only its own B or I. `scores` [count][tags]; `tags` is odd and at
 * most 15, tag 0 is O and tags 2k+1, 2k+2 are B and I of type k. Writes out[count]; `back` is scratch of count * tags
 * bytes. */
void qt_viterbi_bio(const float *scores, uint32_t count, uint32_t tags, uint8_t *back, uint8_t *out);

#endif
