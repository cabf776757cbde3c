/* Bytes to stored text: kept, converted, or refused with the byte that shows why. */
/* Bytes written out, cut where C's \x escapes would swallow a letter. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <iconv.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ingest/encoding.h"

#define MIB ((size_t)1024 * 1024)

static int setup(void **state)
{
    *state = qt_arena_new(128 * MIB);
    return *state ? 0 : -1;
}

static int teardown(void **state)
{
    qt_arena_free(*state);
    return 0;
}

/* `utf8` in another encoding, in the arena. */
static qt_str in(qt_arena *arena, const char *encoding, const char *utf8)
{
    char *from = (char *)(uintptr_t)utf8;
    size_t left = strlen(utf8), room = 4 * left + 16, all = room;
    char *bytes = qt_arena_alloc(arena, room, 1), *to = bytes;
    iconv_t handle = iconv_open(encoding, "UTF-8");
    assert_true(handle != (iconv_t)-1);
    assert_int_equal(iconv(handle, &from, &left, &to, &room), 0);
    assert_int_equal(iconv(handle, NULL, NULL, &to, &room), 0);
    iconv_close(handle);
    return (qt_str){bytes, all - room};
}

static void stores(qt_arena *arena, qt_str bytes, qt_str wanted, const char *encoding)
{
    qt_str text = {NULL, 0}, name = {NULL, 0};
    quoth_error error = {0};
    if (qt_stored_text(bytes, arena, &text, &name, &error)) fail_msg("refused: %s", error.message);
    if (!qt_str_equal(text, wanted)) fail_msg("stored as \"%.*s\" (%.*s)", QT_STR_ARG(text), QT_STR_ARG(name));
    if (encoding) assert_true(qt_str_equal(name, qt_str_of(encoding)));
}

static void refuses(qt_arena *arena, qt_str bytes, const char *words, long byte)
{
    qt_str text = {NULL, 0}, name = {NULL, 0};
    quoth_error error = {0};
    int rc = qt_stored_text(bytes, arena, &text, &name, &error);
    if (rc != QUOTH_REFUSED) fail_msg("status %d, stored as \"%.*s\"", rc, QT_STR_ARG(text));
    if (!strstr(error.message, words)) fail_msg("\"%s\" lacks \"%s\"", error.message, words);
    assert_int_equal(error.has_byte, byte >= 0);
    if (byte >= 0) assert_int_equal(error.byte, byte);
    assert_null(text.data);
}

static void utf8_is_stored_byte_for_byte(void **state)
{
    static const char *const texts[] = {
        "The ferry is late.\n", "\xef\xbb\xbfWith a mark.\r\nAnd returns.\r\n", "na\xc3\xafve \xe2\x80\x9cquay\xe2\x80\x9d",
        "nai\xcc\x88ve, decomposed", "a\fform feed", "\xf0\x9f\x9a\xa2 left"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        qt_str bytes = qt_str_of(texts[i]), text, name;
        assert_int_equal(qt_stored_text(bytes, *state, &text, &name, NULL), QUOTH_OK);
        assert_ptr_equal(text.data, bytes.data);
        assert_int_equal(text.size, bytes.size);
        assert_true(qt_str_equal(name, QT_STR("UTF-8")));
    }
}

