/* Vectors of 4: what every x86-64 and every 64-bit ARM has. */
#include <math.h>

#include "nn/kernels.h"

#define VEC 4
#define TILE_ROWS 3
#define KERNELS qt_kernels_portable
#define KERNELS_NAME "portable"
#include "nn/kernels_body.h"
