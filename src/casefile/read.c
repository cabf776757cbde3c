#include "casefile/read.h"

#include "base/utf8.h"
#include "casefile/cells.h"

qt_str qt_db_copy(sqlite3_stmt *stmt, int i, qt_arena *arena, bool *full)
{
    qt_str s = qt_db_text(stmt, i);
    if (!s.data) return s;
    qt_str copy = qt_arena_copy(arena, s);
    if (!copy.data) *full = true;
    return copy;
}

/* --------------------------------------------------------------------------------------------------------- document */

static const char READ_BODY[] =
    "SELECT sha256, language, status, encoding, program, model, name, title, publisher, agency, url, published,"
    " published_basis, captured, statements FROM documents WHERE id = ?1";
static const char READ_TEXT[] = "SELECT text, title_size FROM document WHERE id = ?1";

static json_t *body_json(const qt_body *b)
{
    json_t *out = json_object();
    int bad = json_object_set_new(out, "id", json_integer(b->id));
    bad |= json_object_set_new(out, "name", qt_str_json(b->name));
    bad |= json_object_set_new(out, "title", qt_str_json(b->title));
    bad |= json_object_set_new(out, "publisher", qt_str_json(b->publisher));
    bad |= json_object_set_new(out, "url", qt_str_json(b->url));
    bad |= json_object_set_new(out, "published", qt_str_json(b->published));
    if (bad) json_decref(out);
    return bad ? NULL : out;
}

static int read_text(qt_case *c, qt_body *b, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false, full = false;
    int status = QT_QUERY(c, &stmt, error, READ_TEXT, qt_int(b->id));
    if (!status) status = qt_db_step(c, stmt, &row, error);
    if (!status && row) {
        b->text = qt_db_copy(stmt, 0, c->body, &full);
        b->title_size = (size_t)qt_db_int(stmt, 1);
    }
    qt_db_reset(stmt);
    if (status) return status;
    if (full) return qt_arena_error(c->body, error);
    if (b->text.size > QUOTH_MAX_TEXT || b->title_size > b->text.size || qt_utf8_valid_prefix(b->text) != b->text.size)
        return qt_db_damaged(c, error, "a stored text is not what was stored", b->name);
    return QUOTH_OK;
}

int qt_read_body(qt_case *c, int64_t id, bool with_text, qt_body *out, bool *found, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    qt_body b = {.id = id};
    bool full = false;
    *found = false;
    qt_arena_reset(c->body);
    int status = QT_QUERY(c, &stmt, error, READ_BODY, qt_int(id));
    if (!status) status = qt_db_step(c, stmt, found, error);
    if (status || !*found) return status;
    qt_str *const texts[] = {&b.sha256, &b.language,  &b.status,          &b.encoding,  &b.program,
                             &b.model,  &b.name,      &b.title,           &b.publisher, &b.agency,
                             &b.url,    &b.published, &b.published_basis, &b.captured};
    int count = (int)(sizeof texts / sizeof texts[0]);
    for (int i = 0; i < count; i++) {
        *texts[i] = qt_db_copy(stmt, i, c->body, &full);
        if (qt_utf8_valid_prefix(*texts[i]) != texts[i]->size) full = true;
    }
    b.statements = qt_db_int(stmt, count);
    qt_db_reset(stmt);
    if (full) return qt_db_damaged(c, error, "what is known about a document cannot be read", (qt_str){0});
    if (with_text && (status = read_text(c, &b, error))) return status;
    b.json = body_json(&b);
    if (!b.json) return qt_db_no_memory(c, error);
    *out = b;
    return QUOTH_OK;
}

void qt_body_free(qt_body *body)
{
    json_decref(body->json);
    body->json = NULL;
}

/* -------------------------------------------------------------------------------------------------------- statement */

/* A statement on its way out. */
typedef struct reading {
    qt_case *c;
    quoth_error *error;
    const qt_body *body;
    qt_arena *arena;
    qt_stored_statement *out;
    bool full;
} reading;

static int damaged(reading *r, const char *what) { return qt_db_damaged(r->c, r->error, what, r->out->key); }

