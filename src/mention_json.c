#include "mention_json.h"

static json_t *age(qt_str text, const qt_age *a)
{
    if (qt_span_empty(a->span)) return json_null();
    json_t *out = qt_json_cell(text, a->span);
    return qt_json_kept(out, qt_json_put(out, "years", json_integer(a->years)));
}

json_t *qt_mention_json(qt_str text, const qt_mention *m)
{
    const qt_beside *b = m->beside;
    json_t *out = qt_json_cell(text, m->span);
    int bad = qt_json_put(out, "type", qt_str_json(qt_mention_type_name((qt_mention_type)m->type)));
    bad |= qt_json_put(out, "form", qt_str_json(qt_mention_form_name((qt_mention_form)m->form)));
    bad |= qt_json_put(out, "titles", qt_json_cells(text, b->titles.items, b->titles.count));
    bad |= qt_json_put(out, "roles", qt_json_cells(text, b->roles.items, b->roles.count));
    bad |= qt_json_put(out, "appositions", qt_json_cells(text, b->appositions.items, b->appositions.count));
    bad |= qt_json_put(out, "age", age(text, &b->age));
    bad |= qt_json_put(out, "acronym_of", m->acronym_of == QT_NONE ? json_null() : json_integer(m->acronym_of));
    return qt_json_kept(out, bad);
}
