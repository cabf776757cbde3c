/* What every list command does with its rows: JSON Lines, CSV, or a view for people. */
#ifndef QT_CLI_LIST_H
#define QT_CLI_LIST_H

#include "casefile/casefile.h"
#include "cli/ledger.h"
#include "cli/options.h"
#include "export/csv.h"

typedef struct qt_list {
    qt_out *out;
    const char *path; /* the case file, for a statement's sentence where a row does not bring it */
    qt_case *c;       /* opened for that: a handle of its own, since a query is running on the caller's */
    qt_csv_table table;
    bool json, csv;
    int (*view)(void *context, json_t *row); /* prints a row for people; its context is this list */
    qt_ledger ledger;
    size_t rows;
    quoth_error *error;
    qt_arena *scratch, *document_arena;
    qt_document document; /* the one loaded last */
    int64_t document_id;
} qt_list;

/* What a list command is made of. `query` hands its rows to qt_list_row; `view` may be NULL where rows are statements;
 * `none` is said on stderr where there were no rows, or NULL. */
typedef struct qt_list_kind {
    qt_csv_table table;
    int (*query)(qt_case *c, const qt_arguments *arguments, qt_list *list, quoth_error *error);
    int (*view)(void *context, json_t *row);
    const char *none;
} qt_list_kind;

/* Opens the case file (the first operand), lists, closes. The exit code; messages are printed. */
int qt_list_run(const qt_list_kind *kind, const qt_arguments *arguments, qt_out *out);

/* A qt_row callback; `context` is the list. */
int qt_list_row(void *context, json_t *row);

/* Writes bytes from documents to a qt_out as they are, or neutralised where it is a terminal. A qt_csv_write. */
int qt_list_write(void *context, qt_str bytes);

#endif
