/* Which reference marks support which statement. */
#include "fixture.h"

static void references_support_their_clause_or_sentence(void **state)
{
    fixture *f = *state;
    text(f, "Ada Lunt said the wall held,[1] while Rudi Kamm said it fell.[2] The town rebuilt it slowly over the "
            "years.[3]\n"
            "[4] Ada Lunt said that it was over.[5]\n");
    find(f, "Ada Lunt", "said", "the wall held", 0);
    find(f, "Rudi Kamm", "said", "it fell", 32);
    find(f, "Ada Lunt", "said", "that it was over", 100);
    read_all(f);
    const qt_statement *s = f->statements;
    assert_int_equal(s[0].reference_count, 2);
    assert_text(f, f->text.references[s[0].references[0]].label, "1");
    assert_int_equal(s[1].reference_count, 1);
    assert_text(f, f->text.references[s[1].references[0]].label, "2");
    assert_int_equal(s[2].reference_count, 1);
    assert_text(f, f->text.references[s[2].references[0]].label, "5");
    assert_int_equal(s[2].unresolved_count, 1);
    assert_text(f, f->text.references[s[2].references_unresolved[0]].label, "4");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(references_support_their_clause_or_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
