/* Where one unit of text ends: a word with its abbreviation stop, a number, an address, a run of punctuation. */
#ifndef QT_TEXT_WORDS_H
#define QT_TEXT_WORDS_H

#include "text/text.h"

enum { QT_MAX_WORD = 256 }; /* bytes; longer runs are cut between code points */

/* A stretch of one paragraph without a reference mark in it, and what is needed to look past its end. */
typedef struct qt_stretch {
    qt_str text;              /* the document's bytes up to the stretch's end: offsets are the document's */
    size_t begin;             /* where the stretch begins */
    qt_str paragraph;         /* the document's bytes up to the paragraph's end */
    const qt_reference *cuts; /* the marks behind the stretch, to be looked through */
    size_t cut_count;
} qt_stretch;

/* The end of the unit that begins at `at`, which is no gap. Words may still hold clitics. */
size_t qt_unit_end(const qt_stretch *s, size_t at);

/* True where the full stop at `stop`, which ends abbreviation `word`, ends its sentence too: it is then a token. */
bool qt_stop_ends_sentence(const qt_stretch *s, size_t stop, qt_str word);

/* Past `at`: gaps and reference marks skipped, up to the paragraph's end (where it returns paragraph.size). */
size_t qt_next_visible(const qt_stretch *s, size_t at);

/* Numbers (numbers.c) and addresses (addresses.c): the end of one that begins at `at`, or 0. */
size_t qt_number_end(qt_str text, size_t begin, size_t at);
size_t qt_address_end(qt_str text, size_t at);

/* The end of the run of letters, digits and what joins them that begins at `at`. */
size_t qt_run_end(qt_str text, size_t at);

#endif
