#include "statements/finds.h"

#include "nn/approximations.h"

/* One window while it is read. Positions are indices into window->tokens. */
typedef struct reading {
    qt_encoder *encoder;
    const qt_model *model;
    const qt_text *text;
    const qt_window *window;
    qt_arena *arena;
    qt_finds_scratch *scratch;
    qt_given given; /* of the cue that is being read: its tags are scratch->tags */
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

/* As in_one_paragraph, a dateline before it and a credit behind it included, which the network may have taken in. */
static bool in_one_block(const reading *r, uint32_t a, uint32_t b)
{
    const uint32_t *t = r->window->tokens, next = r->text->tokens[t[b]].paragraph;
    return in_one_paragraph(r, a, b) ||
           (t[b] == t[a] + 1 && r->text->paragraphs[next].joined && r->text->tokens[t[a]].paragraph + 1u == next);
}

/* Runs of tags `begin`, `begin` + 1, cut at paragraph ends and where the window skips text. A begin right behind a run of
 * its kind goes on with it: pieces of one span never touch. */
static bool collect_runs(const reading *r, uint8_t begin, runs *out)
{
    const uint8_t inside = (uint8_t)(begin + 1), *tags = r->scratch->tags;
    const uint32_t at = r->given.first, *tokens = r->window->tokens + at;
    for (uint32_t i = 0; i < r->given.count; i++) {
        if (tags[i] != begin && tags[i] != inside) continue;
        uint32_t first = i;
        while (i + 1 < r->given.count && (tags[i + 1] == inside || tags[i + 1] == begin) &&
               in_one_paragraph(r, at + i, at + i + 1))
            i++;
        qt_run run = {tokens[first], tokens[i] + 1};
        if (!qt_vec_push(r->arena, out, run)) return false;
    }
    return true;
}

static bool is_source(uint8_t tag) { return tag == QT_SPAN_B_SOURCE || tag == QT_SPAN_I_SOURCE; }

static bool is_content(uint8_t tag) { return tag == QT_SPAN_B_CONTENT || tag == QT_SPAN_I_CONTENT; }

/* A credit or a dateline is no source, and no part of what was said. */
static void leave_furniture_out(const reading *r)
{
    const uint32_t *tokens = r->window->tokens + r->given.first;
    for (uint32_t i = 0; i < r->given.count; i++)
        if (qt_is_furniture(r->text, tokens[i])) r->scratch->tags[i] = QT_SPAN_O;
}

/* Whether the paragraph of window position `at` says who speaks in it: a cue stands there outside quotation. */
static bool has_own_cue(const reading *r, uint32_t at)
{
    const uint32_t *tokens = r->window->tokens, n = r->window->token_count;
    const qt_token *text = r->text->tokens;
    uint32_t first = at, last = at + 1;
    while (first > 0 && in_one_paragraph(r, first - 1, first)) first--;
    while (last < n && in_one_paragraph(r, last - 1, last)) last++;
    for (uint32_t i = first; i < last; i++)
        if (r->scratch->cue_tags[i] == QT_CUE_B && text[tokens[i]].quote == QT_QUOTE_OUTSIDE) return true;
    return false;
}

/* What is said does not leave the cue's paragraph, but for a quotation behind it in one that names no speaker, and behind
 * a colon: the quotation before it is somebody's already ("“…” | as witnesses screamed."). */
static void keep_to_paragraph(const reading *r, uint32_t cue)
{
    const uint32_t at = r->given.first, *tokens = r->window->tokens;
    const qt_paragraph *own = &r->text->paragraphs[r->text->tokens[tokens[cue]].paragraph];
    const qt_token *last = &r->text->tokens[own->last - 1];
    bool colon = qt_str_equal(qt_str_at(r->text->bytes, last->span), QT_STR(":"));
    for (uint32_t i = 0; i < r->given.count; i++) {
        const uint32_t token = tokens[at + i];
        if (!is_content(r->scratch->tags[i]) || (token >= own->first && (token < own->last || colon))) continue;
        bool quoted = r->text->tokens[token].quote != QT_QUOTE_OUTSIDE;
        if (token < own->first || !quoted || has_own_cue(r, at + i)) r->scratch->tags[i] = QT_SPAN_O;
    }
}

/* A statement has one source, in one piece (two pieces hardly ever occur in PolNeAR): of several runs the
 * one stays whose tags gain most over "outside", and the others become outside. */
static void keep_one_source(const reading *r)
{
    const uint32_t n = r->given.count, at = r->given.first;
    uint32_t best_first = 0, best_last = 0;
    uint8_t *tags = r->scratch->tags;
    float best = 0;
    for (uint32_t i = 0; i < n;) {
        uint32_t first = i;
        float gain = 0;
        for (; i < n && is_source(tags[i]) && (i == first || in_one_paragraph(r, at + i - 1, at + i)); i++)
            gain += r->given.scores[(size_t)i * QT_SPAN_TAGS + tags[i]] - r->given.scores[(size_t)i * QT_SPAN_TAGS];
        if (i == first) {
            i++;
        } else if (best_first == best_last || gain > best) {
            best = gain;
            best_first = first;
            best_last = i;
        }
    }
    for (uint32_t i = 0; i < n; i++)
        if (is_source(tags[i]) && (i < best_first || i >= best_last)) tags[i] = QT_SPAN_O;
}

/* The phrase that a source is tagged in: as far as REACH words to either side, without the cue's. Empty where none is. */
static qt_run phrase_of(const reading *r, uint32_t cue_first, uint32_t cue_last)
{
    enum { REACH = 8 };
    const uint32_t n = r->given.count, at = r->given.first;
    uint32_t first = 0, last = n;
    while (first < n && !is_source(r->scratch->tags[first])) first++;
    while (last > first && !is_source(r->scratch->tags[last - 1])) last--;
    if (first == last) return (qt_run){0, 0};
    for (uint32_t k = 0;
         k < REACH && first > 0 && at + first != cue_last && in_one_block(r, at + first - 1, at + first);)
        first--, k++;
    for (uint32_t k = 0; k < REACH && last < n && at + last != cue_first && in_one_block(r, at + last - 1, at + last);)
        last++, k++;
    return (qt_run){first, last};
}

/* The probability of a tag of `inside` for every token in the phrase, and of `outside` for every other. `all` is the log of
 * the sum over all sequences. */
static float share_of(const reading *r, qt_run phrase, uint8_t inside, uint8_t outside, float all)
{
    uint8_t *allowed = r->scratch->allowed;
    for (uint32_t i = 0; i < r->given.count; i++) allowed[i] = phrase.first <= i && i < phrase.last ? inside : outside;
    return qt_exp(qt_crf_log_sum(r->model, r->given.scores, r->given.count, allowed) - all);
}

/* How likely it is that the source is in the phrase where it is tagged, or that there is none, and that there is a content
 * where one is tagged, wherever they begin and end: who says something is what a row must get right. */
static float span_probability(const reading *r, qt_run phrase, bool with_content)
{
    enum { O = 1 << QT_SPAN_O, SOURCE = 1 << QT_SPAN_B_SOURCE | 1 << QT_SPAN_I_SOURCE, ANY = 31 };
    const uint8_t inside = with_content ? ANY : O | SOURCE, outside = with_content ? ANY & ~SOURCE : O;
    const bool with_source = phrase.first < phrase.last;
    float all = qt_crf_log_sum(r->model, r->given.scores, r->given.count, NULL);
    float probability = share_of(r, phrase, inside, outside, all);
    if (with_source) probability -= share_of(r, phrase, outside, outside, all);
    if (with_content) probability -= share_of(r, phrase, O | SOURCE, O, all);
    if (with_source && with_content) probability += share_of(r, phrase, O, O, all);
    return probability < 0 ? 0 : probability > 1 ? 1 : probability;
}

static uint32_t likeliest(const float *scores, uint32_t count)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < count; i++)
        if (scores[i] > scores[best]) best = i;
    return best;
}

