/* How the name of a body or a place is read: the words that count, spelt one way. */
#include "entities/entities.h"
#include "entities/names.h"
#include "mentions/lexicon.h"

enum { MOST = QT_ENTITY_NAME_WORDS, MOST_UNITS = 40, LONGEST_PHRASE = 6, TEAM_WORDS = 4, PLURAL = 5 };

typedef struct reading {
    qt_words words;
    qt_body_word units[MOST_UNITS];
    size_t count;
    bool place;
    qt_arena *arena;
    qt_body_name *name;
} reading;

static void add(reading *r, qt_body_word word)
{
    if (r->count < MOST_UNITS) r->units[r->count++] = word;
}

/* A word of its own, with what the table says of it. */
static void add_word(reading *r, qt_str printed, qt_str plain)
{
    const qt_word_entry *entry = qt_body_word_find(plain);
    qt_body_word word = {.printed = printed, .plain = plain, .initial = plain.data[0]};
    if (entry && !qt_is(entry->kind, "short")) {
        word.plain = qt_str_of(entry->as);
        const qt_word_entry *as = qt_body_word_find(word.plain);
        const char *kind = as ? as->kind : entry->kind;
        word.head = qt_is(kind, "head");
        word.tail = qt_is(kind, "tail");
        word.generic = word.head || word.tail || qt_is(kind, "generic");
    }
    word.place = qt_is_place(printed);
    add(r, word);
}

static bool is_kind(qt_str word, const char *kind)
{
    const qt_word_entry *entry = qt_body_word_find(word);
    return entry && qt_is(entry->kind, kind);
}

/* The words of an exonym's "as"; `demonym` is the initial of the one word that stands for them, or 0. */
static void add_phrase(reading *r, const char *as, bool is_place, char demonym)
{
    size_t first = r->count;
    for (const char *at = as; *at;) {
        size_t size = strcspn(at, " ");
        qt_str word = {at, size};
        if (!is_kind(word, "small") && r->count < MOST_UNITS) {
            add_word(r, word, word);
            qt_body_word *unit = &r->units[r->count - 1];
            unit->place = is_place;
            if (demonym) unit->initial = (char)(r->count - 1 == first ? demonym : 0);
        }
        at += size + (at[size] == ' ');
    }
}

/* "DoJ", "FBI", "UN": a word in capitals, short; in a name in capitals throughout no word is one unless it stands alone. */
static bool is_acronym(const reading *r, size_t at)
{
    const qt_folded *w = &r->words.items[at];
    if (w->foreign || w->plain.size != w->letters || w->letters < 1 || w->letters > 8 || w->origins) return false;
    if (w->capitals == w->letters) {
        if (w->letters > 1 || w->dotted || w->hyphen) return true;
        return at + 1 < r->words.count && r->words.items[at + 1].hyphen;
    }
    return w->capitals >= 2 && w->letters <= 5 && w->capitals + 1 >= w->letters && w->printed.data[0] >= 'A' &&
           w->printed.data[0] <= 'Z';
}

static bool all_capitals(const reading *r)
{
    size_t long_words = 0;
    for (size_t i = 0; i < r->words.count; i++) {
        const qt_folded *w = &r->words.items[i];
        if (w->capitals < w->letters) return false;
        long_words += w->letters > 5;
    }
    return r->words.count > 1 && long_words > 0;
}

static void add_letters(reading *r, size_t at)
{
    const qt_folded *w = &r->words.items[at];
    for (size_t i = 0; i < w->plain.size; i++) {
        bool small = w->capitals < w->letters && w->printed.size == w->plain.size && w->printed.data[i] >= 'a';
        if (small) continue; /* the "o" of "DoJ" */
        add(r,
            (qt_body_word){
                .printed = w->printed, .plain = {w->plain.data + i, 1}, .initial = w->plain.data[i], .letter = true});
        r->name->letters++;
    }
}

/* The longest phrase at `at` that the table of exonyms has; the number of its words, 0 for none. */
static size_t phrase_at(reading *r, size_t at, size_t last, const qt_exonym_entry **entry)
{
    char phrase[QT_FOLD_BYTES];
    size_t used = 0, best = 0;
    for (size_t i = at; i < last && i < at + LONGEST_PHRASE; i++) {
        qt_str plain = r->words.items[i].plain;
        if (used + plain.size + 1 > sizeof phrase) break;
        if (i > at) phrase[used++] = ' ';
        memcpy(phrase + used, plain.data, plain.size);
        used += plain.size;
        const qt_exonym_entry *found = qt_exonym_find((qt_str){phrase, used});
        if (!found) continue;
        bool alone = i == at && used <= 3; /* "US", "who": three letters are a name in capitals only */
        if (alone && r->words.items[at].capitals < r->words.items[at].letters) continue;
        *entry = found;
        best = i + 1 - at;
    }
    return best;
}

/* "F.B.I." as "fbi": the number of its letters where the table has it. */
static size_t dotted_at(const reading *r, size_t at, size_t last, const qt_exonym_entry **entry)
{
    char letters[LONGEST_PHRASE];
    size_t n = 0;
    for (; n < LONGEST_PHRASE && at + n < last; n++) {
        const qt_folded *w = &r->words.items[at + n];
        if (w->plain.size != 1 || !w->dotted || w->capitals != 1) break;
        letters[n] = w->plain.data[0];
    }
    *entry = n > 1 ? qt_exonym_find((qt_str){letters, n}) : NULL;
    return *entry ? n : 0;
}

