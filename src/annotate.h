/* The per-document pass: document in, annotation out. Pure: no shared state, no database, no I/O. */
#ifndef QT_ANNOTATE_H
#define QT_ANNOTATE_H

#include "coref/coref.h"
#include "nn/encoder.h"
#include "statements/statement.h"
#include "syntax/syntax.h"
#include "text/document.h"

typedef struct qt_annotation {
    qt_text text;
    qt_str language;    /* "en", or "und": stored and searchable, but not read unless its tokens were given */
    qt_syntax syntax;   /* its words are NULL where the text is not read */
    uint8_t *name_tags; /* [token_count] BIO tags of the model's types of names, as qt_viterbi_bio has them; or NULL */
    qt_coref coref;     /* mentions, and who is who among them */
    qt_statement *statements; /* by the begin of cue (content where there is none) */
    size_t statement_count;
    const struct qt_kept *kept; /* of one that a case file gives back (casefile/recall.h); else NULL */
} qt_annotation;

/* A worker's buffers. One thread at a time; reused from document to document. */
typedef struct qt_annotator qt_annotator;
int qt_annotator_new(const qt_model *model, qt_annotator **out, quoth_error *error);
void qt_annotator_free(qt_annotator *annotator);

/* For training: `watch` is told each window that is read from now on, the words of the text as far as they are read, and
 * the vectors of the window's tokens. NULL: nobody. */
typedef void qt_watch(void *context, const qt_syntax *syntax, const qt_window *window, const float *vectors);
void qt_annotator_watch(qt_annotator *annotator, qt_watch *watch, void *context);

/* Annotates `document`; the result lives in `arena` and views the document's text. */
int qt_annotate(qt_annotator *annotator, const qt_document *document, qt_arena *arena, qt_annotation *out,
                quoth_error *error);

#endif
