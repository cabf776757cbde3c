/* Statements: every field of the contract, their order, their keys, and the filters. */
#include "fixture.h"

static char *folder, *path;

static int setup(void **state)
{
    (void)state;
    folder = fx_folder();
    path = fx_path(folder, "a.case");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    free(path);
    fx_remove_folder(folder);
    return 0;
}

static void test_statement_fields(void **state)
{
    (void)state;
    fx f = fx_report();
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    assert_int_equal(fx_store(c, &f), QT_STORED_NEW);
    json_t *rows = fx_statements(c);
    assert_int_equal(json_array_size(rows), 5);
    qt_key keys[FX_ITEMS];
    assert_true(qt_statement_keys(&f.document.sha256, f.annotation.statements, 5, keys));
    for (size_t i = 0; i < 5; i++) {
        json_t *row = json_array_get(rows, i);
        assert_fields(row, statement_fields());
        assert_string_equal(fx_string(row, "key"), keys[i].text);
        /* All that the annotator said is there again: the same object, but for what only the case file knows. */
        json_t *made = qt_statement_json(&f.annotation.text, &f.annotation.statements[i]);
        static const char *const OWN[] = {"id", "key", "document", "via", "within"};
        for (size_t k = 0; k < sizeof OWN / sizeof *OWN; k++)
            json_object_set(made, OWN[k], json_object_get(row, OWN[k]));
        char *expected = json_dumps(made, QT_JSON_FLAGS);
        assert_json(row, expected);
        free(expected);
        json_decref(made);
    }
    json_t *denial = json_array_get(rows, 2);
    assert_true(json_equal(json_object_get(json_array_get(rows, 1), "within"), json_object_get(denial, "id")));
    assert_json(json_object_get(denial, "within"), "null");
    assert_json(json_object_get(denial, "via"), "[\"The Ostrel Lantern\",\"Coast Wire\"]");
    assert_json(json_object_get(denial, "document"),
                "{\"id\":1,\"name\":\"a.txt\",\"title\":\"Ferry was late, says harbour\",\"publisher\":\"The Ostrel "
                "Lantern\",\"url\":\"https://lantern.example/ferry\",\"published\":\"2031-02-07\"}");
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
    fx_free(&f);
}

/* Views for people: the words, and the hedges beside them. */
static void test_ledger(void **state)
{
    (void)state;
    fx f = fx_report();
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    fx_store(c, &f);
    qt_case_close(c);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM ledger"), 5);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM ledger WHERE source = 'She → Lin Okoro (machine)'"
                                     " AND cue = 'made … claim' AND words = 'about the crew' AND hedges = 'reportedly'"
                                     " AND kind = 'accusation' AND document = 'a.txt'"
                                     " AND publisher = 'The Ostrel Lantern' AND sentence LIKE 'She reportedly made%'"),
                     1);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM ledger WHERE source = 'the council; it'"), 1);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM ledger WHERE source IS NULL"
                                     " AND hedges = '(a hedge in the sentence is not placed)'"),
                     1);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM ledger WHERE words IS NULL AND cue = 'claims'"), 1);
    fx_free(&f);
}

/* Datasette finds a table's index by this very text. */
static void test_datasette_finds_index(void **state)
{
    (void)state;
    qt_case_close(fx_open(path, QT_CASE_CREATE));
    assert_int_equal(fx_number(path, "SELECT count(*) FROM sqlite_master WHERE rootpage = 0 AND sql LIKE"
                                     " '%VIRTUAL TABLE%USING FTS%content=\"statement\"%'"),
                     1);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM sqlite_master WHERE rootpage = 0 AND sql LIKE"
                                     " '%VIRTUAL TABLE%USING FTS%content=\"document\"%'"),
                     1);
}

/* Ids aside, a case file does not depend on the order in which documents came. */
static json_t *contents_in_order(const int *order, const char *name)
{
    char *file = fx_path(folder, name);
    qt_case *c = fx_open(file, QT_CASE_CREATE);
    for (; *order; order++) {
        fx f = *order == 9 ? fx_report() : fx_small(*order % 4);
        if (*order > 3 && *order < 9) {
            f.document.path = *order > 5 ? QT_STR("x.txt") : QT_STR("y.txt");
            f.document.publisher = *order % 2 ? QT_STR("Pear") : (qt_str){NULL, 0};
            f.document.title = *order == 6 ? QT_STR("Orchard") : (qt_str){NULL, 0};
        }
        fx_store(c, &f);
        fx_free(&f);
    }
    json_t *out = json_object();
    json_t *statements = fx_statements(c), *documents = fx_documents(c), *row;
    size_t i;
    json_array_foreach(statements, i, row) {
        json_object_del(row, "id");
        json_object_del(row, "within");
        json_object_del(json_object_get(row, "document"), "id");
    }
    json_array_foreach(documents, i, row) json_object_del(row, "id");
    json_object_set_new(out, "statements", statements);
    json_object_set_new(out, "documents", documents);
    qt_case_close(c);
    fx_assert_sound(file);
    free(file);
    return out;
}

