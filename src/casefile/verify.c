/* Proves that the case file holds what it was given: SQLite's own checks first, then every hash, then every span and
 * every text that was copied out of a document. Nothing is repaired. */
#include "casefile/verify.h"

#include <stdio.h>

enum { MESSAGES = 100 };

int qt_report(qt_verifying *v, const char *what, const char *detail)
{
    json_t *out = json_object(), *text = detail ? json_string(detail) : NULL;
    int bad = json_object_set_new(out, "what", json_string(what));
    static const char *const OF_DOCUMENT[] = {"document", "sha256"};
    for (int i = 0; i < 2; i++) {
        json_t *value = json_object_get(v->document, OF_DOCUMENT[i]);
        bad |=
            value ? json_object_set(out, OF_DOCUMENT[i], value) : json_object_set_new(out, OF_DOCUMENT[i], json_null());
    }
    bad |= json_object_set_new(out, "detail", text ? text : json_null());
    v->findings++;
    int status = bad ? qt_db_no_memory(v->c, v->error) : v->row(v->context, out);
    json_decref(out);
    return status;
}

/* ---------------------------------------------------------------------------------------------- SQLite's own checks */

int qt_report_or_fail(qt_verifying *v, const char *what, int code)
{
    if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB)
        return qt_report(v, what, sqlite3_errmsg(v->c->db));
    return qt_db_fail(v->c, code, v->error);
}

static int check_integrity(qt_verifying *v)
{
    sqlite3_stmt *stmt = NULL;
    int status = QUOTH_OK, rc = sqlite3_prepare_v2(v->c->db, "PRAGMA integrity_check(100)", -1, &stmt, NULL);
    while (!rc && !status && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *line = (const char *)sqlite3_column_text(stmt, 0);
        rc = SQLITE_OK;
        if (line && strcmp(line, "ok") != 0) status = qt_report(v, "database", line);
    }
    if (!status && rc && rc != SQLITE_DONE)
        status = qt_report_or_fail(v, "database", sqlite3_extended_errcode(v->c->db));
    sqlite3_finalize(stmt);
    return status;
}

static int check_foreign_keys(qt_verifying *v)
{
    sqlite3_stmt *stmt = NULL;
    int status = QUOTH_OK, count = 0;
    int rc = sqlite3_prepare_v2(v->c->db, "PRAGMA foreign_key_check", -1, &stmt, NULL);
    while (!rc && !status && count++ < MESSAGES && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        char line[256];
        const char *table = (const char *)sqlite3_column_text(stmt, 0),
                   *parent = (const char *)sqlite3_column_text(stmt, 2);
        snprintf(line, sizeof line, "a row of %s (row %lld) points at a row of %s that is not there",
                 table ? table : "?", (long long)sqlite3_column_int64(stmt, 1), parent ? parent : "?");
        rc = SQLITE_OK;
        status = qt_report(v, "foreign key", line);
    }
    if (!status && rc && rc != SQLITE_DONE && rc != SQLITE_ROW)
        status = qt_report_or_fail(v, "foreign key", sqlite3_extended_errcode(v->c->db));
    sqlite3_finalize(stmt);
    return status;
}

static int on_schema(void *context, const char *type, const char *name, const char *what)
{
    char line[256];
    snprintf(line, sizeof line, "%s %s %s", type, name, what);
    return -qt_report(context, "schema", line);
}

static int check_schema(qt_verifying *v)
{
    int rc = qt_schema_compare(v->c->db, &v->c->schema, on_schema, v);
    return rc < 0 ? -rc : rc ? qt_report_or_fail(v, "schema", rc) : QUOTH_OK;
}

/* FTS5's own check compares index and content, but is written as an INSERT: it changes nothing and is rolled back. */
static int check_index_in(qt_verifying *v, sqlite3 *db)
{
    static const struct {
        const char *name, *sql;
    } CHECKS[] = {
        {"search index of statements", "INSERT INTO statement_fts(statement_fts, rank) VALUES ('integrity-check', 1)"},
        {"search index of documents", "INSERT INTO document_fts(document_fts, rank) VALUES ('integrity-check', 1)"},
    };
    int status = QUOTH_OK;
    for (size_t i = 0; i < sizeof CHECKS / sizeof *CHECKS && !status; i++) {
        int rc = sqlite3_exec(db, CHECKS[i].sql, NULL, NULL, NULL);
        if ((rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_ERROR)
            status = qt_report(v, "search index", CHECKS[i].name);
        else if (rc) status = qt_db_fail(v->c, rc, v->error);
    }
    return status;
}

/* A file that cannot be written to is checked in a temporary copy (which SQLite makes without a name). */
static int check_index_in_copy(qt_verifying *v)
{
    sqlite3 *copy = NULL;
    int rc = sqlite3_open_v2("", &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    sqlite3_backup *backup = rc ? NULL : sqlite3_backup_init(copy, "main", v->c->db, "main");
    if (backup) {
        rc = sqlite3_backup_step(backup, -1);
        int end = sqlite3_backup_finish(backup);
        rc = rc == SQLITE_DONE ? end : rc;
    } else {
        rc = SQLITE_NOMEM;
    }
    if (!rc) rc = sqlite3_db_config(copy, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    int status = rc ? qt_report_or_fail(v, "search index", rc) : check_index_in(v, copy);
    sqlite3_close(copy);
    return status;
}

static int check_index(qt_verifying *v)
{
    qt_case *c = v->c;
    if (sqlite3_db_readonly(c->db, "main") == 1) return check_index_in_copy(v);
    int rc = sqlite3_exec(c->db, "PRAGMA query_only = OFF; BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (rc == SQLITE_READONLY || rc == SQLITE_CANTOPEN) return check_index_in_copy(v);
    int status = rc ? qt_db_fail(c, rc, v->error) : check_index_in(v, c->db);
    if (!sqlite3_get_autocommit(c->db)) sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
    if (!c->writer && sqlite3_exec(c->db, "PRAGMA query_only = ON", NULL, NULL, NULL) && !status)
        status = qt_db_fail(c, sqlite3_extended_errcode(c->db), v->error);
    return status;
}

int qt_case_verify(qt_case *c, qt_row row, void *context, quoth_error *error)
{
    quoth_error first = {0};
    qt_verifying v = {.c = c, .error = &first, .row = row, .context = context};
    int status = check_integrity(&v);
    if (!status) status = check_schema(&v);
    if (!status) status = check_foreign_keys(&v);
    if (!status) status = check_index(&v);
    if (!status) status = qt_verify_documents(&v);
    if (!status) status = qt_verify_entities(&v);
    if (!status) status = qt_verify_decisions(&v);
    /* Damage that stops the checks is a finding like any other. */
    if (status == QUOTH_INTEGRITY && first.status == QUOTH_INTEGRITY) status = qt_report(&v, "database", first.message);
    if (!status && v.findings) {
        qt_fail(&first, QUOTH_INTEGRITY, "%llu finding%s", (unsigned long long)v.findings, v.findings == 1 ? "" : "s");
        status = qt_fail_in(&first, qt_str_of(c->path));
    }
    if (status && error && error->status == QUOTH_OK) *error = first;
    return status;
}
