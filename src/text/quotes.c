/* Pairing quotation marks. One pass over the marks of each paragraph with a stack; what is left open at a paragraph's
 * end is either taken up by the next paragraph or was never closed; then one pass over the quotations decides which of
 * those to believe, and where they end. */
#include "text/quotes.h"

#include "base/utf8.h"
#include "text/quote_ends.h"
#include "text/quote_marks.h"

enum {
    RUN_OVER_PARAGRAPHS = 2, /* how far a quotation may run over paragraph ends that do not open it again */
    RUN_OVER_BYTES = 1500,
};

/* A quotation while it is being decided. */
typedef struct candidate {
    qt_quotation q;      /* its `parent`, until it is written: the one of its family that was open when it opened */
    uint32_t limit;      /* where it ends at the latest if it never closes */
    uint32_t resumed_by; /* a quotation that opens behind a sentence's end in it, or QT_NONE */
    uint8_t family;
    bool weak : 1;    /* opened by a mark that may be none: dropped unless closed */
    bool curly : 1;   /* opened by a mark with a direction */
    bool lead_in : 1; /* a single mark where a quotation may begin: behind a comma, a colon, at a paragraph's start */
    bool dropped : 1, trimmed : 1;
} candidate;

typedef struct pairing {
    qt_text *text;
    qt_arena *scratch;
    qt_arena *paragraph_scratch;     /* emptied at each paragraph */
    qt_quote_marks marks;            /* of the paragraph at hand */
    size_t cursor[QT_MARK_FAMILIES]; /* the next mark of a family behind the one at hand */
    QT_VEC(candidate) found;
    QT_VEC(uint32_t) open;          /* indices into found, outermost first */
    uint32_t top[QT_MARK_FAMILIES]; /* the innermost open one of a family, or QT_NONE */
    qt_span paragraph;
    uint32_t stop_cursor, last_stop; /* the last sentence end before the mark at hand, or the paragraph's begin */
    uint32_t pending;                /* left open by an earlier paragraph, or QT_NONE */
    bool may_run_over;               /* and it may close without having been opened again */
    size_t pending_age;              /* paragraphs since it was left open */
} pairing;

/* The last code point before `at` that is no space, or 0 at `begin`. */
static uint32_t last_code(const qt_text *text, uint32_t begin, uint32_t at)
{
    uint32_t end = qt_quote_trim_end(text, begin, at), code = 0;
    if (end > begin) (void)qt_utf8_decode(text->bytes, qt_utf8_before(text->bytes, end), &code);
    return code;
}

static uint32_t code_at(const qt_text *text, uint32_t at, uint32_t end)
{
    uint32_t code = 0;
    if (at < end) (void)qt_utf8_decode(text->bytes, at, &code);
    return code;
}

/* The next mark of `family` behind mark `i`, or NULL. Cursors only move forward. */
static const qt_quote_mark *next_mark(pairing *p, size_t i, uint8_t family)
{
    size_t *at = &p->cursor[family];
    if (*at <= i) *at = i + 1;
    while (*at < p->marks.count && p->marks.items[*at].family != family) ++*at;
    return *at < p->marks.count ? &p->marks.items[*at] : NULL;
}

static candidate *innermost(pairing *p) { return &p->found.items[p->open.items[p->open.count - 1]]; }

static void pop(pairing *p)
{
    p->top[innermost(p)->family] = innermost(p)->q.parent;
    p->open.count--;
}

static bool is_stop(uint32_t code) { return code == '.' || code == '!' || code == '?' || code == 0x2026; }

/* A quotation of the mark's family is open and the mark opens another: inside it, or because the first lost its closing
 * mark. Behind a sentence's end it was lost, or paragraphs were joined: the first is over. */
static void reopen(pairing *p, const qt_quote_mark *mark, uint32_t before)
{
    candidate *outer = &p->found.items[p->top[mark->family]];
    bool same_style = outer->curly == (mark->directed && !mark->backtick);
    if (!outer->trimmed && same_style) {
        outer->limit = mark->span.begin;
        outer->trimmed = true;
    }
    if (!is_stop(before) || !same_style || mark->family == QT_MARK_SINGLE) return;
    outer->resumed_by = (uint32_t)p->found.count;
    while (p->top[mark->family] != QT_NONE) {
        candidate *inner = innermost(p);
        if (inner->limit > mark->span.begin) inner->limit = mark->span.begin;
        pop(p);
    }
}

