/* Which marks are references, and what they support. Every text here is invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/quotes.h"
#include "text/references.h"

#include "base/utf8.h"

static qt_text find(qt_arena *arena, const char *source)
{
    qt_text text = {.bytes = qt_str_of(source)};
    quoth_error error = {0};
    assert_int_equal(qt_references_find(text.bytes, arena, &text, &error), QUOTH_OK);
    for (size_t i = 0; i < text.reference_count; i++) {
        const qt_reference *r = &text.references[i];
        assert_true(qt_span_contains(r->span, r->label) && r->label.begin < r->label.end);
        assert_true(r->span.end <= text.bytes.size);
        if (i > 0) assert_true(text.references[i - 1].span.end <= r->span.begin);
        assert_int_equal(r->sentence, QT_NONE);
        assert_int_equal(r->follows, QT_NONE);
    }
    return text;
}

/* The labels, joined by spaces; '!' before those of displaced marks. */
static void check(const char *source, const char *expected)
{
    qt_arena *arena = qt_arena_new(16u << 20);
    assert_non_null(arena);
    qt_text text = find(arena, source);
    char out[1024];
    size_t n = 0;
    out[0] = 0;
    for (size_t i = 0; i < text.reference_count; i++) {
        qt_str label = qt_str_at(text.bytes, text.references[i].label);
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%s%.*s", i > 0 ? " " : "",
                              text.references[i].attached == QT_ATTACHED_DISPLACED ? "!" : "", QT_STR_ARG(label));
        assert_true(n < sizeof out);
    }
    if (strcmp(out, expected) != 0) print_message("in: %s\n", source);
    assert_string_equal(out, expected);
    qt_arena_free(arena);
}

static void brackets(void **state)
{
    (void)state;
    check("", "");
    check("The dam broke.[32] It rained.[121][62]", "32 121 62");
    check("The dam broke[4] at noon,[5] officials said.[6]", "4 5 6");
    check("The dam broke. [4] It rained.", "4");
    check("He called it \"a farce\".[7] Then \"worse.\"[8]", "7 8");
    check("The dam broke[note 3] at noon.[nb 1] It fell.[a]", "note 3 nb 1 a");
    check("The dam broke.[3, 4] It fell.[5–7] It sank.[8-9]", "3, 4 5–7 8-9");
    check("The dam broke.[^3] It fell.", "3");
    check("The dam broke.[3]The river rose.", "3");
    check("It was the first.[citation needed] Some[who?] doubt it.", "citation needed who?");
    check("Some say so.[additional citation(s) needed]", "additional citation(s) needed");
}

static void displaced(void **state)
{
    (void)state;
    check("[32] The mayor left.", "!32");
    check("[121][62] The mayor left.[7]\n  [33] He came back,[40] she said.", "!121 !62 7 !33 40");
    check("It fell.[3]\n[4]\nThe mayor left.", "3 !4");
    check("[3] [4] The mayor left.", "!3 !4");
    check("The mayor left.[2]\n[a] The police came.", "2 !a");
}

static void no_marks(void **state)
{
    (void)state;
    check("He said it was [sic] over, \"and [the mayor] left [...] at once […].\"", "");
    check("\"[A] senior official\" met \"two girl[s]\" who were \"[e]xtremely\" tired and \"shocking[ly]\" late.", "");
    check("About [30] people met in [2024] under rule [12].", "");
    check("See [2019] EWHC 12.", "");
    check("Set a[2] = x[0] + list[1].size and f[3](y), m_k[4].", "");
    check("A [link](http://example.org) and [12](http://example.org).", "");
    check("The range [0, 1] and [4, 2] and [007].", "");
    check("It read [ 12 and never closed.", "");
    check("- [x] done\n- [ ] not done", "");
    check("They [then] left [him] there [in 2013].", "");
}

