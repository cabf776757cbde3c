#include "text/sentences.h"

#include "text/chars.h"

enum {
    REPORTED_WITHIN = 7, /* tokens: `"Why?" Deputy Minister Jane Roe said.` */
    LABEL_MAX = 3,       /* bytes of "1" or "iv" before its stop at a sentence's beginning */
};

/* What a quotation mark was found to do. */
enum { MARK_UNKNOWN, MARK_OPENS, MARK_CLOSES };

typedef struct reader {
    const qt_text *text;
    uint8_t *marks; /* [token_count] MARK_… */
} reader;

static qt_str token_text(const qt_text *text, size_t i) { return qt_str_at(text->bytes, text->tokens[i].span); }

static uint32_t first_code(const qt_text *text, size_t i) { return qt_char_at(token_text(text, i), 0).code; }

/* ".", "?!", "..." and their like; an abbreviation with its full stop is none. */
static bool is_stop(const qt_text *text, size_t i)
{
    uint32_t c = first_code(text, i);
    bool wide = c == 0x2026 || c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0x61f || c == 0x964;
    if (c != '.') return wide || c == '!' || c == '?';
    qt_str t = token_text(text, i);
    return t.data[t.size - 1] == '.' || qt_char_at(t, qt_utf8_before(t, t.size)).code == 0x2026; /* not ".04" */
}

static bool is_ellipsis(const qt_text *text, size_t i)
{
    qt_str t = token_text(text, i);
    return qt_char_at(t, 0).code == 0x2026 || (t.size > 1 && t.data[0] == '.' && t.data[1] == '.');
}

static bool is_quote(const qt_text *text, size_t i)
{
    uint8_t shape = text->tokens[i].shape;
    return shape == QT_SHAPE_DOUBLE_QUOTE || shape == QT_SHAPE_SINGLE_QUOTE;
}

static bool is_dash(uint32_t c) { return c == '-' || (c >= 0x2012 && c <= 0x2015); }

/* ------------------------------------------------------------------------------------------------- what may follow */

static bool touches(const qt_text *text, size_t i)
{
    qt_span gap = {text->tokens[i - 1].span.end, text->tokens[i].span.begin};
    if (gap.begin == gap.end) return true;
    qt_char c = qt_char_at(text->bytes, gap.begin); /* a reference mark may stand between the two, white space not */
    return c.class != QT_CLASS_GAP &&
           qt_char_at(text->bytes, qt_utf8_before(text->bytes, gap.end)).class != QT_CLASS_GAP;
}

/* A closing quotation mark or bracket that belongs to what is left of it. */
static bool closes(const reader *r, size_t i)
{
    uint32_t c = first_code(r->text, i);
    if (c == ')' || c == ']') return true;
    if (c == '*' || c == '_') return touches(r->text, i); /* emphasis of markdown: "*It ended.* Then" */
    if (!is_quote(r->text, i)) return false;
    if (r->marks[i] != MARK_UNKNOWN) return r->marks[i] == MARK_CLOSES;
    return qt_is_closing_mark(c) && touches(r->text, i);
}

static bool opens(const qt_text *text, size_t i)
{
    uint32_t c = first_code(text, i);
    return is_quote(text, i) || c == '(' || c == '[' || c == '*' || c == '_' || c == 0xbf || c == 0xa1;
}

/* Past opening marks and brackets and the label of "(a)", to what a sentence may begin with. */
static size_t past_openings(const qt_text *text, size_t i, size_t last)
{
    while (i < last && opens(text, i)) {
        qt_span next = i + 2 < last ? text->tokens[i + 1].span : (qt_span){0};
        bool label = first_code(text, i) == '(' && next.end - next.begin <= LABEL_MAX && next.end &&
                     first_code(text, i + 2) == ')';
        i += label ? 3 : 1;
    }
    return i;
}

/* Before a small letter a stop ends a sentence only where the word before it is plainly no abbreviation. */
static bool plain_word_before(const qt_text *text, size_t stop, size_t first)
{
    if (stop <= first || touches(text, stop + 1)) return false;
    qt_token word = text->tokens[stop - 1];
    return word.shape == QT_SHAPE_LOWER && word.span.end - word.span.begin > 3 && token_text(text, stop).size == 1;
}

