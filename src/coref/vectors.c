#include "coref/vectors.h"

#include "coref/candidates.h"

enum { BYTES_A_VECTOR = 12, VECTORS_AT_LEAST = 256 };

int qt_word_vectors_read(qt_word_vectors *vectors, const qt_model *model, qt_heads *heads, const qt_text *text,
                         const qt_syntax *syntax, const qt_window *w, const float *x, qt_arena *arena,
                         quoth_error *error)
{
    const uint32_t *tokens = w->tokens + w->score_first, n = w->score_last - w->score_first;
    if (!qt_model_refers(model) || n == 0) return QUOTH_OK;
    const size_t most = text->tokens[tokens[n - 1]].span.end / BYTES_A_VECTOR + VECTORS_AT_LEAST;
    const float *u = qt_heads_refer(heads, x + (size_t)w->score_first * qt_model_width(model), n);
    for (uint32_t i = 0; i < n && vectors->count < most; i++, u += QT_REFER_WIDTH) {
        if (!qt_may_refer(syntax, tokens[i])) continue;
        if (!qt_vec_push(arena, vectors, ((qt_word_vector){tokens[i], qt_refer_word_of(u)})))
            return qt_arena_error(arena, error);
    }
    return QUOTH_OK;
}

const qt_refer_word *qt_word_vector_of(const qt_word_vectors *vectors, uint32_t token)
{
    size_t low = 0, high = vectors->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (vectors->items[middle].token < token) low = middle + 1;
        else high = middle;
    }
    return low < vectors->count && vectors->items[low].token == token ? &vectors->items[low].word : NULL;
}
