/* How the name of a person is read: which words are the given name, the names between, the surname. */
#include "entities/entities.h"
#include "entities/names.h"

enum { MOST = QT_ENTITY_NAME_WORDS, ONE_SYLLABLE = 5 };

typedef struct reading {
    qt_folded words[MOST];
    size_t count;
    bool comma; /* "Orlec, Anna" */
    qt_arena *arena;
    qt_person_name *name;
} reading;

static bool is_kind(qt_str word, const char *kind)
{
    const qt_word_entry *entry = qt_name_word_find(word);
    return entry && qt_is(entry->kind, kind);
}

static bool is_initial(const qt_folded *w) { return w->plain.size == 1; }

/* "y" and "e" join surnames, "Y." and "E." do not. */
static bool is_particle(const qt_folded *w)
{
    return is_kind(w->plain, "particle") && !(is_initial(w) && (w->capitals || w->dotted));
}

static void drop(reading *r, size_t at)
{
    memmove(&r->words[at], &r->words[at + 1], (r->count - at - 1) * sizeof *r->words);
    r->count--;
}

/* Joins the word at `at` and the one behind it. */
static bool join(reading *r, size_t at, const char *prefix)
{
    qt_folded *a = &r->words[at];
    const qt_folded *b = &r->words[at + 1];
    qt_str head = prefix ? qt_str_of(prefix) : a->plain;
    if (head.size + b->plain.size > QT_FOLD_BYTES) { /* no name is that long: what is too much is left out */
        drop(r, at + 1);
        return true;
    }
    char *data = qt_arena_alloc(r->arena, head.size + b->plain.size, 1);
    if (!data) return false;
    memcpy(data, head.data, head.size);
    memcpy(data + head.size, b->plain.data, b->plain.size);
    a->plain = (qt_str){data, head.size + b->plain.size};
    a->origins |= b->origins;
    a->dotted = b->dotted;
    drop(r, at + 1);
    return true;
}

/* "Jr.", "III", "PhD" at the end, where a given name and a surname stand before. */
static void take_suffixes(reading *r)
{
    while (r->count > 1) {
        const qt_folded *last = &r->words[r->count - 1];
        const qt_word_entry *entry = qt_name_word_find(last->plain);
        if (!entry) return;
        if (qt_is(entry->kind, "generation") && (r->count > 2 || last->dotted || last->comma))
            r->name->generation = (uint8_t)(entry->as[0] - '0');
        else if (!(qt_is(entry->kind, "letters") && r->count > 2 && last->capitals > 1)) return;
        r->count--;
        if (last->comma) r->comma = false;
    }
}

/* "Abdulrahman" as "abd" and the rest. */
static bool split_servant(reading *r, qt_folded *w)
{
    for (size_t n = 6; n >= 5; n--) {
        const qt_word_entry *entry = w->plain.size > n + 2 ? qt_name_word_find((qt_str){w->plain.data, n}) : NULL;
        if (!entry || !qt_is(entry->kind, "servant")) continue;
        size_t kept = strlen(entry->as), rest = w->plain.size - n;
        char *data = qt_arena_alloc(r->arena, kept + rest, 1);
        if (!data) return false;
        memcpy(data, entry->as, kept);
        memcpy(data + kept, w->plain.data + n, rest);
        w->plain = (qt_str){data, kept + rest};
        r->name->origins |= QT_BIT(QT_ORIGIN_ARABIC);
        return true;
    }
    return true;
}

/* The Arabic article, "bin", "abu" and "abd". */
static bool take_arabic(reading *r)
{
    for (size_t i = 0; i < r->count;) {
        const qt_word_entry *entry = qt_name_word_find(r->words[i].plain);
        if (!split_servant(r, &r->words[i])) return false;
        bool more = i + 1 < r->count, joined = more && r->words[i + 1].hyphen;
        if (!entry || !more) {
            i++;
        } else if (qt_is(entry->kind, "article") && (joined || r->words[i].plain.data[1] == 'l')) {
            r->name->origins |= QT_BIT(QT_ORIGIN_ARABIC);
            r->words[i + 1].hyphen = false;
            drop(r, i);
        } else if (qt_is(entry->kind, "parent") && i > 0) {
            r->name->origins |= QT_BIT(QT_ORIGIN_ARABIC);
            drop(r, i);
        } else if (qt_is(entry->kind, "kunya") || qt_is(entry->kind, "servant")) {
            const qt_word_entry *next = qt_name_word_find(r->words[i + 1].plain);
            r->name->origins |= QT_BIT(QT_ORIGIN_ARABIC);
            if (next && qt_is(next->kind, "article") && i + 2 < r->count) drop(r, i + 1);
            if (!join(r, i, entry->as)) return false;
            i++;
        } else {
            i++;
        }
    }
    return true;
}

