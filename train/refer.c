/* quoth-refer MODEL: what the program knows of who may be who, for training the head that decides it.
 *
 * Documents come in on standard input as JSON Lines, as for quoth-windows. For each, numbers go out (32 bits, little-endian;
 * bytes where it says so), as src/coref reads them:
 *
 *     candidates, width
 *     each candidate: head, first, last (tokens), begin, end (bytes of the phrase), group of names (-1: none), antecedents;
 *         class, number, gender, type, as, 0, 0, 0 (bytes); width floats, the vector of its head
 *         each antecedent: its candidate; QT_PAIR_KINDS bytes */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "annotate.h"
#include "coref/scene.h"
#include "train/read_given.h"

#define ARENA_BYTES ((size_t)4 << 30)

typedef struct vectors {
    float *of_token; /* [token_count][width] zero where the token heads nothing */
    uint32_t width;
    size_t token_count;
} vectors;

static void keep(void *context, const qt_syntax *syntax, const qt_window *window, const float *x)
{
    vectors *v = context;
    (void)syntax;
    for (uint32_t t = window->score_first; t < window->score_last; t++)
        memcpy(v->of_token + (size_t)window->tokens[t] * v->width, x + (size_t)t * v->width, v->width * sizeof *x);
}

static void put(uint32_t number) { fwrite(&number, sizeof number, 1, stdout); }

static void print_scene(const qt_scene *scene, const vectors *v)
{
    const qt_text *text = scene->words->text;
    put((uint32_t)scene->all.count);
    put(v->width);
    for (uint32_t c = 0; c < scene->all.count; c++) {
        const qt_candidate *one = &scene->all.items[c];
        uint32_t antecedents[QT_ANTECEDENTS_MAX], n = qt_antecedents(scene, c, antecedents);
        put(one->head);
        put(one->first);
        put(one->last);
        put(text->tokens[one->first].span.begin);
        put(text->tokens[one->last - 1].span.end);
        put(one->name == QT_NONE ? QT_NONE : scene->group[one->name]);
        put(n);
        const uint8_t traits[8] = {one->class, one->number, one->gender, one->type, one->as};
        fwrite(traits, 1, sizeof traits, stdout);
        fwrite(v->of_token + (size_t)one->head * v->width, sizeof(float), v->width, stdout);
        for (uint32_t i = 0; i < n; i++) {
            uint8_t pair[QT_PAIR_KINDS];
            qt_pair_read(scene, antecedents[i], c, pair);
            put(antecedents[i]);
            fwrite(pair, 1, sizeof pair, stdout);
        }
    }
}

static int read_scene(const qt_annotation *a, qt_arena *arena, qt_scene *out, quoth_error *error)
{
    const qt_coref *who = &a->coref;
    qt_mention *names = QT_ARENA_NEW(arena, qt_mention, who->mention_count);
    qt_words *words = QT_ARENA_NEW(arena, qt_words, 1);                    /* the scene keeps it */
    uint32_t *name_of = QT_ARENA_NEW(arena, uint32_t, who->mention_count); /* a mention's number among the names */
    size_t n = 0;
    if (!names || !words || !name_of) return qt_arena_error(arena, error);
    for (size_t i = 0; i < who->mention_count; i++) {
        name_of[i] = (uint32_t)n;
        if (who->mentions[i].form == QT_FORM_NAME) names[n++] = who->mentions[i];
    }
    for (size_t i = 0; i < n; i++)
        if (names[i].acronym_of != QT_NONE) names[i].acronym_of = name_of[names[i].acronym_of];
    int status = qt_words_read(&a->text, &a->syntax, arena, words, error);
    if (!status) status = qt_scene_read(words, names, n, a->statements, a->statement_count, arena, out, error);
    return status;
}

static int read_document(qt_annotator *annotator, uint32_t width, const char *line, size_t size, qt_arena *arena,
                         quoth_error *error)
{
    json_error_t json_error;
    json_t *root = json_loadb(line, size, JSON_ALLOW_NUL, &json_error);
    if (!root) return qt_fail(error, QUOTH_REFUSED, "%s", json_error.text);
    qt_document document = {.name = QT_STR("")};
    qt_annotation annotation;
    qt_scene scene;
    vectors v = {.width = width};
    int rc = qt_given_document(root, arena, &document, error);
    size_t most = document.text.size + 1;
    v.of_token = rc ? NULL : calloc(most, width * sizeof(float));
    if (!rc && !v.of_token) rc = qt_fail(error, QUOTH_FAILED, "out of memory");
    qt_annotator_watch(annotator, keep, &v);
    if (!rc) rc = qt_annotate(annotator, &document, arena, &annotation, error);
    if (!rc && !annotation.syntax.words) rc = qt_fail(error, QUOTH_REFUSED, "not in English");
    if (!rc) rc = read_scene(&annotation, arena, &scene, error);
    if (!rc) print_scene(&scene, &v);
    free(v.of_token);
    json_decref(root);
    return rc;
}

int main(int argc, char **argv)
{
    quoth_error error = {0};
    qt_model *model = NULL;
    qt_annotator *annotator = NULL;
    char *line = NULL;
    size_t capacity = 0, number = 0;
    if (argc != 2) {
        fprintf(stderr, "usage: quoth-refer MODEL < DOCUMENTS.jsonl\n");
        return QUOTH_USAGE;
    }
    qt_arena *arena = qt_arena_new(ARENA_BYTES);
    int rc = arena ? qt_model_open(argv[1], &model, &error) : qt_fail(&error, QUOTH_FAILED, "out of memory");
    if (!rc) rc = qt_annotator_new(model, &annotator, &error);
    for (ssize_t size; !rc && (size = getline(&line, &capacity, stdin)) >= 0;) {
        number++;
        qt_arena_reset(arena);
        rc = read_document(annotator, qt_model_width(model), line, (size_t)size, arena, &error);
    }
    if (!rc && (ferror(stdin) || fflush(stdout))) rc = qt_fail(&error, QUOTH_FAILED, "reading or writing failed");
    if (rc) fprintf(stderr, "quoth-refer: line %zu: %s\n", number, error.message);
    free(line);
    qt_annotator_free(annotator);
    qt_model_close(model);
    qt_arena_free(arena);
    return rc;
}
