/* Writing what was read from a document. Inside a transaction of the caller's. */
#ifndef QT_CASEFILE_WRITE_H
#define QT_CASEFILE_WRITE_H

#include "casefile/db.h"

/* Writes the statements of document `id`, which has none. Those whose key is among `old` get its id again. */
typedef struct qt_old_id {
    qt_str key;
    int64_t id;
} qt_old_id; /* sorted by key */

/* `referents` as qt_write_referents gave them. *statements [statement_count]: the ids of the new rows, in the case's body
 * arena. */
int qt_write_statements(qt_case *c, int64_t document, const qt_sha256 *sha256, const qt_annotation *annotation,
                        const qt_old_id *old, size_t old_count, const int64_t *referents, int64_t **statements,
                        quoth_error *error);

/* Writes whom document `id`, which has none, refers to. *ids [referent_count]: their ids, 0 for those that are not
 * kept; in the case's body arena. */
int qt_write_referents(qt_case *c, int64_t document, const qt_sha256 *sha256, const qt_annotation *annotation,
                       const qt_old_id *old, size_t old_count, int64_t **ids, quoth_error *error);

/* What stands beside their names, once both are written. */
int qt_write_attributes(qt_case *c, const qt_annotation *annotation, const int64_t *referents,
                        const int64_t *statements, quoth_error *error);

/* Whether a place of document `id` says as much as `document` does. Reads only. */
int qt_place_is_known(qt_case *c, int64_t id, const qt_document *document, bool *known, quoth_error *error);

/* Adds the place that `document` names to document `id`, unless a place says as much already; places that say less are
 * absorbed. *added says whether there is a new one. */
int qt_write_place(qt_case *c, int64_t id, const qt_document *document, bool *added, quoth_error *error);

#endif
