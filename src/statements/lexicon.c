#include "statements/lexicon.h"

#include "base/vec.h"

static const qt_cue_entry cues[] = {
#include "lexicon/cues.inc"
};

static const qt_hedge_entry hedges[] = {
#include "lexicon/hedges.inc"
};

static const struct irregular {
    const char *form, *lemma, *source;
} irregulars[] = {
#include "lexicon/lemmas_irregular.inc"
};

static const struct appraisal {
    const char *word, *kind, *source;
} appraisals[] = {
#include "lexicon/appraisals.inc"
};

static const struct boilerplate {
    const char *form, *source;
} boilerplate[] = {
#include "lexicon/boilerplate.inc"
};

static const struct unnamed {
    const char *word, *source;
} unnamed[] = {
#include "lexicon/unnamed.inc"
};

/* Binary search in rows of `stride` bytes, sorted by the string that each begins with. */
static const void *find(const void *rows, size_t count, size_t stride, qt_str key)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const char *const *row = (const char *const *)((const char *)rows + middle * stride);
        int order = qt_str_compare(qt_str_of(*row), key);
        if (order == 0) return row;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

#define FIND(table, key) find((table), sizeof(table) / sizeof *(table), sizeof *(table), (key))

const qt_cue_entry *qt_cue_find(qt_str lemma) { return FIND(cues, lemma); }
const qt_hedge_entry *qt_hedge_find(qt_str form) { return FIND(hedges, form); }

const char *qt_appraisal_kind(qt_str lower)
{
    const struct appraisal *row = FIND(appraisals, lower);
    return row ? row->kind : NULL;
}

bool qt_is_boilerplate(qt_str form) { return FIND(boilerplate, form) != NULL; }

bool qt_is_unnamed(qt_str lower) { return FIND(unnamed, lower) != NULL; }

/* `stem` plus `ending` in the buffer; an empty view where it does not fit. */
static qt_str joined(qt_str stem, const char *ending, char buffer[QT_ENTRY_BYTES])
{
    size_t n = strlen(ending);
    if (stem.size + n > QT_ENTRY_BYTES) return (qt_str){buffer, 0};
    memcpy(buffer, stem.data, stem.size);
    memcpy(buffer + stem.size, ending, n);
    return (qt_str){buffer, stem.size + n};
}

static bool vowel(char c) { return c && strchr("aeiouy", c) != NULL; }

/* Whether a stem that lost -ed or -ing most likely ends in e: "pledg", "announc", "accus", but not "warn". */
static bool wants_e(qt_str stem)
{
    if (stem.size < 3) return false;
    char last = stem.data[stem.size - 1], before = stem.data[stem.size - 2];
    if (last == 'c' || last == 'v' || last == 'u' || (last == 'g' && before != 'n') || (last == 's' && before != 's'))
        return true;
    return last == 't' && before == 'a' && !vowel(stem.data[stem.size - 3]); /* "stat", not "treat" */
}

static bool doubled(qt_str stem)
{
    if (stem.size < 3) return false;
    char last = stem.data[stem.size - 1];
    return last == stem.data[stem.size - 2] && !vowel(last) && last != 's' && last != 'l';
}

/* The verb of stem + -ed/-ing: the first candidate that is a cue, else the likeliest spelling. */
static qt_str restored(qt_str stem, char buffer[QT_ENTRY_BYTES])
{
    qt_str undoubled = {stem.data, stem.size > 1 ? stem.size - 1 : stem.size};
    bool twin = stem.size > 2 && stem.data[stem.size - 1] == stem.data[stem.size - 2];
    if (qt_cue_find(stem)) return stem;
    qt_str with_e = joined(stem, "e", buffer);
    if (qt_cue_find(with_e)) return with_e;
    if (twin && qt_cue_find(undoubled)) return undoubled;
    if (doubled(stem)) return undoubled;
    return wants_e(stem) ? with_e : stem;
}

static qt_str without(qt_str word, size_t n) { return (qt_str){word.data, word.size - n}; }

qt_str qt_verb_lemma(qt_str lower, char buffer[QT_ENTRY_BYTES])
{
    const struct irregular *row = FIND(irregulars, lower);
    if (row) return qt_str_of(row->lemma);
    if (lower.size < 4 || lower.size > QT_ENTRY_BYTES - 2 || qt_cue_find(lower)) return lower;
    if (qt_str_ends(lower, QT_STR("ied")) || qt_str_ends(lower, QT_STR("ies")))
        return joined(without(lower, 3), "y", buffer);
    if (qt_str_ends(lower, QT_STR("ing")) && lower.size > 5) return restored(without(lower, 3), buffer);
    if (qt_str_ends(lower, QT_STR("ed"))) return restored(without(lower, 2), buffer);
    if (qt_str_ends(lower, QT_STR("shes")) || qt_str_ends(lower, QT_STR("ches")) || qt_str_ends(lower, QT_STR("sses")))
        return without(lower, 2);
    if (qt_str_ends(lower, QT_STR("s")) && !qt_str_ends(lower, QT_STR("ss")) && !qt_str_ends(lower, QT_STR("us")))
        return without(lower, 1);
    return lower;
}
