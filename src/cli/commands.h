/* Every command of the program, in the order of its help. */
#ifndef QT_CLI_COMMANDS_H
#define QT_CLI_COMMANDS_H

#include "cli/options.h"

extern const qt_command qt_command_add, qt_command_update, qt_command_statements, qt_command_entities,
    qt_command_documents, qt_command_show, qt_command_search, qt_command_decide, qt_command_log, qt_command_merge,
    qt_command_verify, qt_command_annotate;

#endif
