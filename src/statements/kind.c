#include <stdio.h>

#include "statements/clause.h"

/* Without a lexicon entry: the cue's last word of letters, so that the row still says by what word. */
static uint32_t head_of(const qt_words *words, qt_run cue)
{
    for (uint32_t i = cue.first; i < cue.last; i++) {
        qt_str w = qt_word_lower(words, i);
        bool verbal = qt_str_ends(w, QT_STR("ed")) || qt_str_ends(w, QT_STR("ing"));
        if (verbal) return i;
    }
    return cue.last - 1;
}

/* Whether the clause promises: "I will", "they would", with a verb of doing behind. */
static bool promises(const qt_words *words, const qt_clause *c)
{
    static const char *const future[] = {"will", "'ll", "would", "wo", "shall", NULL};
    static const char *const adverbs[] = {"not", "n't", "never", "only", "also", NULL};
    static const char *const passive[] = {"be",   "have",   "like", "love",   "need", "see",
                                          "feel", "become", "know", "remain", NULL};
    if (!c->of_speaker || c->firmness != QT_CERTAINTY_CERTAIN || c->verb != c->start + 1 ||
        qt_clause_is(words, c, c->start, "it"))
        return false;
    size_t next = c->verb + 1;
    while (next < c->count && qt_clause_among(words, c, next, adverbs)) next++;
    return next < c->count && qt_clause_among(words, c, c->verb, future) && !qt_clause_among(words, c, next, passive);
}

static bool orders(const qt_words *words, const qt_clause *c, bool quoted)
{
    return quoted &&
           (qt_clause_is(words, c, 0, "let") || qt_clause_is(words, c, 0, "please") ||
            qt_clause_is(words, c, 0, "stop") || (qt_clause_is(words, c, 0, "do") && qt_clause_is(words, c, 1, "n't")));
}

/* The strongest kind that a word of appraisal in the clause makes, or STATEMENT. A condemnation weighs more than a criticism,
 * a criticism more than an opinion. */
static qt_kind appraised(const qt_words *words, const qt_clause *c, size_t last)
{
    qt_kind found = QT_KIND_STATEMENT;
    for (size_t i = c->start; i < last && i < c->count; i++) {
        const char *name = qt_appraisal_kind(qt_word_lower(words, c->tokens[i]));
        qt_kind kind = name ? qt_kind_of(qt_str_of(name)) : QT_KIND_STATEMENT;
        if (kind == QT_KIND_COUNT || kind == QT_KIND_STATEMENT) continue;
        if (kind == QT_KIND_CONDOLENCE || kind == QT_KIND_CONDEMNATION) return kind;
        if (found != QT_KIND_CRITICISM) found = kind;
    }
    return found;
}

/* What is said decides where the cue does not. */
static qt_kind kind_of_content(const qt_words *words, const qt_clause *c)
{
    enum { PLAIN = 24 }; /* how far into the sentence a word of appraisal colours all of it */
    if (c->count == 0) return QT_KIND_STATEMENT;
    bool quoted = words->text->tokens[c->tokens[0]].quote != QT_QUOTE_OUTSIDE;
    if (c->asks && quoted) return QT_KIND_QUESTION;
    if (orders(words, c, quoted)) return QT_KIND_DEMAND;
    if (c->inner.entry && (c->of_us || c->of_speaker)) {
        qt_kind kind = qt_kind_of(qt_str_of(c->inner.entry->kind));
        bool turned = c->inner.negated && strcmp(c->inner.entry->negatable, "yes") == 0;
        bool distant = kind == QT_KIND_DEMAND && !c->of_us; /* what somebody does, not what he says here */
        if (!turned && !distant && kind != QT_KIND_STATEMENT && kind != QT_KIND_QUESTION && kind < QT_KIND_COUNT)
            return kind;
    }
    if (promises(words, c)) return QT_KIND_PLEDGE;
    return appraised(words, c, c->start + PLAIN);
}

/* "asked why" is a question, "asked her to leave", "asked that she leave", "asked for calm" a demand; "questioned the
 * plan" a criticism. */
static qt_kind asked(const qt_words *words, const qt_cue_match *cue, const qt_clause *c)
{
    const qt_token *tokens = words->text->tokens;
    bool quoted = c->count && tokens[c->tokens[0]].quote != tokens[cue->token].quote;
    if (c->asks || c->wh || quoted || c->count == 0) return QT_KIND_QUESTION;
    if (strcmp(cue->entry->lemma, "question") == 0)
        return strcmp(cue->entry->note, "noun") == 0 ? QT_KIND_QUESTION : QT_KIND_CRITICISM;
    if (strcmp(cue->entry->lemma, "ask") != 0) return QT_KIND_QUESTION;
    if (qt_clause_is(words, c, 0, "that")) return QT_KIND_DEMAND;
    for (size_t i = 0; i < c->count; i++)
        if (qt_clause_is(words, c, i, "to") || qt_clause_is(words, c, i, "for")) return QT_KIND_DEMAND;
    return QT_KIND_QUESTION;
}

