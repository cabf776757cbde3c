/* What --help prints, made from the commands' data. */
#ifndef QT_CLI_HELP_H
#define QT_CLI_HELP_H

#include "cli/options.h"
#include "cli/output.h"

void qt_help_all(const qt_command *const *commands, size_t count, qt_out *out);
void qt_help_command(const qt_command *command, qt_out *out);

#endif
