/* CoNLL-U: the text that its tokens make, where they stand in it, and what is refused. */
#include "fixture.h"

static void ingest_conllu(const char *name, outcomes *out)
{
    const char *path = in_folder(name);
    ingest_paths(&path, 1, &(qt_ingest_options){.conllu = true}, out);
}

/* Tokens in brackets, a sentence's begin as /, a paragraph's as //. */
static void check_tokens(const qt_document *d, const char *expected)
{
    char got[600] = "";
    size_t used = 0;
    for (size_t i = 0; i < d->given_count; i++) {
        const qt_given_token *t = &d->given[i];
        used += (size_t)snprintf(got + used, sizeof got - used, "%s[%.*s]",
                                 t->begins_paragraph  ? "//"
                                 : t->begins_sentence ? "/"
                                                      : "",
                                 QT_STR_ARG(qt_str_at(d->text, t->span)));
    }
    assert_string_equal(got, expected);
}

#define REST "\t_\t_\t_\t_\t_\t_\t_\t_\n"
#define TIGHT "\t_\t_\t_\t_\t_\t_\t_\tA=b|SpaceAfter=No\n"

static void documents_paragraphs_and_sentences(void **state)
{
    (void)state;
    outcomes o;
    WRITE("two.conllu", "\xef\xbb\xbf# newdoc id = first\r\n# newpar\r\n# text = ignored\n1\tWho" REST "2\tknows" TIGHT
                        "3\t?" REST "\n1\tNobody" REST "1.1\tempty" REST "2\tknows" TIGHT "3\t." TIGHT "\n"
                        "# newpar id = p2\n1\t\xc3\x89t\xc3\xa9" TIGHT "2\t!" REST "\n\n"
                        "# newdocument\n# newdoc\n1\ta b" REST "2\tc" REST "# newdoc id = \n");
    ingest_conllu("two.conllu", &o);
    assert_int_equal(o.documents, 2);
    const qt_document *d = &o.items[0].document;
    qt_sha256 digest;
    assert_view(d->name, "first");
    assert_view(d->path, in_folder("two.conllu"));
    assert_view(d->text, "Who knows? Nobody knows.\n\n\xc3\x89t\xc3\xa9!");
    assert_true(qt_str_equal(d->original, d->text));
    check_tokens(d, "//[Who][knows][?]/[Nobody][knows][.]//[\xc3\x89t\xc3\xa9][!]");
    assert_int_equal(qt_sha256_of(d->text, &digest, NULL), QUOTH_OK);
    assert_memory_equal(digest.bytes, d->sha256.bytes, 32);
    d = &o.items[1].document;
    assert_view(d->name, "two.conllu");
    assert_view(d->text, "a b c");
    check_tokens(d, "//[a b][c]");
    done_with(&o);
}

static void words_of_one_token_divide_it(void **state)
{
    (void)state;
    outcomes o;
    WRITE("parts.conllu",
          "1-2\tdon\xe2\x80\x99t" TIGHT "1\tdo" REST "2\tn\xe2\x80\x99t" REST "3\t," REST /* they make it up */
          "4-5\tau" REST "4\t\xc3\xa0" REST "5\tle" REST                                  /* they do not */
          "6-8\tabcd" REST "6\tlonger" REST "7\tx" REST "8\ty" REST                       /* one is left for each */
          "9-10\t\xc3\xa9\xc3\xa9\xc3\xa9" REST "9\tee" REST "10\tq" REST);
    ingest_conllu("parts.conllu", &o);
    assert_int_equal(o.documents, 1);
    assert_view(o.items[0].document.text, "don\xe2\x80\x99t, au abcd \xc3\xa9\xc3\xa9\xc3\xa9");
    check_tokens(&o.items[0].document, "//[do][n\xe2\x80\x99t][,][a][u][ab][c][d][\xc3\xa9\xc3\xa9][\xc3\xa9]");
    done_with(&o);
}

