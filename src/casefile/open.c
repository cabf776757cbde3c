/* Opening and closing: what a case file may be, how a new one is made, and which journal is used when.
 *
 * At rest a case file is one file with a rollback-journal header, readable from read-only media and by any tool. While
 * a writer has it open it is in WAL mode, so that readers and the writer do not wait for one another; the last writer
 * to leave folds the log back in. docs/CASEFILE.md says why. */
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "casefile/file.h"
#include "casefile/overlay.h"
#include "casefile/query.h"

enum { WAIT_MS = 30000, JOURNAL_TRIES = 40, SCRATCH_MAX = 1 << 30 };

/* ---------------------------------------------------------------------------------------------------- configuration */

/* Limits against hostile files (https://sqlite.org/security.html): nothing in this room comes near them. */
static const struct {
    int what, value;
} LIMITS[] = {
    {SQLITE_LIMIT_LENGTH, 256 * 1024 * 1024},
    {SQLITE_LIMIT_SQL_LENGTH, 100000},
    {SQLITE_LIMIT_COLUMN, 100},
    {SQLITE_LIMIT_EXPR_DEPTH, 100},
    {SQLITE_LIMIT_COMPOUND_SELECT, 10},
    {SQLITE_LIMIT_VDBE_OP, 100000},
    {SQLITE_LIMIT_FUNCTION_ARG, 10},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 50},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
};
static const struct {
    int what, value;
} SETTINGS[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1},
    {SQLITE_DBCONFIG_DQS_DDL, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
};

static int configure(qt_case *c, quoth_error *error)
{
    sqlite3_extended_result_codes(c->db, 1);
    for (size_t i = 0; i < sizeof LIMITS / sizeof *LIMITS; i++) sqlite3_limit(c->db, LIMITS[i].what, LIMITS[i].value);
    for (size_t i = 0; i < sizeof SETTINGS / sizeof *SETTINGS; i++) {
        int now = -1;
        int rc = sqlite3_db_config(c->db, SETTINGS[i].what, SETTINGS[i].value, &now);
        if (rc || now != SETTINGS[i].value) return qt_db_fail(c, rc ? rc : SQLITE_MISUSE, error);
    }
    int rc = sqlite3_busy_timeout(c->db, c->wait_ms);
    if (!rc)
        rc = sqlite3_exec(c->db, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA secure_delete = ON", NULL,
                          NULL, NULL);
    if (!rc) rc = qt_query_functions(c);
    return rc ? qt_db_fail(c, rc, error) : QUOTH_OK;
}

