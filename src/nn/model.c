#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "nn/network.h"

#define FILE_MAX ((size_t)1 << 30)

/* For an exact kernel weights become floats, four bytes for one; the vocabulary and the header take a few MiB. */
#define ARENA_FOR(file_size) ((size_t)64 * 1024 * 1024 + 12 * (file_size))

static int system_error(quoth_error *error, const char *what)
{
    return qt_fail(error, QUOTH_FAILED, "cannot %s: %s", what, strerror(errno));
}

/* Maps the file at `path` read-only. */
static int map_file(const char *path, qt_model *model, quoth_error *error)
{
    struct stat status;
    int rc = QUOTH_OK, fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return system_error(error, "open");
    if (fstat(fd, &status)) {
        rc = system_error(error, "read");
    } else if (!S_ISREG(status.st_mode) || status.st_size <= 0 || (uint64_t)status.st_size > FILE_MAX) {
        rc = qt_fail(error, QUOTH_REFUSED, "not a model file");
    } else {
        size_t size = (size_t)status.st_size;
        void *mapping = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (mapping == MAP_FAILED) {
            rc = system_error(error, "map");
        } else {
            model->mapping = mapping;
            model->file = (qt_str){mapping, size};
        }
    }
    close(fd);
    return rc;
}

void qt_model_close(qt_model *model)
{
    if (!model) return;
    if (model->mapping) munmap(model->mapping, model->file.size);
    qt_arena_free(model->arena);
    free(model);
}

const qt_sha256 *qt_model_sha256(const qt_model *model) { return &model->sha256; }

const qt_label_lists *qt_model_labels(const qt_model *model) { return &model->labels; }

const qt_calibration *qt_model_calibration(const qt_model *model, qt_reading_class which)
{
    return &model->calibration[which];
}

uint32_t qt_model_width(const qt_model *model) { return model->config.width; }

static int check_format(const qt_tensors *tensors, quoth_error *error)
{
    qt_str format = qt_tensors_metadata(tensors, "format");
    if (!format.data) return qt_fail_at(error, QUOTH_REFUSED, 8, "not a model of quoth: its metadata names no format");
    if (!qt_str_equal(format, QT_STR(QT_MODEL_FORMAT)))
        return qt_fail_at(error, QUOTH_REFUSED, 8, "a model of format \"%.*s\"; this program reads \"%s\"",
                          (int)(format.size < 60 ? format.size : 60), format.data, QT_MODEL_FORMAT);
    return QUOTH_OK;
}

static int read_vocabulary(qt_model *model, const qt_tensors *tensors, quoth_error *error)
{
    qt_str lines = qt_tensors_metadata(tensors, "vocab");
    if (!lines.data) return qt_fail_at(error, QUOTH_REFUSED, 8, "the metadata hold no vocabulary");
    return qt_vocabulary_build(lines, model->arena, &model->vocabulary, error);
}

static const char *const calibration_keys[QT_READING_CLASSES] = {
    "confidence_quoted", "confidence_listed", "confidence_unlisted", "confidence_within", "confidence_narrated"};

/* Reads model->file; the network only if asked to. */
static int load(qt_model *model, bool network, quoth_error *error)
{
    qt_tensors tensors;
    int rc = qt_sha256_of(model->file, &model->sha256, error);
    if (!rc) rc = qt_tensors_read(model->file, model->arena, &tensors, error);
    if (!rc) rc = check_format(&tensors, error);
    if (!rc) rc = read_vocabulary(model, &tensors, error);
    for (size_t i = 0; i < QT_READING_CLASSES && !rc; i++)
        rc = qt_calibration_read(qt_tensors_metadata(&tensors, calibration_keys[i]), &model->calibration[i], error);
    if (!rc && network) rc = qt_model_load_network(model, &tensors, error);
    return rc;
}

static int load_vocabulary(qt_model *model, quoth_error *error)
{
    if (!qt_str_starts(model->file, QT_STR("[PAD]\n"))) return load(model, false, error);
    return qt_vocabulary_build(model->file, model->arena, &model->vocabulary, error);
}

static int new_model(const char *kernel, qt_model **out, quoth_error *error)
{
    qt_kernels kernels;
    int rc = qt_kernels_named(kernel, &kernels, error);
    if (rc) return rc;
    qt_model *model = calloc(1, sizeof *model);
    if (!model) return qt_fail(error, QUOTH_FAILED, "out of memory");
    model->kernels = kernels;
    *out = model;
    return QUOTH_OK;
}

static int new_arena(qt_model *model, quoth_error *error)
{
    model->arena = qt_arena_new(ARENA_FOR(model->file.size));
    return model->arena ? QUOTH_OK : qt_fail(error, QUOTH_FAILED, "out of memory");
}

static int open_path(const char *path, bool network, const char *kernel, qt_model **out, quoth_error *error)
{
    qt_model *model = NULL;
    int rc = new_model(kernel, &model, error);
    if (rc) return rc;
    rc = map_file(path, model, error);
    if (!rc) rc = new_arena(model, error);
    if (!rc) rc = network ? load(model, true, error) : load_vocabulary(model, error);
    if (rc) {
        qt_model_close(model);
        return qt_fail_in(error, qt_str_of(path)), rc;
    }
    *out = model;
    return QUOTH_OK;
}

int qt_model_open_kernel(const char *path, const char *kernel, qt_model **out, quoth_error *error)
{
    return open_path(path, true, kernel, out, error);
}

int qt_model_open(const char *path, qt_model **out, quoth_error *error)
{
    return open_path(path, true, NULL, out, error);
}

int qt_model_open_vocabulary(const char *path, qt_model **out, quoth_error *error)
{
    return open_path(path, false, NULL, out, error);
}

int qt_model_open_memory(qt_str file, const char *kernel, qt_model **out, quoth_error *error)
{
    qt_model *model = NULL;
    int rc = new_model(kernel, &model, error);
    if (rc) return rc;
    model->file = file;
    rc = new_arena(model, error);
    if (!rc) rc = load(model, true, error);
    if (rc) qt_model_close(model);
    else *out = model;
    return rc;
}
