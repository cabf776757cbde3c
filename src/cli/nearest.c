#include "cli/nearest.h"

enum { LONGEST = 32 };

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Edits between a and b, both at most LONGEST bytes: three rows of the usual table. */
static size_t distance(qt_str a, qt_str b)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.size; j++) above[j] = before[j] = j;
    for (size_t i = 1; i <= a.size; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            size_t change = a.data[i - 1] == b.data[j - 1] ? 0 : 1;
            row[j] = least(least(above[j] + 1, row[j - 1] + 1), above[j - 1] + change);
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = above, above = row, row = oldest;
    }
    return above[b.size];
}

const char *qt_nearest(const char *word, const char *const *candidates, size_t count)
{
    qt_str wanted = qt_str_of(word);
    const char *best = NULL;
    size_t best_edits = 0;
    if (wanted.size == 0 || wanted.size > LONGEST) return NULL;
    for (size_t i = 0; i < count; i++) {
        qt_str candidate = qt_str_of(candidates[i]);
        if (candidate.size > LONGEST) continue;
        bool begins = wanted.size >= 3 && qt_str_starts(candidate, wanted);
        size_t longer = wanted.size > candidate.size ? wanted.size : candidate.size;
        size_t edits = begins ? 1 : distance(wanted, candidate), allowed = longer < 6 ? longer / 3 : 2;
        if (edits > allowed && !begins) continue;
        if (!best || edits < best_edits) best = candidates[i], best_edits = edits;
    }
    return best;
}
