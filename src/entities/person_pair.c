/* Two names of people: what they have in common. */
#include "entities/names.h"

static bool skeletons_agree(const qt_part *a, const qt_part *b)
{
    char x[QT_FOLD_BYTES], y[QT_FOLD_BYTES];
    qt_str s = qt_skeleton(a->romanised[QT_ORIGIN_ARABIC], QT_ORIGIN_ARABIC, x);
    qt_str t = qt_skeleton(b->romanised[QT_ORIGIN_ARABIC], QT_ORIGIN_ARABIC, y);
    return s.size > 1 && qt_str_equal(s, t);
}

bool qt_parts_agree(const qt_part *a, const qt_part *b, unsigned origins, bool *romanised)
{
    if (a->plain.size == 0 || b->plain.size == 0) return false;
    if (qt_str_equal(a->plain, b->plain)) return true;
    for (unsigned o = 0; o < QT_ORIGINS; o++) {
        if (!(origins & QT_BIT(o)) || !qt_romanised_alike(a->romanised[o], b->romanised[o], (qt_origin)o)) continue;
        *romanised = true;
        return true;
    }
    return false;
}

/* The names of `cell`, "aleksandr/aleksei": whether `other` has one of them. */
static bool cells_meet(const char *cell, const char *other)
{
    for (const char *at = cell; *at;) {
        size_t size = strcspn(at, "/");
        for (const char *to = other; *to;) {
            size_t n = strcspn(to, "/");
            if (n == size && memcmp(at, to, n) == 0) return true;
            to += n + (to[n] == '/');
        }
        at += size + (at[size] == '/');
    }
    return false;
}

bool qt_givens_agree(const qt_part *a, const qt_part *b, unsigned origins, bool *romanised, bool *nickname)
{
    if (qt_str_equal(a->plain, b->plain)) return true;
    const qt_given_entry *x = qt_given_find(a->plain), *y = qt_given_find(b->plain);
    if (x && y) { /* both are known: what the table says holds */
        if (!cells_meet(x->full, y->full)) return false;
        if (qt_is(x->kind, "nickname") || qt_is(y->kind, "nickname")) *nickname = true;
        else *romanised = true;
        return true;
    }
    return qt_parts_agree(a, b, origins, romanised);
}

/* An initial and a word, or two initials. A name of another alphabet may begin with another letter: Evgeny, Yevgeny. */
static bool initials_agree(const qt_part *a, const qt_part *b)
{
    if (a->plain.size == 0 || b->plain.size == 0) return false;
    if (a->plain.data[0] == b->plain.data[0]) return true;
    for (unsigned o = 0; o < QT_ORIGINS; o++)
        if (a->romanised[o].size && b->romanised[o].size && a->romanised[o].data[0] == b->romanised[o].data[0])
            return true;
    const qt_part *word = a->initial ? b : a, *initial = a->initial ? a : b;
    const qt_given_entry *entry = qt_given_find(word->plain);
    for (const char *full = entry ? entry->full : ""; *full;) {
        if (*full == initial->plain.data[0]) return true;
        full += strcspn(full, "/");
        full += *full == '/';
    }
    return false;
}

static int8_t compare_middles(const qt_person_name *a, const qt_person_name *b, unsigned origins)
{
    if (a->middle_count == 0 || b->middle_count == 0) return 0;
    for (size_t i = 0; i < a->middle_count; i++)
        for (size_t k = 0; k < b->middle_count; k++) {
            const qt_part *x = &a->middles[i], *y = &b->middles[k];
            bool romanised = false, nickname = false;
            bool short_form = x->initial || y->initial;
            if (short_form ? initials_agree(x, y) : qt_givens_agree(x, y, origins, &romanised, &nickname))
                return x->initial && y->initial ? 0 : 1;
        }
    return -1;
}

