#include "export/csv.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/vec.h"
#include "export/row.h"

/* One cell under construction. */
typedef struct cell {
    qt_arena *arena;
    QT_VEC(char) bytes;
    bool failed;
} cell;

/* What a column is filled from: the row itself, its statement, that statement's document, its sentence. */
typedef struct source {
    const json_t *row, *statement, *document;
    qt_str sentence;
} source;

typedef struct column {
    const char *name;
    void (*fill)(cell *c, const source *from, const char *key);
    const char *key; /* handed to `fill` */
} column;

/* ---------------------------------------------------------------------------------------------------- small pieces */

static void add(cell *c, qt_str text)
{
    for (size_t i = 0; i < text.size && !c->failed; i++)
        if (!qt_vec_push(c->arena, &c->bytes, text.data[i])) c->failed = true;
}

static void add_value(cell *c, const json_t *value)
{
    char number[40];
    if (json_is_integer(value)) {
        (void)snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        add(c, qt_str_of(number));
    } else if (json_is_real(value)) {
        (void)snprintf(number, sizeof number, "%.4g", json_real_value(value));
        add(c, qt_str_of(number));
    } else if (json_is_boolean(value)) {
        add(c, json_is_true(value) ? QT_STR("yes") : QT_STR("no"));
    } else {
        add(c, qt_row_string(value));
    }
}

static void separate(cell *c)
{
    if (c->bytes.count) add(c, QT_STR(" | "));
}

/* ----------------------------------------------------------------------------------------------------------- fillers */

static void of_row(cell *c, const source *from, const char *key) { add_value(c, json_object_get(from->row, key)); }

static void of_statement(cell *c, const source *from, const char *key)
{
    add_value(c, json_object_get(from->statement, key));
}

static void of_document(cell *c, const source *from, const char *key)
{
    add_value(c, json_object_get(from->document, key));
}

static void of_time(cell *c, const source *from, const char *key)
{
    add_value(c, json_object_get(json_object_get(from->statement, "time"), key));
}

static void of_head(cell *c, const source *from, const char *key)
{
    add_value(c, json_object_get(json_object_get(from->statement, "head"), key));
}

static void of_channel(cell *c, const source *from, const char *key)
{
    add_value(c, json_object_get(json_object_get(from->statement, "channel"), key));
}

static void of_cue(cell *c, const source *from, const char *key)
{
    add_value(c, json_object_get(json_object_get(from->statement, "cue"), key));
}

/* `key` of each source; a source without it leaves an empty place, so that the columns run in step. */
static void of_sources(cell *c, const source *from, const char *key)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(from->statement, "sources"), i, item) {
        if (i) add(c, QT_STR(" | "));
        add_value(c, json_object_get(item, key));
    }
}

/* What the machine read of each source that a person named. */
static void of_machine(cell *c, const source *from, const char *key)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(from->statement, "sources"), i, item) {
        const json_t *machine = json_object_get(item, "machine");
        if (!json_is_object(machine)) continue;
        separate(c);
        add_value(c, json_object_get(machine, key));
    }
}

/* "set-source Lena Holt by Ada Quill, 2031-05-02T10:00:00.123Z (in force)". */
static void of_decisions(cell *c, const source *from, const char *key)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(from->statement, key), i, item) {
        separate(c);
        add(c, qt_row_text(item, "action"));
        if (qt_row_text(item, "value").data) add(c, QT_STR(" "));
        add(c, qt_row_text(item, "value"));
        add(c, QT_STR(" by "));
        add(c, qt_row_text(item, "author"));
        add(c, QT_STR(", "));
        add(c, qt_row_text(item, "time"));
        add(c, QT_STR(" ("));
        add(c, qt_row_text(item, "status"));
        add(c, QT_STR(")"));
    }
}

static void of_candidates(cell *c, const source *from, const char *key)
{
    size_t i, k;
    json_t *item, *candidate;
    json_array_foreach(json_object_get(from->statement, "sources"), i, item)
        json_array_foreach(json_object_get(item, key), k, candidate) {
            separate(c);
            add_value(c, json_is_object(candidate) ? json_object_get(candidate, "text") : candidate);
        }
}

