/* Paragraphs: where they end, and what they are. Every text here is invented. */
#include "reading.h"

/* Reads `source` and compares its paragraphs, a line each: a letter for the part (B, T, L, C, F, D), '!' where displaced, a
 * space, then the tokens with spaces between. */
static void expect_titled(const char *source, size_t title_size, const char *expected)
{
    static reading r;
    read_bytes(&r, qt_str_of(source), title_size);
    size_t at = 0;
    r.shown[0] = '\0';
    for (size_t p = 0; p < r.text.paragraph_count; p++) {
        const qt_paragraph *paragraph = &r.text.paragraphs[p];
        if (p) r.shown[at++] = '\n';
        r.shown[at++] = "BTLCFD"[paragraph->part];
        if (paragraph->displaced) r.shown[at++] = '!';
        r.shown[at++] = ' ';
        show_tokens(&r, &at, paragraph->first, paragraph->last, ' ');
    }
    assert_string_equal(r.shown, expected);
    close_reading(&r);
}

static void expect(const char *source, const char *expected) { expect_titled(source, 0, expected); }

static void test_line_breaks_end_paragraphs(void **state)
{
    (void)state;
    expect("", "");
    expect("\n \n\t\n", "");
    expect("It sank.\n\nIt rose.", "B It sank .\nB It rose .");
    expect("It sank.\nIt rose.\r\nIt left.\rIt came.\xc2\x85It went.\xe2\x80\xa9It is.\fEnd.",
           "B It sank .\nB It rose .\nB It left .\nB It came .\nB It went .\nB It is .\nB End .");
    expect("  It sank.  \n   \n\n\n It rose. ", "B It sank .\nB It rose .");
}

static void test_hard_wrapped_lines_run_on(void **state)
{
    (void)state;
    expect(
        "The harbour council of Port Alder voted on Monday to close the old quay\n"
        "for the winter, after two members said that its beams could not carry a\n"
        "crane any longer, and that nobody had looked at them since the flood of\n"
        "1998. The vote was close.\n"
        "\n"
        "Ada Quill, who keeps the only inn on the quay, called the vote an insult\n"
        "to everybody who works there.\n"
        "She will appeal.\n",
        "B The harbour council of Port Alder voted on Monday to close the old quay for the winter , after two members "
        "said that its beams could not carry a crane any longer , and that nobody had looked at them since the flood "
        "of 1998 . The vote was close .\n"
        "B Ada Quill , who keeps the only inn on the quay , called the vote an insult to everybody who works there .\n"
        "B She will appeal .");
}

static void test_a_displaced_mark_ends_a_wrapped_paragraph(void **state)
{
    (void)state;
    expect(
        "The harbour council of Port Alder voted on Monday to close the old quay\n"
        "for the winter, after two members said that its beams could not carry a\n"
        "[32] Cranes any longer, and that nobody had looked at them since the storm\n"
        "of 1998, when the oldest of them fell into the sea and was never found.\n",
        "B The harbour council of Port Alder voted on Monday to close the old quay for the winter , after two members "
        "said that its beams could not carry a\n"
        "B! Cranes any longer , and that nobody had looked at them since the storm of 1998 , when the oldest of them "
        "fell "
        "into the sea and was never found .");
}

static void test_unwrapped_lines_do_not(void **state)
{
    (void)state;
    expect("The harbour council of Port Alder voted on Monday to close the old quay.\n"
           "Two members said that its beams could not carry a crane any longer, sadly.\n"
           "Nobody had looked at the beams since the flood of 1998, they told the rest.\n"
           "Ada Quill, who keeps the only inn on the quay, called the vote an insult.\n",
           "B The harbour council of Port Alder voted on Monday to close the old quay .\n"
           "B Two members said that its beams could not carry a crane any longer , sadly .\n"
           "B Nobody had looked at the beams since the flood of 1998 , they told the rest .\n"
           "B Ada Quill , who keeps the only inn on the quay , called the vote an insult .");
    expect("Quay to close\nInnkeeper protests\nCouncil to meet again on the matter of the quay\nNo date yet\n",
           "T Quay to close\nB Innkeeper protests\nB Council to meet again on the matter of the quay\nB No date yet");
}

static void test_titles(void **state)
{
    (void)state;
    expect("Quay to close\n\nThe council voted to close the quay.",
           "T Quay to close\nB The council voted to close the quay .");
    expect("The quay will close.\n\nThe council voted to close the old quay.",
           "B The quay will close .\nB The council voted to close the old quay .");
    expect("The council voted to close the quay\n\nIt will.", "B The council voted to close the quay\nB It will .");
    expect("Quay to close", "B Quay to close");
    expect_titled("Quay will close. So what?\n\nIt will.", 25, "T Quay will close . So what ?\nB It will .");
    expect_titled("Quay closes\n\nIt will, they said.", 0, "T Quay closes\nB It will , they said .");
    expect_titled("Quay \xc3\xa9t\xc3\xa9 closes", 6, "T Quay\nB \xc3\xa9t\xc3\xa9 closes"); /* inside a letter */
    expect_titled("Quay closes", 1000, "T Quay closes");
    expect("## Quay to close\nIt will, they said.\n# Later\nNo.",
           "T Quay to close\nB It will , they said .\nT Later\nB No .");
    expect("##\xc2\xa0Quay to close\nIt will, they said.",
           "T Quay to close\nB It will , they said ."); /* a blank of two bytes */
}

static void test_lists(void **state)
{
    (void)state;
    expect("They asked:\n- for a crane\n* for beams\n\xe2\x80\xa2 for rope\n1. One\n12) Twelve\n(a) Alpha\nb) Beta",
           "B They asked :\nL - for a crane\nL * for beams\nL \xe2\x80\xa2 for rope\nL 1 . One\nL 12 ) Twelve\nL ( a ) "
           "Alpha\n"
           "L b ) Beta");
    expect("1998 was a year.\n-5 degrees.\n(Quill) said so.",
           "B 1998 was a year .\nB - 5 degrees .\nB ( Quill ) said so .");
}

static void test_captions_and_credits(void **state)
{
    (void)state;
    expect("It sank.\nPhoto: Ada Quill\n\xc2\xa9 Alder News\nBy Ada Quill and John Heron\nBy then it had sunk.\nBy "
           "Monday, it sank.\n"
           "The quay at dusk. (Ada Quill/AP)",
           "B It sank .\nF Photo : Ada Quill\nF \xc2\xa9 Alder News\nF By Ada Quill and John Heron\nB By then it had "
           "sunk .\n"
           "B By Monday , it sank .\nC The quay at dusk .\nF ( Ada Quill / AP )");
}

static void test_displaced_marks(void **state)
{
    (void)state;
    expect("The quay closed.[2]\n[32] It sank there.[4] It rose.\n[5][6] So it did.",
           "B The quay closed .\nB! It sank there . It rose .\nB! So it did .");
    expect("The quay closed.\n[32]\nIt sank there, they said.", "B The quay closed .\nB! It sank there , they said .");
}

static void test_quoted_blocks(void **state)
{
    (void)state;
    expect("> It sank, he said.\nIt rose.\n>> Deep.", "B It sank , he said .\nB It rose .\nB Deep .");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_line_breaks_end_paragraphs),
        cmocka_unit_test(test_hard_wrapped_lines_run_on),
        cmocka_unit_test(test_a_displaced_mark_ends_a_wrapped_paragraph),
        cmocka_unit_test(test_unwrapped_lines_do_not),
        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_captions_and_credits),
        cmocka_unit_test(test_displaced_marks),
        cmocka_unit_test(test_quoted_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
