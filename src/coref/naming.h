/* Whom a candidate names, from the chains, and what a source is called by it. */
#ifndef QT_COREF_NAMING_H
#define QT_COREF_NAMING_H

#include "coref/chains.h"
#include "coref/coref.h"

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

static inline qt_str qt_naming_words(const qt_naming *n, qt_span span)
{
    return qt_str_at(n->scene->words->text->bytes, span);
}

/* Gives the source whose words are candidate `c` its referent, name, `resolved` and candidates; false where the arena is
 * full. */
bool qt_naming_source(const qt_naming *n, uint32_t c, qt_source *source);

#endif
