#include "fixture.h"

static qt_model *model;
static qt_arena *arena;

static int32_t id_of(const char *piece)
{
    for (size_t i = 0; i < model->vocabulary.count; i++)
        if (qt_str_equal(model->vocabulary.entries[i].text, qt_str_of(piece))) return model->vocabulary.entries[i].id;
    fail_msg("no piece %s", piece);
    return -1;
}

/* The pieces of `token` are those that `expected` names, blanks between them. */
static void check(qt_str token, const char *expected)
{
    qt_pieces pieces = {0};
    char piece[32];
    size_t n = 0;
    assert_int_equal(qt_wordpiece(model, token, arena, &pieces, NULL), 0);
    for (int used; sscanf(expected, "%31s%n", piece, &used) == 1; expected += used, n++) {
        if (n >= pieces.count) fail_msg("%.*s: fewer pieces than expected, no %s", QT_STR_ARG(token), piece);
        if (pieces.items[n] != id_of(piece)) fail_msg("%.*s: piece %zu is not %s", QT_STR_ARG(token), n, piece);
    }
    assert_int_equal(pieces.count, n);
}

static void longest_pieces_win(void **state)
{
    (void)state;
    check(QT_STR("mayor"), "mayor");
    check(QT_STR("damside"), "dam ##side");
    check(QT_STR("damsid"), "dam ##s ##i ##d");
    check(QT_STR("denies"), "den ##ies");
    check(QT_STR("river"), "river");
    check(QT_STR("rive"), "r ##i ##v ##e");
    check(QT_STR("ingot"), "i ##n ##g ##o ##t"); /* ##ing joins only */
}

static void case_and_accents_go(void **state)
{
    (void)state;
    check(QT_STR("DENIED"), "den ##ied");
    check(QT_STR("Caf\xc3\xa9"), "cafe");
    check(QT_STR("CAFE\xcc\x81"), "cafe");
    check(QT_STR("D\xc4\xb0M"), "d ##i ##m"); /* capital I with a dot */
    check(QT_STR("\xe2\x84\xaa"), "k");       /* the kelvin sign is a K */
    check(QT_STR("c\xcc\xa7\xcc\x81"
                 "af\xc3\xa9"),
          "cafe"); /* two marks on one letter */
}

static void punctuation_and_blanks_cut(void **state)
{
    (void)state;
    check(QT_STR("flood-ing"), "flood - i ##n ##g");
    check(QT_STR("the..."), "the . . .");
    check(QT_STR("mayor's"), "mayor ' s");
    check(QT_STR("the dam"), "the dam");
    check(QT_STR("the\xc2\xa0"
                 "dam\n"),
          "the dam"); /* no-break space */
    check(QT_STR("the\xe2\x80\x94"
                 "dam"),
          "the [UNK] dam"); /* a dash that the vocabulary lacks */
    check(QT_STR("the\xe6\xb0\xb4"
                 "dam"),
          "the [UNK] dam");                          /* an ideograph */
    check(QT_STR("[UNK]"), "[UNK] u ##n ##k [UNK]"); /* nothing in a text is a special piece */
    check(QT_STR("[SEP]"), "[UNK] s ##e ##p [UNK]");
}

static void invisible_characters_go(void **state)
{
    (void)state;
    check(QT_STR("may\xc2\xad"
                 "or"),
          "mayor"); /* soft hyphen */
    check(QT_STR("may\xe2\x80\x8b"
                 "or"),
          "mayor"); /* zero-width space */
    check(QT_STR("may\x01or"), "mayor");
    check(QT_STR("may\0or"), "mayor");
    check(QT_STR("\xef\xbf\xbd"
                 "dam"),
          "dam");
}

static void there_is_always_a_piece(void **state)
{
    (void)state;
    check(QT_STR(""), "[UNK]");
    check(QT_STR(" "), "[UNK]");
    check(QT_STR("\xe2\x80\x8b"), "[UNK]");
    check(QT_STR("9"), "[UNK]");
    check(QT_STR("dam9side"), "[UNK]"); /* one unknown part makes the whole word unknown */
    check(QT_STR("dam,9"), "dam , [UNK]");
}

