/* Credits, by-lines, promotion, sign-offs, datelines: cut off the text that they stand in. Every text here is invented. */
#include "reading.h"

/* The paragraphs of `source`, a line each: a letter for the part (B, T, L, C, F, D), '+' where it was cut off the one
 * before, a space, then the bytes. */
static void expect(const char *source, const char *expected)
{
    static reading r;
    char shown[4096];
    size_t at = 0;
    read_bytes(&r, qt_str_of(source), 0);
    for (size_t p = 0; p < r.text.paragraph_count; p++) {
        const qt_paragraph *paragraph = &r.text.paragraphs[p];
        const qt_str bytes = qt_str_at(r.text.bytes, paragraph->span);
        at += (size_t)snprintf(shown + at, sizeof shown - at, "%s%c%s %.*s", p ? "\n" : "", "BTLCFD"[paragraph->part],
                               paragraph -> joined ? "+" : "", QT_STR_ARG(bytes));
        assert_true(at < sizeof shown);
    }
    assert_string_equal(shown, expected);
    close_reading(&r);
}

static void test_datelines(void **state)
{
    (void)state;
    expect("OSTREL (Northwire) \xe2\x80\x94 The mill closed.",
           "D OSTREL (Northwire) \xe2\x80\x94\nB+ The mill closed.");
    expect("OSTREL, March 3 (Northwire) - The mill closed.", "D OSTREL, March 3 (Northwire) -\nB+ The mill closed.");
    expect("PORT ALDER, Marland \xe2\x80\x94 \xe2\x80\x9cIt closed,\xe2\x80\x9d she said.",
           "D PORT ALDER, Marland \xe2\x80\x94\nB+ \xe2\x80\x9cIt closed,\xe2\x80\x9d she said.");
    expect("(Reuters) - The mill closed.", "D (Reuters) -\nB+ The mill closed.");
    expect("Port Alder, Marland (CNN) The mill closed.", "D Port Alder, Marland (CNN)\nB+ The mill closed.");
    expect("Friday, January 4, 2030\nThe mill closed.", "D Friday, January 4, 2030\nB The mill closed.");
}

static void test_what_is_no_dateline(void **state)
{
    (void)state;
    expect("OMK \xe2\x80\x94 the owner of the mill \xe2\x80\x94 said no.",
           "B OMK \xe2\x80\x94 the owner of the mill \xe2\x80\x94 said no.");
    expect("Kamm (AP) said no.", "B Kamm (AP) said no.");
    expect("The Mill (1998) - A history.", "B The Mill (1998) - A history.");
    expect("MILL CLOSES AFTER ALL THESE YEARS (May 3, 2030) - It was old.",
           "B MILL CLOSES AFTER ALL THESE YEARS (May 3, 2030) - It was old.");
    expect("It was so.\nIt was so.\nIt was so.\nKAMM \xe2\x80\x94 No.",
           "B It was so.\nB It was so.\nB It was so.\nB KAMM \xe2\x80\x94 No.");
    expect("In January 2030.", "B In January 2030.");
    expect("May", "B May");
    expect("OK - The mill closed.", "B OK - The mill closed.");
}

static void test_credits_behind_a_caption(void **state)
{
    (void)state;
    expect("The mill at dusk. (Photo: A. Brandt/Northwire)", "C The mill at dusk.\nF+ (Photo: A. Brandt/Northwire)");
    expect("The mill at dusk (Ada Brandt/AP)", "C The mill at dusk\nF+ (Ada Brandt/AP)");
    expect("The mill at dusk. (Marn Police via AP) (Associated Press)",
           "C The mill at dusk.\nF+ (Marn Police via AP) (Associated Press)");
    expect("The mill at dusk. Photograph: Ada Brandt", "C The mill at dusk.\nF+ Photograph: Ada Brandt");
    expect("The mill, May 3. REUTERS/Ada Brandt", "C The mill, May 3.\nF+ REUTERS/Ada Brandt");
    expect("FILE - The mill at dusk. (AP Photo/Ada Brandt)",
           "F FILE -\nC+ The mill at dusk.\nF+ (AP Photo/Ada Brandt)");
    expect("Kamm said it closed (and did not say why).", "B Kamm said it closed (and did not say why).");
    expect("Kamm spoke for the mill (Marn).", "B Kamm spoke for the mill (Marn).");
    expect("The mill closed. (Ada Brandt)", "B The mill closed. (Ada Brandt)");
    expect("It sent (Photo courtesy of the mill) no word", "B It sent (Photo courtesy of the mill) no word");
    expect("He showed it. Photograph: it was of the mill.", "B He showed it. Photograph: it was of the mill.");
}

