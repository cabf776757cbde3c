#include "text/abbreviations.h"

#include "base/table.h"

typedef struct row3 {
    const char *form, *value, *source;
} row3;

typedef struct row2 {
    const char *form, *source;
} row2;

static const row3 abbreviations[] = {
#include "lexicon/abbreviations.inc"
};
static const row3 contractions[] = {
#include "lexicon/contractions.inc"
};
static const row2 starters[] = {
#include "lexicon/starters.inc"
};
static const row2 affixes[] = {
#include "lexicon/affixes.inc"
};
static const row2 dotted[] = {
#include "lexicon/dotted.inc"
};
static const row2 units[] = {
#include "lexicon/units.inc"
};

#define COUNT(table) (sizeof(table) / sizeof *(table))
enum { MAX_FORM = 24 };

/* Lower-cases ASCII into `out`; an empty view for words that are in no table by their length. */
static qt_str lowered(qt_str word, char out[MAX_FORM])
{
    if (word.size > MAX_FORM) return (qt_str){out, 0};
    for (size_t i = 0; i < word.size; i++) {
        char c = word.data[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    return (qt_str){out, word.size};
}

static bool is_upper_ascii(qt_str word)
{
    for (size_t i = 0; i < word.size; i++)
        if (word.data[i] >= 'a' && word.data[i] <= 'z') return false;
    return true;
}

static qt_abbreviation kind_of(const char *name)
{
    static const struct {
        const char *name;
        qt_abbreviation kind;
    } kinds[] = {
        {"title", QT_ABBREVIATION_TITLE}, {"month", QT_ABBREVIATION_MONTH}, {"number", QT_ABBREVIATION_NUMBER},
        {"inner", QT_ABBREVIATION_INNER}, {"final", QT_ABBREVIATION_FINAL}, {"general", QT_ABBREVIATION_GENERAL},
    };
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(kinds[i].name, name) == 0) return kinds[i].kind;
    return QT_ABBREVIATION_NONE;
}

qt_abbreviation qt_abbreviation_of(qt_str word)
{
    const row3 *row = QT_TABLE_FIND(abbreviations, word);
    if (!row && word.size > 1 && word.size <= MAX_FORM && is_upper_ascii(word)) { /* "GEN. SMITH" */
        char form[MAX_FORM];
        qt_str lower = lowered(word, form);
        form[0] = word.data[0];
        row = QT_TABLE_FIND(abbreviations, lower);
    }
    return row ? kind_of(row->value) : QT_ABBREVIATION_NONE;
}

bool qt_is_starter(qt_str word) { return QT_TABLE_FIND(starters, word) != NULL; }

bool qt_is_prefix(qt_str word)
{
    char form[MAX_FORM];
    if (word.size == 0 || word.size >= MAX_FORM) return false;
    lowered(word, form);
    form[word.size] = '-';
    return QT_TABLE_FIND(affixes, ((qt_str){form, word.size + 1})) != NULL;
}

bool qt_is_suffix(qt_str word)
{
    char form[MAX_FORM];
    if (word.size == 0 || word.size >= MAX_FORM) return false;
    form[0] = '-';
    char low[MAX_FORM];
    lowered(word, low);
    memcpy(form + 1, low, word.size);
    return QT_TABLE_FIND(affixes, ((qt_str){form, word.size + 1})) != NULL;
}

size_t qt_contraction_split(qt_str word, bool *known)
{
    char form[MAX_FORM];
    const row3 *row = QT_TABLE_FIND(contractions, lowered(word, form));
    *known = row != NULL;
    if (!row) return 0;
    const char *bar = strchr(row->value, '|');
    return bar ? (size_t)(bar - row->value) : 0;
}

bool qt_is_dotted_ending(qt_str label)
{
    char form[MAX_FORM];
    return QT_TABLE_FIND(dotted, lowered(label, form)) != NULL;
}

bool qt_is_unit(qt_str word) { return QT_TABLE_FIND(units, word) != NULL; }
