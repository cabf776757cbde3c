/* The best tree, against all trees there are. */
#include "fixture.h"
#include "nn/tree.h"

enum { SMALL = 6, STRIDE = 9 };

static bool is_tree(const uint32_t *heads, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = i, steps = 0;
        while (at != QT_NONE && steps++ <= n) at = heads[at];
        if (at != QT_NONE) return false;
        roots += heads[i] == QT_NONE;
    }
    return roots == 1;
}

static double sum_of(const float *scores, const uint32_t *heads, uint32_t n)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += (double)scores[i * STRIDE + (heads[i] == QT_NONE ? n : heads[i])];
    return sum;
}

/* Counts through every choice of heads. */
static double best_sum(const float *scores, uint32_t n)
{
    double best = -INFINITY;
    uint32_t choice[SMALL] = {0}, heads[SMALL];
    for (;;) {
        for (uint32_t i = 0; i < n; i++) heads[i] = choice[i] == n ? QT_NONE : choice[i];
        if (is_tree(heads, n) && sum_of(scores, heads, n) > best) best = sum_of(scores, heads, n);
        uint32_t i = 0;
        while (i < n && choice[i] == n) choice[i++] = 0;
        if (i == n) return best;
        choice[i]++;
    }
}

static void no_tree_is_better(void **state)
{
    (void)state;
    uint32_t random = 3, heads[SMALL];
    float scores[SMALL * STRIDE];
    qt_tree *tree = qt_tree_new();
    assert_non_null(tree);
    for (int round = 0; round < 1200; round++) {
        uint32_t n = 1 + draw(&random) % SMALL;
        for (uint32_t i = 0; i < SMALL * STRIDE;
             i++) /* now whole numbers, with many ties; now any; now roots that pay */
            scores[i] = round % 3 == 0 ? (float)(draw(&random) % 5) : draw_float(&random, 10);
        for (uint32_t i = 0; round % 3 == 2 && i < n; i++) scores[i * STRIDE + n] += 15;
        qt_tree_best(tree, scores, STRIDE, n, heads);
        assert_true(is_tree(heads, n));
        double best = best_sum(scores, n), got = sum_of(scores, heads, n);
        if (fabs(best - got) > 1e-4) fail_msg("round %d: a tree of %g where one has %g", round, got, best);
    }
    qt_tree_free(tree);
}

/* Scores that make long cycles, nested cycles, chains, and scores that are no numbers: always a tree. */
static void anything_gives_a_tree(void **state)
{
    (void)state;
    enum { N = QT_TREE_MAX, COLUMNS = N + 1 };
    static float scores[(size_t)N * COLUMNS];
    uint32_t random = 11, heads[N];
    qt_tree *tree = qt_tree_new();
    assert_non_null(tree);
    for (int shape = 0; shape < 8; shape++) {
        for (uint32_t i = 0; i < N; i++)
            for (uint32_t j = 0; j <= N; j++) {
                float near = j == (i + 1) % N ? 50 : 0, pair = j == (i ^ 1) ? 40 : j / 4 == i / 4 ? 20 : 0;
                float value[] = {draw_float(&random, 1),
                                 near,
                                 -(float)j,
                                 pair + draw_float(&random, 1),
                                 0,
                                 NAN,
                                 draw_float(&random, INFINITY),
                                 j % 3 ? 3e38f : -3e38f};
                scores[(size_t)i * COLUMNS + j] = value[shape];
            }
        qt_tree_best(tree, scores, COLUMNS, N, heads);
        assert_true(is_tree(heads, N));
    }
    qt_tree_free(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_tree_is_better),
        cmocka_unit_test(anything_gives_a_tree),
    };
    return cmocka_run_group_tests_name("nn/tree", tests, NULL, NULL);
}
