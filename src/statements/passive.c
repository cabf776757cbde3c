/* "The smiths were accused of arson": whom such a passive is told of accuses nobody. */
#include "statements/drafts.h"
#include "statements/read.h"

/* Verbs whose object is who hears, gets or bears it; "concerned" and "outraged" are told of who feels so. */
static bool has_object(qt_kind kind, qt_str lemma)
{
    static const char *const hearing[] = {"tell",     "inform", "brief", "notify",  "remind", "ask",
                                          "question", "quiz",   "offer", "promise", NULL};
    for (const char *const *w = hearing; *w; w++)
        if (qt_str_equal(lemma, qt_str_of(*w))) return true;
    return kind == QT_KIND_ACCUSATION || kind == QT_KIND_CRITICISM || kind == QT_KIND_CONDEMNATION ||
           kind == QT_KIND_DEMAND || kind == QT_KIND_WARNING;
}

/* "accused of", "blamed for": without an object in between these are passive without "be" too. */
static bool is_reduced(const qt_words *words, uint32_t verb, qt_kind kind, uint32_t end)
{
    static const char *const of[] = {"of", "for", NULL};
    static const char *const active[] = {"complained", "protested", "griped", "grumbled", NULL};
    if (verb + 1 >= end || qt_words_among(words, verb, active)) return false;
    return (kind == QT_KIND_ACCUSATION || kind == QT_KIND_CRITICISM || kind == QT_KIND_CONDEMNATION) &&
           qt_words_among(words, verb + 1, of);
}

static bool is_passive(const qt_words *words, const qt_draft *d, uint32_t verb, qt_kind kind)
{
    static const char *const be[] = {"is",  "are", "was", "were", "be",  "been",    "being",
                                     "'re", "am",  "get", "gets", "got", "getting", NULL};
    static const char *const have[] = {"has", "have", "had", "having", NULL};
    const qt_str w = qt_word_lower(words, verb);
    if (!qt_str_ends(w, QT_STR("ed")) && !qt_str_equal(w, QT_STR("told"))) return false;
    for (uint32_t t = verb; t > d->cue.first; t--) {
        if (qt_words_among(words, t - 1, be)) return true;
        if (qt_words_among(words, t - 1, have)) return false;
    }
    return is_reduced(words, verb, kind, words->text->sentences[words->text->tokens[verb].sentence].last);
}

/* "Kamm" of "Kamm was blamed for it" joins what is said; "Kamm" of "Kamm was told that" only heard it. */
static bool move_subject(qt_draft *d, bool into_content, qt_arena *arena)
{
    const qt_run subject = d->sources.items[0];
    d->sources.count = 0;
    if (!into_content) return true;
    for (size_t i = 0; i < d->contents.count; i++)
        if (d->contents.items[i].first < subject.last) return true;
    if (!qt_vec_push(arena, &d->contents, subject)) return false;
    for (size_t i = d->contents.count - 1; i > 0; i--) d->contents.items[i] = d->contents.items[i - 1];
    d->contents.items[0] = subject;
    return true;
}

int qt_drafts_free_sufferers(const qt_words *words, qt_drafts *drafts, qt_arena *arena, quoth_error *error)
{
    for (size_t i = 0; i < drafts->count; i++) {
        qt_draft *d = &drafts->items[i];
        if (d->sources.count != 1 || d->sources.items[0].last > d->cue.first) continue;
        const qt_cue_match cue = qt_match_cue(words, d->cue);
        if (!cue.entry || cue.token < d->cue.first || cue.token >= d->cue.last) continue;
        const uint32_t first = d->sources.items[0].first;
        if (first > 0 && qt_words_is(words, first - 1, "by")) continue;
        const qt_kind kind = qt_kind_of(qt_str_of(cue.entry->kind));
        const qt_str lemma = qt_words_lemma(words, cue.token);
        if (!has_object(kind, lemma) || !is_passive(words, d, cue.token, kind)) continue;
        const bool hears = kind == QT_KIND_QUESTION || kind == QT_KIND_STATEMENT || kind == QT_KIND_ANNOUNCEMENT ||
                           kind == QT_KIND_WARNING;
        if (!move_subject(d, !hears, arena)) return qt_arena_error(arena, error);
    }
    return QUOTH_OK;
}
