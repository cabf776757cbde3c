/* Paragraphs: blank lines, single line breaks, hard-wrapped lines, titles, lists, captions. */
#ifndef QT_TEXT_PARAGRAPHS_H
#define QT_TEXT_PARAGRAPHS_H

#include "text/text.h"

/* Fills out->paragraphs (span, part, displaced) and paragraph_count from out->bytes and references. Spans may hold white
 * space and reference marks at their ends; qt_tokens_find makes them exact. Line breaks inside hard-wrapped text do
 * not end a paragraph. The array lives in `arena`; linear time. */
int qt_paragraphs_find(size_t title_size, qt_arena *arena, qt_text *out, quoth_error *error);

#endif
