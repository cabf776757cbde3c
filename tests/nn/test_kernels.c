#include "fixture.h"
#include "nn/approximations.h"

enum { ROWS = 29, WIDEST = 80 };

static void fill(float *x, size_t n, uint32_t seed, float size)
{
    for (size_t i = 0; i < n; i++) x[i] = draw_float(&seed, size);
}

/* y starts at its bias and adds up from the first to the last: the loop one would write, bit for bit. */
static void linear_is_the_plain_loop(void **state)
{
    (void)state;
    static float x[ROWS * WIDEST], w[WIDEST * 48], bias[48], y[ROWS * 64], plain[ROWS * 64];
    qt_kernels k;
    for (uint32_t in = 1; in <= WIDEST; in += 13)
        for (size_t rows = 1; rows <= ROWS; rows++) {
            fill(x, sizeof x / sizeof *x, in, 2);
            fill(w, sizeof w / sizeof *w, in + 1, 2);
            fill(bias, 48, in + 2, 2);
            for (size_t r = 0; r < rows; r++)
                for (size_t o = 0; o < 48; o++) {
                    float sum = bias[o];
                    for (size_t i = 0; i < in; i++) sum += x[r * WIDEST + i] * w[(o / 16 * in + i) * 16 + o % 16];
                    plain[r * 64 + o] = sum;
                }
            for (size_t n = 0; qt_kernels_at(n, &k); n++) {
                memset(y, 0, sizeof y);
                k.linear(x, WIDEST, rows, in, w, bias, 48, y, 64);
                for (size_t r = 0; r < rows; r++) assert_memory_equal(y + r * 64, plain + r * 64, 48 * sizeof(float));
                for (size_t r = 0; r < ROWS; r++)
                    for (size_t o = r < rows ? 48 : 0; o < 64; o++) assert_true(y[r * 64 + o] == 0);
            }
        }
}

/* a . b in the order that every processor keeps to: 16 lanes, then each half with the other. */
static float dot_in_lanes(const float *a, const float *b, size_t n)
{
    float lanes[16] = {0};
    for (size_t i = 0; i < n; i++) lanes[i % 16] += a[i] * b[i];
    for (size_t half = 8; half > 0; half /= 2)
        for (size_t l = 0; l < half; l++) lanes[l] += lanes[l + half];
    return lanes[0];
}

static void dots_are_the_plain_loop(void **state)
{
    (void)state;
    enum { ROWS_OF_W = 5, VECTORS = 4 };
    static float w[ROWS_OF_W * WIDEST], x[WIDEST], a[WIDEST], hidden[WIDEST], y[ROWS_OF_W + 1];
    const float *vectors[VECTORS];
    qt_kernels k;
    fill(w, ROWS_OF_W * WIDEST, 41, 2);
    fill(x, WIDEST, 42, 2);
    fill(a, WIDEST, 43, 2);
    for (size_t n = 16; n <= WIDEST; n += 16)
        for (size_t p = 0; qt_kernels_at(p, &k); p++) {
            memset(y, 0, sizeof y);
            k.dots(w, x, ROWS_OF_W, n, y);
            for (size_t r = 0; r < ROWS_OF_W; r++) assert_true(y[r] == dot_in_lanes(w + r * n, x, n));
            assert_true(y[ROWS_OF_W] == 0);
            for (size_t count = 1; count <= VECTORS; count++) {
                for (size_t v = 0; v < count; v++) vectors[v] = w + v * n;
                for (size_t i = 0; i < n; i++) {
                    float sum = vectors[0][i];
                    for (size_t v = 1; v < count; v++) sum += vectors[v][i];
                    hidden[i] = sum > 0 ? sum : 0;
                }
                assert_true(k.relu_dot(vectors, count, n, a) == dot_in_lanes(a, hidden, n));
            }
        }
}

/* Runs `change` on a copy of x[n] with every path; all must give the first one's bits. */
typedef void change(const qt_kernels *k, float *x);

