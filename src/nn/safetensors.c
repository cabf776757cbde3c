#include "nn/safetensors.h"

#include <jansson.h>
#include <stdlib.h>

typedef struct dtype_row {
    const char *name;
    uint8_t bytes;
    uint8_t dtype;
} dtype_row;

static const dtype_row dtypes[] = {
    {"I8", 1, QT_DTYPE_I8},      {"F32", 4, QT_DTYPE_F32},       {"U8", 1, QT_DTYPE_OTHER},
    {"BOOL", 1, QT_DTYPE_OTHER}, {"I16", 2, QT_DTYPE_OTHER},     {"U16", 2, QT_DTYPE_OTHER},
    {"F16", 2, QT_DTYPE_OTHER},  {"BF16", 2, QT_DTYPE_OTHER},    {"I32", 4, QT_DTYPE_OTHER},
    {"U32", 4, QT_DTYPE_OTHER},  {"I64", 8, QT_DTYPE_OTHER},     {"U64", 8, QT_DTYPE_OTHER},
    {"F64", 8, QT_DTYPE_OTHER},  {"F8_E4M3", 1, QT_DTYPE_OTHER}, {"F8_E5M2", 1, QT_DTYPE_OTHER},
};

static const dtype_row *find_dtype(const char *name)
{
    for (size_t i = 0; name && i < sizeof dtypes / sizeof *dtypes; i++)
        if (strcmp(dtypes[i].name, name) == 0) return &dtypes[i];
    return NULL;
}

/* A JSON integer that is no negative number. */
static bool natural(const json_t *value, uint64_t *out)
{
    if (!json_is_integer(value) || json_integer_value(value) < 0) return false;
    *out = (uint64_t)json_integer_value(value);
    return true;
}

/* What the steps below share; the data area is [data_begin, file.size). */
typedef struct reader {
    qt_str file;
    uint64_t data_begin;
    qt_arena *arena;
    quoth_error *error;
} reader;

static int read_shape(const reader *r, const json_t *shape, uint64_t element_bytes, qt_tensor *t, uint64_t *bytes)
{
    size_t rank = json_array_size(shape);
    *bytes = element_bytes;
    for (size_t i = 0; i < rank; i++) {
        uint64_t n = 0;
        if (!natural(json_array_get(shape, i), &n) || (n && *bytes > INT64_MAX / n))
            return qt_fail_at(r->error, QUOTH_REFUSED, 8, "tensor \"%.*s\" has an impossible shape",
                              QT_STR_ARG(t->name));
        if (i < 2) t->shape[i] = n;
        *bytes *= n;
    }
    t->rank = rank > 2 ? 3 : (uint32_t)rank;
    return QUOTH_OK;
}

/* `value` is what the header says of the tensor `t->name`. */
static int read_tensor(const reader *r, const json_t *value, qt_tensor *t)
{
    const dtype_row *dtype = find_dtype(json_string_value(json_object_get(value, "dtype")));
    const json_t *shape = json_object_get(value, "shape"), *offsets = json_object_get(value, "data_offsets");
    uint64_t begin = 0, end = 0, bytes = 0;
    if (!dtype || !json_is_array(shape) || json_array_size(offsets) != 2 ||
        !natural(json_array_get(offsets, 0), &begin) || !natural(json_array_get(offsets, 1), &end))
        return qt_fail_at(r->error, QUOTH_REFUSED, 8, "tensor \"%.*s\" has no proper dtype, shape and data_offsets",
                          QT_STR_ARG(t->name));
    int rc = read_shape(r, shape, dtype->bytes, t, &bytes);
    if (rc) return rc;
    uint64_t room = r->file.size - r->data_begin;
    if (begin > end || end > room)
        return qt_fail_at(r->error, QUOTH_REFUSED, r->file.size,
                          "tensor \"%.*s\" runs past the end of the file, which may have been cut",
                          QT_STR_ARG(t->name));
    if (end - begin != bytes)
        return qt_fail_at(r->error, QUOTH_REFUSED, r->data_begin + begin,
                          "tensor \"%.*s\" has %llu bytes where its shape takes %llu", QT_STR_ARG(t->name),
                          (unsigned long long)(end - begin), (unsigned long long)bytes);
    t->dtype = (qt_dtype)dtype->dtype;
    t->begin = r->data_begin + begin;
    t->end = r->data_begin + end;
    t->data = (const uint8_t *)r->file.data + t->begin;
    return QUOTH_OK;
}

