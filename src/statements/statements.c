#include "statements/statements.h"

#include "base/utf8.h"
#include "statements/lexicon.h"
#include "statements/read.h"

typedef QT_VEC(qt_span) spans;

/* Byte spans of runs. */
static bool spans_of(const qt_text *text, const qt_run *runs, size_t count, qt_arena *arena, spans *out)
{
    for (size_t i = 0; i < count; i++)
        if (!qt_vec_push(arena, out, qt_run_span(text, runs[i]))) return false;
    return true;
}

/* Whether the words of a source name somebody: a capital, unless the word is one that names nobody wherever a sentence,
 * a quotation or a house style writes it large. Pronouns and descriptions ("he", "the Ministry") stay unresolved. */
static bool names_somebody(const qt_words *words, qt_run run)
{
    const qt_text *text = words->text;
    for (uint32_t t = run.first; t < run.last; t++) {
        const qt_token *token = &text->tokens[t];
        uint32_t code = 0;
        qt_utf8_decode(text->bytes, token->span.begin, &code);
        if (!qt_is_upper(code) || token->span.end - token->span.begin < 2) continue;
        if (!qt_is_unnamed(qt_word_lower(words, t))) return true;
    }
    return false;
}

/* "Ada Lunt, who said": the source is "who", the name before it a candidate. */
static bool offer_antecedent(const qt_words *words, qt_run run, qt_arena *arena, qt_source *source)
{
    if (run.last - run.first != 1 || !qt_words_is(words, run.first, "who")) return true;
    qt_run name = qt_antecedent(words, run.first);
    if (name.first == name.last) return true;
    source->candidates = QT_ARENA_NEW(arena, qt_span, 1);
    if (!source->candidates) return false;
    source->candidates[0] = qt_run_span(words->text, name);
    source->candidate_count = 1;
    return true;
}

static int read_sources(const qt_words *words, const qt_draft *d, qt_arena *arena, qt_statement *out,
                        quoth_error *error)
{
    const qt_text *text = words->text;
    size_t n = d->unresolved ? 1 : d->sources.count;
    qt_source *sources = QT_ARENA_NEW(arena, qt_source, n);
    if (!sources) return qt_arena_error(arena, error);
    for (size_t i = 0; i < d->sources.count && !d->unresolved; i++) {
        qt_run run = d->sources.items[i];
        sources[i].span = qt_run_span(text, run);
        sources[i].resolved = QT_RESOLVED_UNRESOLVED;
        sources[i].referent = QT_NONE;
        if (!names_somebody(words, run)) {
            if (!offer_antecedent(words, run, arena, &sources[i])) return qt_arena_error(arena, error);
            continue;
        }
        sources[i].resolved = d->carried ? QT_RESOLVED_MACHINE : QT_RESOLVED_PRINTED;
        sources[i].name = qt_str_at(text->bytes, sources[i].span);
    }
    if (d->unresolved) { /* nothing is printed as its source: an empty span where the words begin, and the candidates */
        spans candidates = {0};
        if (!spans_of(text, d->candidates.items, d->candidates.count, arena, &candidates))
            return qt_arena_error(arena, error);
        uint32_t at = text->tokens[qt_draft_anchor(d)].span.begin;
        sources[0] = (qt_source){.span = {at, at},
                                 .resolved = QT_RESOLVED_UNRESOLVED,
                                 .referent = QT_NONE,
                                 .candidates = candidates.items,
                                 .candidate_count = (uint32_t)candidates.count};
    }
    out->sources = sources;
    out->source_count = (uint32_t)n;
    return QUOTH_OK;
}

static int read_spans(const qt_words *words, const qt_draft *d, qt_arena *arena, qt_statement *out, quoth_error *error)
{
    const qt_text *text = words->text;
    spans cue = {0}, content = {0};
    if (!spans_of(text, &d->cue, qt_draft_has_cue(d) ? 1 : 0, arena, &cue) ||
        !spans_of(text, d->contents.items, d->contents.count, arena, &content))
        return qt_arena_error(arena, error);
    const qt_token *anchor = &text->tokens[qt_draft_anchor(d)];
    out->cue = cue.items;
    out->cue_count = (uint32_t)cue.count;
    out->content = content.items;
    out->content_count = (uint32_t)content.count;
    out->sentence = text->sentences[anchor->sentence].span;
    out->part = (qt_part)text->paragraphs[anchor->paragraph].part;
    out->confidence = (double)d->confidence;
    out->within = d->within;
    return read_sources(words, d, arena, out, error);
}

/* What the narrator's hedge on the main verb, or on the head, leaves of a narrated statement (docs/ANNOTATION.md, 5): "allegedly
 * searched" is left open, "reportedly helped" probable. */
