/* Drafts that are nobody's statement. */
#include "fixture.h"

static void what_nobody_states_is_no_statement(void **state)
{
    static const struct {
        const char *bytes, *source, *cue, *content;
        size_t count;
    } cases[] = {
        {"You agree to receive our letters.", "You", "agree", "to receive our letters", 0},
        {"Here you see the mill.", "you", "see", "the mill", 0},
        {"Readers of The Lantern want you to sign up for our letters.", "Readers of The Lantern", "want",
         "you to sign up for our letters", 0},
        {"\"It rained\" Ada Lunt, a baker.", "Ada Lunt", "\"", "It rained", 0},
        {"A number of the smiths said that it rained.", "A number of", "said", "that it rained", 0},
        {"A mill known as the Reach stood there.", NULL, "known as", "the Reach", 0},
        {"The smiths are reportedly away.", NULL, "reportedly", "away", 0},
        {"The smiths will say that it rained.", "The smiths", "will say", "that it rained", 0},
        {"The smiths will not say that it rained.", "The smiths", "will not say", "that it rained", 1},
        {"The smiths said in May that it rained.", "The smiths", "said in May", "that it rained", 1},
        {"\"The smiths will say that it rained,\" Ada Lunt said.", "The smiths", "will say", "that it rained", 1},
        {"The smiths said that it rained.", "The smiths", "said", "that it rained", 1},
        {"Ada Lunt said \"the ferry was late for years, often blaming the tide for it all.\"", "Ada Lunt", "blaming",
         "the tide", 0},
        {"Ada Lunt “denied” the charge.", "Ada Lunt", "denied", "the charge", 1},
        {"\"You sign up for our letters,\" Ada Lunt said.", "Ada Lunt", "said", "\"You sign up for our letters,\"", 1},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        text(f, cases[i].bytes);
        f->count = 0;
        find(f, cases[i].source, cases[i].cue, cases[i].content, 0);
        read_all(f);
        if (f->statement_count != cases[i].count) fail_msg("%s: %zu statements", cases[i].bytes, f->statement_count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_nobody_states_is_no_statement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
