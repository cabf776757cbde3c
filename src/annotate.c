#include "annotate.h"

#include <stdlib.h>

#include "statements/statements.h"

struct qt_annotator {
    const qt_model *model;
    qt_encoder *encoder;
};

int qt_annotator_new(const qt_model *model, qt_annotator **out, quoth_error *error)
{
    qt_annotator *annotator = calloc(1, sizeof *annotator);
    if (!annotator) return qt_fail(error, QUOTH_FAILED, "out of memory");
    annotator->model = model;
    int status = qt_encoder_new(model, &annotator->encoder, error);
    if (status) {
        free(annotator);
        return status;
    }
    *out = annotator;
    return QUOTH_OK;
}

void qt_annotator_free(qt_annotator *annotator)
{
    if (!annotator) return;
    qt_encoder_free(annotator->encoder);
    free(annotator);
}

/* bytes → text → windows → encoder → finds → statements */
static int read_statements(qt_annotator *a, qt_annotation *annotation, qt_arena *arena, quoth_error *error)
{
    qt_windows windows;
    qt_finds finds;
    int status = qt_windows_cut(a->model, &annotation->text, arena, &windows, error);
    if (!status) status = qt_finds_read(a->encoder, &annotation->text, &windows, arena, &finds, error);
    if (status) return status;
    return qt_statements_read(&annotation->text, &finds, arena, &annotation->statements, &annotation->statement_count,
                              error);
}

int qt_annotate(qt_annotator *annotator, const qt_document *document, qt_arena *arena, qt_annotation *out,
                quoth_error *error)
{
    qt_annotation annotation = {0};
    int status = qt_text_read(document->text, document->title_size, arena, &annotation.text, error);
    if (status) goto done;
    annotation.language = qt_text_language(&annotation.text);
    if (qt_str_equal(annotation.language, QT_STR("en"))) status = read_statements(annotator, &annotation, arena, error);
done:
    if (status) return qt_fail_in(error, document->name), status;
    *out = annotation;
    return QUOTH_OK;
}
