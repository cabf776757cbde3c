/* One sense a document (after Gale, Church & Yarowsky 1992), for names: what the text spells once it means again. Used only
 * where the tags are doubtful: in capitals, which hide what a name is, and for a surname that stands alone. */
#include <stdlib.h>

#include "mentions/read.h"

enum { LONGEST = 8 }; /* tokens of a name that is looked for again */

/* A name as the text has it somewhere, by its folded tokens. */
typedef struct known {
    const qt_str *folded; /* [length] */
    uint32_t length;
    qt_mention_type type;    /* where it is not doubtful */
    uint32_t count, persons; /* how often in running text; of them, as a person */
    bool doubtful;           /* it is of several types, or its only word is one in small letters too */
} known;

typedef struct dictionary {
    known *items; /* sorted */
    size_t count;
} dictionary;

static int compare_known(const void *left, const void *right)
{
    const known *a = left, *b = right;
    for (uint32_t i = 0; i < a->length && i < b->length; i++) {
        int order = qt_str_compare(a->folded[i], b->folded[i]);
        if (order) return order;
    }
    return (a->length > b->length) - (a->length < b->length);
}

static known *look_up(const dictionary *d, const qt_str *folded, uint32_t length)
{
    known key = {.folded = folded, .length = length};
    return d->count ? bsearch(&key, d->items, d->count, sizeof key, compare_known) : NULL;
}

/* Neighbours that are the same become one; names of several types are doubtful. */
static void merge(dictionary *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->count; i++) {
        known *last = n ? &d->items[n - 1] : NULL;
        if (!last || compare_known(last, &d->items[i])) {
            d->items[n++] = d->items[i];
            continue;
        }
        last->doubtful |= last->type != d->items[i].type;
        last->count++;
        last->persons += d->items[i].persons;
    }
    d->count = n;
}

/* The names of running text. `people`: their surnames instead, of persons with a name of several words. */
static int read_dictionary(const qt_reader *r, bool people, dictionary *out, quoth_error *error)
{
    QT_VEC(known) found = {0};
    uint32_t at = 0;
    for (qt_name name; qt_name_next(r, &at, &name);) {
        uint32_t length = name.last - name.first;
        if (r->capitals[r->text->tokens[name.first].sentence] || length > LONGEST) continue;
        if (people && (name.type != QT_MENTION_PERSON || length < 2)) continue;
        uint32_t first = people ? name.last - 1 : name.first;
        known one = {&r->folded[first], name.last - first, name.type, 1, name.type == QT_MENTION_PERSON, false};
        if (!qt_vec_push(r->arena, &found, one)) return qt_arena_error(r->arena, error);
    }
    dictionary d = {found.items, found.count};
    if (d.count) qsort(d.items, d.count, sizeof *d.items, compare_known);
    merge(&d);
    *out = d;
    return QUOTH_OK;
}

/* Names of one word that are no person's, organisation's or place's are too often words ("BLACK", "STAKES"). */
static bool is_plain(const known *one)
{
    return one->length > 1 || one->type == QT_MENTION_PERSON || one->type == QT_MENTION_ORGANIZATION ||
           one->type == QT_MENTION_PLACE;
}

/* "MAY" is the month or the verb as well as the minister: a word that the text has in small letters names nobody. */
static void doubt_words(const qt_reader *r, dictionary *d)
{
    for (uint32_t t = 0; d->count && t < r->text->token_count; t++) {
        known *one = r->text->tokens[t].shape == QT_SHAPE_LOWER ? look_up(d, &r->folded[t], 1) : NULL;
        if (one) one->doubtful = true;
    }
}

/* The longest name of the dictionary at token `t`. */
static const known *longest_at(const qt_reader *r, const dictionary *d, uint32_t t, uint32_t last)
{
    for (uint32_t n = last - t < LONGEST ? last - t : LONGEST; n; n--) {
        const known *one = look_up(d, &r->folded[t], n);
        if (one && !one->doubtful && is_plain(one)) return one;
    }
    return NULL;
}

/* What the tags say of tokens [first, last) gives way to a name of the text where they say nothing, less of the same, or
 * hide a person: a town and its team look alike in capitals, and both may be meant. */
static bool gives_way(const qt_reader *r, uint32_t first, uint32_t last, qt_mention_type type)
{
    if (r->tags[first] && r->tags[first] % 2 == 0) return false; /* a longer name goes on past either end */
    if (last < r->text->token_count && r->tags[last] && r->tags[last] % 2 == 0) return false;
    for (uint32_t t = first; t < last; t++)
        if (r->tags[t] && (r->tags[t] - 1) / 2 != (int)type && type != QT_MENTION_PERSON) return false;
    return true;
}

static void repair_capitals(qt_reader *r, const dictionary *names, const qt_sentence *sentence)
{
    for (uint32_t t = sentence->first; t < sentence->last;) {
        const known *one = longest_at(r, names, t, sentence->last);
        uint32_t end = t + (one ? one->length : 1);
        if (one && gives_way(r, t, end, one->type)) qt_name_set(r, t, end, one->type);
        t = end;
    }
}

/* A lone word that is tagged as something else than a person, but is the surname of one, is as often tagged as that person as
 * it is not, and is in no table. */
static void repair_surnames(qt_reader *r, const dictionary *surnames, const dictionary *names)
{
    uint32_t at = 0;
    for (qt_name name; qt_name_next(r, &at, &name);) {
        qt_str token = qt_token_str(r, name.first);
        if (name.last - name.first > 1 || name.type == QT_MENTION_PERSON || qt_is_place(token) || qt_is_people(token))
            continue;
        const known *bearer = look_up(surnames, &r->folded[name.first], 1);
        const known *itself = look_up(names, &r->folded[name.first], 1);
        if (bearer && itself && 2 * itself->persons >= itself->count)
            qt_name_set(r, name.first, name.last, QT_MENTION_PERSON);
    }
}

int qt_repair_repeats(qt_reader *r, quoth_error *error)
{
    dictionary names, surnames;
    int status = read_dictionary(r, false, &names, error);
    if (!status) status = read_dictionary(r, true, &surnames, error);
    if (status) return status;
    repair_surnames(r, &surnames, &names);
    bool any = false;
    for (size_t s = 0; s < r->text->sentence_count; s++) any = any || r->capitals[s];
    if (any) doubt_words(r, &names);
    for (size_t s = 0; any && s < r->text->sentence_count; s++)
        if (r->capitals[s]) repair_capitals(r, &names, &r->text->sentences[s]);
    return QUOTH_OK;
}
