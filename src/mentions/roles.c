/* What stands beside a name to say who or what bears it: before it ("State Duma deputy Dana Orlec"), or set off from it
 * (the tree's apposition: "Dana Orlec, the Kaldovian ambassador to Tavria, said"). */
#include "mentions/read.h"

enum {
    LONGEST = 24, /* tokens; what is longer is not beside the name but around it */
    NEAREST = 6,  /* tokens that may stand between a name and what is set off from it: marks, an age, an article */
};

static bool common_noun(const qt_reader *r, uint32_t t)
{
    qt_xpos xpos = qt_xpos_at(r->syntax, t);
    return xpos == QT_XPOS_NN || xpos == QT_XPOS_NNS;
}

/* A word before a noun that says more of it: its governor stands behind it, before `end`. */
static bool modifies(const qt_reader *r, uint32_t t, uint32_t end)
{
    uint32_t head = r->syntax->words[t].head;
    qt_str time;
    if (qt_office_word(qt_folded(r, t), &time) && time.size) return true; /* "then-President" */
    switch (qt_xpos_at(r->syntax, t)) {
    case QT_XPOS_POS: return head + 1 == t;
    case QT_XPOS_HYPH: return true;
    case QT_XPOS_NN:
    case QT_XPOS_NNS:
    case QT_XPOS_NNP:
    case QT_XPOS_NNPS:
    case QT_XPOS_JJ:
    case QT_XPOS_JJS:
    case QT_XPOS_AFX: return head != QT_NONE && head > t && head < end;
    default: return false;
    }
}

/* The first token of the name that token `t` is in. */
static uint32_t name_begin(const qt_reader *r, uint32_t t)
{
    while (r->tags[t] && r->tags[t] % 2 == 0) t--;
    return t;
}

/* The first token of the phrase that ends with token `noun`. A name in it ("Ministry of Health spokeswoman") is one word. */
static uint32_t phrase_begin(const qt_reader *r, uint32_t noun, uint32_t end, uint32_t sentence_first)
{
    uint32_t begin = noun;
    while (begin > sentence_first && noun - begin < LONGEST) {
        uint32_t first = name_begin(r, begin - 1);
        if (!modifies(r, r->tags[begin - 1] ? qt_name_head(r, first, begin) : begin - 1, end)) break;
        begin = first;
    }
    return begin;
}

/* Tokens [first, last) without the age that they begin with ("32-year-old"), which is the person's. */
static uint32_t without_age(const qt_reader *r, const qt_mention *m, qt_beside *beside, uint32_t first, uint32_t last)
{
    qt_age age;
    uint32_t end = first;
    if (!qt_age_at(r, first, last, false, &age, &end)) return first;
    if (m->type == QT_MENTION_PERSON && qt_span_empty(beside->age.span)) beside->age = age;
    return end;
}

/* A noun for an office or an occupation; "ex-minister" is one. */
static bool is_role(const qt_reader *r, uint32_t t)
{
    qt_str word = qt_folded(r, t);
    if (qt_str_starts(word, QT_STR("ex-"))) word = (qt_str){word.data + 3, word.size - 3};
    return qt_is_role(word);
}

/* "FSB chief" before "Dana Orlec": a noun of the table with what is before it; "Kaldovian President", though its title is one. */
static int read_before(const qt_reader *r, const qt_mention *m, qt_beside *beside, uint32_t before, quoth_error *error)
{
    uint32_t sentence_first = r->text->sentences[r->text->tokens[m->first].sentence].first;
    bool titled = before < m->first;
    if (before == sentence_first && !titled) return QUOTH_OK;
    uint32_t noun = titled ? m->first - 1 : before - 1;
    if (!titled && (r->tags[noun] || !is_role(r, noun))) return QUOTH_OK;
    if (titled && !is_role(r, noun)) return QUOTH_OK;
    uint32_t begin = phrase_begin(r, titled ? before : noun, m->last, sentence_first);
    if (begin > sentence_first)
        begin = without_age(r, m, beside, begin - 1, noun) > begin ? without_age(r, m, beside, begin - 1, noun) : begin;
    while (begin < noun && qt_xpos_at(r->syntax, begin) == QT_XPOS_HYPH) begin++;
    if (titled && begin == before) return QUOTH_OK;
    return qt_span_push(r, &beside->roles, qt_tokens_span(r, begin, noun + 1), error);
}

/* Articles, prepositions and marks before a phrase are no part of it. */
static uint32_t phrase_start(const qt_reader *r, uint32_t first, uint32_t head)
{
    while (first < head) {
        qt_dep dep = qt_dep_at(r->syntax, first);
        bool outside = dep == QT_DEP_DET || dep == QT_DEP_CASE || dep == QT_DEP_CC || dep == QT_DEP_MARK ||
                       dep == QT_DEP_PUNCT || dep == QT_DEP_DET_PREDET ||
                       qt_xpos_at(r->syntax, first) == QT_XPOS_PRP_POSS;
        if (!outside) break;
        first++;
    }
    return first;
}

