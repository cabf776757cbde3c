/* Why profiles are one entity, or might be. */
#ifndef QT_CASEFILE_WHY_H
#define QT_CASEFILE_WHY_H

#include "casefile/db.h"

/* The entities that may be the same as `entity`, appended to `out`, each once. Inside a transaction of the caller's. */
int qt_why_proposed(qt_case *c, int64_t entity, json_t *out, quoth_error *error);

#endif
