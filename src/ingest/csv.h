/* CSV (RFC 4180) out of memory: quoted fields, doubled quotes, line ends LF or CR LF, line breaks inside quotes. */
#ifndef QT_INGEST_CSV_H
#define QT_INGEST_CSV_H

#include "base/arena.h"

#define QT_CSV_FIELDS ((size_t)64)
#define QT_CSV_FIELD_MAX ((size_t)64 * 1024)

typedef struct qt_csv {
    qt_str bytes; /* set before the first call; a byte order mark is skipped by the caller */
    size_t at;
    uint64_t line;  /* of the row read last, from 1 */
    uint64_t lines; /* line ends seen */
} qt_csv;

/* The next row that is not blank: its fields in fields[QT_CSV_FIELDS], unquoted in the arena or viewing the bytes. *count is 0
 * at the end. QUOTH_REFUSED, naming the byte, for a quote that never closes or stands where none may, and past the limits. */
int qt_csv_next(qt_csv *csv, qt_arena *arena, qt_str fields[QT_CSV_FIELDS], size_t *count, quoth_error *error);

#endif
