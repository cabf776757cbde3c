/* Tokens: the words of UD English EWT (2.14), found by rule. */
#ifndef QT_TEXT_TOKENS_H
#define QT_TEXT_TOKENS_H

#include "text/text.h"

/* Fills out->tokens and token_count from out->bytes, references and paragraphs (all set; paragraph spans may hold white
 * space at their ends), and each paragraph's token range and exact span. Paragraphs in which no token stands are
 * dropped. Tokens never overlap a reference mark, hold no white space, and leave nothing visible out but the marks.
 * The array lives in `arena`; linear time. */
int qt_tokens_find(qt_arena *arena, qt_text *out, quoth_error *error);

/* The shape of one token's text. */
qt_shape qt_token_shape(qt_str word);

#endif
