/* The public functions: thin covers over the rooms. */
#include "quoth.h"

#include <stdlib.h>

#include "add.h"
#include "annotation_json.h"
#include "annotation_print.h"
#include "casefile/decisions.h"
#include "collate.h"
#include "merge.h"

/* A whole annotation of the largest text stays below this. */
#define ARENA_BYTES ((size_t)2 << 30)

const char *quoth_version(void) { return QUOTH_VERSION; }

void quoth_free(void *memory) { free(memory); }

/* The public handles are the rooms' own under another name. */
static qt_case *case_of(quoth_case *c) { return (qt_case *)(void *)c; }
static const qt_model *model_of(const quoth_model *m) { return (const qt_model *)(const void *)m; }

quoth_status quoth_model_open(const char *path, const quoth_model_options *options, quoth_model **out,
                              quoth_error *error)
{
    qt_model *model;
    int status = qt_model_open_kernel(path, options ? options->kernel : NULL, &model, error);
    if (!status) *out = (quoth_model *)(void *)model;
    return (quoth_status)status;
}

void quoth_model_close(quoth_model *model) { qt_model_close((qt_model *)(void *)model); }

static int document_of(const quoth_input *input, qt_document *out, quoth_error *error)
{
    qt_document d = {.name = qt_str_of(input->name ? input->name : ""), .text = {input->text, input->size}};
    d.path = d.name;
    d.original = d.text;
    d.title_size = input->title_size;
    d.encoding = QT_STR("UTF-8");
    int status = qt_sha256_of(d.text, &d.sha256, error);
    if (!status) *out = d;
    return status;
}

quoth_status quoth_annotate(const quoth_model *model, const quoth_input *input, char **json, size_t *size,
                            quoth_error *error)
{
    qt_annotator *annotator = NULL;
    qt_annotation annotation;
    qt_document document;
    qt_buffer line = {.data = NULL};
    qt_arena *arena = qt_arena_new(ARENA_BYTES);
    int status = arena ? QUOTH_OK : qt_fail(error, QUOTH_FAILED, "out of memory");
    if (!status && input->title_size > input->size)
        status = qt_fail(error, QUOTH_USAGE, "a title of %zu bytes in a text of %zu", input->title_size, input->size);
    if (!status) status = document_of(input, &document, error);
    if (!status) status = qt_annotator_new(model_of(model), &annotator, error);
    if (!status) status = qt_annotate(annotator, &document, arena, &annotation, error);
    if (status) goto done;
    qt_annotation_print(QT_PRINT_JSON, &document, &annotation, &line);
    *json = qt_buffer_take(&line, size);
    if (!*json) status = qt_fail(error, QUOTH_FAILED, "out of memory");
done:
    qt_annotator_free(annotator);
    qt_arena_free(arena);
    return (quoth_status)status;
}

quoth_status quoth_case_open(const char *path, quoth_mode mode, quoth_case **out, quoth_error *error)
{
    static const qt_case_mode modes[] = {QT_CASE_READ, QT_CASE_WRITE, QT_CASE_CREATE};
    if ((unsigned)mode >= sizeof modes / sizeof *modes)
        return (quoth_status)qt_fail(error, QUOTH_USAGE, "no such mode");
    qt_case *c;
    int status = qt_case_open(path, modes[mode], &c, error);
    if (!status) *out = (quoth_case *)(void *)c;
    return (quoth_status)status;
}

void quoth_case_close(quoth_case *c) { qt_case_close(case_of(c)); }

quoth_status quoth_case_add(quoth_case *c, const quoth_model *model, const char *const *paths, size_t count,
                            const quoth_add_options *options, quoth_add_summary *summary, quoth_error *error)
{
    static const quoth_add_options none;
    if (!options) options = &none;
    qt_ingest_options reading = {.published = qt_str_of(options->published),
                                 .publisher = qt_str_of(options->publisher),
                                 .manifest = options->manifest};
    qt_add_options adding = {.jobs = options->jobs, .context = options->context, .refused = options->refused};
    qt_add_summary done = {0};
    qt_ingest *ingest = NULL;
    int status = qt_ingest_open(paths, count, &reading, &ingest, error);
    if (!status) status = qt_add(case_of(c), model_of(model), ingest, &adding, &done, error);
    qt_ingest_close(ingest);
    if (summary) *summary = (quoth_add_summary){done.added, done.places, done.known, done.refused, done.statements};
    if (!status && done.refused) status = qt_fail(error, QUOTH_REFUSED, "%zu inputs were refused", done.refused);
    return (quoth_status)status;
}

