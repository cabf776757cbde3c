/* bench-nn MODEL [KERNEL]: what one core reads a second with each of this processor's kernels, or with one of them, and
 * what a cue costs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "nn/encoder.h"
#include "nn/network.h"

enum { PIECES = 130, TOKENS = 114, ROUNDS = 12, ROUNDS_OF_ONE = 120 }; /* the mean window of news */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); /* its own time: other programs run too */
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct input {
    int32_t pieces[PIECES];
    uint8_t shapes[PIECES], quotes[PIECES];
    uint32_t tokens[TOKENS];
    uint16_t first[TOKENS];
} input;

static qt_window make_window(const qt_model *model, input *in)
{
    for (uint32_t i = 0; i < PIECES; i++) {
        in->pieces[i] = (int32_t)(i * 97 % model->config.pieces);
        in->shapes[i] = (uint8_t)(i % QT_SHAPE_COUNT);
        in->quotes[i] = (uint8_t)(i % QT_QUOTE_COUNT);
    }
    for (uint32_t i = 0; i < TOKENS; i++) {
        in->tokens[i] = i;
        in->first[i] = (uint16_t)(i * PIECES / TOKENS);
    }
    return (qt_window){PIECES, in->pieces, in->shapes, in->quotes, TOKENS, in->tokens, in->first, 0, TOKENS};
}

static void measure(const qt_model *model, qt_encoder *encoder, const qt_window *window, int rounds)
{
    static float scores[TOKENS * QT_SPAN_TAGS];
    const uint32_t cue[] = {50, 51};
    double encode = 1e9, given = 1e9;
    for (int i = 0; i < rounds; i++) {
        double start = now();
        qt_encoder_run(encoder, window);
        qt_encoder_cues(encoder, scores);
        double middle = now();
        qt_encoder_given(encoder, cue, 2, QT_GIVEN_CUE);
        double end = now();
        if (middle - start < encode) encode = middle - start;
        if (i && end - middle < given) given = end - middle;
    }
    printf("%-10s %6.0f pieces/s, %.2f ms a cue in a window of %d tokens\n", model->kernels.name, PIECES / encode,
           given * 1e3, TOKENS);
}

int main(int argc, char **argv)
{
    static input in;
    quoth_error error = {0};
    qt_model *model = NULL;
    const char *only = argc == 3 ? argv[2] : NULL;
    if (argc != 2 && argc != 3) {
        fprintf(stderr, "usage: bench-nn MODEL [KERNEL]\n");
        return QUOTH_USAGE;
    }
    double start = now();
    int rc = qt_model_open(argv[1], &model, &error);
    if (!rc) printf("opening the model: %.1f ms\n", (now() - start) * 1e3);
    for (size_t k = 0; !rc && qt_kernels_at(k, &model->kernels) && !model->kernels.exact; k++) {
        if (only && strcmp(only, model->kernels.name) != 0) continue;
        qt_window window = make_window(model, &in);
        qt_encoder *encoder = NULL;
        rc = qt_encoder_new(model, &encoder, &error);
        if (!rc) measure(model, encoder, &window, only ? ROUNDS_OF_ONE : ROUNDS);
        qt_encoder_free(encoder);
    }
    if (rc) fprintf(stderr, "bench-nn: %s: %s\n", error.source, error.message);
    qt_model_close(model);
    return rc;
}
