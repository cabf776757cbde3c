/* quoth-windows VOCABULARY: the encoder's input for training, cut by the code that runs.
 *
 * VOCABULARY is a model file or a text file of one piece a line. Documents come in on standard input as JSON Lines,
 * {"text": "…", "title_size": 0}, or with tokens that are to be taken as they are, {"text": "…", "tokens": [[begin, end,
 * begins a sentence, begins a paragraph]…]}; for each, one line goes out:
 *
 *     {"tokens": [[begin, end, quote, shape, paragraph, sentence]…],   spans in bytes of the UTF-8 text
 *      "windows": [{"pieces": […], "shapes": […], "quotes": […],       one a piece
 *                   "tokens": […], "first": […],                       one a token: its index, its first piece
 *                   "score": [first, last]}…]}                         positions in "tokens" that are scored here
 *
 * quoth-windows --words VOCABULARY: each line that comes in is one token; the line that goes out holds its pieces. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "nn/windows.h"
#include "train/read_given.h"

#define ARENA_BYTES ((size_t)2 << 30)

#define PRINT_ARRAY(name, items, count)                                                                \
    do {                                                                                               \
        printf("\"%s\":[", (name));                                                                    \
        for (size_t i_ = 0; i_ < (count); i_++) printf(i_ ? ",%lld" : "%lld", (long long)(items)[i_]); \
        printf("]");                                                                                   \
    } while (0)

static void print_window(const qt_window *w)
{
    printf("{");
    PRINT_ARRAY("pieces", w->pieces, w->piece_count);
    printf(",");
    PRINT_ARRAY("shapes", w->shapes, w->piece_count);
    printf(",");
    PRINT_ARRAY("quotes", w->quotes, w->piece_count);
    printf(",");
    PRINT_ARRAY("tokens", w->tokens, w->token_count);
    printf(",");
    PRINT_ARRAY("first", w->first_piece, w->token_count);
    printf(",\"score\":[%u,%u]}", w->score_first, w->score_last);
}

static void print_document(const qt_text *text, const qt_windows *windows)
{
    printf("{\"tokens\":[");
    for (size_t i = 0; i < text->token_count; i++) {
        const qt_token *t = &text->tokens[i];
        printf("%s[%u,%u,%d,%d,%u,%u]", i ? "," : "", t->span.begin, t->span.end, t->quote, t->shape, t->paragraph,
               t->sentence);
    }
    printf("],\"windows\":[");
    for (size_t i = 0; i < windows->count; i++) {
        if (i) printf(",");
        print_window(&windows->items[i]);
    }
    printf("]}\n");
}

static int read_text(json_t *root, qt_arena *arena, qt_text *out, quoth_error *error)
{
    qt_document document = {.name = QT_STR("")};
    int status = qt_given_document(root, arena, &document, error);
    if (status) return status;
    if (document.given)
        return qt_text_read_given(document.text, document.given, document.given_count, arena, out, error);
    return qt_text_read(document.text, document.title_size, arena, out, error);
}

static int read_document(const qt_model *model, const char *line, size_t size, qt_arena *arena, quoth_error *error)
{
    json_error_t json_error;
    json_t *root = json_loadb(line, size, JSON_ALLOW_NUL, &json_error);
    if (!root) return qt_fail(error, QUOTH_REFUSED, "%s", json_error.text);
    qt_text text;
    qt_windows windows;
    int rc = read_text(root, arena, &text, error);
    if (!rc) rc = qt_windows_cut(model, &text, arena, &windows, error);
    if (!rc) print_document(&text, &windows);
    json_decref(root);
    return rc;
}

static int read_word(const qt_model *model, const char *line, size_t size, qt_arena *arena, quoth_error *error)
{
    qt_pieces pieces = {0};
    if (size && line[size - 1] == '\n') size--;
    int rc = qt_wordpiece(model, (qt_str){line, size}, arena, &pieces, error);
    for (size_t i = 0; !rc && i < pieces.count; i++) printf(i ? " %d" : "%d", (int)pieces.items[i]);
    if (!rc) printf("\n");
    return rc;
}

int main(int argc, char **argv)
{
    bool words = argc == 3 && strcmp(argv[1], "--words") == 0;
    quoth_error error = {0};
    qt_model *model = NULL;
    char *line = NULL;
    size_t capacity = 0, number = 0;
    int rc;
    if (argc != 2 && !words) {
        fprintf(stderr, "usage: quoth-windows VOCABULARY < DOCUMENTS.jsonl\n"
                        "       quoth-windows --words VOCABULARY < WORDS\n");
        return QUOTH_USAGE;
    }
    qt_arena *arena = qt_arena_new(ARENA_BYTES);
    if (!arena) {
        rc = qt_fail(&error, QUOTH_FAILED, "out of memory");
        goto done;
    }
    rc = qt_model_open_vocabulary(argv[argc - 1], &model, &error);
    for (ssize_t size; !rc && (size = getline(&line, &capacity, stdin)) >= 0;) {
        number++;
        qt_arena_reset(arena);
        rc = (words ? read_word : read_document)(model, line, (size_t)size, arena, &error);
    }
    if (!rc && (ferror(stdin) || fflush(stdout))) rc = qt_fail(&error, QUOTH_FAILED, "reading or writing failed");
done:
    if (rc)
        fprintf(stderr, "quoth-windows: line %zu: %s%s%s\n", number, error.source, *error.source ? ": " : "",
                error.message);
    free(line);
    qt_model_close(model);
    qt_arena_free(arena);
    return rc;
}
