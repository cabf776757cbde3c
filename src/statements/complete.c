/* What a cue governs by the tree, where the network left it out. It has seen few cues within others' contents, and few texts of
 * a single sentence. */
#include "statements/drafts.h"
#include "statements/read.h"

typedef struct completion {
    const qt_words *words;
    qt_arena *arena;
    qt_run around;  /* the piece of the outer content that the cue stands in, or its sentence */
    qt_trees trees; /* of the cue's sentence */
} completion;

static bool is_verb(const qt_words *words, uint32_t t)
{
    const qt_xpos tag = qt_words_tag(words, t);
    return tag == QT_XPOS_VB || tag == QT_XPOS_VBD || tag == QT_XPOS_VBG || tag == QT_XPOS_VBP || tag == QT_XPOS_VBZ;
}

/* A word and all that it governs, as far as `around` goes and without the cue; empty where nothing is left. */
static qt_run governed(const completion *c, const qt_draft *d, uint32_t t)
{
    const qt_reach reach = qt_reach_of(&c->trees, t);
    qt_run run = {reach.first, reach.last};
    if (run.first < c->around.first) run.first = c->around.first;
    if (run.last > c->around.last) run.last = c->around.last;
    if (t < d->cue.first && run.last > d->cue.first) run.last = d->cue.first;
    if (t >= d->cue.last && run.first < d->cue.last) run.first = d->cue.last;
    if (t < run.first || t >= run.last) return (qt_run){t, t};
    qt_run_trim(c->words->text, &run);
    return run;
}

/* Whether a word is a subject that may speak: not "it" or "there" of a clause without one. */
static bool may_speak(const qt_words *words, uint32_t subject)
{
    return subject != QT_NONE && qt_words_dep(words, subject) == QT_DEP_NSUBJ &&
           qt_words_tag(words, subject) != QT_XPOS_EX && qt_words_tag(words, subject) != QT_XPOS_WDT;
}

/* The subject of the verb: its own; of a participle that of the clause it hangs on ("he wrote back, asking"); of a verb behind
 * "and" that of the first one. */
static uint32_t subject_of(const qt_words *words, uint32_t verb)
{
    const uint32_t own = qt_words_child_as(words, verb, QT_DEP_NSUBJ), head = qt_words_head(words, verb);
    if (own != QT_NONE || head == QT_NONE) return own;
    const qt_dep dep = qt_words_dep(words, verb);
    const bool participle = qt_words_tag(words, verb) == QT_XPOS_VBG;
    if (!(participle && dep == QT_DEP_ADVCL) && !(dep == QT_DEP_CONJ && is_verb(words, head))) return QT_NONE;
    return qt_words_child_as(words, head, QT_DEP_NSUBJ);
}

/* What is said: a clause before a thing. */
static uint32_t object_of(const qt_words *words, uint32_t verb)
{
    static const qt_dep deps[] = {QT_DEP_CCOMP, QT_DEP_XCOMP, QT_DEP_OBJ};
    for (size_t i = 0; i < sizeof deps / sizeof *deps; i++) {
        const uint32_t child = qt_words_child_as(words, verb, deps[i]);
        if (child != QT_NONE) return child;
    }
    return QT_NONE;
}

static bool meets(const qt_runs *runs, qt_run run)
{
    for (size_t i = 0; i < runs->count; i++)
        if (runs->items[i].first < run.last && run.first < runs->items[i].last) return true;
    return false;
}

/* Adds the run of `t` to the empty `out`, unless it has words of `others`. */
static bool add(const completion *c, qt_draft *d, uint32_t t, const qt_runs *others, qt_runs *out)
{
    const qt_run run = governed(c, d, t);
    if (run.first == run.last || meets(others, run)) return true;
    d->completed = true;
    return qt_vec_push(c->arena, out, run);
}

static bool complete(const completion *c, qt_draft *d, uint32_t verb)
{
    if (d->sources.count == 0) {
        const uint32_t subject = subject_of(c->words, verb);
        if (may_speak(c->words, subject) && !add(c, d, subject, &d->contents, &d->sources)) return false;
    }
    if (d->contents.count == 0) {
        const uint32_t object = object_of(c->words, verb);
        if (object != QT_NONE && !add(c, d, object, &d->sources, &d->contents)) return false;
    }
    return true;
}

/* The verb of a cue that the lexicon has, which may lack something; QT_NONE if there is none. In no other's content the network
 * is to be believed about who speaks, and a word as common as "said" too. */
static uint32_t incomplete(const qt_words *words, const qt_draft *d)
{
    if (!qt_draft_has_cue(d) || (d->sources.count && d->contents.count)) return QT_NONE;
    const qt_cue_match cue = qt_match_cue(words, d->cue);
    const uint32_t verb = qt_words_top(words, d->cue.first, d->cue.last);
    if (!cue.entry || !is_verb(words, verb)) return QT_NONE;
    if (d->within == QT_NONE && (d->sources.count == 0 || !qt_cue_settles(&cue))) return QT_NONE;
    return verb;
}

/* The piece of its content that a token stands in; empty if none. */
static qt_run piece_at(const qt_draft *d, uint32_t token)
{
    for (size_t i = 0; i < d->contents.count; i++)
        if (d->contents.items[i].first <= token && token < d->contents.items[i].last) return d->contents.items[i];
    return (qt_run){0, 0};
}

bool qt_draft_is_plain(const qt_words *words, const qt_draft *d)
{
    const uint32_t verb = qt_words_top(words, d->cue.first, d->cue.last);
    if (d->sources.count != 1 || d->contents.count == 0 || !is_verb(words, verb)) return false;
    const qt_cue_match cue = qt_match_cue(words, d->cue);
    const uint32_t subject = qt_words_child_as(words, verb, QT_DEP_NSUBJ), object = object_of(words, verb);
    if (!cue.entry || !qt_cue_settles(&cue) || !may_speak(words, subject) || object == QT_NONE) return false;
    const qt_run source = d->sources.items[0];
    return source.first <= subject && subject < source.last && piece_at(d, object).last > 0;
}

int qt_drafts_complete(const qt_words *words, qt_drafts *drafts, qt_arena *arena, quoth_error *error)
{
    bool added = false;
    for (size_t i = 0; i < drafts->count; i++) {
        qt_draft *d = &drafts->items[i];
        const uint32_t verb = incomplete(words, d);
        if (verb == QT_NONE) continue;
        const qt_sentence *s = &words->text->sentences[words->text->tokens[d->cue.first].sentence];
        completion c = {.words = words, .arena = arena, .around = {s->first, s->last}};
        if (d->within != QT_NONE) c.around = piece_at(&drafts->items[d->within], d->cue.first);
        const int status = qt_trees_read(words->syntax, s->first, s->last, arena, &c.trees, error);
        if (status) return status;
        if (!complete(&c, d, verb)) return qt_arena_error(arena, error);
        added = added || d->completed;
    }
    if (!added) return QUOTH_OK;
    for (size_t i = 0; i < drafts->count; i++) drafts->items[i].within = QT_NONE;
    return qt_drafts_nest(drafts, arena, error);
}
