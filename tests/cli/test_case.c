/* The program on a case file and on documents: views, formats, filters, exit codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "run.h"

static char casefile[64];

static size_t lines_of(const char *text)
{
    size_t count = 0;
    for (; *text; text++) count += *text == '\n';
    return count;
}

/* Nothing but text, line ends and what UTF-8 needs: no control character, no bidi override. */
static void assert_harmless(const char *text)
{
    for (const char *at = text; *at; at++) assert_true(*at == '\n' || *at == '\r' || (unsigned char)*at >= 0x20);
    assert_null(strstr(text, "\xe2\x80\xae"));
}

/* ---------------------------------------------------------------------------------------------------- list commands */

static void test_ledger(void **state)
{
    (void)state;
    const run *r = quoth_in("statements case.quoth");
    assert_int_equal(r->status, 0);
    assert_string_equal(r->err, "");
    assert_harmless(r->out);
    HAS(r->out, "The Quay Courier · published 2031-05-02 · harbour.txt");
    HAS(r->out, "published         The Port Ministry · denied\n"
                "2031-05-02        that it had been warned \"weeks before\" the fire at Pier Nine\n"
                "                  hedged: ‹reportedly› by the narrator\n");
    HAS(r->out, "the ‹alleged› arson was ␛[31mno accident␛[0m");
    HAS(r->out, "He → Odo Marsh (machine) · insisted\n");
    HAS(r->out, "⚠ its sentence holds a hedge");
    HAS(r->out, "no date given     Lena Holt · claimed");
    HAS(r->out, "(no source named) · had said");
    HAS(r->out, " · within ");
}

static json_t *line_json(const char *text, size_t line)
{
    for (; line; line--) text = strchr(text, '\n') + 1;
    json_t *value = json_loadb(text, strcspn(text, "\n"), 0, NULL);
    assert_non_null(value);
    return value;
}

static void assert_members(const json_t *object, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!json_object_get(object, names[i])) fail_msg("no member '%s'", names[i]);
}
#define ASSERT_MEMBERS(object, ...)                                         \
    do {                                                                    \
        static const char *const names_[] = {__VA_ARGS__};                  \
        assert_members((object), names_, sizeof names_ / sizeof names_[0]); \
    } while (0)

/* Every field of the contract is there. */
static void test_statements_json(void **state)
{
    (void)state;
    const run *r = quoth_in("statements case.quoth --json --document harbour.txt");
    assert_int_equal(r->status, 0);
    assert_harmless(r->out);
    assert_int_equal(lines_of(r->out), 3);
    json_t *row = line_json(r->out, 0);
    ASSERT_MEMBERS(row, "id", "key", "document", "sentence", "part", "kind", "voice", "polarity", "certainty",
                   "denies_for", "confidence", "hedges", "unplaced_hedge", "sources", "cue", "content", "head",
                   "quoted", "about", "via", "time", "channel", "within", "references", "references_unresolved",
                   "origin", "status");
    ASSERT_MEMBERS(json_object_get(row, "document"), "id", "name", "title", "publisher", "url", "published");
    ASSERT_MEMBERS(json_array_get(json_object_get(row, "hedges"), 0), "text", "begin", "end", "by");
    ASSERT_MEMBERS(json_array_get(json_object_get(row, "sources"), 0), "text", "begin", "end", "entity", "name",
                   "resolved", "candidates");
    ASSERT_MEMBERS(json_object_get(row, "cue"), "text", "begin", "end", "lemma");
    ASSERT_MEMBERS(json_array_get(json_object_get(row, "content"), 0), "text", "begin", "end");
    ASSERT_MEMBERS(json_array_get(json_object_get(row, "quoted"), 0), "text", "begin", "end", "closed", "elided");
    assert_string_equal(json_string_value(json_object_get(row, "kind")), "denial");
    assert_int_equal(json_array_size(json_object_get(row, "sentence")), 2);
    json_decref(row);
    row = line_json(r->out, 1); /* escaped on the way, the same bytes for whoever reads it */
    const json_t *content = json_array_get(json_object_get(row, "content"), 0);
    assert_string_equal(json_string_value(json_object_get(content, "text")),
                        "the alleged arson was \x1b[31mno accident\x1b[0m");
    json_decref(row);
}

