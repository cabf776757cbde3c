/* The terminal views, against invented rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "cli/ledger.h"
#include "cli/marks.h"
#include "cli/safe.h"
#include "views.h"

static printed paper;

static const char *ledger_of(json_t *const *rows, size_t count, bool colour, unsigned width)
{
    printing(&paper);
    qt_ledger ledger = {.out = &paper.out, .terminal = {colour, width}};
    for (size_t i = 0; i < count; i++) assert_int_equal(qt_ledger_row(&ledger, rows[i]), 0);
    qt_ledger_free(&ledger);
    for (size_t i = 0; i < count; i++) json_decref(rows[i]);
    return done_printing(&paper);
}

static const char *entry_of(const char *changes)
{
    json_t *row = row_with(changes);
    return ledger_of(&row, 1, false, 100);
}

#define HAS(text, part)                                                       \
    do {                                                                      \
        const char *has_ = (text);                                            \
        if (!strstr(has_, (part))) fail_msg("no '%s' in:\n%s", (part), has_); \
    } while (0)
#define HAS_NOT(text, part)                                               \
    do {                                                                  \
        const char *has_ = (text);                                        \
        if (strstr(has_, (part))) fail_msg("'%s' in:\n%s", (part), has_); \
    } while (0)

/* -------------------------------------------------------------------------------------------------------- the ledger */

static void test_entry_in_full(void **state)
{
    (void)state;
    assert_string_equal(
        entry_of("{}"),
        "The Quay Courier · published 2031-05-02 · b.txt\n"
        "────────────────────────────────────────────────────────────────────────────────────────────────────\n"
        "on Tuesday        The ministry → Ministry of Ports (machine) · denied\n"
        "2031-04-29        that it had been warned “weeks before” the fire\n"
        "                  hedged: ‹reportedly› by the narrator\n"
        "                  reference mark displaced, unresolved: [41]\n"
        "                  denial for the source's own side · mixed · put flatly · statement (“in a letter”)\n"
        "                  · reading 93 % · via The Quay Courier → Eastwire · reference [40]\n"
        "                  09ef6ada52a2fd4c:123-129\n");
}

static void test_when_is_never_made_up(void **state)
{
    (void)state;
    HAS(entry_of("{\"time\":null}"), "\npublished         The ministry");
    HAS(entry_of("{\"time\":null}"), "\n2031-05-02        that it");
    HAS(entry_of("{\"time\":{\"text\":\"at nine\",\"value\":\"2031-04-29T09:00:00Z\"}}"),
        "\n2031-04-29        that it had been warned “weeks before” the fire\n09:00:00Z         hedged");
    HAS(entry_of("{\"time\":{\"text\":\"that morning\",\"value\":\"2031-04-29TMO\"}}"), "\n2031-04-29TMO ");
    HAS(entry_of("{\"time\":null,\"document\":{\"name\":\"b.txt\",\"published\":null}}"), "\nno date given     The");
    HAS(entry_of("{\"time\":{\"text\":\"on 22 March\",\"value\":\"XXXX-03-22\",\"basis\":\"none\"}}"),
        "\n(year not given)  that it");
    HAS(entry_of("{\"time\":{\"text\":\"later\",\"value\":null}}"), "\n(not resolved)");
}

static void test_source_as_printed_comes_first(void **state)
{
    (void)state;
    HAS(entry_of("{\"sources\":[{\"text\":\"he\",\"begin\":100,\"end\":102,\"name\":\"Odo "
                 "Marsh\",\"resolved\":\"machine\"}]}"),
        "  he → Odo Marsh (machine) · denied");
    HAS(entry_of(
            "{\"sources\":[{\"text\":\"he\",\"begin\":1,\"end\":3,\"name\":\"Odo Marsh\",\"resolved\":\"person\"}]}"),
        "  he → Odo Marsh (person) · ");
    HAS(entry_of("{\"sources\":[{\"text\":\"he\",\"begin\":1,\"end\":3,\"name\":null,\"resolved\":\"unresolved\","
                 "\"candidates\":"
                 "[{\"text\":\"the mayor\"},{\"text\":\"Odo Marsh\"}]}]}"),
        "  he (unresolved: the mayor? or Odo Marsh?) · denied");
    HAS(entry_of("{\"sources\":[{\"text\":\"Odo Marsh\",\"begin\":1,\"end\":9,\"name\":\"Odo "
                 "Marsh\",\"resolved\":\"printed\"}]}"),
        "  Odo Marsh · denied");
    HAS(entry_of("{\"sources\":[]}"), "  (no source named) · denied");
    HAS(entry_of("{\"sources\":[],\"cue\":null,\"voice\":\"narrated\"}"), "  (the document itself)\n");
}

static void test_cue_in_pieces(void **state)
{
    (void)state;
    HAS(entry_of("{\"cue\":{\"text\":\"told us firmly no\",\"begin\":1,\"end\":18,\"lemma\":\"tell\",\"pieces\":["
                 "{\"text\":\"told\",\"begin\":1,\"end\":5},{\"text\":\"no\",\"begin\":16,\"end\":18}]}}"),
        "· told … no\n");
}

