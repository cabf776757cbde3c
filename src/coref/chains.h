/* Which candidates refer to the same: antecedents ranked by the model, behind rules that no rank overrules. */
#ifndef QT_COREF_CHAINS_H
#define QT_COREF_CHAINS_H

#include "coref/scene.h"
#include "coref/vectors.h"

/* From here on a reading is sure enough to be signed: a wrong name is far worse than none. Chosen on our gold's dev and train
 * parts, for precision first (models/README.md). */
#define QT_SURE 0.85F
/* Of a pronoun also from here on, where no other chain has so much of the rest: nobody else is in sight. */
#define QT_LIKELY 0.6F
#define QT_RIVAL 0.05F
/* Of "he" and "she", of whom fewer can be meant, from the first on; from the second on where no other chain has so much. */
#define QT_SURE_SEXED 0.8F
#define QT_LIKELY_SEXED 0.7F
#define QT_RIVAL_SEXED 0.15F

/* A candidate's chain, and how sure that is. */
typedef struct qt_link {
    uint32_t chain;     /* the first candidate of the chain: itself where it begins one */
    float sure;         /* probability that it refers to what the chain's name or best description says */
    float rival;        /* probability of the next likely chain */
    uint32_t likely[3]; /* chains, the likeliest first, that it may belong to where this is not sure; else QT_NONE */
} qt_link;

/* Whether the reading of a candidate's link is sure enough. */
static inline bool qt_link_sure(const qt_link *link, const qt_candidate *candidate)
{
    bool sexed = candidate->class == QT_REFER_HE || candidate->class == QT_REFER_SHE;
    bool alone = qt_is_pronoun(candidate) && link->sure >= QT_LIKELY && link->rival <= QT_RIVAL;
    alone = alone || (sexed && link->sure >= QT_LIKELY_SEXED && link->rival <= QT_RIVAL_SEXED);
    return alone || link->sure >= (sexed ? QT_SURE_SEXED : QT_SURE);
}

/* links[scene->all.count]. Names go by their groups; a description or pronoun joins the chain with the highest probability,
 * summed over its members, if that is higher than that of none. Never in one chain: he and she; a person and a thing; names of
 * two groups; a phrase and what stands inside it (but for relative clauses and appositions). Without a model that ranks, only
 * names have chains. A description of which it is less than sure is left out of a named person's chain ("the attacker"). Linear
 * in candidates. */
int qt_chains_read(const qt_scene *scene, const qt_model *model, const qt_word_vectors *vectors, qt_arena *arena,
                   qt_link **out, quoth_error *error);

#endif
