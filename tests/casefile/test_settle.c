/* What is in force: pure, so tested on logs written by hand. */
#include "../json.h"
#include "casefile/decisions.h"

enum { MOST = 4096 };

#define A "1111111111111111:1-4"
#define B "2222222222222222:5-9"
#define C "3333333333333333:10-12"
#define D "4444444444444444:20-22"

typedef struct scene {
    qt_arena *arena;
    qt_decision items[MOST];
    qt_decisions log;
    qt_settled settled[MOST];
} scene;

static scene s;

static int setup(void **state)
{
    (void)state;
    s.arena = qt_arena_new((size_t)64 << 20);
    s.log = (qt_decisions){s.items, 0};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    qt_arena_free(s.arena);
    return 0;
}

/* One more decision; its time is its place in the log. The index. */
static size_t say(const char *author, qt_action action, const char *key, const char *other, const char *value)
{
    char text[40];
    size_t i = s.log.count++;
    (void)snprintf(text, sizeof text, "uid%08zu", i);
    s.items[i] = (qt_decision){.uid = qt_arena_copy(s.arena, qt_str_of(text)),
                               .author = qt_str_of(author),
                               .key = qt_str_of(key),
                               .other = qt_str_of(other),
                               .value = qt_str_of(value),
                               .action = action};
    return i;
}

static size_t undo(const char *author, size_t target)
{
    size_t i = say(author, QT_ACTION_UNDO, NULL, NULL, NULL);
    s.items[i].undoes = s.items[target].uid;
    return i;
}

static void settle(void) { assert_int_equal(qt_decisions_settle(&s.log, NULL, s.arena, s.settled, NULL), 0); }

static const char *states(void)
{
    static char out[MOST + 1];
    settle();
    for (size_t i = 0; i < s.log.count; i++) out[i] = "iuroc"[s.settled[i].state];
    out[s.log.count] = '\0';
    return out;
}

static void test_one_author(void **state)
{
    (void)state;
    say("Ada", QT_ACTION_RENAME, A, NULL, "Lin");
    say("Ada", QT_ACTION_RENAME, A, NULL, "Lin Okoro");
    say("Ada", QT_ACTION_RENAME, B, NULL, "Lin");
    say("Ada", QT_ACTION_RETYPE, A, NULL, "person");
    assert_string_equal(states(), "riii");
    assert_int_equal(s.settled[0].by, 1);
    say("Ada", QT_ACTION_RENAME, A, NULL, "Lin"); /* back to the first: that one says the same again */
    assert_string_equal(states(), "iriii");
}

static void test_two_authors(void **state)
{
    (void)state;
    say("Ada", QT_ACTION_RENAME, A, NULL, "Lin");
    say("Bo", QT_ACTION_RENAME, A, NULL, "Max");
    say("Ada", QT_ACTION_RENAME, B, NULL, "Odo");
    say("Bo", QT_ACTION_RENAME, B, NULL, "Odo");
    assert_string_equal(states(), "ccii");
    assert_int_equal(s.settled[0].against_count, 1);
    assert_int_equal(s.settled[0].against[0], 1);
    assert_int_equal(s.settled[1].against[0], 0);
    say("Bo", QT_ACTION_RENAME, A, NULL, "Lin"); /* Bo comes round */
    assert_string_equal(states(), "iriii");
}

static void test_undo(void **state)
{
    (void)state;
    size_t first = say("Ada", QT_ACTION_DELETE, A, NULL, "statement");
    size_t second = undo("Bo", first);
    assert_string_equal(states(), "ui");
    assert_int_equal(s.settled[first].by, second);
    size_t third = undo("Ada", second);
    assert_string_equal(states(), "iui");
    undo("Bo", third);
    assert_string_equal(states(), "uiui");
    undo("Ada", first); /* another undo of the same */
    assert_string_equal(states(), "uiuii");
}

/* An undone decision frees its matter; a replaced one does not come back when an unrelated one goes. */
static void test_undo_ends_a_conflict(void **state)
{
    (void)state;
    say("Ada", QT_ACTION_SET_SOURCE, A, B, "Lin");
    size_t bo = say("Bo", QT_ACTION_SET_SOURCE, A, B, "Max");
    say("Bo", QT_ACTION_SET_SOURCE, A, C, "Max"); /* another source of the statement: another matter */
    assert_string_equal(states(), "cci");
    undo("Bo", bo);
    assert_string_equal(states(), "iuii");
}

static void test_undo_of_nothing_and_rings(void **state)
{
    (void)state;
    size_t a = undo("Ada", 0), b = undo("Ada", a);
    s.items[a].undoes = s.items[b].uid; /* no uid that is a hash allows this; a file may hold it */
    size_t c = undo("Ada", b);
    s.items[c].undoes = QT_STR("nothing");
    assert_string_equal(states(), "iio");
}

