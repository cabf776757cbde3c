#include "base/utf8.h"
#include "statements/read.h"

static bool begins_with(const qt_text *text, uint32_t token, bool (*property)(uint32_t))
{
    uint32_t code = 0;
    qt_utf8_decode(text->bytes, text->tokens[token].span.begin, &code);
    return property(code);
}

/* One condition of the lexicon's `exclude`: whether the form is an innocent word here. */
static bool holds(const qt_words *words, qt_str condition, qt_run run)
{
    const qt_text *text = words->text;
    const qt_sentence *s = &text->sentences[text->tokens[run.first].sentence];
    bool before = run.first > s->first, behind = run.last < s->last;
    if (qt_str_equal(condition, QT_STR("capital"))) return before && begins_with(text, run.first, qt_is_upper);
    if (qt_str_equal(condition, QT_STR("date")))
        return (before && begins_with(text, run.first - 1, qt_is_digit)) ||
               (behind && begins_with(text, run.last, qt_is_digit));
    qt_str value = {condition.data + 5, condition.size > 5 ? condition.size - 5 : 0};
    if (qt_str_starts(condition, QT_STR("prev=")))
        return before && qt_str_equal(qt_word_lower(words, run.first - 1), value);
    if (qt_str_starts(condition, QT_STR("next="))) return behind && qt_str_equal(qt_word_lower(words, run.last), value);
    return false;
}

static bool excluded(const qt_words *words, const qt_hedge_entry *entry, qt_run run)
{
    for (const char *at = entry->exclude; *at;) {
        size_t n = strcspn(at, " ");
        if (holds(words, (qt_str){at, n}, run)) return true;
        at += n + (at[n] == ' ');
    }
    return false;
}

qt_run qt_hedge_at(const qt_words *words, uint32_t token, const qt_hedge_entry **out)
{
    const qt_text *text = words->text;
    uint32_t end = text->sentences[text->tokens[token].sentence].last;
    char key[QT_ENTRY_BYTES];
    size_t size;
    *out = NULL;
    for (uint32_t n = end - token < QT_ENTRY_WORDS ? end - token : QT_ENTRY_WORDS; n > 0; n--) {
        if (!qt_words_form(words, token, n, key, &size)) continue;
        const qt_hedge_entry *entry = qt_hedge_find((qt_str){key, size});
        qt_run run = {token, token + n};
        if (!entry || excluded(words, entry, run) || qt_hedge_is_innocent(words, entry, run)) continue;
        *out = entry;
        return run;
    }
    return (qt_run){token, token};
}

static bool inside(qt_run outer, qt_run inner) { return outer.first <= inner.first && inner.last <= outer.last; }

static bool inside_any(const qt_runs *runs, qt_run run)
{
    for (size_t i = 0; i < runs->count; i++)
        if (inside(runs->items[i], run)) return true;
    return false;
}

/* Classes that a narrator adds out of caution: a speaker who condemns or denies a thing hardly calls it alleged. */
static bool is_caution(const qt_hedge_entry *e)
{
    return e && (strcmp(e->class, "allegation") == 0 || strcmp(e->class, "distance") == 0 ||
                 strcmp(e->class, "hearsay") == 0);
}

static bool takes_as_fact(qt_kind kind)
{
    return kind == QT_KIND_CONDEMNATION || kind == QT_KIND_CRITICISM || kind == QT_KIND_ACCUSATION ||
           kind == QT_KIND_CONDOLENCE || kind == QT_KIND_CLAIM_OF_RESPONSIBILITY;
}

/* Whether the run is the cue's own word ("suspected that"), which is no hedge. */
static bool is_cue(const qt_words *words, const qt_draft *d, const qt_statement *s, qt_run run)
{
    for (uint32_t t = run.first; t < run.last; t++)
        if (t >= d->cue.first && t < d->cue.last && s->cue_lemma.data &&
            qt_str_equal(qt_words_lemma(words, t), s->cue_lemma))
            return true;
    return false;
}

