/* What stands in what, and which readings are too doubtful to keep. */
#include "statements/drafts.h"
#include "statements/read.h"

/* Below these a reading is too often wrong for a ledger (measured on polnear/dev and our gold; see models/README.md). A
 * quotation and a verb like "denied" whose subject and object the tree shows too are hardly ever mistaken; a word that the cue
 * lexicon has not, and a cue without a source, mostly are. Of what the tree completes the network has read a part. */
static const float least_confidence = 0.6f, least_firm = 0.4f, least_unlisted = 0.87f, least_within = 0.55f,
                   least_completed = 0.45f, least_without_source = 0.87f, least_impersonal = 0.6f,
                   least_without_content = 0.7f, least_in_doubtful = 0.8f;

static size_t content_size(const qt_draft *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->contents.count; i++) n += d->contents.items[i].last - d->contents.items[i].first;
    return n;
}

/* Outer contents are strictly larger than inner ones (index breaks ties), which rules out cycles. */
static bool larger(const size_t *sizes, uint32_t a, uint32_t b)
{
    return sizes[a] > sizes[b] || (sizes[a] == sizes[b] && a < b);
}

int qt_drafts_nest(qt_drafts *drafts, qt_arena *arena, quoth_error *error)
{
    size_t n = drafts->count;
    size_t *sizes = QT_ARENA_NEW(arena, size_t, n);
    if (!sizes) return qt_arena_error(arena, error);
    for (size_t i = 0; i < n; i++) sizes[i] = content_size(&drafts->items[i]);
    for (uint32_t outer = 0; outer < n; outer++) {
        const qt_draft *o = &drafts->items[outer];
        for (size_t k = 0; k < o->contents.count; k++) {
            qt_run run = o->contents.items[k];
            /* Anchors are sorted: find the first one inside the run. */
            size_t low = 0, high = n;
            while (low < high) {
                size_t middle = (low + high) / 2;
                if (qt_draft_anchor(&drafts->items[middle]) < run.first) low = middle + 1;
                else high = middle;
            }
            for (; low < n && qt_draft_anchor(&drafts->items[low]) < run.last; low++) {
                qt_draft *inner = &drafts->items[low];
                if (low == outer || !larger(sizes, outer, (uint32_t)low)) continue;
                if (inner->within == QT_NONE || larger(sizes, inner->within, outer)) inner->within = outer;
            }
        }
    }
    return QUOTH_OK;
}

/* Who speaks inside a content is named inside it: a source from outside is the outer speaker's, in the wrong mouth. */
static bool source_inside(const qt_draft *outer, const qt_draft *inner)
{
    for (size_t i = 0; i < outer->contents.count; i++) {
        qt_run content = outer->contents.items[i], source = inner->sources.items[0];
        if (content.first <= source.first && source.last <= content.last) return true;
    }
    return false;
}

static bool is_word(const qt_text *text, uint32_t token, const char *word)
{
    return text->tokens[token].quote == QT_QUOTE_OUTSIDE &&
           qt_str_equal(qt_str_at(text->bytes, text->tokens[token].span), qt_str_of(word));
}

/* "A said X, while B said Y": a cue inside a content whose source stands outside it shows that the content has run on
 * into another speaker's clause. It ends before the last "while" or "whereas" in front of that cue. */
static void end_before_next_speaker(const qt_text *text, qt_draft *outer, const qt_draft *inner)
{
    for (size_t i = 0; i < outer->contents.count; i++) {
        qt_run *run = &outer->contents.items[i];
        if (inner->cue.first <= run->first || inner->cue.first >= run->last) continue;
        for (uint32_t t = inner->cue.first - 1; t > run->first; t--) {
            if (!is_word(text, t, "while") && !is_word(text, t, "whereas")) continue;
            run->last = t;
            qt_run_trim(text, run);
            return;
        }
    }
}

/* "It was reported that": a cue that needs no source. */
static bool is_impersonal(const qt_text *text, qt_run cue)
{
    static const char *const be[] = {"is", "are", "was", "were", "be", "been", "being"};
    for (uint32_t t = cue.first; t < cue.last; t++)
        for (size_t i = 0; i < sizeof be / sizeof *be; i++)
            if (qt_str_equal(qt_str_at(text->bytes, text->tokens[t].span), qt_str_of(be[i]))) return true;
    return false;
}

static bool is_quotation(const qt_text *text, const qt_draft *d)
{
    for (size_t i = 0; i < d->contents.count; i++)
        for (uint32_t t = d->contents.items[i].first; t < d->contents.items[i].last; t++)
            if (text->tokens[t].quote != QT_QUOTE_OUTSIDE) return true;
    return false;
}

static bool doubtful_alone(const qt_words *words, const qt_drafts *drafts, const qt_draft *d)
{
    const qt_text *text = words->text;
    if (d->carried) return false;
    if (qt_draft_has_cue(d) && !qt_match_cue(words, d->cue).entry && d->confidence < least_unlisted) return true;
    if (d->contents.count == 0) return d->sources.count == 0 || d->confidence < least_without_content;
    if (d->sources.count == 0) {
        float least = is_impersonal(text, d->cue) ? least_impersonal : least_without_source;
        return d->within != QT_NONE || d->confidence < least;
    }
    if (d->within == QT_NONE) {
        const bool firm = is_quotation(text, d) || qt_draft_is_plain(words, d);
        return d->confidence < (d->completed ? least_completed : firm ? least_firm : least_confidence);
    }
    return d->confidence < (d->completed ? least_completed : least_within) ||
           !source_inside(&drafts->items[d->within], d);
}

/* What stands in a doubtful reading is as doubtful: its words may be the outer speaker's. */
static bool doubtful(const qt_words *words, const qt_drafts *drafts, const qt_draft *d)
{
    if (doubtful_alone(words, drafts, d)) return true;
    return d->within != QT_NONE && d->confidence < least_in_doubtful &&
           doubtful_alone(words, drafts, &drafts->items[d->within]);
}

int qt_drafts_prune(const qt_words *words, qt_drafts *drafts, qt_arena *arena, quoth_error *error)
{
    size_t n = drafts->count, kept = 0;
    for (size_t i = 0; i < n; i++) {
        const qt_draft *d = &drafts->items[i];
        if (d->within != QT_NONE && d->sources.count && !source_inside(&drafts->items[d->within], d))
            end_before_next_speaker(words->text, &drafts->items[d->within], d);
    }
    uint32_t *moved = QT_ARENA_NEW(arena, uint32_t, n); /* where each draft goes, QT_NONE for those removed */
    if (!moved) return qt_arena_error(arena, error);
    for (size_t i = 0; i < n; i++) moved[i] = doubtful(words, drafts, &drafts->items[i]) ? QT_NONE : (uint32_t)kept++;
    for (size_t i = 0; i < n; i++) {
        uint32_t *within = &drafts->items[i].within;
        while (*within != QT_NONE && moved[*within] == QT_NONE) *within = drafts->items[*within].within;
    }
    for (size_t i = 0; i < n; i++) {
        if (moved[i] == QT_NONE) continue;
        qt_draft d = drafts->items[i];
        if (d.within != QT_NONE) d.within = moved[d.within];
        drafts->items[moved[i]] = d;
    }
    drafts->count = kept;
    return QUOTH_OK;
}
