/* The whole pass with a small untrained model, whose cues fall anywhere: every span of every statement lies in the text. */
#include "annotation_print.h"
#include "text_checks.h"

/* clang-format off */
static const char *const parts[] = {"“", "”", "\"", "'", "’", " said ", " according to ", " denied ", "allegedly ", " may ", " May ", "[1]", "\n[2] ", "\n\n", "\n", ". ", ", ", " he ", " the ministry ",
                                    " that ", " Mr. Adeyemi ", " “It sank,” ", "…", "—", "é", " claimed responsibility ", "not ", ".[3] ", " they said. “", NULL};
/* clang-format on */

static void check_spans(qt_str bytes, const qt_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        check_span(bytes, spans[i]);
        CHECK(!qt_span_empty(spans[i]));
    }
}

static void check_statement(const qt_annotation *annotation, const qt_statement *s)
{
    qt_str bytes = annotation->text.bytes;
    check_span(bytes, s->sentence);
    check_spans(bytes, s->cue, s->cue_count);
    check_spans(bytes, s->content, s->content_count);
    CHECK(s->cue_count || s->content_count);
    CHECK(s->confidence >= 0 && s->confidence <= 1);
    CHECK(s->kind < QT_KIND_COUNT && s->voice < QT_VOICE_COUNT && s->polarity < QT_POLARITY_COUNT &&
          s->certainty < QT_CERTAINTY_COUNT);
    for (size_t i = 0; i < s->source_count; i++) {
        const qt_source *source = &s->sources[i]; /* its span is empty where nothing is printed, only candidates */
        check_span(bytes, source->span);
        CHECK(!qt_span_empty(source->span) || source->resolved == QT_RESOLVED_UNRESOLVED);
        check_spans(bytes, source->candidates, source->candidate_count);
    }
    for (size_t i = 0; i < s->quoted_count; i++) check_span(bytes, s->quoted[i].span);
    for (size_t i = 0; i < s->hedge_count; i++) check_spans(bytes, &s->hedges[i].span, 1);
    for (size_t i = 0; i < s->reference_count; i++) CHECK(s->references[i] < annotation->text.reference_count);
    for (size_t i = 0; i < s->unresolved_count; i++)
        CHECK(s->references_unresolved[i] < annotation->text.reference_count);
    CHECK(s->within == QT_NONE || s->within < annotation->statement_count);
}

/* Each sentence is one tree of its own words. */
static void check_syntax(const qt_annotation *a)
{
    for (size_t i = 0; i < a->text.sentence_count && a->syntax.words; i++) {
        const qt_sentence *s = &a->text.sentences[i];
        size_t roots = 0;
        for (uint32_t t = s->first; t < s->last; t++) {
            uint32_t head = a->syntax.words[t].head;
            roots += head == QT_NONE;
            CHECK(head == QT_NONE || (head != t && head >= s->first && head < s->last));
        }
        CHECK(roots == 1);
    }
}

static void check_mention(const qt_annotation *a, size_t i)
{
    const qt_mention *m = &a->coref.mentions[i];
    const qt_beside *b = m->beside;
    qt_str bytes = a->text.bytes;
    check_spans(bytes, &m->span, 1);
    CHECK(m->first < m->last && m->last <= a->text.token_count);
    CHECK(i == 0 || m[-1].first < m->first || (m[-1].first == m->first && m[-1].last >= m->last));
    uint32_t referent = qt_referent_of(&a->coref, i);
    CHECK(referent == QT_NONE || referent < a->coref.referent_count);
    CHECK(a->text.tokens[m->first].sentence == a->text.tokens[m->last - 1].sentence);
    CHECK(m->acronym_of == QT_NONE || m->acronym_of < a->coref.mention_count);
    check_spans(bytes, b->titles.items, b->titles.count);
    check_spans(bytes, b->roles.items, b->roles.count);
    check_spans(bytes, b->appositions.items, b->appositions.count);
    check_span(bytes, b->age.span);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static qt_model *model;
    static qt_annotator *annotator;
    quoth_error error = {0};
    if (!model) {
        CHECK(qt_model_open(QUOTH_SOURCE_DIR "/tests/nn/network.safetensors", &model, &error) == QUOTH_OK);
        CHECK(qt_annotator_new(model, &annotator, &error) == QUOTH_OK);
    }
    if (size > 400) return 0; /* the encoder is slow under sanitizers */
    qt_arena *arena = not_null(qt_arena_new(FUZZ_ARENA));
    qt_document document = {.name = QT_STR("fuzz"), .text = fuzz_text(data, size, parts, arena)};
    document.original = document.text;
    qt_annotation annotation;
    CHECK(qt_annotate(annotator, &document, arena, &annotation, &error) == QUOTH_OK);
    check_text(&annotation.text);
    check_syntax(&annotation);
    for (size_t i = 0; i < annotation.coref.mention_count; i++) check_mention(&annotation, i);
    for (size_t i = 0; i < annotation.statement_count; i++) check_statement(&annotation, &annotation.statements[i]);
    for (qt_print form = QT_PRINT_JSON; form <= QT_PRINT_CONLLU; form++) {
        qt_buffer out = {.data = NULL};
        qt_annotation_print(form, &document, &annotation, &out);
        CHECK(!out.failed);
        free(qt_buffer_take(&out, NULL));
    }
    qt_arena_free(arena);
    return 0;
}
