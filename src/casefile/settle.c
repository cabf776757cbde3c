#include "casefile/settle.h"

#include <stdlib.h>

qt_str qt_decision_state_name(qt_decision_state state)
{
    static const char *const NAMES[] = {
        [QT_IN_FORCE] = "in force", [QT_UNDONE] = "undone",        [QT_REPLACED] = "replaced",
        [QT_ORPHANED] = "orphaned", [QT_CONFLICT] = "in conflict",
    };
    return qt_str_of(NAMES[state]);
}

void qt_settle_conflict(qt_settled *out, uint32_t i, uint32_t with)
{
    qt_settled *s = &out[i];
    s->state = QT_CONFLICT;
    if (s->against_count < QT_AGAINST_MAX) s->against[s->against_count] = with;
    s->against_count++;
}

/* ---------------------------------------------------------------------------------------------------------- undoing */

typedef struct named {
    qt_str uid;
    uint32_t index;
} named;

static int compare_named(const void *a, const void *b)
{
    return qt_str_compare(((const named *)a)->uid, ((const named *)b)->uid);
}

/* Undos are settled from the outside in: one that nobody undoes holds, and so on to the decisions. Linear; undos that undo
 * one another in a ring (a uid allows none) hold for nothing. */
static bool settle_undos(const qt_decisions *log, qt_arena *arena, qt_settled *out)
{
    size_t count = log->count, queued = 0;
    named *names = QT_ARENA_NEW(arena, named, count);
    uint32_t *target = QT_ARENA_NEW(arena, uint32_t, count), *queue = QT_ARENA_NEW(arena, uint32_t, count),
             *pending = QT_ARENA_NEW(arena, uint32_t, count);
    if (!names || !target || !queue || !pending) return false;
    for (uint32_t i = 0; i < count; i++) names[i] = (named){log->items[i].uid, i};
    qsort(names, count, sizeof *names, compare_named);
    for (uint32_t i = 0; i < count; i++) {
        const named key = {log->items[i].undoes, 0};
        bool undo = log->items[i].action == QT_ACTION_UNDO;
        const named *found = undo ? bsearch(&key, names, count, sizeof *names, compare_named) : NULL;
        target[i] = found ? found->index : QT_NONE;
        if (found) pending[found->index]++;
        else if (undo) out[i].state = QT_ORPHANED;
    }
    for (uint32_t i = 0; i < count; i++)
        if (!pending[i]) queue[queued++] = i;
    for (size_t next = 0; next < queued; next++) {
        uint32_t i = queue[next], t = target[i];
        if (t == QT_NONE) continue;
        if (out[i].state == QT_IN_FORCE && out[t].state == QT_IN_FORCE) {
            out[t].state = QT_UNDONE;
            out[t].by = i;
        }
        if (--pending[t] == 0) queue[queued++] = t;
    }
    return true;
}

/* --------------------------------------------------------------------------------------------------------- subjects */

/* What each decision acts on; orphaned where it is not there. */
static void find_subjects(const qt_decisions *log, const qt_subjects *subjects, qt_settled *out)
{
    for (size_t i = 0; i < log->count; i++) {
        const qt_decision *d = &log->items[i];
        out[i].subject = d->key;
        if (d->action == QT_ACTION_UNDO || !subjects) continue;
        out[i].subject = subjects->find(subjects->context, d->key, d->action);
        bool pair = qt_is_pair(d->action);
        bool there = out[i].subject.data && (!pair || subjects->find(subjects->context, d->other, d->action).data);
        if (!there && out[i].state == QT_IN_FORCE) out[i].state = QT_ORPHANED;
    }
}

/* ---------------------------------------------------------------------------------------------------------- matters */

enum { MATTER_SAME, MATTER_NAME, MATTER_TYPE, MATTER_SOURCE, MATTER_NONE };

/* A decision in its matter: (type, a, b). */
typedef struct entry {
    int type;
    qt_str a, b, author;
    qt_str word; /* what its author says in the matter */
    uint32_t index;
} entry;

