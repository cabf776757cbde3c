/* quoth-resolve: who is who across documents, for evaluators.
 *
 * Blocks of profiles come in on standard input as JSON Lines; for each, one line goes out:
 *
 *     {"profiles": [{"key": "d1:3", "document": "d1", "type": "person", "names": ["Anna Orlec"], "titles": [], "roles": [],
 *                    "descriptions": [], "originals": [], "context": [], "age": 32, "date": "2024-03-22", "status": false,
 *                    "anonymous": false, "government": false}…]}          all but key and type may be left out
 *     {"clusters": [0…], "links": [["d1:3", "d2:1", "same", true, ["name"]]…]}   a cluster a profile; merged or not, reasons */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "entities/entities.h"

#define ARENA_BYTES ((size_t)2 << 30)

static qt_str text_of(const json_t *value)
{
    return json_is_string(value) ? (qt_str){json_string_value(value), json_string_length(value)} : (qt_str){"", 0};
}

static bool read_list(const json_t *object, const char *name, qt_arena *arena, qt_strs *out)
{
    const json_t *list = json_object_get(object, name);
    size_t count = json_array_size(list);
    qt_str *items = QT_ARENA_NEW(arena, qt_str, count);
    for (size_t i = 0; items && i < count; i++) items[i] = text_of(json_array_get(list, i));
    *out = (qt_strs){items, items ? count : 0};
    return items != NULL;
}

static int read_profile(const json_t *object, qt_arena *arena, qt_profile *out, quoth_error *error)
{
    const json_t *age = json_object_get(object, "age");
    *out = (qt_profile){.key = text_of(json_object_get(object, "key")),
                        .document = text_of(json_object_get(object, "document")),
                        .date = text_of(json_object_get(object, "date")),
                        .age = QT_ENTITY_NO_AGE,
                        .status = json_is_true(json_object_get(object, "status")),
                        .anonymous = json_is_true(json_object_get(object, "anonymous")),
                        .government = json_is_true(json_object_get(object, "government"))};
    if (json_is_integer(age) && json_integer_value(age) >= 0 && json_integer_value(age) < UINT32_MAX)
        out->age = (uint32_t)json_integer_value(age);
    if (!qt_mention_type_of(text_of(json_object_get(object, "type")), &out->type))
        return qt_fail(error, QUOTH_REFUSED, "no such type");
    if (!read_list(object, "names", arena, &out->names) || !read_list(object, "titles", arena, &out->titles) ||
        !read_list(object, "roles", arena, &out->roles) || !read_list(object, "originals", arena, &out->originals) ||
        !read_list(object, "descriptions", arena, &out->descriptions) ||
        !read_list(object, "context", arena, &out->context))
        return qt_arena_error(arena, error);
    return 0;
}

static json_t *string_of(qt_str s) { return json_stringn(s.data, s.size); }

static void print_clusters(const qt_profile *profiles, size_t count, const qt_entity_clusters *found)
{
    json_t *clusters = json_array(), *links = json_array();
    for (size_t i = 0; i < count; i++) json_array_append_new(clusters, json_integer(found->cluster[i]));
    for (size_t i = 0; i < found->link_count; i++) {
        const qt_entity_link *link = &found->links[i];
        json_t *row = json_array(), *reasons = json_array();
        for (size_t k = 0; k < link->comparison.count; k++)
            json_array_append_new(reasons, string_of(qt_evidence_name(link->comparison.evidence[k].kind)));
        json_array_append_new(row, string_of(profiles[link->a].key));
        json_array_append_new(row, string_of(profiles[link->b].key));
        json_array_append_new(row, string_of(qt_verdict_name(link->comparison.verdict)));
        json_array_append_new(row, json_boolean(link->merged));
        json_array_append_new(row, reasons);
        json_array_append_new(links, row);
    }
    json_t *root = json_pack("{s:o, s:o}", "clusters", clusters, "links", links);
    json_dumpf(root, stdout, JSON_COMPACT);
    printf("\n");
    json_decref(root);
}

static int resolve(const char *line, size_t size, qt_arena *arena, quoth_error *error)
{
    json_error_t json_error;
    qt_entity_clusters found;
    int rc = 0;
    json_t *root = json_loadb(line, size, 0, &json_error);
    if (!root) return qt_fail(error, QUOTH_REFUSED, "%s", json_error.text);
    const json_t *list = json_object_get(root, "profiles");
    size_t count = json_array_size(list);
    qt_profile *profiles = QT_ARENA_NEW(arena, qt_profile, count);
    if (!profiles) rc = qt_arena_error(arena, error);
    for (size_t i = 0; !rc && i < count; i++) rc = read_profile(json_array_get(list, i), arena, &profiles[i], error);
    if (!rc) rc = qt_entity_cluster(profiles, count, NULL, 0, arena, &found, error);
    if (!rc) print_clusters(profiles, count, &found);
    json_decref(root);
    return rc;
}

int main(void)
{
    quoth_error error = {0};
    char *line = NULL;
    size_t capacity = 0, number = 0;
    int rc = 0;
    qt_arena *arena = qt_arena_new(ARENA_BYTES);
    if (!arena) rc = qt_fail(&error, QUOTH_FAILED, "out of memory");
    for (ssize_t size; !rc && (size = getline(&line, &capacity, stdin)) >= 0;) {
        number++;
        qt_arena_reset(arena);
        rc = resolve(line, (size_t)size, arena, &error);
    }
    if (!rc && (ferror(stdin) || fflush(stdout))) rc = qt_fail(&error, QUOTH_FAILED, "reading or writing failed");
    if (rc) fprintf(stderr, "quoth-resolve: line %zu: %s\n", number, error.message);
    free(line);
    qt_arena_free(arena);
    return rc;
}
