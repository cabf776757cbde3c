#include "statements/drafts.h"

/* A quotation of fewer words is a phrase in scare quotes or a title, not an utterance that needs a speaker. */
enum { UTTERANCE_WORDS = 4 };

/* More candidates than this help nobody to choose. */
enum { MOST_CANDIDATES = 8 };

typedef struct carrier {
    const qt_text *text;
    qt_arena *arena;
    qt_drafts *drafts; /* finds first, in order of their cues; carried ones are appended */
    size_t found;      /* how many of them are finds */
    uint32_t *owner;   /* [token_count] the draft whose content holds the token, or QT_NONE */
} carrier;

static qt_run tokens_of(const qt_text *text, qt_span span)
{
    return (qt_run){(uint32_t)qt_text_token_at(text, span.begin), (uint32_t)qt_text_token_at(text, span.end)};
}

static uint32_t words_in(const qt_text *text, qt_run run)
{
    uint32_t n = 0;
    for (uint32_t i = run.first; i < run.last; i++) n += qt_token_is_word(text, i);
    return n;
}

static void own(carrier *c, qt_run run, uint32_t draft)
{
    for (uint32_t i = run.first; i < run.last; i++)
        if (c->owner[i] == QT_NONE) c->owner[i] = draft;
}

static bool free_of_owners(const carrier *c, qt_run run)
{
    for (uint32_t i = run.first; i < run.last; i++)
        if (c->owner[i] != QT_NONE) return false;
    return true;
}

static bool join(carrier *c, uint32_t draft, qt_run run)
{
    own(c, run, draft);
    return qt_vec_push(c->arena, &c->drafts->items[draft].contents, run);
}

static bool quoted(const qt_text *text, const qt_draft *d)
{
    for (size_t i = 0; i < d->contents.count; i++)
        for (uint32_t t = d->contents.items[i].first; t < d->contents.items[i].last; t++)
            if (text->tokens[t].quote != QT_QUOTE_OUTSIDE) return true;
    return false;
}

/* The last find whose anchor lies before `token` (QT_NONE if none). Finds are sorted by anchor. */
static uint32_t last_find_before(const carrier *c, uint32_t token)
{
    size_t low = 0, high = c->found;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (qt_draft_anchor(&c->drafts->items[middle]) < token) low = middle + 1;
        else high = middle;
    }
    return low ? (uint32_t)(low - 1) : QT_NONE;
}

/* «"…," he said. "…"»: the quotation is whole sentences, right behind the sentence of a cue whose content is quoted or
 * behind quotation that has joined that content already. */
static uint32_t runs_on(const carrier *c, qt_run q)
{
    const qt_text *text = c->text;
    const qt_token *t = &text->tokens[q.first];
    if (t->sentence == 0 || text->sentences[t->sentence].first != q.first) return QT_NONE;
    const qt_sentence *before = &text->sentences[t->sentence - 1];
    if (text->tokens[before->first].paragraph != t->paragraph) return QT_NONE;
    uint32_t d = last_find_before(c, q.first);
    if (d == QT_NONE || c->drafts->items[d].cue.first < before->first) d = c->owner[before->first];
    return d != QT_NONE && quoted(text, &c->drafts->items[d]) ? d : QT_NONE;
}

static bool same_words(const qt_text *text, qt_run a, qt_run b)
{
    return qt_str_equal(qt_str_at(text->bytes, qt_run_span(text, a)), qt_str_at(text->bytes, qt_run_span(text, b)));
}

/* Adds the sources of draft `d` that `out` has not yet, by their words. */
static bool add_speakers(const carrier *c, const qt_draft *d, qt_runs *out)
{
    for (size_t i = 0; i < d->sources.count && out->count < MOST_CANDIDATES; i++) {
        bool known = false;
        for (size_t k = 0; k < out->count; k++)
            known = known || same_words(c->text, d->sources.items[i], out->items[k]);
        if (!known && !qt_vec_push(c->arena, out, d->sources.items[i])) return false;
    }
    return true;
}

