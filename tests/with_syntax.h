/* A model file of format 1 with random heads for syntax and names put to it: format 2, in memory. */
#ifndef QT_TESTS_WITH_SYNTAX_H
#define QT_TESTS_WITH_SYNTAX_H

#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"

#define WITH_SYNTAX_CONFIG                                                                                      \
    "\"sentence_width\":32,\"arc_width\":48,\"rel_width\":16,"                                                  \
    "\"upos\":[\"ADJ\",\"ADP\",\"ADV\",\"AUX\",\"CCONJ\",\"DET\",\"INTJ\",\"NOUN\",\"NUM\",\"PART\",\"PRON\","  \
    "\"PROPN\",\"PUNCT\",\"SCONJ\",\"SYM\",\"VERB\",\"X\"],"                                                    \
    "\"xpos\":[\"$\",\"''\",\",\",\"-LRB-\",\"-RRB-\",\".\",\":\",\"ADD\",\"AFX\",\"CC\",\"CD\",\"DT\",\"EX\"," \
    "\"FW\",\"GW\",\"HYPH\",\"IN\",\"JJ\",\"NN\",\"NNP\",\"PRP$\",\"VBD\",\"``\"],"                             \
    "\"deprel\":[\"acl\",\"acl:relcl\",\"appos\",\"nsubj\",\"nsubj:pass\",\"root\",\"obj\",\"punct\",\"x:y\"]," \
    "\"names\":[\"person\",\"organization\",\"place\",\"group\",\"publication\",\"event\",\"other\"]"

typedef struct with_syntax_ {
    json_t *header;
    char *data;
    size_t size;
    uint32_t random;
} with_syntax_;

static inline void with_syntax_tensor_(with_syntax_ *w, const char *name, size_t rows, size_t columns)
{
    size_t count = rows * (columns ? columns : 1);
    json_t *tensor = json_pack("{s:s, s:[I], s:[I, I]}", "dtype", "F32", "shape", (json_int_t)rows, "data_offsets",
                               (json_int_t)w->size, (json_int_t)(w->size + 4 * count));
    if (columns) json_array_append_new(json_object_get(tensor, "shape"), json_integer((json_int_t)columns));
    json_object_set_new(w->header, name, tensor);
    w->data = realloc(w->data, w->size + 4 * count);
    float size = 1.7f / sqrtf((float)(columns ? columns : 4));
    for (size_t i = 0; i < count; i++) {
        w->random = w->random * 1664525u + 1013904223u;
        float value = ((float)(w->random >> 8) / 8388608.0f - 1.0f) * size;
        memcpy(w->data + w->size + 4 * i, &value, 4);
    }
    w->size += 4 * count;
}

static inline void with_syntax_linear_(with_syntax_ *w, const char *prefix, size_t in, size_t out)
{
    char name[64];
    snprintf(name, sizeof name, "%s.weight", prefix);
    with_syntax_tensor_(w, name, out, in);
    snprintf(name, sizeof name, "%s.bias", prefix);
    with_syntax_tensor_(w, name, out, 0);
}

static inline void with_syntax_heads_(with_syntax_ *w, const json_t *config)
{
    size_t width = (size_t)json_integer_value(json_object_get(config, "width"));
    size_t relations = json_array_size(json_object_get(config, "deprel"));
    with_syntax_linear_(w, "sentence.hidden", width, 32);
    with_syntax_linear_(w, "sentence.out", 32, 2);
    with_syntax_linear_(w, "tag.hidden", width, width);
    with_syntax_linear_(w, "upos.out", width, json_array_size(json_object_get(config, "upos")));
    with_syntax_linear_(w, "xpos.out", width, json_array_size(json_object_get(config, "xpos")));
    with_syntax_linear_(w, "parse.arc_dep", width, 48);
    with_syntax_linear_(w, "parse.arc_head", width, 48);
    with_syntax_linear_(w, "parse.arc", 48, 48);
    with_syntax_tensor_(w, "parse.root_arc", 48, 0);
    with_syntax_linear_(w, "parse.rel_dep", width, 16);
    with_syntax_linear_(w, "parse.rel_head", width, 16);
    with_syntax_linear_(w, "parse.rel_pair", 16, relations * 16);
    with_syntax_linear_(w, "parse.rel_dep_only", 16, relations);
    with_syntax_linear_(w, "name.hidden", width, width);
    with_syntax_linear_(w, "name.out", width, 15);
}

/* The file at `path` with heads; `config` is put into its configuration in place of WITH_SYNTAX_CONFIG where it is not
 * NULL. The caller frees data; NULL on any failure. */
static inline qt_str with_syntax(const char *path, const char *config)
{
    char size_bytes[8];
    uint64_t header_size = 0;
    FILE *file = fopen(path, "rb");
    if (!file || fread(size_bytes, 1, 8, file) != 8) return (qt_str){NULL, 0};
    for (int i = 7; i >= 0; i--) header_size = header_size << 8 | (unsigned char)size_bytes[i];
    char *text = malloc(header_size);
    if (!text || fread(text, 1, header_size, file) != header_size) return (qt_str){NULL, 0};
    with_syntax_ w = {.header = json_loadb(text, header_size, 0, NULL), .random = 5};
    free(text);
    for (size_t got = 1; got; w.size += got) {
        w.data = realloc(w.data, w.size + (1 << 20));
        got = fread(w.data + w.size, 1, 1 << 20, file);
    }
    fclose(file);

    json_t *metadata = json_object_get(w.header, "__metadata__");
    const char *old = json_string_value(json_object_get(metadata, "config"));
    size_t brace = strlen(old) - 1;
    char *joined = malloc(brace + 4096);
    snprintf(joined, brace + 4096, "%.*s,%s}", (int)brace, old, config ? config : WITH_SYNTAX_CONFIG);
    json_t *sizes = json_loads(joined, 0, NULL);
    json_object_set_new(metadata, "config", json_string(joined));
    json_object_set_new(metadata, "format", json_string("quoth-model-2"));
    with_syntax_heads_(&w, sizes);
    json_decref(sizes);
    free(joined);

    char *header = json_dumps(w.header, JSON_COMPACT);
    size_t size = strlen(header);
    char *out = malloc(8 + size + w.size);
    for (int i = 0; i < 8; i++) out[i] = (char)((uint64_t)size >> (8 * i) & 0xff);
    memcpy(out + 8, header, size);
    memcpy(out + 8 + size, w.data, w.size);
    free(header);
    free(w.data);
    json_decref(w.header);
    return (qt_str){out, 8 + size + w.size};
}

#endif
