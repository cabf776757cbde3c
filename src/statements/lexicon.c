#include "statements/lexicon.h"

#include "base/table.h"
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

static const struct classed {
    const char *lemma, *class, *source;
} act_nouns[] = {
#include "lexicon/act_nouns.inc"
};

static const struct classed blame[] = {
#include "lexicon/blame.inc"
};

static const struct unnamed {
    const char *word, *source;
} unnamed[] = {
#include "lexicon/unnamed.inc"
};

const qt_cue_entry *qt_cue_find(qt_str lemma) { return QT_TABLE_FIND(cues, lemma); }
const qt_hedge_entry *qt_hedge_find(qt_str form) { return QT_TABLE_FIND(hedges, form); }

const qt_channel_entry *qt_channel_find(qt_str form) { return QT_TABLE_FIND(channels, form); }

const char *qt_appraisal_kind(qt_str lower)
{
    const struct appraisal *row = QT_TABLE_FIND(appraisals, lower);
    return row ? row->kind : NULL;
}

bool qt_is_boilerplate(qt_str form) { return QT_TABLE_FIND(boilerplate, form) != NULL; }

bool qt_act_noun_is(qt_str lemma, const char *class)
{
    const struct classed *row = QT_TABLE_FIND(act_nouns, lemma);
    return row && strcmp(row->class, class) == 0;
}

bool qt_blame_is(qt_str lemma, const char *class)
{
    const struct classed *row = QT_TABLE_FIND(blame, lemma);
    return row && strcmp(row->class, class) == 0;
}

const char *qt_act_when(qt_str lemma)
{
    const struct act *row = QT_TABLE_FIND(acts, lemma);
    return row ? row->when : NULL;
}

bool qt_is_unnamed(qt_str lower) { return QT_TABLE_FIND(unnamed, lower) != NULL; }
