/* One sense a document (after Gale, Church & Yarowsky 1992), for names: what the text spells once it means again. Used only
 * where the tags are doubtful: in capitals, which hide what a name is, and for a surname that stands alone. */
#include <stdlib.h>

#include "mentions/read.h"

enum { LONGEST = 8 }; /* tokens of a name that is looked for again */

/* A name as the text has it somewhere, by its folded tokens. */
typedef struct known {
    const char *folded;
    uint32_t size;           /* bytes of it */
    uint32_t count, persons; /* how often in running text; of them, as a person */
    uint32_t others;         /* and as something other than the types that say what it is */
    uint8_t length;          /* tokens */
    uint8_t type;            /* qt_mention_type, where it is not doubtful */
    uint8_t clear;           /* the one type that it has besides OTHER; OTHER where it has two of those, or none */
    bool doubtful;           /* it is of several types, or its only word is one in small letters too */
} known;

typedef struct dictionary {
    known *items; /* sorted */
    size_t count;
} dictionary;

static int compare_known(const void *left, const void *right)
{
    const known *a = left, *b = right;
    return qt_str_compare((qt_str){a->folded, a->size}, (qt_str){b->folded, b->size});
}

static known *look_up(const dictionary *d, qt_str folded)
{
    known key = {.folded = folded.data, .size = (uint32_t)folded.size};
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
        if (last->others == last->count - 1) last->clear = d->items[i].clear;
        else if (!d->items[i].others && d->items[i].clear != last->clear) last->clear = QT_MENTION_OTHER;
        last->others += d->items[i].others;
    }
    d->count = n;
}

/* The names of running text. `people`: their surnames instead, of persons with a name of several words. False behind the
 * last one. */
static bool next_known(const qt_reader *r, bool people, uint32_t *at, known *out)
{
    for (qt_name name; qt_name_next(r, at, &name);) {
        uint32_t length = name.last - name.first;
        if (r->capitals[r->text->tokens[name.first].sentence] || length > LONGEST) continue;
        if (people && (name.type != QT_MENTION_PERSON || length < 2)) continue;
        uint32_t first = people ? name.last - 1 : name.first;
        qt_str folded = qt_folded_run(r, first, name.last);
        *out = (known){.folded = folded.data,
                       .size = (uint32_t)folded.size,
                       .count = 1,
                       .persons = name.type == QT_MENTION_PERSON,
                       .others = name.type == QT_MENTION_OTHER,
                       .clear = (uint8_t)name.type,
                       .length = (uint8_t)(name.last - first),
                       .type = (uint8_t)name.type};
        return true;
    }
    return false;
}

static int read_dictionary(const qt_reader *r, bool people, qt_arena *arena, dictionary *out, quoth_error *error)
{
    known one;
    size_t count = 0;
    for (uint32_t at = 0; next_known(r, people, &at, &one);) count++;
    dictionary d = {QT_ARENA_NEW(arena, known, count), 0};
    if (!d.items) return qt_arena_error(arena, error);
    for (uint32_t at = 0; next_known(r, people, &at, &one);) d.items[d.count++] = one;
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
        known *one = r->text->tokens[t].shape == QT_SHAPE_LOWER ? look_up(d, qt_folded(r, t)) : NULL;
        if (one) one->doubtful = true;
    }
}

/* The longest name of the dictionary at token `t`. */
static const known *longest_at(const qt_reader *r, const dictionary *d, uint32_t t, uint32_t last)
{
    for (uint32_t n = last - t < LONGEST ? last - t : LONGEST; n; n--) {
        const known *one = look_up(d, qt_folded_run(r, t, t + n));
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
        if (one && gives_way(r, t, end, (qt_mention_type)one->type)) qt_name_set(r, t, end, (qt_mention_type)one->type);
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
        const known *bearer = look_up(surnames, qt_folded(r, name.first));
        const known *itself = look_up(names, qt_folded(r, name.first));
        if (bearer && itself && 2 * itself->persons >= itself->count)
            qt_name_set(r, name.first, name.last, QT_MENTION_PERSON);
    }
}

/* What is mostly a body's or a place's name is its name too where the tags say no more than that it is a name ("the Orlec deal"). */
static void repair_others(qt_reader *r, const dictionary *names)
{
    uint32_t at = 0;
    for (qt_name name; qt_name_next(r, &at, &name);) {
        if (name.type != QT_MENTION_OTHER || name.last - name.first > LONGEST) continue;
        const known *one = look_up(names, qt_folded_run(r, name.first, name.last));
        if (one && one->clear != QT_MENTION_OTHER && 2 * one->others < one->count)
            qt_name_set(r, name.first, name.last, (qt_mention_type)one->clear);
    }
}

/* Whether a comma and a role stand right behind: "Ana Kamm, the director". */
static bool has_role_behind(const qt_reader *r, uint32_t last)
{
    enum { REACH = 5 };
    const qt_sentence *s = &r->text->sentences[r->text->tokens[last - 1].sentence];
    if (last >= s->last || !qt_str_equal(qt_token_str(r, last), QT_STR(","))) return false;
    for (uint32_t t = last + 1; t < s->last && t <= last + REACH && !r->tags[t]; t++)
        if (qt_is_role(qt_folded(r, t))) return true;
    return false;
}

/* "Ana Kamm, the director", tagged as a body where the text has Kamm as a person throughout. */
static void repair_bearers(qt_reader *r, const dictionary *names)
{
    uint32_t at = 0;
    for (qt_name name; qt_name_next(r, &at, &name);) {
        const uint32_t length = name.last - name.first;
        if ((name.type != QT_MENTION_ORGANIZATION && name.type != QT_MENTION_OTHER) || length < 2 || length > 3)
            continue;
        const known *alone = look_up(names, qt_folded(r, name.last - 1));
        if (alone && alone->persons == alone->count && has_role_behind(r, name.last))
            qt_name_set(r, name.first, name.last, QT_MENTION_PERSON);
    }
}

int qt_repair_repeats(qt_reader *r, quoth_error *error)
{
    dictionary names, surnames;
    qt_arena *arena = qt_arena_scratch(r->scratch);
    int status = arena ? read_dictionary(r, false, arena, &names, error) : qt_arena_error(r->scratch, error);
    if (!status) status = read_dictionary(r, true, arena, &surnames, error);
    if (status) goto done;
    repair_surnames(r, &surnames, &names);
    repair_bearers(r, &names);
    repair_others(r, &names);
    bool any = false;
    for (size_t s = 0; s < r->text->sentence_count; s++) any = any || r->capitals[s];
    if (any) doubt_words(r, &names);
    for (size_t s = 0; any && s < r->text->sentence_count; s++)
        if (r->capitals[s]) repair_capitals(r, &names, &r->text->sentences[s]);
done:
    qt_arena_free(arena);
    return status;
}
