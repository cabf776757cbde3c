/* Files and folders: what is read, in which order, and what is refused with which words. */
#include "fixture.h"

#include <sys/wait.h>

static void one_file(void **state)
{
    (void)state;
    outcomes o;
    WRITE("courier-0502.txt", "The ferry is late.\r\n");
    ingest_one("courier-0502.txt", &o);
    assert_int_equal(o.documents, 1);
    const qt_document *d = &o.items[0].document;
    assert_view(d->name, "courier-0502.txt");
    assert_view(d->path, in_folder("courier-0502.txt"));
    assert_view(d->text, "The ferry is late.\r\n");
    assert_true(qt_str_equal(d->original, d->text));
    assert_view(d->encoding, "UTF-8");
    assert_int_equal(d->title_size, 0);
    assert_null(d->title.data);
    assert_null(d->url.data);
    assert_null(d->publisher.data);
    assert_null(d->author.data);
    assert_null(d->agency.data);
    assert_null(d->published.data); /* the file's modification time is no date */
    assert_null(d->captured.data);
    assert_int_equal(d->published_basis, QT_BASIS_NONE);
    qt_sha256 digest;
    assert_int_equal(qt_sha256_of(d->text, &digest, NULL), QUOTH_OK);
    assert_memory_equal(digest.bytes, d->sha256.bytes, 32);
    done_with(&o);
}

/* The hash is of the file's bytes, whatever became of them. */
static void converted_file_keeps_its_bytes(void **state)
{
    (void)state;
    outcomes o;
    static const char bytes[] = "\x93We are ready,\x94 the harbour master told the council, and left the chamber.\n";
    WRITE("old.txt", "\x93We are ready,\x94 the harbour master told the council, and left the chamber.\n");
    ingest_one("old.txt", &o);
    assert_int_equal(o.documents, 1);
    const qt_document *d = &o.items[0].document;
    qt_sha256 digest;
    assert_view(d->original, bytes);
    assert_view(d->text,
                "\xe2\x80\x9cWe are ready,\xe2\x80\x9d the harbour master told the council, and left the chamber.\n");
    assert_view(d->encoding, "WINDOWS-1252");
    assert_int_equal(qt_sha256_of(qt_str_of(bytes), &digest, NULL), QUOTH_OK);
    assert_memory_equal(digest.bytes, d->sha256.bytes, 32);
    done_with(&o);
}

static void extensions_of_text(void **state)
{
    (void)state;
    static const char *const names[] = {"a.txt", "b.text", "c.md", "d", "e.unheard", "F.TXT", "g.markdown", "h."};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        outcomes o;
        WRITE(names[i], "{\"text\": \"this is no record here\"}\n");
        ingest_one(names[i], &o);
        assert_int_equal(o.documents, 1);
        assert_view(o.items[0].document.text, "{\"text\": \"this is no record here\"}\n");
        done_with(&o);
    }
}

static void options_hold_for_documents_that_give_none(void **state)
{
    (void)state;
    outcomes o;
    WRITE("plain.txt", "The ferry is late.");
    const char *path = in_folder("plain.txt");
    qt_ingest_options options = {.published = QT_STR("Fri, 02 May 2031 10:00:00 GMT"),
                                 .publisher = QT_STR("The Quay Courier")};
    ingest_paths(&path, 1, &options, &o);
    assert_view(o.items[0].document.published, "2031-05-02T10:00:00Z");
    assert_view(o.items[0].document.publisher, "The Quay Courier");
    assert_int_equal(o.items[0].document.published_basis, QT_BASIS_GIVEN);
    done_with(&o);
    qt_ingest *ingest = NULL;
    quoth_error error = {0};
    options.published = QT_STR("last week");
    assert_int_equal(qt_ingest_open(&path, 1, &options, &ingest, &error), QUOTH_USAGE);
    assert_null(ingest);
    assert_non_null(strstr(error.message, "last week"));
}