static void test_statements_csv(void **state)
{
    (void)state;
    const run *r = quoth_in("statements case.quoth --csv");
    assert_int_equal(r->status, 0);
    assert_memory_equal(r->out, "key,document,", 13);
    HAS(r->out, "\"'=SUM(A1) was the password\"");
    HAS(r->out, "\"'=SUM(A1) was the password, Lena Holt claimed.\""); /* the whole sentence */
    HAS(r->out, "the fire at Pier Nine [hedge: reportedly (narrator)]");
    HAS(r->out, "\"The Port Ministry reportedly denied on Tuesday that it had been warned \"\"weeks before\"\" the "
                "fire at Pier Nine.");
    HAS(r->out, " [a hedge in the sentence is not placed]");
    HAS(r->out, "\x1b[31m"); /* a file keeps what the document says */
}

static void test_filters(void **state)
{
    (void)state;
    assert_int_equal(lines_of(quoth_in("statements case.quoth --json")->out), 5);
    assert_int_equal(lines_of(quoth_in("statements case.quoth --json --kind denial")->out), 1);
    assert_int_equal(lines_of(quoth_in("statements case.quoth --json --source 'odo marsh'")->out), 2);
    assert_int_equal(lines_of(quoth_in("statements case.quoth --json --document quay.txt")->out), 2);
    assert_int_equal(lines_of(quoth_in("statements case.quoth --json --min-confidence 0.5")->out), 4);
    assert_int_equal(lines_of(quoth_in("--source x statements case.quoth")->out), 0);
    const run *r = quoth_in("statements case.quoth --kind pledge");
    assert_int_equal(r->status, 0);
    assert_string_equal(r->out, "");
    HAS(r->err, "no statements");
}

static void test_documents(void **state)
{
    (void)state;
    const run *r = quoth_in("documents case.quoth");
    assert_int_equal(r->status, 0);
    HAS(r->out, "published     document ");
    HAS(r->out, "\n2031-05-02    harbour.txt ");
    HAS(r->out, "The Quay Courier ");
    HAS(r->out, "\nno date       quay.txt ");
    r = quoth_in("documents case.quoth --json");
    assert_int_equal(lines_of(r->out), 2);
    json_t *row = line_json(r->out, 0);
    ASSERT_MEMBERS(row, "id", "sha256", "name", "title", "publisher", "url", "published", "published_basis", "captured",
                   "language", "places", "origin", "statements", "status");
    json_decref(row);
    r = quoth_in("documents case.quoth --csv");
    assert_int_equal(lines_of(r->out), 3);
    assert_memory_equal(r->out, "id,sha256,name,", 15);
}

static void test_show(void **state)
{
    (void)state;
    json_t *row = line_json(quoth_in("statements case.quoth --json --kind denial")->out, 0);
    const char *key = json_string_value(json_object_get(row, "key"));
    const run *r = quoth_in("show case.quoth %s", key);
    assert_int_equal(r->status, 0);
    assert_harmless(r->out);
    HAS(r->out, "In the text\n  [The Port Ministry] ‹reportedly› {denied} on Tuesday «that it had been warned \"weeks "
                "before\"");
    HAS(r->out, "Pier Nine»");
    HAS(r->out, "([source] {cue} «words» ‹hedge›)");
    assert_int_equal(quoth_in("show case.quoth %.20s", key)->status, 0); /* the beginning of a key */
    assert_int_equal(
        quoth_in("show case.quoth %" JSON_INTEGER_FORMAT " --json", json_integer_value(json_object_get(row, "id")))
            ->status,
        0);
    json_t *shown = line_json(ran.out, 0);
    ASSERT_MEMBERS(shown, "statement", "text", "text_begin", "before", "after");
    json_decref(shown);
    r = quoth_in("show case.quoth %.10s", key); /* begins all keys of the document */
    assert_int_equal(r->status, 2);
    assert_string_equal(r->out, "");
    HAS(r->err, key);
    assert_int_equal(quoth_in("show case.quoth ffffffffffffffff:0-1")->status, 2);
    json_decref(row);
}

