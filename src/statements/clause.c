/* The first clause of a content, from its words: where its verb stands, whom it speaks of, how firmly it is put. */
#include "statements/clause.h"

static const char *const auxiliaries[] = {"is",    "are",  "was",    "were",   "am",  "be",    "'s",    "'re", "'m",
                                          "has",   "have", "had",    "'ve",    "'d",  "do",    "does",  "did", "will",
                                          "would", "wo",   "shall",  "should", "can", "ca",    "could", "may", "might",
                                          "must",  "'ll",  "cannot", "ai",     "isn", "ought", NULL};
static const char *const conditionals[] = {"if", "unless", "provided", NULL};
static const char *const subordinators[] = {
    "if",   "when",   "while",    "although", "though", "until", "because", "since", "after",    "as",      "before",
    "once", "unless", "whenever", "given",    "in",     "for",   "at",      "on",    "provided", "despite", NULL};
static const char *const clause_ends[] = {"that",  "whether", "because", "which", "who",   "where",  "although",
                                          "while", "when",    "if",      "so",    "since", "unless", "until",
                                          "but",   ";",       ":",       "what",  "how",   "why",    "said",
                                          "says",  "told",    "wrote",   NULL};
static const char *const asking[] = {"whether", "why", "who", "what", "where", "when", "how", "which", "if", NULL};
static const char *const inverted[] = {"is",   "are", "was",   "were",   "do",    "does", "did", "has",
                                       "have", "can", "could", "should", "would", "will", "am",  NULL};
static const char *const us[] = {"i", "we", NULL};
static const char *const them[] = {"he", "she", "they", "it", NULL};

static bool adverb(qt_str w)
{
    static const char *const small[] = {"also",  "still", "now",  "just",  "even", "then", "always",
                                        "often", "yet",   "only", "all",   "very", "both", "too",
                                        "quite", "ever",  "once", "never", "not",  "n't",  NULL};
    return (w.size > 4 && qt_str_ends(w, QT_STR("ly"))) || qt_str_among(w, small);
}

static void collect(const qt_words *words, const qt_draft *d, qt_clause *c)
{
    const qt_token *tokens = words->text->tokens;
    for (size_t i = 0; i < d->contents.count; i++)
        for (uint32_t t = d->contents.items[i].first; t < d->contents.items[i].last; t++) {
            if (c->count == QT_CLAUSE_MAX) return;
            if (c->count && tokens[t].sentence != tokens[c->tokens[0]].sentence) return;
            qt_str w = qt_word_lower(words, t);
            if (w.size == 1 && strchr(".!?", *w.data)) {
                c->asks = *w.data == '?';
                if (c->count) return;
            }
            if (tokens[t].shape != QT_SHAPE_DOUBLE_QUOTE && tokens[t].shape != QT_SHAPE_SINGLE_QUOTE)
                c->tokens[c->count++] = t;
        }
}

/* Whether the comma parts words of one phrase: "after talks the mill, which burned, closed". */
static bool parts_phrase(const qt_words *words, const qt_clause *c, size_t comma)
{
    static const char *const joining[] = {"which", "who", "whose", "nor", "or", "and", NULL};
    return qt_clause_among(words, c, comma + 1, joining);
}

/* Behind "that", conjunctions and a subordinate clause or adverbial in front ("If it closes, …"). */
static void find_start(const qt_words *words, qt_clause *c)
{
    static const char *const openers[] = {"that", "and", "but", "so", "well", "of", "course", "yes", "look", ",", NULL};
    size_t i = 0;
    while (i + 1 < c->count && qt_clause_among(words, c, i, openers)) i++;
    if (qt_clause_among(words, c, i, subordinators)) {
        bool condition = qt_clause_among(words, c, i, conditionals);
        for (size_t k = i + 1; k + 1 < c->count; k++)
            if (qt_clause_is(words, c, k, ",") && !parts_phrase(words, c, k)) {
                i = k + 1;
                c->conditional = condition;
                break;
            }
    }
    c->start = i;
}

