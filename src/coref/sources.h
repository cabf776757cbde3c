/* Whom the statements' sources and contents name, from the chains. */
#ifndef QT_COREF_SOURCES_H
#define QT_COREF_SOURCES_H

#include "coref/chains.h"
#include "coref/coref.h"
#include "coref/speakers.h"

/* What is known when statements get their names. */
typedef struct qt_naming {
    const qt_scene *scene;
    const qt_link *links;
    const uint32_t *mention_of; /* [candidates] index of its mention in `who`, or QT_NONE */
    qt_coref *who;
    qt_arena *arena;
} qt_naming;

/* The referent of a candidate, or QT_NONE. */
static inline uint32_t qt_naming_referent(const qt_naming *n, uint32_t candidate)
{
    uint32_t mention = n->mention_of[candidate];
    return mention == QT_NONE ? QT_NONE : qt_referent_of(n->who, mention);
}

/* Where the document says best who a referent is. */
static inline qt_span qt_naming_best(const qt_naming *n, uint32_t referent)
{
    return n->who->mentions[n->who->referents[referent].best].span;
}

/* Whether the reading of a candidate is sure enough to be signed. */
bool qt_naming_sure(const qt_naming *n, uint32_t candidate);

/* Gives each source its referent, name, `resolved` and candidates: one source for each of its statement's speakers. */
int qt_sources_name(const qt_naming *n, const qt_speakers *speakers, qt_statement *statements, size_t count,
                    quoth_error *error);

/* first_person.c: gives "I" as a source, inside what one speaker is quoted with, that speaker's name; "we" too where he speaks for
 * a body, else he is its candidate. Behind qt_sources_name. */
int qt_first_person_name(const qt_naming *n, qt_statement *statements, size_t count, quoth_error *error);

/* abouts.c: gives each statement the named referents of its content, as far as the reading is sure. */
int qt_abouts_read(const qt_naming *n, qt_statement *statements, size_t count, quoth_error *error);

#endif
