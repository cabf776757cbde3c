/* Hostile model files: any bytes, and a good file with bytes changed and its end cut off. One that opens must also run. */
#include "nn/encoder.h"
#include "nn/heads.h"
#include "text_checks.h"

/* Six bytes change one byte of the good file: where (five times out of six in its header), and to what. */
static qt_str damaged(qt_str good, const uint8_t *data, size_t size, char *copy)
{
    size_t header = 8 + ((size_t)(uint8_t)good.data[0] | (size_t)(uint8_t)good.data[1] << 8);
    memcpy(copy, good.data, good.size);
    for (size_t i = 2; i + 6 <= size; i += 6) {
        uint32_t at = (uint32_t)data[i] | (uint32_t)data[i + 1] << 8 | (uint32_t)data[i + 2] << 16;
        copy[at % (data[i + 3] % 6 ? header : good.size)] = (char)data[i + 5];
    }
    size_t cut = (size_t)data[0] % 4 == 0 ? (size_t)data[1] * 97 : 0;
    return (qt_str){copy, good.size - (cut < good.size ? cut : 0)};
}

/* All that the heads make of `count` tokens, at most MOST. */
enum { MOST = 64 };
static void run_heads(qt_heads *heads, const float *x, uint32_t count)
{
    float begins[MOST], names[MOST * (2 * QT_NAME_TYPES_MAX + 1)];
    uint8_t upos[MOST], xpos[MOST], deprel[MOST];
    uint32_t head[MOST];
    qt_heads_sentences(heads, x, count, begins);
    qt_heads_tags(heads, x, count, upos, xpos);
    qt_heads_names(heads, x, count, names);
    qt_heads_parse(heads, x, count);
    if (count) qt_heads_tree(heads, 0, count, head, deprel);
}

static void run(const qt_model *model)
{
    quoth_error error = {0};
    qt_arena *arena = not_null(qt_arena_new(FUZZ_ARENA));
    qt_encoder *encoder = NULL;
    qt_heads *heads = NULL;
    qt_windows windows;
    qt_text text = read_text(QT_STR("“It sank,” the ministry said."), 0, arena);
    if (qt_windows_cut(model, &text, arena, &windows, &error) == QUOTH_OK &&
        qt_encoder_new(model, &encoder, &error) == QUOTH_OK && qt_heads_new(model, &heads, &error) == QUOTH_OK) {
        float cues[MOST * QT_CUE_TAGS];
        for (size_t w = 0; w < windows.count; w++) {
            CHECK(windows.items[w].token_count <= MOST);
            run_heads(heads, qt_encoder_run(encoder, &windows.items[w]), windows.items[w].token_count);
            qt_encoder_cues(encoder, cues);
        }
    }
    qt_heads_free(heads);
    qt_encoder_free(encoder);
    qt_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static qt_str good;
    quoth_error error = {0};
    if (!good.data) good = fuzz_file(QUOTH_SOURCE_DIR "/tests/nn/network.safetensors");
    if (size < 2) return 0;
    bool raw = data[0] & 1;
    char *copy = not_null(malloc(raw ? size : good.size));
    qt_str file = raw ? (qt_str){memcpy(copy, data, size), size} : damaged(good, data, size, copy);
    qt_model *model = NULL;
    int status = qt_model_open_memory(file, NULL, &model, &error);
    if (status == QUOTH_OK) run(model);
    else CHECK(error.message[0] && !model);
    qt_model_close(model);
    free(copy);
    return 0;
}