/* Columns i and i + 1 as a span of the text. */
static int span_at(reading *r, sqlite3_stmt *stmt, int i, qt_span *out)
{
    int64_t begin = qt_db_int(stmt, i), end = qt_db_int(stmt, i + 1);
    bool fits = begin >= 0 && begin <= end && end <= (int64_t)r->body->text.size;
    if (fits) *out = (qt_span){(uint32_t)begin, (uint32_t)end};
    if (!fits || !qt_span_fits(r->body->text, *out)) return damaged(r, "a span does not fit its document's text");
    return QUOTH_OK;
}

static const char READ_HEAD[] =
    "SELECT s.key, s.part, s.kind, s.voice, s.polarity, s.certainty, s.confidence, s.cue_lemma, s.unplaced_hedge,"
    " s.within, n.begin, n.end, s.denies_for FROM statement s JOIN sentence n ON n.id = s.sentence"
    " WHERE s.id = ?1 AND s.document = ?2";

static int fill_head(reading *r, sqlite3_stmt *stmt)
{
    qt_statement *s = &r->out->statement;
    r->out->key = qt_db_copy(stmt, 0, r->arena, &r->full);
    bool known = qt_part_of(qt_db_text(stmt, 1), &s->part);
    s->kind = qt_kind_of(qt_db_text(stmt, 2));
    s->voice = qt_voice_of(qt_db_text(stmt, 3));
    s->polarity = qt_polarity_of(qt_db_text(stmt, 4));
    s->certainty = qt_certainty_of(qt_db_text(stmt, 5));
    s->confidence = sqlite3_column_double(stmt, 6);
    s->cue_lemma = qt_db_copy(stmt, 7, r->arena, &r->full);
    s->unplaced_hedge = qt_db_int(stmt, 8) != 0;
    r->out->within = qt_db_int(stmt, 9);
    s->within = QT_NONE;
    s->denies_for = qt_whom_of(qt_db_text(stmt, 12));
    known = known && s->kind < QT_KIND_COUNT && s->voice < QT_VOICE_COUNT && s->polarity < QT_POLARITY_COUNT &&
            s->certainty < QT_CERTAINTY_COUNT && s->denies_for < QT_WHOM_COUNT &&
            qt_utf8_valid_prefix(s->cue_lemma) == s->cue_lemma.size &&
            qt_utf8_valid_prefix(r->out->key) == r->out->key.size;
    if (!known) return damaged(r, "a statement has a value that this program does not know");
    return span_at(r, stmt, 10, &s->sentence);
}

static int read_head(reading *r, int64_t id, bool *found)
{
    sqlite3_stmt *stmt = NULL;
    int status = QT_QUERY(r->c, &stmt, r->error, READ_HEAD, qt_int(id), qt_int(r->body->id));
    if (!status) status = qt_db_step(r->c, stmt, found, r->error);
    if (!status && *found) status = fill_head(r, stmt);
    qt_db_reset(stmt);
    return status;
}

/* Runs `sql` for the statement and calls `each` with every row. */
static int each_row(reading *r, const char *sql, int (*each)(reading *, sqlite3_stmt *))
{
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    int status = QT_QUERY(r->c, &stmt, r->error, sql, qt_int(r->out->id));
    while (!status && !(status = qt_db_step(r->c, stmt, &row, r->error)) && row) status = each(r, stmt);
    qt_db_reset(stmt);
    return status;
}

/* Appends to one of the statement's arrays, which qt_statement keeps as pointer and count; arrays are short, and grow by
 * doubling at the powers of two. */
static void *next_item(reading *r, void **items, size_t count, size_t size)
{
    if ((count & (count - 1)) == 0) {
        void *grown = qt_arena_grow(r->arena, *items, count * size, (count ? count * 2 : 1) * size);
        if (!grown) return r->full = true, NULL;
        *items = grown;
    }
    return (char *)*items + size * count;
}
#define NEXT(r, array, count) next_item((r), (void **)&(array), (count)++, sizeof *(array))

static const char READ_SOURCES[] =
    "SELECT begin, end, resolved, name FROM statement_source WHERE statement = ?1 ORDER BY position";
