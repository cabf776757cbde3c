/* Proposed sentence ends, and sentences from ends that are decided. */
#ifndef QT_TEXT_SENTENCES_H
#define QT_TEXT_SENTENCES_H

#include "text/text.h"

/* Fills out->sentences and sentence_count from everything else, each token's `sentence` and each paragraph's sentence
 * range. Every token stands in exactly one sentence, no sentence crosses a paragraph's end. Linear time. */
int qt_sentences_find(qt_arena *arena, qt_text *out, quoth_error *error);

/* The same from begins[token_count], not 0 where a sentence begins; a paragraph's first token always begins one. The
 * array before is left to its arena. Marks that were attached to sentences must be attached again. Linear time. */
int qt_sentences_set(const uint8_t *begins, qt_arena *arena, qt_text *out, quoth_error *error);

#endif