static void check_all_paths(change *f, const float *x, size_t n, float *first)
{
    static float copy[4096];
    qt_kernels k;
    assert_true(n <= 4096);
    for (size_t i = 0; qt_kernels_at(i, &k); i++) {
        memcpy(copy, x, n * sizeof *x);
        f(&k, copy);
        if (i == 0) memcpy(first, copy, n * sizeof *x);
        if (memcmp(copy, first, n * sizeof *x)) fail_msg("%s differs from portable", k.name);
    }
}

static void gelu_4096(const qt_kernels *k, float *x) { k->gelu(x, 4096); }
static void norm_10_by_80(const qt_kernels *k, float *x) { k->add_norm(x, x + 800, 10, 80, x + 1600, x + 1680); }
static void softmax_7_of_29(const qt_kernels *k, float *x) { k->softmax(x, 32, 7, 29, 0.25f); }
static void softmax_3_of_32(const qt_kernels *k, float *x) { k->softmax(x, 32, 3, 32, 1); }
static void softmax_1_of_1(const qt_kernels *k, float *x) { k->softmax(x, 16, 1, 1, 1); }

static void gelu_is_close_and_the_same_everywhere(void **state)
{
    (void)state;
    static float x[4096], y[4096];
    fill(x, 4096, 3, 9);
    check_all_paths(gelu_4096, x, 4096, y);
    for (int i = 0; i < 4096; i++) {
        double exact = 0.5 * (double)x[i] * (1 + erf((double)x[i] * 0.70710678118654752440));
        assert_true(fabs((double)y[i] - exact) < 2e-6);
    }
}

static void norm_is_close_and_the_same_everywhere(void **state)
{
    (void)state;
    static float x[1760], y[1760];
    fill(x, 1760, 4, 3);
    check_all_paths(norm_10_by_80, x, 1760, y);
    for (int r = 0; r < 10; r++) {
        double mean = 0, variance = 0;
        for (int i = 0; i < 80; i++) mean += ((double)x[r * 80 + i] + (double)x[800 + r * 80 + i]) / 80;
        for (int i = 0; i < 80; i++)
            variance += pow((double)x[r * 80 + i] + (double)x[800 + r * 80 + i] - mean, 2) / 80;
        for (int i = 0; i < 80; i++) {
            double sum = (double)x[r * 80 + i] + (double)x[800 + r * 80 + i];
            double exact = (sum - mean) / sqrt(variance + 1e-12) * (double)x[1600 + i] + (double)x[1680 + i];
            assert_true(fabs((double)y[r * 80 + i] - exact) < 1e-5);
        }
    }
}

static void softmax_is_close_and_the_same_everywhere(void **state)
{
    (void)state;
    static float x[224], y[224];
    fill(x, 224, 5, 60);
    check_all_paths(softmax_7_of_29, x, 224, y);
    for (int r = 0; r < 7; r++) {
        double sum = 0;
        for (int i = 0; i < 29; i++) sum += exp((double)x[r * 32 + i] * 0.25);
        for (int i = 0; i < 29; i++)
            assert_true(fabs((double)y[r * 32 + i] - exp((double)x[r * 32 + i] * 0.25) / sum) < 1e-6);
        for (int i = 29; i < 32; i++) assert_true(y[r * 32 + i] == 0);
    }
    check_all_paths(softmax_3_of_32, x, 96, y);
    check_all_paths(softmax_1_of_1, x, 16, y);
    assert_true(y[0] == 1 && y[1] == 0);
}

