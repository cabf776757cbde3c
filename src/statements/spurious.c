/* Readings that are nobody's statement. */
#include "statements/drafts.h"
#include "statements/read.h"

bool *qt_boilerplate(const qt_words *words, qt_arena *arena)
{
    const qt_text *text = words->text;
    bool *lines = QT_ARENA_NEW(arena, bool, text->sentence_count);
    if (!lines) return NULL;
    for (uint32_t t = 0; t < text->token_count; t++) {
        uint32_t sentence = text->tokens[t].sentence, end = text->sentences[sentence].last;
        char key[QT_ENTRY_BYTES];
        size_t size;
        if (lines[sentence] || text->tokens[t].quote != QT_QUOTE_OUTSIDE) continue;
        for (uint32_t n = 2; n <= QT_ENTRY_WORDS && t + n <= end && !lines[sentence]; n++)
            lines[sentence] = qt_words_form(words, t, n, key, &size) && qt_is_boilerplate((qt_str){key, size});
    }
    return lines;
}

/* The reader, addressed by the text itself. */
static bool is_reader(const qt_words *words, qt_run run)
{
    return run.last - run.first == 1 && words->text->tokens[run.first].quote == QT_QUOTE_OUTSIDE &&
           (qt_words_is(words, run.first, "you") || qt_words_is(words, run.first, "your"));
}

/* A noun phrase cannot end in an article or in "of". ("A" may be a name: the one who answers in an interview.) */
static bool is_cut_off(const qt_words *words, qt_run run)
{
    qt_str last = qt_word_lower(words, run.last - 1);
    bool a = qt_str_equal(qt_str_at(words->text->bytes, words->text->tokens[run.last - 1].span), QT_STR("a"));
    return a || qt_str_equal(last, QT_STR("the")) || qt_str_equal(last, QT_STR("an")) ||
           qt_str_equal(last, QT_STR("of"));
}

/* "By The Lantern": a credit. */
static bool is_by(const qt_words *words, qt_run cue)
{
    return cue.last - cue.first == 1 && qt_words_is(words, cue.first, "by");
}

static bool is_bare_mark(const qt_text *text, qt_run cue)
{
    return cue.last - cue.first == 1 && text->tokens[cue.first].shape == QT_SHAPE_DOUBLE_QUOTE;
}

/* What a quotation tells of others is no act of whoever is quoted: a cue among words in quotation marks has its source among
 * them. (A cue alone in marks is the writer's.) */
static bool is_told(const qt_text *text, const qt_draft *d)
{
    enum { LEAST = 6 };
    const qt_token *t = text->tokens;
    if (d->sources.count == 0 || t[d->cue.first].quote == QT_QUOTE_OUTSIDE) return false;
    if (t[d->sources.items[0].first].quote != QT_QUOTE_OUTSIDE) return false;
    uint32_t first = d->cue.first, last = d->cue.last;
    while (first > 0 && t[first - 1].quote != QT_QUOTE_OUTSIDE) first--;
    while (last < text->token_count && t[last].quote != QT_QUOTE_OUTSIDE) last++;
    return last - first >= LEAST;
}

static bool is_participle(const qt_words *words, uint32_t token)
{
    static const char *const irregular[] = {"said", "thought", "known", "understood", "held",
                                            "told", "found",   "shown", NULL};
    qt_str w = qt_word_lower(words, token);
    bool regular = w.size > 3 && w.data[w.size - 2] == 'e' && w.data[w.size - 1] == 'd';
    return regular || qt_words_among(words, token, irregular);
}

/* "It was reported that …": the subject of such a passive stands for the content, and nobody is named. */
static bool is_expletive(const qt_words *words, const qt_draft *d, qt_run source)
{
    static const char *const be[] = {"is", "was", "has", "had", "'s", "being", "been", NULL};
    if (source.last - source.first != 1 || !qt_words_is(words, source.first, "it")) return false;
    if (source.last != d->cue.first || d->contents.count == 0) return false;
    return qt_words_among(words, d->cue.first, be) && is_participle(words, d->cue.last - 1) &&
           d->contents.items[0].first >= d->cue.last && qt_words_is(words, d->contents.items[0].first, "that");
}

/* "I think it held" inside his own quotation is how the speaker puts it, no statement beside it; "I thought", "I told" are. */
static bool is_own_attitude(const qt_words *words, const qt_draft *d)
{
    static const char *const first[] = {"i", "we", NULL}, *const plain[] = {"know", "guess", "suppose", "mean", NULL};
    if (d->sources.count != 1 || words->text->tokens[d->cue.first].quote == QT_QUOTE_OUTSIDE) return false;
    const qt_run source = d->sources.items[0];
    const uint32_t verb = qt_words_top(words, d->cue.first, d->cue.last);
    if (source.last - source.first != 1 || !qt_words_among(words, source.first, first)) return false;
    if (qt_words_tag(words, verb) != QT_XPOS_VBP && qt_words_tag(words, verb) != QT_XPOS_VB) return false;
    const qt_cue_match cue = qt_match_cue(words, d->cue);
    return cue.entry && cue.token == verb &&
           (strcmp(cue.entry->kind, "opinion") == 0 || qt_str_among(qt_words_lemma(words, verb), plain));
}

