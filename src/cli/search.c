/* quoth search: full text. */
#include "cli/commands.h"
#include "cli/list.h"
#include "cli/marks.h"
#include "export/row.h"

static const qt_option options[] = {QT_OPTION_JSON, QT_OPTION_CSV, QT_OPTION_HELP, QT_OPTION_END};

/* The words around the match, the match itself in bold. */
static void add_snippet(const json_t *row, qt_para *para)
{
    qt_marked marked;
    size_t i;
    json_t *match;
    if (!qt_marked_new(qt_row_text(row, "snippet"), qt_row_span(row).begin, &marked)) {
        para->failed = true;
        return;
    }
    json_array_foreach(json_object_get(row, "matches"), i, match) {
        qt_span span = {qt_row_offset(json_array_get(match, 0)), qt_row_offset(json_array_get(match, 1))};
        qt_marked_set(&marked, span, QT_MARK_MATCH);
    }
    qt_marked_add(&marked, QT_STYLE_PLAIN, false, para);
    qt_marked_free(&marked);
}

/* A statement is an entry of the ledger; a document its heading and the words around the match. */
static int view(void *context, json_t *row)
{
    qt_list *list = context;
    json_t *statement = json_object_get(row, "statement");
    if (json_is_object(statement)) return qt_ledger_row(&list->ledger, statement);
    qt_para para = {0};
    qt_ledger_document(&list->ledger, json_object_get(row, "document"));
    if (json_object_size(list->ledger.seen))
        qt_out_write(list->out, QT_STR("\n")); /* apart from the statements above */
    qt_para_add(&para, QT_STYLE_FAINT, QT_STR("in its text: "));
    add_snippet(row, &para);
    qt_para_print(&para, 0, &list->ledger.terminal, list->out);
    qt_para_free(&para);
    return qt_out_row(list->out);
}

static int query(qt_case *c, const qt_arguments *arguments, qt_list *list, quoth_error *error)
{
    return qt_case_search(c, qt_str_of(arguments->operands[1]), qt_list_row, list, error);
}

static int run(const qt_arguments *arguments, qt_out *out)
{
    static const qt_list_kind kind = {.table = QT_CSV_MATCHES, .query = query, .view = view, .none = "nothing found"};
    return qt_list_run(&kind, arguments, out);
}

const qt_command qt_command_search = {
    .name = "search",
    .operands = "CASE QUERY [--json|--csv]",
    .summary = "finds words in statements and documents",
    .description =
        "Finds statements, by their source, cue, words and hedges, and documents, by their text. What is found has\n"
        "all the words of the query; words in double quotes stand together; a star ends the beginning of a word.\n"
        "Accents and case do not count.",
    .examples = "  quoth search harbour.quoth warehouse\n"
                "  quoth search harbour.quoth '\"safety report\" inspector'\n"
                "  quoth search harbour.quoth 'evacuat*' --json\n",
    .options = options,
    .fewest = 2,
    .most = 2,
    .run = run,
};
