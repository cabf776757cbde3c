/* The interface of a format: what a new reader implements. Add its table to the list in ingest.c, and its extensions
 * and sniffing here are all that ingest needs to know of it. */
#ifndef QT_INGEST_READER_H
#define QT_INGEST_READER_H

#include "ingest/ingest.h"
#include "ingest/input.h"

typedef struct qt_reader {
    const char *name;
    const char *extensions; /* lower case, each followed by a blank: "jsonl ndjson " */
    /* Whether standard input that begins so (its first block) is this format. NULL: never. */
    bool (*sniff)(qt_str head);
    /* State for reading `input` (which stays the caller's), or NULL when memory is out. */
    void *(*open)(qt_input *input);
    /* As qt_ingest_next for this one input, END at its end. A refusal that concerns the rest of the input ends it. Fills
     * the document's text, original, encoding, sha256, title_size, name where it is not the file's, and the metadata that
     * the format holds; qt_ingest_next fills the rest. Fills the error's source only where it is not the input's path. */
    qt_ingest_result (*next)(void *state, qt_arena *arena, qt_document *out, quoth_error *error);
    void (*close)(void *state);
} qt_reader;

extern const qt_reader qt_reader_text, qt_reader_jsonl;
extern const qt_reader qt_reader_conllu; /* only where it is asked for (qt_ingest_options) */

#endif
