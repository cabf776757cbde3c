#include "ingest/csv.h"

static bool at_line_end(const qt_csv *csv)
{
    if (csv->at >= csv->bytes.size) return true;
    char c = csv->bytes.data[csv->at];
    return c == '\n' || (c == '\r' && csv->at + 1 < csv->bytes.size && csv->bytes.data[csv->at + 1] == '\n');
}

static void skip_line_end(qt_csv *csv)
{
    if (csv->at >= csv->bytes.size) return;
    csv->at += csv->bytes.data[csv->at] == '\r' ? 2 : 1;
    csv->lines++;
}

static int too_long(const qt_csv *csv, quoth_error *error)
{
    return qt_fail_at(error, QUOTH_REFUSED, csv->at, "line %llu: a field of more than %zu KiB",
                      (unsigned long long)csv->line, QT_CSV_FIELD_MAX >> 10);
}

/* A field in quotes; `at` is behind the opening one, and is left behind the closing one. */
static int quoted(qt_csv *csv, qt_arena *arena, qt_str *out, quoth_error *error)
{
    size_t open = csv->at, size = 0, end = open;
    qt_str s = csv->bytes;
    for (;;) {
        const char *quote = memchr(s.data + end, '"', s.size - end);
        if (!quote)
            return qt_fail_at(error, QUOTH_REFUSED, open - 1, "line %llu: a quote that never closes",
                              (unsigned long long)csv->line);
        end = (size_t)(quote - s.data);
        if (end - open > QT_CSV_FIELD_MAX) return too_long(csv, error);
        if (end + 1 >= s.size || s.data[end + 1] != '"') break;
        end += 2; /* a doubled one is a character of the field */
    }
    char *data = QT_ARENA_NEW(arena, char, end - open);
    if (!data) return qt_arena_error(arena, error);
    for (size_t i = open; i < end; i++) {
        data[size++] = s.data[i];
        if (s.data[i] == '"') i++; /* the second of a doubled one */
        if (s.data[i] == '\n') csv->lines++;
    }
    csv->at = end + 1;
    *out = (qt_str){data, size};
    if (!at_line_end(csv) && s.data[csv->at] != ',')
        return qt_fail_at(error, QUOTH_REFUSED, csv->at, "line %llu: text behind a closing quote",
                          (unsigned long long)csv->line);
    return QUOTH_OK;
}

static int plain(qt_csv *csv, qt_str *out, quoth_error *error)
{
    size_t begin = csv->at;
    while (!at_line_end(csv) && csv->bytes.data[csv->at] != ',') {
        if (csv->bytes.data[csv->at] == '"')
            return qt_fail_at(error, QUOTH_REFUSED, csv->at,
                              "line %llu: a quote inside a field that has none around it",
                              (unsigned long long)csv->line);
        csv->at++;
    }
    if (csv->at - begin > QT_CSV_FIELD_MAX) return too_long(csv, error);
    *out = (qt_str){csv->bytes.data + begin, csv->at - begin};
    return QUOTH_OK;
}

int qt_csv_next(qt_csv *csv, qt_arena *arena, qt_str fields[QT_CSV_FIELDS], size_t *count, quoth_error *error)
{
    size_t n = 0;
    while (csv->at < csv->bytes.size && at_line_end(csv)) skip_line_end(csv);
    csv->line = csv->lines + 1;
    bool more = csv->at < csv->bytes.size;
    while (more) {
        if (n == QT_CSV_FIELDS)
            return qt_fail_at(error, QUOTH_REFUSED, csv->at, "line %llu: more than %zu fields",
                              (unsigned long long)csv->line, QT_CSV_FIELDS);
        bool quote = csv->at < csv->bytes.size && csv->bytes.data[csv->at] == '"';
        if (quote) csv->at++;
        int rc = quote ? quoted(csv, arena, &fields[n], error) : plain(csv, &fields[n], error);
        if (rc) return rc;
        n++;
        more = !at_line_end(csv);
        if (more) csv->at++; /* the comma */
    }
    skip_line_end(csv);
    *count = n;
    return QUOTH_OK;
}
