#include "entities/fold.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "entities/entities.h"

typedef struct folder {
    qt_words *out;
    size_t most;
    char plain[QT_FOLD_BYTES];
    size_t size;
    qt_folded word;
    bool open, failed, long_word;
} folder;

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == '`' || c == 0xb4 || c == 0x2018 || c == 0x2019 || (c >= 0x2b9 && c <= 0x2bf) ||
           c == 0x2c8 || c == 0x2032;
}

static bool is_hyphen(uint32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }

static void add(folder *f, qt_str s)
{
    if (f->size + s.size > sizeof f->plain) {
        f->long_word = true;
        return;
    }
    memcpy(f->plain + f->size, s.data, s.size);
    f->size += s.size;
}

/* One code point of the decomposed, case-folded text. */
static void add_code(folder *f, uint32_t code)
{
    char bytes[4];
    size_t n = qt_utf8_encode(code, bytes);
    qt_str letter = {bytes, n};
    if (n == 1) {
        if (qt_is_letter(code) || qt_is_digit(code)) add(f, letter);
        return;
    }
    const qt_letter_entry *entry = qt_letter_find(letter);
    if (entry) {
        if (entry->latin[0] != '-') add(f, qt_str_of(entry->latin));
        f->word.origins |= qt_origins_of(entry->script);
        f->word.vowelless |= qt_is(entry->script, "arabic") || qt_is(entry->script, "hebrew");
    } else if (qt_is_letter(code) || qt_is_digit(code)) {
        add(f, letter);
        f->word.foreign = true;
    }
}

static void add_letter(folder *f, uint32_t code)
{
    utf8proc_int32_t parts[32];
    int last_class = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)code, parts, sizeof parts / sizeof *parts,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE, &last_class);
    for (utf8proc_ssize_t i = 0; i < n && i < 32; i++) add_code(f, (uint32_t)parts[i]);
    if (f->word.letters < UINT8_MAX) f->word.letters++;
    if (qt_is_upper(code) && f->word.capitals < UINT8_MAX) f->word.capitals++;
}

/* Ends the open word before byte `at`. */
static bool end_word(folder *f, qt_str name, size_t at, qt_arena *arena)
{
    if (!f->open) return true;
    f->open = false;
    if (f->size == 0) return true;
    if (f->out->count == f->most) {
        f->long_word = true;
        return true;
    }
    f->word.printed.size = (size_t)(name.data + at - f->word.printed.data);
    f->word.plain = qt_arena_copy(arena, (qt_str){f->plain, f->size});
    if (!f->word.plain.data) return false;
    f->out->items[f->out->count++] = f->word;
    f->word = (qt_folded){0};
    f->size = 0;
    return true;
}

/* The "s" of "Lisgard's" behind the apostrophe before `at`. */
static bool is_possessive(qt_str name, size_t at)
{
    uint32_t code;
    if (at >= name.size || (name.data[at] != 's' && name.data[at] != 'S')) return false;
    return at + 1 == name.size || !qt_utf8_decode(name, at + 1, &code) || !(qt_is_letter(code) || qt_is_digit(code));
}

static bool fold_code(folder *f, qt_str name, size_t at, size_t *length, qt_arena *arena)
{
    uint32_t code = 0;
    *length = qt_utf8_decode(name, at, &code);
    if (*length && (qt_is_letter(code) || qt_is_digit(code))) {
        if (!f->open) {
            f->open = true;
            f->word.printed = (qt_str){name.data + at, 0};
        }
        add_letter(f, code);
        return true;
    }
    if (*length && f->open && is_apostrophe(code)) {
        if (is_possessive(name, at + *length)) {
            if (!end_word(f, name, at, arena)) return false;
            *length += 1;
        }
        return true;
    }
    bool had = f->open;
    if (!end_word(f, name, at, arena)) return false;
    if (had && code == '.' && f->out->count) f->out->items[f->out->count - 1].dotted = true;
    if (had && is_hyphen(code)) f->word.hyphen = true;
    else if (code != '.') f->word.hyphen = false;
    f->word.comma |= code == ',';
    if (!*length) *length = 1;
    return true;
}

int qt_fold_words(qt_str name, size_t most, qt_arena *arena, qt_words *out, quoth_error *error)
{
    *out = (qt_words){0};
    if (name.size == 0 || name.size > QT_ENTITY_NAME_BYTES) return 0;
    out->items = QT_ARENA_NEW(arena, qt_folded, most);
    if (!out->items) return qt_arena_error(arena, error);
    folder f = {.out = out, .most = most};
    for (size_t at = 0, length; at < name.size; at += length)
        if (!fold_code(&f, name, at, &length, arena)) return qt_arena_error(arena, error);
    if (!end_word(&f, name, name.size, arena)) return qt_arena_error(arena, error);
    if (f.long_word) out->count = 0;
    return 0;
}

qt_str qt_fold_join(const qt_words *words, size_t first, size_t last, const char *between, qt_arena *arena)
{
    size_t gap = strlen(between), size = 0, used = 0;
    for (size_t i = first; i < last; i++) size += words->items[i].plain.size + (i > first ? gap : 0);
    char *data = qt_arena_alloc(arena, size + 1, 1);
    if (!data) return (qt_str){NULL, 0};
    for (size_t i = first; i < last; i++) {
        if (i > first && gap) memcpy(data + used, between, gap);
        used += i > first ? gap : 0;
        memcpy(data + used, words->items[i].plain.data, words->items[i].plain.size);
        used += words->items[i].plain.size;
    }
    return (qt_str){data, size};
}
