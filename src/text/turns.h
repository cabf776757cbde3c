/* Transcripts: paragraphs that begin with who speaks ("ORLEC: At six.", "((GZ)) When?"). */
#ifndef QT_TEXT_TURNS_H
#define QT_TEXT_TURNS_H

#include "text/text.h"

/* Fills out->turns and turn_count from tokens, paragraphs and quotations (all set), makes what is said in each turn a quotation without
 * marks around those that stand in it, and sets the `quote` of its tokens. A text is a transcript where two labels or more begin
 * two paragraphs or more each, four in all, most of which ask something or speak of "I" and "you"; else nothing changes. Arrays
 * live in `arena`; n log n time in the number of paragraphs, linear in the rest. */
int qt_turns_find(qt_arena *arena, qt_text *out, quoth_error *error);

#endif
