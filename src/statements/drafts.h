/* Statements on the way: spans as runs of tokens, before kind, voice, hedges and references are read. */
#ifndef QT_STATEMENTS_DRAFTS_H
#define QT_STATEMENTS_DRAFTS_H

#include "statements/finds.h"
#include "statements/statement.h"
#include "statements/words.h"

typedef QT_VEC(qt_run) qt_runs;

typedef struct qt_draft {
    qt_run cue; /* empty (first == last) where the speaker carries over */
    qt_runs sources, contents;
    qt_runs candidates;                /* who might speak, where `unresolved` */
    bool carried;                      /* the source stands in an earlier paragraph */
    bool unresolved;                   /* a speaker carries over, but which one is not clear: sources is empty */
    bool completed;                    /* its source or content is read off the tree */
    bool narrated;                     /* the document's own word: neither cue nor source, but `head` */
    uint8_t kind, polarity, certainty; /* what the network makes of it (qt_kind and so on); of a carried one nothing */
    uint32_t head;                     /* the token that carries a narrated statement */
    uint32_t within;                   /* index of the draft it stands in, or QT_NONE */
    float kind_probability, confidence;
} qt_draft;

typedef QT_VEC(qt_draft) qt_drafts;

/* The token a draft stands at: its cue's first, or its content's where it has no cue. */
static inline uint32_t qt_draft_anchor(const qt_draft *d)
{
    return d->cue.first < d->cue.last || d->contents.count == 0 ? d->cue.first : d->contents.items[0].first;
}

static inline bool qt_draft_has_cue(const qt_draft *d) { return d->cue.first < d->cue.last; }

static inline qt_span qt_run_span(const qt_text *text, qt_run run)
{
    return (qt_span){text->tokens[run.first].span.begin, text->tokens[run.last - 1].span.end};
}

/* Takes off commas and their like at either end of a content: they join it to the words around it and are neither's. */
void qt_run_trim(const qt_text *text, qt_run *run);

/* Drafts of the finds, in the order of their anchors. */
int qt_drafts_of(const qt_text *text, const qt_finds *finds, qt_arena *arena, qt_drafts *out, quoth_error *error);

/* Completes sources that stop short: "Home Bank" of "Coast Bank, Pier Bank and Home Bank" takes in the whole list, a name
 * its "of HOUSE". */
void qt_sources_complete(const qt_words *words, qt_drafts *drafts);

/* The name that a relative "who" stands behind, which it most likely means; an empty run where there is none or where it
 * may mean another word ("an aide of Ada Lunt, who"). */
qt_run qt_antecedent(const qt_words *words, uint32_t who);

/* Adds what is said in each turn of a transcript, by whom its label names, and takes out finds that read the label. Keeps the order of
 * anchors. */
int qt_drafts_turns(const qt_text *text, qt_arena *arena, qt_drafts *drafts, quoth_error *error);

/* Quotations that no find covers: those that run on after their cue or are taken up by the next paragraph join their
 * statement; paragraphs that are quotation alone get the speaker of the paragraph before, where that is one speaker,
 * and else become drafts whose speaker is unresolved. Keeps the order of anchors. */
int qt_drafts_carry(const qt_text *text, qt_arena *arena, qt_drafts *drafts, quoth_error *error);

/* Sets `within`: the smallest content that a draft's anchor stands in. Never a cycle. */
int qt_drafts_nest(qt_drafts *drafts, qt_arena *arena, quoth_error *error);

/* Gives a cue of the lexicon within another content the subject and the object of its verb, where the network found none; one
 * elsewhere the object, where it settles the kind ("denied"). Reads `within`, and sets it again where something was added. */
int qt_drafts_complete(const qt_words *words, qt_drafts *drafts, qt_arena *arena, quoth_error *error);

/* Whether the tree says the same: a verb that settles the kind, the source its subject, the content its object. */
bool qt_draft_is_plain(const qt_words *words, const qt_draft *d);

/* "A said X, and B denied Y": a clause that a conjunction joins, with a speaker and a cue of its own, is a statement beside
 * the one whose content it seems to stand in, which ends before it. Reads `within`, and sets it again where it changed. */
int qt_drafts_part(const qt_words *words, qt_drafts *drafts, qt_arena *arena, quoth_error *error);

/* Which sentences have a phrase of the boilerplate table outside quotation: lines that a website puts under every article.
 * NULL where the arena is full. */
bool *qt_boilerplate(const qt_words *words, qt_arena *arena);

/* Whether the cue reports an act, a schedule or something perceived, by lexicon/acts.tsv. */
bool qt_draft_is_act(const qt_words *words, const qt_draft *d);

/* Removes drafts that are nobody's statement, whatever the network makes of them: in a line that a website puts under
 * every article, with the reader as source ("you"), with a bare quotation mark for a cue, with a source cut off in the
 * middle ("the"), with a content that is said of what a relative clause stands behind ("the things that you mention do not
 * exist"). Takes away a source that names nobody ("it was reported that") or whom others accuse ("Kamm accused of"). Call
 * it before drafts refer to each other. */
void qt_drafts_drop_spurious(const qt_words *words, const bool *lines, qt_drafts *drafts);

/* Takes the sources away that a passive is told of: "Kamm was accused of arson" has Kamm in its content, "Kamm was told that
 * it rained" nowhere. */
int qt_drafts_free_sufferers(const qt_words *words, qt_drafts *drafts, qt_arena *arena, quoth_error *error);

/* Adds the finds that are narrated statements, without what others say inside them. Keeps the order of anchors. Call it
 * last: what is said is settled by then. */
int qt_drafts_narrate(const qt_words *words, const bool *lines, const qt_finds *finds, qt_arena *arena,
                      qt_drafts *drafts, quoth_error *error);

/* Removes drafts that are too doubtful for a ledger, and lets what stood within them stand within what they stood in. */
int qt_drafts_prune(const qt_words *words, qt_drafts *drafts, qt_arena *arena, quoth_error *error);

#endif
