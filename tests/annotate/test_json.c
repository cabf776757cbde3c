/* The JSON of a statement and of a whole annotation, field by field; keys. */
#include "../json.h"

/* Offsets below are bytes of this text. */
static const char TEXT[] = "Ann held the board said “no … rain” fell[2], [7] it seems.";

static qt_span at(const char *words) { return span_of((qt_str){TEXT, sizeof TEXT - 1}, words, 1); }

/* A text and a statement with everything in it; both live until the next call. */
typedef struct made {
    qt_text text;
    qt_statement statement;
    qt_sentence sentences[1];
    qt_reference references[2];
    qt_source sources[2];
    qt_span cue[2], content[2], candidates[1];
    qt_quoted quoted[1];
    qt_hedge hedges[1];
    uint32_t marks[1], stray[1];
} made;

static void make(made *m)
{
    *m = (made){
        .sentences = {{.span = {0, sizeof TEXT - 1}}},
        .references = {{.span = at("[2]"), .label = at("2"), .attached = QT_ATTACHED_CLAUSE, .clause = at("fell")},
                       {.span = at("[7]"), .label = at("7"), .attached = QT_ATTACHED_DISPLACED, .sentence = 0}},
        .sources =
            {{.span = at("Ann"), .resolved = QT_RESOLVED_PERSON, .name = QT_STR("Ann Onym"), .referent = QT_NONE},
             {.span = at("the board"),
              .resolved = QT_RESOLVED_UNRESOLVED,
              .referent = QT_NONE,
              .candidates = m->candidates,
              .candidate_count = 1}},
        .cue = {at("held"), at("said")},
        .content = {at("“no … rain” fell"), at("it seems")},
        .candidates = {at("board")},
        .quoted = {{at("no … rain"), true, true}},
        .hedges = {{at("seems"), QT_OWNER_UNCLEAR}},
        .marks = {0},
        .stray = {1}};
    m->text = (qt_text){.bytes = {TEXT, sizeof TEXT - 1},
                        .sentences = m->sentences,
                        .sentence_count = 1,
                        .references = m->references,
                        .reference_count = 2};
    m->statement = (qt_statement){.sentence = {0, sizeof TEXT - 1},
                                  .part = QT_PART_CAPTION,
                                  .kind = QT_KIND_WARNING,
                                  .voice = QT_VOICE_MIXED,
                                  .polarity = QT_POLARITY_NEGATIVE,
                                  .certainty = QT_CERTAINTY_PROBABLE,
                                  .confidence = 0.93,
                                  .sources = m->sources,
                                  .source_count = 2,
                                  .cue = m->cue,
                                  .cue_count = 2,
                                  .cue_lemma = QT_STR("hold"),
                                  .content = m->content,
                                  .content_count = 2,
                                  .quoted = m->quoted,
                                  .quoted_count = 1,
                                  .hedges = m->hedges,
                                  .hedge_count = 1,
                                  .references = m->marks,
                                  .reference_count = 1,
                                  .references_unresolved = m->stray,
                                  .unresolved_count = 1,
                                  .unplaced_hedge = true,
                                  .denies_for = QT_WHOM_THIRD,
                                  .channel = {QT_CHANNEL_NEWS_CONFERENCE, {9, 18}},
                                  .within = QT_NONE};
}

