/* Texts are put together by hand here: paragraphs of words that are one piece each, unless a test says otherwise. */
#include "fixture.h"

enum { MOST_TOKENS = 20000, MOST_PARAGRAPHS = 2000 };

static qt_model *model;
static qt_arena *arena;

static char bytes[MOST_TOKENS * 16];
static qt_token tokens[MOST_TOKENS];
static qt_paragraph paragraphs[MOST_PARAGRAPHS];
static qt_text text;
static uint32_t sentences;

static int set_up(void **state)
{
    (void)state;
    model = open_fixture(FIXTURE("network"));
    arena = qt_arena_new((size_t)64 << 20);
    return arena ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    qt_model_close(model);
    qt_arena_free(arena);
    return 0;
}

static void start_text(void)
{
    qt_arena_reset(arena);
    sentences = 0;
    text = (qt_text){.bytes = {bytes, 0}, .tokens = tokens, .paragraphs = paragraphs};
}

static void add_word(const char *word)
{
    size_t n = strlen(word);
    assert_true(text.bytes.size + n + 1 < sizeof bytes && text.token_count < MOST_TOKENS);
    qt_token *t = &tokens[text.token_count++];
    *t = (qt_token){.span = {(uint32_t)text.bytes.size, (uint32_t)(text.bytes.size + n)}};
    qt_token_place(t, sentences, text.paragraph_count);
    t->shape = (uint8_t)(text.token_count % QT_SHAPE_COUNT);
    t->quote = (uint8_t)(text.token_count % QT_QUOTE_COUNT);
    memcpy(bytes + text.bytes.size, word, n);
    bytes[text.bytes.size + n] = ' ';
    text.bytes.size += n + 1;
}

/* A paragraph of `words` words, a sentence ending after every `sentence` of them. */
static void add_paragraph(qt_part part, uint32_t words, uint32_t sentence)
{
    assert_true(text.paragraph_count < MOST_PARAGRAPHS);
    qt_paragraph *p = &paragraphs[text.paragraph_count];
    *p = (qt_paragraph){.first = (uint32_t)text.token_count, .part = (uint8_t)part};
    for (uint32_t i = 0; i < words; i++) {
        if (i && sentence && i % sentence == 0) sentences++;
        add_word(i % 2 ? "river" : "mayor");
    }
    sentences++;
    p->last = (uint32_t)text.token_count;
    text.paragraph_count++;
}

/* Checks what holds for any text, and returns its windows. */
static qt_windows cut(void)
{
    static uint8_t scored[MOST_TOKENS];
    qt_windows windows = {0};
    assert_int_equal(qt_windows_cut(model, &text, arena, &windows, NULL), 0);
    memset(scored, 0, sizeof scored);
    for (size_t i = 0; i < windows.count; i++) {
        const qt_window *w = &windows.items[i];
        uint32_t separators = 0, changes = 1;
        assert_in_range(w->piece_count, 3, QT_WINDOW_MAX);
        assert_true(w->score_first < w->score_last && w->score_last <= w->token_count);
        assert_int_equal(w->pieces[0], QT_PIECE_CLS);
        assert_int_equal(w->pieces[w->piece_count - 1], QT_PIECE_SEP);
        for (uint32_t p = 0; p < w->piece_count; p++) separators += w->pieces[p] == QT_PIECE_SEP;
        for (uint32_t t = 0; t < w->token_count; t++) {
            const qt_token *token = &tokens[w->tokens[t]];
            assert_int_equal(w->shapes[w->first_piece[t]], token->shape);
            assert_int_equal(w->quotes[w->first_piece[t]], token->quote);
            if (t == 0) continue;
            assert_true(w->tokens[t] > w->tokens[t - 1] && w->first_piece[t] > w->first_piece[t - 1]);
            changes += tokens[w->tokens[t - 1]].paragraph != token->paragraph && !paragraphs[token->paragraph].joined;
        }
        assert_int_equal(separators, changes);
        for (uint32_t t = w->score_first; t < w->score_last; t++) scored[w->tokens[t]]++;
    }
    for (size_t i = 0; i < text.token_count; i++) assert_int_equal(scored[i], 1);
    return windows;
}

