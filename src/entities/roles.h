/* Titles, roles and descriptions, and whether two agree. */
#ifndef QT_ENTITIES_ROLES_H
#define QT_ENTITIES_ROLES_H

#include "entities/profile.h"

int qt_roles_read(qt_strs titles, qt_strs roles, qt_arena *arena, qt_roles *out, quoth_error *error);

/* The grade of the pair that agrees best (qt_facts.role), and that pair; 0 where one side has none. */
int qt_roles_compare(const qt_roles *a, const qt_roles *b, const qt_role **x, const qt_role **y);

/* Two descriptions that share two words or more. */
bool qt_descriptions_agree(const qt_roles *a, const qt_roles *b, const qt_role **x, const qt_role **y);

/* The pair (a, b) stands before (c, d), whichever of the two is first: ties must not depend on the order of comparing. */
bool qt_strings_before(qt_str a, qt_str b, qt_str c, qt_str d);

#endif
