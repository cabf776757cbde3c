#include "text/turns.h"

#include <stdlib.h>

/* A label has so many tokens at most; a transcript so many turns at least, by speakers with so many each. */
enum { LABEL_TOKENS = 7, LEAST_TURNS = 4, LEAST_SPEAKERS = 2, LEAST_EACH = 2 };

typedef struct label {
    qt_str name;
    uint32_t first, last, speech; /* tokens of the name; where what is said begins */
    uint32_t paragraph;
} label;

typedef struct labels {
    label *items;
    size_t count;
} labels;

static qt_str word(const qt_text *text, uint32_t token) { return qt_str_at(text->bytes, text->tokens[token].span); }

static bool is(const qt_text *text, uint32_t token, const char *w)
{
    return qt_str_equal(word(text, token), qt_str_of(w));
}

static bool is_large(const qt_text *text, uint32_t token)
{
    switch (text->tokens[token].shape) {
    case QT_SHAPE_TITLE:
    case QT_SHAPE_UPPER:
    case QT_SHAPE_INITIAL:
    case QT_SHAPE_MIXED: return true;
    default: return false;
    }
}

/* The end of a run of capitalised words from `t` on, names' particles and "Mr." included. */
static uint32_t names_end(const qt_text *text, uint32_t t, uint32_t end)
{
    static const char *const small[] = {"de", "van", "von", "der", "of", "and", "the",
                                        "al", "bin", ".",   ",",   "-",  NULL};
    const uint32_t first = t;
    while (t < end && (is_large(text, t) || (t > first && qt_str_among(word(text, t), small)))) t++;
    return t;
}

/* The label that a paragraph begins with: "Zoë Orlec:" or "((GZ))", with words behind it. */
static bool label_of(const qt_text *text, uint32_t paragraph, label *out)
{
    const qt_paragraph *p = &text->paragraphs[paragraph];
    const bool text_of_its_own =
        p->part == QT_PART_BODY || p->part == QT_PART_TITLE; /* a first turn looks like a headline */
    if (!text_of_its_own || p->displaced || p->last - p->first < 3) return false;
    const uint32_t end = p->last - p->first > LABEL_TOKENS ? p->first + LABEL_TOKENS : p->last;
    uint32_t first = p->first;
    while (first + 1 < end && is(text, first, "(")) first++;
    const uint32_t brackets = first - p->first, last = names_end(text, first, end);
    uint32_t behind = last;
    while (behind < p->last && behind < last + brackets && is(text, behind, ")")) behind++;
    if (last == first || behind - last != brackets || (brackets != 0 && brackets != 2)) return false;
    if (behind < p->last && is(text, behind, ":")) behind++;
    else if (brackets == 0) return false;
    if (behind >= p->last) return false;
    const qt_span span = {text->tokens[first].span.begin, text->tokens[last - 1].span.end};
    *out = (label){qt_str_at(text->bytes, span), first, last, behind, paragraph};
    return true;
}

static int by_place(const void *a, const void *b)
{
    const label *x = a, *y = b;
    return (x->paragraph > y->paragraph) - (x->paragraph < y->paragraph);
}

static int by_name(const void *a, const void *b)
{
    const label *x = a, *y = b;
    const int order = qt_str_compare(x->name, y->name);
    return order ? order : by_place(a, b);
}

/* Whether what is said asks, or is of those who talk with each other. */
static bool is_talk(const qt_text *text, const label *l)
{
    static const char *const talk[] = {"?",   "I",   "you",  "You",  "we", "We", "my", "My",
                                       "our", "Our", "your", "Your", "me", "us", NULL};
    for (uint32_t t = l->speech; t < text->paragraphs[l->paragraph].last; t++)
        if (qt_str_among(word(text, t), talk)) return true;
    return false;
}

/* Marks the labels that come twice; keeps those alone, in the order of the text. False where they make no transcript. */
static bool keep_speakers(const qt_text *text, labels *all)
{
    size_t speakers = 0, turns = 0, talks = 0;
    qsort(all->items, all->count, sizeof *all->items, by_name);
    for (size_t i = 0, next; i < all->count; i = next) {
        for (next = i + 1; next < all->count && qt_str_equal(all->items[next].name, all->items[i].name);) next++;
        if (next - i < LEAST_EACH) continue;
        speakers++;
        for (size_t k = i; k < next; k++) {
            talks += is_talk(text, &all->items[k]);
            all->items[turns++] = all->items[k];
        }
    }
    all->count = turns;
    qsort(all->items, all->count, sizeof *all->items, by_place);
    return speakers >= LEAST_SPEAKERS && turns >= LEAST_TURNS && 2 * talks >= turns;
}

