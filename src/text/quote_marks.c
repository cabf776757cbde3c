#include "text/quote_marks.h"

#include "base/utf8.h"

/* What stands beside a mark. */
typedef enum side { SIDE_SPACE, SIDE_OPENING, SIDE_CLOSING, SIDE_DASH, SIDE_WORD } side;

typedef struct glyph {
    uint32_t code;
    uint8_t family, lean;
} glyph;

/* Sorted by code. „ and “ open in German, ” closes in English and opens in Swedish: what stands around a mark may
 * overrule its shape. */
static const glyph glyphs[] = {
    {'"', QT_MARK_DOUBLE, QT_LEAN_EITHER},    {'\'', QT_MARK_SINGLE, QT_LEAN_EITHER},
    {'`', QT_MARK_SINGLE, QT_LEAN_OPEN},      {0x00ab, QT_MARK_ANGLE, QT_LEAN_OPEN},
    {0x00bb, QT_MARK_ANGLE, QT_LEAN_CLOSE},   {0x2018, QT_MARK_SINGLE, QT_LEAN_OPEN},
    {0x2019, QT_MARK_SINGLE, QT_LEAN_CLOSE},  {0x201a, QT_MARK_SINGLE, QT_LEAN_OPEN},
    {0x201b, QT_MARK_SINGLE, QT_LEAN_OPEN},   {0x201c, QT_MARK_DOUBLE, QT_LEAN_OPEN},
    {0x201d, QT_MARK_DOUBLE, QT_LEAN_CLOSE},  {0x201e, QT_MARK_DOUBLE, QT_LEAN_OPEN},
    {0x201f, QT_MARK_DOUBLE, QT_LEAN_OPEN},   {0x2039, QT_MARK_CHEVRON, QT_LEAN_OPEN},
    {0x203a, QT_MARK_CHEVRON, QT_LEAN_CLOSE}, {0x300c, QT_MARK_CORNER, QT_LEAN_OPEN},
    {0x300d, QT_MARK_CORNER, QT_LEAN_CLOSE},  {0x300e, QT_MARK_CORNER, QT_LEAN_OPEN},
    {0x300f, QT_MARK_CORNER, QT_LEAN_CLOSE},  {0xff02, QT_MARK_DOUBLE, QT_LEAN_EITHER},
};
enum { LOW_SINGLE = 0x201a, RIGHT_SINGLE = 0x2019, GLYPH_COUNT = sizeof glyphs / sizeof glyphs[0] };

/* Words that lost their beginning. The uncertain ones are words of their own too ('round', 'cause'). */
typedef struct elision {
    const char *word;
    bool certain;
} elision;
static const elision elisions[] = {
    {"em", true},     {"n", true},     {"tis", true},   {"twas", true},   {"twere", true},  {"twill", true},
    {"til", true},    {"tween", true}, {"neath", true}, {"nuff", true},   {"cuz", true},    {"gainst", true},
    {"twould", true}, {"tisn", true},  {"twasn", true}, {"cause", false}, {"bout", false},  {"round", false},
    {"till", false},  {"cos", false},  {"fore", false}, {"cept", false},  {"burbs", false}, {"hood", false},
    {"s", false},     {"er", false},   {"im", false},   {"kay", false},   {"fraid", false}, {"pon", false},
};

typedef struct scanner {
    qt_str bytes;
    qt_span range;
    const qt_reference *references;
    size_t reference_count, reference; /* the first reference that ends after the place reached */
} scanner;

static const glyph *find_glyph(uint32_t code)
{
    size_t low = 0, high = GLYPH_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (glyphs[middle].code < code) low = middle + 1;
        else high = middle;
    }
    return low < GLYPH_COUNT && glyphs[low].code == code ? &glyphs[low] : NULL;
}

