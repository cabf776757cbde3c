/* Growable arrays inside an arena.
 *
 *     QT_VEC(qt_span) spans = {0};
 *     if (!qt_vec_push(arena, &spans, span)) return qt_arena_error(arena, error);
 *
 * Growth doubles, later adds half; the arena's maximum bounds it. Items move when the array grows: keep indices, not pointers. */
#ifndef QT_BASE_VEC_H
#define QT_BASE_VEC_H

#include "base/arena.h"

#define QT_VEC(type)            \
    struct {                    \
        type *items;            \
        size_t count, capacity; \
    }

/* Room for one more item; false when the arena is full. */
#define qt_vec_reserve_one(arena, v)   \
    ((v)->count < (v)->capacity ? true \
                                : qt_vec_grow_((arena), (void **)&(v)->items, &(v)->capacity, sizeof *(v)->items))

#define qt_vec_push(arena, v, ...) \
    (qt_vec_reserve_one((arena), (v)) ? ((v)->items[(v)->count++] = (__VA_ARGS__), true) : false)

/* Makes *items (capacity * item_size bytes) larger. Most arrays hold an item or two. For the macros above only. */
static inline bool qt_vec_grow_(qt_arena *arena, void **items, size_t *capacity, size_t item_size)
{
    size_t wanted = *capacity < 2 ? 2 : *capacity < 1024 ? *capacity * 2 : *capacity + *capacity / 2;
    if (wanted > SIZE_MAX / item_size) return false;
    void *grown = qt_arena_grow(arena, *items, *capacity * item_size, wanted * item_size);
    if (!grown) return false;
    *items = grown;
    *capacity = wanted;
    return true;
}

#endif
