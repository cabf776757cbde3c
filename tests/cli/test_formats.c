/* CSV and JSON Lines against invented rows; the small parts of the command line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "cli/nearest.h"
#include "cli/progress.h"
#include "export/csv.h"
#include "views.h"

static printed paper;

typedef struct sink {
    char text[16 * 1024];
    size_t size;
} sink;

static int collect(void *context, qt_str bytes)
{
    sink *s = context;
    assert_true(s->size + bytes.size < sizeof s->text);
    memcpy(s->text + s->size, bytes.data, bytes.size);
    s->size += bytes.size;
    s->text[s->size] = '\0';
    return 0;
}

static sink csv;

/* The cell called `name` of the one row written, as it stands in the file (quotation marks included). */
static const char *csv_cell(qt_csv_table table, json_t *row, const char *name)
{
    static char cell[4096];
    quoth_error error = {0};
    qt_arena *arena = qt_arena_new(1 << 20);
    csv.size = 0;
    assert_int_equal(qt_csv_header(table, collect, &csv), 0);
    size_t column = 0, header = csv.size;
    const char *at = csv.text;
    while (strncmp(at, name, strlen(name)) != 0 || !strchr(",\r", at[strlen(name)])) {
        at = strchr(at, ',');
        assert_non_null(at);
        at++, column++;
    }
    const char *sentence = json_string_value(json_object_get(row, "sentence_text"));
    assert_int_equal(qt_csv_row(table, row, qt_str_of(sentence), arena, collect, &csv, &error), 0);
    qt_arena_free(arena);
    json_decref(row);
    bool quoted = false;
    at = csv.text + header;
    for (; column; at++) {
        quoted = *at == '"' ? !quoted : quoted;
        column -= *at == ',' && !quoted;
    }
    size_t size = 0;
    for (quoted = false; quoted || !strchr(",\r", at[size]); size++) quoted = at[size] == '"' ? !quoted : quoted;
    memcpy(cell, at, size);
    cell[size] = '\0';
    return cell;
}

static const char *statement_cell(const char *changes, const char *name)
{
    return csv_cell(QT_CSV_STATEMENTS, row_with(changes), name);
}

static void test_csv_row(void **state)
{
    (void)state;
    (void)statement_cell("{}", "key");
    assert_string_equal(
        csv.text,
        "key,document,title,publisher,url,published,said,said_value,said_basis,source,source_name,source_resolved,"
        "source_candidates,cue,cue_lemma,head,content,quoted,hedged,hedges,unplaced_hedge,kind,voice,polarity,certainty,"
        "denies_for,channel,channel_text,confidence,"
        "about,via,part,references,references_unresolved,sentence,sentence_begin,sentence_end,origin,status,id,"
        "within,source_machine,decisions\r\n"
        "09ef6ada52a2fd4c:123-129,b.txt,,The Quay Courier,,2031-05-02,on Tuesday,2031-04-29,document,The ministry,"
        "Ministry of Ports,machine,,denied,deny,,that it had been warned “weeks before” the fire [hedge: reportedly "
        "(narrator)],"
        "weeks before [hedge: reportedly (narrator)],yes,reportedly (narrator),no,denial,mixed,negative,certain,own,statement,in a letter,0.93,,"
        "The Quay Courier | Eastwire,body,40,41,The ministry reportedly denied on Tuesday that it had been warned "
        "“weeks before” "
        "the fire [41].,100,196,,unchecked,7,,,\r\n");
}

static void test_csv_injection(void **state)
{
    (void)state;
    static const char *const starts[] = {"=", "+", "-", "@", "\\t", "\\r", "\\n", "＝", "＋", "－", "＠"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        char changes[128];
        (void)snprintf(changes, sizeof changes, "{\"kind\":\"%scmd\"}", starts[i]);
        assert_memory_equal(statement_cell(changes, "kind"), "\"'", 2);
    }
    assert_string_equal(
        statement_cell("{\"content\":[{\"text\":\"=HYPERLINK(\\\"http://x\\\")\"}],\"hedges\":[]}", "content"),
        "\"'=HYPERLINK(\"\"http://x\"\")\"");
    assert_string_equal(statement_cell("{\"kind\":\"a=b\"}", "kind"), "a=b");
}

