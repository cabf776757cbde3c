/* quoth update: reads again what an older model or program read. */
#include "cli/commands.h"
#include "cli/drive.h"

static const qt_option options[] = {QT_OPTION_JOBS, QT_OPTION_MODEL, QT_OPTION_KERNEL, QT_OPTION_HELP, QT_OPTION_END};

static int run(const qt_arguments *arguments, qt_out *out)
{
    quoth_error error = {0};
    qt_add_summary summary = {0};
    qt_drive drive;
    qt_case *c = NULL;
    int status = qt_drive_open(&drive, arguments, &error);
    if (status == QUOTH_OK) status = qt_case_open(arguments->operands[0], QT_CASE_WRITE, &c, &error);
    if (status == QUOTH_OK) status = qt_update(c, drive.model, false, &drive.options, &summary, &error);
    qt_case_close(c);
    status = qt_drive_finish(&drive, status, &error, &summary, "read again");
    qt_drive_close(&drive);
    return qt_out_finish(out, status);
}

const qt_command qt_command_update = {
    .name = "update",
    .operands = "CASE [--jobs N] [--model FILE] [--kernel NAME]",
    .summary = "reads again what an older model or program read",
    .description =
        "Annotates those documents anew that another model or another version of quoth has read, from the bytes in\n"
        "the case file. Keys stay. One transaction a document: it can be interrupted, and run again.",
    .examples = "  quoth update harbour.quoth\n"
                "  quoth update harbour.quoth --model newer.safetensors --jobs 4\n",
    .options = options,
    .fewest = 1,
    .most = 1,
    .run = run,
};
