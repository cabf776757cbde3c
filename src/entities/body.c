/* Are two profiles one body, group, publication or event; one place? */
#include "entities/profile.h"
#include "entities/roles.h"

typedef struct finding {
    qt_body_relation relation;
    const qt_body_name *a, *b;
    bool acronyms; /* the same acronym, and it alone */
} finding;

/* The best pair of names; of acronyms only where neither profile says more. */
static finding find_best(const qt_read *a, const qt_read *b, bool full)
{
    finding best = {0};
    for (size_t i = 0; i < a->body_count; i++)
        for (size_t k = 0; k < b->body_count; k++) {
            const qt_body_name *x = &a->bodies[i], *y = &b->bodies[k];
            if (full && (x->acronym || y->acronym)) continue;
            qt_body_relation relation = qt_body_names_compare(x, y);
            if (relation == QT_BODY_NONE || relation < best.relation) continue;
            if (relation == best.relation &&
                !qt_strings_before(x->printed, y->printed, best.a->printed, best.b->printed))
                continue;
            best = (finding){relation, x, y, x->acronym && y->acronym};
        }
    return best;
}

static void add(qt_comparison *out, qt_evidence_kind kind, bool against, const finding *f)
{
    qt_evidence_add(out, kind, against, f->a->printed, f->b->printed);
}

static void decide(qt_comparison *out, qt_verdict verdict, uint8_t score)
{
    out->verdict = verdict;
    out->score = score;
    out->apart = verdict == QT_VERDICT_DIFFERENT;
}

/* Whether taggers take one for the other: "the Taliban" is a group here and an organization there; a body that is known by its
 * initials is one, whatever a tagger says. */
static bool types_meet(const qt_read *a, const qt_read *b, const finding *f)
{
    const unsigned bodies = QT_BIT(QT_MENTION_ORGANIZATION) | QT_BIT(QT_MENTION_GROUP) | QT_BIT(QT_MENTION_PUBLICATION);
    qt_mention_type x = a->profile->type, y = b->profile->type;
    if (f->a->alias && f->b->alias && (x == QT_MENTION_OTHER || y == QT_MENTION_OTHER)) return true;
    return x == y || ((bodies & QT_BIT(x)) && (bodies & QT_BIT(y)));
}

static void decide_same(const qt_read *a, const qt_read *b, const finding *f, qt_comparison *out)
{
    static const qt_evidence_kind kinds[] = {[QT_BODY_SAME] = QT_EVIDENCE_NAME,
                                             [QT_BODY_ALIAS] = QT_EVIDENCE_ALIAS,
                                             [QT_BODY_WORDING] = QT_EVIDENCE_WORDING};
    bool known = f->a->alias || f->b->alias; /* the table says which body it is */
    bool little = !known && (f->a->generic || f->b->generic || (f->acronyms && f->a->count < 3));
    bool context = qt_contexts_agree(a, b);
    add(out, kinds[f->relation], false, f);
    if (context) qt_evidence_add(out, QT_EVIDENCE_CONTEXT, false, (qt_str){"", 0}, (qt_str){"", 0});
    if (!types_meet(a, b, f)) {
        qt_evidence_add(out, QT_EVIDENCE_TYPE, true, qt_mention_type_name(a->profile->type),
                        qt_mention_type_name(b->profile->type));
        decide(out, QT_VERDICT_PROPOSED, 30);
    } else if (little && !context) {
        add(out, QT_EVIDENCE_GENERIC, true, f);
        decide(out, QT_VERDICT_PROPOSED, 50);
    } else {
        decide(out, QT_VERDICT_SAME, f->relation == QT_BODY_SAME ? 90 : f->relation == QT_BODY_ALIAS ? 85 : 80);
    }
}

void qt_bodies_compare(const qt_read *a, const qt_read *b, qt_comparison *out)
{
    finding f = find_best(a, b, a->full && b->full);
    if (f.relation == QT_BODY_NONE) {
        finding acronym = a->full && b->full ? find_best(a, b, false) : f;
        if (!acronym.acronyms || acronym.relation < QT_BODY_WORDING) return;
        /* Both say what their one acronym stands for, and it is not the same. */
        add(out, QT_EVIDENCE_ACRONYM, true, &acronym);
        decide(out, QT_VERDICT_DIFFERENT, 0);
        return;
    }
    if (f.acronyms && a->full != b->full && f.relation >= QT_BODY_WORDING) { /* one says no more than the acronym */
        add(out, QT_EVIDENCE_NAME, false, &f);
        decide(out, QT_VERDICT_PROPOSED, 60);
        out->if_sole = true;
    } else if (f.relation >= QT_BODY_WORDING) {
        decide_same(a, b, &f, out);
    } else if (f.relation == QT_BODY_ACRONYM) {
        size_t count = f.a->letters > f.b->letters ? f.a->count : f.b->count;
        add(out, QT_EVIDENCE_ACRONYM, false, &f);
        decide(out, QT_VERDICT_PROPOSED, 55);
        out->if_sole = count > 2 && types_meet(a, b, &f) && a->full != b->full;
        if (a->full && b->full && types_meet(a, b, &f) && count > 2)
            decide(out, QT_VERDICT_SAME, 75); /* "IS Khorasan" */
    } else if (f.relation == QT_BODY_TEAM) {
        bool context = qt_contexts_agree(a, b);
        add(out, QT_EVIDENCE_PART, false, &f);
        if (context) qt_evidence_add(out, QT_EVIDENCE_CONTEXT, false, (qt_str){"", 0}, (qt_str){"", 0});
        decide(out, context ? QT_VERDICT_PROPOSED : QT_VERDICT_UNKNOWN, context ? 45 : 10);
        out->if_sole = context && a->full != b->full && a->profile->type == QT_MENTION_ORGANIZATION &&
                       b->profile->type == QT_MENTION_ORGANIZATION;
    } else {
        add(out, QT_EVIDENCE_PART, false, &f);
        bool worth = f.relation == QT_BODY_PART || qt_contexts_agree(a, b);
        decide(out, worth ? QT_VERDICT_PROPOSED : QT_VERDICT_UNKNOWN, worth ? 40 : 10);
    }
}

