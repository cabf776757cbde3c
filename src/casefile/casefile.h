/* The case file: one SQLite database. All SQL lives in this room; docs/CASEFILE.md documents the schema.
 * Rows come out as JSON objects of the contract. */
#ifndef QT_CASEFILE_CASEFILE_H
#define QT_CASEFILE_CASEFILE_H

#include <jansson.h>

#include "annotate.h"

/* An open case file. One thread at a time. Every failure names the file in error->source. */
typedef struct qt_case qt_case;

typedef enum qt_case_mode {
    QT_CASE_READ,
    QT_CASE_WRITE,
    QT_CASE_CREATE, /* or open for writing if it is there */
} qt_case_mode;

/* Opens a case file. Refuses (QUOTH_FAILED) what is not a case file or is newer than this program, and
 * (QUOTH_INTEGRITY) what is damaged; migrates older ones when opened for writing. A new one gets mode 0600. Writers wait
 * for one another (30 s, then QUOTH_FAILED), and never block readers. The caller closes *out. */
int qt_case_open(const char *path, qt_case_mode mode, qt_case **out, quoth_error *error);

/* Closes it; the last writer to close leaves one file, without -wal and -shm. NULL does nothing. */
void qt_case_close(qt_case *c);

/* What became of a document handed in. */
typedef enum qt_stored {
    QT_STORED_NEW,
    QT_STORED_PLACE, /* known bytes at a new place */
    QT_STORED_KNOWN, /* nothing new */
} qt_stored;

/* Whether the document's bytes are stored and read already, so that it need not be annotated again. If so, adds its
 * place if that is new, and *what says which; if not, *what is untouched. Stored bytes whose title was not known before count
 * as not known: they read differently now, and qt_case_store will replace what was derived from them. Says nothing of who is who:
 * qt_collate_known (collate.h) does both. */
int qt_case_known(qt_case *c, const qt_document *document, bool *known, qt_stored *what, quoth_error *error);
/* The same question, answered without writing anything: for asking ahead of what is being stored. */
int qt_case_holds(qt_case *c, const qt_document *document, bool *holds, quoth_error *error);

/* And whether a place that says as much is stored too: then there is nothing to write. */
int qt_case_knows(qt_case *c, const qt_document *document, bool *read, bool *place, quoth_error *error);

/* Writes one annotated document in one transaction: all of it or nothing, but without saying who is who across documents:
 * qt_collate_store (collate.h) does both. `model` is the SHA-256 of the model file that read it; NULL where none did. */
int qt_case_store(qt_case *c, const qt_document *document, const qt_annotation *annotation, const qt_sha256 *model,
                  qt_stored *what, quoth_error *error);

/* Documents whose stored model or program version is not this one (all of them where `model` is NULL): ids, ascending,
 * in `arena`. */
int qt_case_stale(qt_case *c, const qt_sha256 *model, qt_arena *arena, int64_t **ids, size_t *count,
                  quoth_error *error);
/* A stored document, as ingest delivered it (of several places, the first in the canonical order); views in `arena`. */
int qt_case_load(qt_case *c, int64_t id, qt_arena *arena, qt_document *out, quoth_error *error);
/* Replaces what the machine derived from document `id`; keys stay, and so do the ids of statements whose key stays. One
 * transaction. */
int qt_case_restore(qt_case *c, int64_t id, const qt_document *document, const qt_annotation *annotation,
                    const qt_sha256 *model, quoth_error *error);

/* Called with each row (borrowed reference); a non-zero return stops the query, which then returns that value. No lock
 * is held meanwhile (but for findings of qt_case_verify). */
typedef int (*qt_row)(void *context, json_t *row);

/* data NULL: any. All comparisons of text are of parts of it, without regard to case. */
typedef struct qt_statement_filter {
    qt_str source;   /* part of a source's words or name, or of anything that it is called anywhere in the case file */
    qt_str kind;     /* the name of a kind; QUOTH_USAGE if it is none */
    qt_str about;    /* part of the content's words, or of anything that those it is about are called */
    qt_str document; /* part of a document's name, title or URL, or the first 8 or more hex digits of its hash */
    double min_confidence;
    bool deleted; /* those that somebody deleted as well; their status says so */
} qt_statement_filter;

/* Rows in canonical order: document (sha256), then begin of cue. `filter` may be NULL. */
int qt_case_statements(qt_case *c, const qt_statement_filter *filter, qt_row row, void *context, quoth_error *error);

/* Rows by sha256; behind the contract's fields `version` (which of the texts met at its URL), `encoding`, `program` and
 * `model`. */
int qt_case_documents(qt_case *c, qt_row row, void *context, quoth_error *error);

/* Full text over statements, then documents, best first. `query` is words and "phrases", each with an optional * behind
 * it; all must occur. {"type":"statement","statement":STATEMENT} or {"type":"document","document":{"id","name","title",
 * "publisher","url","published"},"snippet","begin","end","matches":[[b,e]…]}: all in bytes of the stored text. A query
 * without a word, of more than 64 of them or of more than 4,096 bytes is QUOTH_USAGE. */
int qt_case_search(qt_case *c, qt_str query, qt_row row, void *context, quoth_error *error);

