/* Invented documents that name people and bodies, and what the case file makes of them. */
#ifndef TESTS_COLLATE_FIXTURE_H
#define TESTS_COLLATE_FIXTURE_H

#include "../casefile/fixture.h"
#include "base/vec.h"
#include "collate.h"

/* A document whose referents are added one by one; the text is theirs. */
typedef struct told {
    fx f;
    QT_VEC(qt_mention) mentions;
    QT_VEC(uint32_t) referent_of;
    QT_VEC(qt_referent) referents;
} told;

static inline told told_new(const char *text)
{
    told t = {.f = fx_new(text)};
    return t;
}

static inline void told_free(told *t) { fx_free(&t->f); }

static inline qt_span_list told_list(told *t, const char *words)
{
    qt_span_list list = {NULL, 0};
    if (!words) return list;
    list.items = QT_ARENA_NEW(t->f.arena, qt_span, 1);
    list.items[list.count++] = fx_span(&t->f, words, 1);
    return list;
}

/* A mention of referent `r`, or of a new one where `r` is QT_NONE; the referent. */
static inline uint32_t told_mention(told *t, qt_span span, qt_mention_type type, qt_mention_form form, uint32_t r,
                                    const qt_beside *beside)
{
    static const qt_beside NOTHING;
    const uint32_t m = (uint32_t)t->mentions.count;
    assert_true(qt_vec_push(t->f.arena, &t->mentions,
                            (qt_mention){.span = span,
                                         .beside = beside ? beside : &NOTHING,
                                         .acronym_of = QT_NONE,
                                         .type = (uint8_t)type,
                                         .form = (uint8_t)form}));
    if (r == QT_NONE) {
        r = (uint32_t)t->referents.count;
        assert_true(qt_vec_push(t->f.arena, &t->referents,
                                (qt_referent){.best = m, .type = (uint8_t)type, .named = form == QT_FORM_NAME}));
    }
    assert_true(qt_vec_push(t->f.arena, &t->referent_of, r));
    uint32_t *list = QT_ARENA_NEW(t->f.arena, uint32_t, t->referents.items[r].mention_count + 1);
    for (uint32_t i = 0; i < t->referents.items[r].mention_count; i++) list[i] = t->referents.items[r].mentions[i];
    list[t->referents.items[r].mention_count++] = m;
    t->referents.items[r].mentions = list;
    qt_coref *who = &t->f.annotation.coref;
    who->mentions = t->mentions.items;
    who->mention_count = t->mentions.count;
    who->referent_of = t->referent_of.items;
    who->referents = t->referents.items;
    who->referent_count = t->referents.count;
    return r;
}

/* The nth `name` of the text, with what stands beside it (NULL: nothing). */
static inline uint32_t told_name(told *t, const char *name, int nth, qt_mention_type type, const char *role,
                                 uint32_t age)
{
    qt_beside *beside = QT_ARENA_NEW(t->f.arena, qt_beside, 1);
    beside->roles = told_list(t, role);
    if (age) {
        char digits[12];
        snprintf(digits, sizeof digits, "%u", age);
        beside->age = (qt_age){fx_span(&t->f, digits, 1), age};
    }
    return told_mention(t, fx_span(&t->f, name, nth), type, QT_FORM_NAME, QT_NONE, beside);
}

/* Tokens, which hedges are looked for in. */
static inline void told_tokens(told *t)
{
    qt_statement *statements = t->f.annotation.statements;
    assert_int_equal(qt_text_read(t->f.document.text, 0, t->f.arena, &t->f.annotation.text, NULL), 0);
    t->f.annotation.statements = statements;
}

static inline void told_store(qt_case *c, const told *t)
{
    qt_stored what = QT_STORED_KNOWN;
    quoth_error error = {0};
    if (qt_collate_store(c, &t->f.document, &t->f.annotation, fx_model(), &what, &error))
        fail_msg("%s: %s", error.source, error.message);
}

/* All that the file says of who is who, ids aside; the caller frees it. */
static inline char *told_dump(const char *path)
{
    static const char SQL[] =
        "SELECT group_concat(line, char(10)) FROM (SELECT e.key || ' ' || e.name || ' ' || e.type || ' ' || e.named || ': '"
        " || (SELECT group_concat(key, ' ') FROM (SELECT r.key FROM referent r JOIN profile p ON p.id = r.profile"
        "  WHERE p.entity = e.id ORDER BY r.key))"
        " || ' = ' || coalesce((SELECT group_concat(text || ' ' || count, ', ') FROM (SELECT text, count FROM alias"
        "  WHERE entity = e.id ORDER BY text)), '')"
        " || ' ? ' || coalesce((SELECT group_concat(other, ', ') FROM (SELECT DISTINCT low.key || '/' || high.key ||"
        "  x.verdict AS other FROM pair x JOIN profile low ON low.id = x.low JOIN profile high ON high.id = x.high"
        "  WHERE low.entity = e.id OR high.entity = e.id ORDER BY 1)), '')"
        " AS line FROM entity e ORDER BY e.key, e.id)";
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, SQL, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    const char *text = (const char *)sqlite3_column_text(stmt, 0);
    char *out = strdup(text ? text : "");
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return out;
}

#endif
