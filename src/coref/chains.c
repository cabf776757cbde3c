#include "coref/chains.h"

#include <assert.h>

#include "coref/bodies.h"
#include "coref/called.h"
#include "coref/doubts.h"
#include "coref/lexicon.h"
#include "coref/rules.h"
#include "nn/approximations.h"

enum {
    RECENT = 64, /* vectors of so many candidates are kept; of those further off they are read anew */
    MOST_CHAINS = QT_ANTECEDENTS_MAX
};

/* A name gives its chain a name: what was described before it is this one only where that is as good as certain. */
static const float SURE_NAME = 0.9F;

/* Of "the company": what the ranker gives the body at least, of what it leaves to bodies, and another at most. */
static const float BODY_LEAST = 0.3F, BODY_SHARE = 0.85F, BODY_RIVAL = 0.12F;

/* An antecedent's chain and its share. */
typedef struct choice {
    uint32_t chain;
    float share, sure;
} choice;

static_assert((int)QT_PAIR_KINDS == QT_REFER_PAIR_KINDS && (int)QT_PAIR_VALUES == QT_REFER_PAIR_VALUES,
              "the model scores what pairs.c reads");
static_assert(QT_REFER_CLASSES <= 24 && QT_NUMBERS <= 4 && QT_GENDERS <= 6 && QT_TYPES <= 9 && QT_AS_PLACES <= 10,
              "the rows of trait embeddings, see refer.c");

typedef struct ranker {
    const qt_scene *scene;
    const qt_model *model;
    const qt_word_vectors *words;
    qt_link *links;
    qt_chain *chains;   /* [candidates] */
    uint32_t *of_group; /* [names] the chain of a group; QT_NONE */
    qt_refer_vector recent[RECENT], other;
    uint32_t is_recent[RECENT]; /* which candidate; QT_NONE */
} ranker;

static bool vector_of(ranker *r, uint32_t c, const qt_refer_vector **out)
{
    const qt_candidate *one = &r->scene->all.items[c];
    uint32_t slot = c % RECENT;
    if (r->is_recent[slot] == c) return *out = &r->recent[slot], true;
    const qt_refer_word *word = qt_word_vector_of(r->words, one->head);
    if (!word) return false;
    const uint8_t traits[QT_REFER_TRAIT_KINDS] = {one->class, one->number, one->gender, one->type, one->as};
    qt_refer_read(r->model, word, traits, &r->other);
    return *out = &r->other, true;
}

static void remember(ranker *r, uint32_t c)
{
    const qt_refer_vector *v;
    uint32_t slot = c % RECENT;
    r->is_recent[slot] = QT_NONE;
    if (!vector_of(r, c, &v)) return;
    r->recent[slot] = *v;
    r->is_recent[slot] = c;
}

static uint32_t group_of(const ranker *r, uint32_t c)
{
    uint32_t name = r->scene->all.items[c].name;
    return name == QT_NONE ? QT_NONE : r->scene->group[name];
}

/* Whether candidate `m` may join the chain of `a`. */
static bool allowed(const ranker *r, uint32_t a, uint32_t m, const uint8_t pair[QT_PAIR_KINDS])
{
    const qt_candidate *one = &r->scene->all.items[m];
    const qt_chain *c = &r->chains[r->links[a].chain];
    bool named = one->name != QT_NONE && (r->scene->all.items[a].name != QT_NONE || c->group != QT_NONE);
    if (c->group != QT_NONE && qt_bears_other_office(r->scene, c->group, m)) return false;
    return !named && !qt_genders_clash(c->gender, one->gender) && !qt_ruled_out(r->scene, a, m, pair);
}

static void add_share(choice *choices, uint32_t *count, uint32_t to, float share, float sure)
{
    uint32_t i = 0;
    while (i < *count && choices[i].chain != to) i++;
    if (i == *count) choices[(*count)++] = (choice){to, 0, 0};
    choices[i].share += share;
    choices[i].sure += share * sure;
}

static void sort_choices(choice *choices, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) { /* few, and stable */
        choice one = choices[i];
        uint32_t at = i;
        for (; at > 0 && choices[at - 1].share < one.share; at--) choices[at] = choices[at - 1];
        choices[at] = one;
    }
}

/* Chains of the antecedents with their probabilities, the likeliest first; returns that of none. What may not be the
 * antecedent keeps its share all the same: who is left is no surer for that. */
static float rank(ranker *r, uint32_t m, choice choices[MOST_CHAINS], uint32_t *count)
{
    uint32_t antecedents[QT_ANTECEDENTS_MAX], n = qt_antecedents(r->scene, m, antecedents), kept = 0;
    float scores[QT_ANTECEDENTS_MAX], top, sum;
    bool may_be[QT_ANTECEDENTS_MAX];
    const qt_refer_vector *v;
    qt_refer_query query;
    *count = 0;
    if (!vector_of(r, m, &v)) return 1;
    qt_refer_ask(r->model, v, &query);
    top = query.none;
    for (uint32_t i = 0; i < n; i++) {
        uint8_t pair[QT_PAIR_KINDS];
        qt_pair_read(r->scene, antecedents[i], m, pair);
        if (!vector_of(r, antecedents[i], &v)) continue;
        may_be[kept] = allowed(r, antecedents[i], m, pair);
        scores[kept] = qt_refer_score(r->model, &query, v, pair);
        top = scores[kept] > top ? scores[kept] : top;
        antecedents[kept++] = antecedents[i];
    }
    sum = qt_exp(query.none - top);
    for (uint32_t i = 0; i < kept; i++) sum += scores[i] = qt_exp(scores[i] - top);
    for (uint32_t i = 0; i < kept; i++)
        if (may_be[i])
            add_share(choices, count, r->links[antecedents[i]].chain, scores[i] / sum, r->links[antecedents[i]].sure);
    sort_choices(choices, *count);
    return qt_exp(query.none - top) / sum;
}

