#include <stdlib.h>

#include "annotation_json.h"
#include "casefile/cells.h"
#include "casefile/write.h"

/* One document's statements on their way in. */
typedef struct writing {
    qt_case *c;
    quoth_error *error;
    int64_t document;
    const qt_annotation *annotation;
    qt_str text;
    qt_key *keys;             /* [statement_count] */
    int64_t *ids;             /* [statement_count] */
    const int64_t *referents; /* [referent_count] ids, 0 where not kept */
    int64_t *marks;           /* [reference_count] row of each reference mark, 0 where it has none yet */
    qt_span last_sentence;
    int64_t last_sentence_id;
} writing;

/* The reader of a document may have a fault; the case file must not get one from it. */
static int check_span(writing *w, qt_span span)
{
    if (qt_span_fits(w->text, span)) return QUOTH_OK;
    return qt_fail(w->error, QUOTH_FAILED, "internal fault: a span %u-%u does not fit the text of %zu bytes",
                   span.begin, span.end, w->text.size);
}

static int check_spans(writing *w, const qt_span *spans, size_t count)
{
    int status = QUOTH_OK;
    for (size_t i = 0; i < count && !status; i++) status = check_span(w, spans[i]);
    return status;
}

static int check_statement(writing *w, const qt_statement *s)
{
    int status = check_span(w, s->sentence);
    if (!status) status = check_spans(w, s->cue, s->cue_count);
    if (!status) status = check_spans(w, s->content, s->content_count);
    for (size_t i = 0; i < s->source_count && !status; i++) {
        status = check_span(w, s->sources[i].span);
        if (!status) status = check_spans(w, s->sources[i].candidates, s->sources[i].candidate_count);
    }
    for (size_t i = 0; i < s->quoted_count && !status; i++) status = check_span(w, s->quoted[i].span);
    for (size_t i = 0; i < s->hedge_count && !status; i++) status = check_span(w, s->hedges[i].span);
    if (!status) status = check_span(w, s->channel.span);
    if (!status) status = check_span(w, s->head);
    for (size_t i = 0; i < s->about_count && !status; i++) status = check_span(w, s->about[i].span);
    qt_span range = qt_statement_range(s);
    bool fine = s->confidence >= 0 && s->confidence <= 1 && range.begin <= range.end &&
                (s->within == QT_NONE || s->within < w->annotation->statement_count);
    if (!status && !fine)
        status = qt_fail(w->error, QUOTH_FAILED, "internal fault: a statement does not hold together");
    return status;
}

/* ---------------------------------------------------------------------------------------------------- one statement */

static const char ADD_SENTENCE[] =
    "INSERT INTO sentence (document, begin, end, text) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
static const char FIND_SENTENCE[] = "SELECT id FROM sentence WHERE document = ?1 AND begin = ?2 AND end = ?3";

static int find_id(writing *w, const char *sql, qt_span span, int64_t *out)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int status = QT_QUERY(w->c, &stmt, w->error, sql, qt_int(w->document), qt_int(span.begin), qt_int(span.end));
    if (!status) status = qt_db_step(w->c, stmt, &row, w->error);
    if (!status && row) *out = qt_db_int(stmt, 0);
    qt_db_reset(stmt);
    return status;
}

/* Statements of one sentence mostly follow one another. */
static int write_sentence(writing *w, qt_span span, int64_t *out)
{
    if (w->last_sentence_id && w->last_sentence.begin == span.begin && w->last_sentence.end == span.end) {
        *out = w->last_sentence_id;
        return QUOTH_OK;
    }
    int status = QT_RUN(w->c, w->error, ADD_SENTENCE, qt_int(w->document), qt_int(span.begin), qt_int(span.end),
                        qt_text_value(qt_str_at(w->text, span)));
    if (!status) status = find_id(w, FIND_SENTENCE, span, out);
    w->last_sentence = span;
    w->last_sentence_id = status ? 0 : *out;
    return status;
}

