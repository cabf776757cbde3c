/* Commands and their options are data; one parser serves them all. */
#ifndef QT_CLI_OPTIONS_H
#define QT_CLI_OPTIONS_H

#include "cli/output.h"
#include "ingest/dates.h"

/* Every option of every command. */
typedef enum qt_option {
    QT_OPTION_END, /* closes a command's list */
    QT_OPTION_SOURCE,
    QT_OPTION_KIND,
    QT_OPTION_ABOUT,
    QT_OPTION_DOCUMENT,
    QT_OPTION_MIN_CONFIDENCE,
    QT_OPTION_TYPE,
    QT_OPTION_WHY,
    QT_OPTION_MANIFEST,
    QT_OPTION_PUBLISHED,
    QT_OPTION_PUBLISHER,
    QT_OPTION_JOBS,
    QT_OPTION_MODEL,
    QT_OPTION_FORMAT,
    QT_OPTION_INPUT,
    QT_OPTION_KERNEL,
    QT_OPTION_AS,
    QT_OPTION_BECAUSE,
    QT_OPTION_JSON,
    QT_OPTION_CSV,
    QT_OPTION_HELP,
    QT_OPTION_COUNT
} qt_option;

/* What the command line said. Strings are borrowed from argv; NULL where not given. */
typedef struct qt_arguments {
    const char *const *operands; /* [operand_count] what is left when the options are taken out */
    size_t operand_count;
    const char *source, *kind, *about, *document, *type, *why, *manifest, *published, *publisher, *model, *kernel;
    const char *as, *because;
    char published_as_read[QT_DATE_SIZE + 1]; /* where `published` points */
    double min_confidence;
    size_t jobs; /* as many as there are processors online, where not given */
    bool json, csv, help;
    bool conllu, conllu_in; /* --format conllu (json is --json); --input conllu */
} qt_arguments;

typedef struct qt_command {
    const char *name;
    const char *operands;     /* as the usage line shows them */
    const char *summary;      /* one line, lower case */
    const char *description;  /* paragraphs of --help */
    const char *examples;     /* lines of --help, each "  quoth …" */
    const qt_option *options; /* closed by QT_OPTION_END */
    size_t fewest, most;      /* operands */
    int (*run)(const qt_arguments *arguments, qt_out *out);
} qt_command;

typedef struct qt_option_row {
    const char *name;  /* without the dashes */
    const char *value; /* what the value is called, NULL for a flag */
    const char *help;  /* one line */
} qt_option_row;

const qt_option_row *qt_option_row_of(qt_option option);

/* Reads argv[1..argc) (argv[0] is the command's name) for `command`, which moves the operands behind the options.
 * QUOTH_USAGE with a message that names what is wrong, and what was perhaps meant. Once a process: it uses
 * getopt_long's state. */
int qt_arguments_read(const qt_command *command, int argc, char **argv, qt_arguments *out, quoth_error *error);

#endif
