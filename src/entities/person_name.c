/* How the name of a person is read: which words are the given name, the names between, the surname. */
#include "entities/reading.h"

enum { MOST = QT_ENTITY_NAME_WORDS, ONE_SYLLABLE = 5 };

static bool from(qt_str word, qt_origin origin)
{
    const qt_surname_entry *entry = qt_surname_find(word);
    return entry && (qt_origins_of(entry->origin) & QT_BIT(origin));
}

/* Every word reads as Chinese, one at the end is a Chinese surname. Words become Pinyin, with the surname first. */
static bool take_chinese(qt_reading *r)
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

static bool take_korean(qt_reading *r)
{
    if (r->count < 2 || r->count > 3) return false;
    for (size_t i = 0; i < r->count; i++) /* "Park", "Oh" and "Ahn" are spelt as no syllable is */
        if (!qt_is_korean(r->words[i].plain) && !from(r->words[i].plain, QT_ORIGIN_KOREAN)) return false;
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

static unsigned signs(const qt_reading *r)
{
    unsigned set = QT_BIT(QT_ORIGIN_ANY) | r->name->origins;
    for (size_t i = 0; i < r->count; i++) {
        const qt_given_entry *given = qt_given_find(r->words[i].plain);
        set |= r->words[i].origins | (given ? qt_origins_of(given->origin) : 0) | qt_ending_origins(r->words[i].plain);
    }
    return set;
}

/* Whether the last of the words is the given name. */
static void find_order(qt_reading *r)
{
    const qt_folded *last = &r->words[r->count - 1], *first = &r->words[0];
    const qt_given_entry *given = qt_given_find(last->plain);
    unsigned from_there = given ? qt_origins_of(given->origin) : 0;
    bool patronymic = r->count == 3 && qt_is_patronymic(last->plain) && !qt_is_patronymic(r->words[1].plain);
    bool turned = r->count == 2 && given && !qt_given_find(first->plain) && first->plain.size > 1 &&
                  ((from_there & QT_BIT(QT_ORIGIN_HUNGARIAN)) || (qt_ending_origins(first->plain) & from_there));
    if ((r->comma && r->count > 1) || patronymic || turned) r->name->order = QT_ORDER_FAMILY;
}

static bool make_part(const qt_reading *r, qt_str plain, qt_part *out)
{
    *out = (qt_part){.plain = plain, .initial = plain.size == 1};
    for (unsigned o = 0; o < QT_ORIGINS; o++) {
        if (!(r->name->origins & QT_BIT(o))) continue;
        out->romanised[o] = qt_romanise(plain, (qt_origin)o, r->arena);
        if (!out->romanised[o].data) return false;
    }
    return true;
}

/* "lee" and "rhee" are "yi" by the Korean rules; by all others they stay what they are, for a "Lee" who stands alone. */
static bool make_surname(const qt_reading *r, qt_str plain, qt_part *out)
{
    if (!make_part(r, plain, out)) return false;
    const qt_surname_entry *entry = qt_surname_find(plain);
    if (!entry || !(r->name->origins & QT_BIT(QT_ORIGIN_KOREAN))) return true;
    out->romanised[QT_ORIGIN_KOREAN] = qt_romanise(qt_str_of(entry->as), QT_ORIGIN_KOREAN, r->arena);
    return out->romanised[QT_ORIGIN_KOREAN].data != NULL;
}

static bool make_parts(qt_reading *r)
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
            if (!qt_reading_join(r, given, NULL)) return false;
            if (surname) surname--;
        }
    for (size_t i = 1; i < r->count && !asian;) { /* "Jean-Pierre", "Smith-Jones" */
        if (!r->words[i].hyphen) {
            i++;
            continue;
        }
        if (!qt_reading_join(r, i - 1, NULL)) return false;
        if (surname) surname--;
    }
    if (!make_surname(r, r->words[surname].plain, &name->surname)) return false;
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
static bool make_compound(const qt_reading *r)
{
    qt_person_name *name = r->name;
    if (name->middle_count == 0 || name->given.initial || name->middles[0].initial) return true;
    qt_folded both[] = {{.plain = name->given.plain}, {.plain = name->middles[0].plain}};
    qt_words words = {both, 2};
    qt_str joined = qt_fold_join(&words, 0, 2, "", r->arena);
    if (!joined.data) return false;
    return joined.size > QT_FOLD_BYTES || make_part(r, joined, &name->compound);
}

/* "Orlec, Anna" turns the name round; what else stands behind a comma ("Anna Orlec, 41") is none of it. */
static void take_comma(qt_reading *r)
{
    size_t at = 1;
    while (at < r->count && !r->words[at].comma) at++;
    if (at >= r->count) return;
    bool digits = r->words[at].plain.data[0] >= '0' && r->words[at].plain.data[0] <= '9';
    r->comma = at == 1 && !digits;
    if (!r->comma) r->count = at;
}

static int compare_words(const void *a, const void *b)
{
    return qt_str_compare(((const qt_folded *)a)->plain, ((const qt_folded *)b)->plain);
}

/* The sorted words, for names whose order nobody knows. */
static bool join_all(const qt_reading *r, qt_str *out)
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
    qt_reading r = {.count = words.count, .arena = arena, .name = out};
    memcpy(r.words, words.items, words.count * sizeof *words.items);
    for (size_t i = 0; i < r.count; i++) {
        out->vowelless |= r.words[i].vowelless;
        out->foreign |= r.words[i].foreign;
    }
    qt_reading_suffixes(&r);
    take_comma(&r);
    if (!qt_reading_arabic(&r)) return qt_arena_error(arena, error);
    qt_reading_particles(&r);
    if (!join_all(&r, &out->all)) return qt_arena_error(arena, error);
    if (!take_chinese(&r) && !take_korean(&r)) find_order(&r);
    out->origins = signs(&r);
    if (!make_parts(&r) || !make_compound(&r)) return qt_arena_error(arena, error);
    out->full = out->given.plain.size > 0 && !out->given.initial && !out->surname.initial;
    if (out->foreign) out->full = out->all.size >= 6; /* two Chinese characters or more */
    out->common = out->full && is_common(out);
    out->lone = r.count == 1 && qt_is_lone_given(out->surname.plain);
    *readable = out->surname.plain.size > 0;
    return 0;
}
