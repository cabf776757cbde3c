/* What every list command does with its rows: JSON Lines, CSV, or a view for people. */
#ifndef QT_CLI_LIST_H
#define QT_CLI_LIST_H

#include "casefile/casefile.h"
#include "cli/ledger.h"
#include "cli/options.h"
#include "export/csv.h"

typedef struct qt_list {
    qt_out *out;
    const char *path; /* the case file, for a statement's sentence where a row does not bring it; or NULL */
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

/* `view` may be NULL where rows are statements. Frees nothing on failure: call qt_list_close in any case. Borrows all. */
int qt_list_open(qt_list *list, const qt_arguments *arguments, qt_csv_table table, int (*view)(void *, json_t *),
                 qt_out *out, const char *path, quoth_error *error);
void qt_list_close(qt_list *list);

/* A qt_row callback; `context` is the list. */
int qt_list_row(void *context, json_t *row);

/* Writes bytes from documents to a qt_out as they are, or neutralised where it is a terminal. A qt_csv_write. */
int qt_list_write(void *context, qt_str bytes);

#endif
