#include "coref/groups.h"

#include "coref/few.h"
#include "coref/lexicon.h"
#include "coref/rules.h"
#include "mentions/lexicon.h"
#include "syntax/lemma.h"

enum {
    NEAR = 1,       /* sentences between a vague plural and its list, at most */
    FAR = 4,        /* the same of one that says how many and of what kind */
    MOST_BACK = 400 /* candidates that are looked at */
};

/* What the ranker has to give a list for "they", and may give another, where the rules find no other. */
static const float LIKELY = 0.6F, RIVAL = 0.15F;

int qt_groups_read(const qt_scene *s, const qt_link *links, qt_arena *arena, qt_groups *out, quoth_error *error)
{
    size_t n = s->all.count, tokens = s->words->text->token_count;
    qt_groups g = {s, links, QT_ARENA_NEW(arena, uint8_t, n), QT_ARENA_NEW(arena, uint32_t, tokens),
                   QT_ARENA_NEW(arena, uint32_t, n)};
    if (!g.gender || !g.of_list || !g.stands) return qt_arena_error(arena, error);
    for (size_t t = 0; t < tokens; t++) g.of_list[t] = QT_NONE;
    for (size_t c = 0; c < n; c++) g.gender[c] = QT_GENDER_OPEN, g.stands[c] = QT_NONE;
    for (uint32_t c = 0; c < n; c++) {
        const qt_candidate *one = &s->all.items[c];
        uint8_t *of_chain = &g.gender[links[c].chain];
        if (one->class == QT_REFER_LIST) g.of_list[one->head] = c;
        *of_chain = qt_gender_of_both(*of_chain, one->gender);
    }
    *out = g;
    return QUOTH_OK;
}

static bool body(uint8_t type)
{
    return type == QT_MENTION_ORGANIZATION || type == QT_MENTION_GROUP || type == QT_MENTION_PLACE ||
           type == QT_MENTION_PUBLICATION;
}

/* A town is no country, and nothing speaks for it by its name. */
static bool is_country(const qt_words *w, const qt_candidate *one)
{
    qt_str words = qt_str_at(
        w->text->bytes, (qt_span){w->text->tokens[one->first].span.begin, w->text->tokens[one->last - 1].span.end});
    if (qt_str_starts(words, QT_STR("the ")) || qt_str_starts(words, QT_STR("The ")))
        words = (qt_str){words.data + 4, words.size - 4};
    return qt_is_state(words);
}

bool qt_group_may_have(const qt_groups *g, uint32_t c, const qt_plural *p)
{
    const qt_candidate *one = &g->scene->all.items[c];
    if (one->name != QT_NONE && g->scene->group[one->name] == QT_NONE) return false;
    if (one->name == QT_NONE && (qt_is_pronoun(one) || one->class == QT_REFER_LIST)) return false;
    if (p->count && one->number == QT_NUMBER_MANY) return false; /* one that is several */
    bool country = one->type == QT_MENTION_PLACE && is_country(g->scene->words, one),
         person = one->type == QT_MENTION_PERSON;
    if (p->type == QT_MENTION_PERSON && !person) return false;
    if (p->type == QT_MENTION_PLACE && !country) return false;
    if (p->type == QT_MENTION_ORGANIZATION && !body(one->type)) return false;
    bool sexes = p->gender == QT_GENDER_MALE || p->gender == QT_GENDER_FEMALE;
    if (sexes && qt_genders_clash(g->gender[g->links[c].chain], p->gender)) return false;
    return person || country || (body(one->type) && one->type != QT_MENTION_PLACE);
}

/* "Karl Brandt and his brother Otto", "Karl and Otto Brandt": whether a list lets its parts be kin of that kind. */
static bool says_kin(const qt_scene *s, const qt_list *list, qt_kin wanted)
{
    const qt_candidate *a = &s->all.items[list->parts[0]], *b = &s->all.items[list->parts[list->count - 1]];
    const qt_words *w = s->words;
    if (list->count != 2) return false;
    uint32_t first = (uint32_t)qt_text_token_at(w->text, list->spans[0].begin);
    uint32_t last = (uint32_t)qt_text_token_at(w->text, list->spans[1].end);
    for (uint32_t t = first; t < last; t++) {
        qt_kin kin = qt_kin_find(qt_word_lower(w, t));
        if (kin != QT_KIN_NONE) return kin == wanted;
    }
    bool full = a->name != QT_NONE && b->name != QT_NONE && s->names[a->name].last - s->names[a->name].first > 1 &&
                s->names[b->name].last - s->names[b->name].first > 1;
    return full &&
           qt_str_equal(qt_word_lower(w, s->names[a->name].last - 1), qt_word_lower(w, s->names[b->name].last - 1));
}

static void read_list(const qt_groups *g, uint32_t c, qt_list *out)
{
    const qt_candidate *list = &g->scene->all.items[c];
    qt_list_read(g->scene, list->head, list->first, list->last, out);
}

static bool holds(const qt_words *w, qt_span span, qt_str word)
{
    size_t last = qt_text_token_at(w->text, span.end);
    for (size_t t = qt_text_token_at(w->text, span.begin); t < last; t++)
        if (qt_str_equal(qt_word_lower(w, (uint32_t)t), word)) return true;
    return false;
}

