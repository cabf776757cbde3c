#include "merge.h"

#include "casefile/recall.h"
#include "collate.h"

enum { RECALL_MAX = 1 << 30 };

typedef struct merging {
    qt_case *c, *from;
    const qt_add_options *options;
    qt_merge_summary *out;
    quoth_error *error; /* of the whole */
    qt_arena *arena;    /* for one document */
} merging;

static bool stop_wanted(const merging *m)
{
    if (m->options->stop && *m->options->stop) m->out->stopped = true;
    return m->out->stopped;
}

static void count_stored(merging *m, qt_stored what, const qt_recalled *r)
{
    m->out->places += what == QT_STORED_PLACE;
    m->out->known += what == QT_STORED_KNOWN;
    if (what != QT_STORED_NEW) return;
    m->out->added++;
    m->out->statements += r->annotation.statement_count;
}

/* The bytes as met at one place. What was read is recalled only where it is new. */
static int take_place(merging *m, int64_t id, size_t place, qt_recalled *r, qt_stored *what, quoth_error *of_other)
{
    bool known = false;
    int status = qt_collate_known(m->c, &r->places[place], &known, what, m->error);
    if (status || known) return status;
    qt_arena_reset(m->arena);
    status = qt_recall(m->from, id, m->arena, r, of_other);
    if (status || place >= r->place_count) return status;
    return qt_collate_store(m->c, &r->places[place], &r->annotation, r->has_model ? &r->model : NULL, what, m->error);
}

static int take_document(merging *m, int64_t id, quoth_error *of_other)
{
    qt_recalled r;
    qt_stored first = QT_STORED_KNOWN, what = QT_STORED_KNOWN;
    qt_arena_reset(m->arena);
    int status = qt_recall_places(m->from, id, m->arena, &r, of_other);
    for (size_t i = 0; !status && i < r.place_count; i++) {
        status = take_place(m, id, i, &r, &what, of_other);
        if (i == 0 || (first == QT_STORED_KNOWN && what == QT_STORED_PLACE)) first = what;
    }
    if (!status) count_stored(m, first, &r);
    return status;
}

static int count_finding(void *context, json_t *row)
{
    (void)row;
    ++*(size_t *)context;
    return QUOTH_OK;
}

/* Whether all of it is as it should be: nothing is taken from a file that is not. */
static int check_other(qt_case *from, const char *path, quoth_error *error)
{
    size_t findings = 0;
    quoth_error found = {0};
    int status = qt_case_verify(from, count_finding, &findings, &found);
    if (status == QUOTH_INTEGRITY) {
        (void)qt_fail(error, QUOTH_REFUSED, "is not what it was: 'quoth verify' lists %zu finding%s", findings,
                      findings == 1 ? "" : "s");
        return qt_fail_in(error, qt_str_of(path));
    }
    if (status && error->status == QUOTH_OK) *error = found;
    return status;
}

static int take_documents(merging *m, quoth_error *of_other)
{
    int64_t *ids = NULL;
    size_t count = 0;
    qt_arena *list = qt_arena_new(RECALL_MAX);
    int status =
        list ? qt_case_ids(m->from, list, &ids, &count, of_other) : qt_fail(m->error, QUOTH_FAILED, "out of memory");
    for (size_t i = 0; i < count && !status && !stop_wanted(m); i++) {
        status = take_document(m, ids[i], of_other);
        if (!status && m->options->progress) m->options->progress(m->options->context, i + 1, count, i + 1);
    }
    qt_arena_free(list);
    return status;
}

/* A failure of the other file is its refusal; one of `c` ends all. */
static int take_file(merging *m, const char *path)
{
    quoth_error of_other = {0};
    size_t decisions = 0;
    m->from = NULL;
    int status = qt_case_open(path, QT_CASE_READ, &m->from, &of_other);
    if (!status) status = check_other(m->from, path, &of_other);
    if (!status) status = take_documents(m, &of_other);
    if (!status && !m->out->stopped) {
        status = qt_collate_take_decisions(m->c, m->from, &decisions, m->error);
        m->out->decisions += decisions;
        m->out->files += status == QUOTH_OK;
    }
    qt_case_close(m->from);
    if (of_other.status == QUOTH_OK) return status;
    m->out->refused++;
    if (m->options->refused) m->options->refused(m->options->context, &of_other);
    return QUOTH_OK;
}

int qt_merge(qt_case *c, const char *const *paths, size_t count, const qt_add_options *options, qt_merge_summary *out,
             quoth_error *error)
{
    static const qt_add_options NONE;
    quoth_error own = {0};
    merging m = {.c = c, .options = options ? options : &NONE, .out = out, .error = error ? error : &own};
    *out = (qt_merge_summary){.stopped = false};
    m.arena = qt_arena_new(RECALL_MAX);
    int status = m.arena ? QUOTH_OK : qt_fail(m.error, QUOTH_FAILED, "out of memory");
    for (size_t i = 0; i < count && !status && !stop_wanted(&m); i++) status = take_file(&m, paths[i]);
    qt_arena_free(m.arena);
    return status;
}
