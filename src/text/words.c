#include "text/words.h"

#include "text/abbreviations.h"
#include "text/chars.h"

enum { MAX_INITIALS = 16 };

static qt_str slice(qt_str text, size_t begin, size_t end) { return (qt_str){text.data + begin, end - begin}; }

/* ------------------------------------------------------------------------------------------------- what follows */

size_t qt_next_visible(const qt_stretch *s, size_t at)
{
    size_t cut = 0;
    while (at < s->paragraph.size) {
        while (cut < s->cut_count && s->cuts[cut].span.end <= at) cut++;
        if (cut < s->cut_count && s->cuts[cut].span.begin <= at) {
            at = s->cuts[cut].span.end;
            continue;
        }
        qt_char c = qt_char_at(s->paragraph, at);
        if (c.class != QT_CLASS_GAP && c.class != QT_CLASS_JOINER) return at;
        at += c.size;
    }
    return s->paragraph.size;
}

static bool is_closing(uint32_t c) { return qt_is_closing_mark(c) || c == ')' || c == ']'; }
static bool is_opening(uint32_t c) { return qt_is_opening_mark(c) || c == '(' || c == '['; }

/* Names of days, months and time zones, which stay in the sentence after "p.m." */
static bool is_time_word(qt_str word)
{
    static const char *const names[] = {
        "Monday",    "Tuesday",  "Wednesday", "Thursday", "Friday",  "Saturday", "Sunday",   "January",
        "February",  "March",    "April",     "May",      "June",    "July",     "August",   "September",
        "October",   "November", "December",  "Eastern",  "Pacific", "Central",  "Mountain", "Moscow",
        "Greenwich", "Jan",      "Feb",       "Sept",     "Oct",     "Nov",      "Dec",      "Mon",
        "Tue",       "Wed",      "Thu",       "Fri",      "Sat",     "Sun"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (qt_str_equal(word, qt_str_of(names[i]))) return true;
    bool capitals = word.size >= 2 && word.size <= 5;
    for (size_t i = 0; i < word.size && capitals; i++) capitals = word.data[i] >= 'A' && word.data[i] <= 'Z';
    return capitals;
}

/* Whether the capitalised word at `at`, behind an abbreviation of `kind`, begins a sentence. */
static bool capital_begins(const qt_stretch *s, size_t at, qt_abbreviation kind)
{
    size_t end = qt_run_end(s->paragraph, at);
    qt_str word = slice(s->paragraph, at, end);
    if (word.size == 1 && qt_char_or_end(s->paragraph, end).code == '.') return false; /* another initial */
    for (size_t i = 0; i < word.size; i++) /* "It's" begins one as "It" does */
        if (qt_is_apostrophe(qt_char_at(word, i).code)) word.size = i;
    if (kind == QT_ABBREVIATION_FINAL) return !is_time_word(word);
    return qt_is_starter(word);
}

bool qt_stop_ends_sentence(const qt_stretch *s, size_t stop, qt_str word)
{
    qt_abbreviation kind = qt_abbreviation_of(word);
    size_t at = stop + 1;
    qt_char c = qt_char_or_end(s->text, at);
    if (qt_is_word_class(c.class)) return false;
    bool closed = false;
    while (c.size && is_closing(c.code)) { /* closing marks written on to the stop */
        closed |= qt_is_closing_mark(c.code);
        at += c.size;
        c = qt_char_or_end(s->text, at);
    }
    if (at > stop + 1 && !closed) return false; /* "(9 p.m.)" */
    if (c.class != QT_CLASS_GAP && at < s->text.size) return false;
    at = qt_next_visible(s, at);
    if (at >= s->paragraph.size) return true;
    if (kind == QT_ABBREVIATION_TITLE || kind == QT_ABBREVIATION_INNER || kind == QT_ABBREVIATION_NUMBER) return false;
    c = qt_char_at(s->paragraph, at);
    bool opened = false;
    while (is_opening(c.code)) {
        opened |= qt_is_opening_mark(c.code);
        at += c.size;
        c = qt_char_or_end(s->paragraph, at);
        if (!c.size) return true;
    }
    if (!qt_is_upper(c.code)) return false;
    return opened || capital_begins(s, at, kind);
}

/* -------------------------------------------------------------------------------------------------------- words */

/* What joins two characters of a word at `at`: apostrophes, underscores, the & of AT&T. Its size, or 0. */
static size_t connector_size(qt_str text, size_t begin, size_t at, qt_char before)
{
    qt_char c = qt_char_or_end(text, at);
    if (!c.size) return 0;
    qt_char next = qt_char_or_end(text, at + c.size);
    if (!qt_is_word_class(next.class)) return 0;
    if (c.class == QT_CLASS_JOINER || c.code == '_') return c.size;
    if (qt_is_apostrophe(c.code)) return before.class == QT_CLASS_LETTER && next.class == QT_CLASS_LETTER ? c.size : 0;
    if (c.code != '&') return 0;
    return (qt_is_upper(before.code) && qt_is_upper(next.code)) || at - begin == 1 ? c.size : 0;
}

size_t qt_run_end(qt_str text, size_t at)
{
    size_t begin = at, end = at;
    qt_char before = {0, 0, QT_CLASS_GAP};
    while (at < text.size && at - begin < QT_MAX_WORD) {
        qt_char c = qt_char_at(text, at);
        if (qt_is_word_class(c.class)) {
            before = c;
            at += c.size;
            end = at;
        } else {
            size_t n = connector_size(text, begin, at, before);
            if (!n) break;
            at += n;
        }
    }
    return end;
}

/* Letters with a full stop behind each: "U.S.", "J.", "a.k.a". *stops counts them. 0 if this is none. */
static size_t initials_end(qt_str text, size_t at, size_t *stops)
{
    *stops = 0;
    size_t end = 0;
    while (*stops < MAX_INITIALS) {
        qt_char c = qt_char_or_end(text, at);
        if (c.class != QT_CLASS_LETTER) break;
        size_t after = at + c.size;
        qt_char next = qt_char_or_end(text, after);
        if (next.code != '.') {
            if (*stops && !qt_is_word_class(next.class)) end = after;
            break;
        }
        ++*stops;
        at = end = after + 1;
    }
    return end;
}

/* Words joined by a hyphen to an affix: "e-mail", "non-lethal", "clock-wise". */
static size_t affixed_end(qt_str text, size_t begin, size_t at, size_t end)
{
    uint32_t hyphen = qt_char_or_end(text, end).code;
    if (hyphen != '-' && hyphen != 0x2010 && hyphen != 0x2011) return end;
    size_t next = end + (hyphen == '-' ? 1 : 3);
    qt_char c = qt_char_or_end(text, next);
    if (!qt_is_word_class(c.class)) return end;
    size_t next_end = qt_run_end(text, next);
    if (next_end - at > QT_MAX_WORD) return end;
    bool letter = end - at == 1; /* "e-mail", but not "Saba-e-Noor", "U-2" */
    if (letter && (c.class != QT_CLASS_LETTER || (at > begin && text.data[at - 1] == '-'))) return end;
    if (qt_is_prefix(slice(text, at, end)) || qt_is_suffix(slice(text, next, next_end))) return next_end;
    return end;
}

/* A capital with a stop, an acronym, or a listed abbreviation: with its stop unless that ends the sentence. */
static size_t with_stop(const qt_stretch *s, size_t at, size_t stop, bool acronym)
{
    qt_str word = slice(s->text, at, stop);
    qt_abbreviation kind = qt_abbreviation_of(word);
    if (!acronym && kind == QT_ABBREVIATION_NONE) return stop;
    qt_char after = qt_char_or_end(s->text, stop + 1);
    if (after.code == '.' && qt_char_or_end(s->text, stop + 2).code != '.') return stop + 1; /* "Inc.." */
    if (after.code == '.' || after.code == 0x2026) return stop;                              /* an ellipsis */
    if (kind == QT_ABBREVIATION_NUMBER) {
        size_t next = qt_next_visible(s, stop + 1);
        if (next >= s->paragraph.size || qt_char_at(s->paragraph, next).class != QT_CLASS_DIGIT) return stop;
    }
    return qt_stop_ends_sentence(s, stop, word) ? stop : stop + 1;
}

static bool is_capital(qt_str text, size_t at) { return qt_is_upper(qt_char_at(text, at).code); }

static size_t initials_or_zero(const qt_stretch *s, size_t at)
{
    size_t stops;
    size_t end = initials_end(s->text, at, &stops);
    if (!end) return 0;
    if (s->text.data[end - 1] != '.') return end;
    bool single = stops == 1;
    if (single && !is_capital(s->text, at)) return 0; /* "v." is left to the table */
    return with_stop(s, at, end - 1, true);
}

/* "w/o", "b/c": listed words with a slash inside or at their end. `run` is the end of their first part. 0 if none. */
static size_t slashed_end(qt_str text, size_t at, size_t run)
{
    if (run - at > 2 || run >= text.size || text.data[run] != '/') return 0;
    size_t end = qt_char_or_end(text, run + 1).class == QT_CLASS_LETTER ? qt_run_end(text, run + 1) : run + 1;
    bool known;
    qt_contraction_split(slice(text, at, end), &known);
    return known ? end : 0;
}

/* "Ph.D", "St.Petersburg": a listed abbreviation may hold a stop inside, or have a word written on to it. */
static size_t word_end(const qt_stretch *s, size_t at)
{
    size_t end = initials_or_zero(s, at);
    if (end) return end;
    size_t run = qt_run_end(s->text, at);
    end = slashed_end(s->text, at, run);
    if (end) return end;
    end = affixed_end(s->text, s->begin, at, run);
    if (end != run || qt_char_or_end(s->text, end).code != '.') return end;
    size_t second = qt_run_end(s->text, end + 1);
    if (second > end + 1 && qt_char_or_end(s->text, second).code == '.' &&
        qt_abbreviation_of(slice(s->text, at, second)) != QT_ABBREVIATION_NONE)
        return with_stop(s, at, second, false);
    return with_stop(s, at, end, false);
}

/* -------------------------------------------------------------------------------------------------- punctuation */

static size_t same_run_end(qt_str text, size_t at, const char *set)
{
    size_t end = at;
    while (end < text.size && end - at < QT_MAX_WORD && text.data[end] && strchr(set, text.data[end])) end++;
    return end;
}

static size_t ellipsis_end(qt_str text, size_t at)
{
    size_t end = at;
    while (end - at < QT_MAX_WORD) {
        qt_char c = qt_char_or_end(text, end);
        if (c.code != '.' && c.code != 0x2026) break;
        end += c.size;
    }
    return end;
}

/* &amp; and its like, which extractors leave behind. */
static size_t entity_end(qt_str text, size_t at)
{
    size_t i = at + 1;
    while (i < text.size && i - at < 9 &&
           ((text.data[i] | 0x20) >= 'a' || text.data[i] == '#' || (text.data[i] >= '0' && text.data[i] <= '9')) &&
           (unsigned char)text.data[i] < 0x80 && text.data[i] != '|')
        i++;
    return i > at + 2 && i < text.size && text.data[i] == ';' ? i + 1 : 0;
}

static bool gap_at(qt_str text, size_t at) { return qt_char_or_end(text, at).class == QT_CLASS_GAP; }

static size_t emoticon_end(const qt_stretch *s, size_t at)
{
    static const char *const faces[] = {":-)", ":-(", ";-)", ":)", ":(", ";)", ":D", ":P", ":-D", "=)"};
    if (at > s->begin && !gap_at(s->text, qt_utf8_before(s->text, at))) return 0;
    for (size_t i = 0; i < sizeof faces / sizeof *faces; i++) {
        size_t n = strlen(faces[i]);
        if (s->text.size - at >= n && memcmp(s->text.data + at, faces[i], n) == 0 && gap_at(s->text, at + n))
            return at + n;
    }
    return 0;
}

/* #tag and @name at the beginning of a word; +44 */
static size_t sigil_end(const qt_stretch *s, size_t at, char sigil)
{
    if (at > s->begin && qt_is_word_class(qt_char_at(s->text, qt_utf8_before(s->text, at)).class)) return 0;
    qt_char c = qt_char_or_end(s->text, at + 1);
    if (sigil == '+') return c.class == QT_CLASS_DIGIT ? qt_number_end(s->text, s->begin, at + 1) : 0;
    if (sigil == '#' && c.class != QT_CLASS_LETTER) return 0;
    size_t end = qt_run_end(s->text, at + 1);
    return end > at + 1 ? end : 0;
}

/* 's and n't standing alone behind a bracket, a quotation mark or a reference mark; '90s; 'em. */
static size_t apostrophe_end(const qt_stretch *s, size_t at, qt_char mark)
{
    static const char *const clitics[] = {"s", "m", "d", "re", "ve", "ll", "t"};
    size_t next = at + mark.size;
    bool after_word = at > s->begin && qt_is_word_class(qt_char_at(s->text, qt_utf8_before(s->text, at)).class);
    qt_char c = qt_char_or_end(s->text, next);
    if (c.class == QT_CLASS_DIGIT && !after_word) { /* '90s, '02 */
        size_t end = qt_run_end(s->text, next);
        bool two = end >= next + 2 && qt_char_or_end(s->text, next + 1).class == QT_CLASS_DIGIT;
        bool whole = end == next + 2 || (end == next + 3 && s->text.data[next + 2] == 's');
        return two && whole ? end : 0;
    }
    size_t end = qt_run_end(s->text, next);
    if (end == next || end - next > 8) return 0;
    qt_str word = slice(s->text, next, end);
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++)
        if (qt_str_equal(word, qt_str_of(clitics[i]))) return end;
    char form[16] = "'";
    memcpy(form + 1, word.data, word.size);
    bool known;
    qt_contraction_split((qt_str){form, word.size + 1}, &known);
    return known ? end : 0;
}