static void read_words(reading *r, size_t last)
{
    bool shouting = all_capitals(r);
    while (last > 1 && is_kind(r->words.items[last - 1].plain, "legal")) last--; /* "Co Ltd" */
    for (size_t at = 0; at < last;) {
        const qt_exonym_entry *entry = NULL;
        size_t n = phrase_at(r, at, last, &entry);
        if (!n) n = dotted_at(r, at, last, &entry);
        const qt_folded *w = &r->words.items[at];
        if (n && !(r->place && qt_is(entry->kind, "body"))) {
            bool place = !qt_is(entry->kind, "body");
            r->name->exonym |= qt_is(entry->kind, "place");
            r->name->alias |= !place;
            add_phrase(r, entry->as, place, (char)(qt_is(entry->kind, "demonym") ? w->plain.data[0] : 0));
            at += n;
            continue;
        }
        if (!shouting && !r->place && is_acronym(r, at)) add_letters(r, at);
        else if (!is_kind(w->plain, "small")) add_word(r, w->printed, w->plain);
        at++;
    }
}

static bool join_units(reading *r)
{
    qt_body_name *name = r->name;
    size_t size = 0, used = 0;
    for (size_t i = 0; i < name->count; i++) size += name->words[i].plain.size + 1;
    char *data = qt_arena_alloc(r->arena, size, 1);
    if (!data) return false;
    for (size_t i = 0; i < name->count; i++) {
        if (i) data[used++] = ' ';
        memcpy(data + used, name->words[i].plain.data, name->words[i].plain.size);
        used += name->words[i].plain.size;
    }
    name->joined = (qt_str){data, used};
    return true;
}

/* Where a place's name comes from, and what is left of it without its romanisation. */
static bool romanise(reading *r)
{
    unsigned set = 0;
    for (size_t i = 0; i < r->words.count; i++)
        set |= r->words.items[i].origins | qt_ending_origins(r->words.items[i].plain);
    qt_origin origin = set & QT_BIT(QT_ORIGIN_SLAVIC)  ? QT_ORIGIN_SLAVIC
                       : set & QT_BIT(QT_ORIGIN_GREEK) ? QT_ORIGIN_GREEK
                                                       : QT_ORIGIN_ANY;
    r->name->origin = origin;
    r->name->romanised =
        qt_romanise((qt_str){r->name->joined.data, r->name->joined.size > QT_FOLD_BYTES ? 0 : r->name->joined.size},
                    origin, r->arena);
    return r->name->romanised.data != NULL;
}

/* "Kestrels", but not "Glass", "Ministers", "Airlines": words that bodies bear in common are in body_words.tsv. */
static bool is_team(const qt_body_word *last)
{
    const qt_str s = last->plain;
    return s.size >= PLURAL && s.data[s.size - 1] == 's' && !strchr("sui", s.data[s.size - 2]) && !last->generic &&
           !last->place;
}

static void describe(reading *r)
{
    qt_body_name *name = r->name;
    name->team = name->count <= TEAM_WORDS && !name->alias && is_team(&name->words[name->count - 1]);
    qt_mention_type type;
    name->body =
        name->count > 1 && qt_head_type(name->words[name->count - 1].plain, &type) && type == QT_MENTION_ORGANIZATION;
    name->generic = name->count > 0;
    name->acronym = name->letters > 0 && name->letters == name->count;
    for (size_t i = 0; i < name->count; i++) {
        name->generic &= name->words[i].generic;
        name->inverts |= name->words[i].head;
    }
}

int qt_body_name_read(qt_str name, bool place, qt_arena *arena, qt_body_name *out, bool *readable, quoth_error *error)
{
    *readable = false;
    *out = (qt_body_name){.printed = name};
    reading r = {.place = place, .arena = arena, .name = out};
    int rc = qt_fold_words(name, MOST, arena, &r.words, error);
    if (rc || r.words.count == 0) return rc;
    size_t last = r.words.count;
    for (size_t i = 1; i < r.words.count && place; i++)
        if (r.words.items[i].comma) {
            last = i;
            break;
        }
    out->exact = qt_fold_join(&r.words, 0, last, " ", arena);
    out->within = qt_fold_join(&r.words, last, r.words.count, " ", arena);
    if (!out->exact.data || !out->within.data) return qt_arena_error(arena, error);
    read_words(&r, last);
    if (r.count == 0) return 0;
    if (place && r.count > 1 && qt_str_equal(r.units[r.count - 1].plain, QT_STR("city"))) r.count--;
    out->words = QT_ARENA_NEW(arena, qt_body_word, r.count);
    if (!out->words) return qt_arena_error(arena, error);
    memcpy(out->words, r.units, r.count * sizeof *r.units);
    out->count = r.count;
    if (!join_units(&r) || (place && !romanise(&r))) return qt_arena_error(arena, error);
    describe(&r);
    *readable = true;
    return 0;
}
