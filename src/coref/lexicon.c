#include "coref/lexicon.h"

#include "base/table.h"
#include "coref/candidates.h"

static const struct pronoun {
    const char *word, *class, *number, *gender, *source;
} pronouns[] = {
#include "lexicon/pronouns.inc"
};
static const struct determiner {
    const char *word, *class, *source;
} determiners[] = {
#include "lexicon/determiners.inc"
};
static const struct noun {
    const char *word, *type, *gender, *source;
} nouns[] = {
#include "lexicon/nouns.inc"
};
static const struct group_word {
    const char *word, *count, *type, *gender, *kin, *source;
} group_words[] = {
#include "lexicon/group_words.inc"
};
static const struct body_noun {
    const char *noun, *kinds, *source;
} body_nouns[] = {
#include "lexicon/body_nouns.inc"
};
static const struct body_sign {
    const char *word, *in_name, *beside, *source;
} body_signs[] = {
#include "lexicon/body_signs.inc"
};
static const struct kin {
    const char *word, *kind, *source;
} kin_words[] = {
#include "lexicon/kin.inc"
};
static const struct name_sex {
    const char *form, *sex, *source;
} name_sexes[] = {
#include "lexicon/name_sexes.inc"
};

static const char *const CLASSES[QT_REFER_CLASSES] = {
    [QT_REFER_NAME] = "name",
    [QT_REFER_DEFINITE] = "definite",
    [QT_REFER_DEMONSTRATIVE] = "demonstrative",
    [QT_REFER_POSSESSED] = "possessed",
    [QT_REFER_INDEFINITE] = "indefinite",
    [QT_REFER_COUNTED] = "counted",
    [QT_REFER_BARE] = "bare",
    [QT_REFER_LIST] = "list",
    [QT_REFER_HE] = "he",
    [QT_REFER_SHE] = "she",
    [QT_REFER_IT] = "it",
    [QT_REFER_THEY] = "they",
    [QT_REFER_I] = "i",
    [QT_REFER_WE] = "we",
    [QT_REFER_YOU] = "you",
    [QT_REFER_THIS] = "this",
    [QT_REFER_RELATIVE] = "relative",
    [QT_REFER_SOMEONE] = "someone",
    [QT_REFER_SEVERAL] = "several",
};
static const char *const NUMBERS[QT_NUMBERS] = {"open", "one", "many"};
static const char *const GENDERS[QT_GENDERS] = {"open", "male", "female", "thing", "person"};
static const char *const BODY_KINDS[] = {"any",   "company", "airline",  "bank",   "press",
                                         "court", "union",   "party",    "school", "government",
                                         "force", "charity", "hospital", "church", "club"};

/* The place of `name` in `names`; 0 for one that is not there (tests/coref holds the tables to these names). */
static uint8_t value_of(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) return (uint8_t)i;
    return 0;
}
#define VALUE_OF(names, name) value_of((names), sizeof(names) / sizeof *(names), (name))

bool qt_pronoun_find(qt_str word, qt_xpos xpos, qt_pronoun *out)
{
    const struct pronoun *row = QT_TABLE_FIND(pronouns, word);
    if (!row) return false;
    *out = (qt_pronoun){VALUE_OF(CLASSES, row->class), VALUE_OF(NUMBERS, row->number), VALUE_OF(GENDERS, row->gender)};
    bool demonstrative = out->class == QT_REFER_RELATIVE && (xpos == QT_XPOS_DT || xpos == QT_XPOS_IN);
    if (demonstrative) *out = (qt_pronoun){QT_REFER_THIS, QT_NUMBER_ONE, QT_GENDER_OPEN};
    return true;
}

bool qt_noun_find(qt_str lemma, qt_noun *out)
{
    const struct noun *row = QT_TABLE_FIND(nouns, lemma);
    qt_mention_type type = QT_MENTION_OTHER;
    if (!row) return false;
    qt_mention_type_of(qt_str_of(row->type), &type);
    *out = (qt_noun){(uint8_t)type, VALUE_OF(GENDERS, row->gender)};
    return true;
}

qt_kin qt_kin_find(qt_str word)
{
    static const char *const KINDS[] = {"none", "sibling", "spouse", "other"};
    const struct kin *row = QT_TABLE_FIND(kin_words, word);
    return row ? (qt_kin)VALUE_OF(KINDS, row->kind) : QT_KIN_NONE;
}

uint8_t qt_name_gender(qt_str given)
{
    const struct name_sex *row = QT_TABLE_FIND(name_sexes, given);
    return !row ? QT_GENDER_PERSON : row->sex[0] == 'm' ? QT_GENDER_MALE : QT_GENDER_FEMALE;
}

bool qt_group_word_find(qt_str lemma, qt_group_word *out)
{
    const struct group_word *row = QT_TABLE_FIND(group_words, lemma);
    qt_mention_type type = QT_MENTION_OTHER;
    if (!row) return false;
    qt_mention_type_of(qt_str_of(row->type), &type);
    *out = (qt_group_word){0, (uint8_t)type, VALUE_OF(GENDERS, row->gender), row->kin[0] == 'y'};
    for (const char *digit = row->count; *digit; digit++) out->count = 10 * out->count + (uint32_t)(*digit - '0');
    return true;
}

/* The bits of kinds, which stand apart by blanks. */
static uint32_t body_kinds(const char *kinds)
{
    uint32_t found = 0;
    for (const char *at = kinds; *at;) {
        size_t n = strcspn(at, " ");
        for (uint32_t k = 0; k < sizeof BODY_KINDS / sizeof *BODY_KINDS; k++)
            if (strlen(BODY_KINDS[k]) == n && strncmp(BODY_KINDS[k], at, n) == 0) found |= 1U << k;
        at += n + (at[n] == ' ');
    }
    return found;
}

uint32_t qt_body_noun(qt_str word)
{
    const struct body_noun *row = QT_TABLE_FIND(body_nouns, word);
    return row ? body_kinds(row->kinds) : 0;
}

uint32_t qt_body_sign(qt_str word, bool beside)
{
    const struct body_sign *row = QT_TABLE_FIND(body_signs, word);
    return row ? body_kinds(beside ? row->beside : row->in_name) : 0;
}

bool qt_determiner_find(qt_str word, uint8_t *class)
{
    const struct determiner *row = QT_TABLE_FIND(determiners, word);
    if (row) *class = VALUE_OF(CLASSES, row->class);
    return row != NULL;
}
