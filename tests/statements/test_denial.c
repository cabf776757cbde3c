/* For whom a denial denies. */
#include "parsed.h"

static void the_subject_says_for_whom(void **state)
{
    (void)state;
    static const struct {
        const char *text, *parse, *source, *cue, *content;
        qt_whom whom;
    } cases[] = {
        {"Kamm denied that he had known.",
         "Kamm/NNP/nsubj/2 denied/VBD/root/0 that/IN/mark/6 he/PRP/nsubj/6 had/VBD/aux/6 known/VBN/ccomp/2 ././punct/2",
         "Kamm", "denied", "that he had known", QT_WHOM_OWN},
        {"Kamm denied that Orlec had known.",
         "Kamm/NNP/nsubj/2 denied/VBD/root/0 that/IN/mark/6 Orlec/NNP/nsubj/6 had/VBD/aux/6 known/VBN/ccomp/2 ././punct/2",
         "Kamm", "denied", "that Orlec had known", QT_WHOM_THIRD},
        {"Kamm denied that Kamm had known.",
         "Kamm/NNP/nsubj/2 denied/VBD/root/0 that/IN/mark/6 Kamm/NNP/nsubj/6 had/VBD/aux/6 known/VBN/ccomp/2 ././punct/2",
         "Kamm", "denied", "that Kamm had known", QT_WHOM_OWN},
        {"Kamm denied that his firm had known.",
         "Kamm/NNP/nsubj/2 denied/VBD/root/0 that/IN/mark/7 his/PRP$/nmod:poss/5 firm/NN/nsubj/7 had/VBD/aux/7 known/VBN/ccomp/2 ././punct/2",
         "Kamm", "denied", "that his firm had known", QT_WHOM_OWN},
        {"Kamm denied that the firm had known.",
         "Kamm/NNP/nsubj/2 denied/VBD/root/0 that/IN/mark/7 the/DT/det/5 firm/NN/nsubj/7 had/VBD/aux/7 known/VBN/ccomp/2 ././punct/2",
         "Kamm", "denied", "that the firm had known", QT_WHOM_NONE},
        {"Orlec denied any wrongdoing.",
         "Orlec/NNP/nsubj/2 denied/VBD/root/0 any/DT/det/4 wrongdoing/NN/obj/2 ././punct/2", "Orlec", "denied",
         "any wrongdoing", QT_WHOM_OWN},
        {"Kamm denied the allegations against Orlec.",
         "Kamm/NNP/nsubj/2 denied/VBD/root/0 the/DT/det/4 allegations/NNS/obj/2 against/IN/case/6 Orlec/NNP/nmod/4 ././punct/2",
         "Kamm", "denied", "the allegations against Orlec", QT_WHOM_THIRD},
        {"Kamm denied the allegations against the union.",
         "Kamm/NNP/nsubj/2 denied/VBD/root/0 the/DT/det/4 allegations/NNS/obj/2 against/IN/case/7 the/DT/det/7 union/NN/nmod/4 ././punct/2",
         "Kamm", "denied", "the allegations against the union", QT_WHOM_NONE},
        {"She denied knowing him.", "She/PRP/nsubj/2 denied/VBD/root/0 knowing/VBG/xcomp/2 him/PRP/obj/3 ././punct/2",
         "She", "denied", "knowing him", QT_WHOM_OWN},
        {"The residents denied that he had known.",
         "The/DT/det/2 residents/NNS/nsubj/3 denied/VBD/root/0 that/IN/mark/7 he/PRP/nsubj/7 had/VBD/aux/7 known/VBN/ccomp/3 ././punct/3",
         "The residents", "denied", "that he had known", QT_WHOM_NONE},
        {"Kamm denied it.", "Kamm/NNP/nsubj/2 denied/VBD/root/0 it/PRP/obj/2 ././punct/2", "Kamm", "denied", "it",
         QT_WHOM_NONE}, /* it may be told of anybody */
        {"Kamm denied that Orlec was robbed.",
         "Kamm/NNP/nsubj/2 denied/VBD/root/0 that/IN/mark/6 Orlec/NNP/nsubj:pass/6 was/VBD/aux:pass/6 robbed/VBN/ccomp/2 ././punct/2",
         "Kamm", "denied", "that Orlec was robbed", QT_WHOM_NONE},
        {"Kamm said that Orlec had known.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 that/IN/mark/6 Orlec/NNP/nsubj/6 had/VBD/aux/6 known/VBN/ccomp/2 ././punct/2",
         "Kamm", "said", "that Orlec had known", QT_WHOM_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        parsed p;
        parsed_read(&p, cases[i].text, cases[i].parse, cases[i].source, cases[i].cue, cases[i].content);
        if (p.statements[0].denies_for != cases[i].whom)
            fail_msg("%s: %d", cases[i].text, (int)p.statements[0].denies_for);
        parsed_free(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_subject_says_for_whom)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
