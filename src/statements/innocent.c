/* Words of the lexicon of hedges that hedge nothing where they stand, by their tags and the tree. */
#include "base/utf8.h"
#include "statements/read.h"

static bool is_number(const qt_words *words, uint32_t t)
{
    uint32_t code = 0;
    qt_utf8_decode(words->text->bytes, words->text->tokens[t].span.begin, &code);
    return qt_is_digit(code) || qt_words_tag(words, t) == QT_XPOS_CD || qt_words_tag(words, t) == QT_XPOS_CURRENCY;
}

/* "roughly 40", "a billion or so": a figure's; "in the neighbourhood of Orsel": a place's. */
static bool is_of_figure(const qt_words *words, qt_run run)
{
    enum { BEFORE = 3 };
    const qt_sentence *s = &words->text->sentences[words->text->tokens[run.first].sentence];
    if (run.last < s->last && (is_number(words, run.last) || qt_token_is_capital(words->text, run.last))) return true;
    const bool behind = qt_words_is(words, run.last - 1, "so") || qt_words_is(words, run.last - 1, "thereabouts");
    for (uint32_t t = run.first; behind && t > s->first && t + BEFORE > run.first; t--)
        if (is_number(words, t - 1)) return true;
    return false;
}

/* Whether the verb's clause is a condition or what something is compared with: "if she could", "than anyone could". */
static bool is_subordinate(const qt_words *words, uint32_t verb)
{
    static const char *const marks[] = {"if", "when", "whenever", "unless", "than", "until", NULL};
    for (uint32_t c = qt_words_child(words, verb, 0); c != QT_NONE && c < verb;
         c = qt_words_child(words, verb, c + 1)) {
        const qt_dep dep = qt_words_dep(words, c);
        if ((dep == QT_DEP_MARK || dep == QT_DEP_ADVMOD) && qt_words_among(words, c, marks)) return true;
    }
    return false;
}

static bool is_superlative(const qt_words *words, uint32_t t)
{
    static const char *const most[] = {"most", "least",      "only",     "all",    "every",
                                       "any",  "everything", "anything", "anyone", NULL};
    const qt_xpos tag = qt_words_tag(words, t);
    return tag == QT_XPOS_JJS || tag == QT_XPOS_RBS || qt_words_among(words, t, most);
}

/* "the best deal they could get", "the most that it could ever do": a measure, and no doubt. */
static bool is_of_superlative(const qt_words *words, uint32_t verb)
{
    const qt_dep dep = qt_words_dep(words, verb);
    const uint32_t noun = qt_words_head(words, verb);
    if ((dep != QT_DEP_ACL_RELCL && dep != QT_DEP_ACL) || noun == QT_NONE) return false;
    if (is_superlative(words, noun)) return true;
    for (uint32_t c = qt_words_child(words, noun, 0); c != QT_NONE && c < noun; c = qt_words_child(words, noun, c + 1))
        if (is_superlative(words, c)) return true;
    return false;
}

/* "I could do it", "dolls you could push", "if she could": what somebody is able to do; "they said she could". */
static bool is_ability(const qt_words *words, qt_run run)
{
    static const char *const able[] = {"i", "you", "nobody", "no-one", "anybody", "anyone", NULL};
    if (!qt_words_is(words, run.first, "could")) return false;
    const qt_dep dep = qt_words_dep(words, run.first);
    const uint32_t verb = qt_words_head(words, run.first);
    const bool elliptic = run.last - run.first == 1 && dep != QT_DEP_AUX;
    if (dep == QT_DEP_DEP) return false; /* no tree */
    if (elliptic || verb == QT_NONE) return elliptic;
    const uint32_t subject = qt_words_child_as(words, verb, QT_DEP_NSUBJ);
    if (subject != QT_NONE && qt_words_among(words, subject, able)) return true;
    if (subject != QT_NONE && qt_words_is(words, subject, "one") && subject > 0 &&
        qt_words_is(words, subject - 1, "no"))
        return true;
    return is_subordinate(words, verb) || is_of_superlative(words, verb);
}

/* "May the mill stand": a wish, told by what stands behind it. */
static bool is_wish(const qt_words *words, qt_run run)
{
    if (!qt_words_is(words, run.first, "may") || run.last - run.first > 1) return false;
    const qt_sentence *s = &words->text->sentences[words->text->tokens[run.first].sentence];
    if (run.last >= s->last) return false;
    const qt_xpos next = qt_words_tag(words, run.last);
    const uint32_t verb = qt_words_head(words, run.first);
    const uint32_t subject = verb == QT_NONE ? QT_NONE : qt_words_child_as(words, verb, QT_DEP_NSUBJ);
    const bool inverted = subject != QT_NONE && subject > run.first && subject < verb;
    return inverted && next != QT_XPOS_RB && qt_words_dep(words, run.first) == QT_DEP_AUX;
}

