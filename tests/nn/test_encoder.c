/* Against what PyTorch made of the same weights (train/test_vectors.py), on every kernel path. */
#include "expected.h"
#include "nn/encoder_state.h"

#define TOLERANCE 1e-4f

/* A window and its cue, out of the fixture. */
typedef struct input {
    qt_window window;
    int32_t pieces[QT_WINDOW_MAX];
    uint8_t shapes[QT_WINDOW_MAX], quotes[QT_WINDOW_MAX];
    uint32_t tokens[QT_WINDOW_MAX], cue[QT_WINDOW_MAX], cue_count;
    uint16_t first[QT_WINDOW_MAX];
    qt_given_mark mark;
} input;

static void load_input(const expected *e, const char *prefix, int window, input *in)
{
    const qt_tensor *pieces = tensor(e, prefix, window, "pieces"), *shapes = tensor(e, prefix, window, "shapes");
    const qt_tensor *quotes = tensor(e, prefix, window, "quotes"), *first = tensor(e, prefix, window, "first");
    const qt_tensor *cue = tensor(e, prefix, window, "cue");
    uint32_t piece_count = (uint32_t)pieces->shape[0], token_count = (uint32_t)first->shape[0];
    for (uint32_t i = 0; i < piece_count; i++) {
        in->pieces[i] = (int32_t)whole(pieces, i);
        in->shapes[i] = (uint8_t)whole(shapes, i);
        in->quotes[i] = (uint8_t)whole(quotes, i);
    }
    for (uint32_t i = 0; i < token_count; i++) {
        in->tokens[i] = i;
        in->first[i] = (uint16_t)whole(first, i);
    }
    in->cue_count = (uint32_t)cue->shape[0];
    for (uint32_t i = 0; i < in->cue_count; i++) in->cue[i] = whole(cue, i);
    in->mark = whole(tensor(e, prefix, window, "narrated"), 0) ? QT_GIVEN_NARRATES : QT_GIVEN_CUE;
    in->window = (qt_window){piece_count, in->pieces, in->shapes, in->quotes, token_count,
                             in->tokens,  in->first,  0,          token_count};
}

static void compare(const float *got, const qt_tensor *t, const char *what)
{
    size_t count = (size_t)(t->shape[0] * t->shape[1]);
    for (size_t i = 0; i < count; i++) {
        float difference = fabsf(got[i] - qt_tensor_float(t->data, i));
        if (!(difference <= TOLERANCE)) fail_msg("%s[%zu] is off by %g", what, i, (double)difference);
    }
}

/* What is read given the cue: scores, labels, and the best tags with their probability. */
static void check_given(qt_encoder *encoder, const qt_model *model, const input *in, const expected *e,
                        const char *prefix, int window)
{
    uint8_t back[QT_WINDOW_MAX * QT_SPAN_TAGS], tags[QT_WINDOW_MAX], allowed[QT_WINDOW_MAX];
    qt_given given = qt_encoder_given(encoder, in->cue, in->cue_count, in->mark);
    const qt_tensor *scores = tensor(e, prefix, window, "given"), *best = tensor(e, prefix, window, "best");
    assert_int_equal(given.count, scores->shape[0]);
    compare(given.scores, scores, "given");
    qt_crf_best(model, given.scores, given.count, back, tags);
    for (uint32_t i = 0; i < given.count; i++) {
        assert_int_equal(tags[i], whole(best, i));
        allowed[i] = (uint8_t)(1 << tags[i]);
    }
    float log_probability = qt_crf_log_sum(model, given.scores, given.count, allowed) -
                            qt_crf_log_sum(model, given.scores, given.count, NULL);
    assert_true(fabsf(log_probability - qt_tensor_float(tensor(e, prefix, window, "best_log")->data, 0)) < 5e-3f);
    const qt_given_labels labels = qt_encoder_labels(encoder, tags);
    compare(labels.kind, tensor(e, prefix, window, "kind"), "kind");
    compare(labels.polarity, tensor(e, prefix, window, "polarity"), "polarity");
    compare(labels.certainty, tensor(e, prefix, window, "certainty"), "certainty");
}

