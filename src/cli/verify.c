/* quoth verify: proves that a case file is what it was. */
#include "cli/commands.h"
#include "cli/list.h"
#include "cli/message.h"
#include "export/row.h"

static const qt_option options[] = {QT_OPTION_JSON, QT_OPTION_CSV, QT_OPTION_HELP, QT_OPTION_END};

static void add_part(const json_t *value, qt_para *para)
{
    if (para->size) qt_para_add(para, QT_STYLE_PLAIN, QT_STR(": "));
    if (json_is_integer(value))
        qt_para_addf(para, QT_STYLE_PLAIN, "document %" JSON_INTEGER_FORMAT, json_integer_value(value));
    else qt_para_add(para, QT_STYLE_PLAIN, qt_row_string(value));
}

static int view(void *context, json_t *row)
{
    static const char *const parts[] = {"what", "document", "detail"};
    qt_list *list = context;
    qt_para para = {0};
    for (size_t i = 0; i < 3; i++) {
        const json_t *value = json_object_get(row, parts[i]);
        if (value && !json_is_null(value)) add_part(value, &para);
    }
    qt_para_print(&para, 0, &list->ledger.terminal, list->out);
    qt_para_free(&para);
    return qt_out_row(list->out);
}

static int query(qt_case *c, const qt_arguments *arguments, qt_list *list, quoth_error *error)
{
    int status = qt_case_verify(c, qt_list_row, list, error);
    if (status == QUOTH_OK) qt_message("%s: hashes, offsets and links are as they should be", arguments->operands[0]);
    return status;
}

static int run(const qt_arguments *arguments, qt_out *out)
{
    static const qt_list_kind kind = {.table = QT_CSV_FINDINGS, .query = query, .view = view};
    return qt_list_run(&kind, arguments, out);
}

const qt_command qt_command_verify = {
    .name = "verify",
    .operands = "CASE [--json|--csv]",
    .summary = "checks hashes, offsets and links of a case file",
    .description =
        "Hashes every original and every stored text again, checks that each span quotes exactly what stands at its\n"
        "offsets, that no row points nowhere, that the full-text index agrees, and SQLite's own integrity. Prints\n"
        "one line for each finding and exits with 4 if there was any.",
    .examples = "  quoth verify harbour.quoth\n"
                "  quoth verify harbour.quoth --json || echo 'do not publish from this file'\n",
    .options = options,
    .fewest = 1,
    .most = 1,
    .run = run,
};
