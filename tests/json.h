/* What tests of JSON share: where words stand in a text, and the fields of a row. */
#ifndef TESTS_JSON_H
#define TESTS_JSON_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "annotation_json.h"
#include "annotation_print.h"

/* The fields of a statement, in the contract's order. */
static inline const char *const *statement_fields(void)
{
    static const char *const FIELDS[] = {
        "id",         "key",     "document",       "sentence",   "part",
        "kind",       "voice",   "polarity",       "certainty",  "denies_for",
        "confidence", "hedges",  "unplaced_hedge", "sources",    "cue",
        "content",    "head",    "quoted",         "about",      "via",
        "time",       "channel", "within",         "references", "references_unresolved",
        "origin",     "status",  "decisions",      NULL};
    return FIELDS;
}

/* Where `words` stand in `text` for the `nth` time (from 1). */
static inline qt_span span_of(qt_str text, const char *words, int nth)
{
    size_t size = strlen(words);
    for (size_t at = 0; at + size <= text.size; at++)
        if (memcmp(text.data + at, words, size) == 0 && --nth == 0)
            return (qt_span){(uint32_t)at, (uint32_t)(at + size)};
    fail_msg("\"%s\" is not in the text", words);
    return (qt_span){0, 0};
}

static inline void assert_json(const json_t *value, const char *expected)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY | QT_JSON_FLAGS);
    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
}

static inline void assert_field(const json_t *object, const char *field, const char *expected)
{
    const json_t *value = json_object_get(object, field);
    if (!value) fail_msg("no field %s", field);
    assert_json(value, expected);
}

/* Just these fields, in this order. */
static inline void assert_fields(json_t *object, const char *const *fields)
{
    void *item = json_object_iter(object);
    for (; *fields; fields++, item = json_object_iter_next(object, item)) {
        assert_non_null(item);
        assert_string_equal(json_object_iter_key(item), *fields);
    }
    assert_null(item);
}

#endif
