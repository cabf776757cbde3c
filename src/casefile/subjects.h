/* What keys find in a case file, and how that reads. */
#ifndef QT_CASEFILE_SUBJECTS_H
#define QT_CASEFILE_SUBJECTS_H

#include "casefile/decisions.h"

/* The whole key that `given` (a key, or an unambiguous beginning) stands for, for a decision of this kind; *what is
 * "statement" or "entity". QUOTH_USAGE where it finds nothing, or several. */
int qt_subject_resolve(qt_case *c, qt_action action, qt_str given, qt_arena *arena, qt_str *key, const char **what,
                       quoth_error *error);

/* The key of the entity that has the referent `key`; data NULL where there is none. */
int qt_subject_entity(qt_case *c, qt_str key, qt_arena *arena, qt_str *out, quoth_error *error);

/* For qt_decisions_settle, on this case file. Names live in `arena`; `status` is the first failure. */
typedef struct qt_subject_finder {
    qt_case *c;
    qt_arena *arena;
    quoth_error *error;
    int status;
} qt_subject_finder;
qt_str qt_subject_find(void *context, qt_str key, qt_action action);

/* What stands at a key, in words: a statement as source, cue, words and hedges. data NULL where nothing does. */
int qt_subject_words(qt_case *c, qt_str key, qt_action action, qt_arena *arena, qt_str *out, const char **what,
                     quoth_error *error);

#endif