static void test_statement(void **state)
{
    (void)state;
    made m;
    make(&m);
    json_t *out = qt_statement_json(&m.text, &m.statement);
    assert_non_null(out);
    assert_fields(out, statement_fields());
    static const char *const NULLS[] = {"id", "key", "document", "time", "within", "origin"};
    for (size_t i = 0; i < sizeof NULLS / sizeof *NULLS; i++) assert_field(out, NULLS[i], "null");
    assert_field(out, "sentence", "[0,64]");
    assert_field(out, "part", "\"caption\"");
    assert_field(out, "kind", "\"warning\"");
    assert_field(out, "voice", "\"mixed\"");
    assert_field(out, "polarity", "\"negative\"");
    assert_field(out, "certainty", "\"probable\"");
    assert_field(out, "denies_for", "\"third\"");
    assert_field(out, "channel", "{\"type\":\"news_conference\",\"text\":\"the board\",\"begin\":9,\"end\":18}");
    assert_field(out, "confidence", "0.93");
    assert_field(out, "hedges", "[{\"text\":\"seems\",\"begin\":58,\"end\":63,\"by\":\"unclear\"}]");
    assert_field(out, "unplaced_hedge", "true");
    assert_field(
        out, "sources",
        "[{\"text\":\"Ann\",\"begin\":0,\"end\":3,\"entity\":null,\"name\":\"Ann Onym\",\"resolved\":\"person\","
        "\"candidates\":[]},{\"text\":\"the board\",\"begin\":9,\"end\":18,\"entity\":null,\"name\":null,"
        "\"resolved\":\"unresolved\",\"candidates\":[{\"text\":\"board\",\"begin\":13,\"end\":18}]}]");
    assert_field(out, "cue",
                 "{\"text\":\"held the board said\",\"begin\":4,\"end\":23,\"lemma\":\"hold\",\"pieces\":[{\"text\":"
                 "\"held\",\"begin\":4,\"end\":8},{\"text\":\"said\",\"begin\":19,\"end\":23}]}");
    assert_field(
        out, "content",
        "[{\"text\":\"“no … rain” fell\",\"begin\":24,\"end\":46},{\"text\":\"it seems\",\"begin\":55,\"end\":63}]");
    assert_field(out, "quoted", "[{\"text\":\"no … rain\",\"begin\":27,\"end\":38,\"closed\":true,\"elided\":true}]");
    assert_field(out, "about", "[]");
    assert_field(out, "via", "[]");
    assert_field(out, "references", "[{\"label\":\"2\",\"begin\":46,\"end\":49,\"attached\":\"clause\"}]");
    assert_field(
        out, "references_unresolved",
        "[{\"label\":\"7\",\"begin\":51,\"end\":54,\"candidates\":[{\"sentence\":[0,64]},{\"missing\":true}]}]");
    assert_field(out, "status", "\"unchecked\"");
    json_decref(out);
}

static void test_what_is_not_there(void **state)
{
    (void)state;
    made m;
    make(&m);
    m.statement.cue_count = m.statement.source_count = m.statement.content_count = m.statement.quoted_count = 0;
    m.statement.polarity = QT_POLARITY_NONE;
    m.statement.certainty = QT_CERTAINTY_NONE;
    m.statement.denies_for = QT_WHOM_NONE;
    m.statement.channel = (qt_channel){QT_CHANNEL_NONE, {0, 0}};
    m.references[0].attached = QT_ATTACHED_SENTENCE;
    m.references[1].sentence = QT_NONE;
    json_t *out = qt_statement_json(&m.text, &m.statement);
    assert_fields(out, statement_fields());
    assert_field(out, "cue", "null");
    assert_field(out, "sources", "[]");
    assert_field(out, "content", "[]");
    assert_field(out, "quoted", "[]");
    assert_field(out, "polarity", "null");
    assert_field(out, "certainty", "null");
    assert_field(out, "references", "[{\"label\":\"2\",\"begin\":46,\"end\":49,\"attached\":\"sentence\"}]");
    assert_field(out, "references_unresolved",
                 "[{\"label\":\"7\",\"begin\":51,\"end\":54,\"candidates\":[{\"missing\":true}]}]");
    json_decref(out);
    make(&m);
    m.statement.cue_count = 1; /* one piece: no list of pieces */
    out = qt_statement_json(&m.text, &m.statement);
    assert_field(out, "cue", "{\"text\":\"held\",\"begin\":4,\"end\":8,\"lemma\":\"hold\"}");
    json_decref(out);
}

