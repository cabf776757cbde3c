/* A text with tags and, where asked for, a tree, given by hand as the network would give them. */
#ifndef TESTS_MENTIONS_FIXTURE_H
#define TESTS_MENTIONS_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mentions/mentions.h"

enum { MOST_WORDS = 64, TEXT_BYTES = 2048 };

static const qt_str upos_names[] = {{"PUNCT", 5}, {"X", 1}};
#define X(value, label) {label, sizeof label - 1},
static const qt_str xpos_names[] = {QT_XPOS_LIST(X)};
static const qt_str dep_names[] = {QT_DEP_LIST(X)};
#undef X
#define X(value, name) {name, sizeof name - 1},
static const qt_str type_names[] = {QT_MENTION_TYPE_LIST(X)};
#undef X

#define LABELS(names)                          \
    {                                          \
        names, sizeof(names) / sizeof *(names) \
    }
static const qt_label_lists labels = {
    .upos = LABELS(upos_names), .xpos = LABELS(xpos_names), .deprel = LABELS(dep_names), .names = LABELS(type_names)};

typedef struct fixture {
    qt_arena *arena;
    qt_grammar grammar;
    qt_text text;
    qt_word words[MOST_WORDS];
    uint8_t tag_space[MOST_WORDS];
    uint8_t *tags;
    char bytes[TEXT_BYTES];
    qt_mention *mentions;
    size_t count;
} fixture;

static inline int setup(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = qt_arena_new((size_t)64 << 20);
    f->tags = f->tag_space;
    qt_grammar_read(&labels, &f->grammar);
    *state = f;
    return 0;
}

static inline int teardown(void **state)
{
    fixture *f = *state;
    qt_arena_free(f->arena);
    free(f);
    return 0;
}

/* In the name's sentence, and no part of the name. */
static inline void check_beside(const fixture *f, const qt_mention *m, const qt_span_list *list)
{
    qt_span sentence = f->text.sentences[f->text.tokens[m->first].sentence].span;
    for (size_t i = 0; i < list->count; i++) {
        assert_true(qt_span_contains(sentence, list->items[i]) && !qt_span_empty(list->items[i]));
        assert_false(qt_span_overlaps(m->span, list->items[i]));
    }
}

static inline void read_mentions(fixture *f, qt_word *words)
{
    quoth_error error = {0};
    qt_syntax syntax = {&f->grammar, words, f->text.token_count};
    assert_int_equal(
        qt_mentions_read(&f->text, &syntax, &labels.names, f->tags, f->arena, &f->mentions, &f->count, &error),
        QUOTH_OK);
    for (size_t i = 0; i < f->count; i++) {
        const qt_mention *m = &f->mentions[i];
        assert_true(m->first < m->last && m->last <= f->text.token_count);
        assert_int_equal(m->span.begin, f->text.tokens[m->first].span.begin);
        assert_int_equal(m->span.end, f->text.tokens[m->last - 1].span.end);
        if (i) assert_true(f->mentions[i - 1].last <= m->first);
        check_beside(f, m, &m->beside->titles);
        check_beside(f, m, &m->beside->roles);
        check_beside(f, m, &m->beside->appositions);
        assert_true(m->acronym_of == QT_NONE || (m->acronym_of < f->count && m->acronym_of != i));
    }
}

/* Reads "[person Dana Orlec] left [place Lisgard] ." as a text with these names tagged; no tree.
 */
static inline void read_names(fixture *f, const char *marked)
{
    quoth_error error = {0};
    struct {
        uint32_t begin, end;
        qt_mention_type type;
    } names[MOST_WORDS];
    size_t size = 0, count = 0;
    for (const char *c = marked; *c; c++) {
        if (*c == '[') {
            const char *blank = strchr(c, ' ');
            assert_non_null(blank);
            assert_true(qt_mention_type_of((qt_str){c + 1, (size_t)(blank - c - 1)}, &names[count].type));
            names[count].begin = (uint32_t)size;
            c = blank;
        } else if (*c == ']') {
            names[count++].end = (uint32_t)size;
        } else {
            f->bytes[size++] = *c;
        }
    }
    f->bytes[size] = '\0';
    assert_int_equal(qt_text_read((qt_str){f->bytes, size}, 0, f->arena, &f->text, &error), QUOTH_OK);
    assert_true(f->text.token_count <= MOST_WORDS);
    memset(f->tags, 0, MOST_WORDS);
    for (size_t n = 0; n < count; n++) {
        size_t first = qt_text_token_at(&f->text, names[n].begin), last = qt_text_token_at(&f->text, names[n].end);
        for (size_t t = first; t < last; t++) f->tags[t] = (uint8_t)(2 * names[n].type + (t == first ? 1 : 2));
    }
    read_mentions(f, NULL);
}