/* A credit behind a long paragraph is cut off, and what stands before it stays text. */
static void test_a_long_paragraph_is_no_caption(void **state)
{
    (void)state;
    char text[1024] = "", wanted[1024] = "B ";
    while (strlen(text) < 700) strcat(text, "The mill closed. ");
    strcat(wanted, text);
    wanted[strlen(wanted) - 1] = 0;
    strcat(text, "(Ada Brandt/AP)");
    strcat(wanted, "\nF+ (Ada Brandt/AP)");
    expect(text, wanted);
}

static void test_labels_before_a_caption(void **state)
{
    (void)state;
    expect("Image source, Getty Images Image caption, Kamm said the mill closed",
           "F Image source, Getty Images Image caption,\nC+ Kamm said the mill closed");
    expect("Image caption Kamm said the mill closed", "F Image caption\nC+ Kamm said the mill closed");
    expect("Image source, Getty Images", "F Image source, Getty Images");
    expect("Story highlights The mill closed, Kamm says", "F Story highlights\nB+ The mill closed, Kamm says");
}

static void test_lines_of_furniture(void **state)
{
    (void)state;
    expect(
        "It closed.\nRead more: The mill that closed\nADVERTISEMENT\nStory continues below\nSign up for our newsletter.\n"
        "Ada Quill/Getty Images\nBy Ada Quill\nThis article was updated at noon.\nShare",
        "B It closed.\nF Read more: The mill that closed\nF ADVERTISEMENT\nF Story continues below\n"
        "F Sign up for our newsletter.\nF Ada Quill/Getty Images\nF By Ada Quill\n"
        "F This article was updated at noon.\nF Share");
    expect(
        "Copyright law will change, Kamm said.\nReporting by the mill's own staff found no fault.\nShare prices fell.",
        "B Copyright law will change, Kamm said.\nB Reporting by the mill's own staff found no fault.\n"
        "B Share prices fell.");
}

static void test_sign_offs_leave_the_text_before_them(void **state)
{
    (void)state;
    expect("It closed. (Reporting by Ada Quill; Editing by Otto Brandt)",
           "B It closed.\nF+ (Reporting by Ada Quill; Editing by Otto Brandt)");
    expect("Reporting by Ada Quill; Editing by Otto Brandt", "F Reporting by Ada Quill; Editing by Otto Brandt");
}

static void test_gallery_titles_go_to_their_labels(void **state)
{
    (void)state;
    expect(
        "Photos: Fire at the mill Kamm said no. Hide Caption 1 of 3\nPhotos: Fire at the mill A man ran. Hide Caption 2 of 3\n"
        "Photos: Fire at the mill The mill burned. Hide Caption 3 of 3",
        "F Photos: Fire at the mill\nC+ Kamm said no.\nF+ Hide Caption 1 of 3\nF Photos: Fire at the mill\nC+ A man ran.\n"
        "F+ Hide Caption 2 of 3\nF Photos: Fire at the mill\nC+ The mill burned.\nF+ Hide Caption 3 of 3");
    expect("Photos: The mill burned.\nPhotos: The mill is old.",
           "F Photos:\nC+ The mill burned.\nF Photos:\nC+ The mill is old.");
    expect("Photos: The mill burned.\nPhotos: The man ran.\nPhotos: The end.",
           "F Photos:\nC+ The mill burned.\nF Photos:\nC+ The man ran.\nF Photos:\nC+ The end.");
}

static void test_a_caption_does_not_end_a_quotation(void **state)
{
    (void)state;
    static reading r;
    read_bytes(&r, QT_STR("Kamm said: \"It closed.\nThe mill at dusk (Getty)\n\"It will not open.\""), 0);
    assert_int_equal(r.text.quotation_count, 2);
    assert_true(r.text.quotations[0].continues);
    assert_int_equal(r.text.quotations[0].next, 1);
    close_reading(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_datelines),
        cmocka_unit_test(test_what_is_no_dateline),
        cmocka_unit_test(test_credits_behind_a_caption),
        cmocka_unit_test(test_a_long_paragraph_is_no_caption),
        cmocka_unit_test(test_labels_before_a_caption),
        cmocka_unit_test(test_lines_of_furniture),
        cmocka_unit_test(test_sign_offs_leave_the_text_before_them),
        cmocka_unit_test(test_gallery_titles_go_to_their_labels),
        cmocka_unit_test(test_a_caption_does_not_end_a_quotation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
