/* Mentions as the JSON of the contract. */
#ifndef QT_MENTION_JSON_H
#define QT_MENTION_JSON_H

#include "coref/coref.h"
#include "json_cells.h"

/* {"text","begin","end","phrase","type","form","titles","roles","appositions","age","referent","acronym_of"}: the three in the middle
 * are arrays of {"text","begin","end"}; age is one with "years", or null; phrase is [begin, end] of all that hangs on it; referent (QT_NONE: null) and acronym_of are
 * indices into the document's referents and mentions. A new reference, or NULL when out of memory. */
json_t *qt_mention_json(qt_str text, const qt_coref *who, size_t mention);

/* {"name","type","named","government","mentions":[indices]}; likewise. */
json_t *qt_referent_json(qt_str text, const qt_coref *who, const qt_referent *of);

#endif
