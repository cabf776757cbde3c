/* The parts that rows of JSON are made of. Each function returns a new reference, or NULL when out of memory. */
#ifndef QT_JSON_CELLS_H
#define QT_JSON_CELLS_H

#include <jansson.h>

#include "base/str.h"

/* A JSON string, or null where data is NULL. */
json_t *qt_str_json(qt_str s);

/* [begin, end] */
json_t *qt_span_json(qt_span span);

/* {"text","begin","end"}: the start of most cells; and an array of them. */
json_t *qt_json_cell(qt_str text, qt_span span);
json_t *qt_json_cells(qt_str text, const qt_span *spans, size_t count);

/* json_object_set_new and json_array_append_new take the value in any case and say -1 where it (or the container) is
 * NULL: results are or-ed together and looked at once. */
int qt_json_put(json_t *object, const char *key, json_t *value);

/* `value`, or NULL (and `value` freed) where `bad`. */
json_t *qt_json_kept(json_t *value, int bad);

#endif
