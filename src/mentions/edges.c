/* Where a name begins and ends, by CoNLL-2003's conventions (Tjong Kim Sang & De Meulder 2003). */
#include "base/utf8.h"
#include "mentions/read.h"

static bool has_letter(qt_str token)
{
    for (size_t i = 0; i < token.size;) {
        uint32_t code;
        i += qt_utf8_decode(token, i, &code);
        if (qt_is_letter(code) || qt_is_digit(code)) return true;
    }
    return false;
}

static bool is_opening(qt_str token) { return qt_str_equal(token, QT_STR("(")) || qt_str_equal(token, QT_STR("[")); }

static bool is_closing(qt_str token) { return qt_str_equal(token, QT_STR(")")) || qt_str_equal(token, QT_STR("]")); }

static bool is_quote(const qt_reader *r, uint32_t t)
{
    uint8_t shape = r->text->tokens[t].shape;
    return shape == QT_SHAPE_DOUBLE_QUOTE || shape == QT_SHAPE_SINGLE_QUOTE;
}

static bool is_possessive(const qt_reader *r, uint32_t t)
{
    return qt_str_equal(qt_folded(r, t), QT_STR("'s")) || qt_str_equal(qt_folded(r, t), QT_STR("'"));
}

/* The first mark in the name that has no partner there: a bracket, or a quotation mark of an odd number; last if none. */
static uint32_t lone_mark(const qt_reader *r, const qt_name *name)
{
    uint32_t open = name->last, quote = name->last, depth = 0;
    for (uint32_t t = name->first; t < name->last; t++) {
        qt_str token = qt_token_str(r, t);
        if (is_opening(token) && depth++ == 0) open = t;
        if (is_closing(token) && depth-- == 0) return t;
        if (is_quote(r, t) && !is_possessive(r, t)) quote = quote == name->last ? t : name->last;
    }
    return depth && open < quote ? open : quote;
}

/* A mark that is no part of a name that begins or ends with it. A full stop inside a sentence is an abbreviation's. */
static bool is_edge(const qt_reader *r, uint32_t t)
{
    qt_str token = qt_token_str(r, t);
    if (qt_str_equal(token, QT_STR("."))) return t + 1 == r->text->sentences[r->text->tokens[t].sentence].last;
    return !has_letter(token) && !is_opening(token) && !is_closing(token) && !is_quote(r, t) &&
           qt_str_compare(token, QT_STR("!")) != 0 && qt_str_compare(token, QT_STR("$")) != 0;
}

/* "and", "of the": what joins a name to something else ends none. */
static bool is_joint(const qt_reader *r, uint32_t t)
{
    static const char *const words[] = {"and", "or", "of", "the", "for", NULL};
    for (const char *const *word = words; *word; word++)
        if (qt_str_equal(qt_token_str(r, t), qt_str_of(*word))) return true;
    return false;
}

/* "$" and "!" may be part of a name; marks alone are none. */
static bool is_wordless(const qt_reader *r, const qt_name *name)
{
    for (uint32_t t = name->first; t < name->last; t++)
        if (has_letter(qt_token_str(r, t))) return false;
    return true;
}

/* "McDonald's" and "St. John's" keep theirs: only of people is an 's at the end sure to be another word. */
static void trim(qt_reader *r, qt_name *name)
{
    qt_name was = *name;
    bool people = name->type == QT_MENTION_PERSON || name->type == QT_MENTION_GROUP;
    if (people && is_possessive(r, name->last - 1)) name->last--;
    while (name->first < name->last && is_edge(r, name->last - 1) && !is_possessive(r, name->last - 1)) name->last--;
    while (name->first + 1 < name->last && is_joint(r, name->last - 1)) name->last--;
    while (name->first < name->last && is_edge(r, name->first)) name->first++;
    for (uint32_t mark; name->first < name->last && (mark = lone_mark(r, name)) < name->last;) {
        if (mark == name->first) name->first++;
        else name->last = mark;
    }
    if (is_wordless(r, name)) name->last = name->first;
    qt_name_clear(r, was.first, name->first);
    qt_name_clear(r, name->last, was.last);
}

