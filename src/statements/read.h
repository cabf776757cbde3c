/* The parts of a statement that are read off its spans. Each function fills some fields of the statement. */
#ifndef QT_STATEMENTS_READ_H
#define QT_STATEMENTS_READ_H

#include "statements/drafts.h"

/* Statements that touch each sentence with their cue or content: items[first[s] .. first[s + 1]) are indices. */
typedef struct qt_touch {
    uint32_t *first, *items;
} qt_touch;

int qt_touch_read(const qt_text *text, const qt_drafts *drafts, qt_arena *arena, qt_touch *out, quoth_error *error);

/* The quotations that stand in no other one, as indices. */
typedef struct qt_outer {
    uint32_t *items;
    size_t count;
} qt_outer;

int qt_outer_read(const qt_text *text, qt_arena *arena, qt_outer *out, quoth_error *error);

/* quoted, voice. */
int qt_read_quoted(const qt_text *text, const qt_outer *outer, const qt_draft *draft, qt_arena *arena,
                   qt_statement *out, quoth_error *error);

/* cue_lemma, kind, polarity: from the cue lexicon; the entry of most words wins, and an entry may reach into the
 * content ("claimed | responsibility"). */
int qt_read_kind(const qt_words *words, const qt_draft *draft, qt_arena *arena, qt_statement *out, quoth_error *error);

/* hedges and unplaced_hedge of all statements: each hedge of the lexicon that stands in a statement's source, cue or
 * content is that statement's; a sentence with one that is nobody's flags its statements. */
int qt_read_hedges(const qt_words *words, const qt_drafts *drafts, const qt_touch *touch, qt_arena *arena,
                   qt_statement *statements, quoth_error *error);

/* references and references_unresolved of all statements. */
int qt_read_references(const qt_text *text, const qt_touch *touch, qt_arena *arena, qt_statement *statements,
                       quoth_error *error);

#endif
