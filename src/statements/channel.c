/* By what somebody's words came: "in an interview", "told the Gazette", "tweeted", "the letter says". A word of
 * lexicon/channels.tsv counts where the tree hangs it off the cue, outside the content. */
#include "statements/read.h"

/* How far down the tree from the cue: "at the opening of the summit". */
enum { DEPTH = 6, FORM_WORDS = 3 };

/* A word of the table and what it is there: [run] with the preposition before it. */
typedef struct found {
    const qt_channel_entry *entry;
    qt_run run;
} found;

static bool in_run(qt_run run, uint32_t t) { return t >= run.first && t < run.last; }

static bool in_any(const qt_runs *runs, uint32_t t)
{
    for (size_t i = 0; i < runs->count; i++)
        if (in_run(runs->items[i], t)) return true;
    return false;
}

static bool has_use(const qt_channel_entry *entry, const char *use)
{
    const size_t n = strlen(use);
    for (const char *at = entry->use; *at; at += strcspn(at, " "), at += *at == ' ')
        if (strcspn(at, " ") == n && memcmp(at, use, n) == 0) return true;
    return false;
}

static bool is_tag_of_name(qt_xpos x) { return x == QT_XPOS_NNP || x == QT_XPOS_NNPS; }

/* The longest entry that ends with token `t`. The last word counts by its lemma unless it is a name. */
static found entry_at(const qt_words *words, uint32_t t, uint32_t first)
{
    found none = {NULL, {t, t + 1}};
    const qt_str last = is_tag_of_name(qt_words_tag(words, t)) ? qt_word_lower(words, t) : qt_words_lemma(words, t);
    for (uint32_t n = FORM_WORDS; n > 0; n--) {
        char key[QT_ENTRY_BYTES];
        size_t size = 0;
        if (t + 1 < first + n || (n > 1 && !qt_words_form(words, t + 1 - n, n - 1, key, &size))) continue;
        if (size + 1 + last.size > sizeof key) continue;
        if (size) key[size++] = ' ';
        memcpy(key + size, last.data, last.size);
        const qt_channel_entry *entry = qt_channel_find((qt_str){key, size + last.size});
        if (entry) return (found){entry, {t + 1 - n, t + 1}};
    }
    return none;
}

/* A medium by its form alone: an address, or the call sign of an American station. */
static bool is_medium_by_form(const qt_words *words, uint32_t t)
{
    const qt_str lower = qt_word_lower(words, t);
    if (qt_str_ends(lower, QT_STR(".com")) || qt_str_ends(lower, QT_STR(".co.uk"))) return true;
    return words->text->tokens[t].shape == QT_SHAPE_UPPER && lower.size == 4 &&
           (*lower.data == 'w' || *lower.data == 'k');
}

static bool is_medium(const qt_words *words, const found *at, uint32_t t)
{
    if (is_medium_by_form(words, t)) return true;
    if (!at->entry) return false;
    return has_use(at->entry, "outlet") || (has_use(at->entry, "outlet-name") && qt_token_is_capital(words->text, t));
}

/* The preposition of a noun, or QT_NONE. */
static uint32_t preposition(const qt_words *words, uint32_t noun)
{
    for (uint32_t c = qt_words_child(words, noun, 0); c != QT_NONE && c < noun; c = qt_words_child(words, noun, c + 1))
        if (qt_words_dep(words, c) == QT_DEP_CASE && !qt_words_is(words, c, "'s") && !qt_words_is(words, c, "'"))
            return c;
    return QT_NONE;
}

static bool is_noun_tag(qt_xpos x) { return x == QT_XPOS_NN || x == QT_XPOS_NNS || is_tag_of_name(x); }

/* The verb of the clause that a participle of saying hangs off: "At a briefing he dismissed it, saying …". */
static uint32_t main_verb(const qt_words *words, const qt_draft *d)
{
    const uint32_t top = qt_words_top(words, d->cue.first, d->cue.last);
    const bool participle = qt_words_tag(words, top) == QT_XPOS_VBG && qt_words_dep(words, top) == QT_DEP_ADVCL;
    return participle ? qt_words_head(words, top) : QT_NONE;
}

