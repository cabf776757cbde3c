/* What people decide about entities: obeyed, undone without a trace, and the same whenever the documents come. */
#include "fixture.h"

static char *folder, *path, *other;
static qt_case *c;

enum { DOCUMENTS = 4 };
static told docs[DOCUMENTS];
static char keys[DOCUMENTS][64]; /* of the person in each */

static void make_documents(void)
{
    static const char *const TEXTS[DOCUMENTS] = {
        "The harbour master Tamsin Orlec said that Pier Nine was shut.", "Tamsin Orlec, the harbour master, slept.",
        "Tamsin Orlec, the harbour master, opened the sluice.", "A letter from Orlec, allegedly a diver, came late."};
    static const char *const NAMES[DOCUMENTS] = {"Tamsin Orlec", "Tamsin Orlec", "Tamsin Orlec", "Orlec"};
    for (size_t i = 0; i < DOCUMENTS; i++) {
        char hex[65];
        docs[i] = told_new(TEXTS[i]);
        uint32_t r = told_name(&docs[i], NAMES[i], 1, QT_MENTION_PERSON, i < 3 ? "harbour master" : NULL, 0);
        qt_span span = fx_span(&docs[i].f, NAMES[i], 1);
        qt_sha256_hex(&docs[i].f.document.sha256, hex);
        snprintf(keys[i], sizeof keys[i], "%.16s:%u-%u", hex, span.begin, span.end);
        if (i) continue;
        qt_statement *s =
            fx_simple(&docs[0].f, fx_span(&docs[0].f, "The harbour master Tamsin Orlec", 1),
                      fx_span(&docs[0].f, "said", 1), fx_span(&docs[0].f, "that Pier Nine was shut", 1), "say");
        s->sources[0].referent = r;
    }
}

static int setup(void **state)
{
    (void)state;
    folder = fx_folder();
    path = fx_path(folder, "a.case");
    other = fx_path(folder, "b.case");
    make_documents();
    c = fx_open(path, QT_CASE_CREATE);
    for (size_t i = 0; i < DOCUMENTS; i++) told_store(c, &docs[i]);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    for (size_t i = 0; i < DOCUMENTS; i++) told_free(&docs[i]);
    qt_case_close(c);
    fx_assert_sound(path);
    free(path);
    free(other);
    fx_remove_folder(folder);
    return 0;
}

static char uid[40];
static quoth_error failure;

static int keep(void *context, json_t *row)
{
    (void)context;
    snprintf(uid, sizeof uid, "%s", fx_string(row, "uid"));
    return 0;
}

static int decide(const char *author, qt_action action, const char *key, const char *second)
{
    bool pair = action == QT_ACTION_MERGE || action == QT_ACTION_SPLIT || action == QT_ACTION_NOT_SAME;
    failure = (quoth_error){0};
    const qt_decision d = {.action = action,
                           .author = qt_str_of(author),
                           .key = qt_str_of(action == QT_ACTION_UNDO ? NULL : key),
                           .undoes = qt_str_of(action == QT_ACTION_UNDO ? key : NULL),
                           .other = qt_str_of(pair ? second : NULL),
                           .value = qt_str_of(pair ? NULL : second)};
    return qt_collate_decide(c, &d, keep, NULL, &failure);
}

static json_t *entities(void)
{
    json_t *rows = json_array();
    quoth_error error = {0};
    if (qt_case_entities(c, NULL, fx_collect, rows, &error)) fail_msg("%s", error.message);
    return rows;
}

/* Which documents' persons are together, as "0 0 1 2": the number of the first that is in one entity with each. */
static const char *together(void)
{
    static char out[3 * DOCUMENTS];
    int64_t ids[DOCUMENTS];
    for (size_t i = 0; i < DOCUMENTS; i++) {
        quoth_error error = {0};
        if (qt_case_find_entity(c, qt_str_of(keys[i]), &ids[i], &error)) fail_msg("%s", error.message);
        size_t first = 0;
        while (ids[first] != ids[i]) first++;
        out[2 * i] = (char)('0' + first);
        out[2 * i + 1] = i + 1 < DOCUMENTS ? ' ' : '\0';
    }
    return out;
}

