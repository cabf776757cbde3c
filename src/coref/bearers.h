/* Whose a surname alone is, where the text names several who bear it. */
#ifndef QT_COREF_BEARERS_H
#define QT_COREF_BEARERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Different full names with one surname, at most; of a text with more no short name is believed. */
enum { QT_BEARERS_MOST = 16 };

/* A name as it stands in the text. */
typedef struct qt_surname_use {
    uint32_t bearer;              /* the first name of the same one; QT_NONE: the surname alone */
    uint32_t sentence, paragraph; /* where it stands */
    uint8_t gender;               /* qt_gender that it tells */
    bool quoted, headline;
    bool kin; /* a word for kin stands near: "the brother of Karl Orlec" may go on about another Orlec */
} qt_surname_use;

typedef struct qt_bearer {
    uint32_t who, sentence, paragraph; /* where the full name stood last */
    uint32_t alone;                    /* how often the surname alone was this one's */
    uint8_t gender;
    bool kin; /* named first as somebody's kin, or with theirs */
} qt_bearer;

typedef struct qt_bearers {
    qt_bearer items[QT_BEARERS_MOST]; /* those whom the text has named so far, the first one first */
    size_t count;
    bool unknown; /* the text took somebody for known whom it had not named: nothing is plain any more */
} qt_bearers;

/* Reads the next use of the surname, in the text's order. Of a surname alone, whose it is: the only one named so far; the only
 * one whom its title may mean; else the one who alone was called so before the others came, and then only where none of
 * these was named near by. QT_NONE where it is open. `bearers` begins as zeros. */
uint32_t qt_bearers_next(qt_bearers *bearers, const qt_surname_use *use);

#endif
