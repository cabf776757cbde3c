/* The arena: alignment, zeroing, limits, growth in place, reset. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/vec.h"

#define MIB ((size_t)1024 * 1024)

static bool all_zero(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i]) return false;
    return true;
}

static void items_are_aligned_zeroed_and_apart(void **state)
{
    (void)state;
    qt_arena *arena = qt_arena_new(MIB);
    unsigned char *previous = NULL;
    for (size_t size = 0; size < 200; size++) {
        unsigned char *item = qt_arena_alloc(arena, 1, size);
        assert_non_null(item);
        assert_int_equal((uintptr_t)item % _Alignof(max_align_t), 0);
        assert_true(all_zero(item, size));
        memset(item, 0xff, size);
        if (previous) assert_true(size < 2 || previous[size - 2] == 0xff);
        previous = item;
    }
    qt_arena_free(arena);
}

static void memory_is_zero_again_after_a_reset(void **state)
{
    (void)state;
    qt_arena *arena = qt_arena_new(MIB);
    memset(qt_arena_alloc(arena, 1, 5000), 0xff, 5000);
    assert_true(qt_arena_used(arena) >= 5000);
    qt_arena_reset(arena);
    assert_int_equal(qt_arena_used(arena), 0);
    assert_true(all_zero(qt_arena_alloc(arena, 1, 5000), 5000));
    qt_arena_free(arena);
}

static void limit_holds_and_leaves_the_arena_usable(void **state)
{
    (void)state;
    quoth_error error = {0};
    qt_arena *arena = qt_arena_new(MIB);
    assert_null(qt_arena_alloc(arena, 1, MIB + 1));
    assert_non_null(qt_arena_alloc(arena, 1, MIB / 2));
    assert_null(qt_arena_alloc(arena, 1, MIB / 2 + 64));
    assert_non_null(qt_arena_alloc(arena, 1, 1000));
    assert_int_equal(qt_arena_error(arena, &error), QUOTH_FAILED);
    assert_non_null(strstr(error.message, "out of memory"));
    qt_arena_reset(arena);
    assert_non_null(qt_arena_alloc(arena, 1, MIB / 2 + 64));
    qt_arena_free(arena);
}

/* All of the limit can be handed out in small items, whatever the sizes of the blocks below it. */
static void limit_is_reached_with_small_items(void **state)
{
    (void)state;
    qt_arena *arena = qt_arena_new(MIB);
    size_t count = 0;
    while (qt_arena_alloc(arena, 1, 64)) count++;
    assert_in_range(count, MIB / 64 - 8, MIB / 64);
    qt_arena_free(arena);
}

static void hostile_sizes_are_refused(void **state)
{
    (void)state;
    qt_arena *arena = qt_arena_new(SIZE_MAX);
    assert_null(qt_arena_alloc(arena, SIZE_MAX / 2, 3));
    assert_null(qt_arena_alloc(arena, SIZE_MAX, 1));
    assert_null(qt_arena_alloc(arena, 1, SIZE_MAX - 20)); /* the block's own header would wrap around */
    assert_null(qt_arena_alloc(arena, 1, SIZE_MAX - 64));
    char *item = qt_arena_alloc(arena, 1, 10);
    assert_non_null(item);
    assert_null(qt_arena_grow(arena, item, 10, SIZE_MAX - 3));
    qt_arena_free(arena);
}

static void growing_keeps_bytes_and_zeroes_new_ones(void **state)
{
    (void)state;
    qt_arena *arena = qt_arena_new(8 * MIB);
    char *item = qt_arena_alloc(arena, 10, 1);
    memcpy(item, "0123456789", 10);
    char *grown = qt_arena_grow(arena, item, 10, 40);
    assert_memory_equal(grown, "0123456789", 10);
    assert_true(all_zero((unsigned char *)grown + 10, 30));
    assert_in_range(qt_arena_used(arena), 40, 49); /* what it held before is not counted twice */
    qt_arena_alloc(arena, 1, 1);                   /* no longer the last: it moves */
    char *moved = qt_arena_grow(arena, grown, 40, 3 * MIB);
    assert_ptr_not_equal(moved, grown);
    assert_memory_equal(moved, "0123456789", 10);
    assert_true(all_zero((unsigned char *)moved + 10, 3 * MIB - 10));
    assert_ptr_equal(qt_arena_grow(arena, moved, 3 * MIB, 10), moved);
    assert_non_null(qt_arena_grow(arena, NULL, 0, 10));
    qt_arena_free(arena);
}

