/* Whom a passive is told of, and whom it is told to. */
#include "fixture.h"

static void who_is_accused_accuses_nobody(void **state)
{
    static const struct {
        const char *bytes, *source, *cue, *content, *first;
        size_t sources;
    } cases[] = {
        {"The smiths were accused of arson.", "The smiths", "were accused of", "arson", "The smiths", 0},
        {"The smiths accused of arson fled.", "The smiths", "accused of", "arson", "The smiths", 0},
        {"The smiths have been criticised for it.", "The smiths", "have been criticised", "for it", "The smiths", 0},
        {"Ada Lunt was told that it rained.", "Ada Lunt", "was told", "that it rained", "that it rained", 0},
        {"Ada Lunt was asked about the mill.", "Ada Lunt", "was asked about", "the mill", "the mill", 0},
        {"Ada Lunt was offered the post.", "Ada Lunt", "was offered", "the post", "Ada Lunt", 0},
        {"The smiths have offered the post.", "The smiths", "have offered", "the post", "the post", 1},
        {"The smiths have accused Lunt of arson.", "The smiths", "have accused", "Lunt of arson", "Lunt of arson", 1},
        {"The smiths complained of the noise.", "The smiths", "complained of", "the noise", "the noise", 1},
        {"By the smiths it was blamed on Lunt.", "the smiths", "was blamed", "on Lunt", "on Lunt", 1},
        {"The smiths were concerned about rain.", "The smiths", "were concerned about", "rain", "rain", 1},
        {"Ada Lunt was asked and said that it rained.", "Ada Lunt", "said", "that it rained", "that it rained", 1},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        text(f, cases[i].bytes);
        f->count = 0;
        find(f, cases[i].source, cases[i].cue, cases[i].content, 0);
        read_all(f);
        assert_int_equal(f->statement_count, 1);
        const qt_statement *s = &f->statements[0];
        if (s->source_count != cases[i].sources) fail_msg("%s: %u sources", cases[i].bytes, s->source_count);
        assert_text(f, s->content[0], cases[i].first);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(who_is_accused_accuses_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
