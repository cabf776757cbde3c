/* The drivers, with a reader of the tests' own (stand_in.h). */
#include "../ingest/fixture.h"

#include "add.h"
#include "stand_in.h"

/* ------------------------------------------------------------------------------------------------------- a pile of it */

enum { REPORTS = 40 };

static char log_text[64 * 1024];
static size_t log_size, progress_calls, stop_after;
static volatile sig_atomic_t stop_flag;

static void note_refused(void *context, const quoth_error *why)
{
    (void)context;
    log_size +=
        (size_t)snprintf(log_text + log_size, sizeof log_text - log_size, "%s: %s\n", why->source, why->message);
}

static void note_progress(void *context, uint64_t done, uint64_t total, size_t documents)
{
    (void)context;
    progress_calls++;
    if (total) assert_true(done <= total);
    if (stop_after && documents >= stop_after) stop_flag = 1;
    log_size +=
        (size_t)snprintf(log_text + log_size, sizeof log_text - log_size, "%zu of %zu\n", (size_t)done, (size_t)total);
}

/* Reports, every fifth of them copied to a second folder, with refusals and records in between. */
static int make_pile(void **state)
{
    if (make_folder(state)) return -1;
    char name[64], text[4096];
    sub_folder("pile");
    sub_folder("pile/copies");
    for (int i = 0; i < REPORTS; i++) {
        int size = 0;
        for (int j = 0; j <= i % 7 * 5; j++)
            size += snprintf(text + size, sizeof text - (size_t)size,
                             "The harbour office said that ferry %d of %d was late.\n", j, i);
        snprintf(name, sizeof name, "pile/report-%02d.txt", i);
        write_bytes(name, text, (size_t)size);
        snprintf(name, sizeof name, "pile/copies/report-%02d.txt", i);
        if (i % 5 == 0) write_bytes(name, text, (size_t)size);
        if (i % 5 == 2) {
            snprintf(name, sizeof name, "pile/report-%02d-again.txt", i);
            write_bytes(name, text, (size_t)size); /* met again while the first is still in flight */
        }
        snprintf(name, sizeof name, "pile/report-%02d-empty.txt", i);
        if (i % 9 == 4) write_bytes(name, "", 0);
    }
    WRITE("pile/report-11-unreadable.txt", "UNREADABLE to this reader.");
    WRITE("pile/report-20-records.jsonl",
          "{\"text\":\"A pilot said that nobody had told him.\",\"publisher\":\"The Quay Courier\"}\n"
          "{\"text\":\"A pilot said that nobody had told him.\",\"publisher\":\"Coastwire\"}\n{\"text\":\n"
          "{\"text\":\"A pilot said that nobody had told him.\",\"publisher\":\"Coastwire\"}\n"
          "{\"text\":\"A pilot said that nobody had told him.\",\"publisher\":\"Harbour Radio\",\"title\":\"A pilot "
          "said that nobody had told him.\"}\n");
    return 0;
}

static int add_to(const char *case_name, const char *what, size_t jobs, qt_add_summary *summary, quoth_error *error)
{
    qt_case *c = NULL;
    qt_ingest *ingest = NULL;
    const char *path = in_folder(what);
    const qt_add_options options = {
        .jobs = jobs, .stop = &stop_flag, .refused = note_refused, .progress = note_progress};
    log_size = progress_calls = 0;
    log_text[0] = '\0';
    stop_flag = 0;
    assert_int_equal(qt_ingest_open(&path, 1, &(qt_ingest_options){.measure = true}, &ingest, error), QUOTH_OK);
    assert_int_equal(qt_case_open(in_folder(case_name), QT_CASE_CREATE, &c, error), QUOTH_OK);
    int rc = qt_add(c, &model, ingest, &options, summary, error);
    qt_case_close(c);
    qt_ingest_close(ingest);
    return rc;
}

typedef struct rows {
    char *text;
    size_t size, capacity, count;
} rows;