static size_t punctuation_end(const qt_stretch *s, size_t at, qt_char c)
{
    size_t end = 0;
    switch (c.code) {
    case '.':
    case 0x2026: end = ellipsis_end(s->text, at); break;
    case '!':
    case '?': end = same_run_end(s->text, at, "!?"); break;
    case '&': end = entity_end(s->text, at); break;
    case '#':
    case '@':
    case '+': end = sigil_end(s, at, (char)c.code); break;
    case ':':
    case ';':
    case '=': end = emoticon_end(s, at); break;
    default: break;
    }
    if (end) return end;
    if (qt_is_apostrophe(c.code) && (end = apostrophe_end(s, at, c)) != 0) return end;
    bool doubles = qt_is_apostrophe(c.code) || c.code == 0x2018; /* '' `` ‘‘ ’’ stand for one mark */
    if (doubles && qt_char_or_end(s->text, at + c.size).code == c.code) return at + 2u * c.size;
    if (c.code < 0x80 && strchr("-=*_~+<>#^|$/\\", (int)c.code)) {
        char set[2] = {(char)c.code, 0};
        return same_run_end(s->text, at, set);
    }
    end = qt_cluster_end(s->text, at);
    if (c.code != 0x2014 && c.code != 0x2013) return end;
    while (end - at < QT_MAX_WORD && qt_char_or_end(s->text, end).code == c.code) end += 3; /* —— */
    return end;
}