/* "von", "de la": dropped within the name, and before a surname that stands alone. */
static void drop_particles(reading *r)
{
    size_t proper = 0;
    for (size_t i = 0; i < r->count; i++) proper += !is_particle(&r->words[i]);
    for (size_t i = 0; i < r->count && r->count > 1;) {
        bool particle = is_particle(&r->words[i]) && i + 1 < r->count && (i > 0 || proper == 1) &&
                        !r->words[i].hyphen && !r->words[i + 1].hyphen;
        if (particle) drop(r, i);
        else i++;
    }
}

static bool from(qt_str word, qt_origin origin)
{
    const qt_surname_entry *entry = qt_surname_find(word);
    return entry && (qt_origins_of(entry->origin) & QT_BIT(origin));
}

/* Every word reads as Chinese, one at the end is a Chinese surname. Words become Pinyin, with the surname first. */
static bool take_chinese(reading *r)
{
    char pinyin[MOST][QT_FOLD_BYTES];
    size_t sizes[MOST];
    if (r->count < 2 || r->count > 4) return false;
    for (int wade_giles = 0; wade_giles < 2; wade_giles++) {
        size_t i = 0;
        while (i < r->count && qt_pinyin(r->words[i].plain, wade_giles, pinyin[i], &sizes[i])) i++;
        if (i < r->count) continue;
        bool first = from((qt_str){pinyin[0], sizes[0]}, QT_ORIGIN_CHINESE);
        bool last = from((qt_str){pinyin[i - 1], sizes[i - 1]}, QT_ORIGIN_CHINESE) && !r->words[i - 1].hyphen;
        if (!first && !last) return false;
        for (size_t k = 0; k < r->count; k++) {
            r->words[k].plain = qt_arena_copy(r->arena, (qt_str){pinyin[k], sizes[k]});
            if (!r->words[k].plain.data) return false;
        }
        bool given_joined = r->count > 2 || (r->count == 2 && sizes[1] > 5); /* "Wang Xiaoming" */
        r->name->order = first && (!last || given_joined) ? QT_ORDER_FAMILY : first ? QT_ORDER_OPEN : QT_ORDER_GIVEN;
        r->name->origins |= QT_BIT(QT_ORIGIN_CHINESE);
        return true;
    }
    return false;
}

static bool take_korean(reading *r)
{
    if (r->count < 2 || r->count > 3) return false;
    for (size_t i = 0; i < r->count; i++)
        if (!qt_is_korean(r->words[i].plain)) return false;
    bool first = from(r->words[0].plain, QT_ORIGIN_KOREAN), last = from(r->words[r->count - 1].plain, QT_ORIGIN_KOREAN);
    if (r->count == 2 && !(first && last)) {
        const qt_given_entry *given = qt_given_find(r->words[first ? 1 : 0].plain);
        if ((!first && !last) || given) return false;
        r->name->order = first ? QT_ORDER_FAMILY : QT_ORDER_GIVEN;
        r->name->origins |= QT_BIT(QT_ORIGIN_KOREAN);
        return true;
    }
    if (r->count == 3 && first && !r->words[1].hyphen) r->name->order = QT_ORDER_FAMILY;
    else if (r->count == 3 && last && r->words[1].hyphen) r->name->order = QT_ORDER_GIVEN;
    else return false;
    r->name->origins |= QT_BIT(QT_ORIGIN_KOREAN);
    return true;
}

static unsigned signs(const reading *r)
{
    unsigned set = QT_BIT(QT_ORIGIN_ANY) | r->name->origins;
    for (size_t i = 0; i < r->count; i++) {
        const qt_given_entry *given = qt_given_find(r->words[i].plain);
        set |= r->words[i].origins | (given ? qt_origins_of(given->origin) : 0) | qt_ending_origins(r->words[i].plain);
    }
    return set;
}

/* Whether the last of the words is the given name. */
static void find_order(reading *r)
{
    const qt_folded *last = &r->words[r->count - 1], *first = &r->words[0];
    const qt_given_entry *given = qt_given_find(last->plain);
    unsigned from_there = given ? qt_origins_of(given->origin) : 0;
    if (r->comma && r->count > 1) r->name->order = QT_ORDER_FAMILY;
    else if (r->count == 3 && qt_is_patronymic(last->plain) && !qt_is_patronymic(r->words[1].plain))
        r->name->order = QT_ORDER_FAMILY;
    else if (r->count == 2 && given && !qt_given_find(first->plain) && !is_initial(first) &&
             ((from_there & QT_BIT(QT_ORIGIN_HUNGARIAN)) || (qt_ending_origins(first->plain) & from_there)))
        r->name->order = QT_ORDER_FAMILY;
}

static bool make_part(const reading *r, qt_str plain, qt_part *out)
{
    *out = (qt_part){.plain = plain, .initial = plain.size == 1};
    for (unsigned o = 0; o < QT_ORIGINS; o++) {
        if (!(r->name->origins & QT_BIT(o))) continue;
        out->romanised[o] = qt_romanise(plain, (qt_origin)o, r->arena);
        if (!out->romanised[o].data) return false;
    }
    return true;
}