static bool push(pairing *p, const qt_quote_mark *mark, bool weak)
{
    const qt_text *text = p->text;
    uint32_t before = last_code(text, p->paragraph.begin, mark->span.begin);
    if (p->top[mark->family] != QT_NONE) reopen(p, mark, before);
    candidate c = {
        .q = {.span = {mark->span.begin, 0},
              .inner = {mark->span.end, 0},
              .parent = p->top[mark->family],
              .next = QT_NONE},
        .limit = p->paragraph.end,
        .resumed_by = QT_NONE,
        .family = mark->family,
        .weak = weak,
        .curly = mark->directed && !mark->backtick,
        .lead_in = (before == 0 || before == ',' || before == ':') &&
                   qt_is_upper(code_at(text, mark->span.end, p->paragraph.end)),
    };
    uint32_t index = (uint32_t)p->found.count;
    if (!qt_vec_push(p->scratch, &p->found, c) || !qt_vec_push(p->scratch, &p->open, index)) return false;
    p->top[mark->family] = index;
    if (p->pending != QT_NONE && mark->at_start && p->found.items[p->pending].family == mark->family &&
        p->open.count == 1) {
        p->found.items[p->pending].q.continues = true;
        p->found.items[p->pending].q.next = index;
    }
    if (p->pending != QT_NONE && p->found.items[p->pending].family == mark->family) p->pending = QT_NONE;
    return true;
}

static void close_at(candidate *c, qt_span mark)
{
    c->q.closed = true;
    c->q.inner.end = mark.begin;
    c->q.span.end = mark.end;
}

/* Closes the innermost quotation of the mark's family; those inside it have lost their marks. */
static void close_innermost(pairing *p, const qt_quote_mark *mark)
{
    while (innermost(p)->family != mark->family) {
        candidate *inner = innermost(p);
        if (inner->limit > mark->span.begin) inner->limit = mark->span.begin;
        pop(p);
    }
    close_at(innermost(p), mark->span);
    pop(p);
}

/* Whether a sentence ends between `begin` and `at`. The cursor only moves forward. */
static bool spans_sentence_end(pairing *p, uint32_t begin, uint32_t at)
{
    for (; p->stop_cursor + 2 < at; p->stop_cursor++) {
        const char *c = p->text->bytes.data + p->stop_cursor;
        if ((c[0] == '.' || c[0] == '!' || c[0] == '?') && c[1] == ' ' &&
            qt_is_upper(code_at(p->text, p->stop_cursor + 2, at)))
            p->last_stop = p->stop_cursor;
    }
    return p->last_stop > begin;
}

/* A single closing mark: an apostrophe unless a single quotation is open and nothing better closes it. */
static void close_single(pairing *p, size_t i)
{
    const qt_quote_mark *mark = &p->marks.items[i];
    if (p->top[QT_MARK_SINGLE] == QT_NONE) return;
    const candidate *top = innermost(p);
    const qt_quote_mark *next;
    if (top->family != QT_MARK_SINGLE) {
        next = next_mark(p, i, top->family);
        if (mark->weak || (next && next->lean != QT_LEAN_OPEN)) return;
    } else if (mark->weak) {
        next = next_mark(p, i, QT_MARK_SINGLE);
        if (top->weak || (next && next->lean == QT_LEAN_CLOSE && !next->weak)) return;
        /* Words quoted across a sentence end would end with a full stop or a comma. */
        if (spans_sentence_end(p, top->q.span.begin, mark->span.begin)) return;
    }
    close_innermost(p, mark);
}

/* Forgets the open single quotations on top of the stack: what closes across them was opened before this paragraph. */
static void drop_open_singles(pairing *p)
{
    while (p->open.count > 0) {
        innermost(p)->dropped = true;
        pop(p);
    }
}

static bool pair_double(pairing *p, size_t i)
{
    const qt_quote_mark *mark = &p->marks.items[i];
    uint32_t same = p->top[mark->family];
    bool is_open = same != QT_NONE;
    uint8_t lean = mark->lean != QT_LEAN_EITHER ? mark->lean : is_open ? QT_LEAN_CLOSE : QT_LEAN_OPEN;
    if (lean == QT_LEAN_OPEN) {
        if (mark->weak) return true; /* inches */
        return push(p, mark, mark->lean == QT_LEAN_EITHER);
    }
    if (is_open) {
        const qt_quote_mark *next = mark->weak ? next_mark(p, i, mark->family) : NULL;
        if (next && next->lean == QT_LEAN_CLOSE && p->found.items[same].q.parent == QT_NONE) return true;
        close_innermost(p, mark);
    } else if (p->pending != QT_NONE && p->found.items[p->pending].family == mark->family) {
        if (p->may_run_over && !mark->weak) {
            drop_open_singles(p);
            close_at(&p->found.items[p->pending], mark->span);
        }
        p->pending = QT_NONE;
    }
    return true;
}

