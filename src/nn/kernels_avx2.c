/* Vectors of 8. */
#if defined(__x86_64__)
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "nn/kernels.h"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#endif

#define VEC 8
#define TILE_ROWS 6
#define KERNELS qt_kernels_avx2
#define KERNELS_NAME "avx2"
#include "nn/kernels_body.h"

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#else
typedef int qt_no_kernels_avx2; /* a translation unit holds something */
#endif
