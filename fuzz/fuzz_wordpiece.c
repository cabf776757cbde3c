/* WordPiece and windows: every token has pieces that the vocabulary has, and is scored in exactly one window. */
#include "nn/windows.h"
#include "text_checks.h"

/* clang-format off */
static const char *const parts[] = {"é", "e\xcc\x81", "ﬁ", "İ", "ß", "ﷺ", "中", "한", "\xe1\x84\x92\xe1\x85\xa1", "\xcc\x81", "\xe2\x80\x8d", "\xc2\xad", "\xef\xbf\xbd",
                                    "\xf0\x9d\x94\x98", " ", "\n\n", ". ", "##", "[CLS]", "[UNK]", "harbour", "minister", "ing", "un", "’", "—", "\x7f", NULL};
/* clang-format on */

static qt_model *model;

static void check_windows(const qt_text *text, qt_arena *arena)
{
    qt_windows windows;
    quoth_error error = {0};
    CHECK(qt_windows_cut(model, text, arena, &windows, &error) == QUOTH_OK);
    uint8_t *scored = not_null(qt_arena_alloc(arena, text->token_count + 1, 1));
    for (size_t w = 0; w < windows.count; w++) {
        const qt_window *window = &windows.items[w];
        CHECK(window->piece_count >= 2 && window->piece_count <= QT_WINDOW_MAX);
        CHECK(window->score_first <= window->score_last && window->score_last <= window->token_count);
        for (uint32_t t = 0; t < window->token_count; t++) {
            CHECK(window->tokens[t] < text->token_count && window->first_piece[t] < window->piece_count);
            if (t >= window->score_first && t < window->score_last) scored[window->tokens[t]]++;
        }
    }
    for (size_t t = 0; t < text->token_count; t++) CHECK(scored[t] == 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    quoth_error error = {0};
    if (!model) CHECK(qt_model_open(QUOTH_SOURCE_DIR "/tests/nn/network.safetensors", &model, &error) == QUOTH_OK);
    qt_arena *arena = not_null(qt_arena_new(FUZZ_ARENA));
    qt_str bytes = fuzz_text(data, size, parts, arena);
    qt_pieces pieces = {0};
    if (bytes.size) CHECK(qt_wordpiece(model, bytes, arena, &pieces, &error) == QUOTH_OK && pieces.count > 0);
    qt_text text = read_text(bytes, 0, arena);
    check_windows(&text, arena);
    qt_arena_free(arena);
    return 0;
}
