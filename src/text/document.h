/* A document as a reader delivers it and everything downstream takes it: stored text, and what is known about it. */
#ifndef QT_TEXT_DOCUMENT_H
#define QT_TEXT_DOCUMENT_H

#include "base/sha256.h"
#include "text/text.h"

typedef enum qt_basis { QT_BASIS_NONE, QT_BASIS_GIVEN, QT_BASIS_METADATA, QT_BASIS_TEXT } qt_basis;

/* A view whose data is NULL means "not known"; views live as long as the arena the document was read into. */
typedef struct qt_document {
    qt_str name;     /* base name of the file; "FILE:LINE" for a record */
    qt_str path;     /* as reached from the command line; "-" for standard input */
    qt_str original; /* the bytes as read; the stored text itself where they are the same, and for a record */
    qt_str text;     /* stored text: valid UTF-8, at most QUOTH_MAX_TEXT bytes */
    const qt_given_token
        *given; /* [given_count] its tokens and sentences, where its reader was given them; else NULL */
    size_t given_count;
    size_t title_size; /* the first bytes of `text` that are its title; 0 where no metadata gives one */
    qt_str title, url, publisher, author, agency;
    qt_str published, captured; /* ISO 8601, possibly only a year or a month */
    qt_basis published_basis;
    qt_str encoding;  /* IANA name of the encoding the bytes were in, "UTF-8" where nothing was converted */
    qt_sha256 sha256; /* of `original` (for a record: of its stored text) */
} qt_document;

#endif
