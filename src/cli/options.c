#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/nearest.h"
#include "mentions/mention.h"
#include "nn/kernels.h"
#include "statements/statement.h"

enum { MOST_JOBS = 256 };

static const qt_option_row rows[QT_OPTION_COUNT] = {
    [QT_OPTION_SOURCE] = {"source", "NAME",
                          "only what this source said: part of the source as printed, or of any of its names"},
    [QT_OPTION_KIND] = {"kind", "K", "only this kind: denial, accusation, warning, claim_of_responsibility, ..."},
    [QT_OPTION_ABOUT] = {"about", "NAME", "only statements whose words name this, by any of its names"},
    [QT_OPTION_DOCUMENT] = {"document", "NAME", "only this document"},
    [QT_OPTION_MIN_CONFIDENCE] = {"min-confidence", "P", "only readings that quoth is this sure of, from 0 to 1"},
    [QT_OPTION_TYPE] = {"type", "T", "only this type: person, organization, place, group, publication, event, other"},
    [QT_OPTION_WHY] = {"why", "KEY", "why this entity (by key, id or name) is one, and what it might be one with"},
    [QT_OPTION_MANIFEST] = {"manifest", "FILE.csv", "what is known of each file: its date, publisher, URL, title"},
    [QT_OPTION_PUBLISHED] = {"published", "DATE", "the date of documents that give none: 2031, 2031-05 or 2031-05-02"},
    [QT_OPTION_PUBLISHER] = {"publisher", "NAME", "the publisher of documents that give none"},
    [QT_OPTION_JOBS] = {"jobs", "N", "threads that read at once (default: one a processor)"},
    [QT_OPTION_MODEL] = {"model", "FILE", "the model to read with (default: the one that came with quoth)"},
    [QT_OPTION_FORMAT] = {"format", "F", "json (as --json) or conllu: words, tags, trees and names as CoNLL-U"},
    [QT_OPTION_INPUT] = {"input", "conllu", "read CoNLL-U, and take its tokens and sentences as they are"},
    [QT_OPTION_KERNEL] = {"kernel", "NAME",
                          "how to multiply: float, portable, avx2, avx512vnni, neon (default: the fastest)"},
    [QT_OPTION_AS] = {"as", "NAME", "who decides; there is no default"},
    [QT_OPTION_BECAUSE] = {"because", "REASON", "why, for whoever reads the log"},
    [QT_OPTION_JSON] = {"json", NULL, "JSON Lines: one object a line"},
    [QT_OPTION_CSV] = {"csv", NULL, "CSV: one row a statement, with its whole sentence"},
    [QT_OPTION_HELP] = {"help", NULL, "show this help"},
};

const qt_option_row *qt_option_row_of(qt_option option) { return &rows[option]; }

static int read_fraction(const char *value, double *out, quoth_error *error)
{
    char *end = NULL;
    double number = strtod(value, &end);
    if (end == value || *end || !(number >= 0 && number <= 1))
        return qt_fail(error, QUOTH_USAGE, "--min-confidence takes a number from 0 to 1, not '%s'", value);
    *out = number;
    return QUOTH_OK;
}

static int read_jobs(const char *value, size_t *out, quoth_error *error)
{
    char *end = NULL;
    errno = 0;
    long number = strtol(value, &end, 10);
    if (end == value || *end || errno || number < 1 || number > MOST_JOBS)
        return qt_fail(error, QUOTH_USAGE, "--jobs takes a number from 1 to %d, not '%s'", MOST_JOBS, value);
    *out = (size_t)number;
    return QUOTH_OK;
}

static int read_kind(const char *value, const char **out, quoth_error *error)
{
    if (qt_kind_of(qt_str_of(value)) != QT_KIND_COUNT) {
        *out = value;
        return QUOTH_OK;
    }
    char names[QT_KIND_COUNT][32], list[QT_KIND_COUNT * 34] = "";
    const char *candidates[QT_KIND_COUNT];
    for (int k = 0; k < QT_KIND_COUNT; k++) {
        qt_str name = qt_kind_name((qt_kind)k);
        size_t n = name.size < sizeof names[k] - 1 ? name.size : sizeof names[k] - 1;
        memcpy(names[k], name.data, n);
        names[k][n] = '\0';
        candidates[k] = names[k];
        size_t used = strlen(list);
        (void)snprintf(list + used, sizeof list - used, "%s%s", k ? ", " : "", names[k]);
    }
    const char *near = qt_nearest(value, candidates, QT_KIND_COUNT);
    if (near) return qt_fail(error, QUOTH_USAGE, "no kind '%s'; did you mean '%s'?", value, near);
    return qt_fail(error, QUOTH_USAGE, "no kind '%s'; the kinds are %s", value, list);
}

static int read_type(const char *value, const char **out, quoth_error *error)
{
    qt_mention_type type;
    if (!qt_mention_type_of(qt_str_of(value), &type))
        return qt_fail(error, QUOTH_USAGE, "no type '%s'; see 'quoth entities --help'", value);
    *out = value;
    return QUOTH_OK;
}

static int read_date(const char *value, qt_arguments *out, quoth_error *error)
{
    qt_str date;
    char buffer[QT_DATE_SIZE];
    if (!qt_date_read(qt_str_of(value), buffer, &date))
        return qt_fail(error, QUOTH_USAGE, "--published takes a date such as 2031-05-02, not '%s'", value);
    memcpy(out->published_as_read, date.data, date.size);
    out->published_as_read[date.size] = '\0';
    out->published = out->published_as_read;
    return QUOTH_OK;
}

