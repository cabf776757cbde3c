/* Sentences, tags and trees of a text, window by window. */
#ifndef QT_SYNTAX_READER_H
#define QT_SYNTAX_READER_H

#include "nn/heads.h"
#include "syntax/syntax.h"

/* A text that is being read. */
typedef struct qt_syntax_draft {
    const qt_text *text;
    bool given;      /* its sentences stand as they are, but where no window holds one whole */
    uint8_t *begins; /* [token_count] */
    qt_word *words;  /* [token_count] */
} qt_syntax_draft;

/* Words live in `arena`, what is needed until qt_syntax_finish in `scratch`. */
int qt_syntax_start(const qt_text *text, bool given, qt_arena *arena, qt_arena *scratch, qt_syntax_draft *out,
                    quoth_error *error);

/* Reads the tokens that are scored in `window`, given the vectors of all its tokens: decides which of them begin a sentence,
 * then tags and parses each sentence. A paragraph, and what a window scores of one, begin and end with a sentence, so
 * that time is linear in the text; no sentence begins with the mark that closes a quotation. */
void qt_syntax_read(qt_syntax_draft *draft, qt_heads *heads, const qt_window *window, const float *vectors);

/* When all windows are read: puts the sentences into `text`, the one given at the start. `out` points to the draft's
 * words and to `grammar`. */
int qt_syntax_finish(const qt_syntax_draft *draft, const qt_grammar *grammar, qt_arena *arena, qt_text *text,
                     qt_syntax *out, quoth_error *error);

#endif
