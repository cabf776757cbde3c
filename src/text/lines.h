/* Lines of a text, and what can be told from a line alone. */
#ifndef QT_TEXT_LINES_H
#define QT_TEXT_LINES_H

#include "text/text.h"

enum { QT_LINE_WIDTH_MAX = 100 }; /* columns; no hard-wrapped text is wider */

typedef struct qt_line {
    qt_span span;        /* without white space at its ends */
    uint32_t next;       /* where the next line begins */
    uint32_t width;      /* code points from its first to its last visible one, indentation included */
    uint32_t first_word; /* code points of its first word */
    uint32_t stop;       /* what ends it as a sentence ends (closing and reference marks may stand behind it), or 0 */
    bool blank;          /* nothing visible in it; a page or paragraph separator ends one too */
} qt_line;

/* Text that was broken at a column: `width` is that column, 0 where it was not. */
typedef struct qt_wrap {
    uint32_t width;
} qt_wrap;

/* The line at `at` (at < end). Lines end at LF, CR, CRLF, NEL, VT, FF, LS, PS. */
qt_line qt_line_at(qt_str bytes, uint32_t at, uint32_t end);

/* Whether the lines of [begin, end) were broken at a column: most lines with another behind them are so long that its
 * first word did not fit. */
qt_wrap qt_wrap_of(qt_str bytes, uint32_t begin, uint32_t end);

/* Whether `next` goes on with what stands in `line`, the one before it, in text so wrapped. */
bool qt_line_runs_on(qt_wrap wrap, const qt_line *line, const qt_line *next);

/* "- ", "• ", "3. ", "(a) ": the line is an item of a list. */
bool qt_line_is_item(qt_str line);

/* A picture's caption. */
bool qt_line_is_caption(qt_str line);

/* "By Jane Doe and John Roe": a few words, capitalised but for "and", "of", "in". */
bool qt_line_is_byline(qt_str line);

/* The bytes of markdown that mark a heading ("## ") or a quoted block ("> "); 0 if none. */
size_t qt_line_markup(qt_str line, bool *heading);

#endif
