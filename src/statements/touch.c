#include "statements/read.h"

typedef struct visit {
    uint32_t *counts; /* [sentence_count + 1], or NULL when filling */
    qt_touch *touch;
    uint32_t *last; /* [sentence_count] the draft counted last there, plus one */
} visit;

static void touch_run(const qt_text *text, visit *v, qt_run run, uint32_t draft)
{
    if (run.first >= run.last) return;
    uint32_t end = text->tokens[run.last - 1].sentence;
    for (uint32_t s = text->tokens[run.first].sentence; s <= end; s++) {
        if (v->last[s] == draft + 1) continue;
        v->last[s] = draft + 1;
        if (v->counts) v->counts[s + 1]++;
        else v->touch->items[v->touch->first[s]++] = draft;
    }
}

static void touch_all(const qt_text *text, const qt_drafts *drafts, visit *v)
{
    memset(v->last, 0, text->sentence_count * sizeof *v->last);
    for (uint32_t d = 0; d < drafts->count; d++) {
        const qt_draft *draft = &drafts->items[d];
        touch_run(text, v, draft->cue, d);
        for (size_t i = 0; i < draft->contents.count; i++) touch_run(text, v, draft->contents.items[i], d);
    }
}

int qt_touch_read(const qt_text *text, const qt_drafts *drafts, qt_arena *arena, qt_touch *out, quoth_error *error)
{
    size_t n = text->sentence_count;
    qt_touch touch = {.first = QT_ARENA_NEW(arena, uint32_t, n + 1)};
    visit v = {.touch = &touch, .last = QT_ARENA_NEW(arena, uint32_t, n)};
    if (!touch.first || !v.last) return qt_arena_error(arena, error);
    v.counts = touch.first;
    touch_all(text, drafts, &v);
    for (size_t s = 0; s < n; s++) touch.first[s + 1] += touch.first[s];
    touch.items = QT_ARENA_NEW(arena, uint32_t, touch.first[n]);
    if (!touch.items) return qt_arena_error(arena, error);
    v.counts = NULL;
    touch_all(text, drafts, &v); /* moves each first[s] to where first[s + 1] was */
    for (size_t s = n; s > 0; s--) touch.first[s] = touch.first[s - 1];
    touch.first[0] = 0;
    *out = touch;
    return QUOTH_OK;
}
