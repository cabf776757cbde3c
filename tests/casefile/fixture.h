/* Case files in a folder of their own, and annotations made by hand of texts that we invented. */
#ifndef TESTS_CASEFILE_FIXTURE_H
#define TESTS_CASEFILE_FIXTURE_H

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "../json.h"
#include "casefile/casefile.h"

enum { FX_ITEMS = 8 };

/* One document with up to eight statements. Everything lives in `arena`. */
typedef struct fx {
    qt_arena *arena;
    qt_document document;
    qt_annotation annotation;
} fx;

static inline fx fx_new(const char *text)
{
    fx f = {.arena = qt_arena_new((size_t)256 << 20)};
    f.document.name = QT_STR("a.txt");
    f.document.path = QT_STR("reports/a.txt");
    f.document.text = qt_arena_copy(f.arena, qt_str_of(text));
    f.document.original = f.document.text;
    f.document.encoding = QT_STR("UTF-8");
    assert_int_equal(qt_sha256_of(f.document.text, &f.document.sha256, NULL), 0);
    f.annotation.text.bytes = f.document.text;
    f.annotation.language = QT_STR("en");
    f.annotation.statements = QT_ARENA_NEW(f.arena, qt_statement, FX_ITEMS);
    f.annotation.text.references = QT_ARENA_NEW(f.arena, qt_reference, FX_ITEMS);
    f.annotation.text.sentences = QT_ARENA_NEW(f.arena, qt_sentence, FX_ITEMS);
    return f;
}

static inline void fx_free(fx *f) { qt_arena_free(f->arena); }

/* Where `words` stand for the `nth` time (from 1). */
static inline qt_span fx_span(const fx *f, const char *words, int nth) { return span_of(f->document.text, words, nth); }

static inline qt_statement *fx_statement(fx *f, qt_span sentence)
{
    qt_statement *s = &f->annotation.statements[f->annotation.statement_count++];
    assert_true(f->annotation.statement_count <= FX_ITEMS);
    s->sentence = sentence;
    s->confidence = 0.875;
    s->voice = QT_VOICE_INDIRECT;
    s->within = QT_NONE;
    s->sources = QT_ARENA_NEW(f->arena, qt_source, FX_ITEMS);
    s->cue = QT_ARENA_NEW(f->arena, qt_span, FX_ITEMS);
    s->content = QT_ARENA_NEW(f->arena, qt_span, FX_ITEMS);
    s->quoted = QT_ARENA_NEW(f->arena, qt_quoted, FX_ITEMS);
    s->hedges = QT_ARENA_NEW(f->arena, qt_hedge, FX_ITEMS);
    s->references = QT_ARENA_NEW(f->arena, uint32_t, FX_ITEMS);
    s->references_unresolved = QT_ARENA_NEW(f->arena, uint32_t, FX_ITEMS);
    return s;
}

static inline void fx_source(qt_statement *s, qt_span span)
{
    s->sources[s->source_count++] = (qt_source){.span = span, .resolved = QT_RESOLVED_PRINTED, .referent = QT_NONE};
}

/* A statement with one source, cue and content, in the sentence from the source to the content. */
static inline qt_statement *fx_simple(fx *f, qt_span source, qt_span cue, qt_span content, const char *lemma)
{
    qt_span sentence = source;
    if (content.begin < sentence.begin) sentence.begin = content.begin;
    if (content.end > sentence.end) sentence.end = content.end;
    qt_statement *s = fx_statement(f, sentence);
    fx_source(s, source);
    s->cue[s->cue_count++] = cue;
    s->content[s->content_count++] = content;
    s->cue_lemma = qt_str_of(lemma);
    return s;
}

/* A report that has every field of the contract: see fx_report. */
#define FX_REPORT                                                                                                     \
    "Ferry was late, says harbour\n\n"                                                                                \
    "“The Ostrel Queen was late,” harbour master Lin Okoro said on Friday, “and nobody … told us.”[3] She " \
    "reportedly made a claim about the crew, which the council denied[4], calling it “odd.\n\n"                     \
    "[5] It was said that the pier had ice. Okoro’s claims went on.\n"

