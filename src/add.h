/* The drivers: many documents through the per-document pass on several threads, in order, in bounded memory.
 *
 * What happens to each input happens in the order of the inputs, whatever the number of jobs: refusals, places of known
 * documents, rows and lines come out the same for 1, 2 and 4. */
#ifndef QT_ADD_H
#define QT_ADD_H

#include <signal.h>

#include "annotation_print.h"
#include "casefile/casefile.h"
#include "ingest/ingest.h"

#define QT_JOBS_MAX 256

/* Callbacks (each may be NULL) run on the calling thread. */
typedef struct qt_add_options {
    size_t jobs; /* 0 counts as 1; at most QT_JOBS_MAX */
    const volatile sig_atomic_t
        *stop; /* looked at between documents: once set, what is being stored is stored, then all ends */
    void *context;
    void (*refused)(void *context, const quoth_error *why);
    /* `done` of `total` bytes of input (of documents, for qt_update; total 0: not known) with `documents` done. */
    void (*progress)(void *context, uint64_t done, uint64_t total, size_t documents);
} qt_add_options;

typedef struct qt_add_summary {
    size_t documents;  /* done: all of those below but the refused */
    size_t added;      /* new documents (qt_update: read anew; qt_annotate_stream: printed) */
    size_t places;     /* documents known already, at a new place */
    size_t known;      /* known, and nothing new */
    size_t refused;    /* inputs refused, each told to `refused` */
    size_t statements; /* in the documents added */
    bool stopped;      /* `stop` ended it */
} qt_add_summary;

/* All documents of `ingest` into the case file, one transaction each; those known already are not annotated again. Returns
 * QUOTH_OK also where inputs were refused or `stop` ended it; fails where the system or the case file does (what was
 * stored by then is). `out` is filled in every case. */
int qt_add(qt_case *c, const qt_model *model, qt_ingest *ingest, const qt_add_options *options, qt_add_summary *out,
           quoth_error *error);

/* Reads anew what another model or program version read, or everything where `all`. */
int qt_update(qt_case *c, const qt_model *model, bool all, const qt_add_options *options, qt_add_summary *out,
              quoth_error *error);

/* The next bytes of a document as it is printed (annotation_print.h), whole characters; empty where it ends. A non-zero
 * return stops everything and is returned. */
typedef int (*qt_annotated)(void *context, qt_str bytes);

/* Each document of `ingest`, printed in the form `print`; no case file. */
int qt_annotate_stream(const qt_model *model, qt_ingest *ingest, const qt_add_options *options, qt_print print,
                       qt_annotated line, void *line_context, qt_add_summary *out, quoth_error *error);

#endif