static void no_text_no_windows(void **state)
{
    (void)state;
    start_text();
    assert_int_equal(cut().count, 0);
    add_paragraph(QT_PART_BODY, 0, 0);
    assert_int_equal(cut().count, 0);
}

static void short_paragraphs_share_a_window(void **state)
{
    (void)state;
    start_text();
    for (int i = 0; i < 4; i++) add_paragraph(QT_PART_BODY, 50, 0); /* 51 pieces each with its [SEP]: three are 153 */
    add_paragraph(QT_PART_BODY, 0, 0);
    qt_windows w = cut();
    assert_int_equal(w.count, 2);
    assert_int_equal(w.items[0].score_last, 150);
    assert_int_equal(w.items[0].piece_count, 1 + 153);
    assert_int_equal(w.items[1].tokens[0], 150);
    assert_int_equal(w.items[1].score_first, 0);
    assert_int_equal(w.items[1].piece_count, 1 + 51);
}

/* A dateline and the text behind it are one paragraph to the encoder. */
static void joined_paragraphs_are_read_as_one(void **state)
{
    (void)state;
    start_text();
    add_paragraph(QT_PART_BODY, 100, 0);
    add_paragraph(QT_PART_DATELINE, 4, 0);
    add_paragraph(QT_PART_BODY, 100, 0);
    paragraphs[2].joined = true;
    qt_windows w = cut();
    assert_int_equal(w.count, 2);
    assert_int_equal(w.items[0].token_count, 100);
    assert_int_equal(w.items[1].token_count, 104);
    assert_int_equal(w.items[1].piece_count, 1 + 104 + 1);
}

static void pieces_stand_between_their_marks(void **state)
{
    (void)state;
    start_text();
    paragraphs[0] = (qt_paragraph){.first = 0, .last = 2};
    add_word("damside");
    add_word("river");
    text.paragraph_count = 1;
    paragraphs[1] = (qt_paragraph){.first = 2, .last = 3};
    add_word("denied");
    text.paragraph_count = 2;
    qt_windows w = cut();
    assert_int_equal(w.count, 1);
    assert_int_equal(w.items[0].piece_count, 8);
    const uint16_t first[] = {1, 3, 5};
    assert_memory_equal(w.items[0].first_piece, first, sizeof first);
    assert_int_equal(w.items[0].pieces[4], QT_PIECE_SEP);
    assert_int_equal(w.items[0].shapes[2], w.items[0].shapes[1]); /* a token's pieces share its shape */
    assert_int_equal(w.items[0].shapes[4], QT_SHAPE_OTHER);
}

static void a_paragraph_of_440_pieces_stays_whole(void **state)
{
    (void)state;
    start_text();
    add_paragraph(QT_PART_BODY, 440, 30);
    assert_int_equal(cut().count, 1);
    start_text();
    add_paragraph(QT_PART_BODY, 300, 0);
    add_paragraph(QT_PART_BODY, 440, 30);
    qt_windows w = cut();
    assert_int_equal(w.count, 2);
    assert_int_equal(w.items[1].piece_count, 1 + 441);
    start_text();
    add_paragraph(QT_PART_BODY, 441, 30);
    assert_int_equal(cut().count, 2);
}

static void a_long_paragraph_is_cut_at_a_sentence_end(void **state)
{
    (void)state;
    start_text();
    add_paragraph(QT_PART_BODY, 600, 50);
    qt_windows w = cut();
    assert_int_equal(w.count, 2);
    assert_int_equal(w.items[0].tokens[w.items[0].token_count - 1], 399); /* 400 is the last sentence end within 440 */
    assert_int_equal(w.items[1].tokens[0], 400 - 64);
    /* In the overlap of 336 to 400 the sentence that begins at 350 is scored whole, in the second window. */
    assert_int_equal(w.items[0].score_last, 350);
    assert_int_equal(w.items[1].score_first, 350 - 336);
}

