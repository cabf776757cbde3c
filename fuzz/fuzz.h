/* What the targets share: bytes become text worth reading, and a check that stops the run. */
#ifndef QT_FUZZ_H
#define QT_FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_ARENA ((size_t)1 << 30)

#define CHECK(condition)                                                                   \
    do {                                                                                   \
        if (!(condition)) {                                                                \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
            __builtin_trap();                                                              \
        }                                                                                  \
    } while (0)

static inline void *not_null(void *p)
{
    CHECK(p);
    return p;
}

/* Valid UTF-8 for any bytes: ASCII stays, every other byte stands for one of `parts` (NULL behind the last). What the fuzzer
 * mutates is then made of marks and words rather than of broken encoding. */
static inline qt_str fuzz_text(const uint8_t *data, size_t size, const char *const *parts, qt_arena *arena)
{
    size_t count = 0, longest = 1, used = 0;
    for (; parts[count]; count++)
        if (strlen(parts[count]) > longest) longest = strlen(parts[count]);
    char *text = not_null(qt_arena_alloc(arena, size, longest));
    for (size_t i = 0; i < size; i++) {
        const char *part = parts[data[i] % count];
        size_t n = data[i] < 0x80 ? 1 : strlen(part);
        memcpy(text + used, data[i] < 0x80 ? (const char *)&data[i] : part, n);
        used += n;
    }
    CHECK(qt_utf8_valid_prefix((qt_str){text, used}) == used);
    return (qt_str){text, used};
}

/* A file of the repository; the caller frees data. */
static inline qt_str fuzz_file(const char *path)
{
    FILE *file = not_null(fopen(path, "rb"));
    CHECK(fseek(file, 0, SEEK_END) == 0);
    long size = ftell(file);
    CHECK(size > 0);
    rewind(file);
    char *data = not_null(malloc((size_t)size));
    CHECK(fread(data, 1, (size_t)size, file) == (size_t)size);
    fclose(file);
    return (qt_str){data, (size_t)size};
}

#endif
