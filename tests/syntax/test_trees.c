/* Labels and what they mean; children and reach of words, against what a search of the whole text finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "syntax/syntax.h"

static qt_labels labels_of(const qt_str *names, size_t count) { return (qt_labels){names, (uint32_t)count}; }

static void labels_get_their_meaning(void **state)
{
    (void)state;
    static const qt_str upos[] = {{"PROPN", 5}, {"ADJ", 3}, {"propn", 5}},
                        xpos[] = {{"PRP$", 4}, {"NNP", 3}, {"``", 2}};
    static const qt_str deprel[] = {{"root", 4}, {"nsubj:pass", 10}, {"obl:tmod", 8}, {"nsubjx", 6}, {"x:appos", 7}};
    qt_label_lists lists = {.upos = labels_of(upos, 3), .xpos = labels_of(xpos, 3), .deprel = labels_of(deprel, 5)};
    qt_grammar g;
    qt_grammar_read(&lists, &g);
    assert_int_equal(g.upos[0], QT_UPOS_PROPN);
    assert_int_equal(g.upos[1], QT_UPOS_ADJ);
    assert_int_equal(g.upos[2], QT_UPOS_NONE);
    assert_int_equal(g.xpos[0], QT_XPOS_PRP_POSS);
    assert_int_equal(g.xpos[1], QT_XPOS_NNP);
    assert_int_equal(g.xpos[2], QT_XPOS_OPEN_QUOTE);
    assert_int_equal(g.dep[0], QT_DEP_ROOT);
    assert_int_equal(g.dep[1], QT_DEP_NSUBJ_PASS);
    assert_int_equal(g.dep[2], QT_DEP_OBL);
    assert_int_equal(g.dep[3], QT_DEP_NONE);
    assert_int_equal(g.dep[4], QT_DEP_NONE);
}

static uint32_t draw(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % below;
}

static bool governs(const qt_syntax *s, uint32_t above, uint32_t t)
{
    while (t != QT_NONE && t != above) t = s->words[t].head;
    return t == above;
}

static void check_trees(const qt_syntax *s, qt_arena *arena)
{
    qt_trees trees;
    assert_int_equal(qt_trees_read(s, 0, (uint32_t)s->count, arena, &trees, NULL), 0);
    for (uint32_t h = 0; h < s->count; h++) {
        uint32_t at = trees.first[h];
        qt_reach reach = {h, h + 1};
        for (uint32_t t = 0; t < s->count; t++) {
            if (s->words[t].head == h) {
                assert_true(at < trees.first[h + 1]);
                assert_int_equal(trees.children[at++], t);
            }
            if (!governs(s, h, t)) continue;
            if (t < reach.first) reach.first = t;
            if (t >= reach.last) reach.last = t + 1;
        }
        assert_int_equal(at, trees.first[h + 1]);
        assert_int_equal(trees.reach[h].first, reach.first);
        assert_int_equal(trees.reach[h].last, reach.last);
    }
}

/* Sentences of 1 to 9 words, heads drawn among words that stand before in a random order: any tree may come out. */
static void children_and_reach_are_those_of_the_trees(void **state)
{
    (void)state;
    qt_arena *arena = qt_arena_new((size_t)1 << 20);
    uint32_t random = 7;
    for (int round = 0; round < 300; round++) {
        qt_word words[60] = {{0}};
        qt_syntax s = {.words = words};
        while (s.count < 50) {
            uint32_t n = 1 + draw(&random, 9), order[9];
            for (uint32_t i = 0; i < n; i++) {
                uint32_t k = draw(&random, i + 1);
                order[i] = order[k];
                order[k] = i;
            }
            for (uint32_t i = 0; i < n; i++)
                words[s.count + order[i]].head = i ? (uint32_t)s.count + order[draw(&random, i)] : QT_NONE;
            s.count += n;
        }
        check_trees(&s, arena);
        qt_arena_reset(arena);
    }
    check_trees(&(qt_syntax){.count = 0}, arena);
    qt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_get_their_meaning),
        cmocka_unit_test(children_and_reach_are_those_of_the_trees),
    };
    return cmocka_run_group_tests_name("syntax/trees", tests, NULL, NULL);
}
