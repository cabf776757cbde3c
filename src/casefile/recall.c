#include "casefile/recall.h"

#include <stdlib.h>

#include "casefile/query.h"

static const char LIST_IDS[] = "SELECT id FROM document ORDER BY sha256";

int qt_case_ids(qt_case *c, qt_arena *arena, int64_t **ids, size_t *count, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    qt_ids found = {0};
    int status = qt_db_query(c, &stmt, error, LIST_IDS, NULL, 0);
    if (!status) status = qt_query_ids(c, stmt, arena, &found, error);
    if (!status) *ids = found.items, *count = found.count;
    return status;
}

/* One document on its way out. */
typedef struct recalling {
    qt_case *c;
    quoth_error *error;
    qt_arena *arena;
    qt_recalled *out;
    QT_VEC(qt_document) places;
    qt_document document; /* the bytes, the same at each of them */
    int64_t id;
    qt_str text;
    uint32_t *order;    /* [mention_count] */
    int64_t *referents; /* ids, ascending: by index */
    int64_t *statements;
    bool full;
} recalling;

static int no_room(recalling *r) { return qt_arena_error(r->arena, r->error); }
static int damaged(recalling *r, const char *what) { return qt_db_damaged(r->c, r->error, what, r->document.name); }

/* Calls `each` with every row of `sql` on the document. */
static int each_row(recalling *r, const char *sql, int (*each)(recalling *, sqlite3_stmt *))
{
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    int status = QT_QUERY(r->c, &stmt, r->error, sql, qt_int(r->id));
    while (!status && !(status = qt_db_step(r->c, stmt, &row, r->error)) && row) status = each(r, stmt);
    qt_db_reset(stmt);
    return status || !r->full ? status : no_room(r);
}

static int span_at(recalling *r, sqlite3_stmt *stmt, int i, qt_span *out)
{
    int64_t begin = qt_db_int(stmt, i), end = qt_db_int(stmt, i + 1);
    if (begin < 0 || begin > end || end > (int64_t)r->text.size) return damaged(r, "a span does not fit its text");
    *out = (qt_span){(uint32_t)begin, (uint32_t)end};
    return QUOTH_OK;
}

static int compare_ids(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The index of an id in a sorted list; QT_NONE where it is none of them. */
static uint32_t index_of(const int64_t *ids, size_t count, int64_t id)
{
    const int64_t *found = count ? bsearch(&id, ids, count, sizeof *ids, compare_ids) : NULL;
    return found ? (uint32_t)(found - ids) : QT_NONE;
}

/* ----------------------------------------------------------------------------------------------------------- places */

static const char LIST_PLACES[] =
    "SELECT name, path, title, url, publisher, author, agency, published, captured, published_basis FROM place"
    " WHERE document = ?1 ORDER BY document, title IS NULL, coalesce(published, '~'), coalesce(publisher, ''),"
    " coalesce(url, ''), coalesce(path, ''), coalesce(title, ''), coalesce(author, ''), coalesce(agency, ''),"
    " coalesce(captured, ''), published_basis";

static int add_place(recalling *r, sqlite3_stmt *stmt)
{
    qt_document d = r->document;
    qt_str *const texts[] = {&d.name,   &d.path,   &d.title,     &d.url,     &d.publisher,
                             &d.author, &d.agency, &d.published, &d.captured};
    for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++) *texts[i] = qt_db_copy(stmt, i, r->arena, &r->full);
    if (!qt_basis_of(qt_db_text(stmt, 9), &d.published_basis)) d.published_basis = QT_BASIS_NONE;
    return qt_vec_push(r->arena, &r->places, d) ? QUOTH_OK : no_room(r);
}

static int read_places(recalling *r)
{
    *r->out = (qt_recalled){.place_count = 0};
    int status = qt_case_load(r->c, r->id, r->arena, &r->document, r->error);
    if (!status) status = each_row(r, LIST_PLACES, add_place);
    r->text = r->document.text;
    r->out->places = r->places.items;
    r->out->place_count = r->places.count;
    return status || r->places.count ? status : damaged(r, "a document has no place");
}

int qt_recall_places(qt_case *c, int64_t id, qt_arena *arena, qt_recalled *out, quoth_error *error)
{
    recalling r = {.c = c, .error = error, .arena = arena, .out = out, .id = id};
    int status = qt_db_begin_read(c, error);
    return status ? status : qt_db_end(c, read_places(&r), error);
}

/* -------------------------------------------------------------------------------------------------------- referents */

static const char LIST_REFERENTS[] = "SELECT id, type, named, government FROM referent WHERE document = ?1 ORDER BY id";
static const char COUNT_REFERENTS[] =
    "SELECT count(*), (SELECT count(*) FROM mention m JOIN referent r ON r.id = m.referent WHERE r.document = ?1),"
    " (SELECT count(*) FROM statement WHERE document = ?1),"
    " (SELECT count(*) FROM attribute a JOIN referent r ON r.id = a.referent WHERE r.document = ?1),"
    " (SELECT count(*) FROM mark WHERE document = ?1) FROM referent WHERE document = ?1";
