#include "nn/kernels.h"

#include <stdio.h>
#include <string.h>

enum { TABLES_MAX = 4 };

/* Those in whole numbers, slowest first. */
static size_t list(const qt_kernels *found[TABLES_MAX])
{
    size_t count = 0;
    found[count++] = &qt_kernels_portable;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) found[count++] = &qt_kernels_avx2;
    if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl"))
        found[count++] = &qt_kernels_avx512vnni;
#elif defined(__aarch64__)
    found[count++] = &qt_kernels_neon; /* every 64-bit ARM has it */
#endif
    return count;
}

bool qt_kernels_at(size_t index, qt_kernels *out)
{
    const qt_kernels *found[TABLES_MAX];
    size_t count = list(found);
    if (index > count) return false;
    *out = *found[index < count ? index : count - 1];
    if (index < count) return true;
    out->name = "float";
    out->exact = true;
    return true;
}

static int no_kernel(const char *name, quoth_error *error)
{
    char names[120] = "";
    qt_kernels k;
    for (size_t i = 0; qt_kernels_at(i, &k); i++) {
        size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", k.name);
    }
    return qt_fail(error, QUOTH_USAGE, "no kernel '%s' on this machine; it has %s", name, names);
}

int qt_kernels_named(const char *name, qt_kernels *out, quoth_error *error)
{
    qt_kernels one, best;
    bool found = false;
    for (size_t i = 0; qt_kernels_at(i, &one); i++) {
        if (name ? strcmp(one.name, name) != 0 : one.exact) continue;
        best = one;
        found = true;
    }
    if (!found) return no_kernel(name, error);
    *out = best;
    return QUOTH_OK;
}
