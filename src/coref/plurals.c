#include "coref/plurals.h"

#include "syntax/lemma.h"

static qt_str lemma_of(const qt_words *w, uint32_t t)
{
    qt_str lemma = qt_lemma(qt_word_lower(w, t), qt_upos_at(w->syntax, t), qt_words_tag(w, t), w->arena);
    if (!lemma.data) *w->full = true;
    return lemma;
}

static bool word_of(const qt_words *w, uint32_t t, qt_group_word *out)
{
    qt_str lemma = lemma_of(w, t);
    return lemma.data && qt_group_word_find(lemma, out);
}

/* Whether a phrase says that all of them are meant, and how many where it says so. Any other word beside the noun tells of whom it
 * is ("the two former ministers"): no list near by need be meant. */
static bool read_words(const qt_words *w, const qt_candidate *c, qt_plural *p, bool *all)
{
    qt_group_word number;
    for (uint32_t t = c->first; t < c->last; t++) {
        if (t == c->head) continue;
        qt_dep dep = qt_words_dep(w, t);
        bool the = qt_words_is(w, t, "the") || qt_words_is(w, t, "these") || qt_words_is(w, t, "those");
        bool every = qt_words_is(w, t, "all") || qt_words_is(w, t, "both");
        if ((dep == QT_DEP_DET || dep == QT_DEP_DET_PREDET) && (the || every)) *all = true;
        else if (dep != QT_DEP_NUMMOD) return false;
        if (!word_of(w, t, &number) || !number.count) continue;
        if (p->count && p->count != number.count) return false;
        p->count = number.count;
    }
    return true;
}

bool qt_plural_read(const qt_scene *s, uint32_t m, qt_plural *p)
{
    const qt_candidate *c = &s->all.items[m];
    qt_group_word noun = {0, QT_MENTION_PERSON, QT_GENDER_OPEN, false};
    *p = (qt_plural){.type = QT_TYPE_OPEN, .gender = QT_GENDER_OPEN, .they = c->class == QT_REFER_THEY};
    if (p->they) return true;
    if (c->name != QT_NONE || c->class == QT_REFER_LIST) return false;
    if (!word_of(s->words, c->head, &noun)) {
        if (qt_is_pronoun(c) || c->type != QT_MENTION_PERSON) return false;
        p->role = lemma_of(s->words, c->head);
    }
    bool one = noun.count && c->first + 1 == c->last && !qt_words_is(s->words, c->head, "both");
    bool all = qt_words_is(s->words, c->head, "both");
    if (one || !read_words(s->words, c, p, &all) || !all) return false;
    if (!noun.count && c->number != QT_NUMBER_MANY) return false; /* "the man" */
    if (noun.count && p->count && p->count != noun.count) return false;
    if (noun.count) p->count = noun.count;
    p->type = noun.type == QT_MENTION_OTHER ? QT_TYPE_OPEN : noun.type;
    p->gender = noun.gender;
    if (noun.kin) p->kin = noun.count ? QT_KIN_SPOUSE : QT_KIN_SIBLING;
    return true;
}

bool qt_plural_vague(const qt_plural *p) { return p->they || !p->count || (p->count == 2 && p->type == QT_TYPE_OPEN); }