/* A hostile model may make them: nothing traps, and paths still agree. */
static void odd_numbers_are_the_same_everywhere(void **state)
{
    (void)state;
    const float odd[] = {NAN, INFINITY, -INFINITY, 0, -0.0f, 3e38f, -3e38f, 1e-45f, 88.8f, -103};
    static float x[4096], y[4096];
    uint32_t seed = 6;
    for (int i = 0; i < 4096; i++) x[i] = odd[draw(&seed) % 10];
    check_all_paths(gelu_4096, x, 4096, y);
    for (int i = 0; i < 4096; i++) x[i] = odd[3 + draw(&seed) % 7];
    check_all_paths(softmax_7_of_29, x, 224, y);
}

/* ---------------------------------------------------------------------------------------------- whole numbers */

/* What the header says, number by number. */
static void quantise_plainly(const float *x, size_t n, uint8_t *q, float *scale)
{
    float top = 0;
    for (size_t i = 0; i < n; i++)
        if (fabsf(x[i]) > top) top = fabsf(x[i]);
    bool good = top >= 1e-30f && isfinite(top);
    for (size_t i = 0; i < n; i++) good = good && isfinite(x[i]);
    *scale = good ? top / 127.0f : 0;
    for (size_t i = 0; i < n; i++) q[i] = (uint8_t)(128 + (good ? (int)rintf(x[i] * (127.0f / top)) : 0));
}

static void quantise_is_the_plain_loop(void **state)
{
    (void)state;
    static const float odd[] = {NAN, INFINITY, -INFINITY, 0, -0.0f, 3e38f, -3e38f, 1e-45f, 88.8f, 0.5f};
    static float x[8 * WIDEST], copy[8 * WIDEST];
    uint8_t q[8 * WIDEST], plain[WIDEST];
    float scale[8], plain_scale;
    qt_kernels k;
    uint32_t seed = 7;
    fill(x, 4 * WIDEST, 8, 3);
    for (size_t i = 4 * WIDEST; i < 7 * WIDEST; i++) /* the last row stays 0 */
        x[i] = i < 6 * WIDEST ? (float)(int)(draw(&seed) % 509) / 2 - 127 : odd[draw(&seed) % 10];
    for (size_t n = 0; qt_kernels_at(n, &k); n++) {
        memset(q, 0, sizeof q);
        k.quantise(x, WIDEST, 8, 64, &(qt_rows){q, WIDEST, scale});
        for (size_t r = 0; r < 8; r++) {
            quantise_plainly(x + r * WIDEST, 64, plain, &plain_scale);
            assert_memory_equal(&scale[r], &plain_scale, sizeof plain_scale);
            assert_memory_equal(q + r * WIDEST, plain, 64);
            assert_int_equal(q[r * WIDEST + 64], 0);
        }
        memcpy(copy, x, sizeof copy);
        k.gelu_quantise(copy, WIDEST, 4, WIDEST, &(qt_rows){q, WIDEST, scale});
        for (size_t r = 0; r < 4; r++) { /* what it leaves in its input is what it quantised */
            quantise_plainly(copy + r * WIDEST, WIDEST, plain, &plain_scale);
            assert_memory_equal(q + r * WIDEST, plain, WIDEST);
            assert_memory_equal(&scale[r], &plain_scale, sizeof plain_scale);
        }
    }
}

