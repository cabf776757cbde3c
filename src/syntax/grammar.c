#include "syntax/grammar.h"

#define X(value, label) [QT_UPOS_##value] = label,
static const char *const upos_labels[QT_UPOS_COUNT] = {QT_UPOS_LIST(X)};
#undef X
#define X(value, label) [QT_XPOS_##value] = label,
static const char *const xpos_labels[QT_XPOS_COUNT] = {QT_XPOS_LIST(X)};
#undef X
#define X(value, label) [QT_DEP_##value] = label,
static const char *const dep_labels[QT_DEP_COUNT] = {QT_DEP_LIST(X)};
#undef X

/* The place of `label` in the list, 0 where it has none. */
static uint8_t find(qt_str label, const char *const *list, uint8_t count)
{
    for (uint8_t i = 1; i < count; i++)
        if (qt_str_equal(label, qt_str_of(list[i]))) return i;
    return 0;
}

static qt_str without_subtype(qt_str label)
{
    const char *colon = label.size ? memchr(label.data, ':', label.size) : NULL;
    return colon ? (qt_str){label.data, (size_t)(colon - label.data)} : label;
}

void qt_grammar_read(const qt_label_lists *labels, qt_grammar *out)
{
    *out = (qt_grammar){.labels = *labels};
    for (uint32_t i = 0; i < labels->upos.count; i++)
        out->upos[i] = find(labels->upos.names[i], upos_labels, QT_UPOS_COUNT);
    for (uint32_t i = 0; i < labels->xpos.count; i++)
        out->xpos[i] = find(labels->xpos.names[i], xpos_labels, QT_XPOS_COUNT);
    for (uint32_t i = 0; i < labels->deprel.count; i++) {
        qt_str label = labels->deprel.names[i];
        out->dep[i] = find(label, dep_labels, QT_DEP_COUNT);
        if (!out->dep[i]) out->dep[i] = find(without_subtype(label), dep_labels, QT_DEP_COUNT);
    }
}
