/* The places of a document: where its text was met.
 *
 * Path and URL say which place it is; the rest is what is known about it. Of two places with one path and URL, one that
 * says less than the other is absorbed, so that adding a file again with more metadata does not make a second place of
 * it. What remains (the places that no other one says more than) does not depend on the order of adding. */
#include "annotation_json.h"
#include "base/utf8.h"
#include "casefile/write.h"

/* What a place says; every text valid UTF-8, data NULL where not known. */
typedef struct place {
    qt_str name, path, url, publisher, agency, author, title, published, basis, captured;
} place;

/* Bytes that are no UTF-8 (a file's name may hold any) become U+FFFD; an empty text is one that is not known. */
static bool clean(qt_arena *arena, qt_str in, qt_str *out)
{
    *out = (qt_str){NULL, 0};
    if (!in.data || in.size == 0) return true;
    *out = in;
    if (qt_utf8_valid_prefix(in) == in.size) return true;
    char *text = in.size > SIZE_MAX / 3 ? NULL : qt_arena_alloc(arena, 3, in.size);
    if (!text) return false;
    size_t used = 0;
    for (size_t at = 0; at < in.size;) {
        uint32_t code;
        size_t size = qt_utf8_decode(in, at, &code);
        if (size) memcpy(text + used, in.data + at, size);
        used += size ? size : qt_utf8_encode(0xFFFD, text + used);
        at += size ? size : 1;
    }
    *out = (qt_str){text, used};
    return true;
}

static bool place_of(qt_arena *arena, const qt_document *d, place *out)
{
    bool fine = clean(arena, d->name, &out->name) && clean(arena, d->path, &out->path) &&
                clean(arena, d->url, &out->url) && clean(arena, d->publisher, &out->publisher) &&
                clean(arena, d->agency, &out->agency) && clean(arena, d->author, &out->author) &&
                clean(arena, d->title, &out->title) && clean(arena, d->published, &out->published) &&
                clean(arena, d->captured, &out->captured);
    if (!out->name.data) out->name = QT_STR("");
    out->basis = qt_basis_name(out->published.data ? d->published_basis : QT_BASIS_NONE);
    return fine;
}

#define PLACE_VALUES(id, p)                                                                       \
    qt_int(id), qt_text_value((p)->path), qt_text_value((p)->url), qt_text_value((p)->publisher), \
        qt_text_value((p)->agency), qt_text_value((p)->author), qt_text_value((p)->title),        \
        qt_text_value((p)->published), qt_text_value((p)->basis), qt_text_value((p)->captured)

static const char FIND_SAYING_AS_MUCH[] =
    "SELECT id, name, publisher IS ?4 AND agency IS ?5 AND author IS ?6 AND title IS ?7 AND published IS ?8"
    " AND captured IS ?10 FROM place WHERE document = ?1 AND path IS ?2 AND url IS ?3"
    " AND (?4 IS NULL OR publisher IS ?4) AND (?5 IS NULL OR agency IS ?5) AND (?6 IS NULL OR author IS ?6)"
    " AND (?7 IS NULL OR title IS ?7) AND (?8 IS NULL OR published IS ?8 AND published_basis IS ?9)"
    " AND (?10 IS NULL OR captured IS ?10) ORDER BY id LIMIT 1";
static const char DELETE_SAYING_LESS[] =
    "DELETE FROM place WHERE document = ?1 AND path IS ?2 AND url IS ?3"
    " AND (publisher IS NULL OR publisher IS ?4) AND (agency IS NULL OR agency IS ?5)"
    " AND (author IS NULL OR author IS ?6) AND (title IS NULL OR title IS ?7)"
    " AND (published IS NULL OR published IS ?8 AND published_basis IS ?9)"
    " AND (captured IS NULL OR captured IS ?10)";
static const char ADD_PLACE[] =
    "INSERT INTO place (document, path, url, publisher, agency, author, title, published, published_basis, captured,"
    " name) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
static const char SET_NAME[] = "UPDATE place SET name = ?2 WHERE id = ?1";

/* *id: a place that says as much, or 0. *better_name: it says no more, and `p` has the name that sorts before its own. Of
 * several records in one file that say the same the first name stands, and no record that says less has a part in it:
 * whatever the order of adding. */
static int find_place(qt_case *c, int64_t document, const place *p, int64_t *id, bool *better_name, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int status = QT_QUERY(c, &stmt, error, FIND_SAYING_AS_MUCH, PLACE_VALUES(document, p));
    if (!status) status = qt_db_step(c, stmt, &row, error);
    *id = !status && row ? qt_db_int(stmt, 0) : 0;
    *better_name = *id && qt_db_int(stmt, 2) && qt_str_compare(p->name, qt_db_text(stmt, 1)) < 0;
    qt_db_reset(stmt);
    return status;
}

int qt_place_is_known(qt_case *c, int64_t id, const qt_document *document, bool *known, quoth_error *error)
{
    place p = {0};
    int64_t found = 0;
    bool better_name = false;
    qt_arena_reset(c->scratch);
    if (!place_of(c->scratch, document, &p)) return qt_arena_error(c->scratch, error);
    int status = find_place(c, id, &p, &found, &better_name, error);
    *known = found && !better_name;
    return status;
}

int qt_write_place(qt_case *c, int64_t id, const qt_document *document, bool *added, quoth_error *error)
{
    place p = {0};
    int64_t found = 0;
    bool better_name = false;
    *added = false;
    qt_arena_reset(c->scratch);
    if (!place_of(c->scratch, document, &p)) return qt_arena_error(c->scratch, error);
    int status = find_place(c, id, &p, &found, &better_name, error);
    if (status || found) {
        if (!status && better_name) status = QT_RUN(c, error, SET_NAME, qt_int(found), qt_text_value(p.name));
        return status;
    }
    status = QT_RUN(c, error, DELETE_SAYING_LESS, PLACE_VALUES(id, &p));
    if (!status) status = QT_RUN(c, error, ADD_PLACE, PLACE_VALUES(id, &p), qt_text_value(p.name));
    *added = status == QUOTH_OK;
    return status;
}
