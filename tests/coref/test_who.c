/* Who is who with the model that ships, on reports of ours; and what must hold for any text. */
#include "reading.h"

/* The first source of the first statement whose cue is `cue`, from the one numbered `from` on. */
static const qt_source *source_of(const char *cue, size_t from)
{
    for (size_t i = from; i < a.statement_count; i++) {
        const qt_statement *s = &a.statements[i];
        if (s->cue_count && s->source_count && qt_str_equal(qt_str_at(a.text.bytes, s->cue[0]), qt_str_of(cue)))
            return &s->sources[0];
    }
    fail_msg("no statement with the cue \"%s\"", cue);
    return NULL;
}

static void named(const char *cue, const char *name)
{
    const qt_source *s = source_of(cue, 0);
    if (!s->name.data || !qt_str_equal(s->name, qt_str_of(name)))
        fail_msg("%s: \"%.*s\", not \"%s\"", cue, QT_STR_ARG(s->name), name);
}

static void unresolved(const char *cue)
{
    const qt_source *s = source_of(cue, 0);
    if (s->resolved != QT_RESOLVED_UNRESOLVED) fail_msg("%s: \"%.*s\", not unresolved", cue, QT_STR_ARG(s->name));
    assert_null(s->name.data);
}

static void short_names_and_pronouns(void **state)
{
    (void)state;
    annotate("The mayor of Lisgard, Dana Orlec, said on Monday that the bridge would stay closed.\n\n"
             "She denied that the council had been warned.\n\n"
             "Orlec warned that the old piers could not carry trucks.");
    named("said", "Dana Orlec");
    named("denied", "Dana Orlec");
    named("warned", "Dana Orlec");
    assert_int_equal(source_of("said", 0)->resolved, QT_RESOLVED_PRINTED);
    assert_int_equal(source_of("denied", 0)->resolved, QT_RESOLVED_MACHINE);
    assert_int_equal(source_of("said", 0)->referent, source_of("warned", 0)->referent);
}

static void an_acronym_is_what_it_stands_for(void **state)
{
    (void)state;
    annotate(
        "The Tavrian Maritime Agency (TMA) said the ferry was safe. Later the TMA denied that it had been warned.");
    named("denied", "Tavrian Maritime Agency");
}

static void two_of_one_surname_stay_open(void **state)
{
    (void)state;
    annotate("Ada Lunt and her brother Otto Lunt own the mill. Lunt said on Friday that it would close.");
    unresolved("said");
}

static void who_comes_later_is_not_who_was_before(void **state)
{
    (void)state;
    annotate("The minister warned that prices would rise.\n\nAda Lunt, a baker in Lisgard, said she was not worried.");
    unresolved("warned");
    named("said", "Ada Lunt");
}

static void an_acronym_points_to_its_name(void **state)
{
    (void)state;
    annotate(
        "The Tavrian Maritime Agency (TMA) said the ferry was safe. Later the TMA denied that it had been warned.");
    for (size_t m = 0; m < a.coref.mention_count; m++) {
        const qt_mention *one = &a.coref.mentions[m];
        if (!qt_str_equal(qt_str_at(a.text.bytes, one->span), QT_STR("TMA"))) continue;
        assert_true(one->acronym_of < a.coref.mention_count);
        qt_str full = qt_str_at(a.text.bytes, a.coref.mentions[one->acronym_of].span);
        assert_true(qt_str_equal(full, QT_STR("Tavrian Maritime Agency")));
        return;
    }
    fail_msg("no acronym");
}

static void the_anonymous_stay_so(void **state)
{
    (void)state;
    annotate("The harbour master, Lin Okoro, left the town in May. A senior official said the quay was unsafe.");
    const qt_source *s = source_of("said", 0);
    assert_true(!s->name.data || qt_str_equal(s->name, QT_STR("A senior official")));
    assert_true(s->referent == QT_NONE || !a.coref.referents[s->referent].named);
}

static void nobody_is_their_own_husband(void **state)
{
    (void)state;
    annotate(
        "Ada Lunt and Otto Lunt, her husband, run the mill with their son Emil Lunt. Ada Lunt said the mill was safe. Her "
        "husband denied that it had ever burned. Emil Lunt said he knew nothing of a fire.");
    const qt_source *s = source_of("denied", 0);
    assert_true(!s->name.data || !qt_str_equal(s->name, QT_STR("Ada Lunt")));
}

static void a_wife_of_the_same_name_is_another(void **state)
{
    (void)state;
    annotate("Brandt and his wife, Ilse Brandt, own the yard. She said the yard was safe. He denied that it was.");
    const qt_source *s = source_of("denied", 0);
    assert_true(!s->name.data || !qt_str_equal(s->name, QT_STR("Ilse Brandt")));
}

