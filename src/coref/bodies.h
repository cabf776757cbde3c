/* Bodies by the kind of thing that they are: "the company", where its name has no such word. */
#ifndef QT_COREF_BODIES_H
#define QT_COREF_BODIES_H

#include "coref/chains.h"

/* Whether a body may be called by the noun: something tells that it is of another kind; nothing tells; something tells that it
 * is of this kind. */
typedef enum qt_body_fit { QT_BODY_OTHER, QT_BODY_OPEN, QT_BODY_FITS } qt_body_fit;

/* What a bare noun phrase ("the airline") may mean of the bodies named before it: the one that the text alone makes plain
 * (QT_NONE where there is none), by lexicon/body_nouns.tsv and body_signs.tsv. Never a place nor a person. Looks at the last few
 * hundred names. False where `m` is no such phrase. */
bool qt_body_called(const qt_scene *scene, const qt_link *links, uint32_t m, uint32_t *only);

/* How the noun of `m` fits the body that a chain names; OTHER for what is no body. */
qt_body_fit qt_body_fits(const qt_scene *scene, const qt_link *links, uint32_t m, uint32_t chain);

#endif
