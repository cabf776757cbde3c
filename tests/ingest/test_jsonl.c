/* JSON Lines: the record's document, and lines that are refused while the next ones are still read. */
#include "fixture.h"

static void fields(void **state)
{
    (void)state;
    outcomes o;
    WRITE("feed.jsonl",
          "{\"title\":\"Ferry late\",\"text\":\"The ferry is late.\\nAgain.\",\"url\":\"https://courier.example/502\","
          "\"publisher\":\"The Quay Courier\",\"published\":\"2031-05-02T10:00:00\",\"author\":\"I. Brandt\","
          "\"agency\":\"Coastwire\",\"captured\":\"2031-05-03\",\"words\":7,\"tags\":[\"sea\",{\"deep\":null}],\"big\":"
          "123456789012345678901}\n");
    ingest_one("feed.jsonl", &o);
    assert_int_equal(o.documents, 1);
    const qt_document *d = &o.items[0].document;
    qt_sha256 digest;
    assert_view(d->name, "feed.jsonl:1");
    assert_view(d->path, in_folder("feed.jsonl"));
    assert_view(d->text, "Ferry late\n\nThe ferry is late.\nAgain.");
    assert_true(qt_str_equal(d->original, d->text));
    assert_int_equal(d->title_size, 10);
    assert_view(d->title, "Ferry late");
    assert_view(d->url, "https://courier.example/502");
    assert_view(d->publisher, "The Quay Courier");
    assert_view(d->published, "2031-05-02T10:00:00");
    assert_int_equal(d->published_basis, QT_BASIS_METADATA);
    assert_view(d->author, "I. Brandt");
    assert_view(d->agency, "Coastwire");
    assert_view(d->captured, "2031-05-03");
    assert_view(d->encoding, "UTF-8");
    assert_int_equal(qt_sha256_of(d->text, &digest, NULL), QUOTH_OK);
    assert_memory_equal(digest.bytes, d->sha256.bytes, 32);
    done_with(&o);
}