/* "Mr." and "President" are before a person's name, not in it. */
static void trim_titles(qt_reader *r, qt_name *name)
{
    uint32_t first = name->first;
    for (const qt_title_entry *title; first + 1 < name->last; first++) {
        title = qt_title_find(qt_token_str(r, first));
        if (!title || qt_title_may_be_name(title)) break;
    }
    if (first > name->first) qt_name_set(r, first, name->last, name->type);
    qt_name_clear(r, name->first, first);
    name->first = first;
}

/* "Kamm of NORA": the person, then the body. */
static void trim_body(qt_reader *r, qt_name *name)
{
    const qt_token *tokens = r->text->tokens;
    uint32_t of = name->first + 1;
    while (of < name->last && !qt_str_equal(qt_token_str(r, of), QT_STR("of"))) of++;
    if (of + 1 >= name->last || tokens[of - 1].shape != QT_SHAPE_TITLE ||
        tokens[name->last - 1].shape != QT_SHAPE_UPPER)
        return;
    qt_name_clear(r, of, of + 1);
    qt_name_set(r, of + 1, name->last, QT_MENTION_ORGANIZATION);
    name->last = of;
}

/* "US-backed", "British-based" as three tokens: the name is what stands before the hyphen, if a table knows it. */
static void trim_participle(qt_reader *r, qt_name *name)
{
    uint32_t hyphen = name->first + 1;
    while (hyphen < name->last && !qt_str_equal(qt_token_str(r, hyphen), QT_STR("-"))) hyphen++;
    if (hyphen + 1 >= name->last || r->text->tokens[hyphen + 1].shape != QT_SHAPE_LOWER) return;
    qt_str before = qt_str_at(r->text->bytes, qt_tokens_span(r, name->first, hyphen));
    bool people = qt_is_people(before);
    if (!people && !qt_is_place(before)) return;
    qt_name_clear(r, hyphen, name->last);
    qt_name_set(r, name->first, hyphen, people ? QT_MENTION_GROUP : QT_MENTION_PLACE);
    name->last = hyphen;
}

/* "Dana Orlec Foundation" is no person: the name goes on to the capitalised word that says what it is. */
static void extend_person(qt_reader *r, qt_name *name)
{
    qt_mention_type type;
    uint32_t next = name->last;
    if (next >= r->text->token_count || r->tags[next] || r->text->tokens[next].shape != QT_SHAPE_TITLE) return;
    if (!qt_token_is(r, name->first, next, qt_folded(r, next)) || !qt_head_type(qt_folded(r, next), &type)) return;
    if (type == QT_MENTION_ORGANIZATION || type == QT_MENTION_PLACE) qt_name_set(r, name->first, next + 1, type);
}

/* The capitalised word that a hyphen, without a blank, ties to token `t` on the side of `step`; QT_NONE. */
static uint32_t tied(const qt_reader *r, uint32_t t, int step)
{
    const qt_token *tokens = r->text->tokens;
    for (int i = 1; i <= 2; i++) {
        uint32_t next = t + (uint32_t)(i * step), near = next - (uint32_t)step;
        if (next >= r->text->token_count || tokens[next].sentence != tokens[t].sentence) return QT_NONE;
        uint32_t left = step > 0 ? near : next, right = step > 0 ? next : near;
        if (tokens[left].span.end != tokens[right].span.begin) return QT_NONE;
        if (i == 1 && !qt_str_equal(qt_token_str(r, next), QT_STR("-"))) return QT_NONE;
        if (i == 2 && tokens[next].shape == QT_SHAPE_TITLE) return next;
    }
    return QT_NONE;
}

/* "Frank-" of "Frank-Orlo Kamm", tagged as a person of its own; "Kamm-Orlec" may be two. */
static bool is_forename(const qt_reader *r, uint32_t t, const qt_name *name)
{
    return r->tags[t] == 2 * QT_MENTION_PERSON + 1 && name->last - name->first > 1;
}

/* "Man" of "Norland Watch Man-kei Kamm", tagged as the end of the name before: no name begins with a small syllable. */
static bool is_first_syllable(const qt_reader *r, uint32_t t, uint32_t first, const qt_name *name)
{
    const bool small = r->text->tokens[first].shape == QT_SHAPE_LOWER && name->last - first > 1;
    return small && (r->tags[t] == 2 * QT_MENTION_ORGANIZATION + 2 || r->tags[t] == 2 * QT_MENTION_PERSON + 2);
}

