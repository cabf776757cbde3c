/* What is left of a word once the ways of romanising it are taken out (lexicon/romanisations.tsv). */
#include "entities/fold.h"

static bool stands(const qt_rule_entry *rule, size_t at, size_t length, size_t size)
{
    switch (rule->where[0]) {
    case 'b': return at == 0;
    case 'e': return at > 0 && at + length == size;
    case 'a': return qt_is(rule->where, "any");
    default: return false;
    }
}

/* The rows of one origin, which stand together in the table. */
static const qt_rule_entry *rules_of(qt_origin origin, size_t *count)
{
    size_t all, first = 0;
    const qt_rule_entry *rules = qt_rules(&all);
    const char *name = qt_origin_name(origin);
    while (first < all && !qt_is(rules[first].origin, name)) first++;
    size_t last = first;
    while (last < all && qt_is(rules[last].origin, name)) last++;
    *count = last - first;
    return rules + first;
}

/* The longest of the rules at `at`; of two as long, the one that asks for a place. NULL where none fits. */
static const qt_rule_entry *rule_at(qt_str word, size_t at, const qt_rule_entry *rules, size_t count)
{
    const qt_rule_entry *best = NULL;
    for (size_t i = 0; i < count; i++) {
        const qt_rule_entry *rule = &rules[i];
        if (rule->from[0] != word.data[at]) continue;
        size_t length = strlen(rule->from);
        if (length > word.size - at || memcmp(rule->from, word.data + at, length) != 0) continue;
        if (!stands(rule, at, length, word.size)) continue;
        if (!best || length > strlen(best->from) || (length == strlen(best->from) && rule->where[0] != 'a'))
            best = rule;
    }
    return best;
}

/* A letter written twice counts once; a class may follow its own letter. */
static size_t put(char *out, size_t used, const char *letters)
{
    for (; *letters && used < QT_FOLD_BYTES; letters++)
        if (used == 0 || out[used - 1] != *letters) out[used++] = *letters;
    return used;
}

qt_str qt_romanise(qt_str plain, qt_origin origin, qt_arena *arena)
{
    char out[QT_FOLD_BYTES];
    size_t used = 0, count;
    const qt_rule_entry *rules = rules_of(origin, &count);
    for (size_t at = 0; at < plain.size;) {
        const qt_rule_entry *rule = rule_at(plain, at, rules, count);
        char letter[2] = {plain.data[at], 0};
        used = put(out, used, rule ? rule->to : letter);
        at += rule ? strlen(rule->from) : 1;
    }
    return qt_arena_copy(arena, (qt_str){out, used});
}

/* The letter that an "alike" row lets agree with `c`; 0 where it is none of the row. */
static char partner(const qt_rule_entry *rule, char c)
{
    const char other = (char)(rule->from[0] == c ? rule->to[0] : rule->to[0] == c ? rule->from[0] : 0);
    return other && qt_is(rule->where, "alike") ? other : 0;
}

static bool letters_alike(char a, char b, const qt_rule_entry *rules, size_t count)
{
    if (a == b) return true;
    for (size_t i = 0; i < count; i++)
        if (partner(&rules[i], a) == b) return true;
    return false;
}

bool qt_romanised_alike(qt_str a, qt_str b, qt_origin origin)
{
    if (a.size != b.size || a.size == 0) return false;
    if (qt_str_equal(a, b)) return true;
    size_t count;
    const qt_rule_entry *rules = rules_of(origin, &count);
    for (size_t i = 0; i < a.size; i++)
        if (!letters_alike(a.data[i], b.data[i], rules, count)) return false;
    return true;
}

/* One letter for all that agree with `c`, with those that agree with these, and so on: the first lower case one. */
static char class_of(char c, const qt_rule_entry *rules, size_t count)
{
    char class[32] = {c}, first = c;
    size_t size = 1;
    for (size_t at = 0; at < size; at++)
        for (size_t i = 0; i < count; i++) {
            const char other = partner(&rules[i], class[at]);
            if (!other || memchr(class, other, size) || size == sizeof class) continue;
            class[size++] = other;
            if (other >= 'a' && (first < 'a' || other < first)) first = other;
        }
    return first;
}

qt_str qt_skeleton(qt_str romanised, qt_origin origin, char *out)
{
    bool consonants = origin == QT_ORIGIN_ARABIC;
    size_t used = 0, count;
    const qt_rule_entry *rules = rules_of(origin, &count);
    for (size_t i = 0; i < romanised.size && used < QT_FOLD_BYTES; i++) {
        char c = class_of(romanised.data[i], rules, count); /* "a" for every vowel but "u" */
        if (consonants && (c == 'u' || c == 'a' || c == 'h' || c == 'w' || c == 'y') && used + i > 0) continue;
        if (used && out[used - 1] == c) continue;
        out[used++] = c;
    }
    return (qt_str){out, used};
}
