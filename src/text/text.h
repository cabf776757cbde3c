/* Stored text -> reference marks, paragraphs, quotations, tokens, proposed sentence ends.
 *
 * Every span is in bytes of the stored text, which is never changed. Arrays live in the arena given to qt_text_read. */
#ifndef QT_TEXT_TEXT_H
#define QT_TEXT_TEXT_H

#include <assert.h>

#include "base/vec.h"

/* What a paragraph is. */
typedef enum qt_part {
    QT_PART_BODY,
    QT_PART_TITLE,     /* the title, from metadata or a headline without a full stop at the top */
    QT_PART_LIST,      /* an item of a list */
    QT_PART_CAPTION,   /* a picture's caption */
    QT_PART_FURNITURE, /* credits, by-lines, promotion, agency sign-offs: nothing in them is anybody's statement */
    QT_PART_DATELINE,  /* where and when a report was sent, and by whom: before the text of its paragraph, or alone */
} qt_part;

/* Case, digits and quotation marks of a token, for the encoder's input. Values are stored in models: append only. */
typedef enum qt_shape {
    QT_SHAPE_OTHER = 0,
    QT_SHAPE_LOWER = 1,
    QT_SHAPE_TITLE = 2, /* first letter upper case, the rest lower */
    QT_SHAPE_UPPER = 3, /* all letters upper case, two or more letters */
    QT_SHAPE_DIGIT = 4, /* begins with a digit */
    QT_SHAPE_MIXED = 5, /* any other mixture of letters */
    QT_SHAPE_DOUBLE_QUOTE = 6,
    QT_SHAPE_SINGLE_QUOTE = 7,
    QT_SHAPE_INITIAL = 8, /* one upper-case letter, with or without a full stop */
    QT_SHAPE_COUNT = 9,
} qt_shape;

/* Where a token stands with respect to quotations. Values are stored in models: append only. */
typedef enum qt_quote_state {
    QT_QUOTE_OUTSIDE = 0,
    QT_QUOTE_INSIDE = 1,   /* inside a quotation that closes, or that the next paragraph takes up; marks included */
    QT_QUOTE_UNCLOSED = 2, /* inside one that never closes */
    QT_QUOTE_COUNT = 3,
} qt_quote_state;

/* Hostile text has a token a byte, so that each byte of this one counts: an index of what QUOTH_MAX_TEXT bytes can hold
 * takes 24 bits. */
typedef struct qt_token {
    qt_span span;
    uint32_t sentence : 24, shape : 8;  /* an index; qt_shape */
    uint32_t paragraph : 24, quote : 8; /* an index; qt_quote_state */
} qt_token;

static_assert(QUOTH_MAX_TEXT <= 1u << 24, "an index has 24 bits");

static inline void qt_token_place(qt_token *token, size_t sentence, size_t paragraph)
{
    token->sentence = sentence & 0xffffff;
    token->paragraph = paragraph & 0xffffff;
}

/* Tokens [first, last) of a sentence or paragraph. `span` runs from the first token's begin to the last one's end. */
typedef struct qt_sentence {
    qt_span span;
    uint32_t first, last;
} qt_sentence;

typedef struct qt_paragraph {
    qt_span span;
    uint32_t first, last;                   /* tokens */
    uint32_t sentence_first, sentence_last; /* sentences [first, last) */
    uint8_t part;                           /* qt_part */
    bool joined;    /* no break stands before it: it was cut off the paragraph before, one of the two being furniture */
    bool displaced; /* begins with a displaced reference mark: not continuous with the paragraph before it */
} qt_paragraph;

typedef struct qt_quotation {
    qt_span span;  /* marks included */
    qt_span inner; /* marks excluded */
    bool closed;   /* false: no closing mark was found; span and inner then end where quoth stopped believing it */
    bool
        continues; /* no closing mark here because a later quotation goes on with it, as each paragraph of a long one does */
    uint32_t parent; /* the quotation this one stands in, or QT_NONE */
    uint32_t next; /* where `continues`: the quotation that takes it up, in this paragraph or the next; else QT_NONE */
} qt_quotation;