static void words_of_over_a_hundred_characters_are_unknown(void **state)
{
    (void)state;
    char word[8192], expected[8192] = "q";
    memset(word, 'q', sizeof word);
    for (int i = 1; i < 100; i++) strcat(expected, " ##q");
    check((qt_str){word, 100}, expected);
    check((qt_str){word, 101}, "[UNK]");
    check((qt_str){word, sizeof word}, "[UNK]");
    for (size_t i = 0; i < 200; i += 2) memcpy(word + i, "\xc3\xa9", 2); /* characters, not bytes */
    qt_pieces pieces = {0};
    assert_int_equal(qt_wordpiece(model, (qt_str){word, 200}, arena, &pieces, NULL), 0);
    assert_int_equal(pieces.count, 100);
    word[50] = '-'; /* not valid UTF-8 any more: the broken bytes are passed over */
    assert_int_equal(qt_wordpiece(model, (qt_str){word, 200}, arena, &pieces, NULL), 0);
}

static void a_full_arena_is_an_error(void **state)
{
    (void)state;
    qt_arena *small = qt_arena_new(64);
    qt_pieces pieces = {0};
    quoth_error error = {0};
    char dashes[1000];
    memset(dashes, '-', sizeof dashes);
    assert_int_equal(qt_wordpiece(model, (qt_str){dashes, sizeof dashes}, small, &pieces, &error), QUOTH_FAILED);
    assert_string_not_equal(error.message, "");
    qt_arena_free(small);
}

/* `change` is applied to a vocabulary that is in order; NULL leaves it so. */
static int build(const char *pieces_from_104, quoth_error *error)
{
    static char lines[4096];
    size_t n = (size_t)sprintf(lines, "[PAD]\n");
    for (int i = 1; i < 100; i++) n += (size_t)sprintf(lines + n, "[unused%d]\n", i);
    n += (size_t)sprintf(lines + n, "[UNK]\n[CLS]\n[SEP]\n[MASK]%s", pieces_from_104);
    qt_vocabulary v;
    return qt_vocabulary_build((qt_str){lines, n}, arena, &v, error);
}

static void vocabularies_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *pieces, *message;
    } bad[] = {
        {"\ndam\n\nriver", "piece 105 of the vocabulary is empty"},
        {"\ndam\nriver\ndam", "pieces 104 and 106 of the vocabulary are the same"},
        {"\ndam\n\xc3\x28", "piece 105 of the vocabulary is not UTF-8"},
    };
    assert_int_equal(build("\ndam\nriver", NULL), 0);
    assert_int_equal(build("\ndam\nriver\n", NULL), 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        quoth_error error = {0};
        assert_int_equal(build(bad[i].pieces, &error), QUOTH_REFUSED);
        assert_non_null(strstr(error.message, bad[i].message + (i == 1 ? 22 : 0)));
    }
    qt_vocabulary v;
    quoth_error error = {0};
    assert_int_equal(qt_vocabulary_build(QT_STR("[PAD]\nthe\ndam"), arena, &v, &error), QUOTH_REFUSED);
    assert_string_equal(error.message, "piece 100 of the vocabulary is not [UNK]");
}

static int set_up(void **state)
{
    (void)state;
    model = open_fixture(FIXTURE("network"));
    arena = qt_arena_new((size_t)16 << 20);
    return arena ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    qt_model_close(model);
    qt_arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(longest_pieces_win),         cmocka_unit_test(case_and_accents_go),
        cmocka_unit_test(punctuation_and_blanks_cut), cmocka_unit_test(invisible_characters_go),
        cmocka_unit_test(there_is_always_a_piece),    cmocka_unit_test(words_of_over_a_hundred_characters_are_unknown),
        cmocka_unit_test(a_full_arena_is_an_error),   cmocka_unit_test(vocabularies_are_checked),
    };
    return cmocka_run_group_tests_name("nn/wordpiece", tests, set_up, tear_down);
}