/* "Anna Tavin" in "Anna Tavin Orlec". */
static bool is_part(const qt_person_name *shorter, const qt_person_name *longer, unsigned origins)
{
    bool ignored = false;
    for (size_t i = 0; i < longer->middle_count; i++)
        if (!longer->middles[i].initial && qt_parts_agree(&shorter->surname, &longer->middles[i], origins, &ignored))
            return true;
    return false;
}

static qt_name_pair compare_consonants(const qt_person_name *a, const qt_person_name *b)
{
    qt_name_pair pair = {0};
    if (!a->full || !b->full || a->foreign || b->foreign) return pair;
    if (!skeletons_agree(&a->surname, &b->surname) || !skeletons_agree(&a->given, &b->given)) return pair;
    return (qt_name_pair){.relation = QT_RELATION_SAME, .romanised = true};
}

/* Its words were read as Pinyin or by the table of Korean surnames. */
static bool is_asian(const qt_person_name *name)
{
    return name->origins & (QT_BIT(QT_ORIGIN_CHINESE) | QT_BIT(QT_ORIGIN_KOREAN));
}

static void compare_same_surname(const qt_person_name *a, const qt_person_name *b, unsigned origins, qt_name_pair *pair)
{
    pair->middle = compare_middles(a, b, origins);
    if (a->generation && b->generation) pair->generation = a->generation == b->generation ? 1 : -1;
    if (a->given.plain.size == 0 || b->given.plain.size == 0) {
        pair->relation = QT_RELATION_SURNAME;
        pair->middle = 0;
    } else if (a->given.initial || b->given.initial) {
        pair->initial = true;
        pair->relation = initials_agree(&a->given, &b->given) ? QT_RELATION_INITIAL : QT_RELATION_GIVEN_DIFFER;
    } else if (qt_givens_agree(&a->given, &b->given, origins, &pair->romanised, &pair->nickname)) {
        pair->relation = QT_RELATION_SAME;
        pair->romanised |= is_asian(a) && is_asian(b) && !qt_str_equal(a->all, b->all) && a->order == b->order;
    } else if (qt_parts_agree(&a->compound, &b->given, origins, &pair->romanised) ||
               qt_parts_agree(&a->given, &b->compound, origins, &pair->romanised)) {
        pair->relation = QT_RELATION_SAME; /* "Jean-Luc", "Jean Luc" */
        pair->middle = 0;
    } else {
        pair->relation = QT_RELATION_GIVEN_DIFFER;
    }
}

qt_name_pair qt_person_names_compare(const qt_person_name *a, const qt_person_name *b)
{
    qt_name_pair pair = {0};
    unsigned origins = a->origins & b->origins;
    if (a->foreign || b->foreign) { /* no romanisation: the whole name or nothing */
        if (qt_str_equal(a->all, b->all) && a->full) pair.relation = QT_RELATION_SAME;
        return pair;
    }
    if (a->surname.initial || b->surname.initial) return pair;
    if (a->vowelless != b->vowelless) return compare_consonants(a, b);
    bool romanised = false, nickname = false;
    if (qt_parts_agree(&a->surname, &b->surname, origins, &pair.romanised)) {
        compare_same_surname(a, b, origins, &pair);
        pair.order =
            pair.relation == QT_RELATION_SAME && (a->order == QT_ORDER_FAMILY) != (b->order == QT_ORDER_FAMILY);
        if (pair.relation != QT_RELATION_GIVEN_DIFFER) return pair;
    }
    if (a->full && b->full && a->middle_count == 0 && b->middle_count == 0 &&
        qt_parts_agree(&a->given, &b->surname, origins, &romanised) &&
        qt_parts_agree(&a->surname, &b->given, origins, &romanised))
        return (qt_name_pair){.relation = QT_RELATION_SWAPPED, .romanised = romanised, .order = true};
    if (a->full && b->full && pair.relation == QT_RELATION_NONE && (is_part(a, b, origins) || is_part(b, a, origins)) &&
        qt_givens_agree(&a->given, &b->given, origins, &romanised, &nickname))
        return (qt_name_pair){.relation = QT_RELATION_PART, .romanised = romanised, .nickname = nickname};
    return pair;
}
