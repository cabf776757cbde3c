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
        {"By The Lantern Over the next hour, guards secure the mill.", "The Lantern", "By",
         "Over the next hour, guards secure the mill", 0},
        {"A number of the smiths said that it rained.", "A number of", "said", "that it rained", 0},
        {"A mill known as the Reach stood there.", NULL, "known as", "the Reach", 0},
        {"The smiths are reportedly away.", NULL, "reportedly", "away", 0},
        {"The smiths will say that it rained.", "The smiths", "will say", "that it rained", 0},
        {"The smiths must understand that it rained.", "The smiths", "must understand", "that it rained", 0},
        {"The smiths must have understood that it rained.", "The smiths", "understood", "that it rained", 1},
        {"The smiths will not say that it rained.", "The smiths", "will not say", "that it rained", 1},
        {"The smiths said in May that it rained.", "The smiths", "said in May", "that it rained", 1},
        {"\"The smiths will say that it rained,\" Ada Lunt said.", "The smiths", "will say", "that it rained", 1},
        {"Hide Caption 3 of 9 Photos: Ruin of a mill Ada Lunt said that it rained.", "Ruin of a mill Ada Lunt", "said",
         "that it rained", 0},
        {"No smith said that it rained.", "No smith", "said", "that it rained", 0},
        {"Nobody denies that it rained.", "Nobody", "denies", "that it rained", 0},
        {"None of them claimed the mill.", "None of them", "claimed", "the mill", 0},
        {"No 10 said that it rained.", "No 10", "said", "that it rained", 1},
        {"No fewer than six smiths said that it rained.", "No fewer than six smiths", "said", "that it rained", 1},
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

static void whom_others_accuse_is_no_source(void **state)
{
    fixture *f = *state;
    text(f, "Orsel accused of letting oil in.");
    find(f, "Orsel", "accused of", "letting oil in", 0);
    f->items[0].cue_probability = f->items[0].span_probability = 1;
    read_all(f);
    for (size_t i = 0; i < f->statement_count; i++) assert_int_equal(f->statements[i].source_count, 0);
}

static void who_draws_blame_is_no_source(void **state)
{
    static const struct {
        const char *bytes, *source, *cue, *content;
        size_t sources;
    } cases[] = {
        {"Orsel had faced sharp criticism for the plan.", "Orsel", "had faced sharp criticism for", "the plan", 0},
        {"Orsel came under fierce criticism for it.", "Orsel", "came under fierce criticism for", "it", 0},
        {"The plan drew criticism from Orsel.", "Orsel", "drew criticism from", "The plan", 1},
        {"Orsel drew up a criticism of the plan.", "Orsel", "criticism of", "the plan", 1},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        text(f, cases[i].bytes);
        f->count = 0;
        find(f, cases[i].source, cases[i].cue, cases[i].content, 0);
        read_all(f);
        assert_int_equal(f->statement_count, 1);
        if (f->statements[0].source_count != cases[i].sources) fail_msg("%s", cases[i].bytes);
    }
}

static void what_is_said_of_an_antecedent_is_not_the_clauses(void **state)
{
    fixture *f = *state;
    text(f, "The mills you mention do not exist.");
    find(f, "mills", "mention", "do not exist", 0);
    read_by(f,
            parsed_syntax(
                &f->text,
                "The/DT/det/2 mills/NNS/nsubj/7 you/PRP/nsubj/4 mention/VBP/acl:relcl/2 do/VBP/aux/7 not/RB/advmod/7 "
                "exist/VB/root/0 ././punct/7",
                f->arena));
    assert_int_equal(f->statement_count, 0);
}

