/* Are two profiles one person?
 *
 *   full names agree     SAME, unless something speaks against it: another generation or middle name, a man's and a woman's
 *                        title, ages further apart than the dates allow. A common name needs one further fact.
 *   second surname       PROPOSED where one document leaves it out, SAME where a further fact agrees.
 *   given name alone     UNKNOWN; SAME where the documents name two more by the same given names, and the same others.
 *   one word in both     PROPOSED where it is a rare one and a role, a description or the others named agree.
 *   surname or initials  UNKNOWN; with a role, title or age that agrees PROPOSED, and SAME where the block holds one full name
 *                        that fits.
 *   criminal status      SAME only where full names and one of age, role, original script agree and nothing disagrees. */
#include "entities/profile.h"
#include "entities/roles.h"

typedef struct finding {
    qt_name_pair pair;
    const qt_person_name *a, *b;
    int8_t middle, generation; /* over all pairs of full names that are the same */
} finding;

/* How well a pair of names agrees: the relation first, then how little was needed for it. */
static int rank(const qt_name_pair *pair)
{
    return (int)pair->relation * 8 + (pair->romanised ? 0 : 1) + (pair->order ? 0 : 2) + (pair->nickname ? 0 : 4);
}

/* A disagreement in one pair outlives agreement in another only where no pair agrees. */
static int8_t merge(int8_t had, int8_t now)
{
    return had == 1 || now == 1 ? 1 : had < now ? had : now < had ? now : had;
}

static finding find_best(const qt_read *a, const qt_read *b)
{
    finding best = {0};
    for (size_t i = 0; i < a->person_count; i++)
        for (size_t k = 0; k < b->person_count; k++) {
            const qt_person_name *x = &a->persons[i], *y = &b->persons[k];
            qt_name_pair pair = qt_person_names_compare(x, y);
            /* Somebody with a full name is not known by less. */
            if (pair.relation == QT_RELATION_SURNAME && a->full && b->full) continue;
            if (pair.relation == QT_RELATION_SAME) {
                best.middle = merge(best.middle, pair.middle);
                best.generation = merge(best.generation, pair.generation);
            }
            int order = best.a ? rank(&pair) - rank(&best.pair) : 1;
            if (order < 0 ||
                (order == 0 && !qt_strings_before(x->printed, y->printed, best.a->printed, best.b->printed)))
                continue;
            best.pair = pair;
            best.a = x;
            best.b = y;
        }
    return best;
}

static void add(qt_comparison *out, qt_evidence_kind kind, bool against, const finding *f)
{
    qt_evidence_add(out, kind, against, f->a->printed, f->b->printed);
}

static void say_name(const finding *f, qt_comparison *out)
{
    const qt_name_pair *pair = &f->pair;
    switch (pair->relation) {
    case QT_RELATION_NONE: break;
    case QT_RELATION_SURNAME:
        add(out, f->a->lone && f->b->lone ? QT_EVIDENCE_GIVEN : QT_EVIDENCE_SURNAME, false, f);
        break;
    case QT_RELATION_INITIAL: add(out, QT_EVIDENCE_INITIAL, false, f); break;
    case QT_RELATION_PART: add(out, QT_EVIDENCE_PART, false, f); break;
    case QT_RELATION_GIVEN_DIFFER: add(out, pair->initial ? QT_EVIDENCE_INITIAL : QT_EVIDENCE_GIVEN, true, f); break;
    case QT_RELATION_SWAPPED:
    case QT_RELATION_SAME:
        if (pair->nickname) add(out, QT_EVIDENCE_NICKNAME, false, f);
        if (pair->order) add(out, QT_EVIDENCE_ORDER, false, f);
        if (pair->romanised) add(out, QT_EVIDENCE_ROMANISATION, false, f);
        if (!pair->nickname && !pair->order && !pair->romanised) add(out, QT_EVIDENCE_NAME, false, f);
        if (f->middle) add(out, QT_EVIDENCE_MIDDLE, f->middle < 0, f);
        if (f->generation) add(out, QT_EVIDENCE_GENERATION, f->generation < 0, f);
        break;
    }
}

static qt_str none(void) { return (qt_str){"", 0}; }

static void decide(qt_comparison *out, qt_verdict verdict, int score)
{
    out->verdict = verdict;
    out->score = (uint8_t)(score < 0 ? 0 : score > 100 ? 100 : score);
}

static int score_of(const finding *f, const qt_facts *facts)
{
    int score = f->pair.nickname ? 70 : f->pair.order ? 75 : f->pair.romanised ? 80 : 85;
    score += facts->role > 0 ? 2 * facts->role : 3 * facts->role;
    score += 4 * (facts->age > 0) + 4 * (facts->script > 0) + 2 * facts->description + 2 * facts->context;
    return score + (f->middle > 0 ? 2 : 0);
}

