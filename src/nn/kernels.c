#include "nn/kernels.h"

bool qt_kernels_at(size_t index, qt_kernels *out)
{
    const qt_kernels *found[3] = {&qt_kernels_portable};
    size_t count = 1;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) found[count++] = &qt_kernels_avx2;
    if (__builtin_cpu_supports("avx512f")) found[count++] = &qt_kernels_avx512;
#endif
    if (index >= count) return false;
    *out = *found[index];
    return true;
}

qt_kernels qt_kernels_best(void)
{
    qt_kernels best = qt_kernels_portable;
    for (size_t i = 0; qt_kernels_at(i, &best); i++) {}
    return best;
}
