/* text-dump: one JSON string a line on standard input, its tokens, sentences and paragraphs a line on standard output:
 * {"tokens":[[begin,end]...],"sentences":...,"paragraphs":...,"parts":[...],"shapes":[...]}. For the evaluators. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/text.h"

static json_t *pair(qt_span span) { return json_pack("[II]", (json_int_t)span.begin, (json_int_t)span.end); }

static json_t *dump(const qt_text *text)
{
    json_t *tokens = json_array(), *sentences = json_array(), *paragraphs = json_array(), *parts = json_array();
    json_t *shapes = json_array();
    for (size_t i = 0; i < text->token_count; i++) {
        json_array_append_new(tokens, pair(text->tokens[i].span));
        json_array_append_new(shapes, json_integer(text->tokens[i].shape));
    }
    for (size_t i = 0; i < text->sentence_count; i++) json_array_append_new(sentences, pair(text->sentences[i].span));
    for (size_t i = 0; i < text->paragraph_count; i++) {
        json_array_append_new(paragraphs, pair(text->paragraphs[i].span));
        json_array_append_new(parts, json_integer(text->paragraphs[i].part));
    }
    return json_pack("{so,so,so,so,so,ss%}", "tokens", tokens, "sentences", sentences, "paragraphs", paragraphs,
                     "parts", parts, "shapes", shapes, "language", qt_text_language(text).data,
                     qt_text_language(text).size);
}

static int read_one(const char *line, size_t size)
{
    json_error_t bad;
    json_t *value = json_loadb(line, size, JSON_DECODE_ANY | JSON_ALLOW_NUL, &bad);
    qt_arena *arena = qt_arena_new((size_t)4 << 30);
    quoth_error error = {0};
    qt_text text = {0};
    int status = 1;
    if (!value || !json_is_string(value) || !arena) goto done;
    qt_str bytes = {json_string_value(value), json_string_length(value)};
    if (qt_text_read(bytes, 0, arena, &text, &error)) goto done;
    json_t *out = dump(&text);
    status = json_dumpf(out, stdout, JSON_COMPACT) || putchar('\n') == EOF;
    json_decref(out);
done:
    if (status) fprintf(stderr, "text-dump: %s\n", error.message[0] ? error.message : bad.text);
    qt_arena_free(arena);
    json_decref(value);
    return status;
}

int main(void)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t size;
    int status = 0;
    while (!status && (size = getline(&line, &capacity, stdin)) > 0) status = read_one(line, (size_t)size);
    free(line);
    return status;
}