static void test_annotation(void **state)
{
    (void)state;
    made m;
    make(&m);
    qt_statement statements[2] = {m.statement, m.statement};
    qt_token tokens[2] = {{.span = {0, 3}}, {.span = {4, 8}}};
    statements[1].cue = &m.cue[1];
    statements[1].cue_count = 1;
    statements[1].within = 0;
    qt_document document = {.name = QT_STR("b.txt"),
                            .text = {TEXT, sizeof TEXT - 1},
                            .publisher = QT_STR("The Post Hill"),
                            .agency = QT_STR("Hill Wire"),
                            .sha256 = {{0x4f, 0xc9, 0x59, 0xeb, 0xff, 0x96, 0xe7, 0x67}}};
    qt_annotation annotation = {
        .text = m.text, .language = QT_STR("en"), .statements = statements, .statement_count = 2};
    qt_span role = {0, 3};
    const qt_beside beside = {.roles = {&role, 1}, .age = {{0, 3}, 32}}, nothing = {.age = {.years = 0}};
    qt_mention mentions[2] = {{.span = {4, 8}, .type = QT_MENTION_PERSON, .beside = &beside, .acronym_of = QT_NONE},
                              {.span = {0, 3}, .type = QT_MENTION_OTHER, .beside = &nothing, .acronym_of = 0}};
    annotation.text.tokens = tokens;
    annotation.text.token_count = 2;
    annotation.coref.mentions = mentions;
    annotation.coref.mention_count = 2;
    uint32_t referent_of[2] = {0, QT_NONE}, of_referent = 0;
    qt_referent referent = {.mentions = &of_referent, .mention_count = 1, .named = true};
    annotation.coref.referent_of = referent_of;
    annotation.coref.referents = &referent;
    annotation.coref.referent_count = 1;
    qt_buffer printed = {.data = NULL};
    qt_annotation_print(QT_PRINT_JSON, &document, &annotation, &printed);
    char *line = qt_buffer_take(&printed, NULL);
    json_t *out = json_loads(line, 0, NULL);
    free(line);
    assert_non_null(out);
    static const char *const FIELDS[] = {"document",  "text",  "sentences", "tokens",     "mentions",
                                         "referents", "times", "figures",   "statements", NULL};
    assert_fields(out, FIELDS);
    assert_field(out, "document",
                 "{\"name\":\"b.txt\",\"sha256\":\"4fc959ebff96e767000000000000000000000000000000000000000000000000\","
                 "\"language\":\"en\",\"title\":null,\"publisher\":\"The Post Hill\",\"url\":null,\"published\":null}");
    assert_string_equal(json_string_value(json_object_get(out, "text")), TEXT);
    assert_field(out, "sentences", "[[0,64]]");
    assert_field(out, "tokens", "[[0,3,null,null,null,null,null],[4,8,null,null,null,null,null]]");
    assert_field(
        out, "mentions",
        "[{\"text\":\"held\",\"begin\":4,\"end\":8,\"phrase\":[4,8],\"type\":\"person\",\"form\":\"name\",\"titles\":[],"
        "\"roles\":[{\"text\":\"Ann\",\"begin\":0,\"end\":3}],\"appositions\":[],"
        "\"age\":{\"text\":\"Ann\",\"begin\":0,\"end\":3,\"years\":32},\"referent\":0,\"acronym_of\":null},"
        "{\"text\":\"Ann\",\"begin\":0,\"end\":3,\"phrase\":[0,3],\"type\":\"other\",\"form\":\"name\",\"titles\":[],\"roles\":[],"
        "\"appositions\":[],\"age\":null,\"referent\":null,\"acronym_of\":0}]");
    assert_field(out, "referents",
                 "[{\"name\":\"held\",\"type\":\"person\",\"named\":true,\"government\":false,\"mentions\":[0]}]");
    json_t *first = json_array_get(json_object_get(out, "statements"), 0);
    json_t *second = json_array_get(json_object_get(out, "statements"), 1);
    assert_fields(second, statement_fields());
    assert_field(first, "key", "\"4fc959ebff96e767:4-23\"");
    assert_field(second, "key", "\"4fc959ebff96e767:19-23\"");
    assert_field(first, "within", "null");
    assert_field(second, "within", "0");
    assert_field(second, "via", "[\"The Post Hill\",\"Hill Wire\"]");
    json_decref(out);
}

