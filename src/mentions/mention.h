/* Whom and what a text names, and what stands beside the name. Every attribute is a span of the text. */
#ifndef QT_MENTIONS_MENTION_H
#define QT_MENTIONS_MENTION_H

#include <stddef.h>

#include "base/str.h"

/* X(value, name) */
#define QT_MENTION_TYPE_LIST(X)     \
    X(PERSON, "person")             \
    X(ORGANIZATION, "organization") \
    X(PLACE, "place") X(GROUP, "group") X(PUBLICATION, "publication") X(EVENT, "event") X(OTHER, "other")

#define X(value, name) QT_MENTION_##value,
typedef enum qt_mention_type { QT_MENTION_TYPE_LIST(X) QT_MENTION_TYPES } qt_mention_type;
#undef X

typedef enum qt_mention_form { QT_FORM_NAME, QT_FORM_NOMINAL, QT_FORM_PRONOUN } qt_mention_form;

typedef struct qt_span_list {
    qt_span *items;
    size_t count;
} qt_span_list;

typedef struct qt_age {
    qt_span span; /* "32", "aged 32", "32-year-old"; empty where none is given */
    uint32_t years;
} qt_age;

/* What stands beside a name. */
typedef struct qt_beside {
    qt_span_list titles;      /* persons: "Mr.", "Prime Minister", as they stand before the name */
    qt_span_list roles;       /* persons: "State Duma deputy", "Russian ambassador to the United States" */
    qt_span_list appositions; /* "a coastal village": what else the text sets beside the name to say what it is */
    qt_age age;               /* persons */
} qt_beside;

typedef struct qt_mention {
    qt_span span;
    uint32_t first, last;    /* its tokens, [first, last) */
    const qt_beside *beside; /* never NULL; most names have nothing beside them and share an empty one */
    uint32_t acronym_of;     /* index of the mention that gives it in full, or QT_NONE */
    uint8_t type, form;      /* qt_mention_type, qt_mention_form */
} qt_mention;

/* The names of the contract; static storage. */
qt_str qt_mention_type_name(qt_mention_type type);
qt_str qt_mention_form_name(qt_mention_form form);

/* The value of a name; false for a name that is none. */
bool qt_mention_type_of(qt_str name, qt_mention_type *out);

#endif
