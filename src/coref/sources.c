/* The sources of a statement: one for each of its speakers, and plurals that stay open. */
#include "coref/sources.h"

#include "coref/lexicon.h"

static qt_span phrase_of(const qt_naming *n, uint32_t c)
{
    const qt_candidate *one = &n->scene->all.items[c];
    const qt_token *tokens = n->scene->words->text->tokens;
    if (one->name != QT_NONE) return n->scene->names[one->name].span;
    uint32_t first = one->first, last = one->last;
    qt_candidate_core(n->scene->words, one, &first, &last);
    return (qt_span){tokens[first].span.begin, tokens[last - 1].span.end};
}

/* "Lisgard Zoo", "Lisgard Hospital": what says what it is in its name has no government. */
static bool has_kind_in_name(const qt_naming *n, const qt_referent *r)
{
    const qt_mention *best = &n->who->mentions[r->best];
    qt_noun noun;
    return best->last - best->first > 1 && qt_noun_find(qt_word_lower(n->scene->words, best->last - 1), &noun);
}

/* Names one speaker's source. A plural stands for him elsewhere: what the list prints of him is not printed here. */
static bool name_speaker(const qt_naming *n, const qt_speaker *speaker, qt_source *source)
{
    source->span = speaker->span;
    if (speaker->candidate == QT_NONE) return true;   /* as printed */
    if (speaker->stands) source->candidate_count = 0; /* of the plural: it is found whom it means */
    if (!qt_naming_source(n, speaker->candidate, source)) return false;
    if (speaker->stands && source->resolved == QT_RESOLVED_PRINTED) {
        bool own =
            qt_str_equal(source->name, qt_naming_words(n, source->span)); /* "both", which is no name of its parts */
        if (own) source->name = qt_naming_words(n, phrase_of(n, speaker->candidate));
        source->resolved = QT_RESOLVED_MACHINE;
    }
    if (source->referent == QT_NONE) return true;
    qt_referent *whom = &n->who->referents[source->referent];
    if (whom->type == QT_MENTION_PLACE && whom->named && !has_kind_in_name(n, whom)) whom->government = true;
    return true;
}

/* A plural of which one member is not plain stays open as a whole, its members candidates. `sources`: [count] with what is known
 * of each; returns how many are left. */
static uint32_t close_plurals(const qt_naming *n, const qt_speaker *speakers, uint32_t count, qt_source *sources)
{
    uint32_t kept = 0;
    for (uint32_t i = 0, end; i < count; i = end) {
        bool open = false;
        for (end = i; end < count && speakers[end].source == speakers[i].source; end++)
            open = open || (speakers[end].stands && sources[end].resolved == QT_RESOLVED_UNRESOLVED);
        if (!open) {
            while (i < end) sources[kept++] = sources[i++];
            continue;
        }
        qt_source whole = {.span = speakers[i].span, .resolved = QT_RESOLVED_UNRESOLVED, .referent = QT_NONE};
        whole.candidates = QT_ARENA_NEW(n->arena, qt_span, end - i);
        if (!whole.candidates) return 0;
        for (; i < end; i++) whole.candidates[whole.candidate_count++] = phrase_of(n, speakers[i].candidate);
        sources[kept++] = whole;
    }
    return kept;
}

static bool name_statement(const qt_naming *n, const qt_speaker *speakers, uint32_t count, qt_statement *s)
{
    qt_source *sources = QT_ARENA_NEW(n->arena, qt_source, count);
    if (!sources) return false;
    for (uint32_t i = 0; i < count; i++) {
        sources[i] = s->sources[speakers[i].source];
        if (!name_speaker(n, &speakers[i], &sources[i])) return false;
        /* A list is one phrase with several names (PARC); whom nobody can name in it keeps his own words. */
        if (sources[i].resolved != QT_RESOLVED_UNRESOLVED) sources[i].span = s->sources[speakers[i].source].span;
    }
    s->sources = sources;
    s->source_count = close_plurals(n, speakers, count, sources);
    return s->source_count > 0;
}

/* A plural that is open has the lists that it may stand for as its candidates. */
static bool offer_lists(const qt_naming *n, const qt_open_plural *open, qt_source *source)
{
    qt_span *spans = QT_ARENA_NEW(n->arena, qt_span, open->rival_count);
    if (!spans) return false;
    for (uint32_t i = 0; i < open->rival_count; i++) spans[i] = open->rivals[i];
    source->candidates = spans;
    source->candidate_count = open->rival_count;
    return true;
}

int qt_sources_name(const qt_naming *n, const qt_speakers *speakers, qt_statement *statements, size_t count,
                    quoth_error *error)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = speakers->first[i];
        const uint32_t own = speakers->first[i + 1] - first;
        if (own && !name_statement(n, speakers->items + first, own, &statements[i]))
            return qt_arena_error(n->arena, error);
    }
    for (size_t i = 0; i < speakers->open_count; i++) {
        const qt_open_plural *open = &speakers->open[i];
        qt_statement *s = &statements[open->statement];
        for (uint32_t k = 0; k < s->source_count; k++) {
            qt_source *source = &s->sources[k];
            bool its = source->span.begin == open->span.begin && source->resolved == QT_RESOLVED_UNRESOLVED;
            if (its && !source->candidate_count && !offer_lists(n, open, source))
                return qt_arena_error(n->arena, error);
        }
    }
    return QUOTH_OK;
}
