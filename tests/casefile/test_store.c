/* Documents: bytes, places, versions, and reading anew. */
#include "fixture.h"

static char *folder, *path;

static int setup(void **state)
{
    (void)state;
    folder = fx_folder();
    path = fx_path(folder, "a.case");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    free(path);
    fx_remove_folder(folder);
    return 0;
}

static void test_document_fields(void **state)
{
    (void)state;
    static const char *const FIELDS[] = {"id",         "sha256",          "name",     "title",    "publisher", "url",
                                         "published",  "published_basis", "captured", "language", "places",    "origin",
                                         "statements", "status",          "version",  "encoding", "program",   "model",
                                         NULL};
    fx f = fx_report(), small = fx_small(1);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    fx_store(c, &f);
    fx_store(c, &small);
    json_t *rows = fx_documents(c);
    assert_int_equal(json_array_size(rows), 2);
    for (size_t i = 0; i < 2; i++) {
        json_t *row = json_array_get(rows, i);
        assert_fields(row, FIELDS);
        bool report = json_integer_value(json_object_get(row, "id")) == 1;
        char hex[65];
        qt_sha256_hex(report ? &f.document.sha256 : &small.document.sha256, hex);
        assert_string_equal(fx_string(row, "sha256"), hex);
        assert_json(json_object_get(row, "statements"), report ? "5" : "1");
        assert_json(json_object_get(row, "published"), report ? "\"2031-02-07\"" : "null");
        assert_json(json_object_get(row, "published_basis"), report ? "\"metadata\"" : "\"none\"");
        assert_json(json_object_get(row, "captured"), report ? "\"2031-02-08T09:00:00Z\"" : "null");
        assert_json(json_object_get(row, "title"), report ? "\"Ferry was late, says harbour\"" : "null");
        assert_json(json_object_get(row, "language"), "\"en\"");
        assert_json(json_object_get(row, "origin"), "null");
        assert_json(json_object_get(row, "status"), "\"read\"");
        assert_json(json_object_get(row, "program"), "\"" QUOTH_VERSION "\"");
        if (!report) continue;
        assert_json(json_object_get(row, "places"),
                    "[{\"name\":\"a.txt\",\"path\":\"reports/a.txt\",\"url\":\"https://lantern.example/ferry\","
                    "\"publisher\":\"The Ostrel Lantern\",\"agency\":\"Coast Wire\",\"author\":\"B. Quill\","
                    "\"title\":\"Ferry was late, says harbour\",\"published\":\"2031-02-07\","
                    "\"published_basis\":\"metadata\",\"captured\":\"2031-02-08T09:00:00Z\"}]");
    }
    json_decref(rows);
    qt_case_close(c);
    fx_free(&f);
    fx_free(&small);
}

/* A byte order mark, carriage returns and other bytes than UTF-8: kept, and a text stored once where it is the same. */
static void test_bytes(void **state)
{
    (void)state;
    fx same = fx_new("\xEF\xBB\xBFThe mill\r\nsaid nothing\r\n"), other = fx_new("The café said so.\n");
    other.document.original = QT_STR("The caf\xE9 said so.\n");
    other.document.encoding = QT_STR("ISO-8859-1");
    other.document.path = QT_STR("b\xFF.txt"); /* a file's name may be any bytes */
    assert_int_equal(qt_sha256_of(other.document.original, &other.document.sha256, NULL), 0);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    fx_store(c, &same);
    fx_store(c, &other);
    qt_arena *arena = qt_arena_new(1 << 24);
    qt_document loaded;
    assert_int_equal(qt_case_load(c, 1, arena, &loaded, NULL), 0);
    assert_true(qt_str_equal(loaded.text, same.document.text));
    assert_ptr_equal(loaded.original.data, loaded.text.data);
    assert_int_equal(qt_case_load(c, 2, arena, &loaded, NULL), 0);
    assert_true(qt_str_equal(loaded.text, other.document.text));
    assert_true(qt_str_equal(loaded.original, other.document.original));
    assert_true(qt_str_equal(loaded.encoding, other.document.encoding));
    assert_true(qt_str_equal(loaded.path, QT_STR("b\uFFFD.txt")));
    quoth_error error = {0};
    assert_int_equal(qt_case_load(c, 3, arena, &loaded, &error), QUOTH_USAGE);
    qt_case_close(c);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM document WHERE original IS NULL"), 1);
    fx_assert_sound(path);
    qt_arena_free(arena);
    fx_free(&same);
    fx_free(&other);
}

