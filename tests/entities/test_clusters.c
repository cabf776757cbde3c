/* Clusters of a handful of profiles, and that nothing depends on the order in which they come. */
#include "fixture.h"

enum { MOST = 16 };

typedef struct fixture {
    qt_profile profiles[MOST];
    size_t count;
    qt_entity_clusters out;
} fixture;

static const char *const keys[MOST] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p"};

static void read_lines(fixture *f, const char *const *lines, qt_arena *arena)
{
    for (f->count = 0; lines[f->count]; f->count++)
        f->profiles[f->count] = make_profile(lines[f->count], keys[f->count], arena);
}

/* "aab": one letter a profile, the same for those of one cluster. */
static void assert_clusters(fixture *f, const char *wanted, const qt_entity_decision *decisions, size_t count,
                            qt_arena *arena)
{
    quoth_error error = {0};
    assert_int_equal(qt_entity_cluster(f->profiles, f->count, decisions, count, arena, &f->out, &error), 0);
    char found[MOST + 1] = {0};
    for (size_t i = 0; i < f->count; i++) found[i] = (char)('a' + f->out.cluster[i]);
    assert_string_equal(found, wanted);
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void check(void **state, const char *const *lines, const char *wanted)
{
    fixture f = {0};
    read_lines(&f, lines, *state);
    assert_clusters(&f, wanted, NULL, 0, *state);
}

static void test_merges(void **state)
{
    check(state, LINES("P Aleksandr Vorontsenko", "P Alexander Vorontsenko", "P Oleksandr Vorontsenko"), "aaa");
    check(state, LINES("L Kiev", "L Kyiv", "L Киев"), "aaa");
    check(state, LINES("P Anna Orlec", "P Boris Orlec", "P Anna Tavin"), "abc");
    check(state, LINES("O RD-TP", "O RD-T", "O Red Dawn Tavin Province", "O Red Dawn Tavin"), "aaaa");
    check(state, LINES("P Anna Orlec", "L Orlec", "O Orlec"), "abc");
    check(state, LINES("P a senior official; anonymous", "P a senior official; anonymous"), "ab");
}

/* A surname with a role is somebody only where one full name fits. */
static void test_sole(void **state)
{
    const char *const board = "P Orlec; role=director of the harbour board";
    check(state, LINES("P Anna Orlec; role=harbour board director", board), "aa");
    check(state, LINES("P Anna Orlec; role=harbour board director", board, "P Boris Orlec"), "abc");
    check(state, LINES("P Anna Orlec; role=harbour board director", board, "P Anna Orlec", board), "aaaa");
    check(state, LINES("P Anna Orlec", "P Orlec"), "ab");
    check(state, LINES(board, board), "ab");
    check(state, LINES("O LHB", "O Lisgard Harbour Board"), "aa");
    check(state, LINES("O LHB", "O Lisgard Harbour Board", "O Lisgard Hockey Band"), "abc");
    check(state, LINES("O LHB", "O LHB", "O Lisgard Harbour Board"), "aaa");
    const char *const team = "O Kestrels; context=Orlec / Ketter Bay / Hugo Ret";
    const char *const lisgard = "O Lisgard Kestrels; context=Orlec / Ketter Bay / Hugo Ret";
    check(state, LINES(team, lisgard), "aa");
    check(state, LINES(team, lisgard, "O Tavin Kestrels"), "abc");
    check(state, LINES("L Lisgard", "L Lisgard, Tavinia"), "aa");
    check(state, LINES("L Lisgard", "L Lisgard, Tavinia", "L Lisgard, Orlecia"), "abc");
}

/* A family by its given names: those of one document stay apart. */
static void test_family(void **state)
{
    const char *const zachary = "P Zachary; context=Hannah / Bruce / Lisgard",
                      *const bruce = "P Bruce; context=Hannah / Zachary / Lisgard";
    check(state, LINES(zachary, bruce, zachary, bruce), "abab");
    check(state,
          LINES("P Zachary; doc=1; context=Hannah / Bruce / Lisgard",
                "P Zachary; doc=1; context=Hannah / Bruce / Lisgard", zachary),
          "aba");
    check(state, LINES(zachary, zachary, "P Zachary; context=Lisgard / Ketter Bay / Hugo"), "aab");
}

/* No chain of SAME puts two together that are apart. */
static void test_chains(void **state)
{
    /* b goes with the firmer of the two, which fall out by their keys where they are as firm. */
    check(state, LINES("P Anna Maria Orlec", "P Anna Orlec", "P Anna Ruth Orlec"), "aab");
    check(state, LINES("P Viktor Orlec Jr.", "P Viktor Orlec", "P Viktor Orlec Sr."), "aab");
    check(state, LINES("P Robin Orlec; title=Mr.", "P Robin Orlec", "P Robin Orlec; title=Mrs."), "aab");
    check(state, LINES("P Anna Orlec; doc=1", "P Anna Orlec; doc=2", "P Anna Orlec; doc=1"), "aab");
    check(state,
          LINES("P Anna Orlec; age=32; date=2024-03-22", "P Anna Orlec", "P Anna Orlec; age=57; date=2024-03-22"),
          "aab");
    check(state, LINES("O LHB / Lisgard Harbour Board", "O LHB", "O LHB / Lisgard Hockey Band"), "abc");
    /* a is charged and b of the same age; c is b by name, and nothing makes c a. */
    check(
        state,
        LINES("P Anna Orlec; status; age=32; date=2024-03-22", "P Anna Orlec; age=32; date=2024-03-22", "P Anna Orlec"),
        "aab");
    /* Common names are proposed, never merged. */
    check(state, LINES("P John Smith", "P John Smith"), "ab");
    check(state, LINES("L Lisgard; government", "L Lisgard", "L Lisgard"), "abb");
}

static void test_decisions(void **state)
{
    fixture f = {0};
    read_lines(&f, LINES("P Anna Orlec", "P Anna Orlec", "P Anna Orlec", "P Boris Tavin"), *state);
    assert_clusters(&f, "aaab", NULL, 0, *state);
    assert_clusters(&f, "aaba", (qt_entity_decision[]){{0, 3, true}, {2, 0, false}, {2, 1, false}}, 3, *state);
    assert_int_equal(f.out.refused_count, 0);
    assert_clusters(&f, "abac", (qt_entity_decision[]){{0, 1, false}}, 1, *state); /* c goes with a, the first */
    assert_clusters(&f, "aabb", (qt_entity_decision[]){{0, 1, true}, {1, 2, true}, {0, 2, false}, {2, 3, true}}, 4,
                    *state);
    assert_int_equal(f.out.refused_count, 1); /* that b is c: c is not a, who is b */
    assert_int_equal(f.out.refused[0], 1);
    assert_clusters(&f, "aaaa", (qt_entity_decision[]){{3, 0, true}}, 1, *state);
    assert_clusters(&f, "aaab", (qt_entity_decision[]){{1, 1, false}}, 1, *state);
    assert_int_equal(f.out.refused_count, 1);
    quoth_error error = {0};
    qt_entity_decision none = {0, 4, true};
    assert_int_equal(qt_entity_cluster(f.profiles, f.count, &none, 1, *state, &f.out, &error), QUOTH_REFUSED);
}

static void test_two_of_one_key(void **state)
{
    fixture f = {0};
    quoth_error error = {0};
    read_lines(&f, LINES("P Anna Orlec", "P Boris Tavin"), *state);
    f.profiles[1].key = f.profiles[0].key;
    assert_int_equal(qt_entity_cluster(f.profiles, 2, NULL, 0, *state, &f.out, &error), QUOTH_REFUSED);
    assert_int_equal(qt_entity_cluster(f.profiles, 0, NULL, 0, *state, &f.out, &error), 0);
    assert_int_equal(f.out.count, 0);
}

/* Each merge keeps its reasons; what is proposed is listed and not merged. */
static void test_links(void **state)
{
    fixture f = {0};
    read_lines(&f,
               LINES("P Anna Orlec", "P Anna Orlec", "P Orlec; title=Judge", "P Anna Orlec; title=Judge",
                     "P John Smith", "P John Smith"),
               *state);
    assert_clusters(&f, "aaaabc", NULL, 0, *state);
    size_t merged = 0;
    bool sole = false;
    for (size_t i = 0; i < f.out.link_count; i++) {
        const qt_entity_link *link = &f.out.links[i];
        assert_true(qt_str_compare(f.profiles[link->a].key, f.profiles[link->b].key) < 0);
        merged += link->merged;
        for (size_t k = 0; k < link->comparison.count; k++)
            sole |= link->comparison.evidence[k].kind == QT_EVIDENCE_SOLE;
    }
    assert_int_equal(merged, 3);
    assert_int_equal(f.out.link_count, 4);
    assert_true(sole);
    assert_false(f.out.links[3].merged);
    assert_int_equal(f.out.links[3].comparison.verdict, QT_VERDICT_PROPOSED);
    assert_int_equal(f.out.first[0], 0);
    assert_int_equal(f.out.first[2], 5);
}

static const char *const crowd[] = {"P Anna Orlec",
                                    "P Anna Maria Orlec",
                                    "P Anna Ruth Orlec",
                                    "P A. Orlec; title=Judge",
                                    "P Orlec; title=Judge",
                                    "P Anna Orlec; title=Judge",
                                    "P Anna Orlec; status; age=32; date=2024-03-22",
                                    "P Anna Orlec; age=32; date=2024-03-22; doc=1",
                                    "P Anna Orlec; age=57; date=2024-03-22; doc=1",
                                    "O LHB",
                                    "O Lisgard Harbour Board",
                                    "L Lisgard",
                                    "L Lisgard, Tavinia",
                                    "P Orlec; age=57; date=2024-03-22",
                                    "P Anna Orlec / Anna Tavin"};

/* The same for every order of the profiles and of the decisions. */
static void test_shuffled(void **state)
{
    enum { COUNT = sizeof crowd / sizeof *crowd, ROUNDS = 200 };
    qt_arena *arena = *state;
    uint32_t wanted[COUNT], order[COUNT];
    size_t wanted_links = 0;
    uint64_t seed = 1;
    for (size_t i = 0; i < COUNT; i++) order[i] = (uint32_t)i;
    for (size_t round = 0; round < ROUNDS; round++) {
        qt_arena_reset(arena);
        qt_profile profiles[COUNT];
        qt_entity_clusters out;
        quoth_error error = {0};
        uint32_t place[COUNT];
        for (size_t i = 0; i < COUNT; i++) {
            profiles[i] = make_profile(crowd[order[i]], keys[order[i]], arena);
            place[order[i]] = (uint32_t)i;
        }
        qt_entity_decision decisions[] = {
            {place[0], place[1], false}, {place[5], place[10], true}, {place[0], place[5], true}};
        if (round % 2) {
            qt_entity_decision t = decisions[0];
            decisions[0] = decisions[2];
            decisions[2] = (qt_entity_decision){t.b, t.a, t.same};
        }
        assert_int_equal(qt_entity_cluster(profiles, COUNT, decisions, 3, arena, &out, &error), 0);
        for (size_t i = 0; i < COUNT; i++) {
            uint32_t cluster = out.cluster[place[i]];
            if (round == 0) wanted[i] = cluster;
            assert_int_equal(cluster, wanted[i]);
        }
        if (round == 0) wanted_links = out.link_count;
        assert_int_equal(out.link_count, wanted_links);
        for (size_t i = COUNT; i > 1; i--) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            size_t k = (size_t)(seed >> 33) % i;
            uint32_t t = order[i - 1];
            order[i - 1] = order[k];
            order[k] = t;
        }
    }
}

