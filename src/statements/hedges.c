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
    if (qt_str_starts(condition, QT_STR("prev="))) return before && qt_str_equal(words->lower[run.first - 1], value);
    if (qt_str_starts(condition, QT_STR("next="))) return behind && qt_str_equal(words->lower[run.last], value);
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

/* The longest hedge at `token`, within its sentence; an empty run if there is none. */
static qt_run hedge_at(const qt_words *words, uint32_t token)
{
    const qt_text *text = words->text;
    uint32_t end = text->sentences[text->tokens[token].sentence].last;
    char key[QT_ENTRY_BYTES];
    size_t size;
    for (uint32_t n = end - token < QT_ENTRY_WORDS ? end - token : QT_ENTRY_WORDS; n > 0; n--) {
        if (!qt_words_form(words, token, n, key, &size)) continue;
        const qt_hedge_entry *entry = qt_hedge_find((qt_str){key, size});
        qt_run run = {token, token + n};
        if (entry && !excluded(words, entry, run)) return run;
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

/* Whose the hedge is: the speaker's inside quotation marks; the narrator's where it qualifies the cue or describes the
 * source; in a paraphrase nobody can tell from the spans alone. False where the draft does not hold it. */
static bool owner_of(const qt_text *text, const qt_draft *d, qt_run run, qt_owner *out)
{
    if (inside_any(&d->contents, run)) {
        *out = text->tokens[run.first].quote == QT_QUOTE_INSIDE ? QT_OWNER_SPEAKER : QT_OWNER_UNCLEAR;
        return true;
    }
    /* "reportedly said": the adverb right in front of the cue, whether or not the network took it in. */
    qt_run around = {d->cue.first ? d->cue.first - 1 : 0, d->cue.last};
    if (!inside_any(&d->sources, run) && !(qt_draft_has_cue(d) && inside(around, run))) return false;
    *out = QT_OWNER_NARRATOR;
    return true;
}

typedef QT_VEC(qt_hedge) hedge_list;

static int place(const qt_text *text, const qt_drafts *drafts, const qt_touch *touch, qt_run run, qt_arena *arena,
                 hedge_list *of, qt_statement *statements, quoth_error *error)
{
    uint32_t sentence = text->tokens[run.first].sentence;
    bool placed = false;
    for (uint32_t i = touch->first[sentence]; i < touch->first[sentence + 1]; i++) {
        uint32_t d = touch->items[i];
        qt_hedge hedge = {.span = qt_run_span(text, run)};
        if (!owner_of(text, &drafts->items[d], run, &hedge.by)) continue;
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
    for (uint32_t t = 0; t < text->token_count;) {
        uint32_t s = text->tokens[t].sentence;
        if (touch->first[s] == touch->first[s + 1]) { /* no statement in this sentence */
            t = text->sentences[s].last;
            continue;
        }
        qt_run run = hedge_at(words, t);
        t = run.last > t ? run.last : t + 1;
        if (run.first == run.last) continue;
        int status = place(text, drafts, touch, run, arena, of, statements, error);
        if (status) return status;
    }
    for (size_t d = 0; d < drafts->count; d++) {
        statements[d].hedges = of[d].items;
        statements[d].hedge_count = of[d].count;
    }
    return QUOTH_OK;
}
