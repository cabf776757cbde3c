/* The keys of a profile. Whatever compares as SAME or PROPOSED by its name shares one of them:
 *
 *   p:  a given name and a surname, sorted; ps:, pa: … as the rules of an origin leave them       fine
 *   s:  a surname                                                                                 coarse
 *   x:  a name without romanisation                                                               fine
 *   o:  the words of a body, sorted; oc: without the generic words at its end                     fine
 *   ot: the plural that ends the name of a team; oa: initials of a body; og: its generic words without places                                  coarse
 *   ob: a name that says that it is a body's, whatever a tagger took it for                       fine
 *   l:  a place; ls: … as the rules of an origin leave it                                         fine */
#include <stdlib.h>

#include "entities/profile.h"

typedef struct collector {
    qt_entity_keys *out;
    qt_arena *arena;
    bool failed;
} collector;

static void add(collector *c, const char *prefix, char tag, qt_str a, qt_str b, qt_key_level level)
{
    char text[QT_ENTITY_KEY_BYTES];
    size_t used = 0;
    if (a.size == 0 || c->out->count == QT_ENTITY_KEYS) return;
    qt_str parts[] = {qt_str_of(prefix), {&tag, tag != 0}, QT_STR(":"), a, b.size ? QT_STR(" ") : b, b};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t n = parts[i].size < sizeof text - used ? parts[i].size : sizeof text - used;
        if (n) memcpy(text + used, parts[i].data, n);
        used += n;
    }
    for (size_t i = 0; i < c->out->count; i++)
        if (qt_str_equal(c->out->items[i].text, (qt_str){text, used})) return;
    qt_str copy = qt_arena_copy(c->arena, (qt_str){text, used});
    if (copy.data) c->out->items[c->out->count++] = (qt_entity_key){copy, level};
    else c->failed = true;
}

static const char tags[QT_ORIGINS] = {0, 's', 'a', 'g', 't', 'k', 'c', 'h'};

static void add_sorted(collector *c, const char *prefix, char tag, qt_str a, qt_str b)
{
    bool order = qt_str_compare(a, b) <= 0;
    add(c, prefix, tag, order ? a : b, order ? b : a, QT_KEY_FINE);
}

/* A given name with a surname: as printed, and as each full name that it may stand for. */
static void add_pair(collector *c, const qt_part *given, const qt_part *surname, qt_origin o)
{
    char s[QT_FOLD_BYTES], g[QT_FOLD_BYTES];
    qt_str family = qt_skeleton(surname->romanised[o], o, s);
    add_sorted(c, "p", tags[o], qt_skeleton(given->romanised[o], o, g), family);
    const qt_given_entry *entry = qt_given_find(given->plain);
    for (const char *full = entry ? entry->full : ""; *full;) {
        size_t size = strcspn(full, "/");
        qt_str romanised = qt_romanise((qt_str){full, size}, o, c->arena);
        if (!romanised.data) c->failed = true;
        else add_sorted(c, "p", tags[o], qt_skeleton(romanised, o, g), family);
        full += size + (full[size] == '/');
    }
}

static void add_person(collector *c, const qt_person_name *name)
{
    if (name->foreign) {
        if (name->full) add(c, "x", 0, name->all, (qt_str){"", 0}, QT_KEY_FINE);
        return;
    }
    if (name->surname.initial) return;
    for (unsigned o = 0; o < QT_ORIGINS; o++) {
        char s[QT_FOLD_BYTES];
        if (name->surname.romanised[o].size == 0) continue;
        add(c, "s", tags[o], qt_skeleton(name->surname.romanised[o], (qt_origin)o, s), (qt_str){"", 0}, QT_KEY_COARSE);
        if (!name->full) continue;
        add_pair(c, &name->given, &name->surname, (qt_origin)o);
        if (name->compound.plain.size) add_pair(c, &name->compound, &name->surname, (qt_origin)o);
        for (size_t i = 0; i < name->middle_count; i++) /* "Anna Tavin" in "Anna Tavin Orlec" */
            if (!name->middles[i].initial) add_pair(c, &name->given, &name->middles[i], (qt_origin)o);
    }
}

static int compare_words(const void *a, const void *b)
{
    return qt_str_compare(((const qt_body_word *)a)->plain, ((const qt_body_word *)b)->plain);
}

/* Words joined, as many as a key has room for. */
static qt_str join(const qt_body_word *words, size_t count, char *out)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (i && used < QT_ENTITY_KEY_BYTES) out[used++] = ' ';
        size_t room = QT_ENTITY_KEY_BYTES - used, n = words[i].plain.size < room ? words[i].plain.size : room;
        memcpy(out + used, words[i].plain.data, n);
        used += n;
    }
    return (qt_str){out, used};
}

