/* What is stored beside a statement's spans for people and for the search index: its cells as texts of their own. */
#ifndef QT_CASEFILE_CELLS_H
#define QT_CASEFILE_CELLS_H

#include "annotate.h"

/* data NULL where a statement has none. Several sources and hedges are joined by "; ", several pieces of a cue or a
 * content by " … ". A source that is resolved reads "he → Ann Onym (machine)": what is printed comes first. */
typedef struct qt_cells {
    qt_str source, cue, words, hedges;
} qt_cells;

/* The cells of `statement` in `arena`; false when out of memory. Every span must lie inside `text`. */
bool qt_cells_of(const qt_statement *statement, qt_str text, qt_arena *arena, qt_cells *out);

/* Whether `span` lies inside `text` and begins and ends where code points do. */
bool qt_span_fits(qt_str text, qt_span span);

#endif
