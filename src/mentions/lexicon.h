/* The room's tables (lexicon/), searched by bisection. */
#ifndef QT_MENTIONS_LEXICON_H
#define QT_MENTIONS_LEXICON_H

#include "mentions/mention.h"

typedef struct qt_title_entry {
    const char *form, *kind, *within, *source;
} qt_title_entry;

enum { QT_TITLE_BYTES = 40, QT_TITLE_TOKENS = 3 }; /* no form is longer */

/* The title of this form, its words separated by one space; NULL where it is none. */
const qt_title_entry *qt_title_find(qt_str form);

/* True where the title may be part of the name behind it ("Mother", "Prince"), and where it is an office or rank. */
bool qt_title_may_be_name(const qt_title_entry *title);
bool qt_title_is_office(const qt_title_entry *title);

/* 'm' or 'w' where only a man or a woman bears the title, else 0. */
char qt_title_sex(qt_str title);

/* Whether a word in lower case makes another office of the one beside it ("deputy", "former"), and the time that it tells ("former",
 * "then", "acting" …; static storage), empty where it tells none. */
bool qt_office_word(qt_str word, qt_str *time);

/* A lower-case noun for an office, an occupation or a part in events. */
bool qt_is_role(qt_str word);

/* A noun in lower case for a firm ("company", "retailer"). */
bool qt_is_firm(qt_str word);

/* A surname, without diacritics and in lower case, that may stand before the given name: "Moon Jae-won". */
bool qt_surname_is_first(qt_str word);

/* A word in lower case that ends a firm's name behind "and" ("sons", "partners"). */
bool qt_ends_firm(qt_str word);

/* A word or words for people or a place, with their case. */
bool qt_is_people(qt_str form);
bool qt_is_place(qt_str form);
bool qt_is_state(qt_str form); /* a country, or a capital that may stand for its government */

/* What a name that ends with this lower-case word is; false where the word leaves it open. */
bool qt_head_type(qt_str word, qt_mention_type *out);

#endif
