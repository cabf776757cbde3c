/* quoth entities, from outside: what is printed of who is who. */
#include "../collate/fixture.h"
#include "run.h"

static void make_case(void)
{
    char path[64];
    told one = told_new("The harbour master Tamsin Orlec said that Odo Marsh, allegedly an arsonist, had fled."),
         two = told_new("Tamsin Orlec spoke. Odo Marsh slept."), three = told_new("Odo Marsh slept on.");
    told_tokens(&one);
    uint32_t r = told_name(&one, "Tamsin Orlec", 1, QT_MENTION_PERSON, "harbour master", 0);
    qt_statement *s =
        fx_simple(&one.f, fx_span(&one.f, "The harbour master Tamsin Orlec", 1), fx_span(&one.f, "said", 1),
                  fx_span(&one.f, "that Odo Marsh, allegedly an arsonist, had fled", 1), "say");
    s->sources[0].referent = r;
    r = told_name(&one, "Odo Marsh", 1, QT_MENTION_PERSON, NULL, 0);
    s->about = QT_ARENA_NEW(one.f.arena, qt_about, 1);
    s->about[s->about_count++] = (qt_about){r, QT_STR("Odo Marsh"), fx_span(&one.f, "Odo Marsh", 1), 0};
    told_name(&two, "Tamsin Orlec", 1, QT_MENTION_PERSON, NULL, 0);
    told_name(&two, "Odo Marsh", 1, QT_MENTION_PERSON, NULL, 0);
    told_name(&three, "Odo Marsh", 1, QT_MENTION_PERSON, NULL, 0);
    three.f.document.name = QT_STR("\x1b[31mc.txt");
    snprintf(path, sizeof path, "%s/case.quoth", folder);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &one);
    told_store(c, &two);
    told_store(c, &three);
    qt_case_close(c);
    told_free(&one);
    told_free(&two);
    told_free(&three);
}

/* Roles with their document; a part in a crime as said, by whom, hedged; what is proposed apart from what is merged. */
static void test_view(void **state)
{
    (void)state;
    const run *r = quoth_in("entities case.quoth");
    assert_int_equal(r->status, 0);
    HAS(r->out, "Tamsin Orlec · person\n    harbour master · a.txt\n");
    HAS(r->out, "2 mentions in 2 documents · 1 statement by · 0 about\n");
    HAS(r->out, "said of them: arsonist · hedged: allegedly · a.txt · in statement");
    HAS(r->out, "perhaps the same as Odo Marsh · proposed: same name");
    r = quoth_in("entities case.quoth --type organization");
    assert_string_equal(r->out, "");
    HAS(r->err, "no entities");
}

static void test_why(void **state)
{
    (void)state;
    const run *r = quoth_in("entities case.quoth --why 'tamsin orlec'");
    assert_int_equal(r->status, 0);
    HAS(r->out, " = Tamsin Orlec (a.txt, ");
    HAS(r->out, "by the machine: same name: Tamsin Orlec");
    r = quoth_in("entities case.quoth --why 'Odo Marsh'");
    assert_int_equal(r->status, 2);
    HAS(r->err, "\"Odo Marsh\" could be Odo Marsh (");
    r = quoth_in("entities case.quoth --why Nobody");
    assert_int_equal(r->status, 2);
    HAS(r->err, "there is no entity \"Nobody\"");
}

/* Names of documents come from strangers. The CSV keeps the hedge beside what it hedges. */
static void test_lists(void **state)
{
    (void)state;
    const run *r = quoth_in("entities case.quoth --csv");
    assert_int_equal(r->status, 0);
    HAS(r->out, "arsonist [hedge: allegedly (unclear whose)] (a.txt, said in ");
    r = quoth_in("entities case.quoth");
    assert_null(strchr(r->out, '\x1b'));
    r = quoth_in("statements case.quoth --source tamsin --about marsh --json");
    HAS(r->out, "\"name\":\"Tamsin Orlec\",\"resolved\":\"printed\"");
    HAS(r->out, "\"about\":[{\"entity\":");
}

