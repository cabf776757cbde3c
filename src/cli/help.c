#include "cli/help.h"

#include <stdarg.h>
#include <stdio.h>

static void print(qt_out *out, const char *format, ...) QT_PRINTF(2, 3);

static void print(qt_out *out, const char *format, ...)
{
    char text[4096];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (n >= 0) qt_out_write(out, qt_str_of(text));
}

void qt_help_all(const qt_command *const *commands, size_t count, qt_out *out)
{
    print(out, "quoth reads reports and keeps a case file of who said what, in which words.\n\n"
               "Usage: quoth COMMAND ...\n\nCommands:\n");
    for (size_t i = 0; i < count; i++) print(out, "  %-12s %s\n", commands[i]->name, commands[i]->summary);
    print(out, "\n'quoth COMMAND --help' tells more about one, with examples. 'quoth --version' prints the version.\n\n"
               "A first case file:\n"
               "  quoth add harbour.quoth reports/\n"
               "  quoth statements harbour.quoth\n\n"
               "Exit codes: 0 done, 1 failed, 2 usage, 3 some inputs were refused (each is named with its reason),\n"
               "4 a case file does not match its hashes or offsets.\n");
}

static void print_option(qt_option option, qt_out *out)
{
    const qt_option_row *row = qt_option_row_of(option);
    char name[48];
    (void)snprintf(name, sizeof name, "--%s%s%s", row->name, row->value ? " " : "", row->value ? row->value : "");
    print(out, "  %-20s %s\n", name, row->help);
}

void qt_help_command(const qt_command *command, qt_out *out)
{
    print(out, "quoth %s: %s\n\nUsage: quoth %s %s\n\n%s\n\nOptions:\n", command->name, command->summary, command->name,
          command->operands, command->description);
    for (const qt_option *o = command->options; *o != QT_OPTION_END; o++) print_option(*o, out);
    print(out, "\nExamples:\n%s", command->examples);
}