/* ".pdf" behind a gap or a bracket. */
static size_t extension_end(const qt_stretch *s, size_t at)
{
    if (at > s->begin && qt_is_word_class(qt_char_at(s->text, qt_utf8_before(s->text, at)).class)) return 0;
    size_t end = qt_run_end(s->text, at + 1);
    return qt_is_dotted_ending(slice(s->text, at + 1, end)) ? end : 0;
}

size_t qt_unit_end(const qt_stretch *s, size_t at)
{
    qt_char c = qt_char_at(s->text, at);
    size_t end = 0;
    if (c.class == QT_CLASS_IDEOGRAPH) return qt_cluster_end(s->text, at);
    if (c.class == QT_CLASS_LETTER || c.class == QT_CLASS_DIGIT) end = qt_address_end(s->text, at);
    if (!end && c.class == QT_CLASS_DIGIT) end = qt_number_end(s->text, s->begin, at);
    if (!end && qt_is_word_class(c.class)) end = word_end(s, at);
    if (!end && c.code == '.' && qt_char_or_end(s->text, at + 1).class == QT_CLASS_DIGIT)
        end = qt_number_end(s->text, s->begin, at + 1); /* .04 */
    if (!end && c.code == '.') end = extension_end(s, at);
    return end ? end : punctuation_end(s, at, c);
}
