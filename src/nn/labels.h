/* The labels that a model's heads give, as its file lists them: label i is output i of the head. */
#ifndef QT_NN_LABELS_H
#define QT_NN_LABELS_H

#include "base/str.h"

enum {
    QT_LABELS_MAX = 255,          /* of one head */
    QT_NAME_TYPES_MAX = 7,        /* so many the BIO tags of qt_viterbi_bio can tell apart */
    QT_STATEMENT_LABELS_MAX = 16, /* of a head that labels statements */
};

typedef struct qt_labels {
    const qt_str *names; /* [count] printable ASCII without blanks, none empty, none twice */
    uint32_t count;
} qt_labels;

typedef struct qt_label_lists {
    qt_labels upos, xpos, deprel; /* of the heads that read a word */
    qt_labels names;              /* types of names, in the order of the BIO tags: tags 2k+1 and 2k+2 are of type k */
    qt_labels kinds, polarities, certainties; /* of the heads that label a statement */
} qt_label_lists;

#endif
