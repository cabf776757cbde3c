/* The characters that may be quotation marks, and which way each of them seems to face. Used by text/quotes.c. */
#ifndef QT_TEXT_QUOTE_MARKS_H
#define QT_TEXT_QUOTE_MARKS_H

#include "text/text.h"

/* Marks of one family may pair with each other, in whatever style each was typed. */
typedef enum qt_mark_family {
    QT_MARK_DOUBLE,  /* " “ ” „ `` '' */
    QT_MARK_SINGLE,  /* ' ‘ ’ ‚ ` */
    QT_MARK_ANGLE,   /* « » */
    QT_MARK_CHEVRON, /* ‹ › */
    QT_MARK_CORNER,  /* 「 」 『 』 */
    QT_MARK_FAMILIES,
} qt_mark_family;

typedef enum qt_lean { QT_LEAN_EITHER, QT_LEAN_OPEN, QT_LEAN_CLOSE } qt_lean;

typedef struct qt_quote_mark {
    qt_span span;
    uint8_t family; /* qt_mark_family */
    uint8_t lean;   /* qt_lean: the way it faces, from its shape and from what stands around it */
    bool directed;  /* its shape has a direction (curly, angle, ``) */
    bool weak;      /* may well be something else: an inch mark, a plural's apostrophe, an elision */
    bool backtick;
    bool at_start; /* nothing but marks stands before it in the paragraph */
} qt_quote_mark;

typedef QT_VEC(qt_quote_mark) qt_quote_marks;

/* Appends the marks inside `range` (a paragraph of text->bytes) to `marks`, in order. Apostrophes that cannot be
 * anything else, and the insides of text->references, are left out; for the neighbours of a mark, a reference mark is
 * as if it were not there. `reference` is a cursor into text->references, 0 before the first paragraph. False when
 * the arena is full. */
bool qt_quote_marks_scan(const qt_text *text, qt_span range, size_t *reference, qt_arena *arena, qt_quote_marks *marks);

#endif
