/* Documents in any order, or some of them removed and added again, give the same entities. */
#include "fixture.h"

static char *folder;

static int setup(void **state)
{
    (void)state;
    folder = fx_folder();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fx_remove_folder(folder);
    return 0;
}

/* A generator of its own, so that a failure can be repeated. */
static uint32_t next(uint32_t *seed) { return *seed = *seed * 1664525u + 1013904223u; }
static uint32_t below(uint32_t *seed, uint32_t n) { return (uint32_t)(((uint64_t)next(seed) * n) >> 32); }

static const char *const GIVEN[] = {"Ada", "Odo", "Lena", "Mira", "Tove"};
static const char *const SURNAMES[] = {"Lunt", "Marsh", "Holt", "Quill"};
static const char *const ROLES[] = {"harbour master", "mayor", "pilot",  "surveyor", "clerk",
                                    "cook",           "diver", "warden", "carter",   "suspect"};
static const char *const BODIES[] = {"Port Ministry", "Ostrel Lantern", "Coast Guard", "Ostrel Kestrels", "Kestrels"};
static const char *const FAMILY[] = {"Zachary", "Hannah", "Bruce", "Lena"};

/* "Report N. mayor Ada Lunt, 32 …": some names with a role, some with an age, some a surname or a given name alone. */
static told make(uint32_t number, uint32_t *seed)
{
    char text[1000];
    int n = snprintf(text, sizeof text, "Report %u.", number);
    struct {
        char name[40], role[40];
        uint32_t age;
        bool body;
    } who[6];
    const uint32_t count = 1 + below(seed, 6);
    const bool family = below(seed, 3) == 0;
    for (uint32_t i = 0; i < count; i++) {
        who[i].body = below(seed, 5) == 0;
        who[i].age = below(seed, 4) == 0 ? 30 + below(seed, 2) : 0;
        const char *role = below(seed, 2) ? ROLES[below(seed, 10)] : "";
        if (who[i].body) snprintf(who[i].name, sizeof who[i].name, "%s", BODIES[below(seed, 5)]);
        else if (family && below(seed, 3)) snprintf(who[i].name, sizeof who[i].name, "%s", FAMILY[below(seed, 4)]);
        else if (below(seed, 5) == 0) snprintf(who[i].name, sizeof who[i].name, "%s", SURNAMES[below(seed, 4)]);
        else
            snprintf(who[i].name, sizeof who[i].name, "%s %s", GIVEN[below(seed, below(seed, 2) ? 1 : 5)],
                     SURNAMES[below(seed, below(seed, 2) ? 1 : 4)]);
        if (who[i].body) role = "", who[i].age = 0;
        snprintf(who[i].role, sizeof who[i].role, "%s", role);
        n += snprintf(text + n, sizeof text - (size_t)n, " %s %s, %u.", role, who[i].name, who[i].age);
    }
    told t = told_new(text);
    uint32_t at = 10;
    for (uint32_t i = 0; i < count; i++) {
        const char *found = strstr(t.f.document.text.data + at, who[i].name);
        assert_non_null(found);
        qt_span span = {(uint32_t)(found - t.f.document.text.data), 0};
        span.end = span.begin + (uint32_t)strlen(who[i].name);
        qt_beside *beside = QT_ARENA_NEW(t.f.arena, qt_beside, 1);
        if (who[i].role[0]) {
            beside->roles.items = QT_ARENA_NEW(t.f.arena, qt_span, 1);
            beside->roles.items[beside->roles.count++] =
                (qt_span){span.begin - 1 - (uint32_t)strlen(who[i].role), span.begin - 1};
        }
        if (who[i].age) beside->age = (qt_age){{span.end + 2, span.end + 4}, who[i].age};
        told_mention(&t, span, who[i].body ? QT_MENTION_ORGANIZATION : QT_MENTION_PERSON, QT_FORM_NAME, QT_NONE,
                     beside);
        at = span.end;
    }
    return t;
}

enum { DOCUMENTS = 90 };

static char *add_in_order(told *documents, uint32_t *order, const char *name)
{
    char *path = fx_path(folder, name);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    for (uint32_t i = 0; i < DOCUMENTS; i++) told_store(c, &documents[order[i]]);
    qt_case_close(c);
    return path;
}

static void shuffle(uint32_t *order, uint32_t *seed)
{
    for (uint32_t i = DOCUMENTS; i > 1; i--) {
        uint32_t k = below(seed, i), swap = order[i - 1];
        order[i - 1] = order[k];
        order[k] = swap;
    }
}

static void assert_same(const char *one, const char *other)
{
    if (strcmp(one, other) == 0) return;
    size_t at = 0;
    while (one[at] == other[at]) at++;
    size_t line = at;
    while (line && one[line - 1] != '\n') line--;
    fail_msg("they differ at byte %zu:\n%.900s\n---\n%.900s", at, one + line, other + line);
}

static void test_any_order(void **state)
{
    (void)state;
    uint32_t seed = 7, order[DOCUMENTS];
    told documents[DOCUMENTS];
    for (uint32_t i = 0; i < DOCUMENTS; i++) {
        documents[i] = make(i, &seed);
        order[i] = i;
    }
    char *path = add_in_order(documents, order, "first"), *first = told_dump(path);
    assert_true(strlen(first) > 1000);
    fx_assert_sound(path);
    for (int round = 0; round < 3; round++) {
        char name[20];
        snprintf(name, sizeof name, "order-%d", round);
        shuffle(order, &seed);
        char *other = add_in_order(documents, order, name), *dump = told_dump(other);
        assert_same(first, dump);
        fx_assert_sound(other);
        free(dump);
        free(other);
    }
    /* Read again, or removed and added again: nothing is left of how it came about. */
    qt_case *c = fx_open(path, QT_CASE_WRITE);
    for (int i = 0; i < 60; i++) {
        const told *t = &documents[below(&seed, DOCUMENTS)];
        char hex[65], sql[120];
        qt_sha256_hex(&t->f.document.sha256, hex);
        snprintf(sql, sizeof sql, "SELECT id FROM document WHERE sha256 = '%s'", hex);
        const int64_t id = fx_number(path, sql);
        if (i % 2) {
            assert_int_equal(qt_collate_restore(c, id, &t->f.document, &t->f.annotation, fx_model(), NULL), 0);
            continue;
        }
        assert_int_equal(qt_collate_remove(c, id, NULL), 0);
        told_store(c, t);
    }
    qt_case_close(c);
    char *again = told_dump(path);
    assert_same(first, again);
    fx_assert_sound(path);
    free(again);
    free(first);
    free(path);
    for (uint32_t i = 0; i < DOCUMENTS; i++) told_free(&documents[i]);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {TEST(test_any_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
