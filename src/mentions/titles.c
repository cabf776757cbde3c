#include "mentions/read.h"

/* The form of tokens [first, last) as the table has it: one space between words; words in capitals as titles. */
static qt_str form_of(const qt_reader *r, uint32_t first, uint32_t last, char buffer[QT_TITLE_BYTES])
{
    size_t n = 0;
    for (uint32_t t = first; t < last; t++) {
        qt_str token = qt_token_str(r, t);
        if (n + token.size + 1 > QT_TITLE_BYTES) return (qt_str){buffer, 0};
        if (t > first) buffer[n++] = ' ';
        memcpy(buffer + n, token.data, token.size);
        if (r->text->tokens[t].shape == QT_SHAPE_UPPER && token.size > 3)
            for (size_t i = 1; i < token.size; i++)
                if (buffer[n + i] >= 'A' && buffer[n + i] <= 'Z') buffer[n + i] = (char)(buffer[n + i] + ('a' - 'A'));
        n += token.size;
    }
    return (qt_str){buffer, n};
}

/* How many tokens before `end` are one title; 0 where none is. The longest wins. */
static uint32_t title_before(const qt_reader *r, uint32_t end, uint32_t sentence_first)
{
    char buffer[QT_TITLE_BYTES];
    for (uint32_t n = QT_TITLE_TOKENS; n; n--)
        if (end >= sentence_first + n && !r->tags[end - 1] && qt_title_find(form_of(r, end - n, end, buffer))) return n;
    return 0;
}

int qt_read_titles(const qt_reader *r, const qt_mention *m, qt_beside *beside, uint32_t *before, quoth_error *error)
{
    uint32_t sentence_first = r->text->sentences[r->text->tokens[m->first].sentence].first, begin = m->first;
    for (uint32_t n; (n = title_before(r, begin, sentence_first)) > 0;) begin -= n;
    *before = begin;
    while (begin < m->first) { /* forward again, so that they come in the text's order */
        uint32_t end = m->first;
        char buffer[QT_TITLE_BYTES];
        while (end > begin + 1 && !(end - begin <= QT_TITLE_TOKENS && qt_title_find(form_of(r, begin, end, buffer))))
            end--;
        int status = qt_span_push(r, &beside->titles, qt_tokens_span(r, begin, end), error);
        if (status) return status;
        begin = end;
    }
    return QUOTH_OK;
}
