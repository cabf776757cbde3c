/* What the words of a mention tell of whom it means. */
#include "coref/candidates.h"
#include "coref/lexicon.h"
#include "mentions/lexicon.h"
#include "syntax/lemma.h"

static qt_number number_of(qt_xpos xpos)
{
    if (xpos == QT_XPOS_NN || xpos == QT_XPOS_NNP) return QT_NUMBER_ONE;
    return xpos == QT_XPOS_NNS || xpos == QT_XPOS_NNPS ? QT_NUMBER_MANY : QT_NUMBER_OPEN;
}

static uint8_t place_of(qt_dep dep)
{
    switch (dep) {
    case QT_DEP_NSUBJ:
    case QT_DEP_NSUBJ_OUTER:
    case QT_DEP_NSUBJ_PASS: return QT_AS_SUBJECT;
    case QT_DEP_OBJ:
    case QT_DEP_IOBJ: return QT_AS_OBJECT;
    case QT_DEP_OBL:
    case QT_DEP_OBL_AGENT:
    case QT_DEP_OBL_UNMARKED: return QT_AS_OBLIQUE;
    case QT_DEP_NMOD_POSS: return QT_AS_POSSESSOR;
    case QT_DEP_NMOD:
    case QT_DEP_NMOD_DESC:
    case QT_DEP_NMOD_UNMARKED:
    case QT_DEP_COMPOUND: return QT_AS_MODIFIER;
    case QT_DEP_APPOS: return QT_AS_APPOSITION;
    case QT_DEP_ROOT: return QT_AS_ROOT;
    default: return QT_AS_OTHER;
    }
}

/* By the words that stand before a noun, from the one that begins its phrase on. */
static uint8_t class_of_noun(const qt_words *words, const qt_candidate *c)
{
    bool counted = false;
    for (uint32_t t = c->first; t < c->head; t++) {
        if (qt_words_head(words, t) != c->head) continue;
        qt_dep dep = qt_words_dep(words, t);
        uint8_t class;
        if (dep == QT_DEP_NMOD_POSS) return QT_REFER_POSSESSED;
        if (dep == QT_DEP_NUMMOD) counted = true;
        bool determiner = dep == QT_DEP_DET || dep == QT_DEP_DET_PREDET;
        if (determiner && qt_determiner_find(qt_word_lower(words, t), &class)) return class;
    }
    return counted ? QT_REFER_COUNTED : QT_REFER_BARE;
}

static void read_pronoun(const qt_pronoun *p, qt_candidate *c)
{
    c->class = p->class;
    c->number = p->number;
    c->gender = p->gender;
}

static uint8_t gender_of_type(uint8_t type)
{
    if (type == QT_MENTION_PERSON) return QT_GENDER_PERSON;
    return type == QT_MENTION_GROUP || type == QT_TYPE_OPEN ? QT_GENDER_OPEN : QT_GENDER_THING;
}

static void read_name(const qt_words *words, const qt_mention *name, qt_candidate *c)
{
    const qt_span_list *titles = &name->beside->titles;
    qt_noun noun;
    c->class = QT_REFER_NAME;
    c->type = name->type;
    c->gender = gender_of_type(c->type);
    c->number = name->type == QT_MENTION_PERSON || name->type == QT_MENTION_PLACE ? QT_NUMBER_ONE : QT_NUMBER_OPEN;
    if (name->type == QT_MENTION_PERSON &&
        name->first + 1 < name->last) /* alone it may be a surname: "Scott", "James" */
        c->gender = qt_name_gender(qt_word_lower(words, name->first));
    for (uint32_t t = c->first; name->type == QT_MENTION_PERSON && t <= c->head; t++) {
        bool told = t != c->head && qt_noun_find(qt_word_lower(words, t), &noun); /* "spokeswoman Ada Lunt" */
        if (told && (noun.gender == QT_GENDER_MALE || noun.gender == QT_GENDER_FEMALE)) c->gender = noun.gender;
    }
    for (size_t i = 0; i < titles->count; i++) {
        char sex = qt_title_sex(qt_str_at(words->text->bytes, titles->items[i]));
        if (sex) c->gender = sex == 'm' ? QT_GENDER_MALE : QT_GENDER_FEMALE;
    }
}

static void read_noun(const qt_words *words, qt_candidate *c)
{
    qt_str lemma = qt_lemma(qt_word_lower(words, c->head), qt_upos_at(words->syntax, c->head),
                            qt_words_tag(words, c->head), words->arena);
    qt_noun noun = {QT_TYPE_OPEN, QT_GENDER_OPEN};
    qt_mention_type type;
    if (!lemma.data) *words->full = true;
    c->class = class_of_noun(words, c);
    c->number = (uint8_t)number_of(qt_words_tag(words, c->head));
    c->type = QT_TYPE_OPEN;
    if (lemma.data && qt_noun_find(lemma, &noun)) c->type = noun.type;
    else if (lemma.data && qt_is_role(lemma)) c->type = QT_MENTION_PERSON;
    else if (lemma.data && qt_head_type(lemma, &type)) c->type = (uint8_t)type;
    c->gender = noun.gender != QT_GENDER_OPEN ? noun.gender : gender_of_type(c->type);
}

void qt_traits_read(const qt_words *words, const qt_mention *names, qt_candidate *c)
{
    bool list = c->class == QT_REFER_LIST;
    qt_pronoun pronoun;
    bool alone = c->name == QT_NONE && c->first + 1 == c->last && !list;
    c->type = QT_TYPE_OPEN;
    if (c->name != QT_NONE) read_name(words, &names[c->name], c);
    else if (alone && qt_pronoun_find(qt_word_lower(words, c->head), qt_words_tag(words, c->head), &pronoun))
        read_pronoun(&pronoun, c);
    else read_noun(words, c);
    if (list) {
        c->class = QT_REFER_LIST;
        c->number = QT_NUMBER_MANY;
    }
    c->as = qt_words_child_as(words, c->head, QT_DEP_COP) != QT_NONE ? QT_AS_PREDICATE
                                                                     : place_of(qt_words_dep(words, c->head));
}
