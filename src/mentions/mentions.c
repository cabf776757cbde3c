#include "mentions/read.h"

static const qt_beside nothing;

/* The names of the tags, as mentions without anything beside them. */
static int collect(const qt_reader *r, qt_mention **out, size_t *count, quoth_error *error)
{
    size_t n = 0;
    uint32_t at = 0;
    for (qt_name name; qt_name_next(r, &at, &name);) n++;
    qt_mention *mentions = QT_ARENA_NEW(r->arena, qt_mention, n), *m = mentions;
    if (!mentions) return qt_arena_error(r->arena, error);
    at = 0;
    for (qt_name name; qt_name_next(r, &at, &name); m++)
        *m = (qt_mention){.span = qt_tokens_span(r, name.first, name.last),
                          .first = name.first,
                          .last = name.last,
                          .beside = &nothing,
                          .acronym_of = QT_NONE,
                          .type = (uint8_t)name.type,
                          .form = QT_FORM_NAME};
    *out = mentions;
    *count = n;
    return QUOTH_OK;
}

/* The tree of the sentence that holds token `t`, in `arena`, which holds the last one asked for and nothing else. */
static int read_tree(qt_reader *r, uint32_t t, qt_arena *arena, quoth_error *error)
{
    const qt_sentence *sentence = &r->text->sentences[r->text->tokens[t].sentence];
    if (!r->syntax->words || (r->trees.begin <= t && t < r->trees.end)) return QUOTH_OK;
    qt_arena_reset(arena);
    return qt_trees_read(r->syntax, sentence->first, sentence->last, arena, &r->trees, error);
}

static int look_beside(const qt_reader *r, qt_mention *m, quoth_error *error)
{
    qt_beside beside = {.age = {.years = 0}};
    uint32_t before = m->first;
    int status = m->type == QT_MENTION_PERSON ? qt_read_titles(r, m, &beside, &before, error) : QUOTH_OK;
    if (!status && m->type == QT_MENTION_PERSON) qt_read_age(r, m, &beside, before);
    if (!status) status = qt_read_roles(r, m, &beside, before, error);
    bool found =
        beside.titles.count || beside.roles.count || beside.appositions.count || !qt_span_empty(beside.age.span);
    if (status || !found) return status;
    qt_beside *kept = QT_ARENA_NEW(r->arena, qt_beside, 1);
    if (!kept) return qt_arena_error(r->arena, error);
    *kept = beside;
    m->beside = kept;
    return QUOTH_OK;
}

static int look_beside_all(qt_reader *r, qt_mention *mentions, size_t count, quoth_error *error)
{
    qt_arena *tree = qt_arena_scratch(r->arena);
    int status = tree ? QUOTH_OK : qt_arena_error(r->arena, error);
    for (size_t i = 0; !status && i < count; i++) {
        status = read_tree(r, mentions[i].first, tree, error);
        if (!status) status = look_beside(r, &mentions[i], error);
    }
    qt_arena_free(tree);
    return status;
}

/* The mention that begins at token `first`; QT_NONE where a later repair has moved it. */
static uint32_t mention_at(const qt_mention *mentions, size_t count, uint32_t first)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (mentions[middle].first < first) low = middle + 1;
        else high = middle;
    }
    return low < count && mentions[low].first == first ? (uint32_t)low : QT_NONE;
}

static void link_acronyms(const qt_acronyms *acronyms, qt_mention *mentions, size_t count)
{
    for (size_t i = 0; i < acronyms->count; i++) {
        uint32_t acronym = mention_at(mentions, count, acronyms->items[i].acronym);
        if (acronym != QT_NONE) mentions[acronym].acronym_of = mention_at(mentions, count, acronyms->items[i].first);
    }
}

/* tags → edges → firms → repeats → acronyms → mentions → what stands beside them */
int qt_mentions_read(const qt_text *text, const qt_syntax *syntax, const qt_labels *types, const uint8_t *tags,
                     qt_arena *arena, qt_mention **out, size_t *count, quoth_error *error)
{
    qt_reader r = {.text = text, .syntax = syntax, .arena = arena, .scratch = qt_arena_scratch(arena)};
    qt_acronyms acronyms;
    qt_mention *mentions = NULL;
    size_t found = 0;
    int status = r.scratch ? qt_reader_open(&r, tags, types, error) : qt_arena_error(arena, error);
    if (!status) qt_repair_edges(&r);
    if (!status) qt_repair_firms(&r);
    if (!status) status = qt_repair_repeats(&r, error);
    if (!status) status = qt_repair_acronyms(&r, &acronyms, error);
    if (!status) status = collect(&r, &mentions, &found, error);
    if (!status) status = look_beside_all(&r, mentions, found, error);
    if (!status) {
        link_acronyms(&acronyms, mentions, found);
        *out = mentions;
        *count = found;
    }
    qt_arena_free(r.scratch);
    return status;
}
