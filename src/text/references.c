/* Which candidates are reference marks: the document's own evidence decides where one alone does not. */
#include "text/references.h"

#include "base/utf8.h"
#include "text/reference_marks.h"

enum { MAX_NUMBER = 10000 };

/* What the candidates that need no evidence say about the document. */
typedef struct evidence {
    uint8_t *attached; /* [MAX_NUMBER] numbers of marks that stand without a space behind a word or a stop */
    uint8_t *spaced;   /* [MAX_NUMBER] numbers of those behind a space and a word */
    size_t attached_count, spaced_count, stop_count; /* different numbers; marks behind a stop */
    size_t superscript_count;                        /* those behind a stop */
    bool spaced_one;                                 /* a spaced mark has the number 1 */
    bool letters[128];                               /* letters and Roman numerals, by qt_ref_candidate.number */
    uint32_t list_last;                              /* the longest reference list runs to this number */
} evidence;

static bool follows_no_code(const qt_ref_candidate *c)
{
    return c->next != QT_NEXT_CODE && (c->next != QT_NEXT_WORD || c->place == QT_PLACE_STOP);
}

static bool is_attached(const qt_ref_candidate *c)
{
    return c->place == QT_PLACE_STOP || c->place == QT_PLACE_WORD || c->place == QT_PLACE_RUN;
}

static void count_once(uint8_t *seen, uint32_t number, size_t *count)
{
    *count += number < MAX_NUMBER && !seen[number];
    if (number < MAX_NUMBER) seen[number] = 1;
}

static void gather(const qt_ref_candidates *found, evidence *e)
{
    for (size_t i = 0; i < found->count; i++) {
        const qt_ref_candidate *c = &found->items[i];
        if (!follows_no_code(c)) continue;
        bool stop = c->place == QT_PLACE_STOP;
        if (c->kind == QT_REF_LETTER && c->place != QT_PLACE_SPACED && c->place != QT_PLACE_ODD)
            e->letters[c->number] = true;
        if (c->kind == QT_REF_SUPERSCRIPT) e->superscript_count += stop;
        if (c->kind != QT_REF_NUMBER) continue;
        if (c->number < 1000 && (is_attached(c) || c->place == QT_PLACE_LINE || c->place == QT_PLACE_SPACED_STOP))
            count_once(e->attached, c->number, &e->attached_count);
        if (c->place == QT_PLACE_SPACED) {
            count_once(e->spaced, c->number, &e->spaced_count);
            e->spaced_one |= c->number == 1;
        }
        e->stop_count += stop;
    }
}

/* A number that might be a year is a mark only where the document's marks come close to it. */
static bool number_is_credible(const evidence *e, uint32_t number)
{
    if (number < 1000 || number <= e->list_last) return true;
    for (uint32_t n = number > 50 ? number - 50 : 0; n < number && n < MAX_NUMBER; n++)
        if (e->attached[n]) return true;
    return false;
}

static bool ends_here(const qt_ref_candidate *c)
{
    return c->next == QT_NEXT_PUNCT || c->next == QT_NEXT_END || c->next == QT_NEXT_MARK;
}

static bool spaced_is_mark(const qt_ref_candidate *c, const evidence *e)
{
    if (c->number <= e->list_last) return true;
    if (e->spaced_count >= 3 && e->spaced_one && e->spaced_count > e->attached_count) return true;
    return e->attached_count >= 2 && ends_here(c);
}

static bool number_is_mark(const qt_ref_candidate *c, const evidence *e)
{
    if (!follows_no_code(c) || !number_is_credible(e, c->number)) return false;
    switch ((qt_ref_place)c->place) {
    case QT_PLACE_STOP:
    case QT_PLACE_WORD: return true;
    case QT_PLACE_LINE: return c->next == QT_NEXT_UPPER || ends_here(c) || e->attached_count >= 3;
    case QT_PLACE_LETTER: return e->stop_count >= 2;
    case QT_PLACE_SPACED_STOP:
        return c->next == QT_NEXT_UPPER || c->next == QT_NEXT_END || c->next == QT_NEXT_MARK || spaced_is_mark(c, e);
    case QT_PLACE_SPACED: return spaced_is_mark(c, e);
    case QT_PLACE_RUN:
    case QT_PLACE_ODD: break;
    }
    return false; /* a run is as good as its first mark */
}

/* "girl[s]", "[a] senior official": an editor's letters look like notes. A note has its predecessors. */
static bool letter_is_mark(const qt_ref_candidate *c, const evidence *e)
{
    if (c->next == QT_NEXT_WORD || c->next == QT_NEXT_CODE || c->place >= QT_PLACE_SPACED_STOP) return false;
    bool first = c->number == 1 || c->number == 9 || c->number == 102; /* a, i, ii */
    bool preceded = first || e->letters[c->number - 1] || (c->number > 100 && (e->letters[9] || e->attached_count > 0));
    if (c->place == QT_PLACE_STOP) return preceded || e->attached_count > 0;
    if (c->place == QT_PLACE_LINE) return e->attached_count > 0 || (preceded && !first);
    return preceded;
}

