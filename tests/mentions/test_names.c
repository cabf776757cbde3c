/* What is done to the tags of names: edges, capitals, acronyms. */
#include "fixture.h"

static void check(void **state, const char *marked, const char *expected)
{
    read_names(*state, marked);
    assert_names(*state, expected);
}

static void test_tags_become_mentions_in_order(void **state)
{
    check(state,
          "[person Dana Orlec] of [organization Kaldovia Rail] left [place Lisgard] in the [group Tavrian] rain.",
          "person:Dana Orlec|organization:Kaldovia Rail|place:Lisgard|group:Tavrian");
    check(state, "Nothing is named here.", "");
}

static void test_a_name_ends_with_its_sentence(void **state)
{
    check(state, "He saw [person Dana Orlec.\n\nKamm] left.", "person:Dana Orlec|person:Kamm");
}

static void test_possessives_are_outside(void **state)
{
    check(state, "[person Dana Orlec's] boat and [group Tavrians'] boats.", "person:Dana Orlec|group:Tavrians");
    check(state, "They ate at [organization Orlec's] again.", "organization:Orlec's");
    check(state, "The [organization Orlec Bros .] boats of the [organization Orlec Bros.]",
          "organization:Orlec Bros .|organization:Orlec Bros");
}

static void test_marks_at_the_edges_are_outside(void **state)
{
    check(state, "the [organization Kaldovia Rail,] and [place \"Lisgard] too",
          "organization:Kaldovia Rail|place:Lisgard");
    check(state, "the [organization Kaldovia Rail (KR] lines) and [organization Rail (North)] too",
          "organization:Kaldovia Rail|organization:Rail (North)");
    check(state, "and [person Dana \"Salt\" Orlec] too", "person:Dana \"Salt\" Orlec");
    check(state, "and [other ---] too", "");
    check(state, "and [other $] [other !] and [organization Orlec!] too", "organization:Orlec!");
}

static void test_titles_are_outside_but_names_like_them_are_not(void **state)
{
    check(state, "[person Mr. Orlec] met [person President Kamm] and [person Dr. Rudi Kamm].",
          "person:Orlec|person:Kamm|person:Rudi Kamm");
    check(state, "[person Dean Orlec] met [person Mother Anna] and [person President].",
          "person:Dean Orlec|person:Mother Anna|person:President");
}

static void test_who_bears_a_persons_surname(void **state)
{
    check(state, "[organization Ana Kamm], the director of the mill, left. Mr [person Kamm] came.",
          "person:Ana Kamm|person:Kamm");
    check(state, "[organization Ana Kamm] paid. Mr [person Kamm] came.", "organization:Ana Kamm|person:Kamm");
    check(state, "[organization Ana Kamm], the director of the mill, left.", "organization:Ana Kamm");
}

static void test_a_firms_whole_name(void **state)
{
    /* once a body's name; by what stands beside it; not where one of the two is named alone, or somebody bears the name */
    check(state, "[organization Orlec and Lunt] fell. [organization Orlec] and [person Lunt] rose.",
          "organization:Orlec and Lunt|organization:Orlec and Lunt");
    check(state, "[person Orlec] and [organization Lunt], the accounting firm, denied it.",
          "organization:Orlec and Lunt");
    check(state, "[organization Orlec and Lunt] fell. [person Orlec] and [person Lunt] met. [person Lunt] left.",
          "organization:Orlec and Lunt|person:Orlec|person:Lunt|person:Lunt");
    check(state, "[organization Orlec and Lunt] fell. [person Ada Lunt] met [person Orlec] and [person Lunt].",
          "organization:Orlec and Lunt|person:Ada Lunt|person:Orlec|person:Lunt");
    check(state, "[person Orlec] and [person Lunt], the mayors, denied it.", "person:Orlec|person:Lunt");
}

static void test_what_joins_a_name_to_another_is_outside(void **state)
{
    check(state, "the [organization Orlec Bank and] the [organization Lunt Foundation of the] town",
          "organization:Orlec Bank|organization:Lunt Foundation");
}

static void test_a_forename_before_a_hyphen(void **state)
{
    check(state, "Then [person Frank]-[person Orlo Kamm] came.", "person:Frank-Orlo Kamm");
    check(state, "The [person Kamm]-[person Orlec] talks failed.", "person:Kamm|person:Orlec");
}

static void test_a_name_does_not_end_before_a_hyphen(void **state)
{
    check(state, "Then [person John Rhys]-[person Orlec] came.", "person:John Rhys-Orlec");
    check(state, "Then [person Rudi Kamm]-[person Ada Orlec] talks failed.", "person:Rudi Kamm|person:Ada Orlec");
    check(state, "Then [person Moon Jae]-won came.", "person:Moon Jae-won");
    check(state, "Then [person Moon Jae]-[person won] came.", "person:Moon Jae-won");
    check(state, "Then [person Otto Kamm]-led talks failed.", "person:Otto Kamm");
}

