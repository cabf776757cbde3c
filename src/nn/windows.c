#include "nn/windows.h"

enum {
    BODY_PIECES = 256,      /* whole paragraphs share a window up to here, their [SEP]s included */
    PARAGRAPH_PIECES = 440, /* a longer paragraph is cut */
    CHUNK_PIECES = 220,     /* a cut paragraph's part has at least so many, unless it is the last */
    CONTEXT_PIECES = 64,    /* of the text before, [SEP]s included; also the overlap of a cut paragraph's parts */
    TITLE_PIECES = 24,
    TOKEN_PIECES = 128, /* of a monstrous token (a line of a thousand dashes) the encoder sees the first ones only */
};

/* Tokens [first, last). */
typedef struct tokens {
    size_t first, last;
} tokens;

typedef struct cutter {
    const qt_text *text;
    qt_arena *arena;
    const int32_t *pieces;
    const uint32_t *begin; /* [token_count + 1]: token i has pieces [begin[i], begin[i + 1]) */
    tokens title;          /* empty where there is none */
    QT_VEC(qt_window) windows;
} cutter;

static size_t pieces_in(const cutter *c, tokens t) { return c->begin[t.last] - c->begin[t.first]; }

/* A [SEP] stands behind token i of range `t`. */
static bool ends_paragraph(const cutter *c, tokens t, size_t i)
{
    return i + 1 == t.last || c->text->tokens[i].paragraph != c->text->tokens[i + 1].paragraph;
}

static size_t pieces_with_separators(const cutter *c, tokens t)
{
    size_t n = 0;
    for (size_t i = t.first; i < t.last; i++) n += c->begin[i + 1] - c->begin[i] + ends_paragraph(c, t, i);
    return n;
}

/* The longest run of tokens that ends before `end`, begins no earlier than `floor` and takes at most `room` pieces. */
static tokens tail_before(const cutter *c, size_t end, size_t floor, size_t room)
{
    tokens t = {end, end};
    size_t used = 0;
    while (t.first > floor) {
        size_t i = t.first - 1;
        used += c->begin[i + 1] - c->begin[i] + ends_paragraph(c, (tokens){i, end}, i);
        if (used > room) break;
        t.first = i;
    }
    return t;
}

/* The title's first pieces, at most TITLE_PIECES of them. */
static tokens title_head(const cutter *c)
{
    tokens t = {c->title.first, c->title.first};
    while (t.last < c->title.last && c->begin[t.last + 1] - c->begin[t.first] <= TITLE_PIECES) t.last++;
    return t;
}

/* Writes range `t` into the window, counting up its pieces and tokens. */
static void fill(const cutter *c, tokens t, qt_window *w, int32_t *pieces, uint8_t *shapes, uint8_t *quotes,
                 uint32_t *indices, uint16_t *first_piece)
{
    for (size_t i = t.first; i < t.last; i++) {
        const qt_token *token = &c->text->tokens[i];
        indices[w->token_count] = (uint32_t)i;
        first_piece[w->token_count++] = (uint16_t)w->piece_count;
        for (size_t p = c->begin[i]; p < c->begin[i + 1]; p++) {
            pieces[w->piece_count] = c->pieces[p];
            shapes[w->piece_count] = token->shape;
            quotes[w->piece_count++] = token->quote;
        }
        if (ends_paragraph(c, t, i)) pieces[w->piece_count++] = QT_PIECE_SEP;
    }
}

/* Adds a window that holds `head` (perhaps nothing) and then `run`, of which it scores `scored`. */
static bool add_window(cutter *c, tokens head, tokens run, tokens scored)
{
    size_t piece_count = 1 + pieces_with_separators(c, head) + pieces_with_separators(c, run);
    size_t token_count = head.last - head.first + run.last - run.first;
    int32_t *pieces = QT_ARENA_NEW(c->arena, int32_t, piece_count);
    uint8_t *shapes = QT_ARENA_NEW(c->arena, uint8_t, piece_count);
    uint8_t *quotes = QT_ARENA_NEW(c->arena, uint8_t, piece_count);
    uint32_t *indices = QT_ARENA_NEW(c->arena, uint32_t, token_count);
    uint16_t *first_piece = QT_ARENA_NEW(c->arena, uint16_t, token_count);
    if (!pieces || !shapes || !quotes || !indices || !first_piece) return false;

    qt_window w = {.pieces = pieces, .shapes = shapes, .quotes = quotes, .tokens = indices, .first_piece = first_piece};
    pieces[w.piece_count++] = QT_PIECE_CLS;
    fill(c, head, &w, pieces, shapes, quotes, indices, first_piece);
    fill(c, run, &w, pieces, shapes, quotes, indices, first_piece);
    size_t offset = head.last - head.first;
    w.score_first = (uint32_t)(offset + scored.first - run.first);
    w.score_last = (uint32_t)(offset + scored.last - run.first);
    return qt_vec_push(c->arena, &c->windows, w);
}

/* Adds a window for `body`, with context where it begins a paragraph and with the title where that is not in it. A
 * title that the context would cut is given by its head instead. */
