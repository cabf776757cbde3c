/* Lemmas of words whose tags are given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "syntax/lemma.h"

typedef struct example {
    const char *form;
    qt_upos upos;
    qt_xpos xpos;
    const char *lemma;
} example;

static void check(const example *examples, size_t count)
{
    qt_arena *arena = qt_arena_new(1 << 16);
    assert_non_null(arena);
    for (size_t i = 0; i < count; i++) {
        qt_str got = qt_lemma(qt_str_of(examples[i].form), examples[i].upos, examples[i].xpos, arena);
        char text[256];
        snprintf(text, sizeof text, "%s: %.*s", examples[i].form, QT_STR_ARG(got));
        char want[256];
        snprintf(want, sizeof want, "%s: %s", examples[i].form, examples[i].lemma);
        assert_string_equal(text, want);
    }
    qt_arena_free(arena);
}

#define CHECK(examples) check(examples, sizeof(examples) / sizeof *(examples))
#define VERB(form, xpos, lemma)                   \
    {                                             \
        form, QT_UPOS_VERB, QT_XPOS_##xpos, lemma \
    }
#define NOUN(form, xpos, lemma)                   \
    {                                             \
        form, QT_UPOS_NOUN, QT_XPOS_##xpos, lemma \
    }
#define NAME(form, xpos, lemma)                    \
    {                                              \
        form, QT_UPOS_PROPN, QT_XPOS_##xpos, lemma \
    }

static void test_verbs_get_back_what_their_ending_took(void **state)
{
    (void)state;
    static const example verbs[] = {
        VERB("warned", VBD, "warn"),      VERB("announced", VBD, "announce"),
        VERB("admitted", VBN, "admit"),   VERB("denied", VBD, "deny"),
        VERB("travelled", VBD, "travel"), VERB("traveled", VBD, "travel"),
        VERB("called", VBN, "call"),      VERB("hoping", VBG, "hope"),
        VERB("hopping", VBG, "hop"),      VERB("lying", VBG, "lie"),
        VERB("agreeing", VBG, "agree"),   VERB("focused", VBD, "focus"),
        VERB("says", VBZ, "say"),         VERB("goes", VBZ, "go"),
        VERB("pushes", VBZ, "push"),      VERB("tries", VBZ, "try"),
        VERB("uses", VBZ, "use"),         VERB("DENIED", VBD, "deny"),
        VERB("take", VBP, "take"),        VERB("Rolling", NNP, "Roll"),
    };
    CHECK(verbs);
}

static void test_irregular_verbs_are_looked_up(void **state)
{
    (void)state;
    static const example verbs[] = {
        VERB("said", VBD, "say"),          VERB("told", VBN, "tell"), VERB("went", VBD, "go"),
        VERB("put", VBD, "put"),           VERB("read", VBN, "read"), VERB("found", VBD, "find"),
        VERB("undergone", VBN, "undergo"),
    };
    CHECK(verbs);
}

static void test_verbs_that_no_table_has_follow_their_like(void **state)
{
    (void)state;
    static const example verbs[] = {
        VERB("droned", VBD, "drone"),
        VERB("zorbified", VBD, "zorbify"),
        VERB("trelating", VBG, "trelate"),
        VERB("blimmed", VBN, "blim"),
        VERB("squorks", VBZ, "squork"),
        VERB("vlogging", VBG, "vlog"),
        VERB("deplatformed", VBN, "deplatform"),
    };
    CHECK(verbs);
}

static void test_nouns_lose_their_plural(void **state)
{
    (void)state;
    static const example nouns[] = {
        NOUN("bridges", NNS, "bridge"),     NOUN("Bridges", NNS, "bridge"),     NOUN("parties", NNS, "party"),
        NOUN("buses", NNS, "bus"),          NOUN("houses", NNS, "house"),       NOUN("crises", NNS, "crisis"),
        NOUN("knives", NNS, "knife"),       NOUN("children", NNS, "child"),     NOUN("policewomen", NNS, "policewoman"),
        NOUN("criteria", NNS, "criterion"), NOUN("people", NNS, "people"),      NOUN("troops", NNS, "troops"),
        NOUN("police", NNS, "police"),      NOUN("1990s", NNS, "1990s"),        NOUN("80's", NNS, "80s"),
        NOUN("yimbies", NNS, "yimby"),      NOUN("drongles", NNS, "drongle"),   NOUN("bus", NN, "bus"),
        NOUN("AK47s", NNS, "AK47"),         NOUN("Islamists", NNS, "Islamist"), NOUN("pm", NN, "p.m."),
    };
    CHECK(nouns);
}

static void test_names_keep_their_capitals(void **state)
{
    (void)state;
    static const example names[] = {
        NAME("Orlec", NNP, "Orlec"),
        NAME("Stevens", NNP, "Stevens"),
        NAME("Americans", NNPS, "American"),
        NAME("Countries", NNPS, "Country"),
        NAME("ORLECS", NNPS, "Orlec"),
        NAME("VESSIN", NNP, "Vessin"),
        NAME("UNHC", NNP, "UNHC"),
        NAME("vessin", NNP, "Vessin"),
        NAME("de", NNP, "de"),
        NAME("Women", NNPS, "Woman"),
        NAME("Oct.", NNP, "October"),
        NAME("Łódź", NNP, "Łódź"),
        NAME("Émigrés", NNPS, "Émigré"),
        {"Philippine", QT_UPOS_ADJ, QT_XPOS_JJ, "Philippine"},
        {"Great", QT_UPOS_ADJ, QT_XPOS_JJ, "great"},
    };
    CHECK(names);
}

static void test_closed_classes_are_looked_up_by_their_tag(void **state)
{
    (void)state;
    static const example words[] = {
        {"n't", QT_UPOS_PART, QT_XPOS_RB, "not"},     {"n\xe2\x80\x99t", QT_UPOS_PART, QT_XPOS_RB, "not"},
        {"ca", QT_UPOS_AUX, QT_XPOS_MD, "can"},       {"'s", QT_UPOS_AUX, QT_XPOS_VBZ, "be"},
        {"'s", QT_UPOS_PART, QT_XPOS_POS, "'s"},      {"\xe2\x80\x99", QT_UPOS_PART, QT_XPOS_POS, "'s"},
        {"'d", QT_UPOS_AUX, QT_XPOS_MD, "would"},     {"'d", QT_UPOS_AUX, QT_XPOS_VBD, "have"},
        {"WAS", QT_UPOS_AUX, QT_XPOS_VBD, "be"},      {"Me", QT_UPOS_PRON, QT_XPOS_PRP, "I"},
        {"her", QT_UPOS_PRON, QT_XPOS_PRP, "she"},    {"her", QT_UPOS_PRON, QT_XPOS_PRP_POSS, "her"},
        {"An", QT_UPOS_DET, QT_XPOS_DT, "a"},         {"those", QT_UPOS_PRON, QT_XPOS_DT, "that"},
        {"better", QT_UPOS_ADJ, QT_XPOS_JJR, "good"}, {"better", QT_UPOS_ADV, QT_XPOS_RBR, "well"},
        {"biggest", QT_UPOS_ADJ, QT_XPOS_JJS, "big"}, {"easier", QT_UPOS_ADJ, QT_XPOS_JJR, "easy"},
        {"safer", QT_UPOS_ADJ, QT_XPOS_JJR, "safe"},  {"The", QT_UPOS_DET, QT_XPOS_DT, "the"},
    };
    CHECK(words);
}

static void test_numbers_and_signs(void **state)
{
    (void)state;
    static const example words[] = {
        {"1,200,000", QT_UPOS_NUM, QT_XPOS_CD, "1200000"},
        {"3.5", QT_UPOS_NUM, QT_XPOS_CD, "3.5"},
        {"m", QT_UPOS_NUM, QT_XPOS_CD, "million"},
        {"Two", QT_UPOS_NUM, QT_XPOS_CD, "two"},
        {"XIV", QT_UPOS_NUM, QT_XPOS_CD, "XIV"},
        {",", QT_UPOS_PUNCT, QT_XPOS_COMMA, ","},
        {"\xe2\x80\x9c", QT_UPOS_PUNCT, QT_XPOS_OPEN_QUOTE, "\""},
        {"US$", QT_UPOS_SYM, QT_XPOS_CURRENCY, "US$"},
        {"Dana.Orlec@example.org", QT_UPOS_PROPN, QT_XPOS_ADD, "Dana.Orlec@example.org"},
    };
    CHECK(words);
}

/* Whatever a model says of whatever stands there: no lemma is empty, and a long word is its own. */
static void test_any_form_with_any_tag(void **state)
{
    (void)state;
    char longest[200];
    memset(longest, 's', sizeof longest);
    static const char *const forms[] = {"s",
                                        "'s",
                                        "ed",
                                        "ing",
                                        "er",
                                        "est",
                                        "^",
                                        "/",
                                        "^s",
                                        "-s",
                                        "/VBD",
                                        "^went/VBD",
                                        "ies",
                                        "men",
                                        "'",
                                        ",",
                                        "\xc4\xb0s",
                                        "\xc8\xba",
                                        "\xf0\x9f\x98\x80",
                                        "a^men",
                                        "\x01"};
    qt_arena *arena = qt_arena_new(1 << 20);
    assert_non_null(arena);
    for (int xpos = 0; xpos < QT_XPOS_COUNT; xpos++)
        for (int upos = 0; upos < QT_UPOS_COUNT; upos++) {
            for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
                assert_true(qt_lemma(qt_str_of(forms[i]), (qt_upos)upos, (qt_xpos)xpos, arena).size > 0);
            for (size_t n = 50; n < sizeof longest; n++) {
                qt_str form = {longest, n}, lemma = qt_lemma(form, (qt_upos)upos, (qt_xpos)xpos, arena);
                assert_true(lemma.size > 0 && lemma.size <= n);
                if (n > 64) assert_ptr_equal(lemma.data, longest);
            }
            qt_arena_reset(arena);
        }
    assert_int_equal(qt_lemma((qt_str){longest, 0}, QT_UPOS_NOUN, QT_XPOS_NNS, arena).size, 0);
    qt_arena_free(arena);
}

static void test_a_full_arena_is_said(void **state)
{
    (void)state;
    qt_arena *arena = qt_arena_new(1);
    assert_non_null(arena);
    assert_null(qt_lemma(QT_STR("bridges"), QT_UPOS_NOUN, QT_XPOS_NNS, arena).data);
    assert_non_null(qt_lemma(QT_STR("bridge"), QT_UPOS_NOUN, QT_XPOS_NN, arena).data); /* needs no room */
    qt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verbs_get_back_what_their_ending_took),
        cmocka_unit_test(test_irregular_verbs_are_looked_up),
        cmocka_unit_test(test_verbs_that_no_table_has_follow_their_like),
        cmocka_unit_test(test_nouns_lose_their_plural),
        cmocka_unit_test(test_names_keep_their_capitals),
        cmocka_unit_test(test_closed_classes_are_looked_up_by_their_tag),
        cmocka_unit_test(test_numbers_and_signs),
        cmocka_unit_test(test_any_form_with_any_tag),
        cmocka_unit_test(test_a_full_arena_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
