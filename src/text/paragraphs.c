#include "text/paragraphs.h"

#include "text/furniture.h"
#include "text/lines.h"

enum {
    TITLE_MAX = 130,  /* bytes of a first line that is taken for a title */
    TITLE_BEFORE = 3, /* paragraphs behind it, one of which must be longer */
    OPENING = 3,      /* paragraphs of body text that may begin with a dateline that names no agency */
};

typedef QT_VEC(qt_paragraph) paragraphs;

typedef struct reader {
    qt_text *text;
    qt_arena *scratch;
    paragraphs paragraphs;
    qt_furniture_index furniture;
    size_t reference; /* the first that does not end before the line being read */
    uint32_t title_end;
    bool joins; /* the last paragraph may run on into the next line */
} reader;

/* The reference mark that begins at `at` is displaced. Lines are asked for in order. */
static bool is_displaced(reader *r, uint32_t at)
{
    const qt_text *text = r->text;
    while (r->reference < text->reference_count && text->references[r->reference].span.begin < at) r->reference++;
    if (r->reference == text->reference_count) return false;
    const qt_reference *mark = &text->references[r->reference];
    return mark->span.begin == at && mark->attached == QT_ATTACHED_DISPLACED;
}

static uint8_t part_of(const qt_furniture_index *index, qt_str line, bool heading, bool in_title)
{
    if (heading || in_title) return QT_PART_TITLE;
    const qt_part furniture = qt_line_furniture(index, line);
    if (furniture != QT_PART_BODY) return (uint8_t)furniture;
    if (qt_line_is_byline(line)) return QT_PART_FURNITURE;
    if (qt_line_is_caption(line)) return QT_PART_CAPTION;
    return qt_line_is_item(line) ? QT_PART_LIST : QT_PART_BODY;
}

static bool read_line(reader *r, qt_wrap wrap, const qt_line *before, const qt_line *line)
{
    qt_str bytes = qt_str_at(r->text->bytes, line->span);
    bool heading;
    size_t markup = qt_line_markup(bytes, &heading);
    bool in_title = line->span.begin < r->title_end;
    bool displaced = is_displaced(r, line->span.begin);
    uint8_t part = part_of(&r->furniture, bytes, heading, in_title);
    bool joins = r->joins && !displaced && !markup && part == QT_PART_BODY && qt_line_runs_on(wrap, before, line);
    r->joins = !heading && !in_title;
    if (joins) {
        r->paragraphs.items[r->paragraphs.count - 1].span.end = line->span.end;
        return true;
    }
    qt_span span = {line->span.begin + (uint32_t)markup, line->span.end};
    if (qt_span_empty(span)) return true;
    return qt_vec_push(r->scratch, &r->paragraphs, (qt_paragraph){.span = span, .part = part, .displaced = displaced});
}

/* The lines from `at` to the next blank one. */
static uint32_t block_end(qt_str bytes, uint32_t at, uint32_t end)
{
    while (at < end) {
        qt_line line = qt_line_at(bytes, at, end);
        if (line.blank) return at;
        at = line.next;
    }
    return end;
}

static bool read_lines(reader *r, uint32_t begin, uint32_t end)
{
    qt_str bytes = r->text->bytes;
    qt_wrap whole = qt_wrap_of(bytes, begin, end), wrap = whole;
    qt_line before = {.blank = true};
    for (uint32_t at = begin; at < end;) {
        qt_line line = qt_line_at(bytes, at, end);
        if (line.blank) {
            r->joins = false;
        } else {
            if (before.blank && !whole.width) wrap = qt_wrap_of(bytes, at, block_end(bytes, at, end));
            if (!read_line(r, wrap, &before, &line)) return false;
        }
        before = line;
        at = line.next;
    }
    r->joins = false;
    return true;
}

/* Without metadata: a short first line that ends in no full stop, with something longer close behind it. */
static void guess_title(reader *r)
{
    if (r->paragraphs.count < 2) return;
    qt_paragraph *first = &r->paragraphs.items[0];
    uint32_t size = first->span.end - first->span.begin;
    if (first->part != QT_PART_BODY || first->displaced || size > TITLE_MAX) return;
    qt_line line = qt_line_at(r->text->bytes, first->span.begin, first->span.end);
    bool headline = !line.stop || line.stop == '?' || line.stop == '!';
    if (!headline || strchr(",;", r->text->bytes.data[first->span.end - 1])) return;
    for (size_t i = 1; i < r->paragraphs.count && i <= TITLE_BEFORE; i++) {
        qt_span span = r->paragraphs.items[i].span;
        if (span.end - span.begin > size) first->part = QT_PART_TITLE;
    }
}

static bool is_blank(qt_str s)
{
    for (size_t i = 0; i < s.size; i++)
        if (s.data[i] != ' ') return false;
    return true;
}

/* Cuts what is furniture off both ends of `p`, into paragraphs of their own. */
static bool push_parted(const reader *r, qt_paragraph p, bool opening, paragraphs *out)
{
    const qt_str bytes = qt_str_at(r->text->bytes, p.span);
    const qt_parted parted = qt_furniture_part(&r->furniture, bytes, p.part, opening);
    qt_paragraph head = p, tail = p;
    head.span.end = p.span.begin + (uint32_t)parted.head;
    head.part = parted.head_part;
    tail.span.begin = p.span.begin + (uint32_t)parted.tail;
    tail.part = QT_PART_FURNITURE;
    p.span = (qt_span){head.span.end, tail.span.begin};
    p.part = parted.part;
    const qt_paragraph pieces[] = {head, p, tail};
    bool joined = false;
    for (size_t i = 0; i < 3; i++) {
        if (is_blank(qt_str_at(r->text->bytes, pieces[i].span))) continue;
        if (!qt_vec_push(r->scratch, out, pieces[i])) return false;
        out->items[out->count - 1].joined = joined;
        joined = true;
    }
    return true;
}

static bool part_furniture(reader *r)
{
    paragraphs out = {0};
    size_t body = 0;
    for (size_t i = 0; i < r->paragraphs.count; i++) {
        const qt_paragraph p = r->paragraphs.items[i];
        const bool text = p.part == QT_PART_BODY || p.part == QT_PART_CAPTION;
        const bool ok = text ? push_parted(r, p, body < OPENING, &out) : qt_vec_push(r->scratch, &out, p);
        if (!ok) return false;
        body += p.part == QT_PART_BODY;
    }
    r->paragraphs = out;
    qt_gallery_titles(r->text->bytes, out.items, out.count);
    return true;
}

int qt_paragraphs_find(size_t title_size, qt_arena *arena, qt_text *out, quoth_error *error)
{
    uint32_t end = (uint32_t)out->bytes.size;
    uint32_t title = title_size < out->bytes.size ? (uint32_t)title_size : end;
    reader r = {.text = out, .scratch = qt_arena_scratch(arena), .title_end = title};
    qt_furniture_index_read(&r.furniture);
    bool read = r.scratch && read_lines(&r, 0, title) && read_lines(&r, title, end);
    if (read && !title_size) guess_title(&r);
    read = read && part_furniture(&r);
    out->paragraph_count = r.paragraphs.count;
    out->paragraphs = read ? QT_ARENA_NEW(arena, qt_paragraph, r.paragraphs.count) : NULL;
    int status = out->paragraphs ? QUOTH_OK : qt_arena_error(arena, error);
    if (!status && r.paragraphs.count)
        memcpy(out->paragraphs, r.paragraphs.items, r.paragraphs.count * sizeof *out->paragraphs);
    qt_arena_free(r.scratch);
    return status;
}
