/* "Orlec and Lunt" may be a firm: its whole name, where the text says so somewhere, wherever it stands. */
#include "mentions/read.h"

enum {
    MOST_FIRMS = 32, /* of one text */
    LONGEST = 6,     /* tokens */
    REACH = 6        /* tokens behind a comma in which a noun says what is before it */
};

/* Tokens [first, last) with the "and" at `joint`. */
typedef struct firm {
    uint32_t first, joint, last;
} firm;

typedef struct firms {
    firm items[MOST_FIRMS];
    uint32_t count;
} firms;

static bool joins(const qt_reader *r, uint32_t t)
{
    qt_str word = qt_folded(r, t);
    return qt_str_equal(word, QT_STR("and")) || qt_str_equal(word, QT_STR("&"));
}

static bool capital(const qt_reader *r, uint32_t t)
{
    uint8_t shape = r->text->tokens[t].shape;
    return shape == QT_SHAPE_TITLE || shape == QT_SHAPE_UPPER || shape == QT_SHAPE_MIXED;
}

static bool alike(const qt_reader *r, const firm *a, uint32_t first)
{
    for (uint32_t i = 0; i < a->last - a->first; i++)
        if (!qt_str_equal(qt_folded(r, a->first + i), qt_folded(r, first + i))) return false;
    return true;
}

static bool known(const qt_reader *r, const firms *all, const firm *one)
{
    for (uint32_t i = 0; i < all->count; i++)
        if (all->items[i].last - all->items[i].first == one->last - one->first && alike(r, &all->items[i], one->first))
            return true;
    return false;
}

static void add(const qt_reader *r, firms *all, firm one)
{
    if (all->count < MOST_FIRMS && one.last - one.first <= LONGEST && !known(r, all, &one))
        all->items[all->count++] = one;
}

/* ", the accounting firm,": a noun for a firm between the comma at `comma` and the next mark. */
static bool firm_behind(const qt_reader *r, uint32_t comma)
{
    const uint32_t end = r->text->sentences[r->text->tokens[comma].sentence].last;
    if (comma + 2 >= end || !qt_str_equal(qt_folded(r, comma), QT_STR(","))) return false;
    qt_str article = qt_folded(r, comma + 1);
    if (!qt_str_equal(article, QT_STR("the")) && !qt_str_equal(article, QT_STR("a")) &&
        !qt_str_equal(article, QT_STR("an")))
        return false;
    bool found = false;
    for (uint32_t t = comma + 2; t < end && t <= comma + REACH; t++) {
        qt_str word = qt_folded(r, t);
        if (qt_str_equal(word, QT_STR(",")) || qt_str_equal(word, QT_STR("."))) return found;
        found = qt_is_firm(word); /* the last word before the mark */
    }
    return false;
}

/* What the tags have as one body's name, and two names that the text says are one firm's or whose second ends such a one. */
static void collect(const qt_reader *r, firms *all)
{
    for (uint32_t t = 1; t + 1 < r->text->token_count; t++) {
        if (!joins(r, t) || r->text->tokens[t - 1].sentence != r->text->tokens[t + 1].sentence) continue;
        if (!capital(r, t - 1) || !capital(r, t + 1)) continue;
        if (r->tags[t]) {
            uint32_t first = t, last = t + 1;
            while (first > 0 && r->tags[first] % 2 == 0) first--;
            while (last < r->text->token_count && r->tags[last] && r->tags[last] % 2 == 0) last++;
            bool body = r->tags[first] == 2 * QT_MENTION_ORGANIZATION + 1;
            if (body && first < t && last > t + 1) add(r, all, (firm){first, t, last});
        } else {
            bool single = r->tags[t - 1] % 2 == 1 && r->tags[t + 1] % 2 == 1 &&
                          (t + 2 >= r->text->token_count || !r->tags[t + 2] || r->tags[t + 2] % 2 == 1);
            if (single && (firm_behind(r, t + 2) || qt_ends_firm(qt_folded(r, t + 1))))
                add(r, all, (firm){t - 1, t, t + 2});
        }
    }
}

/* Whether the text names one of the two by itself, or somebody who bears the name: they are two then. */
static bool apart(const qt_reader *r, const firm *of)
{
    uint32_t at = 0;
    for (qt_name name; qt_name_next(r, &at, &name);) {
        bool first = qt_str_equal(qt_folded(r, name.last - 1), qt_folded(r, of->joint - 1));
        bool second = qt_str_equal(qt_folded(r, name.last - 1), qt_folded(r, of->last - 1));
        if (!first && !second) continue;
        if (name.last - name.first > 1) {
            if (name.type == QT_MENTION_PERSON) return true;
            continue;
        }
        bool paired = first ? qt_token_is(r, name.first, name.last, qt_folded(r, of->joint))
                            : name.first > 0 && qt_token_is(r, name.first, name.first - 1, qt_folded(r, of->joint));
        if (!paired) return true;
    }
    return false;
}

void qt_repair_firms(qt_reader *r)
{
    firms all = {.count = 0};
    collect(r, &all);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < all.count; i++)
        if (!apart(r, &all.items[i])) all.items[kept++] = all.items[i];
    for (uint32_t t = 1; kept && t + 1 < r->text->token_count; t++) {
        if (!joins(r, t)) continue;
        for (uint32_t i = 0; i < kept; i++) {
            const firm *one = &all.items[i];
            uint32_t before = one->joint - one->first, size = one->last - one->first;
            if (t < before || t - before + size > r->text->token_count) continue;
            bool split = !r->tags[t] && capital(r, t - 1) && capital(r, t + 1);
            if (split && alike(r, one, t - before))
                qt_name_set(r, t - before, t - before + size, QT_MENTION_ORGANIZATION);
        }
    }
}
