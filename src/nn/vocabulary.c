#include "nn/vocabulary.h"

#include <stdlib.h>

#include "base/utf8.h"

/* Entries [first, last) agree in their first `depth` bytes. Those that end there sort before all others. */
typedef struct range {
    size_t first, last;
} range;

/* The byte of an entry at `depth`, or -1 where the entry ends. */
static int byte_at(const qt_vocabulary *v, size_t entry, size_t depth)
{
    qt_str s = v->entries[entry].text;
    return depth < s.size ? (unsigned char)s.data[depth] : -1;
}

/* The first entry of `r` whose byte at `depth` is `byte` or more. */
static size_t lower_bound(const qt_vocabulary *v, range r, size_t depth, int byte)
{
    while (r.first < r.last) {
        size_t middle = r.first + (r.last - r.first) / 2;
        if (byte_at(v, middle, depth) < byte) r.first = middle + 1;
        else r.last = middle;
    }
    return r.first;
}

static range narrow(const qt_vocabulary *v, range r, size_t depth, int byte)
{
    size_t first = lower_bound(v, r, depth, byte);
    return (range){first, lower_bound(v, (range){first, r.last}, depth, byte + 1)};
}

int32_t qt_vocabulary_longest(const qt_vocabulary *v, qt_str word, size_t at, size_t *size)
{
    int32_t best = -1;
    if (at >= word.size) return best;
    size_t prefix = at ? 2 : 0; /* bytes of "##" in an entry */
    const uint32_t *index = at ? v->joins : v->starts;
    unsigned char byte = (unsigned char)word.data[at];
    range r = {index[byte], index[byte + 1]};
    for (size_t n = 1; r.first < r.last; n++) {
        if (v->entries[r.first].text.size == prefix + n) {
            best = v->entries[r.first].id;
            *size = n;
        }
        if (at + n >= word.size) break;
        if (r.last - r.first == 1) { /* one entry is left: it fits as a whole or not at all */
            qt_str entry = v->entries[r.first].text, rest = {word.data + at, word.size - at};
            entry = (qt_str){entry.data + prefix, entry.size - prefix};
            if (entry.size <= n || !qt_str_starts(rest, entry)) return best;
            *size = entry.size;
            return v->entries[r.first].id;
        }
        r = narrow(v, r, prefix + n, (unsigned char)word.data[at + n]);
    }
    return best;
}

static int compare_entries(const void *a, const void *b)
{
    return qt_str_compare(((const qt_vocabulary_entry *)a)->text, ((const qt_vocabulary_entry *)b)->text);
}

static size_t count_lines(qt_str lines)
{
    size_t count = 1;
    for (size_t i = 0; i < lines.size; i++) count += lines.data[i] == '\n';
    return count;
}

static void split_lines(qt_str lines, qt_vocabulary_entry *out)
{
    size_t begin = 0, id = 0;
    for (size_t i = 0; i <= lines.size; i++) {
        if (i < lines.size && lines.data[i] != '\n') continue;
        out[id] = (qt_vocabulary_entry){{lines.data + begin, i - begin}, (int32_t)id};
        begin = i + 1;
        id++;
    }
}

/* Before sorting: entries stand at their ids. */
static int check_entries(const qt_vocabulary *v, quoth_error *error)
{
    static const struct {
        size_t id;
        const char *text;
    } special[] = {{QT_PIECE_PAD, "[PAD]"}, {QT_PIECE_UNK, "[UNK]"}, {QT_PIECE_CLS, "[CLS]"}, {QT_PIECE_SEP, "[SEP]"}};
    for (size_t i = 0; i < v->count; i++) {
        qt_str s = v->entries[i].text;
        if (s.size == 0) return qt_fail(error, QUOTH_REFUSED, "piece %zu of the vocabulary is empty", i);
        if (qt_utf8_valid_prefix(s) != s.size)
            return qt_fail(error, QUOTH_REFUSED, "piece %zu of the vocabulary is not UTF-8", i);
    }
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (special[i].id >= v->count || !qt_str_equal(v->entries[special[i].id].text, qt_str_of(special[i].text)))
            return qt_fail(error, QUOTH_REFUSED, "piece %zu of the vocabulary is not %s", special[i].id,
                           special[i].text);
    return QUOTH_OK;
}

static void build_index(const qt_vocabulary *v, range r, size_t depth, uint32_t index[257])
{
    for (int byte = 0; byte <= 256; byte++) index[byte] = (uint32_t)lower_bound(v, r, depth, byte);
}

int qt_vocabulary_build(qt_str lines, qt_arena *arena, qt_vocabulary *out, quoth_error *error)
{
    if (lines.size && lines.data[lines.size - 1] == '\n') lines.size--;
    qt_vocabulary v = {.count = count_lines(lines)};
    if (v.count > QT_VOCABULARY_MAX)
        return qt_fail(error, QUOTH_REFUSED, "the vocabulary has more than %d pieces", QT_VOCABULARY_MAX);
    v.entries = QT_ARENA_NEW(arena, qt_vocabulary_entry, v.count);
    if (!v.entries) return qt_arena_error(arena, error);
    split_lines(lines, v.entries);
    int rc = check_entries(&v, error);
    if (rc) return rc;
    qsort(v.entries, v.count, sizeof *v.entries, compare_entries);
    for (size_t i = 1; i < v.count; i++)
        if (qt_str_equal(v.entries[i - 1].text, v.entries[i].text))
            return qt_fail(error, QUOTH_REFUSED, "pieces %d and %d of the vocabulary are the same",
                           (int)v.entries[i - 1].id, (int)v.entries[i].id);
    range all = {0, v.count};
    build_index(&v, all, 0, v.starts);
    range joined = narrow(&v, narrow(&v, all, 0, '#'), 1, '#');
    build_index(&v, joined, 2, v.joins);
    *out = v;
    return QUOTH_OK;
}