static bool pair_single(pairing *p, size_t i)
{
    const qt_quote_mark *mark = &p->marks.items[i];
    if (mark->lean == QT_LEAN_OPEN) return push(p, mark, mark->weak);
    if (mark->backtick) { /* `code`, not a quotation */
        if (p->open.count > 0 && innermost(p)->family == QT_MARK_SINGLE) {
            innermost(p)->dropped = true;
            pop(p);
        }
        return true;
    }
    close_single(p, i);
    return true;
}

/* What is still open at a paragraph's end. The outermost that nothing cut short may go on in the next paragraph; single
 * marks, which may be apostrophes, come last. */
static void leave_paragraph(pairing *p, const qt_paragraph *paragraph)
{
    uint32_t left = QT_NONE;
    for (size_t i = 0; i < p->open.count; i++) {
        candidate *c = &p->found.items[p->open.items[i]];
        if (c->weak) c->dropped = true;
        if (c->trimmed || c->dropped) continue;
        if (left == QT_NONE || (p->found.items[left].family == QT_MARK_SINGLE && c->family != QT_MARK_SINGLE))
            left = p->open.items[i];
    }
    if (left == QT_NONE) return;
    p->pending = left;
    p->pending_age = 0;
    p->may_run_over = p->found.items[left].family != QT_MARK_SINGLE && paragraph->part == QT_PART_BODY;
}

/* Whether what the last paragraphs left open may still be taken up by this one. */
static void enter_paragraph(pairing *p, const qt_paragraph *paragraph)
{
    memset(p->cursor, 0, sizeof p->cursor);
    for (size_t f = 0; f < QT_MARK_FAMILIES; f++) p->top[f] = QT_NONE;
    p->open.count = 0;
    qt_arena_reset(p->paragraph_scratch);
    p->marks = (qt_quote_marks){.items = NULL};
    p->paragraph = paragraph->span;
    p->stop_cursor = p->last_stop = paragraph->span.begin;
    if (p->pending == QT_NONE) return;
    p->pending_age++;
    uint32_t begin = p->found.items[p->pending].q.span.begin;
    if (paragraph->displaced || p->pending_age > RUN_OVER_PARAGRAPHS) p->pending = QT_NONE;
    else if (paragraph->part != QT_PART_BODY || paragraph->span.end - begin > RUN_OVER_BYTES) p->may_run_over = false;
}

static bool pair_marks(pairing *p, const qt_paragraph *paragraph, size_t *reference)
{
    enter_paragraph(p, paragraph);
    if (!qt_quote_marks_scan(p->text, paragraph->span, reference, p->paragraph_scratch, &p->marks)) return false;
    for (size_t i = 0; i < p->marks.count; i++) {
        bool ok = p->marks.items[i].family == QT_MARK_SINGLE ? pair_single(p, i) : pair_double(p, i);
        if (!ok) return false;
    }
    leave_paragraph(p, paragraph);
    return true;
}

/* A caption or furniture between the paragraphs of a quotation takes no part in it: what is open before it can be taken up
 * behind it by a mark that opens again. */
static bool pair_paragraph(pairing *p, const qt_paragraph *paragraph, size_t *reference)
{
    const bool aside = paragraph->part == QT_PART_CAPTION || paragraph->part == QT_PART_FURNITURE ||
                       paragraph->part == QT_PART_DATELINE;
    if (!aside) return pair_marks(p, paragraph, reference);
    const uint32_t pending = p->pending;
    const size_t age = p->pending_age;
    p->pending = QT_NONE;
    const bool ok = pair_marks(p, paragraph, reference);
    p->pending = pending;
    p->pending_age = age;
    p->may_run_over = false;
    return ok;
}

/* --- Quotations that never close: which of them to believe --- */

/* Single marks are the main ones of a text where several quotations that begin sentences stand in them. */
static bool uses_single_marks(const pairing *p)
{
    size_t singles = 0, doubles = 0;
    for (size_t i = 0; i < p->found.count; i++) {
        const candidate *c = &p->found.items[i];
        if (!c->q.closed) continue;
        if (c->family == QT_MARK_SINGLE) singles += c->lead_in;
        else doubles++;
    }
    return singles >= 2 && singles > doubles;
}

/* Where paragraphs were joined, one that opens again behind a sentence's end takes up the one before it, as it would
 * across paragraphs. One such place may just have lost a mark; two in a document are its style. */
static void take_up_resumed(pairing *p)
{
    size_t places = 0;
    for (size_t i = 0; i < p->found.count; i++)
        places += !p->found.items[i].q.closed && p->found.items[i].resumed_by != QT_NONE;
    for (size_t i = 0; i < p->found.count && places >= 2; i++) {
        candidate *c = &p->found.items[i];
        if (c->q.closed || c->resumed_by == QT_NONE) continue;
        c->q.continues = true;
        c->q.next = c->resumed_by;
    }
}

