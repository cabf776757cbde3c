/* The program's merge: what is said, exit codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "run.h"

static void test_merge(void **state)
{
    (void)state;
    const run *r = quoth_in("merge new.quoth case.quoth");
    assert_int_equal(r->status, 0);
    assert_string_equal(r->out, "");
    HAS(r->err, "2 documents taken, 5 statements");
    r = quoth_in("merge new.quoth case.quoth case.quoth");
    assert_int_equal(r->status, 0);
    HAS(r->err, "4 known already");
    assert_int_equal(quoth_in("verify new.quoth")->status, 0);
    r = quoth_in("statements new.quoth --csv > a.csv && cd %s && '" QUOTH_BINARY
                 "' statements case.quoth --csv | cmp - a.csv",
                 folder);
    assert_int_equal(r->status, 0);
}

static void test_refused(void **state)
{
    (void)state;
    write_file("junk.quoth", "no case file");
    const run *r = quoth_in("merge new.quoth junk.quoth none.quoth case.quoth");
    assert_int_equal(r->status, 3);
    HAS(r->err, "refused: junk.quoth: is not a quoth case file");
    HAS(r->err, "refused: none.quoth: there is no such case file");
    HAS(r->err, "2 documents taken");
    r = quoth_in("merge junk.quoth case.quoth"); /* the destination is none: nothing to merge into */
    assert_int_equal(r->status, 1);
    HAS(r->err, "is not a quoth case file");
    r = quoth_in("statements junk.quoth; cat junk.quoth");
    HAS(r->out, "no case file"); /* and it is as it was */
    r = quoth_in("merge case.quoth");
    assert_int_equal(r->status, 2);
}

/* Two desks, two words: both are kept, neither is believed. */
static void test_conflict(void **state)
{
    (void)state;
    (void)quoth_in("merge b.quoth case.quoth");
    const run *r = quoth_in("decide case.quoth set-source 3 'Lena Holt' --as Ada");
    assert_int_equal(r->status, 0);
    r = quoth_in("decide b.quoth set-source 3 'Max Orr' --as Bo");
    assert_int_equal(r->status, 0);
    r = quoth_in("merge case.quoth b.quoth");
    assert_int_equal(r->status, 0);
    HAS(r->err, "1 decision taken");
    r = quoth_in("log case.quoth");
    HAS(r->out, "Ada · set-source → Lena Holt · in conflict with");
    HAS(r->out, "Bo · set-source → Max Orr · in conflict with");
    r = quoth_in("statements case.quoth");
    HAS(r->out, "He → Odo Marsh (machine) · insisted");
    assert_int_equal(quoth_in("verify case.quoth")->status, 0);
}

static int fresh(void **state)
{
    char line[160], path[64];
    (void)state;
    (void)snprintf(line, sizeof line, "rm -f %s/*", folder);
    if (system(line) != 0) return -1;
    (void)snprintf(path, sizeof path, "%s/case.quoth", folder);
    make_case(path);
    return 0;
}

static int make(void **state)
{
    (void)state;
    make_folder();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup(test_merge, fresh),
                                       cmocka_unit_test_setup(test_refused, fresh),
                                       cmocka_unit_test_setup(test_conflict, fresh)};
    return cmocka_run_group_tests(tests, make, remove_folder);
}
