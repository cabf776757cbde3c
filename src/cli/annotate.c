/* quoth annotate: the pure pass, as a filter. */
#include <unistd.h>

#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/drive.h"
#include "cli/ledger.h"
#include "cli/message.h"
#include "cli/safe.h"
#include "export/row.h"

static const qt_option options[] = {QT_OPTION_PUBLISHED, QT_OPTION_INPUT, QT_OPTION_FORMAT,
                                    QT_OPTION_JSON,      QT_OPTION_JOBS,  QT_OPTION_MODEL,
                                    QT_OPTION_KERNEL,    QT_OPTION_HELP,  QT_OPTION_END};

typedef struct view {
    qt_out *out;
    qt_drive *drive;
    qt_ledger ledger;
} view;

static int print_line(void *context, qt_str line)
{
    view *v = context;
    qt_out_json_text(v->out, line);
    qt_out_write(v->out, QT_STR("\n"));
    return qt_out_row(v->out);
}

/* CoNLL-U holds bytes of the document: a terminal gets them without what would control it. */
static int print_conllu(void *context, qt_str text)
{
    qt_out *out = ((view *)context)->out;
    for (size_t at = 0; at < text.size && out->terminal;) {
        uint32_t code = 0;
        char safe[4];
        size_t size = qt_utf8_decode(text, at, &code);
        bool line = code == '\t' || code == '\n';
        qt_out_write(out, line ? (qt_str){text.data + at, size} : (qt_str){safe, qt_safe_character(code, safe)});
        at += size;
    }
    if (!out->terminal) qt_out_write(out, text);
    return qt_out_row(out);
}

/* A statement of an annotation lacks what the ledger wants: its document, and the key of the one it stands within. */
static int print_statement(view *v, json_t *document, json_t *statements, size_t index)
{
    json_t *one = json_array_get(statements, index), *within = json_object_get(one, "within");
    int bad = json_object_set(one, "document", document);
    bad |= json_object_set_new(one, "id", json_integer((json_int_t)index));
    if (json_is_integer(within) && json_integer_value(within) >= 0) {
        json_t *enclosing = json_array_get(statements, (size_t)json_integer_value(within));
        json_t *key = json_object_get(enclosing, "key");
        if (key) bad |= json_object_set(one, "within_key", key);
    }
    if (bad) {
        qt_message("out of memory");
        return QUOTH_FAILED;
    }
    return qt_ledger_row(&v->ledger, one);
}

static int print_entries(void *context, qt_str line)
{
    view *v = context;
    json_t *record = json_loadb(line.data, line.size, JSON_ALLOW_NUL, NULL);
    json_t *document = json_object_get(record, "document"), *statements = json_object_get(record, "statements");
    int status = record ? QUOTH_OK : QUOTH_FAILED;
    if (!record) qt_message("out of memory");
    if (document) qt_ledger_document(&v->ledger, document);
    for (size_t i = 0; i < json_array_size(statements) && status == QUOTH_OK; i++)
        status = print_statement(v, document, statements, i);
    if (record && json_array_size(statements) == 0) {
        bool read = qt_row_is(document, "language", "en") || !json_object_get(document, "language");
        qt_out_write(v->out, read ? QT_STR("no statements\n") : QT_STR("not read: not in English\n"));
    }
    json_decref(record);
    return status == QUOTH_OK ? qt_out_row(v->out) : status;
}

static int run(const qt_arguments *arguments, qt_out *out)
{
    static const char *const standard_input[] = {"-"};
    quoth_error error = {0};
    qt_add_summary summary = {0};
    qt_drive drive;
    bool given = arguments->operand_count > 0;
    view v = {.out = out, .drive = &drive, .ledger = {.out = out, .terminal = qt_terminal_of(out->fd)}};
    int status = qt_drive_open(&drive, arguments, &error);
    if (out->terminal) drive.bar.terminal = false; /* the output itself shows how far it is */
    if (!given && isatty(STDIN_FILENO) == 1) qt_message("reading standard input (Ctrl-D ends it)");
    if (status == QUOTH_OK)
        status = qt_drive_read(&drive, arguments, given ? arguments->operands : standard_input,
                               given ? arguments->operand_count : 1, NULL, &error);
    if (status == QUOTH_OK)
        status = qt_annotate_stream(drive.model, drive.ingest, &drive.options,
                                    arguments->conllu ? QT_PRINT_CONLLU
                                    : arguments->json ? QT_PRINT_JSON
                                                      : QT_PRINT_STATEMENTS,
                                    arguments->conllu ? print_conllu
                                    : arguments->json ? print_line
                                                      : print_entries,
                                    &v, &summary, &error);
    qt_ledger_free(&v.ledger);
    status = qt_drive_finish(&drive, status, &error, &summary, NULL);
    qt_drive_close(&drive);
    return qt_out_finish(out, status);
}

const qt_command qt_command_annotate = {
    .name = "annotate",
    .operands = "[PATH...] [--published DATE] [--input conllu] [--format F] [--jobs N]\n"
                "                [--model FILE] [--kernel NAME]",
    .summary = "prints the statements of documents without keeping them",
    .description =
        "Reads documents (standard input where no PATH is given; JSON Lines or plain text) and prints their\n"
        "statements, document by document in the order of the input. With --json, one document a line: its text,\n"
        "sentences, tokens, mentions and statements, every span in bytes of the text; with --format conllu, words,\n"
        "tags, trees and names as CoNLL-U. With --input conllu, tokens and sentences are taken from CoNLL-U as they are\n"
        "and nothing but the reading is quoth's. --published is the date of documents that give none.",
    .examples = "  quoth annotate report.txt\n"
                "  quoth annotate --json reports/ | jq -r '.statements[] | .sources[0].text + \": \" + .cue.text'\n"
                "  quoth annotate --format conllu report.txt > report.conllu\n"
                "  parallel --pipe quoth annotate --json < feed.jsonl > annotated.jsonl\n",
    .options = options,
    .fewest = 0,
    .most = SIZE_MAX,
    .run = run,
};