/* What the network makes of the statement, as far as its labels are words of the contract. */
static void read_labels(const qt_label_lists *labels, const qt_given_labels *given, qt_find *find)
{
    uint32_t kind = likeliest(given->kind, labels->kinds.count);
    qt_str polarity = labels->polarities.names[likeliest(given->polarity, labels->polarities.count)];
    qt_str certainty = labels->certainties.names[likeliest(given->certainty, labels->certainties.count)];
    find->kind = (uint8_t)qt_kind_of(labels->kinds.names[kind]);
    find->kind_probability = qt_exp(given->kind[kind]);
    find->polarity = (uint8_t)qt_polarity_of(polarity);
    find->certainty = (uint8_t)qt_certainty_of(certainty);
    if (find->kind == QT_KIND_COUNT) find->kind = QT_KIND_STATEMENT;
    if (find->polarity == QT_POLARITY_COUNT) find->polarity = QT_POLARITY_NONE;
    if (find->certainty == QT_CERTAINTY_COUNT) find->certainty = QT_CERTAINTY_NONE;
}

/* Source, content and labels of the cue (or head) at window positions [first, last). */
static int read_given(reading *r, uint32_t first, uint32_t last, qt_given_mark mark, float cue_probability,
                      qt_finds *out, quoth_error *error)
{
    const qt_window *w = r->window;
    for (uint32_t i = first; i < last; i++) r->scratch->cue[i - first] = i;
    qt_given given = r->given = qt_encoder_given(r->encoder, r->scratch->cue, last - first, mark);
    qt_crf_best(r->model, given.scores, given.count, r->scratch->back, r->scratch->tags);
    leave_furniture_out(r);
    keep_to_paragraph(r, first);
    keep_one_source(r);
    runs sources = {0}, contents = {0};
    if ((mark == QT_GIVEN_CUE && !collect_runs(r, QT_SPAN_B_SOURCE, &sources)) ||
        !collect_runs(r, QT_SPAN_B_CONTENT, &contents))
        return qt_arena_error(r->arena, error);
    if (sources.count + contents.count == 0) return QUOTH_OK;
    qt_find find = {
        .cue = {w->tokens[first], w->tokens[last - 1] + 1},
        .sources = sources.items,
        .source_count = (uint32_t)sources.count,
        .contents = contents.items,
        .content_count = (uint32_t)contents.count,
        .narrated = mark == QT_GIVEN_NARRATES,
        .cue_probability = cue_probability,
        .span_probability = span_probability(r, phrase_of(r, first, last), contents.count > 0),
    };
    const qt_given_labels labels = qt_encoder_labels(r->encoder, r->scratch->tags);
    read_labels(qt_model_labels(r->model), &labels, &find);
    return qt_vec_push(r->arena, out, find) ? QUOTH_OK : qt_arena_error(r->arena, error);
}