static bool superscript_is_mark(const qt_ref_candidate *c, const evidence *e)
{
    if (c->next == QT_NEXT_CODE) return false;
    if (c->place == QT_PLACE_STOP) return true;
    if (c->next == QT_NEXT_WORD) return false;
    return c->place == QT_PLACE_WORD || (c->place == QT_PLACE_LINE && e->superscript_count > 0) ||
           (c->place == QT_PLACE_SPACED_STOP && e->superscript_count > 0);
}

static bool round_is_mark(const qt_ref_candidate *c, const evidence *e)
{
    if (c->number > e->list_last || c->after_digit || c->word_joins || c->place == QT_PLACE_ODD) return false;
    if (c->place == QT_PLACE_LINE || c->next == QT_NEXT_CODE || c->next == QT_NEXT_WORD) return false;
    if (ends_here(c)) return true;
    bool stop = c->place == QT_PLACE_STOP || c->place == QT_PLACE_SPACED_STOP;
    if (c->next == QT_NEXT_UPPER) return stop;
    return c->place == QT_PLACE_WORD || (c->place == QT_PLACE_SPACED && c->after_letter && !c->word_upper);
}

static bool is_mark(const qt_ref_candidate *c, const evidence *e)
{
    switch ((qt_mark_kind)c->kind) {
    case QT_REF_NUMBER: return number_is_mark(c, e);
    case QT_REF_LETTER: return letter_is_mark(c, e);
    case QT_REF_GROUP: return c->next != QT_NEXT_CODE && (c->number > 0 || c->place <= QT_PLACE_WORD);
    case QT_REF_EDITORIAL: return c->next != QT_NEXT_CODE && c->next != QT_NEXT_WORD;
    case QT_REF_SUPERSCRIPT: return superscript_is_mark(c, e);
    case QT_REF_ROUND: return round_is_mark(c, e);
    }
    return false;
}

/* "(12)" is the document's style of reference only if most of the list is cited so, and none of it in square brackets. */
static void judge_round(qt_ref_candidates *found, const evidence *e, uint8_t *seen)
{
    size_t cited = 0;
    for (size_t i = 0; i < found->count; i++) {
        const qt_ref_candidate *c = &found->items[i];
        if (c->kind == QT_REF_ROUND && c->keep) count_once(seen, c->number, &cited);
    }
    if (cited * 2 >= e->list_last && e->attached_count == 0) return;
    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].kind == QT_REF_ROUND) found->items[i].keep = false;
}

static void judge(qt_ref_candidates *found, const evidence *e)
{
    for (size_t i = 0; i < found->count; i++) {
        qt_ref_candidate *c = &found->items[i];
        const qt_ref_candidate *last = i > 0 ? &found->items[i - 1] : NULL;
        bool run = c->place == QT_PLACE_RUN && last && last->keep;
        if (run) c->keep = c->next != QT_NEXT_CODE && number_is_credible(e, c->kind == QT_REF_NUMBER ? c->number : 0);
        else c->keep = is_mark(c, e);
    }
}

static int write_references(const qt_ref_candidates *found, qt_arena *arena, qt_text *out, quoth_error *error)
{
    size_t count = 0;
    for (size_t i = 0; i < found->count; i++) count += found->items[i].keep;
    qt_reference *list = QT_ARENA_NEW(arena, qt_reference, count); /* others may add an offset of zero to it */
    if (!list) return qt_arena_error(arena, error);
    out->references = list;
    out->reference_count = count;
    for (size_t i = 0; i < found->count; i++) {
        const qt_ref_candidate *c = &found->items[i];
        if (!c->keep) continue;
        *list = (qt_reference){.span = c->span, .label = c->label, .sentence = QT_NONE, .follows = QT_NONE};
        list++->attached = c->place == QT_PLACE_LINE ? QT_ATTACHED_DISPLACED : QT_ATTACHED_SENTENCE;
    }
    return QUOTH_OK;
}

/* False where an arena is full. */
static bool find_candidates(qt_str bytes, qt_arena *scratch, qt_ref_candidates *found)
{
    qt_reference_lists lists = {0};
    evidence e = {.attached = qt_arena_alloc(scratch, MAX_NUMBER, 1), .spaced = qt_arena_alloc(scratch, MAX_NUMBER, 1)};
    uint8_t *seen = qt_arena_alloc(scratch, MAX_NUMBER, 1);
    if (!e.attached || !e.spaced || !seen || !qt_reference_lists_find(bytes, scratch, &lists)) return false;
    for (size_t i = 0; i < lists.count; i++)
        if (lists.items[i].last > e.list_last) e.list_last = lists.items[i].last;
    if (!qt_ref_candidates_find(bytes, &lists, e.list_last >= 3, scratch, found)) return false;
    gather(found, &e);
    judge(found, &e);
    judge_round(found, &e, seen);
    return true;
}

int qt_references_find(qt_str bytes, qt_arena *arena, qt_text *out, quoth_error *error)
{
    qt_ref_candidates found = {0};
    qt_arena *scratch = qt_arena_scratch(arena);
    bool read = scratch && find_candidates(bytes, scratch, &found);
    int status = read ? write_references(&found, arena, out, error) : qt_arena_error(arena, error);
    qt_arena_free(scratch);
    return status;
}