/* The speakers of paragraph `p`: sources of the finds whose cues stand there outside any other content, or of the
 * draft that was carried into it. *last is the last of these drafts. */
static bool speakers(const carrier *c, uint32_t p, qt_runs *out, uint32_t *last)
{
    const qt_paragraph *paragraph = &c->text->paragraphs[p];
    *last = QT_NONE;
    uint32_t d = last_find_before(c, paragraph->first);
    for (d = d == QT_NONE ? 0 : d + 1; d < c->found; d++) {
        const qt_draft *draft = &c->drafts->items[d];
        if (draft->cue.first >= paragraph->last) break;
        if (c->owner[draft->cue.first] != QT_NONE) continue;
        if (c->text->tokens[draft->cue.first].quote != QT_QUOTE_OUTSIDE) continue; /* whom the speaker tells of */
        *last = d;
        if (!add_speakers(c, draft, out)) return false;
    }
    if (*last == QT_NONE && paragraph->first < paragraph->last && c->owner[paragraph->first] != QT_NONE) {
        *last = c->owner[paragraph->first];
        return add_speakers(c, &c->drafts->items[*last], out);
    }
    return true;
}

/* Whether the paragraph is nothing but this quotation. */
static bool stands_alone(const qt_text *text, qt_run q)
{
    const qt_paragraph *p = &text->paragraphs[text->tokens[q.first].paragraph];
    if (p->part != QT_PART_BODY || p->displaced || q.first != p->first) return false;
    for (uint32_t i = q.last; i < p->last; i++)
        if (text->tokens[i].quote == QT_QUOTE_OUTSIDE && qt_token_is_word(text, i)) return false;
    return true;
}

/* Whether the quotation ends as a sentence does. A line without that is a heading between paragraphs. */
static bool ends_sentence(const qt_text *text, qt_run q)
{
    uint32_t t = q.last;
    while (t > q.first &&
           (text->tokens[t - 1].shape == QT_SHAPE_DOUBLE_QUOTE || text->tokens[t - 1].shape == QT_SHAPE_SINGLE_QUOTE))
        t--;
    return t > q.first && !qt_token_is_word(text, t - 1);
}

/* A paragraph of quotation alone: the speaker carries over from the paragraph before it, when that has one speaker who
 * is being quoted. Anything less clear is stored as unresolved, with the candidates. */
static int carry_over(carrier *c, qt_run q, quoth_error *error)
{
    uint32_t p = c->text->tokens[q.first].paragraph, last = QT_NONE;
    do {
        if (p-- == 0) return QUOTH_OK;
    } while (c->text->paragraphs[p].part == QT_PART_FURNITURE);
    if (c->text->paragraphs[p].part != QT_PART_BODY) return QUOTH_OK;
    qt_runs who = {0};
    if (!speakers(c, p, &who, &last)) return qt_arena_error(c->arena, error);
    if (last == QT_NONE || who.count == 0) return QUOTH_OK;
    qt_draft d = {.cue = {q.first, q.first}, .carried = true, .within = QT_NONE};
    const qt_draft *before = &c->drafts->items[last];
    d.unresolved = who.count > 1 || before->unresolved || !quoted(c->text, before);
    d.confidence = before->confidence * (d.unresolved ? 0.5f : 0.8f);
    if (d.unresolved) d.candidates = who;
    else d.sources = who;
    uint32_t index = (uint32_t)c->drafts->count;
    if (!qt_vec_push(c->arena, &d.contents, q) || !qt_vec_push(c->arena, c->drafts, d))
        return qt_arena_error(c->arena, error);
    own(c, q, index);
    return QUOTH_OK;
}

/* "The firm released a statement:", with nothing behind it in its paragraph: the find that announces the quotation which begins the
 * next one. */
