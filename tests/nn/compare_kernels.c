/* Runs every function of two tables of kernels on the same drawn numbers, prints a hash of what each gave, and fails where a
 * bit differs. No library is needed but the C library's, so that it can be built for a processor that is not at hand
 * (tests/nn/neon.sh). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nn/kernels.h"

enum { ROWS = 29, WIDE = 96, OUT = 48, FLOATS = 32 * 3 * WIDE, ODD_EVERY = 97 };

/* What one call reads, and everything that it may write. */
typedef struct numbers {
    float x[FLOATS], y[FLOATS], weight[WIDE * OUT], bias[WIDE], scale[WIDE];
    int32_t shift[WIDE], key_start[WIDE], value_start[WIDE], scores[QT_TILE_MAX * 64];
    float q_scale[WIDE], k_scale[WIDE], key_scale[WIDE], value_scale[WIDE], inverse[WIDE];
    uint8_t q[32 * WIDE], k[32 * WIDE], row[WIDE], shares[QT_TILE_MAX * 64];
    int8_t packed[WIDE * OUT], keys[32 * WIDE], values[32 * WIDE];
} numbers;

static uint32_t draw(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void draw_floats(float *x, size_t n, float size, bool odd, uint32_t *seed)
{
    static const float strange[] = {NAN, INFINITY, -INFINITY, 0, -0.0f, 3e38f, -3e38f, 1e-45f, 88.8f, -103};
    for (size_t i = 0; i < n; i++) {
        x[i] = ((float)draw(seed) / 8388608.0f - 1) * size;
        if (odd && i % ODD_EVERY == 5) x[i] = strange[draw(seed) % 10];
    }
}

/* What a model would hold: bytes from -127 to 127, and of each row 128 times its sum. */
static void draw_weights(numbers *n, size_t in, size_t out, uint32_t *seed)
{
    memset(n->shift, 0, sizeof n->shift);
    for (size_t i = 0; i < in * out; i++) {
        n->packed[i] = (int8_t)((int)(draw(seed) % 255) - 127);
        n->shift[i / (in * 16) * 16 + i / 4 % 16] += 128 * n->packed[i];
    }
}

static numbers *drawn(uint32_t seed, size_t width, bool odd)
{
    numbers *n = calloc(1, sizeof *n);
    if (!n) exit(2);
    draw_floats(n->x, FLOATS, 4, odd, &seed);
    draw_floats(n->weight, WIDE * OUT, 1, false, &seed);
    draw_floats(n->bias, WIDE, 1, false, &seed);
    draw_floats(n->scale, WIDE, 0.01f, false, &seed);
    draw_weights(n, width, OUT, &seed);
    for (size_t i = 0; i < sizeof n->q; i++) n->q[i] = (uint8_t)(1 + draw(&seed) % 255);
    draw_floats(n->q_scale, WIDE, 0.02f, false, &seed);
    return n;
}

typedef void call(const qt_kernels *k, numbers *n, size_t rows, size_t width);

static void linear(const qt_kernels *k, numbers *n, size_t rows, size_t width)
{
    k->linear(n->x, WIDE, rows, width, n->weight, n->bias, OUT, n->y, OUT);
}

static void dots(const qt_kernels *k, numbers *n, size_t rows, size_t width)
{
    k->dots(n->x, n->weight, rows, width, n->y);
}

static void relu_dot(const qt_kernels *k, numbers *n, size_t rows, size_t width)
{
    const float *x[ROWS];
    for (size_t r = 0; r < rows; r++) x[r] = n->x + r * width;
    n->y[0] = k->relu_dot(x, rows, width, n->weight);
}

static void softmax(const qt_kernels *k, numbers *n, size_t rows, size_t width)
{
    k->softmax(n->x, WIDE, rows, width - 3, 0.25f);
}

static void gelu(const qt_kernels *k, numbers *n, size_t rows, size_t width) { k->gelu(n->x, rows * width); }

static void add_norm(const qt_kernels *k, numbers *n, size_t rows, size_t width)
{
    k->add_norm(n->x, n->x + 32 * WIDE, rows, width, n->weight, n->bias);
    k->add_norm(n->x, NULL, rows, width, n->weight, n->bias);
}

static void quantise(const qt_kernels *k, numbers *n, size_t rows, size_t width)
{
    k->quantise(n->x, WIDE, rows, width, &(qt_rows){n->k, WIDE, n->k_scale});
}

static void gelu_quantise(const qt_kernels *k, numbers *n, size_t rows, size_t width)
{
    k->gelu_quantise(n->x, WIDE, rows, width, &(qt_rows){n->k, WIDE, n->k_scale});
}

static void multiply(const qt_kernels *k, numbers *n, size_t rows, size_t width)
{
    const qt_weights weights = {width, OUT, n->packed, n->scale, n->shift};
    k->multiply(&(qt_rows){n->q, WIDE, n->q_scale}, rows, &weights, n->bias, n->y, OUT);
}

static void attend(const qt_kernels *k, numbers *n, size_t rows, size_t width)
{
    const qt_attention scratch = {.q = {n->q, width, n->q_scale},
                                  .keys = n->keys,
                                  .values = n->values,
                                  .key_scale = n->key_scale,
                                  .value_scale = n->value_scale,
                                  .key_start = n->key_start,
                                  .value_start = n->value_start,
                                  .inverse = n->inverse,
                                  .row = n->row,
                                  .scores = n->scores,
                                  .shares = n->shares};
    k->attend(n->x, (rows + 1) / 2, n->x + width, n->x + 2 * width, rows, 3 * WIDE, width, &scratch, n->y, WIDE);
}

/* FNV-1a of floats. What is no number has no bits of its own: processors differ in its sign. */
static uint64_t hash_floats(uint64_t h, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t bits = 0x7fc00000;
        if (!isnan(x[i])) memcpy(&bits, &x[i], sizeof bits);
        h = (h ^ bits) * 1099511628211u;
    }
    return h;
}

