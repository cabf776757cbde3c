/* Which documents the case file has, and one of them as ingest delivered it. */
#ifndef QT_CASEFILE_DOCUMENTS_H
#define QT_CASEFILE_DOCUMENTS_H

#include "casefile/db.h"

/* By the hash in hexadecimal. *id is 0 where there is none. */
int qt_document_find(qt_case *c, const char *sha256, int64_t *id, size_t *title_size, quoth_error *error);

/* *id is 0 for a document that is to be read: a new one, or one with a title that was not known (it reads differently
 * now). */
int qt_document_find_read(qt_case *c, const qt_document *document, int64_t *id, quoth_error *error);

/* Fails: QUOTH_USAGE, there is no document `id`. */
int qt_document_missing(qt_case *c, int64_t id, quoth_error *error);

/* The hash of a model as it is stored, in `out`; data NULL where no model read. */
qt_str qt_model_hex(const qt_sha256 *model, char out[65]);

#endif
