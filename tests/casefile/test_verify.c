/* Whatever is changed behind the program's back, verify says where. */
#include "fixture.h"

static char *folder, *path;

static int setup(void **state)
{
    (void)state;
    folder = fx_folder();
    path = fx_path(folder, "a.case");
    fx f = fx_report(), small = fx_small(1), latin = fx_new("The café said so.\n");
    latin.document.original = QT_STR("The caf\xE9 said so.\n");
    latin.document.encoding = QT_STR("ISO-8859-1");
    assert_int_equal(qt_sha256_of(latin.document.original, &latin.document.sha256, NULL), 0);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    fx_store(c, &f);
    fx_store(c, &small);
    fx_store(c, &latin);
    qt_case_close(c);
    fx_free(&f);
    fx_free(&small);
    fx_free(&latin);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    free(path);
    fx_remove_folder(folder);
    return 0;
}

static void test_nothing_found(void **state)
{
    (void)state;
    fx_assert_sound(path);
    qt_case *c = fx_open(path, QT_CASE_WRITE);
    int status;
    json_t *rows = fx_verify(c, &status);
    assert_int_equal(status, 0);
    json_decref(rows);
    fx f = fx_small(2);
    assert_int_equal(fx_store(c, &f), QT_STORED_NEW); /* the connection is as it was */
    fx_free(&f);
    qt_case_close(c);
}

/* What each change is reported as; `document` NULL where it concerns the whole file. */
static const struct change {
    const char *sql, *what, *document, *detail;
} CHANGES[] = {
    {"UPDATE document SET original = x'00' WHERE id = 3", "hash", "a.txt", "original bytes"},
    {"UPDATE document SET text = replace(text, 'gate 7', 'gate 8') WHERE id = 2", "hash", "1.txt", "text is not"},
    {"UPDATE document SET text = 'The cafe said so.' WHERE id = 3", "hash", "a.txt", "text is not"},
    {"UPDATE document SET sha256 = replace(sha256, substr(sha256, 20, 1), '0') WHERE id = 2", "hash", "1.txt",
     "original bytes"},
    {"UPDATE document SET text_sha256 = sha256 WHERE id = 3", "hash", "a.txt", "text is not"},
    {"UPDATE document SET title_size = 3000 WHERE id = 2", "text", "1.txt", "title"},
    {"UPDATE document SET text = CAST(x'e28055' AS TEXT) WHERE id = 2", "text", "1.txt", "UTF-8"},
    {"DELETE FROM place WHERE document = 2", "place", NULL, "no place"},
    {"UPDATE statement_cue SET begin = begin + 1, end = end + 1 WHERE statement = 6", "span", "1.txt", "stands there"},
    {"UPDATE statement_source SET end = 5000 WHERE statement = 6", "span", "1.txt", "does not fit"},
    {"UPDATE statement_source SET text = 'Warden 2' WHERE statement = 6", "span", "1.txt", "stands there"},
    {"UPDATE statement_content SET begin = begin + 1 WHERE statement = 1", "span", "a.txt", "does not fit"}, /* in “ */
    {"UPDATE statement_quoted SET begin = begin + 1 WHERE statement = 3", "span", "a.txt", "stands there"},
    {"UPDATE statement_hedge SET text = 'surely' WHERE statement = 2", "span", "a.txt", "stands there"},
    {"UPDATE source_candidate SET begin = begin + 1 WHERE candidate = 1", "span", "a.txt", "stands there"},
    {"UPDATE sentence SET text = 'No.' WHERE document = 2", "span", "1.txt", "sentence"},
    {"UPDATE mark SET text = '[9]' WHERE text = '[3]'", "span", "a.txt", "reference mark"},
    {"UPDATE mark SET label_end = 9999 WHERE text = '[3]'", "span", "a.txt", "label"},
    {"UPDATE mark SET supports_begin = 9999 WHERE text = '[4]'", "span", "a.txt", "supports"},
    {"DELETE FROM statement_hedge", "cell", "a.txt", "hedges"},
    {"UPDATE statement_source SET name = 'Ann Onym' WHERE name IS NOT NULL", "cell", "a.txt", "source"},
    {"UPDATE statement SET key = replace(key, ':', ':1') WHERE id = 6", "key", "1.txt", "not that of"},
    {"UPDATE statement SET key = key || '.1' WHERE id = 6", "key", "1.txt", "not that of"},
    {"UPDATE statement SET key = key || '.x' WHERE id = 6", "key", "1.txt", "not that of"},
    {"UPDATE statement SET begin = begin - 1 WHERE id = 6", "key", "1.txt", "not that of"},
    {"UPDATE statement SET within = 1 WHERE id = 6", "within", "1.txt", "another"},
    {"UPDATE statement SET kind = 'joke' WHERE id = 6", "statement", "1.txt", "does not know"},
    {"UPDATE statement_hedge SET by = 'nobody'", "statement", "a.txt", "does not know"},
    {"UPDATE statement SET sentence = 77 WHERE id = 6", "foreign key", NULL, "sentence"},
    {"INSERT INTO statement_cue VALUES (99, 0, 0, 1, 'W')", "foreign key", NULL, "statement_cue"},
    {"UPDATE statement SET words = 'that gate 8 was open' WHERE id = 6", "cell", "1.txt", "words"},
    {"UPDATE statement SET words = 'that gate 8 was open' WHERE id = 6", "search index", NULL, "statements"},
    {"INSERT INTO document_fts (rowid, text) VALUES (9, 'pear')", "search index", NULL, "documents"},
    {"DROP INDEX place_order", "schema", NULL, "place_order"},
    {"DROP VIEW ledger; CREATE VIEW ledger AS SELECT words FROM statement", "schema", NULL, "ledger"},
};