static void folders_in_byte_order(void **state)
{
    (void)state;
    outcomes o;
    sub_folder("tree");
    sub_folder("tree/b");
    sub_folder("tree/b/deep");
    sub_folder("tree/.hidden");
    sub_folder("tree/empty");
    WRITE("tree/b.txt", "2");
    WRITE("tree/a.txt", "1");
    WRITE("tree/B.txt", "0");
    WRITE("tree/b/z.md", "4");
    WRITE("tree/b/deep/y.txt", "3");
    WRITE("tree/\xc3\xa9.txt", "6");
    WRITE("tree/c.txt", "5");
    WRITE("tree/.secret.txt", "no");
    WRITE("tree/.hidden/in.txt", "no");
    static const char *const order[] = {"tree/B.txt", "tree/a.txt", "tree/b/deep/y.txt", "tree/b/z.md",
                                        "tree/b.txt", "tree/c.txt", "tree/\xc3\xa9.txt"};
    static const char *const given[] = {"tree", "tree/", "tree//"};
    for (size_t g = 0; g < 3; g++) {
        ingest_one(given[g], &o);
        assert_int_equal(o.documents, 7);
        assert_int_equal(o.refused, 0);
        for (size_t i = 0; i < 7; i++) {
            char path[512];
            snprintf(path, sizeof path, "%s/tree/%s%s", folder, g == 2 ? "/" : "", order[i] + 5);
            assert_view(o.items[i].document.path, path);
        }
        done_with(&o);
    }
    const char *both[] = {in_folder("tree/c.txt"), in_folder("tree/b")};
    ingest_paths(both, 2, NULL, &o);
    assert_int_equal(o.documents, 3);
    assert_view(o.items[0].document.text, "5");
    done_with(&o);
}

/* Links inside a folder are not followed: no loop, no way out. A link that is given is. */
static void links(void **state)
{
    (void)state;
    outcomes o;
    sub_folder("linked");
    WRITE("linked/real.txt", "The ferry is late.");
    WRITE("outside.txt", "Outside.");
    assert_int_equal(symlink("..", in_folder("linked/loop")), 0);
    assert_int_equal(symlink(".", in_folder("linked/self")), 0);
    assert_int_equal(symlink("../outside.txt", in_folder("linked/away.txt")), 0);
    assert_int_equal(symlink("real.txt", in_folder("linked/again.txt")), 0);
    assert_int_equal(symlink("nowhere", in_folder("linked/broken.txt")), 0);
    ingest_one("linked", &o);
    assert_int_equal(o.count, 1);
    assert_view(o.items[0].document.name, "real.txt");
    done_with(&o);
    ingest_one("linked/away.txt", &o);
    assert_int_equal(o.documents, 1);
    assert_view(o.items[0].document.name, "away.txt");
    done_with(&o);
    assert_int_equal(symlink("linked", in_folder("linked-too")), 0);
    ingest_one("linked-too", &o);
    assert_int_equal(o.documents, 1);
    done_with(&o);
    sub_folder("only-links");
    assert_int_equal(symlink("../outside.txt", in_folder("only-links/a.txt")), 0);
    assert_refused("only-links", "no file to read", -1);
}

static void what_is_missing_or_empty(void **state)
{
    (void)state;
    assert_refused("nowhere.txt", "No such file", -1);
    WRITE("empty.txt", "");
    assert_refused("empty.txt", "empty", -1);
    WRITE("empty.jsonl", "\n  \n");
    assert_refused("empty.jsonl", "empty", -1);
    WRITE("blank.txt", " \r\n\t\n");
    assert_refused("blank.txt", "only white space", -1);
    sub_folder("nothing");
    sub_folder("nothing/in");
    sub_folder("nothing/in/it");
    assert_refused("nothing", "no file to read", -1);
}

static void special_files_are_not_opened(void **state)
{
    (void)state;
    outcomes o;
    assert_int_equal(mkfifo(in_folder("pipe"), 0600), 0);
    assert_refused("pipe", "neither a file nor a folder", -1); /* opening it would wait for ever */
    sub_folder("special");
    assert_int_equal(mkfifo(in_folder("special/pipe.txt"), 0600), 0);
    WRITE("special/z.txt", "The ferry is late.");
    ingest_one("special", &o);
    assert_int_equal(o.documents, 1);
    assert_int_equal(o.refused, 1);
    done_with(&o);
    const char *device = "/dev/null";
    ingest_paths(&device, 1, NULL, &o);
    assert_int_equal(o.refused, 1);
    done_with(&o);
}

