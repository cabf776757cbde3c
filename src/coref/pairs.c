/* What two candidates have to do with each other. */
#include "coref/scene.h"

static uint8_t bucket(uint32_t n)
{
    static const uint32_t limits[] = {1, 2, 3, 4, 6, 10, 18, 34};
    uint8_t b = 0;
    while (b < sizeof limits / sizeof *limits && n >= limits[b]) b++;
    return b;
}

static qt_str phrase(const qt_scene *s, const qt_candidate *c)
{
    const qt_words *w = s->words;
    uint32_t first = c->first;
    if (c->last - first > 1 && qt_words_is(w, first, "the")) first++;
    return (qt_str){w->lower + w->places[first], w->places[c->last] - w->places[first]};
}

static bool same_word(const qt_scene *s, uint32_t a, uint32_t b)
{
    return qt_str_equal(qt_word_lower(s->words, a), qt_word_lower(s->words, b));
}

static bool holds_word(const qt_scene *s, const qt_candidate *c, uint32_t word)
{
    uint32_t last = c->last - c->first > 40 ? c->first + 40 : c->last;
    for (uint32_t t = c->first; t < last; t++)
        if (same_word(s, t, word)) return true;
    return false;
}

static bool pronoun(const qt_candidate *c) { return c->class >= QT_REFER_HE; }

/* 0 nothing, 1 head, 2 the whole phrase, 3 names of one group, 4 a head that stands in the other phrase, 5 pronouns of one
 * kind, 6 names of different groups. */
static uint8_t words_of(const qt_scene *s, const qt_candidate *a, const qt_candidate *m)
{
    if (a->name != QT_NONE && m->name != QT_NONE)
        return s->group[a->name] != QT_NONE && s->group[a->name] == s->group[m->name] ? 3 : 6;
    if (pronoun(a) && pronoun(m)) return a->class == m->class ? 5 : 0;
    if (pronoun(a) || pronoun(m)) return 0;
    if (qt_str_equal(phrase(s, a), phrase(s, m))) return 2;
    if (same_word(s, a->head, m->head)) return 1;
    return holds_word(s, a, m->head) || holds_word(s, m, a->head) ? 4 : 0;
}

static uint8_t agree(uint8_t a, uint8_t b, uint8_t open) { return a == open || b == open ? 0 : a == b ? 1 : 2; }

static uint8_t genders(uint8_t a, uint8_t b)
{
    if (a == QT_GENDER_OPEN || b == QT_GENDER_OPEN) return 0;
    bool thing_a = a == QT_GENDER_THING, thing_b = b == QT_GENDER_THING;
    if (thing_a || thing_b) return thing_a == thing_b ? 1 : 3;
    if (a == QT_GENDER_PERSON || b == QT_GENDER_PERSON) return 4;
    return a == b ? 1 : 2;
}

static uint8_t form(const qt_candidate *c) { return c->class == QT_REFER_NAME ? 0 : pronoun(c) ? 2 : 1; }

static bool inside(const qt_candidate *inner, const qt_candidate *outer)
{
    return outer->first <= inner->head && inner->head < outer->last;
}

/* The predicate whose subject a word is. */
static uint32_t predicate_of(const qt_scene *s, const qt_candidate *c)
{
    return c->as == QT_AS_SUBJECT ? qt_words_head(s->words, c->head) : QT_NONE;
}

/* 0 another sentence or nothing, 1 the antecedent's phrase holds the mention, 2 the other way round, 3 apposition, 4 subject
 * and predicate, 5 subject and another part of one clause, 6 subjects of a clause and of one below it, 7 a relative
 * pronoun and what it belongs to, 8 possessor in the same clause as the subject. */
static uint8_t tree_of(const qt_scene *s, const qt_candidate *a, const qt_candidate *m)
{
    const qt_words *w = s->words;
    const qt_token *tokens = w->text->tokens;
    if (tokens[a->head].sentence != tokens[m->head].sentence) return 0;
    uint32_t above = qt_words_head(w, m->head);
    if (m->as == QT_AS_APPOSITION && above == a->head) return 3;
    if (m->class == QT_REFER_RELATIVE && inside(m, a)) {
        uint32_t verb = above;
        for (int up = 0; verb != QT_NONE && up < 3; up++, verb = qt_words_head(w, verb))
            if (qt_words_dep(w, verb) == QT_DEP_ACL_RELCL) return qt_words_head(w, verb) == a->head ? 7 : 1;
    }
    if (inside(m, a)) return 1;
    if (inside(a, m)) return 2;
    uint32_t predicate = predicate_of(s, a);
    if (predicate == QT_NONE) return 0;
    if (predicate == m->head) return 4;
    if (above == predicate) return 5;
    uint32_t mine = predicate_of(s, m);
    for (uint32_t up = mine == QT_NONE ? above : mine, n = 0; up != QT_NONE && n < 6; up = qt_words_head(w, up), n++)
        if (up == predicate) return mine == QT_NONE ? 8 : 6;
    return 0;
}

