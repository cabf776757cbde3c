#include "casefile/documents.h"

#include "annotation_json.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "casefile/read.h"
#include "casefile/write.h"

qt_str qt_model_hex(const qt_sha256 *model, char out[65])
{
    if (!model) return (qt_str){NULL, 0};
    qt_sha256_hex(model, out);
    return (qt_str){out, 64};
}

int qt_document_missing(qt_case *c, int64_t id, quoth_error *error)
{
    int status = qt_fail(error, QUOTH_USAGE, "there is no document %lld", (long long)id);
    qt_fail_in(error, qt_str_of(c->path));
    return status;
}

static const char FIND_DOCUMENT[] = "SELECT id, title_size FROM document WHERE sha256 = ?1";

int qt_document_find(qt_case *c, const char *sha256, int64_t *id, size_t *title_size, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int status = QT_QUERY(c, &stmt, error, FIND_DOCUMENT, qt_text_value(qt_str_of(sha256)));
    if (!status) status = qt_db_step(c, stmt, &row, error);
    *id = !status && row ? qt_db_int(stmt, 0) : 0;
    *title_size = *id ? (size_t)qt_db_int(stmt, 1) : 0;
    qt_db_reset(stmt);
    return status;
}

int qt_document_find_read(qt_case *c, const qt_document *document, int64_t *id, quoth_error *error)
{
    char hex[65];
    size_t title_size = 0;
    qt_sha256_hex(&document->sha256, hex);
    int status = qt_document_find(c, hex, id, &title_size, error);
    if (!status && *id && document->title_size > title_size) *id = 0;
    return status;
}

int qt_case_holds(qt_case *c, const qt_document *document, bool *holds, quoth_error *error)
{
    int64_t id = 0;
    int status = qt_document_find_read(c, document, &id, error);
    if (!status) *holds = id != 0;
    return status;
}

int qt_case_knows(qt_case *c, const qt_document *document, bool *read, bool *place, quoth_error *error)
{
    int64_t id = 0;
    *read = *place = false;
    int status = qt_document_find_read(c, document, &id, error);
    if (status || !id) return status;
    *read = true;
    return qt_place_is_known(c, id, document, place, error);
}

int qt_case_known(qt_case *c, const qt_document *document, bool *known, qt_stored *what, quoth_error *error)
{
    int64_t id = 0;
    bool known_place = false, added = false;
    int status = qt_case_knows(c, document, known, &known_place, error);
    if (status || !*known) return status;
    if (!known_place) {
        status = qt_db_begin_write(c, error);
        if (status) return status;
        status = qt_document_find_read(c, document, &id, error);
        if (!status && id) status = qt_write_place(c, id, document, &added, error);
        status = qt_db_end(c, status, error);
        *known = id != 0;
    }
    if (!status && *known) *what = added ? QT_STORED_PLACE : QT_STORED_KNOWN;
    return status;
}

static const char LIST_STALE[] =
    "SELECT id FROM document WHERE ?1 IS NULL OR model IS NOT ?1 OR program IS NOT ?2 ORDER BY id";

int qt_case_stale(qt_case *c, const qt_sha256 *model, qt_arena *arena, int64_t **ids, size_t *count, quoth_error *error)
{
    char hex[65];
    sqlite3_stmt *stmt = NULL;
    QT_VEC(int64_t) found = {0};
    bool row = true;
    int status = QT_QUERY(c, &stmt, error, LIST_STALE, qt_text_value(qt_model_hex(model, hex)),
                          qt_text_value(qt_str_of(QUOTH_VERSION)));
    while (!status && !(status = qt_db_step(c, stmt, &row, error)) && row)
        if (!qt_vec_push(arena, &found, qt_db_int(stmt, 0))) status = qt_arena_error(arena, error);
    qt_db_reset(stmt);
    if (status) return status;
    *ids = found.items;
    *count = found.count;
    return QUOTH_OK;
}

static const char LOAD_DOCUMENT[] =
    "SELECT d.sha256, d.text, d.original, d.title_size, d.encoding, p.name, p.path, p.title, p.url, p.publisher,"
    " p.author, p.agency, p.published, p.captured, v.published_basis"
    " FROM document d JOIN documents v ON v.id = d.id LEFT JOIN place p ON p.id = v.place WHERE d.id = ?1";

static int load(qt_case *c, sqlite3_stmt *stmt, qt_arena *arena, qt_document *out, quoth_error *error)
{
    qt_document d = {0};
    bool full = false;
    if (!qt_sha256_read(qt_db_text(stmt, 0), &d.sha256))
        return qt_db_damaged(c, error, "a document's hash is none", (qt_str){0});
    d.text = qt_db_copy(stmt, 1, arena, &full);
    d.original = sqlite3_column_type(stmt, 2) == SQLITE_NULL ? d.text : qt_db_copy(stmt, 2, arena, &full);
    d.title_size = (size_t)qt_db_int(stmt, 3);
    qt_str *const texts[] = {&d.encoding,  &d.name,   &d.path,   &d.title,     &d.url,
                             &d.publisher, &d.author, &d.agency, &d.published, &d.captured};
    for (int i = 0; i < (int)(sizeof texts / sizeof texts[0]); i++) *texts[i] = qt_db_copy(stmt, i + 4, arena, &full);
    if (full) return qt_arena_error(arena, error);
    if (!qt_basis_of(qt_db_text(stmt, 14), &d.published_basis)) d.published_basis = QT_BASIS_NONE;
    if (d.text.size > QUOTH_MAX_TEXT || d.title_size > d.text.size || qt_utf8_valid_prefix(d.text) != d.text.size)
        return qt_db_damaged(c, error, "a stored text is not what was stored", d.name);
    *out = d;
    return QUOTH_OK;
}

int qt_case_load(qt_case *c, int64_t id, qt_arena *arena, qt_document *out, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int status = QT_QUERY(c, &stmt, error, LOAD_DOCUMENT, qt_int(id));
    if (!status) status = qt_db_step(c, stmt, &row, error);
    if (!status && !row) status = qt_document_missing(c, id, error);
    if (!status) status = load(c, stmt, arena, out, error);
    qt_db_reset(stmt);
    return status;
}
