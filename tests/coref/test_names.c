/* Which names of a text are one's, by rule; and the tables of the room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "coref/lexicon.h"
#include "coref/names.h"

enum { MOST_NAMES = 24 };

static qt_arena *arena;
static uint32_t *group;

static int setup(void **state)
{
    (void)state;
    arena = qt_arena_new((size_t)16 << 20);
    return arena ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    qt_arena_free(arena);
    return 0;
}

static const qt_beside nothing;

/* Groups names written one a line as "TYPE WORDS": p(erson), o(rganization), l (place). */
static void read(const char *lines)
{
    static const qt_mention_type types[] = {
        ['p'] = QT_MENTION_PERSON, ['o'] = QT_MENTION_ORGANIZATION, ['l'] = QT_MENTION_PLACE};
    quoth_error error = {0};
    qt_text text;
    qt_words words;
    qt_grammar grammar = {.labels = {.upos = {NULL, 0}}};
    qt_arena_reset(arena);
    assert_int_equal(qt_text_read(qt_str_of(lines), 0, arena, &text, &error), 0);
    qt_word *tree = QT_ARENA_NEW(arena, qt_word, text.token_count);
    qt_syntax syntax = {&grammar, tree, text.token_count};
    assert_int_equal(qt_words_read(&text, &syntax, arena, &words, &error), 0);
    qt_mention names[MOST_NAMES];
    size_t count = 0;
    for (const char *line = lines; *line;) {
        const char *end = strchr(line, '\n');
        uint32_t begin = (uint32_t)(line + 2 - lines), last = (uint32_t)(end - lines);
        names[count++] = (qt_mention){.first = (uint32_t)qt_text_token_at(&text, begin),
                                      .last = (uint32_t)qt_text_token_at(&text, last),
                                      .type = (uint8_t)types[(unsigned char)*line],
                                      .beside = &nothing,
                                      .acronym_of = QT_NONE};
        line = end + 1;
    }
    assert_int_equal(qt_names_group(&words, names, count, arena, &group, &error), 0);
}

static void a_surname_is_its_one_bearers(void **state)
{
    (void)state;
    read("p Lunt\np Ada Lunt\np Ada\np Otto Brandt\np LUNT\n");
    assert_int_equal(group[1], 0);
    assert_int_equal(group[2], 0);
    assert_int_equal(group[3], 3);
    assert_int_equal(group[4], 0);
}

static void a_given_name_before_its_bearer_is_anothers(void **state)
{
    (void)state;
    read("o A Headline\np William\np William Coast\n");
    assert_int_equal(group[2], 2);
    read("o A Headline\np William Coast\np William\n");
    assert_int_equal(group[2], 1);
    read("p William\np William Coast\n"); /* in the headline */
    assert_int_equal(group[1], 0);
}

static void a_surname_is_nobodys_given_name(void **state)
{
    (void)state;
    read("p Orlec Rusija\np Ada Orlec\np Orlec\n");
    assert_int_equal(group[0], 0);
    assert_int_equal(group[1], 1);
    assert_int_equal(group[2], 1);
}

static void a_surname_of_two_is_nobodys(void **state)
{
    (void)state;
    read("p Ada Lunt\np Otto Lunt\np Lunt\n");
    assert_int_equal(group[0], 0);
    assert_int_equal(group[1], 1);
    assert_int_equal(group[2], QT_NONE);
}

static void an_initial_and_a_middle_name_change_nobody(void **state)
{
    (void)state;
    read("p Ada Lunt\np Ada Maria Lunt\np A. Lunt\np B. Lunt\n");
    assert_int_equal(group[1], 0);
    assert_int_equal(group[2], 0);
    assert_int_equal(group[3], 3);
}

static void what_a_body_is_may_be_left_out(void **state)
{
    (void)state;
    read("o Orlec Foundation\no Orlec\no the Orlec Foundation\n");
    assert_int_equal(group[1], 0);
    assert_int_equal(group[2], 0);
    read("o Orlec Foundation\no Orlec Bank\no Orlec\n");
    assert_int_equal(group[1], 1);
    assert_int_equal(group[2], 2);
}

static void a_branch_is_another_body(void **state)
{
    (void)state;
    read("o Northern Front\no Northern Front Tavria\n");
    assert_int_equal(group[1], 1);
}

static void one_word_that_is_now_a_person_now_a_place_is_two(void **state)
{
    (void)state;
    read("p Lisgard\nl Lisgard\n");
    assert_int_equal(group[1], 1);
    read("o Lisgard\no Lisgard\no Lisgard\no Lisgard\np Lisgard\n"); /* four of five: misread once */
    assert_int_equal(group[4], 0);
}

static void every_value_in_the_tables_is_known(void **state)
{
    (void)state;
    qt_pronoun p;
    qt_noun n;
    uint8_t class;
    assert_true(qt_pronoun_find(QT_STR("she"), QT_XPOS_PRP, &p) && p.class == QT_REFER_SHE &&
                p.gender == QT_GENDER_FEMALE);
    assert_true(qt_pronoun_find(QT_STR("that"), QT_XPOS_WDT, &p) && p.class == QT_REFER_RELATIVE);
    assert_true(qt_pronoun_find(QT_STR("that"), QT_XPOS_DT, &p) && p.class == QT_REFER_THIS);
    assert_true(qt_pronoun_find(QT_STR("zwölf"), QT_XPOS_DT, &p) == false);
    assert_true(qt_noun_find(QT_STR("spokeswoman"), &n) && n.gender == QT_GENDER_FEMALE && n.type == QT_MENTION_PERSON);
    assert_true(qt_noun_find(QT_STR("ministry"), &n) && n.type == QT_MENTION_ORGANIZATION);
    assert_true(qt_determiner_find(QT_STR("the"), &class) && class == QT_REFER_DEFINITE);
    assert_true(qt_determiner_find(QT_STR("an"), &class) && class == QT_REFER_INDEFINITE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_surname_is_its_one_bearers),
        cmocka_unit_test(a_given_name_before_its_bearer_is_anothers),
        cmocka_unit_test(a_surname_is_nobodys_given_name),
        cmocka_unit_test(a_surname_of_two_is_nobodys),
        cmocka_unit_test(an_initial_and_a_middle_name_change_nobody),
        cmocka_unit_test(what_a_body_is_may_be_left_out),
        cmocka_unit_test(a_branch_is_another_body),
        cmocka_unit_test(one_word_that_is_now_a_person_now_a_place_is_two),
        cmocka_unit_test(every_value_in_the_tables_is_known),
    };
    return cmocka_run_group_tests_name("coref/names", tests, setup, teardown);
}