static void test_order_does_not_matter(void **state)
{
    (void)state;
    json_t *one = contents_in_order((const int[]){1, 2, 3, 4, 5, 6, 7, 8, 9, 0}, "one.case");
    json_t *two = contents_in_order((const int[]){9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, "two.case");
    json_t *three = contents_in_order((const int[]){6, 1, 9, 7, 3, 8, 5, 2, 4, 0}, "three.case");
    char *first = json_dumps(one, 0), *second = json_dumps(two, 0), *third = json_dumps(three, 0);
    assert_string_equal(first, second);
    assert_string_equal(first, third);
    free(first);
    free(second);
    free(third);
    json_decref(one);
    json_decref(two);
    json_decref(three);
}

/* Rows come by the document's hash, then by the cue's begin. */
static void test_canonical_order(void **state)
{
    (void)state;
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    for (int i = 1; i < 8; i++) {
        fx f = i == 4 ? fx_report() : fx_small(i);
        fx_store(c, &f);
        fx_free(&f);
    }
    json_t *rows = fx_statements(c);
    assert_int_equal(json_array_size(rows), 11);
    for (size_t i = 1; i < 11; i++) {
        const char *before = fx_string(json_array_get(rows, i - 1), "key"),
                   *here = fx_string(json_array_get(rows, i), "key");
        int order = strncmp(before, here, 16);
        assert_true(order < 0 || (order == 0 && strtol(before + 17, NULL, 10) < strtol(here + 17, NULL, 10)));
    }
    json_decref(rows);
    qt_case_close(c);
}

/* Two statements of one cue: numbered by their contents, whichever stands first in the array. */
static void test_keys_of_one_cue(void **state)
{
    (void)state;
    fx f = fx_new("Both said the well was dry and the road shut.\n");
    qt_span both = fx_span(&f, "Both", 1), said = fx_span(&f, "said", 1);
    fx_simple(&f, both, said, fx_span(&f, "the road shut", 1), "say");
    fx_simple(&f, both, said, fx_span(&f, "the well was dry", 1), "say");
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    fx_store(c, &f);
    json_t *rows = fx_statements(c);
    const char *first = fx_string(json_array_get(rows, 0), "key"), *second = fx_string(json_array_get(rows, 1), "key");
    assert_int_equal(strncmp(second, first, strlen(first)), 0);
    assert_string_equal(second + strlen(first), ".2");
    assert_string_equal(first + 16, ":5-9");
    json_t *content = json_array_get(json_object_get(json_array_get(rows, 1), "content"), 0);
    assert_string_equal(fx_string(content, "text"), "the road shut");
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
    fx_free(&f);
}

static size_t filtered(qt_case *c, qt_statement_filter filter)
{
    json_t *rows = json_array();
    quoth_error error = {0};
    if (qt_case_statements(c, &filter, fx_collect, rows, &error)) fail_msg("%s", error.message);
    size_t count = json_array_size(rows);
    json_decref(rows);
    return count;
}

static int stop_at_once(void *context, json_t *row)
{
    (void)row;
    ++*(int *)context;
    return 77;
}

static void test_filters(void **state)
{
    (void)state;
    fx f = fx_report(), small = fx_small(5);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    fx_store(c, &f);
    fx_store(c, &small);
    assert_int_equal(filtered(c, (qt_statement_filter){0}), 6);
    assert_int_equal(filtered(c, (qt_statement_filter){.source = QT_STR("OKORO")}), 3); /* printed, resolved, printed */
    assert_int_equal(filtered(c, (qt_statement_filter){.source = QT_STR("okoro’S")}), 1);
    assert_int_equal(filtered(c, (qt_statement_filter){.source = QT_STR("%")}), 0);
    assert_int_equal(filtered(c, (qt_statement_filter){.kind = QT_STR("denial")}), 1);
    assert_int_equal(filtered(c, (qt_statement_filter){.about = QT_STR("gate 35")}), 1);
    assert_int_equal(filtered(c, (qt_statement_filter){.document = QT_STR("5.TXT")}), 1);
    assert_int_equal(filtered(c, (qt_statement_filter){.document = QT_STR("ferry was")}), 5);
    char hex[65];
    qt_sha256_hex(&f.document.sha256, hex);
    assert_int_equal(filtered(c, (qt_statement_filter){.document = {hex, 12}}), 5);
    assert_int_equal(filtered(c, (qt_statement_filter){.min_confidence = 0.5}), 5);
    assert_int_equal(filtered(c, (qt_statement_filter){.kind = QT_STR("denial"), .source = QT_STR("warden")}), 0);
    quoth_error error = {0};
    int rows = 0;
    assert_int_equal(qt_case_statements(c, &(qt_statement_filter){.kind = QT_STR("joke")}, stop_at_once, &rows, &error),
                     QUOTH_USAGE);
    assert_int_equal(qt_case_statements(c, NULL, stop_at_once, &rows, NULL), 77);
    assert_int_equal(rows, 1);
    qt_case_close(c);
    fx_free(&f);
    fx_free(&small);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_statement_fields),
        TEST(test_ledger),
        TEST(test_datasette_finds_index),
        TEST(test_order_does_not_matter),
        TEST(test_canonical_order),
        TEST(test_keys_of_one_cue),
        TEST(test_filters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
