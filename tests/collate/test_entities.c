/* Who is who in small case files, and how it is listed. */
#include "listed.h"

/* Two documents name one person, a third her surname alone. */
static void test_across_documents(void **state)
{
    (void)state;
    told one = told_new("The harbour master Tamsin Orlec said that Pier Nine was shut. Orlec left."),
         two = told_new("Tamsin Orlec, the harbour master, opened the sluice."),
         three = told_new("A letter from Orlec came late.");
    uint32_t r = told_name(&one, "Tamsin Orlec", 1, QT_MENTION_PERSON, "harbour master", 0);
    told_mention(&one, fx_span(&one.f, "Orlec", 2), QT_MENTION_PERSON, QT_FORM_NAME, r, NULL);
    qt_statement *s = fx_simple(&one.f, fx_span(&one.f, "The harbour master Tamsin Orlec", 1),
                                fx_span(&one.f, "said", 1), fx_span(&one.f, "that Pier Nine was shut", 1), "say");
    s->sources[0].referent = r;
    told_name(&two, "Tamsin Orlec", 1, QT_MENTION_PERSON, "harbour master", 0);
    told_name(&three, "Orlec", 1, QT_MENTION_PERSON, NULL, 0);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &one);
    told_store(c, &two);
    told_store(c, &three);
    json_t *rows = entities(c, NULL), *row = named(rows, "Tamsin Orlec");
    assert_int_equal(json_array_size(rows), 2);
    assert_int_equal(number(row, "documents"), 2);
    assert_int_equal(number(row, "mentions"), 3);
    assert_int_equal(number(row, "statements_by"), 1);
    assert_int_equal(json_array_size(json_object_get(row, "aliases")), 2);
    assert_int_equal(json_array_size(json_object_get(row, "roles")), 2);
    assert_int_equal(json_array_size(json_object_get(row, "spans")), 3);
    assert_string_equal(fx_string(row, "type"), "person");
    /* The source carries the entity; it is found by any of its names. */
    const qt_statement_filter filter = {.source = QT_STR("tamsin")};
    json_t *ledger = json_array();
    assert_int_equal(qt_case_statements(c, &filter, fx_collect, ledger, NULL), 0);
    assert_int_equal(json_array_size(ledger), 1);
    const json_t *source = json_array_get(json_object_get(json_array_get(ledger, 0), "sources"), 0);
    assert_int_equal(number(source, "entity"), number(row, "id"));
    assert_string_equal(fx_string(source, "name"), "Tamsin Orlec");
    assert_string_equal(fx_string(source, "text"), "The harbour master Tamsin Orlec");
    json_decref(ledger);
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
    told_free(&one);
    told_free(&two);
    told_free(&three);
}

/* How many are called so where two documents give ages on two dates; `late`: the second date comes with a second place of it. */
static size_t aged(const char *name, uint32_t first_age, const char *first_date, uint32_t second_age,
                   const char *second_date, bool late)
{
    char words[2][64], file[24];
    snprintf(words[0], sizeof words[0], "%s, %u, was fined.", name, first_age);
    snprintf(words[1], sizeof words[1], "A boat was sold to %s, %u.", name, second_age);
    told one = told_new(words[0]), two = told_new(words[1]);
    told_name(&one, name, 1, QT_MENTION_PERSON, NULL, first_age);
    told_name(&two, name, 1, QT_MENTION_PERSON, NULL, second_age);
    one.f.document.published = qt_str_of(first_date);
    two.f.document.published = late ? QT_STR("2044-01-01") : qt_str_of(second_date);
    one.f.document.published_basis = two.f.document.published_basis = QT_BASIS_METADATA;
    snprintf(file, sizeof file, "aged-%u-%d.case", second_age, late);
    char *own = fx_path(folder, file);
    qt_case *c = fx_open(own, QT_CASE_CREATE);
    told_store(c, &one);
    told_store(c, &two);
    if (late) {
        bool known = false;
        qt_stored what = QT_STORED_NEW;
        two.f.document.published = qt_str_of(second_date);
        two.f.document.url = QT_STR("https://elsewhere.example/");
        assert_int_equal(qt_collate_known(c, &two.f.document, &known, &what, NULL), 0);
        assert_true(known);
        assert_int_equal(what, QT_STORED_PLACE);
    }
    json_t *rows = entities(c, "person");
    size_t count = json_array_size(rows);
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(own);
    free(own);
    told_free(&one);
    told_free(&two);
    return count;
}

