#include "entities/profile.h"

#include <stdlib.h>

#include "entities/roles.h"
#include "mentions/lexicon.h"

static size_t capped(qt_strs list) { return list.count < QT_ENTITY_NAMES ? list.count : QT_ENTITY_NAMES; }

static int read_persons(const qt_profile *p, qt_arena *arena, qt_read *out, quoth_error *error)
{
    size_t names = capped(p->names), originals = capped(p->originals);
    out->persons = QT_ARENA_NEW(arena, qt_person_name, names + originals);
    if (!out->persons) return qt_arena_error(arena, error);
    for (size_t i = 0; i < names + originals; i++) {
        bool readable;
        qt_person_name *name = &out->persons[out->person_count];
        qt_str printed = i < names ? p->names.items[i] : p->originals.items[i - names];
        int rc = qt_person_name_read(printed, arena, name, &readable, error);
        if (rc) return rc;
        if (!readable) continue;
        name->original = i >= names;
        out->full |= name->full;
        out->person_count++;
    }
    return 0;
}

static int read_bodies(const qt_profile *p, qt_arena *arena, qt_read *out, quoth_error *error)
{
    size_t names = capped(p->names), originals = capped(p->originals);
    bool place = p->type == QT_MENTION_PLACE;
    out->bodies = QT_ARENA_NEW(arena, qt_body_name, names + originals);
    if (!out->bodies) return qt_arena_error(arena, error);
    for (size_t i = 0; i < names + originals; i++) {
        bool readable;
        qt_body_name *name = &out->bodies[out->body_count];
        qt_str printed = i < names ? p->names.items[i] : p->originals.items[i - names];
        int rc = qt_body_name_read(printed, place, arena, name, &readable, error);
        if (rc) return rc;
        if (!readable) continue;
        out->full |= place ? name->within.size > 0 : !name->acronym && !(name->team && name->count == 1);
        out->body_count++;
    }
    return 0;
}

/* FNV-1a, 64 bits. */
static uint64_t hash(qt_str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.size; i++) h = (h ^ (uint8_t)s.data[i]) * 0x100000001b3u;
    return h;
}

static int compare_hashes(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Sorts, and keeps each once. */
static size_t sort_hashes(uint64_t *hashes, size_t count)
{
    size_t kept = 0;
    if (count) qsort(hashes, count, sizeof *hashes, compare_hashes);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || hashes[i] != hashes[i - 1]) hashes[kept++] = hashes[i];
    return kept;
}

static qt_str first_word(qt_str s)
{
    const char *end = memchr(s.data, ' ', s.size);
    return (qt_str){s.data, end ? (size_t)(end - s.data) : s.size};
}

static int read_context(const qt_profile *p, qt_arena *arena, qt_read *out, quoth_error *error)
{
    size_t most = p->context.count < QT_ENTITY_CONTEXT ? p->context.count : QT_ENTITY_CONTEXT, count = 0, kin = 0,
           givens = 0;
    out->context = QT_ARENA_NEW(arena, uint64_t, most);
    out->kin = QT_ARENA_NEW(arena, uint64_t, most);
    out->givens = QT_ARENA_NEW(arena, uint64_t, most);
    if (!out->context || !out->kin || !out->givens) return qt_arena_error(arena, error);
    for (size_t i = 0; i < most; i++) {
        bool readable;
        qt_body_name name;
        int rc = qt_body_name_read(p->context.items[i], true, arena, &name, &readable, error);
        if (rc) return rc;
        if (!readable) continue;
        out->context[count++] = hash(name.joined);
        qt_str first = first_word(name.exact);
        if (!qt_is_lone_given(first)) continue;
        out->givens[givens++] = hash(first);
        if (first.size == name.exact.size) out->kin[kin++] = hash(first);
    }
    out->context_count = sort_hashes(out->context, count);
    out->kin_count = sort_hashes(out->kin, kin);
    out->given_count = sort_hashes(out->givens, givens);
    return 0;
}

static bool read_number(qt_str s, size_t at, size_t size, int32_t *out)
{
    int32_t n = 0;
    if (at + size > s.size) return false;
    for (size_t i = at; i < at + size; i++) {
        if (s.data[i] < '0' || s.data[i] > '9') return false;
        n = n * 10 + (s.data[i] - '0');
    }
    *out = n;
    return true;
}

/* In hundredths of a day since the year 0, months of one length: near enough for ages. */
enum { YEAR = 36525, MONTH = 3044, DAY = 100 };

/* "2024-03-22", "2024-03" or "2024": the first and the last moment that it may be. */
static bool read_date(qt_str date, int32_t *first, int32_t *last)
{
    int32_t year, month, day;
    if (!read_number(date, 0, 4, &year)) return false;
    *first = year % 4000 * YEAR;
    *last = *first + YEAR;
    if (date.size < 7 || date.data[4] != '-' || !read_number(date, 5, 2, &month)) return true;
    *first += (month - 1) * MONTH;
    *last = *first + MONTH;
    if (date.size < 10 || date.data[7] != '-' || !read_number(date, 8, 2, &day)) return true;
    *first += (day - 1) * DAY;
    *last = *first + DAY;
    return true;
}

static void read_age(const qt_profile *p, qt_read *out)
{
    if (p->age == QT_ENTITY_NO_AGE || p->age > 150) return;
    int32_t years = (int32_t)p->age * YEAR, first = 0, last = 0;
    out->dated = read_date(p->date, &first, &last);
    out->born_first = first - years - YEAR;
    out->born_last = last - years;
}

static void read_sex(const qt_profile *p, qt_read *out)
{
    bool man = false, woman = false;
    for (size_t i = 0; i < capped(p->titles); i++) {
        char sex = qt_title_sex(p->titles.items[i]);
        man |= sex == 'm';
        woman |= sex == 'w';
    }
    out->sex = man == woman ? 0 : man ? 'm' : 'w';
}

int qt_profile_read(const qt_profile *profile, qt_arena *arena, qt_read *out, quoth_error *error)
{
    *out = (qt_read){.profile = profile};
    if (profile->anonymous) return 0; /* nothing of it is ever compared */
    bool person = profile->type == QT_MENTION_PERSON;
    int rc = (person ? read_persons : read_bodies)(profile, arena, out, error);
    if (!rc && person) rc = qt_roles_read(profile->titles, profile->roles, arena, &out->roles, error);
    if (!rc) rc = qt_roles_read((qt_strs){NULL, 0}, profile->descriptions, arena, &out->descriptions, error);
    if (!rc) rc = read_context(profile, arena, out, error);
    if (person && !rc) {
        read_age(profile, out);
        read_sex(profile, out);
    }
    return rc;
}
