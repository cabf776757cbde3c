/* The whole pass on text that nobody wrote to be read: no crash, time and memory in proportion, spans that hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "annotation_print.h"
#include "base/utf8.h"

/* Random heads make a sentence and a name of nearly every token; with a token a byte, nothing can take more. The text
 * itself is one of the bytes, and not in the arena. FIXED: a window, tables
 * that do not grow with the text, and the first blocks of arenas. */
enum { SIZE = 60000, LARGEST = 600000, BYTES_A_BYTE = 72, FIXED = 2 * 64 * 1024 };

/* Where every byte is a sentence and every second one a name besides, which no trained head makes of a text. */
enum { NAMES_A_BYTE = 88 };

typedef struct fixture {
    qt_model *model;
    qt_annotator *annotator;
    qt_arena *arena;
    char text[LARGEST + 64];
    size_t size;
    size_t tokens; /* of the text checked last */
    size_t most;   /* bytes a byte that it may take */
} fixture;

static int setup(void **state)
{
    static fixture f;
    f.arena = qt_arena_new((size_t)1 << 30);
    assert_non_null(f.arena);
    assert_int_equal(qt_model_open(QUOTH_SOURCE_DIR "/tests/nn/network.safetensors", &f.model, NULL), 0);
    assert_int_equal(qt_annotator_new(f.model, &f.annotator, NULL), 0);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    qt_annotator_free(f->annotator);
    qt_model_close(f->model);
    qt_arena_free(f->arena);
    return 0;
}

/* Begins with words that say that it is English, so that it is read at all. */
static void start(fixture *f)
{
    static const char english[] = "The people said that they were all there and that it was so. ";
    memcpy(f->text, english, sizeof english - 1);
    f->size = sizeof english - 1;
    f->most = BYTES_A_BYTE;
}

static void add(fixture *f, const char *piece)
{
    size_t n = strlen(piece);
    memcpy(f->text + f->size, piece, n);
    f->size += n;
}

static void add_code(fixture *f, uint32_t code) { f->size += qt_utf8_encode(code, f->text + f->size); }

/* Whether a paragraph ends with a colon. */
static bool announces(const qt_text *text, const qt_paragraph *p)
{
    return p->last > p->first && qt_str_equal(qt_str_at(text->bytes, text->tokens[p->last - 1].span), QT_STR(":"));
}

/* Words outside quotation marks are said in the paragraph of their cue, or behind its colon. */
static void check_paragraphs(const qt_text *text, const qt_statement *s)
{
    for (uint32_t k = 0; s->cue_count && k < s->content_count; k++) {
        const qt_token *cue = &text->tokens[qt_text_token_at(text, s->cue[0].begin)];
        const qt_token *word = &text->tokens[qt_text_token_at(text, s->content[k].begin)];
        const qt_paragraph *own = &text->paragraphs[cue->paragraph];
        if (word->quote == QT_QUOTE_OUTSIDE && word->paragraph != cue->paragraph)
            assert_true(word->paragraph > cue->paragraph && announces(text, own));
    }
}

/* Annotates and prints in every form; each sentence is one tree. */
static void check(fixture *f)
{
    quoth_error error = {0};
    qt_annotation a;
    qt_document document = {.name = QT_STR("bad"), .text = {f->text, f->size}, .original = {f->text, f->size}};
    qt_arena_reset(f->arena);
    if (qt_annotate(f->annotator, &document, f->arena, &a, &error)) fail_msg("%s", error.message);
    assert_in_range(qt_arena_peak(f->arena) + f->size, f->size, f->most * f->size + FIXED);
    f->tokens = a.text.token_count;
    for (size_t i = 0; i < a.statement_count; i++) check_paragraphs(&a.text, &a.statements[i]);
    for (size_t s = 0; s < a.text.sentence_count && a.syntax.words; s++) {
        size_t roots = 0;
        assert_in_range(a.text.sentences[s].last - a.text.sentences[s].first, 1, QT_WINDOW_MAX);
        for (uint32_t t = a.text.sentences[s].first; t < a.text.sentences[s].last; t++)
            roots += a.syntax.words[t].head == QT_NONE;
        assert_int_equal(roots, 1);
    }
    for (qt_print form = QT_PRINT_JSON; form <= QT_PRINT_CONLLU; form++) {
        qt_buffer out = {.data = NULL};
        qt_annotation_print(form, &document, &a, &out);
        assert_false(out.failed);
        free(qt_buffer_take(&out, NULL));
    }
}

static void a_table_dumped_as_text(void **state)
{
    fixture *f = *state;
    for (start(f); f->size < SIZE;) add(f, f->size % 3 ? "Ore\t17.5\tyes\t" : "the Iron\t2031-05-02\tno\t");
    check(f);
}

static void a_page_of_digits(void **state)
{
    fixture *f = *state;
    for (start(f); f->size < SIZE;) add(f, f->size % 7 ? "4 " : "1771\n");
    check(f);
}