static void begin_chain(ranker *r, uint32_t m)
{
    r->links[m].chain = m;
    r->links[m].sure = 1;
    r->chains[m] = (qt_chain){QT_NONE, QT_GENDER_OPEN};
}

static void join(ranker *r, uint32_t m, uint32_t to)
{
    qt_chain *c = &r->chains[to];
    uint32_t group = group_of(r, m);
    r->links[m].chain = to;
    c->gender = qt_gender_of_both(c->gender, r->scene->all.items[m].gender);
    if (group == QT_NONE) return;
    c->group = group;
    r->of_group[group] = to;
}

/* Whether a chain is "the company" and nothing more: it says no more than `m` does. */
static bool says_nothing(const ranker *r, uint32_t of, uint32_t m)
{
    const qt_scene *s = r->scene;
    return r->chains[of].group == QT_NONE && qt_is_bare(s, of) &&
           qt_str_equal(qt_word_lower(s->words, s->all.items[of].head), qt_word_lower(s->words, s->all.items[m].head));
}

/* "The company": the chain of the body that the ranker takes, where no other is near it and nothing tells that it is of another
 * kind; QT_NONE. */
static uint32_t likely_body(const ranker *r, uint32_t m, const choice *choices, uint32_t count, float none)
{
    float rest = 1 - none, top = 0, next = 0;
    uint32_t found = QT_NONE;
    for (uint32_t i = 0; i < count; i++) {
        if (says_nothing(r, choices[i].chain, m)) {
            rest -= choices[i].share;
        } else if (found == QT_NONE) {
            found = choices[i].chain;
            top = choices[i].share;
        } else if (next < choices[i].share) {
            next = choices[i].share;
        }
    }
    if (found == QT_NONE || next > BODY_RIVAL || top < BODY_LEAST || top < BODY_SHARE * rest) return QT_NONE;
    const bool any = qt_body_noun(qt_word_lower(r->scene->words, r->scene->all.items[m].head)) & QT_BODY_ANY;
    qt_body_fit fit = qt_body_fits(r->scene, r->links, m, found);
    return fit == QT_BODY_FITS || (fit == QT_BODY_OPEN && (top >= QT_LIKELY || any)) ? found : QT_NONE;
}

static void read_one(ranker *r, uint32_t m)
{
    uint32_t group = group_of(r, m), count = 0;
    choice choices[MOST_CHAINS];
    qt_link *link = &r->links[m];
    *link = (qt_link){m, 1, 0, {QT_NONE, QT_NONE, QT_NONE}};
    begin_chain(r, m);
    if (group != QT_NONE && r->of_group[group] != QT_NONE) {
        join(r, m, r->of_group[group]);
        return;
    }
    uint32_t a = qt_settled(r->scene, m);
    if (a == QT_NONE) a = qt_called(r->scene, r->links, m);
    uint32_t only = QT_NONE;
    const bool body = a == QT_NONE && qt_body_called(r->scene, r->links, m, &only);
    if (only != QT_NONE) a = only;
    const qt_chain *c = a == QT_NONE ? NULL : &r->chains[r->links[a].chain];
    if (c && !qt_genders_clash(c->gender, r->scene->all.items[m].gender) && (group == QT_NONE || c->group == QT_NONE)) {
        link->sure = r->links[a].sure;
        join(r, m, r->links[a].chain);
        return;
    }
    float none = r->model && qt_model_refers(r->model) ? rank(r, m, choices, &count) : 1;
    for (uint32_t i = 0; i < count && i < 3; i++) link->likely[i] = choices[i].chain;
    float least = r->scene->all.items[m].name == QT_NONE ? none : SURE_NAME;
    const uint32_t named = body ? likely_body(r, m, choices, count, none) : QT_NONE;
    if (named != QT_NONE) {
        join(r, m, named);
        link->sure = QT_SURE;
        return;
    }
    if (count && choices[0].share > least) {
        link->sure = choices[0].sure;
        link->rival = count > 1 ? choices[1].share : 0;
        join(r, m, choices[0].chain);
    } else {
        join(r, m, m);
    }
}

int qt_chains_read(const qt_scene *scene, const qt_model *model, const qt_word_vectors *vectors, qt_arena *arena,
                   qt_link **out, quoth_error *error)
{
    qt_arena *scratch = qt_arena_scratch(arena);
    ranker *r = scratch ? QT_ARENA_NEW(scratch, ranker, 1) : NULL;
    size_t n = scene->all.count, names = 0;
    for (size_t c = 0; c < n; c++)
        if (scene->all.items[c].name != QT_NONE && scene->all.items[c].name >= names)
            names = scene->all.items[c].name + 1;
    if (r) {
        *r = (ranker){.scene = scene, .model = model, .words = vectors};
        r->links = QT_ARENA_NEW(arena, qt_link, n);
        r->chains = QT_ARENA_NEW(scratch, qt_chain, n);
        r->of_group = QT_ARENA_NEW(scratch, uint32_t, names);
    }
    bool room = r && r->links && r->chains && r->of_group;
    for (size_t i = 0; room && i < RECENT; i++) r->is_recent[i] = QT_NONE;
    for (size_t i = 0; room && i < names; i++) r->of_group[i] = QT_NONE;
    for (uint32_t m = 0; room && m < n; m++) {
        if (model && qt_model_refers(model)) remember(r, m);
        read_one(r, m);
    }
    if (room) {
        qt_doubts_read(scene, r->chains, r->links);
        *out = r->links;
    }
    qt_arena_free(scratch);
    return room ? QUOTH_OK : qt_arena_error(arena, error);
}
