#include "coref/bodies.h"

#include "coref/called.h"
#include "coref/lexicon.h"
#include "text/furniture.h"

enum { MOST_BODIES = 16, MOST_BACK = 1500 };

/* A body that the text has named. */
typedef struct body {
    uint32_t chain, nearest; /* its last name before the noun */
    uint32_t kinds;          /* bits of lexicon.h */
    bool told;               /* the text says the very noun of it ("Orlec, a shipping company") */
} body;

typedef struct bodies {
    body items[MOST_BODIES]; /* the nearest first */
    uint32_t count;
    bool full, rival; /* more of them; something else that is described by such a noun */
} bodies;

static uint32_t kinds_in(const qt_words *w, uint32_t first, uint32_t last)
{
    uint32_t found = qt_body_sign(qt_word_lower(w, last - 1), false);
    for (uint32_t t = first; t + 1 < last && !found; t++)
        if (qt_words_is(w, t + 1, "of")) found = qt_body_sign(qt_word_lower(w, t), false);
    return found;
}

/* By the word that the name stands before or depends on: "Orlec shares", "Orlec's passengers", "a pilot of Orlec". */
static uint32_t kinds_beside(const qt_words *w, uint32_t head)
{
    uint32_t above = qt_words_head(w, head);
    qt_dep dep = qt_words_dep(w, head);
    bool of = dep == QT_DEP_NMOD && qt_words_child_as(w, head, QT_DEP_CASE) != QT_NONE;
    if (above == QT_NONE || (dep != QT_DEP_COMPOUND && dep != QT_DEP_NMOD_POSS && !of)) return 0;
    return qt_body_sign(qt_word_lower(w, above), true);
}

/* What is set beside the name: the kind of its noun, and whether that is `noun`. */
static uint32_t kinds_told(const qt_words *w, const qt_span_list *spans, qt_str noun, bool *told)
{
    uint32_t kinds = 0;
    for (size_t i = 0; i < spans->count; i++) {
        uint32_t last = (uint32_t)qt_text_token_at(w->text, spans->items[i].end);
        for (uint32_t t = (uint32_t)qt_text_token_at(w->text, spans->items[i].begin); t < last; t++) {
            uint32_t one = qt_body_noun(qt_word_lower(w, t)) & ~(uint32_t)QT_BODY_ANY;
            if (qt_str_equal(qt_word_lower(w, t), noun)) *told = true;
            if (one && !(one & (one - 1))) kinds |= one;
        }
    }
    return kinds;
}

/* What the text says that the name is: the kind of that noun; QT_BODY_NONE where it is no body's ("Orlec is a port"). */
static uint32_t kinds_said(const qt_words *w, uint32_t head, qt_str noun, bool *told)
{
    const uint32_t predicate = qt_words_head(w, head);
    if (predicate == QT_NONE || qt_words_dep(w, head) != QT_DEP_NSUBJ || qt_words_tag(w, predicate) != QT_XPOS_NN ||
        qt_words_child_as(w, predicate, QT_DEP_COP) == QT_NONE)
        return 0;
    const uint32_t one = qt_body_noun(qt_word_lower(w, predicate));
    *told = *told || qt_str_equal(qt_word_lower(w, predicate), noun);
    return one == 0 ? QT_BODY_NONE : one & (one - 1) ? 0 : one & ~(uint32_t)QT_BODY_ANY;
}

static void add_name(const qt_scene *s, const qt_link *links, uint32_t c, qt_str noun, bodies *all)
{
    const qt_mention *name = &s->names[s->all.items[c].name];
    uint32_t i = 0;
    while (i < all->count && all->items[i].chain != links[c].chain) i++;
    if (i == MOST_BODIES) {
        all->full = true;
        return;
    }
    body *one = &all->items[i];
    if (i == all->count) {
        *one = (body){.chain = links[c].chain, .nearest = c};
        all->count++;
    }
    if (qt_is_agency(qt_str_at(s->words->text->bytes, name->span))) one->kinds |= qt_body_sign(QT_STR("news"), false);
    one->kinds |= kinds_in(s->words, name->first, name->last) | kinds_beside(s->words, s->all.items[c].head) |
                  kinds_told(s->words, &name->beside->appositions, noun, &one->told) |
                  kinds_said(s->words, s->all.items[c].head, noun, &one->told);
}

static void collect(const qt_scene *s, const qt_link *links, uint32_t m, uint32_t wanted, bodies *all)
{
    qt_str noun = qt_word_lower(s->words, s->all.items[m].head);
    uint32_t least = m > MOST_BACK ? m - MOST_BACK : 0;
    for (uint32_t c = m; c-- > least && !all->full;) {
        const qt_candidate *one = &s->all.items[c];
        if (qt_is_furniture(s->words->text, one->head)) continue;
        if (one->name != QT_NONE) {
            uint8_t type = s->names[one->name].type;
            if (type == QT_MENTION_ORGANIZATION || type == QT_MENTION_PUBLICATION) add_name(s, links, c, noun, all);
            continue;
        }
        bool some = one->class == QT_REFER_INDEFINITE || one->class == QT_REFER_COUNTED;
        if (some && (qt_body_noun(qt_word_lower(s->words, one->head)) & wanted & ~(uint32_t)QT_BODY_ANY))
            all->rival = true;
    }
}

static qt_body_fit fit(const body *one, uint32_t wanted)
{
    if (one->told || (one->kinds & wanted)) return QT_BODY_FITS;
    return one->kinds ? QT_BODY_OTHER : QT_BODY_OPEN;
}

bool qt_body_called(const qt_scene *s, const qt_link *links, uint32_t m, uint32_t *only)
{
    uint32_t wanted = qt_body_noun(qt_word_lower(s->words, s->all.items[m].head)), fits = 0, open = 0;
    const body *found = NULL;
    bodies all = {.count = 0};
    *only = QT_NONE;
    if (!wanted || !qt_is_bare(s, m)) return false;
    collect(s, links, m, wanted, &all);
    for (uint32_t i = 0; i < all.count; i++) {
        qt_body_fit one = fit(&all.items[i], wanted);
        if (one == QT_BODY_FITS && !fits++) found = &all.items[i];
        open += one == QT_BODY_OPEN;
    }
    bool plain = fits == 1 && !open && !all.rival && !all.full;
    if (plain && !qt_called_otherwise(s, links, m, found->chain)) *only = found->nearest;
    return true;
}

qt_body_fit qt_body_fits(const qt_scene *s, const qt_link *links, uint32_t m, uint32_t chain)
{
    uint32_t wanted = qt_body_noun(qt_word_lower(s->words, s->all.items[m].head));
    bodies all = {.count = 0};
    collect(s, links, m, wanted, &all);
    for (uint32_t i = 0; i < all.count; i++)
        if (all.items[i].chain == chain) return fit(&all.items[i], wanted);
    return QT_BODY_OTHER;
}