static uint32_t announced_by(const carrier *c, qt_run q)
{
    const qt_text *text = c->text;
    const uint32_t p = text->tokens[q.first].paragraph, d = last_find_before(c, q.first);
    if (p == 0 || d == QT_NONE || text->paragraphs[p].first != q.first) return QT_NONE;
    const qt_paragraph *before = &text->paragraphs[p - 1];
    const qt_draft *draft = &c->drafts->items[d];
    const bool colon = before->last > before->first &&
                       qt_str_equal(qt_str_at(text->bytes, text->tokens[before->last - 1].span), QT_STR(":"));
    return colon && draft->cue.first >= before->first && draft->sources.count == 1 && draft->contents.count == 0
               ? d
               : QT_NONE;
}

static int place_quotation(carrier *c, const qt_quotation *quotation, uint32_t taken_up_by, quoth_error *error)
{
    qt_run run = tokens_of(c->text, quotation->span);
    if (run.first >= run.last || !free_of_owners(c, run)) return QUOTH_OK;
    if (taken_up_by != QT_NONE) return join(c, taken_up_by, run) ? QUOTH_OK : qt_arena_error(c->arena, error);
    if (words_in(c->text, run) < UTTERANCE_WORDS) return QUOTH_OK;
    uint32_t draft = runs_on(c, run);
    if (draft == QT_NONE) draft = announced_by(c, run);
    if (draft != QT_NONE) return join(c, draft, run) ? QUOTH_OK : qt_arena_error(c->arena, error);
    return stands_alone(c->text, run) && ends_sentence(c->text, run) ? carry_over(c, run, error) : QUOTH_OK;
}

/* Merges the carried drafts, which are sorted among themselves, into the finds. */
static int sort_by_anchor(carrier *c, quoth_error *error)
{
    qt_drafts *all = c->drafts;
    if (all->count == c->found) return QUOTH_OK;
    qt_draft *merged = QT_ARENA_NEW(c->arena, qt_draft, all->count);
    if (!merged) return qt_arena_error(c->arena, error);
    size_t a = 0, b = c->found, n = 0;
    while (a < c->found || b < all->count) {
        bool carried =
            a == c->found || (b < all->count && qt_draft_anchor(&all->items[b]) < qt_draft_anchor(&all->items[a]));
        merged[n++] = all->items[carried ? b++ : a++];
    }
    all->items = merged;
    all->capacity = all->count;
    return QUOTH_OK;
}

int qt_drafts_carry(const qt_text *text, qt_arena *arena, qt_drafts *drafts, quoth_error *error)
{
    qt_arena *scratch = qt_arena_scratch(arena);
    carrier c = {text, arena, drafts, drafts->count, NULL};
    uint32_t *taken_up = scratch ? QT_ARENA_NEW(scratch, uint32_t, text->quotation_count) : NULL;
    if (taken_up) c.owner = QT_ARENA_NEW(scratch, uint32_t, text->token_count);
    int status = c.owner ? QUOTH_OK : qt_arena_error(arena, error);
    if (status) goto done;
    for (size_t i = 0; i < text->token_count; i++) c.owner[i] = QT_NONE;
    for (size_t i = 0; i < text->quotation_count; i++) taken_up[i] = QT_NONE;
    for (uint32_t d = 0; d < c.found; d++)
        for (size_t k = 0; k < drafts->items[d].contents.count; k++) own(&c, drafts->items[d].contents.items[k], d);
    for (size_t i = 0; i < text->quotation_count; i++) {
        const qt_quotation *q = &text->quotations[i];
        if (q->parent != QT_NONE) continue;
        status = place_quotation(&c, q, taken_up[i], error);
        if (status) goto done;
        size_t first = qt_text_token_at(text, q->inner.begin);
        if (q->continues && q->next != QT_NONE && q->next < text->quotation_count && first < text->token_count)
            taken_up[q->next] = c.owner[first];
    }
    status = sort_by_anchor(&c, error);
done:
    qt_arena_free(scratch);
    return status;
}
