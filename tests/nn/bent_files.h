/* Taking the fixture's model file apart, and putting it together with a fault in it. */
#ifndef QT_TESTS_NN_BENT_FILES_H
#define QT_TESTS_NN_BENT_FILES_H

#include <jansson.h>

#include "fixture.h"

/* A model file in parts, to be changed and put together again. */
typedef struct parts {
    qt_str file; /* as read */
    json_t *header;
    const char *data; /* in `file` */
    size_t data_size;
} parts;

static inline parts take_apart(const char *path)
{
    parts p = {.file = read_file(path)};
    uint64_t size = 0;
    for (int i = 7; i >= 0; i--) size = size << 8 | (unsigned char)p.file.data[i];
    p.header = json_loadb(p.file.data + 8, (size_t)size, 0, NULL);
    assert_non_null(p.header);
    p.data = p.file.data + 8 + size;
    p.data_size = p.file.size - 8 - (size_t)size;
    return p;
}

static inline void discard(parts *p)
{
    json_decref(p->header);
    free_file(p->file);
}

/* The file with `header` and `data`; the caller frees it. */
static inline qt_str join_file(const char *header, size_t header_size, const char *data, size_t data_size)
{
    char *file = malloc(8 + header_size + data_size);
    assert_non_null(file);
    for (size_t i = 0; i < 8; i++) file[i] = (char)(header_size >> (8 * i) & 0xff);
    memcpy(file + 8, header, header_size);
    memcpy(file + 8 + header_size, data, data_size);
    return (qt_str){file, 8 + header_size + data_size};
}

static inline qt_str put_together(const parts *p)
{
    char *header = json_dumps(p->header, JSON_COMPACT);
    qt_str file = join_file(header, strlen(header), p->data, p->data_size);
    free(header);
    return file;
}

/* `file` is refused, and the message holds `message`. */
static inline void check_refused(qt_str file, const char *message)
{
    quoth_error error = {0};
    qt_model *model = NULL;
    assert_int_equal(qt_model_open_memory(file, NULL, &model, &error), QUOTH_REFUSED);
    assert_null(model);
    if (!strstr(error.message, message)) fail_msg("the message is \"%s\", not \"%s\"", error.message, message);
}

#endif
