/* CoNLL-U (https://universaldependencies.org/format.html): words and sentences that somebody else found. A document
 * begins at "# newdoc", a paragraph at "# newpar"; of each word only FORM and SpaceAfter=No are read. The stored text is
 * the forms with single spaces between them, none behind SpaceAfter=No, and an empty line between paragraphs. */
#include <stdlib.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "ingest/encoding.h"
#include "ingest/reader.h"

enum {
    COLUMNS = 10,
    FORM = 1,
    MISC = 9,
    PARTS_MAX = 64, /* words of one token */
};

typedef struct conllu_state {
    qt_input *input;
    bool begun, done;
} conllu_state;

/* A token of several words, "1-2", while its words are read. */
typedef struct range {
    qt_span span;              /* of its form */
    uint32_t words, read;      /* how many words it has, and how many are read */
    uint32_t sizes[PARTS_MAX]; /* bytes of their forms */
    uint32_t characters[PARTS_MAX];
    uint32_t matched; /* bytes of its form that the words' forms have made up so far */
    bool matches;
} range;

/* A document while it is read. */
typedef struct builder {
    qt_arena *arena;
    quoth_error *error;
    uint64_t byte; /* where the line at hand begins in the input */
    QT_VEC(char) text;
    QT_VEC(qt_given_token) tokens;
    qt_str name;         /* of "# newdoc id = …"; in the arena */
    uint32_t word;       /* words of the sentence so far */
    uint32_t range_left; /* words of the range that are still to come */
    range range;
    bool space; /* white space stands behind the token before */
    bool begins_sentence, begins_paragraph;
} builder;

static int refuse(const builder *b, const char *why) { return qt_fail_at(b->error, QUOTH_REFUSED, b->byte, "%s", why); }

/* ------------------------------------------------------------------------------------------------- text */

static int add_text(builder *b, qt_str s)
{
    if (s.size > QUOTH_MAX_TEXT - b->text.count) return refuse(b, "the document's text is too large");
    for (size_t i = 0; i < s.size; i++)
        if (!qt_vec_push(b->arena, &b->text, s.data[i])) return qt_arena_error(b->arena, b->error);
    return QUOTH_OK;
}

/* Adds a form behind whatever stands between it and the token before; *span is where it stands. */
static int add_form(builder *b, qt_str form, qt_span *span)
{
    int rc = QUOTH_OK;
    if (b->text.count && b->begins_paragraph) rc = add_text(b, QT_STR("\n\n"));
    else if (b->text.count && b->space) rc = add_text(b, QT_STR(" "));
    span->begin = (uint32_t)b->text.count;
    if (!rc) rc = add_text(b, form);
    span->end = (uint32_t)b->text.count;
    return rc;
}

static int add_token(builder *b, qt_span span)
{
    qt_given_token token = {span, b->begins_sentence, b->begins_paragraph};
    b->begins_sentence = b->begins_paragraph = false;
    return qt_vec_push(b->arena, &b->tokens, token) ? QUOTH_OK : qt_arena_error(b->arena, b->error);
}

/* ------------------------------------------------------------------------------------------------- tokens of several words */

static uint32_t characters_in(qt_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.size; i++) n += ((unsigned char)s.data[i] & 0xc0) != 0x80;
    return n;
}

/* The words of a token divide its form. Where their forms make it up, each has its own; else ("du" of "de" and "le") each
 * takes as many characters as its form has, as far as that leaves one for each behind it, and the last the rest. */
static int place_words(builder *b)
{
    const range *r = &b->range;
    qt_str form = {b->text.items + r->span.begin, r->span.end - r->span.begin};
    bool matches = r->matches && r->matched == form.size;
    uint32_t at = 0, left = characters_in(form);
    if (left < r->words) return refuse(b, "a token of more words than characters");
    for (uint32_t i = 0; i < r->words; i++) {
        uint32_t behind = r->words - 1 - i, begin = at;
        uint32_t count = behind == 0 || r->characters[i] > left - behind ? left - behind : r->characters[i];
        if (matches) at += r->sizes[i];
        else
            for (uint32_t c = 0; c < count; c++) do
                    at++;
                while (at < form.size && ((unsigned char)form.data[at] & 0xc0) == 0x80);
        left -= matches ? 0 : count;
        int rc = add_token(b, (qt_span){r->span.begin + begin, r->span.begin + at});
        if (rc) return rc;
    }
    return QUOTH_OK;
}

