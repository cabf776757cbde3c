#include "cli/interrupt.h"

#include <errno.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t caught;

static void handle(int number)
{
    static const char message[] = "\nquoth: finishing the document at hand (once more to quit at once)\n";
    int kept = errno;
    caught = number;
    ssize_t n = write(STDERR_FILENO, message, sizeof message - 1);
    (void)n;
    errno = kept;
}

const volatile sig_atomic_t *qt_interrupt_watch(void)
{
    struct sigaction action = {.sa_handler = handle, .sa_flags = (int)SA_RESETHAND}; /* no SA_RESTART: reads give up */
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
    return &caught;
}

int qt_interrupt_status(void) { return caught ? 128 + (int)caught : 0; }