static inline fx fx_report(void)
{
    fx f = fx_new(FX_REPORT);
    qt_text *text = &f.annotation.text;
    f.document.title_size = strlen("Ferry was late, says harbour");
    f.document.title = QT_STR("Ferry was late, says harbour");
    f.document.publisher = QT_STR("The Ostrel Lantern");
    f.document.agency = QT_STR("Coast Wire");
    f.document.author = QT_STR("B. Quill");
    f.document.url = QT_STR("https://lantern.example/ferry");
    f.document.published = QT_STR("2031-02-07");
    f.document.published_basis = QT_BASIS_METADATA;
    f.document.captured = QT_STR("2031-02-08T09:00:00Z");
    qt_span first = {fx_span(&f, "“The", 1).begin, fx_span(&f, "us.”", 1).end};
    qt_span second = {fx_span(&f, "She", 1).begin, fx_span(&f, "“odd.", 1).end};
    qt_span third = {fx_span(&f, "It was said", 1).begin, fx_span(&f, "ice.", 1).end};
    qt_span fourth = {fx_span(&f, "Okoro’s", 1).begin, fx_span(&f, "went on.", 1).end};
    text->sentences[0].span = first;
    text->sentences[1].span = second;
    text->sentence_count = 2;
    text->references[0] = (qt_reference){.span = fx_span(&f, "[3]", 1),
                                         .label = fx_span(&f, "3", 1),
                                         .attached = QT_ATTACHED_SENTENCE,
                                         .sentence = 0,
                                         .follows = QT_NONE};
    text->references[1] = (qt_reference){.span = fx_span(&f, "[4]", 1),
                                         .label = fx_span(&f, "4", 1),
                                         .attached = QT_ATTACHED_CLAUSE,
                                         .sentence = 1,
                                         .follows = QT_NONE,
                                         .clause = fx_span(&f, "which the council denied", 1)};
    text->references[2] = (qt_reference){.span = fx_span(&f, "[5]", 1),
                                         .label = fx_span(&f, "5", 1),
                                         .attached = QT_ATTACHED_DISPLACED,
                                         .sentence = 1,
                                         .follows = QT_NONE};
    text->reference_count = 3;

    qt_statement *s = fx_statement(&f, first); /* direct, in two pieces, with a mark behind it */
    fx_source(s, fx_span(&f, "harbour master Lin Okoro", 1));
    s->cue[s->cue_count++] = fx_span(&f, "said", 1);
    s->cue_lemma = QT_STR("say");
    s->voice = QT_VOICE_DIRECT;
    s->polarity = QT_POLARITY_POSITIVE;
    s->certainty = QT_CERTAINTY_CERTAIN;
    s->content[s->content_count++] = fx_span(&f, "“The Ostrel Queen was late,”", 1);
    s->content[s->content_count++] = fx_span(&f, "“and nobody … told us.”", 1);
    s->quoted[s->quoted_count++] = (qt_quoted){fx_span(&f, "The Ostrel Queen was late,", 1), true, false};
    s->quoted[s->quoted_count++] = (qt_quoted){fx_span(&f, "and nobody … told us.", 1), true, true};
    s->references[s->reference_count++] = 0;

    s = fx_statement(&f, second); /* a cue in two pieces, a pronoun that is resolved, a hedge */
    s->sources[s->source_count++] = (qt_source){.span = fx_span(&f, "She", 1),
                                                .resolved = QT_RESOLVED_MACHINE,
                                                .name = QT_STR("Lin Okoro"),
                                                .referent = QT_NONE};
    s->cue[s->cue_count++] = fx_span(&f, "made", 1);
    s->cue[s->cue_count++] = fx_span(&f, "claim", 1);
    s->cue_lemma = QT_STR("make");
    s->kind = QT_KIND_ACCUSATION;
    s->certainty = QT_CERTAINTY_PROBABLE;
    s->content[s->content_count++] = fx_span(&f, "about the crew", 1);
    s->hedges[s->hedge_count++] = (qt_hedge){fx_span(&f, "reportedly", 1), QT_OWNER_NARRATOR};
    s->within = 2; /* an index behind its own */

    s = fx_statement(&f, second); /* a denial with two sources, one of them unresolved; a quotation that never closes */
    fx_source(s, fx_span(&f, "the council", 1));
    s->sources[s->source_count] =
        (qt_source){.span = fx_span(&f, "it", 1), .resolved = QT_RESOLVED_UNRESOLVED, .referent = QT_NONE};
    qt_source *unresolved = &s->sources[s->source_count++];
    unresolved->candidates = QT_ARENA_NEW(f.arena, qt_span, 2);
    unresolved->candidates[unresolved->candidate_count++] = fx_span(&f, "the crew", 1);
    unresolved->candidates[unresolved->candidate_count++] = fx_span(&f, "The Ostrel Queen", 1);
    s->cue[s->cue_count++] = fx_span(&f, "denied", 1);
    s->cue_lemma = QT_STR("deny");
    s->kind = QT_KIND_DENIAL;
    s->denies_for = QT_WHOM_THIRD;
    s->channel = (qt_channel){QT_CHANNEL_POST, fx_span(&f, "the crew", 1)};
    s->voice = QT_VOICE_MIXED;
    s->polarity = QT_POLARITY_NEGATIVE;
    s->certainty = QT_CERTAINTY_POSSIBLE;
    s->confidence = 0.25;
    s->content[s->content_count++] = fx_span(&f, "calling it “odd.", 1);
    s->quoted[s->quoted_count++] = (qt_quoted){fx_span(&f, "odd.", 1), false, false};
    s->references[s->reference_count++] = 1;

    s = fx_statement(&f, third); /* no source named; a displaced mark before it */
    s->cue[s->cue_count++] = fx_span(&f, "was said", 1);
    s->cue_lemma = QT_STR("say");
    s->content[s->content_count++] = fx_span(&f, "that the pier had ice", 1);
    s->head = fx_span(&f, "had ice", 1);
    s->references_unresolved[s->unresolved_count++] = 2;
    s->unplaced_hedge = true;
    s->part = QT_PART_LIST;

    s = fx_statement(&f, fourth); /* only named: no content */
    fx_source(s, fx_span(&f, "Okoro’s", 1));
    s->cue[s->cue_count++] = fx_span(&f, "claims", 1);
    s->cue_lemma = QT_STR("claim");
    return f;
}

