/* The word tables of lexicon/ that tokens and sentences depend on. All look-ups are by binary search. */
#ifndef QT_TEXT_ABBREVIATIONS_H
#define QT_TEXT_ABBREVIATIONS_H

#include "base/str.h"

typedef enum qt_abbreviation {
    QT_ABBREVIATION_NONE,
    QT_ABBREVIATION_TITLE,   /* Gen.: never ends a sentence within a paragraph */
    QT_ABBREVIATION_MONTH,   /* Jan., Mon. */
    QT_ABBREVIATION_NUMBER,  /* No.: an abbreviation only before a digit */
    QT_ABBREVIATION_INNER,   /* vs.: never ends a sentence */
    QT_ABBREVIATION_GENERAL, /* Inc., U.S.: ends one where a function word follows capitalised */
    QT_ABBREVIATION_FINAL,   /* etc., p.m.: ends one where any capitalised word but a name of time follows */
} qt_abbreviation;

/* What `word` (without its last full stop, case as printed) abbreviates. All capitals are tried too ("GEN"). */
qt_abbreviation qt_abbreviation_of(qt_str word);

/* A function word that, capitalised as here, begins a sentence after an abbreviation ("The", "He"). */
bool qt_is_starter(qt_str word);

/* Parts that stay joined to their word across a hyphen: qt_is_prefix("non"), qt_is_suffix("wise"); any case. */
bool qt_is_prefix(qt_str word);
bool qt_is_suffix(qt_str word);

/* How UD English EWT splits a contraction written as one word: "cannot" -> 3 (bytes of the first part), "don't" is not
 * one of these (its clitic is cut by rule). 0 if it stays whole; *known says whether the table has it at all. Any case;
 * the apostrophe as ' ("'tis"). */
size_t qt_contraction_split(qt_str word, bool *known);

/* The last label of a host or file name that is written with dots ("org", "pdf"); any case. */
bool qt_is_dotted_ending(qt_str label);

/* A unit or magnitude that EWT cuts off the number before it ("km", "m" of 5m); case as printed. */
bool qt_is_unit(qt_str word);

#endif
