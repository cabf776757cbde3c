/* quoth COMMAND …: finds the command, reads its options, runs it. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/help.h"
#include "cli/message.h"
#include "cli/nearest.h"

static const qt_command *const commands[] = {
    &qt_command_add,       &qt_command_update, &qt_command_statements, &qt_command_entities,
    &qt_command_documents, &qt_command_show,   &qt_command_search,     &qt_command_decide,
    &qt_command_log,       &qt_command_merge,  &qt_command_verify,     &qt_command_annotate,
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

/* A descriptor that the caller closed would be handed to the next file opened, and a message printed into a case file. */
static bool standard_descriptors_open(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) != -1 || errno != EBADF) continue;
        if (open("/dev/null", fd == 1 ? O_RDONLY : O_RDWR) != fd)
            return false; /* writing to a closed stdout still fails */
    }
    return true;
}

static int usage(const char *command, const quoth_error *error)
{
    qt_message("%s", error->message);
    if (command) qt_message("see 'quoth %s --help'", command);
    else qt_message("see 'quoth --help'");
    return QUOTH_USAGE;
}

static int unknown_command(const char *name)
{
    const char *names[COMMANDS];
    quoth_error error = {0};
    for (size_t i = 0; i < COMMANDS; i++) names[i] = commands[i]->name;
    const char *near = qt_nearest(name, names, COMMANDS);
    if (near) (void)qt_fail(&error, QUOTH_USAGE, "no command '%s'; did you mean '%s'?", name, near);
    else (void)qt_fail(&error, QUOTH_USAGE, "no command '%s'", name);
    return usage(NULL, &error);
}

static int run(const qt_command *command, int argc, char **argv, qt_out *out)
{
    qt_arguments arguments;
    quoth_error error = {0};
    if (qt_arguments_read(command, argc, argv, &arguments, &error) != QUOTH_OK) return usage(command->name, &error);
    if (!arguments.help) return command->run(&arguments, out);
    qt_help_command(command, out);
    return qt_out_finish(out, QUOTH_OK);
}

int main(int argc, char **argv)
{
    static qt_out out;
    if (!standard_descriptors_open()) return QUOTH_FAILED;
    (void)signal(SIGPIPE, SIG_IGN); /* noticed where it is written, with everything closed in order */
    qt_out_open(&out, STDOUT_FILENO);
    if (argc < 2) {
        quoth_error error = {0};
        (void)qt_fail(&error, QUOTH_USAGE, "which command?");
        return usage(NULL, &error);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        qt_help_all(commands, COMMANDS, &out);
        return qt_out_finish(&out, QUOTH_OK);
    }
    if (strcmp(argv[1], "--version") == 0) {
        qt_out_write(&out, QT_STR("quoth "));
        qt_out_write(&out, qt_str_of(quoth_version()));
        qt_out_write(&out, QT_STR("\n"));
        return qt_out_finish(&out, QUOTH_OK);
    }
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(argv[1], commands[i]->name) == 0) return run(commands[i], argc - 1, argv + 1, &out);
    return unknown_command(argv[1]);
}
