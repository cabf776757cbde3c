/* The heads for syntax and names, against what PyTorch made of the same weights and the same vectors of tokens. */
#include "expected.h"
#include "nn/heads.h"
#include "nn/tree.h"

enum { MOST = 64, WIDTH = 64, NAME_TAGS = 15 }; /* of a window of the fixture */

/* A window as PyTorch read it, and the heads that are to read it again. */
typedef struct window {
    const expected *e;
    const char *prefix;
    int number;
    qt_heads *heads;
    float x[MOST * WIDTH];
    uint32_t count;
} window;

static float value(const qt_tensor *t, size_t i) { return qt_tensor_float(t->data, i); }

static void load_window(const expected *e, const char *prefix, int number, qt_heads *heads, window *w)
{
    const qt_tensor *vectors = tensor(e, prefix, number, "vectors");
    *w = (window){.e = e, .prefix = prefix, .number = number, .heads = heads, .count = (uint32_t)vectors->shape[0]};
    assert_int_equal(vectors->shape[1], WIDTH);
    assert_true(w->count <= MOST);
    for (size_t i = 0; i < w->count * (size_t)WIDTH; i++) w->x[i] = value(vectors, i);
}

static const qt_tensor *made(const window *w, const char *name) { return tensor(w->e, w->prefix, w->number, name); }

static void check_close(float got, float wanted) { assert_true(fabsf(got - wanted) <= 1e-4f * (1 + fabsf(wanted))); }

static void check_sentences(window *w)
{
    float begins[MOST];
    qt_heads_sentences(w->heads, w->x, w->count, begins);
    for (size_t t = 0; t < w->count; t++) check_close(begins[t], value(made(w, "begins"), t));
}

static void check_best(const qt_tensor *scores, size_t t, uint8_t got)
{
    size_t labels = (size_t)scores->shape[1], best = 0;
    for (size_t i = 0; i < labels; i++)
        if (value(scores, t * labels + i) > value(scores, t * labels + best)) best = i;
    assert_int_equal(got, best);
}

static void check_tags(window *w)
{
    uint8_t upos[MOST], xpos[MOST];
    qt_heads_tags(w->heads, w->x, w->count, upos, xpos);
    for (size_t t = 0; t < w->count; t++) {
        check_best(made(w, "upos"), t, upos[t]);
        check_best(made(w, "xpos"), t, xpos[t]);
    }
}

static void check_names(window *w)
{
    float names[MOST * NAME_TAGS];
    const qt_tensor *wanted = made(w, "names");
    assert_int_equal(wanted->shape[1], NAME_TAGS);
    qt_heads_names(w->heads, w->x, w->count, names);
    for (size_t i = 0; i < w->count * (size_t)NAME_TAGS; i++) { /* a constant a token is free */
        size_t o = i - i % NAME_TAGS;
        check_close(names[i] - names[o], value(wanted, i) - value(wanted, o));
    }
}

/* Sentence [first, last): the best tree by PyTorch's scores, with its relations. Call qt_heads_parse first. */
static void check_tree(window *w, qt_tree *tree, uint32_t first, uint32_t last)
{
    static float scores[MOST * (MOST + 1)];
    uint32_t n = last - first, wanted[MOST], head[MOST];
    uint8_t deprel[MOST];
    const qt_tensor *arcs = made(w, "arcs"), *relations = made(w, "relations");
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j <= n; j++)
            scores[i * (n + 1) + j] = value(arcs, (first + i) * (w->count + 1) + (j < n ? first + j : w->count));
    qt_tree_best(tree, scores, n + 1, n, wanted);
    qt_heads_tree(w->heads, first, last, head, deprel);
    assert_memory_equal(head, wanted, n * sizeof *head);
    for (uint32_t i = 0; i < n; i++) {
        if (head[i] == QT_NONE) assert_int_equal(deprel[i], 5); /* "root" */
        else assert_int_equal(deprel[i], whole(relations, (first + i) * w->count + first + head[i]));
    }
}

static void check_trees(window *w)
{
    qt_tree *tree = qt_tree_new();
    qt_heads_parse(w->heads, w->x, w->count);
    check_tree(w, tree, 0, 1);
    for (uint32_t first = 0, n = 1; first < w->count; first += n, n++)
        check_tree(w, tree, first, first + n < w->count ? first + n : w->count);
    check_tree(w, tree, 0, w->count);
    qt_tree_free(tree);
}

static void check_model(const char *path, const char *prefix)
{
    static window w;
    expected e = load_expected(FIXTURE("vectors"));
    qt_model *model = open_exact(path);
    for (size_t k = 0; qt_kernels_at(k, &model->kernels); k++) {
        qt_heads *heads = NULL;
        model->kernels.exact = true;
        assert_int_equal(qt_heads_new(model, &heads, NULL), 0);
        for (int number = 0; number < WINDOWS; number++) {
            load_window(&e, prefix, number, heads, &w);
            check_sentences(&w);
            check_tags(&w);
            check_names(&w);
            check_trees(&w);
        }
        qt_heads_free(heads);
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

/* In whole numbers; close to PyTorch as well. */
static void all_paths_give_the_same_bits(void **state)
{
    (void)state;
    static window w;
    static float first[MOST * NAME_TAGS], names[MOST * NAME_TAGS];
    expected e = load_expected(FIXTURE("vectors"));
    qt_model *model = open_fixture(FIXTURE("network"));
    qt_heads *heads = NULL;
    assert_int_equal(qt_heads_new(model, &heads, NULL), 0);
    load_window(&e, "i8", 0, heads, &w);
    for (size_t k = 0; qt_kernels_at(k, &model->kernels) && !model->kernels.exact; k++) {
        qt_heads_names(heads, w.x, w.count, names);
        if (k == 0) memcpy(first, names, sizeof first);
        assert_memory_equal(first, names, sizeof first);
    }
    double off = 0, all = 0;
    for (size_t i = 0; i < w.count * (size_t)NAME_TAGS; i++) {
        size_t o = i - i % NAME_TAGS;
        double wanted = (double)(value(made(&w, "names"), i) - value(made(&w, "names"), o));
        off += pow((double)(names[i] - names[o]) - wanted, 2);
        all += pow(wanted, 2);
    }
    assert_true(all > 0 && off < 1e-3 * all);
    qt_heads_free(heads);
    qt_model_close(model);
    free_expected(&e);
}

static void labels_are_the_models(void **state)
{
    (void)state;
    qt_model *model = open_fixture(FIXTURE("network"));
    const qt_label_lists *labels = qt_model_labels(model);
    assert_int_equal(labels->upos.count, 17);
    assert_int_equal(labels->names.count, 7);
    assert_true(qt_str_equal(labels->deprel.names[4], QT_STR("nsubj:pass")));
    qt_model_close(model);
}

static void a_vocabulary_alone_reads_nothing(void **state)
{
    (void)state;
    qt_model *model = NULL;
    qt_heads *heads = NULL;
    assert_int_equal(qt_model_open_vocabulary(FIXTURE("network"), &model, NULL), 0);
    assert_int_equal(qt_model_labels(model)->upos.count, 0);
    assert_int_equal(qt_heads_new(model, &heads, NULL), QUOTH_USAGE);
    assert_null(heads);
    qt_model_close(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(int8_rows_agree_with_pytorch),     cmocka_unit_test(float_rows_agree_with_pytorch),
        cmocka_unit_test(all_paths_give_the_same_bits),     cmocka_unit_test(labels_are_the_models),
        cmocka_unit_test(a_vocabulary_alone_reads_nothing),
    };
    return cmocka_run_group_tests_name("nn/heads", tests, NULL, NULL);
}
