/* quoth merge: case files joined. */
#include "merge.h"

#include <stdio.h>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/message.h"
#include "cli/progress.h"

static const qt_option options[] = {QT_OPTION_HELP, QT_OPTION_END};

static void refused(void *context, const quoth_error *why)
{
    (void)context;
    qt_message_refused(why);
}

static void draw(void *context, uint64_t done, uint64_t total, size_t documents)
{
    qt_progress_draw(context, done, total, documents, documents == 1 ? "document" : "documents");
}

static void add_number(char *line, size_t size, size_t number, const char *one, const char *many)
{
    size_t used = strlen(line);
    if (number)
        (void)snprintf(line + used, size - used, "%s%zu %s", used ? ", " : "", number, number == 1 ? one : many);
}

static void report(const qt_merge_summary *summary)
{
    char line[300] = "";
    add_number(line, sizeof line, summary->added, "document taken", "documents taken");
    add_number(line, sizeof line, summary->statements, "statement", "statements");
    add_number(line, sizeof line, summary->places, "known at a new place", "known at new places");
    add_number(line, sizeof line, summary->known, "known already", "known already");
    add_number(line, sizeof line, summary->decisions, "decision taken", "decisions taken");
    add_number(line, sizeof line, summary->refused, "case file refused", "case files refused");
    qt_message("%s%s", summary->stopped ? "stopped: " : "", line[0] ? line : "nothing to do");
}

static int run(const qt_arguments *arguments, qt_out *out)
{
    quoth_error error = {0};
    qt_merge_summary summary = {0};
    qt_progress bar = {0};
    qt_case *c = NULL;
    qt_progress_start(&bar);
    const qt_add_options merging = {
        .stop = qt_interrupt_watch(), .context = &bar, .refused = refused, .progress = draw};
    int status = qt_case_open(arguments->operands[0], QT_CASE_CREATE, &c, &error);
    if (status == QUOTH_OK)
        status = qt_merge(c, arguments->operands + 1, arguments->operand_count - 1, &merging, &summary, &error);
    bool opened = c != NULL;
    qt_case_close(c);
    qt_progress_stop(&bar);
    if (error.status != QUOTH_OK) status = qt_message_error(&error);
    if (opened) report(&summary);
    int interrupted = qt_interrupt_status();
    if (interrupted) status = interrupted;
    else if (status == QUOTH_OK && summary.refused) status = QUOTH_REFUSED;
    return qt_out_finish(out, status);
}

const qt_command qt_command_merge = {
    .name = "merge",
    .operands = "CASE OTHER...",
    .summary = "takes what other case files hold into one",
    .description =
        "Takes the documents of other case files with their places and statements, and the decisions of people, into\n"
        "CASE, which is made if it is not there. The others are not changed. Nothing is read again: of bytes that both\n"
        "have, what stands in CASE stays (run 'quoth update' to have all of it from one model). Decisions that\n"
        "contradict one another are both kept, and 'quoth log' shows the conflict. Each of the others is checked as\n"
        "'quoth verify' does; what is no case file, or damaged, is refused, and the rest is taken. One transaction a\n"
        "document: it can be interrupted, and run again.",
    .examples = "  quoth merge harbour.quoth desk-b.quoth\n"
                "  quoth merge all.quoth 2031-*.quoth\n",
    .options = options,
    .fewest = 2,
    .most = SIZE_MAX,
    .run = run,
};