/* "Orlec" of "John Rhys-Orlec", tagged as a person of its own, behind a given name; "Rudi Kamm-Ada Lunt" are two. Of "Rhys-Orlec"
 * the tree tells whether it is one. */
static bool is_surname(const qt_reader *r, uint32_t t, const qt_name *name)
{
    const bool goes_on = t + 1 < r->text->token_count && r->tags[t + 1] == 2 * QT_MENTION_PERSON + 2;
    const bool flat = r->syntax->words && qt_dep_at(r->syntax, t) == QT_DEP_FLAT &&
                      qt_name_head(r, name->first, t + 1) == name->first;
    return r->tags[t] == 2 * QT_MENTION_PERSON + 1 && !goes_on && (flat || name->last - name->first > 1);
}

/* "won" of "Moon Jae-won": the second syllable of a given name behind its surname, where the name ends at the first; else QT_NONE. */
static uint32_t second_syllable(const qt_reader *r, const qt_name *name)
{
    enum { LONGEST = 5 };
    const qt_token *tokens = r->text->tokens;
    const uint32_t hyphen = name->last, t = name->last + 1;
    if (name->last - name->first != 2 || t >= r->text->token_count || !qt_surname_is_first(qt_folded(r, name->first)))
        return QT_NONE;
    const bool tied = qt_str_equal(qt_token_str(r, hyphen), QT_STR("-")) &&
                      tokens[hyphen - 1].span.end == tokens[hyphen].span.begin &&
                      tokens[hyphen].span.end == tokens[t].span.begin &&
                      tokens[t].sentence == tokens[hyphen - 1].sentence;
    const bool syllables = qt_token_str(r, hyphen - 1).size <= LONGEST && qt_token_str(r, t).size <= LONGEST;
    return tied && syllables && tokens[t].shape == QT_SHAPE_LOWER ? t : QT_NONE;
}

/* "Abdel-Fattah Orlec": no person's name begins or ends inside a hyphenated word. */
static void extend_over_hyphens(qt_reader *r, qt_name *name)
{
    uint32_t first = name->first, last = name->last, t;
    while (first >= 2 && (t = tied(r, first, -1)) != QT_NONE &&
           (!r->tags[t] || is_forename(r, t, name) || is_first_syllable(r, t, first, name)))
        first = t;
    while ((t = tied(r, last - 1, 1)) != QT_NONE && (!r->tags[t] || is_surname(r, t, name))) last = t + 1;
    if (last == name->last && (t = second_syllable(r, name)) != QT_NONE) last = t + 1;
    if (first == name->first && last == name->last) return;
    qt_name_set(r, first, last, name->type);
    name->first = first;
    name->last = last;
}

/* "Democratic People's Republic of Norland": cut to "Republic of Norland" it is another state. */
static void extend_republic(qt_reader *r, qt_name *name)
{
    const qt_token *tokens = r->text->tokens;
    uint32_t first = name->first;
    if (first < 2 || !qt_str_equal(qt_folded(r, first), QT_STR("republic")) || !is_possessive(r, first - 1)) return;
    first--;
    const uint32_t least = r->text->sentences[tokens[first].sentence].first;
    for (bool people = true; first > least && tokens[first - 1].shape == QT_SHAPE_TITLE; first--, people = false)
        if (first - 1 == least && !people && !r->tags[least]) break; /* any word has a capital there: "In", "The" */
    if (first + 1 == name->first) return;
    qt_name_set(r, first, name->last, name->type);
    name->first = first;
}

void qt_repair_edges(qt_reader *r)
{
    uint32_t at = 0;
    for (qt_name name; qt_name_next(r, &at, &name);) {
        trim(r, &name);
        if (name.first == name.last) continue;
        if (name.type == QT_MENTION_PERSON) {
            trim_titles(r, &name);
            trim_body(r, &name);
            extend_over_hyphens(r, &name);
            extend_person(r, &name);
        } else if (name.type == QT_MENTION_PLACE || name.type == QT_MENTION_ORGANIZATION) {
            extend_republic(r, &name);
        } else if (name.type == QT_MENTION_GROUP || name.type == QT_MENTION_OTHER) {
            trim_participle(r, &name);
        }
    }
}
