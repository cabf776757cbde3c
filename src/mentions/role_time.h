/* When somebody held an office, holds it or will, as the words of a role say. */
#ifndef QT_MENTIONS_ROLE_TIME_H
#define QT_MENTIONS_ROLE_TIME_H

#include "mentions/mention.h"

typedef struct qt_role_time {
    qt_str
        mark; /* "former", "then", "acting", "incoming", "outgoing", "late" (lexicon/office_words.tsv); static; size 0 */
    qt_span said; /* "since 2031", "from 2029 to 2031", "until last year": in the role or right behind it; empty */
} qt_role_time;

/* Reads what a title, role or apposition at `role` says of its time: a mark in it before its noun or right before it ("former
 * mayor"; not "head of the former ministry"), and a time. False where it says none. Pure; looks at a few words. */
bool qt_role_time_read(qt_str text, qt_span role, qt_role_time *out);

enum { QT_ROLE_DATE = 8 }; /* bytes of "2031-03" with its NUL */

/* The first and the last date that `said` gives, as TIMEX3 values ("2031", "2031-03"); empty where it gives none, or one that
 * needs a day of writing that is not known. `written`: the document's date, "2032-04-02", or data NULL. True where it was used. */
bool qt_role_time_values(qt_str said, qt_str written, char from[QT_ROLE_DATE], char until[QT_ROLE_DATE]);

#endif
