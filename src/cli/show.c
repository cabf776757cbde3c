/* quoth show: one statement in its context. */
#include "casefile/casefile.h"
#include "cli/commands.h"
#include "cli/ledger.h"
#include "cli/marks.h"
#include "cli/message.h"
#include "export/row.h"

static const qt_option options[] = {QT_OPTION_JSON, QT_OPTION_HELP, QT_OPTION_END};

enum { PARAGRAPH_GAP = 4 }; /* bytes of line ends between neighbours */

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

/* One piece of the document's text, with all that belongs to the statement marked in it. */
static void add_text(const view *v, const json_t *statement, qt_str text, uint32_t begin, qt_para *para)
{
    qt_marked marked;
    if (!text.data || begin == QT_NONE) return;
    if (!qt_marked_new(text, begin, &marked)) {
        para->failed = true;
        return;
    }
    qt_marked_statement(&marked, statement);
    mark_all(&marked, json_object_get(statement, "sources"), QT_MARK_SOURCE);
    mark_all(&marked, json_object_get(statement, "content"), QT_MARK_CONTENT);
    mark_cue(&marked, json_object_get(statement, "cue"));
    qt_marked_add(&marked, QT_STYLE_PLAIN, !v->ledger.terminal.colour, para);
    qt_marked_free(&marked);
    qt_para_break(para);
}

static void add_legend(const view *v, qt_para *para)
{
    if (v->ledger.terminal.colour) {
        qt_para_add(para, QT_STYLE_WHO, QT_STR("source"));
        qt_para_add(para, QT_STYLE_CUE, QT_STR(" cue"));
        qt_para_add(para, QT_STYLE_QUOTED, QT_STR(" quoted"));
        qt_para_add(para, QT_STYLE_HEDGE, QT_STR(" ‹hedge›"));
    } else {
        qt_para_add(para, QT_STYLE_FAINT, QT_STR("([source] {cue} «words» ‹hedge›)"));
    }
}

/* Paragraphs around it: those that name a source that is carried over, and the nearest. A gap shows where the text
 * between them is left out. */
static uint32_t add_paragraphs(const view *v, const json_t *row, const char *which, uint32_t at, qt_para *para)
{
    size_t i;
    json_t *paragraph;
    json_array_foreach(json_object_get(row, which), i, paragraph) {
        qt_span span = qt_row_span(paragraph);
        if (at != QT_NONE && span.begin != QT_NONE && span.begin > at + PARAGRAPH_GAP) {
            qt_para_add(para, QT_STYLE_FAINT, QT_STR("…"));
            qt_para_break(para);
        }
        add_text(v, json_object_get(row, "statement"), qt_row_text(paragraph, "text"), span.begin, para);
        at = span.end;
    }
    return at;
}

static void print_context(view *v, const json_t *row)
{
    qt_para para = {0};
    qt_str text = qt_row_text(row, "text");
    uint32_t begin = qt_row_offset(json_object_get(row, "text_begin"));
    print_heading(v, "In the text");
    uint32_t at = add_paragraphs(v, row, "before", QT_NONE, &para);
    if (at != QT_NONE && begin != QT_NONE && begin > at + PARAGRAPH_GAP) {
        qt_para_add(&para, QT_STYLE_FAINT, QT_STR("…"));
        qt_para_break(&para);
    }
    add_text(v, json_object_get(row, "statement"), text, begin, &para);
    (void)add_paragraphs(v, row, "after", begin == QT_NONE ? QT_NONE : begin + (uint32_t)text.size, &para);
    add_legend(v, &para);
    qt_para_print(&para, 2, &v->ledger.terminal, v->out);
    qt_para_free(&para);
}

static int print_row(void *context, json_t *row)
{
    view *v = context;
    if (v->json) return qt_out_json(v->out, row);
    (void)qt_ledger_row(&v->ledger, json_object_get(row, "statement"));
    print_context(v, row);
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
    .description =
        "Shows one statement as 'quoth statements' does, then the paragraphs around it with source, cue, words and\n"
        "hedges marked. KEY is the last line of an entry, the beginning of one that is not ambiguous,\n"
        "or the statement's id.",
    .examples = "  quoth show harbour.quoth 09ef6ada52a2fd4c:4012-4018\n"
                "  quoth show harbour.quoth 09ef6ada52a2fd4c:40\n"
                "  quoth show harbour.quoth 7 --json\n",
    .options = options,
    .fewest = 2,
    .most = 2,
    .run = run,
};