/* Up the tree from `t` to a token of the cue, and over no verb that is joined to it: the last token below it, or QT_NONE. */
static uint32_t below_cue(const qt_words *words, const qt_draft *d, uint32_t t)
{
    const uint32_t verb = main_verb(words, d);
    for (int i = 0; i < DEPTH && t != QT_NONE; i++) {
        const uint32_t head = qt_words_head(words, t);
        const qt_dep dep = qt_words_dep(words, t);
        if (dep == QT_DEP_CONJ || dep == QT_DEP_PARATAXIS || dep == QT_DEP_CCOMP) return QT_NONE;
        if (head != QT_NONE && (in_run(d->cue, head) || head == verb)) return t;
        t = head;
    }
    return QT_NONE;
}

/* The words of a name or noun hang off its last word or its first: the one that the rest of the phrase knows. */
static uint32_t governor(const qt_words *words, uint32_t t)
{
    for (;;) {
        const qt_dep dep = qt_words_dep(words, t);
        const bool part = dep == QT_DEP_COMPOUND || dep == QT_DEP_FLAT || dep == QT_DEP_NMOD_POSS ||
                          dep == QT_DEP_AMOD || dep == QT_DEP_NMOD_DESC;
        if (!part || qt_words_head(words, t) == QT_NONE) return t;
        t = qt_words_head(words, t);
    }
}

/* "told | the Gazette": nothing but a name's words between the cue and this one, whatever the tree makes of them. */
static bool follows_tell(const qt_words *words, qt_run cue, uint32_t noun)
{
    if (noun < cue.last || noun > cue.last + FORM_WORDS + 1) return false;
    if (!qt_str_equal(qt_words_lemma(words, cue.last - 1), QT_STR("tell"))) return false;
    for (uint32_t t = cue.last; t < noun; t++)
        if (qt_words_tag(words, t) != QT_XPOS_DT && qt_words_tag(words, t) != QT_XPOS_HYPH &&
            !is_tag_of_name(qt_words_tag(words, t)))
            return false;
    return noun + 1 == words->text->token_count || !is_tag_of_name(qt_words_tag(words, noun + 1));
}

/* "told the Gazette", "explained to Radio Tavrin", "speaking to the paper". */
static bool is_addressee(const qt_words *words, qt_run cue, uint32_t noun, uint32_t top)
{
    if (follows_tell(words, cue, noun)) return true;
    const qt_dep dep = qt_words_dep(words, noun);
    const uint32_t verb = qt_words_head(words, noun), before = preposition(words, noun);
    if (verb == QT_NONE || (noun != top && verb != top)) return false;
    if (dep == QT_DEP_OBJ || dep == QT_DEP_IOBJ)
        return before == QT_NONE && qt_str_equal(qt_words_lemma(words, verb), QT_STR("tell"));
    return before != QT_NONE && (qt_words_is(words, before, "to") || qt_words_is(words, before, "with"));
}

/* Whether a noun that hangs off the cue says by what the words came, and from which token on. */
static bool is_channel(const qt_words *words, const qt_draft *d, const found *at, uint32_t t, qt_channel *out,
                       uint32_t *from)
{
    static const char *const places[] = {"in", "at", "during", "via", "through", "over", "before", NULL};
    static const char *const parts[] = {"one", "some", "part", "series", "another", "opening", "end", "start", NULL};
    const uint32_t noun = governor(words, t), top = below_cue(words, d, noun);
    const bool capital = qt_token_is_capital(words->text, t);
    if (top == QT_NONE && !follows_tell(words, d->cue, t)) return false;
    const uint32_t before = preposition(words, noun);
    *from = before == QT_NONE ? at->run.first : before;
    const bool addressee = is_addressee(words, d->cue, noun, top);
    out->type = at->entry ? qt_channel_of(qt_str_of(at->entry->type)) : QT_CHANNEL_INTERVIEW;
    if ((noun == t || top == QT_NONE) && is_medium(words, at, t) && addressee) {
        out->type = QT_CHANNEL_INTERVIEW;
        if (before == QT_NONE) *from = d->cue.first;
        return true;
    }
    if (top == QT_NONE) return false;
    if (before != QT_NONE && is_medium(words, at, t) && !(at->entry && has_use(at->entry, "noun"))) {
        out->type = QT_CHANNEL_BROADCAST;
        return capital && qt_words_is(words, before, "on");
    }
    if (!at->entry || (noun != t && !has_use(at->entry, "platform"))) return false;
    if (!is_noun_tag(qt_words_tag(words, t))) return false;
    const bool addressed = out->type == QT_CHANNEL_NEWS_CONFERENCE || out->type == QT_CHANNEL_MEETING ||
                           out->type == QT_CHANNEL_SPEECH || out->type == QT_CHANNEL_COURT ||
                           out->type == QT_CHANNEL_BROADCAST;
    if (has_use(at->entry, "platform")) return capital && before != QT_NONE;
    if (!has_use(at->entry, "noun")) return false;
    if (addressee && addressed) {
        if (before == QT_NONE) *from = d->cue.first;
        return true;
    }
    if (before == QT_NONE) return false;
    const bool air = out->type == QT_CHANNEL_CALL || out->type == QT_CHANNEL_BROADCAST || out->type == QT_CHANNEL_POST;
    if (qt_words_is(words, before, "by")) return out->type == QT_CHANNEL_MESSAGE || air;
    if (qt_words_is(words, before, "of")) return noun != top && qt_words_among(words, top, parts);
    if (qt_words_is(words, before, "on")) return air; /* "commented on the speech" */
    return qt_words_among(words, before, places) &&
           !(is_tag_of_name(qt_words_tag(words, t)) && qt_words_is(words, before, "in"));
}

