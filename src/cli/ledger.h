/* The ledger as a person reads it: statements under the document they stand in, each with when it was said, the source
 * as printed, the cue, the words with their quoted parts and hedges marked, how it was put, and the key to look it up. */
#ifndef QT_CLI_LEDGER_H
#define QT_CLI_LEDGER_H

#include <jansson.h>

#include "cli/para.h"

/* Zero-initialise, set `out` and `terminal`, free with qt_ledger_free. */
typedef struct qt_ledger {
    qt_out *out;
    qt_terminal terminal;
    bool hide;                    /* of a statement that somebody deleted, print only who did it */
    size_t statements, documents; /* printed so far; a document counts again where its rows do not stand together */
    json_t *document;             /* the one whose rows are being printed */
    json_t *seen;                 /* its statements: id -> {"key", "depth"}, for those that stand within them */
    qt_para left, right;
} qt_ledger;

void qt_ledger_free(qt_ledger *ledger);

/* Prints the heading of a document, if it is not the one printed last. Borrowed reference. */
void qt_ledger_document(qt_ledger *ledger, json_t *document);

/* Prints one statement, under its document's heading. A row may carry "within_key" beside "within". Borrowed reference.
 * A qt_row callback: `context` is the ledger; the value is that of qt_out_row. */
int qt_ledger_row(void *context, json_t *statement);

#endif
