/* The log, each decision with what it acts on in words and what became of it. */
#include "casefile/decisions.h"

#include <stdio.h>

#include "casefile/query.h"
#include "casefile/subjects.h"

enum { LOG_MAX = 1 << 30 };

typedef struct log_view {
    qt_case *c;
    quoth_error *error;
    qt_arena *arena;
    qt_decisions log;
    qt_settled *settled;
} log_view;

static int load(log_view *v)
{
    qt_subject_finder finder = {v->c, v->arena, v->error, QUOTH_OK};
    const qt_subjects subjects = {qt_subject_find, &finder};
    int status = qt_decisions_load(v->c, v->arena, &v->log, v->error);
    if (status) return status;
    v->settled = QT_ARENA_NEW(v->arena, qt_settled, v->log.count);
    if (!v->settled) return qt_arena_error(v->arena, v->error);
    status = qt_decisions_settle(&v->log, &subjects, v->arena, v->settled, v->error);
    return finder.status ? finder.status : status;
}

static int add_object(log_view *v, json_t *objects, qt_str key, const char *what, qt_str text)
{
    json_t *object = json_object();
    int bad = json_object_set_new(object, "key", qt_str_json(key));
    bad |= json_object_set_new(object, "what", json_string(what));
    bad |= json_object_set_new(object, "text", qt_str_json(text));
    bad |= json_array_append_new(objects, object);
    return bad ? qt_db_no_memory(v->c, v->error) : QUOTH_OK;
}

static int add_thing(log_view *v, json_t *objects, qt_str key, qt_action action)
{
    qt_str text = {NULL, 0};
    const char *what = NULL;
    int status = qt_subject_words(v->c, key, action, v->arena, &text, &what, v->error);
    return status ? status : add_object(v, objects, key, what, text);
}

static uint32_t index_of(const log_view *v, qt_str uid)
{
    uint32_t i = 0;
    while (i < v->log.count && !qt_str_equal(v->log.items[i].uid, uid)) i++;
    return i < v->log.count ? i : QT_NONE;
}

/* "rename, by Ada Quill, 2031-05-02T10:00:00.123Z". */
static int add_undone(log_view *v, json_t *objects, const qt_decision *d)
{
    uint32_t i = index_of(v, d->undoes);
    char line[QT_AUTHOR_MAX + 128] = "";
    if (i != QT_NONE) {
        const qt_decision *target = &v->log.items[i];
        (void)snprintf(line, sizeof line, "%.*s by %.*s, %.*s", QT_STR_ARG(qt_action_name(target->action)),
                       QT_STR_ARG(target->author), QT_STR_ARG(target->time));
    }
    qt_str text = i == QT_NONE ? (qt_str){NULL, 0} : qt_arena_copy(v->arena, qt_str_of(line));
    return add_object(v, objects, d->undoes, "decision", text);
}

static int add_objects(log_view *v, json_t *out, const qt_decision *d)
{
    json_t *objects = json_array();
    if (!objects || json_object_set_new(out, "objects", objects)) return qt_db_no_memory(v->c, v->error);
    if (d->action == QT_ACTION_UNDO) return add_undone(v, objects, d);
    bool pair = qt_is_pair(d->action);
    int status = add_thing(v, objects, d->key, d->action);
    if (!status && d->action == QT_ACTION_SET_SOURCE && qt_is_key(d->value))
        return add_thing(v, objects, d->value, QT_ACTION_RENAME);
    return status || !pair ? status : add_thing(v, objects, d->other, d->action);
}

static json_t *uids(const log_view *v, const qt_settled *s)
{
    json_t *out = json_array();
    int bad = 0;
    for (uint32_t i = 0; i < s->against_count && i < QT_AGAINST_MAX; i++)
        bad |= json_array_append_new(out, qt_str_json(v->log.items[s->against[i]].uid));
    if (bad) json_decref(out);
    return bad ? NULL : out;
}

static int print(log_view *v, size_t i, qt_row row, void *context)
{
    const qt_decision *d = &v->log.items[i];
    const qt_settled *s = &v->settled[i];
    qt_str by = s->by == QT_NONE ? (qt_str){NULL, 0} : v->log.items[s->by].uid;
    json_t *out = json_object();
    int bad = json_object_set_new(out, "uid", qt_str_json(d->uid));
    bad |= json_object_set_new(out, "author", qt_str_json(d->author));
    bad |= json_object_set_new(out, "time", qt_str_json(d->time));
    bad |= json_object_set_new(out, "action", qt_str_json(qt_action_name(d->action)));
    bad |= json_object_set_new(out, "key", qt_str_json(d->key));
    bad |= json_object_set_new(out, "other", qt_str_json(d->other));
    bad |= json_object_set_new(out, "value", qt_str_json(d->value));
    bad |= json_object_set_new(out, "reason", qt_str_json(d->reason));
    bad |= json_object_set_new(out, "undoes", qt_str_json(d->undoes));
    bad |= json_object_set_new(out, "status", qt_str_json(qt_decision_state_name(s->state)));
    bad |= json_object_set_new(out, "by", qt_str_json(by));
    bad |= json_object_set_new(out, "against", uids(v, s));
    int status = bad ? qt_db_no_memory(v->c, v->error) : add_objects(v, out, d);
    if (!status) status = row(context, out);
    json_decref(out);
    return status;
}

static int log_rows(qt_case *c, qt_str uid, qt_row row, void *context, quoth_error *error)
{
    log_view v = {.c = c, .error = error, .arena = qt_arena_new(LOG_MAX)};
    if (!v.arena) return qt_db_no_memory(c, error);
    int status = qt_db_begin_read(c, error);
    if (!status) status = qt_db_end(c, load(&v), error);
    for (size_t i = 0; i < v.log.count && !status; i++)
        if (!uid.data || qt_str_equal(uid, v.log.items[i].uid)) status = print(&v, i, row, context);
    qt_arena_free(v.arena);
    return status;
}

int qt_case_log(qt_case *c, qt_row row, void *context, quoth_error *error)
{
    return log_rows(c, (qt_str){NULL, 0}, row, context, error);
}

int qt_case_log_row(qt_case *c, qt_str uid, qt_row row, void *context, quoth_error *error)
{
    return log_rows(c, uid, row, context, error);
}
