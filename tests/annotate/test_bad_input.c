/* The whole pass on text that nobody wrote to be read: no crash, time and memory in proportion, spans that hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "annotation_print.h"
#include "base/utf8.h"

/* Random heads make a sentence and a name of nearly every token; with a token a byte, nothing can take more. */
enum { SIZE = 60000, BYTES_A_BYTE = 150 };

typedef struct fixture {
    qt_model *model;
    qt_annotator *annotator;
    qt_arena *arena;
    char text[SIZE + 64];
    size_t size;
} fixture;

static int setup(void **state)
{
    static fixture f;
    f.arena = qt_arena_new((size_t)1 << 30);
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
}

static void add(fixture *f, const char *piece)
{
    size_t n = strlen(piece);
    memcpy(f->text + f->size, piece, n);
    f->size += n;
}

static void add_code(fixture *f, uint32_t code) { f->size += qt_utf8_encode(code, f->text + f->size); }

/* Annotates and prints in every form; each sentence is one tree. */
static void check(fixture *f)
{
    quoth_error error = {0};
    qt_annotation a;
    qt_document document = {.name = QT_STR("bad"), .text = {f->text, f->size}, .original = {f->text, f->size}};
    qt_arena_reset(f->arena);
    if (qt_annotate(f->annotator, &document, f->arena, &a, &error)) fail_msg("%s", error.message);
    size_t used = qt_arena_used(f->arena);
    assert_true(used <= BYTES_A_BYTE * f->size);
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
        cmocka_unit_test(a_table_dumped_as_text), cmocka_unit_test(a_page_of_digits),
        cmocka_unit_test(a_page_of_commas),       cmocka_unit_test(a_page_of_stops_and_marks),
        cmocka_unit_test(no_space_at_all),        cmocka_unit_test(every_plane),
        cmocka_unit_test(mixed_scripts),          cmocka_unit_test(statements_without_end),
    };
    return cmocka_run_group_tests_name("annotate/bad_input", tests, setup, teardown);
}