/* Whether the word stands in a relative clause or an apposition of the content: either may have put it there. */
static bool is_aside(const qt_words *words, const qt_draft *d, uint32_t t)
{
    for (int depth = 0; depth < 8 && t != QT_NONE && inside_any(&d->contents, (qt_run){t, t + 1}); depth++) {
        const qt_dep dep = qt_words_dep(words, t);
        const uint32_t head = qt_words_head(words, t);
        if (head == QT_NONE || !inside_any(&d->contents, (qt_run){head, head + 1})) return false;
        if (dep == QT_DEP_ACL_RELCL || dep == QT_DEP_APPOS) return true;
        if (dep == QT_DEP_CCOMP || dep == QT_DEP_PARATAXIS) return false;
        t = head;
    }
    return false;
}

/* "the suspected users", "rules that it seemingly broke": not the modal or the predicate of a clause of his. */
static bool is_either(const qt_words *words, const qt_draft *d, const qt_hedge_entry *e, qt_run run)
{
    if (!e) return false;
    const qt_dep dep = qt_words_dep(words, run.first);
    const bool suspects = dep == QT_DEP_AMOD && strcmp(e->class, "suspicion") == 0;
    const bool seems = dep == QT_DEP_ADVMOD && strcmp(e->class, "appearance") == 0;
    return suspects || seems || is_aside(words, d, run.first);
}

/* Whether a word outside the content hangs off the cue ("Allegedly, he said") or off the source ("Kamm, who allegedly"). */
static bool is_on_attribution(const qt_words *words, const qt_draft *d, uint32_t t)
{
    if (!qt_draft_has_cue(d)) return false;
    const uint32_t first = qt_words_head(words, t);
    if (first != QT_NONE && inside(d->cue, (qt_run){first, first + 1})) return true;
    for (int depth = 0; depth < 8 && t != QT_NONE; depth++) {
        if (inside_any(&d->contents, (qt_run){t, t + 1}) || inside(d->cue, (qt_run){t, t + 1})) return false;
        if (inside_any(&d->sources, (qt_run){t, t + 1})) return true;
        if (qt_words_dep(words, t) == QT_DEP_DEP || qt_words_dep(words, t) == QT_DEP_CONJ) return false;
        t = qt_words_head(words, t);
    }
    return false;
}

/* Whose the hedge is: the speaker's inside quotation marks, and where it is the modal or adverb of his own clause; the
 * narrator's where it qualifies the cue or describes the source, and where it is caution about what the speaker takes as
 * a fact; else caution may be either's. False where the draft does not hold it. */
static bool owner_of(const qt_words *words, const qt_draft *d, const qt_statement *s, const qt_hedge_entry *entry,
                     qt_run run, qt_owner *out)
{
    if (d->narrated) return *out = QT_OWNER_NARRATOR, inside_any(&d->contents, run);
    if (inside_any(&d->contents, run)) {
        bool quoted = words->text->tokens[run.first].quote != QT_QUOTE_OUTSIDE;
        const bool caution = is_caution(entry);
        *out = quoted                                       ? QT_OWNER_SPEAKER
               : caution && takes_as_fact(s->kind)          ? QT_OWNER_NARRATOR
               : caution || is_either(words, d, entry, run) ? QT_OWNER_UNCLEAR
                                                            : QT_OWNER_SPEAKER;
        return true;
    }
    /* "reportedly said", "seems to think": right in front of the cue, whether or not the network took it in. */
    bool on_cue = qt_draft_has_cue(d) && (run.last == d->cue.first || inside(d->cue, run));
    if (!inside_any(&d->sources, run) && !on_cue && !is_on_attribution(words, d, run.first)) return false;
    *out = QT_OWNER_NARRATOR;
    return true;
}

/* Tokens of scare quotes at most, marks included. */
enum { SCARE_MAX = 5 };

