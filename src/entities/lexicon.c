#include "entities/lexicon.h"

#include "base/table.h"

static const qt_given_entry givens[] = {
#include "lexicon/given_names.inc"
};
static const qt_surname_entry surnames[] = {
#include "lexicon/surnames.inc"
};
static const qt_word_entry name_words[] = {
#include "lexicon/name_words.inc"
};
static const qt_word_entry body_words[] = {
#include "lexicon/body_words.inc"
};
static const qt_exonym_entry exonyms[] = {
#include "lexicon/exonyms.inc"
};
static const qt_syllable_entry syllables[] = {
#include "lexicon/syllables.inc"
};
static const qt_letter_entry letters[] = {
#include "lexicon/romanised_letters.inc"
};
static const qt_rule_entry rules[] = {
#include "lexicon/romanisations.inc"
};
static const struct {
    const char *ending, *kind, *origin, *source;
} endings[] = {
#include "lexicon/name_endings.inc"
};

#define COUNT(table) (sizeof(table) / sizeof *(table))
const qt_given_entry *qt_given_find(qt_str form) { return QT_TABLE_FIND(givens, form); }
const qt_surname_entry *qt_surname_find(qt_str form) { return QT_TABLE_FIND(surnames, form); }
bool qt_is_lone_given(qt_str form) { return qt_given_find(form) && !qt_surname_find(form); }
const qt_word_entry *qt_name_word_find(qt_str word) { return QT_TABLE_FIND(name_words, word); }
const qt_word_entry *qt_body_word_find(qt_str word) { return QT_TABLE_FIND(body_words, word); }
const qt_exonym_entry *qt_exonym_find(qt_str form) { return QT_TABLE_FIND(exonyms, form); }
const qt_syllable_entry *qt_syllable_find(qt_str syllable) { return QT_TABLE_FIND(syllables, syllable); }
const qt_letter_entry *qt_letter_find(qt_str letter) { return QT_TABLE_FIND(letters, letter); }

const char *qt_origin_name(qt_origin origin)
{
    static const char *const names[QT_ORIGINS] = {"any",     "slavic", "arabic",  "greek",
                                                  "turkish", "korean", "chinese", "hungarian"};
    return names[origin];
}

unsigned qt_origins_of(const char *cell)
{
    unsigned set = 0;
    for (unsigned o = 0; o < QT_ORIGINS; o++)
        if (strstr(cell, qt_origin_name((qt_origin)o))) set |= QT_BIT(o);
    if (qt_is(cell, "cyrillic")) set |= QT_BIT(QT_ORIGIN_SLAVIC);
    return set;
}

/* A stem of two letters stands before the ending. */
static bool ends_with(qt_str word, const char *ending)
{
    qt_str e = qt_str_of(ending);
    return word.size >= e.size + 2 && qt_str_ends(word, e);
}

unsigned qt_ending_origins(qt_str word)
{
    unsigned set = 0;
    for (size_t i = 0; i < COUNT(endings); i++)
        if (ends_with(word, endings[i].ending)) set |= qt_origins_of(endings[i].origin);
    return set;
}

bool qt_is_patronymic(qt_str word)
{
    for (size_t i = 0; i < COUNT(endings); i++)
        if (qt_is(endings[i].kind, "patronymic") && ends_with(word, endings[i].ending)) return true;
    return false;
}

const qt_rule_entry *qt_rules(size_t *count)
{
    *count = COUNT(rules);
    return rules;
}