/* A hedge inside the words, the source or the cue is marked where it stands, without colour too. */
static void test_hedges_are_visible(void **state)
{
    (void)state;
    HAS(entry_of("{\"content\":[{\"text\":\"that the alleged arson\",\"begin\":200,\"end\":222}],\"hedges\":"
                 "[{\"text\":\"alleged\",\"begin\":209,\"end\":216,\"by\":\"speaker\"}]}"),
        "that the ‹alleged› arson\n                  hedged: ‹alleged› by the speaker\n");
    HAS(entry_of("{\"sources\":[{\"text\":\"suspected "
                 "rebels\",\"begin\":300,\"end\":316,\"name\":null,\"resolved\":\"printed\"}],"
                 "\"hedges\":[{\"text\":\"suspected\",\"begin\":300,\"end\":309,\"by\":\"unclear\"}]}"),
        "‹suspected› rebels");
    HAS(entry_of("{\"unplaced_hedge\":true}"), "⚠ its sentence holds a hedge");
    HAS_NOT(entry_of("{}"), "⚠");
    json_t *row = row_with("{\"content\":[{\"text\":\"the alleged arson\",\"begin\":200,\"end\":217}],\"hedges\":"
                           "[{\"text\":\"alleged\",\"begin\":204,\"end\":211,\"by\":\"speaker\"}]}");
    HAS(ledger_of(&row, 1, true, 100), "the \033[4;33m‹alleged›\033[0m arson");
}

static void test_quoted_parts_are_marked(void **state)
{
    (void)state;
    HAS(entry_of("{\"content\":[{\"text\":\"it was mere rain\",\"begin\":200,\"end\":216}],"
                 "\"quoted\":[{\"text\":\"mere rain\",\"begin\":207,\"end\":216,\"closed\":true}]}"),
        "it was “mere rain”\n");
    HAS(entry_of("{\"content\":[{\"text\":\"mere rain\",\"begin\":207,\"end\":216}],"
                 "\"quoted\":[{\"text\":\"mere rain\",\"begin\":207,\"end\":216,\"closed\":false}]}"),
        "“mere rain\n");
    HAS(entry_of("{\"quoted\":[{\"text\":\"x\",\"begin\":207,\"end\":216,\"closed\":false}]}"),
        "its quotation is never closed");
    HAS(entry_of("{\"content\":[{\"text\":\"\\\"mere rain\\\"\",\"begin\":206,\"end\":217}],"
                 "\"quoted\":[{\"text\":\"mere rain\",\"begin\":207,\"end\":216,\"closed\":true}]}"),
        "  \"mere rain\"\n");
    json_t *row = row_with("{\"content\":[{\"text\":\"it was mere rain\",\"begin\":200,\"end\":216}],"
                           "\"quoted\":[{\"text\":\"mere rain\",\"begin\":207,\"end\":216,\"closed\":true}]}");
    HAS(ledger_of(&row, 1, true, 100), "it was \033[1m“mere rain”\033[0m\n");
}

static void test_named_only_and_pieces(void **state)
{
    (void)state;
    HAS(entry_of("{\"content\":[]}"), "(named only: the text does not say it in words)");
    HAS(entry_of("{\"content\":[{\"text\":\"one\",\"begin\":1,\"end\":4},{\"text\":\"two\",\"begin\":9,\"end\":12}]}"),
        "one … two\n");
}

static void test_certainty_in_words(void **state)
{
    (void)state;
    HAS(entry_of("{\"certainty\":\"probable\"}"), "put as probable");
    HAS(entry_of("{\"certainty\":\"possible\"}"), "put as possible");
    HAS_NOT(entry_of("{\"certainty\":null}"), "put ");
    HAS(entry_of("{\"part\":\"caption\"}"), "in the caption");
    HAS_NOT(entry_of("{\"via\":[\"The Quay Courier\"]}"), " via "); /* the heading says it */
    HAS(entry_of("{\"kind\":\"claim_of_responsibility\"}"), "claim of responsibility");
}

static void test_nesting_and_groups(void **state)
{
    (void)state;
    json_t *rows[] = {
        row_with("{}"),
        row_with("{\"id\":8,\"key\":\"09ef6ada52a2fd4c:150-155\",\"within\":7}"),
        row_with("{\"id\":9,\"key\":\"09ef6ada52a2fd4c:180-185\",\"within\":99}"),
        row_with("{\"id\":10,\"document\":{\"id\":3,\"name\":\"c.txt\",\"publisher\":null,\"published\":null}}"),
    };
    const char *text = ledger_of(rows, 4, false, 100);
    HAS(text, "\n   on Tuesday        The ministry");
    HAS(text, "09ef6ada52a2fd4c:150-155 · within 09ef6ada52a2fd4c:123-129\n");
    HAS(text, "09ef6ada52a2fd4c:180-185 · within statement 99\n");
    HAS(text, "\n\nno date given · c.txt\n");
}

