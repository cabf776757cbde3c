/* Several who speak at once, with the model that ships: one source for each of them, or none where the text leaves it open. And
 * descriptions that repeat a name's word. */
#include "rows.h"

static void a_list_is_several_sources(void **state)
{
    (void)state;
    static const row rows[] = {
        {"Dana Orlec and Rudi Kamm said the mill would close.", "said", "Dana Orlec; Rudi Kamm"},
        {"President Dana Orlec and Prime Minister Otto Brandt announced a truce.", "announced",
         "Dana Orlec; Otto Brandt"},
        {"Both Orlec and Kamm said the mill was safe.", "said", "Orlec; Kamm"},
        {"According to Orlec and Kamm, the mill is safe.", "According to", "Orlec; Kamm"},
        {"Orlec and her lawyer denied that the mill had burned.", "denied", "Orlec; her lawyer"},
        {"Dana Orlec, the mayor, and Rudi Kamm said the road was safe.", "said", "Dana Orlec; Rudi Kamm"},
        {"Dana Orlec, 52, a baker, and Rudi Kamm, 43, a smith from Orsel, told reporters that they had seen the fire.",
         "told", "Dana Orlec; Rudi Kamm"},
        {"Police and prosecutors said the man had fled.", "said", "Police; prosecutors"},
    };
    HOLD(rows);
}

static void who_is_described_is_named(void **state)
{
    (void)state;
    static const row rows[] = {
        {"One of these groups, the Orlec Democratic Front (ODF), said it would fight on.", "said",
         "Orlec Democratic Front"},
        {"\"The road is safe\" tweeted Mayor of London Otto Lunt (no relation).", "tweeted", "Otto Lunt"},
        {"The man's mother, Ada, said he had left.", "said", "Ada"},
        {"The rebels, the Orlec Front and others, said they would fight on.", "said",
         "The rebels, the Orlec Front and others,"},
        {"An aide to Ada Lunt (no relation) said the road was safe.", "said", "An aide to Ada Lunt (no relation)"},
    };
    HOLD(rows);
}

static void one_name_with_and_is_one(void **state)
{
    (void)state;
    static const row rows[] = {
        {"Orlec and Marn, the retailer, said sales had fallen.", "said", "Orlec and Marn"},
        {"Orlec and Sons said sales had fallen.", "said", "Orlec and Sons"},
        {"Procter & Gamble said it would pay.", "said", "Procter & Gamble"},
        {"The Ministry of Health and Welfare denied that the beds were full.", "denied",
         "Ministry of Health and Welfare"},
        {"Dana Orlec, the owner of mill and farm, said she was glad.", "said", "Dana Orlec"},
        {"Founder and chief executive Dana Orlec said the mill was safe.", "said", "Dana Orlec"},
        {"The owners of the mill and the farm said the loan was paid.", "said", "The owners of the mill and the farm"},
        {"Education and health officials said the school was safe.", "said", "Education and health officials"},
        {"Orlec or Kamm said the mill was safe.", "said", "Orlec or Kamm"},
        {"A lawyer for Dana Orlec and Otto Brandt said they were innocent.", "said",
         "A lawyer for Dana Orlec and Otto Brandt"},
    };
    HOLD(rows);
}

static void a_name_inside_what_is_told_of_the_source_is_not_the_source(void **state)
{
    (void)state;
    static const row rows[] = {
        {"Kaldovia, which wants to oust President Rudi Kamm, has said the talks are over.", "has said", "Kaldovia"},
        {"Ilse Orlec, fiancée of journalist Rudi Kamm, demanded justice on Friday.", "demanded", "Ilse Orlec"},
        {"Dana Kamm, a professional cellist, a friend of Otto Brandt, said it was late.", "said", "Dana Kamm"},
        {"The minister's aide Otto Brandt said it was late.", "said", "Otto Brandt"},
    };
    HOLD(rows);
}

static void a_plural_is_the_only_list_that_fits(void **state)
{
    (void)state;
    static const row rows[] = {
        {"Dana Orlec and Rudi Kamm were arrested on Monday. Both denied that they had set the fire.", "denied",
         "Dana Orlec; Rudi Kamm"},
        {"Dana Orlec, Rudi Kamm and Otto Brandt were arrested on Monday. All three have denied that they set the fire.",
         "have denied", "Dana Orlec; Rudi Kamm; Otto Brandt"},
        {"Otto Brandt and Rudi Kamm were arrested. The two men said they were innocent.", "said",
         "Otto Brandt; Rudi Kamm"},
        {"Otto Brandt and his brother Karl Brandt own the mill. The brothers said it was safe.", "said",
         "Otto Brandt; Karl Brandt"},
        {"Otto Brandt and Rudi Kamm met on Monday. They said the talks had gone well.", "said",
         "Otto Brandt; Rudi Kamm"},
        {"France and Germany condemned the attack. Both countries said they would send help.", "said",
         "France; Germany"},
        {"Orsel Bank, Coast Bank and Pier Bank were fined. All three companies said they would pay.", "said",
         "Orsel Bank; Coast Bank; Pier Bank"},
    };
    HOLD(rows);
}

