/* quoth decide: what a person says of what the machine read. */
#include "cli/commands.h"
#include "cli/log_view.h"
#include "cli/message.h"
#include "cli/nearest.h"
#include "collate.h"

static const qt_option options[] = {QT_OPTION_AS, QT_OPTION_BECAUSE, QT_OPTION_JSON, QT_OPTION_HELP, QT_OPTION_END};

/* What follows each verb: K a key, V a value, D a decision, "from" that word. */
typedef struct verb {
    const char *name, *form, *usage;
    qt_action action;
} verb;
static const verb VERBS[] = {
    {"merge", "KO", "merge KEY KEY", QT_ACTION_MERGE},
    {"split", "KfO", "split KEY from KEY", QT_ACTION_SPLIT},
    {"rename", "KV", "rename KEY NAME", QT_ACTION_RENAME},
    {"retype", "KV", "retype KEY TYPE", QT_ACTION_RETYPE},
    {"delete", "K", "delete KEY", QT_ACTION_DELETE},
    {"not-same", "KO", "not-same KEY KEY", QT_ACTION_NOT_SAME},
    {"set-source", "KV", "set-source STATEMENT-KEY NAME", QT_ACTION_SET_SOURCE},
    {"undo", "D", "undo DECISION", QT_ACTION_UNDO},
};
enum { VERBS_COUNT = sizeof VERBS / sizeof *VERBS };

static const verb *verb_of(const char *word, quoth_error *error)
{
    const char *names[VERBS_COUNT];
    for (size_t i = 0; i < VERBS_COUNT; i++) {
        names[i] = VERBS[i].name;
        if (strcmp(word, names[i]) == 0) return &VERBS[i];
    }
    const char *near = qt_nearest(word, names, VERBS_COUNT);
    if (near) (void)qt_fail(error, QUOTH_USAGE, "nothing to decide is called '%s'; did you mean '%s'?", word, near);
    else
        (void)qt_fail(
            error, QUOTH_USAGE,
            "nothing to decide is called '%s': merge, split, rename, retype, delete, not-same, set-source, undo", word);
    return NULL;
}

static int read_operands(const verb *v, const char *const *words, size_t count, qt_decision *out, quoth_error *error)
{
    if (count != strlen(v->form)) return qt_fail(error, QUOTH_USAGE, "it goes: quoth decide CASE %s", v->usage);
    for (size_t i = 0; i < count; i++) {
        qt_str word = qt_str_of(words[i]);
        switch (v->form[i]) {
        case 'K': out->key = word; break;
        case 'O': out->other = word; break;
        case 'V': out->value = word; break;
        case 'D': out->undoes = word; break;
        default:
            if (!qt_str_equal(word, QT_STR("from")))
                return qt_fail(error, QUOTH_USAGE, "it goes: quoth decide CASE %s", v->usage);
        }
    }
    return QUOTH_OK;
}

static int decision_of(const qt_arguments *arguments, qt_decision *out, quoth_error *error)
{
    const verb *v = verb_of(arguments->operands[1], error);
    if (!v) return QUOTH_USAGE;
    *out = (qt_decision){.action = v->action};
    int status = read_operands(v, arguments->operands + 2, arguments->operand_count - 2, out, error);
    if (status) return status;
    if (!arguments->as)
        return qt_fail(error, QUOTH_USAGE, "whose decision is this? --as NAME says so; quoth does not guess it");
    out->author = qt_str_of(arguments->as);
    out->reason = qt_str_of(arguments->because);
    return QUOTH_OK;
}

typedef struct view {
    qt_out *out;
    qt_terminal terminal;
    bool json;
} view;

static int print_row(void *context, json_t *row)
{
    view *v = context;
    if (v->json) return qt_out_json(v->out, row);
    qt_log_view(row, &v->terminal, v->out);
    return qt_out_row(v->out);
}

static int run(const qt_arguments *arguments, qt_out *out)
{
    quoth_error error = {0};
    qt_case *c = NULL;
    qt_decision decision;
    view v = {out, qt_terminal_of(out->fd), arguments->json};
    int status = decision_of(arguments, &decision, &error);
    if (status == QUOTH_OK) status = qt_case_open(arguments->operands[0], QT_CASE_WRITE, &c, &error);
    if (status == QUOTH_OK) status = qt_collate_decide(c, &decision, print_row, &v, &error);
    qt_case_close(c);
    if (error.status != QUOTH_OK) status = qt_message_error(&error);
    return qt_out_finish(out, status);
}

const qt_command qt_command_decide = {
    .name = "decide",
    .operands = "CASE merge KEY KEY | split KEY from KEY | rename KEY NAME | retype KEY TYPE | delete KEY |\n"
                "                    not-same KEY KEY | set-source STATEMENT-KEY NAME | undo DECISION\n"
                "                    --as NAME [--because REASON] [--json]",
    .summary = "records what a person says of the machine's reading",
    .description =
        "Appends one decision to the case file's log, with the name of who made it, the time and the reason, and prints\n"
        "it as 'quoth log' does. Nothing is overwritten: the machine's reading stays beside it, the decision survives\n"
        "'quoth update' and new documents, and 'undo' takes it back by another decision.\n"
        "  merge, not-same  two entities are one; are two, for ever\n"
        "  split            what has the first key is taken out of the entity that has the second\n"
        "  rename, retype   an entity's name; its type (person, organization, place, group, publication, event, other)\n"
        "  delete           hides a statement or an entity from the views; it stays in the file\n"
        "  set-source       who said it, by name or an entity's key; with several sources, KEY#2 is the second\n"
        "KEY may be the beginning of a key that is not ambiguous, DECISION likewise.",
    .examples = "  quoth decide harbour.quoth set-source 09ef6ada52a2fd4c:4012 'Lena Holt' --as 'Ada Quill' \\\n"
                "      --because 'she is the only watchman named'\n"
                "  quoth decide harbour.quoth undo 5f0c9d1e2b7a --as 'Ada Quill'\n",
    .options = options,
    .fewest = 3,
    .most = 5,
    .run = run,
};
