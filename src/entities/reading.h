/* The words of a person's name while they are read. */
#ifndef QT_ENTITIES_READING_H
#define QT_ENTITIES_READING_H

#include "entities/entities.h"
#include "entities/names.h"

typedef struct qt_reading {
    qt_folded words[QT_ENTITY_NAME_WORDS];
    size_t count;
    bool comma; /* "Orlec, Anna" */
    qt_arena *arena;
    qt_person_name *name;
} qt_reading;

/* Joins the word at `at`, or `prefix` in its place, and the one behind it; false where memory is out. */
bool qt_reading_join(qt_reading *r, size_t at, const char *prefix);

/* Takes off "Jr." and "PhD", then the Arabic article, "bin" and the like (false where memory is out), then "von". */
void qt_reading_suffixes(qt_reading *r);
bool qt_reading_arabic(qt_reading *r);
void qt_reading_particles(qt_reading *r);

#endif