/* The code point at or before a place inside the range, its reference marks skipped; 0 at the range's ends. */
static uint32_t code_after(const scanner *s, size_t at)
{
    for (size_t r = s->reference; r < s->reference_count && s->references[r].span.begin <= at; r++)
        if (s->references[r].span.begin == at) at = s->references[r].span.end;
    uint32_t code = 0;
    if (at >= s->range.end || qt_utf8_decode(s->bytes, at, &code) == 0) return 0;
    return code;
}

static uint32_t code_before(const scanner *s, size_t at)
{
    for (size_t r = s->reference; r > 0 && s->references[r - 1].span.end == at; r--)
        at = s->references[r - 1].span.begin;
    uint32_t code = 0;
    if (at <= s->range.begin || qt_utf8_decode(s->bytes, qt_utf8_before(s->bytes, at), &code) == 0) return 0;
    return code;
}

static side side_of(uint32_t code)
{
    switch (code) {
    case 0: return SIDE_SPACE;
    case '(':
    case '[':
    case '{':
    case '<':
    case '/':
    case 0xbf:
    case 0xa1: return SIDE_OPENING;
    case '.':
    case ',':
    case ';':
    case ':':
    case '!':
    case '?':
    case ')':
    case ']':
    case '}':
    case '>':
    case '%':
    case 0x2026: return SIDE_CLOSING;
    case '-':
    case '~':
    case '=': return SIDE_DASH;
    default: break;
    }
    if (code >= 0x2010 && code <= 0x2015) return SIDE_DASH;
    return qt_is_space(code) ? SIDE_SPACE : SIDE_WORD;
}

/* The way a mark faces, judged by its neighbours alone. `certain` where hardly anything else is possible. */
static qt_lean lean_between(side before, side after, bool *certain)
{
    static const int open_before[] = {2, 2, 0, 1, 0}, open_after[] = {-2, 1, -1, 0, 1};
    static const int close_before[] = {-2, -2, 1, 0, 1}, close_after[] = {2, 0, 2, 1, 0};
    int score = open_before[before] + open_after[after] - close_before[before] - close_after[after];
    *certain = score >= 4 || score <= -4;
    return score >= 2 ? QT_LEAN_OPEN : score <= -2 ? QT_LEAN_CLOSE : QT_LEAN_EITHER;
}

static bool is_word(uint32_t code) { return qt_is_letter(code) || qt_is_digit(code); }

static bool is_apostrophe(uint32_t code) { return code == '\'' || code == RIGHT_SINGLE; }

/* What follows an apostrophe at a word's start: 2 a word that certainly lost its beginning, or the digits of a decade;
 * 1 perhaps; 0 no. */
static int elision_at(const scanner *s, size_t at)
{
    char word[8];
    size_t n = 0, digits = 0;
    for (; at + n < s->range.end && n < sizeof word; n++) {
        char c = s->bytes.data[at + n];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        if (c >= '0' && c <= '9') digits++;
        else if (c < 'a' || c > 'z') break;
        word[n] = c;
    }
    if (n == sizeof word) return 0;
    if (digits == 2 && (n == 2 || (n == 3 && word[2] == 's'))) return 2;
    for (size_t i = 0; i < sizeof elisions / sizeof elisions[0]; i++)
        if (qt_str_equal(qt_str_of(elisions[i].word), (qt_str){word, n})) return elisions[i].certain ? 2 : 1;
    return 0;
}

/* A mark behind "s" (a plural's apostrophe), "in" (goin') or a digit (feet, minutes) may be none. */
static bool weak_close(const scanner *s, qt_span mark, uint32_t before)
{
    if (before == 's' || before == 'S' || before == 'z' || qt_is_digit(before)) return true;
    return (before == 'n' || before == 'N') && mark.begin >= s->range.begin + 3 &&
           (s->bytes.data[mark.begin - 2] | 0x20) == 'i';
}