/* The first auxiliary of the main clause, past a relative clause on its subject; the clause's end where it shows. */
static void find_verb(const qt_words *words, qt_clause *c)
{
    c->stop = c->verb = c->count;
    size_t i = c->start;
    bool relative = false;
    for (; i < c->count; i++) {
        qt_str w = qt_clause_word(words, c, i);
        if (i > c->start && i <= c->start + 4 && qt_str_among(w, clause_ends) &&
            (qt_clause_is(words, c, i, "who") || qt_clause_is(words, c, i, "which"))) {
            relative = true;
            continue;
        }
        if (i > c->start && qt_str_among(w, clause_ends)) break;
        if (!qt_str_among(w, auxiliaries)) continue;
        if (qt_words_tag(words, c->tokens[i]) == QT_XPOS_POS) continue; /* "the mill's owner" */
        if (qt_str_equal(w, QT_STR("'s")) && i > c->start && !qt_token_is_word(words->text, c->tokens[i - 1])) continue;
        if (relative) {
            relative = false;
            continue;
        }
        c->verb = i;
        break;
    }
    for (i = c->verb < c->count ? c->verb + 1 : i; i < c->count && !qt_clause_among(words, c, i, clause_ends);) i++;
    c->stop = i;
    if (c->verb >= c->stop) c->verb = c->stop;
}

/* A subject that may be the source, and what is said of it: its verb as a cue, past auxiliaries and adverbs. */
static void find_inner(const qt_words *words, qt_clause *c)
{
    static const char *const own[] = {"my", "our", NULL};
    size_t i = c->start;
    c->of_us = qt_clause_among(words, c, i, us);
    c->of_speaker = c->of_us || qt_clause_among(words, c, i, them);
    if (qt_clause_among(words, c, i, own)) c->of_us = true;
    if (!c->of_speaker) return;
    if (qt_clause_is(words, c, i + 1, "all") || qt_clause_is(words, c, i + 1, "both")) i++;
    for (i++; i < c->count && i < c->start + 7; i++)
        if (!qt_clause_among(words, c, i, auxiliaries) && !adverb(qt_clause_word(words, c, i))) break;
    if (i >= c->count || i >= c->start + 7) return;
    const qt_xpos tag = qt_words_tag(words, c->tokens[i]);
    c->inner = qt_match_cue(words, (qt_run){c->tokens[i], c->tokens[i] + 1});
    c->of_now = tag != QT_XPOS_VBD && tag != QT_XPOS_VBN;
}

/* "about the noise", after "spoke" or within the cue: what it was about, not what was said. */
static void find_topic(const qt_words *words, const qt_draft *draft, qt_clause *c)
{
    const bool in_cue = qt_draft_has_cue(draft) && qt_words_is(words, draft->cue.last - 1, "about");
    const size_t from = in_cue ? 0 : 1;
    c->topic = (in_cue || qt_clause_is(words, c, 0, "about")) && c->count > from && !c->quoted &&
               !qt_clause_among(words, c, from, asking) && !qt_clause_is(words, c, from, "that");
}

/* "the offer", "her request to leave"; not "a request for comment", "interview requests": what is declined is to say. */
static bool is_asked_for(const qt_words *words, const qt_clause *c)
{
    enum { PHRASE = 4 };
    static const char *const asked[] = {"request",     "requests", "offer",  "offers",  "invitation",
                                        "invitations", "proposal", "demand", "demands", NULL};
    static const char *const speech[] = {"comment",   "comments",    "interview", "interviews",
                                         "statement", "information", NULL};
    bool found = false;
    for (size_t i = 0; i < c->count; i++) {
        if (qt_clause_among(words, c, i, speech)) return false;
        found = found || (i < PHRASE && qt_clause_among(words, c, i, asked));
    }
    return found && !qt_clause_is(words, c, 0, "to");
}