static void a_father_and_his_son_are_two(void **state)
{
    (void)state;
    annotate("Otto Ado Kamm, the eldest son of Kaldovia's former president Otto Brand Kamm, opened an account. "
             "Otto Ado Kamm said it was legal.");
    for (size_t i = 0; i < a.coref.mention_count; i++)
        for (size_t k = 0; k < i; k++) {
            const qt_str x = qt_str_at(a.text.bytes, a.coref.mentions[i].span),
                         y = qt_str_at(a.text.bytes, a.coref.mentions[k].span);
            if (qt_str_equal(x, QT_STR("Otto Ado Kamm")) && qt_str_equal(y, QT_STR("Otto Brand Kamm")))
                assert_int_not_equal(qt_referent_of(&a.coref, i), qt_referent_of(&a.coref, k));
        }
    named("said", "Otto Ado Kamm");
}

static void a_headline_names_nobody_better_than_the_text(void **state)
{
    (void)state;
    annotate("Kamm Rusija\n\nThe bridge will be mended, President Otto Kamm said on Monday.\n\n"
             "He denied that it was late.");
    named("said", "Otto Kamm");
    named("denied", "Otto Kamm");
    annotate(
        "Otto Rusija Kamm on the bridge, the road and the money\n\nThe bridge will be mended, President Otto Kamm said on Monday.\n\n"
        "He denied that it was late.");
    named("denied", "Otto Kamm");
}

static void i_am_who_is_quoted(void **state)
{
    (void)state;
    annotate(
        "Zoë Orlec said on Friday: \"I told the council that the bridge was rotten, and I asked them for help.\"\n\n"
        "Rudi Kamm, the mayor, wrote: \"I informed Mr Holt last night that his services are no longer needed.\"\n\n"
        "\"I warned them that it would burn,\" he added.");
    named("informed", "Rudi Kamm");
    named("warned", "Rudi Kamm");
    assert_int_equal(source_of("informed", 0)->resolved, QT_RESOLVED_MACHINE);
    assert_int_equal(source_of("informed", 0)->referent, source_of("wrote:", 0)->referent);
    annotate("Zoë Orlec said on Friday that Rudi Kamm had left.\n\n"
             "\"I warned them that it would burn,\" somebody had written on the wall of the mill in Marn.");
    for (size_t i = 0; i < a.statement_count; i++)
        for (uint32_t k = 0; k < a.statements[i].source_count; k++) {
            const qt_source *one = &a.statements[i].sources[k];
            if (qt_str_equal(qt_str_at(a.text.bytes, one->span), QT_STR("I"))) assert_null(one->name.data);
        }
}

static void she_is_no_man_by_his_name(void **state)
{
    (void)state;
    annotate("Otto Brandt wrote to the council about the yard. She said the letter was polite.");
    const qt_source *s = source_of("said", 0);
    assert_true(!s->name.data || !qt_str_equal(s->name, QT_STR("Otto Brandt")));
    annotate("Thomas Orlec and Julia Kamm own the mill. She said it would close.");
    named("said", "Julia Kamm");
    /* "James" alone is a surname. */
    annotate("Ruth James sued the firm on Friday. James said the firm had lied. She denied that it was late.");
    named("denied", "Ruth James");
}

static void one_of_two_men_is_nobody(void **state)
{
    (void)state;
    annotate("Otto Brandt met Karl Reith in Lisgard on Monday. He said the talks had gone well.");
    unresolved("said");
    assert_int_equal(source_of("said", 0)->candidate_count, 2);
}

static void whom_a_senator_accuses_is_not_she(void **state)
{
    (void)state;
    annotate(
        "Senator Ruth Vane accused Governor Paul Kerr of taking bribes. Kerr called her a liar. \"She knows that is false,\" "
        "he said.");
    const qt_source *s = source_of("said", 0);
    assert_true(!s->name.data || qt_str_equal(s->name, QT_STR("Paul Kerr")));
}

static void who_edits_is_nobody_told_of(void **state)
{
    (void)state;
    annotate("North Borden will not talk, its leader Kim warned on Monday.\n\nKim said the drills must stop.\n\n"
             "(Reporting by Ana Lott; Editing by Kim Carver and Mike Perle)");
    const qt_source *s = source_of("said", 0);
    assert_true(!s->name.data || !qt_str_equal(s->name, QT_STR("Kim Carver")));
}

