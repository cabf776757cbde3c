/* What somebody is said to be: roles, parts in a crime, and the hedges of both. */
#include "listed.h"

/* "Suspect" is no role and no header, keeps its hedge, and keeps two people of one name apart. */
static void test_criminal_status(void **state)
{
    (void)state;
    told one = told_new("Police called the allegedly armed suspect Tamsin Orlec a danger. The suspect fled."),
         two = told_new("Tamsin Orlec opened the sluice."), three = told_new("A suspect slept. He snored.");
    uint32_t r = told_name(&one, "Tamsin Orlec", 1, QT_MENTION_PERSON, "suspect", 0);
    told_mention(&one, fx_span(&one.f, "The suspect", 1), QT_MENTION_PERSON, QT_FORM_NOMINAL, r, NULL);
    qt_statement *s = fx_simple(&one.f, fx_span(&one.f, "Police", 1), fx_span(&one.f, "called", 1),
                                fx_span(&one.f, "the allegedly armed suspect Tamsin Orlec a danger", 1), "call");
    s->hedges[s->hedge_count++] = (qt_hedge){fx_span(&one.f, "allegedly", 1), QT_OWNER_SPEAKER};
    s->about = QT_ARENA_NEW(one.f.arena, qt_about, 1);
    s->about[s->about_count++] = (qt_about){r, QT_STR("Tamsin Orlec"), fx_span(&one.f, "Tamsin Orlec", 1), 0};
    told_name(&two, "Tamsin Orlec", 1, QT_MENTION_PERSON, NULL, 0);
    r = told_mention(&three, fx_span(&three.f, "A suspect", 1), QT_MENTION_PERSON, QT_FORM_NOMINAL, QT_NONE, NULL);
    s = fx_simple(&three.f, fx_span(&three.f, "He", 1), fx_span(&three.f, "snored", 1), fx_span(&three.f, "slept", 1),
                  "snore");
    s->sources[0].referent = r;
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &one);
    told_store(c, &two);
    told_store(c, &three);
    json_t *rows = entities(c, NULL);
    size_t i, suspects = 0;
    json_t *row;
    assert_int_equal(json_array_size(rows), 3);
    json_array_foreach(rows, i, row) {
        const json_t *attributed = json_object_get(row, "attributed");
        assert_holds(json_object_get(row, "roles"), "uspect", false);
        assert_null(strstr(fx_string(row, "name"), "uspect"));
        suspects += json_array_size(attributed);
        if (number(row, "mentions") != 2) continue;
        assert_int_equal(number(row, "statements_about"), 1);
        const json_t *first = json_array_get(attributed, 0);
        assert_string_equal(fx_string(first, "text"), "suspect");
        assert_string_equal(fx_string(first, "status"), "criminal");
        assert_holds(json_object_get(first, "hedges"), "allegedly", true);
        assert_true(json_is_string(json_object_get(first, "statement")));
        assert_int_equal(json_array_size(json_object_get(row, "proposed")), 1);
    }
    assert_int_equal(suspects, 3);
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
    told_free(&one);
    told_free(&two);
    told_free(&three);
}

/* What a statement hedges is what it says, not the office of whom it names; a part in a crime keeps every hedge. */
static void test_hedge_far_from_an_office(void **state)
{
    (void)state;
    told t = told_new("Zoe Kamm said that President Tamsin Orlec and suspect Odo Marsh allegedly met.");
    qt_beside *beside = QT_ARENA_NEW(t.f.arena, qt_beside, 1);
    beside->titles = told_list(&t, "President");
    told_mention(&t, fx_span(&t.f, "Tamsin Orlec", 1), QT_MENTION_PERSON, QT_FORM_NAME, QT_NONE, beside);
    told_name(&t, "Odo Marsh", 1, QT_MENTION_PERSON, "suspect", 0);
    qt_statement *s =
        fx_simple(&t.f, fx_span(&t.f, "Zoe Kamm", 1), fx_span(&t.f, "said", 1),
                  fx_span(&t.f, "that President Tamsin Orlec and suspect Odo Marsh allegedly met", 1), "say");
    s->hedges[s->hedge_count++] = (qt_hedge){fx_span(&t.f, "allegedly", 1), QT_OWNER_SPEAKER};
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &t);
    json_t *rows = entities(c, NULL);
    assert_holds(json_object_get(named(rows, "Tamsin Orlec"), "roles"), "\"text\": \"President\"", true);
    assert_holds(json_object_get(named(rows, "Tamsin Orlec"), "roles"), "allegedly", false);
    assert_holds(json_object_get(named(rows, "Odo Marsh"), "attributed"), "allegedly", true);
    json_decref(rows);
    qt_case_close(c);
    told_free(&t);
}