static bool is_reported(const json_t *rows, const struct change *change)
{
    size_t i;
    json_t *row;
    json_array_foreach(rows, i, row) {
        const json_t *document = json_object_get(row, "document");
        const char *name = json_string_value(document), *detail = fx_string(row, "detail");
        bool right = change->document ? name && strcmp(name, change->document) == 0
                                      : strcmp(change->what, "place") == 0 || json_is_null(document);
        if (right && strcmp(fx_string(row, "what"), change->what) == 0 && detail && strstr(detail, change->detail))
            return true;
    }
    return false;
}

static void test_every_change_is_found(void **state)
{
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        fx_sql(path, CHANGES[i].sql);
        qt_case *c = fx_open(path, QT_CASE_READ);
        int status;
        json_t *rows = fx_verify(c, &status);
        if (status != QUOTH_INTEGRITY || !is_reported(rows, &CHANGES[i])) {
            char *text = json_dumps(rows, 0);
            fail_msg("%s: %d %s", CHANGES[i].sql, status, text);
        }
        json_decref(rows);
        qt_case_close(c);
        teardown(state);
        setup(state);
    }
}

/* Reading what was tampered with ends in an error, never in words that do not stand there. */
static void test_reading_refuses(void **state)
{
    static const char *const BAD[] = {
        "UPDATE statement_cue SET end = 5000 WHERE statement = 6",
        "UPDATE statement_content SET begin = -1 WHERE statement = 6",
        "UPDATE document SET text = CAST(x'ff' AS TEXT) WHERE id = 2",
        "UPDATE statement SET voice = 'none' WHERE id = 6",
        "UPDATE place SET publisher = CAST(x'ff' AS TEXT) WHERE document = 2",
        "UPDATE statement SET cue_lemma = CAST(x'ff' AS TEXT) WHERE id = 6",
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        char sql[200];
        snprintf(sql, sizeof sql, "PRAGMA ignore_check_constraints = ON; %s", BAD[i]);
        fx_sql(path, sql);
        qt_case *c = fx_open(path, QT_CASE_READ);
        quoth_error error = {0};
        json_t *rows = json_array();
        assert_int_equal(qt_case_statements(c, NULL, fx_collect, rows, &error), QUOTH_INTEGRITY);
        assert_string_equal(error.source, path);
        int status;
        json_decref(rows);
        rows = fx_verify(c, &status);
        assert_int_equal(status, QUOTH_INTEGRITY);
        json_decref(rows);
        qt_case_close(c);
        teardown(state);
        setup(state);
    }
}

/* A byte changed on the disk, anywhere: never a crash, and where the file still opens, what it says is what it was. */
static void test_flipped_bytes(void **state)
{
    (void)state;
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    size_t size = (size_t)info.st_size;
    char *bytes = malloc(size);
    assert_int_equal(fread(bytes, 1, size, in), size);
    fclose(in);
    size_t *where = calloc(size, sizeof *where), used = 0; /* most of a small file is empty: not there */
    for (size_t i = 0; i < size; i++)
        if (bytes[i]) where[used++] = i;
    uint32_t random = 12345;
    int found = 0;
    for (int round = 0; round < 150; round++) {
        random = random * 1664525u + 1013904223u;
        size_t at = where[((uint64_t)random * used) >> 32];
        FILE *out = fopen(path, "r+b");
        fseek(out, (long)at, SEEK_SET);
        fputc(bytes[at] ^ (1 << (random % 8)), out);
        fclose(out);
        qt_case *c = NULL;
        quoth_error error = {0};
        int status = qt_case_open(path, QT_CASE_READ, &c, &error);
        if (!status) {
            json_t *rows = json_array();
            qt_case_statements(c, NULL, fx_collect, rows, NULL);
            qt_case_documents(c, fx_collect, rows, NULL);
            qt_case_search(c, QT_STR("gate said"), fx_collect, rows, NULL);
            json_decref(rows);
            rows = fx_verify(c, &status);
            json_decref(rows);
        }
        qt_case_close(c);
        found += status != 0;
        out = fopen(path, "r+b");
        fseek(out, (long)at, SEEK_SET);
        fputc(bytes[at], out);
        fclose(out);
    }
    assert_true(found > 75); /* the rest fell on metadata, which carries no hash */
    free(bytes);
    free(where);
    fx_assert_sound(path);
}

static int stop(void *context, json_t *row)
{
    (void)row;
    ++*(int *)context;
    return 55;
}

static void test_stops_when_told(void **state)
{
    (void)state;
    int rows = 0;
    fx_sql(path, "DROP INDEX place_url; UPDATE sentence SET text = 'No.'");
    qt_case *c = fx_open(path, QT_CASE_READ);
    assert_int_equal(qt_case_verify(c, stop, &rows, NULL), 55);
    assert_int_equal(rows, 1);
    qt_case_close(c);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_nothing_found), TEST(test_every_change_is_found), TEST(test_reading_refuses),
        TEST(test_flipped_bytes), TEST(test_stops_when_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
