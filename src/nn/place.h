/* A worker's buffers, one behind the other in one piece of memory. For src/nn only. */
#ifndef QT_NN_PLACE_H
#define QT_NN_PLACE_H

#include <stddef.h>
#include <string.h>

typedef struct qt_place {
    void *pointer; /* the address of a pointer of any type */
    size_t bytes;
} qt_place;

#define QT_PLACE(pointer, count)                \
    {                                           \
        &(pointer), (count) * sizeof *(pointer) \
    }

/* Sets the pointers to places from `memory` + `at` on (NULL: only measures); each begins a cache line. Returns where the
 * last ends. */
static inline size_t qt_place_all(const qt_place *places, size_t count, char *memory, size_t at)
{
    for (size_t i = 0; i < count; i++) {
        char *p = memory ? memory + at : NULL;
        if (p) memcpy(places[i].pointer, &p, sizeof p);
        at += (places[i].bytes + 63) / 64 * 64;
    }
    return at;
}

#endif
