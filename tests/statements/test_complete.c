/* What a cue within another content is given by the tree. */
#include "parsed.h"

typedef struct reading {
    const char *text, *parse;
    const char *outer;                  /* the content of "Orlec said" */
    const char *source, *cue, *content; /* of the cue within it, as the network has them: NULL where it has none */
    const char *wants_source, *wants_content; /* NULL: no statement stands within the other */
} reading;

static bool same(const qt_text *text, qt_span span, const char *words)
{
    return qt_str_equal(qt_str_at(text->bytes, span), qt_str_of(words));
}

static void check(const reading *r, float probability)
{
    parsed p;
    parsed_text(&p, r->text);
    qt_find items[] = {parsed_find(&p, "Orlec", "said", r->outer, 1, 1),
                       parsed_find(&p, r->source, r->cue, r->content, probability, 1)};
    parsed_finds(&p, r->parse, items, 2);
    assert_int_equal(p.count, r->wants_source ? 2 : 1);
    if (r->wants_source) {
        const qt_statement *s = &p.statements[1];
        assert_int_equal(s->within, 0);
        assert_int_equal(s->source_count, 1);
        if (!same(&p.text, s->sources[0].span, r->wants_source)) fail_msg("%s: another source", r->text);
        if (!same(&p.text, s->content[0], r->wants_content)) fail_msg("%s: another content", r->text);
    }
    parsed_free(&p);
}

