#include "coref/lists.h"

/* Whether something between a name and the phrase that it ends ties it to words inside: a preposition, a possessive, a clause
 * ("Orlec, which wants to oust Rudi Kamm", "the fiancée of journalist Rudi Kamm"). */
static bool tied(const qt_scene *s, uint32_t name, uint32_t top)
{
    enum { DEEPEST = 12 };
    const qt_words *w = s->words;
    uint32_t t = name;
    /* "wrote Mayor of Lisgard Ada Lunt", read as if she were written to: what ends a phrase hangs on nothing beside it. */
    if (qt_words_head(w, t) != QT_NONE && qt_words_head(w, t) == qt_words_head(w, top))
        return qt_words_child_as(w, t, QT_DEP_CASE) != QT_NONE;
    for (int n = 0; n < DEEPEST && t != QT_NONE && t != top; n++, t = qt_words_head(w, t)) {
        switch (qt_words_dep(w, t)) {
        case QT_DEP_CONJ:
        case QT_DEP_APPOS:
        case QT_DEP_FLAT:
        case QT_DEP_COMPOUND:
            if (qt_words_child_as(w, t, QT_DEP_CASE) != QT_NONE) return true;
            break;
        case QT_DEP_NMOD_POSS:
        case QT_DEP_ACL:
        case QT_DEP_ACL_RELCL:
        case QT_DEP_ADVCL:
        case QT_DEP_CCOMP:
        case QT_DEP_XCOMP:
        case QT_DEP_OBJ:
        case QT_DEP_OBL: return true;
        default: return qt_words_child_as(w, t, QT_DEP_CASE) != QT_NONE;
        }
    }
    return false;
}

/* Whether a comma stands between a name and another one behind it: what is told of the first. */
static bool told_of(const qt_scene *s, const qt_candidate *first, const qt_candidate *other)
{
    for (uint32_t t = first->head + 1; first->name != QT_NONE && t < other->first; t++)
        if (qt_words_is(s->words, t, ",")) return true;
    return false;
}

/* "One of the groups, the Orlec Front", "Lunt's mother, Ada": a name that the tree sets beside one whom the words before the comma
 * describe. A body is nobody of whom they say that it is a person. */
static bool names_described(const qt_scene *s, const qt_candidate *whole, const qt_candidate *one)
{
    const bool person = one->type == QT_MENTION_PERSON && whole->type == QT_MENTION_PERSON;
    const bool body = one->type == QT_MENTION_ORGANIZATION && whole->type != QT_MENTION_PERSON;
    if (whole->name != QT_NONE || qt_is_pronoun(whole) || whole->number == QT_NUMBER_MANY || !(person || body))
        return false;
    /* Behind a comma and without a preposition both relations mean the same. */
    const qt_dep dep = qt_words_dep(s->words, one->head);
    const bool apposed = dep == QT_DEP_APPOS || dep == QT_DEP_NMOD;
    if (!apposed || qt_words_head(s->words, one->head) != whole->head) return false;
    return one->first > whole->head && qt_words_is(s->words, one->first - 1, ",") &&
           qt_words_child_as(s->words, one->head, QT_DEP_CASE) == QT_NONE;
}

uint32_t qt_person_at_end(const qt_scene *s, uint32_t from, uint32_t last)
{
    const qt_candidate *whole = &s->all.items[from];
    for (uint32_t k = from, steps = 0; k < s->all.count && steps < 64; k++, steps++) {
        const qt_candidate *one = &s->all.items[k];
        if (one->first >= last) break;
        if (one->name == QT_NONE || one->class == QT_REFER_LIST) continue;
        const qt_mention *name = &s->names[one->name];
        if (name->last == last && names_described(s, whole, one)) return k;
        if (one->type != QT_MENTION_PERSON || name->last != last || name->last - name->first < 2 ||
            told_of(s, whole, one))
            continue;
        if (!tied(s, one->head, whole->head)) return k;
    }
    return from;
}