static void test_load_is_as_ingested(void **state)
{
    (void)state;
    fx f = fx_report();
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    fx_store(c, &f);
    qt_arena *arena = qt_arena_new(1 << 24);
    qt_document d;
    assert_int_equal(qt_case_load(c, 1, arena, &d, NULL), 0);
    const qt_document *o = &f.document;
    assert_memory_equal(d.sha256.bytes, o->sha256.bytes, 32);
    assert_int_equal(d.title_size, o->title_size);
    assert_int_equal(d.published_basis, o->published_basis);
    const qt_str pairs[][2] = {{d.name, o->name},        {d.path, o->path},           {d.title, o->title},
                               {d.url, o->url},          {d.publisher, o->publisher}, {d.author, o->author},
                               {d.agency, o->agency},    {d.published, o->published}, {d.captured, o->captured},
                               {d.encoding, o->encoding}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) assert_true(qt_str_equal(pairs[i][0], pairs[i][1]));
    qt_arena_free(arena);
    qt_case_close(c);
    fx_free(&f);
}

static void test_again_adds_nothing(void **state)
{
    (void)state;
    fx f = fx_report();
    qt_stored what = QT_STORED_NEW;
    bool known = true;
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    assert_int_equal(qt_case_known(c, &f.document, &known, &what, NULL), 0);
    assert_false(known);
    fx_store(c, &f);
    assert_int_equal(fx_store(c, &f), QT_STORED_KNOWN);
    assert_int_equal(qt_case_known(c, &f.document, &known, &what, NULL), 0);
    assert_true(known);
    assert_int_equal(what, QT_STORED_KNOWN);
    qt_case_close(c);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM document"), 1);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM place"), 1);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM statement"), 5);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM mark"), 3);
    fx_free(&f);
}

/* The same bytes elsewhere: one text, two places. Less said about a known place, or more: still one place. */
static void test_places(void **state)
{
    (void)state;
    fx f = fx_small(3);
    qt_stored what = QT_STORED_NEW;
    bool known = false;
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    f.document.url = QT_STR("https://one.example/");
    f.document.publisher = QT_STR("One");
    fx_store(c, &f);
    f.document.url = QT_STR("https://two.example/");
    f.document.publisher = QT_STR("Two");
    assert_int_equal(qt_case_known(c, &f.document, &known, &what, NULL), 0);
    assert_true(known);
    assert_int_equal(what, QT_STORED_PLACE);
    f.document.publisher = (qt_str){NULL, 0};
    assert_int_equal(fx_store(c, &f), QT_STORED_KNOWN); /* says less */
    f.document.publisher = QT_STR("Two");
    f.document.published = QT_STR("2030-01-01");
    f.document.published_basis = QT_BASIS_GIVEN;
    assert_int_equal(fx_store(c, &f), QT_STORED_PLACE); /* says more: takes the other's place */
    json_t *rows = fx_documents(c), *places = json_object_get(json_array_get(rows, 0), "places");
    assert_int_equal(json_array_size(rows), 1);
    assert_int_equal(json_array_size(places), 2);
    /* The earliest published is the document's own face. */
    assert_string_equal(fx_string(json_array_get(rows, 0), "publisher"), "Two");
    assert_string_equal(fx_string(json_array_get(places, 0), "published"), "2030-01-01");
    assert_string_equal(fx_string(json_array_get(places, 1), "publisher"), "One");
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
    fx_free(&f);
}

/* One text several times in one file of records: one place, named by the first of its names as bytes. */
static void test_name_of_a_place(void **state)
{
    (void)state;
    fx f = fx_small(3);
    static const char *const NAMES[] = {"b.jsonl:4", "b.jsonl:2", "b.jsonl:9"};
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    for (int i = 0; i < 3; i++) {
        bool known;
        qt_stored what = QT_STORED_NEW;
        f.document.name = qt_str_of(NAMES[i]);
        f.document.path = QT_STR("b.jsonl");
        if (i == 0) fx_store(c, &f);
        if (i == 0) continue;
        assert_int_equal(qt_case_known(c, &f.document, &known, &what, NULL), 0);
        assert_true(known);
        assert_int_equal(what, QT_STORED_KNOWN);
    }
    json_t *rows = fx_documents(c);
    assert_string_equal(fx_string(json_array_get(rows, 0), "name"), "b.jsonl:2");
    assert_int_equal(json_array_size(json_object_get(json_array_get(rows, 0), "places")), 1);
    json_decref(rows);
    qt_case_close(c);
    fx_free(&f);
}

