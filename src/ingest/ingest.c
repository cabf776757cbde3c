#include "ingest/ingest.h"

#include <stdlib.h>
#include <unistd.h>

#include "ingest/dates.h"
#include "ingest/manifest.h"
#include "ingest/reader.h"
#include "ingest/sniff.h"
#include "ingest/walk.h"

#define OWN_MAX ((size_t)1024 * 1024) /* options and the current path */

/* A new format: write its reader, add it here. The first is what everything else is taken for. */
static const qt_reader *const readers[] = {&qt_reader_text, &qt_reader_jsonl};
#define READERS (sizeof readers / sizeof *readers)

struct qt_ingest {
    qt_walk *walk;
    qt_manifest *manifest;
    qt_arena *own;  /* options */
    qt_arena *here; /* what is known of the current input */
    qt_str published, publisher, manifest_path;
    size_t missing; /* rows of the manifest looked at for files that are not there */
    const volatile sig_atomic_t *stop;

    qt_input input;
    bool conllu;
    const qt_reader *reader; /* NULL: no input is open */
    void *state;
    const qt_manifest_row *row; /* of the current input, or NULL */
    uint64_t done, total;       /* bytes of inputs finished; of all */
};

static int measure(const char *const *paths, size_t count, const char *const skip[2], uint64_t *total,
                   quoth_error *error)
{
    qt_walk *walk;
    qt_found found;
    qt_ingest_result result;
    bool known = true;
    uint64_t sum = 0;
    int rc = qt_walk_open(paths, count, skip, true, &walk, error);
    if (rc) return rc;
    do {
        quoth_error ignored = {0}; /* refusals come again when it counts */
        result = qt_walk_next(walk, &found, &ignored);
        if (result == QT_INGEST_DOCUMENT) {
            sum += found.size;
            known = known && !found.standard_input;
        }
    } while (result == QT_INGEST_DOCUMENT || result == QT_INGEST_REFUSED);
    qt_walk_close(walk);
    if (known) *total = sum;
    return QUOTH_OK;
}

static int keep_options(qt_ingest *ingest, const qt_ingest_options *options, quoth_error *error)
{
    char buffer[QT_DATE_SIZE];
    qt_str date = options->published;
    ingest->stop = options->stop;
    ingest->conllu = options->conllu;
    if (date.data && !qt_date_read(date, buffer, &date))
        return qt_fail(error, QUOTH_USAGE,
                       "\"%.*s\" is no date: give 2024, 2024-04, 2024-04-02 or 2024-04-02T10:00:00Z", QT_STR_ARG(date));
    if (date.data && !(ingest->published = qt_arena_copy(ingest->own, date)).data)
        return qt_arena_error(ingest->own, error);
    if (options->publisher.size && !(ingest->publisher = qt_arena_copy(ingest->own, options->publisher)).data)
        return qt_arena_error(ingest->own, error);
    if (!options->manifest) return QUOTH_OK;
    ingest->manifest_path = qt_arena_copy(ingest->own, qt_str_of(options->manifest));
    if (!ingest->manifest_path.data) return qt_arena_error(ingest->own, error);
    return qt_manifest_open(options->manifest, &ingest->manifest, error);
}

int qt_ingest_open(const char *const *paths, size_t count, const qt_ingest_options *options, qt_ingest **out,
                   quoth_error *error)
{
    const qt_ingest_options none = {.manifest = NULL};
    if (!options) options = &none;
    const char *const skip[2] = {options->skip, options->manifest};
    qt_ingest *ingest = calloc(1, sizeof *ingest);
    if (!ingest) return qt_fail(error, QUOTH_FAILED, "out of memory");
    int rc = QUOTH_OK;
    ingest->own = qt_arena_new(OWN_MAX);
    ingest->here = qt_arena_new(OWN_MAX);
    if (!ingest->own || !ingest->here) rc = qt_fail(error, QUOTH_FAILED, "out of memory");
    if (!rc) rc = keep_options(ingest, options, error);
    if (!rc && options->measure) rc = measure(paths, count, skip, &ingest->total, error);
    if (!rc) rc = qt_walk_open(paths, count, skip, false, &ingest->walk, error);
    if (rc) {
        qt_ingest_close(ingest);
        return rc;
    }
    *out = ingest;
    return QUOTH_OK;
}

