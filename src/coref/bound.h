/* Pronouns that grammar binds to what stands near them: "who", "himself". */
#ifndef QT_COREF_BOUND_H
#define QT_COREF_BOUND_H

#include "coref/lists.h"

/* The candidate before `m` that a relative pronoun right behind a phrase belongs to ("Dana Orlec, who denied it"), or the
 * subject of the clause of a reflexive ("Dana Orlec contradicted herself"); QT_NONE of all else. */
uint32_t qt_bound(const qt_scene *scene, uint32_t m);

/* Whether it is a reflexive pronoun. */
bool qt_is_reflexive(const qt_words *words, uint32_t token);

typedef enum qt_relative_list { QT_RELATIVE_NO_LIST, QT_RELATIVE_LIST, QT_RELATIVE_OPEN } qt_relative_list;

/* Whether a relative pronoun stands behind a list, and for all of it: "Dana Orlec and Otto Brandt, who have denied it". By the
 * verb's number, else where the tree hangs the clause on the whole list; OPEN where neither tells it from the last part, NO_LIST where
 * the verb means one. `of_list`: [token_count] the list that a token heads, or QT_NONE. */
qt_relative_list qt_relative_list_read(const qt_scene *scene, const uint32_t *of_list, uint32_t m, qt_list *out);

#endif
