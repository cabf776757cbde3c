/* UTF-8 as Unicode 15 section 3.9 defines it: no surrogates, no overlong forms, nothing above U+10FFFF. */
#ifndef QT_BASE_UTF8_H
#define QT_BASE_UTF8_H

#include "base/str.h"

/* Decodes one code point at `at` (at < s.size). Returns its length in bytes (1-4), or 0 if the bytes there are not
 * valid; *code is set only on success. */
size_t qt_utf8_decode(qt_str s, size_t at, uint32_t *code);

/* Encodes `code` (a scalar value) into out[4]; returns the number of bytes. */
size_t qt_utf8_encode(uint32_t code, char out[4]);

/* The offset of the first invalid byte, or s.size if all of `s` is valid. */
size_t qt_utf8_valid_prefix(qt_str s);

/* The start of the code point before `at` (at > 0, `at` on a boundary of valid text). */
size_t qt_utf8_before(qt_str s, size_t at);

/* Properties of one code point (utf8proc's tables). Letters include marks, so that a decomposed name stays one word. */
bool qt_is_letter(uint32_t code);
bool qt_is_upper(uint32_t code); /* upper or title case */
bool qt_is_lower(uint32_t code);
bool qt_is_digit(uint32_t code); /* Unicode Nd */
bool qt_is_space(uint32_t code); /* any white space, no-break and zero-width spaces and the byte order mark included */

uint32_t qt_lower(uint32_t code); /* simple lower case; `code` where it has none */

#endif