/* "5'10" and "6' 2": feet stand before these inches. */
static bool after_feet(const scanner *s, size_t at)
{
    size_t digits = 0;
    while (at > s->range.begin && (qt_is_digit((unsigned char)s->bytes.data[at - 1]) || s->bytes.data[at - 1] == '.')) {
        if (++digits > 4) return false;
        at--;
    }
    if (at > s->range.begin && s->bytes.data[at - 1] == ' ') at--;
    uint32_t code = at > s->range.begin ? code_before(s, at) : 0;
    return digits > 0 && (is_apostrophe(code) || code == 0x2032);
}

/* Decides a single mark; false where it is an apostrophe. */
static bool judge_single(const scanner *s, qt_quote_mark *mark, const glyph *shape, uint32_t before, uint32_t after,
                         side left, side right)
{
    if (is_word(before) && is_word(after)) return false;
    bool certain;
    qt_lean around = lean_between(left, right, &certain);
    mark->lean = around != QT_LEAN_EITHER ? (uint8_t)around : shape->lean;
    if (shape->code == '`') {
        mark->backtick = true;
        return around != QT_LEAN_EITHER;
    }
    if (shape->code == LOW_SINGLE) return around == QT_LEAN_OPEN;
    if (around == QT_LEAN_OPEN) {
        if (shape->code == RIGHT_SINGLE) return false;
        int elided = elision_at(s, mark->span.end);
        mark->weak = elided > 0;
        return elided < 2;
    }
    if (around == QT_LEAN_CLOSE) {
        if ((before | 0x20) == 'n' && mark->span.begin >= s->range.begin + 2 &&
            is_apostrophe(code_before(s, mark->span.begin - 1)))
            return false; /* rock 'n' roll */
        mark->weak = right != SIDE_CLOSING && weak_close(s, mark->span, before);
        return true;
    }
    /* `,'he` and the like: only what stands behind punctuation can be a closing mark; only ‘ can open. */
    if (mark->directed && mark->lean == QT_LEAN_OPEN) return side_of(after) == SIDE_WORD;
    mark->lean = QT_LEAN_CLOSE;
    mark->weak = true;
    return side_of(before) == SIDE_CLOSING;
}

/* Decides a double or angle mark; false where it measures inches. */
static bool judge_double(const scanner *s, qt_quote_mark *mark, const glyph *shape, uint32_t before, side left,
                         side right)
{
    bool certain;
    qt_lean around = lean_between(left, right, &certain);
    mark->lean = shape->lean;
    if (around != QT_LEAN_EITHER && (certain || shape->lean == QT_LEAN_EITHER)) mark->lean = (uint8_t)around;
    if (mark->backtick) mark->lean = around == QT_LEAN_CLOSE ? QT_LEAN_CLOSE : QT_LEAN_OPEN;
    if (!mark->directed && qt_is_digit(before)) {
        if (after_feet(s, mark->span.begin)) return false;
        mark->weak = true;
    }
    return true;
}

/* How many times the character of `size` bytes at `at` stands there in a row. */
static size_t run_of(const scanner *s, size_t at, size_t size)
{
    size_t n = 1;
    while (at + (n + 1) * size <= s->range.end && memcmp(s->bytes.data + at, s->bytes.data + at + n * size, size) == 0)
        n++;
    return n;
}

/* Adds what a run of one character amounts to. Two singles are a double; a run of doubles is one mark (doubled by a
 * spreadsheet); three backticks or four singles are markup. */
static bool add_run(qt_arena *arena, qt_quote_marks *marks, const glyph *shape, size_t at, size_t size, size_t count)
{
    qt_quote_mark mark = {.span = {(uint32_t)at, (uint32_t)(at + size * count)},
                          .family = shape->family,
                          .lean = shape->lean,
                          .directed = shape->lean != QT_LEAN_EITHER};
    if (shape->family == QT_MARK_SINGLE) {
        if (count > 3 || (shape->code == '`' && count > 2)) return true;
        if (count == 3) {
            mark.span.end = (uint32_t)(at + size);
            if (!qt_vec_push(arena, marks, mark)) return false;
            mark.span = (qt_span){(uint32_t)(at + size), (uint32_t)(at + 3 * size)};
        }
        if (count >= 2) mark.family = QT_MARK_DOUBLE;
        mark.backtick = shape->code == '`';
    }
    return qt_vec_push(arena, marks, mark);
}