/* Done with the current input, read to its end or not. */
static void close_input(qt_ingest *ingest)
{
    if (ingest->reader && ingest->state) ingest->reader->close(ingest->state);
    ingest->done += ingest->input.size > ingest->input.consumed ? ingest->input.size : ingest->input.consumed;
    ingest->reader = NULL;
    ingest->state = NULL;
    ingest->row = NULL;
    qt_input_close(&ingest->input);
    ingest->input = (qt_input){.fd = -1};
}

void qt_ingest_close(qt_ingest *ingest)
{
    if (!ingest) return;
    close_input(ingest);
    qt_walk_close(ingest->walk);
    qt_manifest_close(ingest->manifest);
    qt_arena_free(ingest->own);
    qt_arena_free(ingest->here);
    free(ingest);
}

static const qt_reader *reader_for(const qt_found *found, qt_str name, qt_str head)
{
    char extension[16];
    qt_extension(name, extension);
    for (size_t i = 0; i < READERS; i++) {
        if (found->standard_input && readers[i]->sniff && readers[i]->sniff(head)) return readers[i];
        if (found->standard_input || !extension[0]) continue;
        const char *at = strstr(readers[i]->extensions, extension);
        while (at && !((at == readers[i]->extensions || at[-1] == ' ') && at[strlen(extension)] == ' '))
            at = strstr(at + 1, extension);
        if (at) return readers[i];
    }
    return readers[0];
}

static int not_read(qt_str what, quoth_error *error)
{
    return qt_fail(error, QUOTH_REFUSED, "seems to be %.*s; this format is not read yet", QT_STR_ARG(what));
}

/* Finds what reads the file and opens it. Whatever is refused here is refused by its first block. */
static int open_reader(qt_ingest *ingest, const qt_found *found, quoth_error *error)
{
    qt_str head, what = {NULL, 0}, name = ingest->input.name;
    int rc = qt_input_peek_line(&ingest->input, &head, error);
    if (rc) return rc;
    if (!qt_sniff_bytes(head).data && head.size && !found->standard_input) what = qt_sniff_name(name);
    if (qt_sniff_bytes(head).data) what = qt_sniff_bytes(head);
    if (what.data) return not_read(what, error);
    const qt_reader *reader = ingest->conllu ? &qt_reader_conllu : reader_for(found, name, head);
    ingest->state = reader->open(&ingest->input);
    if (!ingest->state) return qt_fail(error, QUOTH_FAILED, "out of memory");
    ingest->reader = reader;
    return QUOTH_OK;
}

static int open_input(qt_ingest *ingest, const qt_found *found, quoth_error *error)
{
    qt_arena_reset(ingest->here);
    int rc = qt_input_open(&ingest->input, found->fd, found->size, error);
    if (rc) {
        if (!found->standard_input) close(found->fd);
        return rc;
    }
    qt_str path = qt_arena_copy(ingest->here, found->path);
    if (!path.data) return qt_arena_error(ingest->here, error);
    size_t base = path.size;
    while (base > 0 && path.data[base - 1] != '/') base--;
    ingest->input.path = path;
    ingest->input.name = (qt_str){path.data + base, path.size - base};
    ingest->input.stop = ingest->stop;
    if (ingest->manifest && !found->standard_input) ingest->row = qt_manifest_find(ingest->manifest, found->raw);
    return open_reader(ingest, found, error);
}

