/* What stands beside a name: titles, ages, roles, appositions. */
#include "fixture.h"

static const qt_mention *find(const fixture *f, const char *text)
{
    for (size_t i = 0; i < f->count; i++)
        if (qt_str_equal(qt_str_at(f->text.bytes, f->mentions[i].span), qt_str_of(text))) return &f->mentions[i];
    fail_msg("no mention %s", text);
    return NULL;
}

static void test_titles_before_a_name(void **state)
{
    fixture *f = *state;
    read_names(f, "Then Prime Minister Dr. [person Dana Orlec] met [person Mr. Kamm] and [person Rudi Kamm].");
    assert_spans(f, &find(f, "Dana Orlec")->beside->titles, "Prime Minister|Dr.");
    assert_spans(f, &find(f, "Kamm")->beside->titles, "Mr.");
    assert_spans(f, &find(f, "Rudi Kamm")->beside->titles, "");
    read_names(f, "Then Secretary-General [person Orlec] left.");
    assert_spans(f, &find(f, "Orlec")->beside->titles, "Secretary-General");
}

static void test_titles_in_capitals(void **state)
{
    fixture *f = *state;
    read_names(f, "PRESIDENT [person ORLEC] LEAVES");
    assert_spans(f, &find(f, "ORLEC")->beside->titles, "PRESIDENT");
}

static void test_places_have_no_titles(void **state)
{
    fixture *f = *state;
    read_names(f, "They saw Lady [place Lisgard] and the President, [person Orlec].");
    assert_spans(f, &find(f, "Lisgard")->beside->titles, "");
    assert_spans(f, &find(f, "Orlec")->beside->titles, "");
}

static void test_ages(void **state)
{
    fixture *f = *state;
    read_names(f,
               "[person Dana Orlec], 32, left. 32-year-old [person Rudi Kamm] stayed with [person Ana Kamm], aged 7.");
    assert_age(f, find(f, "Dana Orlec"), "32", 32);
    assert_age(f, find(f, "Rudi Kamm"), "32-year-old", 32);
    assert_age(f, find(f, "Ana Kamm"), "aged 7", 7);
    read_names(f, "[person Dana Orlec], 41 years old, and [person Rudi Kamm], 9, of [place Lisgard] left.");
    assert_age(f, find(f, "Dana Orlec"), "41 years old", 41);
    assert_age(f, find(f, "Rudi Kamm"), "9", 9);
}

static void test_other_numbers_are_no_ages(void **state)
{
    fixture *f = *state;
    read_names(
        f, "[person Dana Orlec] 32, [person Rudi Kamm], 1984, [person Ana Kamm], 12 boats, [place Lisgard], 32, left.");
    for (size_t i = 0; i < f->count; i++) assert_true(qt_span_empty(f->mentions[i].beside->age.span));
}

static void test_roles_before_a_name(void **state)
{
    fixture *f = *state;
    read_tree(f, "The DT 4 det -\n"
                 "State NNP 3 compound organization\n"
                 "Council NNP 4 compound +\n"
                 "deputy NN 5 compound -\n"
                 "Dana NNP 7 nsubj person\n"
                 "Orlec NNP 5 flat +\n"
                 "left VBD 0 root -\n"
                 "former JJ 9 amod -\n"
                 "President NNP 10 compound -\n"
                 "Kamm NNP 7 obj person\n");
    assert_spans(f, &find(f, "Dana Orlec")->beside->roles, "State Council deputy");
    assert_spans(f, &find(f, "Kamm")->beside->titles, "President");
    assert_spans(f, &find(f, "Kamm")->beside->roles, "former President");
}

static void test_roles_keep_owners_and_leave_verbs_and_ages(void **state)
{
    fixture *f = *state;
    read_tree(f, "say VBP 0 root -\n"
                 "Kaldovia NNP 5 nmod:poss place\n"
                 "'s POS 2 case -\n"
                 "foreign JJ 5 amod -\n"
                 "minister NN 6 compound -\n"
                 "Orlec NNP 1 obj person\n"
                 "and CC 14 cc -\n"
                 "32 CD 10 nummod -\n"
                 "- HYPH 8 punct -\n"
                 "year NN 12 obl -\n"
                 "- HYPH 10 punct -\n"
                 "old JJ 13 amod -\n"
                 "teacher NN 14 compound -\n"
                 "Kamm NNP 6 conj person\n");
    assert_spans(f, &find(f, "Orlec")->beside->roles, "Kaldovia 's foreign minister");
    assert_spans(f, &find(f, "Kamm")->beside->roles, "teacher");
    assert_age(f, find(f, "Kamm"), "32 - year - old", 32);
}

static void test_roles_set_off_from_the_name(void **state)
{
    fixture *f = *state;
    read_tree(f, "Dana NNP 18 nsubj person\n"
                 "Orlec NNP 1 flat +\n"
                 ", , 6 punct -\n"
                 "the DT 6 det -\n"
                 "Kaldovian JJ 6 amod group\n"
                 "ambassador NN 1 appos -\n"
                 "to IN 10 case -\n"
                 "the DT 10 det -\n"
                 "United NNP 10 compound place\n"
                 "Isles NNPS 6 nmod +\n"
                 ", , 15 punct -\n"
                 "who WP 15 nsubj -\n"
                 "had VBD 15 aux -\n"
                 "just RB 15 advmod -\n"
                 "arrived VBN 6 acl:relcl -\n"
                 ", , 6 punct -\n"
                 "then RB 18 advmod -\n"
                 "left VBD 0 root -\n"
                 ". . 18 punct -\n");
    const qt_mention *m = find(f, "Dana Orlec");
    assert_spans(f, &m->beside->roles, "Kaldovian ambassador to the United Isles");
    assert_spans(f, &m->beside->appositions, "");
    assert_spans(f, &find(f, "United Isles")->beside->roles, "");
}