/* The initials of the words, once for each number of words that may be left out at the end. */
static void add_initials(collector *c, const qt_body_name *name)
{
    char initials[QT_ENTITY_KEY_BYTES];
    const qt_body_word *words[QT_ENTITY_KEY_BYTES];
    size_t count = 0;
    for (size_t i = 0; i < name->count && count < sizeof initials; i++) {
        if (!name->words[i].initial) continue;
        words[count] = &name->words[i];
        initials[count++] = name->words[i].initial;
    }
    for (size_t n = count; n > 1; n--) {
        add(c, "oa", 0, (qt_str){initials, n}, (qt_str){"", 0}, QT_KEY_COARSE);
        bool may_go =
            words[n - 1]->letter ? n == count && n > 3 && qt_is_tail_initial(initials[n - 1]) : words[n - 1]->tail;
        if (!may_go) return;
    }
}

static int add_body(collector *c, const qt_body_name *name, quoth_error *error)
{
    char text[QT_ENTITY_KEY_BYTES];
    const qt_str none = {"", 0};
    qt_body_word *words = QT_ARENA_NEW(c->arena, qt_body_word, name->count);
    if (!words) return qt_arena_error(c->arena, error);
    size_t core = name->count, left = 0;
    while (core > 1 && name->words[core - 1].generic) core--;
    if (!name->words[core - 1].generic) add(c, "oc", 0, join(name->words, core, text), none, QT_KEY_FINE);
    memcpy(words, name->words, name->count * sizeof *words);
    qsort(words, name->count, sizeof *words, compare_words);
    add(c, "o", 0, join(words, name->count, text), none, QT_KEY_FINE);
    if (name->letters) add(c, "o", 0, name->exact, none, QT_KEY_FINE);
    if (name->body) add(c, "ob", 0, name->exact, none, QT_KEY_FINE);
    if (name->team) add(c, "ot", 0, name->words[name->count - 1].plain, none, QT_KEY_COARSE);
    bool generic = true;
    for (size_t i = 0; i < name->count; i++) {
        if (words[i].place) continue;
        generic &= words[i].generic;
        words[left++] = words[i];
    }
    if (generic && left) add(c, "og", 0, join(words, left, text), none, QT_KEY_COARSE);
    if (name->count == 2 && qt_str_equal(words[0].plain, QT_STR("government")) && left == 1)
        for (size_t i = 0; i < 2; i++) /* beside the place that is used for it */
            if (name->words[i].place) add(c, "l", 0, name->words[i].plain, none, QT_KEY_FINE);
    add_initials(c, name);
    return 0;
}

static void add_place(collector *c, const qt_body_name *name)
{
    char s[QT_FOLD_BYTES];
    add(c, "l", 0, name->joined, (qt_str){"", 0}, QT_KEY_FINE);
    if (name->body) add(c, "ob", 0, name->exact, (qt_str){"", 0}, QT_KEY_FINE);
    if (name->origin != QT_ORIGIN_ANY)
        add(c, "l", tags[name->origin], qt_skeleton(name->romanised, name->origin, s), (qt_str){"", 0}, QT_KEY_FINE);
}

static int compare_keys(const void *a, const void *b)
{
    return qt_str_compare(((const qt_entity_key *)a)->text, ((const qt_entity_key *)b)->text);
}

int qt_read_keys(const qt_read *profile, qt_arena *arena, qt_entity_keys *out, quoth_error *error)
{
    qt_entity_keys keys = {.count = 0};
    collector c = {.out = &keys, .arena = arena};
    for (size_t i = 0; i < profile->person_count; i++) add_person(&c, &profile->persons[i]);
    for (size_t i = 0; i < profile->body_count; i++) {
        if (profile->profile->type == QT_MENTION_PLACE) {
            add_place(&c, &profile->bodies[i]);
            continue;
        }
        int rc = add_body(&c, &profile->bodies[i], error);
        if (rc) return rc;
    }
    if (c.failed) return qt_arena_error(arena, error);
    qsort(keys.items, keys.count, sizeof *keys.items, compare_keys);
    *out = keys;
    return 0;
}

int qt_entity_keys_of(const qt_profile *profile, qt_arena *arena, qt_entity_keys *out, quoth_error *error)
{
    qt_read read;
    int rc = qt_profile_read(profile, arena, &read, error);
    return rc ? rc : qt_read_keys(&read, arena, out, error);
}