/* 32 in 2030 and 34 in 2032 is one; 32 and 45 in one month are two; a date that comes later counts all the same. */
static void test_ages_on_their_dates(void **state)
{
    (void)state;
    assert_int_equal(aged("Odo Marsh", 32, "2030-04-02", 34, "2032-04-20", false), 1);
    assert_int_equal(aged("Odo Marsh", 32, "2030-04-02", 45, "2030-04-20", false), 2);
    assert_int_equal(aged("Odo Marsh", 32, "2030-04-02", 44, "2042-04-20", false), 1);
    assert_int_equal(aged("Odo Marsh", 32, "2030-04-02", 34, "2032-04-20", true), 1);
    assert_int_equal(aged("Odo Marsh", 32, "2030-04-02", 45, "2030-04-20", true), 2);
}

/* What the words of a role say of its time is listed with it. */
static void test_time_of_a_role(void **state)
{
    (void)state;
    told one = told_new("Former mayor Dana Orlec said so. Dana Orlec, director of the port until last year, left.");
    uint32_t r = told_name(&one, "Dana Orlec", 1, QT_MENTION_PERSON, "Former mayor", 0);
    qt_beside *beside = QT_ARENA_NEW(one.f.arena, qt_beside, 1);
    beside->roles = told_list(&one, "director of the port until last year");
    told_mention(&one, fx_span(&one.f, "Dana Orlec", 2), QT_MENTION_PERSON, QT_FORM_NAME, r, beside);
    one.f.document.published = QT_STR("2032-04-02");
    one.f.document.published_basis = QT_BASIS_METADATA;
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &one);
    json_t *rows = entities(c, "person");
    const json_t *roles = json_object_get(named(rows, "Dana Orlec"), "roles");
    assert_int_equal(json_array_size(roles), 2);
    assert_string_equal(fx_string(json_object_get(json_array_get(roles, 0), "time"), "mark"), "former");
    const json_t *time = json_object_get(json_array_get(roles, 1), "time");
    assert_string_equal(fx_string(time, "text"), "until last year");
    assert_string_equal(fx_string(time, "until"), "2031");
    assert_string_equal(fx_string(time, "basis"), "document");
    assert_int_equal(number(time, "begin"), (json_int_t)fx_span(&one.f, "until last year", 1).begin);
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
    told_free(&one);
}

/* Ages that disagree: two people. The reasons are kept, and the finder names both. */
static void test_two_people(void **state)
{
    (void)state;
    told one = told_new("Tamsin Orlec, 32, a baker, waited."), two = told_new("Tamsin Orlec, 71, a diver, slept.");
    told_name(&one, "Tamsin Orlec", 1, QT_MENTION_PERSON, "baker", 32);
    told_name(&two, "Tamsin Orlec", 1, QT_MENTION_PERSON, "diver", 71);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &one);
    told_store(c, &two);
    json_t *rows = entities(c, "person");
    assert_int_equal(json_array_size(rows), 2);
    json_decref(rows);
    int64_t id = 0;
    quoth_error error = {0};
    assert_int_equal(qt_case_find_entity(c, QT_STR("Tamsin Orlec"), &id, &error), QUOTH_USAGE);
    assert_non_null(strstr(error.message, "could be Tamsin Orlec ("));
    error = (quoth_error){0};
    assert_int_equal(qt_case_find_entity(c, QT_STR("Odo"), &id, &error), QUOTH_USAGE);
    assert_non_null(strstr(error.message, "there is no entity"));
    qt_case_close(c);
    fx_assert_sound(path);
    told_free(&one);
    told_free(&two);
}

/* Two people of one name in one document are two, whatever is said of them; and so are those who are one with them. */
static void test_two_of_one_name_in_one_document(void **state)
{
    (void)state;
    told t = told_new("Tamsin Orlec spoke. Her aunt, Tamsin Orlec, did not.");
    told_name(&t, "Tamsin Orlec", 1, QT_MENTION_PERSON, NULL, 0);
    told_name(&t, "Tamsin Orlec", 2, QT_MENTION_PERSON, NULL, 0);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &t);
    json_t *rows = entities(c, "person");
    assert_int_equal(json_array_size(rows), 2);
    assert_int_equal(qt_collate_restore(c, 1, &t.f.document, &t.f.annotation, fx_model(), NULL), 0);
    json_t *again = entities(c, "person");
    assert_int_equal(json_equal(rows, again), 1);
    json_decref(again);
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
    told_free(&t);
}

