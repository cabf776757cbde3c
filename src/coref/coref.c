#include "coref/coref.h"

#include <stdlib.h>

#include "coref/sources.h"

static const qt_beside nothing;

/* Marks the chains that are kept: those with a name, of two or more, and those that are a source. */
static void mark_kept(const qt_scene *scene, const qt_link *links, const qt_speakers *speakers, size_t statement_count,
                      bool *kept)
{
    for (size_t c = 0; c < scene->all.count; c++)
        if (scene->all.items[c].name != QT_NONE || links[c].chain != c) kept[links[c].chain] = true;
    for (uint32_t i = 0; i < speakers->first[statement_count]; i++)
        if (speakers->items[i].candidate != QT_NONE) kept[links[speakers->items[i].candidate].chain] = true;
}

static qt_mention mention_of_candidate(const qt_scene *scene, const qt_candidate *c)
{
    const qt_text *text = scene->words->text;
    if (c->name != QT_NONE) return scene->names[c->name];
    uint32_t first = c->first, last = c->last;
    if (!qt_is_pronoun(c) && c->class != QT_REFER_LIST) qt_candidate_core(scene->words, c, &first, &last);
    return (qt_mention){.span = {text->tokens[first].span.begin, text->tokens[last - 1].span.end},
                        .first = first,
                        .last = last,
                        .beside = &nothing,
                        .acronym_of = QT_NONE,
                        .type = c->type == QT_TYPE_OPEN ? QT_MENTION_OTHER : c->type,
                        .form = qt_is_pronoun(c) ? QT_FORM_PRONOUN : QT_FORM_NOMINAL};
}

/* Whether a mention stands outside of running text: in a title, or where nothing is said with a verb (a slug, a signature). */
static bool stands_apart(const qt_words *words, const qt_mention *m)
{
    const qt_text *text = words->text;
    const qt_token *token = &text->tokens[m->first];
    const qt_sentence *s = &text->sentences[token->sentence];
    if (text->paragraphs[token->paragraph].part == QT_PART_TITLE) return true;
    for (uint32_t t = s->first; t < s->last; t++) {
        const qt_upos upos = qt_upos_at(words->syntax, t);
        if ((t < m->first || t >= m->last) && (upos == QT_UPOS_VERB || upos == QT_UPOS_AUX)) return false;
    }
    return true;
}

/* Of two mentions the one that says more of who it is: a name before a description before a pronoun, a full name of running text
 * before one outside of it ("Kamm Rusija"), then the longer one. */
static bool says_more(const qt_words *words, const qt_mention *a, const qt_mention *b)
{
    if (a->form != b->form) return a->form < b->form;
    const uint32_t x = a->last - a->first, y = b->last - b->first;
    if (a->form == QT_FORM_NAME && x > 1 && y > 1) {
        const bool apart = stands_apart(words, a), other = stands_apart(words, b);
        if (apart != other) return other;
    }
    return x > y;
}

static void describe(const qt_words *words, qt_coref *who, qt_referent *r)
{
    uint32_t votes[QT_MENTION_TYPES] = {0};
    r->best = r->mentions[0];
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const qt_mention *m = &who->mentions[r->mentions[i]];
        if (says_more(words, m, &who->mentions[r->best])) r->best = r->mentions[i];
        votes[m->type] += m->form == QT_FORM_NAME ? 4 : m->type == QT_MENTION_OTHER ? 0 : 1;
        r->named = r->named || m->form == QT_FORM_NAME;
    }
    r->type = who->mentions[r->best].type;
    for (size_t t = 0; t < QT_MENTION_TYPES; t++)
        if (votes[t] > votes[r->type]) r->type = (uint8_t)t;
}

/* A kept candidate as a mention, to be sorted. */
typedef struct kept_one {
    qt_mention mention;
    uint32_t candidate;
} kept_one;

/* In the text's order, outer before inner. */
static int compare(const void *left, const void *right)
{
    const kept_one *a = left, *b = right;
    if (a->mention.first != b->mention.first) return a->mention.first < b->mention.first ? -1 : 1;
    if (a->mention.last != b->mention.last) return a->mention.last > b->mention.last ? -1 : 1;
    return (a->candidate > b->candidate) - (a->candidate < b->candidate);
}

static int sort_kept(const qt_scene *scene, const qt_link *links, const bool *kept, qt_arena *scratch, kept_one **out,
                     size_t *count, quoth_error *error)
{
    size_t n = 0;
    for (size_t c = 0; c < scene->all.count; c++) n += kept[links[c].chain];
    kept_one *sorted = QT_ARENA_NEW(scratch, kept_one, n);
    if (!sorted) return qt_arena_error(scratch, error);
    n = 0;
    for (uint32_t c = 0; c < scene->all.count; c++)
        if (kept[links[c].chain]) sorted[n++] = (kept_one){mention_of_candidate(scene, &scene->all.items[c]), c};
    if (n) qsort(sorted, n, sizeof *sorted, compare);
    *out = sorted;
    *count = n;
    return QUOTH_OK;
}

/* Referents by first mention, each with its mentions in `members`. */
static void list_referents(const qt_link *links, const kept_one *sorted, size_t count, uint32_t *of_chain,
                           uint32_t *members, qt_coref *who)
{
    uint32_t at = 0;
    for (uint32_t m = 0; m < count; m++) {
        uint32_t *referent = &of_chain[links[sorted[m].candidate].chain];
        if (*referent == QT_NONE) *referent = (uint32_t)who->referent_count++;
        who->referent_of[m] = *referent;
        who->referents[*referent].mention_count++;
    }
    for (size_t r = 0; r < who->referent_count; r++) {
        who->referents[r].mentions = members + at;
        at += who->referents[r].mention_count;
        who->referents[r].mention_count = 0;
    }
    for (uint32_t m = 0; m < count; m++) {
        qt_referent *r = &who->referents[who->referent_of[m]];
        members[r->mentions - members + r->mention_count++] = m;
    }
}

