/* Persons named by a surname or a given name alone. */
#include "coref/bearers.h"
#include "coref/grouper.h"
#include "coref/lexicon.h"
#include "coref/rules.h"
#include "mentions/lexicon.h"

static bool initial_of(qt_str initial, qt_str name)
{
    bool one = initial.size == 1 || (initial.size == 2 && initial.data[1] == '.');
    return one && name.size && initial.data[0] == name.data[0];
}

static bool same_given(const qt_grouper *g, uint32_t a, uint32_t b)
{
    return qt_str_equal(qt_name_first(g, a), qt_name_first(g, b));
}

/* Whether what stands between given name and surname says that they are two: "Otto Ado Kamm" and "Otto Brand Kamm". An initial
 * stands for a name. */
static bool middle_clashes(const qt_grouper *g, uint32_t a, uint32_t b)
{
    uint32_t i = g->first[a] + 1, k = g->first[b] + 1;
    const uint32_t last_i = g->names[a].last - 1, last_k = g->names[b].last - 1;
    for (; i < last_i && k < last_k; i++, k++) {
        const qt_str x = qt_name_word(g, i), y = qt_name_word(g, k);
        if (!qt_str_equal(x, y) && !initial_of(x, y) && !initial_of(y, x)) return last_i - i == last_k - k;
    }
    return false;
}

static bool fits_initial(const qt_grouper *g, uint32_t a, uint32_t b)
{
    return initial_of(qt_name_first(g, a), qt_name_first(g, b)) || initial_of(qt_name_first(g, b), qt_name_first(g, a));
}

/* Who signs a credit bears no name of the report. */
static bool in_furniture(const qt_grouper *g, uint32_t i) { return qt_is_furniture(g->words->text, g->first[i]); }

static bool in_title(const qt_grouper *g, uint32_t i)
{
    const qt_text *text = g->words->text;
    return text->paragraphs[text->tokens[g->first[i]].paragraph].part == QT_PART_TITLE;
}

/* Whether one of the given names of `run` stands in the text before its bearer: it was somebody else's then. A headline may be
 * short before the text is not. (Surnames come first in too many headlines and summaries that are not marked as such.) */
static bool too_early(const qt_grouper *g, const qt_name_entry *run, size_t count, uint32_t bearer)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t name = run[i].name;
        if (qt_name_person(g, name) && qt_name_length(g, name) == 1 && name < bearer && !in_title(g, name)) return true;
    }
    return false;
}

/* The distinct bearers among the persons of `run` that have a full name; QT_BEARERS_MOST + 1 where there are more. */
static size_t bearers(const qt_grouper *g, const qt_name_entry *run, size_t count, uint32_t out[QT_BEARERS_MOST])
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t name = run[i].name;
        bool known = !qt_name_person(g, name) || qt_name_length(g, name) < 2 || in_furniture(g, name);
        for (size_t k = 0; k < n && !known; k++) known = qt_names_root(g, out[k]) == qt_names_root(g, name);
        if (known) continue;
        if (n == QT_BEARERS_MOST) return n + 1;
        out[n++] = name;
    }
    return n;
}

/* "Brandt and his wife, Ilse Brandt": a surname alone, before a full name in one sentence, is somebody else's, unless the text
 * had the full name before. `run` is in the text's order. */
static bool in_one_sentence(const qt_grouper *g, const qt_name_entry *run, size_t count)
{
    const qt_token *tokens = g->words->text->tokens;
    for (size_t i = 1; i < count; i++) {
        uint32_t a = run[i - 1].name, b = run[i].name;
        if (qt_name_person(g, a) && qt_name_length(g, a) > 1) return false;
        bool persons = qt_name_person(g, a) && qt_name_person(g, b) && qt_name_length(g, b) > 1;
        if (persons && tokens[g->first[a]].sentence == tokens[g->first[b]].sentence) return true;
    }
    return false;
}

/* What a person's name tells: by its title, or the given name. */
static uint8_t gender_of(const qt_grouper *g, uint32_t name)
{
    const qt_span_list *titles = &g->names[name].beside->titles;
    uint8_t gender = qt_name_length(g, name) > 1 ? qt_name_gender(qt_name_first(g, name)) : (uint8_t)QT_GENDER_PERSON;
    for (size_t i = 0; i < titles->count; i++) {
        char sex = qt_title_sex(qt_str_at(g->words->text->bytes, titles->items[i]));
        if (sex) gender = sex == 'm' ? QT_GENDER_MALE : QT_GENDER_FEMALE;
    }
    return gender;
}

