/* Acts, schedules and perception that the network takes for speech. */
#include "statements/drafts.h"
#include "statements/read.h"

static bool is_verb(const qt_words *words, uint32_t t)
{
    const qt_xpos tag = qt_words_tag(words, t);
    return tag == QT_XPOS_VB || tag == QT_XPOS_VBD || tag == QT_XPOS_VBG || tag == QT_XPOS_VBN || tag == QT_XPOS_VBP ||
           tag == QT_XPOS_VBZ;
}

/* The object of the verb where it is one thing, with nothing said of it ("called the plan a disgrace") and no quoted words;
 * else QT_NONE. */
static uint32_t bare_object(const qt_words *words, const qt_draft *d, uint32_t verb)
{
    const uint32_t object = qt_words_child_as(words, verb, QT_DEP_OBJ);
    if (object == QT_NONE || qt_words_child_as(words, verb, QT_DEP_CCOMP) != QT_NONE) return QT_NONE;
    if (qt_words_child_as(words, verb, QT_DEP_XCOMP) != QT_NONE) return QT_NONE;
    if (d->contents.count > 1) return QT_NONE;
    for (uint32_t t = d->contents.count ? d->contents.items[0].first : 0;
         d->contents.count && t < d->contents.items[0].last; t++)
        if (words->text->tokens[t].quote != QT_QUOTE_OUTSIDE) return QT_NONE;
    return object;
}

static bool is_event(const qt_words *words, uint32_t object)
{
    if (object == QT_NONE) return false;
    const uint32_t article = qt_words_child_as(words, object, QT_DEP_DET);
    const bool several = article == QT_NONE && qt_words_tag(words, object) == QT_XPOS_NNS;
    const bool indefinite =
        article != QT_NONE && (qt_words_is(words, article, "a") || qt_words_is(words, article, "an"));
    return (indefinite || several) && qt_act_noun_is(qt_words_lemma(words, object), "event");
}

static bool is_deed(const qt_words *words, uint32_t object)
{
    return object != QT_NONE && qt_act_noun_is(qt_word_lower(words, object), "deed");
}

/* The verb of the cue: what governs it, or what the cue lexicon knows of it where the tree has it otherwise ("was also
 * charged"). */
static uint32_t verb_of(const qt_words *words, const qt_draft *d, const qt_cue_match *match)
{
    const uint32_t top = qt_words_top(words, d->cue.first, d->cue.last);
    const bool known = is_verb(words, top) && qt_act_when(qt_words_lemma(words, top));
    return known || !match->entry || match->token >= d->cue.last ? top : match->token;
}

/* Whether the source is a thing or body of this class: "court", "picture". */
static bool is_of(const qt_words *words, const qt_draft *d, const char *class)
{
    if (d->sources.count != 1) return false;
    const uint32_t top = qt_words_top(words, d->sources.items[0].first, d->sources.items[0].last);
    return qt_act_noun_is(qt_words_lemma(words, top), class);
}

bool qt_draft_is_act(const qt_words *words, const qt_draft *d)
{
    if (!qt_draft_has_cue(d)) return false;
    const qt_cue_match match = qt_match_cue(words, d->cue);
    const uint32_t verb = verb_of(words, d, &match);
    const char *when = is_verb(words, verb) ? qt_act_when(qt_words_lemma(words, verb)) : NULL;
    if (!when) return false;
    /* "Signed a petition calling for", "held the firm responsible": what the cue lexicon knows says more than the verb. */
    if (match.entry && (match.token != verb || match.words > 1)) return false;
    if (strcmp(when, "always") == 0) return qt_words_child_as(words, verb, QT_DEP_CCOMP) == QT_NONE;
    if (strcmp(when, "thing") == 0) return bare_object(words, d, verb) != QT_NONE;
    if (strcmp(when, "event") == 0) return is_event(words, bare_object(words, d, verb));
    if (strcmp(when, "unsourced") == 0) return d->sources.count == 0;
    if (strcmp(when, "picture") == 0)
        return is_of(words, d, "picture") && qt_words_child_as(words, verb, QT_DEP_CCOMP) == QT_NONE;
    return is_of(words, d, "court") || is_deed(words, bare_object(words, d, verb));
}
