/* Whose attitude counts for certainty, what a refusal says, and what a tree tells of negation. */
#include "parsed.h"

static void attitudes_and_refusals(void **state)
{
    (void)state;
    static const struct {
        const char *text, *parse, *source, *cue, *content;
        qt_polarity polarity;
        qt_certainty certainty;
        qt_kind kind;
    } cases[] = {
        {"Kamm declined to sign it.",
         "Kamm/NNP/nsubj/2 declined/VBD/root/0 to/TO/mark/4 sign/VB/xcomp/2 it/PRP/obj/4 ././punct/2", "Kamm",
         "declined", "to sign it", QT_POLARITY_NEGATIVE, QT_CERTAINTY_CERTAIN, QT_KIND_PLEDGE},
        {"Kamm declined the request.", "Kamm/NNP/nsubj/2 declined/VBD/root/0 the/DT/det/4 request/NN/obj/2 ././punct/2",
         "Kamm", "declined", "the request", QT_POLARITY_NEGATIVE, QT_CERTAINTY_CERTAIN, QT_KIND_PLEDGE},
        {"Kamm declined a request for comment.",
         "Kamm/NNP/nsubj/2 declined/VBD/root/0 a/DT/det/4 request/NN/obj/2 for/IN/case/6 comment/NN/nmod/4 ././punct/2",
         "Kamm", "declined", "a request for comment", QT_POLARITY_UNDERSPECIFIED, QT_CERTAINTY_UNDERSPECIFIED,
         QT_KIND_STATEMENT},
        {"Kamm refused to endorse it.",
         "Kamm/NNP/nsubj/2 refused/VBD/root/0 to/TO/mark/4 endorse/VB/xcomp/2 it/PRP/obj/4 ././punct/2", "Kamm",
         "refused", "to endorse it", QT_POLARITY_NEGATIVE, QT_CERTAINTY_CERTAIN, QT_KIND_PLEDGE},
        {"Kamm warned it was unlikely to work.",
         "Kamm/NNP/nsubj/2 warned/VBD/root/0 it/PRP/nsubj/5 was/VBD/cop/5 unlikely/JJ/ccomp/2 to/TO/mark/7 work/VB/xcomp/5 ././punct/2",
         "Kamm", "warned", "it was unlikely to work", QT_POLARITY_NEGATIVE, QT_CERTAINTY_PROBABLE, QT_KIND_WARNING},
        {"Kamm reportedly warned it was shut.",
         "Kamm/NNP/nsubj/3 reportedly/RB/advmod/3 warned/VBD/root/0 it/PRP/nsubj/6 was/VBD/cop/6 shut/JJ/ccomp/3 ././punct/3",
         "Kamm", "warned", "it was shut", QT_POLARITY_POSITIVE, QT_CERTAINTY_PROBABLE, QT_KIND_WARNING},
        {"Kamm warned the mill's old owner could leave.",
         "Kamm/NNP/nsubj/2 warned/VBD/root/0 the/DT/det/4 mill/NN/nmod:poss/7 's/POS/case/4 old/JJ/amod/7 owner/NN/nsubj/9 could/MD/aux/9 leave/VB/ccomp/2 ././punct/2",
         "Kamm", "warned", "the mill's old owner could leave", QT_POLARITY_POSITIVE, QT_CERTAINTY_POSSIBLE,
         QT_KIND_WARNING},
        {"Kamm declined to comment.",
         "Kamm/NNP/nsubj/2 declined/VBD/root/0 to/TO/mark/4 comment/VB/xcomp/2 ././punct/2", "Kamm", "declined",
         "to comment", QT_POLARITY_UNDERSPECIFIED, QT_CERTAINTY_UNDERSPECIFIED, QT_KIND_STATEMENT},
        {"Kamm said he urges them on.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 he/PRP/nsubj/4 urges/VBZ/ccomp/2 them/PRP/obj/4 on/RB/advmod/4 ././punct/2",
         "Kamm", "said", "he urges them on", QT_POLARITY_POSITIVE, QT_CERTAINTY_CERTAIN, QT_KIND_STATEMENT},
        {"Kamm said he hopes it works.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 he/PRP/nsubj/4 hopes/VBZ/ccomp/2 it/PRP/nsubj/6 works/VBZ/ccomp/4 ././punct/2",
         "Kamm", "said", "he hopes it works", QT_POLARITY_POSITIVE, QT_CERTAINTY_UNDERSPECIFIED, QT_KIND_OPINION},
        {"Kamm said he believes it works.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 he/PRP/nsubj/4 believes/VBZ/ccomp/2 it/PRP/nsubj/6 works/VBZ/ccomp/4 ././punct/2",
         "Kamm", "said", "he believes it works", QT_POLARITY_POSITIVE, QT_CERTAINTY_CERTAIN, QT_KIND_OPINION},
        {"Kamm said Orlec did nothing wrong.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 Orlec/NNP/nsubj/4 did/VBD/ccomp/2 nothing/NN/obj/4 wrong/JJ/amod/5 ././punct/2",
         "Kamm", "said", "Orlec did nothing wrong", QT_POLARITY_NEGATIVE, QT_CERTAINTY_CERTAIN, QT_KIND_STATEMENT},
        {"Kamm said the mill had no plan for it.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 mill/NN/nsubj/5 had/VBD/ccomp/2 no/DT/det/7 plan/NN/obj/5 "
         "for/IN/case/9 it/PRP/nmod/7 ././punct/2",
         "Kamm", "said", "the mill had no plan for it", QT_POLARITY_NEGATIVE, QT_CERTAINTY_CERTAIN, QT_KIND_STATEMENT},
        {"Kamm said the mill closed for no reason.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 mill/NN/nsubj/5 closed/VBD/ccomp/2 for/IN/case/8 no/DT/det/8 "
         "reason/NN/obl/5 ././punct/2",
         "Kamm", "said", "the mill closed for no reason", QT_POLARITY_POSITIVE, QT_CERTAINTY_CERTAIN,
         QT_KIND_STATEMENT},
        {"Kamm said in all these years no smith in the old mill had left.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 in/IN/case/5 all/DT/det/5 these/DT/det/6 years/NNS/obl/13 no/DT/det/8 "
         "smith/NN/nsubj/13 in/IN/case/12 the/DT/det/12 old/JJ/amod/12 mill/NN/nmod/8 had/VBD/aux/14 left/VBN/ccomp/2 "
         "././punct/2",
         "Kamm", "said", "in all these years no smith in the old mill had left", QT_POLARITY_NEGATIVE,
         QT_CERTAINTY_CERTAIN, QT_KIND_STATEMENT},
        {"Kamm said after talks neither the mill, which burned, nor the dam would open.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 after/IN/case/4 talks/NNS/obl/15 neither/CC/det/7 the/DT/det/7 mill/NN/acl:relcl/4 "
         ",/,/punct/10 which/WDT/nsubj/10 burned/VBD/acl:relcl/7 ,/,/punct/14 nor/CC/cc/14 the/DT/det/14 dam/NN/nsubj/16 "
         "would/MD/aux/16 open/VB/ccomp/2 ././punct/2",
         "Kamm", "said", "after talks neither the mill, which burned, nor the dam would open", QT_POLARITY_NEGATIVE,
         QT_CERTAINTY_CERTAIN, QT_KIND_STATEMENT},
        {"Kamm said the mills no longer work.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 mills/NNS/nsubj/7 no/RB/advmod/7 longer/RBR/advmod/7 work/VB/ccomp/2 "
         "././punct/2",
         "Kamm", "said", "the mills no longer work", QT_POLARITY_NEGATIVE, QT_CERTAINTY_CERTAIN, QT_KIND_STATEMENT},
        {"Kamm said the law that they passed last May did, alas, not hold.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 law/NN/nsubj/15 that/WDT/obj/7 they/PRP/nsubj/7 passed/VBD/acl:relcl/4 "
         "last/JJ/amod/9 May/NNP/obl/7 did/VBD/aux/15 ,/,/punct/12 alas/UH/discourse/15 ,/,/punct/12 not/RB/advmod/15 "
         "hold/VB/ccomp/2 ././punct/2",
         "Kamm", "said", "the law that they passed last May did, alas, not hold", QT_POLARITY_NEGATIVE,
         QT_CERTAINTY_CERTAIN, QT_KIND_STATEMENT},
        {"Kamm said the mill for no reason closed.",
         "Kamm/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 mill/NN/nsubj/8 for/IN/case/7 no/DT/det/7 reason/NN/obl/8 "
         "closed/VBD/ccomp/2 ././punct/2",
         "Kamm", "said", "the mill for no reason closed", QT_POLARITY_POSITIVE, QT_CERTAINTY_CERTAIN,
         QT_KIND_STATEMENT},
        {"Neither Brandt nor Kamm would endorse it.",
         "Neither/CC/cc:preconj/2 Brandt/NNP/nsubj/6 nor/CC/cc/4 Kamm/NNP/conj/2 would/MD/aux/6 endorse/VB/root/0 it/PRP/obj/6 "
         "././punct/6",
         "Brandt nor Kamm", "would endorse", "it", QT_POLARITY_NEGATIVE, QT_CERTAINTY_CERTAIN, QT_KIND_OPINION},
        {"Neither Brandt nor the old mayor of Orsel would endorse it.",
         "Neither/CC/cc:preconj/2 Brandt/NNP/nsubj/10 nor/CC/cc/6 the/DT/det/6 old/JJ/amod/6 mayor/NN/conj/2 of/IN/case/8 "
         "Orsel/NNP/nmod/6 would/MD/aux/10 endorse/VB/root/0 it/PRP/obj/10 ././punct/10",
         "Brandt", "would endorse", "it", QT_POLARITY_NEGATIVE, QT_CERTAINTY_CERTAIN, QT_KIND_OPINION},
        {"Kamm talked about the mill.",
         "Kamm/NNP/nsubj/2 talked/VBD/root/0 about/IN/case/5 the/DT/det/5 mill/NN/obl/2 ././punct/2", "Kamm",
         "talked about", "the mill", QT_POLARITY_UNDERSPECIFIED, QT_CERTAINTY_UNDERSPECIFIED, QT_KIND_STATEMENT},
        {"Kamm spoke about how it burned.",
         "Kamm/NNP/nsubj/2 spoke/VBD/root/0 about/IN/mark/6 how/WRB/advmod/6 it/PRP/nsubj/6 burned/VBD/advcl/2 ././punct/2",
         "Kamm", "spoke about", "how it burned", QT_POLARITY_POSITIVE, QT_CERTAINTY_CERTAIN, QT_KIND_STATEMENT},
        {"Kamm did not intend to stay.",
         "Kamm/NNP/nsubj/4 did/VBD/aux/4 not/RB/advmod/4 intend/VB/root/0 to/TO/mark/6 stay/VB/xcomp/4 ././punct/4",
         "Kamm", "did not intend", "to stay", QT_POLARITY_NEGATIVE, QT_CERTAINTY_CERTAIN, QT_KIND_PLEDGE},
        {"Kamm countered that it works.",
         "Kamm/NNP/nsubj/2 countered/VBD/root/0 that/IN/mark/5 it/PRP/nsubj/5 works/VBZ/ccomp/2 ././punct/2", "Kamm",
         "countered", "that it works", QT_POLARITY_POSITIVE, QT_CERTAINTY_CERTAIN, QT_KIND_STATEMENT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        parsed p;
        parsed_read(&p, cases[i].text, cases[i].parse, cases[i].source, cases[i].cue, cases[i].content);
        const qt_statement *s = &p.statements[0];
        if (s->polarity != cases[i].polarity || s->certainty != cases[i].certainty || s->kind != cases[i].kind)
            fail_msg("%s: %d %d %d", cases[i].text, (int)s->polarity, (int)s->certainty, (int)s->kind);
        parsed_free(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(attitudes_and_refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