/* Whether a word for kin stands near a name in its sentence: "the younger brother of Karl Orlec". */
static bool near_kin(const qt_grouper *g, uint32_t name)
{
    enum { NEAR = 8 };
    const qt_sentence *s = &g->words->text->sentences[g->words->text->tokens[g->first[name]].sentence];
    uint32_t first = g->first[name] > s->first + NEAR ? g->first[name] - NEAR : s->first;
    uint32_t last = g->names[name].last + NEAR < s->last ? g->names[name].last + NEAR : s->last;
    for (uint32_t t = first; t < last; t++)
        if (qt_kin_find(qt_name_word(g, t)) != QT_KIN_NONE) return true;
    return false;
}

/* A surname of several: each use of it alone by what the text had said before. `run` is in the text's order. */
static void share_surname(qt_grouper *g, const qt_name_entry *run, size_t count)
{
    const qt_token *tokens = g->words->text->tokens;
    qt_bearers all = {.count = 0};
    for (size_t i = 0; i < count; i++) {
        uint32_t name = run[i].name;
        const qt_token *token = &tokens[g->first[name]];
        if (!qt_name_person(g, name) || in_furniture(g, name)) continue;
        bool alone = qt_name_length(g, name) == 1;
        const qt_surname_use use = {
            alone ? QT_NONE : qt_names_root(g, name), token->sentence,   token->paragraph,           gender_of(g, name),
            token->quote != QT_QUOTE_OUTSIDE,         in_title(g, name), !alone && near_kin(g, name)};
        uint32_t own = qt_bearers_next(&all, &use);
        if (!alone) continue;
        g->own[name] = own; /* one of them: the surnames alone may not make the bearers one */
        g->nobody[name] = own == QT_NONE;
        g->surname[name] = own != QT_NONE;
    }
}

/* Whether two full names with one given name and one surname are one person's: not a father's and a son's. */
static bool may_be_one(const qt_grouper *g, uint32_t a, uint32_t b)
{
    if (middle_clashes(g, a, b)) return false;
    return qt_name_length(g, a) == qt_name_length(g, b) || !(near_kin(g, a) || near_kin(g, b));
}

/* Full names with one surname that may be one person's, where that is clear; then the surname alone. */
static void join_surname(qt_grouper *g, const qt_name_entry *run, size_t count)
{
    uint32_t who[QT_BEARERS_MOST];
    size_t n = bearers(g, run, count, who);
    if (n > QT_BEARERS_MOST) n = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (same_given(g, who[i], who[k]) && may_be_one(g, who[i], who[k])) qt_names_join(g, who[i], who[k]);
    n = n ? bearers(g, run, count, who) : 0;
    for (size_t i = 0; i < n; i++) {
        size_t like = 0, one = 0;
        for (size_t k = 0; k < n; k++)
            if (k != i && fits_initial(g, who[i], who[k]) && may_be_one(g, who[i], who[k])) like++, one = k;
        if (like == 1) qt_names_join(g, who[i], who[one]);
    }
    n = bearers(g, run, count, who);
    if (n > 1) share_surname(g, run, count);
    bool several = n == 1 && in_one_sentence(g, run, count); /* or more */
    for (size_t i = 0; i < count && n == 1; i++) {
        uint32_t name = run[i].name;
        if (!qt_name_person(g, name) || qt_name_length(g, name) > 1) continue;
        if (several) g->nobody[name] = true;
        else qt_names_join(g, name, who[0]), g->surname[name] = true;
    }
}

/* A given name alone, where one person in the text has it. What is somebody's surname is nobody's given name: "Orlec Rusija" of
 * a headline is not whom the text calls Ada Orlec, then Orlec. */
static void join_given(qt_grouper *g, const qt_name_entry *run, size_t count)
{
    uint32_t who[QT_BEARERS_MOST];
    if (bearers(g, run, count, who) != 1 || too_early(g, run, count, who[0])) return;
    for (size_t i = 0; i < count; i++) {
        const uint32_t name = run[i].name;
        if (!qt_name_person(g, name) || qt_name_length(g, name) > 1) continue;
        if (!g->nobody[name] && !g->surname[name]) qt_names_join(g, name, who[0]);
    }
}

/* By surname: of a single name, the name. */
static qt_str surname(const qt_grouper *g, uint32_t i) { return qt_name_last(g, i); }

void qt_names_group_persons(qt_grouper *g)
{
    qt_by_word(g, surname, join_surname);
    qt_by_word(g, qt_name_first, join_given);
}
