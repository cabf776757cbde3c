#include "statements/read.h"

static bool inside(qt_run outer, qt_run inner) { return outer.first <= inner.first && inner.last <= outer.last; }

static bool meets_any(const qt_runs *runs, qt_run run)
{
    for (size_t i = 0; i < runs->count; i++)
        if (runs->items[i].first < run.last && run.first < runs->items[i].last) return true;
    return false;
}

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

/* "Hinted at what her plans might include": told of by the narrator, in words of his. */
static bool is_topic(const qt_words *words, const qt_draft *d)
{
    static const char *const topics[] = {"what", "how", "why", "where", "who", NULL};
    return d->contents.count && qt_words_among(words, d->contents.items[0].first, topics);
}

/* "the suspected users", "rules that it seemingly broke": not the modal or the predicate of a clause of his ("they are the
 * suspected doers"). */
static bool is_either(const qt_words *words, const qt_draft *d, const qt_hedge_entry *e, qt_run run)
{
    if (!e) return false;
    const qt_dep dep = qt_words_dep(words, run.first);
    const uint32_t noun = qt_words_head(words, run.first);
    const bool predicate = noun != QT_NONE && qt_words_child_as(words, noun, QT_DEP_COP) != QT_NONE;
    const bool suspects = dep == QT_DEP_AMOD && !predicate && strcmp(e->class, "suspicion") == 0;
    const bool seems = dep == QT_DEP_ADVMOD && strcmp(e->class, "appearance") == 0;
    return suspects || seems || is_topic(words, d) || is_aside(words, d, run.first);
}

