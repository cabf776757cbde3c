/* The source's stance on the content: polarity and certainty, FactBank's axes (Sauri & Pustejovsky 2009). */
#include "statements/read.h"

static qt_polarity flipped(qt_polarity p)
{
    return p == QT_POLARITY_POSITIVE ? QT_POLARITY_NEGATIVE : p == QT_POLARITY_NEGATIVE ? QT_POLARITY_POSITIVE : p;
}

typedef struct stance {
    qt_polarity polarity;
    qt_certainty certainty;
} stance;

static const stance unsaid = {QT_POLARITY_UNDERSPECIFIED, QT_CERTAINTY_UNDERSPECIFIED};

/* What a cue by itself gives its content. A negated attitude is the contrary attitude, negated speech tells nothing. */
static stance of_cue(const qt_cue_match *cue)
{
    stance s = {QT_POLARITY_POSITIVE, QT_CERTAINTY_CERTAIN};
    const qt_cue_entry *e = cue->entry;
    if (!e) return s;
    if (*e->polarity) s.polarity = qt_polarity_of(qt_str_of(e->polarity));
    if (*e->certainty) s.certainty = qt_certainty_of(qt_str_of(e->certainty));
    if (!cue->negated) return s;
    if (qt_str_equal(qt_str_of(e->lemma), QT_STR("rule out")))
        return (stance){QT_POLARITY_POSITIVE, QT_CERTAINTY_POSSIBLE};
    qt_kind kind = qt_kind_of(qt_str_of(e->kind));
    if (kind != QT_KIND_OPINION && kind != QT_KIND_CRITICISM && kind != QT_KIND_PLEDGE) return unsaid;
    s.polarity = flipped(s.polarity);
    return s;
}

/* Whether the cue by itself leaves open what is said: "spoke", "said". */
static bool leaves_stance_open(const qt_cue_match *cue)
{
    return cue->entry && strcmp(cue->entry->kind, "statement") == 0 && !*cue->entry->polarity &&
           !*cue->entry->certainty;
}

/* Whether the attitude that the content tells of is the statement's own: "I think it closed". In indirect speech it is one
 * of its own ("said he believed it closed" says for certain that he did), but who says that he hopes leaves it open. */
static bool its_attitude_counts(const qt_clause *c)
{
    if (!c->inner.entry) return false;
    if (c->of_us) return c->of_now;
    return c->of_speaker && !c->quoted && strcmp(c->inner.entry->kind, "opinion") == 0 &&
           strcmp(c->inner.entry->certainty, "underspecified") == 0;
}

void qt_read_stance(const qt_draft *draft, const qt_cue_match *cue, const qt_clause *clause, qt_statement *out)
{
    stance s = of_cue(cue);
    bool asks = cue->entry && strcmp(cue->entry->kind, "question") == 0; /* "asked her to go", "questioned the plan" */
    if (asks && out->kind == QT_KIND_DEMAND) s = (stance){QT_POLARITY_POSITIVE, QT_CERTAINTY_UNDERSPECIFIED};
    if (asks && out->kind == QT_KIND_CRITICISM) s = (stance){QT_POLARITY_NEGATIVE, QT_CERTAINTY_PROBABLE};
    if (draft->contents.count == 0 || out->kind == QT_KIND_QUESTION) s = unsaid;
    if (leaves_stance_open(cue) && clause->topic) s = unsaid;
    if (qt_cue_refuses(cue) && (clause->acts || out->kind == QT_KIND_PLEDGE))
        s = (stance){QT_POLARITY_NEGATIVE, QT_CERTAINTY_CERTAIN};
    bool open = s.polarity == QT_POLARITY_UNDERSPECIFIED;
    if (!open && its_attitude_counts(clause)) {
        stance inner = of_cue(&clause->inner);
        qt_kind kind = qt_kind_of(qt_str_of(clause->inner.entry->kind));
        if (kind == QT_KIND_OPINION || kind == QT_KIND_CRITICISM || kind == QT_KIND_DENIAL || kind == QT_KIND_DEMAND) {
            if (inner.polarity == QT_POLARITY_NEGATIVE && !clause->negated) s.polarity = flipped(s.polarity);
            if (inner.certainty != QT_CERTAINTY_NONE) s.certainty = qt_certainty_weaker(s.certainty, inner.certainty);
        }
    }
    if (!open && clause->negated && !cue->negated) s.polarity = flipped(s.polarity);
    s.certainty = qt_certainty_weaker(s.certainty, clause->firmness);
    if (clause->conditional || out->kind == QT_KIND_DEMAND) s.certainty = QT_CERTAINTY_UNDERSPECIFIED;
    if (open) s = unsaid;
    out->polarity = s.polarity;
    out->certainty = s.certainty;
}
