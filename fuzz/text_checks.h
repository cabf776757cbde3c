/* What holds of every qt_text, whatever the bytes. */
#ifndef QT_FUZZ_TEXT_CHECKS_H
#define QT_FUZZ_TEXT_CHECKS_H

#include "fuzz.h"
#include "text/text.h"

static inline bool at_boundary(qt_str bytes, uint32_t at)
{
    return at == bytes.size || ((unsigned char)bytes.data[at] & 0xc0) != 0x80;
}

static inline void check_span(qt_str bytes, qt_span span)
{
    CHECK(span.begin <= span.end && span.end <= bytes.size);
    CHECK(at_boundary(bytes, span.begin) && at_boundary(bytes, span.end));
}

static inline void check_tokens(const qt_text *text)
{
    for (size_t i = 0; i < text->token_count; i++) {
        const qt_token *t = &text->tokens[i];
        check_span(text->bytes, t->span);
        CHECK(!qt_span_empty(t->span));
        CHECK(i == 0 || t[-1].span.end <= t->span.begin);
        CHECK(t->sentence < text->sentence_count && t->paragraph < text->paragraph_count);
        CHECK(t->shape < QT_SHAPE_COUNT && t->quote < QT_QUOTE_COUNT);
        CHECK(qt_text_token_at(text, t->span.begin) == i);
    }
}

static inline void check_sentences(const qt_text *text)
{
    uint32_t next = 0;
    for (size_t i = 0; i < text->sentence_count; i++) {
        const qt_sentence *s = &text->sentences[i];
        CHECK(s->first == next && s->last > s->first && s->last <= text->token_count);
        CHECK(s->span.begin == text->tokens[s->first].span.begin && s->span.end == text->tokens[s->last - 1].span.end);
        CHECK(text->tokens[s->first].paragraph < text->paragraph_count);
        next = s->last;
        for (uint32_t t = s->first; t < s->last; t++) CHECK(text->tokens[t].sentence == i);
    }
    CHECK(next == text->token_count);
}

static inline void check_paragraphs(const qt_text *text)
{
    uint32_t token = 0, sentence = 0;
    for (size_t i = 0; i < text->paragraph_count; i++) {
        const qt_paragraph *p = &text->paragraphs[i];
        check_span(text->bytes, p->span);
        CHECK(p->first == token && p->last >= p->first && p->part <= QT_PART_DATELINE);
        CHECK(p->sentence_first == sentence && p->sentence_last >= p->sentence_first);
        token = p->last;
        sentence = p->sentence_last;
        for (uint32_t t = p->first; t < p->last; t++) CHECK(text->tokens[t].paragraph == i);
    }
    CHECK(token == text->token_count && sentence == text->sentence_count);
}

static inline void check_quotations(const qt_text *text)
{
    uint32_t outer_end = 0;
    for (size_t i = 0; i < text->quotation_count; i++) {
        const qt_quotation *q = &text->quotations[i];
        check_span(text->bytes, q->span);
        check_span(text->bytes, q->inner);
        CHECK(qt_span_contains(q->span, q->inner));
        const bool turn =
            q->span.begin == q->inner.begin && q->span.end == q->inner.end; /* of a transcript, without marks */
        CHECK(i == 0 || q[-1].span.begin < q->span.begin ||
              (q[-1].span.begin == q->span.begin && q[-1].inner.begin == q[-1].span.begin));
        CHECK(turn || (q->span.begin < q->inner.begin && (q->inner.end < q->span.end) == q->closed));
        CHECK(!turn || (q->closed && q->parent == QT_NONE));
        CHECK(q->parent == QT_NONE || (q->parent < i && qt_span_contains(text->quotations[q->parent].inner, q->span)));
        CHECK(q->parent != QT_NONE || outer_end <= q->span.begin); /* quotations nest, they never cross */
        if (q->parent == QT_NONE) outer_end = q->span.end;
        CHECK(!(q->continues && q->closed));
        CHECK(q->continues == (q->next != QT_NONE));
        CHECK(q->next == QT_NONE || (q->next > i && q->next < text->quotation_count));
    }
}

static inline void check_turns(const qt_text *text)
{
    for (size_t i = 0; i < text->turn_count; i++) {
        const qt_turn *t = &text->turns[i];
        CHECK(t->first < t->last && t->last <= t->speech && t->speech < text->token_count);
        CHECK(t->quotation < text->quotation_count && (i == 0 || t[-1].quotation < t->quotation));
        const uint32_t paragraph = text->tokens[t->first].paragraph;
        const qt_span said = text->quotations[t->quotation].span;
        CHECK(text->tokens[t->speech].paragraph == paragraph && said.begin == text->tokens[t->speech].span.begin);
        CHECK(said.end == text->tokens[text->paragraphs[paragraph].last - 1].span.end);
        for (uint32_t k = t->speech; k < text->paragraphs[paragraph].last; k++)
            CHECK(text->tokens[k].quote != QT_QUOTE_OUTSIDE);
    }
}

static inline void check_references(const qt_text *text)
{
    for (size_t i = 0; i < text->reference_count; i++) {
        const qt_reference *r = &text->references[i];
        check_span(text->bytes, r->span);
        check_span(text->bytes, r->label);
        CHECK(!qt_span_empty(r->label) && qt_span_contains(r->span, r->label));
        CHECK(i == 0 || r[-1].span.end <= r->span.begin);
        CHECK(r->attached <= QT_ATTACHED_DISPLACED);
        CHECK(r->sentence == QT_NONE || r->sentence < text->sentence_count);
        CHECK(r->follows == QT_NONE || r->follows < text->sentence_count);
        if (r->sentence != QT_NONE) CHECK(text->sentences[r->sentence].span.begin < r->span.begin);
        if (r->follows != QT_NONE) {
            CHECK(r->attached == QT_ATTACHED_DISPLACED);
            CHECK(text->sentences[r->follows].span.begin >= r->span.end);
        }
        if (r->attached == QT_ATTACHED_CLAUSE) {
            check_span(text->bytes, r->clause);
            CHECK(r->sentence != QT_NONE && r->clause.end <= r->span.begin);
            CHECK(qt_span_empty(r->clause) || qt_span_contains(text->sentences[r->sentence].span, r->clause));
        }
        size_t t = qt_text_token_at(text, r->span.begin); /* marks are not tokens */
        CHECK(t == text->token_count || text->tokens[t].span.begin >= r->span.end);
        CHECK(t == 0 || text->tokens[t - 1].span.end <= r->span.begin);
    }
}

static inline void check_text(const qt_text *text)
{
    check_tokens(text);
    check_sentences(text);
    check_paragraphs(text);
    check_quotations(text);
    check_turns(text);
    check_references(text);
    CHECK(qt_text_language(text).size > 0);
}

/* Reads and checks. `title_size` is moved on to a code point. */
static inline qt_text read_text(qt_str bytes, size_t title_size, qt_arena *arena)
{
    qt_text text;
    quoth_error error = {0};
    while (title_size < bytes.size && !at_boundary(bytes, (uint32_t)title_size)) title_size++;
    CHECK(qt_text_read(bytes, title_size, arena, &text, &error) == QUOTH_OK);
    check_text(&text);
    return text;
}

#endif
