/* The parts of verify: the database (verify.c), what it says of its documents (verify_documents.c), the log of decisions
 * (verify_decisions.c). */
#ifndef QT_CASEFILE_VERIFY_H
#define QT_CASEFILE_VERIFY_H

#include "casefile/query.h"

typedef struct qt_verifying {
    qt_case *c;
    quoth_error *error;
    qt_row row;
    void *context;
    uint64_t findings;
    json_t *document; /* {"document": name, "sha256"} of the one being checked, or NULL */
} qt_verifying;

/* Hands the caller one finding. A detail that is not UTF-8 cannot be printed: it is then left out. Returns what the
 * caller's function returned. */
int qt_report(qt_verifying *v, const char *what, const char *detail);

/* A failure of a check is a finding where it says that the file is damaged, else a failure. */
int qt_report_or_fail(qt_verifying *v, const char *what, int code);

/* Every hash, every span, every text that was copied out of a document. */
int qt_verify_documents(qt_verifying *v);

/* Who is who: keys, counts and names of types. */
int qt_verify_entities(qt_verifying *v);

/* The log: that each decision is what was decided, and that none was taken out. */
int qt_verify_decisions(qt_verifying *v);

#endif
