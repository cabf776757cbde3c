/* add, update and annotate, with a small untrained model: what is stored, refused, repeated, interrupted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>

#include "run.h"

#define OTHER_MODEL QUOTH_SOURCE_DIR "/tests/nn/network_f32.safetensors"

static const char PIER[] = "The harbour master said on Tuesday that the pier was unsafe. The ministry denied it.\n";
static const char FERRY[] = "The ferry sank, according to Lena Holt. The owners said that they were shocked.\n";
static const char RECORDS[] = "{\"title\":\"A quiet night\",\"text\":\"The watchman said that he had seen nothing at "
                              "all.\",\"publisher\":\"The Quay "
                              "Courier\",\"published\":\"2031-05-02\",\"url\":\"https://courier.example/1\"}\n"
                              "{\"title\":\"Broken\",\"text\":\n"
                              "{\"text\":\"The mayor promised that the pier would be rebuilt by the spring.\"}\n";

static size_t lines_of(const char *text)
{
    size_t count = 0;
    for (; *text; text++) count += *text == '\n';
    return count;
}

/* A folder with two reports, an empty file and a binary one. */
static void write_reports(const char *name)
{
    char path[96];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(mkdir(path, 0700), 0);
    (void)snprintf(path, sizeof path, "%s/pier.txt", name);
    write_file(path, PIER);
    (void)snprintf(path, sizeof path, "%s/ferry.md", name);
    write_file(path, FERRY);
    (void)snprintf(path, sizeof path, "%s/empty.txt", name);
    write_file(path, "");
    (void)snprintf(path, sizeof path, "%s/picture.png", name);
    write_file(path, "\x89PNG\r\n\x1a\n");
}

static void test_add_folder(void **state)
{
    (void)state;
    write_reports("reports");
    const run *r = quoth_in("add a.quoth reports --model " MODEL);
    assert_int_equal(r->status, 3); /* some inputs were refused, each named with its reason */
    assert_string_equal(r->out, "");
    HAS(r->err, "refused: reports/empty.txt: ");
    HAS(r->err, "refused: reports/picture.png: ");
    HAS(r->err, "2 documents added");
    HAS(r->err, "2 refused");
    assert_int_equal(lines_of(r->err), 3); /* no progress bar off a terminal */
    r = quoth_in("add a.quoth reports --model " MODEL);
    assert_int_equal(r->status, 3);
    HAS(r->err, "2 known already");
    assert_int_equal(lines_of(quoth_in("documents a.quoth --json")->out), 2);
    assert_int_equal(quoth_in("verify a.quoth")->status, 0);
    struct stat about;
    char path[96];
    (void)snprintf(path, sizeof path, "%s/a.quoth", folder);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
}

static void test_add_all_is_well(void **state)
{
    (void)state;
    write_file("pier.txt", PIER);
    const run *r = quoth_in("add b.quoth pier.txt --published 2031-05-02 --publisher 'The Pier Post' --model " MODEL);
    assert_int_equal(r->status, 0);
    HAS(r->err, "1 document added");
    r = quoth_in("documents b.quoth --json");
    HAS(r->out, "\"published\":\"2031-05-02\"");
    HAS(r->out, "\"published_basis\":\"given\"");
    HAS(r->out, "\"publisher\":\"The Pier Post\"");
    write_file("copy.txt", PIER);
    HAS(quoth_in("add b.quoth copy.txt --model " MODEL)->err, "1 known at a new place");
    assert_int_equal(lines_of(quoth_in("documents b.quoth --json")->out), 1);
}

static void test_add_records_from_standard_input(void **state)
{
    (void)state;
    write_file("feed.jsonl", RECORDS);
    const run *r = quoth_in("add c.quoth - --model " MODEL " < feed.jsonl");
    assert_int_equal(r->status, 3);
    HAS(r->err, "refused: -:2: ");
    HAS(r->err, "2 documents added");
    HAS(quoth_in("statements c.quoth --document 'quiet night'")->out, "The Quay Courier · published 2031-05-02");
}

static void test_manifest(void **state)
{
    (void)state;
    write_file("known.txt", FERRY);
    write_file("list.csv", "path,publisher,published\nknown.txt,Eastwire,2031-04-30\n");
    assert_int_equal(quoth_in("add m.quoth known.txt --manifest list.csv --model " MODEL)->status, 0);
    HAS(quoth_in("documents m.quoth --json")->out, "\"publisher\":\"Eastwire\"");
}

static void test_missing_input(void **state)
{
    (void)state;
    const run *r = quoth_in("add d.quoth missing.txt --model " MODEL);
    assert_int_equal(r->status, 3);
    HAS(r->err, "refused: missing.txt: ");
}

static void test_jobs_make_no_difference(void **state)
{
    (void)state;
    char one[RUN_MOST / 4];
    write_reports("again");
    write_file("again/feed.jsonl", RECORDS);
    assert_int_equal(quoth_in("annotate again --json --jobs 1 --model " MODEL)->status, 3);
    assert_true(strlen(ran.out) < sizeof one);
    memcpy(one, ran.out, strlen(ran.out) + 1);
    assert_int_equal(lines_of(one), 4);
    assert_int_equal(quoth_in("annotate again --json --jobs 4 --model " MODEL)->status, 3);
    assert_string_equal(one, ran.out);
}

