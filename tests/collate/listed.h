/* A case file of one's own for each test, and what it lists. */
#ifndef TESTS_COLLATE_LISTED_H
#define TESTS_COLLATE_LISTED_H

#include "fixture.h"

static char *folder, *path;

static inline int setup(void **state)
{
    (void)state;
    folder = fx_folder();
    path = fx_path(folder, "a.case");
    return 0;
}

static inline int teardown(void **state)
{
    (void)state;
    free(path);
    fx_remove_folder(folder);
    return 0;
}

static inline json_t *entities(qt_case *c, const char *type)
{
    json_t *rows = json_array();
    quoth_error error = {0};
    const qt_entity_filter filter = {.type = qt_str_of(type)};
    if (qt_case_entities(c, &filter, fx_collect, rows, &error)) fail_msg("%s", error.message);
    return rows;
}

/* The row of that name; fails where there is none or more than one. */
static inline json_t *named(json_t *rows, const char *name)
{
    size_t i;
    json_t *row, *found = NULL;
    json_array_foreach(rows, i, row)
        if (strcmp(fx_string(row, "name"), name) == 0) {
            if (found) fail_msg("two entities are called %s", name);
            found = row;
        }
    if (!found) fail_msg("nobody is called %s", name);
    return found;
}

static inline json_int_t number(const json_t *row, const char *field)
{
    return json_integer_value(json_object_get(row, field));
}

static inline void assert_holds(const json_t *row, const char *words, bool wanted)
{
    char *text = json_dumps(row, JSON_ENCODE_ANY);
    if ((strstr(text, words) != NULL) != wanted) fail_msg("%s: %s", words, text);
    free(text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
