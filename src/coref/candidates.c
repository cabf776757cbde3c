#include "coref/candidates.h"

#include "coref/bound.h"

#include <stdlib.h>

typedef QT_VEC(qt_candidate) candidates;

typedef struct finder {
    const qt_words *words;
    const qt_mention *names;
    uint32_t *name_of; /* [token_count] the name that holds a token, or QT_NONE */
    qt_arena *arena, *tree, *scratch;
    candidates found;
} finder;

bool qt_may_refer(const qt_syntax *s, uint32_t t)
{
    qt_dep dep = qt_dep_at(s, t);
    switch (qt_upos_at(s, t)) {
    case QT_UPOS_NOUN:
        return dep != QT_DEP_COMPOUND && dep != QT_DEP_FLAT && dep != QT_DEP_FIXED && dep != QT_DEP_GOESWITH;
    case QT_UPOS_PROPN: return dep != QT_DEP_FLAT && dep != QT_DEP_FIXED && dep != QT_DEP_GOESWITH;
    case QT_UPOS_PRON: return dep != QT_DEP_EXPL && dep != QT_DEP_FIXED;
    case QT_UPOS_NUM:
    case QT_UPOS_DET:
    case QT_UPOS_ADJ:
        return dep == QT_DEP_NSUBJ || dep == QT_DEP_NSUBJ_PASS || dep == QT_DEP_OBJ || dep == QT_DEP_OBL ||
               dep == QT_DEP_NMOD || dep == QT_DEP_NMOD_POSS;
    default: return false;
    }
}

/* What hangs on a noun without being part of its phrase: what makes a clause of it, and what joins it to others. */
static bool outside_phrase(qt_dep dep)
{
    switch (dep) {
    case QT_DEP_CASE:
    case QT_DEP_CC:
    case QT_DEP_MARK:
    case QT_DEP_COP:
    case QT_DEP_AUX:
    case QT_DEP_AUX_PASS:
    case QT_DEP_NSUBJ:
    case QT_DEP_NSUBJ_OUTER:
    case QT_DEP_NSUBJ_PASS:
    case QT_DEP_CSUBJ:
    case QT_DEP_CSUBJ_OUTER:
    case QT_DEP_CCOMP:
    case QT_DEP_DISCOURSE:
    case QT_DEP_ADVCL:
    case QT_DEP_EXPL:
    case QT_DEP_VOCATIVE:
    case QT_DEP_DISLOCATED:
    case QT_DEP_PARATAXIS:
    case QT_DEP_PUNCT: return true;
    default: return false;
    }
}

static void widen(const qt_trees *trees, uint32_t child, uint32_t *first, uint32_t *last)
{
    qt_reach reach = qt_reach_of(trees, child);
    if (reach.first < *first) *first = reach.first;
    if (reach.last > *last) *last = reach.last;
}

static bool predicate(const finder *f, const qt_trees *trees, uint32_t t)
{
    for (uint32_t i = qt_children_begin(trees, t); i < qt_children_end(trees, t); i++)
        if (qt_words_dep(f->words, trees->children[i]) == QT_DEP_COP) return true;
    return false;
}

static bool add(finder *f, qt_candidate c)
{
    qt_traits_read(f->words, f->names, &c);
    return qt_vec_push(f->arena, &f->found, c);
}

/* The phrase that token `t` heads; where others are joined to it, the list of them too. */
static bool add_phrase(finder *f, const qt_trees *trees, uint32_t t, uint32_t name)
{
    qt_candidate one = {.head = t, .first = t, .last = t + 1, .name = name};
    if (name != QT_NONE) {
        one.first = f->names[name].first;
        one.last = f->names[name].last;
    }
    qt_candidate list = one;
    bool listed = false, clause = predicate(f, trees, t);
    for (uint32_t i = qt_children_begin(trees, t); i < qt_children_end(trees, t); i++) {
        uint32_t child = trees->children[i];
        qt_dep dep = qt_words_dep(f->words, child);
        if (outside_phrase(dep) || (clause && child < t && (dep == QT_DEP_ADVMOD || dep == QT_DEP_OBL))) continue;
        widen(trees, child, &list.first, &list.last);
        if (dep == QT_DEP_CONJ) listed = true;
        else widen(trees, child, &one.first, &one.last);
    }
    if (!add(f, one)) return false;
    list.class = QT_REFER_LIST;
    list.name = QT_NONE;
    return !listed || add(f, list);
}

