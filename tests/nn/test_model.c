/* Model files that are bent or made to do harm: each is refused with a message that says what and where. */
#include <unistd.h>

#include "bent_files.h"

/* Sets header[tensor][field] (JSON text) and expects `message`. NULL removes the tensor. */
static void check_tensor(const char *tensor, const char *field, const char *json, const char *message)
{
    parts p = take_apart(FIXTURE("network"));
    if (field) json_object_set_new(json_object_get(p.header, tensor), field, json_loads(json, JSON_DECODE_ANY, NULL));
    else json_object_del(p.header, tensor);
    qt_str file = put_together(&p);
    check_refused(file, message);
    free_file(file);
    discard(&p);
}

/* The same for the metadata. */
static void check_metadata(const char *key, const char *value, const char *message)
{
    parts p = take_apart(FIXTURE("network"));
    json_t *metadata = json_object_get(p.header, "__metadata__");
    if (value) json_object_set_new(metadata, key, json_string(value));
    else json_object_del(metadata, key);
    qt_str file = put_together(&p);
    check_refused(file, message);
    free_file(file);
    discard(&p);
}

/* Sets `key` of the configuration (JSON text) and expects `message`. */
static void check_config(const char *key, const char *json, const char *message)
{
    parts p = take_apart(FIXTURE("network"));
    json_t *metadata = json_object_get(p.header, "__metadata__");
    json_t *config = json_loads(json_string_value(json_object_get(metadata, "config")), 0, NULL);
    json_object_set_new(config, key, json_loads(json, JSON_DECODE_ANY, NULL));
    char *changed = json_dumps(config, 0);
    check_metadata("config", changed, message);
    free(changed);
    json_decref(config);
    discard(&p);
}

/* Where tensor `name` begins in `file`. */
static size_t begin_of(const parts *p, const char *name)
{
    json_t *offsets = json_object_get(json_object_get(p->header, name), "data_offsets");
    assert_non_null(offsets);
    return (size_t)(p->data - p->file.data) + (size_t)json_integer_value(json_array_get(offsets, 0));
}

/* Writes `value` over float `index` of a tensor and expects `message` at its byte. */
static void check_value(const char *path, const char *tensor, size_t index, float value, const char *message)
{
    parts p = take_apart(path);
    size_t at = begin_of(&p, tensor) + 4 * index;
    quoth_error error = {0};
    qt_model *model = NULL;
    memcpy((char *)(uintptr_t)p.file.data + at, &value, 4);
    assert_int_equal(qt_model_open_memory(p.file, NULL, &model, &error), QUOTH_REFUSED);
    if (!strstr(error.message, message)) fail_msg("the message is \"%s\", not \"%s\"", error.message, message);
    assert_true(error.has_byte);
    assert_int_equal(error.byte, at);
    discard(&p);
}

static void the_whole_file_opens(void **state)
{
    (void)state;
    parts p = take_apart(FIXTURE("network"));
    qt_model *model = NULL, *same = open_fixture(FIXTURE("network"));
    assert_int_equal(qt_model_open_memory(p.file, NULL, &model, NULL), 0);
    assert_int_equal(qt_model_width(model), 64);
    assert_memory_equal(qt_model_sha256(model), qt_model_sha256(same), sizeof(qt_sha256));
    qt_sha256 digest;
    assert_int_equal(qt_sha256_of(p.file, &digest, NULL), 0);
    assert_memory_equal(qt_model_sha256(model), &digest, sizeof digest);
    qt_model_close(model);
    qt_model_close(same);
    qt_str again = put_together(&p); /* the tools below do not spoil a file by themselves */
    assert_int_equal(qt_model_open_memory(again, NULL, &model, NULL), 0);
    qt_model_close(model);
    free_file(again);
    discard(&p);
}

static void wrong_types_shapes_and_gaps_are_refused(void **state)
{
    (void)state;
    check_tensor("layer.1.up.weight", "dtype", "\"U8\"", "\"layer.1.up.weight\" is not of the type F32");
    check_tensor("layer.1.up.weight", "shape", "[64,112]", "\"layer.1.up.weight\" is not of the shape [112,64]");
    check_tensor("layer.0.norm1.bias", "shape", "[64,1]", "\"layer.0.norm1.bias\" is not of the shape [64]");
    check_tensor("layer.0.norm1.bias", "shape", "[1,64,1]", "\"layer.0.norm1.bias\" is not of the shape [64]");
    check_tensor("embed.type", "dtype", "\"I32\"", "\"embed.type\" is not of the type F32");
    check_tensor("given.out.weight.scale", "dtype", "\"I32\"", "\"given.out.weight.scale\" is not of the type F32");
}