static void superscripts(void **state)
{
    (void)state;
    check("The dam broke.¹ It fell,² they said.³⁴ Ruin¹² came.", "¹ ² ³⁴ ¹²");
    check("It covers 5 km² and 3 m³, some 10⁶ tonnes of ²³⁵U, at 4 s⁻¹; x² too, and 12 miles².", "");
    check("She wrote \"never\"¹ and ‘later.’²", "¹ ²");
    check("The token foo¹bar is one word.", "");
    check("The dam broke.¹\n² It fell.", "¹ !²");
}

static void years(void **state)
{
    (void)state;
    check("The flood.[2013] The drought.[2018]", "");
    check("It fell.[998] It rose.[1002] It sank.[2013]", "998 1002");
}

static void spaced_styles(void **state)
{
    (void)state;
    check("As shown in [1], dams fail. Others [2] disagree, and [3] is silent.", "1 2 3");
    check("As shown in [12], dams fail.", "");
    check("Dams fail (2), often (1), always (3).", "");
    check("Dams fail [2] often.\n\nReferences\n[1] Ortis, A. The Dam.\n[2] Vela, B. The Sluice.\n", "2");
}

static void lists(void **state)
{
    (void)state;
    const char *list = "\n\nReferences\n1. Ortis, A. The Dam, p. 3.\n2. Vela, B. The Sluice.\n3. Lund, C. The Lock.\n";
    char text[1024];
    snprintf(text, sizeof text, "%s%s", "Dams fail (1). Most (2), in fact (12), fail early (3).", list);
    check(text, "1 2 3");
    snprintf(text, sizeof text, "%s%s", "Dams fail (1). Ana Ruiz (3) and Bo (2) fled: (1) fire, (2) flood.", list);
    check(text, "");
    snprintf(text, sizeof text, "%s%s", "Dams fail.[1] Ana (2), Bo (3).", list);
    check(text, "1");
    /* The list's own labels are none, whatever their style; a list of questions is no reference list. */
    check("Dams fail.[1]\n\n== References ==\n[1] Ortis, The Dam.\n[2] Vela, The Sluice[4].\n", "1");
    check("Dams fail.[1]\n\n[1] Ortis, www.example.org\n[2] Vela. Retrieved 3 May.\n[3] Lund, p. 4.\n", "1");
    check("Dams fail.[1]\n[1] Who built it?\n[2] Who paid?\n[3] Who lied?\n", "1 !1 !2 !3");
    check("Dams fail.[1]\n[1] See www.a.example.\n[2] See www.b.example.\n[3] See p. 4 of it.\nIt rained.\nIt snowed.\n"
          "It froze.\nIt thawed.\nIt stopped.\n",
          "1 !1 !2 !3");
    check("Notes\n^ Ortis[3]\n^ Vela\n", "");
}

/* --- Attaching: sentences and tokens are made by hand, words and stops --- */

