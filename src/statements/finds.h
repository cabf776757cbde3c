/* What the network found: cues, and for each cue the runs of tokens that are its source and its content. */
#ifndef QT_STATEMENTS_FINDS_H
#define QT_STATEMENTS_FINDS_H

#include "nn/encoder.h"
#include "statements/statement.h"

/* Tokens [first, last) of the text. */
typedef struct qt_run {
    uint32_t first, last;
} qt_run;

typedef struct qt_find {
    qt_run cue;
    qt_run *sources, *contents; /* in text order; runs end at paragraph ends */
    uint32_t source_count, content_count;
    bool narrated;         /* `cue` is the head of a narrated statement, one token; no source */
    float cue_probability; /* geometric mean over the cue's tokens; that a head is one */
    float
        span_probability; /* that this is its source, or that it has none, and that it has a content where one is read */
    float kind_probability;            /* of `kind` */
    uint8_t kind, polarity, certainty; /* the likeliest: a qt_kind and so on */
} qt_find;

typedef QT_VEC(qt_find) qt_finds;

/* What reading a window takes; one a worker. */
typedef struct qt_finds_scratch {
    float scores[QT_WINDOW_MAX * QT_CUE_TAGS];
    float odds[QT_WINDOW_MAX];
    uint32_t cue[QT_WINDOW_MAX];
    uint8_t tags[QT_WINDOW_MAX], cue_tags[QT_WINDOW_MAX], back[QT_WINDOW_MAX * QT_SPAN_TAGS], allowed[QT_WINDOW_MAX];
} qt_finds_scratch;

/* Adds the finds of `window`, which `encoder` has just read, to `finds`. A cue for which the network finds neither source
 * nor content is one that it rejects, and is left out; so is a head of a narrated statement without content. Window by
 * window, finds come in the order of their cues, then those of the heads in theirs. They and what they point to are all
 * that lives in `arena`, and take some bytes a byte of the text read so far at most: of text that no report comes near (a
 * cue a word, each with pieces in every line) the rest is left out. */
int qt_finds_read(qt_encoder *encoder, const qt_model *model, const qt_text *text, const qt_window *window,
                  qt_finds_scratch *scratch, qt_arena *arena, qt_finds *finds, quoth_error *error);

#endif