/* A tensor that goes leaves a gap; one under another name is missing. */
static void missing_tensors_are_named(void **state)
{
    (void)state;
    static const char *const names[] = {
        "embed.word",     "embed.word.scale",         "embed.norm.weight", "layer.1.q.bias",    "cue.out.weight",
        "given.is_cue",   "given.layer.1.norm2.bias", "given.out.bias",    "sentence.out.bias", "xpos.out.weight",
        "parse.root_arc", "parse.rel_pair.weight",    "name.hidden.bias"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char message[80];
        parts p = take_apart(FIXTURE("network"));
        json_object_set(p.header, "another", json_object_get(p.header, names[i]));
        json_object_del(p.header, names[i]);
        qt_str file = put_together(&p);
        snprintf(message, sizeof message, "has no tensor \"%s\"", names[i]);
        check_refused(file, message);
        free_file(file);
        discard(&p);
    }
    check_tensor("layer.0.q.weight", NULL, NULL, "leaves a gap");
}

static void values_that_are_not_finite_are_refused(void **state)
{
    (void)state;
    check_value(FIXTURE("network"), "layer.0.q.bias", 3, NAN, "\"layer.0.q.bias\" holds a value that is not finite");
    check_value(FIXTURE("network"), "embed.type", 0, INFINITY, "not finite");
    check_value(FIXTURE("network"), "embed.word.scale", 199, -INFINITY, "not finite");
    check_value(FIXTURE("network"), "embed.word.scale", 7, -0.5f, "\"embed.word.scale\" holds a negative scale");
    check_value(FIXTURE("network"), "given.out.weight.scale", 4, NAN, "not finite");
    check_value(FIXTURE("network_f32"), "embed.word", 200 * 64 - 1, NAN,
                "\"embed.word\" holds a value that is not finite");
    check_value(FIXTURE("network_f32"), "layer.1.down.weight", 100, INFINITY, "not finite");
}

static void other_formats_are_refused_by_name(void **state)
{
    (void)state;
    check_metadata("format", "quoth-model-4",
                   "a model of format \"quoth-model-4\"; this program reads \"quoth-model-3\"");
    check_metadata("format", "quoth-model-1", "a model of format \"quoth-model-1\"");
    check_metadata("format", "pt", "a model of format \"pt\"");
    check_metadata("format", "\x1b[31mred", "a model of format \"?[31mred\"");
    check_metadata("format", NULL, "names no format");
    check_metadata("confidence_quoted", "[[1, 0.5], [0, 0.6]]", "no map of confidence that can be read");
}

static void configurations_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *key, *value, *message;
    } bad[] = {
        {"layers", "0", "no \"layers\" from 1 to 24"},
        {"layers", "4000000000", "no \"layers\""},
        {"layers", "3", "has no tensor \"layer.2.q.weight\""},
        {"width", "-64", "no \"width\""},
        {"width", "128", "\"embed.word\" is not of the shape [200,128]"},
        {"heads", "3", "3 heads in 64"},
        {"heads", "8", "8 heads in 64"},
        {"heads", "1.5", "no \"heads\""},
        {"inner", "100", "an inner width of 100"},
        {"positions", "511", "no \"positions\""},
        {"positions", "513", "\"embed.position\" is not of the shape"},
        {"pieces", "201", "the vocabulary has 200 pieces where the configuration says 201"},
        {"given_heads", "64", "64 heads in 32"},
        {"distances", "39", "no \"distances\""},
        {"shapes", "8", "no \"shapes\""},
        {"quotes", "\"3\"", "no \"quotes\""},
        {"sentence_width", "33", "no multiples of 16"},
        {"arc_width", "2048", "no \"arc_width\" from"},
        {"rel_width", "null", "no \"rel_width\""},
        {"upos", "[]", "no \"upos\" of 1 to 255 labels"},
        {"upos", "\"NOUN\"", "no \"upos\""},
        {"upos", "[\"NOUN\",3]", "label 1 of the model's \"upos\""},
        {"upos", "[\"\"]", "label 0 of the model's \"upos\""},
        {"xpos", "[\"N N\"]", "label 0 of the model's \"xpos\""},
        {"xpos", "[\"NN\\n\"]", "label 0 of the model's \"xpos\""},
        {"xpos", "[\"\\u00e9\"]", "label 0 of the model's \"xpos\""},
        {"xpos", "[\"NN\",\"JJ\",\"NN\"]", "label 2 of the model's \"xpos\""},
        {"xpos", "[\"12345678901234567890123456789012\"]", "label 0 of"},
        {"xpos", "[\"NN\"]", "\"xpos.out.weight\" is not of the shape [1,64]"},
        {"deprel", "[\"dep\",\"nsubj\"]", "lack \"root\""},
        {"deprel", "[\"root\"]", "hold nothing else"},
        {"names", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\"]", "no \"names\" of 1 to 7"},
        {"names", "[\"person\"]", "\"name.out.weight\" is not of the shape [3,64]"},
    };
    check_metadata("config", NULL, "no configuration");
    check_metadata("config", "[]", "no configuration");
    check_metadata("config", "{\"layers\":2", "no configuration");
    check_metadata("config", "{}", "no \"layers\"");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) check_config(bad[i].key, bad[i].value, bad[i].message);
}