/* The marks and one or two small words of a quotation in a quotation that begins at `token`: scare quotes. An empty run
 * where none does. `next` is the first quotation that does not begin before it. */
static qt_run scare_quotes(const qt_words *words, uint32_t token, size_t *next)
{
    const qt_text *text = words->text;
    const uint32_t begin = text->tokens[token].span.begin;
    qt_run run = {token, token};
    while (*next < text->quotation_count && text->quotations[*next].span.begin < begin) (*next)++;
    if (*next == text->quotation_count) return run;
    const qt_quotation *q = &text->quotations[*next];
    if (q->span.begin != begin || q->parent == QT_NONE || !q->closed) return run;
    const bool so_called =
        token > 0 && (qt_words_is(words, token - 1, "so-called") || qt_words_is(words, token - 1, "called"));
    uint32_t count = 0, t = token;
    for (; t < text->token_count && text->tokens[t].span.end <= q->span.end; t++) {
        if (t > token + SCARE_MAX) return run;
        if (qt_token_is_capital(text, t) && !so_called) return run;
        const bool mark =
            text->tokens[t].shape == QT_SHAPE_SINGLE_QUOTE || text->tokens[t].shape == QT_SHAPE_DOUBLE_QUOTE;
        const bool hyphen = qt_words_is(words, t, "-");
        if (!qt_token_is_word(text, t) && !mark && !hyphen) return run; /* ‘very odd,’ is somebody's speech */
        count += qt_token_is_word(text, t);
    }
    if (count >= 1 && count <= 2) run.last = t;
    return run;
}

typedef QT_VEC(qt_hedge) hedge_list;

static int place(const qt_words *words, const qt_drafts *drafts, const qt_touch *touch, const qt_hedge_entry *entry,
                 qt_run run, qt_arena *arena, hedge_list *of, qt_statement *statements, quoth_error *error)
{
    const qt_text *text = words->text;
    uint32_t sentence = text->tokens[run.first].sentence;
    bool placed = false;
    for (uint32_t i = touch->first[sentence]; i < touch->first[sentence + 1]; i++) {
        uint32_t d = touch->items[i];
        qt_hedge hedge = {.span = qt_run_span(text, run)};
        if (is_cue(words, &drafts->items[d], &statements[d], run)) {
            placed = true;
            continue;
        }
        if (!owner_of(words, &drafts->items[d], &statements[d], entry, run, &hedge.by)) continue;
        placed = true;
        if (!qt_vec_push(arena, &of[d], hedge)) return qt_arena_error(arena, error);
    }
    for (uint32_t i = touch->first[sentence]; !placed && i < touch->first[sentence + 1]; i++)
        statements[touch->items[i]].unplaced_hedge = true;
    return QUOTH_OK;
}

int qt_read_hedges(const qt_words *words, const qt_drafts *drafts, const qt_touch *touch, qt_arena *arena,
                   qt_statement *statements, quoth_error *error)
{
    hedge_list *of = QT_ARENA_NEW(arena, hedge_list, drafts->count);
    if (!of) return qt_arena_error(arena, error);
    const qt_text *text = words->text;
    size_t quotation = 0;
    for (uint32_t t = 0; t < text->token_count;) {
        uint32_t s = text->tokens[t].sentence;
        if (touch->first[s] == touch->first[s + 1]) { /* no statement in this sentence */
            t = text->sentences[s].last;
            continue;
        }
        const qt_hedge_entry *entry;
        qt_run run = qt_hedge_at(words, t, &entry);
        if (run.first == run.last) run = scare_quotes(words, t, &quotation);
        t = run.last > t ? run.last : t + 1;
        if (run.first == run.last) continue;
        int status = place(words, drafts, touch, entry, run, arena, of, statements, error);
        if (status) return status;
    }
    for (size_t d = 0; d < drafts->count; d++) {
        statements[d].hedges = of[d].items;
        statements[d].hedge_count = (uint32_t)of[d].count;
    }
    return QUOTH_OK;
}