static bool add_body(cutter *c, tokens body, tokens scored, bool begins_paragraph)
{
    size_t room = QT_WINDOW_MAX - 1 - pieces_with_separators(c, body), most = begins_paragraph ? CONTEXT_PIECES : 0;
    tokens before = tail_before(c, body.first, 0, room < most ? room : most), head = {0, 0};
    if (before.first > c->title.first) {
        head = title_head(c);
        room -= pieces_with_separators(c, head);
        before = tail_before(c, body.first, c->title.last, room < most ? room : most);
    }
    return add_window(c, head, (tokens){before.first, body.last}, scored);
}

/* Where a part of a cut paragraph that begins at `first` ends: at a sentence's end if one is in reach, else a token's. */
static size_t chunk_end(const cutter *c, size_t first, size_t last)
{
    size_t end = first;
    while (end < last && pieces_in(c, (tokens){first, end + 1}) <= PARAGRAPH_PIECES) end++;
    if (end == last) return end;
    for (size_t i = end; i > first && pieces_in(c, (tokens){first, i}) >= CHUNK_PIECES; i--)
        if (c->text->tokens[i - 1].sentence != c->text->tokens[i].sentence) return i;
    return end;
}

/* Where scoring passes from one part to the next, in their overlap [first, last): where the shorter side is longest, but
 * for the sake of whole sentences at the sentence begin nearest to that, if the overlap holds one. */
static size_t scored_split(const cutter *c, size_t first, size_t last)
{
    size_t middle = first, best = 0;
    while (middle < last && pieces_in(c, (tokens){first, middle}) <= pieces_in(c, (tokens){middle + 1, last})) middle++;
    for (size_t i = first + 1; i <= last; i++) {
        if (c->text->tokens[i - 1].sentence == c->text->tokens[i].sentence) continue;
        size_t away = i > middle ? i - middle : middle - i;
        if (!best || away < (best > middle ? best - middle : middle - best)) best = i;
    }
    return best ? best : middle;
}

/* Parts that overlap; in the overlap each token is scored in one of them. */
static bool add_long_paragraph(cutter *c, tokens paragraph)
{
    tokens chunk = {paragraph.first, chunk_end(c, paragraph.first, paragraph.last)};
    size_t scored = paragraph.first;
    for (;;) {
        bool begins = chunk.first == paragraph.first;
        if (chunk.last == paragraph.last) return add_body(c, chunk, (tokens){scored, chunk.last}, begins);
        size_t next = chunk.last;
        while (next > chunk.first + 1 && pieces_in(c, (tokens){next - 1, chunk.last}) <= CONTEXT_PIECES) next--;
        size_t split = scored_split(c, next, chunk.last);
        if (!add_body(c, chunk, (tokens){scored, split}, begins)) return false;
        scored = split;
        chunk = (tokens){next, chunk_end(c, next, paragraph.last)};
    }
}

static tokens of_paragraph(const qt_text *text, size_t p)
{
    return (tokens){text->paragraphs[p].first, text->paragraphs[p].last};
}

static bool cut(cutter *c)
{
    const qt_text *text = c->text;
    for (size_t p = 0; p < text->paragraph_count;) {
        tokens body = of_paragraph(text, p++);
        if (body.first == body.last) continue;
        size_t used = pieces_in(c, body) + 1;
        if (used > PARAGRAPH_PIECES + 1) {
            if (!add_long_paragraph(c, body)) return false;
            continue;
        }
        for (; p < text->paragraph_count; p++) {
            tokens next = of_paragraph(text, p);
            if (next.first == next.last) continue;
            used += pieces_in(c, next) + 1;
            if (used > BODY_PIECES) break;
            body.last = next.last;
        }
        if (!add_body(c, body, body, true)) return false;
    }
    return true;
}

/* The pieces of every token, one after the other. */
static int read_pieces(cutter *c, const qt_model *model, quoth_error *error)
{
    const qt_text *text = c->text;
    uint32_t *begin = QT_ARENA_NEW(c->arena, uint32_t, text->token_count + 1);
    qt_pieces pieces = {0};
    if (!begin || !qt_vec_reserve_one(c->arena, &pieces)) return qt_arena_error(c->arena, error);
    for (size_t i = 0; i < text->token_count; i++) {
        int rc = qt_wordpiece(model, qt_str_at(text->bytes, text->tokens[i].span), c->arena, &pieces, error);
        if (rc) return rc;
        if (pieces.count - begin[i] > TOKEN_PIECES) pieces.count = begin[i] + TOKEN_PIECES;
        begin[i + 1] = (uint32_t)pieces.count;
    }
    c->pieces = pieces.items;
    c->begin = begin;
    return QUOTH_OK;
}

static tokens find_title(const qt_text *text)
{
    for (size_t p = 0; p < text->paragraph_count; p++)
        if (text->paragraphs[p].part == QT_PART_TITLE && text->paragraphs[p].first < text->paragraphs[p].last)
            return of_paragraph(text, p);
    return (tokens){0, 0};
}

int qt_windows_cut(const qt_model *model, const qt_text *text, qt_arena *arena, qt_windows *out, quoth_error *error)
{
    cutter c = {.text = text, .arena = arena, .title = find_title(text)};
    int rc = read_pieces(&c, model, error);
    if (rc) return rc;
    if (!cut(&c)) return qt_arena_error(arena, error);
    *out = (qt_windows){c.windows.items, c.windows.count};
    return QUOTH_OK;
}
