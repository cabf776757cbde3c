/* The first clause of a content, from its words: where its verb stands, whether it is negated, how firmly it is put. */
#include "statements/read.h"

static bool among(qt_str w, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (qt_str_equal(w, qt_str_of(list[i]))) return true;
    return false;
}

#define AMONG(w, list) among((w), (list), sizeof(list) / sizeof *(list))

static const char *const auxiliaries[] = {"is",    "are",  "was",    "were",   "am",  "be",   "'s",    "'re", "'m",
                                          "has",   "have", "had",    "'ve",    "'d",  "do",   "does",  "did", "will",
                                          "would", "wo",   "shall",  "should", "can", "ca",   "could", "may", "might",
                                          "must",  "'ll",  "cannot", "ai",     "isn", "ought"};
static const char *const negations[] = {"not", "n't", "never", "neither", "nor", "hardly", "nowhere", "cannot"};
static const char *const no_subjects[] = {"no", "nobody", "none", "nothing", "neither", "never", "not"};
static const char *const conditionals[] = {"if", "unless", "provided"};
static const char *const subordinators[] = {"if",    "when",  "while", "although", "though", "until",    "because",
                                            "since", "after", "as",    "before",   "once",   "unless",   "whenever",
                                            "given", "in",    "for",   "at",       "on",     "provided", "despite"};
static const char *const clause_ends[] = {
    "that",   "whether", "because", "which", "who", "where", "although", "while", "when", "if",   "so",   "since",
    "unless", "until",   "but",     ";",     ":",   "what",  "how",      "why",   "said", "says", "told", "wrote"};
static const char *const asking[] = {"whether", "why", "who", "what", "where", "when", "how", "which", "if"};
static const char *const inverted[] = {"is",   "are", "was",   "were",   "do",    "does", "did", "has",
                                       "have", "can", "could", "should", "would", "will", "am"};
static const char *const us[] = {"i", "we"};
static const char *const them[] = {"he", "she", "they", "it"};

static qt_str at(const qt_words *words, const qt_clause *c, size_t i)
{
    return i < c->count ? qt_word_lower(words, c->tokens[i]) : (qt_str){"", 0};
}

static bool is(const qt_words *words, const qt_clause *c, size_t i, const char *w)
{
    return qt_str_equal(at(words, c, i), qt_str_of(w));
}

static bool adverb(qt_str w)
{
    static const char *const small[] = {"also",  "still", "now",  "just",  "even", "then", "always",
                                        "often", "yet",   "only", "all",   "very", "both", "too",
                                        "quite", "ever",  "once", "never", "not",  "n't"};
    return (w.size > 4 && qt_str_ends(w, QT_STR("ly"))) || AMONG(w, small);
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
    static const char *const joining[] = {"which", "who", "whose", "nor", "or", "and"};
    return AMONG(at(words, c, comma + 1), joining);
}

