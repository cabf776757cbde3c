/* The program's decide and log: what is typed, what is printed, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "run.h"

static char keys[5][64]; /* harbour.txt and quay.txt, in the ledger's order */

static int collect(void *context, json_t *row)
{
    size_t *n = context;
    (void)snprintf(keys[(*n)++], sizeof keys[0], "%s", json_string_value(json_object_get(row, "key")));
    return 0;
}

static int fresh(void **state)
{
    char path[64];
    qt_case *c = NULL;
    size_t n = 0;
    (void)state;
    (void)snprintf(path, sizeof path, "%s/case.quoth", folder);
    (void)unlink(path);
    make_case(path);
    assert_int_equal(qt_case_open(path, QT_CASE_READ, &c, NULL), 0);
    assert_int_equal(qt_case_statements(c, NULL, collect, &n, NULL), 0);
    qt_case_close(c);
    return n == 5 ? 0 : -1;
}

/* The key of the statement whose row has `words`. */
static const char *key_of(const char *words)
{
    static char key[64];
    const run *r = quoth_in("statements case.quoth --json | grep -F -- '%s'", words);
    const char *at = strstr(r->out, "\"key\":\"");
    assert_non_null(at);
    (void)snprintf(key, sizeof key, "%.*s", (int)strcspn(at + 7, "\""), at + 7);
    return key;
}

static void assert_harmless(const char *text)
{
    for (const char *at = text; *at; at++) assert_true(*at == '\n' || *at == '\r' || (unsigned char)*at >= 0x20);
    assert_null(strstr(text, "\xe2\x80\xae"));
}

static void test_needs_a_name(void **state)
{
    (void)state;
    const run *r = quoth_to(-1, "USER=root LOGNAME=root", "decide /nowhere.quoth delete 1");
    assert_int_equal(r->status, 2);
    HAS(r->err, "--as NAME");
    r = quoth_in("decide case.quoth delete 1 --as ''");
    assert_int_equal(r->status, 2);
    r = quoth_in("decide case.quoth delete 1 --as '   '");
    assert_int_equal(r->status, 2);
    HAS(r->err, "no author");
    r = quoth_in("log case.quoth");
    assert_int_equal(r->status, 0);
    assert_string_equal(r->out, "");
    HAS(r->err, "no decisions");
}

static void test_set_source(void **state)
{
    (void)state;
    const run *r = quoth_in("decide case.quoth set-source '%s' 'Lena Holt' --as 'Ada Quill' --because 'it says so'",
                            key_of("insisted"));
    assert_int_equal(r->status, 0);
    HAS(r->out, "Ada Quill · set-source → Lena Holt · in force");
    HAS(r->out, "because: it says so");
    HAS(r->out, "hedge in the sentence is not placed]");
    r = quoth_in("statements case.quoth");
    HAS(r->out, "He → Lena Holt (person) [machine: Odo Marsh] · insisted");
    HAS(r->out, "· decided\n");
    r = quoth_in("statements case.quoth --csv");
    HAS(r->out, ",He,Lena Holt,person,");
    HAS(r->out, ",Odo Marsh,\"set-source Lena Holt by Ada Quill, ");
    r = quoth_in("log case.quoth --csv");
    HAS(r->out, "uid,time,author,action,key,other,value,reason,undoes,status,by,against,acts_on\r\n");
    HAS(r->out, ",Ada Quill,set-source,");
    assert_int_equal(quoth_in("verify case.quoth")->status, 0);
}

static void test_conflict_is_shown(void **state)
{
    char key[64];
    (void)state;
    (void)snprintf(key, sizeof key, "%s", key_of("insisted"));
    (void)quoth_in("decide case.quoth set-source '%s' 'Lena Holt' --as Ada", key);
    const run *r = quoth_in("decide case.quoth set-source '%s' 'Max Orr' --as Bo", key);
    HAS(r->out, "in conflict with ");
    r = quoth_in("statements case.quoth");
    HAS(r->out, "He → Odo Marsh (machine) · insisted");
    HAS(r->out, "⚠ decided in conflict: Ada says set-source Lena Holt");
    HAS(r->out, "⚠ decided in conflict: Bo says set-source Max Orr");
    r = quoth_in("log case.quoth --json");
    HAS(r->out, "\"status\":\"in conflict\"");
}

static void test_delete_and_undo(void **state)
{
    char undo[16] = "";
    (void)state;
    const run *r = quoth_in("decide case.quoth delete '%s' --as Bo --json", key_of("claimed"));
    assert_int_equal(r->status, 0);
    (void)snprintf(undo, sizeof undo, "%.12s", strstr(r->out, "\"uid\":\"") + 7);
    r = quoth_in("statements case.quoth");
    HAS(r->out, "deleted by Bo\n");
    assert_null(strstr(r->out, "SUM(A1)"));
    assert_null(strstr(quoth_in("statements case.quoth --json")->out, "SUM(A1)"));
    assert_null(strstr(quoth_in("statements case.quoth --csv")->out, "SUM(A1)"));
    HAS(quoth_in("statements case.quoth")->out, "had said");
    r = quoth_in("decide case.quoth undo %s --as Ada", undo);
    assert_int_equal(r->status, 0);
    HAS(r->out, "Ada · undo · in force");
    HAS(r->out, "delete by Bo, ");
    HAS(quoth_in("statements case.quoth")->out, "=SUM(A1) was the password");
    HAS(quoth_in("log case.quoth")->out, "Bo · delete statement · undone by ");
}

