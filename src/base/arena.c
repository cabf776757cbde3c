#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK ((size_t)64 * 1024)
#define KEPT_BLOCK \
    ((size_t)1024 * 1024) /* a larger one goes back at a reset: one long document must not cost for ever */
#define ALIGNMENT alignof(max_align_t)

#define LARGEST_BLOCK ((size_t)16 * 1024 * 1024) /* blocks double up to here; an item that needs more gets its own */

typedef struct block {
    struct block *previous;
    size_t capacity, used;
    alignas(max_align_t) unsigned char bytes[];
} block;

struct qt_arena {
    block *top;
    size_t max_bytes, held; /* held: capacity of all blocks */
    size_t used;            /* handed out since the last reset */
};

qt_arena *qt_arena_new(size_t max_bytes)
{
    qt_arena *arena = calloc(1, sizeof *arena);
    if (arena) arena->max_bytes = max_bytes;
    return arena;
}

static void free_blocks(qt_arena *arena, block *b)
{
    while (b) {
        block *previous = b->previous;
        arena->held -= b->capacity;
        free(b);
        b = previous;
    }
}

void qt_arena_free(qt_arena *arena)
{
    if (!arena) return;
    free_blocks(arena, arena->top);
    free(arena);
}

void qt_arena_reset(qt_arena *arena)
{
    arena->used = 0;
    if (!arena->top) return;
#ifdef QT_ARENA_MALLOC
    free_blocks(arena, arena->top);
    arena->top = NULL;
#else
    if (arena->top->capacity > KEPT_BLOCK) {
        free_blocks(arena, arena->top);
        arena->top = NULL;
        return;
    }
    free_blocks(arena, arena->top->previous);
    arena->top->previous = NULL;
    arena->top->used = 0;
#endif
}

/* The capacity of the next block, at least `need`. */
static size_t block_for(const qt_arena *arena, size_t need)
{
#ifdef QT_ARENA_MALLOC
    (void)arena;
    return need; /* sanitizer builds: one malloc an allocation, so that an overrun of one item is seen */
#else
    size_t wanted = arena->top ? arena->top->capacity : FIRST_BLOCK / 2;
    wanted = wanted < LARGEST_BLOCK / 2 ? wanted * 2 : LARGEST_BLOCK;
    return need > wanted ? need : wanted;
#endif
}

static bool add_block(qt_arena *arena, size_t need)
{
    if (arena->top && arena->top->used == 0) { /* kept at a reset, and too small: it must not count against the limit */
        free_blocks(arena, arena->top);
        arena->top = NULL;
    }
    size_t room = arena->max_bytes - arena->held;
    if (need > room || need > PTRDIFF_MAX - sizeof(block)) return false;
    size_t capacity = block_for(arena, need);
    if (capacity > room) capacity = room;
    block *b = malloc(sizeof *b + capacity);
    if (!b && capacity > need) b = malloc(sizeof *b + (capacity = need));
    if (!b) return false;
    b->previous = arena->top;
    b->capacity = capacity;
    b->used = 0;
    arena->top = b;
    arena->held += capacity;
    return true;
}

void *qt_arena_alloc(qt_arena *arena, size_t count, size_t size)
{
    if (size && count > (SIZE_MAX - ALIGNMENT) / size) return NULL;
    size_t bytes = count * size;
    if (bytes == 0) bytes = 1;
    bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
#ifdef QT_ARENA_MALLOC
    if (!add_block(arena, bytes)) return NULL;
#else
    if (!arena->top || arena->top->capacity - arena->top->used < bytes)
        if (!add_block(arena, bytes)) return NULL;
#endif
    void *out = arena->top->bytes + arena->top->used;
    arena->top->used += bytes;
    arena->used += bytes;
    return memset(out, 0, bytes);
}

static size_t rounded(size_t bytes) { return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT; }

#ifdef QT_ARENA_MALLOC
/* Frees the block under the top one, so that a pointer kept to what it held is seen. */
static void take_out(qt_arena *arena, block *b)
{
    arena->top->previous = b->previous;
    arena->held -= b->capacity;
    arena->used -= b->used;
    free(b);
}
#endif

void *qt_arena_grow(qt_arena *arena, void *old, size_t old_bytes, size_t new_bytes)
{
    if (old && new_bytes <= old_bytes) return old;
    if (new_bytes > SIZE_MAX - ALIGNMENT) return NULL;
    block *top = arena->top;
    size_t held = rounded(old_bytes), wanted = rounded(new_bytes);
    bool last = old && top && top->used >= held && (unsigned char *)old == top->bytes + top->used - held;
    if (last && top->capacity - top->used >= wanted - held) {
        memset((unsigned char *)old + held, 0, wanted - held);
        top->used += wanted - held;
        arena->used += wanted - held;
        return old;
    }
    void *fresh = qt_arena_alloc(arena, 1, new_bytes);
    if (fresh && old && old_bytes) memcpy(fresh, old, old_bytes);
#ifdef QT_ARENA_MALLOC
    if (fresh && last) take_out(arena, top); /* what a larger block would have grown in place */
#endif
    return fresh;
}

qt_str qt_arena_copy(qt_arena *arena, qt_str s)
{
    char *copy = qt_arena_alloc(arena, s.size ? s.size : 1, 1);
    if (!copy) return (qt_str){NULL, 0};
    if (s.size) memcpy(copy, s.data, s.size);
    return (qt_str){copy, s.size};
}

size_t qt_arena_used(const qt_arena *arena) { return arena->used; }

void qt_arena_report_(const qt_arena *arena, quoth_error *error)
{
    qt_fail(error, QUOTH_FAILED, "out of memory (limit %zu MiB, %zu MiB in use)", arena->max_bytes >> 20,
            arena->held >> 20);
}
