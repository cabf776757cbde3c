/* The parts of one statement's entry, as text. Each appends to `para`. */
#ifndef QT_CLI_CARD_H
#define QT_CLI_CARD_H

#include <jansson.h>

#include "cli/para.h"

/* When it was said, as printed and as read; else the document's date, marked as that; never made up. */
void qt_card_when(const json_t *statement, qt_para *para);

/* The source as printed, then what it resolves to and who says so; then the cue. */
void qt_card_who(const json_t *statement, qt_para *para);

/* The words, in their pieces. */
void qt_card_words(const json_t *statement, qt_para *para);

/* Every hedge with its owner, one that could not be placed, displaced reference marks, a quotation that never closes.
 * Nothing where there is none of these. */
void qt_card_cautions(const json_t *statement, qt_para *para);

/* Kind, how it was put, quoth's confidence in its reading, the attribution chain, reference marks. */
void qt_card_facts(const json_t *statement, qt_para *para);

/* An ISO 8601 date; a time of day is set off by a space (RFC 3339, section 5.6), where it may wrap. */
void qt_card_date(qt_str date, qt_style style, qt_para *para);

/* A document's outlet, date with its basis, title and name. */
void qt_card_document(const json_t *document, qt_para *para);

#endif