/* A cue goes on over inside tags, but not into or out of a quotation: quoted words are content. */
static bool cue_goes_on(const reading *r, uint32_t i)
{
    const qt_token *a = &r->text->tokens[r->window->tokens[i - 1]], *b = &r->text->tokens[r->window->tokens[i]];
    return r->scratch->cue_tags[i] == QT_CUE_I && in_one_paragraph(r, i - 1, i) &&
           (a->quote == QT_QUOTE_OUTSIDE) == (b->quote == QT_QUOTE_OUTSIDE);
}

static int read_cues(reading *r, qt_finds *finds, quoth_error *error)
{
    const qt_window *w = r->window;
    const uint8_t *tags = r->scratch->cue_tags;
    const float *scores = r->scratch->scores;
    qt_encoder_cues(r->encoder, r->scratch->scores);
    qt_viterbi_bio(scores, w->token_count, QT_CUE_TAGS, r->scratch->back, r->scratch->cue_tags);
    for (uint32_t i = 0; i < w->token_count;) {
        if (tags[i] != QT_CUE_B) {
            i++;
            continue;
        }
        uint32_t first = i++;
        while (i < w->token_count && cue_goes_on(r, i)) i++;
        if (first < w->score_first || first >= w->score_last || !has_room(r)) continue;
        if (qt_is_furniture(r->text, w->tokens[first])) continue;
        float sum = 0;
        for (uint32_t k = first; k < i; k++) sum += scores[(size_t)k * QT_CUE_TAGS + tags[k]];
        int status = read_given(r, first, i, QT_GIVEN_CUE, qt_exp(sum / (float)(i - first)), finds, error);
        if (status) return status;
    }
    return QUOTH_OK;
}

static int read_heads(reading *r, qt_finds *finds, quoth_error *error)
{
    const qt_window *w = r->window;
    const float *odds = r->scratch->odds;
    qt_encoder_narrates(r->encoder, r->scratch->odds);
    for (uint32_t i = w->score_first; i < w->score_last; i++) {
        if (!(odds[i] > 0) || !has_room(r) || qt_is_furniture(r->text, w->tokens[i])) continue;
        int status = read_given(r, i, i + 1, QT_GIVEN_NARRATES, 1 / (1 + qt_exp(-odds[i])), finds, error);
        if (status) return status;
    }
    return QUOTH_OK;
}

int qt_finds_read(qt_encoder *encoder, const qt_model *model, const qt_text *text, const qt_window *window,
                  qt_finds_scratch *scratch, qt_arena *arena, qt_finds *finds, quoth_error *error)
{
    reading r = {
        .encoder = encoder, .model = model, .text = text, .window = window, .arena = arena, .scratch = scratch};
    int status = read_cues(&r, finds, error);
    return status ? status : read_heads(&r, finds, error);
}
