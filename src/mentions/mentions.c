#include "mentions/read.h"

/* The names of the tags, as mentions without anything beside them. */
static int collect(const qt_reader *r, qt_mention **out, size_t *count, quoth_error *error)
{
    QT_VEC(qt_mention) found = {0};
    uint32_t at = 0;
    for (qt_name name; qt_name_next(r, &at, &name);) {
        qt_mention m = {.first = name.first, .last = name.last, .type = (uint8_t)name.type, .form = QT_FORM_NAME};
        m.span = qt_tokens_span(r, name.first, name.last);
        m.acronym_of = QT_NONE;
        if (!qt_vec_push(r->arena, &found, m)) return qt_arena_error(r->arena, error);
    }
    *out = found.items;
    *count = found.count;
    return QUOTH_OK;
}

static int look_beside(const qt_reader *r, qt_mention *m, quoth_error *error)
{
    uint32_t before = m->first;
    int status = m->type == QT_MENTION_PERSON ? qt_read_titles(r, m, &before, error) : QUOTH_OK;
    if (!status && m->type == QT_MENTION_PERSON) qt_read_age(r, m, before);
    return status ? status : qt_read_roles(r, m, before, error);
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

/* tags → edges → repeats → acronyms → mentions → what stands beside them */
int qt_mentions_read(const qt_text *text, const qt_syntax *syntax, const qt_labels *types, const uint8_t *tags,
                     qt_arena *arena, qt_mention **out, size_t *count, quoth_error *error)
{
    qt_reader r = {.text = text, .syntax = syntax, .arena = arena};
    qt_acronyms acronyms;
    qt_mention *mentions = NULL;
    size_t found = 0;
    int status = qt_reader_open(&r, tags, types, error);
    if (!status) qt_repair_edges(&r);
    if (!status) status = qt_repair_repeats(&r, error);
    if (!status) status = qt_repair_acronyms(&r, &acronyms, error);
    if (!status) status = collect(&r, &mentions, &found, error);
    for (size_t i = 0; !status && i < found; i++) status = look_beside(&r, &mentions[i], error);
    if (status) return status;
    link_acronyms(&acronyms, mentions, found);
    *out = mentions;
    *count = found;
    return QUOTH_OK;
}
