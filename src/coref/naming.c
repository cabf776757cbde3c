/* One source of a statement named: by its chain, by its own words, or left open with its candidates. */
#include "coref/naming.h"

enum { MOST_CANDIDATES = 3 };

bool qt_naming_sure(const qt_naming *n, uint32_t candidate)
{
    const qt_candidate *one = &n->scene->all.items[candidate];
    return one->name != QT_NONE || qt_link_sure(&n->links[candidate], one);
}

/* Whether one of the spans holds the word. */
static bool hold(const qt_naming *n, const qt_span_list *spans, qt_str word)
{
    const qt_words *w = n->scene->words;
    for (size_t i = 0; i < spans->count; i++) {
        size_t last = qt_text_token_at(w->text, spans->items[i].end);
        for (size_t t = qt_text_token_at(w->text, spans->items[i].begin); t < last; t++)
            if (qt_str_equal(qt_word_lower(w, (uint32_t)t), word)) return true;
    }
    return false;
}

/* Whether the document calls a referent what `c` does: "the governor", of one who has the word in a title, role or name. */
static bool is_called(const qt_naming *n, const qt_candidate *c, const qt_referent *r)
{
    qt_str word = qt_word_lower(n->scene->words, c->head);
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const qt_mention *m = &n->who->mentions[r->mentions[i]];
        if (m->form != QT_FORM_NAME) continue; /* what else was joined to it may be what is in doubt */
        qt_span span = m->span;
        const qt_span_list own = {&span, 1};
        if (hold(n, &m->beside->titles, word) || hold(n, &m->beside->roles, word) ||
            hold(n, &m->beside->appositions, word) || hold(n, &own, word))
            return true;
    }
    return false;
}

/* Whether a candidate's words may mean a referent: a pronoun's type and a description's own word allow it. */
static bool may_mean(const qt_naming *n, const qt_candidate *c, const qt_referent *r)
{
    if (!r->named) return false;
    if (!qt_is_pronoun(c)) return is_called(n, c, r);
    return c->type == QT_TYPE_OPEN || c->type == r->type;
}

/* Spans of the chains that candidate `c` may belong to. */
static bool offer(const qt_naming *n, uint32_t c, qt_source *source)
{
    const qt_link *link = &n->links[c];
    qt_span *spans = QT_ARENA_NEW(n->arena, qt_span, MOST_CANDIDATES);
    uint32_t count = 0;
    if (!spans) return false;
    for (size_t i = 0; i < MOST_CANDIDATES && link->likely[i] != QT_NONE; i++) {
        uint32_t referent = qt_naming_referent(n, link->likely[i]);
        if (referent != QT_NONE && may_mean(n, &n->scene->all.items[c], &n->who->referents[referent]))
            spans[count++] = qt_naming_best(n, referent);
    }
    if (count) {
        source->candidates = spans;
        source->candidate_count = count;
    }
    return true;
}

/* Whether the words of `part` stand in `whole`, one behind the other and but for case: it may be another place that they
 * were found at. */
static bool prints(const qt_naming *n, qt_span whole, qt_span part)
{
    const qt_words *w = n->scene->words;
    size_t first = qt_text_token_at(w->text, part.begin), size = qt_text_token_at(w->text, part.end) - first;
    size_t last = qt_text_token_at(w->text, whole.end);
    for (size_t t = qt_text_token_at(w->text, whole.begin); t + size <= last; t++) {
        size_t i = 0;
        while (i < size && qt_str_equal(qt_word_lower(w, (uint32_t)(t + i)), qt_word_lower(w, (uint32_t)(first + i))))
            i++;
        if (i == size) return true;
    }
    return false;
}

/* The bearers of a name that may be two people's: the full names before it that end as it does. */
static bool offer_bearers(const qt_naming *n, uint32_t c, qt_source *source)
{
    const qt_scene *s = n->scene;
    qt_span *spans = QT_ARENA_NEW(n->arena, qt_span, MOST_CANDIDATES);
    uint32_t count = 0, from = c > 2000 ? c - 2000 : 0;
    if (!spans) return false;
    for (uint32_t k = from; k < c && count < MOST_CANDIDATES; k++) {
        uint32_t name = s->all.items[k].name;
        if (name == QT_NONE || s->group[name] != name || s->names[name].last - s->names[name].first < 2) continue;
        qt_str last = qt_word_lower(s->words, s->names[name].last - 1);
        if (qt_str_equal(last, qt_word_lower(s->words, s->all.items[c].head))) spans[count++] = s->names[name].span;
    }
    if (count) {
        source->candidates = spans;
        source->candidate_count = count;
    }
    return true;
}

/* A phrase that by itself says no more than "the minister", "the former minister": it needs somebody to stand for. */
static bool bare_reference(const qt_candidate *c)
{
    bool person = c->type == QT_MENTION_PERSON || c->last - c->first <= 2;
    return (c->class == QT_REFER_DEFINITE || c->class == QT_REFER_DEMONSTRATIVE) && c->last == c->head + 1 && person;
}

/* Whether the best that the document says of a referent is "the president", "a statement". */
static bool bare_words(const qt_naming *n, uint32_t referent)
{
    const qt_mention *best = &n->who->mentions[n->who->referents[referent].best];
    return best->form == QT_FORM_NOMINAL && best->last - best->first <= 2 &&
           qt_upos_at(n->scene->words->syntax, best->first) == QT_UPOS_DET;
}

