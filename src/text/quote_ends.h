/* Where a quotation that never closes ends. Used by text/quotes.c. */
#ifndef QT_TEXT_QUOTE_ENDS_H
#define QT_TEXT_QUOTE_ENDS_H

#include "text/text.h"

/* `end` moved back over the white space before it, not beyond `begin`. */
uint32_t qt_quote_trim_end(const qt_text *text, uint32_t begin, uint32_t end);

/* Where the quotation of `begin` (behind its mark) to at most `limit` is no longer believed: before a reporter's "he
 * said", "said the mayor"; a fragment (which began in lower case, inside a sentence) at its sentence's end; else at
 * `limit`. Needs the tokens; linear in what lies between. */
uint32_t qt_quote_believed_end(const qt_text *text, uint32_t begin, uint32_t limit, bool fragment);

/* Whether a reporter's words end what lies between `begin` and `limit`: then a closing mark was lost there. */
bool qt_quote_ends_in_report(const qt_text *text, uint32_t begin, uint32_t limit);

#endif
