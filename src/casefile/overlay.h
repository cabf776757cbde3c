/* What people decided about statements, laid over what the machine read, on the way out. Nothing is stored: what is in
 * force follows from the log each time, so that a decision holds for whatever reading the file has by now. */
#ifndef QT_CASEFILE_OVERLAY_H
#define QT_CASEFILE_OVERLAY_H

#include "casefile/decisions.h"

/* Reads the log for this handle; what follows looks at it until it is read again. */
int qt_overlay_load(qt_case *c, quoth_error *error);
void qt_overlay_free(qt_overlay *overlay);

/* Who gave the entity its name, for this handle; data NULL where nobody did. */
qt_str qt_overlay_namer(const qt_case *c, int64_t entity);

/* The row of a statement: its "status", its "decisions", and, of a source that a person named, "name", "resolved" and the
 * machine's reading beside them ("machine"). *hidden: somebody deleted it, and nobody who is listened to says otherwise. */
int qt_overlay_apply(qt_case *c, json_t *row, bool *hidden, quoth_error *error);

/* One of a statement's sources: where its words stand, and which of those it is that share them ("both"), from 1 on. */
typedef struct qt_source_place {
    qt_span span;
    size_t nth, count; /* count: how many sources the statement has; 0: none */
} qt_source_place;

/* The name that a person gave to that source of statement `key`; data NULL where nobody did. */
qt_str qt_overlay_source(const qt_case *c, qt_str key, qt_source_place place);

/* ---------------------------------------------------------------------------------------------------------- entities */

/* The same for entities. Zero-initialise; free with qt_entity_overlay_free. */
typedef struct qt_entity_overlay {
    qt_arena *arena;
    qt_decisions log;
    qt_settled *settled;
    struct qt_laid_entity *items;
    size_t count;
} qt_entity_overlay;
int qt_entity_overlay_load(qt_case *c, qt_entity_overlay *out, quoth_error *error);
void qt_entity_overlay_free(qt_entity_overlay *overlay);

/* Who gave the entity its name, last; data NULL where nobody did. */
qt_str qt_entity_overlay_namer(const qt_entity_overlay *overlay, int64_t entity);

/* "status" and "decisions" of the entity's row. */
int qt_entity_overlay_apply(qt_case *c, const qt_entity_overlay *overlay, int64_t entity, json_t *row, bool *hidden,
                            quoth_error *error);

/* What both put into a row: a new reference, or NULL when out of memory. */
json_t *qt_overlay_decision(const qt_decision *decision, qt_decision_state state);
json_t *qt_overlay_status(const qt_decision *deleted, bool conflict); /* "deleted by NAME", "in conflict", "decided" */

#endif
