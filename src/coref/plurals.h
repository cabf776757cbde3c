/* What a plural says of those that it means: "both", "all three", "the two men", "they". */
#ifndef QT_COREF_PLURALS_H
#define QT_COREF_PLURALS_H

#include "coref/lexicon.h"
#include "coref/scene.h"

/* What a plural says of its members. */
typedef struct qt_plural {
    uint32_t count; /* 0: it does not say */
    uint8_t type, gender;
    bool they;
    uint8_t kin; /* qt_kin */
    qt_str role; /* what each of them has to be called ("the two ministers"); data NULL */
} qt_plural;

/* What candidate `m` says; false of a phrase that is no plural, or is not said of all ("two men", "several"). */
bool qt_plural_read(const qt_scene *scene, uint32_t m, qt_plural *out);

/* A plural that says neither how many of more than two nor of what kind: "both", "they", "the men". */
bool qt_plural_vague(const qt_plural *plural);

#endif
