/* Text from documents and file names on a terminal: nothing in it may move the cursor, reorder or hide what stands. */
#ifndef QT_CLI_SAFE_H
#define QT_CLI_SAFE_H

#include "base/str.h"

/* Controls (C0, DEL, C1), line and paragraph separators, format characters (zero-width characters, bidi marks,
 * overrides and isolates, tags), private use and unassigned code points. The two joiners that scripts and emoji need
 * (U+200C, U+200D) are safe. */
bool qt_unsafe_to_print(uint32_t code);

/* What stands for `code` on a terminal, in out[4]; returns its length. White space is one space, a control its picture
 * (U+2400 and up), anything else unsafe a middle dot, all others themselves. */
size_t qt_safe_character(uint32_t code, char out[4]);

/* Columns `code` takes on a terminal: 0, 1 or 2. */
unsigned qt_columns(uint32_t code);

#endif
