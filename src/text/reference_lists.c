#include "text/reference_lists.h"

enum {
    MAX_WRAPPED_LINES = 4, /* lines without a label that may belong to the entry before them */
    MAX_HEADING = 40,
};

typedef enum style { STYLE_NONE, STYLE_STOP, STYLE_PAREN, STYLE_ROUND, STYLE_SQUARE, STYLE_NOTE, STYLE_CARET } style;

typedef struct line {
    size_t begin, end, next; /* without the line end; the next line's begin */
    style style;
    uint32_t number;
    bool blank, heading;
} line;

/* A list while it is being read. */
typedef struct run {
    size_t begin, end;
    style style;
    uint32_t last, count, bibliographic;
    size_t wrapped; /* lines without a label since the last entry */
    bool heading;
    bool open;
} run;

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool equal_lower(qt_str s, const char *word)
{
    size_t n = strlen(word);
    if (s.size != n) return false;
    for (size_t i = 0; i < n; i++)
        if (lower(s.data[i]) != word[i]) return false;
    return true;
}

static bool is_heading(qt_str s)
{
    static const char *const words[] = {"references",
                                        "reference",
                                        "notes",
                                        "notes and references",
                                        "references and notes",
                                        "sources",
                                        "footnotes",
                                        "endnotes",
                                        "citations",
                                        "bibliography",
                                        "works cited",
                                        "literature cited",
                                        "reference list",
                                        "list of references",
                                        "cited sources",
                                        "notes and sources"};
    static const char around[] = " \t\r#=*_:";
    while (s.size > 0 && strchr(around, s.data[0]) && s.data[0]) s.data++, s.size--;
    while (s.size > 0 && strchr(around, s.data[s.size - 1]) && s.data[s.size - 1]) s.size--;
    if (s.size > 6 && equal_lower((qt_str){s.data + s.size - 6, 6}, "[edit]")) s.size -= 6;
    if (s.size > MAX_HEADING) return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (equal_lower(s, words[i])) return true;
    return false;
}

/* The label that an entry begins with. */
static style label_of(qt_str s, uint32_t *number)
{
    size_t at = 0;
    char first = s.size > 0 ? s.data[0] : '\0';
    if (first == '^') return STYLE_CARET;
    if (first == '(' || first == '[') at++;
    bool note = first == '[' && at < s.size && s.data[at] == '^';
    if (note) at++;
    uint32_t value = 0;
    size_t digits = 0;
    for (; at < s.size && s.data[at] >= '0' && s.data[at] <= '9' && digits < 5; at++, digits++)
        value = value * 10 + (uint32_t)(s.data[at] - '0');
    if (digits == 0 || digits > 4 || at >= s.size) return STYLE_NONE;
    *number = value;
    char last = s.data[at], after = at + 1 < s.size ? s.data[at + 1] : ' ';
    if (note) return last == ']' && after == ':' ? STYLE_NOTE : STYLE_NONE;
    if (first == '(') return last == ')' ? STYLE_ROUND : STYLE_NONE;
    if (first == '[') return last == ']' && after != '[' ? STYLE_SQUARE : STYLE_NONE;
    if (!is_blank(after)) return STYLE_NONE;
    return last == '.' ? STYLE_STOP : last == ')' ? STYLE_PAREN : STYLE_NONE;
}

/* Whether an entry shows what entries of reference lists show. */
static bool looks_bibliographic(qt_str s)
{
    static const char *const signs[] = {"http",  "www.",   "retrieved", "archived", "accessed", "doi",
                                        "isbn",  "pp. ",   "p. ",       "vol. ",    "ibid",     "eds.",
                                        "et al", "press,", " ed. ",     "op. cit"};
    size_t limit = s.size < 600 ? s.size : 600;
    for (size_t at = 0; at < limit; at++)
        for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
            size_t n = strlen(signs[i]);
            if (lower(s.data[at]) == signs[i][0] && limit - at >= n && equal_lower((qt_str){s.data + at, n}, signs[i]))
                return true;
        }
    return false;
}

static line read_line(qt_str bytes, size_t at)
{
    line l = {.begin = at, .number = 0};
    const char *stop = memchr(bytes.data + at, '\n', bytes.size - at);
    l.end = stop ? (size_t)(stop - bytes.data) : bytes.size;
    l.next = stop ? l.end + 1 : bytes.size;
    size_t begin = at;
    while (begin < l.end && is_blank(bytes.data[begin])) begin++;
    qt_str text = {bytes.data + begin, l.end - begin};
    l.blank = text.size == 0;
    l.heading = is_heading(text);
    l.style = label_of(text, &l.number);
    return l;
}

/* Keeps the run if it is a reference list. `trailing`: nothing but wrapped lines stands between it and the end. */
static bool finish(run *r, bool trailing, qt_arena *arena, qt_reference_lists *lists)
{
    bool proven = r->heading ? r->count >= 2 || (r->count == 1 && trailing)
                             : r->count >= 3 && trailing && r->bibliographic * 2 >= r->count;
    bool is_open = r->open;
    r->open = false;
    if (!is_open || !proven) return true;
    qt_reference_list list = {{(uint32_t)r->begin, (uint32_t)r->end}, r->style == STYLE_CARET ? 0 : r->last};
    return qt_vec_push(arena, lists, list);
}

static void add_entry(run *r, const line *l, qt_str text)
{
    r->style = l->style;
    r->last = l->number;
    r->count++;
    r->wrapped = 0;
    r->end = l->next;
    r->bibliographic += looks_bibliographic(text);
}

/* Whether the line is the run's next entry. */
static bool takes(const run *r, const line *l)
{
    if (!r->open || l->style == STYLE_NONE) return false;
    if (r->count == 0) return true;
    return l->style == r->style && (l->style == STYLE_CARET || l->number == r->last + 1);
}

bool qt_reference_lists_find(qt_str bytes, qt_arena *arena, qt_reference_lists *lists)
{
    run r = {.open = false};
    for (size_t at = 0; at < bytes.size;) {
        line l = read_line(bytes, at);
        qt_str text = {bytes.data + l.begin, l.end - l.begin};
        at = l.next;
        if (l.blank) continue;
        if (takes(&r, &l)) {
            add_entry(&r, &l, text);
            continue;
        }
        if (l.heading) {
            if (!finish(&r, true, arena, lists)) return false;
            r = (run){.begin = l.begin, .end = l.next, .heading = true, .open = true};
            continue;
        }
        if (l.style != STYLE_NONE && l.style != STYLE_CARET && l.number == 1) {
            if (!finish(&r, false, arena, lists)) return false;
            r = (run){.begin = l.begin, .open = true};
            add_entry(&r, &l, text);
            continue;
        }
        if (r.open && ++r.wrapped > MAX_WRAPPED_LINES && !finish(&r, false, arena, lists)) return false;
    }
    if (r.open && r.count > 0) r.end = bytes.size;
    return finish(&r, true, arena, lists);
}