/* Whether a word of the clause mourns. */
static bool mourns(const qt_words *words, const qt_clause *c)
{
    for (size_t i = 0; i < c->count; i++) {
        const char *name = qt_appraisal_kind(qt_word_lower(words, c->tokens[i]));
        if (name && (strcmp(name, "condolence") == 0 || strcmp(name, "grief") == 0)) return true;
    }
    return false;
}

/* Surer than this, the network's word on a content goes before what its words alone tell (measured on the gold). */
static const float least_probability = 0.6f;

/* Whether the network says what kind it is: not where the cue settles it, as "denied" does and "said" does not. "Called"
 * tells a judgement, and leaves open whether it finds fault. */
static bool left_to_network(const qt_words *words, const qt_draft *draft, const qt_cue_match *cue, const qt_clause *c)
{
    const qt_cue_entry *e = cue->entry;
    if (draft->kind == QT_KIND_CONDOLENCE && !mourns(words, c)) return false;
    if (draft->kind_probability <= least_probability || cue->negated || (qt_cue_refuses(cue) && c->acts)) return false;
    if (draft->kind == QT_KIND_OPINION && c->quoted && c->of_us && promises(words, c))
        return false; /* "I will utterly" */
    if (!e || strcmp(e->kind, "statement") == 0) return true;
    const bool blames =
        draft->kind == QT_KIND_CRITICISM || draft->kind == QT_KIND_CONDEMNATION || draft->kind == QT_KIND_ACCUSATION;
    return strcmp(e->kind, "opinion") == 0 && !*e->polarity && !*e->certainty && blames;
}

/* "agreed on Monday | to leave": of a verb and "to" the lexicon may know more than of the verb. NULL where it does not. */
static const qt_cue_entry *with_infinitive(const qt_words *words, const qt_cue_match *cue, const qt_clause *c)
{
    char key[QT_ENTRY_BYTES];
    if (!cue->entry || cue->words != 1 || !qt_clause_is(words, c, 0, "to")) return NULL;
    const int size = snprintf(key, sizeof key, "%s to", cue->entry->lemma);
    return size < (int)sizeof key ? qt_cue_find((qt_str){key, (size_t)size}) : NULL;
}

static qt_kind kind_of(const qt_words *words, const qt_draft *draft, const qt_cue_match *cue, const qt_clause *c)
{
    const qt_cue_entry *infinitive = with_infinitive(words, cue, c), *e = infinitive ? infinitive : cue->entry;
    qt_kind kind = e ? qt_kind_of(qt_str_of(e->kind)) : QT_KIND_STATEMENT;
    if (kind >= QT_KIND_COUNT) kind = QT_KIND_STATEMENT;
    if (cue->negated && e && strcmp(e->negatable, "yes") == 0) return QT_KIND_STATEMENT;
    if (qt_cue_refuses(cue) && c->acts) return QT_KIND_PLEDGE;
    if (draft->contents.count == 0 || (cue->negated && kind == QT_KIND_STATEMENT)) return kind;
    if (kind == QT_KIND_QUESTION) return asked(words, cue, c);
    if (kind == QT_KIND_OPINION && !*e->certainty) { /* "called the plan a disgrace" */
        qt_kind judged = appraised(words, c, c->count);
        return judged == QT_KIND_CRITICISM || judged == QT_KIND_CONDEMNATION ? judged : kind;
    }
    if (kind != QT_KIND_STATEMENT || (e && (*e->polarity || *e->certainty))) return kind;
    if (e && strcmp(e->lemma, "tell") == 0 && c->verb == c->stop && !qt_clause_is(words, c, 0, "that"))
        for (size_t i = 0; i < c->count && i < 6; i++)
            if (qt_clause_is(words, c, i, "to")) return QT_KIND_DEMAND;
    return kind_of_content(words, c);
}

void qt_read_kind(const qt_words *words, const qt_draft *draft, const qt_cue_match *cue, const qt_clause *clause,
                  qt_statement *out)
{
    out->kind = left_to_network(words, draft, cue, clause) ? (qt_kind)draft->kind : kind_of(words, draft, cue, clause);
    if (!qt_draft_has_cue(draft)) return;
    out->cue_lemma = qt_words_lemma(words, cue->entry ? cue->token : head_of(words, draft->cue));
}
