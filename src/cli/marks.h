/* Printing text of a document with what was found in it marked: by style where there is colour, by characters where
 * there is none. Hedges are marked by characters in both cases, so that a copy keeps them. */
#ifndef QT_CLI_MARKS_H
#define QT_CLI_MARKS_H

#include <jansson.h>

#include "cli/para.h"

/* What a byte of the text belongs to. */
typedef enum qt_mark {
    QT_MARK_QUOTED = 1,
    QT_MARK_UNCLOSED = 2, /* quoted, in a quotation that never closes: no closing mark is made up */
    QT_MARK_HEDGE = 4,
    QT_MARK_SOURCE = 8,
    QT_MARK_CUE = 16,
    QT_MARK_CONTENT = 32,
    QT_MARK_MATCH = 64, /* what a search found */
} qt_mark;

/* A piece of a document's text, `begin` its offset there, and a set of marks for each byte. */
typedef struct qt_marked {
    qt_str text;
    uint32_t begin;
    uint8_t *marks; /* [text.size] */
} qt_marked;

/* False when memory runs out. Free with qt_marked_free. `text` is borrowed. */
bool qt_marked_new(qt_str text, uint32_t begin, qt_marked *out);
void qt_marked_free(qt_marked *marked);
void qt_marked_set(qt_marked *marked, qt_span span, qt_mark mark); /* as much of the span as lies in the text */

/* The hedges and the quoted parts of a statement. */
void qt_marked_statement(qt_marked *marked, const json_t *statement);

/* Appends the text. Quoted parts get quotation marks where the text shows none beside them; hedges stand in ‹ ›. With
 * `brackets`, sources stand in [ ], cues in { } and contents in « » (for a view of running text without colour). */
void qt_marked_add(const qt_marked *marked, qt_style plain, bool brackets, qt_para *para);

#endif
