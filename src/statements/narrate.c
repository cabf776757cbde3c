/* Narrated statements: figures, dated acts and links that a document reports in its own voice (docs/ANNOTATION.md, 8). */
#include "statements/drafts.h"

/* Below this a record is too often wrong for a ledger (measured on the gold's dev part; see models/README.md). */
static const float least_confidence = 0.4f;

static bool is_in(const uint8_t *set, uint32_t token) { return set[token / 8] >> token % 8 & 1; }
static void put(uint8_t *set, uint32_t token) { set[token / 8] |= (uint8_t)(1 << token % 8); }

/* The set of tokens that are somebody's words, or say whose they are. */
static uint8_t *said_tokens(const qt_text *text, const qt_drafts *drafts, qt_arena *arena)
{
    uint8_t *said = QT_ARENA_NEW(arena, uint8_t, text->token_count / 8 + 1);
    for (size_t i = 0; said && i < drafts->count; i++) {
        const qt_draft *d = &drafts->items[i];
        for (size_t k = 0; k < d->contents.count; k++)
            for (uint32_t t = d->contents.items[k].first; t < d->contents.items[k].last; t++) put(said, t);
        for (uint32_t t = d->cue.first; t < d->cue.last; t++) put(said, t);
    }
    return said;
}

/* The parts of `run` that nobody says, trimmed. */
static bool add_unsaid(const qt_text *text, const uint8_t *said, qt_run run, qt_arena *arena, qt_runs *out)
{
    for (uint32_t t = run.first; t < run.last;) {
        uint32_t first = t;
        while (t < run.last && !is_in(said, t)) t++;
        qt_run part = {first, t};
        if (first == t) {
            t++;
            continue;
        }
        qt_run_trim(text, &part);
        if (!qt_vec_push(arena, out, part)) return false;
    }
    return true;
}

static bool covers(const qt_draft *d, uint32_t token)
{
    for (size_t i = 0; i < d->contents.count; i++)
        if (d->contents.items[i].first <= token && token < d->contents.items[i].last) return true;
    return false;
}

/* Adds `d` unless a surer one is there for the same clause. Heads come in order, so only the last one can be. */
static bool keep(qt_arena *arena, qt_drafts *narrated, qt_draft d)
{
    if (narrated->count == 0) return qt_vec_push(arena, narrated, d);
    qt_draft *last = &narrated->items[narrated->count - 1];
    if (!covers(last, d.head) && !covers(&d, last->head)) return qt_vec_push(arena, narrated, d);
    if (d.confidence > last->confidence) *last = d;
    return true;
}

/* Not from the lines that a website puts under every article. */
static int collect(const qt_words *words, const bool *lines, const qt_finds *finds, const uint8_t *said,
                   qt_arena *arena, qt_drafts *out, quoth_error *error)
{
    const qt_text *text = words->text;
    for (size_t i = 0; i < finds->count; i++) {
        const qt_find *f = &finds->items[i];
        qt_draft d = {.narrated = true,
                      .head = f->cue.first,
                      .kind = QT_KIND_STATEMENT,
                      .polarity = f->polarity,
                      .certainty = f->certainty,
                      .confidence = f->cue_probability * f->span_probability,
                      .within = QT_NONE};
        if (!f->narrated || d.confidence < least_confidence || is_in(said, d.head)) continue;
        if (lines[text->tokens[d.head].sentence]) continue;
        bool ok = true;
        for (size_t k = 0; ok && k < f->content_count; k++)
            ok = add_unsaid(text, said, f->contents[k], arena, &d.contents);
        if (!ok || (covers(&d, d.head) && !keep(arena, out, d))) return qt_arena_error(arena, error);
    }
    return QUOTH_OK;
}

/* `narrated` into `drafts`, both in the order of anchors, from the last on, so that it takes no second array. */
static int merge(qt_drafts *drafts, const qt_drafts *narrated, qt_arena *arena, quoth_error *error)
{
    size_t i = drafts->count, k = narrated->count;
    uint32_t *moved = QT_ARENA_NEW(arena, uint32_t, i);
    if (!moved) return qt_arena_error(arena, error);
    for (size_t n = 0; n < k; n++)
        if (!qt_vec_push(arena, drafts, narrated->items[n])) return qt_arena_error(arena, error);
    for (size_t at = drafts->count; at-- > 0;) {
        bool said =
            i > 0 && (k == 0 || qt_draft_anchor(&drafts->items[i - 1]) > qt_draft_anchor(&narrated->items[k - 1]));
        if (said) moved[i - 1] = (uint32_t)at;
        drafts->items[at] = said ? drafts->items[--i] : narrated->items[--k];
    }
    for (size_t at = 0; at < drafts->count; at++)
        if (drafts->items[at].within != QT_NONE) drafts->items[at].within = moved[drafts->items[at].within];
    return QUOTH_OK;
}

int qt_drafts_narrate(const qt_words *words, const bool *lines, const qt_finds *finds, qt_arena *arena,
                      qt_drafts *drafts, quoth_error *error)
{
    qt_drafts narrated = {0};
    const uint8_t *said = said_tokens(words->text, drafts, arena);
    int status = said ? collect(words, lines, finds, said, arena, &narrated, error) : qt_arena_error(arena, error);
    if (status || narrated.count == 0) return status;
    return merge(drafts, &narrated, arena, error);
}
