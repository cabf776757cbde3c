/* Mentions as the JSON of the contract. */
#ifndef QT_MENTION_JSON_H
#define QT_MENTION_JSON_H

#include "json_cells.h"
#include "mentions/mention.h"

/* {"text","begin","end","type","form","titles","roles","appositions","age","acronym_of"}: the three in the middle are arrays
 * of {"text","begin","end"}; age is one with "years", or null; acronym_of is an index into the document's mentions, or
 * null. A new reference, or NULL when out of memory. */
json_t *qt_mention_json(qt_str text, const qt_mention *mention);

#endif
