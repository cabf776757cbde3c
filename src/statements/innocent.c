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

/* "I could do it": what somebody was able to do. */
static bool is_ability(const qt_words *words, qt_run run)
{
    const uint32_t verb = qt_words_head(words, run.first);
    if (!qt_words_is(words, run.first, "could") || verb == QT_NONE) return false;
    const uint32_t subject = qt_words_child_as(words, verb, QT_DEP_NSUBJ);
    return subject != QT_NONE && qt_words_is(words, subject, "i");
}

/* "I think about it", "we feel blessed", "names I do not know", "if we think that": thoughts told of, and no clause put as
 * one's own. */
static bool is_told_thought(const qt_words *words, qt_run run)
{
    uint32_t verb = run.last - 1;
    if (qt_words_is(words, verb, "that") || qt_words_is(words, verb, "like")) return false;
    if (qt_words_child_as(words, verb, QT_DEP_CCOMP) != QT_NONE) {
        const uint32_t mark = qt_words_child_as(words, verb, QT_DEP_MARK);
        return mark != QT_NONE && mark < run.first && qt_words_is(words, mark, "if");
    }
    if (qt_words_dep(words, verb) == QT_DEP_ACL_RELCL) return qt_words_is(words, verb, "know");
    for (uint32_t c = qt_words_child(words, verb, verb + 1); c != QT_NONE; c = qt_words_child(words, verb, c + 1)) {
        const qt_dep dep = qt_words_dep(words, c);
        if (dep == QT_DEP_OBL || dep == QT_DEP_OBJ || dep == QT_DEP_XCOMP) return true;
    }
    return false;
}

bool qt_hedge_is_innocent(const qt_words *words, const qt_hedge_entry *entry, qt_run run)
{
    const qt_xpos tag = qt_words_tag(words, run.first);
    const bool noun = tag == QT_XPOS_NN || tag == QT_XPOS_NNS || tag == QT_XPOS_NNP || tag == QT_XPOS_NNPS;
    if (strcmp(entry->class, "modal") == 0)
        return (noun && run.last - run.first == 1) || is_ability(words, run); /* "May", "all their might" */
    if (strcmp(entry->class, "approximation-of-claim") == 0) return is_of_figure(words, run);
    const bool own = qt_words_is(words, run.first, "i") || qt_words_is(words, run.first, "we");
    return strcmp(entry->class, "shield") == 0 && own && is_told_thought(words, run);
}
