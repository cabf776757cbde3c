/* Finds of the network and trees -> statements. */
#ifndef QT_STATEMENTS_STATEMENTS_H
#define QT_STATEMENTS_STATEMENTS_H

#include "statements/finds.h"
#include "statements/statement.h"
#include "syntax/syntax.h"

/* Statements in the order of their cues (of their contents where a speaker carries over). Arrays live in `arena`.
 * `syntax` is that of `text`, and has words. */
int qt_statements_read(const qt_text *text, const qt_syntax *syntax, const qt_finds *finds, qt_arena *arena,
                       qt_statement **out, size_t *count, quoth_error *error);

#endif
