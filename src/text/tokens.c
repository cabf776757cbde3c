#include "text/tokens.h"

#include "text/abbreviations.h"
#include "text/chars.h"
#include "text/words.h"

/* The text is read twice: once to count its tokens, once to write them. */
typedef struct builder {
    qt_token *tokens; /* NULL where they are counted */
    size_t count;
    size_t paragraph;
} builder;

/* -------------------------------------------------------------------------------------------------------- shapes */

typedef struct letters {
    size_t upper, lower, other;
    bool first_upper;
} letters;

static letters count_letters(qt_str word)
{
    letters n = {0};
    for (size_t at = 0; at < word.size;) {
        qt_char c = qt_char_at(word, at);
        at += c.size;
        if (c.class != QT_CLASS_LETTER && c.class != QT_CLASS_IDEOGRAPH) continue;
        bool first = n.upper + n.lower + n.other == 0;
        if (qt_is_upper(c.code)) {
            n.upper++;
            n.first_upper |= first;
        } else if (qt_is_lower(c.code)) {
            n.lower++;
        } else if (first || c.class == QT_CLASS_IDEOGRAPH) {
            n.other++; /* marks on a letter change nothing */
        }
    }
    return n;
}

static qt_shape quote_shape(qt_str word)
{
    uint32_t c = qt_char_at(word, 0).code;
    size_t size = qt_char_at(word, 0).size;
    bool doubled = word.size == 2 * size && (qt_is_apostrophe(c) || c == 0x2018);
    if (doubled && qt_char_at(word, size).code == c) return QT_SHAPE_DOUBLE_QUOTE;
    if (size != word.size) return QT_SHAPE_OTHER;
    bool twofold = c == '"' || (c >= 0x201c && c <= 0x201f) || c == 0xab || c == 0xbb || (c >= 0x300c && c <= 0x300f) ||
                   c == 0xff02;
    if (twofold) return QT_SHAPE_DOUBLE_QUOTE;
    bool simple = c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201b) || c == 0x2039 || c == 0x203a;
    return simple ? QT_SHAPE_SINGLE_QUOTE : QT_SHAPE_OTHER;
}

qt_shape qt_token_shape(qt_str word)
{
    if (qt_char_at(word, 0).class == QT_CLASS_DIGIT) return QT_SHAPE_DIGIT;
    letters n = count_letters(word);
    size_t all = n.upper + n.lower + n.other;
    if (all == 0) return quote_shape(word);
    if (n.lower == all) return QT_SHAPE_LOWER;
    if (n.upper == all) {
        size_t bytes = qt_char_at(word, 0).size;
        bool alone = bytes == word.size || (bytes + 1 == word.size && word.data[bytes] == '.');
        if (all == 1) return alone ? QT_SHAPE_INITIAL : QT_SHAPE_MIXED;
        return QT_SHAPE_UPPER;
    }
    return n.first_upper && n.upper == 1 && n.other == 0 ? QT_SHAPE_TITLE : QT_SHAPE_MIXED;
}

/* ------------------------------------------------------------------------------------------------------- clitics */

static void emit(builder *b, qt_str text, size_t begin, size_t end)
{
    qt_token *token = b->tokens ? &b->tokens[b->count] : NULL;
    qt_span span = {(uint32_t)begin, (uint32_t)end};
    b->count++;
    if (!token) return;
    *token = (qt_token){.span = span, .shape = (uint8_t)qt_token_shape(qt_str_at(text, span))};
    qt_token_place(token, 0, b->paragraph);
}

static bool is_clitic(qt_str letters_after)
{
    static const char *const clitics[] = {"s", "m", "d", "re", "ve", "ll"};
    if (letters_after.size == 0 || letters_after.size > 2) return false;
    char low[3] = {0};
    for (size_t i = 0; i < letters_after.size; i++) low[i] = (char)(letters_after.data[i] | 0x20);
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++)
        if (strcmp(low, clitics[i]) == 0) return true;
    return false;
}

/* Where the last clitic of word [begin, end) begins ("it|'s", "do|n't"), or 0. */
static size_t clitic_begin(qt_str text, size_t begin, size_t end)
{
    size_t at = end;
    for (size_t steps = 0; steps < 3 && at > begin; steps++) { /* a clitic has at most two letters */
        at = qt_utf8_before(text, at);
        qt_char c = qt_char_at(text, at);
        if (!qt_is_apostrophe(c.code)) continue;
        if (at == begin) return 0;
        qt_str after = {text.data + at + c.size, end - at - c.size};
        size_t before = qt_utf8_before(text, at);
        bool not_ = after.size == 1 && (after.data[0] | 0x20) == 't' && (text.data[before] | 0x20) == 'n';
        if (not_) return before > begin ? before : 0;
        return is_clitic(after) ? at : 0;
    }
    return 0;
}