/* "Otto Brandt came under fire for it", "drew sharp criticism": what stands before such a cue is whom others blame. */
static bool is_target(const qt_words *words, const qt_draft *d, qt_run source)
{
    enum { GAP = 3 };
    if (source.last > d->cue.first || d->cue.last - d->cue.first < 2) return false;
    for (uint32_t t = d->cue.first; t + 1 < d->cue.last; t++) {
        if (!qt_blame_is(qt_words_lemma(words, t), "draw")) continue;
        for (uint32_t n = t + 1; n < d->cue.last && n <= t + GAP; n++)
            if (qt_blame_is(qt_words_lemma(words, n), "blame")) return true;
    }
    return false;
}

/* "The things that you mention | do not exist": what is said of the antecedent of a cue is not said by who speaks in the
 * relative clause. */
static bool is_said_of_antecedent(const qt_words *words, const qt_draft *d)
{
    enum { DEEPEST = 16 };
    if (d->contents.count != 1 || d->contents.items[0].first < d->cue.last) return false;
    const uint32_t top = qt_words_top(words, d->contents.items[0].first, d->contents.items[0].last);
    const uint32_t verb = qt_words_top(words, d->cue.first, d->cue.last);
    if (qt_words_dep(words, verb) != QT_DEP_ACL_RELCL) return false;
    uint32_t t = qt_words_head(words, verb);
    for (int depth = 0; depth < DEEPEST && t != QT_NONE && t != top; depth++) t = qt_words_head(words, t);
    return t == top;
}

static void drop_no_speakers(const qt_words *words, qt_draft *d)
{
    size_t kept = 0;
    for (size_t i = 0; i < d->sources.count; i++)
        if (!is_expletive(words, d, d->sources.items[i]) && !is_target(words, d, d->sources.items[i]))
            d->sources.items[kept++] = d->sources.items[i];
    d->sources.count = kept;
}

/* "a mill known as the Reach", "known for its flour" name and describe; "reportedly" hedges what the document says. */
static bool is_no_cue(const qt_words *words, qt_run cue)
{
    static const char *const naming[] = {"as", "for", NULL};
    const qt_hedge_entry *hedge;
    const uint32_t n = cue.last - cue.first;
    if (n == 1)
        return qt_str_ends(qt_word_lower(words, cue.first), QT_STR("ly")) &&
               qt_hedge_at(words, cue.first, &hedge).last == cue.last;
    return qt_words_is(words, cue.last - 2, "known") && qt_words_among(words, cue.last - 1, naming);
}

/* "They will say that it rained", "who does it must understand": words that have not been said, thoughts that somebody ought to
 * have. What somebody will not say is an answer, and inside a quotation it is the speaker who foretells it. */
static bool is_foretold(const qt_words *words, qt_run cue)
{
    static const char *const ahead[] = {"will", "'ll", "shall", "might", "may", NULL}, *const due[] = {"must", "should",
                                                                                                       NULL};
    static const char *const negations[] = {"not", "n't", "never", NULL};
    if (words->text->tokens[cue.first].quote != QT_QUOTE_OUTSIDE) return false;
    const qt_cue_match match = qt_match_cue(words, cue);
    const qt_kind kind = match.entry ? qt_kind_of(qt_str_of(match.entry->kind)) : QT_KIND_COUNT;
    if (match.negated || (kind != QT_KIND_STATEMENT && kind != QT_KIND_OPINION)) return false;
    bool future = false, duty = false;
    for (uint32_t t = cue.first; t < match.token; t++) {
        if (qt_words_among(words, t, negations)) return false;
        future = future || qt_words_among(words, t, ahead);
        duty = duty || qt_words_among(words, t, due);
    }
    return duty || (future && kind == QT_KIND_STATEMENT);
}

/* "No union", "nobody", "none of them": a row of theirs would read as if somebody said it. Not "No 10", nor "No Walls" by
 * name, nor "no fewer than ten bakers". */
static bool is_nobody(const qt_words *words, qt_run run)
{
    static const char *const nobody[] = {"nobody", "none", "no-one", "noone", NULL};
    static const char *const somebody[] = {"fewer", "less", "other", "lesser", NULL};
    const bool more = run.last - run.first > 1;
    if (more && qt_words_among(words, run.first + 1, somebody)) return false;
    if (qt_words_among(words, run.first, nobody)) return true;
    if (!more || !qt_words_is(words, run.first, "no")) return false;
    const qt_xpos tag = qt_words_tag(words, run.first);
    return tag != QT_XPOS_NNP && tag != QT_XPOS_NNPS && qt_token_is_word(words->text, run.first + 1) &&
           !qt_token_is_number(words->text, run.first + 1);
}

static bool is_spurious(const qt_words *words, const bool *lines, const qt_draft *d)
{
    if (lines[words->text->tokens[d->cue.first].sentence] || is_bare_mark(words->text, d->cue)) return true;
    if (is_by(words, d->cue)) return true;
    if (is_told(words->text, d)) return true;
    if (is_no_cue(words, d->cue) || is_foretold(words, d->cue) || qt_draft_is_act(words, d)) return true;
    if (is_said_of_antecedent(words, d) || is_own_attitude(words, d)) return true;
    for (size_t i = 0; i < d->sources.count; i++)
        if (is_reader(words, d->sources.items[i]) || is_cut_off(words, d->sources.items[i]) ||
            is_nobody(words, d->sources.items[i]))
            return true;
    return false;
}

void qt_drafts_drop_spurious(const qt_words *words, const bool *lines, qt_drafts *drafts)
{
    size_t kept = 0;
    for (size_t i = 0; i < drafts->count; i++) {
        drop_no_speakers(words, &drafts->items[i]);
        if (!is_spurious(words, lines, &drafts->items[i])) drafts->items[kept++] = drafts->items[i];
    }
    drafts->count = kept;
}