/* Whether a word outside the content hangs off the cue ("Allegedly, he said") or off the source ("Kamm, who allegedly"). */
static bool is_on_attribution(const qt_words *words, const qt_draft *d, uint32_t t)
{
    if (!qt_draft_has_cue(d)) return false;
    const uint32_t first = qt_words_head(words, t);
    const qt_dep dep = qt_words_dep(words, t);
    const bool clause = dep == QT_DEP_CCOMP || dep == QT_DEP_PARATAXIS || dep == QT_DEP_CONJ; /* has a say of its own */
    if (first != QT_NONE && inside(d->cue, (qt_run){first, first + 1})) return !clause;
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
    if (d->narrated) return *out = QT_OWNER_NARRATOR, meets_any(&d->contents, run);
    if (meets_any(&d->contents, run)) {
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
    if (!meets_any(&d->sources, run) && !on_cue && !is_on_attribution(words, d, run.first)) return false;
    *out = QT_OWNER_NARRATOR;
    return true;
}

typedef QT_VEC(qt_hedge) hedge_list;

/* What is filled while the hedges are found. */
typedef struct places {
    const qt_words *words;
    const qt_drafts *drafts;
    const qt_touch *touch;
    const qt_outer *outer;
    uint32_t *quoted; /* [outer->count] a draft that says this quotation, or those beside it; QT_NONE */
    hedge_list *of;   /* [drafts->count] */
    qt_statement *statements;
    qt_arena *arena;
} places;

/* Whether the run is the cue of a statement with a source: "claimed to have" hedges nothing where who claims has a row. Of that word
 * only: a hedge too many in the row around is the lesser fault. */
static bool is_a_cue(const places *p, uint32_t sentence, qt_run run)
{
    for (uint32_t i = p->touch->first[sentence]; i < p->touch->first[sentence + 1]; i++) {
        const uint32_t d = p->touch->items[i];
        if (p->drafts->items[d].sources.count && is_cue(p->words, &p->drafts->items[d], &p->statements[d], run))
            return true;
    }
    return false;
}

static int place(const places *p, const qt_hedge_entry *entry, qt_run run, quoth_error *error)
{
    const qt_touch *touch = p->touch;
    const uint32_t sentence = p->words->text->tokens[run.first].sentence;
    bool placed = false;
    if (qt_words_is(p->words, run.first, "claimed") && is_a_cue(p, sentence, run)) return QUOTH_OK;
    for (uint32_t i = touch->first[sentence]; i < touch->first[sentence + 1]; i++) {
        const uint32_t d = touch->items[i];
        qt_hedge hedge = {.span = qt_run_span(p->words->text, run)};
        if (is_cue(p->words, &p->drafts->items[d], &p->statements[d], run)) {
            placed = true;
            continue;
        }
        if (!owner_of(p->words, &p->drafts->items[d], &p->statements[d], entry, run, &hedge.by)) continue;
        placed = true;
        if (!qt_vec_push(p->arena, &p->of[d], hedge)) return qt_arena_error(p->arena, error);
    }
    for (uint32_t i = touch->first[sentence]; !placed && i < touch->first[sentence + 1]; i++)
        p->statements[touch->items[i]].unplaced_hedge = true;
    return QUOTH_OK;
}

/* Whether somebody's content or cue holds the run; what the document itself tells is nobody's words. */
static bool is_said(const places *p, qt_run run)
{
    const uint32_t sentence = p->words->text->tokens[run.first].sentence;
    for (uint32_t i = p->touch->first[sentence]; i < p->touch->first[sentence + 1]; i++) {
        const qt_draft *d = &p->drafts->items[p->touch->items[i]];
        if (!d->narrated && (meets_any(&d->contents, run) || inside(d->cue, run))) return true;
    }
    return false;
}

/* Whether the quotation goes on with the one before it, in its paragraph or as the next paragraph of a long one. */
static bool goes_on(const qt_text *text, const qt_outer *outer, size_t i)
{
    const qt_quotation *before = &text->quotations[outer->items[i - 1]], *q = &text->quotations[outer->items[i]];
    const size_t a = qt_text_token_at(text, before->span.begin), b = qt_text_token_at(text, q->span.begin);
    return before->continues || text->tokens[a].paragraph == text->tokens[b].paragraph;
}

/* Who says each quotation: of what nobody says, whoever speaks right before it in its paragraph, else behind it. */
static void find_speakers(const places *p)
{
    const qt_text *text = p->words->text;
    const size_t n = p->outer->count;
    for (size_t i = 0; i < n; i++) p->quoted[i] = QT_NONE;
    for (uint32_t d = 0; d < p->drafts->count; d++) {
        const qt_draft *draft = &p->drafts->items[d];
        for (size_t k = 0; k < draft->contents.count && !draft->narrated; k++) {
            const qt_span content = qt_run_span(text, draft->contents.items[k]);
            for (size_t i = qt_outer_from(text, p->outer, content.begin);
                 i < n && text->quotations[p->outer->items[i]].span.begin < content.end; i++)
                if (p->quoted[i] == QT_NONE) p->quoted[i] = d;
        }
    }
    for (size_t i = 1; i < n; i++)
        if (p->quoted[i] == QT_NONE && goes_on(text, p->outer, i)) p->quoted[i] = p->quoted[i - 1];
    for (size_t i = n; i > 1; i--)
        if (p->quoted[i - 2] == QT_NONE && goes_on(text, p->outer, i - 1)) p->quoted[i - 2] = p->quoted[i - 1];
}

/* A hedge in a sentence without statements: quoted, it is one more word of whoever is quoted there. */
static void flag_speaker(const places *p, qt_run run)
{
    const qt_text *text = p->words->text;
    if (text->tokens[run.first].quote == QT_QUOTE_OUTSIDE) return;
    const uint32_t at = text->tokens[run.first].span.begin;
    const size_t i = qt_outer_from(text, p->outer, at);
    if (i < p->outer->count && text->quotations[p->outer->items[i]].span.begin <= at && p->quoted[i] != QT_NONE)
        p->statements[p->quoted[i]].unplaced_hedge = true;
}

static int place_all(const places *p, quoth_error *error)
{
    const qt_text *text = p->words->text;
    size_t quotation = 0;
    for (uint32_t t = 0; t < text->token_count;) {
        const uint32_t s = text->tokens[t].sentence;
        const bool told = p->touch->first[s] < p->touch->first[s + 1];
        const qt_hedge_entry *entry;
        qt_run run = qt_hedge_at(p->words, t, &entry);
        bool nested = true;
        if (run.first == run.last) run = qt_scare_quotes(p->words, t, &quotation, &nested);
        t = run.last > t ? run.last : t + 1;
        if (run.first == run.last || (!nested && (!told || is_said(p, run)))) continue;
        if (!told) flag_speaker(p, run);
        int status = told ? place(p, entry, run, error) : QUOTH_OK;
        if (status) return status;
    }
    return QUOTH_OK;
}

int qt_read_hedges(const qt_words *words, const qt_drafts *drafts, const qt_touch *touch, const qt_outer *outer,
                   qt_arena *arena, qt_statement *statements, quoth_error *error)
{
    const places p = {words,
                      drafts,
                      touch,
                      outer,
                      QT_ARENA_NEW(arena, uint32_t, outer->count),
                      QT_ARENA_NEW(arena, hedge_list, drafts->count),
                      statements,
                      arena};
    if (!p.quoted || !p.of) return qt_arena_error(arena, error);
    find_speakers(&p);
    int status = place_all(&p, error);
    for (size_t d = 0; d < drafts->count && !status; d++) {
        statements[d].hedges = p.of[d].items;
        statements[d].hedge_count = (uint32_t)p.of[d].count;
    }
    return status;
}
