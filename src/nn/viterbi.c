#include <math.h>

#include "nn/encoder.h"

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
