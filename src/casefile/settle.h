/* The two halves of settling: undoing and matters (settle.c), chains of merges (settle_chains.c). */
#ifndef QT_CASEFILE_SETTLE_H
#define QT_CASEFILE_SETTLE_H

#include "casefile/decisions.h"

/* Notes that decision `i` is in conflict with `with`. */
void qt_settle_conflict(qt_settled *out, uint32_t i, uint32_t with);

/* Merges in force that join what a decision in force calls not the same. False when the arena is full. */
bool qt_settle_chains(const qt_decisions *decisions, qt_arena *arena, qt_settled *out);

#endif
