/* Documents in, with what was read from them; read anew; taken out. */
#include "base/vec.h"
#include "casefile/documents.h"
#include "casefile/read.h"
#include "casefile/recall.h"
#include "casefile/who.h"
#include "casefile/write.h"

enum { TOUCHED_MAX = 1 << 28 };

static const char ADD_DOCUMENT[] =
    "INSERT INTO document (sha256, text_sha256, encoding, title_size, language, program, model, text, original)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

static const char INDEX_DOCUMENT[] = "INSERT INTO document_fts (rowid, text) VALUES (?1, ?2)";

/* The version that read it: this one, unless a case file gives back what another read. */
static qt_str program_of(const qt_annotation *a) { return a->kept ? a->kept->program : qt_str_of(QUOTH_VERSION); }

/* Hashes both again: what is stored under a hash is what has that hash. */
static int add_document(qt_case *c, const qt_document *d, const qt_annotation *a, const qt_sha256 *model, int64_t *id,
                        quoth_error *error)
{
    char hex[65], text_hex[65], model_text[65];
    qt_sha256 text_hash, hash;
    bool same = qt_str_equal(d->original, d->text);
    int status = qt_sha256_of(d->text, &text_hash, error);
    if (!status) status = qt_sha256_of(same ? d->text : d->original, &hash, error);
    if (status) return status;
    if (memcmp(hash.bytes, d->sha256.bytes, sizeof hash.bytes) != 0)
        return qt_fail(error, QUOTH_FAILED, "internal fault: a document's hash is not that of its bytes");
    qt_sha256_hex(&hash, hex);
    qt_sha256_hex(&text_hash, text_hex);
    qt_str text = d->text.data ? d->text : QT_STR(""), original = d->original.data ? d->original : QT_STR("");
    status =
        QT_RUN(c, error, ADD_DOCUMENT, qt_text_value(qt_str_of(hex)), qt_text_value(qt_str_of(text_hex)),
               qt_text_value(d->encoding.data ? d->encoding : QT_STR("UTF-8")), qt_int((int64_t)d->title_size),
               qt_text_value(a->language), qt_text_value(program_of(a)), qt_text_value(qt_model_hex(model, model_text)),
               qt_text_value(text), same ? qt_null() : qt_blob(original));
    if (status) return status;
    *id = sqlite3_last_insert_rowid(c->db);
    return QT_RUN(c, error, INDEX_DOCUMENT, qt_int(*id), qt_text_value(text));
}

typedef QT_VEC(qt_old_id) old_ids;

static const char OLD_STATEMENTS[] = "SELECT key, id FROM statement WHERE document = ?1 ORDER BY key";
static const char OLD_REFERENTS[] = "SELECT key, id FROM referent WHERE document = ?1 ORDER BY key";

static int list_old(qt_case *c, const char *sql, int64_t id, old_ids *out, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = true, full = false;
    int status = QT_QUERY(c, &stmt, error, sql, qt_int(id));
    while (!status && !(status = qt_db_step(c, stmt, &row, error)) && row) {
        qt_old_id old = {qt_arena_copy(c->body, qt_db_text(stmt, 0)), qt_db_int(stmt, 1)};
        full = full || !old.key.data || !qt_vec_push(c->body, out, old);
    }
    qt_db_reset(stmt);
    return full && !status ? qt_arena_error(c->body, error) : status;
}

/* Who is in the document, what they said, and what is said of them. */
static int write_reading(qt_case *c, int64_t id, const qt_document *d, const qt_annotation *a, const old_ids *referents,
                         const old_ids *statements, quoth_error *error)
{
    int64_t *whom = NULL, *said = NULL;
    int status = qt_write_referents(c, id, &d->sha256, a, referents->items, referents->count, &whom, error);
    if (!status)
        status = qt_write_statements(c, id, &d->sha256, a, statements->items, statements->count, whom, &said, error);
    return status ? status : qt_write_attributes(c, a, whom, said, error);
}

/* The index forgets a row only when told what it held. */
static const char UNINDEX_STATEMENTS[] =
    "INSERT INTO statement_fts (statement_fts, rowid, source, cue, words, hedges)"
    " SELECT 'delete', id, source, cue, words, hedges FROM statement WHERE document = ?1";
