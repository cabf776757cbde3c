/* Where the model is. */
#ifndef QT_CLI_MODEL_PATH_H
#define QT_CLI_MODEL_PATH_H

#include "nn/model.h"

/* Opens `given` (--model), or without it the model of the tree that the running executable was built in
 * (build/PRESET/quoth -> models/quoth.safetensors), else of its install prefix (bin/quoth ->
 * share/quoth/quoth.safetensors). The error names what was looked for. `kernel` is as for
 * qt_model_open_kernel. Close with qt_model_close. */
int qt_model_find(const char *given, const char *kernel, qt_model **out, quoth_error *error);

#endif