static inline uint8_t index_of(const qt_str *names, size_t count, qt_str name)
{
    for (size_t i = 0; i < count; i++)
        if (qt_str_equal(names[i], name)) return (uint8_t)i;
    fail_msg("no label %.*s", QT_STR_ARG(name));
    return 0;
}

/* Reads rows of "form xpos head deprel tag" (head from 1, 0 a root; tag "-" or the type of the name that begins, "+" where
 * it goes on) as one sentence. */
static inline void read_tree(fixture *f, const char *rows)
{
    quoth_error error = {0};
    size_t size = 0, count = 0;
    for (const char *row = rows; *row; count++) {
        char cells[5][32];
        for (int cell = 0; cell < 5; cell++) {
            size_t n = strcspn(row, " \n");
            assert_true(n && n < sizeof cells[cell]);
            memcpy(cells[cell], row, n);
            cells[cell][n] = '\0';
            row += n + (row[n] != '\0');
        }
        if (count) f->bytes[size++] = ' ';
        memcpy(f->bytes + size, cells[0], strlen(cells[0]));
        size += strlen(cells[0]);
        unsigned long head = strtoul(cells[2], NULL, 10);
        uint8_t mark = strcmp(cells[1], ",") == 0 || strcmp(cells[1], ".") == 0 ? 0 : 1;
        f->words[count] = (qt_word){head ? (uint32_t)head - 1 : QT_NONE, mark,
                                    index_of(xpos_names, labels.xpos.count, qt_str_of(cells[1])),
                                    index_of(dep_names, labels.deprel.count, qt_str_of(cells[3]))};
        qt_mention_type type;
        if (strcmp(cells[4], "+") == 0) f->tags[count] = (uint8_t)(f->tags[count - 1] + f->tags[count - 1] % 2);
        else f->tags[count] = qt_mention_type_of(qt_str_of(cells[4]), &type) ? (uint8_t)(2 * type + 1) : 0;
    }
    assert_int_equal(qt_text_read((qt_str){f->bytes, size}, 0, f->arena, &f->text, &error), QUOTH_OK);
    assert_int_equal(f->text.token_count, count);
    read_mentions(f, f->words);
}

static inline void append(char shown[TEXT_BYTES], qt_str s)
{
    size_t n = strlen(shown);
    assert_true(n + s.size < TEXT_BYTES);
    memcpy(shown + n, s.data, s.size);
    shown[n + s.size] = '\0';
}

/* "person:Dana Orlec place:Lisgard", "|" between names. */
static inline void assert_names(const fixture *f, const char *expected)
{
    char shown[TEXT_BYTES] = "";
    for (size_t i = 0; i < f->count; i++) {
        if (i) append(shown, QT_STR("|"));
        append(shown, qt_mention_type_name((qt_mention_type)f->mentions[i].type));
        append(shown, QT_STR(":"));
        append(shown, qt_str_at(f->text.bytes, f->mentions[i].span));
    }
    assert_string_equal(shown, expected);
}

/* Spans of one mention, "|" between them. */
static inline void assert_spans(const fixture *f, const qt_span_list *list, const char *expected)
{
    char shown[TEXT_BYTES] = "";
    for (size_t i = 0; i < list->count; i++) {
        if (i) append(shown, QT_STR("|"));
        append(shown, qt_str_at(f->text.bytes, list->items[i]));
    }
    assert_string_equal(shown, expected);
}

static inline void assert_age(const fixture *f, const qt_mention *m, const char *expected, uint32_t years)
{
    qt_str age = qt_str_at(f->text.bytes, m->beside->age.span);
    assert_int_equal(age.size, strlen(expected));
    assert_memory_equal(age.data, expected, age.size);
    assert_int_equal(m->beside->age.years, years);
}

#endif