static int keep_row(void *context, json_t *row)
{
    rows *r = context;
    char *line = json_dumps(row, JSON_COMPACT);
    assert_non_null(line);
    size_t size = strlen(line);
    if (r->size + size + 2 > r->capacity) {
        r->capacity = 2 * (r->size + size + 2);
        r->text = realloc(r->text, r->capacity);
        assert_non_null(r->text);
    }
    memcpy(r->text + r->size, line, size);
    r->text[r->size + size] = '\n';
    r->size += size + 1;
    r->text[r->size] = '\0';
    r->count++;
    free(line);
    return 0;
}

/* Everything that the case file says, as text; and it verifies. */
static rows all_of(const char *case_name)
{
    qt_case *c = NULL;
    rows r = {0};
    quoth_error error = {0};
    assert_int_equal(qt_case_open(in_folder(case_name), QT_CASE_READ, &c, &error), QUOTH_OK);
    assert_int_equal(qt_case_documents(c, keep_row, &r, &error), QUOTH_OK);
    assert_int_equal(qt_case_statements(c, &(qt_statement_filter){.min_confidence = 0}, keep_row, &r, &error),
                     QUOTH_OK);
    size_t before = r.count;
    assert_int_equal(qt_case_verify(c, keep_row, &r, &error), QUOTH_OK);
    assert_int_equal(r.count, before);
    qt_case_close(c);
    return r;
}

/* Fails with the first line that differs. */
static void assert_same(const char *one, const char *two)
{
    size_t line = 0, at = 0;
    for (; one[at] == two[at] && one[at]; at++)
        if (one[at] == '\n') line = at + 1;
    if (one[at] != two[at]) fail_msg("from byte %zu:\n%.900s\n%.900s", at - line, one + line, two + line);
}

/* ---------------------------------------------------------------------------------------------------------- the tests */

static void assert_same_bytes(const char *one, const char *two)
{
    FILE *a = fopen(in_folder(one), "rb"), *b = fopen(in_folder(two), "rb");
    assert_true(a && b);
    int x, y;
    long at = -1;
    do {
        x = getc(a);
        y = getc(b);
        at++;
    } while (x == y && x != EOF);
    fclose(a);
    fclose(b);
    if (x != y) fail_msg("%s and %s differ from byte %ld", one, two, at);
}

/* Not a byte: the case files are the same, row ids and all. */
static void jobs_make_no_difference(void **state)
{
    (void)state;
    static const size_t jobs[] = {1, 2, 4, 7};
    rows first = {0};
    char *first_log = NULL;
    qt_add_summary first_summary = {0};
    for (size_t i = 0; i < 4; i++) {
        char name[32];
        qt_add_summary s;
        quoth_error error = {0};
        snprintf(name, sizeof name, "jobs-%zu.quoth", jobs[i]);
        assert_int_equal(add_to(name, "pile", jobs[i], &s, &error), QUOTH_OK);
        rows r = all_of(name);
        if (i == 0) {
            first = r;
            first_summary = s;
            first_log = strdup(log_text);
            continue;
        }
        assert_memory_equal(&s, &first_summary, sizeof s);
        assert_string_equal(log_text, first_log);
        assert_same(r.text, first.text);
        assert_same_bytes("jobs-1.quoth", name);
        free(r.text);
    }
    assert_int_equal(first_summary.added, REPORTS + 1);
    assert_int_equal(first_summary.places, 8 + 8 + 2); /* copies, repeats, a record's other publisher and its title */
    assert_int_equal(first_summary.known, 1);
    assert_int_equal(first_summary.refused, 4 + 1 + 1);
    assert_int_equal(first_summary.documents, REPORTS + 1 + 18 + 1);
    assert_false(first_summary.stopped);
    assert_true(first_summary.statements > 400);
    free(first.text);
    free(first_log);
}

