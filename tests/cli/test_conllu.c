/* quoth annotate as a tagger: CoNLL-U out, and tokens from CoNLL-U in; with a model whose heads are random. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "run.h"

#define RANDOM_MODEL "--model " QUOTH_SOURCE_DIR "/tests/nn/network.safetensors"
#define REST "\t_\t_\t_\t_\t_\t_\t_"

static int set_up(void **state)
{
    (void)state;
    make_folder();
    return 0;
}

/* The cells `column` of all words, each with a blank behind it. */
static void column_of(const char *text, int column, char *out, size_t size)
{
    size_t used = 0;
    *out = '\0';
    for (const char *line = text; line && *line; line = strchr(line, '\n'), line += line != NULL) {
        if (*line == '#' || *line == '\n') continue;
        const char *cell = line;
        for (int i = 0; i < column; i++) cell = strchr(cell, '\t') + 1;
        used += (size_t)snprintf(out + used, size - used, "%.*s ", (int)strcspn(cell, "\t\n"), cell);
    }
}

static void test_given_tokens_come_back(void **state)
{
    (void)state;
    char forms[400], heads[400];
    write_file("in.conllu",
               "# newdoc id = one\n1-2\tcannot" REST "\t_\n1\tcan" REST "\t_\n2\tnot" REST "\t_\n3\tU.S." REST
               "\tSpaceAfter=No\n\n1\tNo" REST "\t_\n2\tone" REST "\t_\n# newdoc id = two\n1\tYes" REST "\t_\n");
    const run *r = quoth_in("annotate " RANDOM_MODEL " --input conllu --format conllu in.conllu");
    assert_int_equal(r->status, 0);
    column_of(r->out, 1, forms, sizeof forms);
    assert_string_equal(forms, "can not U.S. No one Yes ");
    column_of(r->out, 6, heads, sizeof heads);
    assert_int_equal(strlen(heads), 12); /* a number of one digit a word: all are parsed */
    HAS(r->out, "# newdoc id = one\n# newpar id = one-p1\n# sent_id = one-1\n# text = cannot U.S.\n1\tcan\t");
    HAS(r->out, "\tBegin=7|End=11|");
    HAS(r->out, "|SpaceAfter=No\n\n# sent_id = one-2\n# text = No one\n");
    HAS(r->out, "# newdoc id = two\n");
    r = quoth_in("annotate " RANDOM_MODEL " --input conllu --json < in.conllu");
    assert_int_equal(r->status, 0);
    HAS(r->out, "\"name\":\"two\"");
    HAS(r->out, "\"sentences\":[[0,11],[11,17]]");
}

static void test_tokens_have_seven_fields(void **state)
{
    (void)state;
    write_file("pier.txt", "The mayor said on Tuesday that the pier was unsafe. \"It is,\" she said.\n");
    json_t *record = json_loads(quoth_in("annotate " RANDOM_MODEL " --format json pier.txt")->out, 0, NULL);
    json_t *tokens = json_object_get(record, "tokens"), *token;
    size_t i, roots = 0, sentences = json_array_size(json_object_get(record, "sentences"));
    assert_int_equal(json_array_size(tokens), 19);
    json_array_foreach(tokens, i, token) {
        assert_int_equal(json_array_size(token), 7);
        json_int_t head = json_integer_value(json_array_get(token, 3));
        assert_in_range(head + 1, 0, 19);
        roots += head == -1;
        assert_int_equal(head == -1, strcmp(json_string_value(json_array_get(token, 4)), "root") == 0);
        for (size_t field = 2; field < 7; field++)
            assert_true(field == 3 || json_string_length(json_array_get(token, field)) > 0);
    }
    assert_int_equal(roots, sentences);
    json_decref(record);
}

static void test_jobs_make_no_difference(void **state)
{
    (void)state;
    static char first[RUN_MOST];
    for (int jobs = 1; jobs <= 4; jobs *= 2) {
        const run *r =
            quoth_in("annotate " RANDOM_MODEL " --format conllu --jobs %d pier.txt in.conllu pier.txt", jobs);
        assert_int_equal(r->status, 0);
        if (jobs == 1) memcpy(first, r->out, sizeof first);
        assert_string_equal(r->out, first);
    }
    assert_true(strlen(first) > 1000);
}

static void test_what_makes_no_sense_is_said(void **state)
{
    (void)state;
    const run *r = quoth_in("annotate --format csv pier.txt");
    assert_int_equal(r->status, 2);
    HAS(r->err, "--format takes json or conllu, not 'csv'");
    r = quoth_in("annotate --input text pier.txt");
    assert_int_equal(r->status, 2);
    HAS(r->err, "--input takes conllu, not 'text'");
    r = quoth_in("annotate --json --format conllu pier.txt");
    assert_int_equal(r->status, 2);
    r = quoth_in("annotate " RANDOM_MODEL " --input conllu pier.txt in.conllu");
    assert_int_equal(r->status, 3);
    HAS(r->err, "refused: pier.txt: ");
    HAS(r->err, "ten columns");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_given_tokens_come_back),
        cmocka_unit_test(test_tokens_have_seven_fields),
        cmocka_unit_test(test_jobs_make_no_difference),
        cmocka_unit_test(test_what_makes_no_sense_is_said),
    };
    return cmocka_run_group_tests_name("cli/conllu", tests, set_up, remove_folder);
}
