/* The case file's schema: a list of steps. docs/CASEFILE.md documents the tables.
 *
 * Step N (from 1) takes a file of schema version N - 1 to N; a new file is made by all of them, so that a migrated
 * file and a new one hold the same objects, text for text. A step that has been released is never edited. */
#ifndef QT_CASEFILE_SCHEMA_H
#define QT_CASEFILE_SCHEMA_H

#include <sqlite3.h>

#include "base/error.h"

/* "quot", in the file's header: what file(1) and SQLite know a case file by. */
#define QT_APPLICATION_ID 0x71756f74

typedef struct qt_schema {
    const char *const *steps; /* SQL, several statements each */
    int version;              /* how many there are */
} qt_schema;

/* The schema of this program; static storage. */
qt_schema qt_schema_current(void);

/* Runs steps from + 1 … to inside the caller's transaction, records each in `migration` and sets user_version.
 * Returns an SQLite code. */
int qt_schema_apply(sqlite3 *db, const qt_schema *schema, int from);

/* Called with each object of the schema that is not as this program makes it. */
typedef int (*qt_schema_finding)(void *context, const char *type, const char *name, const char *what);

/* Compares the file's tables, indices, views and triggers with the schema's: objects that are missing, objects of
 * ours that read otherwise, and triggers that are not ours. Further tables, views and indices are the user's own, and
 * the tables inside FTS5's differ with SQLite's version.
 * Returns an SQLite code, or what `found` returned if that was not 0. */
int qt_schema_compare(sqlite3 *db, const qt_schema *schema, qt_schema_finding found, void *context);

#endif