/* A word of caution in front of a role that stands in no statement. */
static void test_hedge_beside_a_role(void **state)
{
    (void)state;
    told t = told_new("The alleged ringleader Odo Marsh waited. The diver Lena Holt dived.");
    told_tokens(&t);
    told_name(&t, "Odo Marsh", 1, QT_MENTION_PERSON, "ringleader", 0);
    told_name(&t, "Lena Holt", 1, QT_MENTION_PERSON, "diver", 0);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &t);
    json_t *rows = entities(c, NULL);
    assert_holds(json_object_get(named(rows, "Odo Marsh"), "attributed"), "\"text\": \"alleged\"", true);
    assert_holds(json_object_get(named(rows, "Lena Holt"), "roles"), "\"hedges\": []", true);
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
    told_free(&t);
}

/* Words beside a name that no list of roles knows. */
static void test_status_beside_a_name(void **state)
{
    (void)state;
    told t = told_new("Odo Marsh, who has been charged, slept. Arsonist Lena Holt fled. Ada Quill charged a fee. Then "
                      "came Tove Lind, a clerk who was wanted nowhere.");
    static const char *const NAMES[] = {"Odo Marsh", "Lena Holt", "Ada Quill", "Tove Lind"};
    static const char *const WORDS[] = {"\"charged\"", "\"Arsonist\"", NULL, NULL};
    told_tokens(&t);
    for (int i = 0; i < 4; i++) told_name(&t, NAMES[i], 1, QT_MENTION_PERSON, NULL, 0);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &t);
    json_t *rows = entities(c, NULL);
    for (int i = 0; i < 4; i++) {
        const json_t *attributed = json_object_get(named(rows, NAMES[i]), "attributed");
        assert_int_equal(json_array_size(attributed), WORDS[i] ? 1 : 0);
        if (WORDS[i]) assert_holds(attributed, WORDS[i], true);
    }
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
    told_free(&t);
}

/* What stands for a name and is none: no header, no alias, no source's name, but a row of its own, once. */
static void test_status_for_a_name(void **state)
{
    (void)state;
    told t = told_new(
        "Gunman Ivo slept. Ostrel Killer fled, and Abigail Outlaw sang. The suspect Odo Marsh hid. Police said that "
        "the alleged arsonist had run. He said no.");
    static const char *const NAMES[] = {"Gunman Ivo", "Ostrel Killer"};
    told_tokens(&t);
    for (int i = 0; i < 2; i++) told_name(&t, NAMES[i], 1, QT_MENTION_PERSON, NULL, 0);
    told_name(&t, "Abigail Outlaw", 1, QT_MENTION_PERSON, NULL, 0);
    told_name(&t, "Odo Marsh", 1, QT_MENTION_PERSON, "suspect", 0);
    uint32_t r =
        told_mention(&t, fx_span(&t.f, "the alleged arsonist", 1), QT_MENTION_PERSON, QT_FORM_NOMINAL, QT_NONE, NULL);
    qt_statement *s = fx_simple(&t.f, fx_span(&t.f, "He", 1), fx_span(&t.f, "said", 2), fx_span(&t.f, "no", 1), "say");
    s->sources[0] = (qt_source){.span = s->sources[0].span,
                                .resolved = QT_RESOLVED_MACHINE,
                                .name = QT_STR("the alleged arsonist"),
                                .referent = r};
    s->about = QT_ARENA_NEW(t.f.arena, qt_about, 1);
    s->about[s->about_count++] = (qt_about){r, s->sources[0].name, fx_span(&t.f, "no", 1), 0};
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &t);
    json_t *rows = entities(c, NULL), *row, *ledger = json_array();
    size_t i, said = 0;
    json_array_foreach(rows, i, row) {
        const json_t *attributed = json_object_get(row, "attributed");
        said += json_array_size(attributed);
        for (int k = 0; k < 2; k++) {
            assert_string_not_equal(fx_string(row, "name"), NAMES[k]);
            assert_holds(json_object_get(row, "aliases"), NAMES[k], false);
        }
        assert_holds(json_object_get(row, "roles"), "text", false);
    }
    assert_int_equal(said, 4);
    assert_int_equal(json_array_size(json_object_get(named(rows, "Abigail Outlaw"), "attributed")), 0);
    assert_int_equal(qt_case_statements(c, NULL, fx_collect, ledger, NULL), 0);
    assert_holds(ledger, "arsonist", false);
    json_decref(ledger);
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
    told_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_criminal_status),      TEST(test_hedge_far_from_an_office), TEST(test_hedge_beside_a_role),
        TEST(test_status_beside_a_name), TEST(test_status_for_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