static void test_pairs(void **state)
{
    (void)state;
    say("Ada", QT_ACTION_MERGE, A, B, NULL);
    say("Ada", QT_ACTION_NOT_SAME, B, A, NULL); /* turned round: the same matter, and later */
    say("Ada", QT_ACTION_MERGE, C, D, NULL);
    say("Bo", QT_ACTION_SPLIT, D, C, NULL);
    assert_string_equal(states(), "ricc");
}

static void test_chains(void **state)
{
    (void)state;
    say("Ada", QT_ACTION_NOT_SAME, A, C, NULL);
    say("Ada", QT_ACTION_MERGE, A, B, NULL);
    say("Ada", QT_ACTION_MERGE, B, C, NULL);
    say("Ada", QT_ACTION_MERGE, C, D, NULL); /* not on the way from A to C */
    assert_string_equal(states(), "icci");   /* a not-same of one's own is remembered */
    assert_int_equal(s.settled[1].against[0], 0);
    s.items[0].author = QT_STR("Bo");
    assert_string_equal(states(), "ccci");   /* somebody else's: the machine's reading stands */
    say("Ada", QT_ACTION_MERGE, A, D, NULL); /* a second way, A-D-C: nothing of it can stay */
    s.items[0].author = QT_STR("Ada");
    assert_string_equal(states(), "icccc");
}

static qt_str find(void *context, qt_str key, qt_action action)
{
    (void)context;
    (void)action;
    if (qt_str_equal(key, QT_STR(D))) return (qt_str){NULL, 0};
    return qt_str_equal(key, QT_STR(B)) ? QT_STR(A) : key; /* A and B are one thing */
}

static void test_subjects(void **state)
{
    (void)state;
    const qt_subjects subjects = {find, NULL};
    say("Ada", QT_ACTION_RENAME, A, NULL, "Lin");
    say("Bo", QT_ACTION_RENAME, B, NULL, "Max");
    say("Ada", QT_ACTION_RENAME, D, NULL, "Lin");
    say("Ada", QT_ACTION_MERGE, C, D, NULL);
    assert_int_equal(qt_decisions_settle(&s.log, &subjects, s.arena, s.settled, NULL), 0);
    const qt_decision_state wanted[] = {QT_CONFLICT, QT_CONFLICT, QT_ORPHANED, QT_ORPHANED};
    for (size_t i = 0; i < 4; i++) assert_int_equal(s.settled[i].state, wanted[i]);
}

/* Everybody against everybody: counted, not listed; and a long line of merges with many who say it is none. */
static void test_crowd(void **state)
{
    char names[MOST][32];
    (void)state;
    for (int i = 0; i < 1000; i++) {
        (void)snprintf(names[i], sizeof names[i], "Reader %d", i);
        say(names[i], QT_ACTION_RENAME, A, NULL, names[i]);
    }
    settle();
    assert_int_equal(s.settled[0].state, QT_CONFLICT);
    assert_int_equal(s.settled[0].against_count, 999);
    s.log.count = 0;
    for (int i = 0; i < 2001; i++) (void)snprintf(names[i], sizeof names[i], "5555555555555555:%04d-9", i);
    for (int i = 0; i < 2000; i++) say("Ada", QT_ACTION_MERGE, names[i], names[i + 1], NULL);
    for (int i = 0; i < 1999; i++) say("Bo", QT_ACTION_NOT_SAME, names[i], names[2000], NULL);
    settle();
    for (size_t i = 0; i < s.log.count; i++)
        if (s.settled[i].state != QT_CONFLICT) fail_msg("decision %zu", i);
}

static void test_no_memory(void **state)
{
    quoth_error error = {0};
    (void)state;
    for (int i = 0; i < 100; i++) say("Ada", QT_ACTION_MERGE, i % 2 ? A : B, i % 3 ? C : D, NULL);
    qt_arena *small = qt_arena_new(2048);
    assert_int_equal(qt_decisions_settle(&s.log, NULL, small, s.settled, &error), QUOTH_FAILED);
    assert_string_not_equal(error.message, "");
    qt_arena_free(small);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {TEST(test_one_author),
                                       TEST(test_two_authors),
                                       TEST(test_undo),
                                       TEST(test_undo_ends_a_conflict),
                                       TEST(test_undo_of_nothing_and_rings),
                                       TEST(test_pairs),
                                       TEST(test_chains),
                                       TEST(test_subjects),
                                       TEST(test_crowd),
                                       TEST(test_no_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
