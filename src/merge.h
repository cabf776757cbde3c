/* Case files joined: documents, their places, what was read of them, and what people decided. */
#ifndef QT_MERGE_H
#define QT_MERGE_H

#include "add.h"

typedef struct qt_merge_summary {
    size_t files;                            /* taken whole */
    size_t added, places, known, statements; /* as in qt_add_summary */
    size_t decisions;                        /* new ones */
    size_t refused;                          /* case files, each told to options->refused */
    bool stopped;
} qt_merge_summary;

/* Takes what the case files at `paths` hold into `c`, one transaction a document, through the same path as qt_add: what
 * comes out depends neither on their order nor on how often one is taken. Of bytes that both have, what `c` read stays
 * (unless the other knows a title that `c` does not). Each file is checked whole before anything is taken from it: what
 * is no case file, of another version or damaged is refused, and the others are taken. options: stop, refused, progress
 * (of documents) and context. `out` is filled in every case. */
int qt_merge(qt_case *c, const char *const *paths, size_t count, const qt_add_options *options, qt_merge_summary *out,
             quoth_error *error);

#endif
