/* What each reference mark supports. */
#include "base/utf8.h"
#include "text/references.h"

enum { LIST_ITEM = 6 }; /* tokens that an item of a list may take */

typedef struct attacher {
    qt_text *text;
    size_t sentence;            /* sentences begun before the mark at hand */
    size_t token;               /* tokens begun before it */
    size_t from;                /* tokens begun before the mark before it */
    size_t quotation;           /* the first outermost quotation that ends behind it */
    size_t words_of, words_end; /* sentence `words_of`: its last word stands before token `words_end` */
} attacher;

static qt_str word_at(const qt_text *text, size_t i) { return qt_str_at(text->bytes, text->tokens[i].span); }

static uint32_t first_code(qt_str s)
{
    uint32_t code = 0;
    if (s.size > 0) (void)qt_utf8_decode(s, 0, &code);
    return code;
}

static bool is_word(qt_str s)
{
    uint32_t code = first_code(s);
    return qt_is_letter(code) || qt_is_digit(code) || (s.size > 1 && code == '\'');
}

static bool is_the_word(qt_str word, const char *expected) { return qt_str_equal(word, qt_str_of(expected)); }

/* Whether a comma before this word begins a clause of its own, rather than an apposition or a list's next item. */
static bool begins_clause(qt_str word)
{
    static const char *const words[] = {"and",   "but",    "while", "whereas", "although", "though",
                                        "which", "who",    "whose", "whom",    "because",  "when",
                                        "where", "so",     "or",    "yet",     "after",    "before",
                                        "since", "unless", "until", "despite", "adding",   "nor"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (is_the_word(word, words[i])) return true;
    return false;
}

static bool is_dash(qt_str s)
{
    uint32_t code = first_code(s);
    return (code >= 0x2012 && code <= 0x2015) || (s.size >= 2 && s.data[0] == '-' && s.data[1] == '-');
}

/* Whether the comma at token `i` only joins the last item of a list ("mud, wood, and stone"). */
static bool ends_list(const qt_text *text, size_t first, size_t i)
{
    qt_str joint = word_at(text, i + 1);
    if (!is_the_word(joint, "and") && !is_the_word(joint, "or") && !is_the_word(joint, "nor")) return false;
    for (size_t k = i; k > first && i - k < LIST_ITEM; k--)
        if (qt_str_equal(word_at(text, k - 1), QT_STR(","))) return true;
    return false;
}

/* "1990–1995": a dash between two numbers. */
static bool is_range(const qt_text *text, size_t first, size_t i)
{
    return i > first && qt_is_digit(first_code(word_at(text, i - 1))) && qt_is_digit(first_code(word_at(text, i + 1)));
}

/* Whether a clause begins behind token `i`, outside parentheses. A colon before a quotation begins none. */
static bool is_boundary(const qt_text *text, size_t first, size_t i)
{
    qt_str word = word_at(text, i), next = word_at(text, i + 1);
    if (word.size != 1) return false;
    switch (word.data[0]) {
    case ';': return true;
    case ':': return is_word(next);
    case ',': return begins_clause(next) && !ends_list(text, first, i);
    default: return false;
    }
}

/* Where the part of tokens [first, last) begins that runs from the last clause boundary to `last`. Boundaries inside a
 * quotation are the speaker's, unless the mark stands in it too; `quoted_from` is where that one begins. A dash is a
 * boundary unless it is one of a pair. */
static size_t clause_start(const qt_text *text, size_t first, size_t last, uint32_t quoted_from)
{
    size_t start = last, depth = 0, dash = SIZE_MAX;
    while (start > first && !is_word(word_at(text, start - 1))) start--;
    for (; start > first; start--) {
        size_t i = start - 1;
        if (text->tokens[i].quote == QT_QUOTE_INSIDE && text->tokens[i].span.begin < quoted_from) continue;
        qt_str word = word_at(text, i);
        if (qt_str_equal(word, QT_STR(")"))) depth++;
        if (qt_str_equal(word, QT_STR("(")) && depth-- == 0) return start; /* the mark stands in the parentheses */
        if (depth > 0) continue;
        if (is_boundary(text, first, i)) break;
        if (is_dash(word) && !is_range(text, first, i)) dash = dash == SIZE_MAX ? start : SIZE_MAX;
    }
    return dash != SIZE_MAX ? dash : start;
}

/* Where the outermost quotation begins that the mark stands in, or UINT32_MAX. */
static uint32_t quoted_from(attacher *a, qt_span run)
{
    const qt_text *text = a->text;
    while (a->quotation < text->quotation_count &&
           (text->quotations[a->quotation].parent != QT_NONE || text->quotations[a->quotation].inner.end < run.end))
        a->quotation++;
    if (a->quotation == text->quotation_count) return UINT32_MAX;
    uint32_t begin = text->quotations[a->quotation].span.begin;
    return begin < run.begin ? begin : UINT32_MAX;
}

/* Whether words of sentence `s` stand behind token `token`. */
static bool words_follow(attacher *a, size_t s, size_t token)
{
    const qt_sentence *sentence = &a->text->sentences[s];
    if (a->words_of != s) {
        size_t end = sentence->last;
        while (end > sentence->first && !is_word(word_at(a->text, end - 1))) end--;
        a->words_of = s;
        a->words_end = end;
    }
    return token < a->words_end;
}

/* Attaches the marks [first, last), which stand side by side. */
static void attach_run(attacher *a, size_t first, size_t last)
{
    qt_text *text = a->text;
    qt_span run = {text->references[first].span.begin, text->references[last - 1].span.end};
    while (a->sentence < text->sentence_count && text->sentences[a->sentence].span.begin < run.begin) a->sentence++;
    while (a->token < text->token_count && text->tokens[a->token].span.begin < run.begin) a->token++;
    uint32_t sentence = a->sentence > 0 ? (uint32_t)a->sentence - 1 : QT_NONE;
    qt_reference r = {.attached = QT_ATTACHED_SENTENCE, .sentence = sentence, .follows = QT_NONE};
    uint32_t quoted = quoted_from(a, run);
    if (text->references[first].attached == QT_ATTACHED_DISPLACED) {
        r.attached = QT_ATTACHED_DISPLACED;
        if (a->sentence < text->sentence_count) r.follows = (uint32_t)a->sentence;
    } else if (sentence != QT_NONE && words_follow(a, sentence, a->token)) {
        size_t begin = text->sentences[sentence].first;
        if (a->from > begin) begin = a->from;
        size_t start = clause_start(text, begin, a->token, quoted);
        r.attached = QT_ATTACHED_CLAUSE;
        if (start < a->token) r.clause = (qt_span){text->tokens[start].span.begin, text->tokens[a->token - 1].span.end};
    }
    for (size_t i = first; i < last; i++) {
        r.span = text->references[i].span;
        r.label = text->references[i].label;
        text->references[i] = r;
    }
    a->from = a->token;
}

void qt_references_attach(qt_text *out)
{
    attacher a = {.text = out, .words_of = SIZE_MAX};
    for (size_t first = 0; first < out->reference_count;) {
        size_t last = first + 1;
        bool displaced = out->references[first].attached == QT_ATTACHED_DISPLACED;
        while (last < out->reference_count) {
            const qt_reference *next = &out->references[last];
            uint32_t end = out->references[last - 1].span.end;
            bool touches = next->span.begin == end || (next->span.begin == end + 1 && out->bytes.data[end] == ' ');
            if (!touches || (next->attached == QT_ATTACHED_DISPLACED) != displaced) break;
            last++;
        }
        attach_run(&a, first, last);
        first = last;
    }
}