static const char LIST_MENTIONS[] = "SELECT m.begin, m.end, m.type, m.form, m.referent FROM mention m"
                                    " JOIN referent r ON r.id = m.referent WHERE r.document = ?1"
                                    " ORDER BY m.referent, m.begin, m.end, m.id";

static int make_room(recalling *r, sqlite3_stmt *stmt)
{
    qt_annotation *a = &r->out->annotation;
    size_t referents = (size_t)qt_db_int(stmt, 0), mentions = (size_t)qt_db_int(stmt, 1),
           statements = (size_t)qt_db_int(stmt, 2), attributes = (size_t)qt_db_int(stmt, 3),
           marks = (size_t)qt_db_int(stmt, 4);
    a->coref.referents = QT_ARENA_NEW(r->arena, qt_referent, referents);
    a->coref.mentions = QT_ARENA_NEW(r->arena, qt_mention, mentions);
    a->coref.referent_of = QT_ARENA_NEW(r->arena, uint32_t, mentions);
    a->statements = QT_ARENA_NEW(r->arena, qt_statement, statements);
    r->out->kept.attributes = QT_ARENA_NEW(r->arena, qt_attribute, attributes);
    r->order = QT_ARENA_NEW(r->arena, uint32_t, mentions);
    a->text.references = QT_ARENA_NEW(r->arena, qt_reference, marks);
    a->text.sentences = QT_ARENA_NEW(r->arena, qt_sentence, marks);
    r->referents = QT_ARENA_NEW(r->arena, int64_t, referents);
    r->statements = QT_ARENA_NEW(r->arena, int64_t, statements);
    bool fine = a->coref.referents && a->coref.mentions && a->coref.referent_of && a->statements &&
                r->out->kept.attributes && a->text.references && a->text.sentences && r->order && r->referents &&
                r->statements;
    return fine ? QUOTH_OK : no_room(r);
}

static int add_referent(recalling *r, sqlite3_stmt *stmt)
{
    qt_coref *who = &r->out->annotation.coref;
    qt_referent *of = &who->referents[who->referent_count];
    qt_mention_type type;
    if (!qt_mention_type_of(qt_db_text(stmt, 1), &type)) return damaged(r, "a referent has an unknown type");
    of->type = (uint8_t)type;
    of->named = qt_db_int(stmt, 2) != 0;
    of->government = qt_db_int(stmt, 3) != 0;
    of->best = QT_NONE;
    r->referents[who->referent_count++] = qt_db_int(stmt, 0);
    return QUOTH_OK;
}

static const char LIST_BEST[] = "SELECT begin, end, id FROM referent WHERE document = ?1 ORDER BY id";

static int add_mention(recalling *r, sqlite3_stmt *stmt)
{
    static const qt_beside NOTHING;
    qt_coref *who = &r->out->annotation.coref;
    uint32_t m = (uint32_t)who->mention_count, of = index_of(r->referents, who->referent_count, qt_db_int(stmt, 4));
    qt_mention *mention = &who->mentions[m];
    qt_mention_type type;
    int form = 0;
    while (form <= QT_FORM_PRONOUN && !qt_str_equal(qt_mention_form_name((qt_mention_form)form), qt_db_text(stmt, 3)))
        form++;
    if (of == QT_NONE || form > QT_FORM_PRONOUN || !qt_mention_type_of(qt_db_text(stmt, 2), &type))
        return damaged(r, "a mention has a value that this program does not know");
    *mention = (qt_mention){.beside = &NOTHING, .acronym_of = QT_NONE, .type = (uint8_t)type, .form = (uint8_t)form};
    int status = span_at(r, stmt, 0, &mention->span);
    who->referent_of[m] = of;
    r->order[m] = m; /* they come referent by referent */
    if (!who->referents[of].mention_count++) who->referents[of].mentions = &r->order[m];
    who->mention_count++;
    return status;
}

static int find_best(recalling *r, sqlite3_stmt *stmt)
{
    qt_coref *who = &r->out->annotation.coref;
    qt_referent *of = &who->referents[index_of(r->referents, who->referent_count, qt_db_int(stmt, 2))];
    for (uint32_t i = 0; i < of->mention_count; i++) {
        qt_span span = who->mentions[of->mentions[i]].span;
        if (span.begin == qt_db_int(stmt, 0) && span.end == qt_db_int(stmt, 1)) of->best = of->mentions[i];
    }
    return of->best == QT_NONE ? damaged(r, "a referent's best mention is not among its mentions") : QUOTH_OK;
}

