#include "casefile/overlay.h"

#include <stdio.h>
#include <stdlib.h>

enum { OVERLAY_MAX = 1 << 30 };

/* Decisions about statements that are in force or in conflict, by key, then as they stand in the log. */
typedef struct laid {
    qt_str key;
    uint32_t index;
} laid;

struct qt_overlay {
    qt_arena *arena;
    qt_decisions log;
    qt_settled *settled;
    laid *items;
    size_t count;
};

void qt_overlay_free(qt_overlay *overlay)
{
    if (!overlay) return;
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

static int fill(qt_case *c, qt_overlay *o, quoth_error *error)
{
    int status = qt_decisions_load(c, o->arena, &o->log, error);
    if (status) return status;
    o->settled = QT_ARENA_NEW(o->arena, qt_settled, o->log.count);
    o->items = QT_ARENA_NEW(o->arena, laid, o->log.count);
    if (!o->settled || !o->items) return qt_arena_error(o->arena, error);
    status = qt_decisions_settle(&o->log, NULL, o->arena, o->settled, error);
    if (status) return status;
    for (uint32_t i = 0; i < o->log.count; i++) {
        bool shown = o->settled[i].state == QT_IN_FORCE || o->settled[i].state == QT_CONFLICT;
        if (shown && is_statements(&o->log.items[i])) o->items[o->count++] = (laid){o->log.items[i].key, i};
    }
    qsort(o->items, o->count, sizeof *o->items, compare_laid);
    return QUOTH_OK;
}

int qt_overlay_load(qt_case *c, quoth_error *error)
{
    qt_overlay *o = calloc(1, sizeof *o);
    if (o) o->arena = qt_arena_new(OVERLAY_MAX);
    int status = o && o->arena ? fill(c, o, error) : qt_db_no_memory(c, error);
    if (status) {
        qt_overlay_free(o);
        return status;
    }
    qt_overlay_free(c->overlay);
    c->overlay = o;
    return QUOTH_OK;
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

/* Whether a decision that named the span in `other` speaks of the source at `span`, of `count`. A new reading may have
 * moved its edges: of several it is the one that it touches. */
static bool speaks_of(const qt_decision *d, qt_span span, size_t count)
{
    if (count == 0) return d->other.data == NULL;
    if (count == 1) return true;
    const char *colon = d->other.data ? memchr(d->other.data, ':', d->other.size) : NULL;
    unsigned long ends[2] = {0, 0};
    int at = 0;
    for (const char *s = colon ? colon + 1 : NULL; s && s < d->other.data + d->other.size && at < 2; s++) {
        if (*s == '-') at++;
        else if (*s >= '0' && *s <= '9' && ends[at] < UINT32_MAX) ends[at] = ends[at] * 10 + (unsigned)(*s - '0');
        else break;
    }
    return colon && ends[0] < span.end && span.begin < ends[1];
}

/* The latest decision in force on that source. */
static const qt_decision *source_decision(const qt_overlay *o, qt_str key, qt_span span, size_t count)
{
    size_t first, n = find(o, key, &first);
    const qt_decision *out = NULL;
    for (size_t i = first; i < first + n; i++) {
        const qt_decision *d = &o->log.items[o->items[i].index];
        if (d->action == QT_ACTION_SET_SOURCE && o->settled[o->items[i].index].state == QT_IN_FORCE &&
            speaks_of(d, span, count))
            out = d;
    }
    return out;
}

qt_str qt_overlay_source(const qt_case *c, qt_str key, qt_span span, size_t count)
{
    const qt_decision *d = source_decision(c->overlay, key, span, count);
    return d ? d->value : (qt_str){NULL, 0};
}

static qt_str string_at(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_string(value) ? (qt_str){json_string_value(value), json_string_length(value)} : (qt_str){NULL, 0};
}

static uint32_t offset_at(const json_t *value) { return (uint32_t)json_integer_value(value); }

/* The machine's reading moves beside the person's. */
static int set_source(json_t *source, const qt_decision *d)
{
    static const char *const MEMBERS[] = {"entity", "name", "resolved", "candidates"};
    json_t *machine = json_object();
    int bad = 0;
    for (size_t i = 0; i < sizeof MEMBERS / sizeof *MEMBERS; i++)
        bad |= json_object_set(machine, MEMBERS[i], json_object_get(source, MEMBERS[i]));
    bad |= json_object_set_new(source, "entity", json_null());
    bad |= json_object_set_new(source, "name", qt_str_json(d->value));
    bad |= json_object_set_new(source, "resolved", json_string("person"));
    bad |= json_object_set_new(source, "candidates", json_array());
    bad |= json_object_set_new(source, "by", qt_str_json(d->author));
    bad |= json_object_set_new(source, "machine", machine);
    return bad;
}

/* A source that the text leaves out and a person names: nothing is printed of it, where the statement begins. */
static int add_source(json_t *sources, const json_t *row, const qt_decision *d)
{
    const json_t *cue = json_object_get(row, "cue");
    const json_t *content = json_array_get(json_object_get(row, "content"), 0);
    const json_t *at = json_object_get(json_is_object(cue) ? cue : content, "begin");
    json_t *source = json_object();
    if (!json_is_integer(at)) at = json_array_get(json_object_get(row, "sentence"), 0);
    int bad = json_object_set_new(source, "text", json_string(""));
    bad |= json_object_set_new(source, "begin", json_integer(offset_at(at)));
    bad |= json_object_set_new(source, "end", json_integer(offset_at(at)));
    bad |= json_object_set_new(source, "entity", json_null());
    bad |= json_object_set_new(source, "name", qt_str_json(d->value));
    bad |= json_object_set_new(source, "resolved", json_string("person"));
    bad |= json_object_set_new(source, "candidates", json_array());
    bad |= json_object_set_new(source, "by", qt_str_json(d->author));
    bad |= json_object_set_new(source, "machine", json_null());
    return bad | json_array_append_new(sources, source);
}

static int set_sources(const qt_overlay *o, qt_str key, json_t *row)
{
    json_t *sources = json_object_get(row, "sources"), *source;
    size_t i, count = json_array_size(sources);
    int bad = 0;
    const qt_decision *d = count ? NULL : source_decision(o, key, (qt_span){0, 0}, 0);
    if (d) return add_source(sources, row, d);
    json_array_foreach(sources, i, source) {
        qt_span span = {offset_at(json_object_get(source, "begin")), offset_at(json_object_get(source, "end"))};
        d = source_decision(o, key, span, count);
        if (d) bad |= set_source(source, d);
    }
    return bad;
}

/* --------------------------------------------------------------------------------------------------------- statements */

static json_t *decision_json(const qt_decision *d, qt_decision_state state)
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

/* "deleted by Ada Quill". */
static json_t *deleted_by(const qt_decision *d)
{
    char line[QT_AUTHOR_MAX + 32];
    (void)snprintf(line, sizeof line, "deleted by %.*s", QT_STR_ARG(d->author));
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
        bad = json_array_append_new(list, decision_json(d, state));
    }
    if (n && !bad) bad = set_sources(o, key, row);
    if (n && !bad)
        bad = json_object_set_new(row, "status", deleted    ? deleted_by(deleted)
                                                 : conflict ? json_string("in conflict")
                                                            : json_string("decided"));
    bad |= json_object_set_new(row, "decisions", list);
    *hidden = deleted != NULL;
    return bad ? qt_db_no_memory(c, error) : QUOTH_OK;
}
