/* The heads for syntax, against the same formulas written down plainly; files whose heads are bent. */
#include "../with_syntax.h"
#include "bent_files.h"
#include "nn/heads.h"

enum { WIDTH = 64, COUNT = 41 };

/* A model with heads, in memory, and the tensors of its file. */
typedef struct fixture {
    qt_str file;
    qt_arena *arena;
    qt_tensors tensors;
    qt_model *model;
    qt_heads *heads;
    float x[COUNT * WIDTH];
} fixture;

static int setup(void **state)
{
    static fixture f;
    quoth_error error = {0};
    uint32_t random = 99;
    f.file = with_syntax(FIXTURE("network"), NULL);
    f.arena = qt_arena_new((size_t)1 << 22);
    assert_int_equal(qt_tensors_read(f.file, f.arena, &f.tensors, NULL), 0);
    if (qt_model_open_memory(f.file, "float", &f.model, &error)) fail_msg("%s", error.message);
    assert_int_equal(qt_heads_new(f.model, &f.heads, NULL), 0);
    for (size_t i = 0; i < COUNT * WIDTH; i++) f.x[i] = draw_float(&random, 1.5f);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    qt_heads_free(f->heads);
    qt_model_close(f->model);
    qt_arena_free(f->arena);
    free_file(f->file);
    return 0;
}

static const qt_tensor *tensor(const fixture *f, const char *prefix, const char *part)
{
    char name[64];
    snprintf(name, sizeof name, "%s%s", prefix, part);
    const qt_tensor *t = qt_tensors_find(&f->tensors, name);
    assert_non_null(t);
    return t;
}

/* y = W x + b, and gelu of it where `bend`. */
static void plain(const fixture *f, const char *prefix, const float *x, bool bend, double *y)
{
    const qt_tensor *w = tensor(f, prefix, ".weight"), *b = tensor(f, prefix, ".bias");
    for (size_t o = 0; o < w->shape[0]; o++) {
        y[o] = (double)qt_tensor_float(b->data, o);
        for (size_t i = 0; i < w->shape[1]; i++)
            y[o] += (double)qt_tensor_float(w->data, o * w->shape[1] + i) * (double)x[i];
        if (bend) y[o] = y[o] / 2 * (1 + erf(y[o] / sqrt(2)));
    }
}

/* The same for a vector of doubles. */
static void plain_on(const fixture *f, const char *prefix, const double *x, size_t n, bool bend, double *y)
{
    float narrow[256];
    for (size_t i = 0; i < n; i++) narrow[i] = (float)x[i];
    plain(f, prefix, narrow, bend, y);
}

static void two_layers(const fixture *f, const char *hidden, size_t width, const char *out, const float *x, double *y)
{
    double middle[WIDTH];
    plain(f, hidden, x, true, middle);
    plain_on(f, out, middle, width, false, y);
}

/* `got` is the best label, or within rounding of it. */
static void check_best(const double *scores, size_t count, uint8_t got)
{
    assert_true(got < count);
    for (size_t i = 0; i < count; i++) assert_true(scores[got] > scores[i] - 1e-3);
}

static void each_token_is_read_as_the_formula_says(void **state)
{
    fixture *f = *state;
    float begins[COUNT], names[COUNT * 15];
    uint8_t upos[COUNT], xpos[COUNT];
    qt_heads_sentences(f->heads, f->x, COUNT, begins);
    qt_heads_tags(f->heads, f->x, COUNT, upos, xpos);
    qt_heads_names(f->heads, f->x, COUNT, names);
    unsigned kinds = 0;
    for (size_t t = 0; t < COUNT; t++) {
        const float *x = f->x + t * WIDTH;
        double y[64];
        two_layers(f, "sentence.hidden", 32, "sentence.out", x, y);
        assert_true(fabs(y[1] - y[0] - (double)begins[t]) < 1e-3);
        two_layers(f, "tag.hidden", WIDTH, "upos.out", x, y);
        check_best(y, 17, upos[t]);
        kinds |= 1u << upos[t];
        two_layers(f, "tag.hidden", WIDTH, "xpos.out", x, y);
        check_best(y, 23, xpos[t]);
        two_layers(f, "name.hidden", WIDTH, "name.out", x, y);
        for (size_t k = 1; k < 15; k++) /* a constant a token is free */
            assert_true(fabs(y[k] - y[0] - (double)(names[t * 15 + k] - names[t * 15])) < 1e-3);
    }
    assert_true(kinds & (kinds - 1)); /* the random head gives more than one label */
}

