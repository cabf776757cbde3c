/* Full text, and one statement in its context. */
#include "fixture.h"

static char *folder, *path;
static qt_case *file;
static fx report;

static int setup(void **state)
{
    (void)state;
    folder = fx_folder();
    path = fx_path(folder, "a.case");
    file = fx_open(path, QT_CASE_CREATE);
    report = fx_report();
    fx_store(file, &report);
    for (int i = 1; i <= 3; i++) {
        fx f = fx_small(i);
        fx_store(file, &f);
        fx_free(&f);
    }
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fx_free(&report);
    qt_case_close(file);
    free(path);
    fx_remove_folder(folder);
    return 0;
}

static json_t *search(const char *query)
{
    json_t *rows = json_array();
    quoth_error error = {0};
    if (qt_case_search(file, qt_str_of(query), fx_collect, rows, &error)) fail_msg("%s: %s", query, error.message);
    return rows;
}

/* How many statements and documents `query` finds. */
static void assert_finds(const char *query, size_t statements, size_t documents)
{
    json_t *rows = search(query), *row;
    size_t i, found[2] = {0, 0};
    json_array_foreach(rows, i, row) found[strcmp(fx_string(row, "type"), "document") == 0]++;
    if (found[0] != statements || found[1] != documents)
        fail_msg("%s: %zu statements, %zu documents", query, found[0], found[1]);
    json_decref(rows);
}

static void test_words_and_phrases(void **state)
{
    (void)state;
    assert_finds("orchard", 3, 3);
    assert_finds("ORCHARD warden", 3, 3);
    assert_finds("orchard ferry", 0, 0);
    assert_finds("\"gate 7\"", 1, 1);
    assert_finds("“gate 7”", 1, 1);
    assert_finds("\"7 gate\"", 0, 0);
    assert_finds("orch*", 3, 3);
    assert_finds("orch", 0, 0);
    assert_finds("\"of the orch\"*", 3, 3);
    assert_finds("\"of the orch", 0, 0);
    assert_finds("rain", 0, 3);       /* in documents, in no statement */
    assert_finds("reportedly", 1, 1); /* a hedge */
    assert_finds("denied", 1, 1);     /* a cue */
    assert_finds("Okoro", 3, 1);      /* printed, and resolved */
}

/* No input is an operator or a syntax error. */
static void test_no_syntax(void **state)
{
    (void)state;
    static const char *const QUERIES[] = {"gate AND",
                                          "NOT gate",
                                          "gate OR",
                                          "(gate",
                                          "gate)",
                                          "NEAR(gate, 2)",
                                          "words:gate",
                                          "gate^",
                                          "^gate",
                                          "+gate",
                                          "-gate",
                                          "ga\"te",
                                          "\"",
                                          "\"gate",
                                          "gate\"",
                                          "\"\" gate",
                                          "gate ' ; DROP TABLE statement; --",
                                          "{words} : gate",
                                          "gate*te",
                                          "* gate",
                                          "gate + rain",
                                          "%gate_",
                                          "\\gate",
                                          "gate\x01",
                                          "gate \xff\xfe",
                                          "— gate …"};
    for (size_t i = 0; i < sizeof QUERIES / sizeof *QUERIES; i++) {
        json_t *rows = json_array();
        quoth_error error = {0};
        int status = qt_case_search(file, qt_str_of(QUERIES[i]), fx_collect, rows, &error);
        if (status && !(status == QUOTH_USAGE && strcmp(QUERIES[i], "\"") == 0))
            fail_msg("%s: %s", QUERIES[i], error.message);
        json_decref(rows);
    }
    assert_finds("-gate", 3, 3);
    assert_finds("(gate)", 3, 3);
    assert_finds("gate ! ?", 3, 3); /* marks are no words */
    static const char nul[] = "gate\0\" rain", nul_in_phrase[] = "\"gate\0 7\"";
    json_t *rows = json_array();
    assert_int_equal(qt_case_search(file, (qt_str){nul, sizeof nul - 1}, fx_collect, rows, NULL), 0);
    json_array_clear(rows);
    assert_int_equal(qt_case_search(file, (qt_str){nul_in_phrase, sizeof nul_in_phrase - 1}, fx_collect, rows, NULL),
                     0);
    assert_int_equal(json_array_size(rows), 2);
    json_decref(rows);
}

