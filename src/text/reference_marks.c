#include "text/reference_marks.h"

#include "base/utf8.h"

enum { MAX_MARK = 48 };

/* Words that stand in editors' marks; a year or month may follow. */
static const char *const editorials[] = {
    "citation needed",
    "citations needed",
    "clarification needed",
    "verification needed",
    "better source needed",
    "page needed",
    "full citation needed",
    "attribution needed",
    "quotation needed",
    "original research?",
    "non-primary source needed",
    "third-party source needed",
    "additional citation needed",
    "disputed",
    "additional citation(s) needed",
    "medical citation needed",
    "needs update",
    "needs context",
    "needs copy edit",
    "who?",
    "whom?",
    "by whom?",
    "when?",
    "where?",
    "which?",
    "why?",
    "how?",
    "what?",
    "according to whom?",
    "how many?",
    "says who?",
    "since when?",
    "for whom?",
    "compared to?",
    "dubious",
    "dubious – discuss",
    "dubious - discuss",
    "discuss",
    "vague",
    "weasel words",
    "peacock prose",
    "neutrality is disputed",
    "ambiguous",
    "not in citation given",
    "failed verification",
    "not verified in body",
    "unreliable source?",
    "unreliable source",
    "self-published source",
    "self-published source?",
    "circular reference",
    "specify",
    "dead link",
    "permanent dead link",
    "broken anchor",
    "update",
    "edit",
    "editorializing",
    "opinion",
    "undue weight? – discuss",
    "undue weight? - discuss",
    "relevant?",
    "importance?",
    "excessive quote",
    "contradictory",
    "inconsistent",
    "tone",
    "jargon",
    "improper synthesis?",
    "speculation?",
    "globalize",
};

/* What stands before a number in a group of notes. */
static const char *const groups[] = {
    "note",    "notes", "nb", "n", "fn", "footnote", "ref", "lower-alpha", "upper-alpha", "lower-roman", "web",
    "endnote", "cn",    "i",  "a", "b",  "c",        "d",   "e",           "t",           "p",           "w",
    "s",       "m",     "h",  "v", "u",  "l",        "r",   "k",           "g",           "o",           "f"};

/* Units that a superscript 2 or 3 squares or cubes; those of one and two letters are refused by their length. */
static const char *const units[] = {"metre",     "metres",     "meter",       "meters",     "kilometre",  "kilometres",
                                    "kilometer", "kilometers", "feet",        "foot",       "mile",       "miles",
                                    "inch",      "inches",     "yard",        "yards",      "yds",        "sec",
                                    "acre",      "centimetre", "centimetres", "centimeter", "centimeters"};

typedef struct scanner {
    qt_str bytes;
    const qt_reference_lists *lists;
    size_t list;
    bool round;
    qt_arena *arena;
    qt_ref_candidates *out;
    /* What was read before `at`: */
    bool fresh;                  /* only spaces and marks on this line */
    bool spaced;                 /* a space just before */
    uint32_t before;             /* the last code point that is no space, 0 at a line's start */
    size_t word_begin, word_end; /* the word that ends there, if `before` is part of one */
    size_t word_codes;
} scanner;

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool equals_lower(qt_str s, const char *word)
{
    size_t n = strlen(word);
    if (s.size != n) return false;
    for (size_t i = 0; i < n; i++)
        if (lower(s.data[i]) != word[i]) return false;
    return true;
}

static bool is_one_of(qt_str s, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (equals_lower(s, list[i])) return true;
    return false;
}
#define IS_ONE_OF(s, list) is_one_of((s), (list), sizeof(list) / sizeof(list)[0])

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* A number of at most four digits that does not begin with 0; returns how many digits, 0 for none. */
static size_t read_number(qt_str s, size_t at, uint32_t *number)
{
    size_t n = 0;
    uint32_t value = 0;
    for (; at + n < s.size && is_digit(s.data[at + n]); n++) {
        if (n == 4) return 0;
        value = value * 10 + (uint32_t)(s.data[at + n] - '0');
    }
    if (n == 0 || s.data[at] == '0') return 0;
    *number = value;
    return n;
}

/* "3", "3, 4", "3–5": sets the first number. */
static bool is_number_list(qt_str s, uint32_t *number)
{
    uint32_t value, last = 0;
    size_t at = 0, count = 0;
    while (true) {
        size_t n = read_number(s, at, &value);
        if (n == 0 || value <= last) return false;
        if (count++ == 0) *number = value;
        else if (n > 3) return false;
        last = value;
        at += n;
        if (at == s.size) return true;
        if (s.data[at] == ',' || s.data[at] == '-' || s.data[at] == ';') at++;
        else if (s.size - at >= 3 && memcmp(s.data + at, "\xe2\x80\x93", 3) == 0) at += 3;
        else return false;
        if (at < s.size && s.data[at] == ' ') at++;
    }
}