/* Whether a referent that nobody names can be what a source's words stand for: somebody, not something; a description only of
 * what another with the same head word describes. */
static bool may_speak(const qt_naming *n, const qt_candidate *c, uint32_t referent)
{
    const qt_referent *r = &n->who->referents[referent];
    const qt_mention *best = &n->who->mentions[r->best];
    if (r->type == QT_MENTION_PLACE || r->type == QT_MENTION_EVENT || r->type == QT_MENTION_OTHER) return false;
    if (qt_is_pronoun(c)) return true;
    for (uint32_t t = best->first; t < best->last && t < best->first + 24; t++)
        if (qt_str_equal(qt_word_lower(n->scene->words, t), qt_word_lower(n->scene->words, c->head))) return true;
    return false;
}

/* A description of somebody whom the document does not name. */
static void describe(const qt_naming *n, const qt_candidate *c, uint32_t referent, qt_source *source)
{
    qt_span best = referent == QT_NONE ? source->span : qt_naming_best(n, referent);
    bool own = referent == QT_NONE || prints(n, source->span, best);
    source->referent = referent;
    if (referent != QT_NONE && !own && (bare_words(n, referent) || !may_speak(n, c, referent))) own = true;
    if (own && referent != QT_NONE && bare_words(n, referent) && qt_is_pronoun(c)) return;
    bool pronoun = referent == QT_NONE || n->who->mentions[n->who->referents[referent].best].form == QT_FORM_PRONOUN;
    if (pronoun || (qt_is_pronoun(c) && own)) return; /* a pronoun describes nobody */
    source->resolved = own ? QT_RESOLVED_PRINTED : QT_RESOLVED_MACHINE;
    source->name = qt_naming_words(n, own ? source->span : best);
}

/* "My brother", of whoever speaks there: no name outside of it. */
static bool of_speaker(const qt_naming *n, uint32_t referent)
{
    static const char *const words[] = {"my", "our", "your", NULL};
    const qt_mention *best = &n->who->mentions[n->who->referents[referent].best];
    for (const char *const *word = words; best->form == QT_FORM_NOMINAL && *word; word++)
        if (qt_words_is(n->scene->words, best->first, *word)) return true;
    return false;
}

/* "A Democrat, who": what names a people or a party by one of them names nobody. */
static bool one_of_group(const qt_naming *n, const qt_candidate *c, uint32_t referent)
{
    const qt_referent *r = &n->who->referents[referent];
    const qt_mention *best = &n->who->mentions[r->best];
    bool one = c->class == QT_REFER_HE || c->class == QT_REFER_SHE || c->class == QT_REFER_RELATIVE ||
               (c->class == QT_REFER_NAME && c->first < c->head);
    qt_xpos xpos = qt_words_tag(n->scene->words, best->last - 1);
    return one && r->named && r->type == QT_MENTION_GROUP && best->last - best->first == 1 && xpos != QT_XPOS_NNPS &&
           xpos != QT_XPOS_NNS;
}

bool qt_naming_source(const qt_naming *n, uint32_t c, qt_source *source)
{
    const qt_candidate *one = &n->scene->all.items[c];
    uint32_t referent = qt_naming_referent(n, c);
    bool named = referent != QT_NONE && n->who->referents[referent].named,
         carried = source->resolved == QT_RESOLVED_MACHINE;
    bool shared = one->name != QT_NONE && n->scene->group[one->name] == QT_NONE;
    bool sure = qt_naming_sure(n, c);
    source->name = (qt_str){NULL, 0};
    source->resolved = QT_RESOLVED_UNRESOLVED;
    source->referent = QT_NONE;
    if (shared) return offer_bearers(n, c, source);
    if (referent != QT_NONE && (one_of_group(n, one, referent) || (qt_is_pronoun(one) && of_speaker(n, referent)))) {
        if (qt_is_pronoun(one)) return true;
        source->resolved = QT_RESOLVED_PRINTED;
        source->name = qt_naming_words(n, source->span);
        return true;
    }
    bool indefinite =
        one->class == QT_REFER_INDEFINITE || one->class == QT_REFER_COUNTED || one->class == QT_REFER_BARE;
    if (!sure || indefinite) { /* "a statement" is no statement told of elsewhere */
        if (!bare_reference(one) && !qt_is_pronoun(one)) {
            source->resolved = QT_RESOLVED_PRINTED;
            source->name = qt_naming_words(n, source->span);
        }
        return source->candidate_count || offer(n, c, source);
    }
    if (named) {
        qt_span best = qt_naming_best(n, referent);
        source->referent = referent;
        source->name = qt_naming_words(n, best);
        source->resolved = prints(n, source->span, best) && !carried ? QT_RESOLVED_PRINTED : QT_RESOLVED_MACHINE;
        return true;
    }
    describe(n, one, referent, source);
    if (carried && source->resolved == QT_RESOLVED_PRINTED) source->resolved = QT_RESOLVED_MACHINE;
    if (source->resolved == QT_RESOLVED_PRINTED && bare_reference(one) && n->links[c].chain == c) {
        source->resolved = QT_RESOLVED_UNRESOLVED;
        source->name = (qt_str){NULL, 0};
        return source->candidate_count || offer(n, c, source);
    }
    return true;
}
