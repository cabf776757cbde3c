/* When names of one document are the same one's: rules, because a wrong name is the worst of faults. */
#ifndef QT_COREF_NAMES_H
#define QT_COREF_NAMES_H

#include "coref/candidates.h"

/* group[i]: the first name that names the same one as name i, itself where there is none before it. One are
 *  - names written alike but for case and article, and an acronym and what it stands for;
 *  - a person's surname alone, and the one full name in the text that has it; a given name alone likewise, if the full name
 *    comes first;
 *  - full names of persons that differ by a middle name, or by an initial for the given name;
 *  - an organization's name with and without the word for what it is ("Orlec", "Orlec Foundation").
 * A name that may be two people's ("Lunt", where Ada Lunt and Otto Lunt are in the text) is whose bearers.h finds, or nobody's: its
 * group is QT_NONE.
 * Linear but for sorting. */
int qt_names_group(const qt_words *words, const qt_mention *names, size_t count, qt_arena *arena, uint32_t **group,
                   quoth_error *error);

#endif