/* A surname as the table has it: "lee" and "rhee" are "yi" in a Korean name. */
static qt_str surname_of(const reading *r, qt_str plain)
{
    const qt_surname_entry *entry = qt_surname_find(plain);
    return entry && (r->name->origins & QT_BIT(QT_ORIGIN_KOREAN)) ? qt_str_of(entry->as) : plain;
}

static bool make_parts(reading *r)
{
    qt_person_name *name = r->name;
    bool asian = name->origins & (QT_BIT(QT_ORIGIN_CHINESE) | QT_BIT(QT_ORIGIN_KOREAN));
    size_t given = 0, surname = r->count - 1;
    if (name->order != QT_ORDER_GIVEN && r->count > 1 && (name->order == QT_ORDER_FAMILY || asian)) {
        given = 1;
        surname = 0;
    }
    if (asian) /* the syllables of the given name are one word */
        while (r->count > 2) {
            if (!join(r, given, NULL)) return false;
            if (surname) surname--;
        }
    for (size_t i = 1; i < r->count && !asian;) { /* "Jean-Pierre", "Smith-Jones" */
        if (!r->words[i].hyphen) {
            i++;
            continue;
        }
        if (!join(r, i - 1, NULL)) return false;
        if (surname) surname--;
    }
    if (!make_part(r, surname_of(r, r->words[surname].plain), &name->surname)) return false;
    if (r->count == 1) return true;
    if (given >= r->count) return make_part(r, (qt_str){NULL, 0}, &name->given);
    if (!make_part(r, r->words[given].plain, &name->given)) return false;
    for (size_t i = 0; i < r->count && name->middle_count < QT_NAME_MIDDLES; i++)
        if (i != given && i != surname && !make_part(r, r->words[i].plain, &name->middles[name->middle_count++]))
            return false;
    return true;
}

static bool is_common(const qt_person_name *name)
{
    const qt_given_entry *given = qt_given_find(name->given.plain);
    const qt_surname_entry *surname = qt_surname_find(name->surname.plain);
    if (!surname || surname->common[0] != 'y') return false;
    bool asian = name->origins & (QT_BIT(QT_ORIGIN_CHINESE) | QT_BIT(QT_ORIGIN_KOREAN));
    return given ? given->common[0] == 'y' : asian && name->given.plain.size <= ONE_SYLLABLE;
}

/* The given name and the first of those between as one. */
static bool make_compound(const reading *r)
{
    qt_person_name *name = r->name;
    if (name->middle_count == 0 || name->given.initial || name->middles[0].initial) return true;
    qt_folded both[] = {{.plain = name->given.plain}, {.plain = name->middles[0].plain}};
    qt_words words = {both, 2};
    qt_str joined = qt_fold_join(&words, 0, 2, "", r->arena);
    if (!joined.data) return false;
    return joined.size > QT_FOLD_BYTES || make_part(r, joined, &name->compound);
}

static int compare_words(const void *a, const void *b)
{
    return qt_str_compare(((const qt_folded *)a)->plain, ((const qt_folded *)b)->plain);
}

/* The sorted words, for names whose order nobody knows. */
static bool join_all(const reading *r, qt_str *out)
{
    qt_folded sorted[MOST];
    memcpy(sorted, r->words, r->count * sizeof *sorted);
    for (size_t i = 1; i < r->count; i++)
        for (size_t k = i; k > 0 && compare_words(&sorted[k - 1], &sorted[k]) > 0; k--) {
            qt_folded t = sorted[k];
            sorted[k] = sorted[k - 1];
            sorted[k - 1] = t;
        }
    qt_words words = {sorted, r->count};
    *out = qt_fold_join(&words, 0, words.count, " ", r->arena);
    return out->data != NULL;
}

int qt_person_name_read(qt_str name, qt_arena *arena, qt_person_name *out, bool *readable, quoth_error *error)
{
    qt_words words;
    *readable = false;
    *out = (qt_person_name){.printed = name};
    int rc = qt_fold_words(name, MOST, arena, &words, error);
    if (rc || words.count == 0) return rc;
    reading r = {.count = words.count, .arena = arena, .name = out};
    memcpy(r.words, words.items, words.count * sizeof *words.items);
    for (size_t i = 0; i < r.count; i++) {
        r.comma |= r.words[i].comma && i > 0;
        out->vowelless |= r.words[i].vowelless;
        out->foreign |= r.words[i].foreign;
    }
    take_suffixes(&r);
    if (!take_arabic(&r)) return qt_arena_error(arena, error);
    drop_particles(&r);
    if (!join_all(&r, &out->all)) return qt_arena_error(arena, error);
    if (!take_chinese(&r) && !take_korean(&r)) find_order(&r);
    out->origins = signs(&r);
    if (!make_parts(&r) || !make_compound(&r)) return qt_arena_error(arena, error);
    out->full = out->given.plain.size > 0 && !out->given.initial && !out->surname.initial;
    if (out->foreign) out->full = out->all.size >= 6; /* two Chinese characters or more */
    out->common = out->full && is_common(out);
    *readable = out->surname.plain.size > 0;
    return 0;
}
