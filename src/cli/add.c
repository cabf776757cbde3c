/* quoth add: documents into a case file. */
#include "cli/commands.h"
#include "cli/drive.h"

static const qt_option options[] = {QT_OPTION_MANIFEST, QT_OPTION_PUBLISHED, QT_OPTION_PUBLISHER, QT_OPTION_JOBS,
                                    QT_OPTION_MODEL,    QT_OPTION_KERNEL,    QT_OPTION_HELP,      QT_OPTION_END};

static int run(const qt_arguments *arguments, qt_out *out)
{
    quoth_error error = {0};
    qt_add_summary summary = {0};
    qt_drive drive;
    qt_case *c = NULL;
    const char *path = arguments->operands[0];
    /* The model first: without one no case file is made. */
    int status = qt_drive_open(&drive, arguments, &error);
    if (status == QUOTH_OK)
        status = qt_drive_read(&drive, arguments, arguments->operands + 1, arguments->operand_count - 1, path, &error);
    if (status == QUOTH_OK) status = qt_case_open(path, QT_CASE_CREATE, &c, &error);
    if (status == QUOTH_OK) status = qt_add(c, drive.model, drive.ingest, &drive.options, &summary, &error);
    qt_case_close(c);
    status = qt_drive_finish(&drive, status, &error, &summary, "added");
    qt_drive_close(&drive);
    return qt_out_finish(out, status);
}

const qt_command qt_command_add = {
    .name = "add",
    .operands = "CASE PATH... [--manifest FILE.csv] [--published DATE] [--publisher NAME]\n"
                "                 [--jobs N] [--model FILE] [--kernel NAME]",
    .summary = "reads documents into a case file, which is made if it is not there",
    .description =
        "Reads files, folders (with all that is in them) and standard input ('-'): plain text, Markdown, and JSON "
        "Lines\n"
        "with the members text, title, url, publisher, published. Each document is stored with its statements in one\n"
        "transaction. What is there already is not read again, so the same command can be run again after it was\n"
        "interrupted, or when reports have come in. Inputs that are refused are named with the reason; the others are\n"
        "added. --published and --publisher hold for documents that give none.",
    .examples = "  quoth add harbour.quoth reports/\n"
                "  quoth add harbour.quoth courier-0502.txt --publisher 'The Quay Courier' --published 2031-05-02\n"
                "  quoth add harbour.quoth downloads/ --manifest downloads/list.csv\n"
                "  zcat feed.jsonl.gz | quoth add harbour.quoth -\n",
    .options = options,
    .fewest = 2,
    .most = SIZE_MAX,
    .run = run,
};
