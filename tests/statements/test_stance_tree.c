/* Whose attitude counts for certainty, and what a refusal says. */
#include "parsed.h"

static void attitudes_and_refusals(void **state)
{
    (void)state;
    static const struct {
        const char *text, *parse, *source, *cue, *content;
        qt_polarity polarity;
        qt_certainty certainty;
    } cases[] = {
        {"Kamm declined to sign it.",
         "Kamm/NNP/nsubj/2 declined/VBD/root/0 to/TO/mark/4 sign/VB/xcomp/2 it/PRP/obj/4 ././punct/2", "Kamm",
         "declined", "to sign it", QT_POLARITY_NEGATIVE, QT_CERTAINTY_CERTAIN},
        {"Kamm declined to comment.",
         "Kamm/NNP/nsubj/2 declined/VBD/root/0 to/TO/mark/4 comment/VB/xcomp/2 ././punct/2", "Kamm", "declined",
         "to comment", QT_POLARITY_UNDERSPECIFIED, QT_CERTAINTY_UNDERSPECIFIED},
        {"Kamm said he urges them on.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 he/PRP/nsubj/4 urges/VBZ/ccomp/2 them/PRP/obj/4 on/RB/advmod/4 ././punct/2",
         "Kamm", "said", "he urges them on", QT_POLARITY_POSITIVE, QT_CERTAINTY_CERTAIN},
        {"Kamm said he hopes it works.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 he/PRP/nsubj/4 hopes/VBZ/ccomp/2 it/PRP/nsubj/6 works/VBZ/ccomp/4 ././punct/2",
         "Kamm", "said", "he hopes it works", QT_POLARITY_POSITIVE, QT_CERTAINTY_UNDERSPECIFIED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        parsed p;
        parsed_read(&p, cases[i].text, cases[i].parse, cases[i].source, cases[i].cue, cases[i].content);
        const qt_statement *s = &p.statements[0];
        if (s->polarity != cases[i].polarity || s->certainty != cases[i].certainty)
            fail_msg("%s: %d %d", cases[i].text, (int)s->polarity, (int)s->certainty);
        qt_arena_free(p.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(attitudes_and_refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