/* What the parser makes of each token by itself. */
typedef struct parts_of_token {
    double query[48], answer[48], dep[16], head[16];
} parts_of_token;

static double arc_score(const fixture *f, const parts_of_token *p, uint32_t i, uint32_t j)
{
    double sum = 0;
    for (size_t k = 0; k < 48; k++)
        sum += p[i].query[k] *
               (j == QT_NONE ? (double)qt_tensor_float(tensor(f, "parse.root_arc", "")->data, k) : p[j].answer[k]);
    return sum;
}

static double relation_score(const fixture *f, const parts_of_token *p, uint32_t i, uint32_t j, size_t r)
{
    double pair[9 * 16], alone[9], sum;
    plain_on(f, "parse.rel_pair", p[i].dep, 16, false, pair);
    plain_on(f, "parse.rel_dep_only", p[i].dep, 16, false, alone);
    sum = alone[r];
    for (size_t k = 0; k < 16; k++) sum += pair[r * 16 + k] * p[j].head[k];
    return sum;
}

/* Sentence [first, last) is a tree that no single change makes better, with the best relations. */
static void check_sentence(fixture *f, const parts_of_token *p, uint32_t first, uint32_t last)
{
    uint32_t head[COUNT], n = last - first, roots = 0;
    uint8_t deprel[COUNT];
    qt_heads_tree(f->heads, first, last, head, deprel);
    for (uint32_t i = 0; i < n; i++) {
        double scores[9], own = arc_score(f, p, first + i, head[i] == QT_NONE ? QT_NONE : first + head[i]);
        roots += head[i] == QT_NONE;
        for (uint32_t j = 0; j < n && head[i] != QT_NONE; j++) { /* another head that is not below it: still a tree */
            uint32_t at = j, steps = 0;
            while (at != QT_NONE && at != i) {
                at = head[at];
                assert_true(++steps <= n);
            }
            if (at == QT_NONE) assert_true(own > arc_score(f, p, first + i, first + j) - 1e-3);
        }
        assert_int_equal(head[i] == QT_NONE, deprel[i] == 5);
        if (head[i] == QT_NONE) continue;
        for (size_t r = 0; r < 9; r++) scores[r] = r == 5 ? -1e9 : relation_score(f, p, first + i, first + head[i], r);
        check_best(scores, 9, deprel[i]);
    }
    assert_int_equal(roots, 1);
}

static void sentences_become_trees_as_the_formula_says(void **state)
{
    fixture *f = *state;
    static parts_of_token p[COUNT];
    qt_heads_parse(f->heads, f->x, COUNT);
    for (size_t t = 0; t < COUNT; t++) {
        double middle[48];
        plain(f, "parse.arc_dep", f->x + t * WIDTH, true, middle);
        plain_on(f, "parse.arc", middle, 48, false, p[t].query);
        plain(f, "parse.arc_head", f->x + t * WIDTH, true, p[t].answer);
        plain(f, "parse.rel_dep", f->x + t * WIDTH, true, p[t].dep);
        plain(f, "parse.rel_head", f->x + t * WIDTH, true, p[t].head);
    }
    check_sentence(f, p, 0, 1);
    check_sentence(f, p, 1, 3);
    check_sentence(f, p, 3, 20);
    check_sentence(f, p, 20, COUNT);
    check_sentence(f, p, 0, COUNT);
}

/* In whole numbers; close to the reference as well. */
static void all_paths_give_the_same_bits(void **state)
{
    fixture *f = *state;
    float exact[COUNT * 15], first[COUNT * 15] = {0}, names[COUNT * 15];
    qt_model *model = NULL;
    qt_heads *heads = NULL;
    assert_int_equal(qt_model_open_memory(f->file, NULL, &model, NULL), 0);
    assert_int_equal(qt_heads_new(model, &heads, NULL), 0);
    qt_heads_names(f->heads, f->x, COUNT, exact);
    for (size_t k = 0; qt_kernels_at(k, &model->kernels) && !model->kernels.exact; k++) {
        qt_heads_names(heads, f->x, COUNT, names);
        if (k == 0) memcpy(first, names, sizeof first);
        assert_memory_equal(first, names, sizeof first);
    }
    double off = 0, all = 0;
    for (size_t i = 0; i < COUNT * 15; i++) {
        off += pow((double)names[i] - (double)exact[i], 2);
        all += pow((double)exact[i], 2);
    }
    assert_true(off < 1e-3 * all);
    qt_heads_free(heads);
    qt_model_close(model);
}

