/* Annotations and statements as the JSON of the contract. */
#ifndef QT_ANNOTATION_JSON_H
#define QT_ANNOTATION_JSON_H

#include <jansson.h>

#include "annotate.h"

/* One statement without id, key, document and within (set to null): the caller adds those it knows. `text` is the
 * stored text. A new reference, or NULL when out of memory. */
json_t *qt_statement_json(const qt_text *text, const qt_statement *statement);

/* A whole document as `annotate --json` prints it; `within` is an index into its statements. */
json_t *qt_annotation_json(const qt_document *document, const qt_annotation *annotation);

#endif