/* A role with a hedge in front of it, and one with a hedge of the statement that gives it. */
static void make_hedged(void)
{
    char path[64];
    told one = told_new("The supposedly brave surgeon Jonas Pell slept. Jonas Pell, the alleged smuggler, fled."),
         two = told_new("The clinic said the surgeon Jonas Pell reportedly fled.");
    told_tokens(&one);
    uint32_t r = told_name(&one, "Jonas Pell", 1, QT_MENTION_PERSON, "surgeon", 0);
    const qt_beside beside = {.appositions = told_list(&one, "smuggler")};
    told_mention(&one, fx_span(&one.f, "Jonas Pell", 2), QT_MENTION_PERSON, QT_FORM_NAME, r, &beside);
    told_tokens(&two);
    qt_statement *s = fx_simple(&two.f, fx_span(&two.f, "The clinic", 1), fx_span(&two.f, "said", 1),
                                fx_span(&two.f, "the surgeon Jonas Pell reportedly fled", 1), "say");
    s->hedges[s->hedge_count++] = (qt_hedge){fx_span(&two.f, "reportedly", 1), QT_OWNER_NARRATOR};
    told_name(&two, "Jonas Pell", 1, QT_MENTION_PERSON, "surgeon", 0);
    snprintf(path, sizeof path, "%s/hedged.quoth", folder);
    qt_case *c = fx_open(path, QT_CASE_CREATE);
    told_store(c, &one);
    told_store(c, &two);
    qt_case_close(c);
    told_free(&one);
    told_free(&two);
}

/* No form of the view prints "surgeon" or "smuggler" without the words of caution that stand with it. */
static void test_hedged_everywhere(void **state)
{
    static const char *const FORMS[] = {"", " --json", " --csv"};
    (void)state;
    make_hedged();
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        const run *r = quoth_in("entities hedged.quoth%s", FORMS[i]);
        HAS(r->out, "surgeon");
        HAS(r->out, "smuggler");
        HAS(r->out, "supposedly");
        HAS(r->out, "alleged");
        HAS(r->out, "reportedly");
        r = quoth_in("entities hedged.quoth --why 4336d75afa8ee0b7%s", FORMS[i]);
        HAS(r->out, "role agrees: surgeon [hedged: reportedly,");
        HAS(r->out, "supposedly]");
    }
    const run *r = quoth_in("entities hedged.quoth");
    HAS(r->out, "    surgeon · hedged: supposedly · a.txt\n");
    HAS(r->out, "    surgeon · hedged: reportedly · a.txt · in statement");
    HAS(r->out, "said of them: smuggler · hedged: alleged · a.txt\n");
    r = quoth_in("entities hedged.quoth --csv");
    HAS(r->out, "surgeon [hedge: supposedly (unclear whose)]");
    HAS(r->out, "surgeon [hedge: reportedly (narrator)]");
    HAS(r->out, "smuggler [hedge: alleged (unclear whose)]");
}

/* A name that a person gave is not taken for the machine's. */
static void test_decided(void **state)
{
    (void)state;
    assert_int_equal(quoth_in("decide case.quoth rename 'Tamsin Orlec' '=Tam' --as 'Ada Quill'")->status, 0);
    const run *r = quoth_in("entities case.quoth --csv");
    HAS(r->out, ",\"'=Tam\",person,");
    HAS(r->out, ",decided,\"rename =Tam by Ada Quill, ");
    HAS(r->out, ",unchecked,\r\n");
    HAS(quoth_in("entities case.quoth")->out, "decided: rename → =Tam by Ada Quill\n");
    assert_int_equal(quoth_in("verify case.quoth")->status, 0);
}

static int setup(void **state)
{
    (void)state;
    make_folder();
    make_case();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_view),    cmocka_unit_test(test_why),
        cmocka_unit_test(test_lists),   cmocka_unit_test(test_hedged_everywhere),
        cmocka_unit_test(test_decided),
    };
    return cmocka_run_group_tests(tests, setup, remove_folder);
}
