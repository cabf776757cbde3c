/* What a document says of those it names, beside their names: titles, roles, appositions, ages. */
#ifndef QT_CASEFILE_ATTRIBUTES_H
#define QT_CASEFILE_ATTRIBUTES_H

#include "annotate.h"

/* X(value, name) */
#define QT_ATTRIBUTE_TYPE_LIST(X) \
    X(TITLE, "title") X(ROLE, "role") X(APPOSITION, "apposition") X(AGE, "age") X(DESCRIPTION, "description")

#define X(value, name) QT_ATTRIBUTE_##value,
typedef enum qt_attribute_type { QT_ATTRIBUTE_TYPE_LIST(X) QT_ATTRIBUTE_TYPES } qt_attribute_type;
#undef X

typedef struct qt_attribute {
    uint32_t referent; /* of qt_coref */
    qt_span span;
    uint8_t type;       /* qt_attribute_type */
    uint32_t years;     /* of an age; else 0 */
    uint32_t statement; /* the innermost statement whose content it stands in; QT_NONE: the document's own voice */
    qt_hedge *hedges;   /* that statement's (of an office's title or an age: none), and the words of caution beside it
                           ("alleged"); in the text's order */
    uint32_t hedge_count;
} qt_attribute;

/* The name of a type; static storage. */
qt_str qt_attribute_type_name(qt_attribute_type type);

/* The attributes of all referents, by their span, each once; in `arena`. Descriptions are what says that somebody has a
 * part in a crime: a mention ("the suspect"), a word beside the name ("Odo Marsh was arrested"). */
int qt_attributes_read(const qt_annotation *annotation, qt_arena *arena, qt_attribute **out, size_t *count,
                       quoth_error *error);

#endif
