#include "cli/model_path.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

/* Seen from the folder of the executable. */
static const char *const places[] = {"/../../models/quoth.safetensors", "/../share/quoth/quoth.safetensors"};

/* The folder of the running executable, NUL-terminated; its length, or 0 where the system does not say. */
static size_t own_folder(char folder[PATH_MAX])
{
    ssize_t n = readlink("/proc/self/exe", folder, PATH_MAX);
    if (n <= 0 || n >= PATH_MAX) return 0;
    folder[n] = '\0';
    char *slash = strrchr(folder, '/');
    if (!slash) return 0;
    *slash = '\0';
    return (size_t)(slash - folder);
}

/* A damaged model is a failure: "refused" is said of inputs. */
static int open_model(const char *path, const char *kernel, qt_model **out, quoth_error *error)
{
    int status = qt_model_open_kernel(path, kernel, out, error);
    if (status == QUOTH_OK) return status;
    error->status = QUOTH_FAILED;
    return QUOTH_FAILED;
}

int qt_model_find(const char *given, const char *kernel, qt_model **out, quoth_error *error)
{
    char folder[PATH_MAX], path[PATH_MAX + 64];
    if (given) return open_model(given, kernel, out, error);
    if (own_folder(folder) == 0)
        return qt_fail(error, QUOTH_FAILED, "cannot tell where quoth is; name the model with --model FILE");
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        (void)snprintf(path, sizeof path, "%s%s", folder, places[i]);
        if (access(path, F_OK) == 0) return open_model(path, kernel, out, error);
    }
    (void)qt_fail(
        error, QUOTH_FAILED,
        "no model: neither ../../models/quoth.safetensors nor ../share/quoth/quoth.safetensors is there; name one "
        "with --model FILE");
    return qt_fail_in(error, qt_str_of(folder));
}
