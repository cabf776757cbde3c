#include "cli/drive.h"

#include <stdio.h>

#include "cli/interrupt.h"
#include "cli/message.h"
#include "cli/model_path.h"

static void refused(void *context, const quoth_error *why)
{
    (void)context;
    qt_message_refused(why);
}

static void draw(void *context, uint64_t done, uint64_t total, size_t documents)
{
    qt_drive *drive = context;
    qt_progress_draw(&drive->bar, done, total, documents, documents == 1 ? "document" : "documents");
}

int qt_drive_open(qt_drive *drive, const qt_arguments *arguments, quoth_error *error)
{
    *drive = (qt_drive){0};
    qt_progress_start(&drive->bar);
    int status = qt_model_find(arguments->model, arguments->kernel, &drive->model, error);
    if (status != QUOTH_OK) return status;
    drive->options = (qt_add_options){
        .jobs = arguments->jobs,
        .stop = qt_interrupt_watch(),
        .context = drive,
        .refused = refused,
        .progress = draw,
    };
    return QUOTH_OK;
}

int qt_drive_read(qt_drive *drive, const qt_arguments *arguments, const char *const *paths, size_t count,
                  const char *skip, quoth_error *error)
{
    qt_ingest_options options = {
        .published = qt_str_of(arguments->published),
        .publisher = qt_str_of(arguments->publisher),
        .manifest = arguments->manifest,
        .skip = skip,
        .conllu = arguments->conllu_in,
        .measure = drive->bar.terminal,
        .stop = drive->options.stop,
    };
    return qt_ingest_open(paths, count, &options, &drive->ingest, error);
}

void qt_drive_close(qt_drive *drive)
{
    qt_ingest_close(drive->ingest);
    qt_model_close(drive->model);
}

/* Appends "3 documents" to `line`, with a comma before it unless it is the first. */
static void add_number(char *line, size_t size, size_t number, const char *one, const char *many)
{
    size_t used = strlen(line);
    if (number)
        (void)snprintf(line + used, size - used, "%s%zu %s", used ? ", " : "", number, number == 1 ? one : many);
}

static void report(const qt_add_summary *summary, const char *done)
{
    char line[300] = "", verb[64];
    (void)snprintf(verb, sizeof verb, "document %s", done);
    add_number(line, sizeof line, summary->added, verb, "documents");
    if (summary->added > 1) {
        size_t used = strlen(line);
        (void)snprintf(line + used, sizeof line - used, " %s", done);
    }
    add_number(line, sizeof line, summary->statements, "statement", "statements");
    add_number(line, sizeof line, summary->places, "known at a new place", "known at new places");
    add_number(line, sizeof line, summary->known, "known already", "known already");
    add_number(line, sizeof line, summary->refused, "refused", "refused");
    qt_message("%s%s", summary->stopped ? "stopped: " : "", line[0] ? line : "nothing to do");
}

int qt_drive_finish(qt_drive *drive, int status, const quoth_error *error, const qt_add_summary *summary,
                    const char *done)
{
    qt_progress_stop(&drive->bar);
    int interrupted = qt_interrupt_status();
    if (error->status != QUOTH_OK && !(interrupted && summary->stopped)) status = qt_message_error(error);
    if (done && (status == QUOTH_OK || summary->documents || summary->refused)) report(summary, done);
    if (interrupted) return interrupted;
    return status == QUOTH_OK && summary->refused ? QUOTH_REFUSED : status;
}
