#include "coref/bound.h"

bool qt_is_reflexive(const qt_words *w, uint32_t t)
{
    qt_str word = qt_word_lower(w, t);
    return qt_upos_at(w->syntax, t) == QT_UPOS_PRON &&
           (qt_str_ends(word, QT_STR("self")) || qt_str_ends(word, QT_STR("selves")));
}

/* The verb of the relative clause that a pronoun begins, and the noun that it tells of; false where the tree has none. */
static bool clause_of(const qt_words *w, uint32_t pronoun, uint32_t *verb, uint32_t *noun)
{
    for (uint32_t up = pronoun, n = 0; up != QT_NONE && n < 4; up = qt_words_head(w, up), n++) {
        qt_dep dep = qt_words_dep(w, up);
        if (dep != QT_DEP_ACL_RELCL && dep != QT_DEP_ADVCL_RELCL) continue;
        *verb = up;
        *noun = qt_words_head(w, up);
        return *noun != QT_NONE;
    }
    return false;
}

/* The last token before a relative pronoun that is no comma; QT_NONE at the text's begin. */
static uint32_t word_before(const qt_words *w, uint32_t t)
{
    if (t > 0 && qt_words_is(w, t - 1, ",")) t--;
    return t > 0 ? t - 1 : QT_NONE;
}

/* The name that ends right before a relative pronoun, of a kind that it may mean. */
static uint32_t name_before(const qt_scene *s, uint32_t m)
{
    enum { LOOK_BACK = 12 };
    const qt_candidate *one = &s->all.items[m];
    const uint32_t end = word_before(s->words, one->head);
    bool who = qt_words_is(s->words, one->head, "who"), which = qt_words_is(s->words, one->head, "which");
    for (uint32_t c = m, n = 0; end != QT_NONE && (who || which) && c-- > 0 && n < LOOK_BACK; n++) {
        uint32_t name = s->all.items[c].name;
        if (name == QT_NONE || s->names[name].last != end + 1) continue;
        uint8_t type = s->names[name].type;
        bool body = type == QT_MENTION_ORGANIZATION || type == QT_MENTION_GROUP;
        return body || (who ? type == QT_MENTION_PERSON : type == QT_MENTION_PUBLICATION) ? c : QT_NONE;
    }
    return QT_NONE;
}

static uint32_t relative_to(const qt_scene *s, uint32_t m)
{
    uint32_t verb, noun, a = QT_NONE;
    if (clause_of(s->words, s->all.items[m].head, &verb, &noun)) a = s->of_head[noun];
    if (a == QT_NONE) a = name_before(s, m);
    return a != QT_NONE && a < m ? a : QT_NONE;
}

/* The subject of the nearest clause above that has one; what a reflexive stands beside ("the mayor himself"). */
static uint32_t reflexive_to(const qt_scene *s, uint32_t m)
{
    const qt_words *w = s->words;
    uint32_t up = qt_words_head(w, s->all.items[m].head);
    for (int n = 0; up != QT_NONE && n < 5; up = qt_words_head(w, up), n++) {
        uint32_t subject = qt_words_child_as(w, up, QT_DEP_NSUBJ), a = s->of_head[up];
        if (n == 0 && a != QT_NONE && a < m && subject == QT_NONE && s->all.items[m].as != QT_AS_POSSESSOR) return a;
        if (subject == QT_NONE) continue;
        a = s->of_head[subject];
        return a != QT_NONE && a < m && s->all.items[a].number != QT_NUMBER_MANY ? a : QT_NONE;
    }
    return QT_NONE;
}

uint32_t qt_bound(const qt_scene *s, uint32_t m)
{
    const qt_candidate *one = &s->all.items[m];
    if (one->class == QT_REFER_RELATIVE) return relative_to(s, m);
    return qt_is_pronoun(one) && qt_is_reflexive(s->words, one->head) ? reflexive_to(s, m) : QT_NONE;
}

/* What the verb or its auxiliary says of how many do it: the first of the few words behind the pronoun that says so. */
static qt_number number_of(const qt_words *w, uint32_t pronoun)
{
    enum { BEHIND = 4 };
    const qt_token *tokens = w->text->tokens;
    for (uint32_t t = pronoun + 1; t <= pronoun + BEHIND && t < w->text->token_count; t++) {
        qt_upos upos = qt_upos_at(w->syntax, t);
        if (tokens[t].sentence != tokens[pronoun].sentence) break;
        if (upos != QT_UPOS_VERB && upos != QT_UPOS_AUX) continue;
        qt_xpos xpos = qt_words_tag(w, t);
        if (xpos == QT_XPOS_VBZ || qt_words_is(w, t, "was")) return QT_NUMBER_ONE;
        if (xpos == QT_XPOS_VBP || qt_words_is(w, t, "were")) return QT_NUMBER_MANY;
        break;
    }
    return QT_NUMBER_OPEN;
}

/* "His board" is no plainer than "who". */
static bool plain(const qt_scene *s, const qt_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const qt_candidate *one = &s->all.items[list->parts[i]];
        uint32_t whose =
            one->class == QT_REFER_POSSESSED ? qt_words_child_as(s->words, one->head, QT_DEP_NMOD_POSS) : QT_NONE;
        if (qt_is_pronoun(one) || (whose != QT_NONE && qt_upos_at(s->words->syntax, whose) == QT_UPOS_PRON))
            return false;
    }
    return true;
}

qt_relative_list qt_relative_list_read(const qt_scene *s, const uint32_t *of_list, uint32_t m, qt_list *out)
{
    const qt_words *w = s->words;
    const qt_candidate *one = &s->all.items[m];
    uint32_t verb, noun = QT_NONE, before = word_before(w, one->head);
    out->count = 0;
    if (one->class != QT_REFER_RELATIVE || before == QT_NONE) return QT_RELATIVE_NO_LIST;
    if (!clause_of(w, one->head, &verb, &noun)) {
        uint32_t name = name_before(s, m);
        if (name == QT_NONE) return QT_RELATIVE_NO_LIST;
        noun = s->all.items[name].head;
    }
    const bool last = qt_words_dep(w, noun) == QT_DEP_CONJ && qt_words_head(w, noun) != QT_NONE;
    const bool comma = before + 1 < one->head;
    const uint32_t head = last ? qt_words_head(w, noun) : noun;
    const qt_number number = number_of(w, one->head);
    /* No comma: what is told picks out the last one ("Orlec and a man who said"). */
    if (of_list[head] == QT_NONE || number == QT_NUMBER_ONE || (last && !comma && number != QT_NUMBER_MANY))
        return QT_RELATIVE_NO_LIST;
    qt_list_read(s, head, s->all.items[of_list[head]].first, before + 1, out);
    if (out->count < 2) return out->count = 0, QT_RELATIVE_NO_LIST;
    return (number == QT_NUMBER_MANY || !last) && plain(s, out) ? QT_RELATIVE_LIST : QT_RELATIVE_OPEN;
}
