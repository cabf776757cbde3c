/* The open case file, and the few ways in which this room talks to SQLite: prepared once, always bound, always reset,
 * every failure turned into one line that names the file. */
#ifndef QT_CASEFILE_DB_H
#define QT_CASEFILE_DB_H

#include "casefile/casefile.h"
#include "casefile/schema.h"

enum { QT_DB_STATEMENTS = 224 }; /* distinct SQL texts in this room, at most */

typedef struct qt_overlay qt_overlay;

struct qt_case {
    sqlite3 *db;
    char *path; /* as given; for messages */
    bool writer;
    int wait_ms;
    qt_schema schema;
    qt_overlay *overlay;               /* what people decided about statements; NULL until it is asked for */
    qt_arena *scratch;                 /* for one statement's or one batch's worth of work */
    qt_arena *body;                    /* for the document that is being read */
    const char *sql[QT_DB_STATEMENTS]; /* by address: each text is a literal in this room's code */
    sqlite3_stmt *prepared[QT_DB_STATEMENTS];
    size_t prepared_count;
};

/* How to open: what qt_case_open takes for granted and tests vary. */
typedef struct qt_case_options {
    qt_schema schema;
    int wait_ms; /* how long to wait for another writer */
} qt_case_options;

int qt_case_open_with(const char *path, qt_case_mode mode, const qt_case_options *options, qt_case **out,
                      quoth_error *error);

/* One value to bind. Texts and blobs must live until the statement is reset; data NULL binds NULL. */
typedef struct qt_value {
    enum { QT_VALUE_NULL, QT_VALUE_INT, QT_VALUE_REAL, QT_VALUE_TEXT, QT_VALUE_BLOB } type;
    int64_t integer;
    double real;
    qt_str bytes;
} qt_value;

static inline qt_value qt_null(void) { return (qt_value){.type = QT_VALUE_NULL}; }
static inline qt_value qt_int(int64_t i) { return (qt_value){.type = QT_VALUE_INT, .integer = i}; }
static inline qt_value qt_real(double r) { return (qt_value){.type = QT_VALUE_REAL, .real = r}; }
static inline qt_value qt_text_value(qt_str s)
{
    return (qt_value){.type = s.data ? QT_VALUE_TEXT : QT_VALUE_NULL, .bytes = s};
}
static inline qt_value qt_blob(qt_str s)
{
    return (qt_value){.type = s.data ? QT_VALUE_BLOB : QT_VALUE_NULL, .bytes = s};
}

/* Prepares `sql` (a literal), or finds it prepared, and binds `values` to ?1, ?2 and so on. */
int qt_db_query(qt_case *c, sqlite3_stmt **out, quoth_error *error, const char *sql, const qt_value *values,
                size_t count);
/* Steps: *row says whether there is a row. At the end, and on failure, the statement is reset. */
int qt_db_step(qt_case *c, sqlite3_stmt *stmt, bool *row, quoth_error *error);
/* qt_db_query and steps to the end, rows ignored. */
int qt_db_run(qt_case *c, quoth_error *error, const char *sql, const qt_value *values, size_t count);
void qt_db_reset(sqlite3_stmt *stmt);

#define QT_VALUES(...) (const qt_value[]){__VA_ARGS__}, sizeof((const qt_value[]){__VA_ARGS__}) / sizeof(qt_value)
#define QT_QUERY(c, out, error, sql, ...) qt_db_query((c), (out), (error), (sql), QT_VALUES(__VA_ARGS__))
#define QT_RUN(c, error, sql, ...) qt_db_run((c), (error), (sql), QT_VALUES(__VA_ARGS__))

/* Column `i` of the current row; data NULL for SQL NULL; valid until the next step. */
qt_str qt_db_text(sqlite3_stmt *stmt, int i);
static inline int64_t qt_db_int(sqlite3_stmt *stmt, int i) { return sqlite3_column_int64(stmt, i); }

/* BEGIN (a snapshot to read from) and BEGIN IMMEDIATE (waits for other writers). qt_db_end commits where `status` is
 * QUOTH_OK, otherwise rolls back; it returns `status`, or the failure to commit. */
int qt_db_begin_read(qt_case *c, quoth_error *error);
int qt_db_begin_write(qt_case *c, quoth_error *error);
int qt_db_end(qt_case *c, int status, quoth_error *error);

/* Turns an SQLite result code into an error that names the file. */
int qt_db_fail(const qt_case *c, int code, quoth_error *error);
/* The same for a failure that is not SQLite's: stored data that cannot be as it is. */
int qt_db_damaged(const qt_case *c, quoth_error *error, const char *what, qt_str where);
int qt_db_no_memory(const qt_case *c, quoth_error *error);

#endif
