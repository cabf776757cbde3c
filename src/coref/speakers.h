/* Who speaks in each statement: one item for each person or body that a source's words stand for. */
#ifndef QT_COREF_SPEAKERS_H
#define QT_COREF_SPEAKERS_H

#include "coref/groups.h"

typedef struct qt_speaker {
    uint32_t source;    /* of the statement's sources as they were read */
    uint32_t candidate; /* who it is; QT_NONE where no candidate stands there, or a list whose parts are not plain */
    qt_span span;       /* where the text says so: the part of a list, the whole of a plural */
    bool stands;        /* a plural stands for it ("both") */
} qt_speaker;

/* A plural whose members are not plain, with the lists that it may stand for. */
typedef struct qt_open_plural {
    uint32_t statement, rival_count;
    qt_span span; /* the source's */
    qt_span rivals[QT_GROUP_RIVALS];
} qt_open_plural;

typedef struct qt_speakers {
    qt_speaker *items;
    uint32_t *first; /* [statements + 1] those of statement i are items[first[i] .. first[i + 1]) */
    qt_open_plural *open;
    size_t open_count;
} qt_speakers;

int qt_speakers_read(const qt_scene *scene, const qt_link *links, const qt_statement *statements, size_t count,
                     qt_arena *arena, qt_speakers *out, quoth_error *error);

#endif
