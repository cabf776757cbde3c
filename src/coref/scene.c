#include "coref/scene.h"

#include <stdlib.h>

/* Whether statement `i` stands in statement `outer`. */
static bool stands_in(const qt_statement *statements, uint32_t i, uint32_t outer)
{
    for (uint32_t depth = 0; i != QT_NONE && depth < 16; i = statements[i].within, depth++)
        if (i == outer) return true;
    return false;
}

/* Marks the tokens of each content with its statement, the inner one where one stands in another. */
static int read_contents(qt_scene *s, const qt_statement *statements, size_t count, qt_arena *arena, quoth_error *error)
{
    const qt_text *text = s->words->text;
    qt_arena *scratch = qt_arena_scratch(arena);
    uint32_t *holder = scratch ? QT_ARENA_NEW(scratch, uint32_t, text->token_count) : NULL;
    int status = holder ? QUOTH_OK : qt_arena_error(arena, error);
    for (size_t t = 0; !status && t < text->token_count; t++) holder[t] = QT_NONE;
    for (uint32_t i = 0; !status && i < count; i++) {
        const qt_statement *st = &statements[i];
        for (uint32_t k = 0; k < st->content_count && st->voice != QT_VOICE_NARRATED; k++) {
            qt_span span = st->content[k];
            for (size_t t = qt_text_token_at(text, span.begin);
                 t < text->token_count && text->tokens[t].span.end <= span.end; t++)
                if (holder[t] == QT_NONE || stands_in(statements, i, holder[t])) holder[t] = i;
        }
    }
    for (size_t c = 0; !status && c < s->all.count; c++) s->statement[c] = holder[s->all.items[c].head];
    qt_arena_free(scratch);
    return status;
}

typedef struct head_word {
    qt_str word;
    uint32_t candidate;
} head_word;

static int compare(const void *left, const void *right)
{
    const head_word *a = left, *b = right;
    int order = qt_str_compare(a->word, b->word);
    return order ? order : (a->candidate > b->candidate) - (a->candidate < b->candidate);
}

static int link_heads(qt_scene *s, qt_arena *arena, quoth_error *error)
{
    qt_arena *scratch = qt_arena_scratch(arena);
    head_word *heads = scratch ? QT_ARENA_NEW(scratch, head_word, s->all.count) : NULL;
    if (!heads) {
        qt_arena_free(scratch);
        return qt_arena_error(arena, error);
    }
    for (uint32_t c = 0; c < s->all.count; c++)
        heads[c] = (head_word){qt_word_lower(s->words, s->all.items[c].head), c};
    if (s->all.count) qsort(heads, s->all.count, sizeof *heads, compare);
    for (size_t i = 0; i < s->all.count; i++) {
        bool again = i && qt_str_equal(heads[i - 1].word, heads[i].word);
        s->before[heads[i].candidate] = again ? heads[i - 1].candidate : QT_NONE;
    }
    qt_arena_free(scratch);
    return QUOTH_OK;
}

uint32_t qt_scene_at(const qt_scene *s, qt_span span)
{
    const qt_text *text = s->words->text;
    uint32_t first = (uint32_t)qt_text_token_at(text, span.begin), last = (uint32_t)qt_text_token_at(text, span.end);
    if (first >= last) return QT_NONE;
    uint32_t top = qt_words_top(s->words, first, last), c = s->of_head[top];
    for (uint32_t t = first; c == QT_NONE && t < last; t++) c = s->of_head[t];
    if (c == QT_NONE) return QT_NONE;
    /* The list of the same head stands right before it, or it is further off where the list begins earlier. */
    for (uint32_t k = c, n = 0; n < 8; n++, k--) {
        const qt_candidate *list = &s->all.items[k];
        if (list->class == QT_REFER_LIST && list->head == s->all.items[c].head && list->first >= first &&
            list->last <= last)
            return k;
        if (k == 0) break;
    }
    return c;
}

int qt_scene_read(const qt_words *words, const qt_mention *names, size_t name_count, const qt_statement *statements,
                  size_t statement_count, qt_arena *arena, qt_scene *out, quoth_error *error)
{
    const qt_text *text = words->text;
    qt_scene s = {.words = words, .names = names};
    uint32_t *group = NULL;
    int status = qt_candidates_read(words, names, name_count, arena, &s.all, error);
    if (!status) status = qt_names_group(words, names, name_count, arena, &group, error);
    if (status) return status;
    s.group = group;
    s.of_head = QT_ARENA_NEW(arena, uint32_t, text->token_count);
    s.of_name = QT_ARENA_NEW(arena, uint32_t, name_count);
    s.statement = QT_ARENA_NEW(arena, uint32_t, s.all.count);
    s.before = QT_ARENA_NEW(arena, uint32_t, s.all.count);
    s.speaker = QT_ARENA_NEW(arena, uint32_t, statement_count);
    if (!s.of_head || !s.of_name || !s.statement || !s.before || !s.speaker) return qt_arena_error(arena, error);
    for (size_t t = 0; t < text->token_count; t++) s.of_head[t] = QT_NONE;
    for (size_t n = 0; n < name_count; n++) s.of_name[n] = QT_NONE;
    for (uint32_t c = 0; c < s.all.count; c++) {
        if (s.all.items[c].class != QT_REFER_LIST) s.of_head[s.all.items[c].head] = c;
        if (s.all.items[c].name != QT_NONE) s.of_name[s.all.items[c].name] = c;
    }
    for (size_t i = 0; i < statement_count; i++)
        s.speaker[i] = statements[i].source_count == 1 && !qt_span_empty(statements[i].sources[0].span)
                           ? qt_scene_at(&s, statements[i].sources[0].span)
                           : QT_NONE;
    status = read_contents(&s, statements, statement_count, arena, error);
    if (!status) status = link_heads(&s, arena, error);
    if (!status) *out = s;
    return status;
}

uint32_t qt_antecedents(const qt_scene *s, uint32_t mention, uint32_t out[QT_ANTECEDENTS_MAX])
{
    uint32_t n = 0, alike = 0;
    for (uint32_t c = mention; c-- > 0 && n < QT_ANTECEDENTS_NEAR;) out[n++] = c;
    uint32_t nearest = mention > QT_ANTECEDENTS_NEAR ? mention - QT_ANTECEDENTS_NEAR : 0;
    for (uint32_t c = s->before[mention]; c != QT_NONE && alike < QT_ANTECEDENTS_ALIKE; c = s->before[c])
        if (c < nearest) out[n++] = c, alike++;
    return n;
}
