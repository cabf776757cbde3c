/* Two names of bodies or places: what they have in common. */
#include "entities/names.h"

enum { MOST = 48 };

static bool words_equal(const qt_body_word *a, const qt_body_word *b)
{
    return a->letter == b->letter && qt_str_equal(a->plain, b->plain);
}

static bool sequences_equal(const qt_body_name *a, const qt_body_name *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!words_equal(&a->words[i], &b->words[i])) return false;
    return true;
}

/* Each word of one meets one of the other, places left out where asked, and none is left over. Names are a dozen words. */
static bool bags_equal(const qt_body_name *a, const qt_body_name *b, bool without_places)
{
    bool used[MOST] = {false};
    size_t left = 0;
    for (size_t k = 0; k < b->count; k++) left += !(without_places && b->words[k].place);
    for (size_t i = 0; i < a->count; i++) {
        if (without_places && a->words[i].place) continue;
        size_t k = 0;
        while (k < b->count &&
               (used[k] || (without_places && b->words[k].place) || !words_equal(&a->words[i], &b->words[k])))
            k++;
        if (k == b->count) return false;
        used[k] = true;
        left--;
    }
    return left == 0;
}

static size_t places_in(const qt_body_name *name)
{
    size_t n = 0;
    for (size_t i = 0; i < name->count; i++) n += name->words[i].place;
    return n;
}

bool qt_is_tail_initial(char letter) { return letter && strchr("cghmnop", letter); }

/* The next word from `at` on that the print has. */
static size_t printed_from(const qt_body_name *name, size_t at)
{
    while (at < name->count && !name->words[at].initial) at++;
    return at;
}

/* Letters against words, "IS-KP" against "Islamic State Khorasan Province"; a last letter may stand for a word left out. */
static bool is_acronym_of(const qt_body_name *a, const qt_body_name *b)
{
    size_t met = 0, all = 0, i = printed_from(a, 0), k = printed_from(b, 0);
    for (; i < a->count && k < b->count; i = printed_from(a, i + 1), k = printed_from(b, k + 1)) {
        const qt_body_word *x = &a->words[i], *y = &b->words[k];
        all++;
        if (words_equal(x, y)) continue;
        if (x->letter == y->letter || x->initial != y->initial) return false;
        met++;
    }
    if (met < 2 && !(met == 1 && all > 2)) return false;
    for (size_t rest = k; rest < b->count; rest++)
        if (b->words[rest].letter || !b->words[rest].tail) return false;
    if (i == a->count) return true;
    return i + 1 == a->count && a->words[i].letter && k == b->count && all > 2 &&
           qt_is_tail_initial(a->words[i].initial);
}

/* `shorter` begins `longer`, which goes on with words that say little. */
static qt_body_relation compare_prefix(const qt_body_name *shorter, const qt_body_name *longer)
{
    if (shorter->count >= longer->count || shorter->generic || shorter->acronym) return QT_BODY_NONE;
    if (!sequences_equal(shorter, longer, shorter->count)) return QT_BODY_NONE;
    bool tails = true;
    for (size_t i = shorter->count; i < longer->count; i++) {
        if (!longer->words[i].generic) return QT_BODY_NONE;
        tails &= longer->words[i].tail;
    }
    if (tails && shorter->count > 1) return QT_BODY_WORDING;
    return longer->count - shorter->count <= 2 ? QT_BODY_PART : QT_BODY_NONE;
}

qt_body_relation qt_body_names_compare(const qt_body_name *a, const qt_body_name *b)
{
    if (a->count > MOST || b->count > MOST) return QT_BODY_NONE;
    if (qt_str_equal(a->exact, b->exact)) return QT_BODY_SAME;
    if (a->count == b->count && sequences_equal(a, b, a->count))
        return a->alias != b->alias || a->exonym != b->exonym ? QT_BODY_ALIAS : QT_BODY_WORDING;
    if (a->inverts && b->inverts && a->count == b->count && bags_equal(a, b, false)) return QT_BODY_WORDING;
    if ((a->letters && is_acronym_of(a, b)) || (b->letters && is_acronym_of(b, a))) return QT_BODY_ACRONYM;
    if (a->team && b->team && (a->count == 1) != (b->count == 1) &&
        words_equal(&a->words[a->count - 1], &b->words[b->count - 1]))
        return QT_BODY_TEAM;
    qt_body_relation part = a->count < b->count ? compare_prefix(a, b) : compare_prefix(b, a);
    if (part != QT_BODY_NONE) return part;
    if ((places_in(a) == 0) != (places_in(b) == 0) && (a->generic || b->generic) && bags_equal(a, b, true) &&
        places_in(a) + places_in(b) <= 3)
        return QT_BODY_PLACELESS;
    return QT_BODY_NONE;
}