/* No cluster holds two profiles that are apart, whatever profiles stand together. */
static void test_nobody_apart(void **state)
{
    enum { COUNT = sizeof crowd / sizeof *crowd };
    fixture f = {0};
    for (size_t i = 0; i < COUNT; i++) f.profiles[i] = make_profile(crowd[i], keys[i], *state);
    f.count = COUNT;
    quoth_error error = {0};
    assert_int_equal(qt_entity_cluster(f.profiles, COUNT, NULL, 0, *state, &f.out, &error), 0);
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < i; k++) {
            qt_comparison c;
            assert_int_equal(qt_entity_compare(&f.profiles[i], &f.profiles[k], *state, &c, &error), 0);
            if (c.apart) assert_int_not_equal(f.out.cluster[i], f.out.cluster[k]);
        }
}

/* Many profiles of one name are one node, whatever their roles; a surname finds the role of any of them. */
static void test_many(void **state)
{
    enum { COUNT = 3000 };
    qt_arena *arena = *state;
    qt_profile *profiles = QT_ARENA_NEW(arena, qt_profile, COUNT);
    quoth_error error = {0};
    qt_entity_clusters out;
    for (size_t i = 0; i < COUNT; i++) {
        char *line = qt_arena_alloc(arena, 64, 1), *key = qt_arena_alloc(arena, 8, 1);
        snprintf(key, 8, "%06zu", i);
        if (i < 2000) snprintf(line, 64, "P Anna Orlec");
        else if (i < 2999) snprintf(line, 64, "P Anna Orlec; role=visitor %zu of the harbour", i);
        else snprintf(line, 64, "P Orlec; role=visitor 2001 of the harbour");
        profiles[i] = make_profile(line, key, arena);
    }
    assert_int_equal(qt_entity_cluster(profiles, COUNT, NULL, 0, arena, &out, &error), 0);
    for (size_t i = 0; i < 2000; i++) assert_int_equal(out.cluster[i], 0);
    for (size_t i = 2000; i < 2999; i++) assert_int_equal(out.cluster[i], 0);
    assert_int_equal(out.cluster[2999], 0); /* by the role of another of theirs */
}