static bool collect(scanner *s, qt_arena *arena, qt_quote_marks *marks)
{
    for (size_t at = s->range.begin; at < s->range.end;) {
        while (s->reference < s->reference_count && s->references[s->reference].span.end <= at) s->reference++;
        if (s->reference < s->reference_count && s->references[s->reference].span.begin <= at) {
            at = s->references[s->reference].span.end;
            continue;
        }
        unsigned char c = (unsigned char)s->bytes.data[at];
        bool possible = c == '"' || c == '\'' || c == '`' || c == 0xc2 || c == 0xe2 || c == 0xe3 || c == 0xef;
        uint32_t code;
        size_t size = possible ? qt_utf8_decode(s->bytes, at, &code) : 1;
        const glyph *shape = possible && size ? find_glyph(code) : NULL;
        if (!shape) {
            at += size ? size : 1;
            continue;
        }
        size_t count = shape->family == QT_MARK_DOUBLE || shape->family == QT_MARK_SINGLE ? run_of(s, at, size) : 1;
        if (!add_run(arena, marks, shape, at, size, count)) return false;
        at += size * count;
    }
    return true;
}

bool qt_quote_marks_scan(const qt_text *text, qt_span range, size_t *reference, qt_arena *arena, qt_quote_marks *marks)
{
    scanner s = {text->bytes, range, text->references, text->reference_count, *reference};
    size_t first = marks->count;
    if (!collect(&s, arena, marks)) return false;
    size_t begin = *reference, count = marks->count - first, kept = first;
    *reference = s.reference;
    if (count == 0) return true;
    /* Neighbours: marks that touch share what stands around them, so the sides are carried across a run. */
    uint8_t *rights = qt_arena_alloc(arena, count, 1);
    if (!rights) return false;
    qt_quote_mark *found = marks->items + first;
    for (size_t i = count; i-- > 0;) {
        bool touches = i + 1 < count && found[i].span.end == found[i + 1].span.begin;
        while (s.reference > begin && s.references[s.reference - 1].span.begin >= found[i].span.end) s.reference--;
        rights[i] = touches ? rights[i + 1] : (uint8_t)side_of(code_after(&s, found[i].span.end));
        /* A leading ellipsis is the first word of a quotation, not an end. */
        if (!touches && found[i].span.end + 3 <= range.end &&
            memcmp(text->bytes.data + found[i].span.end, "...", 3) == 0)
            rights[i] = SIDE_WORD;
    }
    s.reference = begin;
    side left = SIDE_SPACE;
    bool only_marks = true;
    for (size_t i = 0; i < count; i++) {
        qt_quote_mark mark = found[i];
        while (s.reference < s.reference_count && s.references[s.reference].span.end <= mark.span.begin) s.reference++;
        bool touches = i > 0 && found[i - 1].span.end == mark.span.begin;
        uint32_t before = code_before(&s, mark.span.begin), after = code_after(&s, mark.span.end);
        if (!touches) left = side_of(before);
        only_marks = before == 0 || (touches && only_marks);
        mark.at_start = only_marks;
        uint32_t code;
        if (qt_utf8_decode(text->bytes, mark.span.begin, &code) == 0) continue;
        const glyph *shape = find_glyph(code);
        bool is_mark = mark.family == QT_MARK_SINGLE
                           ? judge_single(&s, &mark, shape, before, after, left, (side)rights[i])
                           : judge_double(&s, &mark, shape, before, left, (side)rights[i]);
        if (is_mark) marks->items[kept++] = mark;
    }
    marks->count = kept;
    return true;
}
