#include "casefile/schema.h"

#include <stdio.h>

/* SQL, one column or clause a line: clang-format would run it together. */
/* clang-format off */

/* Canonical order of a document's places: one that knows the title first, then the earliest published, then by what
 * it says. '~' sorts behind every date. The index `place_order` is on the same expressions. */
#define PLACE_ORDER                                                                                                    \
    "title IS NULL, coalesce(published, '~'), coalesce(publisher, ''), coalesce(url, ''), coalesce(path, ''), "        \
    "coalesce(title, ''), coalesce(author, ''), coalesce(agency, ''), coalesce(captured, ''), published_basis"

#define DIGEST(column) "CHECK (length(" column ") = 64 AND " column " NOT GLOB '*[^0-9a-f]*')"
#define SPAN "begin INTEGER NOT NULL CHECK (begin >= 0), end INTEGER NOT NULL CHECK (end >= begin), text TEXT NOT NULL"
#define OF_STATEMENT "statement INTEGER NOT NULL REFERENCES statement(id) ON DELETE CASCADE, position INTEGER NOT NULL"

static const char STEP_1[] =
    "CREATE TABLE migration (version INTEGER PRIMARY KEY, program TEXT NOT NULL) STRICT;"

    "CREATE TABLE document ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " sha256 TEXT NOT NULL UNIQUE " DIGEST("sha256") ","
    " text_sha256 TEXT NOT NULL " DIGEST("text_sha256") ","
    " encoding TEXT NOT NULL,"
    " title_size INTEGER NOT NULL CHECK (title_size >= 0),"
    " language TEXT NOT NULL,"
    " program TEXT NOT NULL,"
    " model TEXT " DIGEST("model") ","
    " text TEXT NOT NULL,"
    " original BLOB"
    ") STRICT;"

    "CREATE TABLE place ("
    " id INTEGER PRIMARY KEY,"
    " document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,"
    " name TEXT NOT NULL,"
    " path TEXT, url TEXT, publisher TEXT, agency TEXT, author TEXT, title TEXT,"
    " published TEXT,"
    " published_basis TEXT NOT NULL CHECK (published_basis IN ('given', 'metadata', 'text', 'none')),"
    " captured TEXT"
    ") STRICT;"
    "CREATE UNIQUE INDEX place_order ON place (document, " PLACE_ORDER ");"
    "CREATE INDEX place_path ON place (document, path, url);"
    "CREATE INDEX place_url ON place (url);"

    "CREATE TABLE sentence ("
    " id INTEGER PRIMARY KEY,"
    " document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,"
    " " SPAN ","
    " UNIQUE (document, begin, end)"
    ") STRICT;"

    "CREATE TABLE statement ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " key TEXT NOT NULL,"
    " document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,"
    " begin INTEGER NOT NULL CHECK (begin >= 0),"
    " end INTEGER NOT NULL CHECK (end >= begin),"
    " source TEXT, cue TEXT, words TEXT, hedges TEXT,"
    " unplaced_hedge INTEGER NOT NULL CHECK (unplaced_hedge IN (0, 1)),"
    " kind TEXT NOT NULL, voice TEXT NOT NULL, polarity TEXT, certainty TEXT,"
    " confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),"
    " part TEXT NOT NULL,"
    " cue_lemma TEXT,"
    " within INTEGER REFERENCES statement(id) ON DELETE SET NULL,"
    " sentence INTEGER NOT NULL REFERENCES sentence(id),"
    " UNIQUE (document, key)"
    ") STRICT;"
    "CREATE INDEX statement_key ON statement (key);"
    "CREATE INDEX statement_order ON statement (document, begin, end, key);"
    "CREATE INDEX statement_within ON statement (within);"
    "CREATE INDEX statement_sentence ON statement (sentence);"

    "CREATE TABLE statement_source (" OF_STATEMENT ", " SPAN ","
    " resolved TEXT NOT NULL, name TEXT,"
    " PRIMARY KEY (statement, position)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE source_candidate (" OF_STATEMENT ", candidate INTEGER NOT NULL, " SPAN ","
    " PRIMARY KEY (statement, position, candidate),"
    " FOREIGN KEY (statement, position) REFERENCES statement_source(statement, position) ON DELETE CASCADE"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE statement_cue (" OF_STATEMENT ", " SPAN ","
    " PRIMARY KEY (statement, position)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE statement_content (" OF_STATEMENT ", " SPAN ","
    " PRIMARY KEY (statement, position)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE statement_quoted (" OF_STATEMENT ", " SPAN ","
    " closed INTEGER NOT NULL CHECK (closed IN (0, 1)), elided INTEGER NOT NULL CHECK (elided IN (0, 1)),"
    " PRIMARY KEY (statement, position)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE statement_hedge (" OF_STATEMENT ", " SPAN ","
    " by TEXT NOT NULL,"
    " PRIMARY KEY (statement, position)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE mark ("
    " id INTEGER PRIMARY KEY,"
    " document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,"
    " " SPAN ","
    " label_begin INTEGER NOT NULL, label_end INTEGER NOT NULL,"
    " attached TEXT NOT NULL CHECK (attached IN ('sentence', 'clause', 'displaced')),"
    " supports_begin INTEGER, supports_end INTEGER,"
    " CHECK ((supports_begin IS NULL) = (supports_end IS NULL)),"
    " CHECK (attached = 'displaced' OR supports_begin IS NOT NULL),"
    " UNIQUE (document, begin, end)"
    ") STRICT;"
    "CREATE TABLE statement_mark (" OF_STATEMENT ","
    " mark INTEGER NOT NULL REFERENCES mark(id) ON DELETE CASCADE,"
    " unresolved INTEGER NOT NULL CHECK (unresolved IN (0, 1)),"
    " PRIMARY KEY (statement, position)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX statement_mark_mark ON statement_mark (mark);"

    /* Datasette looks for content="TABLE", with these very quotation marks. The writer keeps both in step: triggers may
     * not write to virtual tables where the schema is not trusted. */
    "CREATE VIRTUAL TABLE statement_fts USING fts5(source, cue, words, hedges,"
    " content=\"statement\", content_rowid=\"id\", tokenize=\"unicode61 remove_diacritics 2\");"
    "CREATE VIRTUAL TABLE document_fts USING fts5(text,"
    " content=\"document\", content_rowid=\"id\", tokenize=\"unicode61 remove_diacritics 2\");"

    "CREATE VIEW documents AS"
    " SELECT d.id, d.sha256, p.name, p.title, p.publisher, p.agency, p.author, p.url,"
    " p.published, coalesce(p.published_basis, 'none') AS published_basis, p.captured, d.language, d.encoding,"
    " (SELECT count(*) FROM place WHERE document = d.id) AS places,"
    " (SELECT count(*) FROM statement WHERE document = d.id) AS statements,"
    " CASE d.language WHEN 'en' THEN 'read' ELSE 'not read: not in English' END AS status,"
    " d.program, d.model, p.id AS place"
    " FROM document d LEFT JOIN place p"
    " ON p.id = (SELECT id FROM place WHERE document = d.id ORDER BY " PLACE_ORDER " LIMIT 1);"

    "CREATE VIEW ledger AS"
    " SELECT s.id, s.key, s.source, s.cue, s.words,"
    " CASE s.unplaced_hedge WHEN 0 THEN s.hedges"
    " ELSE coalesce(s.hedges || '; ', '') || '(a hedge in the sentence is not placed)' END AS hedges,"
    " s.kind, s.voice, s.polarity, s.certainty, s.confidence,"
    " d.name AS document, d.publisher, d.published, n.text AS sentence"
    " FROM statement s JOIN sentence n ON n.id = s.sentence JOIN documents d ON d.id = s.document"
    " ORDER BY d.sha256, s.begin, s.end, s.key;"

    /* One URL met with several texts: its versions, by when they were captured (or published), then by hash. */
    "CREATE VIEW version AS"
    " SELECT u.url, row_number() OVER (PARTITION BY u.url ORDER BY u.date, d.sha256) AS version,"
    " u.document, d.sha256, nullif(u.date, '~') AS date"
    " FROM (SELECT url, document, min(coalesce(captured, published, '~')) AS date"
    "       FROM place WHERE url IS NOT NULL GROUP BY url, document) u"
    " JOIN document d ON d.id = u.document;";

/* For whom a denial denies; by what the words came; the word that carries a narrated statement. */
static const char STEP_2[] =
    "ALTER TABLE statement ADD COLUMN denies_for TEXT CHECK (denies_for IN ('own', 'third'));"

    "CREATE TABLE statement_channel (" OF_STATEMENT ", " SPAN ","
    " type TEXT NOT NULL,"
    " PRIMARY KEY (statement, position)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE statement_head (" OF_STATEMENT ", " SPAN ","
    " PRIMARY KEY (statement, position)) STRICT, WITHOUT ROWID;"

    "DROP VIEW ledger;"
    "CREATE VIEW ledger AS"
    " SELECT s.id, s.key, s.source, s.cue, s.words,"
    " CASE s.unplaced_hedge WHEN 0 THEN s.hedges"
    " ELSE coalesce(s.hedges || '; ', '') || '(a hedge in the sentence is not placed)' END AS hedges,"
    " s.kind, s.voice, s.polarity, s.certainty, s.denies_for, c.type AS channel, s.confidence,"
    " d.name AS document, d.publisher, d.published, n.text AS sentence"
    " FROM statement s JOIN sentence n ON n.id = s.sentence JOIN documents d ON d.id = s.document"
    " LEFT JOIN statement_channel c ON c.statement = s.id"
    " ORDER BY d.sha256, s.begin, s.end, s.key;";

/* Whom and what a document refers to, and who is who across documents. A profile is what several referents have in
 * common: those of whom their documents say the same are one, so that work grows with what is new. `joins`: see
 * src/collate.h. Counts are of referents. */
static const char STEP_3[] =
    "CREATE TABLE entity ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " key TEXT NOT NULL,"
    " name TEXT NOT NULL,"
    " type TEXT NOT NULL,"
    " named INTEGER NOT NULL CHECK (named IN (0, 1))"
    ") STRICT;"
    "CREATE INDEX entity_key ON entity (key);"
    "CREATE TABLE alias ("
    " entity INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE,"
    " text TEXT NOT NULL,"
    " count INTEGER NOT NULL,"
    " PRIMARY KEY (entity, text)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX alias_text ON alias (text);"

    "CREATE TABLE profile ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " digest TEXT NOT NULL UNIQUE " DIGEST("digest") ","
    " key TEXT NOT NULL,"
    " entity INTEGER REFERENCES entity(id),"
    " joins INTEGER REFERENCES profile(id) ON DELETE SET NULL"
    ") STRICT;"
    "CREATE INDEX profile_entity ON profile (entity, key);"
    "CREATE INDEX profile_joins ON profile (joins);"
    "CREATE TABLE profile_name ("
    " profile INTEGER NOT NULL REFERENCES profile(id) ON DELETE CASCADE,"
    " text TEXT NOT NULL,"
    " count INTEGER NOT NULL,"
    " PRIMARY KEY (profile, text)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE block ("
    " key TEXT NOT NULL,"
    " member TEXT NOT NULL,"
    " profile INTEGER NOT NULL REFERENCES profile(id) ON DELETE CASCADE,"
    " fine INTEGER NOT NULL CHECK (fine IN (0, 1)),"
    " PRIMARY KEY (key, member, profile)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX block_profile ON block (profile);"

    "CREATE TABLE pair ("
    " id INTEGER PRIMARY KEY,"
    " low INTEGER NOT NULL REFERENCES profile(id) ON DELETE CASCADE,"
    " high INTEGER NOT NULL REFERENCES profile(id) ON DELETE CASCADE,"
    " verdict TEXT NOT NULL CHECK (verdict IN ('same', 'proposed')),"
    " score INTEGER NOT NULL,"
    " leaf INTEGER REFERENCES profile(id) ON DELETE CASCADE,"
    " UNIQUE (low, high)"
    ") STRICT;"
    "CREATE INDEX pair_high ON pair (high);"
    "CREATE INDEX pair_leaf ON pair (leaf);"
    "CREATE TABLE pair_evidence ("
    " pair INTEGER NOT NULL REFERENCES pair(id) ON DELETE CASCADE, position INTEGER NOT NULL,"
    " kind TEXT NOT NULL,"
    " against INTEGER NOT NULL CHECK (against IN (0, 1)),"
    " low TEXT, high TEXT,"
    " PRIMARY KEY (pair, position)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE apart ("
    " low INTEGER NOT NULL REFERENCES profile(id) ON DELETE CASCADE,"
    " high INTEGER NOT NULL REFERENCES profile(id) ON DELETE CASCADE,"
    " document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,"
    " PRIMARY KEY (low, high, document)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX apart_high ON apart (high);"
    "CREATE INDEX apart_document ON apart (document);"

    "CREATE TABLE referent ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " key TEXT NOT NULL,"
    " document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,"
    " " SPAN ","
    " type TEXT NOT NULL,"
    " named INTEGER NOT NULL CHECK (named IN (0, 1)),"
    " government INTEGER NOT NULL CHECK (government IN (0, 1)),"
    " profile INTEGER REFERENCES profile(id),"
    " UNIQUE (document, key)"
    ") STRICT;"
    "CREATE INDEX referent_order ON referent (document, begin, end);"
    "CREATE INDEX referent_key ON referent (key);"
    "CREATE INDEX referent_profile ON referent (profile, key);"

    "CREATE TABLE mention ("
    " id INTEGER PRIMARY KEY,"
    " referent INTEGER NOT NULL REFERENCES referent(id) ON DELETE CASCADE,"
    " " SPAN ","
    " type TEXT NOT NULL,"
    " form TEXT NOT NULL CHECK (form IN ('name', 'nominal', 'pronoun'))"
    ") STRICT;"
    "CREATE INDEX mention_referent ON mention (referent, begin, end);"

    "CREATE TABLE attribute ("
    " id INTEGER PRIMARY KEY,"
    " referent INTEGER NOT NULL REFERENCES referent(id) ON DELETE CASCADE,"
    " " SPAN ","
    " type TEXT NOT NULL CHECK (type IN ('title', 'role', 'apposition', 'age', 'description')),"
    " years INTEGER,"
    " status TEXT CHECK (status IN ('criminal', 'part')),"
    " statement INTEGER REFERENCES statement(id) ON DELETE SET NULL"
    ") STRICT;"
    "CREATE INDEX attribute_referent ON attribute (referent, begin, end);"
    "CREATE INDEX attribute_statement ON attribute (statement);"
    "CREATE TABLE attribute_hedge ("
    " attribute INTEGER NOT NULL REFERENCES attribute(id) ON DELETE CASCADE, position INTEGER NOT NULL,"
    " " SPAN ","
    " by TEXT NOT NULL,"
    " PRIMARY KEY (attribute, position)) STRICT, WITHOUT ROWID;"

    "ALTER TABLE statement_source ADD COLUMN referent INTEGER REFERENCES referent(id) ON DELETE SET NULL;"
    "CREATE INDEX statement_source_referent ON statement_source (referent);"
    "CREATE TABLE statement_about (" OF_STATEMENT ", " SPAN ","
    " role TEXT NOT NULL CHECK (role IN ('target', 'mentioned')),"
    " referent INTEGER NOT NULL REFERENCES referent(id) ON DELETE CASCADE,"
    " PRIMARY KEY (statement, position)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX statement_about_referent ON statement_about (referent);"

    /* Read before, without any of this: `update` reads them again. */
    "UPDATE document SET program = program || ' (schema 2)';";

/* What people decided. Nothing in it is ever changed or taken out: the triggers say so to whoever writes with another
 * tool. The third stands for INSERT OR REPLACE, which deletes without asking the second. */
#define TWO "[0-9][0-9]"
static const char STEP_4[] =
    "CREATE TABLE decision ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*'),"
    " author TEXT NOT NULL CHECK (author <> ''),"
    " time TEXT NOT NULL CHECK (time GLOB '" TWO TWO "-" TWO "-" TWO "T" TWO ":" TWO ":" TWO ".[0-9]" TWO "Z'),"
    " action TEXT NOT NULL CHECK (action IN ('merge', 'split', 'rename', 'retype', 'delete', 'not-same', 'set-source',"
    " 'undo')),"
    " key TEXT, other TEXT, value TEXT, reason TEXT,"
    " undoes TEXT REFERENCES decision(uid) DEFERRABLE INITIALLY DEFERRED,"
    " CHECK ((action = 'undo') = (undoes IS NOT NULL)),"
    " CHECK ((action = 'undo') = (key IS NULL))"
    ") STRICT;"
    "CREATE INDEX decision_key ON decision (key);"
    "CREATE INDEX decision_time ON decision (time, uid);"
    "CREATE INDEX decision_undoes ON decision (undoes);"
    "CREATE TRIGGER decision_kept BEFORE DELETE ON decision"
    " BEGIN SELECT RAISE(ABORT, 'decisions are never deleted: undo them'); END;"
    "CREATE TRIGGER decision_fixed BEFORE UPDATE ON decision"
    " BEGIN SELECT RAISE(ABORT, 'decisions are never changed: undo them'); END;"
    "CREATE TRIGGER decision_once BEFORE INSERT ON decision"
    " WHEN EXISTS (SELECT 1 FROM decision WHERE uid = NEW.uid OR id = NEW.id)"
    " BEGIN SELECT RAISE(ABORT, 'decisions are never replaced: undo them'); END;";

/* clang-format on */

static const char *const STEPS[] = {STEP_1, STEP_2, STEP_3, STEP_4};

qt_schema qt_schema_current(void) { return (qt_schema){STEPS, sizeof STEPS / sizeof *STEPS}; }

static int record(sqlite3 *db, int version)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(db, "INSERT INTO migration (version, program) VALUES (?1, ?2)", -1, &stmt, NULL);
    if (!rc) rc = sqlite3_bind_int(stmt, 1, version);
    if (!rc) rc = sqlite3_bind_text(stmt, 2, QUOTH_VERSION, -1, SQLITE_STATIC);
    if (!rc) rc = sqlite3_step(stmt) == SQLITE_DONE ? SQLITE_OK : sqlite3_extended_errcode(db);
    sqlite3_finalize(stmt);
    return rc;
}