static bool fits(const qt_groups *g, const qt_list *list, const qt_plural *p)
{
    if (list->count < 2 || (p->count && list->count != p->count)) return false;
    for (uint32_t i = 0; i < list->count; i++) {
        if (!qt_group_may_have(g, list->parts[i], p)) return false;
        if (p->role.data && !holds(g->scene->words, list->spans[i], p->role)) return false;
    }
    return p->kin == QT_KIN_NONE || says_kin(g->scene, list, p->kin);
}

static bool same_members(const qt_groups *g, const qt_list *a, const qt_list *b)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++)
            if (g->links[a->parts[i]].chain == g->links[b->parts[k]].chain) {
                found++;
                break;
            }
    return a->count == b->count && found == a->count;
}

/* Whether list `c` stands where candidate `m` may mean it: in running text, in no quotation that `m` is outside of. */
static bool in_reach(const qt_scene *s, uint32_t c, uint32_t m)
{
    const qt_text *text = s->words->text;
    const qt_candidate *list = &s->all.items[c], *one = &s->all.items[m];
    const qt_token *a = &text->tokens[list->head], *b = &text->tokens[one->head];
    bool quoted = a->quote != QT_QUOTE_OUTSIDE || b->quote != QT_QUOTE_OUTSIDE;
    bool title = text->paragraphs[a->paragraph].part != text->paragraphs[b->paragraph].part;
    bool holds = list->first <= one->head && one->head < list->last;
    return !holds && !title && qt_is_furniture(text, list->head) == qt_is_furniture(text, one->head) &&
           (!quoted || (a->quote != QT_QUOTE_OUTSIDE && s->statement[c] == s->statement[m]));
}

static bool is_member(const qt_groups *g, const qt_list *list, uint32_t c)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (g->links[list->parts[i]].chain == g->links[c].chain) return true;
    return false;
}

/* Whether others than the list's may be meant: a plural, a body or somebody who is the subject of a clause between. */
static bool rivalled(const qt_groups *g, uint32_t list, const qt_list *of, uint32_t m)
{
    const qt_scene *s = g->scene;
    const qt_token *tokens = s->words->text->tokens;
    const qt_candidate *whole = &s->all.items[list];
    uint32_t c = m, sentence = tokens[whole->head].sentence;
    while (c-- > 0 && tokens[s->all.items[c].head].sentence >= sentence) {
        const qt_candidate *one = &s->all.items[c];
        bool inside = whole->first <= one->head && one->head < whole->last;
        bool some = one->number == QT_NUMBER_MANY || body(one->type) || one->type == QT_MENTION_PERSON;
        if (!inside && some && one->as == QT_AS_SUBJECT && !qt_is_pronoun(one) && !is_member(g, of, c)) return true;
    }
    return false;
}

/* The list is a subject, and the ranker puts "they" into the chain that has it, or stands for it. */
static bool taken(const qt_groups *g, uint32_t m, uint32_t list)
{
    if (g->scene->all.items[list].as != QT_AS_SUBJECT) return false;
    const qt_link *link = &g->links[m];
    bool likely = link->sure >= LIKELY && link->rival <= RIVAL;
    return link->chain != m && likely && (link->chain == g->links[list].chain || g->stands[link->chain] == list);
}

/* The only list before `m` that fits; QT_NONE where there is none, or several. */
static uint32_t only_list(const qt_groups *g, uint32_t m, const qt_plural *p, qt_group *out)
{
    const qt_scene *s = g->scene;
    const qt_token *tokens = s->words->text->tokens;
    uint32_t found = QT_NONE, at = tokens[s->all.items[m].head].sentence, least = m > MOST_BACK ? m - MOST_BACK : 0;
    bool several = false;
    for (uint32_t c = m; c-- > least && !several;) {
        const qt_candidate *one = &s->all.items[c];
        if (tokens[one->head].sentence + (uint32_t)(qt_plural_vague(p) ? NEAR : FAR) < at) break;
        qt_list list;
        if (one->class != QT_REFER_LIST || !in_reach(s, c, m)) continue;
        read_list(g, c, &list);
        if (!fits(g, &list, p)) continue;
        if (out->rival_count < QT_GROUP_RIVALS)
            out->rivals[out->rival_count++] = (qt_span){list.spans[0].begin, list.spans[list.count - 1].end};
        if (found == QT_NONE) {
            found = c;
            out->of = list;
        } else {
            several = !same_members(g, &out->of, &list);
        }
    }
    return several ? QT_NONE : found;
}

void qt_group_read(qt_groups *g, uint32_t m, qt_group *out)
{
    const qt_scene *s = g->scene;
    qt_plural p;
    *out = (qt_group){.plural = qt_plural_read(s, m, &p)};
    if (!out->plural) return;
    const qt_link *link = &g->links[m];
    bool sure = link->chain != m && qt_link_sure(link, &s->all.items[m]);
    uint32_t list = sure ? g->stands[link->chain] : QT_NONE;
    if (list != QT_NONE) {
        read_list(g, list, &out->of);
        if (fits(g, &out->of, &p)) return;
    }
    out->of.count = 0;
    list = only_list(g, m, &p, out);
    if (list == QT_NONE || (qt_plural_vague(&p) && rivalled(g, list, &out->of, m)) || (p.they && !taken(g, m, list))) {
        out->of.count = 0;
        if (!out->rival_count) qt_few_read(g, m, &p, &out->of);
        return;
    }
    out->rival_count = 0;
    g->stands[link->chain] = list;
}
