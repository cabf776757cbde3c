#include "casefile/overlay.h"

#include <stdio.h>
#include <stdlib.h>

enum { OVERLAY_MAX = 1 << 30 };

/* Decisions about statements that are in force or in conflict, by key, then as they stand in the log. */
typedef struct laid {
    qt_str key;
    uint32_t index;
} laid;

/* A name, or the entity whose key was given instead: id 0 where it is no entity of this file. */
typedef struct named {
    qt_str name;
    int64_t entity;
} named;

struct qt_overlay {
    qt_arena *arena;
    qt_decisions log;
    qt_settled *settled;
    named *names; /* [log.count] of a set-source: whom its value names */
    laid *items;
    size_t count;
    qt_entity_overlay entities;
};

void qt_overlay_free(qt_overlay *overlay)
{
    if (!overlay) return;
    qt_entity_overlay_free(&overlay->entities);
    qt_arena_free(overlay->arena);
    free(overlay);
}

/* ---------------------------------------------------------------------------------------------------------- loading */

static int compare_laid(const void *left, const void *right)
{
    const laid *a = left, *b = right;
    int c = qt_str_compare(a->key, b->key);
    return c ? c : (a->index > b->index) - (a->index < b->index);
}

static bool is_statements(const qt_decision *d)
{
    return d->action == QT_ACTION_SET_SOURCE ||
           (d->action == QT_ACTION_DELETE && qt_str_equal(d->value, QT_STR("statement")));
}

static const char NAME_OF[] = "SELECT e.name, e.id FROM referent r JOIN profile p ON p.id = r.profile"
                              " JOIN entity e ON e.id = p.entity WHERE r.key = ?1 LIMIT 1";

static int find_name(qt_case *c, qt_overlay *o, uint32_t i, quoth_error *error)
{
    const qt_decision *d = &o->log.items[i];
    sqlite3_stmt *stmt = NULL;
    bool row = false, full = false;
    o->names[i] = (named){d->value, 0};
    if (d->action != QT_ACTION_SET_SOURCE || !qt_is_key(d->value)) return QUOTH_OK;
    int status = QT_QUERY(c, &stmt, error, NAME_OF, qt_text_value(d->value));
    if (!status) status = qt_db_step(c, stmt, &row, error);
    if (!status && row) o->names[i] = (named){qt_db_copy(stmt, 0, o->arena, &full), qt_db_int(stmt, 1)};
    qt_db_reset(stmt);
    return full && !status ? qt_arena_error(o->arena, error) : status;
}

static int fill(qt_case *c, qt_overlay *o, quoth_error *error)
{
    int status = qt_decisions_load(c, o->arena, &o->log, error);
    if (status) return status;
    o->settled = QT_ARENA_NEW(o->arena, qt_settled, o->log.count);
    o->items = QT_ARENA_NEW(o->arena, laid, o->log.count);
    o->names = QT_ARENA_NEW(o->arena, named, o->log.count);
    if (!o->settled || !o->items || !o->names) return qt_arena_error(o->arena, error);
    status = qt_decisions_settle(&o->log, NULL, o->arena, o->settled, error);
    if (status) return status;
    for (uint32_t i = 0; i < o->log.count && !status; i++) {
        status = find_name(c, o, i, error);
        bool shown = o->settled[i].state == QT_IN_FORCE || o->settled[i].state == QT_CONFLICT;
        if (shown && is_statements(&o->log.items[i])) o->items[o->count++] = (laid){o->log.items[i].key, i};
    }
    qsort(o->items, o->count, sizeof *o->items, compare_laid);
    return status;
}

int qt_overlay_load(qt_case *c, quoth_error *error)
{
    qt_overlay *o = calloc(1, sizeof *o);
    if (!o) return qt_db_no_memory(c, error);
    o->arena = qt_arena_new(OVERLAY_MAX);
    int status = o->arena ? fill(c, o, error) : qt_db_no_memory(c, error);
    if (!status && o->log.count) status = qt_entity_overlay_load(c, &o->entities, error);
    if (status) {
        qt_overlay_free(o);
        return status;
    }
    qt_overlay_free(c->overlay);
    c->overlay = o;
    return QUOTH_OK;
}

