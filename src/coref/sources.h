/* Whom the statements' sources and contents name, from the chains. */
#ifndef QT_COREF_SOURCES_H
#define QT_COREF_SOURCES_H

#include "coref/chains.h"
#include "coref/coref.h"

/* Sources: referent, name, resolved, candidates. Abouts: the referents of each statement's content. `mention_of`
 * [candidates]: index of its mention in `who`, or QT_NONE. */
int qt_sources_name(const qt_scene *scene, const qt_link *links, const uint32_t *mention_of, qt_coref *who,
                    qt_statement *statements, size_t count, qt_arena *arena, quoth_error *error);
int qt_abouts_read(const qt_scene *scene, const qt_link *links, const uint32_t *mention_of, const qt_coref *who,
                   qt_statement *statements, size_t count, qt_arena *arena, quoth_error *error);

#endif