/* One full name. */
static void decide_full(const qt_read *a, const qt_read *b, const finding *f, const qt_facts *facts, qt_comparison *out)
{
    bool strong = facts->role == 3 || facts->age > 0 || facts->script > 0;
    bool further = strong || facts->role == 2 || facts->context || f->middle > 0;
    bool common = f->a->common || f->b->common;
    int score = score_of(f, facts);
    if (f->middle < 0 || f->generation < 0 || facts->sex_differs || facts->age == -2) {
        decide(out, QT_VERDICT_DIFFERENT, 0);
    } else if (a->profile->status || b->profile->status) {
        bool disagrees = facts->role < 0 || facts->age < 0 || facts->script < 0;
        bool same = strong && !disagrees && !f->pair.nickname && f->pair.relation == QT_RELATION_SAME;
        if (!same) qt_evidence_add(out, QT_EVIDENCE_STATUS, true, none(), none());
        decide(out, same ? QT_VERDICT_SAME : QT_VERDICT_PROPOSED, same ? score : score - 40);
    } else if (facts->age < 0 || facts->script < 0 || (f->pair.relation == QT_RELATION_SWAPPED && !strong)) {
        decide(out, QT_VERDICT_PROPOSED, score - 30);
    } else if (common && !further) {
        add(out, QT_EVIDENCE_COMMON, true, f);
        decide(out, QT_VERDICT_PROPOSED, score - 30);
    } else {
        decide(out, QT_VERDICT_SAME, score);
    }
}

/* No more than a given name, in both: "Zadie", of whom two documents say that she is with "Hugo" and "Ines". */
static bool are_kin(const finding *f, const qt_facts *facts) { return f->a->lone && f->b->lone && facts->kin; }

/* A full name with or without its second surname: "Anna Tavin Orlec". */
static bool is_longer(const finding *f, const qt_facts *facts)
{
    return f->pair.relation == QT_RELATION_PART &&
           (facts->role >= 2 || facts->age > 0 || facts->script > 0 || (facts->role >= 0 && facts->context));
}

/* One word is all that either document calls them, a rare one, and what they are or who is with them agrees: "Vantra", a
 * singer in both. Worth a look; more than that one word is needed to be sure. */
static bool one_word_alike(const qt_read *a, const qt_read *b, const finding *f, const qt_facts *facts)
{
    bool alone = !a->full && !b->full && f->pair.relation == QT_RELATION_SURNAME && f->a->given.plain.size == 0 &&
                 f->b->given.plain.size == 0;
    bool rare = !f->a->common && !f->b->common && !qt_given_find(f->a->surname.plain) &&
                !qt_surname_find(f->a->surname.plain) && !f->pair.romanised;
    return alone && rare && facts->role >= 0 && (facts->role > 0 || facts->description || facts->context);
}

/* A given name alone, a surname, initials, or part of a longer family name. */
static void decide_less(const qt_read *a, const qt_read *b, const finding *f, const qt_facts *facts, qt_comparison *out)
{
    bool against = facts->sex_differs || facts->age == -2 || f->generation < 0;
    bool fits = facts->role >= 2 || facts->age > 0 || facts->script > 0;
    bool status = a->profile->status || b->profile->status;
    bool sure = !status && facts->age >= 0 && facts->script >= 0;
    if (against) {
        decide(out, QT_VERDICT_DIFFERENT, 0);
    } else if (sure && (is_longer(f, facts) || (are_kin(f, facts) && facts->role >= 0))) {
        decide(out, QT_VERDICT_SAME, 60 + 2 * (facts->role > 0 ? facts->role : 0));
    } else if (!fits || facts->age < 0 || facts->script < 0) {
        bool worth = (f->pair.relation == QT_RELATION_PART || one_word_alike(a, b, f, facts)) && facts->age == 0 &&
                     facts->script == 0;
        decide(out, worth ? QT_VERDICT_PROPOSED : QT_VERDICT_UNKNOWN, worth ? 40 : 10);
    } else {
        decide(out, QT_VERDICT_PROPOSED, 50 + 3 * facts->role);
        if (status) qt_evidence_add(out, QT_EVIDENCE_STATUS, true, none(), none());
        else out->if_sole = a->full != b->full && f->pair.relation != QT_RELATION_PART;
    }
}

void qt_persons_compare(const qt_read *a, const qt_read *b, qt_arena *arena, qt_comparison *out)
{
    bool one_document = qt_str_equal(a->profile->document, b->profile->document) && a->profile->document.size > 0;
    finding f = find_best(a, b);
    out->apart = one_document;
    if (!f.a || f.pair.relation == QT_RELATION_NONE) return;
    say_name(&f, out);
    qt_facts facts = qt_facts_compare(a, b, arena, out);
    if (f.pair.relation == QT_RELATION_GIVEN_DIFFER) decide(out, QT_VERDICT_DIFFERENT, 0);
    else if (f.pair.relation >= QT_RELATION_SWAPPED) decide_full(a, b, &f, &facts, out);
    else decide_less(a, b, &f, &facts, out);
    if (one_document) qt_evidence_add(out, QT_EVIDENCE_DOCUMENT, true, none(), none());
    if (one_document && out->verdict == QT_VERDICT_SAME) decide(out, QT_VERDICT_PROPOSED, out->score / 2);
    if (one_document) out->if_sole = false;
    bool status = (a->profile->status || b->profile->status) && out->verdict != QT_VERDICT_SAME;
    out->apart = one_document || status || out->verdict == QT_VERDICT_DIFFERENT;
}
