/* The log of decisions: what people said about statements, entities and one another's decisions. Append-only; nothing in
 * it is a row id.
 *
 * A decision acts on keys. What is in force follows from the log alone, by rules that do not depend on the order in which
 * decisions reached the file (settle.c); what the machine derived is kept apart from it and never overwritten. */
#ifndef QT_CASEFILE_DECISIONS_H
#define QT_CASEFILE_DECISIONS_H

#include "casefile/read.h"

enum {
    QT_UID_SIZE = 32,                /* hex digits */
    QT_TIME_SIZE = 24,               /* "2031-05-02T10:00:00.123Z" */
    QT_AUTHOR_MAX = 1024,            /* bytes */
    QT_DECISION_TEXT_MAX = 64 * 1024 /* bytes of a name or a reason */
};

/* The contract's word for an action; data NULL for QT_ACTION_COUNT. */
qt_str qt_action_name(qt_action action);
qt_action qt_action_of(qt_str name);

/* Whether it sets two apart; whether it is about two. */
static inline bool qt_is_apart(qt_action action) { return action == QT_ACTION_SPLIT || action == QT_ACTION_NOT_SAME; }
static inline bool qt_is_pair(qt_action action) { return action == QT_ACTION_MERGE || qt_is_apart(action); }

/* Whether it has the form of a key: "HASH16:BEGIN-END", perhaps ".N" behind it. */
bool qt_is_key(qt_str s);

/* Checks what can be checked of a decision without a case file: lengths, UTF-8, no control characters, a time that
 * exists, the members that its action needs, and (with a uid) that the uid is its own. *what says what is amiss; static
 * storage, NULL where all is well. */
int qt_decision_check(const qt_decision *decision, const char **what, quoth_error *error);

/* The uid: the first 128 bits of the SHA-256 of all that the decision says. The same decision has the same uid in every
 * case file, and none can be altered without changing it. */
int qt_decision_uid(const qt_decision *decision, char out[QT_UID_SIZE + 1], quoth_error *error);

/* Now, as a decision's time. */
int qt_time_now(char out[QT_TIME_SIZE + 1], quoth_error *error);

/* Appends it, inside the caller's write transaction. */
int qt_decision_add(qt_case *c, const qt_decision *decision, quoth_error *error);

/* The whole log; views in `arena`. */
int qt_decisions_load(qt_case *c, qt_arena *arena, qt_decisions *out, quoth_error *error);

/* ---------------------------------------------------------------------------------------------------------- settling */

typedef enum qt_decision_state {
    QT_IN_FORCE,
    QT_UNDONE,   /* `by` undid it */
    QT_REPLACED, /* `by` is the same author's later decision in the matter */
    QT_ORPHANED, /* what it acts on is not in the case file (any more, or yet) */
    QT_CONFLICT, /* somebody decided otherwise: the machine's reading stands */
} qt_decision_state;
qt_str qt_decision_state_name(qt_decision_state state);

enum { QT_AGAINST_MAX = 8 };

typedef struct qt_settled {
    qt_decision_state state;
    uint32_t by;                      /* index of the decision; QT_NONE */
    uint32_t against[QT_AGAINST_MAX]; /* the first decisions that it is in conflict with */
    uint32_t against_count;           /* all of them; may be more than there is room for */
    qt_str subject;                   /* what its key finds */
} qt_settled;

/* Tells what `key` finds: the name of the thing, the same for every key of it. data NULL where it finds nothing. `statement`
 * says that it must be a statement's. */
typedef struct qt_subjects {
    qt_str (*find)(void *context, qt_str key, qt_action action);
    void *context;
} qt_subjects;

/* out[count]: what became of each decision. Pure: neither the case file nor the order of the log has a part in it.
 *
 *  - An undo that is not undone itself undoes its target, whoever made either.
 *  - One matter is one thing's name, type or source, or whether two are the same. In each matter every author has one
 *    word, the latest; earlier ones that say otherwise are replaced. Where all authors say the same it is in force, else
 *    all of it is in conflict.
 *  - Merges that together join what somebody in force calls not the same are in conflict with that. The not-same stands
 *    nevertheless where it and the merges on the way are one author's.
 *
 * `subjects` NULL: every key finds itself. `arena` for `subject` and what is needed meanwhile. */
int qt_decisions_settle(const qt_decisions *decisions, const qt_subjects *subjects, qt_arena *arena, qt_settled *out,
                        quoth_error *error);

#endif
