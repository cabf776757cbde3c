/* Quotation marks that keep a distance from a word or two: scare quotes. */
#include "statements/read.h"

/* Tokens of scare quotes at most, marks included. */
enum { SCARE_MAX = 5 };

/* A turn of a transcript. */
static bool has_no_marks(const qt_quotation *q) { return q->span.begin == q->inner.begin; }

/* `next` is the first quotation in marks that does not begin before the token. */
qt_run qt_scare_quotes(const qt_words *words, uint32_t token, size_t *next, bool *nested)
{
    const qt_text *text = words->text;
    const uint32_t begin = text->tokens[token].span.begin;
    qt_run run = {token, token};
    while (*next < text->quotation_count &&
           (text->quotations[*next].span.begin < begin || has_no_marks(&text->quotations[*next])))
        (*next)++;
    if (*next == text->quotation_count) return run;
    const qt_quotation *q = &text->quotations[*next];
    if (q->span.begin != begin || !q->closed) return run;
    *nested = q->parent != QT_NONE;
    const bool so_called =
        token > 0 && (qt_words_is(words, token - 1, "so-called") || qt_words_is(words, token - 1, "called"));
    uint32_t count = 0, t = token;
    for (; t < text->token_count && text->tokens[t].span.end <= q->span.end; t++) {
        if (t > token + SCARE_MAX) return run;
        if (qt_token_is_capital(text, t) && !so_called) return run;
        const bool mark =
            text->tokens[t].shape == QT_SHAPE_SINGLE_QUOTE || text->tokens[t].shape == QT_SHAPE_DOUBLE_QUOTE;
        const bool hyphen = qt_words_is(words, t, "-");
        if (!qt_token_is_word(text, t) && !mark && !hyphen) return run; /* ‘very odd,’ is somebody's speech */
        count += qt_token_is_word(text, t);
    }
    if (count >= 1 && count <= 2) run.last = t;
    return run;
}
