#include "base/pipeline.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

/* Items are numbered as they are produced; item i sits in slot i % slot_count. Always consumed <= started <= produced <=
 * consumed + slot_count. One mutex guards all of this; what is in a slot belongs to whoever has the item. */
typedef struct line {
    const qt_pipeline *spec;
    pthread_mutex_t mutex;
    pthread_cond_t ready, finished; /* an item to work on, or the end; an item worked on */
    size_t produced, started, consumed;
    bool *done;   /* [slot_count] its item has been worked on */
    bool closing; /* no item will follow */
    bool abandon; /* items not started stay so */
} line;

typedef struct hand {
    line *line;
    void *worker;
    pthread_t thread;
} hand;

static void *run_worker(void *opaque)
{
    const hand *h = opaque;
    line *l = h->line;
    pthread_mutex_lock(&l->mutex);
    for (;;) {
        while (!l->closing && l->started == l->produced) pthread_cond_wait(&l->ready, &l->mutex);
        if (l->abandon || l->started == l->produced) break;
        size_t slot = l->started++ % l->spec->slot_count;
        pthread_mutex_unlock(&l->mutex);
        l->spec->work(h->worker, l->spec->slots[slot]);
        pthread_mutex_lock(&l->mutex);
        l->done[slot] = true;
        pthread_cond_signal(&l->finished);
    }
    pthread_mutex_unlock(&l->mutex);
    return NULL;
}

/* Produces and consumes until both are at their end. Called, and returns, with the mutex held. */
static int run_ends(line *l)
{
    const qt_pipeline *p = l->spec;
    int rc = 0;
    while (!rc && !(l->closing && l->consumed == l->produced)) {
        size_t oldest = l->consumed % p->slot_count;
        if (l->consumed < l->produced && l->done[oldest]) {
            pthread_mutex_unlock(&l->mutex);
            rc = p->consume(p->context, p->slots[oldest]);
            pthread_mutex_lock(&l->mutex);
            l->done[oldest] = false;
            l->consumed++;
        } else if (!l->closing && l->produced - l->consumed < p->slot_count) {
            pthread_mutex_unlock(&l->mutex);
            bool more = p->produce(p->context, p->slots[l->produced % p->slot_count]);
            pthread_mutex_lock(&l->mutex);
            l->produced += more;
            l->closing = !more;
            pthread_cond_signal(&l->ready);
        } else {
            pthread_cond_wait(&l->finished, &l->mutex);
        }
    }
    return rc;
}

/* Starts a thread with all signals blocked: they are for the caller's threads, one of which may be waiting to be interrupted. */
static bool start(hand *h)
{
    sigset_t all, before;
    sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0) return false;
    bool started = pthread_create(&h->thread, NULL, run_worker, h) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

static int run_threads(line *l, hand *hands, quoth_error *error)
{
    size_t started = 0;
    int rc;
    for (; started < l->spec->jobs; started++) {
        hands[started] = (hand){.line = l, .worker = l->spec->workers[started]};
        if (!start(&hands[started])) break;
    }
    pthread_mutex_lock(&l->mutex);
    rc = started ? run_ends(l) : qt_fail(error, QUOTH_FAILED, "no thread can be started");
    l->closing = true;
    l->abandon = rc != 0;
    pthread_cond_broadcast(&l->ready);
    pthread_mutex_unlock(&l->mutex);
    for (size_t i = 0; i < started; i++) pthread_join(hands[i].thread, NULL);
    return rc;
}

static int run_alone(const qt_pipeline *p)
{
    int rc = 0;
    while (!rc && p->produce(p->context, p->slots[0])) {
        p->work(p->workers[0], p->slots[0]);
        rc = p->consume(p->context, p->slots[0]);
    }
    return rc;
}

int qt_pipeline_run(const qt_pipeline *pipeline, quoth_error *error)
{
    if (pipeline->jobs == 0 || pipeline->slot_count == 0)
        return qt_fail(error, QUOTH_USAGE, "a pipeline needs a worker and a slot");
    if (pipeline->jobs == 1) return run_alone(pipeline);
    line l = {.spec = pipeline};
    bool mutex = false, ready = false, finished = false;
    hand *hands = calloc(pipeline->jobs, sizeof *hands);
    l.done = calloc(pipeline->slot_count, sizeof *l.done);
    int rc = hands && l.done ? QUOTH_OK : qt_fail(error, QUOTH_FAILED, "out of memory");
    if (!rc) {
        mutex = pthread_mutex_init(&l.mutex, NULL) == 0;
        ready = mutex && pthread_cond_init(&l.ready, NULL) == 0;
        finished = ready && pthread_cond_init(&l.finished, NULL) == 0;
        rc = finished ? run_threads(&l, hands, error) : qt_fail(error, QUOTH_FAILED, "no lock can be made");
    }
    if (finished) pthread_cond_destroy(&l.finished);
    if (ready) pthread_cond_destroy(&l.ready);
    if (mutex) pthread_mutex_destroy(&l.mutex);
    free(l.done);
    free(hands);
    return rc;
}
