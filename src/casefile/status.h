/* What part somebody is said to have in a crime or its consequences: never a role, only a row of its own. */
#ifndef QT_CASEFILE_STATUS_H
#define QT_CASEFILE_STATUS_H

#include "base/str.h"

typedef enum qt_status { QT_STATUS_NONE, QT_STATUS_PART, QT_STATUS_CRIMINAL } qt_status;

/* By the words of a role, an apposition or a description ("the bombing suspect", "a man accused of arson"); lexicon/statuses.tsv.
 * The graver one where several are there. */
qt_status qt_status_of(qt_str words);

/* Whether a person's name says it instead of a name: "Ostrel Killer", "Gunman Ivo"; "Abigail Outlaw" is called so. */
bool qt_status_in_name(qt_str name);

/* "criminal", "part"; data NULL for NONE. Static storage. */
qt_str qt_status_name(qt_status status);

#endif
