/* Reference marks: [32], [121][62], [note 3], superscript digits, and (12) where a reference list proves it. */
#ifndef QT_TEXT_REFERENCES_H
#define QT_TEXT_REFERENCES_H

#include "text/text.h"

/* Finds the marks from `bytes` alone (valid UTF-8): fills out->references and reference_count with span and label, by
 * begin. `attached` is QT_ATTACHED_DISPLACED where the mark, or the run of marks it belongs to, stands at a line's
 * start outside a reference list, else QT_ATTACHED_SENTENCE for the time being; sentence and follows are QT_NONE and
 * clause is empty until qt_references_attach. The array lives in `arena`; linear time. On failure `out` is untouched. */
int qt_references_find(qt_str bytes, qt_arena *arena, qt_text *out, quoth_error *error);

/* Decides what each mark supports, from tokens, paragraphs and sentences: sets attached, sentence, clause, follows.
 * A mark that nothing stands before keeps sentence = QT_NONE. */
void qt_references_attach(qt_text *out);

#endif
