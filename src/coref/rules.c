#include "coref/rules.h"

#include "coref/bound.h"

bool qt_genders_clash(uint8_t a, uint8_t b)
{
    if (a == QT_GENDER_OPEN || b == QT_GENDER_OPEN || a == b) return false;
    return a == QT_GENDER_THING || b == QT_GENDER_THING || (a != QT_GENDER_PERSON && b != QT_GENDER_PERSON);
}

uint8_t qt_gender_of_both(uint8_t a, uint8_t b)
{
    if (a == QT_GENDER_OPEN || (a == QT_GENDER_PERSON && b != QT_GENDER_OPEN)) return b;
    return a;
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
    return qt_is_pronoun(m) && m->as == QT_AS_OBJECT && !qt_str_ends(word, QT_STR("self")) &&
           !qt_str_ends(word, QT_STR("selves"));
}

/* Whether one is a credit or its like, or one is a list and the other neither a list nor a pronoun ("police", "police and
 * witnesses"). */
static bool aside(const qt_scene *s, uint32_t a, uint32_t m)
{
    const qt_candidate *x = &s->all.items[a], *y = &s->all.items[m];
    const qt_text *text = s->words->text;
    if (qt_is_furniture(text, x->head) != qt_is_furniture(text, y->head)) return true;
    return (x->class == QT_REFER_LIST) != (y->class == QT_REFER_LIST) && !qt_is_pronoun(x) && !qt_is_pronoun(y);
}

/* Who speaks says "I": a "he" among his words, in quotation marks, is another. */
static bool told_of_speaker(const qt_scene *s, const qt_candidate *m, const uint8_t pair[QT_PAIR_KINDS])
{
    bool third =
        m->class == QT_REFER_HE || m->class == QT_REFER_SHE || m->class == QT_REFER_IT || m->class == QT_REFER_THEY;
    return third && pair[QT_PAIR_SPEAKER] == QT_SPEAKER_TELLS &&
           s->words->text->tokens[m->head].quote != QT_QUOTE_OUTSIDE;
}

/* "The spokesman" may be whom a "Nato spokesman" was; the "German spokesman" is not. */
static bool says_otherwise(const qt_scene *s, uint32_t a, uint32_t m, const uint8_t pair[QT_PAIR_KINDS])
{
    const qt_candidate *x = &s->all.items[a], *y = &s->all.items[m];
    bool described = x->name == QT_NONE && y->name == QT_NONE && !qt_is_pronoun(x) && !qt_is_pronoun(y);
    return described && pair[QT_PAIR_MODIFIERS] == QT_MODIFIERS_NEW && pair[QT_PAIR_TREE] != QT_TREE_APPOSITION &&
           pair[QT_PAIR_TREE] != QT_TREE_PREDICATE;
}

bool qt_ruled_out(const qt_scene *s, uint32_t a, uint32_t m, const uint8_t pair[QT_PAIR_KINDS])
{
    const qt_candidate *one = &s->all.items[m];
    const uint8_t tree = pair[QT_PAIR_TREE], words = pair[QT_PAIR_WORDS];
    if (tree == QT_TREE_HOLDS || tree == QT_TREE_HELD || aside(s, a, m)) return true;
    if (told_of_speaker(s, one, pair) || says_otherwise(s, a, m, pair)) return true;
    if (pair[QT_PAIR_NUMBER] == QT_DIFFERENT && tree != QT_TREE_PREDICATE) return true;
    if ((tree == QT_TREE_CLAUSE && object_of(s, one)) || (tree == QT_TREE_APPOSITION && across_list(s, a, m)))
        return true;
    /* "Her husband" is somebody new, unless the word stands in what was said before. */
    const bool alike = words == QT_WORDS_HEAD || words == QT_WORDS_PHRASE || words == QT_WORDS_PART;
    return one->class == QT_REFER_POSSESSED && !alike && tree != QT_TREE_APPOSITION && tree != QT_TREE_PREDICATE;
}

/* "The mayor of Lisgard, Dana Orlec, said": the tree often makes a list of such names. A person's name between commas, with no
 * "and", is set beside the nearest person above it. */
static uint32_t above_comma(const qt_scene *s, uint32_t m)
{
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
static uint32_t beside(const qt_scene *s, uint32_t m)
{
    const qt_candidate *one = &s->all.items[m];
    qt_dep dep = qt_words_dep(s->words, one->head);
    uint32_t above = qt_words_head(s->words, one->head), a = above == QT_NONE ? QT_NONE : s->of_head[above];
    if (one->name != QT_NONE && dep == QT_DEP_CONJ) {
        a = above_comma(s, m);
        return a != QT_NONE && a < m ? a : QT_NONE;
    }
    if (a == QT_NONE || a >= m || one->class == QT_REFER_LIST) return QT_NONE;
    const qt_candidate *other = &s->all.items[a];
    bool name = one->name != QT_NONE;
    if (name == (other->name != QT_NONE) || qt_is_pronoun(other) || qt_is_pronoun(one)) return QT_NONE;
    /* "Orlec, her lawyer and Kamm": whose an "and" follows at once is a list's part, whatever the tree makes of
     * it. */
    uint32_t behind = one->last;
    if (!name && one->class == QT_REFER_POSSESSED && behind < s->words->text->token_count &&
        qt_words_dep(s->words, behind) == QT_DEP_CC)
        return QT_NONE;
    if (qt_words_child_as(s->words, one->head, QT_DEP_CASE) != QT_NONE)
        return QT_NONE; /* ", according to the ledger" */
    bool set_beside = dep == QT_DEP_APPOS || (name && (dep == QT_DEP_FLAT || dep == QT_DEP_NMOD_DESC));
    bool persons = (name ? one : other)->type != QT_MENTION_PERSON || (name ? other : one)->type == QT_MENTION_PERSON ||
                   (name ? other : one)->type == QT_TYPE_OPEN;
    return set_beside && persons && !across_list(s, a, m) ? a : QT_NONE;
}

uint32_t qt_settled(const qt_scene *s, uint32_t m)
{
    uint32_t a = beside(s, m);
    return a == QT_NONE ? qt_bound(s, m) : a;
}
