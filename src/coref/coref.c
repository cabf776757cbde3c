#include "coref/coref.h"

#include "base/vec.h"

typedef QT_VEC(uint32_t) indices;

static bool same(const qt_text *text, const qt_mention *a, const qt_mention *b)
{
    return a->type == b->type && qt_str_equal(qt_str_at(text->bytes, a->span), qt_str_at(text->bytes, b->span));
}

int qt_coref_read(const qt_text *text, const qt_syntax *syntax, const qt_mention *names, size_t name_count,
                  qt_statement *statements, size_t statement_count, qt_arena *arena, qt_coref *out, quoth_error *error)
{
    (void)syntax;
    qt_coref who = {.mention_count = name_count};
    who.mentions = QT_ARENA_NEW(arena, qt_mention, name_count);
    who.referent_of = QT_ARENA_NEW(arena, uint32_t, name_count);
    who.referents = QT_ARENA_NEW(arena, qt_referent, name_count);
    indices *members = QT_ARENA_NEW(arena, indices, name_count);
    if (!who.mentions || !who.referent_of || !who.referents || !members) return qt_arena_error(arena, error);
    for (uint32_t m = 0; m < name_count; m++) {
        who.mentions[m] = names[m];
        uint32_t r = 0;
        while (r < who.referent_count && !same(text, &names[m], &names[who.referents[r].best])) r++;
        if (names[m].acronym_of < m) r = who.referent_of[names[m].acronym_of];
        if (r == who.referent_count)
            who.referents[who.referent_count++] = (qt_referent){.best = m, .type = names[m].type, .named = true};
        who.referent_of[m] = r;
        if (!qt_vec_push(arena, &members[r], m)) return qt_arena_error(arena, error);
    }
    for (uint32_t r = 0; r < who.referent_count; r++) {
        who.referents[r].mentions = members[r].items;
        who.referents[r].mention_count = (uint32_t)members[r].count;
    }
    for (size_t i = 0; i < statement_count; i++)
        for (uint32_t k = 0; k < statements[i].source_count; k++) {
            qt_source *source = &statements[i].sources[k];
            for (uint32_t m = 0; source->resolved != QT_RESOLVED_UNRESOLVED && m < name_count; m++)
                if (source->span.begin <= names[m].span.begin && names[m].span.end <= source->span.end)
                    source->referent = who.referent_of[m];
        }
    *out = who;
    return QUOTH_OK;
}
