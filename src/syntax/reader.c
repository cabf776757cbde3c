#include "syntax/reader.h"

/* What draft->begins holds of a token before its window is read: a quotation's closing mark, or none. */
enum { OPEN, CLOSES };

/* Log-odds that a begin must have where the rules of src/text propose one, and where they do not. Chosen among seven pairs
 * on UD English EWT's dev part and the news-like genres of GUM's (sentence F1 89.0 and 92.9; with 0 for both, 88.4 and
 * 92.4). */
static const float PROPOSED = -2, UNPROPOSED = 1;

int qt_syntax_start(const qt_text *text, bool given, qt_arena *arena, qt_arena *scratch, qt_syntax_draft *out,
                    quoth_error *error)
{
    qt_syntax_draft draft = {.text = text, .given = given};
    draft.begins = QT_ARENA_NEW(scratch, uint8_t, text->token_count);
    draft.words = QT_ARENA_NEW(arena, qt_word, text->token_count);
    if (!draft.begins || !draft.words) return qt_arena_error(arena, error);
    for (size_t q = 0; q < text->quotation_count; q++) {
        const qt_quotation *quotation = &text->quotations[q];
        size_t mark = quotation->closed ? qt_text_token_at(text, quotation->inner.end) : text->token_count;
        if (mark < text->token_count) draft.begins[mark] = CLOSES;
    }
    *out = draft;
    return QUOTH_OK;
}

/* Whether each of tokens [first, first + n) begins a sentence; scores are log-odds that it does. */
static void decide(qt_syntax_draft *d, uint32_t first, uint32_t n, const float *scores)
{
    const qt_token *tokens = d->text->tokens;
    bool owed = false; /* a begin that fell on closing marks, due behind them */
    for (uint32_t i = 0; i < n; i++) {
        uint32_t t = first + i;
        bool edge = i == 0 || tokens[t].paragraph != tokens[t - 1].paragraph;
        bool proposed = t > 0 && tokens[t].sentence != tokens[t - 1].sentence;
        bool wanted = d->given ? proposed : owed || scores[i] > (proposed ? PROPOSED : UNPROPOSED);
        owed = wanted && !edge && !d->given && d->begins[t] == CLOSES;
        d->begins[t] = edge || (wanted && !owed);
    }
}

/* Tokens [first, first + n) are one sentence; `offset` is the place of the first among the tokens parsed. */
static void read_sentence(qt_syntax_draft *d, qt_heads *heads, uint32_t first, uint32_t offset, uint32_t n)
{
    uint32_t head[QT_WINDOW_MAX];
    uint8_t deprel[QT_WINDOW_MAX];
    qt_heads_tree(heads, offset, offset + n, head, deprel);
    for (uint32_t i = 0; i < n; i++) {
        d->words[first + i].head = head[i] == QT_NONE ? QT_NONE : first + head[i];
        d->words[first + i].deprel = deprel[i];
    }
}

void qt_syntax_read(qt_syntax_draft *d, qt_heads *heads, const qt_window *w, const float *vectors)
{
    float scores[QT_WINDOW_MAX] = {0};
    uint8_t upos[QT_WINDOW_MAX], xpos[QT_WINDOW_MAX];
    uint32_t n = w->score_last - w->score_first, first = n ? w->tokens[w->score_first] : 0;
    const float *x = vectors + (size_t)w->score_first * qt_heads_width(heads);
    if (n == 0) return;
    if (!d->given) qt_heads_sentences(heads, x, n, scores);
    decide(d, first, n, scores);
    qt_heads_tags(heads, x, n, upos, xpos);
    for (uint32_t i = 0; i < n; i++) {
        d->words[first + i].upos = upos[i];
        d->words[first + i].xpos = xpos[i];
    }
    qt_heads_parse(heads, x, n);
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && !d->begins[first + end];) end++;
        read_sentence(d, heads, first + i, i, end - i);
    }
}

int qt_syntax_finish(const qt_syntax_draft *draft, const qt_grammar *grammar, qt_arena *arena, qt_text *text,
                     qt_syntax *out, quoth_error *error)
{
    int status = qt_text_set_sentences(draft->begins, arena, text, error);
    if (!status) *out = (qt_syntax){grammar, draft->words, text->token_count};
    return status;
}
