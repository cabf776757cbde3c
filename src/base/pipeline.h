/* A bounded pipeline that keeps order: one producer, N workers, one consumer. Output order is input order.
 *
 * `produce` and `consume` run on the calling thread only; `work` runs on `jobs` threads (on the calling thread where
 * jobs is 1), each with its own worker context. At most `slots` items are in flight, so memory is bounded. */
#ifndef QT_BASE_PIPELINE_H
#define QT_BASE_PIPELINE_H

#include "base/error.h"

typedef struct qt_pipeline {
    void *context;        /* for produce and consume */
    void *const *workers; /* [jobs] for work */
    void *const *slots;   /* [slot_count] the items, reused in turn */
    size_t jobs, slot_count;
    bool (*produce)(void *context, void *slot); /* fills a slot; false at the end */
    void (*work)(void *worker, void *slot);
    int (*consume)(void *context, void *slot); /* in input order; non-zero stops everything */
} qt_pipeline;

/* Runs until produce ends (0) or consume stops (its value), or QUOTH_FAILED where no thread can be started. */
int qt_pipeline_run(const qt_pipeline *pipeline, quoth_error *error);

#endif
