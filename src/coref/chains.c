#include "coref/chains.h"

#include <assert.h>

#include "coref/called.h"
#include "coref/rules.h"
#include "nn/approximations.h"

enum {
    RECENT = 64, /* vectors of so many candidates are kept; of those further off they are read anew */
    MOST_CHAINS = QT_ANTECEDENTS_MAX
};

/* A name gives its chain a name: what was described before it is this one only where that is as good as certain. */
static const float SURE_NAME = 0.9F;
/* Of a pronoun behind a sentence that names two whom it may mean. */
static const float SURE_BETWEEN = 0.93F;

/* What is known of a chain, at its first candidate. */
typedef struct chain {
    uint32_t group; /* of its names; QT_NONE */
    uint8_t gender; /* qt_gender: the narrowest */
} chain;

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
    chain *chains;      /* [candidates] */
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
    const chain *c = &r->chains[r->links[a].chain];
    bool named = one->name != QT_NONE && (r->scene->all.items[a].name != QT_NONE || c->group != QT_NONE);
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
    r->chains[m] = (chain){QT_NONE, QT_GENDER_OPEN};
}

static void join(ranker *r, uint32_t m, uint32_t to)
{
    chain *c = &r->chains[to];
    uint32_t group = group_of(r, m);
    r->links[m].chain = to;
    c->gender = qt_gender_of_both(c->gender, r->scene->all.items[m].gender);
    if (group == QT_NONE) return;
    c->group = group;
    r->of_group[group] = to;
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
    const chain *c = a == QT_NONE ? NULL : &r->chains[r->links[a].chain];
    if (c && !qt_genders_clash(c->gender, r->scene->all.items[m].gender) && (group == QT_NONE || c->group == QT_NONE)) {
        link->sure = r->links[a].sure;
        join(r, m, r->links[a].chain);
        return;
    }
    float none = r->model && qt_model_refers(r->model) ? rank(r, m, choices, &count) : 1;
    for (uint32_t i = 0; i < count && i < 3; i++) link->likely[i] = choices[i].chain;
    float least = r->scene->all.items[m].name == QT_NONE ? none : SURE_NAME;
    if (count && choices[0].share > least) {
        link->sure = choices[0].sure;
        link->rival = count > 1 ? choices[1].share : 0;
        join(r, m, choices[0].chain);
    } else {
        join(r, m, m);
    }
}

/* Nobody is their own husband: what is said to be somebody's is not that somebody ("Her husband denied it"). The possessor is
 * read behind the phrase that holds it, so that this is seen only in the end. */
static void part_possessors(const qt_scene *s, qt_link *links)
{
    for (uint32_t m = 0; m < s->all.count; m++) {
        if (s->all.items[m].class != QT_REFER_POSSESSED) continue;
        uint32_t child = qt_words_child_as(s->words, s->all.items[m].head, QT_DEP_NMOD_POSS);
        uint32_t p = child == QT_NONE ? QT_NONE : s->of_head[child];
        if (p == QT_NONE || links[p].chain != links[m].chain) continue;
        uint32_t parted = links[m].chain == m ? p : m;
        links[parted].chain = parted;
        links[parted].sure = parted == m; /* the phrase is itself; whose it is stays open */
    }
}

/* What is told of a named person has to be sure of whom it is told. */
static void part_unsure(const ranker *r)
{
    const qt_scene *s = r->scene;
    for (uint32_t m = 0; m < s->all.count; m++) {
        const qt_candidate *one = &s->all.items[m];
        qt_link *link = &r->links[m];
        uint32_t group = r->chains[link->chain].group;
        bool described = one->name == QT_NONE && !qt_is_pronoun(one) && link->chain != m;
        if (!described || group == QT_NONE || s->names[group].type != QT_MENTION_PERSON || qt_link_sure(link, one))
            continue;
        link->chain = m;
        link->sure = 1;
    }
}