static void test_a_name_does_not_begin_behind_a_hyphen(void **state)
{
    check(state, "The [organization Norland Watch Man]-[person kei Kamm] came.",
          "organization:Norland Watch|person:Man-kei Kamm");
    check(state, "The [organization Norland Watch]-[person Orlo Kamm] talks failed.",
          "organization:Norland Watch|person:Orlo Kamm");
}

static void test_the_tree_tells_of_a_hyphen(void **state)
{
    fixture *f = *state;
    read_names(f, "[person Rhys]-[person Orlec] came.");
    assert_names(f, "person:Rhys|person:Orlec");
    const uint32_t heads[] = {3, 2, 0, QT_NONE, 3};
    const qt_str deps[] = {QT_STR("nsubj"), QT_STR("punct"), QT_STR("flat"), QT_STR("root"), QT_STR("punct")};
    assert_int_equal(f->text.token_count, 5);
    for (size_t t = 0; t < 5; t++)
        f->words[t] = (qt_word){heads[t], 1, 0, index_of(dep_names, labels.deprel.count, deps[t])};
    read_mentions(f, f->words);
    assert_names(f, "person:Rhys-Orlec");
}

static void test_a_body_is_no_part_of_a_person(void **state)
{
    check(state, "Then [person Kamm of N-ORA] came.", "person:Kamm|organization:N-ORA");
    check(state, "Then [person Orlo of Lisgard] came.", "person:Orlo of Lisgard");
}

static void test_what_is_mostly_a_body_is_one(void **state)
{
    check(state, "[organization Orlec] paid. [organization Orlec] left. The [other Orlec] deal failed.",
          "organization:Orlec|organization:Orlec|organization:Orlec");
    check(state, "[organization Orlec] paid. The [other Orlec] deal failed.", "organization:Orlec|other:Orlec");
    check(state, "[organization Orlec] paid. [place Orlec] and [place Orlec] burned. The [other Orlec] deal failed.",
          "organization:Orlec|place:Orlec|place:Orlec|other:Orlec");
}

static void test_a_republic_is_the_peoples_where_it_says_so(void **state)
{
    check(state, "The Democratic People's [place Republic of Norland] and the [place Republic of Norland] met.",
          "place:Democratic People's Republic of Norland|place:Republic of Norland");
    check(state, "The [group Democratic] People’s [organization Republic of Norland] came.",
          "organization:Democratic People’s Republic of Norland");
    check(state, "It was the king's [place Republic of Norland] now.", "place:Republic of Norland");
    check(state, "In People's [place Republic of Norland] papers it rained.", "place:People's Republic of Norland");
    check(state, "People's [place Republic of Norland] papers rained.", "place:People's Republic of Norland");
}

static void test_a_participle_is_no_part_of_what_backs(void **state)
{
    check(state, "[other US-backed] fighters and [other British-based] firms", "place:US|group:British");
    check(state, "[other Lisgard-based] firms and a [other Salt-Roads] ship", "other:Lisgard-based|other:Salt-Roads");
}

static void test_a_person_inside_another_name_is_none(void **state)
{
    check(state, "The [person Dana Orlec] Foundation and [person Dana Orlec] said so near [person Rudi Kamm] Bridge.",
          "organization:Dana Orlec Foundation|person:Dana Orlec|place:Rudi Kamm Bridge");
    check(state, "The [person Dana Orlec] foundation", "person:Dana Orlec");
}

static void test_capitals_are_read_by_the_rest_of_the_text(void **state)
{
    check(state, "ORLEC LEAVES KALDOVIA RAIL\n\n[person Orlec] left [organization Kaldovia Rail] today.",
          "person:ORLEC|organization:KALDOVIA RAIL|person:Orlec|organization:Kaldovia Rail");
    check(state, "[place ORLEC] SEES [organization RAIL]\n\n[person Orlec] saw [organization Kaldovia Rail].",
          "person:ORLEC|organization:RAIL|person:Orlec|organization:Kaldovia Rail");
    check(state, "ŁÓDŹ WINS [organization AGAIN]\n\nIt was in [place Łódź] that they won.",
          "place:ŁÓDŹ|organization:AGAIN|place:Łódź");
}

