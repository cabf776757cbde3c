/* Names as they are read: of people, and of bodies and places. */
#ifndef QT_ENTITIES_NAMES_H
#define QT_ENTITIES_NAMES_H

#include "entities/fold.h"

enum { QT_NAME_MIDDLES = 4 };

/* One part of a person's name in all its readings. */
typedef struct qt_part {
    qt_str plain;
    qt_str romanised[QT_ORIGINS]; /* size 0 for an origin that the name does not show */
    bool initial;
} qt_part;

typedef enum qt_order {
    QT_ORDER_GIVEN,  /* given name first, as English print has it */
    QT_ORDER_FAMILY, /* certainly the family name first */
    QT_ORDER_OPEN    /* two words that may stand either way */
} qt_order;

typedef struct qt_person_name {
    qt_str printed;
    qt_str all; /* its words, sorted and joined: what it is called before any reading */
    qt_part given, surname;
    qt_part compound;                 /* "jeanluc" where the print has "Jean Luc" */
    qt_part middles[QT_NAME_MIDDLES]; /* patronymics too */
    size_t middle_count;
    unsigned origins;   /* QT_ORIGIN_ANY always */
    uint8_t generation; /* 1 senior, 2 junior, 3 …; 0 where none is given */
    uint8_t order;      /* qt_order */
    bool full;          /* a given name (no initial) and a surname (no initial) */
    bool vowelless, foreign;
    bool original; /* as its language writes it */
    bool common;   /* many people bear it */
    bool lone;     /* a given name and nothing else, and no surname that we know */
} qt_person_name;

/* Reads a name without titles; `readable` is false where it is none (empty, too long, no letters). */
int qt_person_name_read(qt_str name, qt_arena *arena, qt_person_name *out, bool *readable, quoth_error *error);

typedef enum qt_relation { /* weaker first */
                           QT_RELATION_NONE,
                           QT_RELATION_SURNAME, /* one gives no more than the surname */
                           QT_RELATION_INITIAL, /* surname and initials */
                           QT_RELATION_PART, /* a longer family name holds the other: "Anna Tavin", "Anna Tavin Orlec" */
                           QT_RELATION_GIVEN_DIFFER, /* one surname, two given names */
                           QT_RELATION_SWAPPED,      /* the same two words in another order */
                           QT_RELATION_SAME
} qt_relation;

typedef struct qt_name_pair {
    qt_relation relation;
    bool romanised, nickname, order; /* how it is the same */
    int8_t middle, generation;       /* -1 disagree, 0 one is silent, 1 agree */
    bool initial;                    /* GIVEN_DIFFER: one is an initial */
} qt_name_pair;

qt_name_pair qt_person_names_compare(const qt_person_name *a, const qt_person_name *b);

/* Two words that are given names of one person; *nickname where one is a short form. */
bool qt_givens_agree(const qt_part *a, const qt_part *b, unsigned origins, bool *romanised, bool *nickname);
bool qt_parts_agree(const qt_part *a, const qt_part *b, unsigned origins, bool *romanised);

/* Chinese and Korean names. The Pinyin of "tse-tung" ("zedong") in out[QT_FOLD_BYTES]; false where it is no Chinese name. */
bool qt_pinyin(qt_str word, bool wade_giles, char *out, size_t *size);
bool qt_is_korean(qt_str word);

/* The words of a body's or a place's name that count, spelt one way. */
typedef struct qt_body_word {
    qt_str printed, plain; /* plain: as body_words.tsv and exonyms.tsv have it */
    char initial;          /* as printed; 0 for a word that the print has not: "American" is read "united states" */
    bool letter;           /* one letter of an acronym */
    bool generic, head, tail, place;
} qt_body_word;

typedef struct qt_body_name {
    qt_str printed;
    qt_str exact;  /* its words as printed, folded */
    qt_str within; /* places: what stands behind a comma, folded */
    qt_body_word *words;
    size_t count;
    size_t letters; /* how many of them are letters of acronyms */
    bool acronym;   /* nothing but letters */
    bool generic;   /* nothing but generic words */
    bool body;      /* its last word says that it names a body: "hospital", "ministry" */
    bool team;      /* its last word is a plural that says nothing of what it names: "Lisgard Kestrels" */
    bool inverts;   /* its words may stand in another order */
    bool exonym, alias;
    qt_str joined;    /* the words that count, joined */
    qt_str romanised; /* places: `joined` as the rules of `origin` leave it */
    qt_origin origin;
} qt_body_name;

int qt_body_name_read(qt_str name, bool place, qt_arena *arena, qt_body_name *out, bool *readable, quoth_error *error);

typedef enum qt_body_relation {
    QT_BODY_NONE,
    QT_BODY_PLACELESS, /* "Defence Ministry", "Lisgard's Defence Ministry" */
    QT_BODY_TEAM,      /* "Kestrels", "Lisgard Kestrels" */
    QT_BODY_PART,      /* a word or two less */
    QT_BODY_ACRONYM,
    QT_BODY_WORDING,
    QT_BODY_ALIAS,
    QT_BODY_SAME
} qt_body_relation;

qt_body_relation qt_body_names_compare(const qt_body_name *a, const qt_body_name *b);

/* A letter that an acronym may have for a word that may be left out at the end: "group", "province" … */
bool qt_is_tail_initial(char letter);

#endif