/* The strings of an array, or a member of its objects: "via", "places.name". */
static void of_array(cell *c, const source *from, const char *path)
{
    const char *dot = strchr(path, '.');
    char key[32] = "";
    size_t i, length = dot ? (size_t)(dot - path) : strlen(path);
    json_t *item;
    if (length >= sizeof key) return;
    memcpy(key, path, length);
    json_array_foreach(json_object_get(from->statement, key), i, item) {
        separate(c);
        add_value(c, dot ? json_object_get(item, dot + 1) : item);
    }
}

static void add_hedge(cell *c, const json_t *hedge)
{
    add(c, qt_row_text(hedge, "text"));
    if (qt_row_is(hedge, "by", "narrator")) add(c, QT_STR(" (narrator)"));
    else if (qt_row_is(hedge, "by", "speaker")) add(c, QT_STR(" (speaker)"));
    else add(c, QT_STR(" (unclear whose)"));
}

static void of_hedges(cell *c, const source *from, const char *key)
{
    size_t i;
    json_t *hedge;
    json_array_foreach(json_object_get(from->statement, key), i, hedge) {
        separate(c);
        add_hedge(c, hedge);
    }
}

static void is_hedged(cell *c, const source *from, const char *key)
{
    bool hedged =
        json_array_size(json_object_get(from->statement, key)) || qt_row_true(from->statement, "unplaced_hedge");
    if (from->statement) add(c, hedged ? QT_STR("yes") : QT_STR("no"));
}

/* Hedges that stand outside the words printed, so that no copy of a cell loses them. */
static void add_other_hedges(cell *c, const json_t *statement, const json_t *pieces)
{
    size_t i, k;
    json_t *hedge, *piece;
    json_array_foreach(json_object_get(statement, "hedges"), i, hedge) {
        bool inside = false;
        json_array_foreach(pieces, k, piece)
            inside = inside || qt_span_contains(qt_row_span(piece), qt_row_span(hedge));
        if (inside) continue;
        add(c, QT_STR(" [hedge: "));
        add_hedge(c, hedge);
        add(c, QT_STR("]"));
    }
    if (qt_row_true(statement, "unplaced_hedge")) add(c, QT_STR(" [a hedge in the sentence is not placed]"));
}

/* The words of "content" or "quoted". */
static void of_words(cell *c, const source *from, const char *key)
{
    const json_t *pieces = json_object_get(from->statement, key);
    size_t i;
    json_t *piece;
    json_array_foreach(pieces, i, piece) {
        separate(c);
        add(c, qt_row_text(piece, "text"));
    }
    if (json_array_size(pieces)) add_other_hedges(c, from->statement, pieces);
}

/* What documents say of an entity, each with its hedges, its document and the statement that gives it. */
static void of_attributes(cell *c, const source *from, const char *key)
{
    size_t i, k;
    json_t *item, *hedge;
    json_array_foreach(json_object_get(from->row, key), i, item) {
        separate(c);
        add(c, qt_row_text(item, "text"));
        json_array_foreach(json_object_get(item, "hedges"), k, hedge) {
            add(c, QT_STR(" [hedge: "));
            add_hedge(c, hedge);
            add(c, QT_STR("]"));
        }
        add(c, QT_STR(" ("));
        add(c, qt_row_text(item, "document_name"));
        if (qt_row_text(item, "statement").data) {
            add(c, QT_STR(", said in "));
            add(c, qt_row_text(item, "statement"));
        }
        add(c, QT_STR(")"));
    }
}

static void of_side(cell *c, const source *from, const char *key)
{
    add(c, qt_row_text(json_object_get(from->row, key), "text"));
}

static void of_side_key(cell *c, const source *from, const char *key)
{
    add(c, qt_row_text(json_object_get(from->row, key), "key"));
}

static void of_sentence(cell *c, const source *from, const char *key)
{
    (void)key;
    add(c, from->sentence);
}

static void of_sentence_offset(cell *c, const source *from, const char *index)
{
    add_value(c, json_array_get(json_object_get(from->statement, "sentence"), index[0] == '0' ? 0 : 1));
}

/* ------------------------------------------------------------------------------------------------------------ tables */