typedef struct heads {
    uint32_t items[QT_LIST_MOST];
    uint32_t count;
    bool joined, parted; /* by an "and"; by something else */
    bool last_joined;    /* an "and" belongs to the last of them */
} heads;

static bool is_head(const heads *h, uint32_t token)
{
    for (uint32_t i = 0; i < h->count; i++)
        if (h->items[i] == token) return true;
    return false;
}

/* A conjunction: whether it joins what both say or do. */
static bool joins(const qt_words *w, uint32_t t)
{
    return qt_words_is(w, t, "and") || qt_words_is(w, t, "&") || qt_words_is(w, t, "both") || qt_words_is(w, t, "as");
}

/* The heads of a list's parts. In UD a part hangs on the first one, a conjunction on the part behind it. */
static bool read_heads(const qt_words *w, uint32_t head, uint32_t first, uint32_t last, heads *h)
{
    *h = (heads){.items = {head}, .count = 1};
    for (uint32_t t = first; t < last; t++) {
        qt_dep dep = qt_words_dep(w, t);
        if (dep == QT_DEP_CONJ && t > head && is_head(h, qt_words_head(w, t))) {
            if (h->count == QT_LIST_MOST) return false;
            h->items[h->count++] = t;
            h->last_joined = qt_words_child_as(w, t, QT_DEP_CC) != QT_NONE;
        } else if (dep == QT_DEP_CC && (qt_words_head(w, t) > t || is_head(h, qt_words_head(w, t)))) {
            uint32_t of = qt_words_head(w, t);
            bool part = is_head(h, of) || (qt_words_dep(w, of) == QT_DEP_CONJ && is_head(h, qt_words_head(w, of)));
            if (part && joins(w, t)) h->joined = true;
            else if (part) h->parted = true;
        }
    }
    return h->count > 1 && h->joined && !h->parted && h->last_joined;
}

/* "Dana Orlec, 52, the mayor, and": an age or a description of a person between commas behind a person's name. "Her lawyer" is
 * somebody else. */
static bool set_beside(const qt_scene *s, const qt_candidate *before, const qt_candidate *one)
{
    const qt_words *w = s->words;
    bool age = qt_upos_at(w->syntax, one->head) == QT_UPOS_NUM;
    bool commas = one->first > 0 && qt_words_is(w, one->first - 1, ",") && one->last < w->text->token_count &&
                  qt_words_is(w, one->last, ",");
    bool person = (one->type == QT_MENTION_PERSON || one->type == QT_TYPE_OPEN) && one->number == QT_NUMBER_ONE &&
                  one->name == QT_NONE && !qt_is_pronoun(one) && one->class != QT_REFER_POSSESSED;
    return before->type == QT_MENTION_PERSON && commas && (age || person) &&
           qt_words_child_as(w, one->head, QT_DEP_CC) == QT_NONE;
}

/* "Founder", "chief executive": a title that stands for nobody without a name. */
static bool bare_title(const qt_candidate *one)
{
    return one->name == QT_NONE && one->class == QT_REFER_BARE && one->number == QT_NUMBER_ONE &&
           one->type == QT_MENTION_PERSON;
}

/* Whether a part may say or do anything, and something parts it from the one before: "health" of "education and health officials"
 * does neither. */
static bool stands_alone(const qt_scene *s, const qt_candidate *one, bool later)
{
    bool bare = one->name == QT_NONE && one->class == QT_REFER_BARE && one->number == QT_NUMBER_ONE;
    bool body = one->type == QT_MENTION_ORGANIZATION || one->type == QT_MENTION_GROUP ||
                one->type == QT_MENTION_PERSON || one->type == QT_MENTION_PUBLICATION;
    if (bare && !body) return false;
    if (!later || one->first == 0) return !later;
    uint32_t cc = qt_words_child_as(s->words, one->head, QT_DEP_CC);
    return qt_words_is(s->words, one->first - 1, ",") || (cc != QT_NONE && cc < one->head);
}

