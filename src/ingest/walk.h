/* Paths -> open files, in order: what the folders among them hold, recursively, names in byte order. */
#ifndef QT_INGEST_WALK_H
#define QT_INGEST_WALK_H

#include "ingest/ingest.h"

typedef struct qt_walk qt_walk;

typedef struct qt_found {
    int fd;          /* open for reading, the caller's to close; -1 where the walk only measures */
    uint64_t size;   /* bytes of a regular file, 0 for standard input */
    const char *raw; /* the path for the system; until the next call */
    qt_str path;     /* the same as UTF-8 (bytes that are not as \xHH); until the next call */
    bool standard_input;
} qt_found;

/* `skip`: files that folders leave out (NULL entries allowed), the first also with the -wal, -shm and -journal beside it.
 * `measure`: nothing is opened but folders. */
int qt_walk_open(const char *const *paths, size_t count, const char *const skip[2], bool measure, qt_walk **out,
                 quoth_error *error);
void qt_walk_close(qt_walk *walk);

/* QT_INGEST_DOCUMENT for a file found. Refused, naming the path: what is missing, may not be read, is neither file nor
 * folder (it is not opened), a folder that holds no file, folders nested too deeply. */
qt_ingest_result qt_walk_next(qt_walk *walk, qt_found *out, quoth_error *error);

#endif
