/* Texts, and the names that sources of theirs get. */
#ifndef TESTS_COREF_ROWS_H
#define TESTS_COREF_ROWS_H

#include "reading.h"

/* The names of the sources of the last statement with the cue, "-" for one that is open; as "Ada Lunt; -". */
static inline void read_names(const char *text, const char *cue, char *out, size_t size)
{
    annotate(text);
    out[0] = '\0';
    for (size_t i = 0; i < a.statement_count; i++) {
        const qt_statement *s = &a.statements[i];
        if (!s->cue_count || !qt_str_equal(qt_str_at(a.text.bytes, s->cue[0]), qt_str_of(cue))) continue;
        int at = 0;
        for (uint32_t k = 0; k < s->source_count; k++) {
            const qt_source *one = &s->sources[k];
            assert_true((one->resolved == QT_RESOLVED_UNRESOLVED) == (one->name.data == NULL));
            at += one->name.data ? snprintf(out + at, size - (size_t)at, "%s%.*s", k ? "; " : "", QT_STR_ARG(one->name))
                                 : snprintf(out + at, size - (size_t)at, "%s-", k ? "; " : "");
            assert_true(at > 0 && (size_t)at < size);
        }
    }
}

typedef struct row {
    const char *text, *cue, *names;
} row;

static inline void hold(const row *rows, size_t count)
{
    char names[512];
    for (size_t i = 0; i < count; i++) {
        read_names(rows[i].text, rows[i].cue, names, sizeof names);
        if (strcmp(names, rows[i].names) != 0) fail_msg("\"%s\": %s, not %s", rows[i].text, names, rows[i].names);
    }
}

#define HOLD(rows) hold((rows), sizeof(rows) / sizeof *(rows))

#endif
