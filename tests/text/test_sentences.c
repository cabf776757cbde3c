/* Proposed sentence ends. Every text here is invented. */
#include "reading.h"

/* In `marked`, " | " stands where a sentence should end within a paragraph; it is read with a space there. */
static void expect_sentences(const char *marked)
{
    static reading r;
    static char source[SHOWN_MAX], found[SHOWN_MAX];
    size_t n = 0, wanted = 0;
    for (const char *c = marked; *c; c++) {
        if (strncmp(c, " | ", 3) == 0) {
            c += 2;
            wanted++;
            source[n++] = ' ';
        } else {
            source[n++] = *c;
        }
    }
    read_bytes(&r, (qt_str){source, n}, 0);
    size_t at = 0, from = 0;
    for (size_t s = 0; s < r.text.sentence_count; s++) {
        size_t end = s + 1 < r.text.sentence_count ? r.text.sentences[s + 1].span.begin : n;
        bool inside = s + 1 < r.text.sentence_count && r.text.tokens[r.text.sentences[s + 1].first].paragraph ==
                                                           r.text.tokens[r.text.sentences[s].first].paragraph;
        memcpy(found + at, source + from, end - from);
        at += end - from;
        if (inside) {
            memcpy(found + at, "| ", 2);
            at += 2;
        }
        from = end;
    }
    found[at] = '\0';
    if (strcmp(found, marked) != 0) fail_msg("%zu ends wanted: %s\nfound: %s", wanted, marked, found);
    close_reading(&r);
}

static void expect_all(const char *const *marked, size_t count)
{
    for (size_t i = 0; i < count; i++) expect_sentences(marked[i]);
}

#define EXPECT_ALL(marked) expect_all((marked), sizeof(marked) / sizeof *(marked))

static void test_plain_ends(void **state)
{
    (void)state;
    static const char *const marked[] = {
        "It sank. | It rose. | It sank again.",
        "It sank! | Did it? | What?! | Yes...",
        "It sank",
        "It sank.\nIt rose\n\nIt sank",
        "It rose 3.5 percent to 1,000.2 on Monday. | Then it fell.",
        "the boat sank. | then it rose.",
    };
    EXPECT_ALL(marked);
}

static void test_abbreviations(void **state)
{
    (void)state;
    static const char *const marked[] = {
        "Gen. Quill met Dr. Roe on Jan. 3 at 9 a.m. in Port Alder. | They left.",
        "Heron Inc. said the U.S. President would come. | He did.",
        "She lives in the U.S. | He does not.",
        "They came at 9 p.m. | Crews left.",
        "J. K. Rowe and George W. Heron spoke. | It was late.",
        "The No. 2 man agreed. | No. | He said no.",
        "They took rope, beams, etc. | The crane stayed.",
        "She left (at 9 p.m.) for Alder. | He stayed.",
    };
    EXPECT_ALL(marked);
}

static void test_quotations(void **state)
{
    (void)state;
    static const char *const marked[] = {
        "\"It sank.\" | She left.",
        "“It sank. | It rose,” he said. | She left.",
        "He said: \"It sank. | We saw it.\" | She left.",
        "\"Did it sink?\" she asked. | He nodded.",
        "\"Did it sink?\" Ada Quill asked on Monday. | He nodded.",
        "\"Did it sink?\" | The mayor said he would look.",
        "\"It sank,\" he said. | \"We saw it.\"",
        "He called it \"a shame\". | She left.",
        "It was \"a shame.\" | “We left.”",
        "He said “It sank.”[4] | She left.",
        "It sank.[4][5] | It rose.",
        "It sank (and how!). | It rose.",
        "(It sank.) | It rose.",
        "She said \" It sank. \" | He left.",
    };
    EXPECT_ALL(marked);
}

static void test_ellipses(void **state)
{
    (void)state;
    static const char *const marked[] = {
        "It was ... late, and it… rose.", "It sank... | Then it rose.",      "It took... 20 men.",
        "It sank. | [...] Then it rose.", "\"We saw... nothing,\" he said.",
    };
    EXPECT_ALL(marked);
}

static void test_labels(void **state)
{
    (void)state;
    static const char *const marked[] = {
        "1. The quay closes.",
        "1. The quay closes. | 2. The inn stays.",
        "iv. The inn stays. | (b) The quay closes.",
        "**It sank.** | It rose.",
    };
    EXPECT_ALL(marked);
}

static void test_a_sentence_without_end(void **state)
{
    (void)state;
    static reading r;
    enum { WORDS = 40000 };
    char *bytes = malloc(WORDS * 5);
    assert_non_null(bytes);
    for (size_t i = 0; i < WORDS; i++) memcpy(bytes + i * 5, "sank ", 5);
    read_bytes(&r, (qt_str){bytes, WORDS * 5}, 0);
    assert_int_equal(r.text.sentence_count, WORDS / 1000); /* cut, so that nothing grows with its square */
    assert_int_equal(r.text.sentences[r.text.sentence_count - 1].last, WORDS);
    close_reading(&r);
    bytes[950 * 5 + 4] = ',';
    read_bytes(&r, (qt_str){bytes, WORDS * 5}, 0);
    assert_int_equal(r.text.sentences[0].last, 952); /* behind the comma, which is a token of its own */
    close_reading(&r);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_ends), cmocka_unit_test(test_abbreviations),
        cmocka_unit_test(test_quotations), cmocka_unit_test(test_ellipses),
        cmocka_unit_test(test_labels),     cmocka_unit_test(test_a_sentence_without_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
