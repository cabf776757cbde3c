/* Rows back to what they were made from. Spans come from the tables, their words from the stored text: what is printed
 * is verbatim by construction. A span that does not fit the text is QUOTH_INTEGRITY. */
#ifndef QT_CASEFILE_READ_H
#define QT_CASEFILE_READ_H

#include "annotation_json.h"
#include "casefile/db.h"

/* The document whose statements are read: its text and what is known of it live in qt_case.body until the next one. */
typedef struct qt_body {
    int64_t id;
    qt_str sha256, text, language, status, encoding, program, model;
    size_t title_size;
    qt_str name, title, publisher, agency, url, published, published_basis, captured; /* of its first place */
    int64_t statements;
    json_t *json; /* {"id","name","title","publisher","url","published"}; qt_body_free releases it */
} qt_body;

/* *found says whether the document is there. `with_text` loads the text too (and checks that it is UTF-8). */
int qt_read_body(qt_case *c, int64_t id, bool with_text, qt_body *out, bool *found, quoth_error *error);
void qt_body_free(qt_body *body);

/* One statement as the annotator gave it: its references are `text.references`, by index. */
typedef struct qt_stored_statement {
    int64_t id, within; /* within: an id, or 0 */
    qt_str key;
    qt_text text; /* bytes, and this statement's references and their sentences only */
    qt_statement statement;
} qt_stored_statement;

/* Views live in `arena`. *found says whether the statement is there and belongs to `body`. */
int qt_read_statement(qt_case *c, const qt_body *body, int64_t id, qt_arena *arena, qt_stored_statement *out,
                      bool *found, quoth_error *error);

/* The contract's object for it; a new reference. */
int qt_stored_json(qt_case *c, const qt_body *body, const qt_stored_statement *stored, json_t **out,
                   quoth_error *error);

/* Puts into `row`, a statement's object, who its sources, their candidates and those it is about are across documents. */
int qt_read_who(qt_case *c, const qt_body *body, const qt_stored_statement *stored, json_t *row, quoth_error *error);

/* A copy of column `i` in `arena`; *full becomes true where there is no room. data NULL for SQL NULL. */
qt_str qt_db_copy(sqlite3_stmt *stmt, int i, qt_arena *arena, bool *full);

#endif
