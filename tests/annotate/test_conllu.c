/* CoNLL-U as it is printed, field by field. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "annotation_print.h"

static const qt_str UPOS[] = {{"PROPN", 5}, {"VERB", 4}, {"PUNCT", 5}}, XPOS[] = {{"NNP", 3}, {"VBD", 3}, {".", 1}};
static const qt_str DEPREL[] = {{"root", 4}, {"nsubj", 5}, {"punct", 5}};

static char *print(const qt_document *document, const qt_annotation *annotation)
{
    qt_buffer out = {.data = NULL};
    qt_annotation_print(QT_PRINT_CONLLU, document, annotation, &out);
    char *text = qt_buffer_take(&out, NULL);
    assert_non_null(text);
    return text;
}

static void words_tags_trees_and_names(void **state)
{
    (void)state;
    static const char text[] = "Ada Lunt left.[3] Bo\tsat.\n\nNo \"x\"!";
    static const qt_word words[] = {{1, 0, 0, 1}, {2, 0, 0, 1},       {QT_NONE, 1, 1, 0}, {2, 2, 2, 2},
                                    {5, 0, 0, 1}, {QT_NONE, 1, 1, 0}, {5, 2, 2, 2},       {QT_NONE, 1, 1, 0},
                                    {7, 2, 2, 2}, {7, 2, 2, 2},       {7, 2, 2, 2},       {7, 2, 2, 2}};
    qt_arena *arena = qt_arena_new((size_t)1 << 20);
    qt_grammar grammar;
    qt_grammar_read(&(qt_label_lists){.upos = {UPOS, 3}, .xpos = {XPOS, 3}, .deprel = {DEPREL, 3}}, &grammar);
    qt_document document = {.name = QT_STR("a b.txt"), .text = qt_str_of(text)};
    qt_annotation a = {.language = QT_STR("en")};
    assert_int_equal(qt_text_read(document.text, 0, arena, &a.text, NULL), 0);
    assert_int_equal(a.text.token_count, 12);
    a.syntax = (qt_syntax){&grammar, (qt_word *)(uintptr_t)words, 12};
    qt_mention mentions[] = {{.first = 0, .last = 2, .type = QT_MENTION_PERSON},
                             {.first = 4, .last = 5, .type = QT_MENTION_PLACE}};
    a.coref.mentions = mentions;
    a.coref.mention_count = 2;
    char *got = print(&document, &a);
    assert_string_equal(got, "# newdoc id = a_b.txt\n"
                             "# newpar id = a_b.txt-p1\n"
                             "# sent_id = a_b.txt-1\n"
                             "# text = Ada Lunt left.\n"
                             "1\tAda\tAda\tPROPN\tNNP\t_\t2\tnsubj\t_\tBegin=0|End=3|NER=B-person\n"
                             "2\tLunt\tLunt\tPROPN\tNNP\t_\t3\tnsubj\t_\tBegin=4|End=8|NER=I-person\n"
                             "3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tBegin=9|End=13|SpaceAfter=No\n"
                             "4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\tBegin=13|End=14\n"
                             "\n"
                             "# sent_id = a_b.txt-2\n"
                             "# text = Bo sat.\n"
                             "1\tBo\tBo\tPROPN\tNNP\t_\t2\tnsubj\t_\tBegin=18|End=20|NER=B-place\n"
                             "2\tsat\tsit\tVERB\tVBD\t_\t0\troot\t_\tBegin=21|End=24|SpaceAfter=No\n"
                             "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tBegin=24|End=25\n"
                             "\n"
                             "# newpar id = a_b.txt-p2\n"
                             "# sent_id = a_b.txt-3\n"
                             "# text = No \"x\"!\n"
                             "1\tNo\tno\tVERB\tVBD\t_\t0\troot\t_\tBegin=27|End=29\n"
                             "2\t\"\t\"\tPUNCT\t.\t_\t1\tpunct\t_\tBegin=30|End=31|SpaceAfter=No\n"
                             "3\tx\tx\tPUNCT\t.\t_\t1\tpunct\t_\tBegin=31|End=32|SpaceAfter=No\n"
                             "4\t\"\t\"\tPUNCT\t.\t_\t1\tpunct\t_\tBegin=32|End=33|SpaceAfter=No\n"
                             "5\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\tBegin=33|End=34\n"
                             "\n");
    free(got);
    qt_arena_free(arena);
}

/* Tokens of a caller's own may hold what ends a cell; a document's name, what ends a comment. */
static void nothing_ends_a_cell_before_its_end(void **state)
{
    (void)state;
    static const char text[] = "a\tb\r\nc";
    static const qt_given_token given[] = {{{0, 6}, true, true}};
    qt_arena *arena = qt_arena_new((size_t)1 << 20);
    qt_document document = {.name = QT_STR("x\n# y"), .text = qt_str_of(text)};
    qt_annotation a = {.language = QT_STR("und")};
    assert_int_equal(qt_text_read_given(document.text, given, 1, arena, &a.text, NULL), 0);
    char *got = print(&document, &a);
    assert_string_equal(got, "# newdoc id = x_#_y\n# newpar id = x_#_y-p1\n# sent_id = x_#_y-1\n# text = a b  c\n"
                             "1\ta b  c\t_\t_\t_\t_\t_\t_\t_\tBegin=0|End=6\n\n");
    free(got);
    qt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_tags_trees_and_names),
        cmocka_unit_test(nothing_ends_a_cell_before_its_end),
    };
    return cmocka_run_group_tests_name("annotate/conllu", tests, NULL, NULL);
}