static void test_capitals_stay_unread_where_the_text_leaves_doubt(void **state)
{
    /* a word that is an ordinary one too; a name of two types; a town or its team; a name inside a longer one that is tagged */
    check(state, "SALT RISES AGAIN\n\n[organization Salt] said that salt was dear.", "organization:Salt");
    check(state, "LISGARD WINS\n\n[organization Lisgard] won in [place Lisgard].",
          "organization:Lisgard|place:Lisgard");
    check(state, "BLACK WINS\n\n[group Black] boats won.", "group:Black");
    check(state, "[place LISGARD] WINS\n\n[organization Lisgard] won.", "place:LISGARD|organization:Lisgard");
    check(state, "[organization KALDOVIA RAIL] WINS\n\nHe left [place Kaldovia] today.",
          "organization:KALDOVIA RAIL|place:Kaldovia");
}

static void test_a_surname_is_its_bearers(void **state)
{
    check(state, "[person Dana Orlec] left. [person Orlec] said no. [place Orlec] said yes.",
          "person:Dana Orlec|person:Orlec|person:Orlec");
    check(state, "[person Dana London] left. [person London] said no. He likes [place London].",
          "person:Dana London|person:London|place:London");
    check(state, "[person Dana Orlec] left. [place Orlec] lies far away.", "person:Dana Orlec|place:Orlec");
}

static uint32_t acronym_of(const fixture *f, size_t i) { return f->mentions[i].acronym_of; }

static void test_letters_in_brackets_stand_for_the_name(void **state)
{
    fixture *f = *state;
    check(state, "The [organization Kaldovian Rail Union] (KRU) met. A man of the [place KRU] left, KRU said.",
          "organization:Kaldovian Rail Union|organization:KRU|place:KRU|organization:KRU");
    assert_int_equal(acronym_of(f, 0), QT_NONE);
    for (size_t i = 1; i < 4; i++) assert_int_equal(acronym_of(f, i), 0);
    check(state, "The [organization Inland Network] (IN) and IN lines met.", "organization:Inland Network");
    check(state, "The KRU ([organization Kaldovian Rail Union]) met.",
          "organization:KRU|organization:Kaldovian Rail Union");
    assert_int_equal(acronym_of(f, 0), 1);
}

static void test_letters_of_another_language_need_a_tag_of_their_own(void **state)
{
    fixture *f = *state;
    check(state, "The [organization Inquiry Committee] ([organization SK]) met.",
          "organization:Inquiry Committee|organization:SK");
    assert_int_equal(acronym_of(f, 1), 0);
    check(state, "The [organization Inquiry Committee] (SK) met.", "organization:Inquiry Committee");
    check(state, "The [organization Lisgard Rowers] ([place UK]) met.", "organization:Lisgard Rowers|place:UK");
    assert_int_equal(acronym_of(f, 1), QT_NONE);
    check(state, "[person Dana Orlec] (DO) met.", "person:Dana Orlec");
}

static void test_letters_with_two_meanings_stand_for_nothing(void **state)
{
    check(state, "The [organization Kaldovian Rail] (KR) and the [organization Kamm Roads] (KR) met.",
          "organization:Kaldovian Rail|organization:Kamm Roads");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_tags_become_mentions_in_order, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_name_ends_with_its_sentence, setup, teardown),
        cmocka_unit_test_setup_teardown(test_possessives_are_outside, setup, teardown),
        cmocka_unit_test_setup_teardown(test_marks_at_the_edges_are_outside, setup, teardown),
        cmocka_unit_test_setup_teardown(test_titles_are_outside_but_names_like_them_are_not, setup, teardown),
        cmocka_unit_test_setup_teardown(test_who_bears_a_persons_surname, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_firms_whole_name, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_joins_a_name_to_another_is_outside, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_forename_before_a_hyphen, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_name_does_not_end_before_a_hyphen, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_name_does_not_begin_behind_a_hyphen, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_tree_tells_of_a_hyphen, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_body_is_no_part_of_a_person, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_mostly_a_body_is_one, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_republic_is_the_peoples_where_it_says_so, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_participle_is_no_part_of_what_backs, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_person_inside_another_name_is_none, setup, teardown),
        cmocka_unit_test_setup_teardown(test_capitals_are_read_by_the_rest_of_the_text, setup, teardown),
        cmocka_unit_test_setup_teardown(test_capitals_stay_unread_where_the_text_leaves_doubt, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_surname_is_its_bearers, setup, teardown),
        cmocka_unit_test_setup_teardown(test_letters_in_brackets_stand_for_the_name, setup, teardown),
        cmocka_unit_test_setup_teardown(test_letters_of_another_language_need_a_tag_of_their_own, setup, teardown),
        cmocka_unit_test_setup_teardown(test_letters_with_two_meanings_stand_for_nothing, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