/* An acronym points to the name in full: so far by its number among the names, from now on among the mentions. All names are
 * kept. */
static void point_acronyms(const qt_scene *scene, const uint32_t *mention_of, qt_coref *who)
{
    for (size_t m = 0; m < who->mention_count; m++) {
        if (who->mentions[m].form != QT_FORM_NAME || who->mentions[m].acronym_of == QT_NONE) continue;
        uint32_t c = scene->of_name[who->mentions[m].acronym_of];
        who->mentions[m].acronym_of = c == QT_NONE ? QT_NONE : mention_of[c];
    }
}

/* Mentions and referents of the chains that are kept. */
static int gather(const qt_scene *scene, const qt_link *links, const bool *kept, uint32_t *mention_of, qt_arena *arena,
                  qt_arena *scratch, qt_coref *who, quoth_error *error)
{
    size_t n = scene->all.count, chains = 0;
    kept_one *sorted;
    uint32_t *of_chain = QT_ARENA_NEW(scratch, uint32_t, n);
    int status = of_chain ? sort_kept(scene, links, kept, scratch, &sorted, &who->mention_count, error)
                          : qt_arena_error(arena, error);
    if (status) return status;
    for (size_t c = 0; c < n; c++) {
        chains += kept[c];
        of_chain[c] = mention_of[c] = QT_NONE;
    }
    who->mentions = QT_ARENA_NEW(arena, qt_mention, who->mention_count);
    who->phrases = QT_ARENA_NEW(arena, qt_span, who->mention_count);
    who->referent_of = QT_ARENA_NEW(arena, uint32_t, who->mention_count);
    who->referents = QT_ARENA_NEW(arena, qt_referent, chains);
    uint32_t *members = QT_ARENA_NEW(arena, uint32_t, who->mention_count);
    if (!who->mentions || !who->phrases || !who->referent_of || !who->referents || !members)
        return qt_arena_error(arena, error);
    for (uint32_t m = 0; m < who->mention_count; m++) {
        const qt_candidate *c = &scene->all.items[sorted[m].candidate];
        const qt_token *tokens = scene->words->text->tokens;
        who->mentions[m] = sorted[m].mention;
        who->phrases[m] = (qt_span){tokens[c->first].span.begin, tokens[c->last - 1].span.end};
        mention_of[sorted[m].candidate] = m;
    }
    point_acronyms(scene, mention_of, who);
    list_referents(links, sorted, who->mention_count, of_chain, members, who);
    for (size_t r = 0; r < who->referent_count; r++) describe(scene->words, who, &who->referents[r]);
    return QUOTH_OK;
}

/* Bytes of text for each word that may refer, and for each name, at least; English has one for 16 and for 35. */
enum { BYTES_A_WORD = 7, BYTES_A_NAME = 10, SOME = 256 };

/* Whether there is more to refer than in any report: a table, a page of marks. Nobody is looked for there, so that memory stays
 * in bounds. */
static bool overfull(const qt_text *text, const qt_syntax *syntax, size_t names)
{
    size_t refer = 0;
    for (uint32_t t = 0; t < text->token_count; t++) refer += qt_may_refer(syntax, t);
    return names > text->bytes.size / BYTES_A_NAME + SOME || refer > text->bytes.size / BYTES_A_WORD + SOME;
}

/* names → candidates, groups → chains → speakers → mentions, referents → sources, abouts */
int qt_coref_read(const qt_text *text, const qt_syntax *syntax, qt_mention *names, size_t name_count,
                  const qt_model *model, const qt_word_vectors *vectors, qt_statement *statements,
                  size_t statement_count, qt_arena *arena, qt_coref *out, quoth_error *error)
{
    if (overfull(text, syntax, name_count)) {
        *out = (qt_coref){.mentions = names, .mention_count = name_count};
        return QUOTH_OK;
    }
    qt_arena *scratch = qt_arena_scratch(arena);
    qt_scene scene;
    qt_words words;
    qt_link *links = NULL;
    qt_coref who = {.mention_count = 0};
    qt_speakers speakers;
    bool *kept = NULL;
    uint32_t *mention_of = NULL;
    int status = scratch ? qt_words_read(text, syntax, scratch, &words, error) : qt_arena_error(arena, error);
    if (!status) status = qt_scene_read(&words, names, name_count, statements, statement_count, scratch, &scene, error);
    if (!status && *words.full) status = qt_arena_error(arena, error);
    if (!status) status = qt_chains_read(&scene, model, vectors, scratch, &links, error);
    if (!status) status = qt_speakers_read(&scene, links, statements, statement_count, scratch, &speakers, error);
    if (!status) {
        kept = QT_ARENA_NEW(scratch, bool, scene.all.count);
        mention_of = QT_ARENA_NEW(scratch, uint32_t, scene.all.count);
        if (!kept || !mention_of) status = qt_arena_error(arena, error);
    }
    if (!status) mark_kept(&scene, links, &speakers, statement_count, kept);
    if (!status) status = gather(&scene, links, kept, mention_of, arena, scratch, &who, error);
    const qt_naming naming = {&scene, links, mention_of, &who, arena};
    if (!status) status = qt_sources_name(&naming, &speakers, statements, statement_count, error);
    if (!status) status = qt_first_person_name(&naming, statements, statement_count, error);
    if (!status) status = qt_abouts_read(&naming, statements, statement_count, error);
    if (!status) *out = who;
    qt_arena_free(scratch);
    return status;
}