/* ------------------------------------------------------------------------------------------------------- statements */

static const char LIST_STATEMENTS[] = "SELECT id FROM statement WHERE document = ?1 ORDER BY id";

static int add_statement_id(recalling *r, sqlite3_stmt *stmt)
{
    r->statements[r->out->annotation.statement_count++] = qt_db_int(stmt, 0);
    return QUOTH_OK;
}

static const char LIST_MARKS[] = "SELECT begin, end, id FROM mark WHERE document = ?1 ORDER BY begin, end";

/* Only where they stand: the statements know the rest. */
static int add_mark(recalling *r, sqlite3_stmt *stmt)
{
    qt_text *text = &r->out->annotation.text;
    text->sentence_count = text->reference_count + 1;
    return span_at(r, stmt, 0, &text->references[text->reference_count++].span);
}

static int compare_marks(const void *left, const void *right)
{
    const qt_span *a = &((const qt_reference *)left)->span, *b = &((const qt_reference *)right)->span;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

/* A statement brings its marks in a small text of its own: to those of the document, each with a sentence beside it. */
static int set_marks(recalling *r, const qt_text *from, uint32_t *marks, size_t count)
{
    qt_text *text = &r->out->annotation.text;
    for (size_t i = 0; i < count; i++) {
        const qt_reference *mark = &from->references[marks[i]];
        qt_reference *own = bsearch(mark, text->references, text->reference_count, sizeof *mark, compare_marks);
        if (!own) return damaged(r, "a reference mark is not there");
        const uint32_t at = (uint32_t)(own - text->references);
        *own = *mark;
        if (mark->sentence != QT_NONE) text->sentences[at] = from->sentences[mark->sentence];
        if (mark->sentence != QT_NONE) own->sentence = at;
        marks[i] = at;
    }
    return QUOTH_OK;
}

static int read_statements(recalling *r)
{
    qt_annotation *a = &r->out->annotation;
    qt_body body = {.id = r->id, .text = r->text};
    int status = each_row(r, LIST_STATEMENTS, add_statement_id);
    if (!status) status = each_row(r, LIST_MARKS, add_mark);
    for (size_t i = 0; i < a->statement_count && !status; i++) {
        qt_stored_statement stored;
        bool found = false;
        status = qt_read_statement(r->c, &body, r->statements[i], r->arena, &stored, &found, r->error);
        if (!status && !found) status = damaged(r, "a statement has no sentence");
        if (status) return status;
        qt_statement *s = &a->statements[i];
        *s = stored.statement;
        s->within = stored.within ? index_of(r->statements, a->statement_count, stored.within) : QT_NONE;
        status = set_marks(r, &stored.text, s->references, s->reference_count);
        if (!status) status = set_marks(r, &stored.text, s->references_unresolved, s->unresolved_count);
    }
    a->text.bytes = r->text;
    return status;
}

static const char LIST_SOURCES[] =
    "SELECT x.statement, x.position, x.referent FROM statement_source x JOIN statement s ON s.id = x.statement"
    " WHERE s.document = ?1 AND x.referent IS NOT NULL";

static int set_source(recalling *r, sqlite3_stmt *stmt)
{
    qt_annotation *a = &r->out->annotation;
    uint32_t i = index_of(r->statements, a->statement_count, qt_db_int(stmt, 0));
    uint32_t referent = index_of(r->referents, a->coref.referent_count, qt_db_int(stmt, 2));
    int64_t position = qt_db_int(stmt, 1);
    if (i == QT_NONE || referent == QT_NONE || position < 0 || position >= a->statements[i].source_count)
        return damaged(r, "a source points nowhere");
    a->statements[i].sources[position].referent = referent;
    return QUOTH_OK;
}

static const char LIST_ABOUT[] = "SELECT x.statement, x.begin, x.end, x.role, x.referent,"
                                 " (SELECT count(*) FROM statement_about y WHERE y.statement = x.statement)"
                                 " FROM statement_about x JOIN statement s ON s.id = x.statement WHERE s.document = ?1"
                                 " ORDER BY x.statement, x.position";

static int add_about(recalling *r, sqlite3_stmt *stmt)
{
    qt_annotation *a = &r->out->annotation;
    uint32_t i = index_of(r->statements, a->statement_count, qt_db_int(stmt, 0));
    qt_about about = {.referent = index_of(r->referents, a->coref.referent_count, qt_db_int(stmt, 4)),
                      .role = (uint8_t)qt_about_role_of(qt_db_text(stmt, 3))};
    if (i == QT_NONE || about.referent == QT_NONE || about.role >= QT_ABOUT_ROLES)
        return damaged(r, "what a statement is about points nowhere");
    qt_statement *s = &a->statements[i];
    if (!s->about_count) s->about = QT_ARENA_NEW(r->arena, qt_about, (size_t)qt_db_int(stmt, 5));
    if (!s->about) return no_room(r);
    int status = span_at(r, stmt, 1, &about.span);
    s->about[s->about_count++] = about;
    return status;
}

/* ------------------------------------------------------------------------------------------------------- attributes */

static const char LIST_ATTRIBUTES[] =
    "SELECT a.begin, a.end, a.type, a.years, a.statement, a.referent, a.id,"
    " (SELECT count(*) FROM attribute_hedge h WHERE h.attribute = a.id)"
    " FROM attribute a JOIN referent r ON r.id = a.referent WHERE r.document = ?1 ORDER BY a.id";
static const char LIST_HEDGES[] = "SELECT begin, end, by FROM attribute_hedge WHERE attribute = ?1 ORDER BY position";

static int read_hedges(recalling *r, int64_t attribute, size_t room, qt_attribute *of)
{
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    of->hedges = QT_ARENA_NEW(r->arena, qt_hedge, room);
    if (!of->hedges) return no_room(r);
    int status = QT_QUERY(r->c, &stmt, r->error, LIST_HEDGES, qt_int(attribute));
    while (!status && !(status = qt_db_step(r->c, stmt, &row, r->error)) && row && of->hedge_count < room) {
        qt_hedge *hedge = &of->hedges[of->hedge_count++];
        hedge->by = qt_owner_of(qt_db_text(stmt, 2));
        status = hedge->by < QT_OWNER_COUNT ? span_at(r, stmt, 0, &hedge->span) : damaged(r, "a hedge is nobody's");
    }
    qt_db_reset(stmt);
    return status;
}

static int add_attribute(recalling *r, sqlite3_stmt *stmt)
{
    qt_attribute *of = &r->out->kept.attributes[r->out->kept.attribute_count];
    int type = 0;
    while (type < QT_ATTRIBUTE_TYPES &&
           !qt_str_equal(qt_attribute_type_name((qt_attribute_type)type), qt_db_text(stmt, 2)))
        type++;
    bool said = sqlite3_column_type(stmt, 4) != SQLITE_NULL;
    const qt_annotation *a = &r->out->annotation;
    *of = (qt_attribute){.referent = index_of(r->referents, a->coref.referent_count, qt_db_int(stmt, 5)),
                         .type = (uint8_t)type,
                         .years = (uint32_t)qt_db_int(stmt, 3),
                         .statement = said ? index_of(r->statements, a->statement_count, qt_db_int(stmt, 4)) : QT_NONE};
    if (of->referent == QT_NONE || type == QT_ATTRIBUTE_TYPES || (said && of->statement == QT_NONE))
        return damaged(r, "an attribute points nowhere");
    int status = span_at(r, stmt, 0, &of->span);
    if (!status) status = read_hedges(r, qt_db_int(stmt, 6), (size_t)qt_db_int(stmt, 7), of);
    r->out->kept.attribute_count++;
    return status;
}

/* -------------------------------------------------------------------------------------------------------------- all */

static const char READ_READING[] = "SELECT language, program, model FROM document WHERE id = ?1";

static int add_reading(recalling *r, sqlite3_stmt *stmt)
{
    r->out->annotation.language = qt_db_copy(stmt, 0, r->arena, &r->full);
    r->out->kept.program = qt_db_copy(stmt, 1, r->arena, &r->full);
    r->out->has_model = qt_sha256_read(qt_db_text(stmt, 2), &r->out->model);
    return QUOTH_OK;
}

int qt_recall(qt_case *c, int64_t id, qt_arena *arena, qt_recalled *out, quoth_error *error)
{
    static const struct {
        const char *sql;
        int (*each)(recalling *, sqlite3_stmt *);
    } BEFORE[] = {{READ_READING, add_reading},
                  {COUNT_REFERENTS, make_room},
                  {LIST_REFERENTS, add_referent},
                  {LIST_MENTIONS, add_mention},
                  {LIST_BEST, find_best}},
      AFTER[] = {{LIST_SOURCES, set_source}, {LIST_ABOUT, add_about}, {LIST_ATTRIBUTES, add_attribute}};
    recalling r = {.c = c, .error = error, .arena = arena, .out = out, .id = id};
    int status = qt_db_begin_read(c, error);
    if (status) return status;
    status = read_places(&r);
    for (size_t i = 0; i < sizeof BEFORE / sizeof *BEFORE && !status; i++)
        status = each_row(&r, BEFORE[i].sql, BEFORE[i].each);
    if (!status) status = read_statements(&r);
    for (size_t i = 0; i < sizeof AFTER / sizeof *AFTER && !status; i++)
        status = each_row(&r, AFTER[i].sql, AFTER[i].each);
    out->annotation.kept = &out->kept;
    return qt_db_end(c, status, error);
}
