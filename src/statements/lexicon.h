/* The tables of lexicon/ that this room reads, and look-ups in them. */
#ifndef QT_STATEMENTS_LEXICON_H
#define QT_STATEMENTS_LEXICON_H

#include "statements/statement.h"

/* No entry of any table is longer (tests/statements/test_lexicon.c). */
enum { QT_ENTRY_WORDS = 6, QT_ENTRY_BYTES = 64 };

typedef struct qt_cue_entry {
    const char *lemma, *kind, *negatable, *polarity, *certainty, *note, *source;
} qt_cue_entry;

typedef struct qt_hedge_entry {
    const char *form, *class, *certainty, *polarity, *exclude, *source;
} qt_hedge_entry;

typedef struct qt_channel_entry {
    const char *form, *type, *use, *source;
} qt_channel_entry;

/* The entry, or NULL. `lemma` and `form` are lower case, words joined by one space. */
const qt_cue_entry *qt_cue_find(qt_str lemma);
const qt_hedge_entry *qt_hedge_find(qt_str form);
const qt_channel_entry *qt_channel_find(qt_str form);

/* What a word tells of who uses it of something: "disgrace" is a criticism, "wonderful" an opinion. NULL where nothing. */
const char *qt_appraisal_kind(qt_str lower);

/* Whether this is a phrase of a line that a website puts under every article ("sign up for our newsletter"). */
bool qt_is_boilerplate(qt_str form);

/* Whether lexicon/act_nouns.tsv has the noun in a class: "event", "court". */
bool qt_act_noun_is(qt_str lemma, const char *class);

/* Whether lexicon/blame.tsv has the word in a class: "draw", "blame". */
bool qt_blame_is(qt_str lemma, const char *class);

/* When a verb reports an act and is no cue: a cell of lexicon/acts.tsv; NULL where it has no row. */
const char *qt_act_when(qt_str lemma);

/* Whether a lower-case word names nobody by itself: pronouns, articles, adverbs, common nouns for people. */
bool qt_is_unnamed(qt_str lower);

#endif
