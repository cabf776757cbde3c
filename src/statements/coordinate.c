/* Where one speaker's clause ends and the next one's begins. */
#include "statements/drafts.h"

/* Whether the cue says that words were uttered. A thought, a wish or an order may well be part of what somebody else
 * says; another report of speech that a conjunction joins to it hardly ever is (in PolNeAR's training part, about one in
 * two hundred). */
static bool reports_speech(const qt_words *words, qt_run cue)
{
    char buffer[QT_ENTRY_BYTES];
    for (uint32_t t = cue.first; t < cue.last; t++) {
        const qt_cue_entry *entry = qt_cue_find(qt_verb_lemma(qt_word_lower(words, t), buffer));
        if (!entry) continue;
        qt_kind kind = qt_kind_of(qt_str_of(entry->kind));
        if (kind == QT_KIND_STATEMENT || kind == QT_KIND_DENIAL || kind == QT_KIND_ACCUSATION ||
            kind == QT_KIND_WARNING || kind == QT_KIND_ANNOUNCEMENT)
            return true;
    }
    return false;
}

static bool is_conjunction(const qt_words *words, uint32_t token)
{
    static const char *const list[] = {"and", "but", "while", "whereas", NULL};
    if (words->text->tokens[token].quote != QT_QUOTE_OUTSIDE) return false;
    for (size_t i = 0; list[i]; i++)
        if (qt_words_is(words, token, list[i])) return true;
    return false;
}

/* The token at which `inner` leaves the clause before it: the conjunction or semicolon in front of its source, where
 * the source is followed by the cue and the cue by the content. QT_NONE if there is none. */
static uint32_t parting(const qt_words *words, const qt_draft *inner)
{
    if (inner->sources.count != 1 || inner->contents.count == 0 || !qt_draft_has_cue(inner)) return QT_NONE;
    qt_run source = inner->sources.items[0];
    bool in_order = source.last == inner->cue.first && inner->contents.items[0].first >= inner->cue.last;
    if (!in_order || source.first == 0 || !reports_speech(words, inner->cue)) return QT_NONE;
    const qt_token *t = &words->text->tokens[source.first];
    if (t->quote != QT_QUOTE_OUTSIDE || t[-1].sentence != t->sentence) return QT_NONE;
    bool joined = is_conjunction(words, source.first - 1) || qt_words_is(words, source.first - 1, ";");
    return joined ? source.first - 1 : QT_NONE;
}

/* Ends the run of `outer` that goes on over `at`; its first words must lie before. */
static bool end_at(const qt_text *text, qt_draft *outer, uint32_t at)
{
    for (size_t i = 0; i < outer->contents.count; i++) {
        qt_run *run = &outer->contents.items[i];
        if (at <= run->first || at >= run->last) continue;
        run->last = at;
        qt_run_trim(text, run);
        return true;
    }
    return false;
}

int qt_drafts_part(const qt_words *words, qt_drafts *drafts, qt_arena *arena, quoth_error *error)
{
    bool parted = false;
    for (size_t i = 0; i < drafts->count; i++) {
        const qt_draft *inner = &drafts->items[i];
        if (inner->within == QT_NONE) continue;
        qt_draft *outer = &drafts->items[inner->within];
        uint32_t at = parting(words, inner);
        /* Words that stand before their cue have ended there already. */
        if (at != QT_NONE && qt_draft_has_cue(outer) && outer->cue.last <= at) parted |= end_at(words->text, outer, at);
    }
    if (!parted) return QUOTH_OK;
    for (size_t i = 0; i < drafts->count; i++) drafts->items[i].within = QT_NONE;
    return qt_drafts_nest(drafts, arena, error);
}