static qt_certainty narrated_certainty(const qt_words *words, const qt_draft *draft)
{
    qt_certainty certainty = (qt_certainty)draft->certainty;
    for (size_t i = 0; i < draft->contents.count; i++) {
        const qt_run content = draft->contents.items[i];
        const uint32_t top = qt_words_top(words, content.first, content.last);
        for (uint32_t t = content.first; t < content.last; t++) {
            const uint32_t verb = qt_words_head(words, t);
            const qt_hedge_entry *entry;
            if (qt_words_dep(words, t) != QT_DEP_ADVMOD || (verb != top && verb != draft->head)) continue;
            if (qt_hedge_at(words, t, &entry).last == t || !entry) continue;
            const bool alleged = strcmp(entry->class, "allegation") == 0;
            const bool heard = strcmp(entry->class, "hearsay") == 0 || strcmp(entry->class, "appearance") == 0;
            const qt_certainty left = alleged ? QT_CERTAINTY_UNDERSPECIFIED : heard ? QT_CERTAINTY_PROBABLE : certainty;
            certainty = qt_certainty_weaker(certainty, left);
        }
    }
    return certainty;
}

/* The document's own word: its polarity and certainty are the narrator's. */
static void read_narrated(const qt_words *words, const qt_draft *draft, qt_statement *out)
{
    out->head = words->text->tokens[draft->head].span;
    out->voice = QT_VOICE_NARRATED;
    out->kind = QT_KIND_STATEMENT;
    out->polarity = (qt_polarity)draft->polarity;
    out->certainty = narrated_certainty(words, draft);
}

static int read_one(const qt_words *words, const qt_outer *outer, const qt_draft *draft, qt_arena *arena,
                    qt_statement *out, quoth_error *error)
{
    int status = read_spans(words, draft, arena, out, error);
    if (!status) status = qt_read_quoted(words->text, outer, draft, arena, out, error);
    if (status) return status;
    if (draft->narrated) return read_narrated(words, draft, out), QUOTH_OK;
    qt_clause clause;
    qt_cue_match cue = {NULL, 0, 0, false};
    if (qt_draft_has_cue(draft)) cue = qt_match_cue(words, draft->cue);
    out->listed = cue.entry != NULL;
    qt_clause_read(words, draft, &clause);
    qt_read_kind(words, draft, &cue, &clause, out);
    if (out->cue_lemma.data && !(out->cue_lemma = qt_arena_copy(arena, out->cue_lemma)).data)
        return qt_arena_error(arena, error);
    qt_read_stance(draft, &cue, &clause, out);
    qt_read_channel(words, draft, out);
    qt_read_denial(words, draft, out);
    return QUOTH_OK;
}

static int read_drafts(const qt_text *text, const qt_words *words, const qt_finds *finds, qt_arena *scratch,
                       qt_drafts *drafts, quoth_error *error)
{
    int status = qt_drafts_of(text, finds, scratch, drafts, error);
    const bool *lines = status ? NULL : qt_boilerplate(words, scratch);
    if (!status && !lines) status = qt_arena_error(scratch, error);
    if (status) return status;
    qt_drafts_drop_spurious(words, lines, drafts);
    status = qt_drafts_free_sufferers(words, drafts, scratch, error);
    if (!status) qt_sources_complete(words, drafts);
    if (!status) status = qt_drafts_turns(text, scratch, drafts, error);
    if (!status) status = qt_drafts_carry(text, scratch, drafts, error);
    if (!status) status = qt_drafts_nest(drafts, scratch, error);
    if (!status) status = qt_drafts_complete(words, drafts, scratch, error);
    if (!status) status = qt_drafts_part(words, drafts, scratch, error);
    if (!status) status = qt_drafts_prune(words, drafts, scratch, error);
    if (!status) status = qt_drafts_narrate(words, lines, finds, scratch, drafts, error);
    return status;
}

/* What is needed only until the statements are read lives in `scratch`. */
static int read_all(const qt_text *text, const qt_syntax *syntax, const qt_finds *finds, qt_arena *scratch,
                    qt_arena *arena, qt_statement **out, size_t *count, quoth_error *error)
{
    qt_drafts drafts = {0};
    qt_words words;
    qt_touch touch;
    qt_outer outer;
    int status = qt_words_read(text, syntax, scratch, &words, error);
    if (!status) status = read_drafts(text, &words, finds, scratch, &drafts, error);
    if (!status) status = qt_touch_read(text, &drafts, scratch, &touch, error);
    if (!status) status = qt_outer_read(text, scratch, &outer, error);
    if (status) return status;
    qt_statement *statements = QT_ARENA_NEW(arena, qt_statement, drafts.count);
    if (!statements) return qt_arena_error(arena, error);
    for (size_t i = 0; i < drafts.count && !status; i++)
        status = read_one(&words, &outer, &drafts.items[i], arena, &statements[i], error);
    if (!status) status = qt_read_hedges(&words, &drafts, &touch, &outer, arena, statements, error);
    if (!status) status = qt_read_references(text, &touch, arena, statements, error);
    if (!status && *words.full) status = qt_arena_error(arena, error);
    if (status) return status;
    *out = statements;
    *count = drafts.count;
    return QUOTH_OK;
}

int qt_statements_read(const qt_text *text, const qt_syntax *syntax, const qt_finds *finds, qt_arena *arena,
                       qt_statement **out, size_t *count, quoth_error *error)
{
    qt_arena *scratch = qt_arena_scratch(arena);
    int status =
        scratch ? read_all(text, syntax, finds, scratch, arena, out, count, error) : qt_arena_error(arena, error);
    qt_arena_free(scratch);
    return status;
}
