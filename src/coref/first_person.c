/* "I" inside a quotation is who is quoted; so is "we", of one who speaks for a body. */
#include "coref/sources.h"

/* QT_REFER_I or QT_REFER_WE where the source's words are a form of "I" or "we"; else QT_REFER_NAME. */
static qt_refer_class first_person(const qt_naming *n, const qt_source *source)
{
    const uint32_t c = qt_span_empty(source->span) ? QT_NONE : qt_scene_at(n->scene, source->span);
    const qt_refer_class class = c == QT_NONE ? QT_REFER_NAME : n->scene->all.items[c].class;
    return class == QT_REFER_I || class == QT_REFER_WE ? class : QT_REFER_NAME;
}

/* Whether words tell of somebody who speaks for a body: "a spokeswoman for Orlec Mining". Who is no more than one of it may mean
 * another "we". */
static bool tell_of_body(const qt_naming *n, qt_span span)
{
    const qt_scene *s = n->scene;
    const size_t last = qt_text_token_at(s->words->text, span.end);
    bool speaks = false, body = false;
    for (size_t t = qt_text_token_at(s->words->text, span.begin); t < last; t++) {
        speaks = speaks || qt_str_starts(qt_word_lower(s->words, (uint32_t)t), QT_STR("spokes"));
        body = body || (s->of_head[t] != QT_NONE && s->all.items[s->of_head[t]].type == QT_MENTION_ORGANIZATION);
    }
    return speaks && body;
}

static bool any_tells(const qt_naming *n, const qt_span_list *spans)
{
    for (size_t i = 0; i < spans->count; i++)
        if (tell_of_body(n, spans->items[i])) return true;
    return false;
}

/* Whether the text says for which body somebody speaks, or it is a body that speaks. */
static bool speaks_for_body(const qt_naming *n, const qt_source *speaker)
{
    if (tell_of_body(n, speaker->span)) return true;
    if (speaker->referent == QT_NONE) return false;
    const qt_referent *r = &n->who->referents[speaker->referent];
    if (r->type == QT_MENTION_ORGANIZATION) return true;
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const qt_beside *beside = n->who->mentions[r->mentions[i]].beside;
        if (any_tells(n, &beside->roles) || any_tells(n, &beside->appositions)) return true;
    }
    return false;
}

/* Whether the statement quotes these words. */
static bool quotes(const qt_statement *s, qt_span words)
{
    for (uint32_t i = 0; i < s->quoted_count; i++)
        if (s->quoted[i].span.begin <= words.begin && words.end <= s->quoted[i].span.end) return true;
    return false;
}

/* The statement whose one source speaks where statement `i` says "I" or "we": what it stands within, as long as that says so
 * too. */
static const qt_statement *speech_around(const qt_naming *n, const qt_statement *statements, uint32_t i)
{
    enum { DEEPEST = 8 };
    const qt_span words = statements[i].sources[0].span;
    for (int depth = 0; depth < DEEPEST && statements[i].within != QT_NONE; depth++) {
        i = statements[i].within;
        const qt_statement *outer = &statements[i];
        if (outer->source_count != 1 || !quotes(outer, words)) return NULL;
        if (first_person(n, &outer->sources[0]) == QT_REFER_NAME) return outer;
    }
    return NULL;
}

/* "We" of one who speaks for nobody that the text names may be anybody's: the speaker is a candidate, no more. */
static int offer_speaker(const qt_naming *n, qt_source *source, qt_span speaker, quoth_error *error)
{
    qt_span *candidates = QT_ARENA_NEW(n->arena, qt_span, 1);
    if (!candidates) return qt_arena_error(n->arena, error);
    candidates[0] = speaker;
    *source = (qt_source){.span = source->span,
                          .resolved = QT_RESOLVED_UNRESOLVED,
                          .referent = QT_NONE,
                          .candidates = candidates,
                          .candidate_count = 1};
    return QUOTH_OK;
}

/* Where nobody known is told to be the speaker, whom the ranker takes "I" for is a candidate, no more: outside quotation it is
 * the writer. */
static int close(const qt_naming *n, qt_source *source, quoth_error *error)
{
    if (source->resolved != QT_RESOLVED_MACHINE || source->referent == QT_NONE) return QUOTH_OK;
    const qt_referent *r = &n->who->referents[source->referent];
    return offer_speaker(n, source, n->who->mentions[r->best].span, error);
}

int qt_first_person_name(const qt_naming *n, qt_statement *statements, size_t count, quoth_error *error)
{
    int status = QUOTH_OK;
    for (uint32_t i = 0; i < count && !status; i++) {
        qt_statement *s = &statements[i];
        const qt_refer_class said = s->source_count == 1 ? first_person(n, &s->sources[0]) : QT_REFER_NAME;
        if (said == QT_REFER_NAME) continue;
        const qt_statement *outer = speech_around(n, statements, i);
        const qt_source *speaker = outer ? &outer->sources[0] : NULL;
        if (!speaker || speaker->resolved == QT_RESOLVED_UNRESOLVED || !speaker->name.data) {
            status = close(n, &s->sources[0], error);
        } else if (said == QT_REFER_WE && !speaks_for_body(n, speaker)) {
            status = offer_speaker(n, &s->sources[0], speaker->span, error);
        } else {
            s->sources[0] = (qt_source){.span = s->sources[0].span,
                                        .resolved = QT_RESOLVED_MACHINE,
                                        .name = speaker->name,
                                        .referent = speaker->referent};
        }
    }
    return status;
}
