/* "Did you mean …?" */
#ifndef QT_CLI_NEAREST_H
#define QT_CLI_NEAREST_H

#include "base/str.h"

/* The candidate nearest to `word` by optimal string alignment (Damerau 1964, without overlapping edits), or NULL where
 * none is near: at most two edits, or a third of a word under six letters; a candidate that begins with `word` (three
 * letters or more) counts as one edit. The first of equals. */
const char *qt_nearest(const char *word, const char *const *candidates, size_t count);

#endif
