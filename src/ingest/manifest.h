/* A manifest: what is known about files, as a CSV table with a header of these columns in any order:
 *
 *     path,title,url,publisher,published,author,agency
 *
 * `path` is needed; other columns are ignored; an empty cell says nothing. A path that is not absolute is looked for
 * beside the manifest first, then in the current folder. */
#ifndef QT_INGEST_MANIFEST_H
#define QT_INGEST_MANIFEST_H

#include "base/arena.h"

typedef struct qt_manifest qt_manifest;

/* Views live as long as the manifest; data NULL where a cell is empty (or a date is none). */
typedef struct qt_manifest_row {
    qt_str path; /* as written */
    char *real;  /* where it is, NUL-terminated; NULL where there is no such file */
    uint64_t line;
    qt_str title, url, publisher, published, author, agency;
} qt_manifest_row;

/* QUOTH_REFUSED, naming file and line, for what is no such table (it must be valid UTF-8, at most 16 MiB, no file named
 * twice); QUOTH_FAILED for want of memory. */
int qt_manifest_open(const char *path, qt_manifest **out, quoth_error *error);
void qt_manifest_close(qt_manifest *manifest);

/* The row for the file at `path`, however either spells it, or NULL. */
const qt_manifest_row *qt_manifest_find(const qt_manifest *manifest, const char *path);

/* The next row from *from on (0 at first) whose file does not exist, or NULL. */
const qt_manifest_row *qt_manifest_missing(const qt_manifest *manifest, size_t *from);

#endif