#define STATEMENT_COLUMNS                                                                                              \
    {"key", of_statement, "key"}, {"document", of_document, "name"}, {"title", of_document, "title"},                  \
        {"publisher", of_document, "publisher"}, {"url", of_document, "url"}, {"published", of_document, "published"}, \
        {"said", of_time, "text"}, {"said_value", of_time, "value"}, {"said_basis", of_time, "basis"},                 \
        {"source", of_sources, "text"}, {"source_name", of_sources, "name"},                                           \
        {"source_resolved", of_sources, "resolved"}, {"source_candidates", of_candidates, "candidates"},               \
        {"cue", of_cue, "text"}, {"cue_lemma", of_cue, "lemma"}, {"head", of_head, "text"},                            \
        {"content", of_words, "content"}, {"quoted", of_words, "quoted"}, {"hedged", is_hedged, "hedges"},             \
        {"hedges", of_hedges, "hedges"}, {"unplaced_hedge", of_statement, "unplaced_hedge"},                           \
        {"kind", of_statement, "kind"}, {"voice", of_statement, "voice"}, {"polarity", of_statement, "polarity"},      \
        {"certainty", of_statement, "certainty"}, {"denies_for", of_statement, "denies_for"},                          \
        {"channel", of_channel, "type"}, {"channel_text", of_channel, "text"},                                         \
        {"confidence", of_statement, "confidence"}, {"about", of_array, "about.name"}, {"via", of_array, "via"},       \
        {"part", of_statement, "part"}, {"references", of_array, "references.label"},                                  \
        {"references_unresolved", of_array, "references_unresolved.label"}, {"sentence", of_sentence, NULL},           \
        {"sentence_begin", of_sentence_offset, "0"}, {"sentence_end", of_sentence_offset, "1"},                        \
        {"origin", of_statement, "origin"}, {"status", of_statement, "status"}, {"id", of_statement, "id"},            \
        {"within", of_statement, "within"}, {"source_machine", of_machine, "name"},                                    \
        {"decisions", of_decisions, "decisions"},                                                                      \
    {                                                                                                                  \
        NULL, NULL, NULL                                                                                               \
    }

static const column statements[] = {STATEMENT_COLUMNS};
static const column matches[] = {{"match", of_row, "type"}, {"snippet", of_row, "snippet"}, STATEMENT_COLUMNS};
static const column documents[] = {
    {"id", of_row, "id"},
    {"sha256", of_row, "sha256"},
    {"name", of_row, "name"},
    {"title", of_row, "title"},
    {"publisher", of_row, "publisher"},
    {"url", of_row, "url"},
    {"published", of_row, "published"},
    {"published_basis", of_row, "published_basis"},
    {"captured", of_row, "captured"},
    {"language", of_row, "language"},
    {"places", of_array, "places.path"},
    {"origin", of_row, "origin"},
    {"statements", of_row, "statements"},
    {"status", of_row, "status"},
    {NULL, NULL, NULL},
};
static const column entities[] = {
    {"id", of_row, "id"},
    {"key", of_row, "key"},
    {"name", of_row, "name"},
    {"type", of_row, "type"},
    {"named", of_row, "named"},
    {"aliases", of_array, "aliases"},
    {"roles", of_attributes, "roles"},
    {"ages", of_attributes, "ages"},
    {"attributed", of_attributes, "attributed"},
    {"mentions", of_row, "mentions"},
    {"documents", of_row, "documents"},
    {"statements_by", of_row, "statements_by"},
    {"statements_about", of_row, "statements_about"},
    {"proposed", of_array, "proposed.name"},
    {"status", of_row, "status"},
    {"decisions", of_decisions, "decisions"},
    {NULL, NULL, NULL},
};
static const column reasons[] = {
    {"entity", of_row, "entity"}, {"key", of_row, "key"},
    {"name", of_row, "name"},     {"verdict", of_row, "verdict"},
    {"left", of_side, "left"},    {"left_key", of_side_key, "left"},
    {"right", of_side, "right"},  {"right_key", of_side_key, "right"},
    {"score", of_row, "score"},   {"why", of_row, "why"},
    {NULL, NULL, NULL},
};
static const column findings[] = {
    {"what", of_row, "what"},
    {"document", of_row, "document"},
    {"detail", of_row, "detail"},
    {NULL, NULL, NULL},
};
static const column log_rows[] = {
    {"uid", of_row, "uid"},
    {"time", of_row, "time"},
    {"author", of_row, "author"},
    {"action", of_row, "action"},
    {"key", of_row, "key"},
    {"other", of_row, "other"},
    {"value", of_row, "value"},
    {"reason", of_row, "reason"},
    {"undoes", of_row, "undoes"},
    {"status", of_row, "status"},
    {"by", of_row, "by"},
    {"against", of_array, "against"},
    {"acts_on", of_array, "objects.text"},
    {NULL, NULL, NULL},
};
static const column *const tables[] = {
    [QT_CSV_STATEMENTS] = statements, [QT_CSV_DOCUMENTS] = documents, [QT_CSV_MATCHES] = matches,
    [QT_CSV_ENTITIES] = entities,     [QT_CSV_REASONS] = reasons,     [QT_CSV_FINDINGS] = findings,
    [QT_CSV_LOG] = log_rows,
};

