/* What add, update and annotate share: a model, refusals on standard error, a progress bar, Ctrl-C. */
#ifndef QT_CLI_DRIVE_H
#define QT_CLI_DRIVE_H

#include "add.h"
#include "cli/options.h"
#include "cli/progress.h"

typedef struct qt_drive {
    qt_model *model;
    qt_ingest *ingest;
    qt_progress bar;
    qt_add_options options; /* for the drivers of add.h; its context is this */
} qt_drive;

/* Opens the model, starts the bar (which counts bytes) and listens to signals. Call qt_drive_close in any case. */
int qt_drive_open(qt_drive *drive, const qt_arguments *arguments, quoth_error *error);

/* Opens `paths`; `skip` is left out of folders (the case file), or NULL. */
int qt_drive_read(qt_drive *drive, const qt_arguments *arguments, const char *const *paths, size_t count,
                  const char *skip, quoth_error *error);

void qt_drive_close(qt_drive *drive);

/* Ends a command: removes the bar, reports a failure or `done` (a verb) with the numbers of the summary, and returns the
 * exit code: 130 where Ctrl-C ended it, 3 where inputs were refused. */
int qt_drive_finish(qt_drive *drive, int status, const quoth_error *error, const qt_add_summary *summary,
                    const char *done);

#endif
