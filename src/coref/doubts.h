/* The last look at chains. */
#ifndef QT_COREF_DOUBTS_H
#define QT_COREF_DOUBTS_H

#include "coref/chains.h"

/* What is known of a chain, at its first candidate. */
typedef struct qt_chain {
    uint32_t group; /* of its names; QT_NONE */
    uint8_t gender; /* qt_gender: the narrowest */
} qt_chain;

/* Parts what cannot be one (somebody's husband and that somebody; a description that is not sure enough of its person), is sure of
 * a pronoun that has one person alone near by, and doubts one between two. `chains`: [candidates]. */
void qt_doubts_read(const qt_scene *scene, const qt_chain *chains, qt_link *links);

#endif
