/* "OSTREL, March 3 (Northwire) —", "Port Alder, Marland (CNN)", "(Reuters) -": where a report comes from, and who sent it. */
#include "text/chars.h"
#include "text/furniture.h"

enum { DATELINE_MAX = 96, DATELINE_WORDS = 9, PLACE_WORDS = 4, AGENCY_MAX = 40 };

typedef struct place {
    size_t end;     /* past it */
    bool shouted;   /* what stands before the first comma is all capitals */
    uint32_t words; /* 0 where there is none */
} place;

static bool ends_place(qt_str s, size_t at)
{
    qt_char c = qt_char_at(s, at);
    const bool dash = c.code == '-' || (c.code >= 0x2012 && c.code <= 0x2015);
    return c.code == '(' || (dash && at > 0 && s.data[at - 1] == ' ') || c.code == 0x2014;
}

/* The words before a bracket or a dash. *ok is false where they cannot be a place with a date. */
static place read_place(qt_str s, bool *ok)
{
    place out = {.shouted = true};
    bool comma = false, begins = true, capital = false;
    size_t at = 0, letters = 0;
    for (; at < s.size && at < DATELINE_MAX && !ends_place(s, at); at += qt_char_at(s, at).size) {
        qt_char c = qt_char_at(s, at);
        if (c.class == QT_CLASS_GAP || c.code == '/' || c.code == ',') {
            begins = true;
            comma |= c.code == ',';
            continue;
        }
        const bool letter = c.class == QT_CLASS_LETTER;
        if (!letter && c.class != QT_CLASS_DIGIT && c.code != '.' && c.code != '-' && !qt_is_apostrophe(c.code))
            return *ok = false, out;
        if (begins) {
            out.words++;
            if (!comma && out.words > PLACE_WORDS) return *ok = false, out;
            capital = letter && qt_is_upper(c.code);
            if (letter && !capital) return *ok = false, out;
            if (!letter && !comma) return *ok = false, out;
        } else if (letter && !comma && !qt_is_upper(c.code)) {
            out.shouted = false;
        }
        letters += letter && !comma;
        begins = false;
    }
    out.end = at;
    out.shouted &= letters >= 3;
    *ok = at < s.size && at < DATELINE_MAX && out.words <= DATELINE_WORDS;
    return out;
}

/* Past the bracket at `at`, or `at`. */
static size_t agency_end(qt_str s, size_t at, qt_str *name)
{
    *name = (qt_str){s.data, 0};
    if (at >= s.size || s.data[at] != '(') return at;
    size_t end = at;
    while (end < s.size && end - at < AGENCY_MAX && s.data[end] != ')') end++;
    if (end >= s.size || s.data[end] != ')') return at;
    *name = (qt_str){s.data + at + 1, end - at - 1};
    return end + 1;
}

static size_t dash_end(qt_str s, size_t at)
{
    while (at < s.size) {
        qt_char c = qt_char_at(s, at);
        if (c.code != '-' && c.code != ':' && (c.code < 0x2012 || c.code > 0x2015)) break;
        at += c.size;
    }
    return at;
}

/* A sentence may begin here: upper case, a digit or an opening mark. */
static bool begins_sentence(qt_str s, size_t at)
{
    if (at >= s.size) return false;
    qt_char c = qt_char_at(s, at);
    return qt_is_upper(c.code) || c.class == QT_CLASS_DIGIT || qt_is_opening_mark(c.code) || c.code == '\'';
}

size_t qt_dateline_end(qt_str paragraph, bool opening)
{
    bool ok;
    qt_str agency;
    const place where = read_place(paragraph, &ok);
    if (!ok) return 0;
    const size_t bracket = agency_end(paragraph, where.end, &agency);
    const size_t dash = qt_gaps_end(paragraph, bracket), text = dash_end(paragraph, dash);
    const size_t end = qt_gaps_end(paragraph, text);
    if (!begins_sentence(paragraph, end)) return 0;
    const bool known = agency.size && qt_is_agency(agency);
    const bool shouted = where.words > 0 && where.shouted && text > dash;
    return known || (shouted && (agency.size || opening)) ? end : 0;
}