int qt_schema_apply(sqlite3 *db, const qt_schema *schema, int from)
{
    int rc = SQLITE_OK;
    for (int version = from + 1; !rc && version <= schema->version; version++) {
        rc = sqlite3_exec(db, schema->steps[version - 1], NULL, NULL, NULL);
        if (!rc) rc = record(db, version);
    }
    char pragma[96]; /* a pragma takes no parameters; both are numbers of ours */
    snprintf(pragma, sizeof pragma, "PRAGMA application_id = %d; PRAGMA user_version = %d", QT_APPLICATION_ID,
             schema->version);
    return rc ? rc : sqlite3_exec(db, pragma, NULL, NULL, NULL);
}

/* -------------------------------------------------------------------------------------------------------- comparing */

static int compare_one(sqlite3 *db, sqlite3_stmt *ours, sqlite3_stmt *theirs, qt_schema_finding found, void *context)
{
    const char *type = (const char *)sqlite3_column_text(ours, 0), *name = (const char *)sqlite3_column_text(ours, 1);
    if (!type || !name) return SQLITE_NOMEM;
    int rc = sqlite3_bind_text(theirs, 1, type, -1, SQLITE_TRANSIENT);
    if (!rc) rc = sqlite3_bind_text(theirs, 2, name, -1, SQLITE_TRANSIENT);
    if (!rc) rc = sqlite3_bind_value(theirs, 3, sqlite3_column_value(ours, 2));
    if (rc) return rc;
    rc = sqlite3_step(theirs);
    if (rc == SQLITE_DONE) rc = found(context, type, name, "is missing");
    else if (rc == SQLITE_ROW)
        rc = sqlite3_column_int(theirs, 0) ? 0 : found(context, type, name, "is not as this program makes it");
    else rc = sqlite3_extended_errcode(db);
    sqlite3_reset(theirs);
    return rc;
}

