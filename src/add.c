/* Ingest -> (is it known?) -> annotate on the workers -> case file or lines: three drivers over one pipeline. */
#include "add.h"

#include <stdlib.h>

#include "base/pipeline.h"
#include "collate.h"

#define ITEM_MAX ((size_t)1024 * 1024 * 1024) /* of one document with its annotation */

typedef enum outcome { REFUSED, HELD, READ } outcome;

/* What travels through the pipeline: a document on its way, or the refusal of an input, so that it is told in its turn. */
typedef struct item {
    qt_arena *arena;
    outcome outcome;
    int64_t id; /* of a stored document that is read anew */
    qt_document document;
    qt_annotation annotation;
    quoth_error error; /* where REFUSED */
    uint64_t done, total;
} item;

typedef struct run {
    const qt_add_options *options;
    const qt_model *model;
    qt_add_summary *summary;
    quoth_error *error;
    int failed;   /* what produce met: the system's failures */
    bool stopped; /* consume ended it because of `stop` */

    qt_ingest *ingest; /* NULL for qt_update */
    qt_case *c;        /* NULL for qt_annotate_stream */
    const int64_t *ids;
    size_t id_count, id_at;
    qt_annotated line;
    qt_print print;
    void *line_context;
    int line_status; /* what `line` returned last */

    bool (*produce)(void *, void *);
    int (*consume)(void *, void *);
    size_t jobs, slot_count;
    item *items;
    void **workers, **slots;
} run;

static bool stop_wanted(const run *r) { return r->options->stop && *r->options->stop; }

/* ----------------------------------------------------------------------------------------------------------- produce */

/* Makes an item ready for its next document. */
static void clear(item *it)
{
    qt_arena *arena = it->arena;
    qt_arena_reset(arena);
    *it = (item){.arena = arena};
}

/* An input: refused, held by the case file already, or to be read. */
static bool produce_input(void *context, void *slot)
{
    run *r = context;
    item *it = slot;
    bool held = false;
    clear(it);
    if (stop_wanted(r)) return false;
    qt_ingest_result result = qt_ingest_next(r->ingest, it->arena, &it->document, &it->error);
    qt_ingest_progress(r->ingest, &it->done, &it->total);
    if (result == QT_INGEST_END || (result == QT_INGEST_FAILED && stop_wanted(r))) return false;
    if (result == QT_INGEST_FAILED) {
        r->failed = (int)it->error.status;
        if (r->error) *r->error = it->error;
        return false;
    }
    if (result == QT_INGEST_REFUSED) return true; /* as it->outcome says */
    if (r->c && (r->failed = qt_case_holds(r->c, &it->document, &held, r->error)) != 0) return false;
    it->outcome = held ? HELD : READ;
    return true;
}

static bool produce_stored(void *context, void *slot)
{
    run *r = context;
    item *it = slot;
    clear(it);
    if (r->id_at == r->id_count || stop_wanted(r)) return false;
    it->id = r->ids[r->id_at++];
    it->outcome = READ;
    it->done = r->id_at;
    it->total = r->id_count;
    r->failed = qt_case_load(r->c, it->id, it->arena, &it->document, r->error);
    return r->failed == QUOTH_OK;
}

/* -------------------------------------------------------------------------------------------------------------- work */

/* The pass is pure, so whatever fails in it concerns this document alone, its size included. */
static void annotate(qt_annotator *annotator, item *it)
{
    if (!qt_annotate(annotator, &it->document, it->arena, &it->annotation, &it->error)) return;
    it->outcome = REFUSED;
    qt_fail_in(&it->error, it->document.path);
}

static void work(void *worker, void *slot)
{
    item *it = slot;
    if (it->outcome == READ) annotate(worker, it);
}

/* ----------------------------------------------------------------------------------------------------------- consume */

static void refuse(run *r, const item *it)
{
    r->summary->refused++;
    if (r->options->refused) r->options->refused(r->options->context, &it->error);
}

/* One item is done with. Non-zero ends the pipeline. */
static int done(run *r, const item *it)
{
    if (it->outcome != REFUSED) r->summary->documents++;
    if (r->options->progress) r->options->progress(r->options->context, it->done, it->total, r->summary->documents);
    r->stopped = stop_wanted(r);
    return r->stopped;
}

static void count_stored(run *r, const item *it, qt_stored what)
{
    qt_add_summary *s = r->summary;
    if (what == QT_STORED_NEW) s->added++, s->statements += it->annotation.statement_count;
    else if (what == QT_STORED_PLACE) s->places++;
    else s->known++;
}

/* The document was held when it came in and is no longer: another process removed it meanwhile. It is read after all. */
static void read_late(const run *r, item *it)
{
    qt_annotator *late;
    if (qt_annotator_new(r->model, &late, &it->error)) {
        it->outcome = REFUSED;
        qt_fail_in(&it->error, it->document.path);
        return;
    }
    it->outcome = READ;
    annotate(late, it);
    qt_annotator_free(late);
}

static int consume_add(void *context, void *slot)
{
    run *r = context;
    item *it = slot;
    qt_stored what = QT_STORED_KNOWN;
    int rc = QUOTH_OK;
    if (it->outcome == HELD) {
        bool known = true;
        if ((rc = qt_collate_known(r->c, &it->document, &known, &what, r->error)) != 0) return rc;
        if (!known) read_late(r, it);
    }
    if (it->outcome == READ)
        rc = qt_collate_store(r->c, &it->document, &it->annotation, qt_model_sha256(r->model), &what, r->error);
    if (rc) return rc;
    if (it->outcome == REFUSED) refuse(r, it);
    else count_stored(r, it, what);
    return done(r, it);
}

