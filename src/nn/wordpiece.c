/* Follows BERT's BasicTokenizer and WordpieceTokenizer (Devlin et al. 2019, tokenization.py) in the order of steps of
 * Hugging Face's tokenizers: clean, set CJK apart, NFD, strip marks, lower-case, set punctuation apart, match. */
#include "nn/wordpiece.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "nn/network.h"

enum { WORD_MAX = 100 }; /* characters; a longer word is [UNK], as in the reference */

/* The word being collected: what stands between blanks and punctuation, normalised. */
typedef struct word {
    char bytes[WORD_MAX * 4];
    size_t size, chars;
} word;

typedef struct output {
    const qt_vocabulary *vocabulary;
    qt_arena *arena;
    qt_pieces *pieces;
} output;

static bool is_removed(uint32_t code)
{
    if (code == '\t' || code == '\n' || code == '\r') return false;
    if (code < 0x80) return code < 0x20 || code == 0x7f;
    if (code == 0xfffd) return true;
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
    return c == UTF8PROC_CATEGORY_CC || c == UTF8PROC_CATEGORY_CF || c == UTF8PROC_CATEGORY_CO ||
           c == UTF8PROC_CATEGORY_CS;
}

static bool is_blank(uint32_t code)
{
    if (code < 0x80) return code == ' ' || code == '\t' || code == '\n' || code == '\r';
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
    return c == UTF8PROC_CATEGORY_ZS || c == UTF8PROC_CATEGORY_ZL || c == UTF8PROC_CATEGORY_ZP;
}

/* Blocks whose characters BERT takes for words of their own. */
static bool is_ideograph(uint32_t code)
{
    static const uint32_t blocks[][2] = {{0x3400, 0x4dbf},   {0x4e00, 0x9fff},   {0xf900, 0xfaff},
                                         {0x20000, 0x2a6df}, {0x2a700, 0x2b73f}, {0x2b740, 0x2b81f},
                                         {0x2b920, 0x2ceaf}, {0x2f800, 0x2fa1f}};
    if (code < blocks[0][0]) return false;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (code >= blocks[i][0] && code <= blocks[i][1]) return true;
    return false;
}

/* Every ASCII character that is no letter, digit or blank counts, symbols included. */
static bool is_punctuation(uint32_t code)
{
    if (code < 0x80)
        return (code > 0x20 && code < '0') || (code > '9' && code < 'A') || (code > 'Z' && code < 'a') ||
               (code > 'z' && code < 0x7f);
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
    return c >= UTF8PROC_CATEGORY_PC && c <= UTF8PROC_CATEGORY_PO;
}

/* Greedy longest match; the whole word is [UNK] where some part of it matches nothing. False: arena full. */
static bool end_word(const output *out, word *w)
{
    qt_str text = {w->bytes, w->size};
    bool known = w->chars <= WORD_MAX, fits = true;
    size_t before = out->pieces->count, size = 0;
    for (size_t at = 0; known && fits && at < text.size; at += size) {
        int32_t id = qt_vocabulary_longest(out->vocabulary, text, at, &size);
        if (id < 0) known = false;
        else fits = qt_vec_push(out->arena, out->pieces, id);
    }
    if (fits && !known) {
        out->pieces->count = before;
        fits = qt_vec_push(out->arena, out->pieces, QT_PIECE_UNK);
    }
    w->size = w->chars = 0;
    return fits;
}

static void append(word *w, uint32_t code)
{
    if (w->chars++ < WORD_MAX) w->size += qt_utf8_encode(code, w->bytes + w->size);
}

/* One character of the NFD form. */
static bool add_character(const output *out, word *w, uint32_t code)
{
    if (code >= 0x80 && utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_MN) return true;
    code = code < 0x80 ? (code >= 'A' && code <= 'Z' ? code + 32 : code)
                       : (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
    if (!is_punctuation(code)) {
        append(w, code);
        return true;
    }
    if (!end_word(out, w)) return false;
    append(w, code);
    return end_word(out, w);
}

/* One code point of the text. Decomposed one by one: putting marks into canonical order would change nothing that is
 * left once they are stripped. */
static bool add_code(const output *out, word *w, uint32_t code)
{
    if (is_removed(code)) return true;
    if (is_blank(code)) return end_word(out, w);
    if (code < 0x80) return add_character(out, w, code);
    bool apart = is_ideograph(code);
    if (apart && !end_word(out, w)) return false;
    utf8proc_int32_t parts[32];
    int bounds = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)code, parts, sizeof parts / sizeof *parts,
                                                 UTF8PROC_DECOMPOSE, &bounds);
    for (utf8proc_ssize_t i = 0; i < n && i < 32; i++)
        if (!add_character(out, w, (uint32_t)parts[i])) return false;
    return !apart || end_word(out, w);
}

int qt_wordpiece(const qt_model *model, qt_str token, qt_arena *arena, qt_pieces *out, quoth_error *error)
{
    output to = {&model->vocabulary, arena, out};
    size_t before = out->count;
    word w;
    w.size = w.chars = 0;
    for (size_t at = 0; at < token.size;) {
        uint32_t code = 0;
        size_t n = qt_utf8_decode(token, at, &code);
        if (n && !add_code(&to, &w, code)) goto full;
        at += n ? n : 1;
    }
    if (!end_word(&to, &w)) goto full;
    if (out->count == before && !qt_vec_push(arena, out, QT_PIECE_UNK)) goto full;
    return QUOTH_OK;
full:
    return qt_arena_error(arena, error);
}
