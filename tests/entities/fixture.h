/* Profiles from one line: "P Anna Orlec / A. Orlec; role=mayor; age=32; date=2024-03-22; status".
 *
 * The first letter is the type (P person, O organization, L place, G group, E event, X other). Lists are divided by " / ". */
#ifndef TESTS_ENTITIES_FIXTURE_H
#define TESTS_ENTITIES_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "entities/entities.h"

static inline qt_strs make_list(qt_str text, qt_arena *arena)
{
    qt_str *items = QT_ARENA_NEW(arena, qt_str, 16);
    size_t count = 0;
    for (size_t at = 0; at <= text.size && count < 16;) {
        size_t end = at;
        while (end < text.size && !(end + 3 <= text.size && memcmp(text.data + end, " / ", 3) == 0)) end++;
        items[count++] = (qt_str){text.data + at, end - at};
        at = end == text.size ? text.size + 1 : end + 3;
    }
    return (qt_strs){items, count};
}

static inline bool take(qt_str *text, const char *name)
{
    if (!qt_str_starts(*text, qt_str_of(name))) return false;
    text->data += strlen(name);
    text->size -= strlen(name);
    return true;
}

static inline void set_field(qt_profile *p, qt_str field, qt_arena *arena)
{
    if (take(&field, "role=")) p->roles = make_list(field, arena);
    else if (take(&field, "title=")) p->titles = make_list(field, arena);
    else if (take(&field, "desc=")) p->descriptions = make_list(field, arena);
    else if (take(&field, "script=")) p->originals = make_list(field, arena);
    else if (take(&field, "context=")) p->context = make_list(field, arena);
    else if (take(&field, "date=")) p->date = field;
    else if (take(&field, "doc=")) p->document = field;
    else if (take(&field, "age=")) p->age = (uint32_t)strtoul(field.data, NULL, 10);
    else if (take(&field, "status")) p->status = true;
    else if (take(&field, "government")) p->government = true;
    else if (take(&field, "anonymous")) p->anonymous = true;
    else fail_msg("no such field: %.*s", QT_STR_ARG(field));
}

/* The profile of `line`, with `key`, which is its document's key as well. */
static inline qt_profile make_profile(const char *line, const char *key, qt_arena *arena)
{
    static const char letters[] = "POLGEX";
    static const qt_mention_type types[] = {QT_MENTION_PERSON, QT_MENTION_ORGANIZATION, QT_MENTION_PLACE,
                                            QT_MENTION_GROUP,  QT_MENTION_EVENT,        QT_MENTION_OTHER};
    const char *letter = strchr(letters, line[0]);
    qt_profile p = {.key = qt_str_of(key), .document = qt_str_of(key), .age = QT_ENTITY_NO_AGE};
    assert_non_null(letter);
    p.type = types[letter - letters];
    qt_str rest = qt_str_of(line + 2);
    for (bool names = true; rest.data; names = false) {
        const char *end = strstr(rest.data, "; ");
        qt_str field = {rest.data, end ? (size_t)(end - rest.data) : rest.size};
        if (names) p.names = make_list(field, arena);
        else set_field(&p, field, arena);
        rest = end ? qt_str_of(end + 2) : (qt_str){NULL, 0};
    }
    return p;
}

static inline int arena_setup(void **state)
{
    *state = qt_arena_new((size_t)256 << 20);
    return *state ? 0 : -1;
}

static inline int arena_teardown(void **state)
{
    qt_arena_free(*state);
    return 0;
}

static inline void print_comparison(const qt_comparison *c)
{
    print_message("    %.*s %d%s%s\n", QT_STR_ARG(qt_verdict_name(c->verdict)), c->score, c->apart ? " apart" : "",
                  c->if_sole ? " if sole" : "");
    for (size_t i = 0; i < c->count; i++) {
        const qt_evidence *e = &c->evidence[i];
        print_message("    %s %.*s: %.*s / %.*s\n", e->against ? "-" : "+",
                      QT_STR_ARG(qt_evidence_says(e->kind, e->against)), QT_STR_ARG(e->a), QT_STR_ARG(e->b));
    }
}

static inline bool share_key(const qt_entity_keys *a, const qt_entity_keys *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (qt_str_equal(a->items[i].text, b->items[k].text)) return true;
    return false;
}

#endif
