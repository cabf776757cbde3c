/* What speaks for and against two people but for their names: roles, ages, titles, scripts, context. */
#include "entities/roles.h"
#include "mentions/lexicon.h"

enum { SHARED_CONTEXT = 3, SHARED_KIN = 2, SHARED_GIVENS = 3, YEAR = 36525 };

void qt_evidence_add(qt_comparison *c, qt_evidence_kind kind, bool against, qt_str a, qt_str b)
{
    if (c->count < QT_ENTITY_EVIDENCE) c->evidence[c->count++] = (qt_evidence){kind, against, a, b};
}

/* How many two sorted lists share. */
static size_t shared(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count)
{
    size_t n = 0;
    for (size_t i = 0, k = 0; i < a_count && k < b_count;) {
        n += a[i] == b[k];
        if (a[i] == b[k]) i++, k++;
        else if (a[i] < b[k]) i++;
        else k++;
    }
    return n;
}

bool qt_contexts_agree(const qt_read *a, const qt_read *b)
{
    return shared(a->context, a->context_count, b->context, b->context_count) >= SHARED_CONTEXT;
}

/* One family or band in both: by given names alone, or one of the two has the full names. */
static bool kin_agree(const qt_read *a, const qt_read *b)
{
    return shared(a->kin, a->kin_count, b->kin, b->kin_count) >= SHARED_KIN ||
           shared(a->kin, a->kin_count, b->givens, b->given_count) >= SHARED_GIVENS ||
           shared(a->givens, a->given_count, b->kin, b->kin_count) >= SHARED_GIVENS;
}

/* Digits in the arena; empty where it is full, which costs a reason its number and nothing else. */
static qt_str digits(uint32_t number, qt_arena *arena)
{
    char out[10];
    size_t at = sizeof out;
    do out[--at] = (char)('0' + number % 10);
    while ((number /= 10) && at > 0);
    qt_str copy = qt_arena_copy(arena, (qt_str){out + at, sizeof out - at});
    return copy.data ? copy : (qt_str){"", 0};
}

static bool is_aged(const qt_read *r) { return r->born_last != r->born_first; }

/* How far apart the years of birth are that two ages allow, in hundredths of a day; 0 where they meet. */
static int32_t gap(const qt_read *a, const qt_read *b)
{
    if (a->dated && b->dated) {
        int32_t first = a->born_first > b->born_first ? a->born_first : b->born_first;
        int32_t last = a->born_last < b->born_last ? a->born_last : b->born_last;
        return first > last ? first - last : 0;
    }
    uint32_t x = a->profile->age, y = b->profile->age, apart = x > y ? x - y : y - x;
    return apart <= 1 ? 0 : (int32_t)apart * YEAR;
}

static int compare_ages(const qt_read *a, const qt_read *b, qt_arena *arena, qt_comparison *out)
{
    if (!is_aged(a) || !is_aged(b)) return 0;
    int32_t apart = gap(a, b);
    bool dated = a->dated && b->dated;
    qt_evidence_add(out, QT_EVIDENCE_AGE, apart > 0, digits(a->profile->age, arena), digits(b->profile->age, arena));
    if (apart == 0) return 1;
    /* Papers err by a year or two; without dates any time may lie between the two. */
    return dated && apart > 2 * YEAR ? -2 : -1;
}

static int compare_scripts(const qt_read *a, const qt_read *b, qt_comparison *out)
{
    int found = 0;
    qt_str x = {"", 0}, y = {"", 0};
    for (size_t i = 0; i < a->person_count; i++)
        for (size_t k = 0; k < b->person_count; k++) {
            const qt_person_name *s = &a->persons[i], *t = &b->persons[k];
            if (!s->original || !t->original || s->foreign != t->foreign || s->vowelless != t->vowelless) continue;
            bool same = qt_str_equal(s->all, t->all) || qt_person_names_compare(s, t).relation == QT_RELATION_SAME;
            if (same ? found == 1 && !qt_strings_before(s->printed, t->printed, x, y)
                     : found == 1 || (found && !qt_strings_before(s->printed, t->printed, x, y)))
                continue;
            found = same ? 1 : -1;
            x = s->printed;
            y = t->printed;
        }
    if (found) qt_evidence_add(out, QT_EVIDENCE_SCRIPT, found < 0, x, y);
    return found;
}

static int compare_roles(const qt_read *a, const qt_read *b, qt_comparison *out)
{
    const qt_role *x = NULL, *y = NULL;
    int grade = qt_roles_compare(&a->roles, &b->roles, &x, &y);
    if (grade)
        qt_evidence_add(out, x->office && y->office ? QT_EVIDENCE_TITLE : QT_EVIDENCE_ROLE, grade < 0, x->printed,
                        y->printed);
    return grade;
}

/* The title that tells the sex. */
static qt_str sexed_title(const qt_read *r)
{
    for (size_t i = 0; i < r->profile->titles.count && i < QT_ENTITY_NAMES; i++)
        if (qt_title_sex(r->profile->titles.items[i])) return r->profile->titles.items[i];
    return (qt_str){"", 0};
}

qt_facts qt_facts_compare(const qt_read *a, const qt_read *b, qt_arena *arena, qt_comparison *out)
{
    qt_facts facts = {0};
    const qt_role *x = NULL, *y = NULL;
    facts.script = compare_scripts(a, b, out);
    facts.role = compare_roles(a, b, out);
    facts.age = compare_ages(a, b, arena, out);
    facts.sex_differs = a->sex && b->sex && a->sex != b->sex;
    if (facts.sex_differs) qt_evidence_add(out, QT_EVIDENCE_SEX, true, sexed_title(a), sexed_title(b));
    facts.description = qt_descriptions_agree(&a->descriptions, &b->descriptions, &x, &y);
    if (facts.description) qt_evidence_add(out, QT_EVIDENCE_DESCRIPTION, false, x->printed, y->printed);
    facts.context = qt_contexts_agree(a, b);
    facts.kin = facts.context && kin_agree(a, b);
    if (facts.context) qt_evidence_add(out, QT_EVIDENCE_CONTEXT, false, (qt_str){"", 0}, (qt_str){"", 0});
    return facts;
}