static void test_what_a_preposition_opens_is_no_role(void **state)
{
    fixture *f = *state;
    read_tree(f, "They PRP 2 nsubj -\n"
                 "back VBP 0 root -\n"
                 "Dana NNP 2 obj person\n"
                 "Orlec NNP 3 flat +\n"
                 ", , 9 punct -\n"
                 "according VBG 9 case -\n"
                 "to IN 6 fixed -\n"
                 "the DT 9 det -\n"
                 "chief NN 3 appos -\n"
                 ". . 2 punct -\n");
    assert_spans(f, &find(f, "Dana Orlec")->beside->roles, "");
    assert_spans(f, &find(f, "Dana Orlec")->beside->appositions, "");
}

static void test_roles_that_the_name_is_set_off_from(void **state)
{
    fixture *f = *state;
    read_tree(f, "A DT 2 det -\n"
                 "spokeswoman NN 9 nsubj -\n"
                 "for IN 4 case -\n"
                 "Lisgard NNP 2 nmod place\n"
                 ", , 6 punct -\n"
                 "Dana NNP 2 appos person\n"
                 "Orlec NNP 6 flat +\n"
                 ", , 6 punct -\n"
                 "left VBD 0 root -\n"
                 "with IN 12 case -\n"
                 "Tavrin NNP 9 obl place\n"
                 "- HYPH 11 punct -\n");
    assert_spans(f, &find(f, "Dana Orlec")->beside->roles, "spokeswoman for Lisgard");
    assert_spans(f, &find(f, "Lisgard")->beside->roles, "");
}

static void test_appositions_and_ages_in_them(void **state)
{
    fixture *f = *state;
    read_tree(f, "Lisgard NNP 6 nsubj place\n"
                 ", , 5 punct -\n"
                 "a DT 5 det -\n"
                 "coastal JJ 5 amod -\n"
                 "village NN 1 appos -\n"
                 "missed VBD 0 root -\n"
                 "Kamm NNP 6 obj person\n"
                 ", , 15 punct -\n"
                 "a DT 15 det -\n"
                 "32 CD 12 nummod -\n"
                 "- HYPH 10 punct -\n"
                 "year NN 14 obl -\n"
                 "- HYPH 12 punct -\n"
                 "old JJ 15 amod -\n"
                 "widow NN 7 appos -\n"
                 ". . 6 punct -\n");
    assert_spans(f, &find(f, "Lisgard")->beside->appositions, "coastal village");
    const qt_mention *m = find(f, "Kamm");
    assert_spans(f, &m->beside->appositions, "widow");
    assert_spans(f, &m->beside->roles, "");
    assert_age(f, m, "32 - year - old", 32);
}

static void test_what_is_beside_a_name_by_chance_says_nothing_of_it(void **state)
{
    fixture *f = *state;
    read_tree(f, "Lisgard NNP 0 root place\n"
                 ", , 3 punct -\n"
                 "Kaldovia NNP 1 appos place\n"
                 ", , 5 punct -\n"
                 "Kamm NNP 1 list person\n");
    assert_false(f->mentions[0].beside->roles.count || f->mentions[1].beside->roles.count);
    read_tree(f, "Lisgard NNP 0 root place\n"
                 ", , 3 punct -\n"
                 "page NN 1 appos -\n"
                 ", , 8 punct -\n"
                 "the DT 6 det -\n"
                 "men NNS 8 nsubj -\n"
                 "there RB 8 advmod -\n"
                 "left VBD 9 acl -\n"
                 "crew NN 1 appos -\n");
    for (size_t i = 0; i < f->count; i++) {
        assert_int_equal(f->mentions[i].beside->roles.count, 0);
        assert_int_equal(f->mentions[i].beside->appositions.count, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_titles_before_a_name, setup, teardown),
        cmocka_unit_test_setup_teardown(test_titles_in_capitals, setup, teardown),
        cmocka_unit_test_setup_teardown(test_places_have_no_titles, setup, teardown),
        cmocka_unit_test_setup_teardown(test_ages, setup, teardown),
        cmocka_unit_test_setup_teardown(test_other_numbers_are_no_ages, setup, teardown),
        cmocka_unit_test_setup_teardown(test_roles_before_a_name, setup, teardown),
        cmocka_unit_test_setup_teardown(test_roles_keep_owners_and_leave_verbs_and_ages, setup, teardown),
        cmocka_unit_test_setup_teardown(test_roles_set_off_from_the_name, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_a_preposition_opens_is_no_role, setup, teardown),
        cmocka_unit_test_setup_teardown(test_roles_that_the_name_is_set_off_from, setup, teardown),
        cmocka_unit_test_setup_teardown(test_appositions_and_ages_in_them, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_beside_a_name_by_chance_says_nothing_of_it, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