static const char ADD_STATEMENT[] =
    "INSERT INTO statement (id, key, document, begin, end, source, cue, words, hedges, unplaced_hedge, kind, voice,"
    " polarity, certainty, confidence, part, cue_lemma, sentence, denies_for)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";

static const char INDEX_STATEMENT[] =
    "INSERT INTO statement_fts (rowid, source, cue, words, hedges) VALUES (?1, ?2, ?3, ?4, ?5)";

static int write_head(writing *w, const qt_statement *s, qt_str key, int64_t old_id, int64_t *id)
{
    qt_cells cells;
    int64_t sentence = 0;
    int status = write_sentence(w, s->sentence, &sentence);
    if (status) return status;
    if (!qt_cells_of(s, w->text, w->c->scratch, &cells)) return qt_arena_error(w->c->scratch, w->error);
    qt_span range = qt_statement_range(s);
    status =
        QT_RUN(w->c, w->error, ADD_STATEMENT, old_id ? qt_int(old_id) : qt_null(), qt_text_value(key),
               qt_int(w->document), qt_int(range.begin), qt_int(range.end), qt_text_value(cells.source),
               qt_text_value(cells.cue), qt_text_value(cells.words), qt_text_value(cells.hedges),
               qt_int(s->unplaced_hedge), qt_text_value(qt_kind_name(s->kind)), qt_text_value(qt_voice_name(s->voice)),
               qt_text_value(qt_polarity_name(s->polarity)), qt_text_value(qt_certainty_name(s->certainty)),
               qt_real(s->confidence), qt_text_value(qt_part_name(s->part)), qt_text_value(s->cue_lemma),
               qt_int(sentence), qt_text_value(qt_whom_name(s->denies_for)));
    if (status) return status;
    *id = sqlite3_last_insert_rowid(w->c->db);
    return QT_RUN(w->c, w->error, INDEX_STATEMENT, qt_int(*id), qt_text_value(cells.source), qt_text_value(cells.cue),
                  qt_text_value(cells.words), qt_text_value(cells.hedges));
}

/* The first five values of every span table: statement, position, begin, end, text. */
#define SPAN_VALUES(w, id, i, span)                                             \
    qt_int(id), qt_int((int64_t)(i)), qt_int((span).begin), qt_int((span).end), \
        qt_text_value(qt_str_at((w)->text, (span)))

static const char ADD_SOURCE[] = "INSERT INTO statement_source (statement, position, begin, end, text, resolved, name,"
                                 " referent) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
static const char ADD_CANDIDATE[] = "INSERT INTO source_candidate (statement, position, begin, end, text, candidate)"
                                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
static const char ADD_CUE[] = "INSERT INTO statement_cue (statement, position, begin, end, text)"
                              " VALUES (?1, ?2, ?3, ?4, ?5)";
static const char ADD_CONTENT[] = "INSERT INTO statement_content (statement, position, begin, end, text)"
                                  " VALUES (?1, ?2, ?3, ?4, ?5)";
static const char ADD_QUOTED[] = "INSERT INTO statement_quoted (statement, position, begin, end, text, closed, elided)"
                                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
static const char ADD_HEDGE[] = "INSERT INTO statement_hedge (statement, position, begin, end, text, by)"
                                " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

static const char ADD_CHANNEL[] = "INSERT INTO statement_channel (statement, position, begin, end, text, type)"
                                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

static const char ADD_ABOUT[] = "INSERT INTO statement_about (statement, position, begin, end, text, role, referent)"
                                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

static const char ADD_HEAD[] = "INSERT INTO statement_head (statement, position, begin, end, text)"
                               " VALUES (?1, ?2, ?3, ?4, ?5)";

static qt_value referent_value(const writing *w, uint32_t referent)
{
    bool kept = referent < w->annotation->coref.referent_count && w->referents[referent];
    return kept ? qt_int(w->referents[referent]) : qt_null();
}

