/* Reading a safetensors file (https://github.com/huggingface/safetensors, "Format" in its README):
 *
 *     bytes 0-7      little-endian length N of the header
 *     bytes 8-8+N    JSON: {"NAME": {"dtype", "shape", "data_offsets": [begin, end]}…, "__metadata__": {"KEY": "VALUE"…}}
 *     the rest       the tensors' bytes; offsets count from here, every byte belongs to exactly one tensor
 *
 * Nothing in the file is trusted: what this returns has been checked against all of that. */
#ifndef QT_NN_SAFETENSORS_H
#define QT_NN_SAFETENSORS_H

#include "base/arena.h"

#define QT_TENSORS_HEADER_MAX ((size_t)4 << 20) /* bytes of JSON: the vocabulary is the most of it */

typedef enum qt_dtype { QT_DTYPE_OTHER, QT_DTYPE_I8, QT_DTYPE_F32 } qt_dtype;

typedef struct qt_tensor {
    qt_str name;
    const uint8_t *data; /* in the file; unaligned */
    uint64_t begin, end; /* bytes of the file */
    uint64_t shape[2];
    uint32_t rank; /* 3 stands for any larger one */
    qt_dtype dtype;
} qt_tensor;

typedef struct qt_metadata {
    qt_str key, value;
} qt_metadata;

typedef struct qt_tensors {
    qt_tensor *items;      /* [count] by name */
    qt_metadata *metadata; /* [metadata_count] */
    size_t count, metadata_count;
} qt_tensors;

/* Reads the header of `file`, which must outlive `out`; names and metadata are copied into the arena. */
int qt_tensors_read(qt_str file, qt_arena *arena, qt_tensors *out, quoth_error *error);

/* NULL where there is none. */
const qt_tensor *qt_tensors_find(const qt_tensors *tensors, const char *name);

/* data is NULL where there is none. */
qt_str qt_tensors_metadata(const qt_tensors *tensors, const char *key);

/* The float at data[4 * index], little-endian, wherever it lies. */
static inline float qt_tensor_float(const uint8_t *data, size_t index)
{
    const uint8_t *p = data + 4 * index;
    uint32_t bits = (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

#endif
