/* Names that nobody bears: bounded work, no key, no merge. */
#include "base/utf8.h"
#include "fixture.h"

static qt_profile person(qt_str name, const char *key, qt_arena *arena)
{
    qt_str *names = QT_ARENA_NEW(arena, qt_str, 1);
    names[0] = name;
    return (qt_profile){.key = qt_str_of(key),
                        .document = qt_str_of(key),
                        .type = QT_MENTION_PERSON,
                        .names = {names, 1},
                        .age = QT_ENTITY_NO_AGE};
}

static const qt_mention_type types[] = {QT_MENTION_PERSON, QT_MENTION_ORGANIZATION, QT_MENTION_PLACE, QT_MENTION_EVENT};

/* Compares a name with itself as every type; returns the number of types it has keys as. */
static size_t try_name(qt_str name, qt_arena *arena, bool *merged)
{
    size_t keyed = 0;
    for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
        quoth_error error = {0};
        qt_comparison c;
        qt_entity_keys found;
        qt_profile a = person(name, "1", arena), b = person(name, "2", arena);
        a.type = b.type = types[t];
        a.originals = a.titles = a.roles = a.descriptions = a.context = a.names;
        assert_int_equal(qt_entity_compare(&a, &b, arena, &c, &error), 0);
        assert_int_equal(qt_entity_keys_of(&a, arena, &found, &error), 0);
        for (size_t i = 0; i < found.count; i++) assert_true(found.items[i].text.size <= QT_ENTITY_KEY_BYTES);
        keyed += found.count > 0;
        *merged |= c.verdict == QT_VERDICT_SAME;
    }
    return keyed;
}

static void test_no_names(void **state)
{
    static const char *const names[] = {
        "", " ", ".", "-", "'", "...", "()", "\xff\xfe", "\xf0\x9f\x98\x80", "\xe2\x80\x8b", "--- ---", ",,,", "\xc3"};
    bool merged = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(try_name(qt_str_of(names[i]), *state, &merged), 0);
    assert_false(merged);
}

static void test_long_names(void **state)
{
    enum { SIZE = 5000 };
    static const char *const units[] = {"a",  "a ",       "Anna Orlec ",   "A.",        "-",
                                        "a-", "\xd0\xa9", "\xef\xb7\xba ", "e\xcc\x81", "\xe9\x82\xb1"};
    char *text = qt_arena_alloc(*state, SIZE + 16, 1);
    bool merged = false;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t size = 0, n = strlen(units[u]);
        while (size < SIZE) {
            memcpy(text + size, units[u], n);
            size += n;
            if (size <= QT_ENTITY_NAME_BYTES) (void)try_name((qt_str){text, size}, *state, &merged);
        }
        merged = false;
        assert_int_equal(try_name((qt_str){text, size}, *state, &merged), 0);
        assert_false(merged);
    }
}

/* Every plane: each 97th code point, alone and after a name. */
static void test_every_plane(void **state)
{
    qt_arena *arena = *state;
    bool merged = false;
    for (uint32_t code = 1; code < 0x110000; code += 97) {
        if (code >= 0xd800 && code < 0xe000) continue;
        char text[16] = "Anna ";
        size_t n = qt_utf8_encode(code, text + 5);
        qt_arena_reset(arena);
        (void)try_name((qt_str){text + 5, n}, arena, &merged);
        (void)try_name((qt_str){text, 5 + n}, arena, &merged);
    }
}

/* Lists of 10,000 strings: no more of them is read than the header says. */
static void test_long_lists(void **state)
{
    enum { COUNT = 10000 };
    qt_arena *arena = *state;
    qt_str *names = QT_ARENA_NEW(arena, qt_str, COUNT);
    for (size_t i = 0; i < COUNT; i++) names[i] = i < COUNT - 1 ? QT_STR("Anna Orlec") : QT_STR("Boris Tavin");
    qt_profile a = person(QT_STR(""), "1", arena), b = person(QT_STR("Boris Tavin"), "2", arena);
    a.names = a.roles = a.titles = a.descriptions = a.originals = a.context = (qt_strs){names, COUNT};
    quoth_error error = {0};
    qt_comparison c;
    qt_entity_keys found;
    assert_int_equal(qt_entity_compare(&a, &b, arena, &c, &error), 0);
    assert_int_equal(c.verdict, QT_VERDICT_UNKNOWN);
    assert_int_equal(qt_entity_keys_of(&a, arena, &found, &error), 0);
    assert_true(found.count <= QT_ENTITY_KEYS);
}

/* An arena that is too small is an error, never a wrong answer. */
static void test_no_memory(void **state)
{
    (void)state;
    bool failed = false, done = false;
    for (size_t size = 256; size < ((size_t)1 << 20); size += size / 3) {
        qt_arena *arena = qt_arena_new(size), *own = qt_arena_new((size_t)1 << 20);
        quoth_error error = {0};
        qt_entity_clusters out = {.count = 7};
        qt_profile profiles[] = {make_profile("P Aleksandr Vorontsenko; title=Judge", "1", own),
                                 make_profile("P Alexander Vorontsenko; title=Judge", "2", own),
                                 make_profile("P Vorontsenko; title=Judge", "3", own), make_profile("O LHB", "4", own),
                                 make_profile("O Lisgard Harbour Board", "5", own)};
        int rc = arena ? qt_entity_cluster(profiles, 5, NULL, 0, arena, &out, &error) : QUOTH_FAILED;
        failed |= rc != 0;
        done |= rc == 0;
        if (arena && rc) assert_int_equal(error.status, QUOTH_FAILED);
        assert_int_equal(out.count, rc ? 7 : 2);
        qt_arena_free(arena);
        qt_arena_free(own);
    }
    assert_true(failed && done);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, arena_setup, arena_teardown)
    const struct CMUnitTest tests[] = {TEST(test_no_names), TEST(test_long_names), TEST(test_every_plane),
                                       TEST(test_long_lists), TEST(test_no_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
