/* Annotations and statements as the JSON of the contract, and the keys that name statements. */
#ifndef QT_ANNOTATION_JSON_H
#define QT_ANNOTATION_JSON_H

#include "annotate.h"
#include "json_cells.h"

/* How rows are printed: one line, fields in the contract's order, 0.93 and not 0.93000000000000005. */
#define QT_JSON_FLAGS (JSON_COMPACT | JSON_REAL_PRECISION(6))

/* One statement without id, key, document and within (set to null): the caller adds those it knows. `text` is the
 * stored text; of it, only bytes, and the references and sentences that the statement points at, are used. Every span
 * must lie inside the text, on UTF-8 boundaries. A new reference, or NULL when out of memory. */
json_t *qt_statement_json(const qt_text *text, const qt_statement *statement);

/* What is known of a document, as `annotate --json` prints it; a new reference, or NULL when out of memory. */
json_t *qt_document_json(const qt_document *document, qt_str language);

/* The chain outlet, agency: those of the two that are known. */
json_t *qt_via_json(qt_str publisher, qt_str agency);

/* The range in a statement's key: its cue's, from first to last piece; its content's where there is no cue; its
 * sentence's where there is neither. */
qt_span qt_statement_range(const qt_statement *statement);

/* "4fc959ebff96e767:812-901", and ".2" and so on behind it for the second and further statements of one range. */
typedef struct qt_key {
    char text[64]; /* NUL-terminated */
} qt_key;

/* Writes the keys of a document's `count` statements to out[count]. Statements of one range are numbered by their
 * content, then by their source, so that numbers depend on what was said and not on the order of the array. False
 * when out of memory. */
bool qt_statement_keys(const qt_sha256 *document, const qt_statement *statements, size_t count, qt_key *out);

/* Names of what the text room and the readers know, as stored and printed. */
qt_str qt_part_name(qt_part part);
qt_str qt_basis_name(qt_basis basis);

/* The value of a name; false for a name that is none. */
bool qt_part_of(qt_str name, qt_part *out);
bool qt_basis_of(qt_str name, qt_basis *out);

#endif