static void decide_unclosed(pairing *p)
{
    bool british = uses_single_marks(p);
    take_up_resumed(p);
    for (size_t i = 0; i < p->found.count; i++) {
        candidate *c = &p->found.items[i];
        if (c->q.closed || c->dropped) continue;
        if (c->weak) c->dropped = true;
        if (c->family == QT_MARK_SINGLE && !(c->lead_in && (british || c->curly))) c->dropped = true;
        uint32_t begin = c->q.inner.begin;
        bool fragment = !c->lead_in && qt_is_lower(code_at(p->text, begin, c->limit));
        if (c->q.continues && !fragment && qt_quote_ends_in_report(p->text, begin, c->limit)) c->q.continues = false;
        if (c->dropped || !c->q.continues) {
            c->q.continues = false;
            c->q.next = QT_NONE;
        }
        uint32_t end = c->q.continues ? c->limit : qt_quote_believed_end(p->text, begin, c->limit, fragment);
        end = qt_quote_trim_end(p->text, begin, end);
        if (end <= begin) c->dropped = true;
        c->q.span.end = c->q.inner.end = end;
    }
}

/* --- The result --- */

/* Copies what was not dropped, in order, and finds what stands in what. */
static int write_quotations(pairing *p, qt_arena *arena, quoth_error *error)
{
    size_t n = p->found.count, kept = 0;
    for (size_t i = 0; i < n; i++) kept += !p->found.items[i].dropped;
    qt_quotation *list = QT_ARENA_NEW(arena, qt_quotation, kept);
    uint32_t *place = QT_ARENA_NEW(p->scratch, uint32_t, n), *stack = QT_ARENA_NEW(p->scratch, uint32_t, kept);
    if (!list || !place || !stack) return qt_arena_error(arena, error);
    kept = 0;
    for (size_t i = 0; i < n; i++) place[i] = p->found.items[i].dropped ? QT_NONE : (uint32_t)kept++;
    size_t depth = 0;
    for (size_t i = 0; i < n; i++) {
        if (place[i] == QT_NONE) continue;
        qt_quotation q = p->found.items[i].q;
        if (q.next != QT_NONE) q.next = place[q.next];
        if (q.next == QT_NONE) q.continues = false;
        while (depth > 0) {
            qt_quotation *outer = &list[stack[depth - 1]];
            if (qt_span_contains(outer->inner, q.span)) break;
            /* One that never closed may have been cut in the middle of another: it ends before that one. */
            if (outer->span.end > q.span.begin && !outer->closed)
                outer->span.end = outer->inner.end = qt_quote_trim_end(p->text, outer->inner.begin, q.span.begin);
            depth--;
        }
        q.parent = depth > 0 ? stack[depth - 1] : QT_NONE;
        stack[depth++] = place[i];
        list[place[i]] = q;
    }
    p->text->quotations = list;
    p->text->quotation_count = kept;
    return QUOTH_OK;
}

static void mark_tokens(qt_text *text)
{
    const qt_quotation *list = text->quotations;
    const size_t count = text->quotation_count;
    uint32_t inside = 0, unclosed = 0;
    size_t next = 0;
    for (size_t i = 0; i < text->token_count; i++) {
        qt_token *token = &text->tokens[i];
        for (; next < count && list[next].span.begin < token->span.end; next++) {
            uint32_t *until = list[next].closed || list[next].continues ? &inside : &unclosed;
            if (list[next].span.end > *until) *until = list[next].span.end;
        }
        token->quote = token->span.begin < inside     ? QT_QUOTE_INSIDE
                       : token->span.begin < unclosed ? QT_QUOTE_UNCLOSED
                                                      : QT_QUOTE_OUTSIDE;
    }
}

int qt_quotes_find(qt_arena *arena, qt_text *out, quoth_error *error)
{
    pairing p = {.text = out, .scratch = qt_arena_scratch(arena), .pending = QT_NONE};
    p.paragraph_scratch = qt_arena_scratch(arena);
    int status = p.scratch && p.paragraph_scratch ? QUOTH_OK : qt_arena_error(arena, error);
    size_t reference = 0;
    for (size_t i = 0; i < out->paragraph_count && !status; i++)
        if (!pair_paragraph(&p, &out->paragraphs[i], &reference)) status = qt_arena_error(arena, error);
    qt_arena_free(p.paragraph_scratch);
    if (!status) {
        decide_unclosed(&p);
        status = write_quotations(&p, arena, error);
    }
    if (!status) mark_tokens(out);
    qt_arena_free(p.scratch);
    return status;
}
