#include "mention_json.h"

static json_t *age(qt_str text, const qt_age *a)
{
    if (qt_span_empty(a->span)) return json_null();
    json_t *out = qt_json_cell(text, a->span);
    return qt_json_kept(out, qt_json_put(out, "years", json_integer(a->years)));
}

json_t *qt_mention_json(qt_str text, const qt_coref *who, size_t mention)
{
    const qt_mention *m = &who->mentions[mention];
    const uint32_t referent = qt_referent_of(who, mention);
    const qt_beside *b = m->beside;
    json_t *out = qt_json_cell(text, m->span);
    int bad = qt_json_put(out, "phrase", qt_span_json(who->phrases ? who->phrases[mention] : m->span));
    bad |= qt_json_put(out, "type", qt_str_json(qt_mention_type_name((qt_mention_type)m->type)));
    bad |= qt_json_put(out, "form", qt_str_json(qt_mention_form_name((qt_mention_form)m->form)));
    bad |= qt_json_put(out, "titles", qt_json_cells(text, b->titles.items, b->titles.count));
    bad |= qt_json_put(out, "roles", qt_json_cells(text, b->roles.items, b->roles.count));
    bad |= qt_json_put(out, "appositions", qt_json_cells(text, b->appositions.items, b->appositions.count));
    bad |= qt_json_put(out, "age", age(text, &b->age));
    bad |= qt_json_put(out, "referent", referent == QT_NONE ? json_null() : json_integer(referent));
    bad |= qt_json_put(out, "acronym_of", m->acronym_of == QT_NONE ? json_null() : json_integer(m->acronym_of));
    return qt_json_kept(out, bad);
}

json_t *qt_referent_json(qt_str text, const qt_coref *who, const qt_referent *of)
{
    json_t *out = json_object(), *mentions = json_array();
    int bad = qt_json_put(out, "name", qt_str_json(qt_str_at(text, who->mentions[of->best].span)));
    bad |= qt_json_put(out, "type", qt_str_json(qt_mention_type_name((qt_mention_type)of->type)));
    bad |= qt_json_put(out, "named", json_boolean(of->named));
    bad |= qt_json_put(out, "government", json_boolean(of->government));
    for (uint32_t i = 0; i < of->mention_count && !bad; i++)
        bad |= json_array_append_new(mentions, json_integer(of->mentions[i]));
    bad |= qt_json_put(out, "mentions", mentions);
    return qt_json_kept(out, bad);
}