/* Of what a call is there to give: floats, or bytes with their scales. */
static uint64_t hash(const numbers *n, bool gives_rows)
{
    uint64_t h = 14695981039346656037u;
    if (!gives_rows) return hash_floats(hash_floats(h, n->x, FLOATS), n->y, FLOATS);
    for (size_t i = 0; i < sizeof n->k; i++) h = (h ^ n->k[i]) * 1099511628211u;
    return hash_floats(h, n->k_scale, WIDE);
}

static const struct {
    const char *name;
    call *call;
    bool odd, gives_rows; /* `odd`: may be given what is no number; `gives_rows`: bytes with scales */
} calls[] = {{"linear", linear, false, false},     {"softmax", softmax, false, false},
             {"dots", dots, false, false},         {"relu_dot", relu_dot, false, false},
             {"gelu", gelu, true, false},          {"add_norm", add_norm, false, false},
             {"quantise", quantise, true, true},   {"gelu_quantise", gelu_quantise, true, true},
             {"multiply", multiply, false, false}, {"attend", attend, false, false}};

static uint64_t run(const qt_kernels *k, size_t c, size_t rows, size_t width)
{
    numbers *n = drawn((uint32_t)(rows * 1000 + width), width, calls[c].odd);
    calls[c].call(k, n, rows, width);
    uint64_t h = hash(n, calls[c].gives_rows);
    free(n);
    return h;
}

int main(void)
{
#ifdef __aarch64__
    const qt_kernels *other = &qt_kernels_neon;
#else
    const qt_kernels *other = &qt_kernels_portable;
#endif
    int differ = 0;
    for (size_t c = 0; c < sizeof calls / sizeof *calls; c++) {
        uint64_t all = 0;
        for (size_t rows = 1; rows <= ROWS; rows++)
            for (size_t width = 16; width <= WIDE; width += 16) {
                uint64_t one = run(&qt_kernels_portable, c, rows, width);
                if (run(other, c, rows, width) != one) {
                    fprintf(stderr, "%s of %zu rows, %zu wide: %s differs from %s\n", calls[c].name, rows, width,
                            other->name, qt_kernels_portable.name);
                    differ = 1;
                }
                all = all * 31 + one;
            }
        printf("%s %016llx\n", calls[c].name, (unsigned long long)all);
    }
    return differ;
}
