/* Whether a clause is negated: by its words, its tags, its tree. */
#include "statements/clause.h"

static const char *const negations[] = {"not", "n't", "never", "neither", "nor", "hardly", "nowhere", "cannot", NULL};
static const char *const no_subjects[] = {"no", "nobody", "none", "nothing", "neither", "never", "not", NULL};
static const char *const adding[] = {"only", "just", "merely", NULL}; /* "not only" denies nothing */

/* Whether "no" or a word like "nothing" is subject or object of the clause's verb: "she did nothing wrong", "there was no
 * plan". Read off the tree, within the clause. */
static bool has_no_party(const qt_words *words, const qt_clause *c)
{
    static const char *const none[] = {"nobody", "none", "nothing", "no-one", "noone", NULL};
    if (c->start >= c->stop) return false;
    const uint32_t first = c->tokens[c->start], last = c->tokens[c->stop - 1] + 1;
    const uint32_t top = qt_words_top(words, first, last);
    for (uint32_t t = qt_words_child(words, top, first); t < last; t = qt_words_child(words, top, t + 1)) {
        const qt_dep dep = qt_words_dep(words, t);
        if (dep != QT_DEP_NSUBJ && dep != QT_DEP_NSUBJ_PASS && dep != QT_DEP_OBJ) continue;
        const uint32_t det = qt_words_child_as(words, t, QT_DEP_DET);
        if (qt_words_among(words, t, none) || (det != QT_NONE && qt_words_is(words, det, "no"))) return true;
    }
    return false;
}

/* Whether a subject in front of the clause's first finite verb is nobody: "at the meeting no members spoke", "neither the
 * mill, which burned, nor the dam"; or the verb ends something: "the mills no longer work". By tags: long subjects have
 * poor trees. */
static bool has_no_subject(const qt_words *words, const qt_clause *c)
{
    static const char *const nobody[] = {"neither", "nobody", "none", NULL};
    static const char *const not_subjects[] = {"doubt", "matter", "wonder", "later", "less",
                                               "more",  "fewer",  "sooner", NULL};
    bool found = false;
    for (size_t i = c->start; i < c->count; i++) {
        const qt_xpos tag = qt_words_tag(words, c->tokens[i]);
        if (tag == QT_XPOS_VBD || tag == QT_XPOS_VBZ || tag == QT_XPOS_VBP || tag == QT_XPOS_MD) return found;
        const qt_xpos before = i > c->start ? qt_words_tag(words, c->tokens[i - 1]) : QT_XPOS_NONE;
        if (before == QT_XPOS_IN || before == QT_XPOS_CC) continue; /* "for no reason", "with food and no water" */
        const bool no = qt_clause_is(words, c, i, "no") && i + 1 < c->count &&
                        !qt_clause_among(words, c, i + 1, not_subjects) &&
                        qt_words_tag(words, c->tokens[i + 1]) != QT_XPOS_CD;
        if (no && qt_clause_is(words, c, i + 1, "longer")) return true;
        found = found || no || qt_clause_among(words, c, i, nobody);
    }
    return false;
}

/* "The law that they passed does not, in her view, hold": a negation that hangs off the clause's verb. */
static bool is_negated_in_tree(const qt_words *words, const qt_clause *c)
{
    static const char *const adverbs[] = {"not", "n't", "never", NULL};
    const uint32_t first = c->tokens[c->start], last = c->tokens[c->count - 1] + 1;
    const uint32_t top = qt_words_top(words, first, last);
    for (uint32_t t = qt_words_child(words, top, first); t < top; t = qt_words_child(words, top, t + 1))
        if (qt_words_dep(words, t) == QT_DEP_ADVMOD && qt_words_among(words, t, adverbs) &&
            !qt_words_among(words, t + 1, adding))
            return true;
    return false;
}

void qt_clause_find_negation(const qt_words *words, qt_clause *c)
{
    size_t i = c->start;
    if (qt_clause_among(words, c, i, no_subjects) && !qt_clause_is(words, c, i + 1, "only") &&
        !qt_clause_is(words, c, i + 1, "doubt"))
        c->negated = true;
    if (qt_clause_is(words, c, i, "cannot")) c->negated = true;
    if (qt_clause_is(words, c, i, "none") || qt_clause_is(words, c, i, "nothing")) c->negated = true;
    size_t from = c->verb < c->stop ? c->verb : c->start, last = c->verb < c->stop ? c->verb + 4 : c->start + 4;
    if (last > c->stop) last = c->stop;
    for (i = from; i < last; i++) {
        if (qt_clause_is(words, c, i, "no") && i == from + 1) c->negated = true;
        if (qt_clause_among(words, c, i, negations) && !qt_clause_among(words, c, i + 1, adding)) c->negated = true;
    }
    if (!c->negated && c->start < c->count)
        c->negated = has_no_party(words, c) || has_no_subject(words, c) || is_negated_in_tree(words, c);
    if (qt_clause_is(words, c, c->verb + 1, "yet") && qt_clause_is(words, c, c->verb + 2, "to")) c->negated = true;
}