static void faults_are_refused_by_their_byte(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
        long byte;
    } rows[] = {
        {"", "empty", 0},
        {"# newdoc\n# newpar\n\n", "empty", 19},
        {"1\ta" REST "2\tb\t_\n", "ten columns", 20},
        {"1\ta\t_\t_\t_\t_\t_\t_\t_\t_\t_\n", "ten columns", 0},
        {"1\t" REST, "without a form", 0},
        {"one\ta" REST, "no number", 0},
        {"1x\ta" REST, "no number", 0},
        {"1-\ta" REST, "no number", 0},
        {"12345678901\ta" REST, "no number", 0},
        {"2\ta" REST, "out of order", 0},
        {"1\ta" REST "1\tb" REST, "out of order", 20},
        {"2-3\tab" REST, "range of words out of order", 0},
        {"1-100\tab" REST, "of too many", 0},
        {"1-2\tab" REST "1-2\tab" REST, "range of words out of order", 23},
        {"1-2\tab" REST "1\ta" REST "\n", "ends before", 43},
        {"1-2\tab" REST "1\ta" REST, "ends before", 43},
        {"1-2\ta" REST "1\ta" REST "2\tb" REST, "more words than characters", 42},
        {"1\t\xff" REST, "not valid UTF-8", 0},
        {"1\t\x01\x01\x01" REST, "its text", -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        outcomes o;
        write_bytes("bad.conllu", rows[i].text, strlen(rows[i].text));
        ingest_conllu("bad.conllu", &o);
        const quoth_error *e = &o.items[0].error;
        if (o.count != 1 || o.refused != 1) fail_msg("row %zu: %zu documents, %zu refusals", i, o.documents, o.refused);
        if (!strstr(e->message, rows[i].words)) fail_msg("row %zu: \"%s\" lacks \"%s\"", i, e->message, rows[i].words);
        if (rows[i].byte >= 0) assert_int_equal(e->byte, rows[i].byte);
        assert_string_equal(e->source, in_folder("bad.conllu"));
        done_with(&o);
    }
}

static void an_endless_line_is_refused(void **state)
{
    (void)state;
    outcomes o;
    char *text = malloc(100000);
    memset(text, 'a', 100000);
    memcpy(text, "1\t", 2);
    write_bytes("long.conllu", text, 100000);
    free(text);
    ingest_conllu("long.conllu", &o);
    assert_int_equal(o.refused, 1);
    assert_non_null(strstr(o.items[0].error.message, "64 KiB"));
    done_with(&o);
}

/* Lines that cross the edges of blocks, and what stands behind a fault in one document. */
static void many_documents_are_read_one_by_one(void **state)
{
    (void)state;
    outcomes o;
    char *text = malloc(4000000);
    size_t used = 0;
    for (int d = 0; d < 20; d++) {
        used += (size_t)sprintf(text + used, "# newdoc id = d%d\n", d);
        for (int i = 0; i < 3000; i++) used += (size_t)sprintf(text + used, "1\tw%d" REST "\n", i);
    }
    used += (size_t)sprintf(text + used, "# newdoc\n2\ta" REST);
    write_bytes("many.conllu", text, used);
    free(text);
    ingest_conllu("many.conllu", &o);
    assert_int_equal(o.documents, 20);
    assert_int_equal(o.refused, 1);
    for (size_t i = 0; i < 20; i++) {
        const qt_document *d = &o.items[i].document;
        assert_int_equal(d->given_count, 3000);
        assert_true(d->given[2999].begins_sentence && !d->given[2999].begins_paragraph);
        assert_true(qt_str_equal(qt_str_at(d->text, d->given[2999].span), QT_STR("w2999")));
    }
    done_with(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_paragraphs_and_sentences), cmocka_unit_test(words_of_one_token_divide_it),
        cmocka_unit_test(faults_are_refused_by_their_byte),   cmocka_unit_test(an_endless_line_is_refused),
        cmocka_unit_test(many_documents_are_read_one_by_one),
    };
    return cmocka_run_group_tests_name("ingest/conllu", tests, make_folder, remove_folder);
}
