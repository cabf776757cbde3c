/* "Kaldovian Rail Union (KRU)": the letters in brackets stand for the name before them, here and further on (the
 * pattern of Schwartz & Hearst 2003, with initials only: a near match is no match). */
#include <stdlib.h>

#include "base/utf8.h"
#include "mentions/read.h"

enum {
    MOST_LETTERS = 10,
    SURE = 3, /* bytes; "IN" and "OR" are words in capitals first of all */
};

/* An acronym that the text explains. */
typedef struct meaning {
    qt_str letters;
    uint32_t first, last; /* the name in full */
    qt_mention_type type;
    bool ambiguous;
} meaning;

/* How many capital letters a token has, written to `out`; 0 where it is no acronym: another letter but s, too many. */
static size_t letters_of(qt_str token, char out[MOST_LETTERS])
{
    size_t n = 0;
    for (size_t i = 0; i < token.size; i++) {
        char c = token.data[i];
        if (c >= 'A' && c <= 'Z') {
            if (n == MOST_LETTERS) return 0;
            out[n++] = c;
        } else if (c != '.' && c != '-' && c != '&' && !(c >= '0' && c <= '9')) {
            return 0;
        }
    }
    return n > 1 ? n : 0;
}

/* The capitals that begin the words of tokens [first, last). */
static size_t initials_of(const qt_reader *r, uint32_t first, uint32_t last, char out[MOST_LETTERS])
{
    size_t n = 0;
    for (uint32_t t = first; t < last; t++) {
        char c = qt_token_str(r, t).data[0];
        if (c < 'A' || c > 'Z') continue;
        if (n == MOST_LETTERS) return 0;
        out[n++] = c;
    }
    return n;
}

/* True where the letters are the name's initials; or where an organisation's name of several words is followed by letters
 * that may stand for it in another language ("Investigative Committee (SK)"): no country's ("(UK)"), no state's. */
static bool stands_for(const qt_reader *r, uint32_t acronym, const qt_name *name)
{
    char letters[MOST_LETTERS], initials[MOST_LETTERS];
    qt_str token = qt_token_str(r, acronym);
    size_t n = letters_of(token, letters);
    if (!n || name->last - name->first < 2 || name->type == QT_MENTION_PERSON) return false;
    if (initials_of(r, name->first, name->last, initials) == n && memcmp(letters, initials, n) == 0) return true;
    bool tagged = r->tags[acronym] == 2 * QT_MENTION_ORGANIZATION + 1;
    return name->type == QT_MENTION_ORGANIZATION && tagged && !qt_is_place(token);
}

static bool bracketed(const qt_reader *r, uint32_t beside, uint32_t first, uint32_t last)
{
    return first && qt_token_is(r, beside, first - 1, QT_STR("(")) && qt_token_is(r, beside, last, QT_STR(")"));
}

/* The acronym in brackets behind the name, or the name in brackets behind the acronym. */
static bool explained(const qt_reader *r, const qt_name *name, uint32_t *acronym)
{
    if (bracketed(r, name->first, name->last + 1, name->last + 2)) {
        *acronym = name->last + 1;
        return stands_for(r, *acronym, name);
    }
    if (name->first < 2 || !bracketed(r, name->first, name->first, name->last)) return false;
    *acronym = name->first - 2;
    return qt_token_is(r, name->first, *acronym, qt_folded(r, *acronym)) && stands_for(r, *acronym, name);
}

static int compare_meanings(const void *left, const void *right)
{
    const meaning *a = left, *b = right;
    int order = qt_str_compare(a->letters, b->letters);
    return order ? order : (a->first > b->first) - (a->first < b->first);
}

static bool same_name(const qt_reader *r, const meaning *a, const meaning *b)
{
    if (a->last - a->first != b->last - b->first) return false;
    for (uint32_t i = 0; i < a->last - a->first; i++)
        if (!qt_str_equal(qt_folded(r, a->first + i), qt_folded(r, b->first + i))) return false;
    return true;
}

/* One row for each acronym: the first explanation, ambiguous where another says otherwise. */
static size_t merge(const qt_reader *r, meaning *items, size_t count)
{
    size_t n = 0;
    if (count) qsort(items, count, sizeof *items, compare_meanings);
    for (size_t i = 0; i < count; i++) {
        if (n && qt_str_equal(items[n - 1].letters, items[i].letters))
            items[n - 1].ambiguous |= !same_name(r, &items[n - 1], &items[i]);
        else items[n++] = items[i];
    }
    return n;
}

static const meaning *find(const meaning *items, size_t count, qt_str letters)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (qt_str_compare(items[middle].letters, letters) < 0) low = middle + 1;
        else high = middle;
    }
    return low < count && qt_str_equal(items[low].letters, letters) && !items[low].ambiguous ? &items[low] : NULL;
}

/* Every token with the letters that stands alone is the name in short; what the tags say it is, it stays. */
static int repair(qt_reader *r, const meaning *items, size_t count, qt_acronyms *out, quoth_error *error)
{
    QT_VEC(qt_acronym) found = {0};
    for (uint32_t t = 0; count && t < r->text->token_count; t++) {
        bool alone = r->tags[t] % 2 == 1 || !r->tags[t];
        alone = alone && (t + 1 == r->text->token_count || !r->tags[t + 1] || r->tags[t + 1] % 2 == 1);
        const meaning *one = alone ? find(items, count, qt_token_str(r, t)) : NULL;
        if (!one || (!r->tags[t] && one->letters.size < SURE)) continue;
        if (!r->tags[t]) qt_name_set(r, t, t + 1, one->type);
        if (!qt_vec_push(r->scratch, &found, ((qt_acronym){t, one->first}))) return qt_arena_error(r->arena, error);
    }
    *out = (qt_acronyms){found.items, found.count};
    return QUOTH_OK;
}

int qt_repair_acronyms(qt_reader *r, qt_acronyms *out, quoth_error *error)
{
    QT_VEC(meaning) found = {0};
    uint32_t at = 0, acronym;
    for (qt_name name; qt_name_next(r, &at, &name);) {
        if (!explained(r, &name, &acronym)) continue;
        meaning one = {qt_token_str(r, acronym), name.first, name.last, name.type, false};
        if (!qt_vec_push(r->scratch, &found, one)) return qt_arena_error(r->arena, error);
    }
    return repair(r, found.items, merge(r, found.items, found.count), out, error);
}
