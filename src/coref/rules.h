/* What no rank overrules: who cannot be whom, and who is. */
#ifndef QT_COREF_RULES_H
#define QT_COREF_RULES_H

#include "coref/scene.h"

/* Of two qt_genders: whether nobody can be both; what is known where somebody is both. */
bool qt_genders_clash(uint8_t a, uint8_t b);
uint8_t qt_gender_of_both(uint8_t a, uint8_t b);

/* Whether candidate `m` cannot mean what `antecedent` does, whatever else is in their chains: a phrase and what stands inside it;
 * one and many; a credit and the report; a list and its part; a verb's subject and object; two descriptions of which the later
 * says more; a speaker and a "he" of his own words. `pair` is qt_pair_read's. */
bool qt_ruled_out(const qt_scene *scene, uint32_t antecedent, uint32_t m, const uint8_t pair[QT_PAIR_KINDS]);

/* The candidate that the tree says `m` is: what a name or description is set beside, what a relative pronoun belongs to. QT_NONE
 * where the tree does not say. */
uint32_t qt_settled(const qt_scene *scene, uint32_t m);

#endif