/* "a" is 1, "b" 2 …; "ii" to "xx" their value; else 0. Small letters only. */
static uint32_t letter_number(qt_str s)
{
    static const char *const romans[] = {"ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv"};
    static const uint8_t values[] = {2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14};
    if (s.size == 1 && s.data[0] >= 'a' && s.data[0] <= 'z') return (uint32_t)(s.data[0] - 'a') + 1;
    for (size_t i = 0; i < sizeof values; i++)
        if (qt_str_equal(s, qt_str_of(romans[i]))) return 100u + values[i];
    return 0;
}

/* What the text between two brackets is. */
static bool classify(qt_str s, qt_ref_candidate *c)
{
    if (is_number_list(s, &c->number)) {
        c->kind = QT_REF_NUMBER;
        return true;
    }
    if (s.size > 1 && s.data[0] == '^' && is_number_list((qt_str){s.data + 1, s.size - 1}, &c->number)) {
        c->kind = QT_REF_NUMBER;
        c->label.begin++;
        return true;
    }
    c->number = letter_number(s);
    if (c->number > 0) {
        c->kind = QT_REF_LETTER;
        return true;
    }
    const char *space = memchr(s.data, ' ', s.size);
    if (space) {
        size_t head = (size_t)(space - s.data);
        uint32_t number;
        size_t digits = read_number(s, head + 1, &number);
        if (digits > 0 && digits < 4 && head + 1 + digits == s.size && IS_ONE_OF(((qt_str){s.data, head}), groups)) {
            c->kind = QT_REF_GROUP;
            c->number = head > 1 ? number : 0; /* 0: the group is a single letter, which proves little */
            return true;
        }
    }
    c->kind = QT_REF_EDITORIAL;
    return IS_ONE_OF(s, editorials);
}

static uint32_t superscript_digit(uint32_t code)
{
    if (code == 0xb9) return 1;
    if (code == 0xb2 || code == 0xb3) return code - 0xb0;
    if (code == 0x2070 || (code >= 0x2074 && code <= 0x2079)) return code - 0x2070;
    return UINT32_MAX;
}

/* ¹, ¹², ¹,², ¹⁻³: the bytes it takes, 0 if none begins here or it is no label. */
static size_t read_superscript(qt_str s, size_t at, uint32_t *number)
{
    size_t end = at, digits = 0;
    uint32_t code, value = 0;
    bool first = true;
    for (size_t place = at; place < s.size && place - at < MAX_MARK;) {
        size_t n = qt_utf8_decode(s, place, &code);
        if (n == 0) break;
        uint32_t digit = superscript_digit(code);
        if (digit != UINT32_MAX) {
            if (digits == 0 && digit == 0) return 0;
            if (++digits > 3) return 0;
            if (first) value = value * 10 + digit;
            end = place + n;
        } else if (digits > 0 && (code == ',' || code == 0x207b || code == 0x02d2 || code == 0x2013)) {
            digits = 0;
            first = false;
        } else break;
        place += n;
    }
    *number = value;
    return end - at;
}

static bool is_quote(uint32_t c)
{
    return c == '"' || c == '\'' || c == 0xbb || (c >= 0x2018 && c <= 0x201f) || c == 0x203a;
}

static bool ends_something(uint32_t c)
{
    return c == '.' || c == ',' || c == ';' || c == '!' || c == '?' || c == ')' || c == 0x2026 || c == '%' ||
           is_quote(c);
}

static uint8_t place_of(const scanner *s, size_t at)
{
    const qt_ref_candidate *last = s->out->count ? &s->out->items[s->out->count - 1] : NULL;
    if (s->fresh) return QT_PLACE_LINE;
    if (last && (last->span.end == at || (s->spaced && last->span.end + 1 == at))) return QT_PLACE_RUN;
    bool word = qt_is_letter(s->before) || qt_is_digit(s->before);
    if (s->spaced) return ends_something(s->before) && s->before != ',' ? QT_PLACE_SPACED_STOP : QT_PLACE_SPACED;
    if (ends_something(s->before)) return QT_PLACE_STOP;
    if (!word) return s->before == ':' || s->before == '(' || s->before == '[' ? QT_PLACE_SPACED : QT_PLACE_ODD;
    if (s->word_begin > 0 && (s->bytes.data[s->word_begin - 1] == '_' || s->bytes.data[s->word_begin - 1] == '$'))
        return QT_PLACE_LETTER;
    return s->word_codes == 1 && qt_is_letter(s->before) ? QT_PLACE_LETTER : QT_PLACE_WORD;
}

static uint8_t next_of(const scanner *s, size_t at)
{
    qt_str b = s->bytes;
    size_t begin = at;
    while (at < b.size && (b.data[at] == ' ' || b.data[at] == '\t' || b.data[at] == '\r')) at++;
    uint32_t code;
    if (at >= b.size || b.data[at] == '\n' || qt_utf8_decode(b, at, &code) == 0) return QT_NEXT_END;
    if (code == '[') return QT_NEXT_MARK;
    bool word = qt_is_letter(code) || qt_is_digit(code);
    char after = at + 1 < b.size ? b.data[at + 1] : ' ';
    if (strchr("=+*^<>_&|{\\", (int)(code < 0x80 ? code : 'x'))) return QT_NEXT_CODE;
    if (at > begin) return qt_is_lower(code) ? QT_NEXT_LOWER : code == '/' ? QT_NEXT_CODE : QT_NEXT_UPPER;
    if (code == '(' || code == ']' || code == '/' || code == '@') return QT_NEXT_CODE;
    if (code == '.' && ((after >= 'a' && after <= 'z') || after == '_')) return QT_NEXT_CODE;
    return word ? QT_NEXT_WORD : QT_NEXT_PUNCT;
}