static int begin_range(builder *b, uint64_t first, uint64_t last, qt_str form)
{
    if (b->range_left || first != b->word + 1u || last < first || last - first >= PARTS_MAX)
        return refuse(b, "a range of words out of order, or of too many");
    b->range = (range){.words = (uint32_t)(last - first) + 1, .matches = true};
    b->range_left = b->range.words;
    return add_form(b, form, &b->range.span);
}

static int add_part(builder *b, qt_str form)
{
    range *r = &b->range;
    qt_str whole = {b->text.items + r->span.begin, r->span.end - r->span.begin};
    bool fits = form.size <= whole.size - r->matched && memcmp(whole.data + r->matched, form.data, form.size) == 0;
    r->matches = r->matches && fits;
    if (r->matches) r->matched += (uint32_t)form.size;
    r->sizes[r->read] = (uint32_t)form.size;
    r->characters[r->read++] = characters_in(form);
    return --b->range_left ? QUOTH_OK : place_words(b);
}

/* ------------------------------------------------------------------------------------------------- lines */

/* Reads decimal digits at *at; false where there are none, or too many. */
static bool number(qt_str s, size_t *at, uint64_t *out)
{
    size_t first = *at;
    *out = 0;
    for (; *at < s.size && s.data[*at] >= '0' && s.data[*at] <= '9' && *at - first < 9; ++*at)
        *out = *out * 10 + (uint64_t)(s.data[*at] - '0');
    return *at > first;
}

static bool has_no_space(qt_str misc)
{
    for (size_t at = 0; at < misc.size;) {
        const char *bar = memchr(misc.data + at, '|', misc.size - at);
        size_t size = bar ? (size_t)(bar - misc.data) - at : misc.size - at;
        if (qt_str_equal((qt_str){misc.data + at, size}, QT_STR("SpaceAfter=No"))) return true;
        at += size + 1;
    }
    return false;
}

static int read_word(builder *b, qt_str line)
{
    qt_str cells[COLUMNS] = {{NULL, 0}};
    size_t count = 0, at = 0;
    uint64_t first = 0, second = 0;
    for (;; at++) {
        const char *tab = memchr(line.data + at, '\t', line.size - at);
        size_t end = tab ? (size_t)(tab - line.data) : line.size;
        if (count < COLUMNS) cells[count] = (qt_str){line.data + at, end - at};
        count++;
        at = end;
        if (!tab) break;
    }
    if (count != COLUMNS) return refuse(b, "a word takes ten columns, set apart by tabs");
    qt_str id = cells[0], form = cells[FORM];
    if (form.size == 0) return refuse(b, "a word without a form");
    at = 0;
    if (!number(id, &at, &first)) return refuse(b, "a line that begins with no number of a word");
    char mark = at < id.size ? id.data[at++] : '\0';
    bool paired = mark && number(id, &at, &second) && at == id.size;
    if (mark == '.' && paired) return QUOTH_OK; /* an empty node: no word of the text */
    if (mark && !(mark == '-' && paired)) return refuse(b, "a line that begins with no number of a word");
    int rc;
    qt_span span;
    if (mark == '-') {
        rc = begin_range(b, first, second, form);
        b->space = !has_no_space(cells[MISC]);
        return rc;
    }
    if (first != b->word + 1u) return refuse(b, "a word out of order");
    b->word++;
    if (b->range_left) return add_part(b, form);
    rc = add_form(b, form, &span);
    b->space = !has_no_space(cells[MISC]);
    return rc ? rc : add_token(b, span);
}

static int end_sentence(builder *b)
{
    if (b->range_left) return refuse(b, "a sentence ends before the words of its last token");
    b->word = 0;
    b->begins_sentence = true;
    return QUOTH_OK;
}

/* Whether a comment is "# KEY" or "# KEY id = VALUE". */
static bool is_comment(qt_str line, qt_str key, qt_str *value)
{
    size_t at = 1;
    while (at < line.size && line.data[at] == ' ') at++;
    qt_str rest = {line.data + at, line.size - at}, id = QT_STR(" id = ");
    if (!qt_str_starts(rest, key)) return false;
    rest = (qt_str){rest.data + key.size, rest.size - key.size};
    *value = (qt_str){NULL, 0};
    if (qt_str_starts(rest, id)) *value = (qt_str){rest.data + id.size, rest.size - id.size};
    return rest.size == 0 || rest.data[0] == ' ';
}