static void a_plural_that_may_be_others_stays_open(void **state)
{
    (void)state;
    static const row rows[] = {
        /* number */
        {"Dana Orlec, Rudi Kamm and Otto Brandt were arrested on Monday. Both denied that they had set the fire.",
         "denied", "-"},
        /* two lists */
        {"Dana Orlec and Rudi Kamm met Otto Brandt and Karl Reith on Monday. They said the talks had gone well.",
         "said", "-"},
        /* kind */
        {"Mr Orlec and Mrs Kamm met on Monday. The two women said the plan was sound.", "said", "-"},
        {"Dana Orlec and Otto Brandt were killed on Monday. The two suspects denied that they had been there.",
         "denied", "-"},
        /* others are meant, or may be */
        {"Police questioned Dana Orlec and Otto Brandt on Monday. They said the two were calm.", "said", "-"},
        {"A lawyer for Dana Orlec and Otto Brandt said they were innocent. They denied that they had been there.",
         "denied", "-"},
        {"\"Dana Orlec and Otto Brandt lied,\" Rudi Kamm said. They denied that they had.", "denied", "-"},
        /* one body is "they" too */
        {"The Lisgard Council met on Monday. They said the bridge was safe.", "said", "Lisgard Council"},
    };
    HOLD(rows);
}

static void an_open_plural_has_its_lists_for_candidates(void **state)
{
    (void)state;
    char names[64];
    read_names("Dana Orlec and Rudi Kamm met Otto Brandt and Karl Reith on Monday. They said the talks had gone well.",
               "said", names, sizeof names);
    const qt_statement *s = &a.statements[a.statement_count - 1];
    assert_int_equal(s->source_count, 1);
    assert_true(s->sources[0].candidate_count > 0);
}

static void each_of_several_is_a_referent(void **state)
{
    (void)state;
    char names[128];
    read_names("Dana Orlec and Rudi Kamm were arrested on Monday. Both denied that they had set the fire.", "denied",
               names, sizeof names);
    const qt_statement *s = &a.statements[a.statement_count - 1];
    assert_int_equal(s->source_count, 2);
    assert_true(s->sources[0].referent != QT_NONE && s->sources[0].referent != s->sources[1].referent);
    for (uint32_t k = 0; k < 2; k++) {
        assert_int_equal(s->sources[k].resolved, QT_RESOLVED_MACHINE);
        assert_true(qt_str_equal(qt_str_at(a.text.bytes, s->sources[k].span), QT_STR("Both")));
    }
}

static void a_noun_is_whose_name_has_it(void **state)
{
    (void)state;
    static const row rows[] = {
        {"Commissioner Albert Orlec met farmers on Monday. The commissioner said the harvest was good.", "said",
         "Albert Orlec"},
        {"The Orsel Zoo reopened on Monday. The zoo said the apes were well.", "said", "Orsel Zoo"},
        {"The Orsel Zoo reopened on Monday. A zoo in Lisgard closed. The zoo said the apes were well.", "said",
         "A zoo in Lisgard"},
        {"Former president Otto Brandt met farmers on Monday. The president said the harvest was good.", "said", "-"},
        {"President Otto Brandt met President Dana Orlec. The president said the harvest was good.", "said", "-"},
        {"Deputy mayor Otto Brandt left. The mayor said the harvest was good.", "said", "-"},
        {"Finance minister Otto Brandt left. Health minister Dana Orlec stayed. The minister said the harvest was good.",
         "said", "-"},
    };
    HOLD(rows);
}

/* Whom nobody can name keeps his own words, and nobody is lost where the tree has not seen the list. */
static void nobody_of_a_list_is_lost(void **state)
{
    (void)state;
    annotate(
        "Zoë Orlec and the minister said it was late.\n\nRudi Kamm and the union denied that they had been warned.");
    assert_int_equal(a.statement_count, 2);
    assert_int_equal(a.statements[0].source_count, 2);
    assert_true(
        qt_str_equal(qt_str_at(a.text.bytes, a.statements[0].sources[0].span), QT_STR("Zoë Orlec and the minister")));
    assert_true(qt_str_equal(qt_str_at(a.text.bytes, a.statements[0].sources[1].span), QT_STR("the minister")));
    assert_int_equal(a.statements[0].sources[1].resolved, QT_RESOLVED_UNRESOLVED);
    annotate(
        "The union held the ministry responsible for the fire.\n\nZoë Orlec launched a scathing attack on the plan.\n\n"
        "The union holds that the mill must close, and Kamm called for a strike.\n\n"
        "Zoë Orlec and the minister said it was late. Rudi Kamm and he denied it.");
    for (size_t i = 0; i < a.statement_count; i++)
        for (uint32_t k = 0; k < a.statements[i].source_count; k++) {
            const qt_source *one = &a.statements[i].sources[k];
            bool both = qt_str_equal(qt_str_at(a.text.bytes, one->span), QT_STR("Zoë Orlec and the minister"));
            if (both && a.statements[i].source_count == 1)
                assert_true(!one->name.data || qt_str_equal(one->name, QT_STR("Zoë Orlec and the minister")));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_several_sources),
        cmocka_unit_test(nobody_of_a_list_is_lost),
        cmocka_unit_test(who_is_described_is_named),
        cmocka_unit_test(one_name_with_and_is_one),
        cmocka_unit_test(a_name_inside_what_is_told_of_the_source_is_not_the_source),
        cmocka_unit_test(a_plural_is_the_only_list_that_fits),
        cmocka_unit_test(a_plural_that_may_be_others_stays_open),
        cmocka_unit_test(an_open_plural_has_its_lists_for_candidates),
        cmocka_unit_test(each_of_several_is_a_referent),
        cmocka_unit_test(a_noun_is_whose_name_has_it),
    };
    return cmocka_run_group_tests_name("coref/lists", tests, setup, teardown);
}
