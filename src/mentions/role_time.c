#include "mentions/role_time.h"

#include <stdio.h>

#include "base/table.h"
#include "mentions/lexicon.h"

enum { WORD = 24, MOST_WORDS = 32, BEHIND = 64 };

static const struct month {
    const char *name, *number, *source;
} months[] = {
#include "lexicon/months.inc"
};
static const struct relative {
    const char *words, *unit, *add, *source;
} relatives[] = {
#include "lexicon/relative_times.inc"
};

typedef struct word {
    char lower[WORD];
    qt_str is; /* `lower` */
    size_t begin, end;
} word;

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80);
}

/* Dashes and curly quotes are three bytes that begin so. */
static bool mark_at(qt_str text, size_t at, size_t end)
{
    return at + 3 <= end && text.data[at] == '\xe2' && text.data[at + 1] == '\x80';
}

/* The next run of letters and digits at or behind *at and before `end`. False at the end. */
static bool next_word(qt_str text, size_t *at, size_t end, word *out)
{
    size_t n = 0;
    while (*at < end && (!letter(text.data[*at]) || mark_at(text, *at, end))) *at += mark_at(text, *at, end) ? 3 : 1;
    out->begin = *at;
    for (; *at < end && letter(text.data[*at]) && !mark_at(text, *at, end); ++*at, n++) {
        char c = text.data[*at];
        if (n < WORD) out->lower[n] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    out->end = *at;
    out->is = (qt_str){out->lower, n < WORD ? n : WORD};
    return n > 0;
}

static bool is(const word *w, const char *lower) { return qt_str_equal(w->is, qt_str_of(lower)); }

/* ------------------------------------------------------------------------------------------------------------- marks */

/* The word that ends right before byte `at`, with a blank or a hyphen between. */
static bool word_before(qt_str text, size_t at, word *out)
{
    if (at == 0 || (text.data[at - 1] != ' ' && text.data[at - 1] != '-')) return false;
    size_t end = at - 1, begin = end;
    while (begin > 0 && letter(text.data[begin - 1])) begin--;
    return next_word(text, &begin, end, out);
}

/* "Of the former ministry": from a preposition on, words are no longer of the office itself. */
static bool ends_office(const word *w)
{
    static const char *const list[] = {"of", "for", "in", "at", "to", "on", "from", "since", "until", "with", NULL};
    for (size_t i = 0; list[i]; i++)
        if (is(w, list[i])) return true;
    return false;
}

static void read_mark(qt_str text, qt_span role, qt_str *mark)
{
    word w;
    size_t at = role.begin;
    for (int n = 0; n < MOST_WORDS && !mark->size && next_word(text, &at, role.end, &w) && !ends_office(&w); n++)
        qt_office_word(w.is, mark);
    if (!mark->size && word_before(text, role.begin, &w)) qt_office_word(w.is, mark);
    at = role.end;
    bool joined = !mark->size && at < text.size && text.data[at] == '-'; /* "president-elect" */
    if (joined && next_word(text, &at, text.size, &w) && (is(&w, "elect") || is(&w, "designate")))
        qt_office_word(w.is, mark);
}

/* -------------------------------------------------------------------------------------------------------------- times */

static bool is_year(qt_str s)
{
    bool digits = s.size == 4 && (s.data[0] == '1' || s.data[0] == '2');
    for (size_t i = 0; digits && i < 4; i++) digits = s.data[i] >= '0' && s.data[i] <= '9';
    return digits;
}

/* A date: a year, a month with its year, a time told from the day of writing. */
typedef struct date {
    qt_str year;            /* four digits, or data NULL */
    const struct month *of; /* or NULL */
    const struct relative *told;
    size_t end;
} date;

static bool date_at(qt_str text, size_t at, size_t end, date *out)
{
    char pair[2 * WORD + 1];
    word a, b;
    *out = (date){.year = {NULL, 0}};
    if (!next_word(text, &at, end, &a)) return false;
    out->end = a.end;
    if (is_year(a.is)) return out->year = (qt_str){text.data + a.begin, 4}, true;
    if (!next_word(text, &at, end, &b)) return false;
    out->end = b.end;
    out->of = QT_TABLE_FIND(months, a.is);
    if (out->of && is_year(b.is)) return out->year = (qt_str){text.data + b.begin, 4}, true;
    int n = snprintf(pair, sizeof pair, "%.*s %.*s", (int)a.is.size, a.is.data, (int)b.is.size, b.is.data);
    out->told = n > 0 && (size_t)n < sizeof pair ? QT_TABLE_FIND(relatives, ((qt_str){pair, (size_t)n})) : NULL;
    out->of = NULL;
    return out->told != NULL;
}

/* A time of office: "since DATE", "until DATE", "from DATE to DATE", "DATE-DATE"; which of the two dates are given. */
typedef struct term {
    date from, until;
    bool has_from, has_until;
    size_t begin, end;
} term;

/* The term that begins at the word `w`, which ends at byte `at`. */
static bool term_at(qt_str text, const word *w, size_t end, term *out)
{
    word joint;
    size_t at = w->end;
    *out = (term){.begin = w->begin};
    bool till = is(w, "until") || is(w, "till"), from = is(w, "from") || is(w, "between");
    if (till) {
        out->has_until = date_at(text, at, end, &out->until);
        out->end = out->until.end;
        return out->has_until;
    }
    const bool bare = is_year(w->is);
    if (!from && !is(w, "since") && !bare) return false;
    if (!date_at(text, bare ? w->begin : at, end, &out->from)) return false;
    out->has_from = true;
    at = out->end = out->from.end;
    const bool dashed = at < end && (text.data[at] == '-' || mark_at(text, at, end));
    if (dashed && date_at(text, at, end, &out->until)) out->has_until = true;
    else if (!dashed && next_word(text, &at, end, &joint) &&
             (is(&joint, "to") || is(&joint, "until") || is(&joint, "till") || is(&joint, "and")))
        out->has_until = date_at(text, joint.end, end, &out->until);
    if (out->has_until) out->end = out->until.end;
    return is(w, "since") || out->has_until || (from && !bare);
}

static bool find_term(qt_str text, size_t at, size_t end, bool begins, term *out)
{
    word w;
    for (int n = 0; n < MOST_WORDS && next_word(text, &at, end, &w); n++) {
        if (term_at(text, &w, end, out)) return true;
        if (begins) break;
    }
    return false;
}

bool qt_role_time_read(qt_str text, qt_span role, qt_role_time *out)
{
    term found;
    *out = (qt_role_time){.mark = {"", 0}};
    read_mark(text, role, &out->mark);
    size_t behind = role.end, end = text.size - role.end > BEHIND ? role.end + BEHIND : text.size;
    for (size_t i = behind; i < end; i++) /* in its line and clause */
        if (text.data[i] == '\n' || text.data[i] == ',' || text.data[i] == '.' || text.data[i] == ';') end = i;
    if (find_term(text, role.begin, end, false, &found) && found.begin < role.end)
        out->said = (qt_span){(uint32_t)found.begin, (uint32_t)found.end};
    else if (find_term(text, behind, end, true, &found))
        out->said = (qt_span){(uint32_t)found.begin, (uint32_t)found.end};
    return out->mark.size || !qt_span_empty(out->said);
}

/* ------------------------------------------------------------------------------------------------------------- values */

static int number(qt_str digits)
{
    int n = 0;
    for (size_t i = 0; i < digits.size; i++) {
        if (digits.data[i] < '0' || digits.data[i] > '9') return -1;
        n = n * 10 + (digits.data[i] - '0');
    }
    return digits.size ? n : -1;
}

/* True where the day of writing was needed and known. */
static bool value_of(const date *d, qt_str written, char out[QT_ROLE_DATE])
{
    if (d->year.data) {
        if (d->of) snprintf(out, QT_ROLE_DATE, "%.4s-%.2s", d->year.data, d->of->number);
        else snprintf(out, QT_ROLE_DATE, "%.4s", d->year.data);
        return false;
    }
    const bool monthly = strcmp(d->told->unit, "month") == 0;
    const int year = written.size >= 4 ? number((qt_str){written.data, 4}) : -1;
    const int month = written.size >= 7 ? number((qt_str){written.data + 5, 2}) : -1;
    const int size = number(qt_str_of(d->told->add + (d->told->add[0] == '-'))),
              add = d->told->add[0] == '-' ? -size : size;
    if (year < 1 || year > 9998 || (monthly && (month < 1 || month > 12))) return false;
    const int of = monthly ? year * 12 + month - 1 + add : (year + add) * 12;
    if (monthly) snprintf(out, QT_ROLE_DATE, "%04u-%02u", (unsigned)(of / 12) % 10000U, (unsigned)(of % 12) + 1U);
    else snprintf(out, QT_ROLE_DATE, "%04u", (unsigned)(of / 12) % 10000U);
    return true;
}

bool qt_role_time_values(qt_str said, qt_str written, char from[QT_ROLE_DATE], char until[QT_ROLE_DATE])
{
    term t;
    bool used = false;
    from[0] = until[0] = '\0';
    if (!find_term(said, 0, said.size, true, &t)) return false;
    if (t.has_from) used = value_of(&t.from, written, from);
    if (t.has_until) used = value_of(&t.until, written, until) || used;
    return used;
}
