/* Which words hedge, and whose they are, by the tree. */
#include "parsed.h"

static void hedges_have_owners_and_innocent_words_are_none(void **state)
{
    (void)state;
    static const struct {
        const char *text, *parse, *source, *cue, *content, *hedge;
        qt_owner owner;
    } cases[] = {
        {"Orlec said that the mill may close.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 that/IN/mark/7 the/DT/det/5 mill/NN/nsubj/7 may/MD/aux/7 close/VB/ccomp/2 ././punct/2",
         "Orlec", "said", "that the mill may close", "may", QT_OWNER_SPEAKER},
        {"Orlec said that May was late.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 that/IN/mark/6 May/NNP/nsubj/6 was/VBD/cop/6 late/JJ/ccomp/2 ././punct/2",
         "Orlec", "said", "that May was late", NULL, QT_OWNER_COUNT},
        {"“I think about the mill,” Orlec said.",
         "“/``/punct/3 I/PRP/nsubj/3 think/VBP/ccomp/10 about/IN/case/6 the/DT/det/6 mill/NN/obl/3 ,/,/punct/3 ”/''/punct/3 Orlec/NNP/nsubj/10 said/VBD/root/0 ././punct/10",
         "Orlec", "said", "“I think about the mill,”", NULL, QT_OWNER_COUNT},
        {"“I think it will close,” Orlec said.",
         "“/``/punct/3 I/PRP/nsubj/3 think/VBP/ccomp/10 it/PRP/nsubj/6 will/MD/aux/6 close/VB/ccomp/3 ,/,/punct/6 ”/''/punct/3 Orlec/NNP/nsubj/10 said/VBD/root/0 ././punct/10",
         "Orlec", "said", "“I think it will close,”", "I think", QT_OWNER_SPEAKER},
        {"“I could do it cheaper,” Orlec said.",
         "“/``/punct/4 I/PRP/nsubj/4 could/MD/aux/4 do/VB/ccomp/10 it/PRP/obj/4 cheaper/JJR/advmod/4 ,/,/punct/4 ”/''/punct/4 Orlec/NNP/nsubj/10 said/VBD/root/0 ././punct/10",
         "Orlec", "said", "“I could do it cheaper,”", NULL, QT_OWNER_COUNT},
        {"Orlec said roughly forty looms broke.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 roughly/RB/advmod/4 forty/CD/nummod/5 looms/NNS/nsubj/6 broke/JJ/ccomp/2 ././punct/2",
         "Orlec", "said", "roughly forty looms broke", NULL, QT_OWNER_COUNT},
        {"Orlec said the rules that it seemingly broke were new.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 rules/NNS/nsubj/10 that/IN/mark/8 it/PRP/nsubj/8 seemingly/RB/advmod/8 broke/VBD/acl/4 were/VBD/cop/10 new/JJ/ccomp/2 ././punct/2",
         "Orlec", "said", "the rules that it seemingly broke were new", "seemingly", QT_OWNER_UNCLEAR},
        {"Orlec said that the suspected thief fled.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 that/IN/mark/7 the/DT/det/6 suspected/JJ/amod/6 thief/NN/nsubj/7 fled/VBD/ccomp/2 ././punct/2",
         "Orlec", "said", "that the suspected thief fled", "suspected", QT_OWNER_UNCLEAR},
        {"Kamm, who allegedly lied, denied it.",
         "Kamm/NNP/nsubj/7 ,/,/punct/5 who/WP/nsubj/5 allegedly/RB/advmod/5 lied/VBN/acl:relcl/1 ,/,/punct/5 denied/VBD/root/0 it/PRP/obj/7 ././punct/7",
         "Kamm", "denied", "it", "allegedly", QT_OWNER_NARRATOR},
        {"Allegedly, Kamm said it was over.",
         "Allegedly/RB/advmod/4 ,/,/punct/1 Kamm/NNP/nsubj/4 said/VBD/root/0 it/PRP/nsubj/7 was/VBD/cop/7 over/JJ/ccomp/4 ././punct/4",
         "Kamm", "said", "it was over", "Allegedly", QT_OWNER_NARRATOR},
        {"Orlec said they are the suspected thieves.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 they/PRP/nsubj/7 are/VBP/cop/7 the/DT/det/7 suspected/VBN/amod/7 thieves/NNS/ccomp/2 ././punct/2",
         "Orlec", "said", "they are the suspected thieves", "suspected", QT_OWNER_SPEAKER},
        {"Orlec hinted at what Kamm might do.",
         "Orlec/NNP/nsubj/2 hinted/VBD/root/0 at/IN/mark/7 what/WP/obj/7 Kamm/NNP/nsubj/7 might/MD/aux/7 do/VB/advcl/2 ././punct/2",
         "Orlec", "hinted at", "what Kamm might do", "might", QT_OWNER_UNCLEAR},
        {"Mill May Close, Orlec Says.",
         "Mill/NN/nsubj/3 May/MD/aux/3 Close/VB/ccomp/6 ,/,/punct/3 Orlec/NNP/nsubj/6 Says/VBZ/root/0 ././punct/6",
         "Orlec", "Says", "Mill May Close", "May", QT_OWNER_SPEAKER},
        {"“May luck be with us,” Orlec said.",
         "“/``/punct/6 May/MD/aux/6 luck/NN/nsubj/6 be/VB/cop/6 with/IN/case/6 us/PRP/ccomp/10 ,/,/punct/6 ”/''/punct/6 Orlec/NNP/nsubj/10 said/VBD/root/0 ././punct/10",
         "Orlec", "said", "“May luck be with us,”", NULL, QT_OWNER_COUNT},
        {"Orlec said it was the best deal they could get.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 it/PRP/nsubj/7 was/VBD/cop/7 the/DT/det/7 best/JJS/amod/7 deal/NN/ccomp/2 they/PRP/nsubj/10 could/MD/aux/10 get/VB/acl:relcl/7 ././punct/2",
         "Orlec", "said", "it was the best deal they could get", NULL, QT_OWNER_COUNT},
        {"Orlec said it was the longest possible way.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 it/PRP/nsubj/8 was/VBD/cop/8 the/DT/det/8 longest/JJS/amod/8 possible/JJ/amod/8 way/NN/ccomp/2 ././punct/2",
         "Orlec", "said", "it was the longest possible way", NULL, QT_OWNER_COUNT},
        {"Orlec said the mill is now widely believed to be empty.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 mill/NN/nsubj:pass/8 is/VBZ/aux:pass/8 now/RB/advmod/8 widely/RB/advmod/8 believed/VBN/ccomp/2 to/TO/mark/11 be/VB/cop/11 empty/JJ/xcomp/8 ././punct/2",
         "Orlec", "said", "the mill is now widely believed to be empty", "is now widely believed to", QT_OWNER_SPEAKER},
        {"Orlec said: “I firmly believe it closed.”",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 :/:/punct/2 “/``/punct/7 I/PRP/nsubj/7 firmly/RB/advmod/7 believe/VBP/ccomp/2 it/PRP/nsubj/9 closed/VBD/ccomp/7 ././punct/2 ”/''/punct/2",
         "Orlec", "said", "“I firmly believe it closed.”", "I firmly believe", QT_OWNER_SPEAKER},
        {"Orlec said a reported theft was none.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 a/DT/det/5 reported/VBN/amod/5 theft/NN/nsubj/7 was/VBD/cop/7 none/NN/ccomp/2 ././punct/2",
         "Orlec", "said", "a reported theft was none", "reported", QT_OWNER_UNCLEAR},
        {"Orlec said Kamm has alleged ties to it.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 Kamm/NNP/nsubj/5 has/VBZ/aux/5 alleged/VBN/ccomp/2 ties/NNS/obj/5 to/IN/case/8 it/PRP/nmod/6 ././punct/2",
         "Orlec", "said", "Kamm has alleged ties to it", "alleged", QT_OWNER_UNCLEAR},
        {"Orlec said Kamm had suspected family links.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 Kamm/NNP/nsubj/5 had/VBD/aux/5 suspected/VBN/ccomp/2 family/NN/compound/7 links/NNS/obj/5 ././punct/2",
         "Orlec", "said", "Kamm had suspected family links", "suspected", QT_OWNER_SPEAKER},
        {"Orlec said Kamm has alleged that it rained.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 Kamm/NNP/nsubj/5 has/VBZ/aux/5 alleged/VBN/ccomp/2 that/IN/mark/8 it/PRP/nsubj/8 rained/VBD/ccomp/5 ././punct/2",
         "Orlec", "said", "Kamm has alleged that it rained", NULL, QT_OWNER_COUNT},
        {"Orlec said that accused persons fled.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 that/IN/mark/6 accused/VBN/amod/5 persons/NNS/nsubj/6 fled/VBD/ccomp/2 ././punct/2",
         "Orlec", "said", "that accused persons fled", NULL, QT_OWNER_COUNT},
        {"Orlec said Kamm reported a theft.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 Kamm/NNP/nsubj/4 reported/VBD/ccomp/2 a/DT/det/6 theft/NN/obj/4 ././punct/2",
         "Orlec", "said", "Kamm reported a theft", NULL, QT_OWNER_COUNT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        parsed p;
        parsed_read(&p, cases[i].text, cases[i].parse, cases[i].source, cases[i].cue, cases[i].content);
        const qt_statement *s = &p.statements[0];
        if (s->hedge_count != (cases[i].hedge != NULL)) fail_msg("%s: %u hedges", cases[i].text, s->hedge_count);
        const qt_str words = s->hedge_count ? qt_str_at(p.text.bytes, s->hedges[0].span) : QT_STR("");
        if (s->hedge_count && (!qt_str_equal(words, qt_str_of(cases[i].hedge)) || s->hedges[0].by != cases[i].owner))
            fail_msg("%s: \"%.*s\" %d", cases[i].text, QT_STR_ARG(words), (int)s->hedges[0].by);
        assert_false(s->unplaced_hedge);
        parsed_free(&p);
    }
}

static qt_certainty narrated(const char *words, const char *parse, const char *content, const char *head)
{
    parsed p;
    parsed_text(&p, words);
    qt_find find = parsed_find(&p, NULL, head, content, 1, 1);
    find.narrated = true;
    find.polarity = QT_POLARITY_POSITIVE;
    find.certainty = QT_CERTAINTY_CERTAIN;
    parsed_finds(&p, parse, &find, 1);
    assert_int_equal(p.count, 1);
    const qt_certainty certainty = p.statements[0].certainty;
    parsed_free(&p);
    return certainty;
}

static void the_narrators_hedge_on_the_verb_counts(void **state)
{
    (void)state;
    assert_int_equal(
        narrated("Kamm reportedly helped save ten.",
                 "Kamm/NNP/nsubj/3 reportedly/RB/advmod/3 helped/VBD/root/0 save/VB/xcomp/3 ten/CD/obj/4 ././punct/3",
                 "Kamm reportedly helped save ten", "save"),
        QT_CERTAINTY_PROBABLE);
    assert_int_equal(
        narrated("Kamm allegedly burned ten mills.",
                 "Kamm/NNP/nsubj/3 allegedly/RB/advmod/3 burned/VBD/root/0 ten/CD/nummod/5 mills/NNS/obj/3 ././punct/3",
                 "Kamm allegedly burned ten mills", "burned"),
        QT_CERTAINTY_UNDERSPECIFIED);
    /* one that stands on another verb leaves this one certain */
    assert_int_equal(
        narrated("Men who allegedly helped were held.",
                 "Men/NNS/nsubj:pass/6 who/WP/nsubj/4 allegedly/RB/advmod/4 helped/VBD/acl:relcl/1 were/VBD/aux:pass/6 "
                 "held/VBN/root/0 ././punct/6",
                 "Men who allegedly helped were held", "held"),
        QT_CERTAINTY_CERTAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hedges_have_owners_and_innocent_words_are_none),
                                       cmocka_unit_test(the_narrators_hedge_on_the_verb_counts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