/* A small report: "NAME said THING.", for tests that need many documents. */
static inline fx fx_small(int number)
{
    char text[160];
    snprintf(text, sizeof text, "Warden %d said that gate %d of the orchard was open. Rain fell.\n", number,
             number * 7);
    fx f = fx_new(text);
    qt_span source = {0, fx_span(&f, " said", 1).begin};
    qt_span content = {fx_span(&f, "that", 1).begin, fx_span(&f, ". Rain", 1).begin};
    fx_simple(&f, source, fx_span(&f, "said", 1), content, "say");
    snprintf(text, sizeof text, "%d.txt", number);
    f.document.name = qt_arena_copy(f.arena, qt_str_of(text));
    f.document.path = f.document.name;
    return f;
}

/* -------------------------------------------------------------------------------------------------------- case files */

static inline const qt_sha256 *fx_model(void)
{
    static const qt_sha256 MODEL = {{0xab, 0xcd, 0x01}};
    return &MODEL;
}

/* A new folder; freed and removed by fx_remove_folder. */
static inline char *fx_folder(void)
{
    char *folder = strdup("/tmp/quoth-case-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return folder;
}

static inline char *fx_path(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    assert_non_null(path);
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

static inline void fx_remove_folder(char *folder)
{
    char command[200];
    chmod(folder, 0700);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
    free(folder);
}

static inline qt_case *fx_open(const char *path, qt_case_mode mode)
{
    qt_case *c = NULL;
    quoth_error error = {0};
    if (qt_case_open(path, mode, &c, &error)) fail_msg("%s: %s", error.source, error.message);
    return c;
}

static inline qt_stored fx_store(qt_case *c, const fx *f)
{
    qt_stored what = QT_STORED_KNOWN;
    quoth_error error = {0};
    if (qt_case_store(c, &f->document, &f->annotation, fx_model(), &what, &error))
        fail_msg("%s: %s", error.source, error.message);
    return what;
}

/* Rows of a query as an array. */
static inline int fx_collect(void *context, json_t *row) { return json_array_append(context, row); }

static inline json_t *fx_statements(qt_case *c)
{
    json_t *rows = json_array();
    quoth_error error = {0};
    if (qt_case_statements(c, NULL, fx_collect, rows, &error)) fail_msg("%s", error.message);
    return rows;
}

static inline json_t *fx_documents(qt_case *c)
{
    json_t *rows = json_array();
    quoth_error error = {0};
    if (qt_case_documents(c, fx_collect, rows, &error)) fail_msg("%s", error.message);
    return rows;
}

/* Findings of verify; *status is what it returned. */
static inline json_t *fx_verify(qt_case *c, int *status)
{
    json_t *rows = json_array();
    quoth_error error = {0};
    *status = qt_case_verify(c, fx_collect, rows, &error);
    return rows;
}

static inline void fx_assert_sound(const char *path)
{
    int status = 0;
    qt_case *c = fx_open(path, QT_CASE_READ);
    json_t *rows = fx_verify(c, &status);
    char *text = json_dumps(rows, 0);
    if (status) fail_msg("verify: %d %s", status, text);
    free(text);
    json_decref(rows);
    qt_case_close(c);
}

/* SQL on the file behind the program's back; foreign keys off, as other tools leave them. */
static inline void fx_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message)) fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

/* The first column of the first row. */
static inline int64_t fx_number(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return number;
}

static inline const char *fx_string(const json_t *row, const char *field)
{
    return json_string_value(json_object_get(row, field));
}

#endif
