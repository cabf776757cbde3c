#include "casefile/cells.h"

/* A text that grows in an arena. */
typedef struct growing {
    qt_arena *arena;
    char *data;
    size_t size, capacity;
    bool failed;
} growing;

static void add(growing *g, qt_str s)
{
    if (g->failed || s.size == 0) return;
    if (s.size > g->capacity - g->size) {
        size_t wanted = g->capacity * 2 > g->size + s.size ? g->capacity * 2 : g->size + s.size;
        char *grown = qt_arena_grow(g->arena, g->data, g->capacity, wanted);
        if (!grown) {
            g->failed = true;
            return;
        }
        g->data = grown;
        g->capacity = wanted;
    }
    memcpy(g->data + g->size, s.data, s.size);
    g->size += s.size;
}

static qt_str done(const growing *g) { return (qt_str){g->data ? g->data : "", g->size}; }

static bool join(qt_arena *arena, qt_str text, const qt_span *spans, size_t count, qt_str *out)
{
    growing g = {.arena = arena};
    if (count == 0) return *out = (qt_str){NULL, 0}, true;
    for (size_t i = 0; i < count; i++) {
        if (i) add(&g, QT_STR(" … "));
        add(&g, qt_str_at(text, spans[i]));
    }
    *out = done(&g);
    return !g.failed;
}

static bool join_sources(qt_arena *arena, qt_str text, const qt_statement *s, qt_str *out)
{
    growing g = {.arena = arena};
    if (s->source_count == 0) return *out = (qt_str){NULL, 0}, true;
    for (size_t i = 0; i < s->source_count; i++) {
        const qt_source *source = &s->sources[i];
        qt_str printed = qt_str_at(text, source->span);
        if (i) add(&g, QT_STR("; "));
        add(&g, printed);
        bool resolved = source->resolved == QT_RESOLVED_MACHINE || source->resolved == QT_RESOLVED_PERSON;
        if (!resolved || !source->name.data || qt_str_equal(source->name, printed)) continue;
        add(&g, QT_STR(" → "));
        add(&g, source->name);
        add(&g, QT_STR(" ("));
        add(&g, qt_resolved_name(source->resolved));
        add(&g, QT_STR(")"));
    }
    *out = done(&g);
    return !g.failed;
}

static bool join_hedges(qt_arena *arena, qt_str text, const qt_statement *s, qt_str *out)
{
    growing g = {.arena = arena};
    if (s->hedge_count == 0) return *out = (qt_str){NULL, 0}, true;
    for (size_t i = 0; i < s->hedge_count; i++) {
        if (i) add(&g, QT_STR("; "));
        add(&g, qt_str_at(text, s->hedges[i].span));
    }
    *out = done(&g);
    return !g.failed;
}

bool qt_cells_of(const qt_statement *s, qt_str text, qt_arena *arena, qt_cells *out)
{
    return join_sources(arena, text, s, &out->source) && join(arena, text, s->cue, s->cue_count, &out->cue) &&
           join(arena, text, s->content, s->content_count, &out->words) && join_hedges(arena, text, s, &out->hedges);
}

static bool boundary(qt_str text, size_t at)
{
    return at == text.size || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

bool qt_span_fits(qt_str text, qt_span span)
{
    return span.begin <= span.end && span.end <= text.size && boundary(text, span.begin) && boundary(text, span.end);
}