/* One statement by id, key or unambiguous prefix of a key, with its context: {"statement":STATEMENT, "text": the
 * paragraphs that it stands in, "text_begin": byte, "before":[PARAGRAPH…], "after":[PARAGRAPH…]}, a PARAGRAPH being
 * {"text","begin","end"}: the neighbours, and those that name a source standing further off. A key that is none or
 * ambiguous: QUOTH_USAGE, naming the candidates. */
int qt_case_show(qt_case *c, qt_str key, qt_row row, void *context, quoth_error *error);

/* data NULL: any. */
typedef struct qt_entity_filter {
    qt_str type;  /* the name of a type of mention; QUOTH_USAGE if it is none */
    bool deleted; /* those that somebody deleted as well; their status says so */
} qt_entity_filter;

/* Those that are named, by name, then those that are only described. Behind the contract's fields: "key", "named",
 * "documents" (how many), "spans" of its name mentions, "status" and "decisions" as a statement's, "ages" and "attributed" (rows as in "roles"; the latter is what is
 * said of a part in a crime, which is never among the roles), and "proposed", the entities that may be the same:
 * [{"entity","key","name","score","why"}]. `filter` may be NULL. */
int qt_case_entities(qt_case *c, const qt_entity_filter *filter, qt_row row, void *context, quoth_error *error);

/* *id of the entity that has this id, this key among its referents' keys, a key that begins so, this name, or this among its
 * aliases. QUOTH_USAGE where there is none or the word could mean several, which are then named. */
int qt_case_find_entity(qt_case *c, qt_str key, int64_t *id, quoth_error *error);

/* Why the entity found by `key` is one, and what is proposed of it: {"entity","key","name","verdict":"same"|"proposed"|
 * "alike","left":SIDE,"right":SIDE,"score","evidence":[{"kind","says","against","left","right"}],"why"}; a SIDE is {"key",
 * "text","document","documents"}. "alike": several documents say just the same of them, and `right` is null. */
int qt_case_why(qt_case *c, qt_str key, qt_row row, void *context, quoth_error *error);

/* --------------------------------------------------------------------------------------------------------- decisions */

typedef enum qt_action {
    QT_ACTION_MERGE,    /* key and other are one */
    QT_ACTION_SPLIT,    /* key is taken out of what holds other */
    QT_ACTION_RENAME,   /* key's name is value */
    QT_ACTION_RETYPE,   /* key's type is value */
    QT_ACTION_DELETE,   /* key is hidden; value is "statement" or "entity" */
    QT_ACTION_NOT_SAME, /* key and other are two, for ever */
    QT_ACTION_SET_SOURCE, /* key (a statement) was said by value; other is the key of the source's span, NULL: it has none */
    QT_ACTION_UNDO,       /* takes back the decision `undoes` */
    QT_ACTION_COUNT
} qt_action;

/* data NULL where there is none. */
typedef struct qt_decision {
    qt_str uid;    /* 32 hex digits; unique across case files */
    qt_str author; /* as given */
    qt_str time;   /* UTC, RFC 3339, to the millisecond */
    qt_str key, other, value, reason;
    qt_str undoes; /* a uid */
    qt_action action;
} qt_decision;

/* Appends a decision, inside a write transaction of the caller's: `given` as the person gave it; *out is what is in the log.
 * Keys and uids may be unambiguous beginnings, an entity may be named; a statement's key may have "#N" behind it, its Nth
 * source. Time and uid are filled in. QUOTH_USAGE where there is no author, a key finds nothing or is ambiguous, or a text is
 * empty, too long or has control characters. Everything lives in `arena`. */
int qt_case_decide(qt_case *c, const qt_decision *given, qt_arena *arena, qt_decision *out, quoth_error *error);

/* The row of qt_case_log for one uid. */
int qt_case_log_row(qt_case *c, qt_str uid, qt_row row, void *context, quoth_error *error);

typedef struct qt_decisions {
    qt_decision *items; /* by time, then uid */
    size_t count;
} qt_decisions;

/* Appends the decisions of `from` that `c` does not have, inside a write transaction on `c`: *added, in `arena`. */
int qt_case_take_decisions(qt_case *c, qt_case *from, qt_arena *arena, qt_decisions *added, quoth_error *error);

/* The keys of entities that a decision concerns: its own, or those of the decision that it undoes, however many undos
 * stand between. *count is 0 where it concerns statements only. */
int qt_case_concerned(qt_case *c, const qt_decision *decision, qt_arena *arena, qt_str keys[2], size_t *count,
                      bool *apart, quoth_error *error);

/* The log, by time: {"uid","author","time","action","key","other","value","reason","undoes","status","by","against":[uid…],
 * "objects":[{"key","what","text"}…]}. `status` is in force, undone, replaced, orphaned or in conflict; `by` is the decision
 * that undid or replaced it; `text` says in words what stands at a key, with its hedges, null where nothing does. */
int qt_case_log(qt_case *c, qt_row row, void *context, quoth_error *error);

/* ------------------------------------------------------------------------------------------------------------- checks */

/* Checks hashes, spans and copied texts against the stored bytes, keys, foreign keys, the schema, the full-text indices
 * and SQLite's own integrity. Each finding is a row {"what","document","sha256","detail"}: the document's name and hash
 * are null where it concerns the whole file. QUOTH_INTEGRITY if there was any. */
int qt_case_verify(qt_case *c, qt_row row, void *context, quoth_error *error);

#endif
