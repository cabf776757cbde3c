/* The model's maps of confidence reach the statements, each its own class. */
#include "../nn/bent_files.h"
#include "annotate.h"

static void statements_say_what_their_map_says(void **state)
{
    (void)state;
    parts p = take_apart(QUOTH_SOURCE_DIR "/models/quoth.safetensors");
    json_t *metadata = json_object_get(p.header, "__metadata__");
    json_object_set_new(metadata, "confidence_listed", json_string("[[0, 0.25], [1, 0.25]]"));
    json_object_set_new(metadata, "confidence_quoted", json_string("[[0, 0.75], [1, 0.75]]"));
    qt_str file = put_together(&p);
    qt_model *model = NULL;
    qt_annotator *annotator = NULL;
    qt_annotation annotation;
    qt_arena *arena = qt_arena_new((size_t)64 << 20);
    const qt_str text = QT_STR("The harbour council said on Monday that the old ferry would not sail again.\n\n"
                               "“The ferry is rotten,” said Ada Lunt, the harbour master.\n");
    const qt_document document = {.name = QT_STR("test"), .text = text, .original = text};
    assert_int_equal(qt_model_open_memory(file, NULL, &model, NULL), QUOTH_OK);
    assert_int_equal(qt_annotator_new(model, &annotator, NULL), QUOTH_OK);
    assert_int_equal(qt_annotate(annotator, &document, arena, &annotation, NULL), QUOTH_OK);
    assert_int_equal(annotation.statement_count, 2);
    assert_float_equal(annotation.statements[0].confidence, 0.25, 0);
    assert_float_equal(annotation.statements[1].confidence, 0.75, 0);
    qt_annotator_free(annotator);
    qt_model_close(model);
    qt_arena_free(arena);
    free_file(file);
    discard(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(statements_say_what_their_map_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