static int write_about(writing *w, const qt_statement *s, int64_t id)
{
    int status = QUOTH_OK;
    for (size_t i = 0; i < s->about_count && !status; i++) {
        const qt_about *whom = &s->about[i];
        const qt_value referent = referent_value(w, whom->referent);
        if (referent.type == QT_VALUE_NULL) continue;
        status = QT_RUN(w->c, w->error, ADD_ABOUT, SPAN_VALUES(w, id, i, whom->span),
                        qt_text_value(qt_about_role_name((qt_about_role)whom->role)), referent);
    }
    return status;
}

static int write_sources(writing *w, const qt_statement *s, int64_t id)
{
    int status = QUOTH_OK;
    for (size_t i = 0; i < s->source_count && !status; i++) {
        const qt_source *source = &s->sources[i];
        status = QT_RUN(w->c, w->error, ADD_SOURCE, SPAN_VALUES(w, id, i, source->span),
                        qt_text_value(qt_resolved_name(source->resolved)), qt_text_value(source->name),
                        source->resolved == QT_RESOLVED_UNRESOLVED ? qt_null() : referent_value(w, source->referent));
        for (size_t k = 0; k < source->candidate_count && !status; k++)
            status =
                QT_RUN(w->c, w->error, ADD_CANDIDATE, SPAN_VALUES(w, id, i, source->candidates[k]), qt_int((int64_t)k));
    }
    return status;
}

static int write_cells(writing *w, const qt_statement *s, int64_t id)
{
    int status = write_sources(w, s, id);
    if (!status) status = write_about(w, s, id);
    for (size_t i = 0; i < s->cue_count && !status; i++)
        status = QT_RUN(w->c, w->error, ADD_CUE, SPAN_VALUES(w, id, i, s->cue[i]));
    for (size_t i = 0; i < s->content_count && !status; i++)
        status = QT_RUN(w->c, w->error, ADD_CONTENT, SPAN_VALUES(w, id, i, s->content[i]));
    for (size_t i = 0; i < s->quoted_count && !status; i++)
        status = QT_RUN(w->c, w->error, ADD_QUOTED, SPAN_VALUES(w, id, i, s->quoted[i].span),
                        qt_int(s->quoted[i].closed), qt_int(s->quoted[i].elided));
    for (size_t i = 0; i < s->hedge_count && !status; i++)
        status = QT_RUN(w->c, w->error, ADD_HEDGE, SPAN_VALUES(w, id, i, s->hedges[i].span),
                        qt_text_value(qt_owner_name(s->hedges[i].by)));
    if (!status && s->channel.type != QT_CHANNEL_NONE)
        status = QT_RUN(w->c, w->error, ADD_CHANNEL, SPAN_VALUES(w, id, (size_t)0, s->channel.span),
                        qt_text_value(qt_channel_name(s->channel.type)));
    if (!status && s->head.begin < s->head.end)
        status = QT_RUN(w->c, w->error, ADD_HEAD, SPAN_VALUES(w, id, (size_t)0, s->head));
    return status;
}

/* -------------------------------------------------------------------------------------------------- reference marks */

static const char ADD_MARK[] =
    "INSERT INTO mark (document, begin, end, text, label_begin, label_end, attached, supports_begin, supports_end)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
static const char LINK_MARK[] =
    "INSERT INTO statement_mark (statement, position, mark, unresolved) VALUES (?1, ?2, ?3, ?4)";

