/* The program from outside, as far as it needs neither case file nor model: help, usage errors, exit codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "run.h"

static const char *const commands[] = {"add",      "update", "statements", "documents", "show",   "search",
                                       "entities", "decide", "log",        "merge",     "verify", "annotate"};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

/* Exit code 2, a message, nothing on standard output. */
static void refuses(const char *arguments, const char *message)
{
    const run *r = quoth(arguments);
    assert_int_equal(r->status, 2);
    assert_string_equal(r->out, "");
    HAS(r->err, message);
}

static void test_help(void **state)
{
    (void)state;
    const run *r = quoth("--help");
    assert_int_equal(r->status, 0);
    assert_string_equal(r->err, "");
    for (size_t i = 0; i < COMMANDS; i++) HAS(r->out, commands[i]);
    assert_int_equal(quoth("-h")->status, 0);
}

/* Each command has help with examples that begin with its own name, and its usage line shows each of its options. */
static void test_command_help(void **state)
{
    (void)state;
    for (size_t i = 0; i < COMMANDS; i++) {
        char arguments[64], usage[64], example[64];
        (void)snprintf(arguments, sizeof arguments, "%s --help", commands[i]);
        (void)snprintf(usage, sizeof usage, "Usage: quoth %s ", commands[i]);
        (void)snprintf(example, sizeof example, "quoth %s ", commands[i]);
        const run *r = quoth(arguments);
        assert_int_equal(r->status, 0);
        assert_string_equal(r->err, "");
        HAS(r->out, usage);
        const char *examples = strstr(r->out, "\nExamples:\n");
        assert_non_null(examples);
        HAS(examples, example);
        const char *end = strstr(r->out, "\n\n"), *options = strstr(r->out, "\nOptions:\n");
        assert_non_null(options);
        for (const char *at = strstr(options, "\n  --"); at && at < examples; at = strstr(at + 1, "\n  --")) {
            char name[32];
            (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(at + 3, " \n"), at + 3);
            if (strcmp(name, "--help") == 0) continue;
            const char *shown = strstr(end, name);
            assert_true(shown && shown < options);
        }
    }
}

static void test_version(void **state)
{
    (void)state;
    const run *r = quoth("--version");
    assert_int_equal(r->status, 0);
    assert_string_equal(r->out, "quoth " QUOTH_VERSION "\n");
}

static void test_usage(void **state)
{
    (void)state;
    refuses("", "which command?");
    refuses("statments x.quoth", "did you mean 'statements'?");
    refuses("xyzzy", "no command 'xyzzy'");
    refuses("conflicts x.quoth", "no command 'conflicts'"); /* not built yet: absent */
    refuses("entities a.quoth --type parson", "no type 'parson'");
    refuses("statements", "too few arguments");
    refuses("statements a.quoth b.quoth", "unexpected argument 'b.quoth'");
    refuses("statements a.quoth --jsn", "no option '--jsn'; did you mean '--json'?");
    refuses("statements a.quoth --sources=x", "did you mean '--source'?");
    refuses("statements a.quoth --xyzzy", "no option '--xyzzy'");
    refuses("statements a.quoth --source", "--source needs a value");
    refuses("statements a.quoth --source ''", "--source needs a value");
    refuses("statements a.quoth --json --csv", "exclude each other");
    refuses("statements a.quoth --kind denail", "did you mean 'denial'?");
    refuses("statements a.quoth --kind xyzzy", "claim_of_responsibility");
    refuses("annotate --full", "no option '--full'");
    refuses("show a.quoth", "too few arguments");
    refuses("search a.quoth", "too few arguments");
    refuses("add a.quoth", "too few arguments");
    refuses("verify", "too few arguments");
    refuses("$(printf '\\033[31m')", "no command");
    assert_null(strchr(ran.err, '\033'));
    refuses("\xe2\x80\xae\xc2\x9b\xff", "no command '?\?\?'"); /* an override, a C1 control, no UTF-8 */
}

static void test_values(void **state)
{
    (void)state;
    static const char *const fractions[] = {"1.1", "-0.1", "nan", "x", "0.5x", "''"};
    static const char *const jobs[] = {"0", "-1", "257", "x", "2x", "''", "99999999999999999999"};
    static const char *const dates[] = {"x", "2031-13", "2031-02-30", "31-02-03", "tomorrow", "''"};
    char arguments[128];
    for (size_t i = 0; i < sizeof fractions / sizeof fractions[0]; i++) {
        (void)snprintf(arguments, sizeof arguments, "statements a.quoth --min-confidence=%s", fractions[i]);
        refuses(arguments, "from 0 to 1");
    }
    for (size_t i = 0; i < sizeof jobs / sizeof jobs[0]; i++) {
        (void)snprintf(arguments, sizeof arguments, "add a.quoth x --jobs=%s", jobs[i]);
        refuses(arguments, "from 1 to 256");
    }
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        (void)snprintf(arguments, sizeof arguments, "add a.quoth x --published=%s", dates[i]);
        refuses(arguments, "takes a date");
    }
}

static void test_failures(void **state)
{
    (void)state;
    assert_int_equal(quoth("statements /nonexistent/a.quoth")->status, 1);
    assert_string_equal(ran.out, "");
    HAS(ran.err, "/nonexistent/a.quoth");
    assert_int_equal(quoth("add /tmp/never-made.quoth x --model /nonexistent/m.safetensors")->status, 1);
    HAS(ran.err, "/nonexistent/m.safetensors");
    assert_int_not_equal(access("/tmp/never-made.quoth", F_OK), 0);
}

static void test_broken_standard_output(void **state)
{
    (void)state;
    assert_int_equal(quoth("--help > /dev/full")->status, 1);
    HAS(ran.err, "standard output: No space left on device");
    assert_int_equal(quoth("--help >&-")->status, 1);
    HAS(ran.err, "standard output: ");
    assert_int_equal(quoth_unread("--help")->status, 1);
    assert_string_equal(ran.err, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_command_help),
        cmocka_unit_test(test_version),
        cmocka_unit_test(test_usage),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_broken_standard_output),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
