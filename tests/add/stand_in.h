/* A reader in place of the encoder: it takes uneven time, so that documents overtake one another on the workers, and counts
 * what it is asked to read. Its definitions take the place of the library's. */
#ifndef QT_TESTS_ADD_STAND_IN_H
#define QT_TESTS_ADD_STAND_IN_H

#include <sched.h>
#include <stdatomic.h>

#include "annotate.h"

struct qt_model {
    qt_sha256 sha256;
};

struct qt_annotator {
    int unused;
};

static struct qt_model model = {{{1}}};
static atomic_int read_count;

const qt_sha256 *qt_model_sha256(const qt_model *m) { return &m->sha256; }

int qt_annotator_new(const qt_model *m, qt_annotator **out, quoth_error *error)
{
    (void)m;
    *out = calloc(1, sizeof **out);
    return *out ? QUOTH_OK : qt_fail(error, QUOTH_FAILED, "out of memory");
}

void qt_annotator_free(qt_annotator *annotator) { free(annotator); }

/* "WHO said WHAT." is a statement. */
static bool read_sentence(qt_str text, qt_span sentence, qt_arena *arena, qt_statement *out)
{
    static const char cue[] = " said ";
    qt_str s = qt_str_at(text, sentence);
    size_t at = 0;
    while (at + strlen(cue) < s.size && memcmp(s.data + at, cue, strlen(cue)) != 0) at++;
    if (at + strlen(cue) >= s.size) return false;
    uint32_t begin = sentence.begin + (uint32_t)at + 1;
    qt_source *source = QT_ARENA_NEW(arena, qt_source, 1);
    qt_span *spans = QT_ARENA_NEW(arena, qt_span, 2);
    source->span = (qt_span){sentence.begin, begin - 1};
    source->name = qt_str_at(text, source->span);
    spans[0] = (qt_span){begin, begin + 4};
    spans[1] = (qt_span){begin + 5, sentence.end};
    *out = (qt_statement){.sentence = sentence,
                          .voice = QT_VOICE_INDIRECT,
                          .confidence = 0.5,
                          .sources = source,
                          .source_count = 1,
                          .cue = &spans[0],
                          .cue_count = 1,
                          .cue_lemma = QT_STR("say"),
                          .content = &spans[1],
                          .content_count = 1,
                          .within = QT_NONE};
    return true;
}

int qt_annotate(qt_annotator *annotator, const qt_document *d, qt_arena *arena, qt_annotation *out, quoth_error *error)
{
    annotator->unused++; /* two threads with one annotator are seen by ThreadSanitizer */
    atomic_fetch_add(&read_count, 1);
    for (unsigned i = 0; i < d->sha256.bytes[0] % 40u; i++) sched_yield();
    if (d->text.size > 10 && memcmp(d->text.data, "UNREADABLE", 10) == 0)
        return qt_fail(error, QUOTH_FAILED, "no head or tail");
    qt_annotation a = {.language = QT_STR("en")};
    int rc = qt_text_read(d->text, d->title_size, arena, &a.text, error);
    if (rc) return rc;
    a.statements = QT_ARENA_NEW(arena, qt_statement, a.text.sentence_count);
    for (size_t i = 0; i < a.text.sentence_count; i++)
        if (read_sentence(d->text, a.text.sentences[i].span, arena, &a.statements[a.statement_count]))
            a.statement_count++;
    *out = a;
    return QUOTH_OK;
}

#endif