/* Triggers of the file that the model does not have. */
static int foreign_triggers(sqlite3 *db, sqlite3 *model, qt_schema_finding found, void *context)
{
    sqlite3_stmt *theirs = NULL, *ours = NULL;
    int rc = sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name", -1, &theirs,
                                NULL);
    if (!rc)
        rc = sqlite3_prepare_v2(model, "SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = ?1", -1, &ours,
                                NULL);
    while (!rc && (rc = sqlite3_step(theirs)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(theirs, 0);
        if (!name) name = "";
        rc = sqlite3_bind_text(ours, 1, name, -1, SQLITE_TRANSIENT);
        if (!rc && sqlite3_step(ours) == SQLITE_DONE)
            rc = found(context, "trigger", name, "is not one of this program's");
        sqlite3_reset(ours);
    }
    sqlite3_finalize(theirs);
    sqlite3_finalize(ours);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int qt_schema_compare(sqlite3 *db, const qt_schema *schema, qt_schema_finding found, void *context)
{
    sqlite3 *model = NULL;
    sqlite3_stmt *ours = NULL, *theirs = NULL;
    int rc = sqlite3_open_v2(":memory:", &model, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL);
    if (!rc) rc = qt_schema_apply(model, schema, 0);
    if (!rc)
        rc = sqlite3_prepare_v2(
            model, "SELECT type, name, sql FROM sqlite_schema WHERE name NOT GLOB '*_fts_*' ORDER BY type, name", -1,
            &ours, NULL);
    if (!rc)
        rc = sqlite3_prepare_v2(db, "SELECT sql IS ?3 FROM sqlite_schema WHERE type = ?1 AND name = ?2", -1, &theirs,
                                NULL);
    while (!rc && (rc = sqlite3_step(ours)) == SQLITE_ROW) rc = compare_one(db, ours, theirs, found, context);
    if (rc == SQLITE_DONE) rc = foreign_triggers(db, model, found, context);
    sqlite3_finalize(ours);
    sqlite3_finalize(theirs);
    sqlite3_close(model);
    return rc;
}