static int connect(qt_case *c, bool immutable, quoth_error *error)
{
    char *name = qt_file_database_name(c->path, immutable);
    if (!name) return qt_db_no_memory(c, error);
    /* Readers too open for writing where they may: only so can they finish what a killed writer left behind. */
    int flags = immutable ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE;
    int rc = sqlite3_open_v2(name, &c->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    free(name);
    if (rc) return qt_db_fail(c, rc, error);
    return configure(c, error);
}

/* ----------------------------------------------------------------------------------------------- what kind of file */

typedef struct file_state {
    int64_t application, version, objects;
    bool utf8; /* the encoding of its texts */
} file_state;

static int pragma(qt_case *c, const char *sql, int64_t *number, bool *utf8, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int status = qt_db_query(c, &stmt, error, sql, NULL, 0);
    if (!status) status = qt_db_step(c, stmt, &row, error);
    if (!status && row && number) *number = qt_db_int(stmt, 0);
    if (!status && row && utf8) *utf8 = qt_str_equal(qt_db_text(stmt, 0), QT_STR("UTF-8"));
    qt_db_reset(stmt);
    return status;
}

static int read_state(qt_case *c, file_state *out, quoth_error *error)
{
    int status = pragma(c, "SELECT count(*) FROM sqlite_schema", &out->objects, NULL, error);
    if (!status) status = pragma(c, "PRAGMA application_id", &out->application, NULL, error);
    if (!status) status = pragma(c, "PRAGMA user_version", &out->version, NULL, error);
    if (!status) status = pragma(c, "PRAGMA encoding", NULL, &out->utf8, error);
    return status;
}

/* The first read. On read-only media a file in WAL mode cannot be opened as such; if no log lies beside it, it can be
 * read as something that does not change. */
static int first_read(qt_case *c, qt_case_mode mode, file_state *out, quoth_error *error)
{
    quoth_error first = {0};
    int status = read_state(c, out, &first);
    bool retry = status && mode == QT_CASE_READ && !qt_file_companion(c->path, "-wal") &&
                 !qt_file_companion(c->path, "-journal");
    if (retry) {
        int code = sqlite3_errcode(c->db) & 0xff;
        retry = code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
    }
    if (retry) {
        for (size_t i = 0; i < c->prepared_count; i++) sqlite3_finalize(c->prepared[i]);
        c->prepared_count = 0;
        sqlite3_close(c->db);
        c->db = NULL;
        status = connect(c, true, error);
        return status ? status : read_state(c, out, error);
    }
    if (status && error && error->status == QUOTH_OK) *error = first;
    return status;
}

static int name_fault(qt_case *c, quoth_error *error, const char *message)
{
    qt_fail(error, QUOTH_FAILED, "%s", message);
    qt_fail_in(error, qt_str_of(c->path));
    return QUOTH_FAILED;
}

/* Makes an empty file a case file, or takes an older one to this program's schema. Another process may have done so
 * while this one waited for the lock. */
static int migrate(qt_case *c, bool may_make, quoth_error *error)
{
    file_state state = {0};
    int status = qt_db_begin_write(c, error);
    if (status) return status;
    status = read_state(c, &state, error);
    if (!status && state.objects == 0 && state.application == 0 && may_make) {
        int rc = qt_schema_apply(c->db, &c->schema, 0);
        if (rc) status = qt_db_fail(c, rc, error);
    } else if (!status && state.application == QT_APPLICATION_ID && state.version < c->schema.version) {
        int rc = qt_schema_apply(c->db, &c->schema, (int)state.version);
        if (rc) status = qt_db_fail(c, rc, error);
    }
    return qt_db_end(c, status, error);
}

static int check_state(qt_case *c, const file_state *state, bool may_be_older, quoth_error *error)
{
    if (state->application != QT_APPLICATION_ID)
        return name_fault(
            c, error, state->objects ? "is an SQLite database, but not a quoth case file" : "is not a quoth case file");
    if (state->version > c->schema.version) {
        qt_fail(error, QUOTH_FAILED, "was written by a newer quoth (its schema is %lld, this program knows %d)",
                (long long)state->version, c->schema.version);
        return qt_fail_in(error, qt_str_of(c->path));
    }
    if (!state->utf8) return name_fault(c, error, "holds text in another encoding than UTF-8: not quoth's doing");
    if (state->version < 1) return name_fault(c, error, "has no schema version: not a quoth case file");
    if (state->version < c->schema.version && !may_be_older)
        return name_fault(c, error, "was written by an older quoth: `quoth update` brings it up to date");
    return QUOTH_OK;
}

/* An empty file that somebody else made may be open to others: it becomes private before anything is written. */
static int make_private(qt_case *c, quoth_error *error)
{
    if (chmod(c->path, 0600)) return name_fault(c, error, "is an empty file of somebody else's: cannot use it");
    return QUOTH_OK;
}

static int settle_schema(qt_case *c, qt_case_mode mode, quoth_error *error)
{
    file_state state = {0};
    int status = first_read(c, mode, &state, error);
    if (status) return status;
    bool fresh = mode == QT_CASE_CREATE && state.objects == 0 && state.application == 0;
    if (!fresh && (status = check_state(c, &state, c->writer, error))) return status;
    if (c->writer && sqlite3_db_readonly(c->db, "main") == 1) return qt_db_fail(c, SQLITE_READONLY, error);
    if (fresh && (status = make_private(c, error))) return status;
    if (fresh || (c->writer && state.version < c->schema.version)) {
        if ((status = migrate(c, fresh, error)) || (status = read_state(c, &state, error))) return status;
        return check_state(c, &state, false, error);
    }
    return QUOTH_OK;
}

/* ------------------------------------------------------------------------------------------------------- soundness */

typedef struct soundness {
    qt_case *c;
    quoth_error *error;
} soundness;

/* People may change views and indices, but not what this program reads through or writes into: tables that are none, views
 * of ours that say something else, and triggers of somebody else's, which would run whenever it writes. */
static int unsound(void *context, const char *type, const char *name, const char *what)
{
    soundness *s = context;
    bool missing_table = strcmp(type, "table") == 0 && strcmp(what, "is missing") == 0;
    bool trigger = strcmp(type, "trigger") == 0 && s->c->writer;
    bool view = strcmp(type, "view") == 0 && (strcmp(name, "documents") == 0 || strcmp(name, "version") == 0);
    if (!missing_table && !trigger && !view) return 0;
    qt_fail(s->error, QUOTH_INTEGRITY, "its %s %s %s", type, name, what);
    qt_fail_in(s->error, qt_str_of(s->c->path));
    return -QUOTH_INTEGRITY; /* below zero: no SQLite code */
}

static int check_soundness(qt_case *c, quoth_error *error)
{
    soundness s = {c, error};
    int rc = qt_schema_compare(c->db, &c->schema, unsound, &s);
    if (rc < 0) return -rc;
    return rc ? qt_db_fail(c, rc, error) : QUOTH_OK;
}

/* --------------------------------------------------------------------------------------------------------- journals */

static bool journal_is(qt_case *c, const char *pragma, const char *wanted)
{
    sqlite3_stmt *stmt = NULL;
    bool is = false;
    if (sqlite3_prepare_v2(c->db, pragma, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        const char *mode = (const char *)sqlite3_column_text(stmt, 0);
        is = mode && strcmp(mode, wanted) == 0;
    }
    sqlite3_finalize(stmt);
    return is;
}

/* Entering WAL needs a moment without other users; the busy handler does not cover it. Where that moment does not
 * come, or the folder's file system has no shared memory, the rollback journal does. */
static void enter_wal(qt_case *c)
{
    sqlite3_exec(c->db, "PRAGMA cache_size = -16384", NULL, NULL,
                 NULL); /* KiB: the search indices are written all over */
    for (int i = 0; i < JOURNAL_TRIES; i++) {
        if (journal_is(c, "PRAGMA journal_mode = WAL", "wal")) {
            /* A commit survives the program's death at once and the machine's at the next checkpoint; `add` goes on
             * where it stopped. In rollback mode every commit is synced (FULL, the default). */
            sqlite3_exec(c->db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
            return;
        }
        int code = sqlite3_errcode(c->db) & 0xff;
        if (code != SQLITE_BUSY && code != SQLITE_LOCKED) return;
        const struct timespec pause = {.tv_nsec = 25000000};
        nanosleep(&pause, NULL);
    }
}

/* The last one to leave makes it one file again; anybody else is refused at once, and that is fine. */
static void leave_wal(qt_case *c)
{
    sqlite3_busy_timeout(c->db, 0);
    sqlite3_exec(c->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
    journal_is(c, "PRAGMA journal_mode = DELETE", "delete");
}

/* --------------------------------------------------------------------------------------------------- open and close */

static int open_file(qt_case *c, qt_case_mode mode, quoth_error *error)
{
    int status = qt_file_look(c->path, mode == QT_CASE_CREATE, error);
    if (!status && mode == QT_CASE_CREATE) status = qt_file_make(c->path, error);
    if (!status) status = connect(c, false, error);
    if (!status) status = settle_schema(c, mode, error);
    if (!status) status = check_soundness(c, error);
    if (status) return status;
    if (c->writer) enter_wal(c);
    else if (sqlite3_exec(c->db, "PRAGMA query_only = ON", NULL, NULL, NULL))
        return qt_db_fail(c, sqlite3_extended_errcode(c->db), error);
    return QUOTH_OK;
}

int qt_case_open_with(const char *path, qt_case_mode mode, const qt_case_options *options, qt_case **out,
                      quoth_error *error)
{
    qt_case *c = calloc(1, sizeof *c);
    if (!c) return qt_fail(error, QUOTH_FAILED, "out of memory");
    c->writer = mode != QT_CASE_READ;
    c->schema = options->schema;
    c->wait_ms = options->wait_ms;
    c->path = malloc(strlen(path) + 1);
    c->scratch = qt_arena_new(SCRATCH_MAX);
    c->body = qt_arena_new(SCRATCH_MAX);
    int status = QUOTH_OK;
    if (c->path) memcpy(c->path, path, strlen(path) + 1);
    if (!c->path || !c->scratch || !c->body) status = qt_fail(error, QUOTH_FAILED, "out of memory");
    if (!status) status = open_file(c, mode, error);
    if (status) {
        qt_fail_in(error, qt_str_of(path));
        c->writer = false; /* nothing to fold back in */
        qt_case_close(c);
        return status;
    }
    *out = c;
    return QUOTH_OK;
}

int qt_case_open(const char *path, qt_case_mode mode, qt_case **out, quoth_error *error)
{
    const qt_case_options options = {qt_schema_current(), WAIT_MS};
    return qt_case_open_with(path, mode, &options, out, error);
}

void qt_case_close(qt_case *c)
{
    if (!c) return;
    for (size_t i = 0; i < c->prepared_count; i++) sqlite3_finalize(c->prepared[i]);
    if (c->writer) leave_wal(c);
    sqlite3_close(c->db);
    qt_arena_free(c->scratch);
    qt_arena_free(c->body);
    qt_overlay_free(c->overlay);
    free(c->path);
    free(c);
}
