/* Profiles, blocks, entities and pairs on their way in. */
#include "base/vec.h"
#include "casefile/db.h"
#include "casefile/read.h"
#include "casefile/status.h"
#include "casefile/who.h"

/* ---------------------------------------------------------------------------------------------------------- profiles */

static const char ADD_PROFILE[] = "INSERT INTO profile (digest, key) VALUES (?1, ?2)";

int qt_who_add(qt_case *c, qt_str digest, qt_str key, int64_t *id, quoth_error *error)
{
    int status = QT_RUN(c, error, ADD_PROFILE, qt_text_value(digest), qt_text_value(key));
    if (!status) *id = sqlite3_last_insert_rowid(c->db);
    return status;
}

static const char SET_KEY[] = "UPDATE profile SET key = ?2 WHERE id = ?1";
static const char SET_MEMBER[] = "UPDATE block SET member = ?2 WHERE profile = ?1";

int qt_who_set_key(qt_case *c, int64_t id, qt_str key, quoth_error *error)
{
    int status = QT_RUN(c, error, SET_KEY, qt_int(id), qt_text_value(key));
    return status ? status : QT_RUN(c, error, SET_MEMBER, qt_int(id), qt_text_value(key));
}

static const char DROP_PROFILE[] = "DELETE FROM profile WHERE id = ?1";

int qt_who_drop(qt_case *c, int64_t id, quoth_error *error) { return QT_RUN(c, error, DROP_PROFILE, qt_int(id)); }

/* What a referent is called, each name once. */
#define NAMES_OF_REFERENT "SELECT DISTINCT text FROM mention WHERE referent = ?1 AND form = 'name'"

static const char SET_PROFILE[] = "UPDATE referent SET profile = ?2 WHERE id = ?1";
static const char COUNT_NAMES[] =
    "INSERT INTO profile_name (profile, text, count) SELECT ?2, text, 1 FROM (" NAMES_OF_REFERENT ") WHERE true"
    " ON CONFLICT DO UPDATE SET count = count + 1";
static const char COUNT_ALIASES[] =
    "INSERT INTO alias (entity, text, count) SELECT p.entity, n.text, 1 FROM (" NAMES_OF_REFERENT ") n"
    " JOIN profile p ON p.id = ?2 WHERE p.entity IS NOT NULL"
    " ON CONFLICT DO UPDATE SET count = count + 1";

int qt_who_place(qt_case *c, int64_t referent, int64_t profile, quoth_error *error)
{
    int status = QT_RUN(c, error, SET_PROFILE, qt_int(referent), qt_int(profile));
    if (!status) status = QT_RUN(c, error, COUNT_NAMES, qt_int(referent), qt_int(profile));
    return status ? status : QT_RUN(c, error, COUNT_ALIASES, qt_int(referent), qt_int(profile));
}

static const char PLACED[] = "SELECT id, profile FROM referent WHERE document = ?1 AND profile IS NOT NULL"
                             " ORDER BY profile, id";
static const char UNCOUNT_NAMES[] = "UPDATE profile_name SET count = count - 1"
                                    " WHERE profile = ?2 AND text IN (" NAMES_OF_REFERENT ")";
static const char UNCOUNT_ALIASES[] = "UPDATE alias SET count = count - 1"
                                      " WHERE entity = (SELECT entity FROM profile WHERE id = ?2)"
                                      " AND text IN (" NAMES_OF_REFERENT ")";
static const char DROP_NAMES[] = "DELETE FROM profile_name WHERE profile = ?1 AND count <= 0";
static const char DROP_ALIASES[] = "DELETE FROM alias WHERE entity = ?1 AND count <= 0";
static const char DROP_ALIASES_OF[] =
    "DELETE FROM alias WHERE entity = (SELECT entity FROM profile WHERE id = ?1) AND count <= 0";
static const char UNSET_PROFILE[] = "UPDATE referent SET profile = NULL WHERE id = ?1";
static const char DROP_APART[] = "DELETE FROM apart WHERE document = ?1";

static int unplace_one(qt_case *c, int64_t referent, int64_t profile, quoth_error *error)
{
    int status = QT_RUN(c, error, UNCOUNT_NAMES, qt_int(referent), qt_int(profile));
    if (!status) status = QT_RUN(c, error, UNCOUNT_ALIASES, qt_int(referent), qt_int(profile));
    if (!status) status = QT_RUN(c, error, DROP_NAMES, qt_int(profile));
    if (!status) status = QT_RUN(c, error, DROP_ALIASES_OF, qt_int(profile));
    return status ? status : QT_RUN(c, error, UNSET_PROFILE, qt_int(referent));
}