static void test_csv_quoting(void **state)
{
    (void)state;
    assert_string_equal(statement_cell("{\"kind\":\"a,b\"}", "kind"), "\"a,b\"");
    assert_string_equal(statement_cell("{\"kind\":\"a\\\"b\"}", "kind"), "\"a\"\"b\"");
    assert_string_equal(statement_cell("{\"kind\":\"a\\nb\"}", "kind"), "\"a\nb\"");
    assert_string_equal(statement_cell("{\"kind\":null}", "kind"), "");
}

/* No cell with words is without its hedges. */
static void test_csv_keeps_hedges(void **state)
{
    (void)state;
    assert_string_equal(
        statement_cell("{\"content\":[{\"text\":\"the alleged arson\",\"begin\":200,\"end\":217}],\"hedges\":"
                       "[{\"text\":\"alleged\",\"begin\":204,\"end\":211,\"by\":\"speaker\"}]}",
                       "content"),
        "the alleged arson");
    assert_string_equal(statement_cell("{\"unplaced_hedge\":true,\"hedges\":[]}", "content"),
                        "that it had been warned “weeks before” the fire [a hedge in the sentence is not placed]");
    assert_string_equal(statement_cell("{\"unplaced_hedge\":true,\"hedges\":[]}", "hedged"), "yes");
    assert_string_equal(statement_cell("{\"hedges\":[]}", "hedged"), "no");
    assert_string_equal(statement_cell("{\"hedges\":[]}", "content"),
                        "that it had been warned “weeks before” the fire");
}

static void test_csv_documents_and_matches(void **state)
{
    (void)state;
    json_t *document = json_pack("{s:i,s:s,s:s,s:[{s:s},{s:s}],s:i}", "id", 3, "name", "c.txt", "published_basis",
                                 "given", "places", "path", "a/c.txt", "path", "b/c.txt", "statements", 12);
    assert_string_equal(csv_cell(QT_CSV_DOCUMENTS, document, "places"), "a/c.txt | b/c.txt");
    json_t *match = json_pack("{s:s,s:o}", "type", "statement", "statement", row_with("{}"));
    assert_string_equal(csv_cell(QT_CSV_MATCHES, match, "key"), "09ef6ada52a2fd4c:123-129");
    match = json_pack("{s:s,s:{s:s},s:s}", "type", "document", "document", "name", "c.txt", "snippet", "=x");
    assert_string_equal(csv_cell(QT_CSV_MATCHES, match, "document"), "c.txt");
    assert_string_equal(csv_cell(QT_CSV_FINDINGS, json_pack("{s:s,s:i}", "what", "hash", "document", 4), "document"),
                        "4");
}

static void test_json_line(void **state)
{
    (void)state;
    json_t *value = json_pack("{s:s,s:i,s:f}", "b", "é\x1b\x7f\xc2\x9b\xe2\x80\xae\xf3\xa0\x81\x81", "a", 1, "c", 0.5);
    printing(&paper);
    assert_int_equal(qt_out_json(&paper.out, value), 0);
    const char *text = done_printing(&paper);
    assert_string_equal(text, "{\"b\":\"é\\u001B\\u007F\\u009B\\u202E\\uDB40\\uDC41\",\"a\":1,\"c\":0.5}\n");
    json_t *again = json_loads(text, 0, NULL);
    assert_true(json_equal(value, again));
    json_decref(value);
    json_decref(again);
}

static void test_nearest(void **state)
{
    (void)state;
    static const char *const names[] = {"add", "statements", "search", "show", "verify"};
    assert_string_equal(qt_nearest("statments", names, 5), "statements");
    assert_string_equal(qt_nearest("stat", names, 5), "statements");
    assert_string_equal(qt_nearest("serach", names, 5), "search");
    assert_string_equal(qt_nearest("ad", names, 5), "add");
    assert_null(qt_nearest("xyzzy", names, 5));
    assert_null(qt_nearest("", names, 5));
    assert_null(qt_nearest("statementsstatementsstatementsstatements", names, 5));
}

static void test_progress_time(void **state)
{
    (void)state;
    char text[24];
    qt_progress_time(7, text);
    assert_string_equal(text, "0:07");
    qt_progress_time(754, text);
    assert_string_equal(text, "12:34");
    qt_progress_time(10921, text);
    assert_string_equal(text, "3:02:01");
    qt_progress_time(-1, text);
    assert_string_equal(text, "0:00");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv_row),
        cmocka_unit_test(test_csv_injection),
        cmocka_unit_test(test_csv_quoting),
        cmocka_unit_test(test_csv_keeps_hedges),
        cmocka_unit_test(test_csv_documents_and_matches),
        cmocka_unit_test(test_json_line),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_progress_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
