#include "coref/chains.h"

#include <assert.h>

#include "nn/approximations.h"

enum {
    RECENT = 64, /* vectors of so many candidates are kept; of those further off they are read anew */
    MOST_CHAINS = QT_ANTECEDENTS_MAX
};

/* A name gives its chain a name: what was described before it is this one only where that is as good as certain. */
static const float SURE_NAME = 0.9F;

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

static bool genders_clash(uint8_t a, uint8_t b)
{
    if (a == QT_GENDER_OPEN || b == QT_GENDER_OPEN || a == b) return false;
    return a == QT_GENDER_THING || b == QT_GENDER_THING || (a != QT_GENDER_PERSON && b != QT_GENDER_PERSON);
}

static uint8_t narrower(uint8_t a, uint8_t b)
{
    if (a == QT_GENDER_OPEN || (a == QT_GENDER_PERSON && b != QT_GENDER_OPEN)) return b;
    return a;
}

static uint32_t group_of(const ranker *r, uint32_t c)
{
    uint32_t name = r->scene->all.items[c].name;
    return name == QT_NONE ? QT_NONE : r->scene->group[name];
}

/* Whether an "and" stands between two candidates: behind a list, what is set beside it is no more its first part's than its
 * last's ("Ada Lunt and Otto Lunt, her husband"). */
static bool across_list(const qt_scene *s, uint32_t a, uint32_t m)
{
    for (uint32_t t = s->all.items[a].head + 1; t < s->all.items[m].head; t++)
        if (qt_words_dep(s->words, t) == QT_DEP_CC) return true;
    return false;
}

/* "Kerr called her a liar": the object of a verb is not its subject, unless it says so ("himself"). Principle B of binding theory
 * (Chomsky 1981). */
static bool object_of(const qt_scene *s, const qt_candidate *m)
{
    qt_str word = qt_word_lower(s->words, m->head);
    return m->class >= QT_REFER_HE && m->as == QT_AS_OBJECT && !qt_str_ends(word, QT_STR("self")) &&
           !qt_str_ends(word, QT_STR("selves"));
}

/* Whether one is a credit or its like, or one is a list and the other neither a list nor a pronoun ("police", "police and
 * witnesses"). */
static bool aside(const qt_scene *s, uint32_t a, uint32_t m)
{
    const qt_candidate *x = &s->all.items[a], *y = &s->all.items[m];
    const qt_text *text = s->words->text;
    if (qt_is_furniture(text, x->head) != qt_is_furniture(text, y->head)) return true;
    return (x->class == QT_REFER_LIST) != (y->class == QT_REFER_LIST) && x->class < QT_REFER_HE && y->class < QT_REFER_HE;
}

/* Who speaks says "I": a "he" among his words, in quotation marks, is another. */
static bool told_of_speaker(const qt_scene *s, const qt_candidate *m, const uint8_t pair[QT_PAIR_KINDS])
{
    bool third = m->class == QT_REFER_HE || m->class == QT_REFER_SHE || m->class == QT_REFER_IT || m->class == QT_REFER_THEY;
    return third && pair[QT_PAIR_SPEAKER] == 2 && s->words->text->tokens[m->head].quote != QT_QUOTE_OUTSIDE;
}

/* "The spokesman" may be whom a "Nato spokesman" was; the "German spokesman" is not. */
static bool says_otherwise(const qt_scene *s, uint32_t a, uint32_t m, const uint8_t pair[QT_PAIR_KINDS])
{
    const qt_candidate *x = &s->all.items[a], *y = &s->all.items[m];
    bool described = x->name == QT_NONE && y->name == QT_NONE && x->class < QT_REFER_HE && y->class < QT_REFER_HE;
    return described && pair[QT_PAIR_MODIFIERS] == 2 && pair[QT_PAIR_TREE] != 3 && pair[QT_PAIR_TREE] != 4;
}

/* Whether candidate `m` may join the chain of `a`. */
static bool allowed(const ranker *r, uint32_t a, uint32_t m, const uint8_t pair[QT_PAIR_KINDS])
{
    const qt_candidate *one = &r->scene->all.items[m];
    const chain *c = &r->chains[r->links[a].chain];
    if (pair[QT_PAIR_TREE] == 1 || pair[QT_PAIR_TREE] == 2 || aside(r->scene, a, m)) return false;
    if (told_of_speaker(r->scene, one, pair) || says_otherwise(r->scene, a, m, pair)) return false;
    if (pair[QT_PAIR_NUMBER] == 2 && pair[QT_PAIR_TREE] != 4) return false;
    if (one->name != QT_NONE && (r->scene->all.items[a].name != QT_NONE || c->group != QT_NONE)) return false;
    if (pair[QT_PAIR_TREE] == 5 && object_of(r->scene, one)) return false;
    if (pair[QT_PAIR_TREE] == 3 && across_list(r->scene, a, m)) return false;
    /* "Her husband" is somebody new, unless the word stands in what was said before. */
    const bool alike = pair[QT_PAIR_WORDS] == 1 || pair[QT_PAIR_WORDS] == 2 || pair[QT_PAIR_WORDS] == 4;
    if (one->class == QT_REFER_POSSESSED && !alike && pair[QT_PAIR_TREE] != 3 && pair[QT_PAIR_TREE] != 4) return false;
    return !genders_clash(c->gender, one->gender);
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
    c->gender = narrower(c->gender, r->scene->all.items[m].gender);
    if (group == QT_NONE) return;
    c->group = group;
    r->of_group[group] = to;
}