/* What joins nobody to the first part, though an "and" stands between:
 *  - "the doctors and nurses": words that share what stands before the first of them;
 *  - "Dana Orlec, a baker, and a candidate for mayor": what is set beside one person. */
static bool of_one(const qt_scene *s, const uint32_t *parts, uint32_t n)
{
    const qt_candidate *a = &s->all.items[parts[0]];
    bool shares = a->class == QT_REFER_DEFINITE || a->class == QT_REFER_POSSESSED || a->class == QT_REFER_COUNTED;
    bool beside = false;
    for (uint32_t t = a->head + 1; t < a->last && a->type == QT_MENTION_PERSON && a->name != QT_NONE; t++)
        beside = beside || qt_words_is(s->words, t, ",");
    for (uint32_t i = 1; i < n; i++) {
        const qt_candidate *one = &s->all.items[parts[i]];
        bool bare = one->class == QT_REFER_BARE && one->first == one->head;
        bool titled =
            one->number == QT_NUMBER_ONE && (one->class == QT_REFER_INDEFINITE || one->class == QT_REFER_BARE);
        if (one->name == QT_NONE && ((shares && bare) || (beside && n == 2 && titled))) return true;
    }
    return false;
}

/* "Two members, Dana Orlec and Otto Brandt": names that tell who the several before them are. */
static bool told_after(const qt_scene *s, const uint32_t *parts, uint32_t n)
{
    if (n < 3) return false;
    const qt_candidate *a = &s->all.items[parts[0]];
    bool names = true;
    for (uint32_t i = 1; i < n; i++) names = names && s->all.items[parts[i]].name != QT_NONE;
    return names && a->name == QT_NONE && a->number == QT_NUMBER_MANY;
}

static void add_part(const qt_scene *s, uint32_t c, uint32_t first, uint32_t last, qt_list *out)
{
    const qt_words *w = s->words;
    const qt_token *tokens = w->text->tokens;
    while (last > first + 1 && (!qt_token_is_word(w->text, last - 1) || qt_words_dep(w, last - 1) == QT_DEP_CC)) last--;
    while (first + 1 < last &&
           (!qt_token_is_word(w->text, first) || qt_words_dep(w, first) == QT_DEP_CC || qt_words_is(w, first, "both")))
        first++;
    out->parts[out->count] = qt_person_at_end(s, c, last);
    out->spans[out->count++] = (qt_span){tokens[first].span.begin, tokens[last - 1].span.end};
}

void qt_list_read(const qt_scene *s, uint32_t head, uint32_t first, uint32_t last, qt_list *out)
{
    heads h;
    uint32_t kept[QT_LIST_MOST], n = 0;
    *out = (qt_list){.count = 0};
    if (!read_heads(s->words, head, first, last, &h)) return;
    for (uint32_t i = 0; i < h.count; i++) {
        uint32_t c = s->of_head[h.items[i]];
        if (c == QT_NONE) return;
        if (n && set_beside(s, &s->all.items[kept[n - 1]], &s->all.items[c])) continue;
        if (!stands_alone(s, &s->all.items[c], n > 0)) return;
        kept[n++] = c;
    }
    if (n == 0 || told_after(s, kept, n)) return;
    out->titles = of_one(s, kept, n);
    for (uint32_t i = 0; i < n && n > 1; i++) {
        const qt_candidate *one = &s->all.items[kept[i]];
        uint32_t begin = i == 0 && first < one->first ? first : one->first, end = last;
        if (i + 1 < n) end = s->all.items[kept[i + 1]].first;
        else if (one->last < end) end = one->last;
        if (begin >= end) break;
        add_part(s, kept[i], begin, end, out);
        out->titles = out->titles || bare_title(&s->all.items[out->parts[i]]);
    }
    if (out->count < n || out->titles) out->count = 0;
}