static void check_window(qt_encoder *encoder, const qt_model *model, const expected *e, const char *prefix, int window)
{
    static input in;
    float scores[QT_WINDOW_MAX * QT_SPAN_TAGS];
    load_input(e, prefix, window, &in);
    compare(qt_encoder_run(encoder, &in.window), tensor(e, prefix, window, "vectors"), "vectors");
    for (int again = 0; again < 2; again++) { /* heads leave the vectors alone, and can be asked again */
        check_given(encoder, model, &in, e, prefix, window);
        qt_encoder_narrates(encoder, scores);
        compare(scores, tensor(e, prefix, window, "narrates"), "narrates");
        qt_encoder_cues(encoder, scores);
        compare(scores, tensor(e, prefix, window, "cues"), "cues");
    }
}

static void check_model(const char *path, const char *prefix)
{
    expected e = load_expected(FIXTURE("vectors"));
    qt_model *model = open_exact(path);
    for (size_t k = 0; qt_kernels_at(k, &model->kernels); k++) {
        qt_encoder *encoder = NULL;
        model->kernels.exact = true;
        assert_int_equal(qt_encoder_new(model, &encoder, NULL), 0);
        for (int w = 0; w < WINDOWS; w++) check_window(encoder, model, &e, prefix, w);
        qt_encoder_free(encoder);
    }
    qt_model_close(model);
    free_expected(&e);
}

static void int8_rows_agree_with_pytorch(void **state)
{
    (void)state;
    check_model(FIXTURE("network"), "i8");
}

static void float_rows_agree_with_pytorch(void **state)
{
    (void)state;
    check_model(FIXTURE("network_f32"), "f32");
}

/* Cosine of the angle between what an encoder in whole numbers reads and the reference, over a whole window: random
 * weights spread rounding more than trained ones do. */
static double likeness(const float *got, const qt_tensor *t)
{
    double both = 0, a = 0, b = 0;
    for (size_t i = 0; i < (size_t)(t->shape[0] * t->shape[1]); i++) {
        double x = (double)got[i], y = (double)qt_tensor_float(t->data, i);
        both += x * y;
        a += x * x;
        b += y * y;
    }
    return both / sqrt(a * b);
}

/* The same of log-probabilities, of scores that are not: what all tags of a token share says nothing. */
static double log_likeness(const float *got, const qt_tensor *t)
{
    static float raw[QT_WINDOW_MAX * QT_SPAN_TAGS], mine[QT_WINDOW_MAX * QT_SPAN_TAGS],
        its[QT_WINDOW_MAX * QT_SPAN_TAGS];
    size_t rows = (size_t)t->shape[0], count = rows * QT_SPAN_TAGS;
    double both = 0, a = 0, b = 0;
    for (size_t i = 0; i < count; i++) raw[i] = qt_tensor_float(t->data, i);
    qt_log_softmax(got, rows, QT_SPAN_TAGS, QT_SPAN_TAGS, mine);
    qt_log_softmax(raw, rows, QT_SPAN_TAGS, QT_SPAN_TAGS, its);
    for (size_t i = 0; i < count; i++) {
        both += (double)mine[i] * (double)its[i];
        a += (double)mine[i] * (double)mine[i];
        b += (double)its[i] * (double)its[i];
    }
    return both / sqrt(a * b);
}

static void whole_numbers_are_close_to_pytorch(void **state)
{
    (void)state;
    static input in;
    static float scores[QT_WINDOW_MAX * QT_SPAN_TAGS];
    static const char *const models[][2] = {{FIXTURE("network"), "i8"}, {FIXTURE("network_f32"), "f32"}};
    expected e = load_expected(FIXTURE("vectors"));
    for (int m = 0; m < 2; m++) {
        qt_model *model = open_fixture(models[m][0]);
        const char *prefix = models[m][1];
        qt_encoder *encoder = NULL;
        assert_false(model->kernels.exact);
        assert_int_equal(qt_encoder_new(model, &encoder, NULL), 0);
        for (int w = 0; w < WINDOWS; w++) {
            load_input(&e, prefix, w, &in);
            double vectors = likeness(qt_encoder_run(encoder, &in.window), tensor(&e, prefix, w, "vectors"));
            qt_encoder_cues(encoder, scores);
            double cues = likeness(scores, tensor(&e, prefix, w, "cues"));
            const float *of = qt_encoder_given(encoder, in.cue, in.cue_count, in.mark).scores;
            double given = log_likeness(of, tensor(&e, prefix, w, "given"));
            if (vectors <= 0.998 || cues <= 0.998 || given <= 0.998) fail_msg("%g %g %g", vectors, cues, given);
        }
        qt_encoder_free(encoder);
        qt_model_close(model);
    }
    free_expected(&e);
}