static source source_of(qt_csv_table table, const json_t *row, qt_str sentence)
{
    source from = {.row = row, .statement = row, .sentence = sentence};
    if (table == QT_CSV_MATCHES) from.statement = json_object_get(row, "statement");
    from.document = json_object_get(from.statement, "document");
    if (table == QT_CSV_MATCHES && !from.document) from.document = json_object_get(row, "document");
    return from;
}

/* ----------------------------------------------------------------------------------------------------------- writing */

/* Whether a spreadsheet would calculate it (OWASP, "CSV Injection", full-width forms included). */
static bool is_formula(qt_str text)
{
    static const qt_str starts[] = {
        {"=", 1},
        {"+", 1},
        {"-", 1},
        {"@", 1},
        {"\t", 1},
        {"\r", 1},
        {"\n", 1},
        {"\xef\xbc\x9d", 3},
        {"\xef\xbc\x8b", 3},
        {"\xef\xbc\x8d", 3},
        {"\xef\xbc\xa0", 3},
    };
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (qt_str_starts(text, starts[i])) return true;
    return false;
}

static int write_cell(qt_str text, qt_csv_write write, void *context)
{
    if (text.size == 0) return 0;
    bool formula = is_formula(text), quote = formula;
    for (size_t i = 0; i < text.size && !quote; i++) quote = memchr(",\"\r\n", text.data[i], 4) != NULL;
    if (!quote) return write(context, text);
    int stop = write(context, formula ? QT_STR("\"'") : QT_STR("\""));
    for (size_t at = 0; at < text.size && !stop;) {
        const char *mark = memchr(text.data + at, '"', text.size - at);
        size_t end = mark ? (size_t)(mark - text.data) + 1 : text.size;
        stop = write(context, (qt_str){text.data + at, end - at});
        if (mark && !stop) stop = write(context, QT_STR("\""));
        at = end;
    }
    return stop ? stop : write(context, QT_STR("\""));
}

int qt_csv_header(qt_csv_table table, qt_csv_write write, void *context)
{
    int stop = 0;
    for (const column *c = tables[table]; c->name && !stop; c++) {
        if (c != tables[table]) stop = write(context, QT_STR(","));
        if (!stop) stop = write(context, qt_str_of(c->name));
    }
    return stop ? stop : write(context, QT_STR("\r\n"));
}

int qt_csv_row(qt_csv_table table, const json_t *row, qt_str sentence, qt_arena *scratch, qt_csv_write write,
               void *context, quoth_error *error)
{
    source from = source_of(table, row, sentence);
    int stop = 0;
    for (const column *c = tables[table]; c->name && !stop; c++) {
        cell out = {.arena = scratch};
        qt_arena_reset(scratch);
        c->fill(&out, &from, c->key);
        if (out.failed) return qt_arena_error(scratch, error);
        if (c != tables[table]) stop = write(context, QT_STR(","));
        if (!stop) stop = write_cell((qt_str){out.bytes.items, out.bytes.count}, write, context);
    }
    return stop ? stop : write(context, QT_STR("\r\n"));
}
