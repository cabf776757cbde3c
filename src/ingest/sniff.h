/* What a file seems to be, where it is no text that quoth reads. */
#ifndef QT_INGEST_SNIFF_H
#define QT_INGEST_SNIFF_H

#include "base/str.h"

/* The format that `head` (a file's first bytes) gives away: "a PDF document", …; data NULL where it gives none away. */
qt_str qt_sniff_bytes(qt_str head);

/* The same by the extension of a file's name: formats that are text, or look like it, but must not be read as prose. */
qt_str qt_sniff_name(qt_str name);

/* The extension of a base name (at most 15 bytes), lower case, NUL-terminated, without its dot; "" where it has none. */
void qt_extension(qt_str name, char out[16]);

#endif
