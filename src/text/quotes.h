/* Quotations: which marks open and close one, and which tokens stand inside. */
#ifndef QT_TEXT_QUOTES_H
#define QT_TEXT_QUOTES_H

#include "text/text.h"

/* Fills out->quotations and quotation_count from out->bytes, tokens and paragraphs (all set; tokens in order, each
 * naming its paragraph), and sets each token's `quote`. out->references, if set, are stepped over. Sentences are not needed.
 *
 * Quotation marks are paired a paragraph at a time, so an error of pairing ends with its paragraph. A quotation runs on
 * into the next paragraph only where that paragraph opens it again (`continues`, `next`), or, for a short way, where it
 * holds nothing but the missing mark. In a document whose paragraphs were joined (two or more places where a quotation
 * opens again behind a sentence's end), `next` may stand in the same paragraph. One that finds no end is `closed` =
 * false and ends at the latest with its paragraph. Quotations nest, they never cross. Arrays live in `arena`; linear
 * time. On failure the arrays of `out` are untouched. */
int qt_quotes_find(qt_arena *arena, qt_text *out, quoth_error *error);

#endif
