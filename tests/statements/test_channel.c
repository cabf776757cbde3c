/* By what somebody's words came. */
#include "parsed.h"

static void channels_hang_off_the_cue(void **state)
{
    (void)state;
    static const struct {
        const char *text, *parse, *source, *cue, *content;
        qt_channel_type type;
        const char *words;
    } cases[] = {
        {"Orlec told a news conference that the mill would close.",
         "Orlec/NNP/nsubj/2 told/VBD/root/0 a/DT/det/5 news/NN/compound/5 conference/NN/iobj/2 that/IN/mark/10 the/DT/det/8 mill/NN/nsubj/10 would/MD/aux/10 close/VB/ccomp/2 ././punct/2",
         "Orlec", "told", "that the mill would close", QT_CHANNEL_NEWS_CONFERENCE, "told a news conference"},
        {"Orlec told the Tavrin Gazette that it was over.",
         "Orlec/NNP/nsubj/2 told/VBD/root/0 the/DT/det/5 Tavrin/NNP/compound/5 Gazette/NNP/obl/2 that/IN/mark/9 it/PRP/nsubj/9 was/VBD/cop/9 over/RB/ccomp/2 ././punct/2",
         "Orlec", "told", "that it was over", QT_CHANNEL_INTERVIEW, "told the Tavrin Gazette"},
        {"In an interview with Radio Tavrin, Orlec said the mill would close.",
         "In/IN/case/3 an/DT/det/3 interview/NN/obl/9 with/IN/case/6 Radio/NNP/compound/6 Tavrin/NNP/nmod/3 ,/,/punct/3 Orlec/NNP/nsubj/9 said/VBD/root/0 the/DT/det/11 mill/NN/nsubj/13 would/MD/aux/13 close/VB/ccomp/9 ././punct/9",
         "Orlec", "said", "the mill would close", QT_CHANNEL_INTERVIEW, "In an interview"},
        {"The letter says that Orlec lied.",
         "The/DT/det/2 letter/NN/nsubj/3 says/VBZ/root/0 that/IN/mark/6 Orlec/NNP/nsubj/6 lied/VBD/ccomp/3 ././punct/3",
         "The letter", "says", "that Orlec lied", QT_CHANNEL_MESSAGE, "letter"},
        {"Kamm tweeted that he was fine.",
         "Kamm/NNP/nsubj/2 tweeted/VBD/root/0 that/IN/mark/6 he/PRP/nsubj/6 was/VBD/cop/6 fine/JJ/ccomp/2 ././punct/2",
         "Kamm", "tweeted", "that he was fine", QT_CHANNEL_POST, "tweeted"},
        {"The union issued a statement condemning the plan.",
         "The/DT/det/2 union/NN/nsubj/3 issued/VBD/root/0 a/DT/det/5 statement/NN/obj/3 condemning/VBG/acl/5 the/DT/det/8 plan/NN/obj/6 ././punct/3",
         "The union", "issued a statement condemning", "the plan", QT_CHANNEL_STATEMENT, "issued a statement"},
        {"Kamm said on Facebook that he spoke in an interview.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 on/IN/case/4 Facebook/NN/obl/2 that/IN/mark/7 he/PRP/nsubj/7 spoke/VBD/ccomp/2 in/IN/case/10 an/DT/det/10 interview/NN/obl/7 ././punct/2",
         "Kamm", "said", "that he spoke in an interview", QT_CHANNEL_POST, "on Facebook"},
        {"Kamm responded to the letter.",
         "Kamm/NNP/nsubj/2 responded/VBD/root/0 to/IN/case/5 the/DT/det/5 letter/NN/obl/2 ././punct/2", "Kamm",
         "responded", "to the letter", QT_CHANNEL_NONE, ""},
        {"Orlec called it a plot, and on Twitter referred to it as fraud.",
         "Orlec/NNP/nsubj/2 called/VBD/root/0 it/PRP/obj/2 a/DT/det/5 plot/NN/xcomp/2 ,/,/punct/10 and/CC/cc/10 on/IN/case/9 Twitter/NNP/obl/10 referred/VBD/conj/2 to/IN/case/12 it/PRP/obl/10 as/IN/case/14 fraud/NN/obl/10 ././punct/2",
         "Orlec", "called", "it a plot", QT_CHANNEL_NONE, ""},
        {"Orlec told the union that it was over.",
         "Orlec/NNP/nsubj/2 told/VBD/root/0 the/DT/det/4 union/NN/iobj/2 that/IN/mark/8 it/PRP/nsubj/8 was/VBD/cop/8 over/RB/ccomp/2 ././punct/2",
         "Orlec", "told", "that it was over", QT_CHANNEL_NONE, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        parsed p;
        parsed_read(&p, cases[i].text, cases[i].parse, cases[i].source, cases[i].cue, cases[i].content);
        const qt_channel *channel = &p.statements[0].channel;
        const qt_str words = qt_str_at(p.text.bytes, channel->span);
        if (channel->type != cases[i].type || !qt_str_equal(words, qt_str_of(cases[i].words)))
            fail_msg("%s: %d \"%.*s\"", cases[i].text, (int)channel->type, QT_STR_ARG(words));
        parsed_free(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(channels_hang_off_the_cue)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