/* A turn of a transcript: a paragraph that begins with who speaks, tokens [first, last). What is said begins with token `speech`
 * and is `quotation`, one without marks. */
typedef struct qt_turn {
    uint32_t first, last, speech, quotation;
} qt_turn;

/* Where a reference mark belongs. */
typedef enum qt_attachment {
    QT_ATTACHED_SENTENCE,  /* it stands after a sentence's end: supports `sentence` */
    QT_ATTACHED_CLAUSE,    /* it stands inside a sentence: supports `clause`, the part of it before the mark */
    QT_ATTACHED_DISPLACED, /* it stands at a line's start: an extractor moved it; supports an unknown sentence */
} qt_attachment;

typedef struct qt_reference {
    qt_span span;      /* the mark, brackets included */
    qt_span label;     /* without them */
    uint8_t attached;  /* qt_attachment */
    uint32_t sentence; /* the sentence it supports; where displaced, the one before it (a candidate) or QT_NONE */
    uint32_t follows; /* where displaced: the sentence that stands behind it, which it does NOT support; else QT_NONE */
    qt_span clause;   /* where QT_ATTACHED_CLAUSE: the tokens' span from the previous mark or clause boundary to it */
} qt_reference;

typedef struct qt_text {
    qt_str bytes;
    qt_token *tokens;
    qt_sentence *sentences;
    qt_paragraph *paragraphs;
    qt_quotation *quotations; /* by begin, outer before inner */
    qt_reference *references; /* by begin */
    qt_turn *turns;           /* in text order; none where the text is no transcript */
    size_t token_count, sentence_count, paragraph_count, quotation_count, reference_count, turn_count;
} qt_text;

/* QUOTH_OK where `bytes` is valid UTF-8 and at most QUOTH_MAX_TEXT long. */
int qt_text_check_utf8(qt_str bytes, quoth_error *error);

/* Reads `bytes` (valid UTF-8, at most QUOTH_MAX_TEXT; they must outlive `out`). `title_size` is as in qt_document.
 * Time and memory are linear in the text. */
int qt_text_read(qt_str bytes, size_t title_size, qt_arena *arena, qt_text *out, quoth_error *error);

/* A token that somebody else found, and what begins with it. */
typedef struct qt_given_token {
    qt_span span;
    bool begins_sentence, begins_paragraph;
} qt_given_token;

/* As qt_text_read, with the tokens, sentences and paragraphs of `given` [count] taken as they are; all paragraphs are
 * body text, and no reference marks are looked for. Tokens must be in order, apart from each other, and of whole UTF-8
 * characters; else QUOTH_REFUSED, with the byte where it fails. `given` is not kept. */
int qt_text_read_given(qt_str bytes, const qt_given_token *given, size_t count, qt_arena *arena, qt_text *out,
                       quoth_error *error);

/* Puts other sentences in the place of those proposed: begins[token_count] is not 0 where one begins. A paragraph's first
 * token always begins one. Whatever hangs on sentences follows: tokens, paragraphs, what reference marks belong to. The
 * new array lives in `arena`, which must be the text's own. Linear time. */
int qt_text_set_sentences(const uint8_t *begins, qt_arena *arena, qt_text *text, quoth_error *error);

/* The index of the first token that begins at or after byte `at` (token_count if none). Binary search. */
size_t qt_text_token_at(const qt_text *text, uint32_t at);

/* Whether the token stands in a paragraph that is furniture or a dateline. */
static inline bool qt_is_furniture(const qt_text *text, size_t token)
{
    const uint8_t part = text->paragraphs[text->tokens[token].paragraph].part;
    return part == QT_PART_FURNITURE || part == QT_PART_DATELINE;
}

/* ISO 639-1 "en" where the text reads as English, "und" where it does not (too little to tell counts as English if it
 * is mostly Latin letters). Function-word rate; static storage. */
qt_str qt_text_language(const qt_text *text);

#endif