/* Every path gives the bits of the portable one; so does an encoder that has read other windows before. */
static void check_same_bits(qt_model *model, bool exact)
{
    static input in;
    static float first[QT_WINDOW_MAX * 64], given[QT_WINDOW_MAX * QT_SPAN_TAGS], kind[QT_STATEMENT_LABELS_MAX];
    expected e = load_expected(FIXTURE("vectors"));
    for (size_t k = 0; qt_kernels_at(k, &model->kernels); k++) {
        qt_encoder *encoder = NULL;
        model->kernels.exact = exact;
        assert_int_equal(qt_encoder_new(model, &encoder, NULL), 0);
        if (k) {
            load_input(&e, "i8", 2, &in);
            qt_encoder_run(encoder, &in.window);
        }
        load_input(&e, "i8", 0, &in);
        const float *vectors = qt_encoder_run(encoder, &in.window);
        size_t bytes = in.window.token_count * qt_model_width(model) * sizeof(float);
        qt_given of = qt_encoder_given(encoder, in.cue, in.cue_count, in.mark);
        const uint8_t tags[QT_WINDOW_MAX] = {QT_SPAN_B_CONTENT, QT_SPAN_I_CONTENT};
        const float *kinds = qt_encoder_labels(encoder, tags).kind;
        size_t scores = of.count * QT_SPAN_TAGS * sizeof(float),
               labels = qt_model_labels(model)->kinds.count * sizeof(float);
        if (k == 0) {
            memcpy(first, vectors, bytes);
            memcpy(given, of.scores, scores);
            memcpy(kind, kinds, labels);
        }
        assert_memory_equal(vectors, first, bytes);
        assert_memory_equal(of.scores, given, scores);
        assert_memory_equal(kinds, kind, labels);
        qt_encoder_free(encoder);
    }
    qt_model_close(model);
    free_expected(&e);
}

static void all_paths_give_the_same_bits(void **state)
{
    (void)state;
    check_same_bits(open_fixture(FIXTURE("network")), false);
    check_same_bits(open_exact(FIXTURE("network")), true);
}

/* A layer that is asked for some rows gives the bits that these have among all of them. */
static void check_some_rows(qt_model *model, bool exact)
{
    enum { ROWS = 101, SOME = 67, WIDTH_MAX = 64 }; /* more than a block's 96, and than a tile's */
    static float x[ROWS * WIDTH_MAX], all[ROWS * WIDTH_MAX], out[SOME * WIDTH_MAX];
    const size_t width = qt_model_width(model);
    uint16_t some[SOME];
    assert_true(width <= WIDTH_MAX);
    for (size_t i = 0; i < ROWS * width; i++) x[i] = (float)((i * 7919) % 2003) / 500.0f - 2.0f;
    for (uint16_t i = 0; i < SOME; i++) some[i] = (uint16_t)(i + i / 2);
    for (size_t k = 0; qt_kernels_at(k, &model->kernels); k++) {
        qt_encoder *encoder = NULL;
        model->kernels.exact = exact;
        assert_int_equal(qt_encoder_new(model, &encoder, NULL), 0);
        memcpy(all, x, sizeof x);
        qt_block_run_some(&encoder->scratch, &model->layer[0], x, ROWS, some, SOME, out);
        qt_block_run(&encoder->scratch, &model->layer[0], all, ROWS);
        for (size_t i = 0; i < SOME; i++)
            assert_memory_equal(out + i * width, all + some[i] * width, width * sizeof *out);
        qt_encoder_free(encoder);
    }
    qt_model_close(model);
}