/* Whether candidate `c` is somebody whom "he" or "she" of that gender may mean. */
static bool some_person(const ranker *r, uint32_t c, uint8_t gender)
{
    const qt_candidate *one = &r->scene->all.items[c];
    bool open = one->as == QT_AS_SUBJECT && !qt_is_pronoun(one) &&
                (one->name != QT_NONE || one->type == QT_TYPE_OPEN); /* a name may be misread */
    bool person = open || one->type == QT_MENTION_PERSON || one->class == QT_REFER_HE || one->class == QT_REFER_SHE;
    return person && one->number != QT_NUMBER_MANY && one->class != QT_REFER_LIST &&
           !qt_genders_clash(one->gender, gender); /* its own: what a pronoun told of its chain may be misread */
}

/* "He" and "she" where the text has one person alone near by, whom the ranker takes too: as sure as can be. */
static void settle_alone(const ranker *r)
{
    enum { SENTENCES = 2, MOST_BACK = 200 };
    const qt_scene *s = r->scene;
    const qt_token *tokens = s->words->text->tokens;
    for (uint32_t m = 0; m < s->all.count; m++) {
        const qt_candidate *one = &s->all.items[m];
        qt_link *link = &r->links[m];
        uint32_t group = r->chains[link->chain].group;
        if ((one->class != QT_REFER_HE && one->class != QT_REFER_SHE) || group == QT_NONE ||
            s->names[group].type != QT_MENTION_PERSON || link->chain == m || qt_link_sure(link, one) ||
            tokens[one->head].quote != QT_QUOTE_OUTSIDE)
            continue;
        bool near = false, other = false;
        uint32_t n = 0;
        for (uint32_t c = m;
             c-- > 0 && !other && tokens[s->all.items[c].head].sentence + SENTENCES >= tokens[one->head].sentence;) {
            bool same = r->links[c].chain == link->chain;
            near = near || same;
            other = n++ == MOST_BACK || (!same && some_person(r, c, one->gender));
        }
        if (near && !other) link->sure = QT_SURE;
    }
}

/* Whether the sentence that last names a person before pronoun `m` names two whom it may mean, its own chain's one of them. */
static bool between_two(const ranker *r, uint32_t m)
{
    enum { SENTENCES = 2, MOST_BACK = 200 };
    const qt_scene *s = r->scene;
    const qt_token *tokens = s->words->text->tokens;
    const uint32_t own = r->links[m].chain;
    uint32_t sentence = QT_NONE, n = 0;
    bool itself = false, other = false;
    for (uint32_t c = m; c-- > 0 && n++ < MOST_BACK;) {
        const qt_candidate *one = &s->all.items[c];
        const uint32_t at = tokens[one->head].sentence;
        if (at + SENTENCES < tokens[s->all.items[m].head].sentence || (sentence != QT_NONE && at != sentence)) break;
        if (one->name == QT_NONE || one->type != QT_MENTION_PERSON || qt_genders_clash(one->gender, s->all.items[m].gender))
            continue;
        sentence = at;
        itself = itself || r->links[c].chain == own;
        other = other || r->links[c].chain != own;
    }
    return itself && other;
}

/* "Otto met Karl. He said": whom a grammar's habit prefers is not told. It takes more to be sure. */
static void doubt_between(const ranker *r)
{
    const float least = SURE_BETWEEN;
    for (uint32_t m = 0; m < r->scene->all.count; m++) {
        const qt_candidate *one = &r->scene->all.items[m];
        qt_link *link = &r->links[m];
        if ((one->class == QT_REFER_HE || one->class == QT_REFER_SHE) && qt_link_sure(link, one) && link->sure < least &&
            between_two(r, m))
            link->sure = link->sure < QT_LIKELY / 2 ? link->sure : QT_LIKELY / 2;
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
        r->chains = QT_ARENA_NEW(scratch, chain, n);
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
        part_possessors(scene, r->links);
        part_unsure(r);
        settle_alone(r);
        doubt_between(r);
        *out = r->links;
    }
    qt_arena_free(scratch);
    return room ? QUOTH_OK : qt_arena_error(arena, error);
}