static int matter_of(qt_action action)
{
    switch (action) {
    case QT_ACTION_MERGE:
    case QT_ACTION_SPLIT:
    case QT_ACTION_NOT_SAME: return MATTER_SAME;
    case QT_ACTION_RENAME: return MATTER_NAME;
    case QT_ACTION_RETYPE: return MATTER_TYPE;
    case QT_ACTION_SET_SOURCE: return MATTER_SOURCE;
    default: return MATTER_NONE;
    }
}

static entry entry_of(const qt_decision *d, const qt_settled *s, uint32_t index)
{
    entry e = {matter_of(d->action), s->subject, {NULL, 0}, d->author, d->value, index};
    if (e.type == MATTER_SOURCE) e.b = d->other;
    if (e.type != MATTER_SAME) return e;
    bool turned = qt_str_compare(d->other, d->key) < 0;
    e.a = turned ? d->other : d->key;
    e.b = turned ? d->key : d->other;
    e.word = d->action == QT_ACTION_MERGE ? QT_STR("same") : QT_STR("apart");
    return e;
}

static int compare_matter(const entry *a, const entry *b)
{
    int c = (a->type > b->type) - (a->type < b->type);
    if (!c) c = qt_str_compare(a->a, b->a);
    return c ? c : qt_str_compare(a->b, b->b);
}

/* By matter, author, time. */
static int compare_entry(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int c = compare_matter(a, b);
    if (!c) c = qt_str_compare(a->author, b->author);
    return c ? c : (a->index > b->index) - (a->index < b->index);
}

static int compare_word(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int c = qt_str_compare(a->word, b->word);
    return c ? c : (a->index > b->index) - (a->index < b->index);
}

/* Keeps of entries[count], one matter, those that say what their author said last; the others are replaced. */
static size_t last_words(entry *entries, size_t count, qt_settled *out)
{
    size_t kept = 0;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && qt_str_equal(entries[end].author, entries[first].author);) end++;
        const entry last = entries[end - 1];
        for (size_t i = first; i < end; i++) {
            if (qt_str_equal(entries[i].word, last.word)) {
                entries[kept++] = entries[i];
                continue;
            }
            out[entries[i].index].state = QT_REPLACED;
            out[entries[i].index].by = last.index;
        }
    }
    return kept;
}

/* entries[count], of one matter and by word: all in force where there is one word, else all against one another. */
static void settle_words(const entry *entries, size_t count, qt_settled *out)
{
    if (count == 0 || qt_str_equal(entries[0].word, entries[count - 1].word)) return;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && qt_str_equal(entries[end].word, entries[first].word);) end++;
        for (size_t i = first; i < end; i++) {
            qt_settled *s = &out[entries[i].index];
            for (size_t k = 0; k < count && s->against_count < QT_AGAINST_MAX; k++) {
                if (k == first) k = end;
                if (k < count) qt_settle_conflict(out, entries[i].index, entries[k].index);
            }
            s->against_count = (uint32_t)(count - (end - first));
        }
    }
}

static bool settle_matters(const qt_decisions *log, qt_arena *arena, qt_settled *out)
{
    entry *entries = QT_ARENA_NEW(arena, entry, log->count);
    size_t count = 0;
    if (!entries) return false;
    for (uint32_t i = 0; i < log->count; i++)
        if (out[i].state == QT_IN_FORCE && matter_of(log->items[i].action) != MATTER_NONE)
            entries[count++] = entry_of(&log->items[i], &out[i], i);
    qsort(entries, count, sizeof *entries, compare_entry);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && compare_matter(&entries[end], &entries[first]) == 0;) end++;
        size_t kept = last_words(entries + first, end - first, out);
        qsort(entries + first, kept, sizeof *entries, compare_word);
        settle_words(entries + first, kept, out);
    }
    return true;
}

int qt_decisions_settle(const qt_decisions *decisions, const qt_subjects *subjects, qt_arena *arena, qt_settled *out,
                        quoth_error *error)
{
    for (size_t i = 0; i < decisions->count; i++) out[i] = (qt_settled){.state = QT_IN_FORCE, .by = QT_NONE};
    if (decisions->count == 0) return QUOTH_OK;
    bool fine = settle_undos(decisions, arena, out);
    if (fine) find_subjects(decisions, subjects, out);
    fine = fine && settle_matters(decisions, arena, out) && qt_settle_chains(decisions, arena, out);
    return fine ? QUOTH_OK : qt_arena_error(arena, error);
}
