#include "nn/windows.h"

enum {
    BODY_PIECES = 160,      /* whole paragraphs share a window up to here, their [SEP]s included */
    PARAGRAPH_PIECES = 440, /* a longer paragraph is cut */
    CHUNK_PIECES = 220,     /* a cut paragraph's part has at least so many, unless it is the last */
    OVERLAP_PIECES = 64,    /* of the parts of a cut paragraph */
    TOKEN_PIECES = 128, /* of a monstrous token (a line of a thousand dashes) the encoder sees the first ones only */
};

/* Tokens [first, last). */
typedef struct tokens {
    size_t first, last;
} tokens;

struct qt_window_cutter {
    const qt_model *model;
    const qt_text *text;
    qt_arena *arena;
    qt_pieces pieces;      /* of the token at hand */
    const uint32_t *begin; /* [token_count + 1]: token i has begin[i + 1] - begin[i] pieces */
    size_t paragraph;      /* the first that is in no window yet */
    tokens cut;            /* a long paragraph that is being cut; empty where none is */
    tokens chunk;          /* the next part of it */
    size_t scored;         /* and where scoring begins in that */
};

typedef qt_window_cutter cutter;

static size_t pieces_in(const cutter *c, tokens t) { return c->begin[t.last] - c->begin[t.first]; }

/* A [SEP] stands behind token i of range `t`. (None behind a dateline or before a credit: the model was trained on text
 * with them inside the paragraph.) */
static bool ends_paragraph(const cutter *c, tokens t, size_t i)
{
    if (i + 1 == t.last) return true;
    const uint32_t next = c->text->tokens[i + 1].paragraph;
    return c->text->tokens[i].paragraph != next && !c->text->paragraphs[next].joined;
}

static size_t pieces_with_separators(const cutter *c, tokens t)
{
    size_t n = 0;
    for (size_t i = t.first; i < t.last; i++) n += c->begin[i + 1] - c->begin[i] + ends_paragraph(c, t, i);
    return n;
}

/* The pieces of token i, in c->pieces: once to count them, once for each window that holds it. */
static bool read_token(cutter *c, size_t i)
{
    c->pieces.count = 0;
    if (qt_wordpiece(c->model, qt_str_at(c->text->bytes, c->text->tokens[i].span), c->arena, &c->pieces, NULL))
        return false;
    if (c->pieces.count > TOKEN_PIECES) c->pieces.count = TOKEN_PIECES;
    return true;
}

/* A window's arrays while they are filled. */
typedef struct arrays {
    int32_t *pieces;
    uint8_t *shapes, *quotes;
    uint32_t *tokens;
    uint16_t *first_piece;
} arrays;

/* Writes range `t` into the window, counting up its pieces and tokens. */
static bool fill(cutter *c, tokens t, const arrays *to, qt_window *w)
{
    for (size_t i = t.first; i < t.last; i++) {
        const qt_token *token = &c->text->tokens[i];
        if (!read_token(c, i)) return false;
        to->tokens[w->token_count] = (uint32_t)i;
        to->first_piece[w->token_count++] = (uint16_t)w->piece_count;
        for (size_t p = 0; p < c->pieces.count; p++) {
            to->pieces[w->piece_count] = c->pieces.items[p];
            to->shapes[w->piece_count] = token->shape;
            to->quotes[w->piece_count++] = token->quote;
        }
        if (ends_paragraph(c, t, i)) to->pieces[w->piece_count++] = QT_PIECE_SEP;
    }
    return true;
}

