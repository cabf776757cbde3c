/* Ctrl-C: the first asks for an orderly end, the second ends at once. */
#ifndef QT_CLI_INTERRUPT_H
#define QT_CLI_INTERRUPT_H

#include <signal.h>

/* From now on the first SIGINT or SIGTERM sets the flag returned (static) and says so on standard error; the next one of
 * the same kind does what it does by default. */
const volatile sig_atomic_t *qt_interrupt_watch(void);

/* The exit code of a shell for the signal that came (130 for SIGINT), or 0 where none came. */
int qt_interrupt_status(void);

#endif