static void assert_usage(const char *query, const char *words)
{
    json_t *rows = json_array();
    quoth_error error = {0};
    assert_int_equal(qt_case_search(file, qt_str_of(query), fx_collect, rows, &error), QUOTH_USAGE);
    assert_non_null(strstr(error.message, words));
    json_decref(rows);
}

static void test_queries_have_limits(void **state)
{
    (void)state;
    char many[6000];
    assert_usage("", "no word");
    assert_usage("  \t", "no word");
    assert_usage("!?*", "no word");
    memset(many, 'a', sizeof many);
    many[sizeof many - 1] = '\0';
    assert_usage(many, "4096 bytes");
    for (size_t i = 0; i < 200; i++) many[i] = i % 2 ? ' ' : 'b';
    many[200] = '\0';
    assert_usage(many, "64 words");
    many[4096] = '\0';
    for (size_t i = 0; i < 4096; i++) many[i] = '"';
    assert_usage(many, "no word");
    many[63 * 2] = '\0';
    for (size_t i = 0; i < 63 * 2; i++) many[i] = i % 2 ? ' ' : 'b';
    assert_finds(many, 0, 0);
}

static void test_rows(void **state)
{
    (void)state;
    json_t *rows = search("denied"), *row = json_array_get(rows, 0);
    assert_string_equal(fx_string(row, "type"), "statement");
    assert_string_equal(fx_string(json_object_get(row, "statement"), "kind"), "denial");
    row = json_array_get(rows, 1);
    assert_string_equal(fx_string(row, "type"), "document");
    assert_string_equal(fx_string(json_object_get(row, "document"), "name"), "a.txt");
    json_int_t begin = json_integer_value(json_object_get(row, "begin")),
               end = json_integer_value(json_object_get(row, "end"));
    const char *snippet = fx_string(row, "snippet");
    assert_int_equal(strlen(snippet), end - begin);
    assert_memory_equal(snippet, report.document.text.data + begin, strlen(snippet));
    json_t *match = json_array_get(json_object_get(row, "matches"), 0);
    qt_span denied = fx_span(&report, "denied", 1);
    assert_int_equal(json_integer_value(json_array_get(match, 0)), denied.begin);
    assert_int_equal(json_integer_value(json_array_get(match, 1)), denied.end);
    assert_true(begin > 0 && begin <= denied.begin && end >= denied.end);
    assert_true(denied.begin - begin <= 80 && end - denied.end <= 163);
    json_decref(rows);
}

/* ------------------------------------------------------------------------------------------------------------- show */

static json_t *show(const char *key)
{
    json_t *rows = json_array();
    quoth_error error = {0};
    if (qt_case_show(file, qt_str_of(key), fx_collect, rows, &error)) fail_msg("%s: %s", key, error.message);
    assert_int_equal(json_array_size(rows), 1);
    json_t *row = json_incref(json_array_get(rows, 0));
    json_decref(rows);
    return row;
}

static void assert_unknown(const char *key, const char *words)
{
    json_t *rows = json_array();
    quoth_error error = {0};
    assert_int_equal(qt_case_show(file, qt_str_of(key), fx_collect, rows, &error), QUOTH_USAGE);
    if (!strstr(error.message, words)) fail_msg("%s: %s", key, error.message);
    json_decref(rows);
}

static void test_context(void **state)
{
    (void)state;
    qt_key keys[FX_ITEMS];
    assert_true(qt_statement_keys(&report.document.sha256, report.annotation.statements, 5, keys));
    json_t *row = show(keys[2].text);
    assert_string_equal(fx_string(json_object_get(row, "statement"), "key"), keys[2].text);
    json_int_t begin = json_integer_value(json_object_get(row, "text_begin"));
    const char *text = fx_string(row, "text");
    assert_memory_equal(text, report.document.text.data + begin, strlen(text));
    assert_int_equal(strncmp(text, "“The Ostrel Queen", strlen("“The Ostrel Queen")), 0);
    assert_non_null(strstr(text, "calling it “odd."));
    assert_null(strstr(text, "It was said"));
    json_t *before = json_object_get(row, "before"), *after = json_object_get(row, "after");
    assert_int_equal(json_array_size(before), 1);
    assert_string_equal(fx_string(json_array_get(before, 0), "text"), "Ferry was late, says harbour");
    assert_int_equal(json_integer_value(json_object_get(json_array_get(before, 0), "begin")), 0);
    assert_int_equal(json_array_size(after), 1);
    assert_non_null(strstr(fx_string(json_array_get(after, 0), "text"), "the pier had ice"));
    json_decref(row);
}