static void known_documents_are_not_read_again(void **state)
{
    (void)state;
    qt_add_summary s;
    quoth_error error = {0};
    assert_int_equal(add_to("known.quoth", "pile", 2, &s, &error), QUOTH_OK);
    rows before = all_of("known.quoth");
    size_t documents = s.documents, added = s.added;
    int reads = atomic_load(&read_count);
    assert_int_equal(add_to("known.quoth", "pile", 3, &s, &error), QUOTH_OK);
    rows after = all_of("known.quoth");
    assert_int_equal(atomic_load(&read_count), reads + 1); /* the one that could not be read, again */
    assert_int_equal(s.known, documents);
    assert_int_equal(s.added + s.places + s.statements, 0);
    assert_true(added > 0);
    assert_same(before.text, after.text);
    free(before.text);
    free(after.text);
}

/* Stopped again and again, taken up again and again: the same case file. */
static void stopping_loses_nothing(void **state)
{
    (void)state;
    qt_add_summary s;
    quoth_error error = {0};
    for (size_t jobs = 1; jobs <= 3; jobs += 2) {
        char name[32];
        size_t runs = 0;
        snprintf(name, sizeof name, "stopped-%zu.quoth", jobs);
        do {
            stop_after = 3 + 7 * runs;
            assert_int_equal(add_to(name, "pile", jobs, &s, &error), QUOTH_OK);
            assert_true(++runs < 60);
            if (s.stopped) assert_int_equal(s.documents, stop_after); /* what was at hand is stored, no more */
        } while (s.stopped);
        stop_after = 0;
        assert_true(runs > 3);
        assert_int_equal(add_to("straight.quoth", "pile", 1, &s, &error), QUOTH_OK);
        rows broken = all_of(name), straight = all_of("straight.quoth");
        assert_same(broken.text, straight.text);
        free(broken.text);
        free(straight.text);
    }
}

static void what_cannot_be_read_is_refused_alone(void **state)
{
    (void)state;
    qt_add_summary s;
    quoth_error error = {0};
    assert_int_equal(add_to("alone.quoth", "pile/report-11-unreadable.txt", 2, &s, &error), QUOTH_OK);
    assert_int_equal(s.refused, 1);
    assert_int_equal(s.documents, 0);
    assert_non_null(strstr(log_text, "report-11-unreadable.txt: no head or tail"));
    assert_int_equal(error.status, QUOTH_OK);
}

/* A case file that cannot be written ends it at once, with the reason. */
static void failures_of_the_case_file_stop_it(void **state)
{
    (void)state;
    qt_add_summary s;
    quoth_error error = {0};
    assert_int_equal(add_to("locked.quoth", "pile/report-00.txt", 1, &s, &error), QUOTH_OK);
    const char *path = in_folder("pile");
    for (size_t jobs = 1; jobs <= 4; jobs += 3) {
        qt_case *c = NULL;
        qt_ingest *ingest = NULL;
        error = (quoth_error){0};
        assert_int_equal(qt_ingest_open(&path, 1, NULL, &ingest, &error), QUOTH_OK);
        assert_int_equal(qt_case_open(in_folder("locked.quoth"), QT_CASE_READ, &c, &error), QUOTH_OK);
        assert_int_equal(qt_add(c, &model, ingest, &(qt_add_options){.jobs = jobs}, &s, &error), QUOTH_FAILED);
        assert_int_equal(error.status, QUOTH_FAILED);
        assert_true(error.message[0]);
        assert_int_equal(s.added, 0);
        qt_case_close(c);
        qt_ingest_close(ingest);
    }
    rows r = all_of("locked.quoth");
    assert_int_equal(r.count, 2);
    free(r.text);
}