static int read_text(const char *name, const char *value, const char **out, quoth_error *error)
{
    qt_str text = qt_str_of(value);
    if (text.size == 0) return qt_fail(error, QUOTH_USAGE, "--%s needs a value", name);
    if (qt_utf8_valid_prefix(text) != text.size) return qt_fail(error, QUOTH_USAGE, "--%s: not valid UTF-8", name);
    *out = value;
    return QUOTH_OK;
}

static int read_format(const char *value, qt_arguments *out, quoth_error *error)
{
    if (strcmp(value, "json") == 0) out->json = true;
    else if (strcmp(value, "conllu") == 0) out->conllu = true;
    else return qt_fail(error, QUOTH_USAGE, "--format takes json or conllu, not '%s'", value);
    return QUOTH_OK;
}

static int read_input(const char *value, qt_arguments *out, quoth_error *error)
{
    if (strcmp(value, "conllu") != 0) return qt_fail(error, QUOTH_USAGE, "--input takes conllu, not '%s'", value);
    out->conllu_in = true;
    return QUOTH_OK;
}

static int read_kernel(const char *value, const char **out, quoth_error *error)
{
    qt_kernels kernels;
    int status = qt_kernels_named(value, &kernels, error);
    if (status == QUOTH_OK) *out = value;
    return status;
}

static int read_option(qt_option option, const char *value, qt_arguments *out, quoth_error *error)
{
    const char *name = rows[option].name;
    switch (option) {
    case QT_OPTION_SOURCE: return read_text(name, value, &out->source, error);
    case QT_OPTION_KIND: return read_kind(value, &out->kind, error);
    case QT_OPTION_ABOUT: return read_text(name, value, &out->about, error);
    case QT_OPTION_DOCUMENT: return read_text(name, value, &out->document, error);
    case QT_OPTION_TYPE: return read_type(value, &out->type, error);
    case QT_OPTION_WHY: return read_text(name, value, &out->why, error);
    case QT_OPTION_MIN_CONFIDENCE: return read_fraction(value, &out->min_confidence, error);
    case QT_OPTION_PUBLISHED: return read_date(value, out, error);
    case QT_OPTION_PUBLISHER: return read_text(name, value, &out->publisher, error);
    case QT_OPTION_JOBS: return read_jobs(value, &out->jobs, error);
    case QT_OPTION_MANIFEST: out->manifest = value; break; /* a path is bytes */
    case QT_OPTION_MODEL: out->model = value; break;
    case QT_OPTION_FORMAT: return read_format(value, out, error);
    case QT_OPTION_INPUT: return read_input(value, out, error);
    case QT_OPTION_KERNEL: return read_kernel(value, &out->kernel, error);
    case QT_OPTION_AS: return read_text(name, value, &out->as, error);
    case QT_OPTION_BECAUSE: return read_text(name, value, &out->because, error);
    case QT_OPTION_JSON: out->json = true; break;
    case QT_OPTION_CSV: out->csv = true; break;
    case QT_OPTION_HELP: out->help = true; break;
    default: break;
    }
    return QUOTH_OK;
}

static int unknown_option(const qt_command *command, const char *given, quoth_error *error)
{
    const char *names[QT_OPTION_COUNT];
    size_t count = 0;
    char word[64] = "";
    for (const qt_option *o = command->options; *o != QT_OPTION_END; o++) names[count++] = rows[*o].name;
    size_t dashes = strspn(given, "-"), length = strcspn(given + dashes, "=");
    if (length < sizeof word) memcpy(word, given + dashes, length);
    const char *near = qt_nearest(word, names, count);
    if (near) return qt_fail(error, QUOTH_USAGE, "no option '%s'; did you mean '--%s'?", given, near);
    return qt_fail(error, QUOTH_USAGE, "no option '%s' ('quoth %s --help' lists them)", given, command->name);
}

static int check_operands(const qt_command *command, const qt_arguments *out, quoth_error *error)
{
    if (out->help) return QUOTH_OK;
    if (out->operand_count < command->fewest)
        return qt_fail(error, QUOTH_USAGE, "too few arguments for '%s'", command->name);
    if (out->operand_count > command->most)
        return qt_fail(error, QUOTH_USAGE, "unexpected argument '%s': quoth %s %s", out->operands[command->most],
                       command->name, command->operands);
    if (out->json && out->csv) return qt_fail(error, QUOTH_USAGE, "--json and --csv exclude each other");
    if (out->json && out->conllu) return qt_fail(error, QUOTH_USAGE, "json and conllu exclude each other");
    return QUOTH_OK;
}

static size_t processors(void)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : online > MOST_JOBS ? MOST_JOBS : (size_t)online;
}

int qt_arguments_read(const qt_command *command, int argc, char **argv, qt_arguments *out, quoth_error *error)
{
    struct option options[QT_OPTION_COUNT + 1] = {0};
    size_t count = 0;
    for (const qt_option *o = command->options; *o != QT_OPTION_END; o++)
        options[count++] =
            (struct option){rows[*o].name, rows[*o].value ? required_argument : no_argument, NULL, (int)*o};
    *out = (qt_arguments){.jobs = processors()};
    opterr = 0;
    for (;;) {
        int option = getopt_long(argc, argv, ":h", options, NULL);
        if (option == -1) break;
        if (option == '?') return unknown_option(command, argv[optind - 1], error);
        if (option == ':') return qt_fail(error, QUOTH_USAGE, "%s needs a value", argv[optind - 1]);
        int status = read_option(option == 'h' ? QT_OPTION_HELP : (qt_option)option, optarg, out, error);
        if (status != QUOTH_OK) return status;
    }
    out->operands = (const char *const *)(argv + optind);
    out->operand_count = (size_t)(argc - optind);
    return check_operands(command, out, error);
}
