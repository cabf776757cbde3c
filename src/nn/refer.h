/* The head that ranks antecedents: how likely a mention refers to what an earlier one does (mention ranking, Durrett &
 * Klein 2013; scores as in Lee et al. 2017, from the words that head the mentions).
 *
 *     u = token(x) + trait embeddings
 *     score(a, m) = out . relu(antecedent(u_a) + mention(u_m) + pair embeddings) + bilinear(u_m) . u_a
 *     score(none, m) = out_none . relu(none(u_m))
 *
 * A model file may lack it. Numbers are summed in 16 lanes and in one order, so that every processor gives the same. */
#ifndef QT_NN_REFER_H
#define QT_NN_REFER_H

#include "nn/heads.h"

enum {
    QT_REFER_WIDTH = 96,
    QT_REFER_HIDDEN = 64,
    QT_REFER_TRAIT_KINDS = 5,  /* of a mention: class, number, gender, type, place in the clause */
    QT_REFER_TRAITS = 53,      /* values of them all: 24, 4, 6, 9, 10 */
    QT_REFER_PAIR_KINDS = 11,  /* of a pair */
    QT_REFER_PAIR_VALUES = 12, /* of each of these */
};

bool qt_model_refers(const qt_model *model);

/* A word's vector, small enough to be kept for each word that may head a mention. */
typedef struct qt_refer_word {
    float scale;
    int8_t values[QT_REFER_WIDTH];
} qt_refer_word;

/* The vector of a word, of what qt_heads_refer() reads of it. */
qt_refer_word qt_refer_word_of(const float u[QT_REFER_WIDTH]);

/* A mention as antecedent: what later ones are scored against. */
typedef struct qt_refer_vector {
    float u[QT_REFER_WIDTH], antecedent[QT_REFER_HIDDEN];
} qt_refer_vector;

/* A mention whose antecedent is looked for. */
typedef struct qt_refer_query {
    float asked[QT_REFER_WIDTH], mention[QT_REFER_HIDDEN];
    float none; /* the score of no antecedent */
} qt_refer_query;

/* `word` of the mention's head; traits: one value of each kind, below the kind's count. */
void qt_refer_read(const qt_model *model, const qt_refer_word *word, const uint8_t traits[QT_REFER_TRAIT_KINDS],
                   qt_refer_vector *out);
void qt_refer_ask(const qt_model *model, const qt_refer_vector *mention, qt_refer_query *out);

/* The score of one antecedent; pair: one value of each kind, below QT_REFER_PAIR_VALUES. */
float qt_refer_score(const qt_model *model, const qt_refer_query *query, const qt_refer_vector *antecedent,
                     const uint8_t pair[QT_REFER_PAIR_KINDS]);

#endif
