/* Classes of code points as the tokeniser sees them. */
#ifndef QT_TEXT_CHARS_H
#define QT_TEXT_CHARS_H

#include "base/utf8.h"

typedef enum qt_class {
    QT_CLASS_GAP,       /* white space and control characters: never part of a token */
    QT_CLASS_LETTER,    /* letters, marks, and numbers that are not digits (², ½, Ⅳ) */
    QT_CLASS_DIGIT,     /* decimal digits of any script */
    QT_CLASS_JOINER,    /* invisible: zero-width joiners, soft hyphens, direction marks; kept inside a word */
    QT_CLASS_IDEOGRAPH, /* scripts written without spaces whose characters are a token each */
    QT_CLASS_SYMBOL,    /* everything else: punctuation, currency, emoji */
} qt_class;

typedef struct qt_char {
    uint32_t code;
    uint8_t size;  /* bytes, at least 1 */
    uint8_t class; /* qt_class */
} qt_char;

/* The character at `at` (at < s.size) of valid UTF-8. */
qt_char qt_char_at(qt_str s, size_t at);

/* As qt_char_at; past the end of `s` it is a gap of size 0. */
qt_char qt_char_or_end(qt_str s, size_t at);

/* Past the gaps at `at`. */
size_t qt_gaps_end(qt_str s, size_t at);

/* ', ’, ` and their like, where they can stand inside a word or begin a clitic. */
bool qt_is_apostrophe(uint32_t code);

/* Quotation marks by what they can do; straight marks do both. Single marks are not apostrophes here. */
bool qt_is_closing_mark(uint32_t code);
bool qt_is_opening_mark(uint32_t code);

/* The end of the user-perceived character (UAX #29) at `at`, so that an emoji with its modifiers stays whole. */
size_t qt_cluster_end(qt_str s, size_t at);

static inline bool qt_is_word_class(uint8_t class) { return class == QT_CLASS_LETTER || class == QT_CLASS_DIGIT; }

#endif
