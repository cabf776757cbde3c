/* "I" inside a quotation is who is quoted. */
#include "coref/sources.h"

/* Whether the source's words are "I" or one of its forms. */
static bool is_first_person(const qt_naming *n, const qt_source *source)
{
    const uint32_t c = qt_span_empty(source->span) ? QT_NONE : qt_scene_at(n->scene, source->span);
    return c != QT_NONE && n->scene->all.items[c].class == QT_REFER_I;
}

/* Whether the statement quotes these words. */
static bool quotes(const qt_statement *s, qt_span words)
{
    for (uint32_t i = 0; i < s->quoted_count; i++)
        if (s->quoted[i].span.begin <= words.begin && words.end <= s->quoted[i].span.end) return true;
    return false;
}

/* The statement whose one source speaks where statement `i` says "I": what it stands within, as long as that says "I" too. */
static const qt_statement *speech_around(const qt_naming *n, const qt_statement *statements, uint32_t i)
{
    enum { DEEPEST = 8 };
    const qt_span words = statements[i].sources[0].span;
    for (int depth = 0; depth < DEEPEST && statements[i].within != QT_NONE; depth++) {
        i = statements[i].within;
        const qt_statement *outer = &statements[i];
        if (outer->source_count != 1 || !quotes(outer, words)) return NULL;
        if (!is_first_person(n, &outer->sources[0])) return outer;
    }
    return NULL;
}

void qt_first_person_name(const qt_naming *n, qt_statement *statements, size_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        qt_statement *s = &statements[i];
        if (s->source_count != 1 || !is_first_person(n, &s->sources[0])) continue;
        const qt_statement *outer = speech_around(n, statements, i);
        if (!outer || outer->sources[0].resolved == QT_RESOLVED_UNRESOLVED || !outer->sources[0].name.data) continue;
        const qt_source *speaker = &outer->sources[0];
        s->sources[0] = (qt_source){.span = s->sources[0].span,
                                    .resolved = QT_RESOLVED_MACHINE,
                                    .name = speaker->name,
                                    .referent = speaker->referent};
    }
}