static void a_page_of_commas(void **state)
{
    fixture *f = *state;
    for (start(f); f->size < SIZE;) add(f, ",");
    check(f);
}

static void a_page_of_stops_and_marks(void **state)
{
    fixture *f = *state;
    for (start(f); f->size < SIZE;) add(f, f->size % 2 ? ")" : "\"");
    check(f);
    for (start(f); f->size < SIZE;) add(f, f->size % 5 == 0 ? "? " : "(");
    check(f);
}

static void no_space_at_all(void **state)
{
    fixture *f = *state;
    for (start(f); f->size < SIZE;) add(f, "abcdefghij");
    check(f);
    for (start(f); f->size < SIZE;) add(f, "a1-");
    check(f);
}

/* Each once in a text of its own. */
static void repeated(fixture *f, size_t most, const char *const *pieces)
{
    for (; *pieces; pieces++) {
        for (start(f); f->size < SIZE;) add(f, *pieces);
        f->most = most;
        check(f);
    }
}

static void quotation_marks_only(void **state)
{
    static const char *const pieces[] = {
        "\"", "'\"", "\"\xe2\x80\x9c", "\xe2\x80\x9c\xe2\x80\x98\xc2\xab\"' ", "\xc2\xab", "`\xe2\x80\xb9\xe3\x80\x8c",
        NULL};
    repeated(*state, BYTES_A_BYTE, pieces);
}

static void one_sign_again_and_again(void **state)
{
    static const char *const pieces[] = {"a ", "I ", "4 ", "$!", "?", "\xe2\x80\xa6 ", NULL};
    repeated(*state, BYTES_A_BYTE, pieces);
}

static void lines_of_one_sign(void **state)
{
    static const char *const pieces[] = {".\n", "a\n", "-\r", ".\n\n", NULL};
    repeated(*state, NAMES_A_BYTE, pieces);
}

static void reference_marks_everywhere(void **state)
{
    static const char *const pieces[] = {"[1]", "a[1]", ".\xc2\xb9 ", "a[1] ", "\n[2] a", NULL};
    repeated(*state, NAMES_A_BYTE, pieces);
}

static void a_sentence_of_a_hundred_thousand_tokens(void **state)
{
    fixture *f = *state;
    for (start(f); f->size < LARGEST;) add(f, f->size % 2 ? "Ore\t17.5\t4\tthe " : "the Iron\t203\tno\t");
    check(f);
    assert_true(f->tokens >= 100000);
}

/* All reports of examples/, one behind the other and again. */
static void news_without_end(void **state)
{
    static const char *const names[] = {"mpa-wire",      "harbour-gazette", "kaldovian-herald",
                                        "northern-post", "tavrin-daily",    "encyclopaedia-extract"};
    fixture *f = *state;
    start(f);
    for (size_t i = 0; f->size < SIZE; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s/examples/reports/%s.txt", QUOTH_SOURCE_DIR, names[i % 6]);
        FILE *in = fopen(path, "r");
        assert_non_null(in);
        size_t n = fread(f->text + f->size, 1, LARGEST - f->size, in);
        fclose(in);
        assert_true(n > 0);
        f->size += n;
    }
    check(f);
}

static void every_plane(void **state)
{
    fixture *f = *state;
    uint32_t code = 0x21;
    for (start(f); f->size < SIZE; code = (code + 1237) % 0x110000) {
        if (code >= 0xd800 && code < 0xe000) continue;
        add_code(f, code ? code : 'x');
        if (code % 5 == 0) add(f, " the ");
    }
    check(f);
}

static void mixed_scripts(void **state)
{
    fixture *f = *state;
    for (start(f); f->size < SIZE;)
        add(f, "the \xd0\xbf\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82 said \xe6\xbc\xa2\xe5\xad\x97 that "
               "\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 was \xf0\x9f\x98\x80\xcc\x81. ");
    check(f);
}

static void statements_without_end(void **state)
{
    fixture *f = *state;
    for (start(f); f->size < SIZE;) add(f, "\"It is,\" said Ada that Bo said \"she says he denied it\". ");
    check(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_dumped_as_text),
        cmocka_unit_test(a_page_of_digits),
        cmocka_unit_test(a_page_of_commas),
        cmocka_unit_test(a_page_of_stops_and_marks),
        cmocka_unit_test(no_space_at_all),
        cmocka_unit_test(quotation_marks_only),
        cmocka_unit_test(one_sign_again_and_again),
        cmocka_unit_test(lines_of_one_sign),
        cmocka_unit_test(reference_marks_everywhere),
        cmocka_unit_test(a_sentence_of_a_hundred_thousand_tokens),
        cmocka_unit_test(news_without_end),
        cmocka_unit_test(every_plane),
        cmocka_unit_test(mixed_scripts),
        cmocka_unit_test(statements_without_end),
    };
    return cmocka_run_group_tests_name("annotate/bad_input", tests, setup, teardown);
}