/* In a block past the cap nobody knows who else the letters fit: no full name there is the only one. */
static void test_crowded(void **state)
{
    enum { COUNT = QT_ENTITY_BLOCK + 2 };
    qt_arena *arena = *state;
    qt_profile profiles[COUNT];
    quoth_error error = {0};
    qt_entity_clusters out;
    for (size_t i = 0; i < COUNT; i++) {
        char *line = qt_arena_alloc(arena, 64, 1), *key = qt_arena_alloc(arena, 8, 1);
        snprintf(key, 8, "%06zu", i);
        snprintf(line, 64, "O Lisgard H%c%cpper Board", (char)('a' + i % 8), (char)('a' + i / 8));
        profiles[i] = make_profile(i == 0 ? "O LHB" : i == 1 ? "O LHB / Lisgard Harbour Board" : line, key, arena);
    }
    assert_int_equal(qt_entity_cluster(profiles, 2, NULL, 0, arena, &out, &error), 0);
    assert_int_equal(out.cluster[0], out.cluster[1]);
    assert_int_equal(qt_entity_cluster(profiles, COUNT, NULL, 0, arena, &out, &error), 0);
    assert_int_not_equal(out.cluster[0], out.cluster[1]);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, arena_setup, arena_teardown)
    const struct CMUnitTest tests[] = {TEST(test_merges), TEST(test_sole),      TEST(test_family),
                                       TEST(test_chains), TEST(test_decisions), TEST(test_two_of_one_key),
                                       TEST(test_links),  TEST(test_shuffled),  TEST(test_nobody_apart),
                                       TEST(test_many),   TEST(test_crowded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