/* The word with apostrophes written as ', for the table of contractions; empty where it is too long to be in it. */
static qt_str plain_form(qt_str word, char out[16], size_t *narrowed)
{
    size_t n = 0;
    *narrowed = 0;
    for (size_t at = 0; at < word.size;) {
        qt_char c = qt_char_at(word, at);
        if (n == 16 || (c.code >= 0x80 && !qt_is_apostrophe(c.code))) return (qt_str){out, 0};
        if (qt_is_apostrophe(c.code)) {
            out[n++] = '\'';
            if (at == 0) *narrowed = c.size - 1u;
        } else {
            out[n++] = (char)c.code;
        }
        at += c.size;
    }
    return (qt_str){out, n};
}

static void emit_word(builder *b, qt_str text, size_t begin, size_t end)
{
    char form[16];
    bool known = false;
    size_t narrowed = 0;
    qt_str word = {text.data + begin, end - begin};
    size_t split = qt_contraction_split(plain_form(word, form, &narrowed), &known);
    if (known) {
        if (split) split += narrowed; /* "’tis": the apostrophe is longer in the text than in the table */
        if (split) emit(b, text, begin, begin + split);
        emit(b, text, begin + split, end);
        return;
    }
    size_t clitics[4], count = 0, at = end;
    while (count < 4 && (clitics[count] = clitic_begin(text, begin, at)) != 0) at = clitics[count++];
    emit(b, text, begin, at);
    while (count--) emit(b, text, clitics[count], count ? clitics[count - 1] : end);
}

/* ------------------------------------------------------------------------------------------------------ stretches */

static bool ends_in_stop(qt_str text, size_t begin, size_t end) { return end > begin && text.data[end - 1] == '.'; }

static void read_stretch(builder *b, const qt_stretch *s)
{
    size_t at = s->begin;
    while (at < s->text.size) {
        qt_char c = qt_char_at(s->text, at);
        if (c.class == QT_CLASS_GAP || c.class == QT_CLASS_JOINER) {
            at += c.size;
            continue;
        }
        size_t end = qt_unit_end(s, at);
        bool letters_first = c.class == QT_CLASS_LETTER || qt_is_apostrophe(c.code);
        bool word = letters_first && end - at > 2 && !ends_in_stop(s->text, at, end);
        if (word) emit_word(b, s->text, at, end);
        else emit(b, s->text, at, end);
        at = end;
    }
}

/* Reads a paragraph a stretch at a time; *cut is the first reference that may reach into it. */
static void read_paragraph(builder *b, const qt_text *text, qt_span span, size_t *cut)
{
    qt_str bytes = text->bytes;
    size_t at = span.begin;
    while (*cut < text->reference_count && text->references[*cut].span.end <= at) ++*cut;
    while (at < span.end) {
        size_t end = span.end, next = span.end;
        if (*cut < text->reference_count && text->references[*cut].span.begin < span.end) {
            end = text->references[*cut].span.begin;
            next = text->references[*cut].span.end;
        }
        qt_stretch s = {.text = {bytes.data, end},
                        .begin = at,
                        .paragraph = {bytes.data, span.end},
                        .cuts = text->references + *cut,
                        .cut_count = text->reference_count - *cut};
        if (end > at) read_stretch(b, &s);
        if (next >= span.end) break; /* a mark that reaches into the next paragraph is left to it too */
        if (next > at) at = next;
        ++*cut;
    }
}

static size_t count_tokens(const qt_text *text)
{
    builder b = {.tokens = NULL};
    size_t cut = 0;
    for (size_t i = 0; i < text->paragraph_count; i++) read_paragraph(&b, text, text->paragraphs[i].span, &cut);
    return b.count;
}

int qt_tokens_find(qt_arena *arena, qt_text *out, quoth_error *error)
{
    builder b = {.tokens = QT_ARENA_NEW(arena, qt_token, count_tokens(out))};
    size_t cut = 0, kept = 0;
    if (!b.tokens) return qt_arena_error(arena, error);
    bool displaced = false; /* a mark alone on its line displaces the paragraph behind it */
    for (size_t i = 0; i < out->paragraph_count; i++) {
        qt_paragraph p = out->paragraphs[i];
        size_t first = b.count;
        b.paragraph = kept;
        read_paragraph(&b, out, p.span, &cut);
        displaced |= p.displaced;
        if (b.count == first) continue;
        p.first = (uint32_t)first;
        p.last = (uint32_t)b.count;
        p.span = (qt_span){b.tokens[first].span.begin, b.tokens[b.count - 1].span.end};
        p.displaced = displaced;
        displaced = false;
        out->paragraphs[kept++] = p;
    }
    out->paragraph_count = kept;
    out->tokens = b.tokens;
    out->token_count = b.count;
    return QUOTH_OK;
}
