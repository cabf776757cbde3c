/* JSON Lines (https://jsonlines.org): a document a line. Fields: text, title, url, publisher, published, author, agency,
 * captured; others are ignored. The stored text is the title, an empty line, the text (the title once, if the text begins
 * with it). JSON itself is parsed by jansson. */
#include <jansson.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "ingest/dates.h"
#include "ingest/encoding.h"
#include "ingest/json_line.h"
#include "ingest/reader.h"

typedef struct jsonl_state {
    qt_input *input;
    qt_json_line line;
    bool begun, done;
    uint64_t records;
} jsonl_state;

static bool blank_byte(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static bool jsonl_sniff(qt_str head)
{
    if (qt_str_starts(head, QT_STR("\xef\xbb\xbf"))) head.data += 3, head.size -= 3;
    while (head.size && blank_byte(head.data[0])) head.data++, head.size--;
    return head.size && head.data[0] == '{';
}

static void *jsonl_open(qt_input *input)
{
    jsonl_state *state = calloc(1, sizeof *state);
    if (state) state->input = input;
    return state;
}

static void jsonl_close(void *opaque)
{
    jsonl_state *state = opaque;
    if (!state) return;
    qt_json_line_free(&state->line);
    free(state);
}

/* What is wrong with the input as a whole, seen in its first block. */
static int begin(jsonl_state *state, quoth_error *error)
{
    qt_str head;
    int rc = qt_input_peek_line(state->input, &head, error);
    if (rc) return rc;
    qt_str wide = qt_wide_mark(head);
    if (wide.data)
        return qt_fail(error, QUOTH_REFUSED, "JSON Lines in %.*s: convert it to UTF-8 first", QT_STR_ARG(wide));
    size_t line = 0;
    while (line < head.size && head.data[line] != '\n') line++;
    const char *nul = line ? memchr(head.data, 0, line) : NULL;
    if (nul)
        return qt_fail_at(error, QUOTH_REFUSED, (uint64_t)(nul - head.data), "not JSON Lines: it holds a NUL byte");
    if (qt_str_starts(head, QT_STR("\xef\xbb\xbf"))) qt_input_skip(state->input, 3), head.data += 3, head.size -= 3;
    while (head.size && blank_byte(head.data[0])) head.data++, head.size--;
    if (head.size && head.data[0] == '[')
        return qt_fail(error, QUOTH_REFUSED, "one JSON array: write one object a line (jq -c '.[]')");
    /* A pretty-printed object would be refused line by line, hundreds of times over. */
    size_t after = head.size ? 1 : 0;
    while (after < head.size && (head.data[after] == ' ' || head.data[after] == '\r')) after++;
    if (head.size && head.data[0] == '{' && after < head.size && head.data[after] == '\n')
        return qt_fail(error, QUOTH_REFUSED, "an object over several lines: write one object a line (jq -c .)");
    return QUOTH_OK;
}

static int parse(const qt_json_line *line, json_t **out, quoth_error *error)
{
    json_error_t why;
    json_t *record = json_loadb(line->data, line->size, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &why);
    if (record && !json_is_object(record)) {
        json_decref(record);
        return qt_fail_at(error, QUOTH_REFUSED, 0, "not a JSON object");
    }
    if (record) {
        *out = record;
        return QUOTH_OK;
    }
    uint64_t byte = why.position > 0 ? (uint64_t)why.position : 0;
    switch (json_error_code(&why)) {
    case json_error_out_of_memory: return qt_fail(error, QUOTH_FAILED, "out of memory");
    case json_error_premature_end_of_input:
        return qt_fail_at(error, QUOTH_REFUSED, line->size, "a truncated line: the record does not end");
    case json_error_null_character: return qt_fail_at(error, QUOTH_REFUSED, byte, "it holds a NUL character");
    case json_error_duplicate_key:
        return qt_fail_at(error, QUOTH_REFUSED, byte, "a field is given twice: %s", why.text);
    case json_error_stack_overflow: return qt_fail_at(error, QUOTH_REFUSED, byte, "nested too deeply");
    default: return qt_fail_at(error, QUOTH_REFUSED, byte, "not JSON: %s", why.text);
    }
}

static const char *type_name(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "an array";
    case JSON_INTEGER:
    case JSON_REAL: return "a number";
    case JSON_TRUE:
    case JSON_FALSE: return "true or false";
    default: return "something else";
    }
}

/* The field's string, viewing the record; data NULL where it is missing, null or empty. */
static int field(const json_t *record, const char *name, qt_str *out, quoth_error *error)
{
    const json_t *value = json_object_get(record, name);
    *out = (qt_str){NULL, 0};
    if (!value || json_is_null(value)) return QUOTH_OK;
    if (!json_is_string(value))
        return qt_fail(error, QUOTH_REFUSED, "\"%s\" is %s, not a string", name, type_name(value));
    qt_str s = {json_string_value(value), json_string_length(value)};
    for (size_t i = 0; i < s.size && !out->data; i++)
        if (!blank_byte(s.data[i])) *out = s;
    return QUOTH_OK;
}

/* Whether `text` begins with the whole of `title`: not with "Fire" where it begins with "Firefighters". */
static bool begins_with_title(qt_str text, qt_str title)
{
    uint32_t code;
    if (!qt_str_starts(text, title)) return false;
    if (text.size == title.size) return true;
    return !qt_utf8_decode(text, title.size, &code) || !(qt_is_letter(code) || qt_is_digit(code));
}