/* "the longest possible", "every possible way", "the safest way possible", "to the extent possible". */
static bool is_measure(const qt_words *words, qt_run run)
{
    enum { BEFORE = 4 };
    static const char *const extent[] = {"extent", "degree", "much", "soon", "far", NULL};
    const qt_sentence *s = &words->text->sentences[words->text->tokens[run.first].sentence];
    const uint32_t head = qt_words_head(words, run.first);
    if (!qt_words_is(words, run.first, "possible")) {
        return qt_words_is(words, run.first, "possibly") && head != QT_NONE && is_of_superlative(words, head);
    }
    if (run.first > s->first && qt_words_among(words, run.first - 1, extent)) return true;
    for (uint32_t t = run.first; t > s->first && t + BEFORE > run.first; t--) {
        if (!qt_token_is_word(words->text, t - 1)) return false;
        const uint32_t its = qt_words_head(words, t - 1);
        if (is_superlative(words, t - 1) && (t == run.first || its == head || its == run.first || head == its))
            return true;
    }
    return false;
}

/* "I think about it", "we feel blessed", "names I do not know", "if we think that": thoughts told of, and no clause put as
 * one's own. */
static bool is_told_thought(const qt_words *words, qt_run run)
{
    static const char *const objects[] = {"about", "of", "on", "for", "from", "over", NULL};
    uint32_t verb = run.last - 1;
    if (qt_words_is(words, verb, "that") || qt_words_is(words, verb, "like")) return false;
    if (qt_words_child_as(words, verb, QT_DEP_CCOMP) != QT_NONE) {
        const uint32_t mark = qt_words_child_as(words, verb, QT_DEP_MARK);
        return mark != QT_NONE && mark < run.first && qt_words_is(words, mark, "if");
    }
    if (qt_words_dep(words, verb) == QT_DEP_ACL_RELCL) return qt_words_is(words, verb, "know");
    for (uint32_t c = qt_words_child(words, verb, verb + 1); c != QT_NONE; c = qt_words_child(words, verb, c + 1)) {
        const qt_dep dep = qt_words_dep(words, c);
        if (dep == QT_DEP_OBJ || dep == QT_DEP_XCOMP) return true;
        const uint32_t before = dep == QT_DEP_OBL ? qt_words_child_as(words, c, QT_DEP_CASE) : QT_NONE;
        if (before != QT_NONE && qt_words_among(words, before, objects)) return true;
    }
    return false;
}

/* "Orlec suggests": somebody who speaks, not a finding. */
static bool is_told_by_somebody(const qt_words *words, qt_run run)
{
    if (!qt_str_starts(qt_word_lower(words, run.first), QT_STR("suggest"))) return false;
    const uint32_t subject = qt_words_child_as(words, run.first, QT_DEP_NSUBJ);
    if (subject == QT_NONE) return false;
    const qt_xpos tag = qt_words_tag(words, subject);
    return tag == QT_XPOS_NNP || tag == QT_XPOS_NNPS || tag == QT_XPOS_PRP || tag == QT_XPOS_WP;
}

/* "The union has alleged that", "had suspected Kamm": a verb, while what somebody "has alleged ties" to qualifies a noun. The
 * tree may take the one for the other; a noun in the plural right behind it is the surer sign, and a lost hedge the worse error. */
static bool is_verb_behind_have(const qt_words *words, qt_run run)
{
    enum { PHRASE = 4 };
    static const char *const have[] = {"has", "have", "had", NULL};
    static const char *const forms[] = {"alleged", "suspected", NULL};
    const qt_sentence *s = &words->text->sentences[words->text->tokens[run.first].sentence];
    if (run.last - run.first != 1 || run.first == s->first) return false;
    if (!qt_words_among(words, run.first, forms) || !qt_words_among(words, run.first - 1, have)) return false;
    const uint32_t head = qt_words_head(words, run.first);
    if (qt_words_dep(words, run.first) == QT_DEP_AMOD && head != QT_NONE && head > run.first) return false;
    for (uint32_t t = run.last; t < s->last && t < run.last + PHRASE; t++) {
        const qt_xpos tag = qt_words_tag(words, t);
        if (tag == QT_XPOS_NNS) return false;
        if (tag != QT_XPOS_NN && tag != QT_XPOS_JJ && tag != QT_XPOS_HYPH) return true;
    }
    return true;
}

bool qt_hedge_is_innocent(const qt_words *words, const qt_hedge_entry *entry, qt_run run)
{
    const qt_xpos tag = qt_words_tag(words, run.first);
    const bool verb = qt_words_is(words, run.first, "may") && !qt_token_is_capital(words->text, run.first);
    const bool noun = tag == QT_XPOS_NN || tag == QT_XPOS_NNS || tag == QT_XPOS_NNP || tag == QT_XPOS_NNPS;
    if (is_verb_behind_have(words, run)) return true;
    if (strcmp(entry->class, "modal") == 0) /* "May", "all their might" */
        return (noun && !verb && run.last - run.first == 1) || is_ability(words, run) || is_wish(words, run);
    if (strcmp(entry->class, "approximation-of-claim") == 0) return is_of_figure(words, run);
    if (strcmp(entry->class, "probability") == 0) return is_measure(words, run);
    if (strcmp(entry->class, "appearance") == 0) return is_told_by_somebody(words, run);
    if (strcmp(entry->class, "suspicion") == 0 && run.last - run.first == 1) /* "he suspected" */
        return tag == QT_XPOS_VBD && qt_words_child_as(words, run.first, QT_DEP_NSUBJ) != QT_NONE;
    const bool own = qt_words_is(words, run.first, "i") || qt_words_is(words, run.first, "we");
    const bool put = strcmp(entry->class, "shield") == 0 || strcmp(entry->class, "hearsay") == 0;
    return put && own && is_told_thought(words, run);
}
