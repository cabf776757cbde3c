/* For whom a denial denies, by the subject of its content's first clause: the denier and what is his, or another named
 * party (docs/ANNOTATION.md, 4). What neither shows stays open. */
#include "statements/read.h"

static bool is_name(const qt_words *words, uint32_t t)
{
    const qt_xpos x = qt_words_tag(words, t);
    return x == QT_XPOS_NNP || x == QT_XPOS_NNPS;
}

/* Whether a word of the source that names it stands among the words of [first, last). */
static bool shares_name(const qt_words *words, const qt_draft *d, uint32_t first, uint32_t last)
{
    for (size_t i = 0; i < d->sources.count; i++)
        for (uint32_t s = d->sources.items[i].first; s < d->sources.items[i].last; s++)
            for (uint32_t t = first; t < last; t++)
                if (qt_str_equal(qt_word_lower(words, s), qt_word_lower(words, t)) && is_name(words, s) &&
                    is_name(words, t))
                    return true;
    return false;
}

typedef enum source_number { UNKNOWN, ONE, MANY } source_number;

/* Whether the source is one or many; a body may be either. */
static source_number number_of(const qt_words *words, const qt_draft *d)
{
    static const char *const one[] = {"he", "she", "i", NULL}, *const many[] = {"they", "we", NULL};
    if (d->sources.count != 1) return d->sources.count ? MANY : UNKNOWN;
    const qt_run run = d->sources.items[0];
    const uint32_t top = qt_words_top(words, run.first, run.last);
    if (qt_words_among(words, top, one)) return ONE;
    const qt_xpos tag = qt_words_tag(words, top);
    const bool joined = qt_words_child_as(words, top, QT_DEP_CONJ) != QT_NONE;
    return joined || tag == QT_XPOS_NNS || tag == QT_XPOS_NNPS || qt_words_among(words, top, many) ? MANY : UNKNOWN;
}

/* A pronoun that means the source: of the first person, "it", and others whose number agrees. */
static bool means_source(const qt_words *words, const qt_draft *d, uint32_t t)
{
    static const char *const always[] = {"i",         "we",      "me",      "us",         "my",     "our",
                                         "mine",      "ours",    "it",      "its",        "itself", "myself",
                                         "ourselves", "himself", "herself", "themselves", NULL};
    static const char *const one[] = {"he", "she", "him", "her", "his", "hers", NULL};
    static const char *const many[] = {"they", "them", "their", "theirs", NULL};
    if (qt_words_among(words, t, always)) return true;
    const source_number number = number_of(words, d);
    return (number != MANY && qt_words_among(words, t, one)) || (number != ONE && qt_words_among(words, t, many));
}

/* The words of `noun` and those before it that hang off it. */
static uint32_t first_of(const qt_words *words, uint32_t noun, uint32_t floor)
{
    uint32_t first = noun;
    while (first > floor && qt_words_head(words, first - 1) != QT_NONE && qt_words_head(words, first - 1) >= first &&
           qt_words_head(words, first - 1) <= noun)
        first--;
    return first;
}

/* What a subject or a possessor says: the source's own, a third's, or nothing. */
static qt_whom whom_of(const qt_words *words, const qt_draft *d, uint32_t noun, uint32_t floor)
{
    if (means_source(words, d, noun)) return QT_WHOM_OWN;
    const uint32_t first = first_of(words, noun, floor);
    for (uint32_t t = first; t < noun; t++) {
        const qt_dep dep = qt_words_dep(words, t);
        if (dep == QT_DEP_NMOD_POSS && means_source(words, d, t))
            return QT_WHOM_OWN; /* "their crew", "any of its ships" */
    }
    for (uint32_t c = qt_words_child(words, noun, noun + 1); c != QT_NONE; c = qt_words_child(words, noun, c + 1)) {
        const uint32_t owner = qt_words_child_as(words, c, QT_DEP_NMOD_POSS);
        if (qt_words_dep(words, c) == QT_DEP_NMOD && owner != QT_NONE && means_source(words, d, owner))
            return QT_WHOM_OWN;
    }
    if (shares_name(words, d, first, noun + 1)) return QT_WHOM_OWN;
    if (qt_words_dep(words, noun) == QT_DEP_NSUBJ_PASS) return QT_WHOM_NONE; /* "that Orlec was robbed": not by whom */
    return is_name(words, noun) ? QT_WHOM_THIRD : QT_WHOM_NONE;
}

/* A claim ("denied the allegations", "any wrongdoing") is one about the source, unless it is said to be against somebody
 * else; a party without a name may be his own side's. */
static qt_whom of_noun(const qt_words *words, const qt_draft *d, uint32_t noun, qt_run content)
{
    for (uint32_t t = content.first; t < content.last; t++)
        if (means_source(words, d, t)) return QT_WHOM_OWN;
    for (uint32_t c = qt_words_child(words, noun, noun + 1); c != QT_NONE && c < content.last;
         c = qt_words_child(words, noun, c + 1)) {
        const uint32_t before = qt_words_child_as(words, c, QT_DEP_CASE);
        if (qt_words_dep(words, c) != QT_DEP_NMOD || before == QT_NONE) continue;
        const bool against = qt_words_is(words, before, "against");
        if (!against && !(is_name(words, c) && qt_words_is(words, before, "about"))) continue;
        if (shares_name(words, d, before, content.last)) return QT_WHOM_OWN;
        return is_name(words, c) ? QT_WHOM_THIRD : QT_WHOM_NONE;
    }
    return QT_WHOM_OWN;
}

void qt_read_denial(const qt_words *words, const qt_draft *d, qt_statement *out)
{
    if (out->kind != QT_KIND_DENIAL || d->sources.count == 0) return;
    if (d->contents.count == 0) {
        out->denies_for = QT_WHOM_OWN;
        return;
    }
    qt_run content = d->contents.items[0];
    const uint32_t end = words->text->sentences[words->text->tokens[content.first].sentence].last;
    if (content.last > end) content.last = end;
    const uint32_t top = qt_words_top(words, content.first, content.last);
    const uint32_t subject = qt_words_child_as(words, top, QT_DEP_NSUBJ);
    if (subject != QT_NONE && subject >= content.first && subject < content.last) {
        out->denies_for = whom_of(words, d, subject, content.first);
        return;
    }
    const qt_xpos tag = qt_words_tag(words, top);
    const bool noun = tag == QT_XPOS_NN || tag == QT_XPOS_NNS || tag == QT_XPOS_JJ; /* "many of the points" */
    const bool bare = tag == QT_XPOS_VBG || tag == QT_XPOS_VB; /* "denied knowing", "refused to": his own doing */
    if (noun) out->denies_for = of_noun(words, d, top, content);
    else if (bare) out->denies_for = QT_WHOM_OWN;
    else if (is_name(words, top) || tag == QT_XPOS_DT || tag == QT_XPOS_CD) /* "any of its ships" */
        out->denies_for = whom_of(words, d, top, content.first);
}