/* Sums are exact whatever the numbers, the largest included; then three operations in float. */
static void multiply_is_the_plain_loop(void **state)
{
    (void)state;
    enum { IN = 48, OUT = 144 };
    static int8_t w[OUT * IN], packed[OUT * IN];
    static uint8_t q[ROWS * IN];
    static float scale[ROWS], w_scale[OUT], bias[OUT], y[ROWS * (OUT + 16)], plain[ROWS * OUT];
    static int32_t shift[OUT];
    const qt_weights weights = {IN, OUT, packed, w_scale, shift};
    qt_kernels k;
    uint32_t seed = 9;
    fill(scale, ROWS, 10, 2);
    fill(w_scale, OUT, 11, 2);
    fill(bias, OUT, 12, 2);
    for (size_t i = 0; i < sizeof q; i++) q[i] = (uint8_t)(i < IN ? 255 : 1 + draw(&seed) % 255);
    for (size_t o = 0; o < OUT; o++)
        for (size_t i = 0; i < IN; i++) {
            int8_t value = (int8_t)(o % 7 == 0 ? -128 : (int)(draw(&seed) % 256) - 128);
            w[o * IN + i] = packed[(o / 16 * IN + i / 4 * 4) * 16 + o % 16 * 4 + i % 4] = value;
            shift[o] += 128 * value;
        }
    for (size_t rows = 1; rows <= ROWS; rows += 4) {
        for (size_t r = 0; r < rows; r++)
            for (size_t o = 0; o < OUT; o++) {
                int32_t sum = 0;
                for (size_t i = 0; i < IN; i++) sum += (q[r * IN + i] - 128) * w[o * IN + i];
                plain[r * OUT + o] = (float)sum * scale[r] * w_scale[o] + bias[o];
            }
        for (size_t n = 0; qt_kernels_at(n, &k); n++) {
            memset(y, 0, sizeof y);
            k.multiply(&(qt_rows){q, IN, scale}, rows, &weights, bias, y, OUT + 16);
            for (size_t r = 0; r < ROWS; r++) {
                if (r < rows) assert_memory_equal(y + r * (OUT + 16), plain + r * OUT, OUT * sizeof(float));
                for (size_t o = r < rows ? OUT : 0; o < OUT + 16; o++) assert_true(y[r * (OUT + 16) + o] == 0);
            }
        }
    }
}

/* Rows, keys and values side by side, as a layer has them: x[rows][3 * dim]. */
enum { KEYS_MAX = 75, DIM_MAX = 80 };

static void attend_in_whole_numbers(const qt_kernels *k, const float *x, size_t rows, size_t dim, float *mixed)
{
    static uint8_t q[KEYS_MAX * DIM_MAX], shares[QT_TILE_MAX * 128];
    static int8_t keys[80 * DIM_MAX], values[80 * DIM_MAX];
    static uint8_t row[DIM_MAX];
    static float scale[4][DIM_MAX];
    static int32_t start[2][DIM_MAX], scores[QT_TILE_MAX * 128];
    const qt_attention a = {.q = {q, DIM_MAX, scale[0]},
                            .keys = keys,
                            .values = values,
                            .key_scale = scale[1],
                            .value_scale = scale[2],
                            .key_start = start[0],
                            .value_start = start[1],
                            .inverse = scale[3],
                            .row = row,
                            .scores = scores,
                            .shares = shares};
    k->attend(x, rows, x + dim, x + 2 * dim, rows, 3 * dim, dim, &a, mixed, dim);
}

static double attend_plainly(const float *x, size_t rows, size_t dim, size_t row, size_t column)
{
    double sum = 0, mixed = 0;
    for (size_t j = 0; j < rows; j++) {
        double score = 0;
        for (size_t d = 0; d < dim; d++) score += (double)x[row * 3 * dim + d] * (double)x[j * 3 * dim + dim + d];
        double share = exp(score / sqrt((double)dim));
        sum += share;
        mixed += share * (double)x[j * 3 * dim + 2 * dim + column];
    }
    return mixed / sum;
}

/* The one in bytes, on its own: what it leaves in x. */
static void short_gelu_2048(const qt_kernels *k, float *x)
{
    static uint8_t q[2048];
    float scale;
    k->gelu_quantise(x, 2048, 1, 2048, &(qt_rows){q, 2048, &scale});
}