static int store_text(qt_str title, qt_str text, qt_arena *arena, qt_document *out, quoth_error *error)
{
    bool once = !title.data || begins_with_title(text, title);
    if (text.size > QUOTH_MAX_TEXT || (!once && title.size + 2 > QUOTH_MAX_TEXT - text.size))
        return qt_fail(error, QUOTH_REFUSED, "a text of more than %zu MiB", QUOTH_MAX_TEXT >> 20);
    quoth_error found = {.status = QUOTH_OK}; /* its byte would be one of the decoded text, not of the line */
    if (qt_text_check(text, &found)) return qt_fail(error, QUOTH_REFUSED, "its text: %s", found.message);
    size_t lead = once ? 0 : title.size + 2;
    char *stored = QT_ARENA_NEW(arena, char, lead + text.size);
    if (!stored) return qt_arena_error(arena, error);
    if (lead) {
        memcpy(stored, title.data, title.size);
        memcpy(stored + title.size, "\n\n", 2);
    }
    memcpy(stored + lead, text.data, text.size);
    out->text = out->original = (qt_str){stored, lead + text.size};
    out->title_size = title.size;
    out->encoding = QT_STR("UTF-8");
    return qt_sha256_of(out->text, &out->sha256, error);
}

static int keep(qt_arena *arena, qt_str *s, quoth_error *error)
{
    if (!s->data) return QUOTH_OK;
    *s = qt_arena_copy(arena, *s);
    return s->data ? QUOTH_OK : qt_arena_error(arena, error);
}

static int keep_date(qt_arena *arena, qt_str *s, quoth_error *error)
{
    char buffer[QT_DATE_SIZE];
    if (s->data && !qt_date_read(*s, buffer, s)) *s = (qt_str){NULL, 0};
    return keep(arena, s, error);
}

static int to_document(const json_t *record, qt_arena *arena, qt_document *out, quoth_error *error)
{
    qt_document d = {0};
    qt_str text;
    const struct {
        const char *name;
        qt_str *at;
    } fields[] = {{"text", &text},
                  {"title", &d.title},
                  {"url", &d.url},
                  {"publisher", &d.publisher},
                  {"published", &d.published},
                  {"author", &d.author},
                  {"agency", &d.agency},
                  {"captured", &d.captured}};
    int rc = QUOTH_OK;
    for (size_t i = 0; !rc && i < sizeof fields / sizeof *fields; i++)
        rc = field(record, fields[i].name, fields[i].at, error);
    if (rc) return rc;
    if (!text.data) return qt_fail(error, QUOTH_REFUSED, "it has no \"text\"");
    if ((rc = store_text(d.title, text, arena, &d, error))) return rc;
    /* Views of the record so far: it goes when the line is done. */
    for (size_t i = 1; i < sizeof fields / sizeof *fields; i++) {
        bool date = fields[i].at == &d.published || fields[i].at == &d.captured;
        if ((rc = (date ? keep_date : keep)(arena, fields[i].at, error))) return rc;
    }
    d.published_basis = d.published.data ? QT_BASIS_METADATA : QT_BASIS_NONE;
    *out = d;
    return QUOTH_OK;
}

/* "BASE:LINE" in the arena. */
static int numbered(qt_arena *arena, qt_str base, uint64_t number, qt_str *out, quoth_error *error)
{
    char digits[24];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    digits[--at] = ':';
    size_t tail = sizeof digits - at;
    char *name = QT_ARENA_NEW(arena, char, base.size + tail);
    if (!name) return qt_arena_error(arena, error);
    if (base.size) memcpy(name, base.data, base.size);
    memcpy(name + base.size, digits + at, tail);
    *out = (qt_str){name, base.size + tail};
    return QUOTH_OK;
}

static bool blank_line(const qt_json_line *line)
{
    for (size_t i = 0; i < line->size; i++)
        if (!blank_byte(line->data[i])) return false;
    return true;
}

/* The next record's document; *found is false at the end. */
static int next_record(jsonl_state *state, qt_arena *arena, bool *found, qt_document *out, quoth_error *error)
{
    int rc;
    json_t *record = NULL;
    do rc = qt_json_line_next(&state->line, state->input, found, error);
    while (!rc && *found && blank_line(&state->line));
    if (!rc && !*found) return QUOTH_OK;
    if (!rc) rc = parse(&state->line, &record, error);
    if (!rc) rc = to_document(record, arena, out, error);
    if (!rc) rc = numbered(arena, state->input->name, state->line.number, &out->name, error);
    json_decref(record);
    return rc;
}

static qt_ingest_result jsonl_next(void *opaque, qt_arena *arena, qt_document *out, quoth_error *error)
{
    jsonl_state *state = opaque;
    bool found = false;
    int rc = QUOTH_OK;
    if (state->done) return QT_INGEST_END;
    if (!state->begun) {
        state->begun = true;
        rc = begin(state, error);
        state->done = rc != QUOTH_OK;
    }
    if (!rc) {
        uint64_t before = state->line.number;
        rc = next_record(state, arena, &found, out, error);
        if (rc == QUOTH_REFUSED) {
            qt_str name;
            if (state->line.number != before && !numbered(arena, state->input->path, state->line.number, &name, NULL))
                qt_fail_in(error, name);
            state->records++;
        }
    }
    if (rc) return rc == QUOTH_REFUSED ? QT_INGEST_REFUSED : QT_INGEST_FAILED;
    if (!found) {
        state->done = true;
        if (state->records) return QT_INGEST_END;
        qt_fail(error, QUOTH_REFUSED, "empty: it holds no record");
        return QT_INGEST_REFUSED;
    }
    state->records++;
    return QT_INGEST_DOCUMENT;
}

const qt_reader qt_reader_jsonl = {
    .name = "JSON Lines",
    .extensions = "jsonl ndjson json ",
    .sniff = jsonl_sniff,
    .open = jsonl_open,
    .next = jsonl_next,
    .close = jsonl_close,
};