/* A window that holds `run`, of which it scores `scored`. */
static bool make_window(cutter *c, tokens run, tokens scored, qt_arena *arena, qt_window *out)
{
    size_t piece_count = 1 + pieces_with_separators(c, run), token_count = run.last - run.first;
    arrays to = {QT_ARENA_NEW(arena, int32_t, piece_count), QT_ARENA_NEW(arena, uint8_t, piece_count),
                 QT_ARENA_NEW(arena, uint8_t, piece_count), QT_ARENA_NEW(arena, uint32_t, token_count),
                 QT_ARENA_NEW(arena, uint16_t, token_count)};
    if (!to.pieces || !to.shapes || !to.quotes || !to.tokens || !to.first_piece) return false;

    qt_window w = {.pieces = to.pieces,
                   .shapes = to.shapes,
                   .quotes = to.quotes,
                   .tokens = to.tokens,
                   .first_piece = to.first_piece,
                   .score_first = (uint32_t)(scored.first - run.first),
                   .score_last = (uint32_t)(scored.last - run.first)};
    to.pieces[w.piece_count++] = QT_PIECE_CLS;
    if (!fill(c, run, &to, &w)) return false;
    *out = w;
    return true;
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

/* The next part of the paragraph that is being cut. Parts overlap; in the overlap each token is scored in one of them. */
static bool next_part(cutter *c, qt_arena *arena, qt_window *out)
{
    tokens chunk = c->chunk, scored = {c->scored, chunk.last};
    if (chunk.last == c->cut.last) {
        c->cut = (tokens){0, 0};
        return make_window(c, chunk, scored, arena, out);
    }
    size_t next = chunk.last;
    while (next > chunk.first + 1 && pieces_in(c, (tokens){next - 1, chunk.last}) <= OVERLAP_PIECES) next--;
    scored.last = c->scored = scored_split(c, next, chunk.last);
    c->chunk = (tokens){next, chunk_end(c, next, c->cut.last)};
    return make_window(c, chunk, scored, arena, out);
}

/* Paragraph *p with those joined to it; *p is then the one behind them. */
static tokens of_paragraph(const qt_text *text, size_t *p)
{
    tokens t = {text->paragraphs[*p].first, text->paragraphs[*p].last};
    for (++*p; *p < text->paragraph_count && text->paragraphs[*p].joined; ++*p) t.last = text->paragraphs[*p].last;
    return t;
}

/* The next paragraphs that share a window, or the first part of a long one. */
static bool next_paragraphs(cutter *c, tokens body, qt_arena *arena, qt_window *out)
{
    const qt_text *text = c->text;
    size_t used = pieces_in(c, body) + 1;
    if (used > PARAGRAPH_PIECES + 1) {
        c->cut = body;
        c->chunk = (tokens){body.first, chunk_end(c, body.first, body.last)};
        c->scored = body.first;
        return next_part(c, arena, out);
    }
    for (size_t p = c->paragraph; p < text->paragraph_count; c->paragraph = p) {
        tokens next = of_paragraph(text, &p);
        if (next.first == next.last) continue;
        used += pieces_in(c, next) + 1;
        if (used > BODY_PIECES) break;
        body.last = next.last;
    }
    return make_window(c, body, body, arena, out);
}

int qt_windows_next(qt_window_cutter *c, qt_arena *arena, qt_window *out, quoth_error *error)
{
    tokens body = {0, 0};
    bool cutting = c->cut.first < c->cut.last;
    while (!cutting && body.first == body.last && c->paragraph < c->text->paragraph_count)
        body = of_paragraph(c->text, &c->paragraph);
    *out = (qt_window){.piece_count = 0};
    if (!cutting && body.first == body.last) return QUOTH_OK;
    bool made = cutting ? next_part(c, arena, out) : next_paragraphs(c, body, arena, out);
    return made ? QUOTH_OK : qt_arena_error(arena, error);
}

int qt_windows_open(const qt_model *model, const qt_text *text, qt_arena *arena, qt_window_cutter **out,
                    quoth_error *error)
{
    cutter *c = QT_ARENA_NEW(arena, cutter, 1);
    uint32_t *begin = QT_ARENA_NEW(arena, uint32_t, text->token_count + 1);
    if (!c || !begin) return qt_arena_error(arena, error);
    *c = (cutter){.model = model, .text = text, .arena = arena, .begin = begin};
    for (size_t i = 0; i < text->token_count; i++) {
        if (!read_token(c, i)) return qt_arena_error(arena, error);
        begin[i + 1] = begin[i] + (uint32_t)c->pieces.count;
    }
    *out = c;
    return QUOTH_OK;
}

int qt_windows_cut(const qt_model *model, const qt_text *text, qt_arena *arena, qt_windows *out, quoth_error *error)
{
    cutter *c;
    QT_VEC(qt_window) windows = {0};
    qt_window window;
    int status = qt_windows_open(model, text, arena, &c, error);
    if (!status) status = qt_windows_next(c, arena, &window, error);
    while (!status && window.piece_count) {
        if (!qt_vec_push(arena, &windows, window)) return qt_arena_error(arena, error);
        status = qt_windows_next(c, arena, &window, error);
    }
    if (!status) *out = (qt_windows){windows.items, windows.count};
    return status;
}