static void test_usage(void **state)
{
    static const struct {
        const char *arguments, *says;
    } CASES[] = {
        {"decide case.quoth", "too few arguments"},
        {"decide case.quoth delete", "too few arguments"},
        {"decide case.quoth remove 1 --as Ada", "nothing to decide is called 'remove'"},
        {"decide case.quoth renam 1 X --as Ada", "did you mean 'rename'?"},
        {"decide case.quoth delete 1 2 --as Ada", "it goes: quoth decide CASE delete KEY"},
        {"decide case.quoth split 1 off 2 --as Ada", "it goes: quoth decide CASE split KEY from KEY"},
        {"decide case.quoth merge 1 --as Ada", "it goes: quoth decide CASE merge KEY KEY"},
        {"decide case.quoth delete 99 --as Ada", "no statement"},
        {"decide case.quoth undo 0000 --as Ada", "no decision"},
        {"decide case.quoth set-source 1 '' --as Ada", "value is empty"},
        {"decide case.quoth delete 1 --as \"$(printf 'A\\033[31m')\"", "control characters"},
        {"decide case.quoth delete 1 --as Ada --because \"$(printf 'x\\ny')\"", "control characters"},
        {"decide case.quoth delete 1 --as \"$(printf 'A\\377')\"", "not valid UTF-8"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const run *r = quoth_in("%s", CASES[i].arguments);
        if (r->status != 2) fail_msg("%s: %d %s", CASES[i].arguments, r->status, r->err);
        HAS(r->err, CASES[i].says);
        assert_string_equal(r->out, "");
        assert_harmless(r->err);
    }
    const run *r = quoth_in("decide none.quoth delete 1 --as Ada");
    assert_int_equal(r->status, 1); /* and none is made */
    HAS(r->err, "no such case file");
}

/* Marks that turn the line about are kept and printed as symbols; formulas stay cells. */
static void test_hostile_names(void **state)
{
    (void)state;
    const run *r = quoth_in("decide case.quoth set-source '%s' '=cmd|x' --as \"$(printf '\\342\\200\\256adA')\"",
                            key_of("claimed"));
    assert_int_equal(r->status, 0);
    assert_harmless(r->out);
    r = quoth_in("log case.quoth");
    assert_harmless(r->out);
    HAS(r->out, "·adA");
    assert_harmless(quoth_in("log case.quoth --json")->out);
    HAS(quoth_in("log case.quoth --csv")->out, "\"'=cmd|x\"");
    assert_harmless(quoth_in("statements case.quoth")->out);
}

static void test_read_only_file(void **state)
{
    (void)state;
    if (geteuid() == 0) skip(); /* nothing is read-only to root */
    const run *r = quoth_to(-1, "cd /tmp &&", "--version");
    assert_int_equal(r->status, 0);
    char line[128];
    (void)snprintf(line, sizeof line, "cd %s && chmod 0400 case.quoth &&", folder);
    r = quoth_to(-1, line, "decide case.quoth delete 1 --as Ada");
    assert_int_equal(r->status, 1);
    HAS(r->err, "read-only");
}

/* "Both" is two people's: a decision on the second is not the first's too. */
static void test_one_of_several_with_the_same_words(void **state)
{
    (void)state;
    const run *r;
    char path[96];
    (void)snprintf(path, sizeof path, "%s/two.txt", folder);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    (void)fputs("Ilse Brandt, Otto Lunt and the miners' union warned of floods. All three have asked for help.\n", f);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(quoth_in("add two.quoth two.txt")->status, 0);
    r = quoth_in("statements two.quoth");
    HAS(r->out, "Ilse Brandt, Otto Lunt and the miners' union · warned of");
    HAS(r->out, "All three → Ilse Brandt (machine), Otto Lunt (machine)");
    r = quoth_in(
        "decide two.quoth set-source $(%s statements two.quoth --json | tail -1 | sed 's/.*\"key\":\"\\([^\"]*\\)\",\"document.*/\\1/')#2 "
        "'Karl Lunt' --as 'Ada Quill'",
        QUOTH_BINARY);
    assert_int_equal(r->status, 0);
    r = quoth_in("statements two.quoth");
    HAS(r->out, "All three → Ilse Brandt (machine), Karl Lunt (person) [machine: Otto Lunt]");
    HAS(quoth_in("statements two.quoth --source 'Karl Lunt'")->out, "All three");
    assert_int_equal(quoth_in("verify two.quoth")->status, 0);
}

/* Ten at once: all are in the log, in an order. */
static void test_many_writers(void **state)
{
    (void)state;
    char line[128];
    (void)snprintf(line, sizeof line, "cd %s && for i in 1 2 3 4 5 6 7 8 9; do (", folder);
    const run *r =
        quoth_to(-1, line, "decide case.quoth delete 1 --as Writer$i >/dev/null || echo failed) & done; wait");
    assert_string_equal(r->out, "");
    r = quoth_in("log case.quoth --json | wc -l");
    assert_int_equal(strtol(r->out, NULL, 10), 9);
    assert_int_equal(quoth_in("verify case.quoth")->status, 0);
}

static int make(void **state)
{
    (void)state;
    make_folder();
    return 0;
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, fresh)
    const struct CMUnitTest tests[] = {
        TEST(test_needs_a_name),    TEST(test_set_source),   TEST(test_conflict_is_shown),
        TEST(test_delete_and_undo), TEST(test_usage),        TEST(test_hostile_names),
        TEST(test_read_only_file),  TEST(test_many_writers), TEST(test_one_of_several_with_the_same_words)};
    return cmocka_run_group_tests(tests, make, remove_folder);
}