static void update_reads_what_is_stale(void **state)
{
    (void)state;
    qt_add_summary s;
    quoth_error error = {0};
    qt_case *c = NULL;
    assert_int_equal(add_to("update.quoth", "pile", 2, &s, &error), QUOTH_OK);
    size_t added = s.added, statements = s.statements;
    rows before = all_of("update.quoth");
    const qt_add_options options = {.jobs = 3, .progress = note_progress, .refused = note_refused};
    assert_int_equal(qt_case_open(in_folder("update.quoth"), QT_CASE_WRITE, &c, &error), QUOTH_OK);
    int reads = atomic_load(&read_count);
    assert_int_equal(qt_update(c, &model, false, &options, &s, &error), QUOTH_OK);
    assert_int_equal(s.documents, 0);
    assert_int_equal(atomic_load(&read_count), reads);
    assert_int_equal(qt_update(c, &model, true, &options, &s, &error), QUOTH_OK);
    assert_int_equal(s.added, added);
    assert_int_equal(s.statements, statements);
    model.sha256.bytes[0] = 2; /* another model */
    assert_int_equal(qt_update(c, &model, false, &options, &s, &error), QUOTH_OK);
    assert_int_equal(s.added, added);
    assert_int_equal(qt_update(c, &model, false, &options, &s, &error), QUOTH_OK);
    assert_int_equal(s.documents, 0);
    model.sha256.bytes[0] = 1;
    assert_int_equal(qt_update(c, &model, false, &options, &s, &error), QUOTH_OK); /* so that all is as before */
    assert_int_equal(s.added, added);
    qt_case_close(c);
    rows after = all_of("update.quoth");
    assert_same(before.text, after.text);
    free(before.text);
    free(after.text);
}

typedef struct lines {
    rows r;
    size_t stop_at;
    qt_buffer line; /* of the document whose end has not come yet */
} lines;

static int keep_line(void *context, qt_str bytes)
{
    lines *l = context;
    qt_buffer_add(&l->line, bytes);
    if (bytes.size) return 0;
    size_t size;
    char *line = qt_buffer_take(&l->line, &size);
    json_t *row = json_loadb(line, size, 0, NULL);
    free(line);
    assert_true(json_is_object(row));
    keep_row(&l->r, row);
    json_decref(row);
    return l->r.count == l->stop_at ? -1 : 0;
}

static void stream(size_t jobs, lines *l, int wanted, qt_add_summary *s)
{
    const char *path = in_folder("pile");
    qt_ingest *ingest = NULL;
    quoth_error error = {0};
    assert_int_equal(qt_ingest_open(&path, 1, NULL, &ingest, &error), QUOTH_OK);
    assert_int_equal(
        qt_annotate_stream(&model, ingest, &(qt_add_options){.jobs = jobs}, QT_PRINT_JSON, keep_line, l, s, &error),
        wanted);
    qt_ingest_close(ingest);
}

static void stream_keeps_the_order(void **state)
{
    (void)state;
    lines first = {.stop_at = 0}, stopped = {.stop_at = 5};
    qt_add_summary s;
    stream(1, &first, QUOTH_OK, &s);
    assert_int_equal(first.r.count, REPORTS + 8 + 8 + 4); /* every input, copies too */
    assert_int_equal(s.added, first.r.count);
    assert_int_equal(s.refused, 6);
    for (size_t jobs = 2; jobs <= 5; jobs++) {
        lines l = {.stop_at = 0};
        stream(jobs, &l, QUOTH_OK, &s);
        assert_same(l.r.text, first.r.text);
        free(l.r.text);
    }
    stream(3, &stopped, -1, &s); /* the reader of the lines has gone */
    assert_int_equal(stopped.r.count, 5);
    assert_false(s.stopped);
    free(stopped.r.text);
    free(first.r.text);
}

static void too_many_jobs(void **state)
{
    (void)state;
    qt_add_summary s;
    quoth_error error = {0};
    assert_int_equal(add_to("many.quoth", "pile", QT_JOBS_MAX + 1, &s, &error), QUOTH_USAGE);
    error = (quoth_error){0};
    assert_int_equal(add_to("many.quoth", "pile/report-01.txt", 0, &s, &error), QUOTH_OK);
    assert_int_equal(s.added, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_make_no_difference),
        cmocka_unit_test(known_documents_are_not_read_again),
        cmocka_unit_test(stopping_loses_nothing),
        cmocka_unit_test(what_cannot_be_read_is_refused_alone),
        cmocka_unit_test(failures_of_the_case_file_stop_it),
        cmocka_unit_test(update_reads_what_is_stale),
        cmocka_unit_test(stream_keeps_the_order),
        cmocka_unit_test(too_many_jobs),
    };
    return cmocka_run_group_tests(tests, make_pile, remove_folder);
}