typedef struct printer {
    quoth_row row;
    void *context;
    bool out_of_memory;
} printer;

static int print_row(void *context, json_t *row)
{
    printer *p = context;
    char *text = json_dumps(row, QT_JSON_FLAGS);
    if (!text) {
        p->out_of_memory = true;
        return QUOTH_FAILED;
    }
    int status = p->row(p->context, text, strlen(text));
    free(text);
    return status;
}

quoth_status quoth_case_rows(quoth_case *c, quoth_view view, const quoth_filter *filter, quoth_row row, void *context,
                             quoth_error *error)
{
    static const quoth_filter any;
    if (!filter) filter = &any;
    printer p = {row, context, false};
    qt_str query = qt_str_of(filter->query);
    qt_statement_filter statements = {.source = qt_str_of(filter->source),
                                      .kind = qt_str_of(filter->kind),
                                      .about = qt_str_of(filter->about),
                                      .document = qt_str_of(filter->document),
                                      .min_confidence = filter->min_confidence};
    const qt_entity_filter entities = {.type = qt_str_of(filter->type)};
    int status = QUOTH_USAGE;
    if ((view == QUOTH_SEARCH || view == QUOTH_SHOW || view == QUOTH_WHY) && !filter->query)
        return (quoth_status)qt_fail(error, QUOTH_USAGE, "this view needs a query");
    switch (view) {
    case QUOTH_STATEMENTS: status = qt_case_statements(case_of(c), &statements, print_row, &p, error); break;
    case QUOTH_DOCUMENTS: status = qt_case_documents(case_of(c), print_row, &p, error); break;
    case QUOTH_SEARCH: status = qt_case_search(case_of(c), query, print_row, &p, error); break;
    case QUOTH_SHOW: status = qt_case_show(case_of(c), query, print_row, &p, error); break;
    case QUOTH_ENTITIES: status = qt_case_entities(case_of(c), &entities, print_row, &p, error); break;
    case QUOTH_WHY: status = qt_case_why(case_of(c), query, print_row, &p, error); break;
    case QUOTH_LOG: status = qt_case_log(case_of(c), print_row, &p, error); break;
    case QUOTH_FINDINGS: status = qt_case_verify(case_of(c), print_row, &p, error); break;
    default: return (quoth_status)qt_fail(error, QUOTH_USAGE, "no such view");
    }
    if (p.out_of_memory) return (quoth_status)qt_fail(error, QUOTH_FAILED, "out of memory");
    return (quoth_status)status;
}

static int no_row(void *context, const char *json, size_t size)
{
    (void)context;
    (void)json;
    (void)size;
    return QUOTH_OK;
}

quoth_status quoth_case_decide(quoth_case *c, const quoth_decision *decision, quoth_row row, void *context,
                               quoth_error *error)
{
    const qt_action action = qt_action_of(qt_str_of(decision->action));
    const bool undo = action == QT_ACTION_UNDO;
    const qt_decision d = {.action = action,
                           .author = qt_str_of(decision->author),
                           .key = qt_str_of(undo ? NULL : decision->key),
                           .undoes = qt_str_of(undo ? decision->key : NULL),
                           .other = qt_str_of(decision->other),
                           .value = qt_str_of(decision->value),
                           .reason = qt_str_of(decision->reason)};
    printer p = {row ? row : no_row, context, false};
    int status = qt_collate_decide(case_of(c), &d, print_row, &p, error);
    if (p.out_of_memory) return (quoth_status)qt_fail(error, QUOTH_FAILED, "out of memory");
    return (quoth_status)status;
}

quoth_status quoth_case_merge(quoth_case *c, const char *const *paths, size_t count, const quoth_add_options *options,
                              quoth_merge_summary *summary, quoth_error *error)
{
    qt_merge_summary done;
    qt_add_options merging = {.refused = NULL};
    if (options) merging = (qt_add_options){.context = options->context, .refused = options->refused};
    int status = qt_merge(case_of(c), paths, count, &merging, &done, error);
    if (summary)
        *summary = (quoth_merge_summary){done.files,      done.added,     done.places, done.known,
                                         done.statements, done.decisions, done.refused};
    if (!status && done.refused) status = qt_fail(error, QUOTH_REFUSED, "%zu case files were refused", done.refused);
    return (quoth_status)status;
}