static int consume_update(void *context, void *slot)
{
    run *r = context;
    item *it = slot;
    if (it->outcome == REFUSED) {
        refuse(r, it);
        return done(r, it);
    }
    int rc = qt_collate_restore(r->c, it->id, &it->document, &it->annotation, qt_model_sha256(r->model), r->error);
    if (rc) return rc;
    count_stored(r, it, QT_STORED_NEW);
    return done(r, it);
}

static int hand_on(void *context, qt_str bytes)
{
    run *r = context;
    return r->line_status = r->line(r->line_context, bytes);
}

/* Printed here, piece by piece, rather than by the workers: the text of a long document is many times its size. */
static int consume_line(void *context, void *slot)
{
    run *r = context;
    item *it = slot;
    if (it->outcome == REFUSED) {
        refuse(r, it);
        return done(r, it);
    }
    qt_buffer out = {.drain = hand_on, .context = r};
    qt_annotation_print(r->print, &it->document, &it->annotation, &out);
    bool printed = qt_buffer_drained(&out);
    if (!printed && !r->line_status) return qt_fail(r->error, QUOTH_FAILED, "out of memory");
    if (printed) (void)hand_on(r, (qt_str){NULL, 0});
    if (r->line_status) return r->line_status;
    count_stored(r, it, QT_STORED_NEW);
    return done(r, it);
}

/* --------------------------------------------------------------------------------------------------------------- run */

static int set_up(run *r)
{
    r->jobs = r->options->jobs ? r->options->jobs : 1;
    if (r->jobs > QT_JOBS_MAX) return qt_fail(r->error, QUOTH_USAGE, "at most %d jobs", QT_JOBS_MAX);
    r->slot_count = r->jobs == 1 ? 1 : 2 * r->jobs; /* while one is stored, the next ones wait in theirs */
    r->workers = calloc(r->jobs, sizeof *r->workers);
    r->items = calloc(r->slot_count, sizeof *r->items);
    r->slots = calloc(r->slot_count, sizeof *r->slots);
    if (!r->workers || !r->items || !r->slots) return qt_fail(r->error, QUOTH_FAILED, "out of memory");
    for (size_t i = 0; i < r->slot_count; i++) {
        r->slots[i] = &r->items[i];
        r->items[i].arena = qt_arena_new(ITEM_MAX);
        if (!r->items[i].arena) return qt_fail(r->error, QUOTH_FAILED, "out of memory");
    }
    for (size_t i = 0; i < r->jobs; i++) {
        qt_annotator *annotator;
        int rc = qt_annotator_new(r->model, &annotator, r->error);
        if (rc) return rc;
        r->workers[i] = annotator;
    }
    return QUOTH_OK;
}

static void tear_down(run *r)
{
    for (size_t i = 0; r->items && i < r->slot_count; i++) qt_arena_free(r->items[i].arena);
    for (size_t i = 0; r->workers && i < r->jobs; i++) qt_annotator_free(r->workers[i]);
    free(r->workers);
    free(r->items);
    free(r->slots);
}

static int run_all(run *r, const qt_add_options *options, qt_add_summary *out, quoth_error *error)
{
    static const qt_add_options none = {.jobs = 1};
    r->options = options ? options : &none;
    r->summary = out;
    r->error = error;
    *out = (qt_add_summary){.stopped = false};
    int rc = set_up(r);
    if (!rc) {
        const qt_pipeline pipeline = {.context = r,
                                      .workers = r->workers,
                                      .slots = r->slots,
                                      .jobs = r->jobs,
                                      .slot_count = r->slot_count,
                                      .produce = r->produce,
                                      .work = work,
                                      .consume = r->consume};
        rc = qt_pipeline_run(&pipeline, error);
    }
    if (r->stopped) rc = QUOTH_OK;
    if (!rc) rc = r->failed;
    out->stopped = !rc && stop_wanted(r);
    tear_down(r);
    return rc;
}

int qt_add(qt_case *c, const qt_model *model, qt_ingest *ingest, const qt_add_options *options, qt_add_summary *out,
           quoth_error *error)
{
    run r = {.c = c, .model = model, .ingest = ingest, .produce = produce_input, .consume = consume_add};
    return run_all(&r, options, out, error);
}

int qt_update(qt_case *c, const qt_model *model, bool all, const qt_add_options *options, qt_add_summary *out,
              quoth_error *error)
{
    run r = {.c = c, .model = model, .produce = produce_stored, .consume = consume_update};
    int64_t *ids = NULL;
    *out = (qt_add_summary){.stopped = false};
    qt_arena *arena = qt_arena_new(ITEM_MAX);
    int rc = arena ? QUOTH_OK : qt_fail(error, QUOTH_FAILED, "out of memory");
    if (!rc) rc = qt_case_stale(c, all ? NULL : qt_model_sha256(model), arena, &ids, &r.id_count, error);
    r.ids = ids;
    if (!rc) rc = run_all(&r, options, out, error);
    qt_arena_free(arena);
    return rc;
}

int qt_annotate_stream(const qt_model *model, qt_ingest *ingest, const qt_add_options *options, qt_print print,
                       qt_annotated line, void *line_context, qt_add_summary *out, quoth_error *error)
{
    run r = {.model = model,
             .ingest = ingest,
             .line = line,
             .print = print,
             .line_context = line_context,
             .produce = produce_input,
             .consume = consume_line};
    return run_all(&r, options, out, error);
}
