#include "coref/few.h"

enum {
    MOST = 4,        /* persons that a plural may stand for */
    NEAR = 2,        /* sentences in which "both" looks for them */
    MOST_BACK = 1000 /* candidates that are looked at */
};

/* Persons by their chains, the last one first. */
typedef struct few {
    uint32_t chains[MOST], names[MOST]; /* names: candidates */
    uint32_t count;
    bool more; /* than fit in, or others whom the text does not name */
} few;

static void add(few *f, uint32_t chain, uint32_t c)
{
    for (uint32_t i = 0; i < f->count; i++)
        if (f->chains[i] == chain) return;
    if (f->count == MOST) {
        f->more = true;
        return;
    }
    f->chains[f->count] = chain;
    f->names[f->count++] = c;
}

/* Whether titles or roles of a name have the word, or its plural's lemma. */
static bool bears(const qt_scene *s, const qt_span_list *spans, qt_str role)
{
    const qt_words *w = s->words;
    for (size_t i = 0; i < spans->count; i++) {
        uint32_t last = (uint32_t)qt_text_token_at(w->text, spans->items[i].end);
        if (last && qt_str_equal(qt_word_lower(w, last - 1), role)) return true;
        for (uint32_t t = (uint32_t)qt_text_token_at(w->text, spans->items[i].begin); t + 1 < last; t++)
            if (qt_words_is(w, t + 1, "of") && qt_str_equal(qt_word_lower(w, t), role)) return true;
    }
    return false;
}

/* All persons before `m` who bear the role; somebody described by it who has no name is one too many. */
static void of_role(const qt_groups *g, uint32_t m, qt_str role, few *out)
{
    const qt_scene *s = g->scene;
    uint32_t least = m > MOST_BACK ? m - MOST_BACK : 0;
    out->more = least > 0;
    for (uint32_t c = m; c-- > least && !out->more;) {
        const qt_candidate *one = &s->all.items[c];
        if (one->name == QT_NONE) {
            bool described = !qt_is_pronoun(one) && one->class != QT_REFER_LIST && one->number != QT_NUMBER_MANY &&
                             qt_str_equal(qt_word_lower(s->words, one->head), role);
            bool named = g->scene->all.items[g->links[c].chain].name != QT_NONE || one->as == QT_AS_APPOSITION;
            out->more = described && !named && g->links[c].chain == c && one->as != QT_AS_MODIFIER;
            continue;
        }
        const qt_beside *beside = s->names[one->name].beside;
        bool so = bears(s, &beside->titles, role) || bears(s, &beside->roles, role);
        if (so && s->group[one->name] == QT_NONE) out->more = true;
        if (so && one->type == QT_MENTION_PERSON) add(out, g->links[c].chain, c);
    }
}

/* All persons whom the last sentences name; whoever and whatever else may be meant there is one too many. */
static void near_by(const qt_groups *g, uint32_t m, few *out)
{
    const qt_scene *s = g->scene;
    const qt_token *tokens = s->words->text->tokens, *at = &tokens[s->all.items[m].head];
    for (uint32_t c = m; c-- > 0 && !out->more;) {
        const qt_candidate *one = &s->all.items[c];
        const qt_token *token = &tokens[one->head];
        if (token->sentence + NEAR < at->sentence || token->paragraph + 1 < at->paragraph) break;
        if (token->quote != QT_QUOTE_OUTSIDE || qt_is_furniture(s->words->text, one->head)) continue;
        const bool subject = one->as == QT_AS_SUBJECT;
        if (one->name != QT_NONE && one->type == QT_MENTION_PERSON) {
            if (s->group[one->name] == QT_NONE) out->more = true;
            else add(out, g->links[c].chain, c);
        } else if (one->name != QT_NONE || qt_is_pronoun(one)) {
            out->more = subject && one->name != QT_NONE && token->sentence + 1 >= at->sentence;
        } else {
            bool apart = g->scene->all.items[g->links[c].chain].name == QT_NONE;
            bool some = one->type == QT_MENTION_PERSON || one->class == QT_REFER_LIST;
            out->more = (some && apart && one->as != QT_AS_APPOSITION && one->as != QT_AS_MODIFIER &&
                         one->as != QT_AS_PREDICATE) ||
                        (subject && one->number == QT_NUMBER_MANY);
        }
    }
}

void qt_few_read(const qt_groups *g, uint32_t m, const qt_plural *p, qt_list *out)
{
    const qt_scene *s = g->scene;
    few found = {.count = 0};
    out->count = 0;
    bool persons = p->role.data || p->type == QT_MENTION_PERSON || p->type == QT_TYPE_OPEN;
    if (p->they || p->kin || !persons || p->count < 2 || p->count > MOST) return;
    if (s->words->text->tokens[s->all.items[m].head].quote != QT_QUOTE_OUTSIDE) return;
    if (p->role.data) of_role(g, m, p->role, &found);
    else near_by(g, m, &found);
    if (found.more || found.count != p->count) return;
    for (uint32_t i = 0; i < found.count; i++) {
        uint32_t c = found.names[found.count - 1 - i]; /* the first one first */
        if (!qt_group_may_have(g, c, p)) return;
        out->parts[i] = c;
        out->spans[i] = s->names[s->all.items[c].name].span;
    }
    out->count = found.count;
}
