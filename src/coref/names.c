#include "coref/names.h"

#include <stdlib.h>

#include "coref/bearers.h"
#include "coref/lexicon.h"
#include "coref/rules.h"
#include "mentions/lexicon.h"

/* A name by one of its words. */
typedef struct entry {
    qt_str word;
    uint32_t name;
} entry;

typedef struct grouper {
    const qt_words *words;
    const qt_mention *names;
    uint32_t *group;
    bool *nobody;    /* [count] may be two people's */
    uint32_t *own;   /* [count] whose a surname alone is, where several bear it; QT_NONE */
    uint32_t *first; /* [count] the first token of each name, behind its article */
    entry *entries;  /* [count] */
    size_t count;
} grouper;

static uint32_t root(const grouper *g, uint32_t i)
{
    while (g->group[i] != i) i = g->group[i] = g->group[g->group[i]];
    return i;
}

static void join(grouper *g, uint32_t a, uint32_t b)
{
    a = root(g, a);
    b = root(g, b);
    if (a < b) g->group[b] = a;
    else g->group[a] = b;
}

static bool person(const grouper *g, uint32_t i) { return g->names[i].type == QT_MENTION_PERSON; }
static uint32_t length(const grouper *g, uint32_t i) { return g->names[i].last - g->first[i]; }
static qt_str word_at(const grouper *g, uint32_t t) { return qt_word_lower(g->words, t); }
static qt_str last_word(const grouper *g, uint32_t i) { return word_at(g, g->names[i].last - 1); }
static qt_str first_word(const grouper *g, uint32_t i) { return word_at(g, g->first[i]); }

/* All words of a name, one behind the other. */
static qt_str form(const grouper *g, uint32_t first, uint32_t last)
{
    const qt_words *w = g->words;
    return (qt_str){w->lower + w->places[first], w->places[last] - w->places[first]};
}
static qt_str whole(const grouper *g, uint32_t i) { return form(g, g->first[i], g->names[i].last); }

static int compare(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int order = qt_str_compare(a->word, b->word);
    return order ? order : (a->name > b->name) - (a->name < b->name);
}

typedef qt_str word_of(const grouper *g, uint32_t name);
typedef void each_run(grouper *g, const entry *run, size_t count);

/* Calls `each` with the names of every word that `word` gives for several. */
static void by_word(grouper *g, word_of *word, each_run *each)
{
    for (uint32_t i = 0; i < g->count; i++) g->entries[i] = (entry){word(g, i), i};
    if (g->count) qsort(g->entries, g->count, sizeof *g->entries, compare);
    for (size_t i = 0, end; i < g->count; i = end) {
        for (end = i + 1; end < g->count && qt_str_equal(g->entries[end].word, g->entries[i].word);) end++;
        each(g, g->entries + i, end - i);
    }
}

/* The type that most of the names have, and how many. */
static uint8_t usual_type(const grouper *g, const entry *run, size_t count, size_t *of_it)
{
    size_t votes[QT_MENTION_TYPES] = {0};
    uint8_t best = 0;
    for (size_t i = 0; i < count; i++) votes[g->names[run[i].name].type]++;
    for (size_t t = 1; t < QT_MENTION_TYPES; t++)
        if (votes[t] > votes[best]) best = (uint8_t)t;
    *of_it = votes[best];
    return best;
}

/* Names written alike. One word that is now a person's name and now a place's may be two; where four of five say the same,
 * the fifth was misread. */
static void join_alike(grouper *g, const entry *run, size_t count)
{
    size_t votes, last[QT_MENTION_TYPES];
    uint8_t usual = usual_type(g, run, count, &votes);
    bool all = length(g, run[0].name) > 1 || votes * 5 >= count * 4;
    for (size_t t = 0; t < QT_MENTION_TYPES; t++) last[t] = count;
    for (size_t i = 0; i < count; i++) {
        uint8_t type = all ? usual : g->names[run[i].name].type;
        if (last[type] < count) join(g, run[i].name, run[last[type]].name);
        last[type] = i;
    }
}

static bool initial_of(qt_str initial, qt_str name)
{
    bool one = initial.size == 1 || (initial.size == 2 && initial.data[1] == '.');
    return one && name.size && initial.data[0] == name.data[0];
}

static bool same_given(const grouper *g, uint32_t a, uint32_t b)
{
    return qt_str_equal(first_word(g, a), first_word(g, b));
}