/* "tweeted", "issued a statement": the cue's own words; but not what it is about: "responded to the letter". */
static bool is_cue_word(const qt_words *words, const qt_draft *d, const found *at, uint32_t t)
{
    static const char *const about[] = {"to", "on", "about", "of", "against", "for", "over", NULL};
    if (!at->entry || !in_run(d->cue, t)) return false;
    const qt_xpos tag = qt_words_tag(words, t);
    if (!is_noun_tag(tag)) return has_use(at->entry, "verb");
    const uint32_t before = preposition(words, t);
    return !is_tag_of_name(tag) && has_use(at->entry, "noun") && strcmp(at->entry->form, "call") != 0 &&
           t > d->cue.first && (before == QT_NONE || !qt_words_among(words, before, about));
}

/* "The letter says": a source that is a thing and no person with one ("the poll's author"), and one thing: "reports" says
 * of hearsay. A fan or user "of" a platform writes there. */
static bool is_thing(const qt_words *words, const qt_draft *d, const found *at, uint32_t t)
{
    if (!at->entry || d->sources.count != 1 || !in_run(d->sources.items[0], t)) return false;
    const qt_run source = d->sources.items[0];
    if (has_use(at->entry, "platform")) return qt_words_dep(words, t) == QT_DEP_COMPOUND;
    const qt_channel_type type = qt_channel_of(qt_str_of(at->entry->type));
    const qt_xpos tag = qt_words_tag(words, t);
    const bool one = tag == QT_XPOS_NN || (tag == QT_XPOS_NNS && qt_words_child_as(words, t, QT_DEP_DET) != QT_NONE);
    return one && has_use(at->entry, "noun") && qt_words_top(words, source.first, source.last) == t &&
           (type == QT_CHANNEL_STATEMENT || type == QT_CHANNEL_POST || type == QT_CHANNEL_MESSAGE ||
            type == QT_CHANNEL_DOCUMENT);
}

static uint32_t distance(qt_run cue, uint32_t t)
{
    return t < cue.first ? cue.first - t : t < cue.last ? 0 : t - cue.last + 1;
}

void qt_read_channel(const qt_words *words, const qt_draft *d, qt_statement *out)
{
    if (!qt_draft_has_cue(d)) return;
    const qt_sentence *s = &words->text->sentences[words->text->tokens[d->cue.first].sentence];
    int best_rank = 4;
    uint32_t best_distance = QT_NONE;
    for (uint32_t t = s->first; t < s->last; t++) {
        if (in_any(&d->contents, t) || !qt_token_is_word(words->text, t)) continue;
        const found at = entry_at(words, t, s->first);
        if (!at.entry && !is_medium_by_form(words, t)) continue;
        qt_channel channel = {QT_CHANNEL_NONE, {0, 0}};
        uint32_t from = at.run.first;
        int rank = 4;
        if (is_channel(words, d, &at, t, &channel, &from)) {
            rank = 1;
        } else if (is_cue_word(words, d, &at, t)) {
            rank = 2;
            from = d->cue.first;
        } else if (is_thing(words, d, &at, t)) {
            rank = 3;
        }
        if (rank > 1 && rank < 4) channel.type = qt_channel_of(qt_str_of(at.entry->type));
        if (rank > best_rank || rank == 4) continue;
        const uint32_t away = distance(d->cue, t);
        if (rank == best_rank && away >= best_distance) continue;
        best_rank = rank;
        best_distance = away;
        channel.span = qt_run_span(words->text, (qt_run){from < t ? from : t, t + 1});
        out->channel = channel;
    }
}