static void without_a_sentence_end_it_is_cut_at_a_token(void **state)
{
    (void)state;
    start_text();
    add_paragraph(QT_PART_BODY, 1000, 0);
    qt_windows w = cut();
    assert_int_equal(w.count, 3);
    assert_int_equal(w.items[0].token_count, 440);
    assert_int_equal(w.items[1].tokens[0], 440 - 64);
    assert_int_equal(w.items[1].tokens[439], 440 - 64 + 439);
    /* In the overlap each token is scored where it has more text on its short side. */
    assert_int_equal(w.items[0].score_last, 440 - 32);
    assert_int_equal(w.items[1].score_first, 32);
}

static void a_sentence_end_too_early_is_no_place_to_cut(void **state)
{
    (void)state;
    start_text();
    add_paragraph(QT_PART_BODY, 600, 0);
    for (size_t i = 0; i < 600; i++) tokens[i].sentence = i < 200 ? 0 : 1;
    assert_int_equal(cut().items[0].token_count, 440);
}

static void a_monstrous_token_is_cut_down(void **state)
{
    (void)state;
    static char dashes[3001];
    memset(dashes, '-', sizeof dashes - 1);
    start_text();
    paragraphs[0] = (qt_paragraph){.first = 0, .last = 20};
    for (int i = 0; i < 20; i++) add_word(dashes);
    text.paragraph_count = 1;
    qt_windows w = cut();
    assert_int_equal(w.items[0].first_piece[1] - w.items[0].first_piece[0], 128);
}

static void any_text_is_covered(void **state)
{
    (void)state;
    uint32_t seed = 3;
    for (int round = 0; round < 300; round++) {
        start_text();
        if (draw(&seed) % 2) add_paragraph(QT_PART_TITLE, draw(&seed) % 60, 0);
        for (uint32_t n = draw(&seed) % 20; n > 0; n--) {
            uint32_t words = draw(&seed) % (draw(&seed) % 4 ? 120 : 1500);
            add_paragraph(QT_PART_BODY, words, draw(&seed) % 80);
            for (size_t i = 0; i < text.token_count && words; i += 7) /* some words of several pieces */
                if (draw(&seed) % 5 == 0) memcpy(bytes + tokens[i].span.begin, "q-xz.", 5);
        }
        qt_windows a = cut(), b = {0};
        assert_int_equal(qt_windows_cut(model, &text, arena, &b, NULL), 0);
        assert_int_equal(a.count, b.count);
        for (size_t i = 0; i < a.count; i++) {
            assert_int_equal(a.items[i].piece_count, b.items[i].piece_count);
            assert_memory_equal(a.items[i].pieces, b.items[i].pieces, a.items[i].piece_count * sizeof(int32_t));
        }
    }
}

static void a_full_arena_is_an_error(void **state)
{
    (void)state;
    start_text();
    for (int i = 0; i < 100; i++) add_paragraph(QT_PART_BODY, 100, 10);
    for (size_t size = 1 << 10; size < (size_t)1 << 18; size *= 2) {
        qt_arena *small = qt_arena_new(size);
        qt_windows windows = {.count = 77};
        quoth_error error = {0};
        assert_int_equal(qt_windows_cut(model, &text, small, &windows, &error), QUOTH_FAILED);
        assert_int_equal(windows.count, 77);
        qt_arena_free(small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_no_windows),
        cmocka_unit_test(short_paragraphs_share_a_window),
        cmocka_unit_test(joined_paragraphs_are_read_as_one),
        cmocka_unit_test(pieces_stand_between_their_marks),
        cmocka_unit_test(a_paragraph_of_440_pieces_stays_whole),
        cmocka_unit_test(a_long_paragraph_is_cut_at_a_sentence_end),
        cmocka_unit_test(without_a_sentence_end_it_is_cut_at_a_token),
        cmocka_unit_test(a_sentence_end_too_early_is_no_place_to_cut),
        cmocka_unit_test(a_monstrous_token_is_cut_down),
        cmocka_unit_test(any_text_is_covered),
        cmocka_unit_test(a_full_arena_is_an_error),
    };
    return cmocka_run_group_tests_name("nn/windows", tests, set_up, tear_down);
}