static void title_and_text(void **state)
{
    (void)state;
    static const struct {
        const char *line, *text;
        size_t title_size;
    } cases[] = {
        {"{\"title\":\"Ferry late\",\"text\":\"It sailed.\"}", "Ferry late\n\nIt sailed.", 10},
        {"{\"title\":\"Ferry late\",\"text\":\"Ferry late\\n\\nIt sailed.\"}", "Ferry late\n\nIt sailed.", 10},
        {"{\"title\":\"Ferry late\",\"text\":\"Ferry late. It sailed.\"}", "Ferry late. It sailed.", 10},
        {"{\"title\":\"Ferry late\",\"text\":\"Ferry late\"}", "Ferry late", 10},
        {"{\"title\":\"Fire\",\"text\":\"Firefighters came.\"}", "Fire\n\nFirefighters came.", 4},
        {"{\"title\":\"Ferry 5\",\"text\":\"Ferry 51 sailed.\"}", "Ferry 5\n\nFerry 51 sailed.", 7},
        {"{\"text\":\"It sailed.\"}", "It sailed.", 0},
        {"{\"title\":null,\"text\":\"It sailed.\"}", "It sailed.", 0},
        {"{\"title\":\"\",\"text\":\"It sailed.\"}", "It sailed.", 0},
        {"{\"title\":\" \",\"text\":\"It sailed.\"}", "It sailed.", 0},
        {"{\"text\":\"caf\\u00e9 \\ud83d\\udea2 \\\"so\\\"\"}", "caf\xc3\xa9 \xf0\x9f\x9a\xa2 \"so\"", 0},
        {" \t{\"text\":\"It sailed.\"}  \r", "It sailed.", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        outcomes o;
        write_bytes("one.ndjson", cases[i].line, strlen(cases[i].line));
        ingest_one("one.ndjson", &o);
        assert_int_equal(o.documents, 1);
        assert_view(o.items[0].document.text, cases[i].text);
        assert_int_equal(o.items[0].document.title_size, cases[i].title_size);
        assert_int_equal(o.items[0].document.title.data != NULL, cases[i].title_size != 0);
        done_with(&o);
    }
}

/* `line` is refused as line 2 between two that are read; `byte` is that of the line. */
static void check_line(const char *line, size_t size, const char *words, long byte)
{
    outcomes o;
    char *bytes = malloc(size + 128), source[600];
    assert_non_null(bytes);
    static const char first[] = "{\"text\":\"First.\"}\n", third[] = "\n{\"text\":\"Third.\"}\n";
    memcpy(bytes, first, strlen(first));
    memcpy(bytes + strlen(first), line, size);
    memcpy(bytes + strlen(first) + size, third, strlen(third));
    write_bytes("lines.jsonl", bytes, strlen(first) + size + strlen(third));
    free(bytes);
    ingest_one("lines.jsonl", &o);
    if (o.count != 3 || o.refused != 1) fail_msg("\"%.60s\": %zu refusals in %zu", line, o.refused, o.count);
    assert_view(o.items[0].document.name, "lines.jsonl:1");
    assert_view(o.items[2].document.name, "lines.jsonl:3");
    assert_view(o.items[2].document.text, "Third.");
    const quoth_error *e = &o.items[1].error;
    if (!strstr(e->message, words)) fail_msg("\"%.60s\": \"%s\" lacks \"%s\"", line, e->message, words);
    snprintf(source, sizeof source, "%s:2", in_folder("lines.jsonl"));
    assert_string_equal(e->source, source);
    assert_int_equal(e->has_byte, byte >= 0);
    if (byte >= 0 && e->byte != (uint64_t)byte) fail_msg("\"%.60s\": byte %d", line, (int)e->byte);
    done_with(&o);
}

#define CHECK_LINE(literal, words, byte) check_line("" literal "", sizeof(literal) - 1, (words), (byte))

static void bad_lines(void **state)
{
    (void)state;
    CHECK_LINE("{\"text\":\"The ferry is", "truncated", 21);
    CHECK_LINE("{\"text\":\"The ferry is late.\"", "truncated", 28);
    CHECK_LINE("{\"text\":\"The ferry\",}", "not JSON", 21);
    CHECK_LINE("[\"The ferry is late.\"]", "not a JSON object", 0);
    CHECK_LINE("\"The ferry is late.\"", "not JSON", 20);
    CHECK_LINE("The ferry is late.", "not JSON", 3);
    CHECK_LINE("{\"text\":\"a\"} {\"text\":\"b\"}", "not JSON", 14);
    CHECK_LINE("{\"text\":\"The \\u0000ferry\"}", "NUL character", 25);
    CHECK_LINE("{\"text\":\"The \0ferry\"}", "not JSON", 13);
    CHECK_LINE("{\"text\":\"caf\xe9\"}", "not JSON", 12);
    CHECK_LINE("{\"text\":\"half \\ud83d a pair\"}", "not JSON", 28);
    CHECK_LINE("{\"text\":\"a\",\"text\":\"b\"}", "given twice", 18);
    CHECK_LINE("{\"text\":7}", "\"text\" is a number, not a string", -1);
    CHECK_LINE("{\"text\":\"a\",\"title\":[\"b\"]}", "\"title\" is an array", -1);
    CHECK_LINE("{\"text\":\"a\",\"url\":{}}", "\"url\" is an object", -1);
    CHECK_LINE("{\"text\":\"a\",\"publisher\":true}", "\"publisher\" is true or false", -1);
    CHECK_LINE("{\"text\":\"a\",\"published\":2031}", "\"published\" is a number", -1);
    CHECK_LINE("{\"text\":\"a\",\"author\":1}", "\"author\"", -1);
    CHECK_LINE("{\"text\":\"a\",\"agency\":1}", "\"agency\"", -1);
    CHECK_LINE("{\"text\":\"a\",\"captured\":1}", "\"captured\"", -1);
    CHECK_LINE("{\"title\":\"No text\"}", "no \"text\"", -1);
    CHECK_LINE("{\"text\":null}", "no \"text\"", -1);
    CHECK_LINE("{\"text\":\" \\n\"}", "no \"text\"", -1);
    CHECK_LINE("{\"text\":\"\\u00a0\\u2003\"}", "only white space", -1);
    CHECK_LINE("{\"text\":\"\\u0001\\u0002 \\u0003\"}", "control characters", -1);
}

static void deep_nesting_is_refused(void **state)
{
    (void)state;
    enum { DEPTH = 100000 };
    char *line = malloc(2 * DEPTH + 32);
    assert_non_null(line);
    int size = snprintf(line, 32, "{\"text\":\"a\",\"x\":");
    memset(line + size, '[', DEPTH);
    memset(line + size + DEPTH, ']', DEPTH);
    line[size + 2 * DEPTH] = '}';
    outcomes o;
    write_bytes("deep.jsonl", line, (size_t)size + 2 * DEPTH + 1);
    free(line);
    ingest_one("deep.jsonl", &o);
    assert_int_equal(o.refused, 1);
    assert_non_null(strstr(o.items[0].error.message, "nested too deeply"));
    done_with(&o);
}

static char *filled(size_t size, char with)
{
    char *bytes = malloc(size);
    assert_non_null(bytes);
    memset(bytes, with, size);
    return bytes;
}

/* Each limit: the line goes, the next one is read. */
static void large_lines(void **state)
{
    (void)state;
    const size_t over = QUOTH_MAX_TEXT + 10, long_line = (size_t)65 * 1024 * 1024;
    char *bytes = filled(over, 'x');
    memcpy(bytes, "{\"text\":\"", 9);
    memcpy(bytes + over - 2, "\"}", 2);
    /* decodes to 16 MiB less one byte: read */
    outcomes o;
    write_bytes("limit.jsonl", bytes, over);
    ingest_one("limit.jsonl", &o);
    assert_int_equal(o.documents, 1);
    assert_int_equal(o.items[0].document.text.size, QUOTH_MAX_TEXT - 1);
    done_with(&o);
    free(bytes);

    bytes = filled(over + 10, 'x');
    memcpy(bytes, "{\"text\":\"", 9);
    memcpy(bytes + over + 8, "\"}", 2);
    check_line(bytes, over + 10, "more than 16 MiB", 9 + (long)QUOTH_MAX_TEXT);
    free(bytes);

    bytes = filled(long_line, ' ');
    bytes[0] = '{';
    check_line(bytes, long_line, "a line of more than 64 MiB", 64L * 1024 * 1024);
    free(bytes);

    bytes = filled(1 << 20, ',');
    bytes[0] = '{';
    outcomes many;
    write_bytes("many.jsonl", bytes, 1 << 20);
    free(bytes);
    ingest_one("many.jsonl", &many);
    assert_int_equal(many.refused, 1);
    assert_non_null(strstr(many.items[0].error.message, "values"));
    done_with(&many);
}

/* Escapes: 3 MiB of \u00e9 are 18 MiB of JSON and 6 MiB of text. With 6 MiB of \u4e00 there are 18 MiB of text: too much. */
static void escapes_count_as_what_they_mean(void **state)
{
    (void)state;
    const size_t count = (size_t)6 * 1024 * 1024;
    char *bytes = malloc(6 * count + 32);
    assert_non_null(bytes);
    memcpy(bytes, "{\"text\":\"", 9);
    for (size_t i = 0; i < count; i++) memcpy(bytes + 9 + 6 * i, "\\u00e9", 6);
    memcpy(bytes + 9 + 3 * count, "\"}", 2);
    outcomes o;
    write_bytes("escapes.jsonl", bytes, 9 + 3 * count + 2);
    ingest_one("escapes.jsonl", &o);
    assert_int_equal(o.documents, 1);
    assert_int_equal(o.items[0].document.text.size, count);
    done_with(&o);
    for (size_t i = 0; i < count; i++) memcpy(bytes + 9 + 6 * i, "\\u4e00", 6);
    memcpy(bytes + 9 + 6 * count, "\"}", 2);
    check_line(bytes, 9 + 6 * count + 2, "more than 16 MiB", -1);
    free(bytes);
}

static void the_last_line_needs_no_end(void **state)
{
    (void)state;
    outcomes o;
    WRITE("cut.jsonl", "\xef\xbb\xbf{\"text\":\"First.\"}\r\n\r\n{\"text\":\"Second.\"}\n{\"text\":\"Thi");
    ingest_one("cut.jsonl", &o);
    assert_int_equal(o.documents, 2);
    assert_int_equal(o.refused, 1);
    assert_view(o.items[1].document.name, "cut.jsonl:3");
    assert_non_null(strstr(o.items[2].error.message, "truncated"));
    assert_non_null(strstr(o.items[2].error.source, "cut.jsonl:4"));
    done_with(&o);
}

static void other_json_is_refused_once(void **state)
{
    (void)state;
    WRITE("array.json", "[\n{\"text\":\"a\"},\n{\"text\":\"b\"}\n]\n");
    assert_refused("array.json", "array", -1);
    WRITE("pretty.json", "{\n  \"text\": \"a\"\n}\n");
    assert_refused("pretty.json", "over several lines", -1);
    WRITE("wide.jsonl", "\xff\xfe{\0\"\0");
    assert_refused("wide.jsonl", "UTF-16", -1);
    WRITE("binary.jsonl", "{\"te\0xt\":\"a\"}\n{\"text\":\"b\"}\n");
    assert_refused("binary.jsonl", "NUL byte", 4);
}

static void dates_are_not_guessed(void **state)
{
    (void)state;
    outcomes o;
    WRITE("dates.jsonl",
          "{\"text\":\"a\",\"published\":\"May 2\"}\n{\"text\":\"b\",\"published\":\"Fri, 02 May 2031 10:00:00 GMT\"}\n"
          "{\"text\":\"c\",\"captured\":\"soon\"}\n");
    const char *path = in_folder("dates.jsonl");
    ingest_paths(&path, 1, NULL, &o);
    assert_int_equal(o.documents, 3);
    assert_null(o.items[0].document.published.data);
    assert_int_equal(o.items[0].document.published_basis, QT_BASIS_NONE);
    assert_view(o.items[1].document.published, "2031-05-02T10:00:00Z");
    assert_null(o.items[2].document.captured.data);
    done_with(&o);
    ingest_paths(&path, 1, &(qt_ingest_options){.published = QT_STR("2030"), .publisher = QT_STR("Coastwire")}, &o);
    assert_view(o.items[0].document.published, "2030");
    assert_int_equal(o.items[0].document.published_basis, QT_BASIS_GIVEN);
    assert_view(o.items[1].document.published, "2031-05-02T10:00:00Z");
    assert_int_equal(o.items[1].document.published_basis, QT_BASIS_METADATA);
    assert_view(o.items[2].document.publisher, "Coastwire");
    done_with(&o);
}

/* Views are the arena's, not the reader's: they hold after the ingest is closed (sanitizers see it otherwise). */
static void views_outlive_the_reader(void **state)
{
    (void)state;
    outcomes o;
    WRITE("views.jsonl",
          "{\"text\":\"a\",\"title\":\"t\",\"url\":\"u\"}\n{\"text\":\"b\",\"title\":\"v\",\"url\":\"w\"}\n");
    ingest_one("views.jsonl", &o);
    assert_view(o.items[0].document.url, "u");
    assert_view(o.items[0].document.title, "t");
    assert_view(o.items[0].document.name, "views.jsonl:1");
    assert_view(o.items[1].document.path, in_folder("views.jsonl"));
    done_with(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields),
        cmocka_unit_test(title_and_text),
        cmocka_unit_test(bad_lines),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(large_lines),
        cmocka_unit_test(escapes_count_as_what_they_mean),
        cmocka_unit_test(the_last_line_needs_no_end),
        cmocka_unit_test(other_json_is_refused_once),
        cmocka_unit_test(dates_are_not_guessed),
        cmocka_unit_test(views_outlive_the_reader),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
