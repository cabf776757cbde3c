/* quoth log: what people decided. */
#include "cli/commands.h"
#include "cli/list.h"
#include "cli/log_view.h"

static const qt_option options[] = {QT_OPTION_JSON, QT_OPTION_CSV, QT_OPTION_HELP, QT_OPTION_END};

static int view(void *context, json_t *row)
{
    qt_list *list = context;
    if (list->rows > 1) qt_out_write(list->out, QT_STR("\n"));
    qt_log_view(row, &list->ledger.terminal, list->out);
    return qt_out_row(list->out);
}

static int query(qt_case *c, const qt_arguments *arguments, qt_list *list, quoth_error *error)
{
    (void)arguments;
    return qt_case_log(c, qt_list_row, list, error);
}

static int run(const qt_arguments *arguments, qt_out *out)
{
    static const qt_list_kind kind = {.table = QT_CSV_LOG, .query = query, .view = view, .none = "no decisions"};
    return qt_list_run(&kind, arguments, out);
}

const qt_command qt_command_log = {
    .name = "log",
    .operands = "CASE [--json|--csv]",
    .summary = "lists what people decided, and what became of it",
    .description = "Lists every decision by its time: who made it, on what (in words), why, and whether it is\n"
                   "  in force       it holds\n"
                   "  undone         somebody took it back\n"
                   "  replaced       its author decided otherwise later\n"
                   "  in conflict    somebody else decided otherwise: both are kept, and the machine's reading stands\n"
                   "  orphaned       what it acts on is not in this case file (any more, or not yet)\n"
                   "The first word of an entry is what 'quoth decide CASE undo' takes.",
    .examples = "  quoth log harbour.quoth\n"
                "  quoth log harbour.quoth --json | jq -r 'select(.status == \"in conflict\").author'\n",
    .options = options,
    .fewest = 1,
    .most = 1,
    .run = run,
};
