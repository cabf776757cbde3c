#include "cli/terminal.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool colour_wanted(void)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if (no_color && no_color[0]) return false;
    return term && term[0] && strcmp(term, "dumb") != 0;
}

qt_terminal qt_terminal_of(int fd)
{
    qt_terminal terminal = {.colour = false, .width = QT_TERMINAL_DEFAULT};
    if (isatty(fd) != 1) return terminal;
    struct winsize size = {0};
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) terminal.width = size.ws_col;
    if (terminal.width < QT_TERMINAL_NARROWEST) terminal.width = QT_TERMINAL_NARROWEST;
    if (terminal.width > QT_TERMINAL_WIDEST) terminal.width = QT_TERMINAL_WIDEST;
    terminal.colour = colour_wanted();
    return terminal;
}
