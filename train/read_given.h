/* Documents of the training tools: JSON objects {"text": "…", "title_size": 0} or, with tokens that are to be taken as they
 * are, {"text": "…", "tokens": [[begin, end, begins a sentence, begins a paragraph]…]}. */
#ifndef QT_TRAIN_READ_GIVEN_H
#define QT_TRAIN_READ_GIVEN_H

#include <jansson.h>

#include "text/document.h"
#include "text/text.h"

static inline int qt_given_tokens(json_t *tokens, size_t text_size, qt_arena *arena, qt_given_token **out,
                                  quoth_error *error)
{
    size_t count = json_array_size(tokens);
    qt_given_token *given = QT_ARENA_NEW(arena, qt_given_token, count);
    if (!given) return qt_arena_error(arena, error);
    for (size_t i = 0; i < count; i++) {
        const json_t *token = json_array_get(tokens, i);
        json_int_t begin = json_integer_value(json_array_get(token, 0)),
                   end = json_integer_value(json_array_get(token, 1));
        if (begin < 0 || end < begin || end > (json_int_t)text_size)
            return qt_fail(error, QUOTH_REFUSED, "token %zu lies outside the text", i);
        given[i] = (qt_given_token){.span = {(uint32_t)begin, (uint32_t)end},
                                    .begins_sentence = json_integer_value(json_array_get(token, 2)) != 0,
                                    .begins_paragraph = json_integer_value(json_array_get(token, 3)) != 0};
    }
    *out = given;
    return QUOTH_OK;
}

/* Text, title size and given tokens of `out`, which views `root` and `arena`. */
static inline int qt_given_document(json_t *root, qt_arena *arena, qt_document *out, quoth_error *error)
{
    json_t *text = json_object_get(root, "text"), *tokens = json_object_get(root, "tokens");
    if (!json_is_string(text)) return qt_fail(error, QUOTH_REFUSED, "\"text\" is not a string");
    out->text = (qt_str){json_string_value(text), json_string_length(text)};
    json_int_t title_size = json_integer_value(json_object_get(root, "title_size"));
    if (out->text.size > QUOTH_MAX_TEXT || title_size < 0 || (size_t)title_size > out->text.size)
        return qt_fail(error, QUOTH_REFUSED, "the text is too large, or its title larger than it");
    out->title_size = (size_t)title_size;
    if (!tokens) return QUOTH_OK;
    qt_given_token *given;
    int status = qt_given_tokens(tokens, out->text.size, arena, &given, error);
    if (status) return status;
    out->given = given;
    out->given_count = json_array_size(tokens);
    return QUOTH_OK;
}

#endif