/* Adds a mark over [at, end) and moves behind it; what stood before it stays "before" for what follows. */
static bool add(scanner *s, qt_ref_candidate c)
{
    qt_str word = {s->bytes.data + s->word_begin, s->word_end - s->word_begin};
    uint32_t code = 0;
    c.place = place_of(s, c.span.begin);
    c.next = next_of(s, c.span.end);
    c.after_digit = qt_is_digit(s->before);
    c.after_letter = qt_is_letter(s->before);
    if (word.size > 0 && c.after_letter && qt_utf8_decode(word, 0, &code) > 0) c.word_upper = qt_is_upper(code);
    c.word_joins = equals_lower(word, "and") || equals_lower(word, "or");
    if (c.kind == QT_REF_SUPERSCRIPT && c.place == QT_PLACE_WORD &&
        (s->word_codes < 3 || c.after_digit || (c.number < 4 && IS_ONE_OF(word, units))))
        c.place = QT_PLACE_ODD;
    s->spaced = false;
    return qt_vec_push(s->arena, s->out, c);
}

/* A mark in brackets that begins at `at`: its size, or 0 if there is none. */
static size_t read_bracketed(scanner *s, size_t at, qt_ref_candidate *c)
{
    char close = s->bytes.data[at] == '[' ? ']' : ')';
    size_t end = at + 1, limit = s->bytes.size - at < MAX_MARK ? s->bytes.size : at + MAX_MARK;
    char open = s->bytes.data[at];
    while (end < limit && s->bytes.data[end] != close && s->bytes.data[end] != open && s->bytes.data[end] != '\n')
        end++;
    if (end >= limit || s->bytes.data[end] != close || end == at + 1) return 0;
    *c = (qt_ref_candidate){.span = {(uint32_t)at, (uint32_t)end + 1}, .label = {(uint32_t)at + 1, (uint32_t)end}};
    qt_str label = qt_str_at(s->bytes, c->label);
    if (close == ')') {
        c->kind = QT_REF_ROUND;
        return is_number_list(label, &c->number) && c->number < 1000 ? end + 1 - at : 0;
    }
    return classify(label, c) ? end + 1 - at : 0;
}

static size_t read_mark(scanner *s, size_t at, uint32_t code, qt_ref_candidate *c)
{
    if (code == '[' || (code == '(' && s->round)) return read_bracketed(s, at, c);
    if (superscript_digit(code) == UINT32_MAX || (!s->spaced && superscript_digit(s->before) != UINT32_MAX)) return 0;
    uint32_t number = 0;
    size_t size = read_superscript(s->bytes, at, &number);
    qt_span span = {(uint32_t)at, (uint32_t)(at + size)};
    *c = (qt_ref_candidate){.span = span, .label = span, .number = number, .kind = QT_REF_SUPERSCRIPT};
    return size;
}

/* Takes note of an ordinary code point. */
static void pass(scanner *s, size_t at, size_t size, uint32_t code)
{
    if (code == '\n') {
        s->fresh = true;
        s->spaced = false;
        s->before = 0;
        s->word_begin = s->word_end = at + 1;
        return;
    }
    if (qt_is_space(code)) {
        s->spaced = true;
        return;
    }
    if (qt_is_letter(code) || qt_is_digit(code)) {
        bool goes_on = s->word_end == at && !s->spaced;
        if (!goes_on) s->word_begin = at;
        s->word_codes = goes_on ? s->word_codes + 1 : 1;
        s->word_end = at + size;
    }
    s->before = code;
    s->spaced = s->fresh = false;
}

bool qt_ref_candidates_find(qt_str bytes, const qt_reference_lists *lists, bool round, qt_arena *arena,
                            qt_ref_candidates *out)
{
    scanner s = {.bytes = bytes, .lists = lists, .round = round, .arena = arena, .out = out, .fresh = true};
    for (size_t at = 0; at < bytes.size;) {
        if (s.list < lists->count && at >= lists->items[s.list].span.begin) {
            size_t end = lists->items[s.list++].span.end;
            at = end > at ? end : at;
            pass(&s, at - 1, 1, '\n');
            continue;
        }
        uint32_t code;
        size_t size = qt_utf8_decode(bytes, at, &code);
        if (size == 0) { /* never in valid text */
            at++;
            continue;
        }
        qt_ref_candidate c;
        size_t taken = code == '[' || code == '(' || (code >= 0xb2 && superscript_digit(code) != UINT32_MAX)
                           ? read_mark(&s, at, code, &c)
                           : 0;
        if (taken > 0) {
            if (!add(&s, c)) return false;
            at += taken;
        } else {
            pass(&s, at, size, code);
            at += size;
        }
    }
    return true;
}
