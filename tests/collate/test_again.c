/* What stays of who is who when documents are read again or removed, and what verifying finds. */
#include "listed.h"

static int ignore(void *context, json_t *row)
{
    (void)context;
    (void)row;
    return 0;
}

/* Read again, an entity whose key stays keeps its id; what is named no more is gone; a removed document leaves nothing. */
static void test_again(void **state)
{
    (void)state;
    told one = told_new("Tamsin Orlec met Odo Marsh."), two = told_new("Tamsin Orlec met Lena Holt.");
    told_name(&one, "Tamsin Orlec", 1, QT_MENTION_PERSON, NULL, 0);
    told_name(&one, "Odo Marsh", 1, QT_MENTION_PERSON, NULL, 0);
    told_name(&two, "Tamsin Orlec", 1, QT_MENTION_PERSON, NULL, 0);
    told_name(&two, "Lena Holt", 1, QT_MENTION_PERSON, NULL, 0);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &one);
    told_store(c, &two);
    json_t *rows = entities(c, NULL);
    const json_int_t orlec = number(named(rows, "Tamsin Orlec"), "id"), holt = number(named(rows, "Lena Holt"), "id");
    json_decref(rows);
    qt_annotation less = two.f.annotation;
    less.coref.referent_count = 1;
    less.coref.mention_count = 1;
    assert_int_equal(qt_collate_restore(c, 2, &two.f.document, &less, fx_model(), NULL), 0);
    rows = entities(c, NULL);
    assert_int_equal(json_array_size(rows), 2);
    assert_int_equal(number(named(rows, "Tamsin Orlec"), "id"), orlec);
    json_decref(rows);
    assert_int_equal(qt_collate_restore(c, 2, &two.f.document, &two.f.annotation, fx_model(), NULL), 0);
    rows = entities(c, NULL);
    assert_int_equal(number(named(rows, "Tamsin Orlec"), "id"), orlec);
    assert_true(number(named(rows, "Lena Holt"), "id") > holt); /* an id is not used twice */
    json_decref(rows);
    assert_int_equal(qt_collate_remove(c, 1, NULL), 0);
    assert_int_equal(qt_collate_remove(c, 1, NULL), QUOTH_USAGE);
    rows = entities(c, NULL);
    assert_int_equal(json_array_size(rows), 2);
    assert_int_equal(number(named(rows, "Tamsin Orlec"), "documents"), 1);
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM document"), 1);
    told_free(&one);
    told_free(&two);
}

/* "A senior official said that it rained." */
static told official(void)
{
    told t = told_new("A senior official said that it rained.");
    uint32_t r =
        told_mention(&t, fx_span(&t.f, "A senior official", 1), QT_MENTION_PERSON, QT_FORM_NOMINAL, QT_NONE, NULL);
    qt_statement *s = fx_simple(&t.f, fx_span(&t.f, "A senior official", 1), fx_span(&t.f, "said", 1),
                                fx_span(&t.f, "that it rained", 1), "say");
    s->sources[0].referent = r;
    return t;
}

/* Read again, who is only described keeps the id, and stays one with whom a person says that it is, who may do so before the
 * document is there. */
static void test_described_again(void **state)
{
    (void)state;
    told one = official(), two = told_new("Tamsin Orlec met Lena Holt.");
    told_name(&two, "Tamsin Orlec", 1, QT_MENTION_PERSON, NULL, 0);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &one);
    told_store(c, &two);
    json_t *rows = entities(c, NULL);
    const json_int_t id = number(named(rows, "A senior official"), "id");
    const qt_decision same = {.action = QT_ACTION_MERGE,
                              .author = QT_STR("Ada Quill"),
                              .key = qt_str_of(fx_string(named(rows, "A senior official"), "key")),
                              .other = qt_str_of(fx_string(named(rows, "Tamsin Orlec"), "key"))};
    assert_int_equal(qt_collate_restore(c, 1, &one.f.document, &one.f.annotation, fx_model(), NULL), 0);
    json_t *again = entities(c, NULL);
    assert_int_equal(json_array_size(again), 2);
    assert_int_equal(number(named(again, "A senior official"), "id"), id);
    json_decref(again);
    assert_int_equal(qt_collate_decide(c, &same, ignore, NULL, NULL), 0);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM entity"), 1);
    assert_int_equal(qt_collate_restore(c, 1, &one.f.document, &one.f.annotation, fx_model(), NULL), 0);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM entity"), 1);
    assert_int_equal(qt_collate_remove(c, 1, NULL), 0);
    told_store(c, &one);
    assert_int_equal(fx_number(path, "SELECT count(*) FROM entity"), 1);
    json_decref(rows);
    qt_case_close(c);
    fx_assert_sound(path);
    told_free(&one);
    told_free(&two);
}

/* What was changed behind the program's back is found. */
static void test_verify(void **state)
{
    (void)state;
    static const char *const HARM[] = {
        "UPDATE mention SET text = 'Nobody'",
        "UPDATE referent SET key = 'z' || id",
        "UPDATE alias SET count = count + 1",
        "UPDATE profile_name SET count = 7",
        "UPDATE entity SET key = 'z'",
        "UPDATE profile SET key = 'z'",
        "UPDATE profile SET entity = NULL",
        "UPDATE attribute SET end = end + 1",
        "UPDATE entity SET type = 'perpetrator'",
        "UPDATE statement_about SET begin = begin + 1",
    };
    for (size_t i = 0; i < sizeof HARM / sizeof *HARM; i++) {
        told t = told_new("The pilot Tamsin Orlec said that Odo Marsh waited.");
        uint32_t r = told_name(&t, "Tamsin Orlec", 1, QT_MENTION_PERSON, "pilot", 0);
        qt_statement *s = fx_simple(&t.f, fx_span(&t.f, "Tamsin Orlec", 1), fx_span(&t.f, "said", 1),
                                    fx_span(&t.f, "that Odo Marsh waited", 1), "say");
        s->sources[0].referent = r;
        s->about = QT_ARENA_NEW(t.f.arena, qt_about, 1);
        r = told_name(&t, "Odo Marsh", 1, QT_MENTION_PERSON, NULL, 0);
        s->about[s->about_count++] = (qt_about){r, QT_STR("Odo Marsh"), fx_span(&t.f, "Odo Marsh", 1), 0};
        qt_case *c = fx_open(path, QT_CASE_CREATE);
        told_store(c, &t);
        qt_case_close(c);
        fx_assert_sound(path);
        fx_sql(path, HARM[i]);
        int status = 0;
        c = fx_open(path, QT_CASE_READ);
        json_t *rows = fx_verify(c, &status);
        if (status != QUOTH_INTEGRITY) fail_msg("not found: %s", HARM[i]);
        json_decref(rows);
        qt_case_close(c);
        unlink(path);
        told_free(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_again),
        TEST(test_described_again),
        TEST(test_verify),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