static int add_source(reading *r, sqlite3_stmt *stmt)
{
    qt_source *source = NEXT(r, r->out->statement.sources, r->out->statement.source_count);
    if (!source) return qt_arena_error(r->arena, r->error);
    source->referent = QT_NONE;
    source->resolved = qt_resolved_of(qt_db_text(stmt, 2));
    source->name = qt_db_copy(stmt, 3, r->arena, &r->full);
    if (source->resolved >= QT_RESOLVED_COUNT || qt_utf8_valid_prefix(source->name) != source->name.size)
        return damaged(r, "a source has a value that this program does not know");
    return span_at(r, stmt, 0, &source->span);
}

static const char READ_CANDIDATES[] =
    "SELECT begin, end, position FROM source_candidate WHERE statement = ?1 ORDER BY position, candidate";
static int add_candidate(reading *r, sqlite3_stmt *stmt)
{
    int64_t position = qt_db_int(stmt, 2);
    if (position < 0 || position >= (int64_t)r->out->statement.source_count)
        return damaged(r, "a candidate belongs to no source");
    qt_source *source = &r->out->statement.sources[position];
    qt_span *span = NEXT(r, source->candidates, source->candidate_count);
    return span ? span_at(r, stmt, 0, span) : qt_arena_error(r->arena, r->error);
}

static const char READ_CUE[] = "SELECT begin, end FROM statement_cue WHERE statement = ?1 ORDER BY position";
static int add_cue(reading *r, sqlite3_stmt *stmt)
{
    qt_statement *s = &r->out->statement;
    qt_span *span = NEXT(r, s->cue, s->cue_count);
    if (!span) return qt_arena_error(r->arena, r->error);
    int status = span_at(r, stmt, 0, span);
    if (!status && s->cue_count > 1 && span->begin < span[-1].end) status = damaged(r, "pieces are out of order");
    return status;
}

static const char READ_CONTENT[] = "SELECT begin, end FROM statement_content WHERE statement = ?1 ORDER BY position";
static int add_content(reading *r, sqlite3_stmt *stmt)
{
    qt_span *span = NEXT(r, r->out->statement.content, r->out->statement.content_count);
    return span ? span_at(r, stmt, 0, span) : qt_arena_error(r->arena, r->error);
}

static const char READ_QUOTED[] =
    "SELECT begin, end, closed, elided FROM statement_quoted WHERE statement = ?1 ORDER BY position";
static int add_quoted(reading *r, sqlite3_stmt *stmt)
{
    qt_quoted *quoted = NEXT(r, r->out->statement.quoted, r->out->statement.quoted_count);
    if (!quoted) return qt_arena_error(r->arena, r->error);
    quoted->closed = qt_db_int(stmt, 2) != 0;
    quoted->elided = qt_db_int(stmt, 3) != 0;
    return span_at(r, stmt, 0, &quoted->span);
}

static const char READ_HEDGES[] = "SELECT begin, end, by FROM statement_hedge WHERE statement = ?1 ORDER BY position";
static int add_hedge(reading *r, sqlite3_stmt *stmt)
{
    qt_hedge *hedge = NEXT(r, r->out->statement.hedges, r->out->statement.hedge_count);
    if (!hedge) return qt_arena_error(r->arena, r->error);
    hedge->by = qt_owner_of(qt_db_text(stmt, 2));
    if (hedge->by >= QT_OWNER_COUNT) return damaged(r, "a hedge has a value that this program does not know");
    return span_at(r, stmt, 0, &hedge->span);
}

static const char READ_CHANNEL[] = "SELECT begin, end, type FROM statement_channel WHERE statement = ?1";
static int add_channel(reading *r, sqlite3_stmt *stmt)
{
    qt_channel *channel = &r->out->statement.channel;
    channel->type = qt_channel_of(qt_db_text(stmt, 2));
    if (channel->type >= QT_CHANNEL_COUNT) return damaged(r, "a channel has a value that this program does not know");
    return span_at(r, stmt, 0, &channel->span);
}

