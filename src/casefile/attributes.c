#include "casefile/attributes.h"

#include <stdlib.h>

#include "casefile/status.h"
#include "mentions/lexicon.h"
#include "statements/lexicon.h"

enum {
    BEFORE = 4
}; /* tokens in front of an attribute in which a word of caution is its own: "the alleged getaway driver" */

typedef QT_VEC(qt_attribute) attributes;

/* A piece of a statement's content. */
typedef struct piece {
    qt_span span;
    uint32_t statement;
} piece;

qt_str qt_attribute_type_name(qt_attribute_type type)
{
#define X(value, name) {name, sizeof name - 1},
    static const qt_str NAMES[] = {QT_ATTRIBUTE_TYPE_LIST(X)};
#undef X
    return type < QT_ATTRIBUTE_TYPES ? NAMES[type] : (qt_str){NULL, 0};
}

/* Tokens [first, last) in ASCII lower case, as the lexicon writes them. */
static bool form_of(const qt_text *text, size_t first, size_t last, char out[QT_ENTRY_BYTES], size_t *size)
{
    size_t n = 0;
    for (size_t t = first; t < last; t++) {
        qt_str word = qt_str_at(text->bytes, text->tokens[t].span);
        if (n + word.size + 1 > QT_ENTRY_BYTES) return false;
        if (t > first) out[n++] = ' ';
        for (size_t i = 0; i < word.size; i++, n++)
            out[n] = word.data[i] >= 'A' && word.data[i] <= 'Z' ? (char)(word.data[i] - 'A' + 'a') : word.data[i];
    }
    *size = n;
    return true;
}

static bool add(attributes *list, qt_arena *arena, uint32_t referent, qt_span span, qt_attribute_type type)
{
    if (qt_span_empty(span)) return true;
    return qt_vec_push(arena, list,
                       (qt_attribute){.referent = referent, .span = span, .type = (uint8_t)type, .statement = QT_NONE});
}

static bool add_list(attributes *list, qt_arena *arena, uint32_t referent, qt_span_list spans, qt_attribute_type type)
{
    for (size_t i = 0; i < spans.count; i++)
        if (!add(list, arena, referent, spans.items[i], type)) return false;
    return true;
}

/* A description, or a name that is one: "the suspect", "Ostrel Killer". */
static bool tells_status(const qt_mention *of, qt_str words)
{
    if (of->form == QT_FORM_NOMINAL) return qt_status_of(words) != QT_STATUS_NONE;
    return of->form == QT_FORM_NAME && of->type == QT_MENTION_PERSON && qt_status_in_name(words);
}

static bool collect(const qt_coref *who, qt_str text, qt_arena *arena, attributes *list)
{
    for (size_t m = 0; m < who->mention_count; m++) {
        const qt_beside *beside = who->mentions[m].beside;
        const uint32_t r = qt_referent_of(who, m);
        const qt_span span = who->mentions[m].span;
        if (r == QT_NONE) continue;
        if (tells_status(&who->mentions[m], qt_str_at(text, span)) &&
            !add(list, arena, r, span, QT_ATTRIBUTE_DESCRIPTION))
            return false;
        if (!beside) continue;
        bool room = add_list(list, arena, r, beside->titles, QT_ATTRIBUTE_TITLE) &&
                    add_list(list, arena, r, beside->roles, QT_ATTRIBUTE_ROLE) &&
                    add_list(list, arena, r, beside->appositions, QT_ATTRIBUTE_APPOSITION) &&
                    add(list, arena, r, beside->age.span, QT_ATTRIBUTE_AGE);
        if (!room) return false;
        if (!qt_span_empty(beside->age.span)) list->items[list->count - 1].years = beside->age.years;
    }
    return true;
}

/* Words that may stand between a name and what it is said to be: "Odo Marsh, who has reportedly been charged". */
static bool may_stand_between(qt_str lower)
{
    static const char *const WORDS[] = {
        ",",     "who",        "was",       "were",     "is", "are", "has", "have", "had",     "been",  "being", "also",
        "later", "reportedly", "allegedly", "formally", "a",  "an",  "the", "now",  "already", "since", "("};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (qt_str_equal(lower, qt_str_of(WORDS[i]))) return true;
    return false;
}

static bool lower_token(const qt_text *text, size_t t, char out[QT_ENTRY_BYTES], qt_str *lower)
{
    size_t size;
    if (!form_of(text, t, t + 1, out, &size)) return false;
    *lower = (qt_str){out, size};
    return true;
}

