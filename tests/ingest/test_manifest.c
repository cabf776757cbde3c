/* CSV, and manifests that say what is known about files. */
#include "fixture.h"

#include "ingest/csv.h"

static int rows(const char *bytes, char *joined, quoth_error *error)
{
    qt_arena *arena = qt_arena_new(1 << 22);
    qt_csv csv = {.bytes = qt_str_of(bytes)};
    qt_str cells[QT_CSV_FIELDS];
    size_t count = 0, at = 0;
    int rc;
    joined[0] = '\0';
    while (!(rc = qt_csv_next(&csv, arena, cells, &count, error)) && count)
        for (size_t i = 0; i < count; i++)
            at += (size_t)sprintf(joined + at, "<%.*s>%s", QT_STR_ARG(cells[i]), i + 1 == count ? "/" : "");
    qt_arena_free(arena);
    return rc;
}

static void csv_rows(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *rows;
    } cases[] = {
        {"", ""},
        {"a,b\n1,2\n", "<a><b>/<1><2>/"},
        {"a,b\r\n1,2", "<a><b>/<1><2>/"},
        {"a,,\n,\n", "<a><><>/<><>/"},
        {"\n\r\na\n\n", "<a>/"},
        {"\"a\",\"b, c\",\"d \"\"e\"\"\"\n", "<a><b, c><d \"e\">/"},
        {"\"two\nlines\",x\r\n", "<two\nlines><x>/"},
        {"\"\",\"\"\"\"\n", "<><\">/"},
        {"a\rb,c\n", "<a\rb><c>/"},
    };
    char joined[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(rows(cases[i].bytes, joined, NULL), QUOTH_OK);
        assert_string_equal(joined, cases[i].rows);
    }
}

static void csv_that_is_none(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *words;
        size_t byte;
    } cases[] = {
        {"a,b\n1,\"open\n", "line 2: a quote that never closes", 6},
        {"a\"b\n", "a quote inside", 1},
        {"\"a\"b\n", "behind a closing quote", 3},
        {"\"x\ny\"\n\"open", "line 3", 6},
    };
    char joined[512], wide[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        quoth_error error = {0};
        assert_int_equal(rows(cases[i].bytes, joined, &error), QUOTH_REFUSED);
        if (!strstr(error.message, cases[i].words)) fail_msg("%zu: %s", i, error.message);
        assert_int_equal(error.byte, cases[i].byte);
    }
    memset(wide, ',', sizeof wide);
    wide[100] = '\0';
    quoth_error error = {0};
    assert_int_equal(rows(wide, joined, &error), QUOTH_REFUSED);
    char *large = malloc(QT_CSV_FIELD_MAX + 3);
    assert_non_null(large);
    for (int quoted = 0; quoted < 2; quoted++) {
        memset(large, 'x', QT_CSV_FIELD_MAX + 2);
        large[QT_CSV_FIELD_MAX + 2] = '\0';
        if (quoted) large[0] = '"';
        error = (quoth_error){0};
        assert_int_equal(rows(large, joined, &error), QUOTH_REFUSED);
    }
    free(large);
}

static const char *given_manifest;

static void with_manifest(const char *name, outcomes *o)
{
    static char manifest[512];
    snprintf(manifest, sizeof manifest, "%s", in_folder(given_manifest));
    const char *path = in_folder(name);
    ingest_paths(
        &path, 1,
        &(qt_ingest_options){.manifest = manifest, .publisher = QT_STR("Coastwire"), .published = QT_STR("2030")}, o);
}

