/* Vectors of 16. */
#if defined(__x86_64__)
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "nn/kernels.h"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f")
#endif

#define VEC 16
#define TILE_ROWS 12
#define KERNELS qt_kernels_avx512
#define KERNELS_NAME "avx512"
#include "nn/kernels_body.h"

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#else
typedef int qt_no_kernels_avx512; /* a translation unit holds something */
#endif
