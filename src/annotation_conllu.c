/* CoNLL-U (https://universaldependencies.org/format.html). */
#include "annotation_print.h"
#include "base/utf8.h"
#include "syntax/lemma.h"

#define ADD(out, literal) qt_buffer_add((out), QT_STR(literal))

typedef struct printer {
    qt_buffer *out;
    const qt_document *document;
    const qt_annotation *annotation;
    qt_arena *scratch; /* for a lemma */
    size_t mention;    /* the first that does not end before the token at hand */
} printer;

/* Text in a cell or a comment: what would end it becomes a space. */
static void add_clean(qt_buffer *out, qt_str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.size; i++) {
        if (s.data[i] != '\t' && s.data[i] != '\n' && s.data[i] != '\r') continue;
        qt_buffer_add(out, (qt_str){s.data + from, i - from});
        ADD(out, " ");
        from = i + 1;
    }
    qt_buffer_add(out, (qt_str){s.data + from, s.size - from});
}

/* An id holds no white space. */
static void add_id(qt_buffer *out, qt_str name)
{
    size_t from = 0;
    for (size_t i = 0; i < name.size; i++) {
        if ((unsigned char)name.data[i] > ' ') continue;
        qt_buffer_add(out, (qt_str){name.data + from, i - from});
        ADD(out, "_");
        from = i + 1;
    }
    qt_buffer_add(out, (qt_str){name.data + from, name.size - from});
}

/* Whether white space stands between token `t` and the next; a reference mark may, too. The last token of a paragraph
 * counts as followed by it. */
static bool space_after(const qt_text *text, size_t t)
{
    if (t + 1 == text->token_count || text->tokens[t].paragraph != text->tokens[t + 1].paragraph) return true;
    qt_str gap = qt_str_at(text->bytes, (qt_span){text->tokens[t].span.end, text->tokens[t + 1].span.begin});
    for (size_t at = 0; at < gap.size;) {
        uint32_t code = 0;
        at += qt_utf8_decode(gap, at, &code);
        if (qt_is_space(code)) return true;
    }
    return false;
}

static void add_heading(const printer *p, size_t sentence)
{
    const qt_text *text = &p->annotation->text;
    const qt_sentence *s = &text->sentences[sentence];
    const uint32_t place = text->tokens[s->first].paragraph;
    const qt_paragraph *paragraph = &text->paragraphs[place];
    if (paragraph->sentence_first == sentence) {
        ADD(p->out, "# newpar id = ");
        add_id(p->out, p->document->name);
        ADD(p->out, "-p");
        qt_buffer_add_number(p->out, (int64_t)place + 1);
        ADD(p->out, "\n");
    }
    ADD(p->out, "# sent_id = ");
    add_id(p->out, p->document->name);
    ADD(p->out, "-");
    qt_buffer_add_number(p->out, (int64_t)sentence + 1);
    ADD(p->out, "\n# text = ");
    for (uint32_t t = s->first; t < s->last; t++) {
        add_clean(p->out, qt_str_at(text->bytes, text->tokens[t].span));
        if (t + 1 < s->last && space_after(text, t)) ADD(p->out, " ");
    }
    ADD(p->out, "\n");
}

static void add_name(printer *p, uint32_t t)
{
    const qt_annotation *a = p->annotation;
    while (p->mention < a->coref.mention_count &&
           (a->coref.mentions[p->mention].last <= t || a->coref.mentions[p->mention].form != QT_FORM_NAME))
        p->mention++;
    if (p->mention == a->coref.mention_count || a->coref.mentions[p->mention].first > t) return;
    const qt_mention *m = &a->coref.mentions[p->mention];
    qt_buffer_add(p->out, m->first == t ? QT_STR("|NER=B-") : QT_STR("|NER=I-"));
    qt_buffer_add(p->out, qt_mention_type_name((qt_mention_type)m->type));
}

/* LEMMA to DEPS. */
static void add_reading(const printer *p, uint32_t t, uint32_t first)
{
    const qt_syntax *s = &p->annotation->syntax;
    if (!s->words) {
        ADD(p->out, "\t_\t_\t_\t_\t_\t_\t_");
        return;
    }
    ADD(p->out, "\t");
    add_clean(p->out, qt_lemma_at(&p->annotation->text, s, t, p->scratch));
    qt_arena_reset(p->scratch);
    ADD(p->out, "\t");
    qt_buffer_add(p->out, qt_upos_label(s, t));
    ADD(p->out, "\t");
    qt_buffer_add(p->out, qt_xpos_label(s, t));
    ADD(p->out, "\t_\t");
    qt_buffer_add_number(p->out, s->words[t].head == QT_NONE ? 0 : (int64_t)(s->words[t].head - first) + 1);
    ADD(p->out, "\t");
    qt_buffer_add(p->out, qt_dep_label(s, t));
    ADD(p->out, "\t_");
}

static void add_token(printer *p, uint32_t t, uint32_t first)
{
    const qt_text *text = &p->annotation->text;
    qt_span span = text->tokens[t].span;
    qt_buffer_add_number(p->out, (int64_t)(t - first) + 1);
    ADD(p->out, "\t");
    add_clean(p->out, qt_str_at(text->bytes, span));
    add_reading(p, t, first);
    ADD(p->out, "\tBegin=");
    qt_buffer_add_number(p->out, span.begin);
    ADD(p->out, "|End=");
    qt_buffer_add_number(p->out, span.end);
    add_name(p, t);
    if (!space_after(text, t)) ADD(p->out, "|SpaceAfter=No");
    ADD(p->out, "\n");
}

void qt_annotation_print_conllu(const qt_document *document, const qt_annotation *annotation, qt_arena *scratch,
                                qt_buffer *out)
{
    printer p = {.out = out, .document = document, .annotation = annotation, .scratch = scratch};
    const qt_text *text = &annotation->text;
    ADD(out, "# newdoc id = ");
    add_id(out, document->name);
    ADD(out, "\n");
    for (size_t i = 0; i < text->sentence_count; i++) {
        const qt_sentence *s = &text->sentences[i];
        add_heading(&p, i);
        for (uint32_t t = s->first; t < s->last; t++) add_token(&p, t, s->first);
        ADD(out, "\n");
    }
}
