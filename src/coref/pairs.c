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

static uint8_t words_of(const qt_scene *s, const qt_candidate *a, const qt_candidate *m)
{
    if (a->name != QT_NONE && m->name != QT_NONE)
        return s->group[a->name] != QT_NONE && s->group[a->name] == s->group[m->name] ? QT_WORDS_NAME
                                                                                      : QT_WORDS_OTHER_NAME;
    if (qt_is_pronoun(a) && qt_is_pronoun(m)) return a->class == m->class ? QT_WORDS_PRONOUN : QT_WORDS_APART;
    if (qt_is_pronoun(a) || qt_is_pronoun(m)) return QT_WORDS_APART;
    if (qt_str_equal(phrase(s, a), phrase(s, m))) return QT_WORDS_PHRASE;
    if (same_word(s, a->head, m->head)) return QT_WORDS_HEAD;
    return holds_word(s, a, m->head) || holds_word(s, m, a->head) ? QT_WORDS_PART : QT_WORDS_APART;
}

static uint8_t agree(uint8_t a, uint8_t b, uint8_t open)
{
    return a == open || b == open ? QT_OPEN : a == b ? QT_SAME : QT_DIFFERENT;
}

static uint8_t genders(uint8_t a, uint8_t b)
{
    if (a == QT_GENDER_OPEN || b == QT_GENDER_OPEN) return QT_OPEN;
    bool thing_a = a == QT_GENDER_THING, thing_b = b == QT_GENDER_THING;
    if (thing_a || thing_b) return thing_a == thing_b ? QT_SAME : QT_PERSON_AND_THING;
    if (a == QT_GENDER_PERSON || b == QT_GENDER_PERSON) return QT_PERSON_AND_SEX;
    return a == b ? QT_SAME : QT_DIFFERENT;
}

static uint8_t form(const qt_candidate *c) { return c->class == QT_REFER_NAME ? 0 : qt_is_pronoun(c) ? 2 : 1; }

static bool inside(const qt_candidate *inner, const qt_candidate *outer)
{
    return outer->first <= inner->head && inner->head < outer->last;
}

/* The predicate whose subject a word is. */
static uint32_t predicate_of(const qt_scene *s, const qt_candidate *c)
{
    return c->as == QT_AS_SUBJECT ? qt_words_head(s->words, c->head) : QT_NONE;
}

static uint8_t tree_of(const qt_scene *s, const qt_candidate *a, const qt_candidate *m)
{
    const qt_words *w = s->words;
    const qt_token *tokens = w->text->tokens;
    if (tokens[a->head].sentence != tokens[m->head].sentence) return QT_TREE_APART;
    uint32_t above = qt_words_head(w, m->head);
    if (m->as == QT_AS_APPOSITION && above == a->head) return QT_TREE_APPOSITION;
    if (m->class == QT_REFER_RELATIVE && inside(m, a)) {
        uint32_t verb = above;
        for (int up = 0; verb != QT_NONE && up < 3; up++, verb = qt_words_head(w, verb))
            if (qt_words_dep(w, verb) == QT_DEP_ACL_RELCL)
                return qt_words_head(w, verb) == a->head ? QT_TREE_RELATIVE : QT_TREE_HOLDS;
    }
    if (inside(m, a)) return QT_TREE_HOLDS;
    if (inside(a, m)) return QT_TREE_HELD;
    uint32_t predicate = predicate_of(s, a);
    if (predicate == QT_NONE) return QT_TREE_APART;
    if (predicate == m->head) return QT_TREE_PREDICATE;
    if (above == predicate) return QT_TREE_CLAUSE;
    uint32_t mine = predicate_of(s, m);
    for (uint32_t up = mine == QT_NONE ? above : mine, n = 0; up != QT_NONE && n < 6; up = qt_words_head(w, up), n++)
        if (up == predicate) return mine == QT_NONE ? QT_TREE_BELOW : QT_TREE_SUBJECTS;
    return QT_TREE_APART;
}

static uint8_t quotes_of(const qt_scene *s, const qt_candidate *a, const qt_candidate *m)
{
    const qt_token *tokens = s->words->text->tokens;
    bool in_a = tokens[a->head].quote != QT_QUOTE_OUTSIDE, in_m = tokens[m->head].quote != QT_QUOTE_OUTSIDE;
    if (in_a && in_m) return tokens[a->head].paragraph == tokens[m->head].paragraph ? 1 : 4;
    return in_m ? 2 : in_a ? 3 : 0;
}

static uint8_t speakers_of(const qt_scene *s, uint32_t antecedent, uint32_t mention)
{
    const qt_candidate *a = &s->all.items[antecedent], *m = &s->all.items[mention];
    uint32_t in_a = s->statement[antecedent], in_m = s->statement[mention];
    uint32_t by_a = in_a == QT_NONE ? QT_NONE : s->speaker[in_a], by_m = in_m == QT_NONE ? QT_NONE : s->speaker[in_m];
    bool first_m = m->class == QT_REFER_I || m->class == QT_REFER_WE,
         first_a = a->class == QT_REFER_I || a->class == QT_REFER_WE;
    bool one = by_a != QT_NONE && by_a == by_m;
    if (first_a && first_m) return one || in_a == in_m ? QT_SPEAKER_I_AND_I : QT_SPEAKER_I_AND_ANOTHER;
    if (by_m == antecedent) return first_m ? QT_SPEAKER_I : QT_SPEAKER_TELLS;
    if (by_a == mention) return QT_SPEAKER_TOLD_OF;
    if (first_m) return QT_SPEAKER_UNKNOWN;
    return in_a == QT_NONE || in_m == QT_NONE ? QT_SPEAKER_NONE : one ? QT_SPEAKER_ONE : QT_SPEAKER_TWO;
}

static uint8_t modifiers_of(const qt_scene *s, const qt_candidate *a, const qt_candidate *m)
{
    bool any = false;
    uint32_t first = m->head - m->first > 12 ? m->head - 12 : m->first;
    for (uint32_t t = first; t < m->head && !qt_is_pronoun(m); t++) {
        if (qt_words_dep(s->words, t) == QT_DEP_DET || !qt_token_is_word(s->words->text, t)) continue;
        any = true;
        if (!holds_word(s, a, t)) return QT_MODIFIERS_NEW;
    }
    return any ? QT_MODIFIERS_KNOWN : QT_MODIFIERS_NONE;
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