/* The cue's range; the content's; the sentence's; and numbers where a range is shared. */
static void test_keys(void **state)
{
    (void)state;
    made m;
    make(&m);
    const qt_sha256 document = {{0x0a}};
    qt_span other = {57, 60};
    qt_source elsewhere = {.span = {9, 12}};
    qt_statement s[6] = {m.statement, m.statement, m.statement, m.statement, m.statement, m.statement};
    s[0].content = &other; /* one cue: ordered by content, then by source, not by place in the array */
    s[0].content_count = 1;
    s[1].sources = &elsewhere;
    s[1].source_count = 1;
    s[3].cue_count = 0;
    s[4].cue_count = s[4].content_count = 0;
    s[5].content_count = 0;
    qt_key keys[6];
    assert_true(qt_statement_keys(&document, s, 6, keys));
    assert_string_equal(keys[0].text, "0a00000000000000:4-23.4");
    assert_string_equal(keys[1].text, "0a00000000000000:4-23.3");
    assert_string_equal(keys[2].text, "0a00000000000000:4-23.2");
    assert_string_equal(keys[3].text, "0a00000000000000:24-63");
    assert_string_equal(keys[4].text, "0a00000000000000:0-64");
    assert_string_equal(keys[5].text, "0a00000000000000:4-23");
    s[3].cue = (qt_span[]){{4294967290u, 4294967294u}};
    s[3].cue_count = 1;
    assert_true(qt_statement_keys(&document, s, 4, keys));
    assert_string_equal(keys[3].text, "0a00000000000000:4294967290-4294967294");
}

static void test_names(void **state)
{
    (void)state;
    for (qt_kind i = 0; i < QT_KIND_COUNT; i++) assert_int_equal(qt_kind_of(qt_kind_name(i)), i);
    for (qt_voice i = 0; i < QT_VOICE_COUNT; i++) assert_int_equal(qt_voice_of(qt_voice_name(i)), i);
    for (qt_polarity i = 0; i < QT_POLARITY_COUNT; i++) assert_int_equal(qt_polarity_of(qt_polarity_name(i)), i);
    for (qt_certainty i = 0; i < QT_CERTAINTY_COUNT; i++) assert_int_equal(qt_certainty_of(qt_certainty_name(i)), i);
    for (qt_owner i = 0; i < QT_OWNER_COUNT; i++) assert_int_equal(qt_owner_of(qt_owner_name(i)), i);
    for (qt_resolved i = 0; i < QT_RESOLVED_COUNT; i++) assert_int_equal(qt_resolved_of(qt_resolved_name(i)), i);
    assert_true(qt_str_equal(qt_kind_name(QT_KIND_CLAIM_OF_RESPONSIBILITY), QT_STR("claim_of_responsibility")));
    assert_int_equal(qt_kind_of(QT_STR("jok")), QT_KIND_COUNT);
    assert_int_equal(qt_kind_of((qt_str){NULL, 0}), QT_KIND_COUNT);
    assert_int_equal(qt_polarity_of(QT_STR("")), QT_POLARITY_COUNT);
    assert_int_equal(qt_polarity_of((qt_str){NULL, 0}), QT_POLARITY_NONE);
    assert_null(qt_kind_name(QT_KIND_COUNT).data);
    qt_part part;
    qt_basis basis;
    for (qt_part i = QT_PART_BODY; i <= QT_PART_CAPTION; i++) {
        assert_true(qt_part_of(qt_part_name(i), &part));
        assert_int_equal(part, i);
    }
    for (qt_basis i = QT_BASIS_NONE; i <= QT_BASIS_TEXT; i++) {
        assert_true(qt_basis_of(qt_basis_name(i), &basis));
        assert_int_equal(basis, i);
    }
    assert_false(qt_part_of(QT_STR("foot"), &part));
    assert_false(qt_basis_of(QT_STR(""), &basis));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_statement),  cmocka_unit_test(test_what_is_not_there),
        cmocka_unit_test(test_annotation), cmocka_unit_test(test_keys),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
