/* The list of references at a document's end: its labels are no reference marks, and they prove what marks look like. */
#ifndef QT_TEXT_REFERENCE_LISTS_H
#define QT_TEXT_REFERENCE_LISTS_H

#include "text/text.h"

typedef struct qt_reference_list {
    qt_span span;  /* whole lines, the heading included */
    uint32_t last; /* labels run up to this number; 0 where the entries bear none */
} qt_reference_list;

typedef QT_VEC(qt_reference_list) qt_reference_lists;

/* Appends the reference lists of `bytes`, in order. A list is a heading such as "References" or "Notes" with at least
 * two entries numbered in sequence (12. / 12) / (12) / [12] / [^12]:) or marked ^ behind it; or, without a heading, at
 * least three numbered from 1, at the document's end, most of which look like references (a link, "Retrieved", pages …).
 * Linear time. False when the arena is full. */
bool qt_reference_lists_find(qt_str bytes, qt_arena *arena, qt_reference_lists *lists);

#endif
