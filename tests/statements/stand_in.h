/* Tags and trees for tests that give finds by hand. */
#ifndef TESTS_STATEMENTS_STAND_IN_H
#define TESTS_STATEMENTS_STAND_IN_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "statements/statements.h"

#define X(value, label) {label, sizeof label - 1},
static const qt_str upos_names[] = {QT_UPOS_LIST(X)};
static const qt_str xpos_names[] = {QT_XPOS_LIST(X)};
static const qt_str dep_names[] = {QT_DEP_LIST(X)};
#undef X

static const qt_label_lists stand_in_labels = {
    .upos = {upos_names, sizeof upos_names / sizeof *upos_names},
    .xpos = {xpos_names, sizeof xpos_names / sizeof *xpos_names},
    .deprel = {dep_names, sizeof dep_names / sizeof *dep_names},
};

/* Labels are the enums' values less the 0 of "none". */
static inline qt_word stand_in_word(qt_upos upos, qt_xpos xpos, qt_dep dep, uint32_t head)
{
    return (qt_word){head, (uint8_t)(upos - 1), (uint8_t)(xpos - 1), (uint8_t)(dep - 1)};
}

static inline qt_syntax stand_in_syntax(qt_arena *arena, qt_word *words, size_t count)
{
    qt_grammar *grammar = QT_ARENA_NEW(arena, qt_grammar, 1);
    qt_grammar_read(&stand_in_labels, grammar);
    return (qt_syntax){grammar, words, count};
}

/* Trees that tell nothing: every word hangs off its sentence's first one, and every word is a verb of the form that its
 * ending shows. */
static inline qt_syntax flat_syntax(const qt_text *text, qt_arena *arena)
{
    qt_word *words = QT_ARENA_NEW(arena, qt_word, text->token_count);
    for (uint32_t t = 0; t < text->token_count; t++) {
        const qt_str w = qt_str_at(text->bytes, text->tokens[t].span);
        const uint32_t first = text->sentences[text->tokens[t].sentence].first;
        const qt_xpos xpos = qt_str_ends(w, QT_STR("ing"))  ? QT_XPOS_VBG
                             : qt_str_ends(w, QT_STR("s"))  ? QT_XPOS_VBZ
                             : qt_str_ends(w, QT_STR("ed")) ? QT_XPOS_VBD
                                                            : QT_XPOS_VBP;
        words[t] =
            stand_in_word(QT_UPOS_VERB, xpos, t == first ? QT_DEP_ROOT : QT_DEP_DEP, t == first ? QT_NONE : first);
    }
    return stand_in_syntax(arena, words, text->token_count);
}

/* The tree of a text, one word a token: "form/XPOS/deprel/head", head counted from 1 in the sentence and 0 for its root.
 * Words are parted by blanks; forms are only for the reader. */
static inline qt_syntax parsed_syntax(const qt_text *text, const char *parse, qt_arena *arena)
{
    qt_word *words = QT_ARENA_NEW(arena, qt_word, text->token_count);
    for (uint32_t t = 0; t < text->token_count; t++) {
        char form[64], xpos[16], dep[32];
        unsigned head;
        int used = 0;
        if (sscanf(parse, " %63[^/]/%15[^/]/%31[^/]/%u%n", form, xpos, dep, &head, &used) != 4) abort();
        parse += used;
        qt_str token = qt_str_at(text->bytes, text->tokens[t].span);
        if (!qt_str_equal(token, qt_str_of(form))) {
            fprintf(stderr, "token \"%.*s\" is not \"%s\"\n", QT_STR_ARG(token), form);
            abort();
        }
        qt_xpos x = QT_XPOS_NONE;
        qt_dep d = QT_DEP_NONE;
        for (int i = 1; i < QT_XPOS_COUNT; i++)
            if (qt_str_equal(xpos_names[i - 1], qt_str_of(xpos))) x = (qt_xpos)i;
        for (int i = 1; i < QT_DEP_COUNT; i++)
            if (qt_str_equal(dep_names[i - 1], qt_str_of(dep))) d = (qt_dep)i;
        if (x == QT_XPOS_NONE || d == QT_DEP_NONE) abort();
        const bool verb = xpos[0] == 'V', noun = xpos[0] == 'N';
        const qt_upos u =
            verb   ? (d == QT_DEP_AUX || d == QT_DEP_AUX_PASS || d == QT_DEP_COP ? QT_UPOS_AUX : QT_UPOS_VERB)
            : noun ? (x == QT_XPOS_NNP || x == QT_XPOS_NNPS ? QT_UPOS_PROPN : QT_UPOS_NOUN)
            : x == QT_XPOS_MD ? QT_UPOS_AUX
            : xpos[0] == 'J'  ? QT_UPOS_ADJ
            : xpos[0] == 'R'  ? QT_UPOS_ADV
            : xpos[0] == 'P'  ? QT_UPOS_PRON
                              : QT_UPOS_X;
        const uint32_t first = text->sentences[text->tokens[t].sentence].first;
        words[t] = stand_in_word(u, x, d, head ? first + head - 1 : QT_NONE);
    }
    return stand_in_syntax(arena, words, text->token_count);
}

#endif