static void metadata_of_files(void **state)
{
    (void)state;
    outcomes o;
    sub_folder("reports");
    WRITE("reports/a.txt", "Ferry late\n\nIt sailed.");
    WRITE("reports/b.txt", "It sailed.");
    WRITE("reports/c.txt", "Nobody said so.");
    WRITE("reports/d.jsonl", "{\"text\":\"x\",\"url\":\"https://own.example/\"}\n");
    WRITE("reports/list.csv",
          "\xef\xbb\xbfpublished,path,title,url,publisher,author,agency,notes\r\n"
          "2031-05-02,a.txt,Ferry late,https://courier.example/1,The Quay Courier,I. Brandt,Coastwire,\"x\ny\"\r\n"
          "soon,../reports/b.txt,Another title,,,,,\r\n"
          "2029,./d.jsonl,,https://list.example/,,,,\r\n");
    given_manifest = "reports/list.csv";
    with_manifest("reports", &o);
    assert_int_equal(o.refused, 0); /* the list itself is not read as a report */
    assert_int_equal(o.documents, 4);
    const qt_document *a = &o.items[0].document, *b = &o.items[1].document, *c = &o.items[2].document,
                      *d = &o.items[3].document;
    assert_view(a->title, "Ferry late");
    assert_int_equal(a->title_size, 10); /* the text begins with it */
    assert_view(a->text, "Ferry late\n\nIt sailed.");
    assert_view(a->url, "https://courier.example/1");
    assert_view(a->publisher, "The Quay Courier");
    assert_view(a->author, "I. Brandt");
    assert_view(a->agency, "Coastwire");
    assert_view(a->published, "2031-05-02");
    assert_int_equal(a->published_basis, QT_BASIS_METADATA);
    assert_view(b->title, "Another title");
    assert_int_equal(b->title_size, 0); /* a file's text is not changed */
    assert_view(b->text, "It sailed.");
    assert_view(b->publisher, "Coastwire");
    assert_view(b->published, "2030");
    assert_int_equal(b->published_basis, QT_BASIS_GIVEN);
    assert_null(c->title.data);
    assert_view(c->published, "2030");
    assert_view(d->url, "https://own.example/"); /* what a record says itself comes first */
    assert_view(d->published, "2029");
    done_with(&o);
}

static void rows_without_a_file_are_told(void **state)
{
    (void)state;
    outcomes o;
    WRITE("here.txt", "It sailed.");
    WRITE("typo.csv", "path,title\nhere.txt,Ferry late\nther.txt,Other\n");
    given_manifest = "typo.csv";
    with_manifest("here.txt", &o);
    assert_int_equal(o.count, 2);
    assert_int_equal(o.items[0].result, QT_INGEST_REFUSED);
    assert_non_null(strstr(o.items[0].error.message, "line 3: there is no file \"ther.txt\""));
    assert_view(o.items[1].document.title, "Ferry late");
    done_with(&o);
}

static void manifests_that_are_none(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *words;
    } cases[] = {
        {"", "\"path\""},
        {"title,url\na,b\n", "\"path\""},
        {"path,path\na,b\n", "two columns"},
        {"path,title\nm.txt\n", "line 2: 1 fields"},
        {"path,title\n,x\n", "line 2: no path"},
        {"path\nm.txt\n./m.txt\n", "line 3: a file that line 2 names already"},
        {"path\n\"m.txt\n", "never closes"},
        {"path\nm\xff.txt\n", "not UTF-8"},
    };
    WRITE("m.txt", "It sailed.");
    const char *path = in_folder("m.txt");
    for (size_t i = 0; i <= sizeof cases / sizeof *cases; i++) {
        bool missing = i == sizeof cases / sizeof *cases;
        qt_ingest *ingest = NULL;
        quoth_error error = {0};
        const char *manifest = in_folder(missing ? "no.csv" : "bad.csv");
        if (!missing) write_bytes("bad.csv", cases[i].bytes, strlen(cases[i].bytes));
        assert_int_equal(qt_ingest_open(&path, 1, &(qt_ingest_options){.manifest = manifest}, &ingest, &error),
                         QUOTH_REFUSED);
        assert_null(ingest);
        if (!strstr(error.message, missing ? "No such file" : cases[i].words)) fail_msg("%zu: %s", i, error.message);
        assert_string_equal(error.source, manifest);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_rows),
        cmocka_unit_test(csv_that_is_none),
        cmocka_unit_test(metadata_of_files),
        cmocka_unit_test(rows_without_a_file_are_told),
        cmocka_unit_test(manifests_that_are_none),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
