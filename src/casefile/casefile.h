/* The case file: one SQLite database. All SQL lives in this room; docs/CASEFILE.md documents the schema.
 * Rows come out as JSON objects of the contract. */
#ifndef QT_CASEFILE_CASEFILE_H
#define QT_CASEFILE_CASEFILE_H

#include <jansson.h>

#include "annotate.h"

typedef struct qt_case qt_case;

typedef enum qt_case_mode { QT_CASE_READ, QT_CASE_WRITE, QT_CASE_CREATE /* or open for writing if it is there */ } qt_case_mode;

/* Opens a case file. Refuses (QUOTH_FAILED) what is not a case file or is newer than this program; migrates older ones
 * when opened for writing. A new one gets mode 0600. Writers wait for one another (busy timeout), and never block readers. */
int qt_case_open(const char *path, qt_case_mode mode, qt_case **out, quoth_error *error);
void qt_case_close(qt_case *c);

/* What became of a document handed in. */
typedef enum qt_stored { QT_STORED_NEW, QT_STORED_PLACE /* known bytes at a new place */, QT_STORED_KNOWN /* nothing new */ } qt_stored;

/* Whether the document's bytes are stored already (so that it need not be annotated again). If they are, adds its place if that is new. */
int qt_case_known(qt_case *c, const qt_document *document, bool *known, qt_stored *what, quoth_error *error);
/* The same question, answered without writing anything: for asking ahead of what is being stored. */
int qt_case_holds(qt_case *c, const qt_document *document, bool *holds, quoth_error *error);

/* Writes one annotated document in one transaction: all of it or nothing. */
int qt_case_store(qt_case *c, const qt_document *document, const qt_annotation *annotation, const qt_sha256 *model, qt_stored *what,
                  quoth_error *error);

/* Documents whose stored model or program version is not this one (all of them where `all`): ids, ascending, in `arena`. */
int qt_case_stale(qt_case *c, const qt_sha256 *model, qt_arena *arena, int64_t **ids, size_t *count, quoth_error *error);
/* A stored document, as ingest delivered it; views in `arena`. */
int qt_case_load(qt_case *c, int64_t id, qt_arena *arena, qt_document *out, quoth_error *error);
/* Replaces what the machine derived from document `id`; keys stay, decisions stay. One transaction. */
int qt_case_restore(qt_case *c, int64_t id, const qt_document *document, const qt_annotation *annotation, const qt_sha256 *model,
                    quoth_error *error);

/* Called with each row (borrowed reference); a non-zero return stops the query, which then returns that value. */
typedef int (*qt_row)(void *context, json_t *row);

typedef struct qt_statement_filter {
    qt_str source, kind, about, document; /* data NULL: any. source: matches the source's text or name, case-insensitive substring */
    double min_confidence;
} qt_statement_filter;

/* Rows in canonical order: document key (sha256), then begin of cue. */
int qt_case_statements(qt_case *c, const qt_statement_filter *filter, qt_row row, void *context, quoth_error *error);
int qt_case_documents(qt_case *c, qt_row row, void *context, quoth_error *error);
/* Full text over statements and documents (FTS5): {"type":"statement","statement":STATEMENT,…} or
 * {"type":"document","document":{…},"snippet":…,"begin","end"}. */
int qt_case_search(qt_case *c, qt_str query, qt_row row, void *context, quoth_error *error);
/* One statement by id, key or unambiguous prefix of a key, with its context: {"statement":STATEMENT,"text":paragraph(s) around it,
 * "text_begin":byte,"before":[…],"after":[…]}. A key that is none or ambiguous: QUOTH_USAGE, naming the candidates. */
int qt_case_show(qt_case *c, qt_str key, qt_row row, void *context, quoth_error *error);

/* Checks hashes, offsets against the stored text, foreign keys, full-text index and SQLite's own integrity. Each finding is a row
 * {"what":…,"document":…,"detail":…}. QUOTH_INTEGRITY if there was any. */
int qt_case_verify(qt_case *c, qt_row row, void *context, quoth_error *error);

#endif
