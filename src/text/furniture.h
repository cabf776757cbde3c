/* What a page puts around its text: credits, by-lines, promotion, sign-offs, datelines. Nothing in it is anybody's statement. */
#ifndef QT_TEXT_FURNITURE_H
#define QT_TEXT_FURNITURE_H

#include "text/text.h"

/* A paragraph's bytes parted: [0, head) and [tail, size) are furniture, what stands between is its text. */
typedef struct qt_parted {
    size_t head, tail;
    uint8_t head_part; /* qt_part of the head: furniture or a dateline */
    uint8_t part;      /* of what stands between: as given, or a caption where a picture's credit was cut off */
} qt_parted;

enum { QT_FURNITURE_ROWS = 512 };

/* lexicon/furniture.tsv by the first byte of a row's form. */
typedef struct qt_furniture_index {
    uint16_t first[256], next[QT_FURNITURE_ROWS];
    uint16_t inside; /* the rows that may stand anywhere in a line */
} qt_furniture_index;

void qt_furniture_index_read(qt_furniture_index *out);

/* What a line is as a whole: furniture, a caption behind its credit and label, a dateline where it is nothing but a date.
 * Else QT_PART_BODY. */
qt_part qt_line_furniture(const qt_furniture_index *index, qt_str line);

/* Parts a paragraph of body text or a caption. `opening`: a dateline may stand here without an agency in brackets. Looks at
 * no more than a few hundred bytes at either end. */
qt_parted qt_furniture_part(const qt_furniture_index *index, qt_str paragraph, uint8_t part, bool opening);

/* The end of the dateline that `paragraph` begins with, white space behind it included, or 0 (datelines.c). */
size_t qt_dateline_end(qt_str paragraph, bool opening);

/* The captions of a gallery all begin with its title: of three or more in a row, each behind its label, what all begin
 * with (two words at least) goes to the label before them. `paragraphs` as they were parted; linear time (galleries.c). */
void qt_gallery_titles(qt_str bytes, qt_paragraph *paragraphs, size_t count);

/* Whether `name` is a row of lexicon/agencies.tsv. */
bool qt_is_agency(qt_str name);

#endif
