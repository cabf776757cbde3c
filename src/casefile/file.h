/* The file itself, before and beside SQLite. */
#ifndef QT_CASEFILE_FILE_H
#define QT_CASEFILE_FILE_H

#include "base/error.h"

/* As SQLite shall see it: never a URI, never ":memory:" or "". With `immutable`, a URI that says so. The caller frees it;
 * NULL when out of memory. */
char *qt_file_database_name(const char *path, bool immutable);

/* Whether a file beside the case file ("-wal", "-journal") holds something. */
bool qt_file_companion(const char *path, const char *suffix);

/* Makes an empty file that only its owner can read, before anything is written to it: no moment at which others could
 * open it. A file that is there already is left alone. */
int qt_file_make(const char *path, quoth_error *error);

/* Refuses what cannot be a case file, before SQLite looks at it. */
int qt_file_look(const char *path, bool may_make, quoth_error *error);

#endif
