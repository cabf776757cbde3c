/* When the network's word on a kind is taken. */
#include "fixture.h"

static qt_kind kind_of(fixture *f, const char *bytes, const char *cue, const char *content, qt_kind kind,
                       float probability)
{
    text(f, bytes);
    f->count = 0;
    find(f, "Orlec", cue, content, 0);
    f->items[0].kind = (uint8_t)kind;
    f->items[0].kind_probability = probability;
    read_all(f);
    assert_int_equal(f->statement_count, 1);
    return f->statements[0].kind;
}

static void it_decides_where_the_cue_does_not(void **state)
{
    fixture *f = *state;
    const char *said = "Orlec said the mill had been run badly.", *denied = "Orlec denied the mill had been run badly.";
    const char *content = "the mill had been run badly";
    assert_int_equal(kind_of(f, said, "said", content, QT_KIND_CRITICISM, 0.9f), QT_KIND_CRITICISM);
    assert_int_equal(kind_of(f, said, "said", content, QT_KIND_CRITICISM, 0.5f), QT_KIND_STATEMENT);
    assert_int_equal(kind_of(f, denied, "denied", content, QT_KIND_CRITICISM, 0.9f), QT_KIND_DENIAL);
}

static void a_condolence_mourns(void **state)
{
    fixture *f = *state;
    assert_int_equal(kind_of(f, "Orlec said the risk of depression was high.", "said",
                             "the risk of depression was high", QT_KIND_CONDOLENCE, 0.95f),
                     QT_KIND_STATEMENT);
    assert_int_equal(kind_of(f, "Orlec said all of Lisgard was mourning today.", "said",
                             "all of Lisgard was mourning today", QT_KIND_CONDOLENCE, 0.95f),
                     QT_KIND_CONDOLENCE);
}

static void an_infinitive_tells_what_the_verb_leaves_open(void **state)
{
    fixture *f = *state;
    assert_int_equal(
        kind_of(f, "Orlec agreed on Monday to leave the mill.", "agreed", "to leave the mill", QT_KIND_OPINION, 0),
        QT_KIND_PLEDGE);
    assert_int_equal(
        kind_of(f, "Orlec agreed on Monday that it rained.", "agreed", "that it rained", QT_KIND_OPINION, 0),
        QT_KIND_OPINION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_decides_where_the_cue_does_not),
        TEST(a_condolence_mourns),
        TEST(an_infinitive_tells_what_the_verb_leaves_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
