/* Whether a text is English, by the rate of its function words (Grefenstette, "Comparing two language identification
 * schemes", JADT 1995: for more than a few words short function words tell languages apart as well as letter trigrams
 * do). What is not English needs no name here: quoth stores it and does not read it. */
#include "text/chars.h"
#include "text/text.h"

typedef struct row {
    const char *word, *language, *source;
} row;

static const row words[] = {
#include "lexicon/function_words.inc"
};

enum {
    MAX_WORD = 12,    /* bytes; no function word is longer */
    ENOUGH = 30,      /* words from which on a text without English function words is not English */
    ENGLISH_RATE = 8, /* percent of its words; running English has 30 to 50, lists and tables 10 */
};

typedef struct counts {
    size_t latin, foreign; /* words in Latin letters, and in others */
    size_t accented;       /* Latin ones that English does not write so; names (capitalised) aside */
    size_t english, other; /* function words */
} counts;

static int language_of(qt_str word)
{
    size_t low = 0, high = sizeof words / sizeof *words;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = qt_str_compare(word, qt_str_of(words[middle].word));
        if (order == 0) return words[middle].language[0];
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return 0;
}

/* Latin, its supplements and extensions. */
static bool is_latin(uint32_t c)
{
    return c < 0x250 || (c >= 0x1e00 && c <= 0x1eff) || (c >= 0xfb00 && c <= 0xfb06) || (c >= 0xff21 && c <= 0xff5a);
}

/* The first letter of a sentence is made small: "The" counts. Other capitalised words are names ("De", "Los"). */
static int function_word(qt_str word, bool first)
{
    char form[MAX_WORD];
    if (word.size == 0 || word.size > MAX_WORD) return 0;
    memcpy(form, word.data, word.size);
    if (word.size >= 3 && memcmp(word.data, "\xe2\x80\x99", 3) == 0) return 0; /* ’s: other languages elide too */
    if (first && form[0] >= 'A' && form[0] <= 'Z') form[0] = (char)(form[0] + 32);
    return language_of((qt_str){form, word.size});
}

static bool is_capitalised(const qt_text *text, size_t i)
{
    return i < text->token_count && qt_is_upper(qt_char_at(qt_str_at(text->bytes, text->tokens[i].span), 0).code);
}

/* "de Blasio", "van der Sar": a particle between two capitalised words is part of a name in any language. */
static bool is_particle(const qt_text *text, size_t i)
{
    bool after = is_capitalised(text, i + 1) || (i + 2 < text->token_count && is_capitalised(text, i + 2));
    return i > 0 && is_capitalised(text, i - 1) && after;
}

static void count(counts *n, const qt_text *text, size_t i)
{
    qt_str word = qt_str_at(text->bytes, text->tokens[i].span);
    bool first = i == 0 || text->tokens[i].sentence != text->tokens[i - 1].sentence;
    qt_char c = qt_char_at(word, 0);
    if (c.class == QT_CLASS_IDEOGRAPH) n->foreign++;
    if (c.class != QT_CLASS_LETTER && !qt_is_apostrophe(c.code)) return;
    if (!is_latin(c.code) && !qt_is_apostrophe(c.code)) {
        n->foreign++;
        return;
    }
    bool accented = false;
    for (size_t at = 0; at < word.size; at++)
        accented |= (unsigned char)word.data[at] >= 0xc3 && (unsigned char)word.data[at] <= 0xc9;
    n->latin += c.class == QT_CLASS_LETTER;
    n->accented += accented && qt_is_lower(c.code);
    int language = function_word(word, first);
    n->english += language == 'e';
    n->other += language == 'o' && !is_particle(text, i);
}

qt_str qt_text_language(const qt_text *text)
{
    counts n = {0};
    for (size_t i = 0; i < text->token_count; i++) count(&n, text, i);
    size_t against = n.other + (n.accented > 1 ? n.accented : 0);
    bool english = n.latin > n.foreign && n.english >= against;
    if (n.latin >= ENOUGH) english = english && n.english * 100 >= n.latin * ENGLISH_RATE;
    return english ? QT_STR("en") : QT_STR("und");
}
