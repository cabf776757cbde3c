/* One more document among those of the case file: who is who across documents. One transaction a document.
 *
 * Named referents of whom their documents say the same, and whom this alone would make one, share a profile; so a document that
 * says nothing new of those it names costs a few look-ups. A new profile is compared with those that share a block with
 * it (qt_entity_keys_of), never with all.
 *
 * What comes out depends on the set of documents alone. The order within a block is that of the profiles' keys, and the first
 * QT_COLLATE_ANCHORS of a fine block are its anchors. Profiles that are an anchor somewhere are clustered together with all
 * that they touch (qt_entity_cluster); any other joins the one entity that its best anchor belongs to, or stays alone, and
 * brings nobody else together. A coarse block of more than QT_COLLATE_COARSE is not used: the work for a new
 * profile is bounded by both. Since keys are hashes, a new profile rarely
 * becomes an anchor of a full block, and what a document costs does not grow with the case file. */
#ifndef QT_COLLATE_H
#define QT_COLLATE_H

#include "casefile/casefile.h"

enum { QT_COLLATE_ANCHORS = 16, QT_COLLATE_COARSE = 32 };

/* qt_case_store, and who is who. */
int qt_collate_store(qt_case *c, const qt_document *document, const qt_annotation *annotation, const qt_sha256 *model,
                     qt_stored *what, quoth_error *error);

/* qt_case_known, and who is who: an earlier date tells the years of the ages in it. */
int qt_collate_known(qt_case *c, const qt_document *document, bool *known, qt_stored *what, quoth_error *error);

/* qt_case_restore, and who is who; the ids of entities whose key stays stay. */
int qt_collate_restore(qt_case *c, int64_t id, const qt_document *document, const qt_annotation *annotation,
                       const qt_sha256 *model, quoth_error *error);

/* Appends a decision (qt_case_decide), and who is who as it has it by then. */
int qt_collate_decide(qt_case *c, const qt_decision *decision, qt_row row, void *context, quoth_error *error);

/* Appends the decisions of another case file that this one does not have, *added of them, and likewise. */
int qt_collate_take_decisions(qt_case *c, qt_case *from, size_t *added, quoth_error *error);

/* Takes document `id` out of the case file, with all that was read from it. QUOTH_USAGE where there is none. */
int qt_collate_remove(qt_case *c, int64_t id, quoth_error *error);

#endif