/* One line; *over is set where it begins the next document, and is then left to it. */
static int read_line(builder *b, qt_str line, bool *over)
{
    qt_str value;
    if (qt_utf8_valid_prefix(line) < line.size) return refuse(b, "a line that is not valid UTF-8");
    if (line.size == 0) return end_sentence(b);
    if (line.data[0] != '#') return read_word(b, line);
    if (is_comment(line, QT_STR("newdoc"), &value)) {
        *over = b->tokens.count > 0;
        b->begins_paragraph = true;
        if (*over || value.size == 0) return QUOTH_OK;
        b->name = qt_arena_copy(b->arena, value);
        return b->name.data ? QUOTH_OK : qt_arena_error(b->arena, b->error);
    }
    if (is_comment(line, QT_STR("newpar"), &value)) b->begins_paragraph = true;
    return QUOTH_OK;
}

/* The line at hand, without its end, and its size with it; 0 at the input's end. It stays to be skipped. */
static int peek_line(builder *b, qt_input *input, qt_str *line, size_t *size)
{
    const char *end = NULL;
    size_t wanted = 1;
    do {
        int rc = qt_input_peek(input, wanted, line, b->error);
        if (rc) return rc;
        end = line->size ? memchr(line->data, '\n', line->size) : NULL;
        if (!end && line->size == QT_INPUT_BLOCK) return refuse(b, "a line of more than 64 KiB");
        if (!end && line->size < wanted) break;
        wanted = line->size + 1;
    } while (!end);
    *size = end ? (size_t)(end - line->data) + 1 : line->size;
    if (end) line->size = (size_t)(end - line->data);
    if (line->size && line->data[line->size - 1] == '\r') line->size--;
    return QUOTH_OK;
}

static int read_document(conllu_state *state, builder *b)
{
    for (bool over = false;;) {
        qt_str line;
        size_t size = 0;
        b->byte = state->input->consumed;
        int rc = peek_line(b, state->input, &line, &size);
        if (!rc && size == 0) {
            state->done = true;
            return end_sentence(b);
        }
        if (!rc) rc = read_line(b, line, &over);
        if (rc || over) return rc;
        qt_input_skip(state->input, size);
    }
}

/* ------------------------------------------------------------------------------------------------- the reader */

static void *conllu_open(qt_input *input)
{
    conllu_state *state = calloc(1, sizeof *state);
    if (state) state->input = input;
    return state;
}

static int next_document(conllu_state *state, qt_arena *arena, qt_document *out, quoth_error *error)
{
    builder b = {.arena = arena, .error = error, .begins_sentence = true, .begins_paragraph = true};
    if (!state->begun) {
        qt_str head;
        int rc = qt_input_peek(state->input, 3, &head, error);
        if (rc) return rc;
        if (qt_str_starts(head, QT_STR("\xef\xbb\xbf"))) qt_input_skip(state->input, 3);
    }
    int rc = read_document(state, &b);
    if (!rc && b.tokens.count == 0 && !state->begun) rc = refuse(&b, "empty: it holds no word");
    state->begun = true;
    if (rc || b.tokens.count == 0) return rc;
    qt_document d = {.text = {b.text.items, b.text.count}, .name = b.name, .encoding = QT_STR("UTF-8")};
    quoth_error found = {.status = QUOTH_OK}; /* its byte would be one of the stored text, not of the input */
    if (qt_text_check(d.text, &found)) rc = qt_fail(error, QUOTH_REFUSED, "its text: %s", found.message);
    if (!rc) rc = qt_sha256_of(d.text, &d.sha256, error);
    if (rc) return rc;
    d.original = d.text;
    d.given = b.tokens.items;
    d.given_count = b.tokens.count;
    *out = d;
    return QUOTH_OK;
}

static qt_ingest_result conllu_next(void *opaque, qt_arena *arena, qt_document *out, quoth_error *error)
{
    conllu_state *state = opaque;
    qt_document document = {.given = NULL};
    if (state->done) return QT_INGEST_END;
    int rc = next_document(state, arena, &document, error);
    if (rc) {
        state->done = true; /* what stands behind a fault has lost its place */
        return rc == QUOTH_REFUSED ? QT_INGEST_REFUSED : QT_INGEST_FAILED;
    }
    if (!document.given) return QT_INGEST_END; /* comments behind the last document */
    *out = document;
    return QT_INGEST_DOCUMENT;
}

const qt_reader qt_reader_conllu = {
    .name = "CoNLL-U",
    .extensions = "",
    .sniff = NULL,
    .open = conllu_open,
    .next = conllu_next,
    .close = free,
};