static void test_annotate(void **state)
{
    (void)state;
    static const char *const members[] = {"document", "text",  "sentences", "tokens",
                                          "mentions", "times", "figures",   "statements"};
    write_file("pier.txt", PIER);
    const run *r = quoth_in("annotate --json --model " MODEL " < pier.txt");
    assert_int_equal(r->status, 0);
    assert_string_equal(r->err, "");
    assert_int_equal(lines_of(r->out), 1);
    json_t *record = json_loads(r->out, 0, NULL);
    assert_non_null(record);
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        assert_non_null(json_object_get(record, members[i]));
    assert_string_equal(json_string_value(json_object_get(record, "text")), PIER);
    json_decref(record);
    r = quoth_in("annotate pier.txt --model " MODEL);
    assert_int_equal(r->status, 0);
    HAS(r->out, "pier.txt\n───");
    assert_int_equal(quoth_in("annotate missing.txt pier.txt --json --model " MODEL)->status, 3);
    assert_int_equal(lines_of(ran.out), 1);
    HAS(ran.err, "refused: missing.txt: ");
    assert_int_equal(quoth_in("annotate pier.txt --json --model " MODEL " > /dev/full")->status, 1);
}

/* With the model that ships: kernels in whole numbers differ in no byte; a kernel that is not there is named. */
static void test_kernels_make_no_difference(void **state)
{
    (void)state;
    static const char *const kernels[] = {"avx2", "avx512vnni", "neon"};
    static char first[RUN_MOST];
    const char *command =
        "annotate --json " QUOTH_SOURCE_DIR "/examples/reports/harbour-gazette.txt --model " QUOTH_SOURCE_DIR
        "/models/quoth.safetensors --kernel %s";
    char arguments[512];
    (void)snprintf(arguments, sizeof arguments, command, "portable");
    assert_int_equal(quoth_in("%s", arguments)->status, 0);
    memcpy(first, ran.out, strlen(ran.out) + 1);
    HAS(first, "\"cue\":");
    for (size_t i = 0; i < sizeof kernels / sizeof kernels[0]; i++) {
        (void)snprintf(arguments, sizeof arguments, command, kernels[i]);
        int status = quoth_in("%s", arguments)->status;
        if (status == 0) assert_string_equal(first, ran.out);
        if (status) HAS(ran.err, "on this machine; it has portable");
        assert_true(status == 0 || status == 2);
    }
    (void)snprintf(arguments, sizeof arguments, command, "float");
    assert_int_equal(quoth_in("%s", arguments)->status, 0);
    (void)snprintf(arguments, sizeof arguments, command, "abacus");
    assert_int_equal(quoth_in("%s", arguments)->status, 2);
    HAS(ran.err, "no kernel 'abacus' on this machine; it has portable, ");
    HAS(ran.err, "float");
}

static void test_update(void **state)
{
    (void)state;
    write_file("pier.txt", PIER);
    assert_int_equal(quoth_in("add u.quoth pier.txt --model " MODEL)->status, 0);
    HAS(quoth_in("update u.quoth --model " MODEL)->err, "nothing to do");
    assert_int_equal(quoth_in("update u.quoth --model " OTHER_MODEL)->status, 0);
    HAS(ran.err, "1 document read again");
    HAS(quoth_in("update u.quoth --model " OTHER_MODEL)->err, "nothing to do");
    assert_int_equal(quoth_in("update missing.quoth --model " MODEL)->status, 1);
    assert_int_equal(quoth_in("verify u.quoth")->status, 0);
}

static void test_damaged_model(void **state)
{
    (void)state;
    assert_int_equal(
        quoth_in("annotate pier.txt --model half.safetensors >/dev/null; head -c 5000 " MODEL " > half.safetensors")
            ->status,
        0);
    const run *r = quoth_in("add h.quoth pier.txt --model half.safetensors");
    assert_int_equal(r->status, 1);
    HAS(r->err, "half.safetensors");
    assert_int_not_equal(quoth_in("verify h.quoth")->status, 0); /* no case file was made */
}

static void wait_for(const char *path)
{
    for (int i = 0; i < 1000 && access(path, F_OK) != 0; i++) {
        struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};
        (void)nanosleep(&pause, NULL);
    }
    assert_int_equal(access(path, F_OK), 0);
}

/* Ctrl-C while it waits for more input: 130, and what is there is whole. */
static void test_interrupt(void **state)
{
    (void)state;
    char path[96];
    int ends[2], status = 0;
    (void)snprintf(path, sizeof path, "%s/i.quoth", folder);
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        int quiet = open("/dev/null", O_WRONLY);
        if (dup2(ends[0], 0) < 0 || dup2(quiet, 1) < 0 || dup2(quiet, 2) < 0) _exit(99);
        close(ends[1]);
        execl(QUOTH_BINARY, "quoth", "add", path, "-", "--model", MODEL, (char *)NULL);
        _exit(99);
    }
    close(ends[0]);
    static const char record[] = "{\"text\":\"The mayor said that it had rained.\"}\n";
    assert_int_equal(write(ends[1], record, sizeof record - 1), sizeof record - 1);
    wait_for(path); /* it listens to signals before it makes the case file */
    assert_int_equal(kill(child, SIGINT), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    close(ends[1]);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 130);
    assert_int_equal(quoth_in("verify i.quoth")->status, 0);
}

static int set_up(void **state)
{
    (void)state;
    make_folder();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_add_folder),
        cmocka_unit_test(test_add_all_is_well),
        cmocka_unit_test(test_add_records_from_standard_input),
        cmocka_unit_test(test_manifest),
        cmocka_unit_test(test_missing_input),
        cmocka_unit_test(test_jobs_make_no_difference),
        cmocka_unit_test(test_annotate),
        cmocka_unit_test(test_kernels_make_no_difference),
        cmocka_unit_test(test_update),
        cmocka_unit_test(test_damaged_model),
        cmocka_unit_test(test_interrupt),
    };
    return cmocka_run_group_tests(tests, set_up, remove_folder);
}
