#include <math.h>

#include "nn/approximations.h"
#include "nn/encoder.h"
#include "nn/network.h"

enum { TAGS_MAX = 15 };

/* The best tag before `tag` (an I: its own B or I; any other: the best of all), the lowest of equals. Scores that are
 * not numbers never win, so what comes out obeys the rule whatever comes in. */
static uint8_t best_before(const float *score, uint32_t tags, uint32_t tag)
{
    bool inside = tag && tag % 2 == 0;
    uint32_t best = inside ? tag - 1 : 0, last = inside ? tag + 1 : tags;
    for (uint32_t t = best + 1; t < last; t++)
        if (score[t] > score[best]) best = t;
    return (uint8_t)best;
}

/* Position by position, score[tag] is that of the best sequence that ends in `tag`; back[i][tag] is the tag before it. */
void qt_viterbi_bio(const float *scores, uint32_t count, uint32_t tags, uint8_t *back, uint8_t *out)
{
    float score[TAGS_MAX], next[TAGS_MAX];
    if (count == 0 || tags > TAGS_MAX) return;
    for (uint32_t t = 0; t < tags; t++) score[t] = t && t % 2 == 0 ? -INFINITY : scores[t];
    for (uint32_t i = 1; i < count; i++) {
        for (uint32_t t = 0; t < tags; t++) {
            uint8_t before = best_before(score, tags, t);
            back[(size_t)i * tags + t] = before;
            next[t] = score[before] + scores[(size_t)i * tags + t];
        }
        memcpy(score, next, tags * sizeof *score);
    }
    out[count - 1] = best_before(score, tags, 0);
    for (uint32_t i = count - 1; i > 0; i--) out[i - 1] = back[(size_t)i * tags + out[i]];
}

/* ------------------------------------------------------------------------------------------------- a CRF */

enum { CRF_TAGS = QT_SPAN_TAGS };

/* The tags that may stand before `tag`: all, or for an I its own B and I. */
static void allowed_before(uint32_t tag, uint32_t *first, uint32_t *last)
{
    bool inside = tag && tag % 2 == 0;
    *first = inside ? tag - 1 : 0;
    *last = inside ? tag + 1 : CRF_TAGS;
}

/* log of the sum of exp(x[i]), first <= i < last. */
static float log_sum(const float *x, uint32_t first, uint32_t last)
{
    float top = x[first], sum = 0;
    for (uint32_t i = first + 1; i < last; i++) top = x[i] > top ? x[i] : top;
    for (uint32_t i = first; i < last; i++) sum += qt_exp(x[i] - top);
    return top + qt_log(sum);
}

/* One step of Viterbi's and of the forward algorithm: best[] and all[] go from one position to the next, whose scores are
 * `scores`; back[tag] is the best tag before. */
static void step(const float *transitions, const float *scores, float *best, float *all, uint8_t *back)
{
    float next_best[CRF_TAGS], next_all[CRF_TAGS], ways[CRF_TAGS];
    for (uint32_t t = 0; t < CRF_TAGS; t++) {
        uint32_t first, last, from;
        allowed_before(t, &first, &last);
        from = first;
        for (uint32_t f = first; f < last; f++) {
            ways[f] = all[f] + transitions[f * CRF_TAGS + t];
            if (best[f] + transitions[f * CRF_TAGS + t] > best[from] + transitions[from * CRF_TAGS + t]) from = f;
        }
        back[t] = (uint8_t)from;
        next_best[t] = best[from] + transitions[from * CRF_TAGS + t] + scores[t];
        next_all[t] = log_sum(ways, first, last) + scores[t];
    }
    memcpy(best, next_best, sizeof next_best);
    memcpy(all, next_all, sizeof next_all);
}

float qt_crf_best(const qt_model *model, const float *scores, uint32_t count, uint8_t *back, uint8_t *out)
{
    const float *transitions = model->given.transitions, *start = transitions + (size_t)CRF_TAGS * CRF_TAGS;
    const float never = -1e30f; /* where an I cannot stand: at the start */
    float best[CRF_TAGS], all[CRF_TAGS];
    if (count == 0) return 0;
    for (uint32_t t = 0; t < CRF_TAGS; t++) best[t] = all[t] = t && t % 2 == 0 ? never : start[t] + scores[t];
    for (uint32_t i = 1; i < count; i++)
        step(transitions, scores + (size_t)i * CRF_TAGS, best, all, back + (size_t)i * CRF_TAGS);
    uint8_t last = 0;
    for (uint8_t t = 1; t < CRF_TAGS; t++)
        if (best[t] > best[last]) last = t;
    out[count - 1] = last;
    for (uint32_t i = count - 1; i > 0; i--) out[i - 1] = back[(size_t)i * CRF_TAGS + out[i]];
    float probability = best[last] - log_sum(all, 0, CRF_TAGS);
    return probability < 0 ? probability : 0; /* of rounding */
}