static void vocabularies_must_fit(void **state)
{
    (void)state;
    parts p = take_apart(FIXTURE("network"));
    const char *vocabulary = json_string_value(json_object_get(json_object_get(p.header, "__metadata__"), "vocab"));
    size_t size = strlen(vocabulary);
    char *changed = malloc(size + 16);
    assert_non_null(changed);
    check_metadata("vocab", NULL, "no vocabulary");
    check_metadata("vocab", "", "piece 0 of the vocabulary is empty");
    sprintf(changed, "%s\nmore", vocabulary);
    check_metadata("vocab", changed, "the vocabulary has 201 pieces where the configuration says 200");
    sprintf(changed, "%s\nmayor", vocabulary);
    check_metadata("vocab", changed, "of the vocabulary are the same");
    sprintf(changed, "%s", vocabulary);
    memcpy(strstr(changed, "[SEP]"), "[TEP]", 5);
    check_metadata("vocab", changed, "piece 102 of the vocabulary is not [SEP]");
    free(changed);
    discard(&p);
}

/* Writes `file` to a path of its own and opens it. */
static int open_as_file(qt_str file, char path[64], quoth_error *error)
{
    qt_model *model = NULL;
    strcpy(path, "/tmp/quoth-model-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, file.data, file.size), (ssize_t)file.size);
    close(fd);
    int rc = qt_model_open(path, &model, error);
    qt_model_close(model);
    unlink(path);
    return rc;
}

static void errors_name_file_and_byte(void **state)
{
    (void)state;
    char path[64];
    quoth_error error = {0};
    parts p = take_apart(FIXTURE("network"));
    assert_int_equal(open_as_file(p.file, path, &error), 0);
    assert_int_equal(open_as_file((qt_str){p.file.data, p.file.size / 2}, path, &error), QUOTH_REFUSED);
    assert_string_equal(error.source, path);
    assert_true(error.has_byte);
    assert_int_equal(error.byte, p.file.size / 2);
    discard(&p);
}

static void what_is_no_file_is_refused(void **state)
{
    (void)state;
    char path[64];
    quoth_error error = {0};
    qt_model *model = NULL;
    assert_int_equal(qt_model_open("/nowhere/at/all", &model, &error), QUOTH_FAILED);
    assert_string_equal(error.source, "/nowhere/at/all");
    assert_string_equal(error.message, "cannot open: No such file or directory");
    error = (quoth_error){0};
    assert_int_equal(qt_model_open("/tmp", &model, &error), QUOTH_REFUSED);
    error = (quoth_error){0};
    assert_int_equal(qt_model_open("/dev/null", &model, &error), QUOTH_REFUSED);
    error = (quoth_error){0};
    assert_int_equal(open_as_file((qt_str){"", 0}, path, &error), QUOTH_REFUSED);
    assert_int_equal(qt_model_open("/nowhere/at/all", &model, NULL), QUOTH_FAILED);
    assert_null(model);
    qt_model_close(NULL);
}

/* One bit changed anywhere: it opens or it is refused, and nothing is read that is not there (for the sanitizers). */
static void flipped_bits_do_no_harm(void **state)
{
    (void)state;
    parts p = take_apart(FIXTURE("network"));
    size_t header_end = (size_t)(p.data - p.file.data);
    uint32_t seed = 5;
    for (int round = 0; round < 400; round++) {
        size_t at = draw(&seed) % header_end;
        char *byte = (char *)(uintptr_t)p.file.data + at, bit = (char)(1 << draw(&seed) % 8);
        qt_model *model = NULL;
        *byte = (char)(*byte ^ bit);
        if (qt_model_open_memory(p.file, NULL, &model, NULL) == 0) qt_model_close(model);
        *byte = (char)(*byte ^ bit);
    }
    discard(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_file_opens),
        cmocka_unit_test(wrong_types_shapes_and_gaps_are_refused),
        cmocka_unit_test(missing_tensors_are_named),
        cmocka_unit_test(values_that_are_not_finite_are_refused),
        cmocka_unit_test(other_formats_are_refused_by_name),
        cmocka_unit_test(configurations_are_checked),
        cmocka_unit_test(vocabularies_must_fit),
        cmocka_unit_test(errors_name_file_and_byte),
        cmocka_unit_test(what_is_no_file_is_refused),
        cmocka_unit_test(flipped_bits_do_no_harm),
    };
    return cmocka_run_group_tests_name("nn/model", tests, NULL, NULL);
}