static int by_begin(const void *a, const void *b)
{
    const qt_tensor *x = a, *y = b;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

static int by_name(const void *a, const void *b)
{
    return qt_str_compare(((const qt_tensor *)a)->name, ((const qt_tensor *)b)->name);
}

/* Every byte of the data area belongs to exactly one tensor. */
static int check_cover(const reader *r, qt_tensors *tensors)
{
    uint64_t at = r->data_begin;
    qsort(tensors->items, tensors->count, sizeof *tensors->items, by_begin);
    for (size_t i = 0; i < tensors->count; i++) {
        const qt_tensor *t = &tensors->items[i];
        if (t->begin != at)
            return qt_fail_at(r->error, QUOTH_REFUSED, t->begin, "tensor \"%.*s\" %s", QT_STR_ARG(t->name),
                              t->begin < at ? "overlaps the one before it" : "leaves a gap before it");
        at = t->end;
    }
    if (at != r->file.size) return qt_fail_at(r->error, QUOTH_REFUSED, at, "the file goes on after its last tensor");
    return QUOTH_OK;
}

static int read_metadata(const reader *r, json_t *object, qt_tensors *out)
{
    const char *key;
    json_t *value;
    out->metadata = QT_ARENA_NEW(r->arena, qt_metadata, json_object_size(object));
    if (!out->metadata) return qt_arena_error(r->arena, r->error);
    json_object_foreach(object, key, value) {
        if (!json_is_string(value))
            return qt_fail_at(r->error, QUOTH_REFUSED, 8, "the metadata \"%s\" is not a string", key);
        qt_metadata m = {qt_arena_copy(r->arena, qt_str_of(key)),
                         qt_arena_copy(r->arena, (qt_str){json_string_value(value), json_string_length(value)})};
        if (!m.key.data || !m.value.data) return qt_arena_error(r->arena, r->error);
        out->metadata[out->metadata_count++] = m;
    }
    return QUOTH_OK;
}

static int read_header(const reader *r, json_t *header, qt_tensors *out)
{
    const char *key;
    json_t *value;
    int rc;
    if (!json_is_object(header)) return qt_fail_at(r->error, QUOTH_REFUSED, 8, "the header is not a JSON object");
    out->items = QT_ARENA_NEW(r->arena, qt_tensor, json_object_size(header));
    if (!out->items) return qt_arena_error(r->arena, r->error);
    json_object_foreach(header, key, value) {
        if (strcmp(key, "__metadata__") == 0) {
            rc = read_metadata(r, value, out);
        } else {
            qt_tensor *t = &out->items[out->count++];
            t->name = qt_arena_copy(r->arena, qt_str_of(key));
            rc = t->name.data ? read_tensor(r, value, t) : qt_arena_error(r->arena, r->error);
        }
        if (rc) return rc;
    }
    rc = check_cover(r, out);
    if (rc) return rc;
    qsort(out->items, out->count, sizeof *out->items, by_name);
    return QUOTH_OK;
}

int qt_tensors_read(qt_str file, qt_arena *arena, qt_tensors *out, quoth_error *error)
{
    uint64_t size = 0;
    if (file.size < 8) return qt_fail_at(error, QUOTH_REFUSED, 0, "too short for a model file");
    for (int i = 7; i >= 0; i--) size = size << 8 | (unsigned char)file.data[i];
    if (size > QT_TENSORS_HEADER_MAX)
        return qt_fail_at(error, QUOTH_REFUSED, 0, "not a model file: its header would have %llu bytes",
                          (unsigned long long)size);
    if (size > file.size - 8)
        return qt_fail_at(error, QUOTH_REFUSED, file.size, "the file ends within its header; it may have been cut");
    json_error_t json_error;
    json_t *header = json_loadb(file.data + 8, (size_t)size, JSON_REJECT_DUPLICATES, &json_error);
    if (!header)
        return qt_fail_at(error, QUOTH_REFUSED, 8 + (uint64_t)(json_error.position > 0 ? json_error.position : 0),
                          "the header is not JSON: %s", json_error.text);
    reader r = {file, 8 + size, arena, error};
    qt_tensors tensors = {0};
    int rc = read_header(&r, header, &tensors);
    json_decref(header);
    if (!rc) *out = tensors;
    return rc;
}

const qt_tensor *qt_tensors_find(const qt_tensors *tensors, const char *name)
{
    qt_tensor wanted = {.name = qt_str_of(name)};
    if (tensors->count == 0) return NULL;
    return bsearch(&wanted, tensors->items, tensors->count, sizeof wanted, by_name);
}

qt_str qt_tensors_metadata(const qt_tensors *tensors, const char *key)
{
    for (size_t i = 0; i < tensors->metadata_count; i++)
        if (qt_str_equal(tensors->metadata[i].key, qt_str_of(key))) return tensors->metadata[i].value;
    return (qt_str){NULL, 0};
}
