#include "casefile/db.h"

#include <errno.h>

/* ----------------------------------------------------------------------------------------------------------- errors */

/* The system's word for its error number. XSI strerror_r: _POSIX_C_SOURCE without _GNU_SOURCE. */
static const char *system_word(int number, char *buffer, size_t size)
{
    if (number == 0 || strerror_r(number, buffer, size) != 0) return "input or output error";
    return buffer;
}

/* SQLite forgets the system's error number when a statement fails to write; errno, which was cleared before the step,
 * still has it if it is one of those that writing gives. */
static int error_number(const qt_case *c)
{
    int now = errno, number = c->db ? sqlite3_system_errno(c->db) : 0;
    if (number) return number;
    return now == EFBIG || now == EDQUOT || now == EIO || now == EROFS || now == ENOSPC ? now : 0;
}

static int fail_io(const qt_case *c, int code, quoth_error *error)
{
    char buffer[128];
    const char *word = system_word(error_number(c), buffer, sizeof buffer);
    bool reading = code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ;
    return qt_fail(error, QUOTH_FAILED, "cannot %s the case file: %s; what was stored before is intact",
                   reading ? "read" : "write", word);
}

static int fail_by_code(const qt_case *c, int code, quoth_error *error)
{
    char buffer[128];
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return qt_fail(error, QUOTH_FAILED, "another program is using the case file (waited %d s); try again later",
                       c->wait_ms / 1000);
    case SQLITE_FULL:
        return qt_fail(error, QUOTH_FAILED, "no space left for the case file; what was stored before is intact");
    case SQLITE_READONLY:
        if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY)
            return qt_fail(error, QUOTH_FAILED,
                           "a program was stopped while writing to it and it cannot be repaired "
                           "where it is: copy it with its -journal or -wal file to a folder "
                           "that can be written to");
        return qt_fail(error, QUOTH_FAILED, "the case file is read-only");
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return qt_fail(error, QUOTH_FAILED, "cannot open the case file or its journal: %s",
                       system_word(c->db ? sqlite3_system_errno(c->db) : 0, buffer, sizeof buffer));
    case SQLITE_IOERR:
        if (code == SQLITE_IOERR_NOMEM) return qt_fail(error, QUOTH_FAILED, "out of memory");
        return fail_io(c, code, error);
    case SQLITE_NOMEM: return qt_fail(error, QUOTH_FAILED, "out of memory");
    case SQLITE_NOTADB: return qt_fail(error, QUOTH_FAILED, "is not a quoth case file");
    case SQLITE_CORRUPT:
        return qt_fail(error, QUOTH_INTEGRITY, "the case file is damaged (%s)",
                       c->db ? sqlite3_errmsg(c->db) : sqlite3_errstr(code));
    case SQLITE_TOOBIG: return qt_fail(error, QUOTH_FAILED, "a text or row is larger than a case file may hold");
    default: return qt_fail(error, QUOTH_FAILED, "case file: %s", c->db ? sqlite3_errmsg(c->db) : sqlite3_errstr(code));
    }
}

int qt_db_fail(const qt_case *c, int code, quoth_error *error)
{
    int status = fail_by_code(c, code, error);
    qt_fail_in(error, qt_str_of(c->path));
    return status;
}

int qt_db_damaged(const qt_case *c, quoth_error *error, const char *what, qt_str where)
{
    qt_fail(error, QUOTH_INTEGRITY, "%s%s%.*s", what, where.size ? ": " : "", QT_STR_ARG(where));
    qt_fail_in(error, qt_str_of(c->path));
    return QUOTH_INTEGRITY;
}

int qt_db_no_memory(const qt_case *c, quoth_error *error) { return qt_db_fail(c, SQLITE_NOMEM, error); }

/* ------------------------------------------------------------------------------------------------------- statements */

