/* The room's tables (lexicon/), searched by bisection. Values are those of candidates.h. */
#ifndef QT_COREF_LEXICON_H
#define QT_COREF_LEXICON_H

#include "base/str.h"
#include "syntax/grammar.h"

typedef struct qt_pronoun {
    uint8_t class, number, gender;
} qt_pronoun;
typedef struct qt_noun {
    uint8_t type, gender;
} qt_noun;

typedef struct qt_group_word {
    uint32_t count; /* how many they are; 0 where the word does not say */
    uint8_t type, gender;
    bool kin;
} qt_group_word;

/* How two are related, by whether they are of one kind with "brothers" or with "couple". */
typedef enum qt_kin { QT_KIN_NONE, QT_KIN_SIBLING, QT_KIN_SPOUSE, QT_KIN_OTHER } qt_kin;
qt_kin qt_kin_find(qt_str word);

/* Of words in lower case; false where the table has none. "that" is relative or demonstrative by its tag. */
bool qt_pronoun_find(qt_str word, qt_xpos xpos, qt_pronoun *out);
bool qt_noun_find(qt_str lemma, qt_noun *out);
bool qt_group_word_find(qt_str lemma, qt_group_word *out);

/* The qt_gender that a person's given name in lower case tells; PERSON where the table has none. */
uint8_t qt_name_gender(qt_str given);

/* Kinds of body, as bits; more follow. ANY: of a noun that is said of bodies of no known kind too. NONE: of what is no body. */
enum { QT_BODY_ANY = 1, QT_BODY_COMPANY = 2, QT_BODY_AIRLINE = 4, QT_BODY_NONE = 1 << 30 };
uint32_t qt_body_noun(qt_str word);              /* those that the noun may mean; 0 where it means none */
uint32_t qt_body_sign(qt_str word, bool beside); /* the one that a word of its name tells, or a word beside it */

/* The class of a phrase that this word in lower case begins. */
bool qt_determiner_find(qt_str word, uint8_t *class);

#endif
