/* A document and its annotation as they were when a case file stored them: what merging takes from one file to another. */
#ifndef QT_CASEFILE_RECALL_H
#define QT_CASEFILE_RECALL_H

#include "casefile/attributes.h"
#include "casefile/casefile.h"

/* What belongs to an annotation that a case file gives back and would be derived anew in any other. */
typedef struct qt_kept {
    qt_str program; /* the version that read it */
    qt_attribute *attributes;
    size_t attribute_count;
} qt_kept;

/* Everything lives in the arena given. */
typedef struct qt_recalled {
    qt_document *places; /* [place_count] the document as met at each of its places, in canonical order; at least one */
    size_t place_count;
    qt_annotation annotation; /* of the text: its bytes, and the references of statements with what they support */
    qt_sha256 model;
    bool has_model;
    qt_kept kept; /* where annotation.kept points */
} qt_recalled;

/* The documents of the case file by sha256: their ids, in `arena`. */
int qt_case_ids(qt_case *c, qt_arena *arena, int64_t **ids, size_t *count, quoth_error *error);

/* The places of document `id` only, without what was read. */
int qt_recall_places(qt_case *c, int64_t id, qt_arena *arena, qt_recalled *out, quoth_error *error);

/* What was read as well. *out must stay where it is while annotation.kept is used. */
int qt_recall(qt_case *c, int64_t id, qt_arena *arena, qt_recalled *out, quoth_error *error);

#endif