static void a_file_of_format_1_has_no_heads(void **state)
{
    (void)state;
    qt_model *model = open_fixture(FIXTURE("network"));
    qt_heads *heads = NULL;
    assert_null(qt_model_labels(model));
    assert_int_equal(qt_heads_new(model, &heads, NULL), QUOTH_USAGE);
    assert_null(heads);
    qt_model_close(model);
}

static void labels_are_the_models(void **state)
{
    fixture *f = *state;
    const qt_label_lists *labels = qt_model_labels(f->model);
    assert_int_equal(labels->upos.count, 17);
    assert_int_equal(labels->names.count, 7);
    assert_true(qt_str_equal(labels->deprel.names[4], QT_STR("nsubj:pass")));
}

#define SIZES "\"sentence_width\":32,\"arc_width\":48,\"rel_width\":16,"
#define UPOS "\"upos\":[\"NOUN\"],"
#define XPOS "\"xpos\":[\"NN\"],"
#define DEPREL "\"deprel\":[\"root\",\"dep\"],"
#define NAMES "\"names\":[\"person\"]"

static void bent_configurations_are_refused(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"\"sentence_width\":32,\"arc_width\":48," UPOS XPOS DEPREL NAMES, "no \"rel_width\""},
        {"\"sentence_width\":33,\"arc_width\":48,\"rel_width\":16," UPOS XPOS DEPREL NAMES, "no multiples of 16"},
        {"\"sentence_width\":32,\"arc_width\":2048,\"rel_width\":16," UPOS XPOS DEPREL NAMES, "\"arc_width\" from"},
        {SIZES "\"upos\":[]," XPOS DEPREL NAMES, "no \"upos\" of 1 to 255 labels"},
        {SIZES "\"upos\":\"NOUN\"," XPOS DEPREL NAMES, "no \"upos\""},
        {SIZES "\"upos\":[\"NOUN\",3]," XPOS DEPREL NAMES, "label 1 of the model's \"upos\""},
        {SIZES "\"upos\":[\"\"]," XPOS DEPREL NAMES, "label 0 of the model's \"upos\""},
        {SIZES UPOS "\"xpos\":[\"N N\"]," DEPREL NAMES, "label 0 of the model's \"xpos\""},
        {SIZES UPOS "\"xpos\":[\"NN\\n\"]," DEPREL NAMES, "label 0 of the model's \"xpos\""},
        {SIZES UPOS "\"xpos\":[\"\\u00e9\"]," DEPREL NAMES, "label 0 of the model's \"xpos\""},
        {SIZES UPOS "\"xpos\":[\"NN\",\"JJ\",\"NN\"]," DEPREL NAMES, "label 2 of the model's \"xpos\""},
        {SIZES UPOS "\"xpos\":[\"12345678901234567890123456789012\"]," DEPREL NAMES, "label 0 of"},
        {SIZES UPOS XPOS "\"deprel\":[\"dep\",\"nsubj\"]," NAMES, "lack \"root\""},
        {SIZES UPOS XPOS "\"deprel\":[\"root\"]," NAMES, "hold nothing else"},
        {SIZES UPOS XPOS DEPREL "\"names\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\"]",
         "no \"names\" of 1 to 7"},
        {SIZES UPOS XPOS DEPREL NAMES, "\"name.out.weight\" is not of the shape [3,64]"}, /* the file has 15 tags */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        qt_str file = with_syntax(FIXTURE("network"), rows[i][0]);
        check_refused(file, rows[i][1]);
        free_file(file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_token_is_read_as_the_formula_says),
        cmocka_unit_test(sentences_become_trees_as_the_formula_says),
        cmocka_unit_test(all_paths_give_the_same_bits),
        cmocka_unit_test(a_file_of_format_1_has_no_heads),
        cmocka_unit_test(labels_are_the_models),
        cmocka_unit_test(bent_configurations_are_refused),
    };
    return cmocka_run_group_tests_name("nn/heads", tests, setup, teardown);
}
