/* The words and phrases of a text that may refer to somebody or something. */
#ifndef QT_COREF_CANDIDATES_H
#define QT_COREF_CANDIDATES_H

#include "mentions/mention.h"
#include "statements/words.h"

/* What a candidate is, as far as its form tells. Values are stored in models: append only. */
typedef enum qt_refer_class {
    QT_REFER_NAME,
    QT_REFER_DEFINITE,      /* the ministry */
    QT_REFER_DEMONSTRATIVE, /* this ministry */
    QT_REFER_POSSESSED,     /* its ministry, Orlec's ministry */
    QT_REFER_INDEFINITE,    /* a ministry, another ministry, no ministry */
    QT_REFER_COUNTED,       /* two ministries, all ministries */
    QT_REFER_BARE,          /* ministries */
    QT_REFER_LIST,          /* Orlec and the ministry */
    QT_REFER_HE,
    QT_REFER_SHE,
    QT_REFER_IT,
    QT_REFER_THEY,
    QT_REFER_I,
    QT_REFER_WE,
    QT_REFER_YOU,
    QT_REFER_THIS,     /* this, that, these, those by themselves */
    QT_REFER_RELATIVE, /* who, which */
    QT_REFER_SOMEONE,  /* everybody, one, nothing */
    QT_REFER_SEVERAL,  /* all, both, others, many by themselves */
    QT_REFER_CLASSES
} qt_refer_class;

typedef enum qt_number { QT_NUMBER_OPEN, QT_NUMBER_ONE, QT_NUMBER_MANY, QT_NUMBERS } qt_number;

/* OPEN: may be anything; PERSON: he or she. */
typedef enum qt_gender {
    QT_GENDER_OPEN,
    QT_GENDER_MALE,
    QT_GENDER_FEMALE,
    QT_GENDER_THING,
    QT_GENDER_PERSON,
    QT_GENDERS
} qt_gender;

/* What its head is to the word that governs it. */
typedef enum qt_place_in_clause {
    QT_AS_OTHER,
    QT_AS_SUBJECT,
    QT_AS_OBJECT,
    QT_AS_OBLIQUE,
    QT_AS_POSSESSOR,
    QT_AS_MODIFIER,
    QT_AS_APPOSITION,
    QT_AS_PREDICATE,
    QT_AS_ROOT,
    QT_AS_PLACES
} qt_place_in_clause;

enum { QT_TYPE_OPEN = QT_MENTION_TYPES, QT_TYPES }; /* a qt_mention_type, or open */

typedef struct qt_candidate {
    uint32_t head;        /* the token that governs the rest of it */
    uint32_t first, last; /* tokens of the whole phrase, without what is joined to it by "and" and its like */
    uint32_t name;        /* index of the name that it is, or QT_NONE */
    uint8_t class, number, gender, type, as; /* qt_refer_class, qt_number, qt_gender, QT_TYPES, qt_place_in_clause */
} qt_candidate;

/* Whether it refers by itself, without a noun. */
static inline bool qt_is_pronoun(const qt_candidate *candidate) { return candidate->class >= QT_REFER_HE; }

typedef struct qt_candidates {
    qt_candidate *items; /* by first token, then the longer before the shorter */
    size_t count;
} qt_candidates;

/* Whether a word may head a mention, by its tag and relation alone: known as soon as its sentence is parsed. */
bool qt_may_refer(const qt_syntax *syntax, uint32_t token);

/* The candidates of a text. Every name is one; of what stands inside a name nothing else is. Linear but for sorting. */
int qt_candidates_read(const qt_words *words, const qt_mention *names, size_t name_count, qt_arena *arena,
                       qt_candidates *out, quoth_error *error);

/* The words of a description that say who is meant: of "after the ministry's spokesman in Lisgard, who had left, said" the tokens
 * of "the ministry's spokesman in Lisgard". */
void qt_candidate_core(const qt_words *words, const qt_candidate *candidate, uint32_t *first, uint32_t *last);

/* traits.c: class, number, gender, type and place in the clause of a candidate whose tokens are known. */
void qt_traits_read(const qt_words *words, const qt_mention *names, qt_candidate *candidate);

#endif
