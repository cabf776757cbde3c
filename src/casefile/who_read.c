/* What the documents say of those they name. */
#include "base/vec.h"
#include "casefile/db.h"
#include "casefile/read.h"
#include "casefile/who.h"

int qt_who_begin(qt_case *c, quoth_error *error) { return qt_db_begin_write(c, error); }
int qt_who_end(qt_case *c, int status, quoth_error *error) { return qt_db_end(c, status, error); }

static const char UNPLACED[] = "SELECT id, document, key, named FROM referent"
                               " WHERE document = ?1 AND profile IS NULL ORDER BY key";

int qt_who_unplaced(qt_case *c, int64_t document, qt_arena *arena, qt_who_referents *out, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    QT_VEC(qt_who_referent) list = {0};
    bool row = true, full = false;
    int status = QT_QUERY(c, &stmt, error, UNPLACED, qt_int(document));
    while (!status && !(status = qt_db_step(c, stmt, &row, error)) && row) {
        qt_who_referent one = {.id = qt_db_int(stmt, 0), .document = qt_db_int(stmt, 1)};
        one.key = qt_db_copy(stmt, 2, arena, &full);
        one.named = qt_db_int(stmt, 3) != 0;
        full = !qt_vec_push(arena, &list, one) || full;
    }
    qt_db_reset(stmt);
    if (!status && full) status = qt_arena_error(arena, error);
    *out = (qt_who_referents){list.items, list.count};
    return status;
}

/* A list of texts, each once. */
typedef QT_VEC(qt_str) texts;

typedef struct reading {
    qt_case *c;
    quoth_error *error;
    qt_arena *arena;
    bool full;
} reading;

static void add_once(reading *r, texts *list, sqlite3_stmt *stmt, int column)
{
    const qt_str text = qt_db_text(stmt, column);
    for (size_t i = 0; i < list->count; i++)
        if (qt_str_equal(list->items[i], text)) return;
    qt_str copy = qt_db_copy(stmt, column, r->arena, &r->full);
    if (copy.data) r->full = !qt_vec_push(r->arena, list, copy) || r->full;
}

static qt_strs strs(const texts *list) { return (qt_strs){list->items, list->count}; }

static const char REFERENT[] = "SELECT r.key, r.type, r.named, r.government, d.sha256, r.document FROM referent r"
                               " JOIN document d ON d.id = r.document WHERE r.id = ?1";

static int read_referent(reading *r, int64_t id, qt_profile *out, int64_t *document)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int status = QT_QUERY(r->c, &stmt, r->error, REFERENT, qt_int(id));
    if (!status) status = qt_db_step(r->c, stmt, &row, r->error);
    if (!status && row) {
        out->key = qt_db_copy(stmt, 0, r->arena, &r->full);
        if (!qt_mention_type_of(qt_db_text(stmt, 1), &out->type)) out->type = QT_MENTION_OTHER;
        out->anonymous = qt_db_int(stmt, 2) == 0;
        out->government = qt_db_int(stmt, 3) != 0;
        out->document = qt_db_copy(stmt, 4, r->arena, &r->full);
        *document = qt_db_int(stmt, 5);
    }
    qt_db_reset(stmt);
    if (!status && !row) status = qt_db_damaged(r->c, r->error, "a profile has no referent", (qt_str){0});
    return status;
}

/* The name that stands for it first; behind it the others, in the text's order. */
static const char MENTIONS[] = "SELECT m.text FROM mention m JOIN referent r ON r.id = m.referent WHERE m.referent = ?1"
                               " AND m.form = 'name' ORDER BY m.begin <> r.begin OR m.end <> r.end, m.begin, m.end";

static int read_names(reading *r, int64_t id, qt_profile *out)
{
    sqlite3_stmt *stmt = NULL;
    texts names = {0};
    bool row = true;
    int status = QT_QUERY(r->c, &stmt, r->error, MENTIONS, qt_int(id));
    while (!status && !(status = qt_db_step(r->c, stmt, &row, r->error)) && row) {
        if (names.count < QT_ENTITY_NAMES) add_once(r, &names, stmt, 0);
    }
    qt_db_reset(stmt);
    out->names = strs(&names);
    return status;
}

static const char ATTRIBUTES[] =
    "SELECT text, type, years, status FROM attribute WHERE referent = ?1 ORDER BY begin, end, type";