static void test_narrow_terminal(void **state)
{
    (void)state;
    json_t *row = row_with("{}");
    char line[512];
    const char *text = ledger_of(&row, 1, false, 40);
    for (const char *at = text; *at; at += strcspn(at, "\n") + 1) {
        size_t size = strcspn(at, "\n"), columns = 0;
        memcpy(line, at, size);
        for (size_t i = 0; i < size; i++) columns += ((unsigned char)line[i] & 0xc0) != 0x80;
        assert_in_range(columns, 1, 40);
        assert_int_not_equal(line[size - 1], ' ');
    }
}

/* ---------------------------------------------------------------------------------------------------- hostile content */

static void test_escape_sequences_are_neutralised(void **state)
{
    (void)state;
    const char *text =
        entry_of("{\"content\":[{\"text\":\"a\\u001b[2Jb\\u0007c\\u009b31md\\u202ee\\u2066f\\u007fg\\ufeffh\\u200bi\","
                 "\"begin\":200,\"end\":230}],\"key\":\"\\u001b]0;x\\u0007\",\"kind\":\"\\u001b[1m\"}");
    HAS(text, "a␛[2Jb␇c·31md·e·f␡g·h·i");
    for (const char *at = text; *at; at++) assert_true(*at == '\n' || (unsigned char)*at >= 0x20);
    HAS_NOT(text, "\xc2\x9b");
    HAS_NOT(text, "\xe2\x80\xae");
    HAS(entry_of("{\"content\":[{\"text\":\"one\\r\\n\\ttwo\\u2028three\",\"begin\":1,\"end\":18}]}"),
        "one two three\n");
}

static void test_safe_characters(void **state)
{
    (void)state;
    static const uint32_t unsafe[] = {0,      9,      0x1b,   0x7f,   0x80,   0x9b,   0xad,   0x61c,
                                      0x200b, 0x200e, 0x2028, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e,
                                      0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xe000, 0xfeff, 0xe0041};
    for (size_t i = 0; i < sizeof unsafe / sizeof unsafe[0]; i++) assert_true(qt_unsafe_to_print(unsafe[i]));
    static const uint32_t safe[] = {' ', 'a', '~', 0xa0, 0xe9, 0x301, 0x200c, 0x200d, 0x2014, 0x4e2d, 0x1f600};
    for (size_t i = 0; i < sizeof safe / sizeof safe[0]; i++) assert_false(qt_unsafe_to_print(safe[i]));
    assert_int_equal(qt_columns(0x4e2d), 2);
    assert_int_equal(qt_columns(0x301), 0);
    assert_int_equal(qt_columns('a'), 1);
}

/* Offsets of a damaged row reach nowhere outside its text. */
static void test_wild_offsets(void **state)
{
    (void)state;
    HAS(entry_of("{\"hedges\":[{\"text\":\"x\",\"begin\":0,\"end\":4294967290,\"by\":null},{\"begin\":-5,\"end\":3},{"
                 "\"begin\":9,\"end\":1}],"
                 "\"quoted\":[{\"begin\":4294967296,\"end\":99999999999}],\"sources\":[7],\"cue\":[],\"time\":4,"
                 "\"via\":{},\"sentence\":1}"),
        "denial");
    HAS(entry_of("{\"document\":null,\"content\":[{\"text\":\"words\"}],\"key\":null,\"confidence\":\"x\"}"), "words");
}

static void test_wrapping(void **state)
{
    (void)state;
    qt_para para = {0};
    qt_terminal terminal = {false, 10};
    qt_para_add(&para, QT_STYLE_PLAIN, QT_STR("aaa bbb ccc dddddddddddddd 中中中中中中 e\xcc\x81nd"));
    qt_para_break(&para);
    qt_para_add(&para, QT_STYLE_PLAIN, QT_STR("x  \t y "));
    printing(&paper);
    qt_para_print(&para, 0, &terminal, &paper.out);
    assert_string_equal(done_printing(&paper), "aaa bbb\nccc\ndddddddddd\ndddd\n中中中中中\n中 e\xcc\x81nd\nx y\n");
    qt_para_free(&para);
}

static void test_broken_output_stops(void **state)
{
    (void)state;
    json_t *row = row_with("{}");
    printing(&paper);
    fclose(paper.file);
    paper.out.terminal = true; /* flush each row */
    qt_ledger ledger = {.out = &paper.out, .terminal = {false, 100}};
    assert_int_equal(qt_ledger_row(&ledger, row), QUOTH_FAILED);
    qt_ledger_free(&ledger);
    json_decref(row);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entry_in_full),
        cmocka_unit_test(test_when_is_never_made_up),
        cmocka_unit_test(test_source_as_printed_comes_first),
        cmocka_unit_test(test_cue_in_pieces),
        cmocka_unit_test(test_hedges_are_visible),
        cmocka_unit_test(test_quoted_parts_are_marked),
        cmocka_unit_test(test_named_only_and_pieces),
        cmocka_unit_test(test_certainty_in_words),
        cmocka_unit_test(test_nesting_and_groups),
        cmocka_unit_test(test_narrow_terminal),
        cmocka_unit_test(test_escape_sequences_are_neutralised),
        cmocka_unit_test(test_safe_characters),
        cmocka_unit_test(test_wild_offsets),
        cmocka_unit_test(test_wrapping),
        cmocka_unit_test(test_broken_output_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
