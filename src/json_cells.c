#include "json_cells.h"

json_t *qt_str_json(qt_str s) { return s.data ? json_stringn(s.data, s.size) : json_null(); }

json_t *qt_span_json(qt_span span)
{
    json_t *out = json_array();
    int bad = json_array_append_new(out, json_integer(span.begin));
    bad |= json_array_append_new(out, json_integer(span.end));
    if (bad) json_decref(out);
    return bad ? NULL : out;
}

int qt_json_put(json_t *object, const char *key, json_t *value)
{
    return json_object_set_new_nocheck(object, key, value);
}

json_t *qt_json_kept(json_t *value, int bad)
{
    if (!bad) return value;
    json_decref(value);
    return NULL;
}

json_t *qt_json_cell(qt_str text, qt_span span)
{
    json_t *out = json_object();
    int bad = qt_json_put(out, "text", qt_str_json(qt_str_at(text, span)));
    bad |= qt_json_put(out, "begin", json_integer(span.begin));
    bad |= qt_json_put(out, "end", json_integer(span.end));
    return qt_json_kept(out, bad);
}

json_t *qt_json_cells(qt_str text, const qt_span *spans, size_t count)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < count && !bad; i++) bad = json_array_append_new(out, qt_json_cell(text, spans[i]));
    return qt_json_kept(out, bad);
}