static int write_mark(writing *w, uint32_t index)
{
    const qt_text *text = &w->annotation->text;
    if (index >= text->reference_count)
        return qt_fail(w->error, QUOTH_FAILED, "internal fault: no such reference mark");
    if (w->marks[index]) return QUOTH_OK;
    const qt_reference *r = &text->references[index];
    bool clause = r->attached == QT_ATTACHED_CLAUSE, displaced = r->attached == QT_ATTACHED_DISPLACED;
    bool sentence = !clause && r->sentence < text->sentence_count;
    if (!clause && !displaced && !sentence)
        return qt_fail(w->error, QUOTH_FAILED, "internal fault: a mark supports nothing");
    qt_span supports = clause ? r->clause : sentence ? text->sentences[r->sentence].span : (qt_span){0, 0};
    int status = check_span(w, r->span);
    if (!status) status = check_span(w, r->label);
    if (!status) status = check_span(w, supports);
    bool known = clause || sentence;
    if (!status)
        status = QT_RUN(w->c, w->error, ADD_MARK, qt_int(w->document), qt_int(r->span.begin), qt_int(r->span.end),
                        qt_text_value(qt_str_at(w->text, r->span)), qt_int(r->label.begin), qt_int(r->label.end),
                        qt_text_value(clause      ? QT_STR("clause")
                                      : displaced ? QT_STR("displaced")
                                                  : QT_STR("sentence")),
                        known ? qt_int(supports.begin) : qt_null(), known ? qt_int(supports.end) : qt_null());
    if (!status) w->marks[index] = sqlite3_last_insert_rowid(w->c->db);
    return status;
}

static int link_marks(writing *w, int64_t id, const uint32_t *marks, size_t count, size_t first, bool unresolved)
{
    int status = QUOTH_OK;
    for (size_t i = 0; i < count && !status; i++) {
        status = write_mark(w, marks[i]);
        if (!status)
            status = QT_RUN(w->c, w->error, LINK_MARK, qt_int(id), qt_int((int64_t)(first + i)),
                            qt_int(w->marks[marks[i]]), qt_int(unresolved));
    }
    return status;
}

/* --------------------------------------------------------------------------------------------------- all statements */

static int compare_old(const void *key, const void *item)
{
    return qt_str_compare(*(const qt_str *)key, ((const qt_old_id *)item)->key);
}

static int write_one(writing *w, size_t i, const qt_old_id *old, size_t old_count)
{
    const qt_statement *s = &w->annotation->statements[i];
    qt_str key = qt_str_of(w->keys[i].text);
    const qt_old_id *known = old_count ? bsearch(&key, old, old_count, sizeof *old, compare_old) : NULL;
    qt_arena_reset(w->c->scratch);
    int status = check_statement(w, s);
    if (!status) status = write_head(w, s, key, known ? known->id : 0, &w->ids[i]);
    if (!status) status = write_cells(w, s, w->ids[i]);
    if (!status) status = link_marks(w, w->ids[i], s->references, s->reference_count, 0, false);
    if (!status)
        status = link_marks(w, w->ids[i], s->references_unresolved, s->unresolved_count, s->reference_count, true);
    return status;
}

static const char SET_WITHIN[] = "UPDATE statement SET within = ?2 WHERE id = ?1";

int qt_write_statements(qt_case *c, int64_t document, const qt_sha256 *sha256, const qt_annotation *annotation,
                        const qt_old_id *old, size_t old_count, const int64_t *referents, int64_t **statements,
                        quoth_error *error)
{
    size_t count = annotation->statement_count;
    writing w = {.c = c,
                 .error = error,
                 .document = document,
                 .annotation = annotation,
                 .text = annotation->text.bytes,
                 .referents = referents};
    w.keys = calloc(count ? count : 1, sizeof *w.keys);
    w.ids = QT_ARENA_NEW(c->body, int64_t, count);
    w.marks = calloc(annotation->text.reference_count ? annotation->text.reference_count : 1, sizeof *w.marks);
    bool room = w.keys && w.ids && w.marks && qt_statement_keys(sha256, annotation->statements, count, w.keys);
    int status = room ? QUOTH_OK : qt_db_no_memory(c, error);
    for (size_t i = 0; i < count && !status; i++) status = write_one(&w, i, old, old_count);
    /* An enclosing statement may stand behind the one it encloses: all ids first. */
    for (size_t i = 0; i < count && !status; i++) {
        uint32_t within = annotation->statements[i].within;
        if (within != QT_NONE) status = QT_RUN(c, error, SET_WITHIN, qt_int(w.ids[i]), qt_int(w.ids[within]));
    }
    qt_arena_reset(c->scratch);
    free(w.keys);
    if (!status) *statements = w.ids;
    free(w.marks);
    return status;
}
