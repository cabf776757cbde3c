/* A decision as a person reads it: when, who, what, on what, why, and what became of it. */
#ifndef QT_CLI_LOG_VIEW_H
#define QT_CLI_LOG_VIEW_H

#include <jansson.h>

#include "cli/para.h"

/* Prints one row of qt_case_log. Borrowed reference. */
void qt_log_view(const json_t *row, const qt_terminal *terminal, qt_out *out);

#endif
