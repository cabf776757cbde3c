/* quoth-lemmas: CoNLL-U on standard input, the same on standard output with the lemmas that the program gives the words'
 * forms and tags. For measuring: quoth-lemmas < GOLD > OUT; eval_syntax.py GOLD --system OUT. */
#include <stdio.h>
#include <stdlib.h>

#include "syntax/lemma.h"

enum { CELLS = 5 };

#define X(value, label) [QT_UPOS_##value] = label,
static const char *const upos_labels[QT_UPOS_COUNT] = {QT_UPOS_LIST(X)};
#undef X
#define X(value, label) [QT_XPOS_##value] = label,
static const char *const xpos_labels[QT_XPOS_COUNT] = {QT_XPOS_LIST(X)};
#undef X

static size_t place(qt_str label, const char *const *labels, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (qt_str_equal(label, qt_str_of(labels[i]))) return i;
    return 0;
}

/* The first CELLS cells of a line, and what follows them with its tab. */
static bool split(qt_str line, qt_str cells[CELLS], qt_str *rest)
{
    for (size_t i = 0; i < CELLS; i++) {
        const char *tab = memchr(line.data, '\t', line.size);
        if (!tab) return false;
        cells[i] = (qt_str){line.data, (size_t)(tab - line.data)};
        line = (qt_str){tab + 1, line.size - cells[i].size - 1};
    }
    *rest = (qt_str){line.data - 1, line.size + 1};
    return true;
}

static int write_line(qt_str line, qt_arena *arena)
{
    qt_str cells[CELLS], rest;
    if (!split(line, cells, &rest)) return printf("%.*s", QT_STR_ARG(line)) < 0;
    qt_upos upos = (qt_upos)place(cells[3], upos_labels, QT_UPOS_COUNT);
    qt_xpos xpos = (qt_xpos)place(cells[4], xpos_labels, QT_XPOS_COUNT);
    qt_str lemma = upos ? qt_lemma(cells[1], upos, xpos, arena) : cells[2];
    if (!lemma.data) return 1;
    for (size_t i = 0; i < CELLS; i++)
        if (printf("%s%.*s", i ? "\t" : "", QT_STR_ARG(i == 2 ? lemma : cells[i])) < 0) return 1;
    return printf("%.*s", QT_STR_ARG(rest)) < 0;
}

int main(void)
{
    qt_arena *arena = qt_arena_new((size_t)1 << 20);
    char *line = NULL;
    size_t capacity = 0;
    ssize_t size;
    int status = !arena;
    while (!status && (size = getline(&line, &capacity, stdin)) > 0) {
        status = write_line((qt_str){line, (size_t)size}, arena);
        qt_arena_reset(arena);
    }
    free(line);
    qt_arena_free(arena);
    return status;
}