static const char DELETE_STATEMENTS[] = "DELETE FROM statement WHERE document = ?1";
static const char DELETE_REFERENTS[] = "DELETE FROM referent WHERE document = ?1";
static const char DELETE_MARKS[] = "DELETE FROM mark WHERE document = ?1";
static const char DELETE_SENTENCES[] = "DELETE FROM sentence WHERE document = ?1";
static const char SET_READING[] =
    "UPDATE document SET title_size = max(title_size, ?2), language = ?3, program = ?4, model = ?5 WHERE id = ?1";

static int forget_reading(qt_case *c, int64_t id, quoth_error *error)
{
    static const char *const SQL[] = {UNINDEX_STATEMENTS, DELETE_STATEMENTS, DELETE_REFERENTS, DELETE_MARKS,
                                      DELETE_SENTENCES};
    int status = QUOTH_OK;
    for (size_t i = 0; i < sizeof SQL / sizeof *SQL && !status; i++) status = QT_RUN(c, error, SQL[i], qt_int(id));
    return status;
}

static int unplace(qt_case *c, int64_t id, qt_arena *arena, qt_touched *out, quoth_error *error)
{
    qt_who_ids profiles = {0};
    int status = qt_who_unplace(c, id, arena, &profiles, error);
    *out = (qt_touched){.profiles = profiles.items, .profile_count = profiles.count};
    return status;
}

static const char DATE_OF_AGES[] = "SELECT min(p.published) FROM place p WHERE p.document = ?1 AND EXISTS"
                                   " (SELECT 1 FROM attribute a JOIN referent r ON r.id = a.referent"
                                   "  WHERE r.document = ?1 AND a.type = 'age')";

/* The date that ages in a document are reckoned from; data NULL where it has none. */
static int date_of_ages(qt_case *c, int64_t id, qt_arena *arena, qt_str *out, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false, full = false;
    int status = QT_QUERY(c, &stmt, error, DATE_OF_AGES, qt_int(id));
    *out = (qt_str){NULL, 0};
    if (!status) status = qt_db_step(c, stmt, &row, error);
    if (!status && row) *out = qt_db_copy(stmt, 0, arena, &full);
    qt_db_reset(stmt);
    return full && !status ? qt_arena_error(arena, error) : status;
}

/* Adds a place. Where that gives the document an earlier date, its ages mean other years: who is in it is told anew. */
static int put_place(qt_case *c, int64_t id, const qt_document *d, qt_arena *arena, bool *added, qt_touched *out,
                     quoth_error *error)
{
    qt_str before, after = {NULL, 0};
    int status = date_of_ages(c, id, arena, &before, error);
    if (!status) status = qt_write_place(c, id, d, added, error);
    if (!status && *added) status = date_of_ages(c, id, arena, &after, error);
    if (status || !*added || qt_str_equal(before, after)) return status;
    status = unplace(c, id, arena, out, error);
    out->document = id;
    return status;
}

/* Replaces everything that the machine derived from document `id`. */
static int replace(qt_case *c, int64_t id, const qt_document *d, const qt_annotation *a, const qt_sha256 *model,
                   qt_arena *arena, qt_touched *out, quoth_error *error)
{
    char model_text[65];
    old_ids statements = {0}, referents = {0};
    qt_arena_reset(c->body);
    int status = list_old(c, OLD_STATEMENTS, id, &statements, error);
    if (!status) status = list_old(c, OLD_REFERENTS, id, &referents, error);
    if (!status) status = unplace(c, id, arena, out, error);
    if (!status) status = forget_reading(c, id, error);
    if (!status)
        status = QT_RUN(c, error, SET_READING, qt_int(id), qt_int((int64_t)d->title_size), qt_text_value(a->language),
                        qt_text_value(program_of(a)), qt_text_value(qt_model_hex(model, model_text)));
    if (!status) status = write_reading(c, id, d, a, &referents, &statements, error);
    qt_arena_reset(c->body);
    out->document = id;
    return status;
}

static int write_new(qt_case *c, int64_t id, const qt_document *d, const qt_annotation *a, quoth_error *error)
{
    static const old_ids NONE;
    qt_arena_reset(c->body);
    int status = write_reading(c, id, d, a, &NONE, &NONE, error);
    qt_arena_reset(c->body);
    return status;
}

