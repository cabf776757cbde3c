/* quoth annotate: the pure pass, as a filter. */
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"
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
    qt_ledger ledger;
    json_t *document;  /* whose lines are being read; NULL before its own has come */
    size_t statements; /* of it, so far */
    qt_buffer line;    /* the begin of one whose end has not come yet */
} view;

static int print_line(void *context, qt_str bytes)
{
    view *v = context;
    if (bytes.size) qt_out_json_text(v->out, bytes);
    else qt_out_write(v->out, QT_STR("\n"));
    return bytes.size ? (v->out->failed ? QUOTH_FAILED : QUOTH_OK) : qt_out_row(v->out);
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
    return text.size ? (out->failed ? QUOTH_FAILED : QUOTH_OK) : qt_out_row(out);
}

/* The first line of a document tells of it, each further one is a statement, which lacks what the ledger wants: its
 * document. */
static int read_line(view *v, qt_str line)
{
    json_t *record = json_loadb(line.data, line.size, JSON_ALLOW_NUL, NULL);
    int status = QUOTH_OK;
    if (!record || (v->document && json_object_set(record, "document", v->document))) {
        json_decref(record);
        qt_message("out of memory");
        return QUOTH_FAILED;
    }
    if (v->document) {
        v->statements++;
        status = qt_ledger_row(&v->ledger, record);
    } else {
        v->document = json_incref(record);
        qt_ledger_document(&v->ledger, record);
    }
    json_decref(record);
    return status;
}

static int end_document(view *v)
{
    if (v->statements == 0) {
        bool read = qt_row_is(v->document, "language", "en") || !json_object_get(v->document, "language");
        qt_out_write(v->out, read ? QT_STR("no statements\n") : QT_STR("not read: not in English\n"));
    }
    json_decref(v->document);
    v->document = NULL;
    v->statements = 0;
    return qt_out_row(v->out);
}

static int print_entries(void *context, qt_str bytes)
{
    view *v = context;
    int status = QUOTH_OK;
    if (bytes.size == 0) return end_document(v);
    for (size_t at = 0; at < bytes.size && !status;) {
        const char *stop = memchr(bytes.data + at, '\n', bytes.size - at);
        size_t end = stop ? (size_t)(stop - bytes.data) : bytes.size;
        qt_buffer_add(&v->line, (qt_str){bytes.data + at, end - at});
        at = end + 1;
        if (!stop) break;
        status = read_line(v, (qt_str){v->line.data, v->line.size});
        v->line.size = 0;
    }
    return status;
}

static int run(const qt_arguments *arguments, qt_out *out)
{
    static const char *const standard_input[] = {"-"};
    quoth_error error = {0};
    qt_add_summary summary = {0};
    qt_drive drive;
    bool given = arguments->operand_count > 0;
    view v = {.out = out, .ledger = {.out = out, .terminal = qt_terminal_of(out->fd)}};
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
    json_decref(v.document);
    free(qt_buffer_take(&v.line, NULL));
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