/* Behind "that", conjunctions and a subordinate clause or adverbial in front ("If it closes, …"). */
static void find_start(const qt_words *words, qt_clause *c)
{
    static const char *const openers[] = {"that", "and", "but", "so", "well", "of", "course", "yes", "look", ","};
    size_t i = 0;
    while (i + 1 < c->count && AMONG(at(words, c, i), openers)) i++;
    if (AMONG(at(words, c, i), subordinators)) {
        bool condition = AMONG(at(words, c, i), conditionals);
        for (size_t k = i + 1; k + 1 < c->count; k++)
            if (is(words, c, k, ",") && !parts_phrase(words, c, k)) {
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
        qt_str w = at(words, c, i);
        if (i > c->start && i <= c->start + 4 && AMONG(w, clause_ends) &&
            (is(words, c, i, "who") || is(words, c, i, "which"))) {
            relative = true;
            continue;
        }
        if (i > c->start && AMONG(w, clause_ends)) break;
        if (!AMONG(w, auxiliaries)) continue;
        if (qt_words_tag(words, c->tokens[i]) == QT_XPOS_POS) continue; /* "the mill's owner" */
        if (qt_str_equal(w, QT_STR("'s")) && i > c->start && !qt_token_is_word(words->text, c->tokens[i - 1])) continue;
        if (relative) {
            relative = false;
            continue;
        }
        c->verb = i;
        break;
    }
    for (i = c->verb < c->count ? c->verb + 1 : i; i < c->count && !AMONG(at(words, c, i), clause_ends);) i++;
    c->stop = i;
    if (c->verb >= c->stop) c->verb = c->stop;
}

/* Whether "no" or a word like "nothing" is subject or object of the clause's verb: "she did nothing wrong", "there was no
 * plan". Read off the tree, within the clause. */
static bool has_no_party(const qt_words *words, const qt_clause *c)
{
    static const char *const none[] = {"nobody", "none", "nothing", "no-one", "noone"};
    if (c->start >= c->stop) return false;
    const uint32_t first = c->tokens[c->start], last = c->tokens[c->stop - 1] + 1;
    const uint32_t top = qt_words_top(words, first, last);
    for (uint32_t t = qt_words_child(words, top, first); t < last; t = qt_words_child(words, top, t + 1)) {
        const qt_dep dep = qt_words_dep(words, t);
        if (dep != QT_DEP_NSUBJ && dep != QT_DEP_NSUBJ_PASS && dep != QT_DEP_OBJ) continue;
        const uint32_t det = qt_words_child_as(words, t, QT_DEP_DET);
        if (AMONG(qt_word_lower(words, t), none) || (det != QT_NONE && qt_words_is(words, det, "no"))) return true;
    }
    return false;
}

/* Whether a subject in front of the clause's first finite verb is nobody: "at the meeting no members spoke", "neither the
 * mill, which burned, nor the dam"; or the verb ends something: "the mills no longer work". By tags: long subjects have
 * poor trees. */
static bool has_no_subject(const qt_words *words, const qt_clause *c)
{
    static const char *const nobody[] = {"neither", "nobody", "none"};
    static const char *const not_subjects[] = {"doubt", "matter", "wonder", "later", "less", "more", "fewer", "sooner"};
    bool found = false;
    for (size_t i = c->start; i < c->count; i++) {
        const qt_xpos tag = qt_words_tag(words, c->tokens[i]);
        if (tag == QT_XPOS_VBD || tag == QT_XPOS_VBZ || tag == QT_XPOS_VBP || tag == QT_XPOS_MD) return found;
        const qt_xpos before = i > c->start ? qt_words_tag(words, c->tokens[i - 1]) : QT_XPOS_NONE;
        if (before == QT_XPOS_IN || before == QT_XPOS_CC) continue; /* "for no reason", "with food and no water" */
        const bool no = is(words, c, i, "no") && i + 1 < c->count && !AMONG(at(words, c, i + 1), not_subjects) &&
                        qt_words_tag(words, c->tokens[i + 1]) != QT_XPOS_CD;
        if (no && is(words, c, i + 1, "longer")) return true;
        found = found || no || AMONG(at(words, c, i), nobody);
    }
    return false;
}

/* "The law that they passed does not, in her view, hold": a negation that hangs off the clause's verb. */
static bool is_negated_in_tree(const qt_words *words, const qt_clause *c)
{
    static const char *const not [] = {"not", "n't", "never"};
    const uint32_t first = c->tokens[c->start], last = c->tokens[c->count - 1] + 1;
    const uint32_t top = qt_words_top(words, first, last);
    for (uint32_t t = qt_words_child(words, top, first); t < top; t = qt_words_child(words, top, t + 1))
        if (qt_words_dep(words, t) == QT_DEP_ADVMOD && AMONG(qt_word_lower(words, t), not ) &&
            !qt_words_is(words, t + 1, "only") && !qt_words_is(words, t + 1, "just") &&
            !qt_words_is(words, t + 1, "merely"))
            return true;
    return false;
}

static void find_negation(const qt_words *words, qt_clause *c)
{
    size_t i = c->start;
    if (AMONG(at(words, c, i), no_subjects) && !is(words, c, i + 1, "only") && !is(words, c, i + 1, "doubt"))
        c->negated = true;
    if (is(words, c, i, "cannot")) c->negated = true;
    if (is(words, c, i, "none") || is(words, c, i, "nothing")) c->negated = true;
    size_t from = c->verb < c->stop ? c->verb : c->start, last = c->verb < c->stop ? c->verb + 4 : c->start + 4;
    if (last > c->stop) last = c->stop;
    for (i = from; i < last; i++) {
        qt_str w = at(words, c, i);
        if (is(words, c, i, "no") && i == from + 1) c->negated = true;
        if (!AMONG(w, negations)) continue;
        if (is(words, c, i + 1, "only") || is(words, c, i + 1, "just") || is(words, c, i + 1, "merely")) continue;
        c->negated = true;
    }
    if (!c->negated && c->start < c->count)
        c->negated = has_no_party(words, c) || has_no_subject(words, c) || is_negated_in_tree(words, c);
    if (is(words, c, c->verb + 1, "yet") && is(words, c, c->verb + 2, "to")) c->negated = true;
}

/* A subject that may be the source, and what is said of it: its verb as a cue, past auxiliaries and adverbs. */
static void find_inner(const qt_words *words, qt_clause *c)
{
    static const char *const own[] = {"my", "our"};
    size_t i = c->start;
    c->of_us = AMONG(at(words, c, i), us);
    c->of_speaker = c->of_us || AMONG(at(words, c, i), them);
    if (AMONG(at(words, c, i), own)) c->of_us = true;
    if (!c->of_speaker) return;
    if (is(words, c, i + 1, "all") || is(words, c, i + 1, "both")) i++;
    for (i++; i < c->count && i < c->start + 7; i++)
        if (!AMONG(at(words, c, i), auxiliaries) && !adverb(at(words, c, i))) break;
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
    c->topic = (in_cue || is(words, c, 0, "about")) && c->count > from && !c->quoted &&
               !AMONG(at(words, c, from), asking) && !is(words, c, from, "that");
}

/* "the offer", "her request to leave"; not "a request for comment", "interview requests": what is declined is to say. */
static bool is_asked_for(const qt_words *words, const qt_clause *c)
{
    enum { PHRASE = 4 };
    static const char *const asked[] = {"request",     "requests", "offer",  "offers", "invitation",
                                        "invitations", "proposal", "demand", "demands"};
    static const char *const speech[] = {"comment", "comments", "interview", "interviews", "statement", "information"};
    bool found = false;
    for (size_t i = 0; i < c->count; i++) {
        if (AMONG(at(words, c, i), speech)) return false;
        found = found || (i < PHRASE && AMONG(at(words, c, i), asked));
    }
    return found && !is(words, c, 0, "to");
}

/* "to sign", and not "to comment", "to say"; or a thing asked for. */
static void find_act(const qt_words *words, qt_clause *c)
{
    if ((c->acts = is_asked_for(words, c))) return;
    size_t i = 0; /* "whom | to endorse" */
    while (i < 2 && i + 1 < c->count && !is(words, c, i, "to")) i++;
    if (!is(words, c, i, "to") || i + 1 >= c->count || qt_words_tag(words, c->tokens[i + 1]) != QT_XPOS_VB) return;
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
    bool irreal = c->verb < c->stop && (is(words, c, c->verb, "would") || is(words, c, c->verb, "'d"));
    bool condition = c->conditional, apart = false;
    for (size_t i = c->start + 1; i < c->count; i++) {
        if (!is(words, c, i, "if") && !is(words, c, i, "unless")) continue;
        condition = true;
        apart = apart || is(words, c, i - 1, ",") || is(words, c, i - 1, "only");
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
    find_negation(words, out);
    find_inner(words, out);
    find_act(words, out);
    find_topic(words, draft, out);
    find_firmness(words, out);
    find_doubt(words, draft, out);
    if (AMONG(at(words, out, 0), inverted) && !is(words, out, 0, "have") && !is(words, out, 1, "n't")) out->asks = true;
    out->wh = AMONG(at(words, out, 0), asking);
}