/* Two records in one file, one of which says more: that one's name stands, whichever came first. */
static void test_name_of_the_fuller_record(void **state)
{
    (void)state;
    for (int fuller_first = 0; fuller_first < 2; fuller_first++) {
        char name[16];
        snprintf(name, sizeof name, "%d.case", fuller_first);
        char *file = fx_path(folder, name);
        fx f = fx_small(3);
        qt_case *c = fx_open(file, QT_CASE_CREATE);
        f.document.path = QT_STR("b.jsonl");
        for (int i = 0; i < 2; i++) {
            bool fuller = i != fuller_first;
            f.document.name = fuller ? QT_STR("b.jsonl:4") : QT_STR("b.jsonl:2");
            f.document.title = fuller ? QT_STR("Gate was open") : (qt_str){NULL, 0};
            fx_store(c, &f);
        }
        json_t *rows = fx_documents(c);
        assert_int_equal(json_array_size(json_object_get(json_array_get(rows, 0), "places")), 1);
        assert_string_equal(fx_string(json_array_get(rows, 0), "name"), "b.jsonl:4");
        json_decref(rows);
        qt_case_close(c);
        fx_free(&f);
        free(file);
    }
}

static void test_versions(void **state)
{
    (void)state;
    fx one = fx_small(1), two = fx_small(2), other = fx_small(4);
    one.document.url = two.document.url = QT_STR("https://orchard.example/gate");
    one.document.captured = QT_STR("2031-05-02");
    two.document.captured = QT_STR("2031-05-01");
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    fx_store(c, &one);
    fx_store(c, &two);
    fx_store(c, &other);
    json_t *rows = fx_documents(c);
    assert_int_equal(json_array_size(rows), 3);
    for (size_t i = 0; i < 3; i++) {
        const char *name = fx_string(json_array_get(rows, i), "name");
        json_int_t version = json_integer_value(json_object_get(json_array_get(rows, i), "version"));
        assert_int_equal(version, strcmp(name, "1.txt") == 0 ? 2 : 1);
    }
    json_decref(rows);
    qt_case_close(c);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM version WHERE url = 'https://orchard.example/gate'"), 2);
    fx_free(&one);
    fx_free(&two);
    fx_free(&other);
}

static void test_not_english(void **state)
{
    (void)state;
    fx f = fx_new("Zbyněk tvrdil, že most je zavřený.\n");
    f.annotation.language = QT_STR("und");
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    fx_store(c, &f);
    json_t *rows = fx_documents(c);
    assert_string_equal(fx_string(json_array_get(rows, 0), "status"), "not read: not in English");
    assert_string_equal(fx_string(json_array_get(rows, 0), "language"), "und");
    json_decref(rows);
    rows = json_array();
    assert_int_equal(qt_case_search(c, QT_STR("zbynek"), fx_collect, rows, NULL), 0);
    assert_int_equal(json_array_size(rows), 1);
    json_decref(rows);
    qt_case_close(c);
    fx_free(&f);
}