qt_str qt_overlay_namer(const qt_case *c, int64_t entity)
{
    return c->overlay ? qt_entity_overlay_namer(&c->overlay->entities, entity) : (qt_str){NULL, 0};
}

/* The decisions on `key`: items[*first, …). */
static size_t find(const qt_overlay *o, qt_str key, size_t *first)
{
    size_t low = 0, high = o ? o->count : 0, end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (qt_str_compare(o->items[middle].key, key) < 0) low = middle + 1;
        else high = middle;
    }
    for (end = low; o && end < o->count && qt_str_equal(o->items[end].key, key);) end++;
    *first = low;
    return end - low;
}

/* ---------------------------------------------------------------------------------------------------------- sources */

/* Whether a decision that named a source in `other` ("hash:begin-end", of several that share these words "hash:begin-end.N") speaks
 * of that one. A new reading may have moved its edges: of several it is the one that it touches. */
static bool speaks_of(const qt_decision *d, qt_source_place place)
{
    if (place.count == 0) return d->other.data == NULL;
    if (place.count == 1) return true;
    const char *colon = d->other.data ? memchr(d->other.data, ':', d->other.size) : NULL;
    unsigned long numbers[3] = {0, 0, 0}; /* begin, end, which */
    int at = 0;
    for (const char *s = colon ? colon + 1 : NULL; s && s < d->other.data + d->other.size && at < 3; s++) {
        if (*s == '-' || *s == '.') at++;
        else if (*s >= '0' && *s <= '9' && numbers[at] < UINT32_MAX)
            numbers[at] = numbers[at] * 10 + (unsigned)(*s - '0');
        else break;
    }
    return colon && numbers[0] < place.span.end && place.span.begin < numbers[1] &&
           place.nth == (numbers[2] ? numbers[2] : 1);
}

/* The latest decision in force on that source. */
static const qt_decision *source_decision(const qt_overlay *o, qt_str key, qt_source_place place)
{
    size_t first, n = find(o, key, &first);
    const qt_decision *out = NULL;
    for (size_t i = first; i < first + n; i++) {
        const qt_decision *d = &o->log.items[o->items[i].index];
        if (d->action == QT_ACTION_SET_SOURCE && o->settled[o->items[i].index].state == QT_IN_FORCE &&
            speaks_of(d, place))
            out = d;
    }
    return out;
}

qt_str qt_overlay_source(const qt_case *c, qt_str key, qt_source_place place)
{
    const qt_decision *d = source_decision(c->overlay, key, place);
    return d ? c->overlay->names[d - c->overlay->log.items].name : (qt_str){NULL, 0};
}

static qt_str string_at(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_string(value) ? (qt_str){json_string_value(value), json_string_length(value)} : (qt_str){NULL, 0};
}

static uint32_t offset_at(const json_t *value) { return (uint32_t)json_integer_value(value); }

static int put_person(const qt_overlay *o, json_t *source, const qt_decision *d)
{
    const named *name = &o->names[d - o->log.items];
    int bad = json_object_set_new(source, "entity", name->entity ? json_integer(name->entity) : json_null());
    bad |= json_object_set_new(source, "name", qt_str_json(name->name));
    bad |= json_object_set_new(source, "resolved", json_string("person"));
    bad |= json_object_set_new(source, "candidates", json_array());
    return bad | json_object_set_new(source, "by", qt_str_json(d->author));
}

/* The machine's reading moves beside the person's. */
static int set_source(const qt_overlay *o, json_t *source, const qt_decision *d)
{
    static const char *const MEMBERS[] = {"entity", "name", "resolved", "candidates"};
    json_t *machine = json_object();
    int bad = 0;
    for (size_t i = 0; i < sizeof MEMBERS / sizeof *MEMBERS; i++)
        bad |= json_object_set(machine, MEMBERS[i], json_object_get(source, MEMBERS[i]));
    bad |= put_person(o, source, d);
    bad |= json_object_set_new(source, "machine", machine);
    return bad;
}