/* What has been handed out before never changes when something else grows. */
static void growing_does_not_touch_neighbours(void **state)
{
    (void)state;
    qt_arena *arena = qt_arena_new(8 * MIB);
    QT_VEC(uint32_t) one = {0};
    QT_VEC(uint32_t) two = {0};
    for (uint32_t i = 0; i < 20000; i++) {
        assert_true(qt_vec_push(arena, &one, i));
        assert_true(qt_vec_push(arena, &two, ~i));
    }
    for (uint32_t i = 0; i < 20000; i++) {
        assert_int_equal(one.items[i], i);
        assert_int_equal(two.items[i], ~i);
    }
    qt_arena_free(arena);
}

static void vector_stops_at_the_limit(void **state)
{
    (void)state;
    qt_arena *arena = qt_arena_new(MIB);
    QT_VEC(uint64_t) v = {0};
    size_t count = 0;
    while (qt_vec_push(arena, &v, count)) count++;
    assert_int_equal(v.count, count);
    assert_true(count >= 16384);
    assert_int_equal(v.items[count - 1], count - 1);
    qt_arena_free(arena);
}

/* A scratch arena counts in its parent, whose limit holds for both; what it had is free again once it is gone. */
static void scratch_counts_in_its_parent(void **state)
{
    (void)state;
    qt_arena *arena = qt_arena_new(MIB), *scratch = qt_arena_scratch(arena);
    assert_non_null(qt_arena_alloc(arena, 1, MIB / 4));
    assert_non_null(qt_arena_alloc(scratch, 1, MIB / 2));
    assert_int_equal(qt_arena_used(arena), MIB / 4 + MIB / 2);
    assert_int_equal(qt_arena_used(scratch), MIB / 2);
    assert_null(qt_arena_alloc(scratch, 1, MIB / 2));
    assert_null(qt_arena_alloc(arena, 1, MIB / 2));
    qt_arena_reset(scratch);
    assert_int_equal(qt_arena_used(arena), MIB / 4);
    assert_non_null(qt_arena_alloc(scratch, 1, MIB / 2));
    qt_arena_free(scratch);
    assert_int_equal(qt_arena_used(arena), MIB / 4);
    assert_int_equal(qt_arena_peak(arena), MIB / 4 + MIB / 2);
    assert_non_null(qt_arena_alloc(arena, 1, MIB / 2));
    qt_arena_reset(arena);
    assert_int_equal(qt_arena_peak(arena), 0);
    qt_arena_free(arena);
}

/* Arrays that grow side by side move to blocks of their own and leave next to nothing behind. */
static void growing_arrays_leave_no_copies(void **state)
{
    (void)state;
    qt_arena *arena = qt_arena_new(64 * MIB);
    QT_VEC(uint32_t) one = {0};
    QT_VEC(uint64_t) two = {0};
    for (uint32_t i = 0; i < 300000; i++) {
        assert_true(qt_vec_push(arena, &one, i));
        assert_true(qt_vec_push(arena, &two, i));
    }
    size_t held = one.capacity * sizeof *one.items + two.capacity * sizeof *two.items;
    assert_in_range(qt_arena_peak(arena), held, held + 16384);
    assert_in_range(held, 0, 300000 * 12 * 3 / 2);
    for (uint32_t i = 0; i < 300000; i++) assert_true(one.items[i] == i && two.items[i] == i);
    qt_arena_free(arena);
}

static void copies_are_independent(void **state)
{
    (void)state;
    char source[] = "harbour";
    qt_arena *arena = qt_arena_new(MIB);
    qt_str copy = qt_arena_copy(arena, qt_str_of(source));
    source[0] = 'H';
    assert_true(qt_str_equal(copy, QT_STR("harbour")));
    qt_str empty = qt_arena_copy(arena, (qt_str){NULL, 0});
    assert_non_null(empty.data);
    assert_int_equal(empty.size, 0);
    qt_arena_free(arena);
    qt_arena_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_are_aligned_zeroed_and_apart),
        cmocka_unit_test(memory_is_zero_again_after_a_reset),
        cmocka_unit_test(limit_holds_and_leaves_the_arena_usable),
        cmocka_unit_test(limit_is_reached_with_small_items),
        cmocka_unit_test(hostile_sizes_are_refused),
        cmocka_unit_test(growing_keeps_bytes_and_zeroes_new_ones),
        cmocka_unit_test(growing_does_not_touch_neighbours),
        cmocka_unit_test(vector_stops_at_the_limit),
        cmocka_unit_test(scratch_counts_in_its_parent),
        cmocka_unit_test(growing_arrays_leave_no_copies),
        cmocka_unit_test(copies_are_independent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