static void short_gelu_is_close_and_the_same_everywhere(void **state)
{
    (void)state;
    const float odd[] = {NAN, INFINITY, -INFINITY, 0, -0.0f, 3e38f, -3e38f, 1e-45f, 88.8f, -103};
    static float x[2048], y[2048];
    uint32_t seed = 31;
    for (int i = 0; i < 2048; i++) x[i] = (float)(i - 1024) / 128;
    check_all_paths(short_gelu_2048, x, 2048, y);
    for (int i = 0; i < 2048; i++) {
        double exact = 0.5 * (double)x[i] * (1 + erf((double)x[i] * 0.70710678118654752440));
        assert_true(fabs((double)y[i] - exact) < 2e-4);
    }
    for (int i = 0; i < 2048; i++) x[i] = odd[draw(&seed) % 10];
    check_all_paths(short_gelu_2048, x, 2048, y);
}

static void attention_is_close_and_the_same_everywhere(void **state)
{
    (void)state;
    static const size_t shapes[][2] = {{1, 16}, {2, 32}, {16, 32}, {23, 48}, {64, 32}, {75, 80}};
    static float x[KEYS_MAX * 3 * DIM_MAX], first[KEYS_MAX * DIM_MAX], mixed[KEYS_MAX * DIM_MAX];
    qt_kernels k;
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        size_t rows = shapes[s][0], dim = shapes[s][1];
        fill(x, rows * 3 * dim, 20 + (uint32_t)s, 1.5f);
        for (size_t n = 0; qt_kernels_at(n, &k); n++) {
            attend_in_whole_numbers(&k, x, rows, dim, mixed);
            if (n == 0) memcpy(first, mixed, sizeof first);
            assert_memory_equal(mixed, first, rows * dim * sizeof(float));
        }
        for (size_t r = 0; r < rows; r++)
            for (size_t d = 0; d < dim; d++)
                assert_true(fabs((double)first[r * dim + d] - attend_plainly(x, rows, dim, r, d)) < 0.03);
    }
    const float odd[] = {NAN, INFINITY, -INFINITY, 0, -0.0f, 3e38f, -3e38f, 1e-45f, 88.8f, -103};
    uint32_t seed = 30;
    for (size_t i = 0; i < 23 * 3 * 32; i++) x[i] = draw(&seed) % 9 ? draw_float(&seed, 2) : odd[draw(&seed) % 10];
    for (size_t n = 0; qt_kernels_at(n, &k); n++) {
        attend_in_whole_numbers(&k, x, 23, 32, mixed);
        if (n == 0) memcpy(first, mixed, sizeof first);
        for (size_t i = 0; i < 23 * 32; i++) assert_true(mixed[i] == first[i] || (isnan(mixed[i]) && isnan(first[i])));
    }
}

static void approximations_are_close(void **state)
{
    (void)state;
    for (float x = -86; x < 87; x += 0.00390625f) {
        double exact = exp((double)x);
        assert_true(fabs((double)qt_exp(x) - exact) <= 2e-7 * exact);
    }
    for (float x = 1; x < 600; x *= 1.0001f)
        assert_true(fabs((double)qt_log(x) - log((double)x)) <= 2e-7 * (log((double)x) + 1));
    assert_true(qt_log(1) == 0);
    assert_true(qt_exp(0) == 1);
    assert_true(isfinite(qt_exp(NAN)) && isfinite(qt_exp(INFINITY)) && isfinite(qt_exp(-INFINITY)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linear_is_the_plain_loop),
        cmocka_unit_test(dots_are_the_plain_loop),
        cmocka_unit_test(gelu_is_close_and_the_same_everywhere),
        cmocka_unit_test(norm_is_close_and_the_same_everywhere),
        cmocka_unit_test(softmax_is_close_and_the_same_everywhere),
        cmocka_unit_test(odd_numbers_are_the_same_everywhere),
        cmocka_unit_test(quantise_is_the_plain_loop),
        cmocka_unit_test(short_gelu_is_close_and_the_same_everywhere),
        cmocka_unit_test(multiply_is_the_plain_loop),
        cmocka_unit_test(attention_is_close_and_the_same_everywhere),
        cmocka_unit_test(approximations_are_close),
    };
    return cmocka_run_group_tests_name("nn/kernels", tests, NULL, NULL);
}
