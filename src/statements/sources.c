/* What a source takes in, and whom a relative "who" may mean. English names only: capitals, with "of" and "'s" inside. */
#include "statements/drafts.h"

static bool capital_word(const qt_words *words, uint32_t token)
{
    return qt_token_is_capital(words->text, token) && words->text->tokens[token].quote == QT_QUOTE_OUTSIDE;
}

/* Tokens behind `at`'s left neighbour that join two capitals into one name: "of", "of the", "'s", "-"; 0 if none. */
static uint32_t joint_before(const qt_words *words, uint32_t at, uint32_t floor)
{
    if (at < floor + 2) return 0;
    if (qt_words_is(words, at - 1, "of") || qt_words_is(words, at - 1, "'s") || qt_words_is(words, at - 1, "-"))
        return 1;
    bool of_the = at >= floor + 3 && qt_words_is(words, at - 1, "the") && qt_words_is(words, at - 2, "of");
    return of_the ? 2 : 0;
}

/* The name whose last token stands right before `end`, not before `floor`; empty if there is none. A word of a closed
 * class that a sentence begins with is no name ("In Orsel"), but "The" may belong to one. */
static qt_run name_before(const qt_words *words, uint32_t end, uint32_t floor)
{
    uint32_t first = end;
    while (first > floor) {
        uint32_t joint = first < end ? joint_before(words, first, floor) : 0;
        if (!capital_word(words, first - 1 - joint)) break;
        first -= 1 + joint;
    }
    bool article = first < end && qt_words_is(words, first, "the");
    if (first == end || (article && first + 1 == end) || (!article && qt_is_unnamed(qt_word_lower(words, first))))
        return (qt_run){end, end};
    if (first > floor && qt_words_is(words, first - 1, "the")) first--;
    return (qt_run){first, end};
}

/* Whether a clause can begin right behind token `at - 1`. */
static bool clause_begins(const qt_words *words, uint32_t at, uint32_t floor)
{
    static const char *const openers[] = {"that",    "while", "but", "as", "when", "because", "if", "although",
                                          "whereas", ";",     ":",   "(",  "\"",   "“",       NULL};
    return at == floor || qt_words_among(words, at - 1, openers);
}

/* "Coast Bank, Pier Bank(,) and Home Bank": a source that is a list's last part begins where the list does. Only lists of
 * names that fill their clause up to the source: in "Ada Lunt met Otto Brandt and Rudi Kamm said" there is none. */
static void take_in_list(const qt_words *words, qt_run *source)
{
    uint32_t floor = words->text->sentences[words->text->tokens[source->first].sentence].first, first = source->first;
    bool joined = false, serial = false;
    for (uint32_t t = source->first + 1; t + 1 < source->last; t++)
        joined = joined || (qt_words_is(words, t, "and") && capital_word(words, t + 1));
    if (!capital_word(words, first) && !qt_words_is(words, first, "the")) return;
    for (;;) {
        uint32_t at = first;
        bool conjunction = at > floor && qt_words_is(words, at - 1, "and");
        at -= conjunction;
        bool comma = at > floor && qt_words_is(words, at - 1, ",");
        at -= comma;
        if (at == first) break;
        if (conjunction == joined) return; /* one "and" a list, and before its last part */
        joined = true;
        serial = serial || (conjunction && comma);
        qt_run name = name_before(words, at, floor);
        if (name.first == name.last) return;
        first = name.first;
        /* "Kindly, Ada and Otto said": one word and a comma at a sentence's start may be an adverb. */
        bool adverb = qt_str_ends(qt_word_lower(words, first), QT_STR("ly"));
        if (first == floor && name.last - name.first == 1 && comma && !serial && adverb) return;
    }
    if (clause_begins(words, first, floor)) source->first = first;
}

/* "Ada Lunt | of Orsel Watch said": the house that a name is said to be of, where the cue follows. */
static void take_in_house(const qt_words *words, uint32_t cue, qt_run *source)
{
    uint32_t at = source->last;
    if (at >= cue || !qt_words_is(words, at, "of") || !capital_word(words, at - 1)) return;
    at += at + 1 < cue && qt_words_is(words, at + 1, "the") ? 2 : 1;
    uint32_t begin = at;
    while (at < cue && capital_word(words, at)) at++;
    if (at > begin && at == cue) source->last = at;
}

static bool overlaps(const qt_draft *d, qt_run run)
{
    if (run.first < d->cue.last && d->cue.first < run.last) return true;
    for (size_t i = 0; i < d->contents.count; i++)
        if (run.first < d->contents.items[i].last && d->contents.items[i].first < run.last) return true;
    return false;
}

void qt_sources_complete(const qt_words *words, qt_drafts *drafts)
{
    for (size_t i = 0; i < drafts->count; i++) {
        qt_draft *d = &drafts->items[i];
        if (d->sources.count != 1) continue;
        qt_run run = d->sources.items[0];
        take_in_list(words, &run);
        take_in_house(words, d->cue.first, &run);
        if (!overlaps(d, run)) d->sources.items[0] = run;
    }
}

qt_run qt_antecedent(const qt_words *words, uint32_t who)
{
    /* Behind these a name may be part of what "who" means: "an aide of Ada Lunt, who". */
    static const char *const heads[] = {"of", "for", "from", "at", "in", "on", "near", "to", NULL};
    uint32_t floor = words->text->sentences[words->text->tokens[who].sentence].first;
    uint32_t end = who > floor && qt_words_is(words, who - 1, ",") ? who - 1 : who;
    qt_run name = name_before(words, end, floor);
    bool headed = name.first > floor && qt_words_among(words, name.first - 1, heads);
    return headed ? (qt_run){end, end} : name;
}
