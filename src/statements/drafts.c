#include "statements/drafts.h"

/* Whether a reader goes from one token to the other without crossing into a line that an extractor displaced: such lines
 * are not continuous text, and nobody speaks from one into the next. */
static bool continuous(const qt_text *text, uint32_t a, uint32_t b)
{
    uint32_t p = text->tokens[a].paragraph, q = text->tokens[b].paragraph;
    for (uint32_t i = (p < q ? p : q) + 1; i <= (p < q ? q : p); i++)
        if (text->paragraphs[i].displaced) return false;
    return true;
}

static bool copy_runs(const qt_text *text, uint32_t cue, const qt_run *items, size_t count, qt_arena *arena,
                      qt_runs *out)
{
    if (count) out->items = QT_ARENA_NEW(arena, qt_run, count);
    if (count && !out->items) return false;
    out->capacity = count;
    for (size_t i = 0; i < count; i++)
        if (continuous(text, cue, items[i].first)) out->items[out->count++] = items[i];
    return true;
}

/* A run that begins just behind a quotation's opening mark and covers its words takes the mark in, and likewise the
 * closing one: a content is quoted whole or not at all. */
static void balance(const qt_text *text, qt_run *run)
{
    const qt_token *t = text->tokens;
    const uint8_t mark = QT_SHAPE_DOUBLE_QUOTE;
    uint32_t marks = 0;
    for (uint32_t i = run->first; i < run->last; i++) marks += t[i].shape == mark;
    if (marks % 2 == 0) return;
    uint32_t paragraph = t[run->first].paragraph;
    bool opens_before = run->first > 0 && t[run->first - 1].shape == mark && t[run->first - 1].paragraph == paragraph &&
                        t[run->first].shape != mark && t[run->first].quote == QT_QUOTE_INSIDE;
    bool closes_behind = run->last < text->token_count && t[run->last].shape == mark &&
                         t[run->last].paragraph == paragraph && t[run->last - 1].shape != mark &&
                         t[run->last - 1].quote == QT_QUOTE_INSIDE;
    if (opens_before && !closes_behind) run->first--;
    if (closes_behind && !opens_before) run->last++;
}

/* A run does not end right behind a quotation's opening mark: it takes its words in, as far as the sentence goes. */
static void open_quotation(const qt_text *text, qt_run *run)
{
    const qt_token *t = text->tokens;
    const uint32_t sentence = t[run->last - 1].sentence;
    if (t[run->last - 1].shape != QT_SHAPE_DOUBLE_QUOTE) return;
    while (run->last < text->token_count && t[run->last].sentence == sentence && t[run->last].quote != QT_QUOTE_OUTSIDE)
        run->last++;
}

/* A comma, a dash or their like that joins a content to the words around it is neither's; inside a quotation it is the
 * speaker's. */
static bool joins(const qt_text *text, uint32_t token)
{
    static const char *const dashes[] = {"--", "\xe2\x80\x93", "\xe2\x80\x94"};
    qt_str s = qt_str_at(text->bytes, text->tokens[token].span);
    if (text->tokens[token].quote != QT_QUOTE_OUTSIDE) return false;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (qt_str_equal(s, qt_str_of(dashes[i]))) return true;
    /* "- She came" begins an item of a list; the hyphen of "non-" is the word's. */
    bool apart = token == 0 || text->tokens[token - 1].span.end < text->tokens[token].span.begin;
    return s.size == 1 && (strchr(",;:(", s.data[0]) != NULL || (apart && s.data[0] == '-'));
}

void qt_run_trim(const qt_text *text, qt_run *run)
{
    while (run->last - run->first > 1 && joins(text, run->last - 1)) run->last--;
    while (run->last - run->first > 1 && joins(text, run->first)) run->first++;
}

static bool meet(qt_run a, qt_run b) { return a.first < b.last && b.first < a.last; }

/* Who says a thing is named before its cue or behind it, never around it: "the smiths | said" of "the smiths said so". */
static void keep_off_cue(qt_draft *d)
{
    for (size_t i = 0; i < d->sources.count; i++) {
        qt_run *run = &d->sources.items[i];
        if (!meet(*run, d->cue) || (d->cue.first <= run->first && run->last <= d->cue.last)) continue;
        if (run->first < d->cue.first) run->last = d->cue.first;
        else run->first = d->cue.last;
    }
}

/* Whether `source` has run on over the cue of `other` from where the other source ends ("Ada Lunt | said so, adding"), or
 * begins with it ("added | Ada Lunt"); a participle belongs to it ("a guard | cited by Ada Lunt"). */
static bool runs_over(const qt_text *text, qt_run source, qt_run other, qt_run cue)
{
    qt_str behind = cue.last < text->token_count ? qt_str_at(text->bytes, text->tokens[cue.last].span) : QT_STR("");
    qt_str last = qt_str_at(text->bytes, text->tokens[cue.last - 1].span);
    if (qt_str_equal(behind, QT_STR("by")) || qt_str_equal(last, QT_STR("by"))) return false;
    return (source.first == other.first && other.last == cue.first) ||
           (source.first == cue.first && other.first == cue.last);
}

/* Two cues of one sentence that share a source mean the whole of it: "Ada Lunt of Orsel saying …, adding …". One that holds
 * a cue ("Ada Lunt, whom the smiths believe, said") is not shared. */
static void share_source(const qt_text *text, qt_draft *a, qt_draft *b)
{
    if (a->sources.count == 0 || b->sources.count == 0) return;
    qt_run *x = a->sources.items, *y = b->sources.items;
    bool apart = x->last <= y->first || y->last <= x->first;
    if (apart || text->tokens[a->cue.first].sentence != text->tokens[b->cue.first].sentence) return;
    bool first = x->last - x->first >= y->last - y->first;
    qt_run longer = first ? *x : *y, shorter = first ? *y : *x, cue = first ? b->cue : a->cue;
    if (runs_over(text, longer, shorter, cue)) longer = shorter;
    else if (meet(longer, a->cue) || meet(longer, b->cue)) return;
    *x = *y = longer;
}

int qt_drafts_of(const qt_text *text, const qt_finds *finds, qt_arena *arena, qt_drafts *out, quoth_error *error)
{
    qt_drafts drafts = {.items = QT_ARENA_NEW(arena, qt_draft, finds->count), .capacity = finds->count};
    if (!drafts.items) return qt_arena_error(arena, error);
    for (size_t i = 0; i < finds->count; i++) {
        const qt_find *f = &finds->items[i];
        if (f->narrated) continue;
        qt_draft d = {.cue = f->cue,
                      .kind = f->kind,
                      .kind_probability = f->kind_probability,
                      .polarity = f->polarity,
                      .certainty = f->certainty,
                      .within = QT_NONE};
        d.confidence = f->cue_probability * f->span_probability;
        if (!copy_runs(text, f->cue.first, f->sources, f->source_count, arena, &d.sources) ||
            !copy_runs(text, f->cue.first, f->contents, f->content_count, arena, &d.contents))
            return qt_arena_error(arena, error);
        if (d.sources.count + d.contents.count == 0) continue;
        for (size_t k = 0; k < d.contents.count; k++) {
            qt_run_trim(text, &d.contents.items[k]);
            open_quotation(text, &d.contents.items[k]);
            balance(text, &d.contents.items[k]);
        }
        keep_off_cue(&d);
        if (!qt_vec_push(arena, &drafts, d)) return qt_arena_error(arena, error);
        if (drafts.count > 1) share_source(text, &drafts.items[drafts.count - 2], &drafts.items[drafts.count - 1]);
    }
    *out = drafts;
    return QUOTH_OK;
}
