/* Titles, roles and descriptions as sets of words, and whether two agree. */
#include "entities/roles.h"

#include "mentions/lexicon.h"

static bool has(const qt_role *role, qt_str word)
{
    for (size_t i = 0; i < role->count; i++)
        if (qt_str_equal(role->words[i], word)) return true;
    return false;
}

/* Keeps the words sorted. */
static void put(qt_role *role, qt_str word, bool noun)
{
    if (role->count == QT_ROLE_WORDS || has(role, word)) return;
    size_t at = role->count++;
    for (; at > 0 && qt_str_compare(role->words[at - 1], word) > 0; at--) {
        role->words[at] = role->words[at - 1];
        role->noun[at] = role->noun[at - 1];
    }
    role->words[at] = word;
    role->noun[at] = noun;
    role->nouns += noun;
}

static void put_phrase(qt_role *role, const char *as)
{
    for (const char *at = as; *at;) {
        size_t size = strcspn(at, " ");
        put(role, (qt_str){at, size}, false);
        at += size + (at[size] == ' ');
    }
}

static void read_word(qt_role *role, const qt_folded *w, bool last)
{
    const qt_word_entry *entry = qt_body_word_find(w->plain);
    qt_str word = entry && !qt_is(entry->kind, "legal") ? qt_str_of(entry->as) : w->plain;
    const qt_exonym_entry *exonym = qt_exonym_find(w->plain);
    bool noun = qt_is_role(word) || qt_is_role(w->plain) || (role->office && last);
    if (entry && (qt_is(entry->kind, "small") || qt_is(entry->kind, "past"))) return;
    if (entry && qt_is(entry->kind, "lesser") && !last) {
        role->lesser = true;
        noun = false;
    }
    if (exonym && (w->plain.size > 3 || w->capitals == w->letters)) put_phrase(role, exonym->as);
    else put(role, word, noun);
}

static int read_role(qt_str printed, bool title, qt_arena *arena, qt_roles *out, quoth_error *error)
{
    qt_words words;
    const qt_title_entry *entry = title ? qt_title_find(printed) : NULL;
    if (entry && !qt_title_is_office(entry)) return 0; /* "Mr." says nothing of what one does */
    int rc = qt_fold_words(printed, QT_ROLE_WORDS, arena, &words, error);
    if (rc || words.count == 0) return rc;
    qt_role *role = &out->items[out->count++];
    role->printed = printed;
    role->office = title;
    for (size_t i = 0; i < words.count; i++) read_word(role, &words.items[i], i + 1 == words.count);
    return 0;
}

int qt_roles_read(qt_strs titles, qt_strs roles, qt_arena *arena, qt_roles *out, quoth_error *error)
{
    size_t title_count = titles.count < QT_ENTITY_NAMES ? titles.count : QT_ENTITY_NAMES;
    size_t role_count = roles.count < QT_ENTITY_NAMES ? roles.count : QT_ENTITY_NAMES;
    *out = (qt_roles){.items = QT_ARENA_NEW(arena, qt_role, title_count + role_count)};
    if (!out->items) return qt_arena_error(arena, error);
    for (size_t i = 0; i < title_count + role_count; i++) {
        bool title = i < title_count;
        int rc = read_role(title ? titles.items[i] : roles.items[i - title_count], title, arena, out, error);
        if (rc) return rc;
    }
    return 0;
}

/* -1 they differ, 1 one noun agrees, 2 an office and a role with it, 3 more than the noun. */
static int grade(const qt_role *a, const qt_role *b)
{
    size_t shared = 0, nouns = 0, least = a->count < b->count ? a->count : b->count;
    for (size_t i = 0; i < a->count; i++) {
        if (!has(b, a->words[i])) continue;
        shared++;
        for (size_t k = 0; k < b->count; k++)
            nouns += qt_str_equal(a->words[i], b->words[k]) && (a->noun[i] || b->noun[k]);
    }
    if (a->lesser != b->lesser) return -1;
    if (shared >= 2 && (shared == least || (shared >= 3 && nouns))) return 3;
    if (nouns == 0) return -1;
    if (shared == least && (a->office || b->office)) return 2;
    if (shared == least) return 1;
    return -1; /* "mayor of Tavin", "mayor of Lisgard" */
}

bool qt_strings_before(qt_str a, qt_str b, qt_str c, qt_str d)
{
    bool ab = qt_str_compare(a, b) <= 0, cd = qt_str_compare(c, d) <= 0;
    int order = qt_str_compare(ab ? a : b, cd ? c : d);
    return order ? order < 0 : qt_str_compare(ab ? b : a, cd ? d : c) < 0;
}

int qt_roles_compare(const qt_roles *a, const qt_roles *b, const qt_role **x, const qt_role **y)
{
    int best = -2;
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++) {
            int g = grade(&a->items[i], &b->items[k]);
            if (g < best) continue;
            if (g == best && !qt_strings_before(a->items[i].printed, b->items[k].printed, (*x)->printed, (*y)->printed))
                continue;
            best = g;
            *x = &a->items[i];
            *y = &b->items[k];
        }
    return best == -2 ? 0 : best;
}

bool qt_descriptions_agree(const qt_roles *a, const qt_roles *b, const qt_role **x, const qt_role **y)
{
    bool found = false;
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++) {
            const qt_role *s = &a->items[i], *t = &b->items[k];
            size_t shared = 0;
            for (size_t w = 0; w < s->count; w++) shared += has(t, s->words[w]);
            if (shared < 2 || (found && !qt_strings_before(s->printed, t->printed, (*x)->printed, (*y)->printed)))
                continue;
            found = true;
            *x = s;
            *y = t;
        }
    return found;
}
