/* Descriptions that repeat what a name says: "the zoo", where the text has one Orsel Zoo; "the commissioner", of Commissioner Orlec. */
#ifndef QT_COREF_CALLED_H
#define QT_COREF_CALLED_H

#include "coref/chains.h"

/* The name that candidate `m`, a bare "the NOUN", stands for: of all names before it the only one whose last word, title or role is
 * that noun, where nobody else is called so. QT_NONE where there is none, where its bearer is called otherwise ("former
 * president"), or where the text has too many names. `links` are known of the candidates before `m`. Bounded work. */
uint32_t qt_called(const qt_scene *scene, const qt_link *links, uint32_t m);

/* Whether candidate `m` is "the NOUN" and no more. */
bool qt_is_bare(const qt_scene *scene, uint32_t m);

/* Whether a name bears another office than the bare noun of `m`: "former president", "deputy mayor" of "the president", "the mayor". */
bool qt_bears_other_office(const qt_scene *scene, uint32_t name, uint32_t m);

/* Whether somebody or something outside a chain was called by the noun of `m` before: "a zoo", "the Lisgard zoo". */
bool qt_called_otherwise(const qt_scene *scene, const qt_link *links, uint32_t m, uint32_t chain);

#endif
