#include "statements/finds.h"

#include "nn/approximations.h"

/* One window while it is read. Positions are indices into window->tokens. */
typedef struct reading {
    qt_encoder *encoder;
    const qt_text *text;
    const qt_window *window;
    qt_arena *arena;
    float *scores;     /* [token_count][QT_SPAN_TAGS], room for either head */
    uint8_t *tags;     /* [token_count] */
    uint8_t *cue_tags; /* [token_count] */
    uint8_t *back;
    uint32_t *cue; /* [token_count] */
} reading;

typedef QT_VEC(qt_run) runs;

/* Bytes that finds may take: several times what they take in dense reports. */
enum { ROOM_FIXED = 16 * 1024, ROOM_A_BYTE = 5 };

static bool has_room(const reading *r)
{
    const qt_window *w = r->window;
    size_t end = r->text->tokens[w->tokens[w->token_count - 1]].span.end;
    return qt_arena_used(r->arena) <= ROOM_FIXED + ROOM_A_BYTE * end;
}

static bool in_one_paragraph(const reading *r, uint32_t a, uint32_t b)
{
    const uint32_t *t = r->window->tokens;
    return t[b] == t[a] + 1 && r->text->tokens[t[a]].paragraph == r->text->tokens[t[b]].paragraph;
}

/* Runs of tags `begin`, `begin` + 1, cut at paragraph ends and where the window skips text. A begin right behind a run of
 * its kind goes on with it: pieces of one span never touch. */
static bool collect_runs(const reading *r, uint8_t begin, runs *out)
{
    const uint8_t inside = (uint8_t)(begin + 1);
    for (uint32_t i = 0; i < r->window->token_count; i++) {
        if (r->tags[i] != begin && r->tags[i] != inside) continue;
        uint32_t first = i;
        while (i + 1 < r->window->token_count && (r->tags[i + 1] == inside || r->tags[i + 1] == begin) &&
               in_one_paragraph(r, i, i + 1))
            i++;
        qt_run run = {r->window->tokens[first], r->window->tokens[i] + 1};
        if (!qt_vec_push(r->arena, out, run)) return false;
    }
    return true;
}

/* A statement has one source, in one piece (two pieces hardly ever occur in PolNeAR): of several runs the
 * one stays whose tags gain most over "outside", and the others become outside. */
static void keep_one_source(reading *r)
{
    const uint32_t n = r->window->token_count;
    uint32_t best_first = 0, best_last = 0;
    float best = 0;
    for (uint32_t i = 0; i < n;) {
        uint32_t first = i;
        float gain = 0;
        for (; i < n && (r->tags[i] == QT_SPAN_B_SOURCE || r->tags[i] == QT_SPAN_I_SOURCE) &&
               (i == first || in_one_paragraph(r, i - 1, i));
             i++)
            gain += r->scores[(size_t)i * QT_SPAN_TAGS + r->tags[i]] - r->scores[(size_t)i * QT_SPAN_TAGS];
        if (i == first) {
            i++;
        } else if (best_first == best_last || gain > best) {
            best = gain;
            best_first = first;
            best_last = i;
        }
    }
    for (uint32_t i = 0; i < n; i++)
        if ((r->tags[i] == QT_SPAN_B_SOURCE || r->tags[i] == QT_SPAN_I_SOURCE) && (i < best_first || i >= best_last))
            r->tags[i] = QT_SPAN_O;
}

/* Geometric mean of the probabilities of the tags that are not "outside". */
static float span_probability(const reading *r)
{
    float sum = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->window->token_count; i++) {
        if (r->tags[i] == QT_SPAN_O) continue;
        sum += r->scores[(size_t)i * QT_SPAN_TAGS + r->tags[i]];
        n++;
    }
    return n ? qt_exp(sum / (float)n) : 0;
}

/* Source and content of the cue at window positions [first, last). */
static int read_given(reading *r, uint32_t first, uint32_t last, float cue_probability, qt_finds *out,
                      quoth_error *error)
{
    const qt_window *w = r->window;
    for (uint32_t i = first; i < last; i++) r->cue[i - first] = i;
    qt_encoder_given(r->encoder, r->cue, last - first, r->scores);
    qt_viterbi_bio(r->scores, w->token_count, QT_SPAN_TAGS, r->back, r->tags);
    keep_one_source(r);
    runs sources = {0}, contents = {0};
    if (!collect_runs(r, QT_SPAN_B_SOURCE, &sources) || !collect_runs(r, QT_SPAN_B_CONTENT, &contents))
        return qt_arena_error(r->arena, error);
    if (sources.count + contents.count == 0) return QUOTH_OK;
    qt_find find = {
        .cue = {w->tokens[first], w->tokens[last - 1] + 1},
        .sources = sources.items,
        .source_count = (uint32_t)sources.count,
        .contents = contents.items,
        .content_count = (uint32_t)contents.count,
        .cue_probability = cue_probability,
        .span_probability = span_probability(r),
    };
    return qt_vec_push(r->arena, out, find) ? QUOTH_OK : qt_arena_error(r->arena, error);
}

/* A cue goes on over inside tags, but not into or out of a quotation: quoted words are content. */
static bool cue_goes_on(const reading *r, uint32_t i)
{
    const qt_token *a = &r->text->tokens[r->window->tokens[i - 1]], *b = &r->text->tokens[r->window->tokens[i]];
    return r->cue_tags[i] == QT_CUE_I && in_one_paragraph(r, i - 1, i) &&
           (a->quote == QT_QUOTE_OUTSIDE) == (b->quote == QT_QUOTE_OUTSIDE);
}

int qt_finds_read(qt_encoder *encoder, const qt_text *text, const qt_window *window, qt_finds_scratch *scratch,
                  qt_arena *arena, qt_finds *finds, quoth_error *error)
{
    reading r = {encoder,           text,          window,      arena, scratch->scores, scratch->tags,
                 scratch->cue_tags, scratch->back, scratch->cue};
    const uint32_t n = window->token_count;
    float *probability = scratch->probability;
    qt_encoder_cues(encoder, r.scores);
    qt_viterbi_bio(r.scores, n, QT_CUE_TAGS, r.back, r.cue_tags);
    for (uint32_t i = 0; i < n; i++) probability[i] = r.scores[(size_t)i * QT_CUE_TAGS + r.cue_tags[i]];
    for (uint32_t i = 0; i < n;) {
        if (r.cue_tags[i] != QT_CUE_B) {
            i++;
            continue;
        }
        uint32_t first = i++;
        while (i < n && cue_goes_on(&r, i)) i++;
        if (first < window->score_first || first >= window->score_last || !has_room(&r)) continue;
        float sum = 0;
        for (uint32_t k = first; k < i; k++) sum += probability[k];
        int status = read_given(&r, first, i, qt_exp(sum / (float)(i - first)), finds, error);
        if (status) return status;
    }
    return QUOTH_OK;
}
