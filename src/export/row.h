/* Reading the rows that a case file delivers: JSON objects of the contract. Whatever is missing or of another type
 * reads as "not known". */
#ifndef QT_EXPORT_ROW_H
#define QT_EXPORT_ROW_H

#include <jansson.h>

#include "base/str.h"

/* A string; data is NULL where `value` is none. Borrowed. */
static inline qt_str qt_row_string(const json_t *value)
{
    return json_is_string(value) ? (qt_str){json_string_value(value), json_string_length(value)} : (qt_str){NULL, 0};
}

static inline qt_str qt_row_text(const json_t *row, const char *key)
{
    return qt_row_string(json_object_get(row, key));
}

static inline bool qt_row_true(const json_t *row, const char *key) { return json_is_true(json_object_get(row, key)); }

static inline bool qt_row_is(const json_t *row, const char *key, const char *value)
{
    return qt_str_equal(qt_row_text(row, key), qt_str_of(value));
}

/* An integer that is an offset; QT_NONE where there is none. */
static inline uint32_t qt_row_offset(const json_t *value)
{
    json_int_t n = json_is_integer(value) ? json_integer_value(value) : -1;
    return n < 0 || n >= (json_int_t)QT_NONE ? QT_NONE : (uint32_t)n;
}

/* "begin" and "end"; an empty span at QT_NONE where there are none. */
static inline qt_span qt_row_span(const json_t *row)
{
    qt_span span = {qt_row_offset(json_object_get(row, "begin")), qt_row_offset(json_object_get(row, "end"))};
    return span.begin <= span.end && span.end != QT_NONE ? span : (qt_span){QT_NONE, QT_NONE};
}

#endif