static void some_rows_are_as_among_all(void **state)
{
    (void)state;
    check_some_rows(open_fixture(FIXTURE("network")), false);
    check_some_rows(open_exact(FIXTURE("network")), true);
}

static void check_widest_window(qt_model *model)
{
    static input in;
    float scores[QT_WINDOW_MAX * QT_SPAN_TAGS];
    qt_encoder *encoder = NULL;
    assert_int_equal(qt_encoder_new(model, &encoder, NULL), 0);
    for (uint32_t i = 0; i < QT_WINDOW_MAX; i++) {
        in.pieces[i] = (int32_t)(i % model->config.pieces);
        in.shapes[i] = in.quotes[i] = 0;
        in.tokens[i] = i;
        in.first[i] = (uint16_t)i;
        in.cue[i] = QT_WINDOW_MAX - 1 - i;
    }
    in.window = (qt_window){QT_WINDOW_MAX, in.pieces, in.shapes, in.quotes,    QT_WINDOW_MAX,
                            in.tokens,     in.first,  0,         QT_WINDOW_MAX};
    qt_encoder_run(encoder, &in.window);
    qt_encoder_cues(encoder, scores);
    for (uint32_t count = QT_WINDOW_MAX / 2; count <= QT_WINDOW_MAX; count += QT_WINDOW_MAX / 2) {
        qt_given of = qt_encoder_given(encoder, in.cue, count, QT_GIVEN_CUE);
        for (uint32_t i = 0; i < of.count * QT_SPAN_TAGS; i++) assert_true(isfinite(of.scores[i]));
    }
    qt_encoder_free(encoder);
    qt_model_close(model);
}

static void the_widest_window_fits(void **state)
{
    (void)state;
    check_widest_window(open_fixture(FIXTURE("network")));
    check_widest_window(open_exact(FIXTURE("network")));
}

/* Rows of given.distance, told apart by what comes out: PyTorch's float logarithm and our integers choose the same. */
static void distances_fall_into_the_same_buckets(void **state)
{
    (void)state;
    expected e = load_expected(FIXTURE("distances"));
    const qt_tensor *rows = qt_tensors_find(&e.tensors, "rows");
    assert_non_null(rows);
    assert_int_equal(rows->shape[0], 1023);
    for (uint32_t i = 0; i < 1023; i++) {
        uint32_t first = i < 511 ? 511 : 0, t = i < 511 ? i : i - 511;
        assert_int_equal(qt_distance_row(t, first), whole(rows, i));
    }
    free_expected(&e);
}

static void an_unknown_kernel_is_refused(void **state)
{
    (void)state;
    qt_model *model = NULL;
    quoth_error error = {0};
    assert_int_equal(qt_model_open_kernel(FIXTURE("network"), "abacus", &model, &error), QUOTH_USAGE);
    assert_null(model);
    assert_non_null(strstr(error.message, "'abacus'"));
    assert_non_null(strstr(error.message, "portable, "));
    assert_non_null(strstr(error.message, ", float"));
}

static void a_vocabulary_alone_encodes_nothing(void **state)
{
    (void)state;
    qt_model *model = NULL;
    qt_encoder *encoder = NULL;
    quoth_error error = {0};
    assert_int_equal(qt_model_open_vocabulary(FIXTURE("network"), &model, &error), 0);
    assert_int_equal(qt_encoder_new(model, &encoder, &error), QUOTH_USAGE);
    assert_null(encoder);
    qt_model_close(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(int8_rows_agree_with_pytorch),         cmocka_unit_test(float_rows_agree_with_pytorch),
        cmocka_unit_test(all_paths_give_the_same_bits),         cmocka_unit_test(the_widest_window_fits),
        cmocka_unit_test(whole_numbers_are_close_to_pytorch),   cmocka_unit_test(an_unknown_kernel_is_refused),
        cmocka_unit_test(distances_fall_into_the_same_buckets), cmocka_unit_test(a_vocabulary_alone_encodes_nothing),
        cmocka_unit_test(some_rows_are_as_among_all),
    };
    return cmocka_run_group_tests_name("nn/encoder", tests, NULL, NULL);
}
