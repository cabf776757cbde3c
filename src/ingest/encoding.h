/* Bytes -> stored text. */
#ifndef QT_INGEST_ENCODING_H
#define QT_INGEST_ENCODING_H

#include "base/arena.h"

/* The stored text of a file's bytes, and the IANA name of their encoding (static storage).
 *
 * Valid UTF-8 is the stored text byte for byte (*text views `bytes`). A byte order mark of UTF-16 or UTF-32 is believed.
 * Otherwise the encoding is recognised with uchardet and checked, since a wrong one would put words into the record that
 * nobody wrote: see encoding.c. Conversion is strict (iconv), into the arena. QUOTH_REFUSED, with the byte in `bytes`, for
 * text that is empty or blank, holds NUL or mostly control characters, is over QUOTH_MAX_TEXT once converted, or whose
 * encoding cannot be told. Linear time. */
int qt_stored_text(qt_str bytes, qt_arena *arena, qt_str *text, qt_str *encoding, quoth_error *error);

/* The part of it that concerns text that is UTF-8 already: blank, NUL, control characters. */
int qt_text_check(qt_str text, quoth_error *error);

/* "UTF-16", "UTF-32" for bytes that begin with such a mark, else data NULL. */
qt_str qt_wide_mark(qt_str bytes);

#endif