/* Where the phrase of `head` stops saying what it is: at a comma, a relative clause or whatever else is set off again. */
static uint32_t phrase_end(const qt_reader *r, uint32_t head)
{
    uint32_t end = qt_reach_of(&r->trees, head).last;
    for (uint32_t c = qt_children_begin(&r->trees, head); c < qt_children_end(&r->trees, head); c++) {
        uint32_t child = r->trees.children[c];
        qt_dep dep = qt_dep_at(r->syntax, child);
        bool apart = dep == QT_DEP_ACL_RELCL || dep == QT_DEP_PARATAXIS || dep == QT_DEP_APPOS || dep == QT_DEP_LIST ||
                     dep == QT_DEP_ADVCL;
        if (apart && child > head && qt_reach_of(&r->trees, child).first < end)
            end = qt_reach_of(&r->trees, child).first;
    }
    bool open = false, closed = false;
    for (uint32_t t = head + 1; t < end; t++) {
        if (qt_xpos_at(r->syntax, t) == QT_XPOS_COMMA) end = t;
        if (t < end && qt_token_is(r, head, t, QT_STR("("))) open = true;
        if (t < end && qt_token_is(r, head, t, QT_STR(")"))) closed = open;
    }
    if (open && !closed && qt_token_is(r, head, end, QT_STR(")"))) return end + 1;
    while (end > head + 1 && qt_upos_at(r->syntax, end - 1) == QT_UPOS_PUNCT &&
           !(closed && qt_token_is(r, head, end - 1, QT_STR(")"))))
        end--;
    return end;
}

/* A phrase with a finite verb is a clause that the tree took for one. */
static bool has_verb(const qt_reader *r, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; t < last; t++) {
        qt_xpos xpos = qt_xpos_at(r->syntax, t);
        if (xpos == QT_XPOS_VBD || xpos == QT_XPOS_VBZ || xpos == QT_XPOS_VBP || xpos == QT_XPOS_VB ||
            xpos == QT_XPOS_MD)
            return true;
    }
    return false;
}

/* One phrase [first, last) with its noun `head`, set off from the name by a mark. What is no role must have an article: too
 * much else stands between commas. */
static int add_phrase(const qt_reader *r, const qt_mention *m, qt_beside *beside, uint32_t first, uint32_t head,
                      uint32_t last, quoth_error *error)
{
    uint32_t begin = phrase_start(r, first, head);
    bool article = begin > first && qt_xpos_at(r->syntax, begin - 1) == QT_XPOS_DT;
    bool role = m->type == QT_MENTION_PERSON && is_role(r, head);
    if (last <= head || last - begin > LONGEST || (!role && !article) || has_verb(r, begin, last)) return QUOTH_OK;
    first = phrase_start(r, without_age(r, m, beside, begin, last), head);
    if (first > head) return QUOTH_OK;
    return qt_span_push(r, role ? &beside->roles : &beside->appositions, qt_tokens_span(r, first, last), error);
}

/* The noun that the name is set beside: "the mayor, Dana Orlec,". */
static int read_governor(const qt_reader *r, const qt_mention *m, qt_beside *beside, uint32_t head, quoth_error *error)
{
    uint32_t noun = r->syntax->words[head].head;
    if (qt_dep_at(r->syntax, head) != QT_DEP_APPOS || noun >= m->first || !common_noun(r, noun)) return QUOTH_OK;
    uint32_t last = m->first;
    while (last > noun + 1 && qt_upos_at(r->syntax, last - 1) == QT_UPOS_PUNCT) last--;
    if (last == m->first) return QUOTH_OK; /* nothing sets it off: the noun before the name, read already */
    return add_phrase(r, m, beside, qt_reach_of(&r->trees, noun).first, noun, last, error);
}

/* Whether a preposition stands before it: ", according to the ledger" is set beside nobody, whatever the tree makes of it. */
static bool has_case(const qt_reader *r, uint32_t noun)
{
    for (uint32_t c = qt_children_begin(&r->trees, noun); c < qt_children_end(&r->trees, noun); c++)
        if (qt_dep_at(r->syntax, r->trees.children[c]) == QT_DEP_CASE && r->trees.children[c] < noun) return true;
    return false;
}

/* What is set beside the name: "Dana Orlec, the mayor,". */
static int read_governed(const qt_reader *r, const qt_mention *m, qt_beside *beside, uint32_t head, quoth_error *error)
{
    int status = QUOTH_OK;
    for (uint32_t c = qt_children_begin(&r->trees, head); !status && c < qt_children_end(&r->trees, head); c++) {
        uint32_t noun = r->trees.children[c];
        if (noun < m->last || qt_dep_at(r->syntax, noun) != QT_DEP_APPOS || !common_noun(r, noun) || has_case(r, noun))
            continue;
        uint32_t first = qt_reach_of(&r->trees, noun).first < m->last ? m->last : qt_reach_of(&r->trees, noun).first;
        if (first - m->last > NEAREST) continue;
        status = add_phrase(r, m, beside, first, noun, phrase_end(r, noun), error);
    }
    return status;
}

int qt_read_roles(const qt_reader *r, const qt_mention *m, qt_beside *beside, uint32_t before, quoth_error *error)
{
    if (!r->syntax->words || m->type == QT_MENTION_GROUP) return QUOTH_OK;
    uint32_t head = qt_name_head(r, m->first, m->last);
    int status = m->type == QT_MENTION_PERSON ? read_before(r, m, beside, before, error) : QUOTH_OK;
    if (!status) status = read_governor(r, m, beside, head, error);
    if (!status) status = read_governed(r, m, beside, head, error);
    return status;
}