static void test_search(void **state)
{
    (void)state;
    const run *r = quoth_in("search case.quoth inspectors");
    assert_int_equal(r->status, 0);
    assert_harmless(r->out);
    HAS(r->out, "He → Odo Marsh (machine) · insisted");
    HAS(r->out, "in its text: ");
    r = quoth_in("search case.quoth '\"pier nine\"' --json");
    assert_int_equal(lines_of(r->out), 2);
    r = quoth_in("search case.quoth password --csv");
    assert_memory_equal(r->out, "match,snippet,key,document,", 27);
    HAS(r->out, "\r\nstatement,,");
    HAS(r->out, "\r\ndocument,\"'=SUM(A1)");
    r = quoth_in("search case.quoth zeppelin");
    assert_int_equal(r->status, 0);
    HAS(r->err, "nothing found");
    assert_int_equal(quoth_in("search case.quoth '\"'")->status, 2);
}

/* ----------------------------------------------------------------------------------------------------------- verify */

static void test_verify(void **state)
{
    (void)state;
    const run *r = quoth_in("verify case.quoth");
    assert_int_equal(r->status, 0);
    assert_string_equal(r->out, "");
    HAS(r->err, "as they should be");
    assert_int_equal(quoth_in("documents case.quoth >/dev/null && cp case.quoth '\xe2\x80\xae.quoth'")->status, 0);
    HAS(quoth_in("verify '\xe2\x80\xae.quoth'")->err, "quoth: ·.quoth: hashes"); /* a file name prints as safely */
}

static void test_not_a_case_file(void **state)
{
    (void)state;
    write_file("letter.txt", "No case file, only a letter.\n");
    assert_int_equal(quoth_in("statements letter.txt")->status, 1);
    assert_string_equal(ran.out, "");
    HAS(ran.err, "letter.txt");
    assert_int_equal(quoth_in("verify letter.txt")->status, 1);
    assert_int_equal(quoth_in("add letter.txt letter.txt --model " MODEL)->status, 1);
}

/* A byte of the stored text changed behind quoth's back. */
static void test_verify_finds_damage(void **state)
{
    (void)state;
    char path[128], text[1 << 17];
    assert_int_equal(quoth_in("documents case.quoth >/dev/null && cp case.quoth damaged.quoth")->status, 0);
    (void)snprintf(path, sizeof path, "%s/damaged.quoth", folder);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    size_t size = fread(text, 1, sizeof text, file), at = 0, changed = 0;
    for (; at + 9 < size; at++)
        if (memcmp(text + at, "Pier Nine", 9) == 0) {
            assert_int_equal(fseek(file, (long)at + 5, SEEK_SET), 0);
            fputc('M', file);
            changed++;
        }
    assert_int_equal(fclose(file), 0);
    assert_true(changed > 0);
    const run *r = quoth_in("verify damaged.quoth");
    assert_int_equal(r->status, 4);
    assert_true(r->out[0] != '\0');
    HAS(r->err, " finding");
    assert_int_equal(quoth_in("verify damaged.quoth --json")->status, 4);
    json_t *row = line_json(ran.out, 0);
    ASSERT_MEMBERS(row, "what", "document", "detail");
    json_decref(row);
}

static void test_broken_standard_output(void **state)
{
    (void)state;
    char arguments[128];
    assert_int_equal(quoth_in("statements case.quoth > /dev/full")->status, 1);
    HAS(ran.err, "No space left on device");
    assert_int_equal(quoth_in("verify damaged.quoth > /dev/full")->status, 1);
    (void)snprintf(arguments, sizeof arguments, "statements %s --json", casefile);
    assert_int_equal(quoth_unread(arguments)->status, 1);
    assert_string_equal(ran.err, "");
}

static int set_up(void **state)
{
    (void)state;
    make_folder();
    (void)snprintf(casefile, sizeof casefile, "%s/case.quoth", folder);
    make_case(casefile);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ledger),
        cmocka_unit_test(test_statements_json),
        cmocka_unit_test(test_statements_csv),
        cmocka_unit_test(test_filters),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_show),
        cmocka_unit_test(test_search),
        cmocka_unit_test(test_verify),
        cmocka_unit_test(test_not_a_case_file),
        cmocka_unit_test(test_verify_finds_damage),
        cmocka_unit_test(test_broken_standard_output),
    };
    return cmocka_run_group_tests(tests, set_up, remove_folder);
}
