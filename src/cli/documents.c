/* quoth documents: what was read. */
#include <inttypes.h>

#include "cli/card.h"
#include "cli/commands.h"
#include "cli/list.h"
#include "export/row.h"

static const qt_option options[] = {QT_OPTION_JSON, QT_OPTION_CSV, QT_OPTION_HELP, QT_OPTION_END};

/* Columns and their shares of the width that is left when the narrow ones have theirs. */
enum { DATE, NAME, OUTLET, COUNT, KEY, COLUMNS };
static const struct {
    const char *title;
    unsigned width, share; /* one of both is 0 */
} layout[COLUMNS] = {
    [DATE] = {"published", 12, 0},   [NAME] = {"document", 0, 5}, [OUTLET] = {"publisher", 0, 3},
    [COUNT] = {"statements", 10, 0}, [KEY] = {"key", 16, 0},
};
enum { SHARES = 8, GAP = 2, KEY_FROM = 80 };

/* The key goes first where the terminal is narrow. */
static void print_row(qt_list *list, const qt_para cells[COLUMNS])
{
    unsigned width = list->ledger.terminal.width, taken = 0;
    size_t count = width < KEY_FROM ? COLUMNS - 1 : COLUMNS;
    qt_column columns[COLUMNS];
    for (size_t i = 0; i < count; i++) taken += layout[i].width + (i ? GAP : 0);
    unsigned rest = width > taken + SHARES ? width - taken : SHARES;
    for (size_t i = 0; i < count; i++)
        columns[i] = (qt_column){&cells[i], layout[i].width ? layout[i].width : rest * layout[i].share / SHARES};
    qt_columns_print(columns, count, 0, GAP, list->ledger.terminal.colour, list->out);
}

static void free_cells(qt_para cells[COLUMNS])
{
    for (size_t i = 0; i < COLUMNS; i++) qt_para_free(&cells[i]);
}

static void print_header(qt_list *list)
{
    qt_para cells[COLUMNS] = {0};
    for (size_t i = 0; i < COLUMNS; i++) qt_para_add(&cells[i], QT_STYLE_HEAD, qt_str_of(layout[i].title));
    print_row(list, cells);
    free_cells(cells);
}

static void fill_date(const json_t *row, qt_para *para)
{
    qt_str published = qt_row_text(row, "published"), basis = qt_row_text(row, "published_basis");
    if (!published.data) {
        qt_para_add(para, QT_STYLE_FAINT, QT_STR("no date"));
        return;
    }
    qt_card_date(published, QT_STYLE_PLAIN, para);
    if (!basis.data) return;
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(" ("));
    qt_para_add(para, QT_STYLE_FAINT, basis);
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(")"));
}

static void fill_name(const json_t *row, qt_para *para)
{
    qt_str title = qt_row_text(row, "title");
    size_t places = json_array_size(json_object_get(row, "places"));
    qt_para_add(para, QT_STYLE_PLAIN, qt_row_text(row, "name"));
    if (title.data) {
        qt_para_break(para);
        qt_para_add(para, QT_STYLE_FAINT, title);
    }
    if (places > 1) {
        qt_para_break(para);
        qt_para_addf(para, QT_STYLE_FAINT, "the same text at %zu places", places);
    }
}

/* A document that was not read says so, where the number of its statements would stand. */
static void fill_count(const json_t *row, qt_para *para)
{
    const json_t *count = json_object_get(row, "statements");
    qt_str status = qt_row_text(row, "status");
    if (qt_str_starts(status, QT_STR("not read"))) qt_para_add(para, QT_STYLE_WARNING, status);
    else if (json_is_integer(count))
        qt_para_addf(para, QT_STYLE_PLAIN, "%" JSON_INTEGER_FORMAT, json_integer_value(count));
}

static int view(void *context, json_t *row)
{
    qt_list *list = context;
    qt_para cells[COLUMNS] = {0};
    qt_str sha256 = qt_row_text(row, "sha256");
    if (list->rows == 1) print_header(list);
    fill_date(row, &cells[DATE]);
    fill_count(row, &cells[COUNT]);
    qt_para_add(&cells[KEY], QT_STYLE_FAINT, sha256.size > 16 ? (qt_str){sha256.data, 16} : sha256);
    fill_name(row, &cells[NAME]);
    qt_para_add(&cells[OUTLET], QT_STYLE_PLAIN, qt_row_text(row, "publisher"));
    print_row(list, cells);
    free_cells(cells);
    return qt_out_row(list->out);
}

static int query(qt_case *c, const qt_arguments *arguments, qt_list *list, quoth_error *error)
{
    (void)arguments;
    return qt_case_documents(c, qt_list_row, list, error);
}

static int run(const qt_arguments *arguments, qt_out *out)
{
    static const qt_list_kind kind = {.table = QT_CSV_DOCUMENTS, .query = query, .view = view, .none = "no documents"};
    return qt_list_run(&kind, arguments, out);
}

const qt_command qt_command_documents = {
    .name = "documents",
    .operands = "CASE [--json|--csv]",
    .summary = "lists the documents of a case file",
    .description =
        "Lists every document: its date and where that is from (given, metadata, text), how many statements were\n"
        "found in it, the key that its statements' keys begin with, its name, its publisher. A document that is\n"
        "not in English is stored and searchable, and listed as not read.",
    .examples = "  quoth documents harbour.quoth\n"
                "  quoth documents harbour.quoth --csv > documents.csv\n"
                "  quoth documents harbour.quoth --json | jq -r 'select(.published == null).name'\n",
    .options = options,
    .fewest = 1,
    .most = 1,
    .run = run,
};
