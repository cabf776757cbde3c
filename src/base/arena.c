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
#define OWN_BLOCK ((size_t)4096) /* what grows past this does so in a block of its own and leaves no copy behind */
#define LAST_BLOCKS 16           /* blocks that are searched for one that grows */

typedef struct block {
    struct block *previous;
    size_t capacity, used;
    alignas(max_align_t) unsigned char bytes[];
} block;

struct qt_arena {
    block *top;
    qt_arena *parent;       /* of a scratch arena: whose limit it keeps to, and who counts what it holds */
    size_t max_bytes, held; /* held: capacity of all blocks, scratch arenas' included */
    size_t used, peak;      /* handed out since the last reset, likewise; the most that it was */
};

qt_arena *qt_arena_new(size_t max_bytes)
{
    qt_arena *arena = calloc(1, sizeof *arena);
    if (arena) arena->max_bytes = max_bytes;
    return arena;
}

qt_arena *qt_arena_scratch(qt_arena *parent)
{
    qt_arena *arena = qt_arena_new(parent->max_bytes);
    if (arena) arena->parent = parent;
    return arena;
}

/* Counts memory in `arena` and those above it: what it holds and what it has handed out. */
static void count_held(qt_arena *arena, size_t more, size_t less)
{
    for (; arena; arena = arena->parent) arena->held = arena->held + more - less;
}

static void count_used(qt_arena *arena, size_t more, size_t less)
{
    for (; arena; arena = arena->parent) {
        arena->used = arena->used + more - less;
        if (arena->peak < arena->used) arena->peak = arena->used;
    }
}

static void free_blocks(qt_arena *arena, block *b)
{
    while (b) {
        block *previous = b->previous;
        count_held(arena, 0, b->capacity);
        free(b);
        b = previous;
    }
}

void qt_arena_free(qt_arena *arena)
{
    if (!arena) return;
    free_blocks(arena, arena->top);
    count_used(arena, 0, arena->used);
    free(arena);
}

void qt_arena_reset(qt_arena *arena)
{
    count_used(arena, 0, arena->used);
    arena->peak = 0;
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

/* How many bytes more the arena may hold. */
static size_t room_in(const qt_arena *arena)
{
    while (arena->parent) arena = arena->parent;
    return arena->max_bytes - arena->held;
}

/* A block of its own for one item lies below the top one, whose free bytes are still to be handed out. */
static block *add_block(qt_arena *arena, size_t need, bool own)
{
    if (arena->top && arena->top->used == 0) { /* kept at a reset, and too small: it must not count against the limit */
        free_blocks(arena, arena->top);
        arena->top = NULL;
    }
    size_t room = room_in(arena);
    if (need > room || need > PTRDIFF_MAX - sizeof(block)) return NULL;
    size_t capacity = own ? need : block_for(arena, need);
    if (capacity > room) capacity = room;
    block *b = malloc(sizeof *b + capacity);
    if (!b && capacity > need) b = malloc(sizeof *b + (capacity = need));
    if (!b) return NULL;
    block **place = own && arena->top ? &arena->top->previous : &arena->top;
    b->previous = *place;
    b->capacity = capacity;
    b->used = 0;
    *place = b;
    count_held(arena, capacity, 0);
    return b;
}

static size_t rounded(size_t bytes) { return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT; }

void *qt_arena_alloc(qt_arena *arena, size_t count, size_t size)
{
    if (size && count > (SIZE_MAX - ALIGNMENT) / size) return NULL;
    size_t bytes = count * size;
    if (bytes == 0) bytes = 1;
    bytes = rounded(bytes);
#ifdef QT_ARENA_MALLOC
    if (!add_block(arena, bytes, false)) return NULL;
#else
    if (!arena->top || arena->top->capacity - arena->top->used < bytes)
        if (!add_block(arena, bytes, false)) return NULL;
#endif
    void *out = arena->top->bytes + arena->top->used;
    arena->top->used += bytes;
    count_used(arena, bytes, 0);
    return memset(out, 0, bytes);
}

/* The link to the block that holds `old` and nothing else, if it is one of the last few; else NULL. */
static block **own_block(qt_arena *arena, const void *old, size_t held)
{
    block **link = &arena->top;
    for (int i = 0; i < LAST_BLOCKS && *link; i++, link = &(*link)->previous)
        if ((const void *)(*link)->bytes == old && (*link)->used == held) return link;
    return NULL;
}

/* Makes the block of one item, `held` bytes of it, `wanted` bytes long. */
static void *grow_block(qt_arena *arena, block **link, size_t held, size_t wanted)
{
    block *b = *link;
    size_t more = wanted > b->capacity ? wanted - b->capacity : 0;
    if (more > room_in(arena) || wanted > PTRDIFF_MAX - sizeof(block)) return NULL;
    if (more) {
#ifdef QT_ARENA_MALLOC
        b = malloc(sizeof *b + wanted); /* elsewhere each time, so that a pointer kept to the old place is seen */
        if (b) memcpy(b, *link, sizeof *b + held), free(*link);
#else
        b = realloc(b, sizeof *b + wanted);
#endif
        if (!b) return NULL;
        b->capacity = wanted;
        *link = b;
    }
    memset(b->bytes + held, 0, wanted - held);
    b->used = wanted;
    count_held(arena, more, 0);
    count_used(arena, wanted - held, 0);
    return b->bytes;
}

void *qt_arena_grow(qt_arena *arena, void *old, size_t old_bytes, size_t new_bytes)
{
    if (old && new_bytes <= old_bytes) return old;
    if (new_bytes > SIZE_MAX - ALIGNMENT) return NULL;
    block *top = arena->top;
    size_t held = rounded(old_bytes ? old_bytes : 1), wanted = rounded(new_bytes);
    bool last = old && top && top->used >= held && (unsigned char *)old == top->bytes + top->used - held;
    if (last && wanted < OWN_BLOCK && top->capacity - top->used >= wanted - held) {
        memset((unsigned char *)old + held, 0, wanted - held);
        top->used += wanted - held;
        count_used(arena, wanted - held, 0);
        return old;
    }
    block **own = old ? own_block(arena, old, held) : NULL;
    if (own) return grow_block(arena, own, held, wanted);
    void *fresh = NULL;
    block *b = wanted < OWN_BLOCK ? NULL : add_block(arena, wanted, true);
    if (wanted < OWN_BLOCK) {
        fresh = qt_arena_alloc(arena, 1, new_bytes);
    } else if (b) {
        fresh = memset(b->bytes, 0, wanted);
        b->used = wanted;
        count_used(arena, wanted, 0);
    }
    if (fresh && old && old_bytes) memcpy(fresh, old, old_bytes);
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

size_t qt_arena_peak(const qt_arena *arena) { return arena->peak; }

void qt_arena_report_(const qt_arena *arena, quoth_error *error)
{
    qt_fail(error, QUOTH_FAILED, "out of memory (limit %zu MiB, %zu MiB in use)", arena->max_bytes >> 20,
            arena->held >> 20);
}