int qt_who_unplace(qt_case *c, int64_t document, qt_arena *arena, qt_who_ids *profiles, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    QT_VEC(int64_t) referents = {0};
    QT_VEC(int64_t) from = {0};
    bool row = true, full = false;
    int status = QT_QUERY(c, &stmt, error, PLACED, qt_int(document));
    while (!status && !(status = qt_db_step(c, stmt, &row, error)) && row)
        full = !qt_vec_push(arena, &referents, qt_db_int(stmt, 0)) || !qt_vec_push(arena, &from, qt_db_int(stmt, 1)) ||
               full;
    qt_db_reset(stmt);
    if (full && !status) status = qt_arena_error(arena, error);
    size_t kept = 0;
    for (size_t i = 0; i < from.count && !status; i++) {
        status = unplace_one(c, referents.items[i], from.items[i], error);
        if (!kept || from.items[kept - 1] != from.items[i]) from.items[kept++] = from.items[i];
    }
    if (!status) status = QT_RUN(c, error, DROP_APART, qt_int(document));
    *profiles = (qt_who_ids){from.items, kept};
    return status;
}

static const char ADD_BLOCK[] =
    "INSERT INTO block (key, member, profile, fine) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";

int qt_who_add_block(qt_case *c, const qt_who_block *block, const qt_who_profile *member, quoth_error *error)
{
    return QT_RUN(c, error, ADD_BLOCK, qt_text_value(block->key), qt_text_value(member->key), qt_int(member->id),
                  qt_int(block->fine));
}

/* ---------------------------------------------------------------------------------------------------------- entities */

static const char NEW_ENTITY[] = "INSERT INTO entity (key, name, type, named) VALUES (?1, '', 'other', 0)";

int qt_who_new_entity(qt_case *c, qt_str key, int64_t *id, quoth_error *error)
{
    int status = QT_RUN(c, error, NEW_ENTITY, qt_text_value(key));
    if (!status) *id = sqlite3_last_insert_rowid(c->db);
    return status;
}

/* The names of a profile (?1) and of those that join through it. */
#define NAMES_OF_PROFILE                                                                                  \
    "SELECT n.text AS text, sum(n.count) AS count FROM profile p JOIN profile_name n ON n.profile = p.id" \
    " WHERE p.id = ?1 OR p.joins = ?1 GROUP BY n.text"

static const char TAKE_ALIASES[] = "UPDATE alias SET count = alias.count - n.count FROM (" NAMES_OF_PROFILE ") n"
                                   " WHERE alias.entity = ?2 AND alias.text = n.text";
static const char GIVE_ALIASES[] =
    "INSERT INTO alias (entity, text, count) SELECT ?2, text, count FROM (" NAMES_OF_PROFILE ") WHERE true"
    " ON CONFLICT DO UPDATE SET count = count + excluded.count";
static const char SET_ENTITY[] = "UPDATE profile SET entity = ?2 WHERE id = ?1 OR joins = ?1";
static const char WHERE_IS[] = "SELECT entity, joins FROM profile WHERE id = ?1";
static const char SET_JOINS[] = "UPDATE profile SET joins = ?2 WHERE id = ?1 AND joins IS NOT ?2";

/* Where a profile is by now: it may have gone along with the one that it joined. */
static int where_is(qt_case *c, int64_t id, int64_t *entity, int64_t *joins, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int status = QT_QUERY(c, &stmt, error, WHERE_IS, qt_int(id));
    if (!status) status = qt_db_step(c, stmt, &row, error);
    *entity = !status && row ? qt_db_int(stmt, 0) : 0;
    *joins = !status && row ? qt_db_int(stmt, 1) : 0;
    qt_db_reset(stmt);
    return status;
}

int qt_who_move(qt_case *c, int64_t profile, int64_t entity, int64_t joins, quoth_error *error)
{
    int64_t old = 0, joined = 0;
    int status = where_is(c, profile, &old, &joined, error);
    if (!status && old != entity) {
        if (old) status = QT_RUN(c, error, TAKE_ALIASES, qt_int(profile), qt_int(old));
        if (!status && old) status = QT_RUN(c, error, DROP_ALIASES, qt_int(old));
        if (!status) status = QT_RUN(c, error, GIVE_ALIASES, qt_int(profile), qt_int(entity));
        if (!status) status = QT_RUN(c, error, SET_ENTITY, qt_int(profile), qt_int(entity));
    }
    if (!status && joins != joined)
        status = QT_RUN(c, error, SET_JOINS, qt_int(profile), joins ? qt_int(joins) : qt_null());
    return status;
}

static const char FIRST_OF_ENTITY[] =
    "SELECT p.key, r.type, r.named, r.text FROM profile p JOIN referent r ON r.profile = p.id AND r.key = p.key"
    " WHERE p.entity = ?1 ORDER BY p.key LIMIT 1";
/* Most often used among those of several words, since "Lunt" alone or an acronym says less; capitals and what is too long
 * for a name come last. */
static const char NAME_OF_ENTITY[] =
    "SELECT text FROM alias WHERE entity = ?1 ORDER BY length(text) > 80,"
    " ?2 <> 'place' AND instr(text, ' ') = 0, text = upper(text) AND instr(text, ' ') > 0,"
    " count DESC, length(text) DESC, text";
