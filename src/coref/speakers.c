#include "coref/speakers.h"

#include "coref/bound.h"

typedef QT_VEC(qt_speaker) speakers;
typedef QT_VEC(qt_open_plural) open_plurals;

typedef struct reader {
    const qt_scene *scene;
    qt_arena *arena;
    qt_groups groups;
    speakers items;
    open_plurals open;
} reader;

/* The last token of a span that is a word, and the one behind it. */
static uint32_t words_end(const qt_text *text, qt_span span)
{
    uint32_t last = (uint32_t)qt_text_token_at(text, span.end);
    while (last > 0 && text->tokens[last - 1].span.begin >= span.begin && !qt_token_is_word(text, last - 1)) last--;
    return last;
}

/* Where the words of a source end before what it closes with in brackets: "Mayor Ada Lunt (no relation)". */
static uint32_t before_brackets(const qt_text *text, qt_span span)
{
    const uint32_t first = (uint32_t)qt_text_token_at(text, span.begin), last = words_end(text, span);
    if (last >= text->token_count || !qt_str_equal(qt_str_at(text->bytes, text->tokens[last].span), QT_STR(")")))
        return last;
    for (uint32_t t = last; t > first + 1; t--)
        if (qt_str_equal(qt_str_at(text->bytes, text->tokens[t - 1].span), QT_STR("("))) return t - 1;
    return last;
}

/* The parts of the list that a source's words are; none where they are no list. */
static void list_at(const reader *r, uint32_t c, qt_span span, qt_list *list)
{
    const qt_text *text = r->scene->words->text;
    uint32_t first = (uint32_t)qt_text_token_at(text, span.begin), last = words_end(text, span);
    uint32_t head = r->scene->all.items[c].head;
    list->count = 0;
    if (r->groups.of_list[head] == QT_NONE || head < first || head >= last) return;
    qt_list_read(r->scene, head, first, last, list);
}

/* Whether an "and" of the source's words hangs on a word outside them: the tree has not seen what it joins ("Orlec and the
 * minister said", read as two clauses), and one name would lose somebody. */
static bool joins_outside(const reader *r, qt_span span)
{
    const qt_words *w = r->scene->words;
    const uint32_t first = (uint32_t)qt_text_token_at(w->text, span.begin), last = words_end(w->text, span);
    for (uint32_t t = first; t < last; t++) {
        const uint32_t head = qt_words_head(w, t);
        if (qt_words_dep(w, t) == QT_DEP_CC && (head == QT_NONE || head < first || head >= last)) return true;
    }
    return false;
}

static bool push_parts(reader *r, uint32_t source, const qt_list *list, const qt_span *whole)
{
    for (uint32_t i = 0; i < list->count; i++) {
        qt_speaker one = {source, list->parts[i], whole ? *whole : list->spans[i], whole != NULL};
        if (!qt_vec_push(r->arena, &r->items, one)) return false;
    }
    return true;
}

/* One source: the parts of a list, those a plural stands for, or whoever it is. */
static bool read_source(reader *r, uint32_t statement, uint32_t source, qt_span span)
{
    uint32_t c = qt_span_empty(span) ? QT_NONE : qt_scene_at(r->scene, span);
    qt_list list = {.count = 0};
    qt_group group = {.plural = false};
    if (c != QT_NONE) list_at(r, c, span, &list);
    if (list.count > 1) return push_parts(r, source, &list, NULL);
    if (c != QT_NONE && qt_relative_list_read(r->scene, r->groups.of_list, c, &list) == QT_RELATIVE_LIST)
        return push_parts(r, source, &list, &span);
    if (list.count > 1) { /* all of it, or the last of them */
        qt_open_plural open = {.statement = statement, .rival_count = 1, .span = span};
        open.rivals[0] = (qt_span){list.spans[0].begin, list.spans[list.count - 1].end};
        if (!qt_vec_push(r->arena, &r->open, open)) return false;
        c = QT_NONE;
    }
    if (c != QT_NONE && r->scene->all.items[c].class == QT_REFER_LIST) /* as printed, unless its titles are one's */
        c = list.titles ? r->scene->of_head[r->scene->all.items[c].head] : QT_NONE;
    if (c != QT_NONE && joins_outside(r, span)) c = QT_NONE;
    if (c != QT_NONE) qt_group_read(&r->groups, c, &group);
    if (group.plural && group.of.count) return push_parts(r, source, &group.of, &span);
    if (group.plural && group.rival_count) {
        qt_open_plural open = {.statement = statement, .rival_count = group.rival_count, .span = span};
        for (uint32_t i = 0; i < group.rival_count; i++) open.rivals[i] = group.rivals[i];
        if (!qt_vec_push(r->arena, &r->open, open)) return false;
    }
    if (c != QT_NONE && !group.plural) c = qt_person_at_end(r->scene, c, before_brackets(r->scene->words->text, span));
    qt_speaker one = {source, c, span, false};
    return qt_vec_push(r->arena, &r->items, one);
}

int qt_speakers_read(const qt_scene *scene, const qt_link *links, const qt_statement *statements, size_t count,
                     qt_arena *arena, qt_speakers *out, quoth_error *error)
{
    reader r = {.scene = scene, .arena = arena};
    uint32_t *first = QT_ARENA_NEW(arena, uint32_t, count + 1);
    int status = first ? qt_groups_read(scene, links, arena, &r.groups, error) : qt_arena_error(arena, error);
    for (uint32_t i = 0; !status && i < count; i++) {
        first[i] = (uint32_t)r.items.count;
        for (uint32_t k = 0; k < statements[i].source_count && !status; k++)
            if (!read_source(&r, i, k, statements[i].sources[k].span)) status = qt_arena_error(arena, error);
    }
    if (status) return status;
    first[count] = (uint32_t)r.items.count;
    *out = (qt_speakers){r.items.items, first, r.open.items, r.open.count};
    return QUOTH_OK;
}
