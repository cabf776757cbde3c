#include "text/furniture.h"

#include "text/chars.h"

enum {
    LINE_MAX_BYTES = 200, /* of a line that is furniture by how it begins */
    BLOCK_MAX = 1200,     /* of a box that a website sets between paragraphs */
    CAPTION_MAX = 600,    /* of a caption before its credit */
    LABEL_MAX = 120,      /* bytes before which a caption's label ends */
    CREDIT_MAX = 160,     /* bytes of a credit or sign-off behind a paragraph */
    NAME_MAX = 64,        /* of the name of an agency or a photographer */
};

typedef struct furniture {
    const char *form, *where, *source;
} furniture;

static const furniture table[] = {
#include "lexicon/furniture.inc"
};

static const struct agency {
    const char *name, *source;
} agencies[] = {
#include "lexicon/agencies.inc"
};

enum { ROWS = sizeof table / sizeof *table };
static_assert((int)ROWS <= (int)QT_FURNITURE_ROWS, "the index has room for the table");

typedef const qt_furniture_index *index_of;

static bool is_where(const furniture *row, const char *where) { return strcmp(row->where, where) == 0; }

bool qt_is_agency(qt_str name)
{
    for (size_t i = 0; i < sizeof agencies / sizeof *agencies; i++)
        if (qt_str_equal(name, qt_str_of(agencies[i].name))) return true;
    return false;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

void qt_furniture_index_read(qt_furniture_index *out)
{
    for (size_t c = 0; c < sizeof out->first / sizeof *out->first; c++) out->first[c] = ROWS;
    out->inside = ROWS;
    for (size_t i = ROWS; i-- > 0;) {
        const unsigned char c = (unsigned char)lower(table[i].form[0]);
        uint16_t *chain = is_where(&table[i], "inside") ? &out->inside : &out->first[c];
        out->next[i] = *chain;
        *chain = (uint16_t)i;
    }
}

/* The rows whose form begins with `c` in any case, in the table's order: next[] leads to the next, ROWS ends them. */
static size_t rows_of(index_of index, char c) { return index->first[(unsigned char)lower(c)]; }

/* `line` begins with `form` in any case, and a word does not go on behind it. */
static bool begins(qt_str line, qt_str form)
{
    if (line.size < form.size) return false;
    for (size_t i = 0; i < form.size; i++)
        if (lower(line.data[i]) != lower(form.data[i])) return false;
    const bool open = qt_is_word_class(qt_char_at(form, qt_utf8_before(form, form.size)).class);
    return !open || line.size == form.size || !qt_is_word_class(qt_char_at(line, form.size).class);
}

static bool holds(qt_str line, qt_str form)
{
    for (size_t at = 0; at + form.size <= line.size; at++)
        if (line.data[at] == form.data[0] && memcmp(line.data + at, form.data, form.size) == 0) return true;
    return false;
}

static qt_str without_stops(qt_str line)
{
    while (line.size && strchr(".:!", line.data[line.size - 1])) line.size--;
    if (line.size >= 3 && memcmp(line.data + line.size - 3, "\xe2\x80\xa6", 3) == 0) line.size -= 3;
    return line;
}

/* ------------------------------------------------------------------------------------------------- names of credits */

/* Words that all begin upper case but for the small ones, as names do. */
static bool are_names(qt_str s)
{
    bool first = true;
    for (size_t at = 0; at < s.size;) {
        qt_char c = qt_char_at(s, at);
        qt_str rest = {s.data + at, s.size - at};
        if (first && c.class == QT_CLASS_LETTER && !qt_is_upper(c.code) && !qt_str_starts(rest, QT_STR("via ")) &&
            !qt_str_starts(rest, QT_STR("of ")) && !qt_str_starts(rest, QT_STR("for ")) &&
            !qt_str_starts(rest, QT_STR("and ")))
            return false;
        first = c.class == QT_CLASS_GAP || c.code == '/';
        at += c.size;
    }
    return s.size >= 2 && s.size <= NAME_MAX;
}

/* "Ada Quill/AP", "Alder Police via Reuters": names joined so, or an agency's. *agency: one of them is a known agency's. */
static bool is_credit(qt_str s, bool *agency)
{
    bool joined = false;
    size_t from = 0;
    *agency = false;
    if (!are_names(s)) return false;
    for (size_t at = 0; at <= s.size; at++) {
        const bool via = at + 5 <= s.size && memcmp(s.data + at, " via ", 5) == 0;
        if (at < s.size && s.data[at] != '/' && s.data[at] != ',' && !via) continue;
        qt_str name = {s.data + from, at - from};
        while (name.size && name.data[0] == ' ') name.data++, name.size--;
        *agency |= qt_is_agency(name);
        joined |= at < s.size && s.data[at] != ',';
        from = at + (via ? 5 : 1);
        if (via) at += 4;
    }
    return joined || *agency;
}

/* Two names joined ("AFP/Getty Images") or one, and one of them an agency's. */
static bool is_agency_credit(qt_str s)
{
    bool agency;
    return is_credit(s, &agency) && agency;
}

/* ----------------------------------------------------------------------------------------------------- whole lines */

static bool is_date(index_of index, qt_str line)
{
    size_t names = 0, digits = 0;
    for (size_t at = 0; at < line.size;) {
        qt_char c = qt_char_at(line, at);
        size_t end = at;
        while (end < line.size && qt_is_word_class(qt_char_at(line, end).class)) end += qt_char_at(line, end).size;
        if (end == at) {
            at += c.size;
            if (c.class != QT_CLASS_GAP && c.code != ',' && c.code != '.') return false;
            continue;
        }
        bool known = c.class == QT_CLASS_DIGIT;
        digits += known && end - at == 4;
        for (size_t i = rows_of(index, line.data[at]); i < ROWS && !known; i = index->next[i])
            known = is_where(&table[i], "date") &&
                    qt_str_equal(qt_str_of(table[i].form), (qt_str){line.data + at, end - at});
        if (!known) return false;
        names += c.class == QT_CLASS_LETTER;
        at = end;
    }
    return names > 0 && digits == 1;
}

/* Where the caption begins whose label stands at `at`: its row, or NULL. */
static const furniture *label_at(index_of index, qt_str line, size_t at, bool inner)
{
    for (size_t i = rows_of(index, line.data[at]); i < ROWS; i = index->next[i]) {
        const bool labels =
            inner ? is_where(&table[i], "inner")
                  : is_where(&table[i], "inner") || is_where(&table[i], "label") || is_where(&table[i], "lead");
        const size_t size = strlen(table[i].form);
        if (labels && at + size < line.size && memcmp(line.data + at, table[i].form, size) == 0) return &table[i];
    }
    return NULL;
}

/* "Image source, Alder News Image caption The mill": where a label follows what a line of furniture begins with. Else 0. */
static size_t inner_label(index_of index, qt_str line, const furniture **row)
{
    for (size_t at = 1; at < line.size && at < LABEL_MAX; at++)
        if ((*row = label_at(index, line, at, true))) return at;
    return 0;
}

/* The row by which the whole line is furniture, or NULL. */
static const furniture *row_of(index_of index, qt_str line)
{
    const qt_str bare = without_stops(line);
    const bool open = bare.size == line.size || line.data[line.size - 1] == ':';
    for (size_t i = rows_of(index, line.data[0]); i < ROWS; i = index->next[i]) {
        const furniture *row = &table[i];
        const qt_str form = qt_str_of(row->form);
        if (!begins(line, form)) continue;
        if (is_where(row, "line") ? bare.size == form.size : is_where(row, "block")) return row;
        if (line.size <= LINE_MAX_BYTES && (is_where(row, "begin") || (open && is_where(row, "open")))) return row;
    }
    for (size_t i = line.size <= LINE_MAX_BYTES ? index->inside : ROWS; i < ROWS; i = index->next[i])
        if (holds(line, qt_str_of(table[i].form))) return &table[i];
    return NULL;
}

qt_part qt_line_furniture(const qt_furniture_index *index, qt_str line)
{
    const furniture *row;
    if (line.size > BLOCK_MAX || line.size == 0) return QT_PART_BODY;
    if (line.size <= NAME_MAX && is_agency_credit(line)) return QT_PART_FURNITURE;
    if (row_of(index, line)) return inner_label(index, line, &row) ? QT_PART_CAPTION : QT_PART_FURNITURE;
    return line.size <= NAME_MAX && is_date(index, line) ? QT_PART_DATELINE : QT_PART_BODY;
}

/* ------------------------------------------------------------------------------------------------- parts of a line */

/* Past the label that the paragraph begins with, what stands before the label included; or 0. */
static size_t label_end(index_of index, qt_str line, const furniture **row)
{
    if (line.size == 0) return 0;
    size_t at = 0;
    *row = label_at(index, line, 0, false);
    if (!*row && row_of(index, line)) at = inner_label(index, line, row);
    return *row ? qt_gaps_end(line, at + strlen((*row)->form)) : 0;
}

/* Where a bracket at the line's end begins that holds nothing but a credit; else the line's size. */
static size_t bracket_begin(qt_str line)
{
    size_t end = line.size, at;
    if (end && line.data[end - 1] == '.') end--;
    if (end < 4 || line.data[end - 1] != ')') return line.size;
    for (at = end - 1; at > 0 && end - at < NAME_MAX && line.data[at] != '(';) at--;
    qt_str inside = {line.data + at + 1, end - at - 2};
    while (inside.size && inside.data[0] == ' ') inside.data++, inside.size--;
    while (inside.size && (inside.data[0] == '/')) inside.data++, inside.size--;
    bool agency;
    if (line.data[at] != '(' || !is_credit(inside, &agency)) return line.size;
    size_t before = at;
    while (before && line.data[before - 1] == ' ') before--;
    const bool stopped = before && strchr(".!?)\"", line.data[before - 1]);
    return agency || stopped ? at : line.size;
}

/* Behind "Photograph:" there is nothing but names. */
static bool names_follow(qt_str line, size_t at, const furniture *row)
{
    at = qt_gaps_end(line, at + strlen(row->form));
    return are_names((qt_str){line.data + at, line.size - at});
}

/* Where a form of credit or sign-off begins that goes on to the line's end; else the line's size. */
static size_t form_begin(index_of index, qt_str line, const furniture **row)
{
    const size_t first = line.size > CREDIT_MAX ? line.size - CREDIT_MAX : 0;
    for (size_t at = first; at < line.size; at++) {
        if (at && line.data[at - 1] != ' ' && line.data[at - 1] != '.' && line.data[at] != '(') continue;
        for (size_t i = rows_of(index, line.data[at]); i < ROWS; i = index->next[i]) {
            if (!is_where(&table[i], "credit") && !is_where(&table[i], "signoff")) continue;
            if (!qt_str_starts((qt_str){line.data + at, line.size - at}, qt_str_of(table[i].form))) continue;
            if (line.data[at] == '(' && !strchr(").", line.data[line.size - 1])) continue;
            if (table[i].form[strlen(table[i].form) - 1] == ':' && line.data[at] != '(' &&
                !names_follow(line, at, &table[i]))
                continue;
            *row = &table[i];
            return at;
        }
    }
    return line.size;
}

static void cut_tail(index_of index, qt_str line, qt_parted *out)
{
    for (int brackets = 0; brackets < 2; brackets++) {
        qt_str left = {line.data, out->tail};
        while (left.size && left.data[left.size - 1] == ' ') left.size--;
        size_t at = bracket_begin(left);
        if (at == left.size) break;
        out->tail = at;
        if (at <= CAPTION_MAX) out->part = QT_PART_CAPTION;
    }
    const furniture *row;
    qt_str left = {line.data, out->tail};
    size_t at = form_begin(index, left, &row);
    if (at == left.size) return;
    out->tail = at;
    if (is_where(row, "credit") && at <= CAPTION_MAX) out->part = QT_PART_CAPTION;
}

qt_parted qt_furniture_part(const qt_furniture_index *index, qt_str paragraph, uint8_t part, bool opening)
{
    const furniture *row = NULL;
    qt_parted out = {.tail = paragraph.size, .head_part = QT_PART_DATELINE, .part = part};
    cut_tail(index, paragraph, &out);
    const qt_str left = {paragraph.data, out.tail};
    out.head = label_end(index, left, &row);
    if (!out.head) return out.head = qt_dateline_end(left, opening), out;
    out.head_part = QT_PART_FURNITURE;
    if (!is_where(row, "lead")) out.part = QT_PART_CAPTION;
    return out;
}
