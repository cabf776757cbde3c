/* Dates as metadata give them. */
#ifndef QT_INGEST_DATES_H
#define QT_INGEST_DATES_H

#include "base/str.h"

#define QT_DATE_SIZE 64 /* bytes that hold any date below */

/* Accepts ISO 8601's extended form (a year, a month, a date, a date and time with 'T' or a space, an optional fraction and
 * zone), which is kept as it stands; its basic date (20240402) and RFC 5322's form ("Tue, 02 Apr 2024 10:00:00 GMT"; RFC
 * 2822 before it), which become the extended form. Blanks around it do not count. Days are checked against the calendar,
 * a day of the week against its date. False, *out untouched, for anything else: a date is never guessed, a two-digit year
 * never completed. The result lies in `buffer`. */
bool qt_date_read(qt_str given, char buffer[QT_DATE_SIZE], qt_str *out);

#endif