static void test_merge_and_undo(void **state)
{
    (void)state;
    assert_string_equal(together(), "0 0 0 3");
    assert_int_equal(decide("Ada", QT_ACTION_MERGE, keys[3], keys[0]), 0);
    assert_string_equal(together(), "0 0 0 0");
    json_t *rows = entities();
    assert_string_equal(fx_string(json_array_get(rows, 0), "status"), "decided");
    assert_int_equal(json_array_size(json_object_get(json_array_get(rows, 0), "decisions")), 1);
    json_decref(rows);
    char merged[40];
    snprintf(merged, sizeof merged, "%s", uid);
    assert_int_equal(decide("Bo", QT_ACTION_UNDO, merged, NULL), 0);
    assert_string_equal(together(), "0 0 0 3");
    assert_int_equal(decide("Ada", QT_ACTION_UNDO, uid, NULL), 0); /* the undo is undone */
    assert_string_equal(together(), "0 0 0 0");
}

static void test_split_and_undo(void **state)
{
    (void)state;
    assert_int_equal(decide("Ada", QT_ACTION_SPLIT, keys[1], keys[0]), 0);
    const char *now = together();
    assert_int_not_equal(now[0], now[2]);
    assert_int_equal(decide("Ada", QT_ACTION_UNDO, uid, NULL), 0);
    assert_string_equal(together(), "0 0 0 3");
}

/* It is remembered when one of them is read again, and when another document comes. */
static void test_not_same_is_remembered(void **state)
{
    (void)state;
    quoth_error error = {0};
    assert_int_equal(decide("Ada", QT_ACTION_NOT_SAME, keys[1], keys[0]), 0);
    int64_t id = fx_number(path, "SELECT id FROM document ORDER BY id LIMIT 1 OFFSET 1");
    if (qt_collate_restore(c, id, &docs[1].f.document, &docs[1].f.annotation, fx_model(), &error))
        fail_msg("%s", error.message);
    const char *now = together();
    assert_int_not_equal(now[0], now[2]);
    told more = told_new("So said Tamsin Orlec, the harbour master, of old.");
    told_name(&more, "Tamsin Orlec", 1, QT_MENTION_PERSON, "harbour master", 0);
    told_store(c, &more);
    now = together();
    assert_int_not_equal(now[0], now[2]);
    told_free(&more);
}

/* Decisions first and documents afterwards come to the same. */
static void test_any_order(void **state)
{
    (void)state;
    char before[3 * DOCUMENTS];
    assert_int_equal(decide("Ada", QT_ACTION_NOT_SAME, keys[1], keys[0]), 0);
    assert_int_equal(decide("Ada", QT_ACTION_MERGE, keys[3], keys[0]), 0);
    assert_int_equal(decide("Ada", QT_ACTION_RENAME, keys[0], "T. Orlec the Elder"), 0);
    snprintf(before, sizeof before, "%s", together());
    qt_case *from = c, *into = fx_open(other, QT_CASE_CREATE);
    size_t added = 0;
    assert_int_equal(qt_collate_take_decisions(into, from, &added, NULL), 0);
    assert_int_equal(added, 3);
    for (size_t i = DOCUMENTS; i-- > 0;) told_store(into, &docs[i]);
    c = into;
    assert_string_equal(together(), before);
    int64_t id = 0;
    assert_int_equal(qt_case_find_entity(c, QT_STR("T. Orlec the Elder"), &id, NULL), 0);
    qt_case_close(into);
    c = from;
    fx_assert_sound(other);
}

static void assert_name(const char *name, const char *status)
{
    json_t *rows = entities();
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        if (strcmp(fx_string(row, "name"), name) != 0) continue;
        assert_string_equal(fx_string(row, "status"), status);
        json_decref(rows);
        return;
    }
    fail_msg("nobody is called %s", name);
}