static uint8_t quotes_of(const qt_scene *s, const qt_candidate *a, const qt_candidate *m)
{
    const qt_token *tokens = s->words->text->tokens;
    bool in_a = tokens[a->head].quote != QT_QUOTE_OUTSIDE, in_m = tokens[m->head].quote != QT_QUOTE_OUTSIDE;
    if (in_a && in_m) return tokens[a->head].paragraph == tokens[m->head].paragraph ? 1 : 4;
    return in_m ? 2 : in_a ? 3 : 0;
}

/* 0 nothing, 1 the mention is said by the antecedent, in its first person; 2 in another person; 3 both are said by one
 * source, 4 by two; of first persons 5 by one and 6 by two; 7 the antecedent is said by the mention; 8 a first person whose
 * speaker is another, or is not known. */
static uint8_t speakers_of(const qt_scene *s, uint32_t antecedent, uint32_t mention)
{
    const qt_candidate *a = &s->all.items[antecedent], *m = &s->all.items[mention];
    uint32_t in_a = s->statement[antecedent], in_m = s->statement[mention];
    uint32_t by_a = in_a == QT_NONE ? QT_NONE : s->speaker[in_a], by_m = in_m == QT_NONE ? QT_NONE : s->speaker[in_m];
    bool first_m = m->class == QT_REFER_I || m->class == QT_REFER_WE,
         first_a = a->class == QT_REFER_I || a->class == QT_REFER_WE;
    bool one = by_a != QT_NONE && by_a == by_m;
    if (first_a && first_m) return one || in_a == in_m ? 5 : 6;
    if (by_m == antecedent) return first_m ? 1 : 2;
    if (by_a == mention) return 7;
    if (first_m) return 8;
    return in_a == QT_NONE || in_m == QT_NONE ? 0 : one ? 3 : 4;
}

/* 0 a bare head, 1 every word beside the later head stands in the earlier phrase too, 2 some do not. */
static uint8_t modifiers_of(const qt_scene *s, const qt_candidate *a, const qt_candidate *m)
{
    bool any = false;
    uint32_t first = m->head - m->first > 12 ? m->head - 12 : m->first;
    for (uint32_t t = first; t < m->head && !pronoun(m); t++) {
        if (qt_words_dep(s->words, t) == QT_DEP_DET || !qt_token_is_word(s->words->text, t)) continue;
        any = true;
        if (!holds_word(s, a, t)) return 2;
    }
    return any;
}

void qt_pair_read(const qt_scene *s, uint32_t antecedent, uint32_t mention, uint8_t out[QT_PAIR_KINDS])
{
    const qt_candidate *a = &s->all.items[antecedent], *m = &s->all.items[mention];
    const qt_token *tokens = s->words->text->tokens;
    out[QT_PAIR_SENTENCES] = tokens[m->head].sentence >= tokens[a->head].sentence
                                 ? bucket(tokens[m->head].sentence - (uint32_t)tokens[a->head].sentence)
                                 : 0;
    out[QT_PAIR_MENTIONS] = bucket(mention - antecedent);
    out[QT_PAIR_WORDS] = words_of(s, a, m);
    out[QT_PAIR_NUMBER] = agree(a->number, m->number, QT_NUMBER_OPEN);
    out[QT_PAIR_GENDER] = genders(a->gender, m->gender);
    out[QT_PAIR_TYPE] = agree(a->type, m->type, QT_TYPE_OPEN);
    out[QT_PAIR_FORMS] = (uint8_t)(3 * form(a) + form(m));
    out[QT_PAIR_TREE] = tree_of(s, a, m);
    out[QT_PAIR_QUOTE] = quotes_of(s, a, m);
    out[QT_PAIR_SPEAKER] = speakers_of(s, antecedent, mention);
    out[QT_PAIR_MODIFIERS] = modifiers_of(s, a, m);
}
