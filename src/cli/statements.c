/* quoth statements: the ledger. */
#include "cli/commands.h"
#include "cli/list.h"

static const qt_option options[] = {QT_OPTION_SOURCE,   QT_OPTION_KIND,           QT_OPTION_ABOUT,
                                    QT_OPTION_DOCUMENT, QT_OPTION_MIN_CONFIDENCE, QT_OPTION_JSON,
                                    QT_OPTION_CSV,      QT_OPTION_HELP,           QT_OPTION_END};

static int query(qt_case *c, const qt_arguments *arguments, qt_list *list, quoth_error *error)
{
    const qt_statement_filter filter = {
        .source = qt_str_of(arguments->source),
        .kind = qt_str_of(arguments->kind),
        .about = qt_str_of(arguments->about),
        .document = qt_str_of(arguments->document),
        .min_confidence = arguments->min_confidence,
        .deleted = !arguments->json && !arguments->csv,
    };
    return qt_case_statements(c, &filter, qt_list_row, list, error);
}

static int run(const qt_arguments *arguments, qt_out *out)
{
    static const qt_list_kind kind = {.table = QT_CSV_STATEMENTS, .query = query, .none = "no statements"};
    return qt_list_run(&kind, arguments, out);
}

const qt_command qt_command_statements = {
    .name = "statements",
    .operands = "CASE [--source NAME] [--kind K] [--about NAME] [--document NAME] [--min-confidence P]\n"
                "                        [--json|--csv]",
    .summary = "lists who said what, in which words",
    .description =
        "Lists the statements of a case file, document by document in the order of their text: when each was said "
        "(else\n"
        "when its document was published), the source as printed, the cue, the words. Hedges stand in ‹ ›, quoted "
        "words in\n"
        "“ ”. What a name was resolved to by the machine is marked (machine); what could not be resolved is marked "
        "so;\n"
        "a name that a person gave is marked (person), with the machine's reading behind it. Of a statement that somebody\n"
        "deleted only that is said; it is not in the output of --json and --csv.\n"
        "The last line of each entry is its key: 'quoth show CASE KEY' shows it in its context. Filters add up.",
    .examples = "  quoth statements harbour.quoth\n"
                "  quoth statements harbour.quoth --source ministry --kind denial\n"
                "  quoth statements harbour.quoth --min-confidence 0.8 --csv > ledger.csv\n"
                "  quoth statements harbour.quoth --json | jq -r '.sources[].text' | sort | uniq -c\n",
    .options = options,
    .fewest = 1,
    .most = 1,
    .run = run,
};