bool qt_body_and_place_compare(const qt_read *a, const qt_read *b, qt_comparison *out)
{
    finding f = {0};
    for (size_t i = 0; i < a->body_count; i++)
        for (size_t k = 0; k < b->body_count; k++) {
            const qt_body_name *x = &a->bodies[i], *y = &b->bodies[k];
            if (!x->body || x->generic || !qt_str_equal(x->exact, y->exact)) continue;
            if (!f.a || qt_strings_before(x->printed, y->printed, f.a->printed, f.b->printed))
                f = (finding){QT_BODY_SAME, x, y, false};
        }
    if (!f.a) return false;
    add(out, QT_EVIDENCE_NAME, false, &f);
    qt_evidence_add(out, QT_EVIDENCE_TYPE, true, qt_mention_type_name(a->profile->type),
                    qt_mention_type_name(b->profile->type));
    decide(out, QT_VERDICT_SAME, 70);
    return true;
}

static bool names_agree(const qt_body_name *x, const qt_body_name *y, bool *romanised)
{
    if (qt_str_equal(x->joined, y->joined)) return true;
    *romanised = x->origin == y->origin && x->origin != QT_ORIGIN_ANY &&
                 qt_romanised_alike(x->romanised, y->romanised, x->origin);
    return *romanised;
}

/* -1 where both say within which larger place they lie and none agrees, 1 where one agrees. */
static int compare_within(const qt_read *a, const qt_read *b, finding *f)
{
    int found = 0;
    for (size_t i = 0; i < a->body_count; i++)
        for (size_t k = 0; k < b->body_count; k++) {
            const qt_body_name *x = &a->bodies[i], *y = &b->bodies[k];
            if (x->within.size == 0 || y->within.size == 0) continue;
            bool equal = qt_str_equal(x->within, y->within);
            if (found == 1 && !equal) continue;
            if (found == (equal ? 1 : -1) && !qt_strings_before(x->printed, y->printed, f->a->printed, f->b->printed))
                continue;
            found = equal ? 1 : -1;
            f->a = x;
            f->b = y;
        }
    return found;
}

static finding find_place(const qt_read *a, const qt_read *b, qt_evidence_kind *kind)
{
    finding best = {0};
    int best_rank = 0;
    for (size_t i = 0; i < a->body_count; i++)
        for (size_t k = 0; k < b->body_count; k++) {
            const qt_body_name *x = &a->bodies[i], *y = &b->bodies[k];
            bool romanised = false;
            if (!names_agree(x, y, &romanised)) continue;
            int rank = romanised ? 1 : x->exonym != y->exonym ? 2 : qt_str_equal(x->exact, y->exact) ? 4 : 3;
            if (rank < best_rank ||
                (rank == best_rank && !qt_strings_before(x->printed, y->printed, best.a->printed, best.b->printed)))
                continue;
            best_rank = rank;
            best = (finding){QT_BODY_SAME, x, y, false};
        }
    static const qt_evidence_kind kinds[] = {QT_EVIDENCE_NAME, QT_EVIDENCE_ROMANISATION, QT_EVIDENCE_EXONYM,
                                             QT_EVIDENCE_WORDING, QT_EVIDENCE_NAME};
    *kind = best.a && best.a->exonym && best_rank == 3 ? QT_EVIDENCE_EXONYM : kinds[best_rank];
    return best;
}

void qt_places_compare(const qt_read *a, const qt_read *b, qt_comparison *out)
{
    qt_evidence_kind kind;
    finding f = find_place(a, b, &kind), within = {0};
    if (!f.a) return;
    add(out, kind, false, &f);
    int larger = compare_within(a, b, &within);
    if (larger) add(out, QT_EVIDENCE_WITHIN, larger < 0, &within);
    if (larger < 0) {
        decide(out, QT_VERDICT_DIFFERENT, 0);
    } else if (a->profile->government != b->profile->government) {
        qt_evidence_add(out, QT_EVIDENCE_GOVERNMENT, true, f.a->printed, f.b->printed);
        decide(out, QT_VERDICT_PROPOSED, 30);
        out->apart = true;
    } else if (a->full != b->full) { /* one says which of its name it is */
        decide(out, QT_VERDICT_PROPOSED, 60);
        out->if_sole = true;
    } else {
        decide(out, QT_VERDICT_SAME, kind == QT_EVIDENCE_NAME ? 90 : 85);
    }
}
