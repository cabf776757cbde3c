#include "annotate.h"

#include <stdlib.h>

#include "mentions/mentions.h"
#include "statements/statements.h"
#include "syntax/reader.h"

struct qt_annotator {
    const qt_model *model;
    qt_encoder *encoder;
    qt_heads *heads;
    qt_grammar grammar;
    qt_finds_scratch finds;
    qt_watch *watch;
    void *watching;
};

int qt_annotator_new(const qt_model *model, qt_annotator **out, quoth_error *error)
{
    qt_annotator *annotator = calloc(1, sizeof *annotator);
    if (!annotator) return qt_fail(error, QUOTH_FAILED, "out of memory");
    annotator->model = model;
    int status = qt_encoder_new(model, &annotator->encoder, error);
    if (!status) status = qt_heads_new(model, &annotator->heads, error);
    if (status) {
        qt_annotator_free(annotator);
        return status;
    }
    qt_grammar_read(qt_model_labels(model), &annotator->grammar);
    *out = annotator;
    return QUOTH_OK;
}

void qt_annotator_free(qt_annotator *annotator)
{
    if (!annotator) return;
    qt_encoder_free(annotator->encoder);
    qt_heads_free(annotator->heads);
    free(annotator);
}

void qt_annotator_watch(qt_annotator *annotator, qt_watch *watch, void *context)
{
    annotator->watch = watch;
    annotator->watching = context;
}

/* The tags of the tokens that are scored in `w`, best within each paragraph. */
static void read_names(const qt_annotator *a, const qt_text *text, const qt_window *w, const float *vectors,
                       uint8_t *tags)
{
    enum { TAGS_MAX = 2 * QT_NAME_TYPES_MAX + 1 };
    float scores[QT_WINDOW_MAX * TAGS_MAX];
    uint8_t back[QT_WINDOW_MAX * TAGS_MAX];
    const uint32_t kinds = 2 * a->grammar.labels.names.count + 1, *tokens = w->tokens + w->score_first;
    const uint32_t n = w->score_last - w->score_first;
    qt_heads_names(a->heads, vectors + (size_t)w->score_first * qt_model_width(a->model), n, scores);
    for (uint32_t i = 0, end; i < n; i = end) {
        const uint32_t paragraph = text->tokens[tokens[i]].paragraph;
        for (end = i + 1; end < n && text->tokens[tokens[end]].paragraph == paragraph;) end++;
        qt_viterbi_bio(scores + (size_t)i * kinds, end - i, kinds, back, tags + tokens[i]);
    }
}

/* What is read window by window and needed until the whole text is read. */
typedef struct found_in_windows {
    qt_arena *for_finds, *for_vectors; /* how much finds may take is measured by their arena */
    qt_finds finds;
    qt_word_vectors vectors;
} found_in_windows;

/* windows → encoder → sentences, tags, trees, names; finds, vectors */
static int read_windows(qt_annotator *a, const qt_document *document, qt_annotation *annotation, qt_arena *arena,
                        found_in_windows *found, quoth_error *error)
{
    qt_text *text = &annotation->text;
    qt_window_cutter *cutter;
    qt_window window;
    qt_syntax_draft draft = {0};
    qt_arena *scratch = qt_arena_scratch(arena), *of_window = qt_arena_scratch(arena);
    annotation->name_tags = QT_ARENA_NEW(arena, uint8_t, text->token_count);
    bool room = scratch && of_window && annotation->name_tags;
    int status =
        room ? qt_syntax_start(text, document->given, arena, scratch, &draft, error) : qt_arena_error(arena, error);
    if (!status) status = qt_windows_open(a->model, text, scratch, &cutter, error);
    while (!status && !(status = qt_windows_next(cutter, of_window, &window, error)) && window.piece_count) {
        const float *x = qt_encoder_run(a->encoder, &window);
        qt_syntax_read(&draft, a->heads, &window, x);
        read_names(a, text, &window, x, annotation->name_tags);
        const qt_syntax syntax = {&a->grammar, draft.words, text->token_count};
        if (a->watch) a->watch(a->watching, &syntax, &window, x);
        status = qt_word_vectors_read(&found->vectors, a->model, a->heads, text, &syntax, &window, x,
                                      found->for_vectors, error);
        if (!status)
            status =
                qt_finds_read(a->encoder, a->model, text, &window, &a->finds, found->for_finds, &found->finds, error);
        qt_arena_reset(of_window);
    }
    if (!status) status = qt_syntax_finish(&draft, &a->grammar, arena, text, &annotation->syntax, error);
    qt_arena_free(of_window);
    qt_arena_free(scratch);
    return status;
}

static void calibrate(const qt_model *model, qt_statement *s)
{
    qt_reading_class which = s->voice == QT_VOICE_NARRATED ? QT_READING_NARRATED
                             : s->within != QT_NONE        ? QT_READING_WITHIN
                             : s->quoted_count             ? QT_READING_QUOTED
                             : s->listed                   ? QT_READING_LISTED
                                                           : QT_READING_UNLISTED;
    s->confidence = qt_calibrated(qt_model_calibration(model, which), s->confidence);
}

/* text → windows → mentions → statements → who is who */
static int read_english(qt_annotator *a, const qt_document *document, qt_annotation *annotation, qt_arena *arena,
                        found_in_windows *found, quoth_error *error)
{
    const qt_text *text = &annotation->text;
    qt_mention *names = NULL;
    size_t name_count = 0;
    int status = read_windows(a, document, annotation, arena, found, error);
    if (!status)
        status = qt_mentions_read(text, &annotation->syntax, &a->grammar.labels.names, annotation->name_tags, arena,
                                  &names, &name_count, error);
    if (!status)
        status = qt_statements_read(text, &annotation->syntax, &found->finds, arena, &annotation->statements,
                                    &annotation->statement_count, error);
    qt_arena_reset(found->for_finds); /* a page of marks is full of finds: make room */
    if (!status)
        status = qt_coref_read(text, &annotation->syntax, names, name_count, a->model, &found->vectors,
                               annotation->statements, annotation->statement_count, arena, &annotation->coref, error);
    for (size_t i = 0; i < annotation->statement_count && !status; i++) calibrate(a->model, &annotation->statements[i]);
    return status;
}

/* bytes → text → what is read in it, where it is English */
int qt_annotate(qt_annotator *annotator, const qt_document *document, qt_arena *arena, qt_annotation *out,
                quoth_error *error)
{
    qt_annotation annotation = {0};
    qt_text *text = &annotation.text;
    bool given = document->given != NULL;
    int status = given ? qt_text_read_given(document->text, document->given, document->given_count, arena, text, error)
                       : qt_text_read(document->text, document->title_size, arena, text, error);
    if (!status) annotation.language = qt_text_language(text);
    if (!status && (given || qt_str_equal(annotation.language, QT_STR("en")))) {
        found_in_windows found = {.for_finds = qt_arena_scratch(arena), .for_vectors = qt_arena_scratch(arena)};
        status = found.for_finds && found.for_vectors
                     ? read_english(annotator, document, &annotation, arena, &found, error)
                     : qt_arena_error(arena, error);
        qt_arena_free(found.for_finds);
        qt_arena_free(found.for_vectors);
    }
    if (status) return qt_fail_in(error, document->name), status;
    *out = annotation;
    return QUOTH_OK;
}
