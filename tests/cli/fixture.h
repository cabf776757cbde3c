/* A case file with invented statements, written through the library. */
#ifndef TEST_CLI_FIXTURE_H
#define TEST_CLI_FIXTURE_H

#include <stdlib.h>

#include "casefile/casefile.h"

static const char HARBOUR[] = "The Port Ministry reportedly denied on Tuesday that it had been warned \"weeks before\" "
                              "the fire at Pier Nine. [41]\n"
                              "\n"
                              "Odo Marsh, the harbour master, said the alleged arson was \x1b[31mno accident\x1b[0m. "
                              "He insisted the inspectors knew "
                              "\xe2\x80\xae"
                              "backwards\xe2\x80\xac.\n";
static const char QUAY[] = "=SUM(A1) was the password, Lena Holt claimed. The watchman had said nothing.\n";

typedef struct builder {
    qt_arena *arena;
    qt_document document;
    qt_annotation annotation;
} builder;

static inline qt_span find(const builder *b, const char *words)
{
    const char *at = strstr(b->document.text.data, words);
    if (!at) abort();
    uint32_t begin = (uint32_t)(at - b->document.text.data);
    return (qt_span){begin, begin + (uint32_t)strlen(words)};
}

static inline void begin_document(builder *b, const char *name, const char *text, const char *publisher,
                                  const char *published)
{
    quoth_error error = {0};
    *b = (builder){.arena = qt_arena_new((size_t)1 << 26)};
    b->document = (qt_document){
        .name = qt_str_of(name),
        .path = qt_str_of(name),
        .original = qt_str_of(text),
        .text = qt_str_of(text),
        .publisher = qt_str_of(publisher),
        .published = qt_str_of(published),
        .published_basis = published ? QT_BASIS_GIVEN : QT_BASIS_NONE,
        .encoding = QT_STR("UTF-8"),
    };
    if (!b->arena || qt_sha256_of(b->document.original, &b->document.sha256, &error) != 0) abort();
    if (qt_text_read(b->document.text, 0, b->arena, &b->annotation.text, &error) != 0) abort();
    b->annotation.language = QT_STR("en");
    b->annotation.statements = QT_ARENA_NEW(b->arena, qt_statement, 8);
}

static inline qt_span *one_span(builder *b, qt_span span)
{
    qt_span *out = QT_ARENA_NEW(b->arena, qt_span, 1);
    *out = span;
    return out;
}

/* A statement with one source (or none), one cue and one piece of content. */
static inline qt_statement *add_statement(builder *b, qt_kind kind, const char *source, const char *cue,
                                          const char *content)
{
    qt_statement *s = &b->annotation.statements[b->annotation.statement_count++];
    qt_span at = find(b, cue);
    *s = (qt_statement){.kind = kind,
                        .voice = QT_VOICE_INDIRECT,
                        .certainty = QT_CERTAINTY_CERTAIN,
                        .confidence = 0.75,
                        .within = QT_NONE};
    for (size_t i = 0; i < b->annotation.text.sentence_count; i++)
        if (qt_span_overlaps(b->annotation.text.sentences[i].span, at))
            s->sentence = b->annotation.text.sentences[i].span;
    if (source) {
        s->sources = QT_ARENA_NEW(b->arena, qt_source, 1);
        s->sources[0] = (qt_source){.span = find(b, source), .resolved = QT_RESOLVED_PRINTED};
        s->source_count = 1;
    }
    s->cue = one_span(b, at), s->cue_count = 1;
    s->cue_lemma = qt_str_of("say");
    s->content = one_span(b, find(b, content)), s->content_count = 1;
    return s;
}

static inline void add_hedge(builder *b, qt_statement *s, const char *word, qt_owner by)
{
    s->hedges = QT_ARENA_NEW(b->arena, qt_hedge, 1);
    s->hedges[0] = (qt_hedge){find(b, word), by};
    s->hedge_count = 1;
}

static inline void store(qt_case *c, builder *b)
{
    static const qt_sha256 model;
    quoth_error error = {0};
    qt_stored what;
    if (qt_case_store(c, &b->document, &b->annotation, &model, &what, &error) != 0) {
        fprintf(stderr, "%s\n", error.message);
        abort();
    }
    qt_arena_free(b->arena);
}

/* Two documents, five statements, at `path`. */
static inline void make_case(const char *path)
{
    quoth_error error = {0};
    qt_case *c = NULL;
    builder b;
    if (qt_case_open(path, QT_CASE_CREATE, &c, &error) != 0) {
        fprintf(stderr, "%s\n", error.message);
        abort();
    }
    begin_document(&b, "harbour.txt", HARBOUR, "The Quay Courier", "2031-05-02");
    qt_statement *s = add_statement(&b, QT_KIND_DENIAL, "The Port Ministry", "denied",
                                    "that it had been warned \"weeks before\" the fire at Pier Nine");
    add_hedge(&b, s, "reportedly", QT_OWNER_NARRATOR);
    s->quoted = QT_ARENA_NEW(b.arena, qt_quoted, 1);
    s->quoted[0] = (qt_quoted){.span = find(&b, "weeks before"), .closed = true};
    s->quoted_count = 1;
    s = add_statement(&b, QT_KIND_STATEMENT, "Odo Marsh, the harbour master", "said",
                      "the alleged arson was \x1b[31mno accident\x1b[0m");
    add_hedge(&b, s, "alleged", QT_OWNER_SPEAKER);
    s = add_statement(&b, QT_KIND_STATEMENT, "He", "insisted",
                      "the inspectors knew \xe2\x80\xae"
                      "backwards");
    s->sources[0].resolved = QT_RESOLVED_MACHINE;
    s->sources[0].name = QT_STR("Odo Marsh");
    s->unplaced_hedge = true;
    store(c, &b);
    begin_document(&b, "quay.txt", QUAY, NULL, NULL);
    s = add_statement(&b, QT_KIND_ACCUSATION, "Lena Holt", "claimed", "=SUM(A1) was the password");
    s->confidence = 0.25;
    s = add_statement(&b, QT_KIND_STATEMENT, NULL, "had said", "nothing");
    s->within = 0;
    store(c, &b);
    qt_case_close(c);
}

#endif