/* Two people name one entity by two of its keys: a conflict all the same, and the machine's name stands. */
static void test_names(void **state)
{
    (void)state;
    assert_int_equal(decide("Ada", QT_ACTION_RENAME, keys[0], "Tamsin A. Orlec"), 0);
    assert_name("Tamsin A. Orlec", "decided");
    const qt_statement_filter filter = {.source = QT_STR("tamsin a.")};
    json_t *rows = json_array();
    assert_int_equal(qt_case_statements(c, &filter, fx_collect, rows, NULL), 0);
    assert_int_equal(json_array_size(rows), 1);
    const json_t *source = json_array_get(json_object_get(json_array_get(rows, 0), "sources"), 0);
    assert_string_equal(fx_string(source, "text"), "The harbour master Tamsin Orlec");
    assert_string_equal(fx_string(source, "name"), "Tamsin A. Orlec");
    assert_string_equal(fx_string(source, "resolved"), "person");
    assert_string_equal(fx_string(source, "by"), "Ada");
    assert_string_equal(fx_string(json_object_get(source, "machine"), "resolved"), "printed");
    json_decref(rows);
    assert_int_equal(decide("Bo", QT_ACTION_RENAME, keys[2], "Old Orlec"), 0);
    assert_name("Tamsin Orlec", "in conflict");
    assert_int_equal(decide("Bo", QT_ACTION_RENAME, keys[1], "Tamsin A. Orlec"), 0);
    assert_name("Tamsin A. Orlec", "decided");
    assert_int_equal(decide("Ada", QT_ACTION_RETYPE, keys[3], "organization"), 0);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM entity WHERE type = 'organization'"), 1);
}

static void test_delete(void **state)
{
    (void)state;
    assert_int_equal(decide("Ada", QT_ACTION_DELETE, keys[2], NULL), 0);
    json_t *rows = entities(), *all = json_array();
    const qt_entity_filter hidden_too = {.deleted = true};
    assert_int_equal(json_array_size(rows), 1);
    assert_int_equal(qt_case_entities(c, &hidden_too, fx_collect, all, NULL), 0);
    assert_int_equal(json_array_size(all), 2);
    json_decref(rows);
    json_decref(all);
    assert_name("Orlec", "unchecked");
}

static void test_set_source_to_an_entity(void **state)
{
    (void)state;
    char key[64] = "1";
    assert_int_equal(decide("Ada", QT_ACTION_SET_SOURCE, key, keys[3]), 0);
    json_t *rows = fx_statements(c);
    const json_t *source = json_array_get(json_object_get(json_array_get(rows, 0), "sources"), 0);
    assert_string_equal(fx_string(source, "name"), "Orlec");
    assert_string_equal(fx_string(json_object_get(source, "machine"), "name"), "Tamsin Orlec");
    assert_true(json_is_integer(json_object_get(source, "entity")));
    json_decref(rows);
    assert_int_equal(decide("Ada", QT_ACTION_SET_SOURCE, key, "0000000000000000:1-2"), QUOTH_USAGE);
}

/* Keys of referents, beginnings, names; two that begin alike; one that is another's beginning. */
static void test_keys(void **state)
{
    (void)state;
    char start[20];
    snprintf(start, sizeof start, "%.12s", keys[3]);
    assert_int_equal(decide("Ada", QT_ACTION_RENAME, start, "A. Orlec"), 0);
    assert_int_equal(decide("Ada", QT_ACTION_RENAME, "A. Orlec", "B. Orlec"), 0);
    assert_name("B. Orlec", "decided");
    assert_int_equal(decide("Ada", QT_ACTION_RENAME, "Nobody", "B. Orlec"), QUOTH_USAGE);
    assert_int_equal(decide("Ada", QT_ACTION_MERGE, keys[0], keys[0]), QUOTH_USAGE);
    assert_non_null(strstr(failure.message, "two keys are one"));
    assert_int_equal(decide("Ada", QT_ACTION_MERGE, keys[0], "x'; DROP TABLE entity; --"), QUOTH_USAGE);
    assert_int_equal(decide("Ada", QT_ACTION_RETYPE, keys[0], "suspect"), QUOTH_USAGE);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_merge_and_undo), TEST(test_split_and_undo), TEST(test_not_same_is_remembered),  TEST(test_any_order),
        TEST(test_names),          TEST(test_delete),         TEST(test_set_source_to_an_entity), TEST(test_keys)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
