/* Tags of the name head, trees and text -> mentions. */
#ifndef QT_MENTIONS_MENTIONS_H
#define QT_MENTIONS_MENTIONS_H

#include "mentions/mention.h"
#include "syntax/syntax.h"

/* The names of a text, in its order, none inside another. `tags` has a tag for each token: 0 for none, 2k+1 for the first
 * token of a name of type types->names[k], 2k+2 for a further one; a type that is none of ours is read as "other".
 *
 * Tags are evidence, and repaired only where the text settles the matter: a possessive 's, a title or a lone bracket is no
 * part of a name; a name set in capitals is the one that the text spells out elsewhere; an acronym in brackets is
 * a name if the one before it is. Roles and appositions need syntax (syntax->words not NULL). Arrays live in `arena`; time is
 * linear in the text but for sorting its names. */
int qt_mentions_read(const qt_text *text, const qt_syntax *syntax, const qt_labels *types, const uint8_t *tags,
                     qt_arena *arena, qt_mention **out, size_t *count, quoth_error *error);

#endif
