#include "ingest/json_line.h"

#include <stdlib.h>

#define KEEP ((size_t)1024 * 1024) /* a buffer larger than this is not kept for the next line */

/* Follows the strings of a line, byte by byte (RFC 8259, section 7), without judging its grammar. */
typedef struct scan {
    bool inside, escape;
    size_t string; /* bytes that the string decodes to, at least */
    size_t values; /* commas, colons and opening brackets so far */
    unsigned skip; /* hex digits of \uXXXX still to come */
} scan;

static void scan_string_byte(scan *s, char c)
{
    if (s->skip) s->skip--;
    else if (s->escape) {
        s->escape = false;
        s->string++;
        if (c == 'u') s->skip = 4;
    } else if (c == '\\') s->escape = true;
    else if (c == '"') s->inside = false;
    else s->string++;
}

/* Whether the line is within its limits after these bytes. */
static int scan_piece(scan *s, qt_str piece, uint64_t at, quoth_error *error)
{
    for (size_t i = 0; i < piece.size; i++) {
        char c = piece.data[i];
        if (s->inside) {
            scan_string_byte(s, c);
            if (s->string > QUOTH_MAX_TEXT)
                return qt_fail_at(error, QUOTH_REFUSED, at + i, "a text of more than %zu MiB", QUOTH_MAX_TEXT >> 20);
        } else if (c == '"') *s = (scan){.inside = true, .values = s->values};
        else if (c == ',' || c == ':' || c == '[' || c == '{') s->values++;
    }
    if (s->values > QT_JSON_VALUES_MAX)
        return qt_fail_at(error, QUOTH_REFUSED, at, "a record of more than %zu values", QT_JSON_VALUES_MAX);
    return QUOTH_OK;
}

static int append(qt_json_line *line, qt_str piece, quoth_error *error)
{
    if (piece.size > QT_JSON_LINE_MAX - line->size)
        return qt_fail_at(error, QUOTH_REFUSED, QT_JSON_LINE_MAX, "a line of more than %zu MiB",
                          QT_JSON_LINE_MAX >> 20);
    if (piece.size > line->capacity - line->size) {
        size_t wanted = line->capacity ? line->capacity * 2 : QT_INPUT_BLOCK;
        if (wanted < line->size + piece.size) wanted = line->size + piece.size;
        if (wanted > QT_JSON_LINE_MAX) wanted = QT_JSON_LINE_MAX;
        char *grown = realloc(line->data, wanted);
        if (!grown) return qt_fail(error, QUOTH_FAILED, "out of memory");
        line->data = grown;
        line->capacity = wanted;
    }
    if (piece.size) memcpy(line->data + line->size, piece.data, piece.size);
    line->size += piece.size;
    return QUOTH_OK;
}

static void shrink(qt_json_line *line)
{
    line->size = 0;
    if (line->capacity > KEEP) qt_json_line_free(line);
}

int qt_json_line_next(qt_json_line *line, qt_input *input, bool *found, quoth_error *error)
{
    scan s = {0};
    int refused = QUOTH_OK;
    bool any = false, ended = false;
    shrink(line);
    while (!ended) {
        qt_str piece;
        int rc = qt_input_peek(input, 1, &piece, error);
        if (rc) return rc;
        if (piece.size == 0) break;
        const char *newline = memchr(piece.data, '\n', piece.size);
        ended = newline != NULL;
        if (newline) piece.size = (size_t)(newline - piece.data);
        if (!any) line->number++;
        any = true;
        if (!refused) refused = scan_piece(&s, piece, line->size, error);
        if (!refused) refused = append(line, piece, error);
        if (refused == QUOTH_FAILED) return refused;
        if (refused) shrink(line);
        qt_input_skip(input, piece.size + ended);
    }
    *found = any;
    return refused;
}

void qt_json_line_free(qt_json_line *line)
{
    free(line->data);
    line->data = NULL;
    line->size = line->capacity = 0;
}
