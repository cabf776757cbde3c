#include "coref/coref.h"

#include "coref/sources.h"

static const qt_beside nothing;

/* Marks the chains that are kept: those with a name, of two or more, and those that are a source. */
static void mark_kept(const qt_scene *scene, const qt_link *links, size_t statement_count, bool *kept)
{
    for (size_t c = 0; c < scene->all.count; c++)
        if (scene->all.items[c].name != QT_NONE || links[c].chain != c) kept[links[c].chain] = true;
    for (size_t i = 0; i < statement_count; i++)
        if (scene->speaker[i] != QT_NONE) kept[links[scene->speaker[i]].chain] = true;
}

static qt_mention mention_of_candidate(const qt_scene *scene, const qt_candidate *c)
{
    const qt_text *text = scene->words->text;
    if (c->name != QT_NONE) {
        qt_mention name = scene->names[c->name];
        name.acronym_of = QT_NONE; /* its group says it */
        return name;
    }
    return (qt_mention){.span = {text->tokens[c->first].span.begin, text->tokens[c->last - 1].span.end},
                        .first = c->first,
                        .last = c->last,
                        .beside = &nothing,
                        .acronym_of = QT_NONE,
                        .type = c->type == QT_TYPE_OPEN ? QT_MENTION_OTHER : c->type,
                        .form = c->class >= QT_REFER_HE ? QT_FORM_PRONOUN : QT_FORM_NOMINAL};
}

/* Of two mentions the one that says more of who it is: a name before a description before a pronoun; of names one that
 * is no acronym or single word; then the longer one, the earlier of two of one length. */
static bool says_more(const qt_mention *a, const qt_mention *b)
{
    if (a->form != b->form) return a->form < b->form;
    return a->last - a->first > b->last - b->first;
}

static void describe(qt_coref *who, qt_referent *r)
{
    uint32_t votes[QT_MENTION_TYPES] = {0};
    r->best = r->mentions[0];
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const qt_mention *m = &who->mentions[r->mentions[i]];
        if (says_more(m, &who->mentions[r->best])) r->best = r->mentions[i];
        votes[m->type] += m->form == QT_FORM_NAME ? 4 : m->type == QT_MENTION_OTHER ? 0 : 1;
        r->named = r->named || m->form == QT_FORM_NAME;
    }
    r->type = who->mentions[r->best].type;
    for (uint8_t t = 0; t < QT_MENTION_TYPES; t++)
        if (votes[t] > votes[r->type]) r->type = t;
}

/* Mentions and referents of the chains that are kept. */
static int gather(const qt_scene *scene, const qt_link *links, const bool *kept, uint32_t *mention_of, qt_arena *arena,
                  qt_coref *who, quoth_error *error)
{
    size_t n = scene->all.count, mentions = 0, referents = 0;
    for (size_t c = 0; c < n; c++) {
        mentions += kept[links[c].chain];
        referents += kept[c] && links[c].chain == c;
    }
    who->mentions = QT_ARENA_NEW(arena, qt_mention, mentions);
    who->referent_of = QT_ARENA_NEW(arena, uint32_t, mentions);
    who->referents = QT_ARENA_NEW(arena, qt_referent, referents);
    uint32_t *members = QT_ARENA_NEW(arena, uint32_t, mentions), at = 0;
    if (!who->mentions || !who->referent_of || !who->referents || !members) return qt_arena_error(arena, error);
    for (size_t c = 0; c < n; c++) {
        mention_of[c] = QT_NONE;
        if (!kept[links[c].chain]) continue;
        uint32_t m = mention_of[c] = (uint32_t)who->mention_count++;
        who->mentions[m] = mention_of_candidate(scene, &scene->all.items[c]);
        if (links[c].chain == c) who->referent_of[m] = (uint32_t)who->referent_count++;
        else who->referent_of[m] = who->referent_of[mention_of[links[c].chain]];
        who->referents[who->referent_of[m]].mention_count++;
    }
    for (size_t r = 0; r < who->referent_count; r++) {
        who->referents[r].mentions = members + at;
        at += who->referents[r].mention_count;
        who->referents[r].mention_count = 0;
    }
    for (uint32_t m = 0; m < who->mention_count; m++) {
        qt_referent *r = &who->referents[who->referent_of[m]];
        members[r->mentions - members + r->mention_count++] = m;
    }
    for (size_t r = 0; r < who->referent_count; r++) describe(who, &who->referents[r]);
    return QUOTH_OK;
}

/* names → candidates, groups → chains → mentions, referents → sources, abouts */
int qt_coref_read(const qt_text *text, const qt_syntax *syntax, const qt_mention *names, size_t name_count,
                  const qt_model *model, const qt_word_vectors *vectors, qt_statement *statements,
                  size_t statement_count, qt_arena *arena, qt_coref *out, quoth_error *error)
{
    qt_arena *scratch = qt_arena_scratch(arena);
    qt_scene scene;
    qt_words words;
    qt_link *links = NULL;
    qt_coref who = {.mention_count = 0};
    bool *kept = NULL;
    uint32_t *mention_of = NULL;
    int status = scratch ? qt_words_read(text, syntax, scratch, &words, error) : qt_arena_error(arena, error);
    if (!status) status = qt_scene_read(&words, names, name_count, statements, statement_count, scratch, &scene, error);
    if (!status && *words.full) status = qt_arena_error(arena, error);
    if (!status) status = qt_chains_read(&scene, model, vectors, scratch, &links, error);
    if (!status) {
        kept = QT_ARENA_NEW(scratch, bool, scene.all.count);
        mention_of = QT_ARENA_NEW(scratch, uint32_t, scene.all.count);
        if (!kept || !mention_of) status = qt_arena_error(arena, error);
    }
    if (!status) mark_kept(&scene, links, statement_count, kept);
    if (!status) status = gather(&scene, links, kept, mention_of, arena, &who, error);
    if (!status) status = qt_sources_name(&scene, links, mention_of, &who, statements, statement_count, arena, error);
    if (!status) status = qt_abouts_read(&scene, links, mention_of, &who, statements, statement_count, arena, error);
    if (!status) *out = who;
    qt_arena_free(scratch);
    return status;
}