static void one_spokesman_is_not_another(void **state)
{
    (void)state;
    annotate(
        "A Nato spokesman said the building was hit. The German foreign ministry spokesman denied that it had been used.");
    named("said", "A Nato spokesman");
    assert_int_equal(source_of("said", 0)->resolved, QT_RESOLVED_PRINTED);
}

static void a_description_ends_where_something_is_told_of_it(void **state)
{
    (void)state;
    annotate(
        "The transport ministry, which had kept quiet for a week, said on Monday that the bridge was safe. It denied that "
        "the files were lost.");
    const qt_source *s = source_of("denied", 0);
    assert_true(!s->name.data || qt_str_equal(s->name, QT_STR("The transport ministry")));
    for (uint32_t r = 0; r < a.coref.referent_count; r++)
        assert_null(memchr(a.text.bytes.data + a.coref.mentions[a.coref.referents[r].best].span.begin, ',',
                           a.coref.mentions[a.coref.referents[r].best].span.end -
                               a.coref.mentions[a.coref.referents[r].best].span.begin));
}

static void one_body_s_spokesman_is_no_candidate_for_anothers(void **state)
{
    (void)state;
    annotate(
        "Karim Daoud, a spokesman for the rebels, said a convoy had been hit.\n\nThe ambassador said he had no details.");
    const qt_source *s = source_of("said", 1);
    assert_int_equal(s->resolved, QT_RESOLVED_UNRESOLVED);
    assert_int_equal(s->candidate_count, 0);
}

static void he_is_no_woman(void **state)
{
    (void)state;
    annotate("Mrs. Dana Orlec met reporters in Lisgard. He said the bridge was safe.");
    const qt_source *s = source_of("said", 0);
    assert_int_equal(s->resolved, QT_RESOLVED_UNRESOLVED);
}

static void a_statement_is_about_whom_it_names(void **state)
{
    (void)state;
    annotate("The union accused Dana Orlec of lying to the Tavrian Maritime Agency.");
    for (size_t i = 0; i < a.statement_count; i++)
        for (uint32_t k = 0; k < a.statements[i].about_count; k++)
            if (qt_str_equal(a.statements[i].about[k].name, QT_STR("Dana Orlec"))) return;
    fail_msg("nobody is told of");
}

/* Mentions in order, referents' mentions theirs, nothing out of range. */
static void everything_holds_together(void **state)
{
    (void)state;
    annotate(
        "Dana Orlec, 52, the mayor of Lisgard, and Otto Brandt, who runs the mill, said they would meet. Brandt's lawyer "
        "said he knew nothing. \"I told them so,\" Orlec said. The two have denied it. It was reported that she left.");
    assert_true(a.coref.referent_count > 0);
    for (uint32_t r = 0; r < a.coref.referent_count; r++) {
        const qt_referent *one = &a.coref.referents[r];
        assert_true(one->mention_count > 0 && one->best < a.coref.mention_count);
        for (uint32_t i = 0; i < one->mention_count; i++) {
            assert_true(one->mentions[i] < a.coref.mention_count && (!i || one->mentions[i] > one->mentions[i - 1]));
            assert_int_equal(qt_referent_of(&a.coref, one->mentions[i]), r);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_names_and_pronouns),
        cmocka_unit_test(an_acronym_is_what_it_stands_for),
        cmocka_unit_test(two_of_one_surname_stay_open),
        cmocka_unit_test(who_comes_later_is_not_who_was_before),
        cmocka_unit_test(an_acronym_points_to_its_name),
        cmocka_unit_test(the_anonymous_stay_so),
        cmocka_unit_test(nobody_is_their_own_husband),
        cmocka_unit_test(whom_a_senator_accuses_is_not_she),
        cmocka_unit_test(who_edits_is_nobody_told_of),
        cmocka_unit_test(one_spokesman_is_not_another),
        cmocka_unit_test(a_description_ends_where_something_is_told_of_it),
        cmocka_unit_test(one_body_s_spokesman_is_no_candidate_for_anothers),
        cmocka_unit_test(he_is_no_woman),
        cmocka_unit_test(a_wife_of_the_same_name_is_another),
        cmocka_unit_test(a_father_and_his_son_are_two),
        cmocka_unit_test(a_headline_names_nobody_better_than_the_text),
        cmocka_unit_test(i_am_who_is_quoted),
        cmocka_unit_test(she_is_no_man_by_his_name),
        cmocka_unit_test(one_of_two_men_is_nobody),
        cmocka_unit_test(a_statement_is_about_whom_it_names),
        cmocka_unit_test(everything_holds_together),
    };
    return cmocka_run_group_tests_name("coref/who", tests, setup, teardown);
}