/* "to sign", and not "to comment", "to say"; or a thing asked for. */
static void find_act(const qt_words *words, qt_clause *c)
{
    if ((c->acts = is_asked_for(words, c))) return;
    size_t i = 0; /* "whom | to endorse" */
    while (i < 2 && i + 1 < c->count && !qt_clause_is(words, c, i, "to")) i++;
    if (!qt_clause_is(words, c, i, "to") || i + 1 >= c->count || qt_words_tag(words, c->tokens[i + 1]) != QT_XPOS_VB)
        return;
    const qt_cue_entry *entry = qt_match_cue(words, (qt_run){c->tokens[i + 1], c->tokens[i + 1] + 1}).entry;
    c->acts = !entry || qt_str_equal(qt_str_of(entry->kind), QT_STR("opinion"));
}

/* The hedges from the clause's start to a little behind its verb; all of them where it has none (a content that is a
 * noun phrase). */
static void find_firmness(const qt_words *words, qt_clause *c)
{
    enum { BEHIND = 5 };
    size_t last = c->verb < c->stop ? c->verb + BEHIND : c->start + BEHIND;
    c->firmness = QT_CERTAINTY_CERTAIN;
    for (size_t i = c->start; i < last && i < c->stop; i++) {
        const qt_hedge_entry *entry;
        qt_run run = qt_hedge_at(words, c->tokens[i], &entry);
        if (entry && !strcmp(entry->polarity, "negative")) c->negated = !c->negated; /* "he is unlikely to" */
        if (entry)
            c->firmness = qt_certainty_weaker(
                c->firmness, *entry->certainty ? qt_certainty_of(qt_str_of(entry->certainty)) : QT_CERTAINTY_CERTAIN);
        if (run.last > run.first) i += run.last - run.first - 1;
    }
    bool irreal =
        c->verb < c->stop && (qt_clause_is(words, c, c->verb, "would") || qt_clause_is(words, c, c->verb, "'d"));
    bool condition = c->conditional, apart = false;
    for (size_t i = c->start + 1; i < c->count; i++) {
        if (!qt_clause_is(words, c, i, "if") && !qt_clause_is(words, c, i, "unless")) continue;
        condition = true;
        apart = apart || qt_clause_is(words, c, i - 1, ",") || qt_clause_is(words, c, i - 1, "only");
    }
    c->conditional = condition && (irreal || apart);
}

/* What the narrator's hedge on the attribution leaves: "reportedly argued", "may blame", "seems to think". */
static void find_doubt(const qt_words *words, const qt_draft *draft, qt_clause *c)
{
    if (!qt_draft_has_cue(draft)) return;
    const qt_sentence *s = &words->text->sentences[words->text->tokens[draft->cue.first].sentence];
    for (uint32_t t = draft->cue.first > s->first ? draft->cue.first - 1 : draft->cue.first; t < draft->cue.last; t++) {
        const qt_hedge_entry *entry;
        const qt_run run = qt_hedge_at(words, t, &entry);
        if (!entry || run.last > draft->cue.last) continue;
        const bool adverb = qt_words_tag(words, t) == QT_XPOS_RB;
        const bool may = qt_words_is(words, t, "may") || qt_words_is(words, t, "might");
        const bool seems = strcmp(entry->class, "appearance") == 0;
        if (adverb || seems) c->firmness = qt_certainty_weaker(c->firmness, QT_CERTAINTY_PROBABLE);
        if (may) c->firmness = qt_certainty_weaker(c->firmness, QT_CERTAINTY_POSSIBLE);
    }
}

void qt_clause_read(const qt_words *words, const qt_draft *draft, qt_clause *out)
{
    *out = (qt_clause){.firmness = QT_CERTAINTY_CERTAIN};
    collect(words, draft, out);
    out->quoted = out->count && words->text->tokens[out->tokens[0]].quote != QT_QUOTE_OUTSIDE;
    find_start(words, out);
    find_verb(words, out);
    qt_clause_find_negation(words, out);
    find_inner(words, out);
    find_act(words, out);
    find_topic(words, draft, out);
    find_firmness(words, out);
    find_doubt(words, draft, out);
    if (qt_clause_among(words, out, 0, inverted) && !qt_clause_is(words, out, 0, "have") &&
        !qt_clause_is(words, out, 1, "n't"))
        out->asks = true;
    out->wh = qt_clause_among(words, out, 0, asking);
}