static int read_attributes(reading *r, int64_t id, qt_profile *out)
{
    sqlite3_stmt *stmt = NULL;
    texts titles = {0}, roles = {0}, descriptions = {0};
    bool row = true;
    int status = QT_QUERY(r->c, &stmt, r->error, ATTRIBUTES, qt_int(id));
    while (!status && !(status = qt_db_step(r->c, stmt, &row, r->error)) && row) {
        const qt_str type = qt_db_text(stmt, 1);
        if (qt_str_equal(qt_db_text(stmt, 3), QT_STR("criminal"))) out->status = true;
        if (qt_str_equal(type, QT_STR("age"))) {
            const int64_t years = qt_db_int(stmt, 2);
            if (out->age == QT_ENTITY_NO_AGE && years >= 0 && years < 200) out->age = (uint32_t)years;
            continue;
        }
        if (sqlite3_column_type(stmt, 3) != SQLITE_NULL) continue; /* no role, and no sign of who it is */
        texts *list = qt_str_equal(type, QT_STR("title"))  ? &titles
                      : qt_str_equal(type, QT_STR("role")) ? &roles
                                                           : &descriptions;
        if (list->count < QT_ENTITY_NAMES) add_once(r, list, stmt, 0);
    }
    qt_db_reset(stmt);
    out->titles = strs(&titles);
    out->roles = strs(&roles);
    out->descriptions = strs(&descriptions);
    return status;
}

/* The earliest day on which the text is known to have been out: what gives an age its year, whatever else reprinted it. */
static const char DATE[] = "SELECT min(published) FROM place WHERE document = ?1 AND published IS NOT NULL";

static int read_date(reading *r, int64_t document, qt_profile *out)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int status = QT_QUERY(r->c, &stmt, r->error, DATE, qt_int(document));
    if (!status) status = qt_db_step(r->c, stmt, &row, r->error);
    if (!status && row && sqlite3_column_type(stmt, 0) != SQLITE_NULL)
        out->date = qt_db_copy(stmt, 0, r->arena, &r->full);
    qt_db_reset(stmt);
    return status;
}

static const char CONTEXT[] =
    "SELECT text FROM referent WHERE document = ?1 AND named = 1 AND id <> ?2 ORDER BY begin, end LIMIT 64";

static int read_context(reading *r, int64_t document, int64_t id, qt_profile *out)
{
    sqlite3_stmt *stmt = NULL;
    texts names = {0};
    bool row = true;
    int status = QT_QUERY(r->c, &stmt, r->error, CONTEXT, qt_int(document), qt_int(id));
    while (!status && !(status = qt_db_step(r->c, stmt, &row, r->error)) && row) add_once(r, &names, stmt, 0);
    qt_db_reset(stmt);
    out->context = strs(&names);
    return status;
}

int qt_who_read(qt_case *c, int64_t referent, qt_arena *arena, qt_profile *out, quoth_error *error)
{
    static_assert(QT_ENTITY_CONTEXT == 64, "CONTEXT says so");
    reading r = {c, error, arena, false};
    qt_profile profile = {.age = QT_ENTITY_NO_AGE};
    int64_t document = 0;
    int status = read_referent(&r, referent, &profile, &document);
    if (!status) status = read_names(&r, referent, &profile);
    if (!status) status = read_attributes(&r, referent, &profile);
    if (!status && profile.age != QT_ENTITY_NO_AGE) status = read_date(&r, document, &profile);
    if (!status) status = read_context(&r, document, referent, &profile);
    if (!status && r.full) status = qt_arena_error(arena, error);
    if (!status) *out = profile;
    return status;
}

/* ----------------------------------------------------------------------------------------------------------- look-ups */

static const char FIRST[] = "SELECT id, key FROM referent WHERE profile = ?1 ORDER BY key LIMIT 1";

int qt_who_first(qt_case *c, int64_t profile, int64_t *out, qt_str *key, qt_arena *arena, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false, full = false;
    int status = QT_QUERY(c, &stmt, error, FIRST, qt_int(profile));
    if (!status) status = qt_db_step(c, stmt, &row, error);
    *out = !status && row ? qt_db_int(stmt, 0) : 0;
    *key = *out ? qt_db_copy(stmt, 1, arena, &full) : (qt_str){NULL, 0};
    qt_db_reset(stmt);
    return full && !status ? qt_arena_error(arena, error) : status;
}

static const char BY_KEY[] = "SELECT profile FROM referent WHERE key = ?1 ORDER BY document LIMIT 1";

int qt_who_by_key(qt_case *c, qt_str key, int64_t *profile, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int status = QT_QUERY(c, &stmt, error, BY_KEY, qt_text_value(key));
    if (!status) status = qt_db_step(c, stmt, &row, error);
    *profile = !status && row ? qt_db_int(stmt, 0) : 0;
    qt_db_reset(stmt);
    return status;
}

