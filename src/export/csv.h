/* Rows as comma-separated values (RFC 4180): a header line, CRLF line ends, cells quoted where they need it.
 *
 * A cell whose first character a spreadsheet would take for a formula (= + - @, their full-width forms, a tab, a carriage
 * return, a line feed) begins with an apostrophe. No cell with words of a statement is without its hedges: one that
 * stands outside the words is appended to them in brackets. Several values in one cell are joined by " | ". */
#ifndef QT_EXPORT_CSV_H
#define QT_EXPORT_CSV_H

#include <jansson.h>

#include "base/arena.h"

typedef enum qt_csv_table {
    QT_CSV_STATEMENTS, /* rows of qt_case_statements, or any STATEMENT of the contract */
    QT_CSV_DOCUMENTS,  /* rows of qt_case_documents */
    QT_CSV_MATCHES,    /* rows of qt_case_search */
    QT_CSV_ENTITIES,   /* rows of qt_case_entities */
    QT_CSV_REASONS,    /* rows of qt_case_why */
    QT_CSV_FINDINGS,   /* rows of qt_case_verify */
    QT_CSV_LOG,        /* rows of qt_case_log */
} qt_csv_table;

/* Writes bytes; non-zero stops. */
typedef int (*qt_csv_write)(void *context, qt_str bytes);

/* A writer of one table. `sentence` is the text of a statement's sentence, borrowed for the call ("" where not known). */
int qt_csv_header(qt_csv_table table, qt_csv_write write, void *context);
/* `scratch` is reset. The value of `write`, or QUOTH_FAILED with an error when memory runs out. */
int qt_csv_row(qt_csv_table table, const json_t *row, qt_str sentence, qt_arena *scratch, qt_csv_write write,
               void *context, quoth_error *error);

#endif