/* The next file; its reader stays open. */
static qt_ingest_result next_input(qt_ingest *ingest, quoth_error *error)
{
    qt_found found;
    qt_ingest_result result = qt_walk_next(ingest->walk, &found, error);
    if (result != QT_INGEST_DOCUMENT) return result;
    int rc = open_input(ingest, &found, error);
    if (!rc) return QT_INGEST_DOCUMENT;
    qt_fail_in(error, ingest->input.path);
    close_input(ingest);
    return rc == QUOTH_REFUSED ? QT_INGEST_REFUSED : QT_INGEST_FAILED;
}

/* A field that is not known yet is the first of the two that is, copied into the caller's arena. */
static int fill(qt_arena *arena, qt_str *field, qt_str first, qt_str second, quoth_error *error)
{
    qt_str with = first.data ? first : second;
    if (field->data || !with.data) return QUOTH_OK;
    *field = qt_arena_copy(arena, with);
    return field->data ? QUOTH_OK : qt_arena_error(arena, error);
}

/* What the document does not say about itself: the manifest first, then the options. */
static int complete(qt_ingest *ingest, qt_arena *arena, qt_document *d, quoth_error *error)
{
    const qt_str none = {NULL, 0};
    qt_manifest_row row = {.line = 0};
    if (ingest->row) row = *ingest->row;
    bool titled = d->title.data != NULL;
    if (!d->published.data && (row.published.data || ingest->published.data))
        d->published_basis = row.published.data ? QT_BASIS_METADATA : QT_BASIS_GIVEN;
    int rc = fill(arena, &d->path, ingest->input.path, none, error);
    if (!rc) rc = fill(arena, &d->name, ingest->input.name, none, error);
    if (!rc) rc = fill(arena, &d->title, row.title, none, error);
    if (!rc) rc = fill(arena, &d->url, row.url, none, error);
    if (!rc) rc = fill(arena, &d->publisher, row.publisher, ingest->publisher, error);
    if (!rc) rc = fill(arena, &d->published, row.published, ingest->published, error);
    if (!rc) rc = fill(arena, &d->author, row.author, none, error);
    if (!rc) rc = fill(arena, &d->agency, row.agency, none, error);
    /* A file's text is never changed: a title that it does not begin with stays outside it. */
    if (!titled && !d->given && d->title.data && qt_str_starts(d->text, d->title)) d->title_size = d->title.size;
    return rc;
}

/* Rows of the manifest that name no file are told first, so that a misspelt path does not pass for a file without
 * metadata. */
static bool refuse_missing(qt_ingest *ingest, quoth_error *error)
{
    const qt_manifest_row *row = ingest->manifest ? qt_manifest_missing(ingest->manifest, &ingest->missing) : NULL;
    if (!row) return false;
    qt_fail(error, QUOTH_REFUSED, "manifest line %llu: there is no file \"%.*s\"", (unsigned long long)row->line,
            QT_STR_ARG(row->path));
    qt_fail_in(error, ingest->manifest_path);
    return true;
}

qt_ingest_result qt_ingest_next(qt_ingest *ingest, qt_arena *arena, qt_document *out, quoth_error *error)
{
    quoth_error local;
    if (!error) error = &local;
    *error = (quoth_error){.status = QUOTH_OK};
    if (refuse_missing(ingest, error)) return QT_INGEST_REFUSED;
    for (;;) {
        if (!ingest->reader) {
            qt_ingest_result opened = next_input(ingest, error);
            if (opened != QT_INGEST_DOCUMENT) return opened;
        }
        qt_document document = {.published_basis = QT_BASIS_NONE};
        qt_ingest_result result = ingest->reader->next(ingest->state, arena, &document, error);
        if (result == QT_INGEST_END) {
            close_input(ingest);
            continue;
        }
        if (result == QT_INGEST_DOCUMENT && complete(ingest, arena, &document, error)) result = QT_INGEST_FAILED;
        if (result == QT_INGEST_DOCUMENT) *out = document;
        else qt_fail_in(error, ingest->input.path);
        return result;
    }
}

void qt_ingest_progress(const qt_ingest *ingest, uint64_t *done, uint64_t *total)
{
    *done = ingest->done + ingest->input.consumed;
    *total = ingest->total;
}