/* A word that a description may begin with. */
static bool opens(const qt_words *words, uint32_t t)
{
    switch (qt_upos_at(words->syntax, t)) {
    case QT_UPOS_DET:
    case QT_UPOS_ADJ:
    case QT_UPOS_NOUN:
    case QT_UPOS_PROPN:
    case QT_UPOS_NUM:
    case QT_UPOS_PRON: return true;
    default: return false;
    }
}

/* Behind the noun: where something is told of it, or somebody else is named beside it. */
static bool ends_core(const qt_words *words, uint32_t t)
{
    qt_dep dep = qt_words_dep(words, t);
    qt_upos upos = qt_upos_at(words->syntax, t);
    bool mark = upos == QT_UPOS_PUNCT && qt_words_tag(words, t) != QT_XPOS_HYPH;
    return mark || upos == QT_UPOS_VERB || upos == QT_UPOS_AUX || upos == QT_UPOS_CCONJ || upos == QT_UPOS_SCONJ ||
           dep == QT_DEP_ACL || dep == QT_DEP_ACL_RELCL || dep == QT_DEP_ADVCL || dep == QT_DEP_APPOS ||
           qt_words_tag(words, t) == QT_XPOS_WDT || qt_words_tag(words, t) == QT_XPOS_WP;
}

void qt_candidate_core(const qt_words *words, const qt_candidate *c, uint32_t *first, uint32_t *last)
{
    enum { MOST_BEHIND = 10 };
    uint32_t begin = c->first, end = c->head + 1;
    while (begin < c->head && !opens(words, begin)) begin++;
    while (end < c->last && end - c->head <= MOST_BEHIND && !ends_core(words, end) && !qt_is_reflexive(words, end))
        end++;
    while (end > c->head + 1 && !opens(words, end - 1) && qt_words_tag(words, end - 1) != QT_XPOS_POS) end--;
    if (end > c->head + 1 && qt_upos_at(words->syntax, end - 1) == QT_UPOS_DET) end = c->head + 1;
    *first = begin;
    *last = end;
}

/* The token of a name whose governor stands outside it. */
static uint32_t name_head(const finder *f, const qt_mention *name)
{
    for (uint32_t t = name->first; t < name->last; t++) {
        uint32_t head = qt_words_head(f->words, t);
        if (head == QT_NONE || head < name->first || head >= name->last) return t;
    }
    return name->first;
}

static int read_sentence(finder *f, const qt_sentence *s, quoth_error *error)
{
    qt_trees trees;
    qt_arena_reset(f->tree);
    int status = qt_trees_read(f->words->syntax, s->first, s->last, f->tree, &trees, error);
    for (uint32_t t = s->first; !status && t < s->last; t++) {
        uint32_t name = f->name_of[t];
        bool head = name == QT_NONE ? qt_may_refer(f->words->syntax, t) : name_head(f, &f->names[name]) == t;
        if (head && !add_phrase(f, &trees, t, name)) status = qt_arena_error(f->arena, error);
    }
    return status;
}

/* One head may give two: the phrase and its list, which is longer. */
static int compare(const void *left, const void *right)
{
    const qt_candidate *a = left, *b = right;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    if (a->last != b->last) return a->last > b->last ? -1 : 1;
    return (a->head > b->head) - (a->head < b->head);
}

int qt_candidates_read(const qt_words *words, const qt_mention *names, size_t name_count, qt_arena *arena,
                       qt_candidates *out, quoth_error *error)
{
    const qt_text *text = words->text;
    finder f = {.words = words,
                .names = names,
                .arena = arena,
                .tree = qt_arena_scratch(arena),
                .scratch = qt_arena_scratch(arena)};
    f.name_of = f.scratch ? QT_ARENA_NEW(f.scratch, uint32_t, text->token_count) : NULL;
    int status = f.tree && f.name_of ? QUOTH_OK : qt_arena_error(arena, error);
    for (size_t t = 0; !status && t < text->token_count; t++) f.name_of[t] = QT_NONE;
    for (uint32_t n = 0; !status && n < name_count; n++)
        for (uint32_t t = names[n].first; t < names[n].last; t++) f.name_of[t] = n;
    for (size_t s = 0; !status && s < text->sentence_count; s++) status = read_sentence(&f, &text->sentences[s], error);
    if (!status && f.found.count) qsort(f.found.items, f.found.count, sizeof *f.found.items, compare);
    if (!status) *out = (qt_candidates){f.found.items, f.found.count};
    qt_arena_free(f.tree);
    qt_arena_free(f.scratch);
    return status;
}
