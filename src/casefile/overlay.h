/* What people decided about statements, laid over what the machine read, on the way out. Nothing is stored: what is in
 * force follows from the log each time, so that a decision holds for whatever reading the file has by now. */
#ifndef QT_CASEFILE_OVERLAY_H
#define QT_CASEFILE_OVERLAY_H

#include "casefile/decisions.h"

/* Reads the log for this handle; what follows looks at it until it is read again. */
int qt_overlay_load(qt_case *c, quoth_error *error);
void qt_overlay_free(qt_overlay *overlay);

/* The row of a statement: its "status", its "decisions", and, of a source that a person named, "name", "resolved" and the
 * machine's reading beside them ("machine"). *hidden: somebody deleted it, and nobody who is listened to says otherwise. */
int qt_overlay_apply(qt_case *c, json_t *row, bool *hidden, quoth_error *error);

/* The name that a person gave to a source of statement `key`: the one at `span` of `count` (count 0: it has none). data NULL
 * where nobody did. */
qt_str qt_overlay_source(const qt_case *c, qt_str key, qt_span span, size_t count);

#endif
