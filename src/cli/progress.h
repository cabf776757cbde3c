/* A progress bar on a terminal's standard error; nothing anywhere else. */
#ifndef QT_CLI_PROGRESS_H
#define QT_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct qt_progress {
    bool terminal, visible;
    unsigned width;
    double started, drawn; /* seconds of the monotonic clock */
} qt_progress;

/* Starts the clock; messages (cli/message.h) clear the bar from now on. */
void qt_progress_start(qt_progress *progress);

/* Draws, at most ten times a second. `done` of `total` are in any unit that grows evenly with the work (bytes); a total
 * of 0 is unknown: no bar and no time left then. `count` things are done, called `what` ("documents"). */
void qt_progress_draw(qt_progress *progress, uint64_t done, uint64_t total, size_t count, const char *what);

/* Removes the bar. Messages no longer clear it. */
void qt_progress_stop(qt_progress *progress);

/* "0:07", "12:34", "3:02:01" in out[24]. */
void qt_progress_time(double seconds, char out[24]);

#endif
