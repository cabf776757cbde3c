/* The configuration of a model file: sizes and labels, as JSON in the metadata. */
#include <jansson.h>

#include "nn/network.h"
#include "nn/windows.h"

typedef struct config_row {
    const char *name;
    size_t offset;
    uint32_t least, most;
} config_row;

#define ROW(field, least, most)                             \
    {                                                       \
#field, offsetof(qt_config, field), (least), (most) \
    }
static const config_row config_rows[] = {
    ROW(layers, 1, 24),
    ROW(width, 16, 1024),
    ROW(heads, 1, 64),
    ROW(inner, 16, 4096),
    ROW(positions, QT_WINDOW_MAX, 4096),
    ROW(pieces, QT_PIECE_SEP + 1, QT_VOCABULARY_MAX),
    ROW(given_width, 16, 1024),
    ROW(given_heads, 1, 64),
    ROW(given_inner, 16, 4096),
    ROW(given_layers, 1, 24),
    ROW(given_before, 0, QT_WINDOW_MAX - 1),
    ROW(given_span, 1, QT_WINDOW_MAX),
    ROW(narrate_width, 16, 1024),
    ROW(distances, 40, 40), /* the buckets of encoder.c */
    ROW(shapes, QT_SHAPE_COUNT, QT_SHAPE_COUNT),
    ROW(quotes, QT_QUOTE_COUNT, QT_QUOTE_COUNT),
    ROW(sentence_width, 16, 1024),
    ROW(arc_width, 16, 1024),
    ROW(rel_width, 16, 256),
};
#undef ROW

static int read_config_row(const config_row *row, const json_t *object, qt_config *config, quoth_error *error)
{
    const json_t *value = json_object_get(object, row->name);
    json_int_t n = json_integer_value(value);
    if (!json_is_integer(value) || n < row->least || n > row->most)
        return qt_fail_at(error, QUOTH_REFUSED, 8, "the model's configuration gives no \"%s\" from %u to %u", row->name,
                          row->least, row->most);
    *(uint32_t *)(void *)((char *)config + row->offset) = (uint32_t)n;
    return QUOTH_OK;
}

/* Heads of whole lanes, so that attention can use the same kernel as everything else. */
static int check_heads(uint32_t width, uint32_t heads, uint32_t inner, quoth_error *error)
{
    if (width % heads || width / heads % QT_LANES || inner % QT_LANES)
        return qt_fail_at(error, QUOTH_REFUSED, 8,
                          "the model's configuration: %u heads in %u and an inner width of %u are no multiples of %d",
                          heads, width, inner, QT_LANES);
    return QUOTH_OK;
}

/* ---------------------------------------------------------------------------------------------------------- labels */

enum { LABEL_BYTES = 31 };

/* A label is printed as it is, between blanks or tabs: printable ASCII without blanks. */
static bool is_label(const json_t *value)
{
    const char *text = json_string_value(value);
    size_t size = json_string_length(value);
    if (!text || size == 0 || size > LABEL_BYTES) return false;
    for (size_t i = 0; i < size; i++)
        if (text[i] <= ' ' || text[i] > '~') return false;
    return true;
}

static bool holds(const qt_labels *labels, qt_str name)
{
    for (uint32_t i = 0; i < labels->count; i++)
        if (qt_str_equal(labels->names[i], name)) return true;
    return false;
}

static int read_labels(const json_t *object, const char *name, size_t most, qt_arena *arena, qt_labels *out,
                       quoth_error *error)
{
    const json_t *list = json_object_get(object, name);
    size_t count = json_array_size(list);
    if (count == 0 || count > most)
        return qt_fail_at(error, QUOTH_REFUSED, 8, "the model's configuration gives no \"%s\" of 1 to %zu labels", name,
                          most);
    qt_str *names = QT_ARENA_NEW(arena, qt_str, count);
    if (!names) return qt_arena_error(arena, error);
    qt_labels labels = {names, 0};
    for (; labels.count < count; labels.count++) {
        const json_t *value = json_array_get(list, labels.count);
        qt_str label = {json_string_value(value), json_string_length(value)};
        if (!is_label(value) || holds(&labels, label))
            return qt_fail_at(error, QUOTH_REFUSED, 8, "label %u of the model's \"%s\" is no label, or given twice",
                              labels.count, name);
        names[labels.count] = qt_arena_copy(arena, label);
        if (!names[labels.count].data) return qt_arena_error(arena, error);
    }
    *out = labels;
    return QUOTH_OK;
}

static int read_label_lists(const json_t *object, qt_model *model, quoth_error *error)
{
    qt_label_lists *labels = &model->labels;
    int rc = read_labels(object, "upos", QT_LABELS_MAX, model->arena, &labels->upos, error);
    if (!rc) rc = read_labels(object, "xpos", QT_LABELS_MAX, model->arena, &labels->xpos, error);
    if (!rc) rc = read_labels(object, "deprel", QT_LABELS_MAX, model->arena, &labels->deprel, error);
    if (!rc) rc = read_labels(object, "names", QT_NAME_TYPES_MAX, model->arena, &labels->names, error);
    if (!rc) rc = read_labels(object, "kinds", QT_STATEMENT_LABELS_MAX, model->arena, &labels->kinds, error);
    if (!rc) rc = read_labels(object, "polarities", QT_STATEMENT_LABELS_MAX, model->arena, &labels->polarities, error);
    if (!rc)
        rc = read_labels(object, "certainties", QT_STATEMENT_LABELS_MAX, model->arena, &labels->certainties, error);
    if (!rc && (labels->deprel.count < 2 || !holds(&labels->deprel, QT_STR("root"))))
        rc = qt_fail_at(error, QUOTH_REFUSED, 8, "the model's \"deprel\" lack \"root\", or hold nothing else");
    return rc;
}

int qt_config_read(const qt_tensors *tensors, qt_model *model, quoth_error *error)
{
    qt_str text = qt_tensors_metadata(tensors, "config");
    qt_config *c = &model->config;
    json_error_t json_error;
    json_t *object = text.data ? json_loadb(text.data, text.size, JSON_REJECT_DUPLICATES, &json_error) : NULL;
    int rc = QUOTH_OK;
    if (!json_is_object(object)) rc = qt_fail_at(error, QUOTH_REFUSED, 8, "the metadata hold no configuration");
    for (size_t i = 0; !rc && i < sizeof config_rows / sizeof *config_rows; i++)
        rc = read_config_row(&config_rows[i], object, c, error);
    if (!rc) rc = check_heads(c->width, c->heads, c->inner, error);
    if (!rc) rc = check_heads(c->given_width, c->given_heads, c->given_inner, error);
    if (!rc && (c->sentence_width % QT_LANES || c->arc_width % QT_LANES || c->rel_width % QT_LANES ||
                c->narrate_width % QT_LANES))
        rc = qt_fail_at(error, QUOTH_REFUSED, 8, "the model's configuration: widths of heads are no multiples of %d",
                        QT_LANES);
    if (!rc) rc = read_label_lists(object, model, error);
    json_decref(object);
    return rc;
}
