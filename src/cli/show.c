/* quoth show: one statement in its context. */
#include "casefile/casefile.h"
#include "cli/card.h"
#include "cli/commands.h"
#include "cli/ledger.h"
#include "cli/marks.h"
#include "cli/message.h"
#include "export/row.h"

static const qt_option options[] = {QT_OPTION_JSON, QT_OPTION_HELP, QT_OPTION_END};

typedef struct view {
    qt_out *out;
    bool json;
    qt_ledger ledger;
} view;

static void print_heading(view *v, const char *text)
{
    qt_para para = {0};
    qt_out_write(v->out, QT_STR("\n"));
    qt_para_add(&para, QT_STYLE_HEAD, qt_str_of(text));
    qt_para_print(&para, 0, &v->ledger.terminal, v->out);
    qt_para_free(&para);
}

static void mark_all(qt_marked *marked, const json_t *items, qt_mark mark)
{
    size_t i;
    json_t *item;
    json_array_foreach(items, i, item) qt_marked_set(marked, qt_row_span(item), mark);
}

/* A cue in several pieces is marked piece by piece. */
static void mark_cue(qt_marked *marked, const json_t *cue)
{
    const json_t *pieces = json_object_get(cue, "pieces");
    if (json_is_array(pieces)) mark_all(marked, pieces, QT_MARK_CUE);
    else qt_marked_set(marked, qt_row_span(cue), QT_MARK_CUE);
}

static void print_lines(view *v, const qt_marked *marked)
{
    qt_para para = {0};
    qt_marked_add(marked, QT_STYLE_PLAIN, !v->ledger.terminal.colour, &para);
    qt_para_break(&para);
    if (v->ledger.terminal.colour) {
        qt_para_add(&para, QT_STYLE_WHO, QT_STR("source"));
        qt_para_add(&para, QT_STYLE_CUE, QT_STR(" cue"));
        qt_para_add(&para, QT_STYLE_QUOTED, QT_STR(" quoted"));
        qt_para_add(&para, QT_STYLE_HEDGE, QT_STR(" ‹hedge›"));
    } else {
        qt_para_add(&para, QT_STYLE_FAINT, QT_STR("([source] {cue} «words» ‹hedge›)"));
    }
    qt_para_print(&para, 2, &v->ledger.terminal, v->out);
    if (para.failed && !v->out->failed) qt_message("out of memory");
    qt_para_free(&para);
}

static void print_context(view *v, const json_t *row)
{
    const json_t *statement = json_object_get(row, "statement");
    uint32_t begin = qt_row_offset(json_object_get(row, "text_begin"));
    qt_marked marked;
    if (!json_is_string(json_object_get(row, "text")) || begin == QT_NONE) return;
    if (!qt_marked_new(qt_row_text(row, "text"), begin, &marked)) return;
    qt_marked_statement(&marked, statement);
    mark_all(&marked, json_object_get(statement, "sources"), QT_MARK_SOURCE);
    mark_all(&marked, json_object_get(statement, "content"), QT_MARK_CONTENT);
    mark_cue(&marked, json_object_get(statement, "cue"));
    print_heading(v, "In the text");
    print_lines(v, &marked);
    qt_marked_free(&marked);
}

/* One neighbour: its source, cue and words, with every caution, and its key. */
static void print_neighbour(view *v, const json_t *statement)
{
    qt_para para = {0};
    if (json_is_object(statement)) {
        qt_card_who(statement, &para);
        qt_para_break(&para);
        qt_card_words(statement, &para);
        qt_para_break(&para);
        qt_card_cautions(statement, &para);
        qt_para_add(&para, QT_STYLE_FAINT, qt_row_text(statement, "key"));
    } else {
        qt_para_add(&para, QT_STYLE_FAINT, qt_row_string(statement));
    }
    qt_para_print(&para, 2, &v->ledger.terminal, v->out);
    qt_para_free(&para);
}

static void print_neighbours(view *v, const json_t *statements, const char *heading)
{
    size_t i;
    json_t *statement;
    if (json_array_size(statements) == 0) return;
    print_heading(v, heading);
    json_array_foreach(statements, i, statement) print_neighbour(v, statement);
}

static int print_row(void *context, json_t *row)
{
    view *v = context;
    if (v->json) return qt_out_json(v->out, row);
    (void)qt_ledger_row(&v->ledger, json_object_get(row, "statement"));
    print_context(v, row);
    print_neighbours(v, json_object_get(row, "before"), "Before it");
    print_neighbours(v, json_object_get(row, "after"), "After it");
    return qt_out_row(v->out);
}

static int run(const qt_arguments *arguments, qt_out *out)
{
    quoth_error error = {0};
    qt_case *c = NULL;
    view v = {.out = out, .json = arguments->json, .ledger = {.out = out, .terminal = qt_terminal_of(out->fd)}};
    int status = qt_case_open(arguments->operands[0], QT_CASE_READ, &c, &error);
    if (status == QUOTH_OK) status = qt_case_show(c, qt_str_of(arguments->operands[1]), print_row, &v, &error);
    qt_ledger_free(&v.ledger);
    qt_case_close(c);
    if (error.status != QUOTH_OK) status = qt_message_error(&error);
    return qt_out_finish(out, status);
}

const qt_command qt_command_show = {
    .name = "show",
    .operands = "CASE KEY [--json]",
    .summary = "shows one statement in its context",
    .description = "Shows one statement as 'quoth statements' does, then the text it stands in with source, cue, words and hedges\n"
                   "marked, and its neighbours. KEY is the last line of an entry, the beginning of one that is not ambiguous,\n"
                   "or the statement's id.",
    .examples = "  quoth show harbour.quoth 09ef6ada52a2fd4c:4012-4018\n"
                "  quoth show harbour.quoth 09ef6ada52a2fd4c:40\n"
                "  quoth show harbour.quoth 7 --json\n",
    .options = options,
    .fewest = 2,
    .most = 2,
    .run = run,
};
