#include "text/sentences.h"

#include "text/chars.h"


static qt_str token_text(const qt_text *text, size_t i) { return qt_str_at(text->bytes, text->tokens[i].span); }

static uint32_t first_code(const qt_text *text, size_t i) { return qt_char_at(token_text(text, i), 0).code; }

/* ". ", "?!", "..." and their like; a word with its full stop is none. */
static bool is_stop(const qt_text *text, size_t i)
{
    uint32_t c = first_code(text, i);
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xff01 || c == 0xff1f;
}

static bool is_ellipsis(const qt_text *text, size_t i)
{
    qt_str t = token_text(text, i);
    return qt_char_at(t, 0).code == 0x2026 || (t.size > 1 && t.data[0] == '.' && t.data[1] == '.');
}

static bool is_quote(const qt_text *text, size_t i)
{
    uint8_t shape = text->tokens[i].shape;
    return shape == QT_SHAPE_DOUBLE_QUOTE || shape == QT_SHAPE_SINGLE_QUOTE;
}

/* A closing quotation mark or bracket that belongs to the stop at its left. */
static bool closes(const qt_text *text, size_t i)
{
    uint32_t c = first_code(text, i);
    if (c == ')' || c == ']') return true;
    if (!is_quote(text, i) || !qt_is_closing_mark(c)) return false;
    return text->tokens[i].span.begin == text->tokens[i - 1].span.end; /* `stop. "Open` has a space before its mark */
}

/* Whether a sentence may begin with token i. */
static bool may_begin(const qt_text *text, size_t i, size_t last, bool weak)
{
    while (i < last && (is_quote(text, i) || first_code(text, i) == '(' || first_code(text, i) == '[')) i++;
    if (i >= last) return true;
    qt_char c = qt_char_at(token_text(text, i), 0);
    if (qt_is_lower(c.code)) return false;
    if (weak) return qt_is_upper(c.code);
    return c.code != ',' && c.code != ';' && c.code != ':' && c.code != ')';
}

/* One past the last token of the sentence that begins at `first`. */
static size_t sentence_end(const qt_text *text, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++) {
        if (!is_stop(text, i)) continue;
        size_t end = i + 1;
        while (end < last && (is_stop(text, end) || closes(text, end))) end++;
        if (end >= last) return last;
        if (may_begin(text, end, last, is_ellipsis(text, i))) return end;
        i = end - 1;
    }
    return last;
}

int qt_sentences_find(qt_arena *arena, qt_text *out, quoth_error *error)
{
    QT_VEC(qt_sentence) sentences = {0};
    for (size_t p = 0; p < out->paragraph_count; p++) {
        qt_paragraph *paragraph = &out->paragraphs[p];
        paragraph->sentence_first = (uint32_t)sentences.count;
        for (size_t first = paragraph->first; first < paragraph->last;) {
            size_t last = sentence_end(out, first, paragraph->last);
            for (size_t i = first; i < last; i++) out->tokens[i].sentence = (uint32_t)sentences.count;
            qt_sentence s = {.span = {out->tokens[first].span.begin, out->tokens[last - 1].span.end},
                             .first = (uint32_t)first, .last = (uint32_t)last, .paragraph = (uint32_t)p};
            if (!qt_vec_push(arena, &sentences, s)) return qt_arena_error(arena, error);
            first = last;
        }
        paragraph->sentence_last = (uint32_t)sentences.count;
    }
    out->sentences = sentences.items;
    out->sentence_count = sentences.count;
    return QUOTH_OK;
}