/* Whether the path is refused for want of permission, by somebody who is not root: 0 where it is. */
static int try_without_rights(const char *name)
{
    const char *path = in_folder(name);
    qt_ingest *ingest = NULL;
    qt_document d;
    quoth_error error = {0};
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) return 2;
    qt_arena *arena = qt_arena_new(1 << 20);
    if (!arena || qt_ingest_open(&path, 1, NULL, &ingest, &error)) return 3;
    bool refused = qt_ingest_next(ingest, arena, &d, &error) == QT_INGEST_REFUSED &&
                   strstr(error.message, "ermission denied") && strcmp(error.source, path) == 0;
    qt_ingest_close(ingest);
    qt_arena_free(arena);
    return refused ? 0 : 4;
}

static void permissions(void **state)
{
    (void)state;
    static const char *const names[] = {"locked.txt", "locked"};
    WRITE("locked.txt", "The ferry is late.");
    sub_folder("locked");
    assert_int_equal(chmod(folder, 0755), 0);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(chmod(in_folder(names[i]), 0), 0);
        int status = -1;
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) _exit(try_without_rights(names[i]));
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
}

static void known_formats_are_named(void **state)
{
    (void)state;
    WRITE("a.pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
    assert_refused("a.pdf", "a PDF document; this format is not read yet", -1);
    WRITE("b.txt", "PK\3\4\24\0\0\0");
    assert_refused("b.txt", "a zip archive", -1);
    WRITE("c.jpg", "\xff\xd8\xff\xe0\0\20JFIF");
    assert_refused("c.jpg", "a JPEG picture", -1);
    WRITE("d", "\x89PNG\r\n\x1a\n");
    assert_refused("d", "a PNG picture", -1);
    WRITE("e.gz", "\x1f\x8b\x08\0");
    assert_refused("e.gz", "gzip-compressed", -1);
    WRITE("f.html", "<p>The ferry is late.</p>");
    assert_refused("f.html", "an HTML page", -1);
    WRITE("g.txt", "\xef\xbb\xbf\n <!DOCTYPE HTML><p>The ferry is late.</p>");
    assert_refused("g.txt", "an HTML page", -1);
    WRITE("h.CSV", "path,title\na,b\n");
    assert_refused("h.CSV", "a table (CSV)", -1);
    WRITE("i.jsonl", "%PDF-1.7\n");
    assert_refused("i.jsonl", "a PDF document", -1);
}

static void binary_files(void **state)
{
    (void)state;
    WRITE("binary.txt", "The ferry\0is late.");
    assert_refused("binary.txt", "NUL byte", 9);
    WRITE("noise.dat", "\1\2\3\4 and so \5\6\7");
    assert_refused("noise.dat", "control characters", 0);
    char *late = calloc(1, 200001);
    assert_non_null(late);
    memset(late, 'x', 200000);
    write_bytes("late-nul.txt", late, 200001);
    free(late);
    assert_refused("late-nul.txt", "NUL byte", 200000);
}

/* A gigabyte of nothing but one line, on disk as a hole: refused by its size, not read. */
static void large_files_are_refused(void **state)
{
    (void)state;
    outcomes o;
    FILE *file = fopen(in_folder("huge.txt"), "wb");
    assert_non_null(file);
    for (size_t i = 0; i < 9000; i++) fputs("is late. ", file); /* more than a block without a NUL */
    assert_int_equal(fclose(file), 0);
    assert_int_equal(truncate(in_folder("huge.txt"), 1 << 30), 0);
    assert_refused("huge.txt", "more than 16 MiB", -1);

    char *text = malloc(QUOTH_MAX_TEXT + 1);
    assert_non_null(text);
    memset(text, 'x', QUOTH_MAX_TEXT + 1);
    write_bytes("limit.txt", text, QUOTH_MAX_TEXT);
    ingest_one("limit.txt", &o);
    assert_int_equal(o.documents, 1);
    assert_int_equal(o.items[0].document.text.size, QUOTH_MAX_TEXT);
    done_with(&o);
    write_bytes("over.txt", text, QUOTH_MAX_TEXT + 1);
    assert_refused("over.txt", "more than 16 MiB", -1);
    free(text);
}

static void odd_names_become_utf8(void **state)
{
    (void)state;
    outcomes o;
    sub_folder("odd");
    WRITE("odd/caf\xe9.txt", "The ferry is late.");
    ingest_one("odd", &o);
    assert_int_equal(o.documents, 1);
    assert_view(o.items[0].document.name, "caf\\xe9.txt");
    done_with(&o);
}

static void the_case_file_in_the_folder_is_left_out(void **state)
{
    (void)state;
    outcomes o;
    sub_folder("mine");
    WRITE("mine/case.quoth", "SQLite format 3\0");
    WRITE("mine/case.quoth-wal", "\x37\x7f\x06\x82");
    WRITE("mine/case.quoth-shm", "\x18\xe2\x2d\0");
    WRITE("mine/other-wal", "no companion of it");
    WRITE("mine/report.txt", "The ferry is late.");
    char path[512], skip[600];
    snprintf(path, sizeof path, "%s", in_folder("mine"));
    snprintf(skip, sizeof skip, "%s/../mine/case.quoth", path);
    const char *paths[] = {path};
    ingest_paths(paths, 1, &(qt_ingest_options){.skip = skip}, &o);
    assert_int_equal(o.documents, 2);
    assert_int_equal(o.refused, 0);
    done_with(&o);
    ingest_paths(paths, 1, NULL, &o);
    assert_int_equal(o.refused, 3);
    done_with(&o);
}

static void deep_folders_are_refused_not_followed_for_ever(void **state)
{
    (void)state;
    outcomes o;
    char path[2048];
    int size = snprintf(path, sizeof path, "%s/deep", folder);
    for (int i = 0; i < 120; i++) {
        assert_int_equal(mkdir(path, 0700), 0);
        size += snprintf(path + size, sizeof path - (size_t)size, "/d");
    }
    ingest_one("deep", &o);
    assert_int_equal(o.documents, 0);
    assert_int_equal(o.refused, 2); /* the folder too deep, and the one given, in which there is no file */
    assert_non_null(strstr(o.items[0].error.message, "too deeply"));
    done_with(&o);
}

static void one_refusal_does_not_stop_the_rest(void **state)
{
    (void)state;
    outcomes o;
    WRITE("first.txt", "One.");
    WRITE("second.txt", "");
    WRITE("third.txt", "Three.");
    const char *paths[] = {in_folder("first.txt"), in_folder("second.txt"), in_folder("third.txt")};
    ingest_paths(paths, 3, NULL, &o);
    assert_int_equal(o.count, 3);
    assert_int_equal(o.items[1].result, QT_INGEST_REFUSED);
    assert_view(o.items[2].document.text, "Three.");
    done_with(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_file),
        cmocka_unit_test(converted_file_keeps_its_bytes),
        cmocka_unit_test(extensions_of_text),
        cmocka_unit_test(options_hold_for_documents_that_give_none),
        cmocka_unit_test(folders_in_byte_order),
        cmocka_unit_test(links),
        cmocka_unit_test(what_is_missing_or_empty),
        cmocka_unit_test(special_files_are_not_opened),
        cmocka_unit_test(permissions),
        cmocka_unit_test(known_formats_are_named),
        cmocka_unit_test(binary_files),
        cmocka_unit_test(large_files_are_refused),
        cmocka_unit_test(odd_names_become_utf8),
        cmocka_unit_test(the_case_file_in_the_folder_is_left_out),
        cmocka_unit_test(deep_folders_are_refused_not_followed_for_ever),
        cmocka_unit_test(one_refusal_does_not_stop_the_rest),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