static const char READ_HEAD_WORD[] = "SELECT begin, end FROM statement_head WHERE statement = ?1";
static int add_head(reading *r, sqlite3_stmt *stmt) { return span_at(r, stmt, 0, &r->out->statement.head); }

static const char READ_MARKS[] =
    "SELECT m.begin, m.end, m.label_begin, m.label_end, m.supports_begin, m.supports_end, m.attached, l.unresolved"
    " FROM statement_mark l JOIN mark m ON m.id = l.mark WHERE l.statement = ?1 ORDER BY l.position";
/* Each mark gets a sentence of its own in the small text that the statement carries. */
static int add_mark(reading *r, sqlite3_stmt *stmt)
{
    qt_text *text = &r->out->text;
    qt_statement *s = &r->out->statement;
    bool unresolved = qt_db_int(stmt, 7) != 0, known = sqlite3_column_type(stmt, 4) != SQLITE_NULL;
    uint32_t index = (uint32_t)text->reference_count;
    qt_reference *mark = NEXT(r, text->references, text->reference_count);
    qt_sentence *sentence = NEXT(r, text->sentences, text->sentence_count);
    uint32_t *slot = unresolved ? NEXT(r, s->references_unresolved, s->unresolved_count)
                                : NEXT(r, s->references, s->reference_count);
    if (!mark || !sentence || !slot) return qt_arena_error(r->arena, r->error);
    *slot = index;
    qt_str attached = qt_db_text(stmt, 6);
    mark->attached = qt_str_equal(attached, QT_STR("clause"))     ? QT_ATTACHED_CLAUSE
                     : qt_str_equal(attached, QT_STR("sentence")) ? QT_ATTACHED_SENTENCE
                                                                  : QT_ATTACHED_DISPLACED;
    mark->sentence = known ? index : QT_NONE;
    mark->follows = QT_NONE;
    int status = span_at(r, stmt, 0, &mark->span);
    if (!status) status = span_at(r, stmt, 2, &mark->label);
    if (!status && known) status = span_at(r, stmt, 4, &sentence->span);
    if (!status && mark->attached == QT_ATTACHED_CLAUSE) mark->clause = sentence->span;
    return status;
}

int qt_read_statement(qt_case *c, const qt_body *body, int64_t id, qt_arena *arena, qt_stored_statement *out,
                      bool *found, quoth_error *error)
{
    qt_stored_statement stored = {.id = id, .text = {.bytes = body->text}};
    reading r = {c, error, body, arena, &stored, false};
    *found = false;
    int status = read_head(&r, id, found);
    if (status || !*found) return status;
    static const struct {
        const char *sql;
        int (*each)(reading *, sqlite3_stmt *);
    } PARTS[] = {
        {READ_SOURCES, add_source},  {READ_CANDIDATES, add_candidate}, {READ_CUE, add_cue},
        {READ_CONTENT, add_content}, {READ_QUOTED, add_quoted},        {READ_HEDGES, add_hedge},
        {READ_CHANNEL, add_channel}, {READ_HEAD_WORD, add_head},       {READ_MARKS, add_mark},
    };
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS && !status; i++)
        status = each_row(&r, PARTS[i].sql, PARTS[i].each);
    if (!status && r.full) status = qt_arena_error(arena, error);
    if (!status) *out = stored;
    return status;
}

int qt_stored_json(qt_case *c, const qt_body *body, const qt_stored_statement *stored, json_t **out, quoth_error *error)
{
    json_t *row = qt_statement_json(&stored->text, &stored->statement);
    int bad = json_object_set_new(row, "id", json_integer(stored->id));
    bad |= json_object_set_new(row, "key", qt_str_json(stored->key));
    bad |= json_object_set(row, "document", body->json);
    bad |= json_object_set_new(row, "via", qt_via_json(body->publisher, body->agency));
    if (stored->within) bad |= json_object_set_new(row, "within", json_integer(stored->within));
    if (bad) {
        json_decref(row);
        return qt_db_no_memory(c, error);
    }
    int status = qt_read_who(c, body, stored, row, error);
    if (status) json_decref(row);
    else *out = row;
    return status;
}
