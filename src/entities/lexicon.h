/* The room's tables (lexicon/), searched by bisection. Words are folded: see fold.h. */
#ifndef QT_ENTITIES_LEXICON_H
#define QT_ENTITIES_LEXICON_H

#include "base/str.h"

/* Where a name comes from, so far as script, given name, ending or article tell. A set: 1u << value. */
typedef enum qt_origin {
    QT_ORIGIN_ANY, /* rules that hold for every name */
    QT_ORIGIN_SLAVIC,
    QT_ORIGIN_ARABIC,
    QT_ORIGIN_GREEK,
    QT_ORIGIN_TURKISH,
    QT_ORIGIN_KOREAN,
    QT_ORIGIN_CHINESE,
    QT_ORIGIN_HUNGARIAN,
    QT_ORIGINS
} qt_origin;

#define QT_BIT(value) (1u << (value))

typedef struct qt_given_entry {
    const char *form, *full, *kind, *origin, *common, *source;
} qt_given_entry;
typedef struct qt_surname_entry {
    const char *form, *as, *origin, *common, *source;
} qt_surname_entry;
typedef struct qt_word_entry { /* name_words.tsv, body_words.tsv */
    const char *word, *kind, *as, *source;
} qt_word_entry;
typedef struct qt_exonym_entry {
    const char *form, *as, *kind, *source;
} qt_exonym_entry;
typedef struct qt_syllable_entry {
    const char *syllable, *pinyin, *wade_giles, *source;
} qt_syllable_entry;
typedef struct qt_letter_entry {
    const char *letter, *latin, *script, *source;
} qt_letter_entry;
typedef struct qt_rule_entry {
    const char *from, *to, *origin, *where, *source;
} qt_rule_entry;

/* NULL where the table has no such row. */
const qt_given_entry *qt_given_find(qt_str form);
const qt_surname_entry *qt_surname_find(qt_str form);

/* Nobody's surname, so far as we know: "Zadie", but not "Mitchell". */
bool qt_is_lone_given(qt_str form);

const qt_word_entry *qt_name_word_find(qt_str word);
const qt_word_entry *qt_body_word_find(qt_str word);
const qt_exonym_entry *qt_exonym_find(qt_str form);
const qt_syllable_entry *qt_syllable_find(qt_str syllable);
const qt_letter_entry *qt_letter_find(qt_str letter);

/* The name of one, as the tables write it. */
const char *qt_origin_name(qt_origin origin);

/* The set of origins that a cell names, and that the ending of a surname tells. */
unsigned qt_origins_of(const char *cell);
unsigned qt_ending_origins(qt_str word);
bool qt_is_patronymic(qt_str word);

/* All rules of romanisation, in the order of the table. */
const qt_rule_entry *qt_rules(size_t *count);

static inline bool qt_is(const char *cell, const char *value) { return strcmp(cell, value) == 0; }

#endif
