/* Annotations as text: what `quoth annotate` prints. */
#ifndef QT_ANNOTATION_PRINT_H
#define QT_ANNOTATION_PRINT_H

#include "annotate.h"
#include "base/buffer.h"

typedef enum qt_print {
    QT_PRINT_JSON,       /* one line: the whole annotation, as `annotate --json` prints it */
    QT_PRINT_STATEMENTS, /* a line for the document and one for each statement: what a ledger needs */
    QT_PRINT_CONLLU,     /* CoNLL-U: lines, each sentence closed by an empty one */
} qt_print;

/* Adds one document to `out`; only out->failed tells that memory ran out. JSON ends without a line end, each line of
 * QT_PRINT_STATEMENTS with one. `within` is an index into the document's statements; those lines also have `within_key`,
 * its key. What is handed to the buffer's `drain` never ends inside a character. */
void qt_annotation_print(qt_print form, const qt_document *document, const qt_annotation *annotation, qt_buffer *out);

/* QT_PRINT_CONLLU. Ids are the document's name, then counted paragraphs and sentences. A cell that was not read is `_`;
 * FEATS and DEPS always are. MISC holds Begin and End (bytes of the document's text), in a name NER=B-person or
 * NER=I-person (IOB2), and SpaceAfter=No where no white space follows. "# text" is made of the tokens: reference marks,
 * which are none, are left out. A tab or line end inside a token, which only a caller's own tokens can hold, is printed
 * as a space. A text without tokens is a "# newdoc" alone. */
void qt_annotation_print_conllu(const qt_document *document, const qt_annotation *annotation, qt_arena *scratch,
                                qt_buffer *out);

#endif