static void split(qt_arena *arena, qt_text *text)
{
    QT_VEC(qt_token) tokens = {0};
    QT_VEC(qt_sentence) sentences = {0};
    QT_VEC(qt_paragraph) paragraphs = {0};
    const char *s = text->bytes.data;
    size_t size = text->bytes.size, r = 0, first = 0, paragraph_first = 0, at = 0;
    bool stopped = false;
    while (at <= size) {
        bool line_end = at == size || s[at] == '\n';
        while (r < text->reference_count && text->references[r].span.end <= at) r++;
        bool in_mark = r < text->reference_count && text->references[r].span.begin <= at;
        uint32_t code = ' ';
        size_t n = at < size ? qt_utf8_decode(text->bytes, at, &code) : 1;
        bool starts = stopped && (qt_is_upper(code) || code == '"') && !in_mark && s[at - 1] != '.';
        if ((starts || line_end) && tokens.count > first) {
            qt_sentence sentence = {.span = {tokens.items[first].span.begin, tokens.items[tokens.count - 1].span.end},
                                    .first = (uint32_t)first,
                                    .last = (uint32_t)tokens.count};
            assert_true(qt_vec_push(arena, &sentences, sentence));
            first = tokens.count;
            stopped = false;
        }
        if (line_end && tokens.count > paragraph_first) {
            qt_paragraph paragraph = {
                .span = {tokens.items[paragraph_first].span.begin, tokens.items[tokens.count - 1].span.end},
                .first = (uint32_t)paragraph_first,
                .last = (uint32_t)tokens.count};
            assert_true(qt_vec_push(arena, &paragraphs, paragraph));
            paragraph_first = tokens.count;
        }
        if (in_mark || line_end || qt_is_space(code)) {
            at += n;
            continue;
        }
        size_t begin = at;
        bool word = qt_is_letter(code) || qt_is_digit(code);
        at += n;
        while (word && at < size && qt_utf8_decode(text->bytes, at, &code) && (qt_is_letter(code) || qt_is_digit(code)))
            at += qt_utf8_decode(text->bytes, at, &code);
        if (s[begin] == '.' || s[begin] == '?') stopped = true;
        else if (word) stopped = false;
        qt_token token = {.span = {(uint32_t)begin, (uint32_t)at}};
        assert_true(qt_vec_push(arena, &tokens, token));
    }
    text->tokens = tokens.items;
    text->token_count = tokens.count;
    text->sentences = sentences.items;
    text->sentence_count = sentences.count;
    text->paragraphs = paragraphs.items;
    text->paragraph_count = paragraphs.count;
}

/* Each mark as LABEL=, then s and the sentence's number, c and the clause, or d and the sentences before and behind. */
static void check_attached(const char *source, const char *expected)
{
    qt_arena *arena = qt_arena_new(16u << 20);
    assert_non_null(arena);
    qt_text text = find(arena, source);
    quoth_error error = {0};
    split(arena, &text);
    assert_int_equal(qt_quotes_find(arena, &text, &error), QUOTH_OK);
    qt_references_attach(&text);
    char out[1024];
    size_t n = 0;
    out[0] = 0;
    for (size_t i = 0; i < text.reference_count; i++) {
        const qt_reference *r = &text.references[i];
        qt_str label = qt_str_at(text.bytes, r->label), clause = qt_str_at(text.bytes, r->clause);
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s=", i > 0 ? "|" : "", QT_STR_ARG(label));
        if (r->attached == QT_ATTACHED_SENTENCE)
            n += (size_t)snprintf(out + n, sizeof out - n, "s%d", (int)r->sentence);
        else if (r->attached == QT_ATTACHED_CLAUSE)
            n += (size_t)snprintf(out + n, sizeof out - n, "c%d %.*s", (int)r->sentence, QT_STR_ARG(clause));
        else n += (size_t)snprintf(out + n, sizeof out - n, "d%d,%d", (int)r->sentence, (int)r->follows);
        assert_true(n < sizeof out);
    }
    if (strcmp(out, expected) != 0) print_message("in: %s\n", source);
    assert_string_equal(out, expected);
    qt_arena_free(arena);
}

static void attached_to_sentences(void **state)
{
    (void)state;
    check_attached("It fell.[1] It sank.[2][3] Then \"it rose.\"[4] It is gone. [5] Over.", "1=s0|2=s1|3=s1|4=s2|5=s3");
    check_attached("It rained. It fell at noon[1]. It sank[2].", "1=s1|2=s2");
    check_attached("She wept. He said \"it fell.[1]\"\nIt sank.", "1=s1");
}

