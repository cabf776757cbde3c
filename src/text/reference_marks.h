/* Everything that might be a reference mark, with what stands around it. Used by text/references.c, which decides. */
#ifndef QT_TEXT_REFERENCE_MARKS_H
#define QT_TEXT_REFERENCE_MARKS_H

#include "text/reference_lists.h"

typedef enum qt_mark_kind {
    QT_REF_NUMBER,      /* [32] [3, 4] [3–5] [^3] */
    QT_REF_LETTER,      /* [a] [iv] */
    QT_REF_GROUP,       /* [note 3] [nb 1] */
    QT_REF_EDITORIAL,   /* [citation needed] */
    QT_REF_SUPERSCRIPT, /* ¹² */
    QT_REF_ROUND,       /* (12): only where a list proves it */
} qt_mark_kind;

/* What stands before a mark. */
typedef enum qt_ref_place {
    QT_PLACE_LINE,        /* nothing on its line, or only marks */
    QT_PLACE_RUN,         /* another mark */
    QT_PLACE_STOP,        /* the end of a sentence, clause, quotation or parenthesis, without a space */
    QT_PLACE_WORD,        /* a word, without a space */
    QT_PLACE_LETTER,      /* a single letter or an identifier, without a space */
    QT_PLACE_SPACED_STOP, /* a space, and before that the end of a sentence or quotation */
    QT_PLACE_SPACED,      /* a space, and before that anything else */
    QT_PLACE_ODD,         /* anything else */
} qt_ref_place;

/* What stands behind a mark, on its line. */
typedef enum qt_ref_next {
    QT_NEXT_END,
    QT_NEXT_MARK, /* another bracket */
    QT_NEXT_PUNCT,
    QT_NEXT_UPPER, /* a space, and then a capital, a digit, a quotation mark … */
    QT_NEXT_LOWER, /* a space, and then a small letter */
    QT_NEXT_WORD,  /* a letter or digit, without a space */
    QT_NEXT_CODE,  /* what mathematics, code or markup would put there */
} qt_ref_next;

typedef struct qt_ref_candidate {
    qt_span span, label;
    uint32_t number; /* the (first) number; of a letter its place in the alphabet, 0 where it has none */
    uint8_t kind, place, next;
    bool word_upper; /* the word before it is capitalised */
    bool word_joins; /* the word before it is "and" or "or" */
    bool after_letter, after_digit;
    bool keep;
} qt_ref_candidate;

typedef QT_VEC(qt_ref_candidate) qt_ref_candidates;

/* Appends the candidates of `bytes` outside `lists`, by begin; they do not overlap. Round brackets are looked at only
 * where `round` is set. Linear time. False when the arena is full. */
bool qt_ref_candidates_find(qt_str bytes, const qt_reference_lists *lists, bool round, qt_arena *arena,
                            qt_ref_candidates *out);

#endif