/* A source that the text leaves out and a person names: nothing is printed of it, where the statement begins. */
static int add_source(const qt_overlay *o, json_t *sources, const json_t *row, const qt_decision *d)
{
    const json_t *cue = json_object_get(row, "cue");
    const json_t *content = json_array_get(json_object_get(row, "content"), 0);
    const json_t *at = json_object_get(json_is_object(cue) ? cue : content, "begin");
    json_t *source = json_object();
    if (!json_is_integer(at)) at = json_array_get(json_object_get(row, "sentence"), 0);
    int bad = json_object_set_new(source, "text", json_string(""));
    bad |= json_object_set_new(source, "begin", json_integer(offset_at(at)));
    bad |= json_object_set_new(source, "end", json_integer(offset_at(at)));
    bad |= put_person(o, source, d);
    bad |= json_object_set_new(source, "machine", json_null());
    return bad | json_array_append_new(sources, source);
}

static int set_sources(const qt_overlay *o, qt_str key, json_t *row)
{
    json_t *sources = json_object_get(row, "sources"), *source;
    size_t i, count = json_array_size(sources);
    int bad = 0;
    qt_source_place place = {.count = count};
    const qt_decision *d = count ? NULL : source_decision(o, key, place);
    if (d) return add_source(o, sources, row, d);
    json_array_foreach(sources, i, source) {
        qt_span span = {offset_at(json_object_get(source, "begin")), offset_at(json_object_get(source, "end"))};
        const bool again = i > 0 && span.begin == place.span.begin && span.end == place.span.end;
        place = (qt_source_place){span, again ? place.nth + 1 : 1, count};
        d = source_decision(o, key, place);
        if (d) bad |= set_source(o, source, d);
    }
    return bad;
}

/* --------------------------------------------------------------------------------------------------------- statements */

json_t *qt_overlay_decision(const qt_decision *d, qt_decision_state state)
{
    json_t *out = json_object();
    int bad = json_object_set_new(out, "uid", qt_str_json(d->uid));
    bad |= json_object_set_new(out, "author", qt_str_json(d->author));
    bad |= json_object_set_new(out, "time", qt_str_json(d->time));
    bad |= json_object_set_new(out, "action", qt_str_json(qt_action_name(d->action)));
    bad |= json_object_set_new(out, "value", qt_str_json(d->value));
    bad |= json_object_set_new(out, "reason", qt_str_json(d->reason));
    bad |= json_object_set_new(out, "status", qt_str_json(qt_decision_state_name(state)));
    if (bad) json_decref(out);
    return bad ? NULL : out;
}

json_t *qt_overlay_status(const qt_decision *deleted, bool conflict)
{
    if (!deleted) return json_string(conflict ? "in conflict" : "decided");

    char line[QT_AUTHOR_MAX + 32];
    (void)snprintf(line, sizeof line, "deleted by %.*s", QT_STR_ARG(deleted->author));
    return json_string(line);
}

int qt_overlay_apply(qt_case *c, json_t *row, bool *hidden, quoth_error *error)
{
    const qt_overlay *o = c->overlay;
    qt_str key = string_at(row, "key");
    size_t first, n = find(o, key, &first);
    const qt_decision *deleted = NULL;
    bool conflict = false;
    json_t *list = json_array();
    int bad = 0;
    *hidden = false;
    for (size_t i = first; i < first + n && !bad; i++) {
        const qt_decision *d = &o->log.items[o->items[i].index];
        qt_decision_state state = o->settled[o->items[i].index].state;
        conflict = conflict || state == QT_CONFLICT;
        if (d->action == QT_ACTION_DELETE && !deleted) deleted = d;
        bad = json_array_append_new(list, qt_overlay_decision(d, state));
    }
    if (n && !bad) bad = set_sources(o, key, row);
    if (n && !bad) bad = json_object_set_new(row, "status", qt_overlay_status(deleted, conflict));
    bad |= json_object_set_new(row, "decisions", list);
    *hidden = deleted != NULL;
    return bad ? qt_db_no_memory(c, error) : QUOTH_OK;
}
