#include "entities/profile.h"

#define X(value, name, yes, no) {{name, sizeof name - 1}, {{no, sizeof no - 1}, {yes, sizeof yes - 1}}},
static const struct {
    qt_str name, says[2]; /* against, for */
} kinds[] = {QT_EVIDENCE_LIST(X)};
#undef X

qt_str qt_evidence_name(qt_evidence_kind kind)
{
    return (unsigned)kind < QT_EVIDENCE_KINDS ? kinds[kind].name : (qt_str){"", 0};
}

qt_str qt_evidence_says(qt_evidence_kind kind, bool against)
{
    return (unsigned)kind < QT_EVIDENCE_KINDS ? kinds[kind].says[!against] : (qt_str){"", 0};
}

qt_str qt_verdict_name(qt_verdict verdict)
{
    static const qt_str names[] = {{"unknown", 7}, {"different", 9}, {"proposed", 8}, {"same", 4}};
    return (unsigned)verdict < 4 ? names[verdict] : (qt_str){"", 0};
}

/* "Lisgard's government" and "Lisgard" used for it: two entities, worth showing beside each other. */
static bool is_government_of(const qt_read *body, const qt_read *place)
{
    for (size_t i = 0; i < body->body_count; i++)
        for (size_t k = 0; k < place->body_count; k++) {
            const qt_body_name *b = &body->bodies[i], *p = &place->bodies[k];
            bool government = false, there = false;
            for (size_t w = 0; w < b->count; w++) {
                government |= qt_str_equal(b->words[w].plain, QT_STR("government"));
                there |= p->count == 1 && qt_str_equal(b->words[w].plain, p->words[0].plain);
            }
            if (government && there && b->count == 2) return true;
        }
    return false;
}

static bool is_body(const qt_read *r)
{
    return r->profile->type != QT_MENTION_PERSON && r->profile->type != QT_MENTION_PLACE;
}

static void compare_types(const qt_read *a, const qt_read *b, qt_comparison *out)
{
    qt_mention_type x = a->profile->type, y = b->profile->type;
    const qt_read *place = x == QT_MENTION_PLACE ? a : b, *other = place == a ? b : a;
    if (place->profile->type == QT_MENTION_PLACE && place->profile->government && is_government_of(other, place)) {
        qt_evidence_add(out, QT_EVIDENCE_GOVERNMENT, true, a->bodies[0].printed, b->bodies[0].printed);
        out->verdict = QT_VERDICT_PROPOSED;
        out->score = 30;
    } else if (place->profile->type == QT_MENTION_PLACE && is_body(other) && !place->profile->government &&
               qt_body_and_place_compare(a, b, out)) {
        return;
    } else {
        qt_evidence_add(out, QT_EVIDENCE_TYPE, true, qt_mention_type_name(x), qt_mention_type_name(y));
        out->verdict = QT_VERDICT_DIFFERENT;
    }
    out->apart = true;
}

static void compare_in_order(const qt_read *a, const qt_read *b, qt_arena *arena, qt_comparison *out)
{
    *out = (qt_comparison){0};
    if (a->profile->anonymous || b->profile->anonymous) {
        qt_evidence_add(out, QT_EVIDENCE_ANONYMOUS, true, (qt_str){"", 0}, (qt_str){"", 0});
        out->apart = true; /* for good: what is only described is of its document */
        return;
    }
    bool persons = a->profile->type == QT_MENTION_PERSON && b->profile->type == QT_MENTION_PERSON;
    bool places = a->profile->type == QT_MENTION_PLACE && b->profile->type == QT_MENTION_PLACE;
    if (persons) qt_persons_compare(a, b, arena, out);
    else if (places) qt_places_compare(a, b, out);
    else if (is_body(a) && is_body(b)) qt_bodies_compare(a, b, out);
    else compare_types(a, b, out);
}

/* In canonical order, whichever comes first, so that ties between names fall the same way. */
void qt_read_compare(const qt_read *a, const qt_read *b, qt_arena *arena, qt_comparison *out)
{
    bool swap = qt_str_compare(a->profile->key, b->profile->key) > 0;
    compare_in_order(swap ? b : a, swap ? a : b, arena, out);
    for (size_t i = 0; swap && i < out->count; i++) {
        qt_str t = out->evidence[i].a;
        out->evidence[i].a = out->evidence[i].b;
        out->evidence[i].b = t;
    }
}

int qt_entity_compare(const qt_profile *a, const qt_profile *b, qt_arena *arena, qt_comparison *out, quoth_error *error)
{
    qt_read x, y;
    int rc = qt_profile_read(a, arena, &x, error);
    if (!rc) rc = qt_profile_read(b, arena, &y, error);
    if (!rc) qt_read_compare(&x, &y, arena, out);
    return rc;
}
