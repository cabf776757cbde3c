/* The heads that read syntax and names off a window's token vectors, x[count][qt_model_width], count at most
 * QT_WINDOW_MAX. Each token is read by itself, but for the parser. */
#ifndef QT_NN_HEADS_H
#define QT_NN_HEADS_H

#include "nn/windows.h"

/* A worker's buffers; no allocation after qt_heads_new. */
typedef struct qt_heads qt_heads;

/* QUOTH_USAGE for a model that has only a vocabulary. */
int qt_heads_new(const qt_model *model, qt_heads **out, quoth_error *error);
void qt_heads_free(qt_heads *heads);

/* Numbers in a vector of `x`. */
uint32_t qt_heads_width(const qt_heads *heads);

/* begins[count]: log-odds that a sentence begins with the token. */
void qt_heads_sentences(qt_heads *heads, const float *x, uint32_t count, float *begins);

/* upos[count], xpos[count]: the best label of each token. */
void qt_heads_tags(qt_heads *heads, const float *x, uint32_t count, uint8_t *upos, uint8_t *xpos);

/* scores[count][2 * types of names + 1], for qt_viterbi_bio: log-probabilities, but for a constant a token. */
void qt_heads_names(qt_heads *heads, const float *x, uint32_t count, float *scores);

/* What the head of antecedents (refer.h) reads of each token, [count][QT_REFER_WIDTH]; valid until the next call. Only for a
 * model that has it. */
const float *qt_heads_refer(qt_heads *heads, const float *x, uint32_t count);

/* The parser (Dozat & Manning 2017: deep biaffine attention). qt_heads_parse reads the tokens; after it, qt_heads_tree
 * reads sentences [first, last) among them: heads[last - first], positions counted from `first`, QT_NONE for the root;
 * deprel[last - first], "root" for the root and for nothing else. Linear in tokens times the sentence's length. */
void qt_heads_parse(qt_heads *heads, const float *x, uint32_t count);
void qt_heads_tree(qt_heads *heads, uint32_t first, uint32_t last, uint32_t *head, uint8_t *deprel);

#endif