static bool is_be(qt_str lower)
{
    static const char *const WORDS[] = {"was", "were", "is", "are", "been", "being"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (qt_str_equal(lower, qt_str_of(WORDS[i]))) return true;
    return false;
}

/* A word of criminal status right before a person's name ("arsonist Odo Marsh") or behind it ("Odo Marsh was arrested"): that
 * the lists of roles do not know it must not make two people one. */
static bool add_status_beside(attributes *list, const qt_text *text, qt_arena *arena, uint32_t referent, qt_span name)
{
    enum { BEHIND = 6 };
    char buffer[QT_ENTRY_BYTES];
    qt_str lower;
    const size_t first = qt_text_token_at(text, name.begin);
    size_t t = first;
    if (first > 0 && text->tokens[first - 1].span.end <= name.begin && lower_token(text, first - 1, buffer, &lower) &&
        qt_status_of(lower) == QT_STATUS_CRIMINAL && !qt_str_equal(lower, QT_STR("wanted")) &&
        !add(list, arena, referent, text->tokens[first - 1].span, QT_ATTRIBUTE_DESCRIPTION))
        return false;
    while (t < text->token_count && text->tokens[t].span.begin < name.end) t++;
    bool told = false; /* of the person, and not done by them: "was charged", ", accused of" */
    for (size_t last = t + BEHIND; t < last && t < text->token_count; t++) {
        if (text->tokens[t].sentence != text->tokens[first].sentence || !lower_token(text, t, buffer, &lower)) break;
        if (qt_status_of(lower) == QT_STATUS_CRIMINAL)
            return !told || add(list, arena, referent, text->tokens[t].span, QT_ATTRIBUTE_DESCRIPTION);
        if (!may_stand_between(lower)) break;
        if (is_be(lower) || qt_str_equal(lower, QT_STR(","))) told = true;
        else if (qt_str_equal(lower, QT_STR("who")) || qt_str_equal(lower, QT_STR("has"))) told = false;
    }
    return true;
}

static bool collect_status(const qt_annotation *a, qt_arena *arena, attributes *list)
{
    const qt_coref *who = &a->coref;
    for (size_t m = 0; m < who->mention_count; m++) {
        const qt_mention *of = &who->mentions[m];
        if (qt_referent_of(who, m) == QT_NONE || of->type != QT_MENTION_PERSON || of->form != QT_FORM_NAME) continue;
        if (!add_status_beside(list, &a->text, arena, qt_referent_of(who, m), of->span)) return false;
    }
    return true;
}

static int compare_spans(qt_span a, qt_span b)
{
    if (a.begin != b.begin) return a.begin < b.begin ? -1 : 1;
    return (a.end < b.end) - (a.end > b.end); /* the longer first */
}

static int compare_attributes(const void *left, const void *right)
{
    const qt_attribute *a = left, *b = right;
    int c = compare_spans(a->span, b->span);
    if (!c) c = (a->referent > b->referent) - (a->referent < b->referent);
    return c ? c : (a->type > b->type) - (a->type < b->type);
}

/* Whether `before` says what `of` does: the same, or a description inside what stands beside the name in any case. */
static bool says_as_much(qt_str text, const qt_attribute *before, const qt_attribute *of)
{
    if (compare_attributes(before, of) == 0) return true;
    return of->type == QT_ATTRIBUTE_DESCRIPTION && before->referent == of->referent &&
           before->span.end >= of->span.end && qt_status_of(qt_str_at(text, before->span)) != QT_STATUS_NONE;
}

static void sort_once(qt_str text, attributes *list)
{
    size_t kept = 0;
    if (list->count) qsort(list->items, list->count, sizeof *list->items, compare_attributes);
    for (size_t i = 0; i < list->count; i++)
        if (!kept || !says_as_much(text, &list->items[kept - 1], &list->items[i])) list->items[kept++] = list->items[i];
    list->count = kept;
}

/* -------------------------------------------------------------------------------------------- who says that it is so */

static int compare_pieces(const void *left, const void *right)
{
    const piece *a = left, *b = right;
    int c = compare_spans(a->span, b->span);
    return c ? c : (a->statement > b->statement) - (a->statement < b->statement);
}

/* The statement of each attribute: a walk over both in the text's order, with a stack of the pieces that are open. */
static bool find_statements(const qt_annotation *a, qt_arena *arena, attributes *list)
{
    QT_VEC(piece) pieces = {0};
    QT_VEC(piece) open = {0};
    for (size_t i = 0; i < a->statement_count; i++)
        for (uint32_t k = 0; k < a->statements[i].content_count; k++)
            if (!qt_vec_push(arena, &pieces, (piece){a->statements[i].content[k], (uint32_t)i})) return false;
    if (pieces.count) qsort(pieces.items, pieces.count, sizeof *pieces.items, compare_pieces);
    enum { DEEPEST = 16 };
    size_t next = 0;
    for (size_t i = 0; i < list->count; i++) {
        qt_attribute *of = &list->items[i];
        for (; next < pieces.count && pieces.items[next].span.begin <= of->span.begin; next++) {
            while (open.count && open.items[open.count - 1].span.end <= pieces.items[next].span.begin) open.count--;
            if (!qt_vec_push(arena, &open, pieces.items[next])) return false;
        }
        while (open.count && open.items[open.count - 1].span.end <= of->span.begin) open.count--;
        for (size_t k = open.count, seen = 0; k-- > 0 && seen < DEEPEST && of->statement == QT_NONE; seen++)
            if (of->span.end <= open.items[k].span.end) of->statement = open.items[k].statement;
    }
    return true;
}

/* ------------------------------------------------------------------------------------------------------------ hedges */

/* A name for what the writer keeps away from: what may hang on an attribute alone. */
static bool is_caution(const qt_hedge_entry *e)
{
    static const char *const CLASSES[] = {"allegation", "suspicion", "hearsay", "distance"};
    for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++)
        if (strcmp(e->class, CLASSES[i]) == 0) return true;
    return false;
}

