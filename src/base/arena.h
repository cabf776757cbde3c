/* A growing region of memory that is freed as a whole: one a document, one scratch a worker.
 *
 * Every arena has a stated maximum. An allocation that would pass it, or that the system refuses, returns NULL and
 * leaves the arena usable; qt_arena_error() turns that into an error. Memory is zeroed and aligned for any type. */
#ifndef QT_BASE_ARENA_H
#define QT_BASE_ARENA_H

#include <stddef.h>

#include "base/error.h"
#include "base/str.h"

typedef struct qt_arena qt_arena;

/* A new arena of at most `max_bytes`, or NULL. The caller frees it with qt_arena_free. */
qt_arena *qt_arena_new(size_t max_bytes);
void qt_arena_free(qt_arena *arena);

/* A new arena for what is needed only a while, or NULL: its bytes count in `parent`, whose maximum bounds both. The caller
 * frees it before the parent is reset or freed. */
qt_arena *qt_arena_scratch(qt_arena *parent);

/* Forgets everything allocated and keeps one block for reuse. */
void qt_arena_reset(qt_arena *arena);

/* `count` zeroed items of `size` bytes, or NULL. count * size is checked; zero bytes give a valid pointer. */
void *qt_arena_alloc(qt_arena *arena, size_t count, size_t size);

/* Grows `old` (from this arena, `old_bytes` long, or NULL) to `new_bytes`: in place if it was the last allocation, in a
 * block of its own once it is large, otherwise by copying. New bytes are zero. NULL on failure, `old` untouched. */
void *qt_arena_grow(qt_arena *arena, void *old, size_t old_bytes, size_t new_bytes);

/* A copy of `s` in the arena; data is NULL on failure. */
qt_str qt_arena_copy(qt_arena *arena, qt_str s);

/* Bytes handed out since the last reset, scratch arenas included, and the most that they have been since. */
size_t qt_arena_used(const qt_arena *arena);
size_t qt_arena_peak(const qt_arena *arena);

/* Sets "out of memory" with the arena's limit; returns QUOTH_FAILED. */
void qt_arena_report_(const qt_arena *arena, quoth_error *error);
static inline int qt_arena_error(const qt_arena *arena, quoth_error *error)
{
    qt_arena_report_(arena, error);
    return QUOTH_FAILED;
}

#define QT_ARENA_NEW(arena, type, count) ((type *)qt_arena_alloc((arena), (count), sizeof(type)))

#endif
