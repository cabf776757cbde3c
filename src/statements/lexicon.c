#include "statements/lexicon.h"

#include "base/vec.h"

static const qt_cue_entry cues[] = {
#include "lexicon/cues.inc"
};

static const qt_hedge_entry hedges[] = {
#include "lexicon/hedges.inc"
};

static const qt_channel_entry channels[] = {
#include "lexicon/channels.inc"
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

static const struct act {
    const char *lemma, *when, *source;
} acts[] = {
#include "lexicon/acts.inc"
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
        const char *row = (const char *)rows + middle * stride, *its_key;
        memcpy(&its_key, row, sizeof its_key);
        int order = qt_str_compare(qt_str_of(its_key), key);
        if (order == 0) return row;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

#define FIND(table, key) find((table), sizeof(table) / sizeof *(table), sizeof *(table), (key))

const qt_cue_entry *qt_cue_find(qt_str lemma) { return FIND(cues, lemma); }
const qt_hedge_entry *qt_hedge_find(qt_str form) { return FIND(hedges, form); }

const qt_channel_entry *qt_channel_find(qt_str form) { return FIND(channels, form); }

const char *qt_appraisal_kind(qt_str lower)
{
    const struct appraisal *row = FIND(appraisals, lower);
    return row ? row->kind : NULL;
}

bool qt_is_boilerplate(qt_str form) { return FIND(boilerplate, form) != NULL; }

const char *qt_act_when(qt_str lemma)
{
    const struct act *row = FIND(acts, lemma);
    return row ? row->when : NULL;
}

bool qt_is_unnamed(qt_str lower) { return FIND(unnamed, lower) != NULL; }