/* By the tree: what the cue's verb has for an object, and who does it. */
static void acts_and_perception_are_no_statements(void **state)
{
    static const struct {
        const char *text, *parse, *source, *cue, *content;
        size_t count;
    } cases[] = {
        {"Orlec observed the wreck.", "Orlec/NNP/nsubj/2 observed/VBD/root/0 the/DT/det/4 wreck/NN/obj/2 ././punct/2",
         "Orlec", "observed", "the wreck", 0},
        {"Orlec observed that it rained.",
         "Orlec/NNP/nsubj/2 observed/VBD/root/0 that/IN/mark/5 it/PRP/nsubj/5 rained/VBD/ccomp/2 ././punct/2", "Orlec",
         "observed", "that it rained", 1},
        {"Orlec called a meeting.", "Orlec/NNP/nsubj/2 called/VBD/root/0 a/DT/det/4 meeting/NN/obj/2 ././punct/2",
         "Orlec", "called", "a meeting", 0},
        {"Orlec called the vote.", "Orlec/NNP/nsubj/2 called/VBD/root/0 the/DT/det/4 vote/NN/obj/2 ././punct/2",
         "Orlec", "called", "the vote", 1},
        {"Orlec called her vote shameful.",
         "Orlec/NNP/nsubj/2 called/VBD/root/0 her/PRP$/nmod:poss/4 vote/NN/obj/2 shameful/JJ/xcomp/2 ././punct/2",
         "Orlec", "called", "her vote shameful", 1},
        {"The court ordered him to pay.",
         "The/DT/det/2 court/NN/nsubj/3 ordered/VBD/root/0 him/PRP/obj/3 to/TO/mark/6 pay/VB/xcomp/3 ././punct/3",
         "The court", "ordered", "him to pay", 0},
        {"The union ordered him to pay.",
         "The/DT/det/2 union/NN/nsubj/3 ordered/VBD/root/0 him/PRP/obj/3 to/TO/mark/6 pay/VB/xcomp/3 ././punct/3",
         "The union", "ordered", "him to pay", 1},
        {"Orlec signed a letter urging calm.",
         "Orlec/NNP/nsubj/2 signed/VBD/root/0 a/DT/det/4 letter/NN/obj/2 urging/VBG/acl/4 calm/NN/obj/5 ././punct/2",
         "Orlec", "signed a letter urging", "calm", 1},
        {"Orlec was also charged with theft.",
         "Orlec/NNP/nsubj:pass/2 was/VBD/root/0 also/RB/advmod/2 charged/VBN/xcomp/2 with/IN/case/6 theft/NN/obl/4 ././punct/2",
         NULL, "was also charged", "with theft", 0},
        {"Orlec have been charged with theft.",
         "Orlec/NNP/nsubj:pass/4 have/VBP/aux/4 been/VBN/aux:pass/4 charged/VBN/root/0 with/IN/case/6 theft/NN/obl/4 ././punct/4",
         NULL, "have been charged with", "theft", 0},
        {"Orlec issued a subpoena.", "Orlec/NNP/nsubj/2 issued/VBD/root/0 a/DT/det/4 subpoena/NN/obj/2 ././punct/2",
         "Orlec", "issued", "a subpoena", 0},
        {"Orlec issued a statement.", "Orlec/NNP/nsubj/2 issued/VBD/root/0 a/DT/det/4 statement/NN/obj/2 ././punct/2",
         "Orlec", "issued", "a statement", 1},
        {"Orlec ordered the killing.", "Orlec/NNP/nsubj/2 ordered/VBD/root/0 the/DT/det/4 killing/NN/obj/2 ././punct/2",
         "Orlec", "ordered", "the killing", 0},
        {"Orlec charged that it rained.",
         "Orlec/NNP/nsubj/2 charged/VBD/root/0 that/IN/mark/5 it/PRP/nsubj/5 rained/VBD/ccomp/2 ././punct/2", "Orlec",
         "charged", "that it rained", 1},
        {"The footage shows a wreck.",
         "The/DT/det/2 footage/NN/nsubj/3 shows/VBZ/root/0 a/DT/det/5 wreck/NN/obj/3 ././punct/3", "The footage",
         "shows", "a wreck", 0},
        {"The study shows a rise.",
         "The/DT/det/2 study/NN/nsubj/3 shows/VBZ/root/0 a/DT/det/5 rise/NN/obj/3 ././punct/3", "The study", "shows",
         "a rise", 1},
        {"The footage shows that it rained.",
         "The/DT/det/2 footage/NN/nsubj/3 shows/VBZ/root/0 that/IN/mark/6 it/PRP/nsubj/6 rained/VBD/ccomp/3 ././punct/3",
         "The footage", "shows", "that it rained", 1},
        {"Orlec released the tape.", "Orlec/NNP/nsubj/2 released/VBD/root/0 the/DT/det/4 tape/NN/obj/2 ././punct/2",
         "Orlec", "released", "the tape", 0},
        {"\"I think it held,\" she said.",
         "\"/``/punct/3 I/PRP/nsubj/3 think/VBP/ccomp/9 it/PRP/nsubj/5 held/VBD/ccomp/3 ,/,/punct/9 \"/''/punct/9 "
         "she/PRP/nsubj/9 said/VBD/root/0 ././punct/9",
         "I", "think", "it held", 0},
        {"\"I thought it held,\" she said.",
         "\"/``/punct/3 I/PRP/nsubj/3 thought/VBD/ccomp/9 it/PRP/nsubj/5 held/VBD/ccomp/3 ,/,/punct/9 \"/''/punct/9 "
         "she/PRP/nsubj/9 said/VBD/root/0 ././punct/9",
         "I", "thought", "it held", 1},
        {"Orlec signed the deal.", "Orlec/NNP/nsubj/2 signed/VBD/root/0 the/DT/det/4 deal/NN/obj/2 ././punct/2",
         "Orlec", "signed", "the deal", 0},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        text(f, cases[i].text);
        f->count = 0;
        find(f, cases[i].source, cases[i].cue, cases[i].content, 0);
        read_by(f, parsed_syntax(&f->text, cases[i].parse, f->arena));
        if (f->statement_count != cases[i].count) fail_msg("%s: %zu statements", cases[i].text, f->statement_count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_nobody_states_is_no_statement),    TEST(what_is_said_of_an_antecedent_is_not_the_clauses),
        TEST(acts_and_perception_are_no_statements), TEST(whom_others_accuse_is_no_source),
        TEST(who_draws_blame_is_no_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
