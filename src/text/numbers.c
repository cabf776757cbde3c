/* Numbers as UD English EWT writes them: 1,000.5 and 10:30 and 9/11 and 555-1234 are one token each; 3-4 is three. */
#include "text/abbreviations.h"
#include "text/chars.h"
#include "text/words.h"

enum { MAX_GROUPS = 6 };

typedef struct groups {
    size_t count, end;
    size_t size[MAX_GROUPS];
    uint32_t value[MAX_GROUPS];
} groups;

static bool digit_at(qt_str text, size_t at) { return at < text.size && text.data[at] >= '0' && text.data[at] <= '9'; }

static size_t digits_end(qt_str text, size_t at)
{
    size_t end = at;
    while (end - at < QT_MAX_WORD) {
        qt_char c = qt_char_or_end(text, end);
        if (c.class != QT_CLASS_DIGIT) break;
        end += c.size;
    }
    return end;
}

/* ASCII digit groups with one separator throughout: "555-1234", "11/22/2026". */
static groups read_groups(qt_str text, size_t at, char separator)
{
    groups g = {.end = at};
    while (g.count < MAX_GROUPS && digit_at(text, at)) {
        uint32_t value = 0;
        size_t size = 0;
        for (; digit_at(text, at) && size < 9; at++, size++) value = value * 10 + (uint32_t)(text.data[at] - '0');
        if (digit_at(text, at)) break;
        g.size[g.count] = size;
        g.value[g.count++] = value;
        g.end = at;
        if (at >= text.size || text.data[at] != separator) break;
        at++;
    }
    return g;
}

/* Telephone numbers, post codes and dates keep their hyphens; ranges do not. */
static bool hyphens_join(const groups *g)
{
    if (g->count >= 3) return true;
    if (g->count != 2 || g->size[1] != 4) return false;
    return (g->size[0] == 3 && g->value[1] % 100 != 0) || g->size[0] == 5;
}

/* Dates keep their slashes, and fractions; "2003/04" and "24/7" do not. */
static bool slashes_join(const groups *g)
{
    if (g->count == 3) return g->size[0] <= 4 && g->size[1] <= 4 && g->size[2] <= 4;
    if (g->count != 2 || g->size[0] > 2 || g->size[1] > 3) return false;
    bool date = g->value[0] >= 1 && g->value[0] <= 12 && g->value[1] >= 1 && g->value[1] <= 31;
    bool fraction = g->value[0] < g->value[1] && g->value[0] < 10;
    return date || fraction;
}

static size_t grouped_end(qt_str text, size_t at)
{
    groups hyphens = read_groups(text, at, '-');
    if (hyphens.count > 1 && hyphens_join(&hyphens)) return hyphens.end;
    groups slashes = read_groups(text, at, '/');
    if (slashes.count > 1 && slashes_join(&slashes)) return slashes.end;
    return 0;
}

static bool thousands_at(qt_str text, size_t comma)
{
    size_t n = 0;
    while (n < 4 && digit_at(text, comma + 1 + n)) n++;
    return n == 3 || (n == 2 && comma + 3 < text.size && text.data[comma + 3] == ',' && digit_at(text, comma + 4));
}

/* Digits with thousands commas, decimal points, colons of times. */
static size_t plain_end(qt_str text, size_t at)
{
    size_t begin = at;
    size_t end = digits_end(text, at);
    while (end < text.size && end - begin < QT_MAX_WORD) {
        char c = text.data[end];
        bool joins = (c == ',' && thousands_at(text, end)) ||
                     ((c == '.' || c == ':') && qt_char_or_end(text, end + 1).class == QT_CLASS_DIGIT);
        if (!joins) break;
        end = digits_end(text, end + 1);
    }
    return end;
}

static bool is_ordinal(qt_str letters)
{
    static const char *const endings[] = {"st", "nd", "rd", "th", "s", "ST", "ND", "RD", "TH"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (qt_str_equal(letters, qt_str_of(endings[i]))) return true;
    return false;
}

/* "60's" and "1960's" are one token; "2023's" is a year and a clitic. */
static size_t decade_end(qt_str text, size_t begin, size_t end)
{
    qt_char apostrophe = qt_char_or_end(text, end);
    if (!qt_is_apostrophe(apostrophe.code) || (end - begin != 2 && end - begin != 4)) return 0;
    size_t s = end + apostrophe.size;
    if (text.data[end - 1] != '0' || s >= text.size || text.data[s] != 's') return 0;
    return qt_is_word_class(qt_char_or_end(text, s + 1).class) ? 0 : s + 1;
}

static size_t letters_end(qt_str text, size_t at)
{
    size_t end = at;
    while (end - at < QT_MAX_WORD) {
        qt_char c = qt_char_or_end(text, end);
        if (c.class != QT_CLASS_LETTER) break;
        end += c.size;
    }
    return end;
}

static bool after_currency(qt_str text, size_t begin, size_t at)
{
    if (at <= begin) return false;
    qt_char c = qt_char_at(text, qt_utf8_before(text, at));
    return c.code == '$' || c.code == 0xa3 || c.code == 0x20ac || c.code == 0xa5;
}

/* "5km", "$3B", "7p.m.": the letters are a token of their own. */
static bool is_cut_off(qt_str text, qt_span letters, bool currency)
{
    qt_str word = qt_str_at(text, letters);
    qt_char next = qt_char_or_end(text, letters.end);
    if (next.class == QT_CLASS_DIGIT) return false;
    if (qt_is_unit(word)) return true;
    if (currency && word.size == 1 && strchr("bBtT", word.data[0])) return true;
    bool half_day = word.size == 1 && strchr("apAP", word.data[0]);
    return half_day && next.code == '.' && letters.end + 1 < text.size && (text.data[letters.end + 1] | 0x20) == 'm';
}

size_t qt_number_end(qt_str text, size_t begin, size_t at)
{
    if (qt_char_at(text, at).class != QT_CLASS_DIGIT) return 0;
    size_t end = grouped_end(text, at);
    if (end && !qt_is_word_class(qt_char_or_end(text, end).class)) return end;
    size_t plain = digits_end(text, at);
    end = plain_end(text, at);
    if (end - at >= QT_MAX_WORD) return end;
    size_t decade = decade_end(text, at, end);
    if (decade) return decade;
    size_t after = letters_end(text, end);
    if (after == end) return end;
    qt_span letters = {(uint32_t)end, (uint32_t)after};
    if (is_ordinal(qt_str_at(text, letters))) return after;
    if (is_cut_off(text, letters, after_currency(text, begin, at))) return end;
    return end == plain ? qt_run_end(text, at) : end; /* "4G" and "220b" are words; "10.5x" is cut */
}
