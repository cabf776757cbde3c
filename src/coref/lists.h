/* Lists: "Dana Orlec, Otto Brandt and the union". */
#ifndef QT_COREF_LISTS_H
#define QT_COREF_LISTS_H

#include "coref/scene.h"

enum { QT_LIST_MOST = 16 }; /* parts; what names more of them in one sentence is a table */

typedef struct qt_list {
    uint32_t parts[QT_LIST_MOST]; /* candidates, in the text's order */
    qt_span spans[QT_LIST_MOST];  /* each part with what the text hangs on it, without what joins it to the next */
    uint32_t count;               /* 0 where it is no list of several */
    bool titles;                  /* it is none because it joins one person's titles */
} qt_list;

/* The parts that the list headed by token `head` has inside tokens [first, last). None where nothing says "and" ("Orlec or Kamm",
 * "Neither Orlec nor Kamm"), where two titles are one person's ("founder and owner Dana Orlec"), and where a part is nothing that
 * may refer. A description between commas behind a person's name is set beside it, not a part of its own ("Dana Orlec,
 * the mayor, and Otto Brandt"). Linear in the phrase. */
void qt_list_read(const qt_scene *scene, uint32_t head, uint32_t first, uint32_t last, qt_list *out);

/* The candidate whose full name ends the tokens up to `last`, from candidate `from` on, whatever the tree makes of the words
 * before it: "longtime Lunt's Morning writer Rob Kamm"; but not one whom a preposition or a possessive ties to them ("an aide
 * to Rob Kamm"). So the name, of a body too, that is set behind a comma beside whom the words describe. `from` itself where there
 * is none. */
uint32_t qt_person_at_end(const qt_scene *scene, uint32_t from, uint32_t last);

#endif
