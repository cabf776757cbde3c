/* One line of JSON Lines out of an input, bounded: what is over the limits is skipped, not held. */
#ifndef QT_INGEST_JSON_LINE_H
#define QT_INGEST_JSON_LINE_H

#include "ingest/input.h"

#define QT_JSON_LINE_MAX ((size_t)64 * 1024 * 1024) /* a line as it stands: escapes take up to six bytes for one */
#define QT_JSON_VALUES_MAX ((size_t)256 * 1024)     /* values in a line: each costs memory to parse */

typedef struct qt_json_line {
    char *data; /* reused from line to line, freed by qt_json_line_free; smaller again after a large one */
    size_t size, capacity;
    uint64_t number; /* from 1 */
} qt_json_line;

/* Reads the next line, without its end; *found is false at the input's end. QUOTH_REFUSED, with the rest of the line
 * skipped, where it is over a limit or one of its strings is certain to be over QUOTH_MAX_TEXT once decoded: that is seen
 * while reading, before the string is held whole. */
int qt_json_line_next(qt_json_line *line, qt_input *input, bool *found, quoth_error *error);
void qt_json_line_free(qt_json_line *line);

#endif
