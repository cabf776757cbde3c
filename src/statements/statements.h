/* Finds of the network -> statements. */
#ifndef QT_STATEMENTS_STATEMENTS_H
#define QT_STATEMENTS_STATEMENTS_H

#include "statements/finds.h"
#include "statements/statement.h"

/* Statements in the order of their cues (of their contents where a speaker carries over). Arrays live in `arena`. */
int qt_statements_read(const qt_text *text, const qt_finds *finds, qt_arena *arena, qt_statement **out, size_t *count,
                       quoth_error *error);

#endif