static bool fits_initial(const grouper *g, uint32_t a, uint32_t b)
{
    return initial_of(first_word(g, a), first_word(g, b)) || initial_of(first_word(g, b), first_word(g, a));
}

/* Who signs a credit bears no name of the report. */
static bool in_furniture(const grouper *g, uint32_t i) { return qt_is_furniture(g->words->text, g->first[i]); }

static bool in_title(const grouper *g, uint32_t i)
{
    const qt_text *text = g->words->text;
    return text->paragraphs[text->tokens[g->first[i]].paragraph].part == QT_PART_TITLE;
}

/* Whether one of the given names of `run` stands in the text before its bearer: it was somebody else's then. A headline may be
 * short before the text is not. (Surnames come first in too many headlines and summaries that are not marked as such.) */
static bool too_early(const grouper *g, const entry *run, size_t count, uint32_t bearer)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t name = run[i].name;
        if (person(g, name) && length(g, name) == 1 && name < bearer && !in_title(g, name)) return true;
    }
    return false;
}

/* The distinct bearers among the persons of `run` that have a full name; QT_BEARERS_MOST + 1 where there are more. */
static size_t bearers(const grouper *g, const entry *run, size_t count, uint32_t out[QT_BEARERS_MOST])
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t name = run[i].name;
        bool known = !person(g, name) || length(g, name) < 2 || in_furniture(g, name);
        for (size_t k = 0; k < n && !known; k++) known = root(g, out[k]) == root(g, name);
        if (known) continue;
        if (n == QT_BEARERS_MOST) return n + 1;
        out[n++] = name;
    }
    return n;
}

/* "Brandt and his wife, Ilse Brandt": a surname alone, before a full name in one sentence, is somebody else's, unless the text
 * had the full name before. `run` is in the text's order. */
static bool in_one_sentence(const grouper *g, const entry *run, size_t count)
{
    const qt_token *tokens = g->words->text->tokens;
    for (size_t i = 1; i < count; i++) {
        uint32_t a = run[i - 1].name, b = run[i].name;
        if (person(g, a) && length(g, a) > 1) return false;
        bool persons = person(g, a) && person(g, b) && length(g, b) > 1;
        if (persons && tokens[g->first[a]].sentence == tokens[g->first[b]].sentence) return true;
    }
    return false;
}

/* What a person's name tells: by its title, or the given name. */
static uint8_t gender_of(const grouper *g, uint32_t name)
{
    const qt_span_list *titles = &g->names[name].beside->titles;
    uint8_t gender = length(g, name) > 1 ? qt_name_gender(first_word(g, name)) : (uint8_t)QT_GENDER_PERSON;
    for (size_t i = 0; i < titles->count; i++) {
        char sex = qt_title_sex(qt_str_at(g->words->text->bytes, titles->items[i]));
        if (sex) gender = sex == 'm' ? QT_GENDER_MALE : QT_GENDER_FEMALE;
    }
    return gender;
}

/* A surname of several: each use of it alone by what the text had said before. `run` is in the text's order. */
static void share_surname(grouper *g, const entry *run, size_t count)
{
    const qt_token *tokens = g->words->text->tokens;
    qt_bearers all = {.count = 0};
    for (size_t i = 0; i < count; i++) {
        uint32_t name = run[i].name;
        const qt_token *token = &tokens[g->first[name]];
        if (!person(g, name) || in_furniture(g, name)) continue;
        bool alone = length(g, name) == 1;
        const qt_surname_use use = {alone ? QT_NONE : root(g, name), token->sentence, token->paragraph,
                                    gender_of(g, name), token->quote != QT_QUOTE_OUTSIDE, in_title(g, name)};
        uint32_t own = qt_bearers_next(&all, &use);
        if (!alone) continue;
        g->own[name] = own; /* one of them: the surnames alone may not make the bearers one */
        g->nobody[name] = own == QT_NONE;
    }
}