static const char SET_NAME[] = "UPDATE entity SET key = ?2, type = ?3, named = ?4, name = ?5 WHERE id = ?1"
                               " AND (key <> ?2 OR type <> ?3 OR named <> ?4 OR name <> ?5)";
static const char DROP_ENTITY[] = "DELETE FROM entity WHERE id = ?1";

/* The first alias that says who it is: nobody is a suspect by name, what says so is a row of its own. data NULL where there
 * is none. Valid until the next step. */
static int next_name(qt_case *c, sqlite3_stmt *aliases, bool person, qt_str *name, quoth_error *error)
{
    bool row = true;
    int status = QUOTH_OK;
    *name = (qt_str){NULL, 0};
    while (!name->data && !(status = qt_db_step(c, aliases, &row, error)) && row)
        if (!person || !qt_status_in_name(qt_db_text(aliases, 0))) *name = qt_db_text(aliases, 0);
    return status;
}

int qt_who_settle(qt_case *c, int64_t entity, qt_str name, qt_str type, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL, *aliases = NULL;
    bool row = false;
    qt_str called = {NULL, 0};
    int status = QT_QUERY(c, &stmt, error, FIRST_OF_ENTITY, qt_int(entity));
    if (!status) status = qt_db_step(c, stmt, &row, error);
    if (status || !row) return status ? status : QT_RUN(c, error, DROP_ENTITY, qt_int(entity));
    const qt_str words = qt_db_text(stmt, 3);
    if (!type.data) type = qt_db_text(stmt, 1);
    const bool person = qt_str_equal(type, QT_STR("person"));
    status = QT_QUERY(c, &aliases, error, NAME_OF_ENTITY, qt_int(entity), qt_text_value(type));
    if (!status) status = next_name(c, aliases, person, &called, error);
    const bool told = qt_status_of(words) != QT_STATUS_NONE || (person && qt_status_in_name(words));
    const bool named = qt_db_int(stmt, 2) && (called.data || !told);
    if (!name.data) name = called.data ? called : told ? QT_STR("(only described)") : words;
    if (!status)
        status = QT_RUN(c, error, SET_NAME, qt_int(entity), qt_text_value(qt_db_text(stmt, 0)), qt_text_value(type),
                        qt_int(named), qt_text_value(name));
    qt_db_reset(aliases);
    qt_db_reset(stmt);
    return status;
}

/* ------------------------------------------------------------------------------------------------------------- pairs */

static const char CLEAR_LOW[] = "DELETE FROM pair WHERE low = ?1 AND (leaf IS NULL OR leaf = ?1)";
static const char CLEAR_HIGH[] = "DELETE FROM pair WHERE high = ?1 AND (leaf IS NULL OR leaf = ?1)";

int qt_who_clear_pairs(qt_case *c, int64_t profile, quoth_error *error)
{
    int status = QT_RUN(c, error, CLEAR_LOW, qt_int(profile));
    return status ? status : QT_RUN(c, error, CLEAR_HIGH, qt_int(profile));
}

static const char ADD_PAIR[] = "INSERT INTO pair (low, high, leaf, verdict, score) VALUES (?1, ?2, ?3, ?4, ?5)"
                               " ON CONFLICT (low, high) DO NOTHING";
static const char ADD_EVIDENCE[] =
    "INSERT INTO pair_evidence (pair, position, kind, against, low, high) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

int qt_who_add_pair(qt_case *c, int64_t low, int64_t high, int64_t leaf, const qt_comparison *comparison, bool merged,
                    quoth_error *error)
{
    const int64_t before = sqlite3_total_changes64(c->db);
    int status = QT_RUN(c, error, ADD_PAIR, qt_int(low), qt_int(high), leaf ? qt_int(leaf) : qt_null(),
                        qt_text_value(merged ? QT_STR("same") : QT_STR("proposed")), qt_int(comparison->score));
    if (status || sqlite3_total_changes64(c->db) == before) return status;
    const int64_t id = sqlite3_last_insert_rowid(c->db);
    for (int i = 0; i < comparison->count && !status; i++) {
        const qt_evidence *e = &comparison->evidence[i];
        status = QT_RUN(c, error, ADD_EVIDENCE, qt_int(id), qt_int(i), qt_text_value(qt_evidence_name(e->kind)),
                        qt_int(e->against), e->a.size ? qt_text_value(e->a) : qt_null(),
                        e->b.size ? qt_text_value(e->b) : qt_null());
    }
    return status;
}

static const char ADD_APART[] =
    "INSERT INTO apart (low, high, document) VALUES (min(?1, ?2), max(?1, ?2), ?3) ON CONFLICT DO NOTHING";

int qt_who_add_apart(qt_case *c, int64_t one, int64_t other, int64_t document, quoth_error *error)
{
    return QT_RUN(c, error, ADD_APART, qt_int(one), qt_int(other), qt_int(document));
}
