/* The model file: safetensors (https://github.com/huggingface/safetensors, format section of its README), mapped
 * read-only. Weights are int8 with one float scale a row (`NAME` [rows, columns] I8 and `NAME.scale` [rows] F32) or
 * plain F32. Vocabulary and configuration are in the header's __metadata__. A hostile file is refused, never trusted. */
#ifndef QT_NN_MODEL_H
#define QT_NN_MODEL_H

#include "base/arena.h"
#include "base/sha256.h"
#include "nn/calibration.h"
#include "nn/labels.h"

typedef struct qt_model qt_model;

/* What a model file's metadata must say under "format"; another version is refused by name. */
#define QT_MODEL_FORMAT "quoth-model-3"

/* Opens and checks a model. Read-only afterwards: share it among threads. Close with qt_model_close. */
int qt_model_open(const char *path, qt_model **out, quoth_error *error);
void qt_model_close(qt_model *model);

/* The same with the kernel of this name (kernels.h); NULL: the fastest. QUOTH_USAGE where this processor has none such. */
int qt_model_open_kernel(const char *path, const char *kernel, qt_model **out, quoth_error *error);

/* A model that has only a vocabulary, from a text file of one piece a line (BERT's vocab.txt) or from the vocabulary of
 * a model file: enough to cut windows. For training, before there is a model. */
int qt_model_open_vocabulary(const char *path, qt_model **out, quoth_error *error);

/* As qt_model_open_kernel, for a file that is in memory already and stays there until the model is closed. */
int qt_model_open_memory(qt_str file, const char *kernel, qt_model **out, quoth_error *error);

/* SHA-256 of the file: what the case file records beside each document. */
const qt_sha256 *qt_model_sha256(const qt_model *model);

/* The labels of the heads that read syntax; empty in a model that has only a vocabulary. They live as long as the model. */
const qt_label_lists *qt_model_labels(const qt_model *model);

/* What is read more or less surely: statements that stand in no other (with quoted words; without, by a cue of the lexicon;
 * by another word), those within another, the document's own. */
typedef enum qt_reading_class {
    QT_READING_QUOTED,
    QT_READING_LISTED,
    QT_READING_UNLISTED,
    QT_READING_WITHIN,
    QT_READING_NARRATED,
    QT_READING_CLASSES
} qt_reading_class;

/* How often a reading of a stated probability is right; no knots where the file does not say. */
const qt_calibration *qt_model_calibration(const qt_model *model, qt_reading_class which);

/* Numbers in one token's vector. */
uint32_t qt_model_width(const qt_model *model);

#endif
