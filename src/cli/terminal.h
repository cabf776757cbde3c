/* What the person's terminal can show. */
#ifndef QT_CLI_TERMINAL_H
#define QT_CLI_TERMINAL_H

#include "base/str.h"

enum { QT_TERMINAL_NARROWEST = 40, QT_TERMINAL_DEFAULT = 100, QT_TERMINAL_WIDEST = 120 };

typedef struct qt_terminal {
    bool colour;    /* escape sequences may be written */
    unsigned width; /* columns, between NARROWEST and WIDEST: longer lines are hard to read */
} qt_terminal;

/* Of a file descriptor: colour on a terminal only, and only where NO_COLOR (https://no-color.org) is unset or empty and
 * TERM is set and not "dumb". */
qt_terminal qt_terminal_of(int fd);

#endif