static void test_reading_anew(void **state)
{
    (void)state;
    fx f = fx_report();
    qt_arena *arena = qt_arena_new(1 << 24);
    int64_t *ids = NULL;
    size_t count = 7;
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    fx_store(c, &f);
    assert_int_equal(qt_case_stale(c, fx_model(), arena, &ids, &count, NULL), 0);
    assert_int_equal(count, 0);
    assert_int_equal(qt_case_stale(c, NULL, arena, &ids, &count, NULL), 0);
    assert_int_equal(count, 1);
    const qt_sha256 newer = {{9}};
    assert_int_equal(qt_case_stale(c, &newer, arena, &ids, &count, NULL), 0);
    assert_int_equal(count, 1);
    assert_int_equal(ids[0], 1);

    /* The newer model drops the second statement and words the third otherwise. */
    json_t *before = fx_statements(c);
    qt_document loaded;
    assert_int_equal(qt_case_load(c, 1, arena, &loaded, NULL), 0);
    qt_statement *s = f.annotation.statements;
    memmove(&s[1], &s[2], 3 * sizeof *s);
    f.annotation.statement_count = 4;
    s[1].content[0] = fx_span(&f, "calling it", 1);
    assert_int_equal(qt_case_restore(c, 1, &loaded, &f.annotation, &newer, NULL), 0);
    json_t *after = fx_statements(c);
    assert_int_equal(json_array_size(after), 4);
    for (size_t i = 0; i < 4; i++) {
        json_t *then = json_array_get(before, i ? i + 1 : 0), *now = json_array_get(after, i);
        assert_string_equal(fx_string(now, "key"), fx_string(then, "key"));
        assert_true(json_equal(json_object_get(now, "id"), json_object_get(then, "id")));
    }
    assert_int_equal(qt_case_stale(c, &newer, arena, &ids, &count, NULL), 0);
    assert_int_equal(count, 0);
    json_decref(before);
    json_decref(after);
    /* What was found then is not found now: the words are the document's, and no statement's. */
    json_t *rows = json_array();
    assert_int_equal(qt_case_search(c, QT_STR("\"about the crew\""), fx_collect, rows, NULL), 0);
    assert_int_equal(json_array_size(rows), 1);
    assert_string_equal(fx_string(json_array_get(rows, 0), "type"), "document");
    json_decref(rows);
    fx_sql(path, "UPDATE document SET program = '0.0.1'");
    assert_int_equal(qt_case_stale(c, &newer, arena, &ids, &count, NULL), 0);
    assert_int_equal(count, 1);
    quoth_error error = {0};
    fx other = fx_small(1);
    assert_int_equal(qt_case_restore(c, 1, &other.document, &other.annotation, &newer, &error), QUOTH_USAGE);
    qt_case_close(c);
    fx_assert_sound(path);
    qt_arena_free(arena);
    fx_free(&f);
    fx_free(&other);
}

/* A record whose title is known reads otherwise than the same bytes without one: it is read again, in either order. */
static void test_title_makes_it_read_again(void **state)
{
    (void)state;
    fx plain = fx_report(), titled = fx_report();
    plain.document.title = (qt_str){NULL, 0};
    plain.document.title_size = 0;
    plain.annotation.statement_count = 2;
    plain.annotation.statements[1].within = QT_NONE;
    bool known = true;
    qt_stored what;
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    fx_store(c, &plain);
    assert_int_equal(qt_case_known(c, &titled.document, &known, &what, NULL), 0);
    assert_false(known);
    assert_int_equal(fx_store(c, &titled), QT_STORED_PLACE);
    json_t *rows = fx_statements(c);
    assert_int_equal(json_array_size(rows), 5);
    json_decref(rows);
    assert_int_equal(fx_store(c, &plain), QT_STORED_KNOWN);
    rows = fx_statements(c);
    assert_int_equal(json_array_size(rows), 5);
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
    fx_free(&plain);
    fx_free(&titled);
}

/* A fault of the annotator's is refused whole: nothing of the document stays. */
static void test_bad_spans_are_refused(void **state)
{
    (void)state;
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    for (int fault = 0; fault < 5; fault++) {
        fx f = fx_report();
        qt_statement *s = f.annotation.statements;
        if (fault == 0) s[2].content[0].end = (uint32_t)f.document.text.size + 1;
        if (fault == 1) s[2].hedges[s[2].hedge_count++].span = (qt_span){31, 40}; /* inside “ */
        if (fault == 2) s[2].references[0] = 3;
        if (fault == 3) s[2].confidence = 1.5;
        if (fault == 4) s[2].within = 5;
        quoth_error error = {0};
        qt_stored what;
        assert_int_equal(qt_case_store(c, &f.document, &f.annotation, fx_model(), &what, &error), QUOTH_FAILED);
        assert_true(error.message[0]);
        fx_free(&f);
    }
    fx lie = fx_report();
    lie.document.sha256.bytes[3] ^= 1;
    quoth_error error = {0};
    qt_stored what;
    assert_int_equal(qt_case_store(c, &lie.document, &lie.annotation, fx_model(), &what, &error), QUOTH_FAILED);
    fx_free(&lie);
    qt_case_close(c);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM document"), 0);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM sentence"), 0);
    fx_assert_sound(path);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_document_fields),
        TEST(test_bytes),
        TEST(test_load_is_as_ingested),
        TEST(test_again_adds_nothing),
        TEST(test_places),
        TEST(test_name_of_a_place),
        TEST(test_name_of_the_fuller_record),
        TEST(test_versions),
        TEST(test_not_english),
        TEST(test_reading_anew),
        TEST(test_title_makes_it_read_again),
        TEST(test_bad_spans_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