static qt_span speech_of(const qt_text *text, const label *l)
{
    const uint32_t last = text->paragraphs[l->paragraph].last;
    return (qt_span){text->tokens[l->speech].span.begin, text->tokens[last - 1].span.end};
}

/* Takes out the turns that a quotation crosses: nobody can say then where they end. Both are sorted. */
static void drop_crossed(const qt_text *text, labels *all)
{
    size_t kept = 0, q = 0;
    uint32_t reach = 0; /* how far the quotations before the turn go */
    for (size_t i = 0; i < all->count; i++) {
        const qt_span speech = speech_of(text, &all->items[i]);
        for (; q < text->quotation_count && text->quotations[q].span.begin < speech.begin; q++)
            if (text->quotations[q].span.end > reach) reach = text->quotations[q].span.end;
        bool crossed = reach > speech.begin;
        for (size_t k = q; k < text->quotation_count && text->quotations[k].span.begin < speech.end; k++)
            crossed = crossed || text->quotations[k].span.end > speech.end;
        if (!crossed) all->items[kept++] = all->items[i];
    }
    all->count = kept;
}

/* out->quotations with the turns' among them, each before what stands in it; moved[i] is where quotation i has gone. */
static void merge(const labels *all, const uint32_t *moved, const qt_quotation *old, size_t count, qt_text *out)
{
    size_t q = 0;
    for (size_t i = 0; i <= all->count; i++) {
        const bool more = i < all->count;
        const qt_span speech = more ? speech_of(out, &all->items[i]) : (qt_span){UINT32_MAX, UINT32_MAX};
        const uint32_t turn = i ? out->turns[i - 1].quotation : QT_NONE;
        for (; q < count && old[q].span.begin < speech.begin; q++) {
            qt_quotation *to = &out->quotations[moved[q]];
            *to = old[q];
            if (to->parent != QT_NONE) to->parent = moved[to->parent];
            else if (i && old[q].span.end <= out->quotations[turn].span.end) to->parent = turn;
            if (to->next != QT_NONE && to->next < count) to->next = moved[to->next];
        }
        if (!more) continue;
        const uint32_t at = (uint32_t)(q + i);
        out->quotations[at] = (qt_quotation){speech, speech, .closed = true, .parent = QT_NONE, .next = QT_NONE};
        out->turns[i] = (qt_turn){all->items[i].first, all->items[i].last, all->items[i].speech, at};
    }
}

static int insert(const labels *all, qt_arena *scratch, qt_arena *arena, qt_text *out, quoth_error *error)
{
    const qt_quotation *old = out->quotations;
    const size_t count = out->quotation_count;
    uint32_t *moved = QT_ARENA_NEW(scratch, uint32_t, count);
    qt_quotation *quotations = QT_ARENA_NEW(arena, qt_quotation, count + all->count);
    qt_turn *turns = QT_ARENA_NEW(arena, qt_turn, all->count);
    if (!moved || !quotations || !turns) return qt_arena_error(arena, error);
    for (size_t q = 0, i = 0; q < count; q++) {
        while (i < all->count && speech_of(out, &all->items[i]).begin <= old[q].span.begin) i++;
        moved[q] = (uint32_t)(q + i);
    }
    out->quotations = quotations;
    out->quotation_count = count + all->count;
    out->turns = turns;
    out->turn_count = all->count;
    merge(all, moved, old, count, out);
    for (size_t i = 0; i < all->count; i++)
        for (uint32_t t = all->items[i].speech; t < out->paragraphs[all->items[i].paragraph].last; t++)
            if (out->tokens[t].quote == QT_QUOTE_OUTSIDE) out->tokens[t].quote = QT_QUOTE_INSIDE;
    return QUOTH_OK;
}

int qt_turns_find(qt_arena *arena, qt_text *out, quoth_error *error)
{
    qt_arena *scratch = qt_arena_scratch(arena);
    QT_VEC(label) found = {0};
    int status = scratch ? QUOTH_OK : qt_arena_error(arena, error);
    for (uint32_t p = 0; p < out->paragraph_count && !status; p++) {
        label l;
        if (label_of(out, p, &l) && !qt_vec_push(scratch, &found, l)) status = qt_arena_error(arena, error);
    }
    labels all = {found.items, found.count};
    if (!status && all.count >= LEAST_TURNS && keep_speakers(out, &all)) {
        drop_crossed(out, &all);
        if (all.count) status = insert(&all, scratch, arena, out, error);
    }
    qt_arena_free(scratch);
    return status;
}