static int prepare(qt_case *c, const char *sql, sqlite3_stmt **out, quoth_error *error)
{
    for (size_t i = 0; i < c->prepared_count; i++)
        if (c->sql[i] == sql) {
            *out = c->prepared[i];
            return QUOTH_OK;
        }
    if (c->prepared_count == QT_DB_STATEMENTS) return qt_db_fail(c, SQLITE_MISUSE, error);
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v3(c->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
    if (rc) return qt_db_fail(c, sqlite3_extended_errcode(c->db), error);
    c->sql[c->prepared_count] = sql;
    c->prepared[c->prepared_count++] = stmt;
    *out = stmt;
    return QUOTH_OK;
}

static int bind(sqlite3_stmt *stmt, int at, const qt_value *v)
{
    switch (v->type) {
    case QT_VALUE_INT: return sqlite3_bind_int64(stmt, at, v->integer);
    case QT_VALUE_REAL: return sqlite3_bind_double(stmt, at, v->real);
    case QT_VALUE_TEXT: return sqlite3_bind_text64(stmt, at, v->bytes.data, v->bytes.size, SQLITE_STATIC, SQLITE_UTF8);
    case QT_VALUE_BLOB: return sqlite3_bind_blob64(stmt, at, v->bytes.data, v->bytes.size, SQLITE_STATIC);
    default: return sqlite3_bind_null(stmt, at);
    }
}

void qt_db_reset(sqlite3_stmt *stmt)
{
    if (!stmt) return;
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
}

int qt_db_query(qt_case *c, sqlite3_stmt **out, quoth_error *error, const char *sql, const qt_value *values,
                size_t count)
{
    sqlite3_stmt *stmt = NULL;
    int status = prepare(c, sql, &stmt, error);
    if (status) return status;
    qt_db_reset(stmt);
    for (size_t i = 0; i < count; i++) {
        int rc = bind(stmt, (int)i + 1, &values[i]);
        if (rc) {
            qt_db_reset(stmt);
            return qt_db_fail(c, rc, error);
        }
    }
    *out = stmt;
    return QUOTH_OK;
}

int qt_db_step(qt_case *c, sqlite3_stmt *stmt, bool *row, quoth_error *error)
{
    errno = 0;
    int rc = sqlite3_step(stmt);
    *row = rc == SQLITE_ROW;
    if (rc == SQLITE_ROW) return QUOTH_OK;
    int status = rc == SQLITE_DONE ? QUOTH_OK : qt_db_fail(c, sqlite3_extended_errcode(c->db), error);
    qt_db_reset(stmt);
    return status;
}

int qt_db_run(qt_case *c, quoth_error *error, const char *sql, const qt_value *values, size_t count)
{
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    int status = qt_db_query(c, &stmt, error, sql, values, count);
    while (!status && row) status = qt_db_step(c, stmt, &row, error);
    return status;
}

qt_str qt_db_text(sqlite3_stmt *stmt, int i)
{
    int type = sqlite3_column_type(stmt, i);
    if (type == SQLITE_NULL) return (qt_str){NULL, 0};
    const void *data = type == SQLITE_BLOB ? sqlite3_column_blob(stmt, i) : sqlite3_column_text(stmt, i);
    int size = sqlite3_column_bytes(stmt, i);
    return data ? (qt_str){data, (size_t)size} : (qt_str){"", 0};
}

/* ----------------------------------------------------------------------------------------------------- transactions */

int qt_db_begin_read(qt_case *c, quoth_error *error) { return qt_db_run(c, error, "BEGIN", NULL, 0); }

int qt_db_begin_write(qt_case *c, quoth_error *error)
{
    if (!c->writer) return qt_db_fail(c, SQLITE_READONLY, error);
    return qt_db_run(c, error, "BEGIN IMMEDIATE", NULL, 0);
}

int qt_db_end(qt_case *c, int status, quoth_error *error)
{
    if (!status) status = qt_db_run(c, error, "COMMIT", NULL, 0);
    /* Some failures have rolled back already. */
    if (status && !sqlite3_get_autocommit(c->db)) sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}
