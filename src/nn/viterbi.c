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

/* log of the sum of exp(x[t]) over the tags of a set that holds at least one. */
static float log_sum(const float *x, uint32_t set)
{
    float top = -INFINITY, sum = 0;
    for (uint32_t t = 0; t < CRF_TAGS; t++)
        if (set >> t & 1 && !(x[t] <= top)) top = x[t];
    if ((set & (set - 1)) == 0) return top;
    for (uint32_t t = 0; t < CRF_TAGS; t++)
        if (set >> t & 1) sum += qt_exp(x[t] - top);
    return top + qt_log(sum);
}

enum { ALL_TAGS = (1 << CRF_TAGS) - 1 };

/* Only over the tags that a sequence can have come to (`live`): where one tag is allowed, nothing is summed. */
float qt_crf_log_sum(const qt_model *model, const float *scores, uint32_t count, const uint8_t *allowed)
{
    const float *transitions = model->given.transitions, *start = transitions + (size_t)CRF_TAGS * CRF_TAGS;
    float sum[CRF_TAGS] = {0}, next[CRF_TAGS] = {0}, ways[CRF_TAGS];
    uint32_t live = 0;
    if (count == 0) return 0;
    for (uint32_t t = 0; t < CRF_TAGS; t++) {
        if ((t && t % 2 == 0) || !((allowed ? allowed[0] : ALL_TAGS) >> t & 1)) continue;
        sum[t] = start[t] + scores[t];
        live |= 1u << t;
    }
    for (uint32_t i = 1; i < count; i++) {
        const uint32_t before = live, may_be = allowed ? allowed[i] : ALL_TAGS;
        live = 0;
        for (uint32_t t = 0; t < CRF_TAGS; t++) {
            uint32_t first, last;
            allowed_before(t, &first, &last);
            const uint32_t from = before & ((1u << last) - (1u << first));
            if (!(may_be >> t & 1) || !from) continue;
            for (uint32_t f = first; f < last; f++)
                if (from >> f & 1) ways[f] = sum[f] + transitions[f * CRF_TAGS + t];
            next[t] = log_sum(ways, from) + scores[(size_t)i * CRF_TAGS + t];
            live |= 1u << t;
        }
        memcpy(sum, next, sizeof next);
    }
    return live ? log_sum(sum, live) : NEVER;
}
