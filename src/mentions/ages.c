#include "mentions/read.h"

enum { OLDEST = 125 };

/* The number at the beginning of a token, and how many bytes it takes; 0 bytes where it is no age. */
static size_t years_in(qt_str token, uint32_t *years)
{
    uint32_t value = 0;
    size_t n = 0;
    while (n < token.size && n < 4 && token.data[n] >= '0' && token.data[n] <= '9')
        value = value * 10 + (uint32_t)(token.data[n++] - '0');
    if (n == 0 || n > 3 || token.data[0] == '0' || value > OLDEST) return 0;
    *years = value;
    return n;
}

static bool follows(const qt_reader *r, uint32_t t, uint32_t last, const char *const *words, uint32_t *end)
{
    for (; *words; words++, t++)
        if (t >= last || !qt_str_equal(qt_folded(r, t), qt_str_of(*words))) return false;
    *end = t;
    return true;
}

bool qt_age_at(const qt_reader *r, uint32_t t, uint32_t last, bool alone, qt_age *out, uint32_t *end)
{
    static const char *const hyphens[] = {"-", "year", "-", "old", NULL}, *const plural[] = {"years", "old", NULL},
                             *const singular[] = {"year", "old", NULL};
    uint32_t first = t, years, behind;
    bool aged =
        t < last && (qt_str_equal(qt_folded(r, t), QT_STR("aged")) || qt_str_equal(qt_folded(r, t), QT_STR("age")));
    t += aged;
    if (t >= last) return false;
    qt_str token = qt_folded(r, t);
    size_t n = years_in(token, &years);
    if (!n) return false;
    qt_str rest = {token.data + n, token.size - n};
    if (rest.size && !qt_str_equal(rest, QT_STR("-year-old"))) return false;
    behind = t + 1;
    bool old = rest.size || follows(r, t + 1, last, hyphens, &behind) || follows(r, t + 1, last, plural, &behind) ||
               follows(r, t + 1, last, singular, &behind);
    if (!old && !aged && !alone) return false;
    *out = (qt_age){qt_tokens_span(r, first, behind), years};
    *end = behind;
    return true;
}

static bool ends_clause(const qt_reader *r, uint32_t t, uint32_t last)
{
    static const char *const marks[] = {",", ".", ";", ")", "of", "from", "and", NULL};
    if (t >= last) return true;
    for (const char *const *mark = marks; *mark; mark++)
        if (qt_str_equal(qt_folded(r, t), qt_str_of(*mark))) return true;
    return false;
}

void qt_read_age(const qt_reader *r, const qt_mention *m, qt_beside *beside, uint32_t before)
{
    const qt_sentence *sentence = &r->text->sentences[r->text->tokens[m->first].sentence];
    uint32_t end;
    qt_age age;
    bool comma = qt_token_is(r, m->first, m->last, QT_STR(","));
    if (qt_age_at(r, m->last + comma, sentence->last, comma, &age, &end) && ends_clause(r, end, sentence->last)) {
        beside->age = age;
        return;
    }
    for (uint32_t length = 1; length <= 5 && before >= sentence->first + length; length += 4)
        if (qt_age_at(r, before - length, before, false, &age, &end) && end == before) beside->age = age;
}
