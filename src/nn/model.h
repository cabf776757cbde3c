/* The model file: safetensors (https://github.com/huggingface/safetensors, format section of its README), mapped
 * read-only. Weights are int8 with one float scale a row (`NAME` [rows, columns] I8 and `NAME.scale` [rows] F32) or
 * plain F32. Vocabulary and configuration are in the header's __metadata__. A hostile file is refused, never trusted. */
#ifndef QT_NN_MODEL_H
#define QT_NN_MODEL_H

#include "base/arena.h"
#include "base/sha256.h"

typedef struct qt_model qt_model;

/* Opens and checks a model. Read-only afterwards: share it among threads. Close with qt_model_close. */
int qt_model_open(const char *path, qt_model **out, quoth_error *error);
void qt_model_close(qt_model *model);

/* SHA-256 of the file: what the case file records beside each document. */
const qt_sha256 *qt_model_sha256(const qt_model *model);

#endif