/* "The mayor of Lisgard, Dana Orlec, said": the tree often makes a list of such names. A person's name between commas, with no
 * "and", is set beside the nearest person above it. */
static uint32_t above_comma(const ranker *r, uint32_t m)
{
    const qt_scene *s = r->scene;
    const qt_candidate *one = &s->all.items[m];
    uint32_t first = s->names[one->name].first;
    bool listed = qt_words_child_as(s->words, one->head, QT_DEP_CC) != QT_NONE;
    if (one->type != QT_MENTION_PERSON || listed || first == 0 || !qt_words_is(s->words, first - 1, ","))
        return QT_NONE;
    uint32_t up = qt_words_head(s->words, one->head);
    for (int n = 0; up != QT_NONE && n < 3; up = qt_words_head(s->words, up), n++) {
        uint32_t a = s->of_head[up];
        if (a == QT_NONE || s->all.items[a].type != QT_MENTION_PERSON) continue;
        return s->all.items[a].name == QT_NONE && s->all.items[a].number != QT_NUMBER_MANY ? a : QT_NONE;
    }
    return QT_NONE;
}

/* The candidate that a name is set beside ("the ambassador, Dana Orlec", "foreign minister Dana Orlec", where the tree has the
 * noun above the name), or the name that a description is set beside; QT_NONE. */
static uint32_t beside(const ranker *r, uint32_t m)
{
    const qt_scene *s = r->scene;
    const qt_candidate *one = &s->all.items[m];
    qt_dep dep = qt_words_dep(s->words, one->head);
    uint32_t above = qt_words_head(s->words, one->head), a = above == QT_NONE ? QT_NONE : s->of_head[above];
    if (one->name != QT_NONE && dep == QT_DEP_CONJ) {
        a = above_comma(r, m);
        return a != QT_NONE && a < m && !genders_clash(r->chains[r->links[a].chain].gender, one->gender) ? a : QT_NONE;
    }
    if (a == QT_NONE || a >= m || one->class == QT_REFER_LIST) return QT_NONE;
    const qt_candidate *other = &s->all.items[a];
    bool name = one->name != QT_NONE;
    if (name == (other->name != QT_NONE) || other->class >= QT_REFER_HE || one->class >= QT_REFER_HE) return QT_NONE;
    bool set_beside = dep == QT_DEP_APPOS || (name && (dep == QT_DEP_FLAT || dep == QT_DEP_NMOD_DESC));
    bool persons = (name ? one : other)->type != QT_MENTION_PERSON || (name ? other : one)->type == QT_MENTION_PERSON ||
                   (name ? other : one)->type == QT_TYPE_OPEN;
    return set_beside && persons && !across_list(s, a, m) &&
                   !genders_clash(r->chains[r->links[a].chain].gender, one->gender)
               ? a
               : QT_NONE;
}

/* What a relative pronoun right behind a phrase belongs to: "Dana Orlec, who denied it". */
static uint32_t relative_to(const ranker *r, uint32_t m)
{
    const qt_scene *s = r->scene;
    const qt_candidate *one = &s->all.items[m];
    if (one->class != QT_REFER_RELATIVE) return QT_NONE;
    for (uint32_t up = one->head, n = 0; up != QT_NONE && n < 4; up = qt_words_head(s->words, up), n++) {
        qt_dep dep = qt_words_dep(s->words, up);
        if (dep != QT_DEP_ACL_RELCL && dep != QT_DEP_ADVCL_RELCL) continue;
        uint32_t noun = qt_words_head(s->words, up), a = noun == QT_NONE ? QT_NONE : s->of_head[noun];
        bool fits = a != QT_NONE && a < m && !genders_clash(r->chains[r->links[a].chain].gender, one->gender);
        return fits ? a : QT_NONE;
    }
    return QT_NONE;
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
    uint32_t a = beside(r, m);
    if (a == QT_NONE) a = relative_to(r, m);
    if (a != QT_NONE && (group == QT_NONE || r->chains[r->links[a].chain].group == QT_NONE)) {
        r->links[m].sure = r->links[a].sure;
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
        bool described = one->name == QT_NONE && one->class < QT_REFER_HE && link->chain != m;
        if (!described || group == QT_NONE || s->names[group].type != QT_MENTION_PERSON || qt_link_sure(link, one)) continue;
        link->chain = m;
        link->sure = 1;
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
        *out = r->links;
    }
    qt_arena_free(scratch);
    return room ? QUOTH_OK : qt_arena_error(arena, error);
}
