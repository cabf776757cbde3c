/* Plain text and Markdown: one document a file. Markdown is text as it stands: its marks stay, so that every offset
 * holds in the file too. */
#include <stdlib.h>

#include "ingest/encoding.h"
#include "ingest/reader.h"
#include "ingest/sniff.h"

typedef struct text_state {
    qt_input *input;
    bool done;
} text_state;

static void *text_open(qt_input *input)
{
    text_state *state = calloc(1, sizeof *state);
    if (state) state->input = input;
    return state;
}

/* What can be refused by the first block is, before anything is held: a large binary file is not read to its end. */
static int check_head(qt_str head, quoth_error *error)
{
    if (qt_wide_mark(head).data) return QUOTH_OK;
    const char *nul = head.size ? memchr(head.data, 0, head.size) : NULL;
    if (!nul) return QUOTH_OK;
    return qt_fail_at(error, QUOTH_REFUSED, (uint64_t)(nul - head.data), "not text: it holds a NUL byte");
}

static qt_ingest_result text_next(void *opaque, qt_arena *arena, qt_document *out, quoth_error *error)
{
    text_state *state = opaque;
    if (state->done) return QT_INGEST_END;
    state->done = true;
    qt_str head, bytes, text, encoding;
    qt_sha256 digest;
    int rc = qt_input_peek(state->input, QT_INPUT_BLOCK, &head, error);
    if (!rc) rc = check_head(head, error);
    if (!rc) rc = qt_input_rest(state->input, QUOTH_MAX_TEXT, arena, &bytes, error);
    if (!rc) rc = qt_stored_text(bytes, arena, &text, &encoding, error);
    if (!rc) rc = qt_sha256_of(bytes, &digest, error);
    if (rc) return rc == QUOTH_REFUSED ? QT_INGEST_REFUSED : QT_INGEST_FAILED;
    *out = (qt_document){.original = bytes, .text = text, .encoding = encoding, .sha256 = digest};
    return QT_INGEST_DOCUMENT;
}

const qt_reader qt_reader_text = {
    .name = "text",
    .extensions = "txt text md markdown ",
    .sniff = NULL,
    .open = text_open,
    .next = text_next,
    .close = free,
};