/* A speaker who was named paragraphs ago is shown where she was named. */
static void test_source_elsewhere(void **state)
{
    (void)state;
    fx f = fx_new("Mayor Tove Brandt opened the lock.\n\nBoats came.\n\nGeese came.\n\n“It holds,” she said.\n");
    qt_statement *s = fx_statement(&f, fx_span(&f, "“It holds,” she said.", 1));
    fx_source(s, fx_span(&f, "Mayor Tove Brandt", 1));
    s->content[s->content_count++] = fx_span(&f, "“It holds,”", 1);
    fx_store(file, &f);
    qt_key key;
    assert_true(qt_statement_keys(&f.document.sha256, s, 1, &key));
    json_t *row = show(key.text), *before = json_object_get(row, "before");
    assert_int_equal(json_array_size(before), 2);
    assert_string_equal(fx_string(json_array_get(before, 0), "text"), "Mayor Tove Brandt opened the lock.");
    assert_string_equal(fx_string(json_array_get(before, 1), "text"), "Geese came.");
    json_decref(row);
    fx_free(&f);
}

static void test_names_of_a_statement(void **state)
{
    (void)state;
    qt_key keys[FX_ITEMS];
    assert_true(qt_statement_keys(&report.document.sha256, report.annotation.statements, 5, keys));
    json_t *by_key = show(keys[0].text), *by_id = show("1");
    assert_true(json_equal(by_key, by_id));
    json_decref(by_key);
    json_decref(by_id);
    keys[0].text[strlen(keys[0].text) - 1] = '\0'; /* a prefix of one key only */
    by_key = show(keys[0].text);
    json_decref(by_key);
    keys[0].text[16] = '\0'; /* a prefix of the whole document's */
    char message[160];
    snprintf(message, sizeof message, "\"%s\" could be %s:", keys[0].text, keys[0].text);
    assert_unknown(keys[0].text, message);
    assert_unknown("0000000000000000:1-2", "there is no statement");
    assert_unknown("999999", "there is no statement");
    assert_unknown("", "there is no statement");
    assert_unknown("' OR 1=1 --", "there is no statement");
    assert_unknown("%", "there is no statement");
    assert_unknown("1 ", "there is no statement");
}

/* A whole key wins over the longer ones that begin with it. */
static void test_whole_key_wins(void **state)
{
    (void)state;
    fx f = fx_new("All said the lamp was lit and the oil was low.\n");
    qt_span all = fx_span(&f, "All", 1), said = fx_span(&f, "said", 1);
    fx_simple(&f, all, said, fx_span(&f, "the lamp was lit", 1), "say");
    fx_simple(&f, all, said, fx_span(&f, "the oil was low", 1), "say");
    fx_store(file, &f);
    qt_key keys[2];
    assert_true(qt_statement_keys(&f.document.sha256, f.annotation.statements, 2, keys));
    for (int i = 0; i < 2; i++) {
        json_t *row = show(keys[i].text);
        assert_string_equal(fx_string(json_object_get(row, "statement"), "key"), keys[i].text);
        json_decref(row);
    }
    keys[0].text[strlen(keys[0].text) - 1] = '\0';
    assert_unknown(keys[0].text, "could be");
    fx_free(&f);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_words_and_phrases),
        TEST(test_no_syntax),
        TEST(test_queries_have_limits),
        TEST(test_rows),
        TEST(test_context),
        TEST(test_source_elsewhere),
        TEST(test_names_of_a_statement),
        TEST(test_whole_key_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