int qt_case_put(qt_case *c, const qt_document *d, const qt_annotation *a, const qt_sha256 *model, qt_arena *arena,
                qt_stored *what, qt_touched *out, quoth_error *error)
{
    char hex[65];
    int64_t id = 0;
    size_t title_size = 0;
    bool added = false;
    *out = (qt_touched){.document = 0};
    qt_sha256_hex(&d->sha256, hex);
    int status = qt_document_find(c, hex, &id, &title_size, error);
    if (status) return status;
    bool fresh = id == 0;
    if (fresh) status = add_document(c, d, a, model, &id, error);
    if (!status) status = put_place(c, id, d, arena, &added, out, error);
    if (!status && fresh) status = write_new(c, id, d, a, error);
    if (fresh) out->document = id;
    if (!status && !fresh && d->title_size > title_size) status = replace(c, id, d, a, model, arena, out, error);
    if (!status) *what = fresh ? QT_STORED_NEW : added ? QT_STORED_PLACE : QT_STORED_KNOWN;
    return status;
}

int qt_case_put_place(qt_case *c, const qt_document *document, qt_arena *arena, bool *known, qt_stored *what,
                      qt_touched *out, quoth_error *error)
{
    int64_t id = 0;
    bool added = false;
    *out = (qt_touched){.document = 0};
    int status = qt_document_find_read(c, document, &id, error);
    if (status) return status;
    if (id) status = put_place(c, id, document, arena, &added, out, error);
    if (status) return status;
    *known = id != 0;
    if (id) *what = added ? QT_STORED_PLACE : QT_STORED_KNOWN;
    return QUOTH_OK;
}

static const char UNINDEX_DOCUMENT[] = "INSERT INTO document_fts (document_fts, rowid, text)"
                                       " SELECT 'delete', id, text FROM document WHERE id = ?1";
static const char DELETE_DOCUMENT[] = "DELETE FROM document WHERE id = ?1";

int qt_case_take(qt_case *c, int64_t id, qt_arena *arena, qt_touched *out, quoth_error *error)
{
    int status = unplace(c, id, arena, out, error);
    if (!status) status = forget_reading(c, id, error);
    if (!status) status = QT_RUN(c, error, UNINDEX_DOCUMENT, qt_int(id));
    if (!status) status = QT_RUN(c, error, DELETE_DOCUMENT, qt_int(id));
    return !status && !sqlite3_changes64(c->db) ? qt_document_missing(c, id, error) : status;
}

/* Without who is who. */
static int alone(qt_case *c, int64_t id, const qt_document *d, const qt_annotation *a, const qt_sha256 *model,
                 qt_stored *what, quoth_error *error)
{
    qt_touched touched;
    qt_arena *arena = qt_arena_new(TOUCHED_MAX);
    int status = arena ? qt_db_begin_write(c, error) : qt_db_no_memory(c, error);
    if (!status) {
        status = what ? qt_case_put(c, d, a, model, arena, what, &touched, error)
                      : qt_case_put_again(c, id, d, a, model, arena, &touched, error);
        status = qt_db_end(c, status, error);
    }
    qt_arena_free(arena);
    return status;
}

int qt_case_store(qt_case *c, const qt_document *document, const qt_annotation *annotation, const qt_sha256 *model,
                  qt_stored *what, quoth_error *error)
{
    qt_stored result = QT_STORED_KNOWN;
    int status = alone(c, 0, document, annotation, model, &result, error);
    if (!status) *what = result;
    return status;
}

static const char MATCHES[] = "SELECT 1 FROM document WHERE id = ?1 AND sha256 = ?2";

int qt_case_put_again(qt_case *c, int64_t id, const qt_document *document, const qt_annotation *annotation,
                      const qt_sha256 *model, qt_arena *arena, qt_touched *out, quoth_error *error)
{
    char hex[65];
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    *out = (qt_touched){.document = 0};
    qt_sha256_hex(&document->sha256, hex);
    int status = QT_QUERY(c, &stmt, error, MATCHES, qt_int(id), qt_text_value(qt_str_of(hex)));
    if (!status) status = qt_db_step(c, stmt, &row, error);
    qt_db_reset(stmt);
    if (!status && !row) {
        status = qt_fail(error, QUOTH_USAGE, "document %lld is not the one that was read", (long long)id);
        qt_fail_in(error, qt_str_of(c->path));
    }
    return status ? status : replace(c, id, document, annotation, model, arena, out, error);
}

int qt_case_restore(qt_case *c, int64_t id, const qt_document *document, const qt_annotation *annotation,
                    const qt_sha256 *model, quoth_error *error)
{
    return alone(c, id, document, annotation, model, NULL, error);
}