/* How many tokens from `t` on are words of caution; 0 where none is. */
static size_t caution_at(const qt_text *text, size_t t, size_t end)
{
    char form[QT_ENTRY_BYTES];
    size_t size;
    for (size_t n = end - t < QT_ENTRY_WORDS ? end - t : QT_ENTRY_WORDS; n > 0; n--) {
        if (!form_of(text, t, t + n, form, &size)) continue;
        const qt_hedge_entry *entry = qt_hedge_find((qt_str){form, size});
        if (entry && is_caution(entry)) return n;
    }
    return 0;
}

typedef QT_VEC(qt_hedge) hedges;

static bool push_once(hedges *list, qt_arena *arena, qt_hedge hedge)
{
    for (size_t i = 0; i < list->count; i++)
        if (qt_span_overlaps(list->items[i].span, hedge.span)) return true;
    return qt_vec_push(arena, list, hedge);
}

static int compare_hedges(const void *left, const void *right)
{
    return compare_spans(((const qt_hedge *)left)->span, ((const qt_hedge *)right)->span);
}

/* "President", "Gen.", "43": what stands in a statement beside a name, and is no part of what that says. */
static bool is_given(const qt_text *text, const qt_attribute *of)
{
    if (of->type != QT_ATTRIBUTE_TITLE) return of->type == QT_ATTRIBUTE_AGE;
    const qt_title_entry *title = qt_title_find(qt_str_at(text->bytes, of->span));
    return title && qt_title_is_office(title);
}

/* What the statement that gives it hedges with, and the words of caution in it or just before it. */
static bool find_hedges(const qt_annotation *a, qt_arena *arena, qt_attribute *of)
{
    const qt_text *text = &a->text;
    hedges list = {0};
    if (of->statement != QT_NONE && !is_given(text, of)) {
        const qt_statement *s = &a->statements[of->statement];
        for (uint32_t i = 0; i < s->hedge_count; i++)
            if (!push_once(&list, arena, s->hedges[i])) return false;
    }
    size_t first = qt_text_token_at(text, of->span.begin), last = first;
    while (last < text->token_count && text->tokens[last].span.begin < of->span.end) last++;
    if (first < last && text->sentence_count) {
        const uint32_t start = text->sentences[text->tokens[first].sentence].first;
        size_t from = first - start > BEFORE ? first - BEFORE : start;
        for (size_t t = from; t < last; t++) {
            size_t n = caution_at(text, t, last);
            if (!n) continue;
            qt_span span = {text->tokens[t].span.begin, text->tokens[t + n - 1].span.end};
            if (!push_once(&list, arena, (qt_hedge){span, QT_OWNER_UNCLEAR})) return false;
            t += n - 1;
        }
    }
    if (list.count) qsort(list.items, list.count, sizeof *list.items, compare_hedges);
    of->hedges = list.items;
    of->hedge_count = (uint32_t)list.count;
    return true;
}

int qt_attributes_read(const qt_annotation *annotation, qt_arena *arena, qt_attribute **out, size_t *count,
                       quoth_error *error)
{
    attributes list = {0};
    bool room = collect(&annotation->coref, annotation->text.bytes, arena, &list);
    room = room && collect_status(annotation, arena, &list);
    sort_once(annotation->text.bytes, &list);
    room = room && find_statements(annotation, arena, &list);
    for (size_t i = 0; i < list.count && room; i++) room = find_hedges(annotation, arena, &list.items[i]);
    if (!room) return qt_arena_error(arena, error);
    *out = list.items;
    *count = list.count;
    return QUOTH_OK;
}
