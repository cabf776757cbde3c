/* Turns of a transcript: who is named before the colon says what is behind it. */
#include "statements/drafts.h"

/* The layout tells who speaks; what the network makes of such a paragraph does not count. */
static const float turn_confidence = 0.9f;

static qt_draft draft_of(const qt_text *text, const qt_turn *turn)
{
    qt_draft d = {.cue = {turn->speech, turn->speech}, .within = QT_NONE, .confidence = turn_confidence};
    if (qt_str_equal(qt_str_at(text->bytes, text->tokens[turn->speech - 1].span), QT_STR(":"))) d.cue.first--;
    return d;
}

/* Whether a find reads the label itself: as its source, or as a part of its cue or content. */
static bool reads_label(const qt_draft *d, const qt_turn *turn)
{
    const qt_run label = {turn->first, turn->speech};
    const qt_run *cue = &d->cue;
    bool meets = cue->first < label.last && label.first < cue->last;
    for (size_t i = 0; i < d->sources.count; i++)
        meets = meets || (d->sources.items[i].first < label.last && label.first < d->sources.items[i].last);
    for (size_t i = 0; i < d->contents.count; i++)
        meets = meets || (d->contents.items[i].first < label.last && label.first < d->contents.items[i].last);
    return meets;
}

/* The turn whose paragraph the token stands in, or NULL. Turns are sorted. */
static const qt_turn *turn_at(const qt_text *text, uint32_t token)
{
    size_t low = 0, high = text->turn_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (text->turns[middle].first <= token) low = middle + 1;
        else high = middle;
    }
    if (low == 0) return NULL;
    const qt_turn *turn = &text->turns[low - 1];
    return text->tokens[turn->first].paragraph == text->tokens[token].paragraph ? turn : NULL;
}

static bool add(const qt_text *text, const qt_turn *turn, qt_arena *arena, qt_drafts *out)
{
    qt_draft d = draft_of(text, turn);
    const qt_run label = {turn->first, turn->last};
    const qt_run speech = {turn->speech, text->paragraphs[text->tokens[turn->speech].paragraph].last};
    return qt_vec_push(arena, &d.sources, label) && qt_vec_push(arena, &d.contents, speech) &&
           qt_vec_push(arena, out, d);
}

int qt_drafts_turns(const qt_text *text, qt_arena *arena, qt_drafts *drafts, quoth_error *error)
{
    if (text->turn_count == 0) return QUOTH_OK;
    qt_drafts out = {0};
    size_t t = 0;
    for (size_t i = 0; i < drafts->count; i++) {
        const qt_draft *d = &drafts->items[i];
        for (; t < text->turn_count && text->turns[t].speech <= qt_draft_anchor(d) + 1; t++)
            if (!add(text, &text->turns[t], arena, &out)) return qt_arena_error(arena, error);
        const qt_turn *turn = turn_at(text, qt_draft_anchor(d));
        if (turn && reads_label(d, turn)) continue;
        if (!qt_vec_push(arena, &out, *d)) return qt_arena_error(arena, error);
    }
    for (; t < text->turn_count; t++)
        if (!add(text, &text->turns[t], arena, &out)) return qt_arena_error(arena, error);
    *drafts = out;
    return QUOTH_OK;
}
