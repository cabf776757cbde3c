/* What must hold of mentions whatever the network says: random tags and trees on words that the rules look for. */
#include "fixture.h"

typedef struct dice {
    uint32_t state;
} dice;

static uint32_t roll(dice *d, uint32_t sides)
{
    d->state = d->state * 1664525u + 1013904223u;
    return (d->state >> 16) % sides;
}

static void write_text(fixture *f, dice *d)
{
    static const char *const words[] = {
        "Mr.", "President", "Dana", "Orlec", "( KRU )", "Kaldovian", "Rail", "Union", "(",  ")",  ",",         "32",
        "-",   "year",      "old",  "mayor", "the",     "'s",        "aged", "RAIL",  "\"", "UK", "Foundation"};
    size_t size = 0;
    for (int i = 0; i < 50; i++) {
        qt_str word = qt_str_of(words[roll(d, sizeof words / sizeof *words)]);
        memcpy(f->bytes + size, word.data, word.size);
        size += word.size;
        qt_str gap = roll(d, 12) ? QT_STR(" ") : roll(d, 2) ? QT_STR("\n\n") : QT_STR(". ");
        memcpy(f->bytes + size, gap.data, gap.size);
        size += gap.size;
    }
    assert_int_equal(qt_text_read((qt_str){f->bytes, size}, 0, f->arena, &f->text, NULL), QUOTH_OK);
}

/* A tree a sentence: each token but the root hangs on one that is nearer to the root. */
static void grow_trees(fixture *f, qt_word *words, dice *d)
{
    for (size_t s = 0; s < f->text.sentence_count; s++) {
        uint32_t first = f->text.sentences[s].first, n = f->text.sentences[s].last - first, turn = roll(d, n);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t head = i ? first + (roll(d, i) + turn) % n : QT_NONE;
            words[first + (i + turn) % n] = (qt_word){head, (uint8_t)roll(d, 2), (uint8_t)roll(d, labels.xpos.count),
                                                      (uint8_t)roll(d, labels.deprel.count)};
            if (roll(d, 3) == 0)
                words[first + (i + turn) % n].deprel = index_of(dep_names, labels.deprel.count, QT_STR("appos"));
            if (roll(d, 2) == 0)
                words[first + (i + turn) % n].xpos = index_of(xpos_names, labels.xpos.count, QT_STR("NN"));
        }
    }
}

static void test_any_tags_and_trees(void **state)
{
    fixture *f = *state;
    static qt_word words[1024];
    static uint8_t tags[1024];
    size_t found = 0, beside = 0, ages = 0, acronyms = 0;
    for (uint32_t seed = 0; seed < 3000; seed++) {
        dice d = {seed};
        qt_arena_reset(f->arena);
        write_text(f, &d);
        assert_true(f->text.token_count <= 1024);
        grow_trees(f, words, &d);
        for (size_t t = 0; t < f->text.token_count; t++)
            tags[t] = (uint8_t)(roll(&d, 2) ? 1 + roll(&d, 4) : roll(&d, 17));
        f->tags = tags;
        read_mentions(f, seed % 4 ? words : NULL);
        for (size_t i = 0; i < f->count; i++) {
            const qt_mention *m = &f->mentions[i];
            found++;
            beside += m->beside->titles.count > 0 && m->beside->roles.count > 0;
            ages += !qt_span_empty(m->beside->age.span);
            acronyms += m->acronym_of != QT_NONE;
        }
    }
    assert_true(found > 10000 && beside > 0 && ages > 10 && acronyms > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_any_tags_and_trees, setup, teardown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
