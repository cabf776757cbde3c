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

static const float NEVER = -1e30f; /* the score of what cannot be */

void qt_crf_best(const qt_model *model, const float *scores, uint32_t count, uint8_t *back, uint8_t *out)
{
    const float *transitions = model->given.transitions, *start = transitions + (size_t)CRF_TAGS * CRF_TAGS;
    float best[CRF_TAGS], next[CRF_TAGS];
    if (count == 0) return;
    for (uint32_t t = 0; t < CRF_TAGS; t++) best[t] = t && t % 2 == 0 ? NEVER : start[t] + scores[t];
    for (uint32_t i = 1; i < count; i++) {
        for (uint32_t t = 0; t < CRF_TAGS; t++) {
            uint32_t first, last, from;
            allowed_before(t, &first, &last);
            from = first;
            for (uint32_t f = first + 1; f < last; f++)
                if (best[f] + transitions[f * CRF_TAGS + t] > best[from] + transitions[from * CRF_TAGS + t]) from = f;
            back[(size_t)i * CRF_TAGS + t] = (uint8_t)from;
            next[t] = best[from] + transitions[from * CRF_TAGS + t] + scores[(size_t)i * CRF_TAGS + t];
        }
        memcpy(best, next, sizeof next);
    }
    uint32_t last = 0;
    for (uint32_t t = 1; t < CRF_TAGS; t++)
        if (best[t] > best[last]) last = t;
    out[count - 1] = (uint8_t)last;
    for (uint32_t i = count - 1; i > 0; i--) out[i - 1] = back[(size_t)i * CRF_TAGS + out[i]];
}

/* log of the sum of exp(x[i]), first <= i < last. */
static float log_sum(const float *x, uint32_t first, uint32_t last)
{
    float top = x[first], sum = 0;
    for (uint32_t i = first + 1; i < last; i++) top = x[i] > top ? x[i] : top;
    for (uint32_t i = first; i < last; i++) sum += qt_exp(x[i] - top);
    return top + qt_log(sum);
}

static bool may_be(const uint8_t *allowed, uint32_t position, uint32_t tag)
{
    return !allowed || allowed[position] >> tag & 1;
}

float qt_crf_log_sum(const qt_model *model, const float *scores, uint32_t count, const uint8_t *allowed)
{
    const float *transitions = model->given.transitions, *start = transitions + (size_t)CRF_TAGS * CRF_TAGS;
    float sum[CRF_TAGS], next[CRF_TAGS], ways[CRF_TAGS];
    if (count == 0) return 0;
    for (uint32_t t = 0; t < CRF_TAGS; t++)
        sum[t] = (t && t % 2 == 0) || !may_be(allowed, 0, t) ? NEVER : start[t] + scores[t];
    for (uint32_t i = 1; i < count; i++) {
        for (uint32_t t = 0; t < CRF_TAGS; t++) {
            uint32_t first, last;
            next[t] = NEVER;
            if (!may_be(allowed, i, t)) continue;
            allowed_before(t, &first, &last);
            for (uint32_t f = first; f < last; f++) ways[f] = sum[f] + transitions[f * CRF_TAGS + t];
            next[t] = log_sum(ways, first, last) + scores[(size_t)i * CRF_TAGS + t];
        }
        memcpy(sum, next, sizeof next);
    }
    return log_sum(sum, 0, CRF_TAGS);
}