/* English with a handful of bytes above 0x7f: statistics say nothing, the places where they stand do. */
static void rare_bytes_are_windows_1252_where_they_fit(void **state)
{
    static const char *const texts[] = {
        "The harbour council\xe2\x80\x99s plan was dropped on Monday after a short vote in the chamber.\n",
        "The council of Port Harlan dropped the plan on Monday \xe2\x80\x93 nobody there would say why \xe2\x80\x93 and went home."
        " The pilots had asked for it in March and again in April.\n",
        "\xe2\x80\x9cWe are ready,\xe2\x80\x9d the harbour master told the council on Monday, and then left the chamber without"
        " another word to anybody who had come to hear him.\n",
        "It was a na\xc3\xafve plan, said one of the pilots, who did not want to be named because the talks go on.\n",
        "They met in M\xc3\xa1laga at a caf\xc3\xa9 near the quay, where Zo\xc3\xab Brandt had been waiting since the morning ferry"
        " came in, according to two of the pilots, who had seen her there.\n",
        "Repairs cost \xe2\x82\xac" "5 million and \xc2\xa3" "3 million, said the harbour office, which paid for all of it in the end. The"
        " pilots said that this was not so.\n",
        "The temperature reached 41 \xc2\xb0" "C at the quay on Monday afternoon, said the harbour office of Port Harlan.\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        stores(*state, in(*state, "WINDOWS-1252", texts[i]), qt_str_of(texts[i]), "WINDOWS-1252");
}

static void rare_bytes_that_do_not_fit_are_refused(void **state)
{
    static const struct {
        const char *encoding, *text;
    } cases[] = {
        {"MACINTOSH", "The harbour council\xe2\x80\x99s plan was dropped on Monday after a vote; it\xe2\x80\x99s over.\n"},
        {"MACINTOSH", "They met at a caf\xc3\xa9 near the quay, where Brandt had been waiting since the morning ferry came in.\n"},
        {"IBM850", "They met at a caf\xc3\xa9 near the quay, where Brandt had been waiting since the morning ferry came in.\n"},
        {"IBM437", "The pilot, M\xc3\xbcller, had been waiting at the quay since the first of the morning ferries came in.\n"},
        {"ISO-8859-2", "The pilot, Wa\xc5\x82\xc4\x99ga, had been waiting at the quay since the first of the morning ferries came in,"
                       " said the harbour office.\n"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        qt_str bytes = in(*state, cases[i].encoding, cases[i].text);
        size_t at = 0;
        while ((unsigned char)bytes.data[at] < 0x80) at++;
        refuses(*state, bytes, "cannot be told", (long)at);
    }
    refuses(*state, QT_STR("One stray byte, here in the mid\xff" "dle of a long sentence about the ferry to the islands."), "cannot be told", 31);
    refuses(*state, QT_STR("One stray byte, here in the mid\xc3" "dle of a long sentence about the ferry to the islands."), "cannot be told", 31);
}

/* Enough bytes for a guess, but a wrong one: every apostrophe would become a letter, or a letter another script's. */
static void wrong_guesses_are_noticed(void **state)
{
    static const char text[] = "It\xe2\x80\x99s the pilots\xe2\x80\x99 ferry, isn\xe2\x80\x99t it? They\xe2\x80\x99re late, we\xe2\x80\x99re not.\n";
    char all[4 * sizeof text] = "";
    for (int i = 0; i < 4; i++) strcat(all, text);
    refuses(*state, in(*state, "MACINTOSH", all), "cannot be told", 2);
}

static void other_encodings_are_recognised(void **state)
{
    static const char russian[] =
        "\xd0\x9d\xd0\xb0\xd1\x87\xd0\xb0\xd0\xbb\xd1\x8c\xd0\xbd\xd0\xb8\xd0\xba \xd0\xbf\xd0\xbe\xd1\x80\xd1\x82\xd0\xb0 "
        "\xd1\x81\xd0\xba\xd0\xb0\xd0\xb7\xd0\xb0\xd0\xbb, \xd1\x87\xd1\x82\xd0\xbe \xd0\xbf\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbc "
        "\xd0\xbe\xd0\xbf\xd0\xbe\xd0\xb7\xd0\xb4\xd0\xb0\xd0\xb5\xd1\x82 \xd0\xbd\xd0\xb0 \xd0\xb4\xd0\xb2\xd0\xb0 "
        "\xd1\x87\xd0\xb0\xd1\x81\xd0\xb0.\n";
    static const char german[] = "Der B\xc3\xbcrgermeister sagte, die F\xc3\xa4hre k\xc3\xb6nne sp\xc3\xa4ter kommen; \xc3\xbc"
                                 "ber die Gr\xc3\xbcnde schwieg er. Die M\xc3\xa4nner h\xc3\xb6rten zu."
                                 " F\xc3\xbcnf B\xc3\xb6" "en st\xc3\xb6rten die Gespr\xc3\xa4" "che.\n";
    static const char japanese[] =
        "\xe5\xb8\x82\xe9\x95\xb7\xe3\x81\xaf\xe7\x81\xab\xe6\x9b\x9c\xe6\x97\xa5\xe3\x80\x81\xe6\xa9\x8b\xe3\x81\x8c\xe4\xba\x94"
        "\xe6\x9c\x88\xe3\x81\xab\xe5\x86\x8d\xe9\x96\x8b\xe3\x81\x95\xe3\x82\x8c\xe3\x82\x8b\xe3\x81\xa8\xe8\xbf\xb0\xe3\x81\xb9"
        "\xe3\x81\x9f\xe3\x80\x82\n";
    static const struct {
        const char *encoding, *text;
    } cases[] = {{"WINDOWS-1251", russian}, {"KOI8-R", russian},      {"ISO-8859-5", russian}, {"ISO-8859-1", german},
                 {"SHIFT_JIS", japanese},   {"EUC-JP", japanese}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        stores(*state, in(*state, cases[i].encoding, cases[i].text), qt_str_of(cases[i].text), cases[i].encoding);
}

static void byte_order_marks_are_believed(void **state)
{
    static const char text[] = "The ferry \xe2\x80\x9cHeron\xe2\x80\x9d is late \xf0\x9f\x9a\xa2.\n";
    static const struct {
        const char *encoding, *mark, *name;
        size_t size;
    } cases[] = {{"UTF-16LE", "\xff\xfe", "UTF-16", 2}, {"UTF-16BE", "\xfe\xff", "UTF-16", 2},
                 {"UTF-32LE", "\xff\xfe\0\0", "UTF-32", 4}, {"UTF-32BE", "\0\0\xfe\xff", "UTF-32", 4}};
    char bytes[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        qt_str body = in(*state, cases[i].encoding, text);
        memcpy(bytes, cases[i].mark, cases[i].size);
        memcpy(bytes + cases[i].size, body.data, body.size);
        stores(*state, (qt_str){bytes, cases[i].size + body.size}, qt_str_of(text), cases[i].name);
    }
    refuses(*state, QT_STR("\xff\xfe" "a\0\x00\xd8" "b\0"), "no meaning", 4); /* half a surrogate pair */
    refuses(*state, QT_STR("\xff\xfe" "a\0b"), "no meaning", 4);
    refuses(*state, QT_STR("\xff\xfe" "a\0\0\0"), "NUL", -1);
    refuses(*state, QT_STR("\xff\xfe"), "empty", -1);
    refuses(*state, QT_STR("\xff\xfe \0\n\0"), "white space", -1);
}

static void what_is_not_text_is_refused(void **state)
{
    refuses(*state, QT_STR(""), "empty", -1);
    refuses(*state, QT_STR(" \n\t\r\n\xc2\xa0\xef\xbb\xbf"), "only white space", -1);
    refuses(*state, QT_STR(" \xa0  "), "only white space", -1); /* a no-break space in Windows-1252 */
    refuses(*state, QT_STR("The ferry\0is late."), "NUL", 9);
    refuses(*state, QT_STR("ok \1\2\3\4\5\6 so"), "control characters", 3);
    stores(*state, QT_STR("one stray \1 in a long enough line of text"), QT_STR("one stray \1 in a long enough line of text"), "UTF-8");
}

static void damaged_utf8_is_refused_at_its_first_bad_byte(void **state)
{
    refuses(*state, QT_STR("\xe2\x80\x9cWe are ready,\xe2\x80\x9d he said \xff and went."), "damaged UTF-8", 28);
    refuses(*state, QT_STR("\xe2\x80\x9cWe are ready,\xe2\x80\x9d he said. \xe2\x80"), "damaged UTF-8", 29);
    char noise[4096];
    unsigned seed = 7;
    for (size_t i = 0; i < sizeof noise; i++) {
        seed = seed * 1103515245u + 12345u;
        noise[i] = (char)((seed >> 16) % 255 + 1);
    }
    noise[0] = (char)0xff;
    noise[1] = 'x';
    quoth_error error = {0};
    qt_str text, name;
    assert_int_equal(qt_stored_text((qt_str){noise, sizeof noise}, *state, &text, &name, &error), QUOTH_REFUSED);
}

/* 6 MiB of Cyrillic in one byte a letter are 12 MiB of UTF-8; 9 MiB are too much. */
static void converted_text_has_the_same_limit(void **state)
{
    (void)state;
    qt_arena *arena = qt_arena_new(128 * MIB);
    qt_str line = in(arena, "WINDOWS-1251", "\xd0\x9f\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbc \xd0\xbe\xd0\xbf\xd0\xbe\xd0\xb7\xd0\xb4\xd0\xb0\xd0\xbb\n");
    char *bytes = qt_arena_alloc(arena, 10 * MIB, 1);
    for (size_t at = 0; at + line.size < 10 * MIB; at += line.size) memcpy(bytes + at, line.data, line.size);
    qt_str text = {NULL, 0}, name;
    assert_int_equal(qt_stored_text((qt_str){bytes, 6 * MIB}, arena, &text, &name, NULL), QUOTH_OK);
    assert_true(text.size > 10 * MIB);
    refuses(arena, (qt_str){bytes, 9 * MIB}, "once converted", -1);
    qt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_stored_byte_for_byte),
        cmocka_unit_test(rare_bytes_are_windows_1252_where_they_fit),
        cmocka_unit_test(rare_bytes_that_do_not_fit_are_refused),
        cmocka_unit_test(wrong_guesses_are_noticed),
        cmocka_unit_test(other_encodings_are_recognised),
        cmocka_unit_test(byte_order_marks_are_believed),
        cmocka_unit_test(what_is_not_text_is_refused),
        cmocka_unit_test(damaged_utf8_is_refused_at_its_first_bad_byte),
        cmocka_unit_test(converted_text_has_the_same_limit),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