/* Who is only described stays in its document. */
static void test_described(void **state)
{
    (void)state;
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    for (int i = 0; i < 2; i++) {
        told t = told_new(i ? "A senior official said that it rained." : "A senior official said that it poured.");
        uint32_t r =
            told_mention(&t, fx_span(&t.f, "A senior official", 1), QT_MENTION_PERSON, QT_FORM_NOMINAL, QT_NONE, NULL);
        qt_statement *s = fx_simple(&t.f, fx_span(&t.f, "A senior official", 1), fx_span(&t.f, "said", 1),
                                    fx_span(&t.f, i ? "that it rained" : "that it poured", 1), "say");
        s->sources[0].referent = r;
        told_store(c, &t);
        told_free(&t);
    }
    json_t *rows = entities(c, NULL);
    assert_int_equal(json_array_size(rows), 2);
    assert_false(json_is_true(json_object_get(json_array_get(rows, 0), "named")));
    assert_int_equal(json_array_size(json_object_get(json_array_get(rows, 0), "spans")), 0);
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
}

/* A name of 5,000 characters, and a document that names 3,000 people of one surname: each is somebody, and it takes no age. */
static void test_hostile(void **state)
{
    (void)state;
    enum { MANY = 3000 };
    char *text = malloc(MANY * 24), *name = malloc(5001);
    size_t size = 0;
    assert_true(text && name);
    memset(name, 'q', 5000);
    name[5000] = '\0';
    told one = told_new(name);
    told_name(&one, name, 1, QT_MENTION_PERSON, NULL, 0);
    for (int i = 0; i < MANY; i++)
        size += (size_t)snprintf(text + size, 24, "%c%c%c Orlec. ", 'A' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676);
    told many = told_new(text);
    for (uint32_t i = 0, at = 0; i < MANY; i++) {
        const uint32_t end = (uint32_t)(strchr(text + at, '.') - text);
        told_mention(&many, (qt_span){at, end}, QT_MENTION_PERSON, QT_FORM_NAME, QT_NONE, NULL);
        at = end + 2;
    }
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &one);
    told_store(c, &many);
    qt_case_close(c);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM referent"), MANY + 1);
    assert_true(fx_number(path, "SELECT count(*) FROM entity") > MANY / 2);
    free(text);
    free(name);
    told_free(&one);
    told_free(&many);
}

/* Each merge has its reasons, in words. */
static void test_why(void **state)
{
    (void)state;
    told one = told_new("The harbour master Tamsin Orlec waited."), two = told_new("Tamsin Orlec waited."),
         three = told_new("There the harbour master Tamsin Orlec waited.");
    told_name(&one, "Tamsin Orlec", 1, QT_MENTION_PERSON, "harbour master", 0);
    told_name(&two, "Tamsin Orlec", 1, QT_MENTION_PERSON, NULL, 0);
    told_name(&three, "Tamsin Orlec", 1, QT_MENTION_PERSON, "harbour master", 0);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &one);
    told_store(c, &two);
    told_store(c, &three);
    json_t *rows = json_array(), *all = entities(c, NULL);
    const char *key = fx_string(json_array_get(all, 0), "key");
    assert_int_equal(qt_case_why(c, qt_str_of(key), fx_collect, rows, NULL), 0);
    assert_int_equal(json_array_size(rows), 2);
    assert_string_equal(fx_string(json_array_get(rows, 0), "verdict"), "alike");
    assert_string_equal(fx_string(json_array_get(rows, 0), "why"), "2 documents say the same of them");
    assert_holds(json_object_get(json_array_get(rows, 1), "why"), "same name", true);
    json_decref(rows);
    json_decref(all);
    qt_case_close(c);
    fx_assert_sound(path);
    told_free(&one);
    told_free(&two);
    told_free(&three);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_across_documents),
        TEST(test_ages_on_their_dates),
        TEST(test_time_of_a_role),
        TEST(test_two_people),
        TEST(test_two_of_one_name_in_one_document),
        TEST(test_described),
        TEST(test_hostile),
        TEST(test_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
