/* Queries that print rows: nothing is locked, and no snapshot held, while a row is in the caller's hands. */
#ifndef QT_CASEFILE_QUERY_H
#define QT_CASEFILE_QUERY_H

#include "casefile/read.h"

/* Ids of a query that selects them in its first column, in `arena`. */
typedef struct qt_ids {
    int64_t *items;
    size_t count;
} qt_ids;
int qt_query_ids(qt_case *c, sqlite3_stmt *stmt, qt_arena *arena, qt_ids *out, quoth_error *error);

/* Statement `id` of `body` as the contract's object, with what people decided of it, in a transaction of its own; *out is
 * NULL where it has gone, or is hidden and `hidden` is false. */
int qt_query_statement(qt_case *c, const qt_body *body, int64_t id, bool hidden, json_t **out, quoth_error *error);

/* A statement by id, key or unambiguous beginning of a key; QUOTH_USAGE, naming the candidates, where it is none or more. */
typedef struct qt_found {
    int64_t id, document;
} qt_found;
int qt_find_statement(qt_case *c, qt_str key, qt_found *out, quoth_error *error);

/* SQL functions for this connection: qt_contains(text, part), letters compared without case; qt_hits(fts table);
 * qt_decided(key, begin, end, nth, count), the name that a person gave to that source. */
int qt_query_functions(qt_case *c);

#endif