static bool may_begin(const qt_text *text, size_t i, size_t last, size_t stop, size_t first)
{
    size_t word = past_openings(text, i, last);
    if (word >= last) return true;
    qt_char c = qt_char_at(token_text(text, word), 0);
    if (is_dash(c.code)) return false;
    if (qt_is_lower(c.code)) return i == stop + 1 && word == i && plain_word_before(text, stop, first);
    if (is_ellipsis(text, stop)) return qt_is_upper(c.code);
    return c.code != ',' && c.code != ';' && c.code != ':' && c.code != ')' && c.code != '/';
}

static bool is_one_of(qt_str word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (qt_str_equal(word, qt_str_of(words[i]))) return true;
    return false;
}

#define IS_ONE_OF(word, words) is_one_of((word), (words), sizeof(words) / sizeof *(words))

/* `"Why?" Jane Roe said.`: behind a quoted question or exclamation, [i, last) begins with who said it, a verb of saying
 * and then nothing that would be said in turn. */
static bool reports(const qt_text *text, size_t i, size_t last)
{
    static const char *const verbs[] = {"said",      "says",     "asked",    "asks",     "added",     "told",
                                        "wrote",     "tweeted",  "replied",  "shouted",  "exclaimed", "cried",
                                        "insisted",  "demanded", "wondered", "declared", "warned",    "joked",
                                        "continued", "yelled",   "posted"};
    static const char *const behind[] = {".",      ",",       "in",     "on",    "at",    "to",    "of",
                                         "during", "after",   "before", "when",  "while", "as",    "with",
                                         "from",   "last",    "this",   "early", "late",  "later", "and",
                                         "via",    "through", "by",     "about", "over",  ";"};
    if (!qt_is_upper(first_code(text, i))) return false;
    for (size_t at = i + 1; at < last && at <= i + REPORTED_WITHIN; at++) {
        qt_str word = token_text(text, at);
        if (is_quote(text, at) || is_stop(text, at)) return false;
        if (!IS_ONE_OF(word, verbs)) continue;
        if (at + 1 >= last) return true;
        qt_str next = token_text(text, at + 1);
        return IS_ONE_OF(next, behind) || (qt_is_upper(first_code(text, at + 1)) && !is_quote(text, at + 1));
    }
    return false;
}

/* "1." and "iv." at a sentence's beginning label what follows. */
static bool is_label(const qt_text *text, size_t first, size_t stop)
{
    qt_token token = text->tokens[first];
    if (stop != first + 1 || token.span.end - token.span.begin > LABEL_MAX || token_text(text, stop).size != 1)
        return false;
    if (token.shape == QT_SHAPE_DIGIT || token.shape == QT_SHAPE_INITIAL) return true;
    qt_str word = token_text(text, first);
    for (size_t i = 0; i < word.size; i++)
        if (!strchr("ivxIVX", word.data[i])) return false;
    return true;
}

/* "[...]": nothing but marks so far. */
static bool is_wordless(const qt_text *text, size_t first, size_t stop)
{
    while (first <= stop && (opens(text, first) || is_ellipsis(text, first))) first++;
    return first > stop;
}

/* ------------------------------------------------------------------------------------------------------- sentences */

/* One past the last token of the sentence that begins at `first`. */
static size_t sentence_end(const reader *r, size_t first, size_t last)
{
    const qt_text *text = r->text;
    for (size_t i = first; i < last; i++) {
        if (!is_stop(text, i)) continue;
        size_t stop = i, end = i + 1;
        bool quoted = false;
        for (; end < last && (is_stop(text, end) || closes(r, end)); end++) quoted |= is_quote(text, end);
        if (end >= last) return last;
        bool asked = first_code(text, stop) == '?' || first_code(text, stop) == '!';
        i = end - 1;
        if (is_label(text, first, stop) || is_wordless(text, first, stop)) continue;
        if (!may_begin(text, end, last, stop, first)) continue;
        if (quoted && asked && reports(text, end, last)) continue;
        return end;
    }
    return last;
}

