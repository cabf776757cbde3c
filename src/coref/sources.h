/* Whom the statements' sources and contents name, from the chains. */
#ifndef QT_COREF_SOURCES_H
#define QT_COREF_SOURCES_H

#include "coref/naming.h"
#include "coref/speakers.h"

/* Gives each source its referent, name, `resolved` and candidates: one source for each of its statement's speakers. */
int qt_sources_name(const qt_naming *n, const qt_speakers *speakers, qt_statement *statements, size_t count,
                    quoth_error *error);

/* first_person.c: gives "I" as a source, inside what one speaker is quoted with, that speaker's name; "we" too where he speaks for
 * a body, else he is its candidate. Behind qt_sources_name. */
int qt_first_person_name(const qt_naming *n, qt_statement *statements, size_t count, quoth_error *error);

/* abouts.c: gives each statement the named referents of its content, as far as the reading is sure. */
int qt_abouts_read(const qt_naming *n, qt_statement *statements, size_t count, quoth_error *error);

#endif
