/* Bodies named in short. */
#include "coref/grouper.h"
#include "coref/lexicon.h"
#include "mentions/lexicon.h"

/* "Foundation", "Inc.". */
static bool says_kind(qt_str word)
{
    qt_mention_type type;
    return (qt_head_type(word, &type) && type == QT_MENTION_ORGANIZATION) ||
           (qt_body_sign(word, false) & (QT_BODY_COMPANY | QT_BODY_AIRLINE));
}

/* How many words at the end of an organization's name say no more than that it is one. */
static uint32_t generic_tail(const qt_grouper *g, uint32_t i)
{
    uint32_t n = 0;
    while (n + 1 < qt_name_length(g, i) && says_kind(qt_name_word(g, g->names[i].last - 1 - n))) n++;
    return n;
}

static qt_str without_tail(const qt_grouper *g, uint32_t i)
{
    uint32_t tail = g->names[i].type == QT_MENTION_ORGANIZATION ? generic_tail(g, i) : 0;
    return qt_name_words(g, g->first[i], g->names[i].last - tail);
}

/* "Orlec" and "Orlec Foundation", unless there is an Orlec Bank too. */
static void join_short(qt_grouper *g, const qt_name_entry *run, size_t count)
{
    uint32_t longer = QT_NONE;
    for (size_t i = 0; i < count; i++) {
        uint32_t name = run[i].name;
        if (g->names[name].type != QT_MENTION_ORGANIZATION || !generic_tail(g, name)) continue;
        if (longer != QT_NONE && qt_names_root(g, longer) != qt_names_root(g, name)) return;
        longer = name;
    }
    for (size_t i = 0; longer != QT_NONE && i < count; i++)
        if (g->names[run[i].name].type == QT_MENTION_ORGANIZATION) qt_names_join(g, run[i].name, longer);
}

enum { MOST_LETTERS = 10, FEWEST_LETTERS = 3 };

/* The letters of a name that is nothing else ("FBI", "F.B.I."), or the capitals that its words begin with, in lower case;
 * empty where they are too few. */
static qt_str letters(const qt_grouper *g, uint32_t i)
{
    const qt_text *text = g->words->text;
    const bool one = qt_name_length(g, i) == 1;
    const uint8_t type = g->names[i].type;
    qt_str none = {"", 0}, word = qt_str_at(text->bytes, text->tokens[g->first[i]].span);
    char out[MOST_LETTERS];
    size_t n = 0;
    if (type != QT_MENTION_ORGANIZATION) return none;
    for (size_t k = 0; one && k < word.size; k++) {
        if (word.data[k] == '.') continue;
        if (word.data[k] < 'A' || word.data[k] > 'Z' || n == MOST_LETTERS) return none;
        out[n++] = (char)(word.data[k] - 'A' + 'a');
    }
    for (uint32_t t = g->first[i]; !one && t < g->names[i].last; t++) {
        char c = text->bytes.data[text->tokens[t].span.begin];
        if (c < 'A' || c > 'Z') continue;
        if (n == MOST_LETTERS) return none;
        out[n++] = (char)(c - 'A' + 'a');
    }
    if (n < FEWEST_LETTERS) return none;
    qt_str copy = qt_arena_copy(g->words->arena, (qt_str){out, n});
    if (!copy.data) *g->words->full = true;
    return copy.data ? copy : none;
}

/* "FBI", where one name alone in the text has these initials: brackets are not the only way to explain an acronym. */
static void join_letters(qt_grouper *g, const qt_name_entry *run, size_t count)
{
    uint32_t full = QT_NONE, acronym = QT_NONE;
    if (!run[0].word.size) return;
    for (size_t i = 0; i < count; i++) {
        uint32_t name = run[i].name, *of = qt_name_length(g, name) == 1 ? &acronym : &full;
        if (*of != QT_NONE && qt_names_root(g, *of) != qt_names_root(g, name)) return;
        *of = name;
    }
    if (full != QT_NONE && acronym != QT_NONE) qt_names_join(g, full, acronym);
}

int qt_names_group_bodies(qt_grouper *g, qt_arena *arena, quoth_error *error)
{
    qt_by_word(g, letters, join_letters);
    if (*g->words->full) return qt_arena_error(arena, error);
    qt_by_word(g, without_tail, join_short);
    return QUOTH_OK;
}