static void attached_to_clauses(void **state)
{
    (void)state;
    check_attached("The envoy, Ana Ortis, said that \"nothing, and no one, was told\",[4] while the mayor wept.",
                   "4=c0 The envoy, Ana Ortis, said that \"nothing, and no one, was told\",");
    check_attached("The dam broke,[1] and the town drowned[2][3] in an hour.",
                   "1=c0 The dam broke,|2=c0 and the town drowned|3=c0 and the town drowned");
    check_attached("It rained for days, but the dam[1] held; the lock[2] did not.", "1=c0 but the dam|2=c0 the lock");
    check_attached("Ortis warned: \"it leaks\",[1] to no effect.", "1=c0 Ortis warned: \"it leaks\",");
    check_attached("Ortis said \"it fell; it sank\",[1] but wept.", "1=c0 Ortis said \"it fell; it sank\",");
    check_attached("The dam (old; weak) fell[1] at noon.", "1=c0 The dam (old; weak) fell");
    check_attached("It fell (a wall of mud[1] hit it) at noon.", "1=c0 a wall of mud");
    check_attached("\"It fell, and the town[1] drowned,\" he said.", "1=c0 and the town");
    check_attached("It has mud, wood, and stone[1] in it.", "1=c0 It has mud, wood, and stone");
    check_attached("The dam – built in May – fell[1] at noon – a surprise[2] to all.",
                   "1=c0 The dam – built in May – fell|2=c0 a surprise");
    check_attached("It held in 1990–1995[1] at least.", "1=c0 It held in 1990–1995");
    check_attached("It rained.[1] The dam[2] held.", "1=s0|2=c1 The dam");
}

static void attached_to_nothing(void **state)
{
    (void)state;
    check_attached("[1] The dam broke.\n[2][3] It sank.[4]\n[5]", "1=d-1,0|2=d0,1|3=d0,1|4=s1|5=d1,-1");
    check_attached("[1]", "1=d-1,-1");
}

static void hostile(void **state)
{
    (void)state;
    static const char *const pieces[] = {"[1]",
                                         "[",
                                         "[1] ",
                                         "a[1] ",
                                         "[1]\n",
                                         "¹",
                                         "¹,",
                                         "\"a[1]; ",
                                         ".,[1]",
                                         "(1)",
                                         "1. http\n",
                                         "[1",
                                         "]",
                                         "[a]",
                                         "[i]",
                                         "[note 1]",
                                         "[12]: ",
                                         "\n[2]",
                                         "References\n1. a\n2. b\n",
                                         "[1, 2, 3",
                                         "⁻¹",
                                         ".[2]["};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        size_t n = strlen(pieces[i]), count = 20000;
        char *source = malloc(n * count + 1);
        assert_non_null(source);
        for (size_t k = 0; k < count; k++) memcpy(source + k * n, pieces[i], n);
        source[n * count] = 0;
        qt_arena *arena = qt_arena_new(256u << 20);
        assert_non_null(arena);
        qt_text text = find(arena, source);
        quoth_error error = {0};
        split(arena, &text);
        assert_int_equal(qt_quotes_find(arena, &text, &error), QUOTH_OK);
        qt_references_attach(&text);
        qt_arena_free(arena);
        free(source);
    }
}

/* A full arena is an error, never a crash or half a result. */
static void out_of_memory(void **state)
{
    (void)state;
    for (size_t limit = 1024; limit < 200000; limit += 4096) {
        qt_arena *arena = qt_arena_new(limit);
        assert_non_null(arena);
        qt_text text = {.bytes = QT_STR("It fell.[1] It sank.[2][3]\n[4] It rose.\n")};
        quoth_error error = {0};
        if (qt_references_find(text.bytes, arena, &text, &error) != QUOTH_OK) {
            assert_int_equal(error.status, QUOTH_FAILED);
            assert_null(text.references);
        } else assert_int_equal(text.reference_count, 4);
        qt_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brackets),
        cmocka_unit_test(displaced),
        cmocka_unit_test(no_marks),
        cmocka_unit_test(superscripts),
        cmocka_unit_test(years),
        cmocka_unit_test(spaced_styles),
        cmocka_unit_test(lists),
        cmocka_unit_test(attached_to_sentences),
        cmocka_unit_test(attached_to_clauses),
        cmocka_unit_test(attached_to_nothing),
        cmocka_unit_test(hostile),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