static int profile_of(qt_case *c, sqlite3_stmt *stmt, qt_arena *arena, qt_who_profile *out, quoth_error *error)
{
    bool row = false, full = false;
    *out = (qt_who_profile){.id = 0};
    int status = qt_db_step(c, stmt, &row, error);
    if (!status && row)
        *out = (qt_who_profile){qt_db_int(stmt, 0), qt_db_int(stmt, 1), qt_db_int(stmt, 2),
                                qt_db_copy(stmt, 3, arena, &full)};
    qt_db_reset(stmt);
    return full && !status ? qt_arena_error(arena, error) : status;
}

static const char FIND[] = "SELECT id, entity, joins, key FROM profile WHERE digest = ?1";
static const char GET[] = "SELECT id, entity, joins, key FROM profile WHERE id = ?1";

int qt_who_find(qt_case *c, qt_str digest, qt_arena *arena, qt_who_profile *out, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    int status = QT_QUERY(c, &stmt, error, FIND, qt_text_value(digest));
    return status ? status : profile_of(c, stmt, arena, out, error);
}

int qt_who_get(qt_case *c, int64_t id, qt_arena *arena, qt_who_profile *out, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    int status = QT_QUERY(c, &stmt, error, GET, qt_int(id));
    return status ? status : profile_of(c, stmt, arena, out, error);
}

static const char BLOCKS_OF[] = "SELECT key, fine FROM block WHERE profile = ?1 ORDER BY key";

int qt_who_blocks_of(qt_case *c, int64_t profile, qt_arena *arena, qt_who_blocks *out, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    QT_VEC(qt_who_block) list = {0};
    bool row = true, full = false;
    int status = QT_QUERY(c, &stmt, error, BLOCKS_OF, qt_int(profile));
    while (!status && !(status = qt_db_step(c, stmt, &row, error)) && row) {
        qt_who_block one = {qt_db_copy(stmt, 0, arena, &full), qt_db_int(stmt, 1) != 0};
        full = !qt_vec_push(arena, &list, one) || full;
    }
    qt_db_reset(stmt);
    *out = (qt_who_blocks){list.items, list.count};
    return full && !status ? qt_arena_error(arena, error) : status;
}

static int ids_of(qt_case *c, sqlite3_stmt *stmt, qt_arena *arena, qt_who_ids *out, quoth_error *error)
{
    QT_VEC(int64_t) list = {0};
    bool row = true, full = false;
    int status = QUOTH_OK;
    while (!status && !(status = qt_db_step(c, stmt, &row, error)) && row)
        full = !qt_vec_push(arena, &list, qt_db_int(stmt, 0)) || full;
    qt_db_reset(stmt);
    *out = (qt_who_ids){list.items, list.count};
    return full && !status ? qt_arena_error(arena, error) : status;
}

static const char MEMBERS[] = "SELECT profile FROM block WHERE key = ?1 ORDER BY member, profile LIMIT ?2";
static const char OF_ENTITY[] = "SELECT id FROM profile WHERE entity = ?1 AND joins IS NULL ORDER BY key";
static const char JOINING[] = "SELECT id FROM profile WHERE joins = ?1 ORDER BY key";
static const char APART[] = "SELECT high FROM apart WHERE low = ?1 UNION SELECT low FROM apart WHERE high = ?1";

int qt_who_members(qt_case *c, qt_str block, size_t most, qt_arena *arena, qt_who_ids *out, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    int status = QT_QUERY(c, &stmt, error, MEMBERS, qt_text_value(block), qt_int((int64_t)most));
    return status ? status : ids_of(c, stmt, arena, out, error);
}

static int ids_by(qt_case *c, const char *sql, int64_t id, qt_arena *arena, qt_who_ids *out, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    int status = QT_QUERY(c, &stmt, error, sql, qt_int(id));
    return status ? status : ids_of(c, stmt, arena, out, error);
}

int qt_who_of_entity(qt_case *c, int64_t entity, qt_arena *arena, qt_who_ids *out, quoth_error *error)
{
    return ids_by(c, OF_ENTITY, entity, arena, out, error);
}

int qt_who_joining(qt_case *c, int64_t profile, qt_arena *arena, qt_who_ids *out, quoth_error *error)
{
    return ids_by(c, JOINING, profile, arena, out, error);
}

int qt_who_apart(qt_case *c, int64_t profile, qt_arena *arena, qt_who_ids *out, quoth_error *error)
{
    return ids_by(c, APART, profile, arena, out, error);
}

static const char OF_KEY[] = "SELECT id FROM entity WHERE key = ?1 ORDER BY id";

int qt_who_entities_of_key(qt_case *c, qt_str key, qt_arena *arena, qt_who_ids *out, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    int status = QT_QUERY(c, &stmt, error, OF_KEY, qt_text_value(key));
    return status ? status : ids_of(c, stmt, arena, out, error);
}