/* What each quotation mark does, from the quotations found. */
static void read_marks(reader *r)
{
    const qt_text *text = r->text;
    for (size_t q = 0; q < text->quotation_count; q++) {
        const qt_quotation *quotation = &text->quotations[q];
        size_t open = qt_text_token_at(text, quotation->span.begin);
        if (open < text->token_count) r->marks[open] = MARK_OPENS;
        size_t close = qt_text_token_at(text, quotation->inner.end);
        if (quotation->closed && close < text->token_count) r->marks[close] = MARK_CLOSES;
    }
}

/* No sentence of prose is longer: what is, is a table or a list that lost its line ends. It is cut, so that work that
 * grows with a sentence stays linear in the text. */
enum { MOST_TOKENS = 1000, CUT_BACK = 200 };

/* One past the last token of the sentence that begins at `first`, in a paragraph that ends at `last`. */
static size_t bounded_end(const reader *r, size_t first, size_t last)
{
    size_t limit = last - first > MOST_TOKENS ? first + MOST_TOKENS : last;
    size_t end = sentence_end(r, first, limit);
    if (end < limit || limit == last) return end;
    for (size_t i = limit; i > limit - CUT_BACK; i--) {
        uint32_t c = first_code(r->text, i - 1);
        if (c == ',' || c == ';' || c == ':') return i;
    }
    return limit;
}

int qt_sentences_find(qt_arena *arena, qt_text *out, quoth_error *error)
{
    qt_arena *scratch = qt_arena_scratch(arena);
    reader r = {.text = out, .marks = scratch ? QT_ARENA_NEW(scratch, uint8_t, out->token_count) : NULL};
    uint8_t *begins = scratch ? QT_ARENA_NEW(scratch, uint8_t, out->token_count) : NULL;
    int status = r.marks && begins ? QUOTH_OK : qt_arena_error(arena, error);
    if (status) goto done;
    read_marks(&r);
    for (size_t p = 0; p < out->paragraph_count; p++)
        for (size_t first = out->paragraphs[p].first, last = out->paragraphs[p].last; first < last;
             first = bounded_end(&r, first, last))
            begins[first] = 1;
    status = qt_sentences_set(begins, arena, out, error);
done:
    qt_arena_free(scratch);
    return status;
}

/* Sentences [sentence_first, sentence_last) of a paragraph, written to `sentences` from its begin on. */
static void set_paragraph(const uint8_t *begins, qt_text *out, uint32_t p, qt_sentence *sentences)
{
    qt_paragraph *paragraph = &out->paragraphs[p];
    uint32_t s = paragraph->sentence_first;
    for (uint32_t first = paragraph->first, last; first < paragraph->last; first = last, s++) {
        for (last = first + 1; last < paragraph->last && !begins[last];) last++;
        for (uint32_t i = first; i < last; i++) qt_token_place(&out->tokens[i], s, p);
        sentences[s] = (qt_sentence){
            .span = {out->tokens[first].span.begin, out->tokens[last - 1].span.end}, .first = first, .last = last};
    }
}

int qt_sentences_set(const uint8_t *begins, qt_arena *arena, qt_text *out, quoth_error *error)
{
    uint32_t count = 0;
    for (size_t p = 0; p < out->paragraph_count; p++) {
        qt_paragraph *paragraph = &out->paragraphs[p];
        paragraph->sentence_first = count;
        for (uint32_t i = paragraph->first; i < paragraph->last; i++) count += i == paragraph->first || begins[i];
        paragraph->sentence_last = count;
    }
    /* Those proposed make room for those decided where there are no more of them. */
    size_t held = out->sentence_count * sizeof(qt_sentence);
    qt_sentence *sentences = out->sentences;
    if (!sentences || count > out->sentence_count)
        sentences = qt_arena_grow(arena, out->sentences, held, (count ? count : 1) * sizeof(qt_sentence));
    if (!sentences) return qt_arena_error(arena, error);
    for (uint32_t p = 0; p < out->paragraph_count; p++) set_paragraph(begins, out, p, sentences);
    out->sentences = sentences;
    out->sentence_count = count;
    return QUOTH_OK;
}
