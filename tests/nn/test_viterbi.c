#include "fixture.h"

enum { MOST = 7 };

/* Whether a tag sequence obeys the rule, and what it scores (added up from the first position on, as Viterbi does). */
static bool obeys(const uint8_t *tags, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (tags[i] && tags[i] % 2 == 0 && (i == 0 || (tags[i - 1] != tags[i] && tags[i - 1] != tags[i] - 1)))
            return false;
    return true;
}

static float score_of(const float *scores, const uint8_t *tags, uint32_t count, uint32_t tag_count)
{
    float sum = scores[tags[0]];
    for (uint32_t i = 1; i < count; i++) sum += scores[i * tag_count + tags[i]];
    return sum;
}

/* The best score over all tag_count^count sequences. */
static float brute_force(const float *scores, uint32_t count, uint32_t tag_count)
{
    uint8_t tags[MOST] = {0};
    float best = -INFINITY;
    for (;;) {
        if (obeys(tags, count) && score_of(scores, tags, count, tag_count) > best)
            best = score_of(scores, tags, count, tag_count);
        uint32_t i = 0;
        while (i < count && ++tags[i] == tag_count) tags[i++] = 0;
        if (i == count) return best;
    }
}

static void agrees_with_brute_force(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (uint32_t round = 0; round < 400; round++) {
        uint32_t tag_count = 3 + 2 * (round % 2), count = 1 + draw(&seed) % (tag_count == 3 ? MOST : 5);
        float scores[MOST * 5];
        uint8_t back[MOST * 5], tags[MOST];
        for (uint32_t i = 0; i < count * tag_count; i++) scores[i] = draw_float(&seed, 4);
        qt_viterbi_bio(scores, count, tag_count, back, tags);
        assert_true(obeys(tags, count));
        assert_true(score_of(scores, tags, count, tag_count) == brute_force(scores, count, tag_count));
    }
}

static void an_inside_needs_its_own_beginning(void **state)
{
    (void)state;
    /* I wins everywhere taken alone; B is the cheaper way in where the mark is paid once. */
    const float scores[3][5] = {{-1, -5, -2, -9, 0}, {-3, -9, -9, -9, 0}, {-3, -9, 0, -9, -0.5f}};
    uint8_t back[15], tags[3];
    qt_viterbi_bio(&scores[0][0], 3, 5, back, tags);
    assert_true(obeys(tags, 3));
    assert_int_equal(tags[0], QT_SPAN_O);
    const float two[2][3] = {{-1, -1.5f, 0}, {-4, -4, 0}};
    qt_viterbi_bio(&two[0][0], 2, 3, back, tags);
    assert_int_equal(tags[0], QT_CUE_B);
    assert_int_equal(tags[1], QT_CUE_I);
}

static void equal_scores_give_the_lowest_tags(void **state)
{
    (void)state;
    float scores[MOST * 5] = {0};
    uint8_t back[MOST * 5], tags[MOST];
    qt_viterbi_bio(scores, MOST, 5, back, tags);
    for (int i = 0; i < MOST; i++) assert_int_equal(tags[i], QT_SPAN_O);
}

/* Whatever a broken model says, the rule holds and every tag is one. */
static void odd_numbers_break_nothing(void **state)
{
    (void)state;
    const float odd[] = {NAN, INFINITY, -INFINITY, 0, -1, 3e38f};
    uint32_t seed = 11;
    for (int round = 0; round < 3000; round++) {
        float scores[MOST * 5];
        uint8_t back[MOST * 5], tags[MOST];
        for (int i = 0; i < MOST * 5; i++) scores[i] = odd[draw(&seed) % 6];
        qt_viterbi_bio(scores, MOST, 5, back, tags);
        for (int i = 0; i < MOST; i++) assert_in_range(tags[i], 0, 4);
        assert_true(obeys(tags, MOST));
    }
}

/* Score of a path, start included, and the log of the sum over all paths of exp of theirs. */
static double path_score(const float *scores, const float *transitions, const uint8_t *tags, uint32_t count)
{
    double sum = (double)transitions[QT_SPAN_TAGS * QT_SPAN_TAGS + tags[0]] + (double)scores[tags[0]];
    for (uint32_t i = 1; i < count; i++)
        sum += (double)transitions[tags[i - 1] * QT_SPAN_TAGS + tags[i]] + (double)scores[i * QT_SPAN_TAGS + tags[i]];
    return sum;
}

static bool in_sets(const uint8_t *tags, const uint8_t *sets, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!(sets[i] >> tags[i] & 1)) return false;
    return true;
}

static void a_crf_agrees_with_brute_force(void **state)
{
    (void)state;
    uint32_t seed = 5;
    for (uint32_t round = 0; round < 200; round++) {
        float scores[MOST * QT_SPAN_TAGS], transitions[(QT_SPAN_TAGS + 1) * QT_SPAN_TAGS];
        uint8_t back[MOST * QT_SPAN_TAGS], tags[MOST], other[MOST] = {0}, allowed[MOST], sets[MOST];
        uint32_t count = 1 + round % 5;
        qt_model model = {.given.transitions = transitions};
        double best = -INFINITY, all = 0, within = 0;
        for (uint32_t i = 0; i < count; i++) sets[i] = (uint8_t)(draw(&seed) % 32);
        for (uint32_t i = 0; i < count * QT_SPAN_TAGS; i++) scores[i] = draw_float(&seed, 4);
        for (uint32_t i = 0; i < (QT_SPAN_TAGS + 1) * QT_SPAN_TAGS; i++) transitions[i] = draw_float(&seed, 3);
        for (uint32_t i = 0; i < count;) {
            if (obeys(other, count)) {
                double score = path_score(scores, transitions, other, count);
                best = score > best ? score : best;
                all += exp(score);
                if (in_sets(other, sets, count)) within += exp(score);
            }
            for (i = 0; i < count && ++other[i] == QT_SPAN_TAGS; i++) other[i] = 0;
        }
        qt_crf_best(&model, scores, count, back, tags);
        assert_true(obeys(tags, count));
        assert_true(fabs(path_score(scores, transitions, tags, count) - best) < 1e-4);
        assert_true(fabs((double)qt_crf_log_sum(&model, scores, count, NULL) - log(all)) < 1e-4);
        double of_sets = (double)qt_crf_log_sum(&model, scores, count, sets);
        assert_true(within > 0 ? fabs(of_sets - log(within)) < 1e-4 : of_sets < -1e29);
        for (uint32_t i = 0; i < count; i++) allowed[i] = (uint8_t)(1 << tags[i]);
        assert_true(fabs((double)qt_crf_log_sum(&model, scores, count, allowed) - best) < 1e-4);
    }
}

static void nothing_gives_nothing(void **state)
{
    (void)state;
    qt_viterbi_bio(NULL, 0, 5, NULL, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_brute_force),           cmocka_unit_test(an_inside_needs_its_own_beginning),
        cmocka_unit_test(equal_scores_give_the_lowest_tags), cmocka_unit_test(odd_numbers_break_nothing),
        cmocka_unit_test(a_crf_agrees_with_brute_force),     cmocka_unit_test(nothing_gives_nothing),
    };
    return cmocka_run_group_tests_name("nn/viterbi", tests, NULL, NULL);
}