/* Full names with one surname that may be one person's, where that is clear; then the surname alone. */
static void join_surname(grouper *g, const entry *run, size_t count)
{
    uint32_t who[QT_BEARERS_MOST];
    size_t n = bearers(g, run, count, who);
    if (n > QT_BEARERS_MOST) n = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (same_given(g, who[i], who[k])) join(g, who[i], who[k]);
    n = n ? bearers(g, run, count, who) : 0;
    for (size_t i = 0; i < n; i++) {
        size_t like = 0, one = 0;
        for (size_t k = 0; k < n; k++)
            if (k != i && fits_initial(g, who[i], who[k])) like++, one = k;
        if (like == 1) join(g, who[i], who[one]);
    }
    n = bearers(g, run, count, who);
    if (n > 1) share_surname(g, run, count);
    bool several = n == 1 && in_one_sentence(g, run, count); /* or more */
    for (size_t i = 0; i < count && n == 1; i++) {
        uint32_t name = run[i].name;
        if (!person(g, name) || length(g, name) > 1) continue;
        if (several) g->nobody[name] = true;
        else join(g, name, who[0]);
    }
}

/* A given name alone, where one person in the text has it; a surname that nobody has in full is no given name. */
static void join_given(grouper *g, const entry *run, size_t count)
{
    uint32_t who[QT_BEARERS_MOST];
    if (bearers(g, run, count, who) != 1 || too_early(g, run, count, who[0])) return;
    for (size_t i = 0; i < count; i++)
        if (person(g, run[i].name) && length(g, run[i].name) == 1 && !g->nobody[run[i].name])
            join(g, run[i].name, who[0]);
}

/* How many words at the end of an organization's name say no more than that it is one. */
static uint32_t generic_tail(const grouper *g, uint32_t i)
{
    qt_mention_type type;
    uint32_t n = 0;
    while (n + 1 < length(g, i) && qt_head_type(word_at(g, g->names[i].last - 1 - n), &type) &&
           type == QT_MENTION_ORGANIZATION)
        n++;
    return n;
}

static qt_str without_tail(const grouper *g, uint32_t i)
{
    uint32_t tail = g->names[i].type == QT_MENTION_ORGANIZATION ? generic_tail(g, i) : 0;
    return form(g, g->first[i], g->names[i].last - tail);
}

/* "Orlec" and "Orlec Foundation", unless there is an Orlec Bank too. */
static void join_short(grouper *g, const entry *run, size_t count)
{
    uint32_t longer = QT_NONE;
    for (size_t i = 0; i < count; i++) {
        uint32_t name = run[i].name;
        if (g->names[name].type != QT_MENTION_ORGANIZATION || !generic_tail(g, name)) continue;
        if (longer != QT_NONE && root(g, longer) != root(g, name)) return;
        longer = name;
    }
    for (size_t i = 0; longer != QT_NONE && i < count; i++)
        if (g->names[run[i].name].type == QT_MENTION_ORGANIZATION) join(g, run[i].name, longer);
}

/* By surname: of a single name, the name. */
static qt_str surname(const grouper *g, uint32_t i) { return last_word(g, i); }

int qt_names_group(const qt_words *words, const qt_mention *names, size_t count, qt_arena *arena, uint32_t **group,
                   quoth_error *error)
{
    grouper g = {.words = words, .names = names, .count = count};
    g.group = QT_ARENA_NEW(arena, uint32_t, count);
    g.first = QT_ARENA_NEW(arena, uint32_t, count);
    g.entries = QT_ARENA_NEW(arena, entry, count);
    g.nobody = QT_ARENA_NEW(arena, bool, count);
    g.own = QT_ARENA_NEW(arena, uint32_t, count);
    if (!g.group || !g.nobody || !g.own || !g.first || !g.entries) return qt_arena_error(arena, error);
    for (uint32_t i = 0; i < count; i++) {
        bool article = names[i].last - names[i].first > 1 && qt_words_is(words, names[i].first, "the");
        g.group[i] = i;
        g.own[i] = QT_NONE;
        g.first[i] = names[i].first + article;
    }
    by_word(&g, whole, join_alike);
    for (uint32_t i = 0; i < count; i++)
        if (names[i].acronym_of != QT_NONE) join(&g, i, names[i].acronym_of);
    by_word(&g, without_tail, join_short);
    by_word(&g, surname, join_surname);
    by_word(&g, first_word, join_given);
    for (uint32_t i = 0; i < count; i++) g.first[i] = root(&g, g.own[i] == QT_NONE ? i : g.own[i]);
    for (uint32_t i = 0; i < count; i++) g.group[i] = g.nobody[i] ? QT_NONE : g.first[i];
    *group = g.group;
    return QUOTH_OK;
}
