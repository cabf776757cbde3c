/* Standard input, and how far reading has come. */
#include "fixture.h"

#include <sys/wait.h>

/* Reads `bytes` (and, where `endless`, what another process goes on writing) as standard input. */
static void from_pipe(const char *bytes, bool endless, outcomes *out)
{
    static const char *const path = "-";
    int ends[2], kept = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    pid_t writer = fork();
    assert_true(writer >= 0);
    if (writer == 0) {
        close(ends[0]);
        size_t size = strlen(bytes);
        do
            if (write(ends[1], bytes, size) < 0) break; /* SIGPIPE ends an endless one */
        while (endless);
        _exit(0);
    }
    close(ends[1]);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    close(ends[0]);
    ingest_paths(&path, 1, NULL, out);
    assert_int_equal(dup2(kept, STDIN_FILENO), STDIN_FILENO); /* closes the reading end: the writer stops */
    close(kept);
    assert_int_equal(waitpid(writer, NULL, 0), writer);
}

static void standard_input(void **state)
{
    (void)state;
    outcomes o;
    from_pipe("The ferry is late.\n", false, &o);
    assert_int_equal(o.documents, 1);
    assert_view(o.items[0].document.name, "-");
    assert_view(o.items[0].document.path, "-");
    assert_view(o.items[0].document.text, "The ferry is late.\n");
    done_with(&o);
    from_pipe("\n  {\"text\": \"The ferry is late.\"}\n", false, &o);
    assert_int_equal(o.documents, 1);
    assert_view(o.items[0].document.name, "-:2");
    assert_view(o.items[0].document.path, "-");
    assert_view(o.items[0].document.text, "The ferry is late.");
    done_with(&o);
    from_pipe(" \n", false, &o);
    assert_int_equal(o.refused, 1);
    done_with(&o);
    from_pipe("The ferry is late, and it goes on being late, without an end of the line or of anything. ", true, &o);
    assert_int_equal(o.refused, 1);
    assert_non_null(strstr(o.items[0].error.message, "more than 16 MiB"));
    done_with(&o);
}

static void progress(void **state)
{
    (void)state;
    sub_folder("measured");
    WRITE("measured/a.txt", "0123456789");
    WRITE("measured/b.txt", "");
    WRITE("measured/c.txt", "01234");
    const char *path = in_folder("measured");
    qt_ingest *ingest = NULL;
    qt_arena *arena = qt_arena_new(1 << 20);
    qt_document d;
    uint64_t done = 7, total = 7, before = 0;
    assert_int_equal(qt_ingest_open(&path, 1, &(qt_ingest_options){.measure = true}, &ingest, NULL), QUOTH_OK);
    qt_ingest_progress(ingest, &done, &total);
    assert_int_equal(done, 0);
    assert_int_equal(total, 15);
    while (qt_ingest_next(ingest, arena, &d, NULL) != QT_INGEST_END) {
        qt_ingest_progress(ingest, &done, &total);
        assert_true(done >= before && done <= total);
        before = done;
    }
    qt_ingest_progress(ingest, &done, &total);
    assert_int_equal(done, 15);
    qt_ingest_close(ingest);
    qt_arena_free(arena);
    const char *both[] = {path, "-"};
    assert_int_equal(qt_ingest_open(both, 2, &(qt_ingest_options){.measure = true}, &ingest, NULL), QUOTH_OK);
    qt_ingest_progress(ingest, &done, &total);
    assert_int_equal(total, 0); /* nobody knows how much is to come */
    qt_ingest_close(ingest);
    qt_ingest_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(standard_input), cmocka_unit_test(progress)};
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
