/* What is seen once all chains are known: who cannot be whom after all, and of whom to be surer or less sure. */
#include "coref/doubts.h"

#include "coref/rules.h"

/* Of a pronoun behind a sentence that names two whom it may mean. */
static const float SURE_BETWEEN = 0.93F;

typedef struct doubted {
    const qt_scene *scene;
    const qt_chain *chains;
    qt_link *links;
} doubted;

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
static void part_unsure(const doubted *r)
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
static bool some_person(const doubted *r, uint32_t c, uint8_t gender)
{
    const qt_candidate *one = &r->scene->all.items[c];
    bool open = one->as == QT_AS_SUBJECT && !qt_is_pronoun(one) &&
                (one->name != QT_NONE || one->type == QT_TYPE_OPEN); /* a name may be misread */
    bool person = open || one->type == QT_MENTION_PERSON || one->class == QT_REFER_HE || one->class == QT_REFER_SHE;
    return person && one->number != QT_NUMBER_MANY && one->class != QT_REFER_LIST &&
           !qt_genders_clash(one->gender, gender); /* its own: what a pronoun told of its chain may be misread */
}

/* "He" and "she" where the text has one person alone near by, whom the ranker takes too: as sure as can be. */
static void settle_alone(const doubted *r)
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
static bool between_two(const doubted *r, uint32_t m)
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
        if (one->name == QT_NONE || one->type != QT_MENTION_PERSON ||
            qt_genders_clash(one->gender, s->all.items[m].gender))
            continue;
        sentence = at;
        itself = itself || r->links[c].chain == own;
        other = other || r->links[c].chain != own;
    }
    return itself && other;
}

/* "Otto met Karl. He said": whom a grammar's habit prefers is not told. It takes more to be sure. */
static void doubt_between(const doubted *r)
{
    const float least = SURE_BETWEEN;
    for (uint32_t m = 0; m < r->scene->all.count; m++) {
        const qt_candidate *one = &r->scene->all.items[m];
        qt_link *link = &r->links[m];
        if ((one->class == QT_REFER_HE || one->class == QT_REFER_SHE) && qt_link_sure(link, one) &&
            link->sure < least && between_two(r, m))
            link->sure = link->sure < QT_LIKELY / 2 ? link->sure : QT_LIKELY / 2;
    }
}

void qt_doubts_read(const qt_scene *scene, const qt_chain *chains, qt_link *links)
{
    const doubted r = {scene, chains, links};
    part_possessors(scene, links);
    part_unsure(&r);
    settle_alone(&r);
    doubt_between(&r);
}