static void the_tree_gives_what_the_network_left_out(void **state)
{
    (void)state;
    static const reading cases[] = {
        /* the clause that the verb governs, without the comma behind it */
        {"Orlec said Ada Lunt denied that it rained, twice.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 Ada/NNP/nsubj/5 Lunt/NNP/flat/3 denied/VBD/ccomp/2 that/IN/mark/8 it/PRP/nsubj/8 "
         "rained/VBD/ccomp/5 ,/,/punct/10 twice/RB/advmod/5 ././punct/2",
         "Ada Lunt denied that it rained, twice", "Ada Lunt", "denied", NULL, "Ada Lunt", "that it rained"},
        /* the subject of the verb */
        {"Orlec said the old miller denied everything.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 the/DT/det/5 old/JJ/amod/5 miller/NN/nsubj/6 denied/VBD/ccomp/2 everything/NN/obj/6 "
         "././punct/2",
         "the old miller denied everything", NULL, "denied", "everything", "the old miller", "everything"},
        /* a participle has the subject of the clause it hangs on */
        {"Orlec said the miller wrote back, denying everything.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 miller/NN/nsubj/5 wrote/VBD/ccomp/2 back/RB/advmod/5 ,/,/punct/8 "
         "denying/VBG/advcl/5 everything/NN/obj/8 ././punct/2",
         "the miller wrote back, denying everything", NULL, "denying", "everything", "the miller", "everything"},
        /* and a verb behind "and" that of the first one */
        {"Orlec said the miller came and denied everything.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 miller/NN/nsubj/5 came/VBD/ccomp/2 and/CC/cc/7 denied/VBD/conj/5 "
         "everything/NN/obj/7 ././punct/2",
         "the miller came and denied everything", NULL, "denied", "everything", "the miller", "everything"},
        /* whom a passive is told of says nothing */
        {"Orlec said the miller was denied it and believed it.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 miller/NN/nsubj:pass/6 was/VBD/aux:pass/6 denied/VBN/ccomp/2 it/PRP/obj/6 "
         "and/CC/cc/9 believed/VBD/conj/6 it/PRP/obj/9 ././punct/2",
         "the miller was denied it and believed it", NULL, "was denied", "it", NULL, NULL},
        /* nor does "it" of a clause without a subject */
        {"Orlec said there appeared smoke.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 there/EX/nsubj/4 appeared/VBD/ccomp/2 smoke/NN/obj/4 ././punct/2",
         "there appeared smoke", NULL, "appeared", "smoke", NULL, NULL},
        /* a word that the lexicon has not is the network's alone */
        {"Orlec said the miller painted everything.",
         "Orlec/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 miller/NN/nsubj/5 painted/VBD/ccomp/2 everything/NN/obj/5 ././punct/2",
         "the miller painted everything", NULL, "painted", "everything", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(&cases[i], 1);
}

static void less_is_asked_of_what_the_tree_completes(void **state)
{
    (void)state;
    reading r = {
        "Orlec said the miller denied everything.",
        "Orlec/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 miller/NN/nsubj/5 denied/VBD/ccomp/2 everything/NN/obj/5 ././punct/2",
        "the miller denied everything",
        NULL,
        "denied",
        "everything",
        "the miller",
        "everything"};
    check(&r, 0.5f);
    r.wants_source = NULL;
    check(&r, 0.4f);
    r.source = "the miller";
    check(&r, 0.5f);
    r.wants_source = "the miller";
    check(&r, 0.6f);
}

/* What is made of one find of a text; the content that is read, an empty span if none. */
static size_t read_one(const char *words, const char *parse, const char *source, const char *cue, const char *content,
                       float probability, const char *wants)
{
    parsed p;
    parsed_text(&p, words);
    qt_find find = parsed_find(&p, source, cue, content, probability, 1);
    parsed_finds(&p, parse, &find, 1);
    const size_t count = p.count;
    const qt_statement *s = p.statements;
    if (count) assert_true(s->source_count == (source != NULL) && s->content_count == (wants != NULL));
    if (count && wants && !same(&p.text, s->content[0], wants)) fail_msg("%s: another content", words);
    parsed_free(&p);
    return count;
}

static void a_plain_denial_gets_its_object(void **state)
{
    (void)state;
    static const char denied[] = "Orlec/NNP/nsubj/2 denied/VBD/root/0 taking/VBG/xcomp/2 money/NN/obj/3 ././punct/2";
    static const char said[] = "Orlec/NNP/nsubj/2 said/VBD/root/0 nothing/NN/obj/2 ././punct/2";
    assert_int_equal(read_one("Orlec denied taking money.", denied, "Orlec", "denied", NULL, 0.5f, "taking money"), 1);
    assert_int_equal(read_one("Orlec denied taking money.", denied, "Orlec", "denied", NULL, 0.4f, NULL), 0);
    /* without a speaker, and of a word as common as "said", the network is believed */
    assert_int_equal(read_one("Orlec denied taking money.", denied, NULL, "denied", "taking money", 0.8f, NULL), 0);
    assert_int_equal(read_one("Orlec said nothing.", said, "Orlec", "said", NULL, 0.9f, NULL), 1);
}

static void less_is_asked_of_a_plain_denial(void **state)
{
    (void)state;
    static const char denied[] = "Orlec/NNP/nsubj/2 denied/VBD/root/0 everything/NN/obj/2 ././punct/2";
    static const char other[] = "By/IN/case/2 Orlec/NNP/obl/3 denied/VBD/root/0 everything/NN/obj/3 ././punct/3";
    static const char said[] = "Orlec/NNP/nsubj/2 said/VBD/root/0 everything/NN/obj/2 ././punct/2";
    assert_int_equal(read_one("Orlec denied everything.", denied, "Orlec", "denied", "everything", 0.5f, "everything"),
                     1);
    assert_int_equal(read_one("Orlec denied everything.", denied, "Orlec", "denied", "everything", 0.35f, NULL), 0);
    /* not of one whose source the tree does not show as its subject, nor of "said" */
    assert_int_equal(read_one("By Orlec denied everything.", other, "Orlec", "denied", "everything", 0.5f, NULL), 0);
    assert_int_equal(read_one("Orlec said everything.", said, "Orlec", "said", "everything", 0.5f, NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tree_gives_what_the_network_left_out),
        cmocka_unit_test(less_is_asked_of_what_the_tree_completes),
        cmocka_unit_test(a_plain_denial_gets_its_object),
        cmocka_unit_test(less_is_asked_of_a_plain_denial),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
