#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/message.h"
#include "cli/terminal.h"

static double now(void)
{
    struct timespec t = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void clear(void *context)
{
    qt_progress *progress = context;
    if (progress->visible) fputs("\r\033[K", stderr);
    progress->visible = false;
}

void qt_progress_start(qt_progress *progress)
{
    const char *term = getenv("TERM");
    *progress = (qt_progress){.started = now(), .width = qt_terminal_of(STDERR_FILENO).width};
    progress->terminal = isatty(STDERR_FILENO) == 1 && term && term[0] && strcmp(term, "dumb") != 0;
    qt_message_before(clear, progress);
}

void qt_progress_stop(qt_progress *progress)
{
    clear(progress);
    fflush(stderr);
    qt_message_before(NULL, NULL);
}

void qt_progress_time(double seconds, char out[24])
{
    uint64_t s = seconds > 0 ? seconds < 359999 ? (uint64_t)(seconds + 0.5) : 359999 : 0;
    if (s >= 3600) (void)snprintf(out, 24, "%" PRIu64 ":%02" PRIu64 ":%02" PRIu64, s / 3600, s / 60 % 60, s % 60);
    else (void)snprintf(out, 24, "%" PRIu64 ":%02" PRIu64, s / 60, s % 60);
}

static void draw_bar(unsigned width, double share)
{
    unsigned full = (unsigned)(share * width);
    fputc('[', stderr);
    for (unsigned i = 0; i < width; i++) fputc(i < full ? '#' : '.', stderr);
    fprintf(stderr, "] %3.0f %%  ", share * 100);
}

void qt_progress_draw(qt_progress *progress, uint64_t done, uint64_t total, size_t count, const char *what)
{
    double at = now(), passed = at - progress->started;
    if (!progress->terminal || (progress->visible && at - progress->drawn < 0.1)) return;
    fputs("\r\033[K", stderr);
    double share = total ? (double)done / (double)total : 0;
    if (share > 1) share = 1;
    if (total) draw_bar(progress->width > 80 ? 24 : 10, share);
    fprintf(stderr, "%zu %s", count, what);
    if (passed > 0.5 && count) fprintf(stderr, "  %.1f/s", (double)count / passed);
    if (passed > 1 && share > 0.01) {
        char left[24];
        qt_progress_time(passed / share - passed, left);
        fprintf(stderr, "  %s left", left);
    }
    fflush(stderr);
    progress->visible = true;
    progress->drawn = at;
}
